"""Proves that passes, states and survival tables count what their definitions say, however they are grouped and summed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from console.catalogue.load import load_catalogue
from console.domain.measure import Kind, Measure
from console.domain.period import Period
from console.engine.compile import Cut, pass_sql, passes, state_sql, survival_sql
from console.engine.connection import Connection, connect_empty
from console.engine.session import Row
from console.paths import resource_root
from tests.engine.extracts import small_contract

HELD = """
CREATE TABLE held AS SELECT
    'k' || CAST(hash(i, 'k') % 5 AS VARCHAR) AS kind,
    CASE WHEN i % 17 > 0 THEN 'p' || CAST(hash(i, 'p') % 3 AS VARCHAR) END AS place,
    CASE WHEN i % 7 > 0 THEN CAST(hash(i, 'w') % 90 AS INTEGER) END AS whole,
    CASE WHEN i % 11 > 0 THEN CAST((hash(i, 'm') % 900000) / 100 - 500 AS DECIMAL(18,2)) END AS money,
    CASE WHEN i % 13 > 0 THEN (hash(i, 'f') % 1000) / 7.0 END AS floating,
    CASE WHEN i % 3 > 0 THEN i % 2 = 0 END AS fit,
    CASE WHEN i % 19 > 0 THEN DATE '2026-01-01' + CAST(hash(i, 'o') % 180 AS INTEGER) END AS opened,
    CASE WHEN i % 5 > 0 THEN DATE '2025-12-20' + CAST(hash(i, 'c') % 200 AS INTEGER) END AS closed
