"""Owns the generated extract the sweeps of definitions share. It refuses to be changed by a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.catalogue.load import load_catalogue
from console.domain.calendar import calendar_days
from console.domain.catalogue import Catalogue
from console.domain.ports import Silent, SystemClock
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.paths import resource_root
from sample_db.generate import generate

CASES = 6_000
MEMORY = 4 * 1024**3


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(resource_root())


@pytest.fixture(scope="session")
def sample_file(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    generate(path, catalogue.contract, calendar_days(catalogue.calendars), cases=CASES)
    return path


@pytest.fixture(scope="session")
def sample(sample_file: Path, catalogue: Catalogue) -> Iterator[OpenedExtract]:
    with open_extract(OpenRequest(sample_file, (), MEMORY), catalogue, SystemClock(), Silent()) as opened:
        yield opened
