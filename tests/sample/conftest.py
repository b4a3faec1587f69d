"""Owns the samples these tests share: planted and unplanted, of the default seed and of one nobody looked at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from console.catalogue.load import load_catalogue
from console.domain.catalogue import Catalogue
from console.jobs.extract import OpenedExtract
from console.paths import resource_root
from sample_db.generate import DEFAULT_SEED
from sample_db.plants import Planted, read_planted
from sample_db.report import opened_sample

CASES = 3_000
SEEDS = (DEFAULT_SEED, 90_417)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(resource_root())


@pytest.fixture(scope="session")
def planted() -> Planted:
    return read_planted()


@pytest.fixture(scope="session", params=SEEDS, ids=lambda seed: f"seed-{seed}")
def seed(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture(scope="session")
def province(seed: int, catalogue: Catalogue) -> Iterator[OpenedExtract]:
    """Yield the planted province."""
    with opened_sample(seed, CASES, True, catalogue) as extract:
        yield extract


@pytest.fixture(scope="session")
def innocent_province(seed: int, catalogue: Catalogue) -> Iterator[OpenedExtract]:
    """Yield the same province without anything planted."""
    with opened_sample(seed, CASES, False, catalogue) as extract:
        yield extract
