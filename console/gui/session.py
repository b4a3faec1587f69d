"""Owns one open extract as the window holds it: what was told of it, and the worker processes that read it.

It refuses to hold a database connection: every question goes to a worker. What the jobs need is imported when an extract
is opened, so that the window stands before DuckDB is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Event, Lock
from typing import TYPE_CHECKING

from console.domain.excused import Excusable, Uncounting
from console.domain.payee_groups import PayeeDecisions
from console.domain.ports import Progress, Silent, stop_if_cancelled
from console.domain.verification import Verdict
from console.errors import Cancelled, ExtractError, PlumblineError
from console.gui.scope import Choice, Choices, periods_between
from console.gui.words import Words, both

if TYPE_CHECKING:
    from pathlib import Path

    from console.gui.tasks import Work
    from console.jobs.opened import Opened, OpenRequest
    from console.jobs.overview_answers import Glance
    from console.jobs.remote import RemoteWorker, WorkerLimits

WORKERS = ("readings", "workbench")
LOOK_EVERY_S = 0.1
MOST_CHOICES = 20_000
REGIONS_SQL = "SELECT region_id, name, name_en, coalesce(parent_region_id, '') FROM region ORDER BY region_id"
ORGANISATIONS_SQL = "SELECT organisation_id, name, name_en, coalesce(region_id, '') FROM organisation ORDER BY region_id, name"
Start = Callable[["WorkerLimits"], "RemoteWorker"]


class Session:
    """An open extract; ``worker`` gives the process for readings or for the analyst's SQL, each started when first asked for.

    ``kept`` makes it one whose bytes are still being hashed: it shows what was kept of an earlier opening and nothing else
    until ``verify`` has opened the file.
    """

    def __init__(
        self,
        opened: Opened,
        request: OpenRequest,
        readings: RemoteWorker,
        start: Start,
        kept: Glance | None = None,
    ) -> None:
        self.opened = opened
        self.verified = kept is None
        self._kept = kept
        self._settled = Event()
        if self.verified:
            self._settled.set()
        self._request = request
        self._start = start
        self._workers: dict[str, RemoteWorker] = {"readings": readings}
        self._lock = Lock()
        self.payees = PayeeDecisions()  # what the casebook says of payees, as far as anybody unlocked it
        self._payees_told: dict[str, PayeeDecisions] = {}
        self.uncounted: tuple[Excusable, ...] = ()  # what the casebook says no longer counts
        self._uncounted_told: dict[str, tuple[Excusable, ...]] = {}

    @property
    def mark(self) -> str:
        """Return what may be said of the extract: signed, unsigned, diagnosis, or verifying while its bytes are hashed."""
        return self.opened.mark if self.verified else "verifying"

    @property
    def valid(self) -> bool:
        """Whether somebody known vouches for the extract."""
        return self.opened.verification.verdict is Verdict.VALID

    @property
    def trust_folders(self) -> tuple[Path, ...]:
        """Return the folders of authorities this extract was judged by, those trusted for it alone included."""
        return self._request.trust_folders

    @property
    def name(self) -> str:
        """Return what the extract calls itself, or its file name."""
        return self.opened.info.name or self.opened.path.name

    def verify(self, progress: Progress) -> Opened:
        """Hash and open the file behind what is shown; blocking, for the lane of the readings.

        Raises ExtractError where it is not what it was claimed to be.
        """
        from console.jobs.opened import Opened

        opened = self._workers["readings"].prepare("open", self._request, progress, Opened)
        if opened.digest != self.opened.digest:
            raise ExtractError("extract-not-verified", file=self.opened.path.name)
        self.opened, self.verified, self._kept = (
            opened,
            True,
            None,
        )  # here: what waits on this lane goes on at once
        self._settled.set()
        return opened

    def reject(self) -> None:
        """Let whatever waited for the verification fail."""
        self._settled.set()

    def answer_kept(self, job: str, arguments: object) -> object | None:
        """Return the answer kept of an earlier opening, where just that is asked while the bytes are being hashed."""
        kept = self._kept
        return kept.overview if kept is not None and job == "overview" and arguments == kept.asked else None

    def await_verified(self, progress: Progress) -> None:
        """Wait until the bytes are hashed; raises ExtractError where they were not what was claimed, and Cancelled."""
        while not self._settled.wait(LOOK_EVERY_S):
            progress.report(None, "verifying", file=self.opened.path.name)
            stop_if_cancelled(progress)
        if not self.verified:
            raise ExtractError("extract-not-verified", file=self.opened.path.name)

    def worker(self, name: str, progress: Progress | None = None) -> RemoteWorker:
        """Return the named worker process with the extract open in it; blocking, so call it off the window's thread only."""
        assert name in WORKERS, name
        if not self.verified:
            raise ExtractError("extract-not-verified", file=self.opened.path.name)
        with self._lock:
            if name not in self._workers:
                self._workers[name] = _opened_worker(self._request, self._start, progress or Silent())[0]
            worker, decided = self._workers[name], self.payees
            if self._payees_told.get(name, PayeeDecisions()) != decided:
                worker.prepare("payee-decisions", decided, progress)
                self._payees_told[name] = decided
            if self._uncounted_told.get(name, ()) != self.uncounted:
                worker.prepare("uncounted", Uncounting(self.uncounted), progress)
                self._uncounted_told[name] = self.uncounted
            return worker

    def close(self) -> None:
        """End the worker processes."""
        with self._lock:
            for worker in self._workers.values():
                worker.close()
            self._workers.clear()


