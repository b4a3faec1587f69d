"""Owns the state of an extract with its supplements: each attached beside it, each table one view over the chain.

A row of a later link takes the place of an earlier one's with the same key; nothing is ever taken away. It refuses a
supplement that holds a program, as it does of an extract.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from console.domain.contract import ContractTable
from console.engine.columns import quoted, standing_columns


@dataclass(frozen=True, slots=True)
class Layer:
    """One link as a table sees it: where it is stored, and column → type as found there."""

    source: str
    stored: Mapping[str, str]


def layered_view(table: ContractTable, layers: Sequence[Layer]) -> str:
    """Return the view of a table's bare name over all links that have it, the earliest first."""
    parts = []
    for place, layer in enumerate(layers):
        columns = standing_columns(table, layer.stored)
        later = [each for each in layers[place + 1 :] if _keyed(table, each)]
        kept = "".join(f" AND {_absent(table, each)}" for each in later) if _keyed(table, layer) else ""
        parts.append(f"SELECT {columns} FROM {layer.source} AS own WHERE true{kept}")
    return f"CREATE VIEW {quoted(table.name)} AS {' UNION ALL '.join(parts)}"


def merged_columns(layers: Sequence[Layer]) -> dict[str, str]:
    """Return every column any link has, with the type of the first that has it."""
    found: dict[str, str] = {}
    for layer in layers:
        for name, kind in layer.stored.items():
            found.setdefault(name, kind)
    return found


def _keyed(table: ContractTable, layer: Layer) -> bool:
    return bool(table.primary_key) and all(name in layer.stored for name in table.primary_key)


def _absent(table: ContractTable, later: Layer) -> str:
    same = " AND ".join(f"later.{quoted(name)} = own.{quoted(name)}" for name in table.primary_key)
    return f"NOT EXISTS (SELECT 1 FROM {later.source} AS later WHERE {same})"
