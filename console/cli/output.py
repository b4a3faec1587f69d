"""Owns what the command line prints: data on stdout, talk on stderr. It refuses to mix them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.table import Table

from console.errors import Fact
from console.i18n import Phrases

WIDE = 2_000


def plain(value: Any) -> Any:
    """Return a value as JSON knows it: money and dates as text, enums as their value, dataclasses as objects."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return (
            int(value)
            if value == value.to_integral_value() and value.as_tuple().exponent == 0
            else str(value)
        )
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value


def print_json(document: Any) -> None:
    """Print one JSON document on stdout."""
    text = msgspec.json.format(msgspec.json.encode(plain(document)), indent=2)
    sys.stdout.write(text.decode() + "\n")


def print_table(headers: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """Print a table on stdout; ``right`` names the columns set right."""
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for position, header in enumerate(headers):
        table.add_column(header, justify="right" if position in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    width = None if sys.stdout.isatty() else WIDE  # a file or a pipe has no edge to fold at
    Console(file=sys.stdout, highlight=False, width=width).print(table)


def say(text: str) -> None:
    """Print one line of talk on stderr."""
    sys.stderr.write(text + "\n")


LASTING = frozenset({"again", "again-because"})


@dataclass
class TerminalProgress:
    """A progress bar on stderr where that is a terminal; silent otherwise. Ctrl+C is the way to cancel."""

    phrases: Phrases
    _bar: Progress | None = None
    _task: TaskID | None = None

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        """Show how far the named step is; what is to be known afterwards as well stays as a line, wherever stderr goes."""
        if key in LASTING:
            say(self.phrases.text(f"progress-{key}", **facts))
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            console = Console(stderr=True)
            self._bar = Progress(
                TextColumn("{task.description}"), BarColumn(), console=console, transient=True
            )
            self._bar.start()
            self._task = self._bar.add_task("", total=None)
        assert self._task is not None
        words = self.phrases.text(f"progress-{key}", **facts)
        total = None if fraction is None else 1.0
        self._bar.update(self._task, description=words, completed=fraction or 0.0, total=total)

    def cancelled(self) -> bool:
        """Never: an interrupt arrives as a signal."""
        return False

    def close(self) -> None:
        """Take the bar off the screen."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
