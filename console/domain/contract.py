"""Owns what an extract must hold: tables and columns of the data contract. It refuses to know a file format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
class ContractTable:
    """One table of the contract with its columns in order."""

    name: str
    version: int
    primary_key: tuple[str, ...]
    follows: str  # the standard it follows, or empty
    columns: tuple[ContractColumn, ...]
    text: Texts

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
