"""Owns how much longer the window with an extract takes than a bare one of the same toolkit. It refuses to import the toolkit.

Both are processes of their own, drawn without a screen into a picture, so that what is compared ends with all painted.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from console.errors import UsageError
from console.jobs.bench_clock import Compared, in_turns

BARE = (
    "import sys; from PySide6.QtWidgets import QApplication, QMainWindow, QLabel; application = QApplication(sys.argv); "
    "window = QMainWindow(); window.setCentralWidget(QLabel('Plumbline')); window.resize(1440, 900); window.show(); "
    "application.processEvents(); raise SystemExit(0 if window.grab().save(sys.argv[1]) else 1)"
)
CALM_S = 0.6
"""The picture waits so long without work before it believes that all is there; a person does not."""


def compare_window(command: Sequence[str], extract: Path, folder: Path) -> Compared:
    """Draw the overview of an extract, and a bare window; seconds from start to the end of the process."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PLUMBLINE_HOME": str(folder / "home")}
    trust = str(extract.parent / "trust")
    ours = [*command, "picture", str(extract), "--out", str(folder / "ours.png"), "--trust", trust]
    bare = [sys.executable, "-c", BARE, str(folder / "bare.png")]
    measured, reference = in_turns(
        lambda: run_process(ours, environment), lambda: run_process(bare, environment)
    )
    return Compared(measured - CALM_S, reference, {"calm_seconds_left_out": CALM_S})


def run_process(command: Sequence[str], environment: Mapping[str, str]) -> None:
    ended = subprocess.run(command, env=dict(environment), capture_output=True, check=False)
    if ended.returncode:
        last = ended.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise UsageError("bench-failed", name="window", detail=last[0] if last else str(ended.returncode))
