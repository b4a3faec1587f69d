"""Owns one cursor and what one thread asks of it. It refuses to be shared between threads, and to raise DuckDB's errors."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb

from console.domain.ports import Progress, stop_if_cancelled
from console.engine.faults import translated

LOOK_EVERY_S = 0.05
CLOSING_EVERY_S = 0.005
CLOSING_PATIENCE_S = 10.0  # an interrupt is heard within milliseconds; only a sort's last step takes longer
BATCH = 2_000

Row = tuple[Any, ...]


class Session:
    """A cursor with its own temporary tables; only ``interrupt`` and ``progress`` may be called from another thread."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, file: str = "") -> None:
        self._cursor = cursor
        self.file = file

    def execute(
        self,
        sql: str,
        parameters: Sequence[object] | None = None,
        progress: Progress | None = None,
        step: str = "",
    ) -> None:
        """Run a statement for its effect."""
        with self._running(sql, progress, step):
            self._cursor.execute(sql, parameters)

    def append(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Put rows into a table in memory, each value converted to its column's type."""
        with translated(self.file), self._cursor.appender(table, columns=list(columns)) as appender:
            appender.append_rows(rows)

    def rows(
        self,
        sql: str,
        progress: Progress | None = None,
        step: str = "",
        parameters: Sequence[object] | None = None,
    ) -> list[Row]:
        """Return all rows of a query; ``step`` is the phrase under which its own progress is reported, if any."""
        with self._running(sql, progress, step):
            return self._cursor.execute(sql, parameters).fetchall()

    def row(self, sql: str, progress: Progress | None = None) -> Row:
        """Return the first row of a query that always has one."""
        return self.rows(sql, progress)[0]

    def columns_and_rows(
        self, sql: str, progress: Progress | None = None, step: str = ""
    ) -> tuple[tuple[str, ...], list[Row]]:
        """Return the names of the columns, and all rows."""
        with self._running(sql, progress, step):
            answer = self._cursor.execute(sql)
            names = tuple(str(column[0]) for column in answer.description or ())
            return names, answer.fetchall()

    def batches(self, sql: str, progress: Progress | None = None, size: int = BATCH) -> Iterator[list[Row]]:
        """Yield the rows of a query by ``size``; nothing else may run in this session until the last was taken."""
        with self._running(sql, progress):
            answer = self._cursor.execute(sql)
            while batch := answer.fetchmany(size):
                yield batch

    def interrupt(self) -> None:
        """Stop what runs here, from any thread; harmless when nothing does."""
        self._cursor.interrupt()

    def progress(self) -> float | None:
        """Return the part done of what runs here (0 to 1), or None where DuckDB does not know."""
        return _known(self._cursor.query_progress())

    def close(self) -> None:
        """Stop what another thread runs here, then let the cursor and its temporary tables go.

        Raises QueryError where what runs does not stop within ten seconds; closing twice is harmless.
        """
        until = time.monotonic() + CLOSING_PATIENCE_S
        with translated(self.file):
            while not self._let_go(time.monotonic() > until):
                self.interrupt()
                time.sleep(CLOSING_EVERY_S)

    def _let_go(self, last: bool) -> bool:
        try:
            self._cursor.close()
        except duckdb.ResourceInUseException:
            if last:
                raise
            return False
        return True

    @contextmanager
    def _running(self, sql: str, progress: Progress | None, step: str = "") -> Iterator[None]:
        if progress is None:
            with translated(self.file, sql):
                yield
            return
        stop_if_cancelled(progress)
        with _watched(self, progress, step), translated(self.file, sql):
            yield


def _known(percent: float) -> float | None:
    return None if percent <= 0 else min(percent / 100, 1.0)


@contextmanager
def _watched(session: Session, progress: Progress, step: str) -> Iterator[None]:
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(session, progress, step, done), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _watch(session: Session, progress: Progress, step: str, done: threading.Event) -> None:
    told: float | None = -1.0
    while not done.wait(LOOK_EVERY_S):
        if progress.cancelled():
            session.interrupt()
        elif step and (now := session.progress()) != told:
            progress.report(now, step)
            told = now
