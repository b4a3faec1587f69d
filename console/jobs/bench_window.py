"""Owns how much longer the window with an extract takes than a bare one of the same toolkit. It refuses to import the toolkit.

Both are processes of their own, drawn without a screen. What is measured runs from the start of the process until the first
page has its index and tiles painted, and, told beside it, until its suspicions stand; the bare window until it is painted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from console.errors import UsageError
from console.jobs.bench_clock import TURNS, Compared

BARE = (
    "import sys, time; from PySide6.QtWidgets import QApplication, QMainWindow, QLabel; "
    "application = QApplication(sys.argv); window = QMainWindow(); window.setCentralWidget(QLabel('Plumbline')); "
    "window.resize(1440, 900); window.show(); application.processEvents(); window.repaint(); print(time.time()); "
    "raise SystemExit(0 if window.grab().save(sys.argv[1]) else 1)"
)
FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Moments:
    """Seconds from the start of the process until index and tiles were painted, and until the suspicions were."""

    figures: float
    suspicions: float


def compare_window(command: Sequence[str], extract: Path, folder: Path, again: bool = False) -> Compared:
    """Open the overview of an extract and a bare window in turns; the quickest turn of each counts.

    ``again`` measures a second opening, after readings of the same extract were kept; otherwise each turn is a first one.
    """
    folder = folder / ("again" if again else "first")
    folder.mkdir(parents=True, exist_ok=True)
    if again:
        opened(command, extract, folder, folder / "home")
    ours, bare = [], []
    for turn in range(TURNS):
        home = folder / "home" if again else folder / f"home-{turn}"
        ours.append(opened(command, extract, folder, home))
        bare.append(bare_window(folder))
    least = min(moments.suspicions for moments in ours)
    facts = {"suspicions_seconds": round(least, 3), "bare_seconds": round(min(bare), 3)}
    return Compared(min(moments.figures for moments in ours), min(bare), facts)


def opened(command: Sequence[str], extract: Path, folder: Path, home: Path) -> Moments:
    """Open the overview once in a process of its own and return when what was painted."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PLUMBLINE_HOME": str(home)}
    told = folder / "times.json"
    words = [
        "--out",
        str(folder / "ours.png"),
        "--trust",
        str(extract.parent / "trust"),
        "--times",
        str(told),
    ]
    began = time.time()
    run_process([*command, "picture", str(extract), *words], environment)
    times = msgspec.json.decode(told.read_bytes(), type=list[tuple[str, float]])
    figures = [moment - began for what, moment in times if what == FIGURES]
    if len(figures) < 2:
        raise UsageError("bench-failed", name="window", detail=f"{FIGURES}: {len(figures)}")
    return Moments(figures[0], figures[-1])


def bare_window(folder: Path) -> float:
    """Show a bare window once in a process of its own and return the seconds until it was painted."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    began = time.time()
    said = run_process([sys.executable, "-c", BARE, str(folder / "bare.png")], environment)
    return float(said) - began


def run_process(command: Sequence[str], environment: Mapping[str, str]) -> bytes:
    """Run a process to its end and return what it said; raises UsageError with its last line where it failed."""
    ended = subprocess.run(command, env=dict(environment), capture_output=True, check=False)
    if ended.returncode:
        last = ended.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise UsageError("bench-failed", name="window", detail=last[0] if last else str(ended.returncode))
    return ended.stdout
