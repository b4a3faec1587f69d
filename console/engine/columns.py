"""Owns which stored types can stand for a contract's type, and the views that stand before the tables of an extract.

It refuses to convert anything that could lose a value: text is never read as a number here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from console.domain.contract import ContractColumn, ContractTable

SMALL_INTEGERS = frozenset({"TINYINT", "SMALLINT", "UTINYINT", "USMALLINT"})
INTEGERS = SMALL_INTEGERS | {"INTEGER"}
WIDE_INTEGERS = INTEGERS | {"BIGINT", "UINTEGER"}
STANDS_FOR: Mapping[str, frozenset[str]] = {
    "VARCHAR": frozenset({"VARCHAR"}),
    "BIGINT": WIDE_INTEGERS,
    "INTEGER": INTEGERS,
    "DOUBLE": INTEGERS | {"DOUBLE", "FLOAT", "UINTEGER"},
    "BOOLEAN": frozenset({"BOOLEAN"}),
    "DATE": frozenset({"DATE"}),
    "TIMESTAMP": frozenset({"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS"}),
    "VARCHAR[]": frozenset({"VARCHAR[]"}),
}
DECIMAL = re.compile(r"DECIMAL\((\d+),\s*(\d+)\)")


def stands_for(found: str, wanted: str) -> bool:
    """Say whether every value of the stored type ``found`` is a value of the contract's type ``wanted``."""
    if found == wanted or found in STANDS_FOR.get(wanted, frozenset()):
        return True
    if found.startswith("ENUM("):
        return wanted == ("VARCHAR[]" if found.endswith("[]") else "VARCHAR")
    return _narrower_decimal(found, wanted)


def _narrower_decimal(found: str, wanted: str) -> bool:
    room = DECIMAL.fullmatch(wanted)
    if room is None:
        return False
    width, scale = int(room[1]), int(room[2])
    held = DECIMAL.fullmatch(found)
    if held is not None:
        return int(held[2]) <= scale and int(held[1]) - int(held[2]) <= width - scale
    return found in INTEGERS and width - scale >= 10


def quoted(name: str) -> str:
    """Return a name as SQL writes it, whatever it contains."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def standing_view(table: ContractTable, stored: Mapping[str, str], source: str) -> str:
    """Return the view of a table's bare name: the contract's columns in order, a typed NULL for what is missing.

    ``stored`` is column → type as found in ``source``; it is empty where the whole table is missing.
    """
    origin = f"FROM {source}" if stored else "WHERE false"
    return f"CREATE VIEW {quoted(table.name)} AS SELECT {standing_columns(table, stored)} {origin}"


def standing_columns(table: ContractTable, stored: Mapping[str, str]) -> str:
    """Return the contract's columns in order as they are selected from what is stored."""
    return ", ".join(_standing_column(column, stored.get(column.name)) for column in table.columns)


def _standing_column(column: ContractColumn, found: str | None) -> str:
    name = quoted(column.name)
    if found is None:
        return f"NULL::{column.type} AS {name}"
    return name if found == column.type else f"{name}::{column.type} AS {name}"


def empty_table(table: ContractTable) -> str:
    """Return the statement for an empty table of the contract, keys and allowed values unchecked: cases may break them."""
    columns = ", ".join(f"{quoted(column.name)} {column.type}" for column in table.columns)
    return f"CREATE TABLE {quoted(table.name)} ({columns})"
