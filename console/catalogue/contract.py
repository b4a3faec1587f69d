"""Owns the reading of contract tables. It refuses keys and references that lead nowhere."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

from console.catalogue.files import Strict, check_name, check_texts, read
from console.domain.contract import Contract, ContractCheck, ContractColumn, ContractTable
from console.errors import DefinitionError

TYPES = frozenset(
    ["VARCHAR", "BIGINT", "INTEGER", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP", "DECIMAL(18,2)", "VARCHAR[]"]
)

INSTANTS = frozenset(["DATE", "TIMESTAMP"])
NUMBERS = frozenset(["BIGINT", "INTEGER", "DOUBLE", "DECIMAL(18,2)"])
OWNER = "organisation_id"  # whose a row is, unless the file says otherwise
CYCLES = frozenset(["month"])

# kind → how many columns (0: any), what it must be given, and the types its columns may have
CHECKS: Mapping[str, tuple[int, frozenset[str], frozenset[str] | None]] = {
    "filled": (0, frozenset(), None),
    "range": (0, frozenset(["low", "high"]), NUMBERS),
    "order": (2, frozenset(), INSTANTS),
    "past": (0, frozenset(), INSTANTS),
    "format": (0, frozenset(["pattern"]), frozenset(["VARCHAR"])),
    "duplicate": (0, frozenset(), None),
    "stale": (2, frozenset(["cycles"]), None),
}


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


class CheckFile(Strict, frozen=True):
    """A ``[[check]]``."""

    kind: str
    columns: list[str]
    when: str = ""
    low: float | None = None
    high: float | None = None
    pattern: str = ""
    cycles: dict[str, int] = {}


class QualityFile(Strict, frozen=True):
    """``[quality]``: whose a row is, which column puts it into a month, how often the table must have rows."""

    owner: str = ""
    dated: str = ""
    cycle: str = ""


class TableFile(Strict, frozen=True):
    """A contract file."""

    table: str
    version: int
    primary_key: list[str]
    text: dict[str, dict[str, str]]
    column: list[ColumnFile]
    follows: str = ""
    quality: QualityFile = QualityFile()
    check: list[CheckFile] = []


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
    owner = told.quality.owner or (OWNER if OWNER in names else "")
    for name in (told.quality.owner, told.quality.dated):
        if name and name not in names:
            raise DefinitionError("contract-check-column", file=path.name, name=name)
    if told.quality.cycle and (told.quality.cycle not in CYCLES or not told.quality.dated):
        raise DefinitionError("contract-cycle", file=path.name, cycle=told.quality.cycle)
    return ContractTable(
        told.table,
        told.version,
        tuple(told.primary_key),
        told.follows,
        columns,
        told.text,
        tuple(_check(path, check, columns) for check in told.check),
        owner,
        told.quality.dated,
        told.quality.cycle,
    )


def _check(path: Path, told: CheckFile, columns: tuple[ContractColumn, ...]) -> ContractCheck:
    types = {column.name: column.type for column in columns}
    for name in told.columns:
        if name not in types:
            raise DefinitionError("contract-check-column", file=path.name, name=name)
    form = CHECKS.get(told.kind)
    if form is None:
        nearest = difflib.get_close_matches(told.kind, CHECKS, n=1) or sorted(CHECKS)
        raise DefinitionError("contract-check", file=path.name, name=told.kind, nearest=nearest[0])
    count, needed, kinds = form
    given = {
        name for name in ("low", "high", "pattern", "cycles") if getattr(told, name) not in (None, "", {})
    }
    suits = all(kinds is None or types[name] in kinds for name in told.columns)
    lacking = needed - given if told.kind != "range" else (set() if given & {"low", "high"} else {"low"})
    wrong = given - needed or (bool(count) and len(told.columns) != count)
    if lacking or wrong or not told.columns or not suits:
        raise DefinitionError(
            "contract-check-form", file=path.name, name=told.kind, columns=", ".join(told.columns)
        )
    return ContractCheck(
        told.kind, tuple(told.columns), told.when, told.low, told.high, told.pattern, told.cycles
    )


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
