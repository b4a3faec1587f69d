"""Owns the tests of work done at once. It refuses to take being stopped for the reason of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from console.domain.ports import Progress, Silent
from console.engine.beside import both
from console.engine.connection import Connection, connect_empty
from console.errors import Cancelled, QueryError
from tests.engine.extracts import small_contract
from tests.engine.test_connection import SLOW, Stopping


@pytest.fixture
def connection() -> Iterator[Connection]:
    with closing(connect_empty(small_contract())) as held:
        yield held


def test_each_has_temporary_tables_of_its_own(connection: Connection) -> None:
    connection.execute("CREATE TEMP TABLE t AS SELECT 1 AS n")
    connection.execute("CREATE TABLE shared AS SELECT 3 AS n")

    def there(progress: Progress) -> list[tuple[int]]:
        connection.execute("CREATE TEMP TABLE t AS SELECT 2 AS n")
        return connection.rows("SELECT n FROM t UNION ALL SELECT n FROM shared ORDER BY n", progress)

    made = both(connection, Silent(), lambda progress: connection.rows("SELECT n FROM t", progress), there)
    assert made == ([(1,)], [(2,), (3,)])
    again = both(connection, Silent(), lambda _: None, lambda _: connection.rows(
        "SELECT count(*) FROM duckdb_tables() WHERE temporary AND table_name = 't' AND database_name = 'temp'"
    ))  # fmt: skip
    assert again == (None, [(0,)])


def test_what_fails_beside_stops_us_and_is_what_is_told(connection: Connection) -> None:
    with pytest.raises(QueryError) as caught:
        both(
            connection,
            Silent(),
            lambda progress: connection.rows(SLOW, progress),
            lambda progress: connection.rows("SELECT nothing FROM nowhere", progress),
        )
    assert (caught.value.key, caught.value.facts["position"]) == ("query-wrong", 20)


def test_what_fails_here_stops_what_goes_on_beside(connection: Connection) -> None:
    with pytest.raises(QueryError):
        both(
            connection,
            Silent(),
            lambda progress: connection.rows("SELECT nothing FROM nowhere", progress),
            lambda progress: connection.rows(SLOW, progress),
        )


def test_who_cancels_stops_both(connection: Connection) -> None:
    with pytest.raises(Cancelled):
        both(
            connection,
            Stopping(6),
            lambda progress: connection.rows(SLOW, progress),
            lambda progress: connection.rows(SLOW, progress),
        )
    assert connection.rows("SELECT 1") == [(1,)]