def open_session(request: OpenRequest, start: Start, progress: Progress) -> Session:
    """Start a worker, open the extract in it and return both; blocking, for a lane.

    Raises ExtractError where the signature does not hold or the file is no extract; the worker is ended then.
    """
    worker, opened = _opened_worker(request, start, progress)
    return Session(opened, request, worker, start)


def glance_session(request: OpenRequest, start: Start, progress: Progress) -> Session:
    """Return at once what was kept of the same extract, still to be verified, or else open it; blocking, for a lane.

    Raises ExtractError as ``open_session`` does.
    """
    from console.jobs.opened import Opened
    from console.jobs.remote import WorkerLimits

    worker = start(WorkerLimits(request.memory_bytes, request.threads))
    try:
        kept = _glance(worker, request, progress)
        if kept is not None:
            return Session(kept.opened, request, worker, start, kept)
        return Session(worker.prepare("open", request, progress, Opened), request, worker, start)
    except BaseException:
        worker.close()
        raise


def held_back(session: Session, work: Work[object]) -> Work[object]:
    """Return work that begins when the extract is verified, and fails where it is not what it was claimed to be."""

    def waiting(progress: Progress) -> object:
        session.await_verified(progress)
        return work(progress)

    return waiting


def _glance(worker: RemoteWorker, request: OpenRequest, progress: Progress) -> Glance | None:
    from console.jobs.overview_answers import Glance

    try:
        found = worker.call("glance", request, progress, list[Glance])
    except Cancelled:
        raise
    except PlumblineError:  # the opening itself says what is wrong, and better
        return None
    return found[0] if found else None


def read_choices(session: Session, progress: Progress) -> Choices:
    """Read what the scope fields offer: regions, organisations and the periods the extract covers; blocking."""
    worker = session.worker("readings", progress)
    regions = _names(worker, REGIONS_SQL, progress)
    organisations = _names(worker, ORGANISATIONS_SQL, progress)
    parents = {key: parent for key, _name, parent in regions}
    opened = session.opened
    starts = opened.info.starts or opened.period.starts
    return Choices(
        regions=tuple(Choice(key, name, _depth(key, parents)) for key, name, _parent in regions),
        organisations=tuple(Choice(key, name) for key, name, _region in organisations),
        organisation_regions=tuple(region for _key, _name, region in organisations),
        periods=periods_between(starts, opened.cut_off),
    )


def _opened_worker(request: OpenRequest, start: Start, progress: Progress) -> tuple[RemoteWorker, Opened]:
    from console.jobs.opened import Opened
    from console.jobs.remote import WorkerLimits

    worker = start(WorkerLimits(request.memory_bytes, request.threads))
    try:
        return worker, worker.prepare("open", request, progress, Opened)
    except BaseException:
        worker.close()
        raise


def _names(worker: RemoteWorker, sql: str, progress: Progress) -> list[tuple[str, Words, str]]:
    from console.jobs.desk import PageRequest, QueryRequest

    worker.call("query", QueryRequest(sql), progress)
    rows: list[list[object]] = worker.call("page", PageRequest(0, MOST_CHOICES), progress, list)
    return [
        (str(key), both(str(name or key), str(english or "")), str(other))
        for key, name, english, other in rows
    ]


def _depth(key: str, parents: Mapping[str, str]) -> int:
    depth, at = 0, parents.get(key, "")
    while at in parents and depth < 4:
        depth, at = depth + 1, parents[at]
    return depth