FROM range(2000) r(i)
"""
HALF_YEAR = Period(date(2026, 1, 1), date(2026, 6, 30))
BY_KIND: Cut = ("kind",)
PLAIN = replace(
    load_catalogue(resource_root()).measures["SVC-003"],
    view="held",
    at="opened",
    scope="",
    judgeable="TRUE",
    value="",
)
MEASURES = (
    replace(PLAIN, id="M1", value="whole", judgeable="whole IS NOT NULL", scope="fit"),
    replace(PLAIN, id="M2", kind=Kind.SUM, value="money", judgeable="money IS NOT NULL"),
    replace(PLAIN, id="M3", value="floating", judgeable="floating IS NOT NULL", scope="place = 'p1'"),
    replace(PLAIN, id="M4", kind=Kind.RATIO, value="whole", weight="money", judgeable="whole > 3"),
    replace(
        PLAIN, id="M5", kind=Kind.RATIO, numerator="fit", judgeable="fit IS NOT NULL", scope="whole < 60"
    ),
    replace(PLAIN, id="M6", kind=Kind.QUANTILE, value="whole", judgeable="whole IS NOT NULL"),
)
EXACT = {"held": frozenset({"whole", "money"})}


@pytest.fixture(scope="module")
def held() -> Iterator[Connection]:
    with connect_empty(small_contract(), memory_bytes=256 * 1024**2, threads=2) as connection:
        connection.execute(HELD)
        yield connection


@pytest.mark.parametrize("monthly", [False, True])
@pytest.mark.parametrize("cuts", [[()], [BY_KIND], [("kind", "place")], [(), BY_KIND, ("place",)]])
def test_known_types_change_no_figure_and_no_type(held: Connection, cuts: list[Cut], monthly: bool) -> None:
    (generic,), (known,) = passes(MEASURES), passes(MEASURES, EXACT)
    assert "CAST(sum(money)" in pass_sql(known, cuts, HALF_YEAR, monthly)
    assert "sum(floating)" not in pass_sql(
        known, cuts, HALF_YEAR, monthly
    )  # its digits depend on the order of rows
    found, wanted = (_sorted(held, pass_sql(one, cuts, HALF_YEAR, monthly)) for one in (known, generic))
    assert found == wanted
    assert [list(map(type, row)) for row in found] == [list(map(type, row)) for row in wanted]
    assert any(isinstance(figure, Decimal) for figure in found[0])


@pytest.mark.parametrize("monthly", [False, True])
def test_a_cut_alone_says_what_it_says_among_others(held: Connection, monthly: bool) -> None:
    (one,) = passes(MEASURES)
    alone = _sorted(held, pass_sql(one, [BY_KIND], HALF_YEAR, monthly))
    among = _sorted(held, pass_sql(one, [BY_KIND, ("place",), ()], HALF_YEAR, monthly))
    assert {row[0] for row in alone} == {0}
    of_kind = [row for row in among if row[0] == 1]  # place is no part of it
    assert [(row[1], row[2], *row[3:]) for row in alone] == [(row[1], row[2], *row[4:]) for row in of_kind]
    assert len(alone) == 5 * (6 if monthly else 1)


@pytest.mark.parametrize("cuts", [[()], [BY_KIND], [(), BY_KIND]])
def test_no_rows_make_no_group(held: Connection, cuts: list[Cut]) -> None:
    (one,) = passes(MEASURES)
    assert held.rows(pass_sql(one, cuts, Period(date(1990, 1, 1), date(1990, 12, 31)), False)) == []


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_rows_that_may_be_meant_and_cannot_be_judged_are_counted(held: Connection, measure: Measure) -> None:
    (one,) = passes([measure])
    (row,) = held.rows(pass_sql(one, [()], HALF_YEAR, False))
    (counted,) = held.row(f"SELECT count(*) FROM held WHERE opened IS NOT NULL AND {measure.silent}")
    assert row[-1] == counted > 0


@pytest.mark.parametrize("cut", [(), BY_KIND, ("kind", "place")])
@pytest.mark.parametrize("spans", [HALF_YEAR.months()[-1:], HALF_YEAR.months()])
def test_a_state_counts_what_opened_less_what_closed(
    held: Connection, cut: Cut, spans: tuple[Period, ...]
) -> None:
    measure = replace(
        PLAIN, kind=Kind.STATE, scope="fit", judgeable="whole IS NOT NULL", starts="opened", until="closed"
    )
    rows = held.rows("SELECT kind, place, opened, closed, fit, whole FROM held")
    wanted = []
    for subject in {_subject(row, cut) for row in rows}:
        own = [row for row in rows if _subject(row, cut) == subject]
        judged = [row for row in own if row[4] and row[5] is not None]
        dated = [row for row in judged if row[2] is not None]
        silent = len([row for row in own if row[4] is not False and row not in judged])
        silent += len(judged) - len(dated)
        for span in spans:
            open_rows = len([row for row in dated if row[2] <= span.ends])
            open_rows -= len([row for row in dated if row[3] is not None and row[3] <= span.ends])
            wanted.append((list(subject), span.ends, open_rows, silent))
    assert _sorted(held, state_sql(measure, cut, spans)) == sorted(wanted, key=repr)


@pytest.mark.parametrize("cut", [(), BY_KIND])
def test_a_survival_table_counts_events_and_leavers_at_each_time(held: Connection, cut: Cut) -> None:
    measure = replace(
        PLAIN, kind=Kind.SURVIVAL, judgeable="whole IS NOT NULL", value="whole", observed="closed IS NOT NULL"
    )
    rows = held.rows(
        "SELECT kind, place, opened, closed, fit, whole FROM held WHERE opened BETWEEN DATE '2026-01-01' AND DATE '2026-06-30'"
    )
    wanted = []
    for key in {(_subject(row, cut), row[5]) for row in rows}:
        own = [row for row in rows if (_subject(row, cut), row[5]) == key]
        known = key[1] is not None
        events = len([row for row in own if known and row[3] is not None])
        wanted.append((list(key[0]), key[1], events, len(own) * known, len(own) * (not known)))
    assert _sorted(held, survival_sql(measure, cut, HALF_YEAR)) == sorted(wanted, key=repr)


def _subject(row: Row, cut: Cut) -> tuple[str | None, ...]:
    return tuple(row[("kind", "place").index(column)] for column in cut)


def _sorted(held: Connection, sql: str) -> list[Row]:
    return sorted(held.rows(sql), key=repr)
