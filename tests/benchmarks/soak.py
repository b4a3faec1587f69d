"""Owns the soak of painting and paging that justifies the Qt pin: a real window, driven for an hour, must neither die nor grow.

    xvfb-run -a .venv/bin/python -m tests.benchmarks.soak build/demo/*.duckdb --trust build/demo/trust --minutes 60

It prints the memory of the window each minute and refuses to end with 0 after a fault, or where memory grew by more than
a tenth after the first sixth of the time.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from console import bootstrap
from console.gui.app import Application
from console.gui.faults import Failure, Faults
from console.gui.theme import make_look
from console.gui.views import VIEWS

EVERY_MS = 120
LARGEST_GROWTH = 0.10
SIZES = ((1280, 720), (1440, 900), (1920, 1080), (1366, 768))
QUERIES = (
    "SELECT * FROM case_event",
    "SELECT organisation_id, count(*) AS cases, avg(visits) AS visits FROM service_case GROUP BY ALL ORDER BY cases DESC",
    "SELECT paid_on, sum(amount) AS amount FROM payment GROUP BY ALL ORDER BY paid_on",
)


@dataclass
class Soak:
    """One run: what was done how often, memory by minute, and the faults heard."""

    run: Application
    minutes: float
    source: random.Random
    began: float = field(default_factory=time.monotonic)
    done: dict[str, int] = field(default_factory=dict)
    memory: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def step(self) -> None:
        """Do one thing a person could do."""
        minute = (time.monotonic() - self.began) / 60
        if minute >= len(self.memory) * self.minutes / 60:
            self.memory.append(resident())
            told = f"{minute:6.1f} min  {self.memory[-1]:7.1f} MiB  {sum(self.done.values()):7d} actions"
            print(told, flush=True)
        if minute >= self.minutes:
            QApplication.exit(0)
            return
        name, act = self.source.choice(self.actions())
        act()
        self.done[name] = self.done.get(name, 0) + 1

    def actions(self) -> list[tuple[str, Callable[[], object]]]:
        """Return what can be done now; what paints most stands more than once."""
        window = self.run.window
        return [
            ("page", lambda: window.go(self.source.choice(VIEWS).key)),
            ("scroll", self.scroll),
            ("scroll", self.scroll),
            ("hover", self.hover),
            ("resize", lambda: window.resize(*self.source.choice(SIZES))),
            ("repaint", window.repaint),
            ("theme", lambda: self.rarely(lambda: window.do("theme"))),
            ("language", lambda: self.rarely(lambda: window.do("language"))),
            ("scope", lambda: self.rarely(self.rescope)),
            ("query", lambda: self.rarely(self.query)),
        ]

    def rarely(self, act: Callable[[], object]) -> None:
        if self.source.random() < 0.15:
            act()

    def scroll(self) -> None:
        tables = [view for view in self.run.window.findChildren(QAbstractItemView) if view.isVisible()]
        for view in self.source.sample(tables, min(2, len(tables))):
            bar = view.verticalScrollBar()
            bar.setValue(self.source.randint(bar.minimum(), bar.maximum()))

    def hover(self) -> None:
        window = self.run.window
        at = QPoint(self.source.randint(0, window.width()), self.source.randint(0, window.height()))
        below = window.childAt(at)
        if isinstance(below, QWidget):
            below.update()

    def rescope(self) -> None:
        context = self.run.context
        periods = context.choices.periods
        if periods:
            context.set_scope(context.scope.with_value("period", "", self.source.choice(periods)))

    def query(self) -> None:
        self.run.context.navigate("workbench", sql=self.source.choice(QUERIES))

    def verdict(self) -> int:
        """Print what came of it; 0 where nothing failed and memory stands."""
        settled = self.memory[len(self.memory) // 6 :]
        first, last = settled[0], sum(settled[-3:]) / len(settled[-3:])
        growth = last / first - 1
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"actions {dict(sorted(self.done.items()))}")
        print(
            f"memory {first:.1f} -> {last:.1f} MiB ({growth:+.1%}), peak {peak:.1f} MiB, faults {len(self.faults)}"
        )
        for fault in self.faults[:10]:
            print(fault)
        return 0 if not self.faults and growth <= LARGEST_GROWTH else 1


def resident() -> float:
    """Return the resident memory of this process in MiB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> int:
    """Drive a window for the minutes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--trust", type=Path, action="append", default=[])
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    context = bootstrap.start()
    run = Application(make_look(context.resources, "zh-CN", "light"), context, VIEWS)
    soak = Soak(run, asked.minutes, random.Random(asked.seed))
    faults = Faults(lambda failure: soak.faults.append(_told(failure)))
    faults.install()
    run.opening.refused.connect(lambda failure: soak.faults.append(_told(failure)))
    run.window.show()
    run.opening.open(asked.file, extra_trust=tuple(asked.trust))
    clock = QTimer()
    clock.setInterval(EVERY_MS)
    clock.timeout.connect(soak.step)
    clock.start()
    application.exec()
    clock.stop()
    run.close()
    faults.remove()
    return soak.verdict()


def _told(failure: Failure) -> str:
    return f"{type(failure.error).__name__}: {failure.error}"


if __name__ == "__main__":
    raise SystemExit(main())
