"""Owns proof that the command line needs no Qt nor SciPy to start, and a worker neither. It refuses to trust import lists."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOOK = "import sys; {}; print([n for n in sys.modules if n.split('.')[0] in {{'PySide6', 'shiboken6', 'pyqtgraph', 'scipy'}}])"
STARTS = {
    "command line": "from console.cli.main import run; run(['--help'])",
    "worker": "import console.worker.loop",
    "every job": (
        "import pkgutil, importlib, console.jobs; "
        "[importlib.import_module(m.name) for m in pkgutil.iter_modules(console.jobs.__path__, 'console.jobs.')]"
    ),
}


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())
def test_what_takes_long_to_load_is_not_loaded_to_start(start: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOK.format(start)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_the_window_stands_before_duckdb_is_loaded() -> None:
    start = "import console.gui.app; print('duckdb' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {start}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().splitlines()[-1] == "False"
