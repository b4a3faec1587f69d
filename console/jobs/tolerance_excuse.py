"""Owns what a tolerated thing means for measures: the row it is about is left out of an opened extract while they are read.

It refuses to leave out anything by guess: a finding whose key is no row of a contract table is told, not left out. Rules look
at every row all the same: what they flag is taken away by what was decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from console.domain.excused import SEPARATOR, Excusable, ExcusedDigest
from console.domain.view import resolve
from console.engine.columns import literal, quoted
from console.errors import PlumblineError
from console.jobs.extract import OpenedExtract
from console.jobs.findings_seen import pseudonym_scheme

WHOLE = "_before_excuse"
"""What the view of all rows of a table is called while the table's own name leaves some out."""
REGISTERS = frozenset({"region", "organisation", "service_item", "vendor", "system", "data_resource"})
"""Tables of those things happen to: leaving one out would take everything it ever did along, which nobody tolerated."""
Keys = Mapping[str, frozenset[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Excused:
    """How many rows of which tables are left out, and the numbers of findings no row can be left out for."""

    rows: Mapping[str, int]
    unplaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """The primary keys of the rows to leave out by table, and the numbers of findings that are no row."""

    keys: Keys
    unplaced: tuple[str, ...] = ()


NOTHING = Placed({})


def place(extract: OpenedExtract, things: Iterable[Excusable]) -> Placed:
    """Return the rows these things are; under another pseudonym scheme the same key is another row."""
    keys, unplaced, scheme = dict[str, set[tuple[str, ...]]](), list[str](), pseudonym_scheme(extract)
    for one in things:
        table = _table_of(extract, one.rule_id, len(one.key)) if one.scheme == scheme else ""
        if table:
            keys.setdefault(table, set()).add(one.key)
        else:
            unplaced.append(one.number)
    return Placed({table: frozenset(held) for table, held in sorted(keys.items())}, tuple(unplaced))


def find(extract: OpenedExtract, casebook_id: str, digests: Iterable[ExcusedDigest]) -> Placed:
    """Return the rows that digests stand for: each table they may be in is read once."""
    wanted, unplaced, scheme = dict[str, set[str]](), list[str](), pseudonym_scheme(extract)
    for one in digests:
        table = _table_of(extract, one.rule_id) if one.scheme == scheme else ""
        if table:
            wanted.setdefault(table, set()).add(one.digest)
        else:
            unplaced.append(one.number)
    keys = {
        table: frozenset(
            tuple(str(part) for part in row)
            for row in extract.connection.rows(
                f"SELECT {', '.join(_parts(extract, table))} FROM {quoted(table)} "
                f"WHERE {_inside(extract, table, casebook_id, held)}"
            )
        )
        for table, held in sorted(wanted.items())
    }
    return Placed({table: held for table, held in keys.items() if held}, tuple(unplaced))


def digest_sql(extract: OpenedExtract, casebook_id: str, digests: Iterable[ExcusedDigest]) -> tuple[str, ...]:
    """Return one condition a table that says which rows a briefing's measures leave out, as anybody can run it."""
    wanted = dict[str, set[str]]()
    for one in digests:
        if table := _table_of(extract, one.rule_id):
            wanted.setdefault(table, set()).add(one.digest)
    return tuple(
        f"{table}: NOT ({_inside(extract, table, casebook_id, held)})"
        for table, held in sorted(wanted.items())
    )


@contextmanager
def left_out(extract: OpenedExtract, placed: Placed) -> Iterator[Excused]:
    """Leave the rows out of the extract meanwhile; afterwards every table is whole again."""
    done: list[str] = []
    try:
        rows = {}
        for table, held in placed.keys.items():
            rows[table] = _count(extract, table, held)
            whole = quoted(table + WHOLE)
            extract.connection.execute(f"ALTER VIEW {quoted(table)} RENAME TO {whole}")
            done.append(table)
            outside = f"NOT ({_held(extract, table, held)})"
            extract.connection.execute(
                f"CREATE VIEW {quoted(table)} AS SELECT * FROM {whole} WHERE {outside}"
            )
        yield Excused(rows, placed.unplaced)
    finally:
        for table in done:
            _make_whole(extract, table)


def _table_of(extract: OpenedExtract, rule_id: str, parts: int | None = None) -> str:
    """Return the contract table whose rows a rule looks at one by one: its key is the rule's natural key."""
    catalogue = extract.catalogue
    rule = catalogue.rules.get(rule_id)
    if rule is None or parts not in (None, len(rule.key)):
        return ""
    rests_on = {name.partition(".")[0] for name in resolve(frozenset(rule.needs), catalogue.views)}
    tables = [table.name for table in catalogue.contract.tables.values() if table.primary_key == rule.key]
    found = [name for name in tables if name in (rests_on | set(rule.reads)) - REGISTERS]
    return found[0] if len(found) == 1 else ""


def _parts(extract: OpenedExtract, table: str) -> list[str]:
    columns = extract.catalogue.contract.tables[table].primary_key
    return [f"coalesce(CAST({quoted(name)} AS VARCHAR), '')" for name in columns]


def _inside(extract: OpenedExtract, table: str, casebook_id: str, digests: Iterable[str]) -> str:
    told = ", ".join([literal(casebook_id), *_parts(extract, table)])
    held = ", ".join(literal(one) for one in sorted(digests))
    return f"sha256(concat_ws(chr({ord(SEPARATOR)}), {told})) IN ({held})"


def _held(extract: OpenedExtract, table: str, keys: Iterable[tuple[str, ...]]) -> str:
    held = ", ".join("(" + ", ".join(literal(part) for part in key) + ")" for key in sorted(keys))
    return f"({', '.join(_parts(extract, table))}) IN ({held})"


def _count(extract: OpenedExtract, table: str, keys: Iterable[tuple[str, ...]]) -> int:
    inside = _held(extract, table, keys)
    return int(extract.connection.row(f"SELECT count(*) FROM {quoted(table)} WHERE {inside}")[0])


def _make_whole(extract: OpenedExtract, table: str) -> None:
    """Put the view of all rows back; an interrupt that was meant for the query before must not leave rows out for good."""
    for last in (False, False, True):
        try:
            extract.connection.execute(f"DROP VIEW IF EXISTS {quoted(table)}")
            extract.connection.execute(f"ALTER VIEW {quoted(table + WHOLE)} RENAME TO {quoted(table)}")
        except PlumblineError:
            if last:
                raise
        else:
            return
