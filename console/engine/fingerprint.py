"""Owns the fingerprint of a table's content: the same for the same rows, in whatever order and file they stand.

It is for telling whether content changed, and refuses to be taken for a seal: what protects an extract are the SHA-256 of
its bytes and of its sources. Rows are hashed by the engine's own hash, twice, and added up: a hundred times as quick as a
digest of each row, and comparable between files that the same version of the engine looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from console.domain.contract import ContractTable
from console.engine.columns import literal, quoted
from console.engine.session import Session

SECOND = "plumbline"  # told before the values, it makes of the same hash another one


def table_fingerprint(session: Session, table: ContractTable, columns: Sequence[str], source: str) -> str:
    """Return the fingerprint of ``source``, a table that holds these columns, as 64 hexadecimal digits."""
    held = [column for column in table.columns if column.name in columns]
    values = ", ".join(f"{quoted(column.name)}::{column.type}" for column in held)
    sums = session.row(
        f"SELECT count(*), sum(hash({values})), sum(hash({literal(SECOND)}, {values})) FROM {source}"
    )
    shape = [f"{column.name} {column.type}" for column in held]
    return hashlib.sha256("\n".join([*shape, *map(str, sums)]).encode()).hexdigest()
