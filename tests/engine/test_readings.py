"""Holds the legal clock and the main measures against slow and obvious versions of themselves, on random cases."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest

from console.catalogue.load import load_catalogue
from console.domain.catalogue import Catalogue
from console.domain.measure import Reading
from console.domain.period import Period
from console.domain.ports import Silent
from console.engine.connection import Connection, connect_empty
from console.engine.readings import Reader
from console.engine.views import prepare
from console.paths import resource_root
from tests.engine.slow_clock import BY_NAME, CUT_OFF, Case, Item, SlowClock, differing, fill, random_cases

CASES = random_cases(20_260_703, 700)
YEAR = Period(date(2025, 7, 1), date(2026, 6, 30))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(resource_root())


@pytest.fixture(scope="module")
def clock(catalogue: Catalogue) -> SlowClock:
    return SlowClock(tuple(catalogue.calendars))


@pytest.fixture(scope="module")
def extract(catalogue: Catalogue) -> Iterator[Connection]:
    with connect_empty(catalogue.contract, memory_bytes=512 * 1024**2, threads=1) as connection:
        fill(connection, CASES)
        prepare(connection, catalogue, CUT_OFF)
        yield connection


def test_legal_clock_counts_as_one_counts_on_a_calendar(extract: Connection, clock: SlowClock) -> None:
    assert extract.row("SELECT count(*) FROM case_clock")[0] == len(CASES)
    assert differing(extract, clock, CASES) == []


def test_random_cases_hold_what_the_clock_must_survive(clock: SlowClock) -> None:
    """Guard the test above: it proves nothing where the hard cases do not occur."""
    judged = [c for c in CASES if clock.used(c, BY_NAME[c.item]) is not None]
    assert sum(len(c.pauses) > 1 and all(p.told for p in c.pauses) for c in judged) > 30
    assert sum(clock.start(c, BY_NAME[c.item]) == c.submitted != c.accepted for c in judged) > 30
    assert sum(BY_NAME[c.item].day_kind == "civil" for c in judged) > 100
    assert sum(c.closed is None for c in judged) > 50
    assert any(day.weekday() > 4 and clock.works(day) for c in judged if (day := c.closed))


Slow = Callable[[SlowClock, list[Case]], float | None]


def _closed(cases: list[Case]) -> list[Case]:
    return [c for c in cases if c.closed and YEAR.starts <= c.closed <= YEAR.ends]


def _share(clock: SlowClock, cases: list[Case], days: Callable[[Item], int | None]) -> float | None:
    kept = judged = 0
    for case in _closed(cases):
        item = BY_NAME[case.item]
        used, allowed = clock.used(case, item), clock.allowed(case, item, days(item))
        if case.outcome != "not_accepted" and used is not None and allowed is not None:
            judged += 1
            kept += used <= allowed
    return kept / judged if judged else None


def _used(clock: SlowClock, cases: list[Case], day_kind: str | None = None) -> list[int]:
    found = []
    for case in _closed(cases):
        item = BY_NAME[case.item]
        used = clock.used(case, item)
        if used is not None and (day_kind is None or item.day_kind == day_kind):
            found.append(used)
    return found


def _median(clock: SlowClock, cases: list[Case]) -> float | None:
    used = _used(clock, cases)
    return statistics.median(used) if used else None


def _mean(clock: SlowClock, cases: list[Case]) -> float | None:
    used = _used(clock, cases, "working")
    return sum(used) / len(used) if used else None


def _applicants(clock: SlowClock, cases: list[Case]) -> float | None:
    del clock
    asked = [c for c in cases if YEAR.starts <= c.submitted <= YEAR.ends]
    return float(len({c.applicant for c in asked if c.applicant}))


def _open(clock: SlowClock, cases: list[Case]) -> float | None:
    del clock
    day = YEAR.ends
    return float(
        sum(
            c.accepted is not None and c.accepted <= day and not (c.closed and c.closed <= day) for c in cases
        )
    )


def _kaplan_meier(clock: SlowClock, cases: list[Case]) -> float | None:
    """Walk through the days and take off the share that closed on each, of those still under observation."""
    del clock
    watched = [
        ((c.closed or CUT_OFF).toordinal() - c.submitted.toordinal(), c.closed is not None)
        for c in cases
        if YEAR.starts <= c.submitted <= YEAR.ends
    ]
    alive = 1.0
    for day in range(400):
        at_risk = sum(time >= day for time, _ in watched)
        closed = sum(time == day and seen for time, seen in watched)
        alive *= 1 - closed / at_risk if at_risk else 1
        if alive <= 0.5:
            return float(day)
    return None


SLOW: dict[str, Slow] = {
    "SVC-001": lambda clock, cases: _share(clock, cases, lambda item: item.promised),
    "SVC-002": lambda clock, cases: _share(clock, cases, lambda item: item.statutory),
    "SVC-003": _mean,
    "SVC-004": _median,
    "SVC-007": _open,
    "SVC-010": lambda clock, cases: float(len(_closed(cases))),
    "SVC-017": _kaplan_meier,
    "SVC-018": _applicants,
}


@pytest.fixture(scope="module")
def readings(extract: Connection, catalogue: Catalogue) -> dict[tuple[str, str], Reading]:
    """Read all of them at once, so that the fused pass is what is compared."""
    measures = [catalogue.measures[name] for name in SLOW]
    found = Reader(extract, catalogue, frozenset(), Silent()).read(measures, [(), ("organisation_id",)], YEAR)
    return {(one.measure_id, one.subject): one for one in found}


@pytest.mark.parametrize("subject", ["", "A", "B", "C"])
@pytest.mark.parametrize("name", sorted(SLOW))
def test_measure_agrees_with_its_slow_version(
    name: str, subject: str, clock: SlowClock, readings: dict[tuple[str, str], Reading]
) -> None:
    cases = [case for case in CASES if not subject or case.organisation == subject]
    expected = SLOW[name](clock, cases)
    assert expected is not None
    assert readings[name, subject].value == pytest.approx(expected, rel=1e-9)


def test_months_add_up_to_the_year_for_what_adds_up(extract: Connection, catalogue: Catalogue) -> None:
    measures = [
        m
        for m in catalogue.measures.values()
        if m.additive and m.view == "case_clock" and not m.denominator_view
    ]
    reader = Reader(extract, catalogue, frozenset(), Silent())
    whole = {one.measure_id: one for one in reader.read(measures, [()], YEAR)}
    months = reader.read(measures, [()], YEAR, monthly=True)
    for measure in measures:
        parts = [one for one in months if one.measure_id == measure.id]
        assert len(parts) > 1
        assert sum(Decimal(one.numerator or 0) for one in parts) == Decimal(whole[measure.id].numerator or 0)
        assert sum(one.not_computable for one in parts) == whole[measure.id].not_computable


def test_expected_subject_without_rows_is_shown_as_absent(extract: Connection, catalogue: Catalogue) -> None:
    columns = ("item_id", "item_version", "organisation_id", "valid_from")
    extract.insert("service_item", columns, [("lonely", 1, "Z", date(2020, 1, 1))])
    found = Reader(extract, catalogue, frozenset(), Silent()).read(
        [catalogue.measures["SVC-001"]], [("organisation_id",)], YEAR
    )
    (absent,) = [one for one in found if one.subject == "Z"]
    assert (absent.value, absent.numerator, absent.reason) == (None, None, "absent")
