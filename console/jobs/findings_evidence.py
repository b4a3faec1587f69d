"""Owns the way down from a finding to the rows it rests on. It refuses to show a personal identifier unmasked.

An evidence reference is "table/primary key", the parts of a compound key divided by "/".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from console.domain.contract import Contract, ContractColumn, ContractTable
from console.domain.finding import canonical
from console.domain.ports import Progress, stop_if_cancelled
from console.engine.columns import literal, quoted
from console.errors import Fact
from console.jobs.extract import OpenedExtract

MASK = "••••"
MOST = 500
"""Evidence rows read at once; how many there are is always told."""


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    """Which rows."""

    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceCell:
    """One value of a row, with the column's label in both languages."""

    column: str
    chinese: str
    english: str
    value: Fact
    personal: bool


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One row as the extract holds it; ``cells`` is empty where it is no longer there.

    ``digest`` is the SHA-256 of the row before masking, so that two extracts can be compared by eye.
    """

    reference: str
    table: str
    key: str
    chinese: str
    english: str
    on: date | None
    amount: Decimal | None
    digest: str
    cells: tuple[EvidenceCell, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRows:
    """The rows read, and how many there are."""

    rows: tuple[EvidenceRow, ...]
    total: int


def mask(value: Fact) -> str:
    """Return what stands for a personal value: the same for the same value, and nothing of it."""
    return MASK + sha256(str(value).encode()).hexdigest()[:4]


def personal_columns(contract: Contract) -> frozenset[str]:
    """Return the names of all columns that hold a personal identifier."""
    return frozenset(
        column.name for table in contract.tables.values() for column in table.columns if column.personal
    )


def masked(facts: Mapping[str, Fact], personal: Iterable[str]) -> dict[str, Fact]:
    """Return facts with every personal value masked."""
    hidden = frozenset(personal)
    return {name: mask(value) if name in hidden and value else value for name, value in facts.items()}


def masked_reference(contract: Contract, reference: str) -> str:
    """Return an evidence reference with the personal parts of its key masked."""
    name, _, key = reference.partition("/")
    table = contract.tables.get(name)
    if table is None:
        return reference
    columns = [table.column(column) for column in table.primary_key]
    parts = [
        mask(part) if column is not None and column.personal else part
        for column, part in zip(columns, _parts(table, key), strict=False)
    ]
    return "/".join((name, *parts))


def read_evidence(extract: OpenedExtract, request: EvidenceRequest, progress: Progress) -> EvidenceRows:
    """Read the rows, table by table, and return them in the order asked."""
    wanted: dict[str, list[tuple[str, ...]]] = {}
    asked = request.references[:MOST]
    for reference in asked:
        table, _, key = reference.partition("/")
        wanted.setdefault(table, []).append(_parts(extract.catalogue.contract.tables.get(table), key))
    found: dict[str, EvidenceRow] = {}
    for name, keys in wanted.items():
        stop_if_cancelled(progress)
        table_of = extract.catalogue.contract.tables.get(name)
        if table_of is not None:
            found |= _rows(extract, table_of, keys)
    rows = tuple(found.get(reference) or _absent(extract, reference) for reference in asked)
    return EvidenceRows(rows, len(request.references))


def _parts(table: ContractTable | None, key: str) -> tuple[str, ...]:
    """Divide a key as the table's primary key wants it; a first part may itself hold the divider."""
    count = len(table.primary_key) if table is not None else 1
    return tuple(key.rsplit("/", count - 1))


def _rows(
    extract: OpenedExtract, table: ContractTable, keys: Sequence[tuple[str, ...]]
) -> dict[str, EvidenceRow]:
    told = "[" + ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in table.primary_key) + "]"
    wanted = ", ".join(
        "[" + ", ".join(literal(part) for part in key) + "]"
        for key in sorted(set(keys))
        if len(key) == len(table.primary_key)
    )
    if not wanted:
        return {}
    names, rows = extract.connection.columns_and_rows(
        f"SELECT * FROM {quoted(table.name)} WHERE {told} IN ({wanted})"
    )
    made = [_row(table, dict(zip(names, row, strict=True))) for row in rows]
    return {row.reference: row for row in made}


def _row(table: ContractTable, values: Mapping[str, object]) -> EvidenceRow:
    plain = {column.name: _plain(values[column.name]) for column in table.columns}
    parts = [(table.column(name), plain[name]) for name in table.primary_key]
    reference = "/".join((table.name, *(str(value) for _, value in parts)))
    shown = "/".join(mask(value) if column and column.personal else str(value) for column, value in parts)
    return EvidenceRow(
        reference,
        table.name,
        shown,
        *_labels(table),
        _first_day(table, values),
        _first_amount(table, values),
        sha256(canonical(plain)).hexdigest(),
        tuple(_cell(column, plain[column.name]) for column in table.columns),
    )


def _absent(extract: OpenedExtract, reference: str) -> EvidenceRow:
    contract = extract.catalogue.contract
    name, _, key = masked_reference(contract, reference).partition("/")
    table = contract.tables.get(name)
    labels = _labels(table) if table is not None else (name, name)
    return EvidenceRow(reference, name, key, *labels, None, None, "", ())


def _labels(table: ContractTable) -> tuple[str, str]:
    return table.text["zh-CN"]["name"], table.text["en"]["name"]


def _cell(column: ContractColumn, value: Fact) -> EvidenceCell:
    told = mask(value) if column.personal and value is not None else value
    return EvidenceCell(column.name, column.labels["zh-CN"], column.labels["en"], told, column.personal)


def _first_day(table: ContractTable, values: Mapping[str, object]) -> date | None:
    """Return the first day the contract names for such a row that the row has."""
    days = [values[column.name] for column in table.columns if column.type == "DATE"]
    told = [day for day in days if isinstance(day, date) and not isinstance(day, datetime)]
    return told[0] if told else None


def _first_amount(table: ContractTable, values: Mapping[str, object]) -> Decimal | None:
    money = [values[column.name] for column in table.columns if column.type.startswith("DECIMAL")]
    return next((value for value in money if isinstance(value, Decimal)), None)


def _plain(value: object) -> Fact:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return repr(value)
    return ", ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)
