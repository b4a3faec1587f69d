"""The worker process that is started with the window: it loads what opening needs, and serves once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.gui.picture import read_request
from console.gui.spare import Spare
from console.jobs.remote import WorkerLimits
from console.paths import resource_root
from console.settings import Settings

GIBIBYTES = 2.0
LIMITS = WorkerLimits(int(GIBIBYTES * 1024**3), 1)


@pytest.fixture
def spare() -> Iterator[Spare]:
    """A process that waits."""
    with Spare(resource_root(), Settings(memory_gibibytes=GIBIBYTES, threads=1)) as made:
        yield made


def test_it_serves_once_and_has_loaded_what_opening_needs(spare: Spare) -> None:
    with spare.take(LIMITS) as first, spare.take(LIMITS) as second:
        assert first is not second
        assert first.call("ping", "here", shape=dict)["echo"] == "here"
        assert "console.jobs.overview" in first.call("warm-up", shape=list)


def test_other_limits_get_a_process_of_their_own(spare: Spare) -> None:
    with spare.take(WorkerLimits(LIMITS.memory_bytes * 2, 1)) as other, spare.take(LIMITS) as waiting:
        assert other is not waiting


def test_the_moments_of_a_picture_are_told_where_somebody_asks() -> None:
    words = ["x.duckdb", "--out", "y.png"]
    assert read_request([*words, "--times", "t.json"]).times == Path("t.json")
    assert read_request(words).times is None
