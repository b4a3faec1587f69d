"""Owns the masking of personal identifiers, by the columns the contract calls personal. It refuses to reveal one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from console.domain.contract import Contract, ContractTable
from console.errors import Fact

MASK = "••••"


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
        for column, part in zip(columns, key_parts(table, key), strict=False)
    ]
    return "/".join((name, *parts))


def key_parts(table: ContractTable | None, key: str) -> tuple[str, ...]:
    """Divide a key as the table's primary key wants it; a first part may itself hold the divider."""
    count = len(table.primary_key) if table is not None else 1
    return tuple(key.rsplit("/", count - 1))
