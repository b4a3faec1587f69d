"""Owns what the tests of the data pages share: the planted province behind a worker in this process, and a way to wait.

Jobs, engine, frames and lanes are the product's own; only the process boundary is left out. It refuses canned answers.
"""

from __future__ import annotations

import functools
import io
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from console import bootstrap
from console.domain.payee_groups import PayeeDecisions
from console.domain.ports import Progress, Silent, SystemClock
from console.errors import PlumblineError
from console.gui.context import Page, View, ViewContext
from console.gui.scope import Scope
from console.gui.session import Session
from console.gui.tasks import Lanes
from console.gui.theme import Look
from console.i18n import Phrases
from console.jobs.desk import Desk
from console.jobs.extract import OpenRequest
from console.jobs.frames import Asked, Outcome, Request, Told, plain, read_frame, shaped, write_frame
from console.jobs.opened import Opened
from console.paths import cache_folder, user_folder
from console.settings import Settings
from console.worker.protocol import JOBS, find_job
from tests.jobs.page_sample import MEMORY

PATIENCE = 120.0  # seconds
SIZES = ((1192, 588), (1200, 756), (1680, 936))  # of a page in windows of 1280×720, 1440×900 and 1920×1080


STEADY = frozenset(
    {
        "theme-rules",
        "funds-page",
        "funds-ranking",
        "quality-page",
        "services-page",
        "services-listed",
        "services-case",
        "services-process",
        "control-scan",
        "deadline-risk",
        "reforms",
    }
)
"""Jobs that say the same of the same file to the same question, with the same files of the user's, and cost most."""


@dataclass(slots=True)
class Held:
    """An extract open in this process, and what steady jobs said of it, by their question and what else they went by."""

    desk: Desk
    opened: Opened
    answers: dict[object, bytes] = field(default_factory=dict)


def hold(path: Path) -> Held:
    """Open an extract."""
    desk = Desk()
    return Held(desk, desk.open(OpenRequest(path, (), MEMORY), Silent()))


held_for_all = functools.cache(hold)
"""The same, once for all tests of the process: it stays open, and a steady question is asked once."""


