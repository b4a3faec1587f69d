"""Owns the reading of contract tables. It refuses keys and references that lead nowhere."""

from __future__ import annotations

from pathlib import Path

from console.catalogue.files import Strict, check_name, check_texts, read
from console.domain.contract import Contract, ContractColumn, ContractTable
from console.errors import DefinitionError

TYPES = frozenset(
    ["VARCHAR", "BIGINT", "INTEGER", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP", "DECIMAL(18,2)", "VARCHAR[]"]
)


class ColumnFile(Strict, frozen=True):
    """A ``[[column]]``."""

    name: str
    type: str
    zh: str
    en: str
    required: bool = False
    nullable: bool = True
    personal: bool = False
    unit: str = ""
    allowed: list[str] = []
    references: str = ""


class TableFile(Strict, frozen=True):
    """A contract file."""

    table: str
    version: int
    primary_key: list[str]
    text: dict[str, dict[str, str]]
    column: list[ColumnFile]
    follows: str = ""


def read_contract(folder: Path) -> Contract:
    """Read every contract table of a folder.

    Raises DefinitionError where a key or a reference names nothing.
    """
    tables = {path.stem: _table(path) for path in sorted(folder.glob("*.toml"))}
    contract = Contract(tables)
    for table in tables.values():
        _check_references(contract, table)
    return contract


def _table(path: Path) -> ContractTable:
    told = read(path, TableFile)
    check_name(path, told.table, "table")
    check_texts(path, told.text, ("name", "meaning"))
    columns = tuple(_column(path, column) for column in told.column)
    names = [column.name for column in columns]
    for key in told.primary_key:
        if key not in names:
            raise DefinitionError("contract-key", file=path.name, name=key)
    return ContractTable(told.table, told.version, tuple(told.primary_key), told.follows, columns, told.text)


def _column(path: Path, told: ColumnFile) -> ContractColumn:
    if told.type not in TYPES:
        raise DefinitionError("contract-type", file=path.name, name=told.name, type=told.type)
    return ContractColumn(
        told.name,
        told.type,
        told.required,
        told.nullable,
        told.personal,
        told.unit,
        tuple(told.allowed),
        told.references,
        {"zh-CN": told.zh, "en": told.en},
    )


def _check_references(contract: Contract, table: ContractTable) -> None:
    for column in table.columns:
        if column.references and not contract.has(column.references):
            raise DefinitionError(
                "contract-reference",
                file=f"{table.name}.toml",
                name=column.name,
                references=column.references,
            )
