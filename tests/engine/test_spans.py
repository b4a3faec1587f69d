"""Proves that spans read together say what each says alone, and that a view called undated is the same at any end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from console.catalogue.load import load_catalogue
from console.domain.calendar import calendar_days
from console.domain.catalogue import Catalogue
from console.domain.measure import Reading
from console.domain.period import Period, parse
from console.domain.ports import Silent
from console.domain.view import View
from console.engine.compile import Cut
from console.engine.connection import Connection, connect
from console.engine.readings import Reader
from console.engine.spans import Span, dated_views
from console.engine.views import prepare, set_period
from console.paths import resource_root
from sample_db.generate import generate

CUT_OFF = date(2026, 6, 30)
CUTS: tuple[Cut, ...] = ((), ("region_id",))
WHOLE, BEFORE, ODD = parse("2026Q2"), parse("2026Q1"), Period(date(2026, 4, 3), date(2026, 5, 9))
SPANS: tuple[Span, ...] = ((WHOLE, False), (BEFORE, False), (ODD, False), (parse("2025-01..2026-06"), True))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Every definition that ships."""
    return load_catalogue(resource_root())


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Iterator[Connection]:
    """A small sample province, open and prepared."""
    path: Path = tmp_path_factory.mktemp("spans") / "small.duckdb"
    generate(path, catalogue.contract, calendar_days(catalogue.calendars), cases=1_500, threads=1)
    with connect(path, catalogue.contract, threads=1) as connection:
        prepare(connection, catalogue, CUT_OFF)
        yield connection


def test_spans_read_together_say_what_each_says_alone(province: Connection, catalogue: Catalogue) -> None:
    measures = [measure for name, measure in catalogue.measures.items() if "@" not in name]
    reader = Reader(province, catalogue, province.missing, Silent())
    together = reader.read_spans(measures, CUTS, SPANS)
    for span, found in zip(SPANS, together, strict=True):
        assert found == reader.read(measures, CUTS, *span), span
        assert sum(reading.value is not None for reading in found) > 50


def test_a_span_is_heard_as_soon_as_it_is_read(province: Connection, catalogue: Catalogue) -> None:
    heard: dict[Span, tuple[Reading, ...]] = {}
    reader = Reader(province, catalogue, province.missing, Silent())
    found = reader.read_spans([catalogue.measures["SVC-001"]], CUTS, SPANS, heard.__setitem__)
    assert list(heard) == [
        SPANS[3],
        SPANS[0],
        SPANS[1],
        SPANS[2],
    ]  # months, and what ends with them, come first
    assert [heard[span] for span in SPANS] == found


def test_views_called_undated_say_the_same_at_any_end(province: Connection, catalogue: Catalogue) -> None:
    undated = sorted(set(catalogue.views) - dated_views(catalogue.views))
    assert {"case_clock", "share_use_log"} <= set(undated)
    said = []
    for period in (WHOLE, BEFORE):
        set_period(province, period, CUT_OFF)
        said.append({name: _all_of(province, name) for name in undated})
    assert said[0] == said[1]


def test_a_view_that_reads_the_end_of_the_period_is_dated_with_all_that_read_it() -> None:
    def view(name: str, sql: str, *reads: str) -> View:
        return View(name, ("a",), reads, (), sql, {"*": ("t.a",), "a": ("t.a",)}, {"en": {"name": "x"}})

    made = [
        view("still", "SELECT t.a FROM t CROSS JOIN period p WHERE t.a < p.cut_off", "t", "period"),
        view("state", "SELECT t.a FROM t CROSS JOIN period p WHERE t.a < p.ends", "t", "period"),
        view("above", "SELECT a FROM state", "state"),
        view("beside", "SELECT a FROM still", "still"),
    ]
    assert dated_views({one.name: one for one in made}) == {"state", "above"}


def _all_of(connection: Connection, name: str) -> object:
    return connection.row(f'SELECT count(*), bit_xor(hash(v)) FROM "{name}" v')