def _files() -> tuple[tuple[str, int, int], ...]:
    """Return what changes when a file of the user's does."""
    found = [
        (path, path.relative_to(folder).as_posix())
        for folder in (user_folder(), cache_folder())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    return tuple((name, path.stat().st_mtime_ns, path.stat().st_size) for path, name in found)


class DeskWorker:
    """A worker in this process: the same jobs, the same frames, no pipe. ``broken`` makes a job fail by name.

    What was decided, and any file of the user's, makes other answers.
    """

    def __init__(self, path: Path, keep: bool = False) -> None:
        self._keep = keep
        self._held = held_for_all(path) if keep else hold(path)
        self.desk, self.opened = self._held.desk, self._held.opened
        self.desk.extract.payees, self.desk.extract.uncounted = PayeeDecisions(), ()
        self.broken: dict[str, PlumblineError] = {}
        self.asked: list[tuple[str, Any]] = []

    def call(
        self, job: str, arguments: object = None, progress: Progress | None = None, shape: Any = None
    ) -> Any:
        """Run a job as the worker's loop does."""
        self.asked.append((job, arguments))
        if job in self.broken:
            raise self.broken[job]
        stream = io.BytesIO()
        write_frame(stream, Request(1, job, plain(arguments)))
        told = read_frame(
            io.BytesIO(self._answered(job, stream.getvalue(), progress or Silent())), Told
        ).value
        return told if shape is None else shaped(told, shape)

    def _answered(self, job: str, question: bytes, progress: Progress) -> bytes:
        known = self._held.answers if self._keep and job in STEADY else {}
        decided = repr((self.desk.extract.payees, self.desk.extract.uncounted))
        if (before := (question, decided, _files())) in known:
            return known[before]
        request = read_frame(io.BytesIO(question), Asked)
        value = find_job(JOBS, job).run(self.desk, request.arguments, progress)
        stream = io.BytesIO()
        write_frame(stream, Outcome(1, plain(value)))
        known[before] = stream.getvalue()
        return stream.getvalue()

    def close(self) -> None:
        """Close the extract, unless it is kept for other tests."""
        if not self._keep:
            self.desk.close()


class DeskSession(Session):
    """A session whose one worker is a desk."""

    def __init__(self, held: DeskWorker) -> None:
        self.opened = held.opened
        self.held = held
        self.verified, self._kept, self.payees = True, None, PayeeDecisions()

    def worker(self, name: str, progress: Progress | None = None) -> Any:
        """Return the desk, which knows what was decided about payees."""
        if self.payees.count:
            self.held.desk.extract.payees = self.payees
        return self.held

    @property
    def trust_folders(self) -> tuple[Path, ...]:
        """Return none: nobody is trusted for the sake of a test."""
        return ()

    def close(self) -> None:
        """Close the desk."""
        self.held.close()


class Shown:
    """A page in a window of its own, with what it asked of the window."""

    def __init__(self, look: Look, view: View, path: Path, size: tuple[int, int], keep: bool = False) -> None:
        start = bootstrap.Context(
            Settings(), look.resources, Phrases(look.language, look.resources / "phrases"), SystemClock()
        )
        self.lanes = Lanes()
        self.context = ViewContext(look, start, self.lanes)
        self.worker = DeskWorker(path, keep)
        self.gone: list[tuple[str, Mapping[str, str]]] = []
        self.subtitles: list[object] = []
        self.context.navigate_asked.connect(lambda key, facts: self.gone.append((key, facts)))
        scope = Scope(period=self.worker.opened.period)
        self.context.set_session(DeskSession(self.worker), scope)
        self.page: Page = view.build(self.context)
        self.page.subtitle_changed.connect(self.subtitles.append)
        self.page.resize(*size)
        self.page.show()
        try:
            self.page.scope_changed(scope)
            self.settle()
        except BaseException:
            self.close()
            raise

    def settle(self) -> None:
        """Wait until nothing is asked for any more."""
        wait_until(lambda: not self.lanes.busy)

    def look_words(self, words: Any) -> str:
        """Return words as the window would show them."""
        return self.context.look.words(words)

    def rules_of(self, theme: str) -> int:
        """Return how many rules a theme has now."""
        rules = self.worker.desk.extract.catalogue.rules
        return sum(rule.theme == theme and "@" not in name for name, rule in rules.items())

    def rescope(self, **changes: Any) -> None:
        """Look at something else."""
        scope = functools.reduce(
            lambda held, one: held.with_value(one[0], one[1]), changes.items(), self.context.scope
        )
        self.context.set_scope(scope)
        self.page.scope_changed(scope)
        self.settle()

    def close(self) -> None:
        """Leave nothing behind."""
        self.lanes.close()
        self.worker.close()
        self.page.close()
        self.page.deleteLater()


@contextmanager
def shown(
    look: Look,
    view: View,
    path: Path,
    size: tuple[int, int] = (1200, 756),
    keep: bool = False,
) -> Iterator[Shown]:
    """Show a page over an extract, kept open for other tests where that is said, and take it away again."""
    held = Shown(look, view, path, size, keep)
    try:
        yield held
    finally:
        held.close()


def clipped(look: Look, page: QWidget) -> list[tuple[str, str, float, float]]:
    """Draw a page and return what did not fit although it must."""
    assert look.audit is not None
    QApplication.processEvents()
    look.audit.found.clear()
    assert not page.grab().isNull()
    return look.audit.clipped


def wait_until(done: Callable[[], bool]) -> None:
    """Let events happen until something is so."""
    ends = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < ends, "nothing came back in time"
        QApplication.processEvents()
        time.sleep(0.005)
    for _ in range(3):
        QApplication.processEvents()


def rest(busy: Callable[[], bool]) -> None:
    """Let events happen until nothing was busy ten turns on end, so that what waits for a timer begins and ends as well."""
    ends, calm = time.monotonic() + PATIENCE, 0
    while calm < 10:
        assert time.monotonic() < ends, "it never came to rest"
        turn = time.monotonic() + 0.02
        while time.monotonic() < turn:
            QApplication.processEvents()
            time.sleep(0.002)
        calm = 0 if busy() else calm + 1
