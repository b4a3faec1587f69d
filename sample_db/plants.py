"""Owns the planted problems and look-alikes of the sample: two files read strictly and put into its tables.

It refuses code for a single plant: what is planted, and which rule should see it, is data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import duckdb
import msgspec

from console import paths
from console.catalogue.files import Strict, read
from console.engine.columns import quoted
from sample_db.order import end_of, lay_in_order

FILE, PAYEES = "planted.toml", "payees.toml"
NUMBER = "#"
TIMES = "times"
UNKNOWN = ""  # TOML has no NULL: an empty text leaves a cell empty where a default would fill it

Row = Mapping[str, Any]
Rows = Mapping[str, tuple[dict[str, Any], ...]]


class Plant(Strict, frozen=True, kw_only=True):
    """One planted problem, or a look-alike that must not be flagged.

    ``keys`` are columns of the rule's natural key with the values expected, ``also`` the further rules whose flag on
    these rows the law asks for too, ``verdict`` what a look-alike gets where it is not clear: it cannot be judged, or the
    rule does not look at it.
    """

    id: str
    kind: Literal["problem", "look-alike"]
    theme: str
    rule: str
    zh: str
    en: str
    keys: tuple[dict[str, str], ...]
    rows: Rows
    verdict: Literal["", "not_computable", "unseen"] = ""
    also: tuple[str, ...] = ()

    @property
    def expected(self) -> str:
        """Return the verdict the rule should reach on every key."""
        return "flagged" if self.kind == "problem" else self.verdict or "clear"


class PlantedPayee(Strict, frozen=True, kw_only=True):
    """Entries of the vendor list that look like one payee; ``one`` says whether they are."""

    id: str
    one: bool
    zh: str
    en: str
    rows: Rows

    @property
    def vendors(self) -> frozenset[str]:
        """Return the ids of its vendors."""
        return frozenset(row["vendor_id"] for row in self.rows["vendor"])


class Payees(Strict, frozen=True, kw_only=True):
    """All that is planted of payees."""

    payee: tuple[PlantedPayee, ...]


class Planted(Strict, frozen=True, kw_only=True):
    """Everything planted.

    ``default`` holds what a row of a table says unless told otherwise, ``shared`` the rows that plants rest on, ``finish``
    the SQL that rounds the planted rows off once they are in.
    """

    default: Mapping[str, dict[str, Any]]
    shared: Rows
    plant: tuple[Plant, ...]
    finish: tuple[str, ...]
    payee: tuple[PlantedPayee, ...] = ()

    def rows(self) -> Mapping[str, list[Row]]:
        """Return all rows by table, defaults and numbers filled in."""
        found: dict[str, list[Row]] = {}
        told: tuple[Plant | PlantedPayee, ...] = (*self.plant, *self.payee)
        for table, rows in chain(self.shared.items(), *(each.rows.items() for each in told)):
            default = self.default.get(table, {})
            found.setdefault(table, []).extend(
                {**default, **row} for given in rows for row in _repeated(given)
            )
        return found


def planted_file() -> Path:
    """Return where the plants stand, in the source tree and in a frozen bundle alike."""
    return paths.resource_root().parent / "sample_db" / FILE


def read_planted(path: Path | None = None) -> Planted:
    """Read the plants, and the payees that stand in a file of their own; raises DefinitionError naming file and key."""
    planted = read(path or planted_file(), Planted)
    return msgspec.structs.replace(planted, payee=read(planted_file().with_name(PAYEES), Payees).payee)


def put(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Sequence[str]], planted: Planted | None = None
) -> None:
    """Put every plant into the tables of the contract, which are there already, each in the order of its primary key."""
    chosen = planted or read_planted()
    ends = {table: end_of(connection, table) for table in tables}
    for table, rows in chosen.rows().items():
        _insert(connection, table, rows)
    for sql in chosen.finish:
        connection.execute(sql)
    for table, key in tables.items():
        if end_of(connection, table) > ends[table]:
            lay_in_order(connection, table, key, ends[table])


def _repeated(row: dict[str, Any]) -> list[Row]:
    """Return the row as often as ``times`` says, with 01, 02 … where its texts have the number sign."""
    cells = {name: cell for name, cell in row.items() if name != TIMES}
    if TIMES not in row:
        return [cells]
    return [
        {name: _numbered(cell, f"{number:02}") for name, cell in cells.items()}
        for number in range(1, row[TIMES] + 1)
    ]


def _numbered(cell: Any, number: str) -> Any:
    return cell.replace(NUMBER, number) if isinstance(cell, str) else cell


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    columns = list(dict.fromkeys(chain.from_iterable(rows)))
    names = ", ".join(quoted(name) for name in columns)
    places = ", ".join("(" + ", ".join("?" * len(columns)) + ")" for _ in rows)
    values = [None if row.get(name) == UNKNOWN else row.get(name) for row in rows for name in columns]
    connection.execute(f"INSERT INTO {quoted(table)} ({names}) VALUES {places}", values)
