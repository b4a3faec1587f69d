"""Owns the way down from a finding to the rows it rests on. It refuses to show a personal identifier unless asked to.

An evidence reference is "table/primary key", the parts of a compound key divided by "/".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from console.domain.contract import ContractColumn, ContractTable
from console.domain.finding import canonical
from console.domain.ports import Progress, stop_if_cancelled
from console.engine.columns import literal, quoted
from console.errors import Fact
from console.jobs.extract import OpenedExtract
from console.jobs.findings_answers import EvidenceCell, EvidenceRequest, EvidenceRow, EvidenceRows
from console.jobs.findings_masks import key_parts, mask, masked_reference

MONEY = ("amount", "adjusted", "initial", "estimated")
"""Columns that say how much money a row is about; a fee or a rate beside it does not."""
MOST = 500
"""Evidence rows read at once; how many there are is always told."""


def read_evidence(extract: OpenedExtract, request: EvidenceRequest, progress: Progress) -> EvidenceRows:
    """Read the rows, table by table, and return them in the order asked."""
    wanted: dict[str, list[tuple[str, ...]]] = {}
    asked = request.references[:MOST]
    for reference in asked:
        table, _, key = reference.partition("/")
        wanted.setdefault(table, []).append(key_parts(extract.catalogue.contract.tables.get(table), key))
    found: dict[str, EvidenceRow] = {}
    for name, keys in wanted.items():
        stop_if_cancelled(progress)
        table_of = extract.catalogue.contract.tables.get(name)
        if table_of is not None:
            found |= _rows(extract, table_of, keys, request.clear)
    rows = tuple(found.get(reference) or _absent(extract, reference) for reference in asked)
    return EvidenceRows(rows, len(request.references))


def _rows(
    extract: OpenedExtract, table: ContractTable, keys: Sequence[tuple[str, ...]], clear: bool
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
    made = [_row(table, dict(zip(names, row, strict=True)), clear) for row in rows]
    return {row.reference: row for row in made}


def _row(table: ContractTable, values: Mapping[str, object], clear: bool) -> EvidenceRow:
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
        tuple(_cell(column, plain[column.name], clear) for column in table.columns),
    )


def _absent(extract: OpenedExtract, reference: str) -> EvidenceRow:
    contract = extract.catalogue.contract
    name, _, key = masked_reference(contract, reference).partition("/")
    table = contract.tables.get(name)
    labels = _labels(table) if table is not None else (name, name)
    return EvidenceRow(reference, name, key, *labels, None, None, "", ())


def _labels(table: ContractTable) -> tuple[str, str]:
    return table.text["zh-CN"]["name"], table.text["en"]["name"]


def _cell(column: ContractColumn, value: bool | Fact, clear: bool) -> EvidenceCell:
    told = mask(value) if column.personal and value is not None and not clear else value
    return EvidenceCell(column.name, column.labels["zh-CN"], column.labels["en"], told, column.personal)


def _first_day(table: ContractTable, values: Mapping[str, object]) -> date | None:
    """Return the first day the contract names for such a row that the row has."""
    days = [values[column.name] for column in table.columns if column.type == "DATE"]
    told = [day for day in days if isinstance(day, date) and not isinstance(day, datetime)]
    return told[0] if told else None


def _first_amount(table: ContractTable, values: Mapping[str, object]) -> Decimal | None:
    money = [values[column.name] for column in table.columns if column.name in MONEY]
    return next((value for value in money if isinstance(value, Decimal)), None)


def _plain(value: object) -> bool | Fact:
    if value is None or isinstance(value, str | int):  # a bool is an int and stays one
        return value
    if isinstance(value, float):
        return repr(value)
    return ", ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)
