"""Proves that an extract judged in parts is judged as a whole, and that parts hold every row once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from console.catalogue.contract import read_contract
from console.catalogue.load import load_catalogue
from console.catalogue.views import check_apart
from console.domain.calendar import calendar_days
from console.domain.ports import Silent, SystemClock
from console.domain.rule import Judgement, Rule
from console.engine.connection import connect
from console.engine.parts import (
    Part,
    looking_at,
    looking_at_values,
    numbered,
    order_of,
    parted_tables,
    parts_of,
)
from console.engine.rules import judge_all
from console.engine.standins import tables_told
from console.engine.views import prepare
from console.errors import DefinitionError, Fact
from console.jobs.cases import run_rule_case
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.paths import resource_root
from sample_db.generate import generate
from tests.engine.extracts import write

CATALOGUE = load_catalogue(resource_root())
CONTRACT = read_contract(resource_root() / "contract")
MEMORY = 1024**3


def _told(judgement: Judgement) -> Judgement:
    return replace(judgement, milliseconds=0.0)


def _tables(rule: Rule) -> tuple[str, ...]:
    return parted_tables(CATALOGUE.contract, CATALOGUE.views, rule.reads, rule.apart)


def test_rule_that_compares_values_fails_its_cases_where_it_says_it_judges_each_alone() -> None:
    rule = CATALOGUE.rules["SVC-107"]
    judged = rule.judge.replace("a.times > 1", "a.times > 1 OR (SELECT count(*) FROM service_case) < 2")
    kept = [
        run_rule_case(CATALOGUE, replace(rule, judge=judged, apart=apart), rule.cases[1]).kept
        for apart in ("", "case_id")
    ]
    assert kept == [True, False]


class Heard(Silent):
    """Progress that keeps how much of the rules was done."""

    def __init__(self) -> None:
        self.told: list[float] = []

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        if key == "rule" and fraction is not None:
            self.told.append(fraction)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedExtract]:
    path = tmp_path_factory.mktemp("parts") / "sample.duckdb"
    generate(path, CATALOGUE.contract, calendar_days(CATALOGUE.calendars), cases=1_500)
    with open_extract(OpenRequest(path, (), MEMORY), CATALOGUE, SystemClock(), Silent()) as opened:
        yield opened


def test_an_extract_judged_in_parts_is_judged_as_a_whole(sample: OpenedExtract) -> None:
    rules = [rule for rule in CATALOGUE.rules.values() if rule.theme == "services"]
    tables = {table for rule in rules if rule.apart for table in _tables(rule)}
    assert len(parts_of(sample.connection, tables, "case_id", Silent(), 2_500)) > 3
    whole = judge_all(sample.connection, CATALOGUE, rules, sample.missing, Silent())
    heard = Heard()
    parted = judge_all(sample.connection, CATALOGUE, rules, sample.missing, heard, part_rows=2_500)
    assert [_told(one) for one in parted] == [_told(one) for one in whole]
    assert sum(one.flagged for one in whole) > 30
    assert heard.told == sorted(heard.told)
    assert len(set(heard.told)) > 3 * len([rule for rule in rules if rule.apart])
    assert 0.9 < heard.told[-1] < 1
    left = sample.connection.rows("SELECT view_name FROM duckdb_views() WHERE temporary AND NOT internal")
    assert left == []


EVENTS = (
    "CREATE TABLE case_event AS SELECT 'C' || lpad(CAST(i // 3 AS VARCHAR), 6, '0') AS case_id, "
    "CAST(i % 3 AS INTEGER) AS sequence FROM range(30000) r(i)"
)
STRAYED = "INSERT INTO case_event VALUES ('A', 1), ('Z', 1), (NULL, 1)"


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_parts_hold_every_row_once_also_those_out_of_place_and_without_a_value(
    tmp_path: Path, threads: int
) -> None:
    made = write(tmp_path / "x.duckdb", EVENTS, STRAYED)
    with connect(made, CONTRACT, memory_bytes=MEMORY, threads=threads, spill=tmp_path) as connection:
        parts = parts_of(connection, ["case_event", "case_pause"], "case_id", Silent(), 8_000)
        sizes = []
        for part in parts:
            with looking_at(connection, part, ["case_event"]):
                sizes.append(int(connection.row("SELECT count(*) FROM case_event")[0]))
        assert (len(sizes), sum(sizes)) == (4, 30_003)
        assert max(sizes) < 2 * min(sizes)
        assert all(len(part.cuts) == threads - 1 for part in parts)
        assert connection.row("SELECT count(*) FROM case_event") == (30_003,)


ASTRAY_LATER = "INSERT INTO case_event SELECT 'C' || lpad(CAST(i AS VARCHAR), 6, '0'), 9 FROM range(1000, 1400, 100) r(i)"
LYING = "SELECT case_id, sequence FROM case_event ORDER BY ALL"
WALKED = 'SELECT case_id, sequence, before_on, "before" IS NULL, coded_before FROM event_walk ORDER BY ALL'


STEPS = (
    "ALTER TABLE case_event ADD COLUMN step VARCHAR DEFAULT 'review'",
    "ALTER TABLE case_event ADD COLUMN occurred_on DATE",
    "UPDATE case_event SET occurred_on = DATE '2026-01-01' + sequence",
)


@pytest.mark.parametrize(
    ("astray", "rows", "cases", "by_row"),
    [((), 30_000, 10_000, True), ((STRAYED, ASTRAY_LATER), 30_007, 10_003, False)],
)
@pytest.mark.parametrize("threads", [1, 2, 3])
def test_steps_of_a_part_stand_beside_the_step_before_them_also_where_they_lie_astray(
    tmp_path: Path, threads: int, astray: tuple[str, ...], rows: int, cases: int, by_row: bool
) -> None:
    made = write(tmp_path / "x.duckdb", EVENTS, *astray, *STEPS)
    with connect(made, CONTRACT, memory_bytes=MEMORY, threads=threads, spill=tmp_path) as connection:
        prepare(connection, CATALOGUE, date(2026, 6, 30))
        order = order_of(connection, CATALOGUE.views, ["step_clock"], Silent())
        assert order is not None
        assert order.in_place
        parts = parts_of(connection, ["case_event"], "case_id", Silent(), 8_000)
        placed = numbered(connection, parts, order, Silent())
        assert [bool(part.rows) for part in placed] == [by_row] * 4
        walked, held = [], []
        for part, other in zip(placed, parts, strict=True):
            with looking_at(connection, part, ["case_event"], order):
                walked += connection.rows(WALKED)
                held.append(connection.rows(LYING))
            with looking_at(connection, other, ["case_event"]):
                assert held[-1] == connection.rows(LYING)
        whole = connection.rows(WALKED)
    assert sum(map(len, held)) == len(whole) == rows
    assert sorted(walked, key=str) == sorted(whole, key=str)
    assert sum(first for *_, first, _ in whole) == cases


def test_rows_are_not_numbered_where_a_case_cannot_be_found(tmp_path: Path) -> None:
    with connect(write(tmp_path / "x.duckdb", EVENTS, *STEPS), CONTRACT, spill=tmp_path) as connection:
        prepare(connection, CATALOGUE, date(2026, 6, 30))
        order = order_of(connection, CATALOGUE.views, ["step_clock"], Silent())
        part = Part("case_id", None, "no such case")
        assert numbered(connection, [part], order, Silent()) == (part,)
        assert numbered(connection, [part], None, Silent()) == (part,)
        assert numbered(connection, [Part("item_id", None, "x")], order, Silent())[0].rows == ()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE OR REPLACE TABLE case_event AS SELECT * FROM case_event ORDER BY hash(case_id)",
        "UPDATE case_event SET case_id = NULL",
    ],
)
def test_rows_that_lie_without_order_are_not_parted(tmp_path: Path, statement: str) -> None:
    with connect(write(tmp_path / "x.duckdb", EVENTS, statement), CONTRACT, spill=tmp_path) as connection:
        assert parts_of(connection, ["case_event"], "case_id", Silent(), 8_000) == ()


def test_a_short_table_is_one_part(tmp_path: Path) -> None:
    with connect(write(tmp_path / "x.duckdb", EVENTS), CONTRACT, spill=tmp_path) as connection:
        assert parts_of(connection, ["case_event"], "case_id", Silent(), 30_000) == ()
        assert parts_of(connection, [], "case_id", Silent()) == ()


def test_a_table_may_be_asked_of_fewer_values(tmp_path: Path) -> None:
    with connect(write(tmp_path / "x.duckdb", EVENTS), CONTRACT, spill=tmp_path) as connection:
        held = "SELECT DISTINCT case_id FROM case_event ORDER BY ALL"
        first, second = (row[0] for row in connection.rows(held)[:2])
        with looking_at_values(connection, "case_id", [first, second], ["case_event"]):
            assert connection.rows(held) == [(first,), (second,)]
        with looking_at_values(
            connection, "case_id", [first, second], ["case_event"], {"case_event": [second]}
        ):
            assert connection.rows(held) == [(second,)]


@pytest.mark.parametrize(
    ("rule", "asks"), [("SVC-102", False), ("SVC-101", False), ("SVC-104", True), ("SVC-121", True)]
)
def test_what_is_told_of_the_clock_alone_asks_for_no_events(rule: str, asks: bool) -> None:
    told = tables_told(CATALOGUE.rules[rule], CATALOGUE.views)
    assert "service_case" in told
    assert ("case_event" in told) is asks


def test_what_rests_on_a_view_of_all_rows_is_not_made_apart() -> None:
    views = CATALOGUE.views
    check_apart("x.toml", "case_id", ["case_clock", "system_outage_day", "calendar_day"], views, CONTRACT)
    with pytest.raises(DefinitionError) as raised:
        check_apart("x.toml", "case_id", ["case_clock", "bundle_clock"], views, CONTRACT)
    assert (raised.value.key, raised.value.facts["name"]) == ("definition-apart", "bundle_clock")
