"""Owns what a table column is and how each kind of value reads as text. It refuses to draw: the delegate does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from console.gui.models.cells import (
    BarCell,
    DueCell,
    FindingCell,
    LinesCell,
    MarkCell,
    NotComputableCell,
    Pending,
    SignalCell,
    Spark,
    StageCell,
    TallyCell,
    ToldCell,
    WhiskerCell,
)
from console.gui.theme import Look
from console.gui.words import Named, Say, Words

NUMERIC = frozenset({"number", "percent", "money", "delta", "heat", "duration"})
KINDS = NUMERIC | {
    "text",  # free text: may be elided
    "dim",  # free text in the second ink
    "strong",  # free text in semibold
    "lines",  # LinesCell: free text over smaller free text, for rows of 36 px and more
    "name",  # a short name that is never elided
    "code",  # identifiers and digests, mono, never elided
    "date",
    "moment",
    "mark",  # a mark's name, MarkCell, or SignalCell
    "stage",  # StageCell
    "bar",  # BarCell
    "spark",  # Spark
    "whisker",  # WhiskerCell
    "tally",  # TallyCell
    "signal",  # SignalCell
    "due",  # DueCell
    "flag",  # bool as a tick or a dash
    "finding",  # FindingCell, in rows three lines high
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    ``width`` is in design pixels, 0 shares what is left. ``key`` names the value in a row mapping and the column asked for
    when sorting. ``icon`` gives a leading icon per row value. Words in the head carry the unit (金额/万元).
    """

    key: str
    title: Words
    kind: str = "text"
    width: int = 0
    digits: int = 0
    good: int = 1
    unit: Words = ""
    tooltip: Words = ""
    sortable: bool = True
    subtitle: Words = ""
    icon: Callable[[object], str | None] | None = None
    heat: tuple[float, float] | None = None  # the values of the palest and the strongest step
    axis: tuple[float, float] | None = None  # whisker: what the head's ticks and the cells' grid run over

    def __post_init__(self) -> None:
        assert self.kind in KINDS, self.kind

    @property
    def right(self) -> bool:
        """Whether values align right."""
        return self.kind in NUMERIC or self.kind in {"date", "due"}


def cell_text(look: Look, column: Column, value: object) -> str:
    """Return a cell as words: what a screen reader says and what is copied."""
    if value is None or isinstance(value, Pending) or value == "":
        return "—" if not isinstance(value, Pending) else "…"
    if isinstance(value, Say | Named):
        return look.words(value)
    special = _special(look, value)
    if special is not None:
        return special
    if column.kind == "mark":
        return look.text(f"mark-{value}")
    return _plain(look, column, value)


def _plain(look: Look, column: Column, value: object) -> str:
    if isinstance(value, bool):
        return look.text("cell-yes" if value else "cell-no")
    if isinstance(value, int | float | Decimal):
        return _number(look, column, value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}" if column.kind != "date" else look.phrases.day(value.date())
    if isinstance(value, date):
        return look.phrases.day(value)
    return str(value)


def copied_text(look: Look, column: Column, value: object) -> str:
    """Return a cell as it goes to the clipboard: full numbers without grouping, an empty string where there is nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return str(value)
    return cell_text(look, column, value).replace("\t", " ").replace("\n", " ")


def _number(look: Look, column: Column, value: float | Decimal) -> str:
    phrases = look.phrases
    if column.kind == "money":
        return phrases.money(Decimal(str(value)), column.digits or 2)
    if column.kind == "percent":
        return phrases.percent(float(value), column.digits or 1)
    if column.kind == "delta":
        return phrases.number(value, column.digits, sign=True) + look.words(column.unit)
    if column.kind in NUMERIC:
        return phrases.number(value, column.digits)
    return str(value)


def _special(look: Look, value: object) -> str | None:
    if isinstance(value, MarkCell):
        return look.words(value.word) or look.text(f"mark-{value.kind}")
    if isinstance(value, StageCell):
        return look.words(value.word)
    if isinstance(value, LinesCell):
        return " ".join(part for part in (look.words(value.first), look.words(value.second)) if part)
    if isinstance(value, BarCell):
        return look.phrases.percent(value.share)
    if isinstance(value, DueCell):
        return due_text(look, value)
    if isinstance(value, NotComputableCell):
        return look.words(value.why) or look.text("mark-na")
    if isinstance(value, FindingCell):
        return finding_text(look, value)
    return _drawn(look, value)


def _drawn(look: Look, value: object) -> str | None:
    number = look.phrases.number
    if isinstance(value, WhiskerCell):
        return f"{number(value.value, 1)} ({number(value.low, 1)}–{number(value.high, 1)})"
    if isinstance(value, ToldCell):
        return look.words(value.words)
    if isinstance(value, TallyCell):
        return look.text("card-tally", red=value.red, yellow=value.yellow)
    if isinstance(value, SignalCell):
        return look.text({1: "signal-better", 0: "signal-stable", -1: "signal-worse"}[value.judgement])
    if isinstance(value, Spark):
        return " ".join(number(point, 2) for point in value.values)
    return None


def finding_text(look: Look, finding: FindingCell) -> str:
    """Return a finding as one line: its mark in words first."""
    mark = look.text(f"{'mark' if finding.card else 'proposes'}-{finding.mark}")
    told = (finding.number, finding.title, finding.place, finding.figure, finding.stage.word, finding.due)
    return ", ".join(part for part in (mark, *(look.words(words) for words in told)) if part)


def due_text(look: Look, due: DueCell) -> str:
    """Return a due date, with how late it is."""
    day = f"{due.on:%m-%d}" if due.short else look.phrases.day(due.on)
    return look.text("due-late", date=day, days=due.late_days) if due.late_days else day
