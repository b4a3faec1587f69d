"""Proves that a table standing for a view changes no answer, holds only what is asked for, and goes with its context."""

from __future__ import annotations

from datetime import date

import pytest

from console.catalogue.load import load_catalogue
from console.domain.period import Period
from console.domain.ports import Silent
from console.domain.view import View
from console.engine.connection import Connection, connect_empty
from console.engine.readings import Reader
from console.engine.standins import Use, chosen, columns_read, families, standing_in
from console.engine.views import prepare
from console.errors import Fact
from console.paths import resource_root
from tests.engine.extracts import small_contract

TEXT = {"zh-CN": {"name": "x"}, "en": {"name": "x"}}


def _view(name: str, sql: str, reads: tuple[str, ...], *columns: str) -> View:
    return View(name, ("a",), reads, (), sql, dict.fromkeys(("*", *columns), ("t.a",)), TEXT)


VIEWS = {
    "below": _view("below", "SELECT a, b, c FROM t", ("t",), "a", "b", "c"),
    "above": _view("above", "SELECT x.a, y.b FROM below x JOIN below y ON x.a = y.a", ("below",), "a", "b"),
}
A = frozenset({"a"})


def test_view_read_seldom_gets_no_table() -> None:
    assert chosen(VIEWS, [Use("below", A), Use("below", A)]) == []


def test_view_read_often_gets_the_columns_asked_for() -> None:
    uses = [Use("below", A), Use("below", A), Use("below", frozenset({"c", "elsewhere"}))]
    assert chosen(VIEWS, uses) == [("below", ("a", "c"))]


def test_reading_an_outer_view_counts_for_the_inner_one_as_often_as_it_names_it() -> None:
    assert chosen(VIEWS, [Use("above", A), Use("above", A)]) == [("below", ("a", "b"))]


def test_outer_table_reads_the_inner_view_once_and_is_made_after_it() -> None:
    found = chosen(VIEWS, [*[Use("above", A)] * 3, Use("below", frozenset({"c"}))])
    assert found == [("below", ("a", "b", "c")), ("above", ("a",))]


def test_what_shares_a_table_or_a_view_is_of_one_family_and_the_rest_of_another() -> None:
    views = {
        **VIEWS,
        "beside": _view("beside", "SELECT a FROM s", ("s",), "a"),
        "far": _view("far", "SELECT a FROM u", ("u",), "a"),
    }
    alone = {
        "M1": [Use("above", A)],
        "M2": [Use("below", A), Use("beside", A)],
        "M3": [Use("far", A)],
        "M4": [Use("beside", A)],
        "M5": [],
    }
    together = [use for uses in alone.values() for use in uses]
    assert [name for name, _ in chosen(views, together)] == ["below"]
    assert families(views, alone, together) == [frozenset({"M1", "M2", "M4"}), frozenset({"M3", "M5"})]


def test_the_tables_of_one_family_go_before_those_of_the_next_are_made() -> None:
    catalogue = load_catalogue(resource_root())
    measures = [m for name, m in catalogue.measures.items() if "@" not in name and m.theme == "services"]
    with connect_empty(catalogue.contract, memory_bytes=512 * 1024**2, threads=1) as connection:
        prepare(connection, catalogue, date(2026, 6, 30))
        standing = _Standing(connection)
        reader = Reader(connection, catalogue, frozenset(), standing)
        reader.read(measures, [("organisation_id",)], Period(date(2026, 1, 1), date(2026, 6, 30)))
    assert {"case_clock", "case_entry"} <= set().union(*standing.seen)
    assert not [seen for seen in standing.seen if {"case_clock", "case_entry"} <= seen]


def test_a_star_means_every_column_and_a_count_does_not() -> None:
    assert columns_read("x", "SELECT i.* FROM below i") is None
    assert columns_read("x", "SELECT *, 1 FROM below") is None
    assert columns_read("x", "SELECT count(*), max(a) FROM below") == A
    assert columns_read("x", "SELECT 2 * a, a *2, sum(1)*a FROM below") == A


def test_table_stands_for_the_view_and_goes() -> None:
    with connect_empty(small_contract(), memory_bytes=256 * 1024**2, threads=1) as connection:
        connection.execute("CREATE TABLE t AS SELECT i AS a, i * 2 AS b, i * 3 AS c FROM range(5) r(i)")
        for view in VIEWS.values():
            connection.execute(f'CREATE VIEW "{view.name}" AS {view.sql}')
        before = connection.rows('SELECT sum(a), sum(b) FROM "above"')
        with standing_in(connection, VIEWS, [Use("above", A), Use("above", A)], Silent()):
            assert _temporary(connection) == ["below"]
            connection.execute("DELETE FROM t")
            assert connection.rows('SELECT sum(a), sum(b) FROM "above"') == before
        assert _temporary(connection) == []
        assert connection.rows('SELECT count(*) FROM "above"') == [(0,)]


def test_table_goes_when_the_work_fails() -> None:
    with connect_empty(small_contract(), memory_bytes=256 * 1024**2, threads=1) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS a, 2 AS b, 3 AS c")
        for view in VIEWS.values():
            connection.execute(f'CREATE VIEW "{view.name}" AS {view.sql}')
        with (
            pytest.raises(ZeroDivisionError),
            standing_in(connection, VIEWS, [Use("above", A)] * 3, Silent()),
        ):
            _ = 1 / 0
        assert _temporary(connection) == []


def test_measures_read_together_say_what_each_says_alone() -> None:
    catalogue = load_catalogue(resource_root())
    measures = [m for m in catalogue.measures.values() if m.theme == "services"]
    with connect_empty(catalogue.contract, memory_bytes=512 * 1024**2, threads=1) as connection:
        connection.execute(
            "INSERT INTO service_item (item_id, item_version, organisation_id, day_kind, statutory_days, promised_days) "
            "VALUES ('I', 1, 'A', 'working', 15, 5)"
        )
        connection.execute(
            "INSERT INTO service_case (case_id, item_id, item_version, organisation_id, submitted_on, accepted_on, closed_on, "
            "visits, parent_case_id) SELECT 'c' || i, 'I', 1, 'A', d, d, d + CAST(i % 30 AS INTEGER), i % 3, "
            "CASE WHEN i % 2 = 1 THEN 'c' || (i - 1) END "
            "FROM (SELECT i, DATE '2026-04-01' + CAST(i % 40 AS INTEGER) AS d FROM range(80) r(i))"
        )
        prepare(connection, catalogue, date(2026, 6, 30))
        period = Period(date(2026, 1, 1), date(2026, 6, 30))
        reader = Reader(connection, catalogue, frozenset(), Silent())
        cuts = [(), ("organisation_id",)]
        together = reader.read(measures, cuts, period)
        alone = [one for measure in measures for one in reader.read([measure], cuts, period)]
    assert sum(one.value is not None for one in together) > 20
    assert list(together) == sorted(alone, key=lambda one: (one.measure_id, one.subject_column, one.subject))


class _Standing(Silent):
    """Looks at which tables stand whenever a step is reported."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.seen: list[set[str]] = []

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        self.seen.append(set(_temporary(self._connection)))


def _temporary(connection: Connection) -> list[str]:
    rows = connection.rows("SELECT table_name FROM duckdb_tables() WHERE temporary ORDER BY 1")
    return [str(name) for (name,) in rows]
