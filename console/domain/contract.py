"""Owns what an extract must hold: tables and columns of the data contract. It refuses to know a file format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Texts = Mapping[str, Mapping[str, str]]
"""Words of a definition: language → field → words, for example ``texts["zh-CN"]["name"]``."""


@dataclass(frozen=True, slots=True)
class ContractColumn:
    """One column; ``labels`` is language → label, ``references`` is "table.column" or empty."""

    name: str
    type: str  # a DuckDB type: VARCHAR, BIGINT, INTEGER, DOUBLE, BOOLEAN, DATE, TIMESTAMP, DECIMAL(18,2), VARCHAR[]
    required: bool  # an extract that has the table must have the column
    nullable: bool
    personal: bool  # a pseudonymised personal identifier, masked by default
    unit: str
    allowed: tuple[str, ...]
    references: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ContractCheck:
    """A check the contract declares beyond types, codes, keys and references.

    ``kind`` is ``filled`` (a value where ``when`` holds), ``range`` (from ``low`` to ``high``), ``order`` (the first column is
    no later than the second), ``past`` (no later than the cut-off), ``format`` (all of it matches ``pattern``),
    ``duplicate`` (no two rows are the same in all columns), or ``stale`` (the first column is younger at the cut-off than
    the days ``cycles`` gives the code in the second).
    """

    kind: str
    columns: tuple[str, ...]
    when: str = ""  # a condition in SQL on columns of the table
    low: float | None = None
    high: float | None = None
    pattern: str = ""
    cycles: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ContractTable:
    """One table of the contract with its columns in order."""

    name: str
    version: int
    primary_key: tuple[str, ...]
    follows: str  # the standard it follows, or empty
    columns: tuple[ContractColumn, ...]
    text: Texts
    checks: tuple[ContractCheck, ...] = ()
    owner: str = ""  # the column of the organisation that answers for a row, or empty
    dated: str = ""  # the column that puts a row into a month, or empty
    cycle: str = ""  # "month" where every month of the extract's span should have rows

    def column(self, name: str) -> ContractColumn | None:
        """Return the named column, or None."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True, slots=True)
class Contract:
    """All tables by name."""

    tables: Mapping[str, ContractTable]

    @property
    def version(self) -> str:
        """Return the version of the whole: the number of tables and the sum of their versions."""
        return f"{len(self.tables)}.{sum(table.version for table in self.tables.values())}"

    def has(self, name: str) -> bool:
        """Say whether "table" or "table.column" is part of the contract."""
        table, dot, column = name.partition(".")
        found = self.tables.get(table)
        return found is not None and (not dot or found.column(column) is not None)
