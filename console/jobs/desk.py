"""Owns what a worker process keeps between two jobs: the open extract, and the workbench over it.

It refuses to work without an open extract, and to hold two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from console.domain.period import Period
from console.domain.ports import Progress, SystemClock
from console.errors import UsageError
from console.paths import own_rules_folder, resource_root

if TYPE_CHECKING:
    from console.domain.catalogue import Catalogue
    from console.engine.connection import Connection
    from console.engine.workbench import Workbench
    from console.jobs.extract import OpenedExtract, OpenRequest
    from console.jobs.opened import Opened
    from console.jobs.own_rules import Stamp


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """One reading statement; the outcome is a workbench ``Result``.

    ``period`` fills the view of that name, the whole extract where it is None.
    """

    sql: str
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Rows of the last result, from ``first`` (counted from 0); the outcome is a list of rows."""

    first: int
    count: int = 500


@dataclass(frozen=True, slots=True)
class SortRequest:
    """Order the last result; an empty column restores the query's own order."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Write the last result to a .csv, .json or .parquet file; the outcome is the number of rows."""

    path: Path


class Desk:
    """The one open extract of a process, and the one workbench."""

    def __init__(self, memory_bytes: int = 0, threads: int = 0) -> None:
        self._memory_bytes = memory_bytes
        self._threads = threads
        self._extract: OpenedExtract | None = None
        self._workbench: Workbench | None = None
        self._catalogue: Catalogue | None = None
        self._stamp: Stamp = ()

    @property
    def extract(self) -> OpenedExtract:
        """Return the open extract; raises UsageError where there is none."""
        if self._extract is None:
            raise UsageError("worker-no-extract")
        self._extract.catalogue = self.catalogue()
        return self._extract

    @property
    def workbench(self) -> Workbench:
        """Return the workbench over the open extract."""
        if self._workbench is None:
            from console.engine.workbench import Workbench

            self._workbench = Workbench(self._connection())
        return self._workbench

    def _connection(self) -> Connection:
        return self.extract.connection

    def open(self, request: OpenRequest, progress: Progress) -> Opened:
        """Open an extract in the place of any other, within this process's own limits."""
        from console.jobs.extract import open_extract, told

        self.close()
        limited = replace(
            request,
            memory_bytes=self._memory_bytes or request.memory_bytes,
            threads=self._threads or request.threads,
        )
        opened = open_extract(limited, self.catalogue(), SystemClock(), progress)
        self._extract = opened
        return told(opened)

    def catalogue(self) -> Catalogue:
        """Return every definition, read once in the life of the process; the user's own rules as they are now."""
        from console.jobs.own_rules import load_definitions, stamp_of, with_own

        folder = own_rules_folder()
        stamp = stamp_of(folder)
        if self._catalogue is None:
            self._catalogue, self._stamp = load_definitions(resource_root(), folder), stamp
        elif stamp != self._stamp:
            self._catalogue, self._stamp = with_own(self._catalogue, folder), stamp
        return self._catalogue

    def interrupt(self) -> None:
        """Stop what runs in the engine, from any thread."""
        if self._extract is not None:
            self._extract.connection.interrupt()

    def close(self) -> None:
        """Close the workbench and the extract."""
        if self._workbench is not None:
            self._workbench.close()
            self._workbench = None
        if self._extract is not None:
            self._extract.close()
            self._extract = None
