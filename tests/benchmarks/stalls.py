"""Owns the table of what each act costs the thread of the window: every page, theme, language and size, in the real window.

    xvfb-run -a .venv/bin/python -m tests.benchmarks.stalls build/demo/*.duckdb --trust build/demo/trust

The event loop is turned by hand, so that every turn can be timed. A turn is at least one whole dispatch and often several,
so no handler is longer than its longest turn; it is also exactly as long as a key pressed meanwhile would wait. Milliseconds
stand on the processor (what our own code costs) and on the clock (with whatever else the machine does). It refuses to end
with 0 where a turn took more than fifty milliseconds of the processor. Each row also tells what a fixed piece of work cost
just before: where neighbours take the processor's caches, that grows, and everything else with it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from console import bootstrap
from console.gui.app import Application
from console.gui.theme import make_look
from console.gui.views import VIEWS
from tests.gui.stalls import LONGEST_MS

PATIENCE_S = 30.0  # for answers; then they are cancelled, as somebody would
QUIET_TURNS = 25  # turns without work before an act counts as done
SMALL, LARGE = (1280, 720), (1920, 1080)
SIZES = ((1920, 1080), (1440, 900), (1280, 720))
SCROLLS = 12
QUERY = "SELECT * FROM case_event ORDER BY occurred_at"


@dataclass(frozen=True, slots=True)
class Measured:
    """One act on one page: its longest turn and the time until nothing moved any more."""

    page: str
    act: str
    cpu: float
    wall: float
    turns: int
    total: float
    yardstick: float


class Bench:
    """A window over an extract, and what was measured in it."""

    def __init__(self, run: Application) -> None:
        self.run = run
        self.measured: list[Measured] = []
        self.cancelled = 0  # acts whose answers the machine was too busy for

    def time(self, page: str, act: str, *acts: Callable[[], object]) -> None:
        """Do something (each act followed by a turn) and turn the loop until nothing is asked for and nothing moves."""
        cpu, wall, total, turns = 0.0, 0.0, 0.0, 0
        fixed = yardstick()
        began = time.monotonic()
        for step in self._turns(acts):
            at, spent = time.perf_counter(), time.thread_time()
            step()
            took, used = (time.perf_counter() - at) * 1000, (time.thread_time() - spent) * 1000
            cpu, wall, turns = max(cpu, used), max(wall, took), turns + 1
            if used > 1:
                total = (time.monotonic() - began) * 1000
        measured = Measured(page, act, cpu, wall, turns, total, fixed)
        self.measured.append(measured)
        print(row(measured), flush=True)

    def _turns(self, acts: Sequence[Callable[[], object]]) -> Iterator[Callable[[], object]]:
        dispatcher = QAbstractEventDispatcher.instance()
        ends = time.monotonic() + PATIENCE_S

        def turn() -> object:
            return dispatcher.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)

        for act in acts:
            yield act
            yield turn
        quiet = 0
        while quiet < QUIET_TURNS:
            if time.monotonic() > ends:
                yield self.run.lanes.cancel_all
                self.cancelled, ends = self.cancelled + 1, time.monotonic() + PATIENCE_S
            moving = not self.run.ahead.resting
            quiet = 0 if moving else quiet + 1
            yield turn
            time.sleep(0.002)
        yield lambda: QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def drive(self, file: Path, trust: tuple[Path, ...], sizes: Sequence[tuple[int, int]]) -> None:
        """Do every act on every page."""
        window = self.run.window
        self.time("-", "show", window.show)
        self.time("-", "warm up", self.run.warm_up)
        self.run.ahead.stay()
        self.time("-", "open", lambda: self.run.opening.open(file, extra_trust=trust))
        for view in VIEWS:
            self.time(view.key, "first showing", partial(window.go, view.key))
        self.time("workbench", "query", lambda: self.run.context.navigate("workbench", sql=QUERY))
        for size in sizes:
            window.resize(*size)
            for view in VIEWS:
                self.page(view.key, f"{size[0]}×{size[1]}")

    def page(self, key: str, size: str) -> None:
        """Do every act on one page."""
        window, at = self.run.window, f"{key} {size}"
        self.time(at, "again", lambda: window.go(key))
        for act in ("theme", "language"):
            for turn in ("there", "back"):
                self.time(at, f"{act} {turn}", partial(window.do, act))
        self.time(at, "scope", self.rescope)
        self.time(at, "scroll", *self.scrolls())
        before = (window.width(), window.height())
        self.time(at, "resize", lambda: window.resize(*(LARGE if before != LARGE else SMALL)))
        self.time(at, "resize back", lambda: window.resize(*before))

    def rescope(self) -> None:
        """Look at another period of those the extract covers."""
        context = self.run.context
        offered = [period for period in context.choices.periods if period != context.scope.period]
        context.set_scope(context.scope.with_value("period", "", offered[len(self.measured) % 3]))

    def scrolls(self) -> Iterator[Callable[[], object]]:
        """Move every visible area that scrolls, a step a turn as a wheel does."""
        for area in self.run.window.findChildren(QAbstractScrollArea):
            bar = area.verticalScrollBar()
            if area.isVisible() and bar.maximum() > 0:
                for step in range(SCROLLS + 1):
                    yield partial(bar.setValue, bar.maximum() * step // SCROLLS)

    def verdict(self) -> int:
        """Print the longest of each act and say whether all were short enough."""
        print()
        for act in dict.fromkeys(one.act for one in self.measured):
            worst = max((one for one in self.measured if one.act == act), key=lambda one: one.cpu)
            print(row(worst))
        rates = sorted(one.yardstick for one in self.measured)
        print(f"yardstick {rates[0]:.1f} to {rates[-1]:.1f} ms, half below {rates[len(rates) // 2]:.1f}")
        long = [one for one in self.measured if one.cpu > LONGEST_MS]
        print(f"{self.cancelled} times answers were not waited for longer than {PATIENCE_S:.0f} s")
        print(f"{len(self.measured)} acts, {len(long)} with a turn over {LONGEST_MS:.0f} ms of the processor")
        return 1 if long else 0


def row(one: Measured) -> str:
    """Return one line of the table."""
    return (
        f"{one.page:<24} {one.act:<15} {one.cpu:7.1f} ms cpu {one.wall:7.1f} ms wall"
        f" {one.turns:5d} turns, still after {one.total:6.0f} ms, yardstick {one.yardstick:4.1f} ms"
    )


def yardstick() -> float:
    """Return the milliseconds of the processor a fixed piece of work costs now."""
    began, found = time.thread_time(), {}
    for number in range(20_000):
        found[f"{number}"] = [number]
    return (time.thread_time() - began) * 1000


def main() -> int:
    """Drive the window and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--trust", type=Path, action="append", default=[])
    parser.add_argument(
        "--sizes", type=int, default=len(SIZES), help="how many of the three sizes, largest first"
    )
    parser.add_argument("--after", type=int, default=0, help="how many of them to leave out, largest first")
    asked = parser.parse_args()
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    context = bootstrap.start()
    run = Application(make_look(context.resources, "zh-CN", "light"), context, VIEWS)
    bench = Bench(run)
    try:
        bench.drive(asked.file, tuple(asked.trust), SIZES[asked.after : asked.sizes])
    finally:
        run.close()
    return bench.verdict()


if __name__ == "__main__":
    raise SystemExit(main())
