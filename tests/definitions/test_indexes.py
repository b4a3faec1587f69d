"""Proves that the index tells regions apart, says how sure it is, and lets no honest act cost."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from console.domain.catalogue import Catalogue
from console.domain.index import UnitScore
from console.domain.period import Period
from console.domain.ports import Silent
from console.engine.connection import connect_empty
from console.engine.readings import Reader
from console.engine.views import prepare
from console.jobs.extract import OpenedExtract
from console.jobs.score import ScoreRequest, Scores, score

DIMENSIONS = ("efficiency", "quality", "satisfaction", "sharing", "collaboration", "security")
COUNTS_AGAINST_HONESTY = {
    "SVC-001": "measured against the promise: a shorter promise would cost",
    "SVC-021": "measured against the promise: a shorter promise would cost",
    "SVC-022": "measured against the promise: a shorter promise would cost",
    "SVC-006": "shrinks where people choose the counter",
    "SVC-014": "shrinks where people choose the counter",
    "SVC-011": "a bad review received would cost even when put right",
    "SVC-013": "a bad review received would cost even when put right",
    "SVC-019": "a repeated call would cost the one who keeps record of it",
    "SEC-005": "a vulnerability found would cost",
    "CON-001": "an honestly recorded failed drill would cost",
}
SPRING = Period(date(2026, 4, 1), date(2026, 6, 30))


@pytest.fixture(scope="module")
def scores(sample: OpenedExtract) -> dict[Period, Scores]:
    quarters = (SPRING.previous(), SPRING)
    return {period: score(sample, ScoreRequest("six-dimensions", period), Silent()) for period in quarters}


def test_has_the_six_dimensions_and_no_measure_that_punishes_honesty(catalogue: Catalogue) -> None:
    index = catalogue.indexes["six-dimensions"]
    assert tuple(dimension.id for dimension in index.dimensions) == DIMENSIONS
    chosen = {indicator.measure for dimension in index.dimensions for indicator in dimension.indicators}
    assert not chosen & set(COUNTS_AGAINST_HONESTY)
    for name in chosen:
        assert catalogue.measures[name].direction != "none", f"{name} has no better direction"


def test_goalposts_stand_in_the_direction_of_the_measure(catalogue: Catalogue) -> None:
    for dimension in catalogue.indexes["six-dimensions"].dimensions:
        for indicator in dimension.indicators:
            up = catalogue.measures[indicator.measure].direction == "up"
            assert (indicator.high > indicator.low) is up, indicator.measure


def test_tells_regions_apart_with_a_band_for_every_rank(scores: dict[Period, Scores]) -> None:
    units = scores[SPRING].units
    assert len(units) == 16
    assert sorted(unit.rank or 0 for unit in units) == list(range(1, 17))
    values = [unit.score or 0.0 for unit in units]
    assert max(values) - min(values) > 5
    assert all(20 < value < 100 for value in values)
    for unit in units:
        assert set(unit.dimensions) == set(DIMENSIONS)
        assert unit.rank_low is not None and unit.rank is not None and unit.rank_high is not None
        assert unit.rank_low <= unit.rank <= unit.rank_high
    assert any(unit.rank_low != unit.rank_high for unit in units)


def test_changes_between_quarters_but_not_between_runs(
    sample: OpenedExtract, scores: dict[Period, Scores]
) -> None:
    before, after = (_by_unit(scores[period]) for period in (SPRING.previous(), SPRING))
    assert any(before[name] != after[name] for name in before)
    again = score(sample, ScoreRequest("six-dimensions", SPRING), Silent())
    assert again.units == scores[SPRING].units


def test_missing_indicators_are_named_and_never_zero(sample: OpenedExtract, catalogue: Catalogue) -> None:
    """Score with the sharing tables gone: the dimension has no score, the rest keeps its own."""
    index = catalogue.indexes["six-dimensions"]
    lost = frozenset({"share_use", "quality_check", "data_resource", "service_case.materials_shared"})
    reader = Reader(sample.connection, catalogue, sample.missing | lost, Silent())
    measures = [catalogue.measures[i.measure] for i in index.dimensions[3].indicators]
    readings = reader.read(measures, [("region_id",)], SPRING)
    assert readings
    assert all(reading.value is None and reading.reason for reading in readings)


def test_shorter_promise_never_scores_below_a_longer_one(catalogue: Catalogue) -> None:
    """Two regions serve alike; one promised three days, the other ten, and both needed five."""
    with connect_empty(catalogue.contract, memory_bytes=512 * 1024**2, threads=1) as connection:
        columns = "item_id, item_version, region_id, day_kind, statutory_days, promised_days, valid_from"
        connection.execute(
            f"INSERT INTO service_item ({columns}) SELECT r, 1, r, 'working', 15, d, DATE '2020-01-01' "
            "FROM (VALUES ('S', 3), ('L', 10)) v(r, d)"
        )
        columns = "case_id, item_id, item_version, region_id, submitted_on, accepted_on, closed_on, visits"
        connection.execute(
            f"INSERT INTO service_case ({columns}) SELECT item_id || i, item_id, 1, item_id, DATE '2026-05-11', "
            "DATE '2026-05-11', DATE '2026-05-18', 1 FROM service_item, range(40) t(i)"
        )
        prepare(connection, catalogue, SPRING.ends)
        index = catalogue.indexes["six-dimensions"]
        measures = [
            catalogue.measures[i.measure] for dimension in index.dimensions for i in dimension.indicators
        ]
        readings = Reader(connection, catalogue, frozenset(), Silent()).read(
            measures, [("region_id",)], SPRING
        )
    goalposts = {i.measure: i for dimension in index.dimensions for i in dimension.indicators}
    found = {(r.measure_id, r.subject): r.value for r in readings if r.value is not None}
    compared = 0
    for name, subject in found:
        if subject == "S" and (name, "L") in found:
            towards = goalposts[name].high - goalposts[name].low
            assert (found[name, "S"] - found[name, "L"]) * towards >= 0, name
            compared += 1
    assert compared >= 3


def _by_unit(scores: Scores) -> dict[str, UnitScore]:
    return {unit.id: dataclasses.replace(unit, dimensions={}) for unit in scores.units}
