"""Owns the tests of the checks contract files declare, and of their cuts by organisation and month. It refuses to mock DuckDB."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.catalogue.contract import read_contract
from console.domain.contract import Contract, ContractCheck
from console.domain.ports import Silent
from console.domain.quality import DIMENSION_OF, DIMENSIONS, QualityRow, TableSurvey, by_dimension
from console.engine.connection import Connection, connect, connect_empty
from console.engine.quality import QualityScope, check_quality, failing_rows, survey_quality
from console.paths import resource_root
from tests.engine.extracts import column, contract, table, write

CUT_OFF = date(2026, 6, 30)
SHIPPED = read_contract(resource_root() / "contract")


def checked_contract(*checks: ContractCheck, cycle: str = "") -> Contract:
    """Return one table of things whose owner and day are known, with these checks, and the organisations."""
    things = table(
        "thing",
        "thing_id",
        column("organisation_id"),
        column("on_day", "DATE"),
        column("until_day", "DATE"),
        column("number", "DOUBLE"),
        column("code"),
        column("parent", references="thing.thing_id"),
    )
    held = replace(things, checks=checks, owner="organisation_id", dated="on_day", cycle=cycle)
    return contract(table("organisation", "organisation_id", column("region_id")), held)


@contextmanager
def things(wants: Contract, *rows: str) -> Iterator[Connection]:
    """Open a catalogue that holds these rows of things."""
    with connect_empty(wants, threads=1) as connection:
        for each in rows:
            connection.execute(f"INSERT INTO thing VALUES ({each})")
        connection.execute("INSERT INTO organisation VALUES ('A', '1'), ('B', '2')")
        yield connection


def surveyed(connection: Connection, wants: Contract, scope: QualityScope) -> TableSurvey:
    """Return what is found of the things."""
    found = {one.name: one for one in survey_quality(connection, wants, scope, Silent())}
    return found["thing"]


ROWS = (
    "'1', 'A', DATE '2026-05-01', DATE '2026-05-03', 7, 'daily', NULL",
    "'2', 'A', DATE '2026-06-29', DATE '2026-06-28', -1, 'daily', '1'",
    "'3', 'B', DATE '2026-07-02', NULL, NULL, 'weekly', '9'",
    "'4', 'B', NULL, DATE '2026-05-01', 11, 'x1', NULL",
    "'5', NULL, DATE '2026-05-01', DATE '2026-05-03', 7, 'daily', NULL",
)


@pytest.mark.parametrize(
    ("check", "column_name", "expected"),
    [
        (ContractCheck("filled", ("on_day",)), "on_day", (1, 5)),
        (ContractCheck("filled", ("until_day",), when="code = 'weekly'"), "until_day", (1, 1)),
        (ContractCheck("range", ("number",), low=0, high=10), "number", (2, 4)),
        (ContractCheck("range", ("number",), low=0), "number", (1, 4)),
        (ContractCheck("order", ("on_day", "until_day")), "on_day + until_day", (1, 3)),
        (ContractCheck("past", ("on_day",)), "on_day", (1, 4)),
        (ContractCheck("format", ("code",), pattern="[a-z]+"), "code", (1, 5)),
        (ContractCheck("duplicate", ("on_day", "number")), "on_day + number", (2, 3)),
        (
            ContractCheck("stale", ("on_day", "code"), cycles={"daily": 1, "weekly": 7}),
            "on_day + code",
            (2, 4),
        ),
    ],
)
def test_each_kind_counts_its_failures_and_finds_their_rows(
    check: ContractCheck, column_name: str, expected: tuple[int, int]
) -> None:
    wants = checked_contract(check)
    scope = QualityScope(cut_off=CUT_OFF)
    with things(wants, *ROWS) as connection:
        found = surveyed(connection, wants, scope).found
        row = next(one for one in found if (one.column, one.check) == (column_name, check.kind))
        sql = failing_rows(wants, frozenset(), scope, row)
        assert (row.failed, row.checked) == expected
        assert len(connection.rows(sql)) == row.failed
    assert row.dimension in DIMENSIONS


def test_the_last_moment_of_the_cut_off_is_not_after_it() -> None:
    moments = table("event", "event_id", column("at", "TIMESTAMP"))
    wants = contract(replace(moments, checks=(ContractCheck("past", ("at",)),)))
    with connect_empty(wants, threads=1) as connection:
        connection.execute(
            "INSERT INTO event VALUES ('1', '2026-06-30 23:59:59'), ('2', '2026-07-01 00:00:00')"
        )
        rows = check_quality(connection, wants, Silent(), QualityScope(cut_off=CUT_OFF))
    assert QualityRow("event", "at", "past", 1, 2) in rows


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("", 1),
        (" ", 1),
        ("\t\n", 1),
        ("\u3000 ", 1),
        ("\u00a0", 1),
        (" x", 0),
        ("\u3000字", 0),
        ("字 ", 0),
        ("!", 0),
        ("~", 0),
    ],
)
def test_blank_text_has_no_visible_character(text: str, blank: int) -> None:
    wants = checked_contract()
    with connect_empty(wants, threads=1) as connection:
        connection.insert("thing", ["thing_id", "code"], [("1", text)])
        row = next(
            one
            for one in surveyed(connection, wants, QualityScope()).found
            if (one.column, one.check) == ("code", "blank")
        )
        rows = connection.rows(failing_rows(wants, frozenset(), QualityScope(), row))
    assert (row.failed, row.checked, len(rows)) == (blank, 1, blank)


def test_organisations_and_months_add_up_to_the_whole() -> None:
    wants = checked_contract(ContractCheck("filled", ("number",)))
    with things(wants, *ROWS) as connection:
        found = surveyed(connection, wants, QualityScope(cut_off=CUT_OFF))
    assert found.rows == 5
    filled = {one.subject: one.row for one in found.slices(found.owners) if one.row.check == "filled"}
    assert {subject: (row.failed, row.checked) for subject, row in filled.items()} == {
        "": (0, 1),
        "A": (0, 2),
        "B": (1, 2),
    }
    months = {one.subject: one.row.checked for one in found.slices(found.months) if one.row.check == "key"}
    assert months == {"2026-05": 2, "2026-06": 1, "2026-07": 1}


def test_an_organisation_or_a_region_sees_its_own_rows_only() -> None:
    wants = checked_contract(ContractCheck("duplicate", ("on_day", "number")))
    with things(wants, *ROWS) as connection:
        for scope in (QualityScope(organisation_id="A"), QualityScope(region_id="1")):
            found = surveyed(connection, wants, scope)
            assert found.rows == 2
            row = next(one for one in found.found if one.check == "duplicate")
            assert (row.failed, row.checked) == (1, 2)  # the other one belongs to nobody
            assert len(connection.rows(failing_rows(wants, frozenset(), scope, row))) == 1
        nobody = surveyed(connection, wants, QualityScope(organisation_id="Z"))
    assert nobody.rows == 0
    assert {row.checked for row in nobody.found if row.check != "present"} == {0}


def test_a_table_that_does_not_say_whose_its_rows_are_is_left_out_of_a_scope() -> None:
    wants = contract(table("thing", "thing_id", column("code")))
    with connect_empty(wants, threads=1) as connection:
        assert not list(survey_quality(connection, wants, QualityScope(organisation_id="A"), Silent()))
        assert len(list(survey_quality(connection, wants, QualityScope(), Silent()))) == 1


def test_months_without_rows_are_named() -> None:
    wants = checked_contract(cycle="month")
    scope = QualityScope(cut_off=CUT_OFF, months=("2026-04", "2026-05", "2026-06"))
    with things(wants, *ROWS) as connection:
        row = next(one for one in surveyed(connection, wants, scope).found if one.check == "cycle")
        assert (row.failed, row.checked) == (1, 3)
        assert connection.rows(failing_rows(wants, frozenset(), scope, row)) == [("2026-04",)]
        spanless = surveyed(connection, wants, QualityScope(cut_off=CUT_OFF))
    assert [one.check for one in spanless.unchecked] == ["cycle"]


def test_what_is_missing_cannot_be_checked_and_says_why(tmp_path: Path) -> None:
    wants = checked_contract(
        ContractCheck("order", ("on_day", "until_day")),
        ContractCheck("filled", ("code",), when="number > 0 OR code = 'until_day'"),
        ContractCheck("past", ("on_day",)),
    )
    path = write(
        tmp_path / "a.duckdb",
        "CREATE TABLE thing (thing_id VARCHAR, on_day DATE, code VARCHAR)",
        "INSERT INTO thing VALUES ('1', DATE '2026-07-01', NULL)",
    )
    with connect(path, wants, spill=tmp_path / "spill") as connection:
        found = surveyed(connection, wants, QualityScope())
    told = {(one.column, one.check): one.missing for one in found.unchecked}
    assert told[("on_day + until_day", "order")] == ("thing.until_day",)
    assert told[("code", "filled")] == ("thing.number",)  # a column named in a text is none
    assert told[("on_day", "past")] == ("extract_info.cut_at",)
    assert told[("parent", "reference")] == ("thing.parent",)
    assert not {(row.column, row.check) for row in found.found} & set(told)


DAYS = st.one_of(st.none(), st.integers(0, 60).map(lambda days: date(2026, 5, 15) + timedelta(days=days)))


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "B", None]), DAYS, DAYS, st.sampled_from([1.0, 2.0, None])),
        max_size=10,
    )
)
def test_the_one_pass_agrees_with_plain_python(
    rows: list[tuple[str | None, date | None, date | None, float | None]],
) -> None:
    checks = (
        ContractCheck("order", ("on_day", "until_day")),
        ContractCheck("past", ("on_day",)),
        ContractCheck("duplicate", ("organisation_id", "number")),
    )
    wants = checked_contract(*checks)
    with connect_empty(wants, threads=1) as connection:
        names = ["thing_id", "organisation_id", "on_day", "until_day", "number"]
        connection.insert("thing", names, [(str(place), *row) for place, row in enumerate(rows)])
        found = surveyed(connection, wants, QualityScope(cut_off=CUT_OFF))
    counted = {row.check: (row.failed, row.checked) for row in found.found if row.check != "blank"}
    both = [(on, until) for _, on, until, _ in rows if on is not None and until is not None]
    assert counted["order"] == (sum(until < on for on, until in both), len(both))
    days = [on for _, on, _, _ in rows if on is not None]
    assert counted["past"] == (sum(on > CUT_OFF for on in days), len(days))
    pairs = Counter(
        (owner, number) for owner, _, _, number in rows if owner is not None and number is not None
    )
    assert counted["duplicate"] == (sum(n for n in pairs.values() if n > 1), pairs.total())
    owners = Counter(one.subject for one in found.slices(found.owners) if one.row.check == "key")
    assert set(owners) == {row[0] or "" for row in rows}


def test_every_check_of_the_shipped_contract_runs_and_none_is_left_unmade() -> None:
    scope = QualityScope(cut_off=CUT_OFF, months=("2026-06",))
    with connect_empty(SHIPPED, threads=1) as connection:
        found = list(survey_quality(connection, SHIPPED, scope, Silent()))
    assert {one.name for one in found} == set(SHIPPED.tables)
    assert not [one for table_found in found for one in table_found.unchecked]
    rows = [row for one in found for row in one.found]
    assert {row.failed for row in rows if row.check != "cycle"} == {0}
    assert {row.check for row in rows} == set(DIMENSION_OF) - {"rejected"}
    assert all(tally.checks for tally in by_dimension(rows).values())
