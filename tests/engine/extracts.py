"""Owns small contracts and files for the engine's tests. It refuses to know the shipped contract."""

from __future__ import annotations

from pathlib import Path

import duckdb

from console.domain.contract import Contract, ContractColumn, ContractTable


def column(
    name: str,
    kind: str = "VARCHAR",
    *,
    required: bool = False,
    nullable: bool = True,
    allowed: tuple[str, ...] = (),
    references: str = "",
) -> ContractColumn:
    """Return a column of a contract."""
    return ContractColumn(
        name, kind, required, nullable, False, "", allowed, references, {"zh-CN": name, "en": name}
    )


def table(name: str, key: str, *columns: ContractColumn) -> ContractTable:
    """Return a table of a contract with a single key column of text."""
    return ContractTable(name, 1, (key,), "", (column(key, required=True, nullable=False), *columns), {})


def contract(*tables: ContractTable) -> Contract:
    """Return a contract of these tables."""
    return Contract({each.name: each for each in tables})


def small_contract() -> Contract:
    """Return two tables that refer to each other."""
    return contract(
        table("organisation", "organisation_id", column("name", required=True)),
        table(
            "service_case",
            "case_id",
            column("organisation_id", references="organisation.organisation_id"),
            column("channel", allowed=("web", "counter")),
            column("fee", "DECIMAL(18,2)"),
            column("visits", "INTEGER"),
            column("closed_at", "TIMESTAMP"),
            column("closed_on", "DATE"),
        ),
    )


def write(path: Path, *statements: str) -> Path:
    """Make a DuckDB file by running the statements in it."""
    with duckdb.connect(str(path)) as made:
        for statement in statements:
            made.execute(statement)
    return path


def small_extract(path: Path, *more: str) -> Path:
    """Make a file that keeps the small contract but for two columns."""
    return write(
        path,
        "CREATE TABLE service_case AS SELECT 'C' || range AS case_id, "
        "CASE range % 2 WHEN 0 THEN 'web' ELSE 'counter' END::ENUM('web', 'counter') AS channel, "
        "(range + 0.5)::DECIMAL(9,1) AS fee, range::SMALLINT AS visits, DATE '2026-01-01' + range::INTEGER AS closed_on "
        "FROM range(10)",
        *more,
    )
