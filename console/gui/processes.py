"""Owns running this program as a process of its own: command, answer, end. It refuses to wait on the window's thread."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from console.domain.ports import Progress
from console.errors import Cancelled

LOOK_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class Answer:
    """What a process returned: its exit code, its data and its talk."""

    code: int
    out: bytes
    said: bytes


def own_command(resources: Path) -> list[str]:
    """Return how this program starts itself: frozen by its own name, from source through main.py."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, str(resources.parent / "main.py")]


def worker_command(resources: Path) -> list[str]:
    """Return how this program starts itself as a worker."""
    return [*own_command(resources), "--worker"]


def call_self(command: Sequence[str], progress: Progress) -> Answer:
    """Run a command to its end; blocking, for a lane. Raises Cancelled, with the process ended, where somebody asked for it."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:
        while True:
            try:
                out, said = process.communicate(timeout=LOOK_EVERY_S)
            except subprocess.TimeoutExpired:
                if progress.cancelled():
                    process.kill()
                    raise Cancelled from None
            else:
                return Answer(process.returncode, out, said)


def last_words(said: bytes) -> str:
    """Return the last line a process said, or a dash."""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "—"
