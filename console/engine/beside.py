"""Owns two pieces of work done at once on one extract. It refuses to let one go on when the other has failed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from console.domain.ports import Progress
from console.domain.shared_progress import SharedProgress
from console.engine.connection import Connection
from console.errors import Cancelled

A = TypeVar("A")
B = TypeVar("B")


def both(
    connection: Connection, progress: Progress, here: Callable[[Progress], A], there: Callable[[Progress], B]
) -> tuple[A, B]:
    """Return what both come to; ``there`` runs in a thread with a session of its own, and sees no temporary table of ours.

    What one raises stops the other and is raised, not that the other was stopped.
    """
    shared = SharedProgress(progress)

    def apart() -> B:
        with shared.stopping(), connection.apart():
            return there(shared)

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(apart)
        try:
            with shared.stopping():
                made = here(shared)
        except Cancelled:
            running.result()  # raises what stopped us, where it was no one from outside
            raise
        return made, running.result()
