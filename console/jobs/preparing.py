"""Owns getting the sources of a build ready, and reading long ones to their end while the build goes on.

It refuses to let a build go on with a file that is not what its beginning showed it to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from console.domain.mapping import PreparedSource, SourceSpec
from console.domain.ports import Progress
from console.domain.shared_progress import SharedProgress
from console.errors import Cancelled
from console.sources.prepare import Reading, prepare


class Preparation:
    """Sources, and what is still being read of them; ``progress`` is to be told by everything that goes on meanwhile."""

    def __init__(self, progress: Progress, pool: ThreadPoolExecutor) -> None:
        self.progress, self._pool = SharedProgress(progress), pool
        self._reading: list[Future[PreparedSource]] = []
        self._faults: list[BaseException] = []

    def sources(
        self,
        files: Sequence[tuple[SourceSpec, Path]],
        work: Path,
        used: Sequence[str],
        plainly: bool,
        beside: bool,
    ) -> tuple[PreparedSource, ...]:
        """Return each file as the engine reads it, in the order given; raises InputError for one at fault, Cancelled.

        Those read ``beside`` are read in the order in which they are ``used``, to be in memory still where they are.
        """
        begin = self._begin if beside else None
        made = {
            spec.name: prepare(spec, path, work, self.progress, plainly=plainly, beside=begin)
            for spec, path in sorted(files, key=lambda told: _place(told[0].name, used))
        }
        return tuple(made[spec.name] for spec, _ in files)

    def _begin(self, reading: Reading) -> Reading:
        running = self._pool.submit(self._watched, reading)
        self._reading.append(running)
        return running.result

    def _watched(self, reading: Reading) -> PreparedSource:
        try:
            return reading()
        except BaseException as fault:
            self._faults.append(fault)  # before all is stopped: whoever is stopped asks at once what for
            self.progress.stopped = True
            raise

    def fault(self) -> BaseException | None:
        """Return what the first file that turned out to be at fault raised, None where none has."""
        return next((each for each in self._faults if not isinstance(each, Cancelled)), None)

    def stop(self) -> None:
        """Read no further."""
        self.progress.stopped = True
        for one in self._reading:
            one.cancel()


def _place(name: str, used: Sequence[str]) -> int:
    return used.index(name) if name in used else len(used)


@contextmanager
def preparing(progress: Progress) -> Iterator[Preparation]:
    """Yield a preparation; what stops what goes on meanwhile is told by the file that was at fault."""
    with ThreadPoolExecutor(1) as pool:
        preparation = Preparation(progress, pool)
        try:
            yield preparation
        except Cancelled:
            if (fault := preparation.fault()) is not None:
                raise fault from None
            raise
        finally:
            preparation.stop()
