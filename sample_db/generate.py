"""Owns the making of the sample: tables of the contract filled by SQL inside DuckDB. It refuses rows of Python for volume.

Everything random is a hash of the seed, a salt and the row's own number, so the content depends neither on threads nor on
the order in which rows are made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from console.domain.calendar import CalendarDay
from console.domain.contract import Contract
from console.domain.period import Period
from console.domain.ports import Progress, Silent, stop_if_cancelled
from console.engine.columns import empty_table, literal, quoted
from console.engine.faults import translated
from sample_db import base, funds, others, plants, quarters, security, services, sharing
from sample_db.places import BUNDLES, CITIES, KINDS, MERGERS, PROVINCE

STARTS = date(2023, 7, 1)
CUT_OFF = date(2026, 6, 30)
DEFAULT_CASES = 60_000
DEFAULT_SEED = 20_260_703
PARTS: tuple[tuple[tuple[str, str], ...], ...] = (
    base.STATEMENTS,
    services.STATEMENTS,
    funds.STATEMENTS,
    sharing.STATEMENTS,
    security.STATEMENTS,
    others.STATEMENTS,
)


@dataclass(frozen=True, slots=True)
class About:
    """What a sample says of itself, as its manifest repeats it."""

    starts: date
    ends: date
    cut_off: date
    zone: str
    pseudonym_scheme: str
    classification: str
    purpose: str
    legal_basis: str
    recipients: tuple[str, ...]
    destroy_by: date


def generate(
    path: Path,
    contract: Contract,
    days: Sequence[CalendarDay],
    *,
    cases: int = DEFAULT_CASES,
    payments: int | None = None,
    purchases: int | None = None,
    seed: int = DEFAULT_SEED,
    threads: int | None = None,
    memory_bytes: int | None = None,
    planted: bool = True,
    quarter: Period | None = None,
    work: Path | None = None,
    progress: Progress | None = None,
) -> Mapping[str, int]:
    """Write a DuckDB file that holds every contract table, and return rows by table.

    The file must not exist. ``payments`` without a contract and ``purchases`` are as many as ``cases`` ask for unless told
    apart; vendors and benefits go with the payments. ``quarter`` is an earlier one at whose end the province is looked at; ``planted`` leaves out the planted problems and their look-alikes where false; ``work`` is the
    folder for what does not fit into ``memory_bytes`` (beside the file where None).
    """
    heard = progress or Silent()
    with translated(str(path)), duckdb.connect(str(path)) as connection:
        _limit(connection, threads, memory_bytes, work)
        _prepare(connection, contract, days, cases, seed)
        _set_funds(
            connection, cases if payments is None else payments, purchases or max(300, round(cases / 20))
        )
        statements = [statement for part in PARTS for statement in part]
        for position, (table, sql) in enumerate(statements):
            stop_if_cancelled(heard)
            heard.report(position / len(statements), "sample", table=table)
            _run(connection, table, sql)
        if planted:
            plants.put(connection, {name: table.primary_key for name, table in contract.tables.items()})
        if quarter is not None and quarter.ends < CUT_OFF:
            quarters.look_back(connection, contract, quarter, CUT_OFF)
        _drop_helpers(connection)
        connection.execute("CHECKPOINT")
        return {name: _count(connection, name) for name in contract.tables}


def about(path: Path) -> About:
    """Return what a sample says of itself."""
    with duckdb.connect(str(path), read_only=True) as connection:
        row = connection.execute(
            "SELECT period_starts_on, period_ends_on, CAST(cut_at AS DATE), zone, pseudonym_scheme, classification, purpose, "
            "legal_basis, recipients, destroy_by FROM extract_info"
        ).fetchone()
    assert row is not None
    starts, ends, cut_off, *told, recipients, destroy_by = row
    zone, scheme, classification, purpose, basis = told
    return About(
        starts, ends, cut_off, zone, scheme, classification, purpose, basis, tuple(recipients), destroy_by
    )


def known_by(path: Path, day: date) -> int:
    """Return how many cases a sample holds that were submitted up to a day: an earlier extract of it holds as many."""
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute(
            "SELECT count(*) FROM service_case WHERE submitted_on <= ?", [day]
        ).fetchone()
    return int(found[0]) if found else 0


def _limit(
    connection: duckdb.DuckDBPyConnection, threads: int | None, memory_bytes: int | None, work: Path | None
) -> None:
    # helpers need no order, and every table of the contract is sorted by its key as it is filled
    connection.execute("SET preserve_insertion_order = false")
    if threads:
        connection.execute(f"SET threads = {threads}")
    if memory_bytes:
        connection.execute(f"SET memory_limit = '{memory_bytes // 2**20}MiB'")
    if work:
        connection.execute(f"SET temp_directory = {literal(str(work / 'work'))}")


def _run(connection: duckdb.DuckDBPyConnection, table: str, sql: str) -> None:
    """Fill a contract table; a name with a leading underscore is a helper that does not stay."""
    if table.startswith("_"):
        connection.execute(f"CREATE TABLE {quoted(table)} AS {sql}")
    else:
        connection.execute(f"INSERT INTO {quoted(table)} BY NAME {sql}")


def _prepare(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    days: Sequence[CalendarDay],
    cases: int,
    seed: int,
) -> None:
    for table in contract.tables.values():
        connection.execute(empty_table(table))
    # u: a number in [0, 1) for a row and a salt; z: about normal, mean 0, deviation 1
    connection.execute(f"CREATE TEMP MACRO u(k, s) AS (hash(k, s, {seed}) % 1000000007) / 1000000007.0")
    connection.execute(
        "CREATE TEMP MACRO z(k, s) AS (u(k, s || 'a') + u(k, s || 'b') + u(k, s || 'c') + u(k, s || 'd') - 2) * 1.7320508"
    )
    connection.execute("CREATE TEMP MACRO pick(l, k, s) AS l[1 + CAST(floor(u(k, s) * len(l)) AS INTEGER)]")
    connection.execute("CREATE TEMP MACRO token(k, s) AS substr(md5(CAST(k AS VARCHAR) || s), 1, 16)")
    # a macro and not a subquery: DuckDB then knows how many rows there will be, and keeps the small side of joins in memory
    connection.execute(f"CREATE TEMP MACRO cases() AS {cases}")
    connection.execute(
        f"CREATE TABLE _fixed AS SELECT {cases} AS cases, {seed} AS seed, DATE '{STARTS}' AS starts, DATE '{CUT_OFF}' AS cut_off"
    )
    _table(connection, "_day", "day DATE, working BOOLEAN, ordinal INTEGER", _days(days))
    _table(
        connection, "_city", "region_id VARCHAR, name VARCHAR, name_en VARCHAR, ability DOUBLE", _cities(seed)
    )
    kinds = [(k.code, k.name, k.name_en, k.weight) for k in KINDS]
    _table(connection, "_kind", "kind VARCHAR, name VARCHAR, name_en VARCHAR, weight DOUBLE", kinds)
    _table(
        connection,
        "_service",
        "kind VARCHAR, number INTEGER, name VARCHAR, name_en VARCHAR, statutory INTEGER",
        _services(),
    )
    bundled = [(bundle, *service) for bundle, services in BUNDLES for service in services]
    _table(connection, "_bundle", "bundle_id VARCHAR, kind VARCHAR, number INTEGER", bundled)
    _table(connection, "_merger", "region_id VARCHAR, kind VARCHAR, heir VARCHAR, merged_on DATE", MERGERS)


def _set_funds(connection: duckdb.DuckDBPyConnection, payments: int, purchases: int) -> None:
    connection.execute(f"CREATE TEMP MACRO payments() AS {payments}")
    connection.execute(f"CREATE TEMP MACRO purchases() AS {purchases}")


def _days(days: Sequence[CalendarDay]) -> list[tuple[object, ...]]:
    return [(one.day, one.working, one.ordinal) for one in days]


def _cities(seed: int) -> list[tuple[object, ...]]:
    """Return the province and its cities; each city has an ability between -1 and 1 that its data must show."""
    rows: list[tuple[object, ...]] = [(*PROVINCE, 0.0)]
    for number, (name, name_en) in enumerate(CITIES, 1):
        drawn = hashlib.sha256(f"{seed} ability {number}".encode()).digest()
        rows.append((f"99{number:02d}00", name, name_en, int.from_bytes(drawn[:4], "big") / 2**31 - 1))
    return rows


def _services() -> list[tuple[object, ...]]:
    return [(k.code, n, zh, en, days) for k in KINDS for n, (zh, en, days) in enumerate(k.services, 1)]


def _table(
    connection: duckdb.DuckDBPyConnection, name: str, columns: str, rows: Iterable[Sequence[object]]
) -> None:
    connection.execute(f"CREATE TABLE {quoted(name)} ({columns})")
    values = ", ".join("(" + ", ".join(_cell(cell) for cell in row) + ")" for row in rows)
    connection.execute(f"INSERT INTO {quoted(name)} VALUES {values}")


def _cell(value: object) -> str:
    if isinstance(value, str):
        return literal(value)
    return f"DATE '{value}'" if isinstance(value, date) else str(value)


def _drop_helpers(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE starts_with(table_name, '_')"
    ).fetchall()
    for (name,) in rows:
        connection.execute(f"DROP TABLE {quoted(name)}")


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()
    return int(found[0]) if found else 0
