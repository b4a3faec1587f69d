"""Owns what a tolerated thing means for measures: the row it is about is left out of an opened extract while that is open.

It refuses to leave out anything by guess: a finding whose key is no row of a contract table is told, not left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from console.domain.catalogue import Catalogue
from console.domain.finding import FindingState
from console.domain.view import resolve
from console.engine.columns import literal, quoted
from console.jobs.extract import OpenedExtract

WHOLE = "_before_excuse"
"""What the view of all rows of a table is called while the table's own name leaves some out."""


@dataclass(frozen=True, slots=True)
class Excused:
    """How many rows of which tables were left out, and the numbers of findings no row could be left out for."""

    rows: Mapping[str, int]
    unplaced: tuple[str, ...]


def excuse(extract: OpenedExtract, states: Iterable[FindingState], scheme: str) -> Excused:
    """Leave out the rows that tolerated findings, and notices of authorised pilots, are about.

    ``scheme`` is the extract's pseudonym scheme: under another one the same key is another row.
    """
    keys: dict[str, set[tuple[str, ...]]] = {}
    unplaced: list[str] = []
    for state in states:
        if not (state.tolerated or state.pilot):
            continue
        table = _table_of(state, extract.catalogue)
        if not table or state.pseudonym_scheme != scheme:
            unplaced.append(state.number)
        else:
            keys.setdefault(table, set()).add(state.key)
    found = {table: _leave_out(extract, table, held) for table, held in sorted(keys.items())}
    return Excused(found, tuple(unplaced))


def _table_of(state: FindingState, catalogue: Catalogue) -> str:
    """Return the contract table whose rows a rule looks at one by one: its key is the rule's natural key."""
    rule = catalogue.rules.get(state.rule_id)
    if rule is None or len(state.key) != len(rule.key):
        return ""
    rests_on = {name.partition(".")[0] for name in resolve(frozenset(rule.needs), catalogue.views)}
    tables = [table.name for table in catalogue.contract.tables.values() if table.primary_key == rule.key]
    found = [name for name in tables if name in rests_on | set(rule.reads)]
    return found[0] if len(found) == 1 else ""


def _leave_out(extract: OpenedExtract, table: str, keys: set[tuple[str, ...]]) -> int:
    """Put a view without these rows in the place of a table's; return how many rows it leaves out."""
    session, whole = extract.connection, quoted(table + WHOLE)
    columns = extract.catalogue.contract.tables[table].primary_key
    named = ", ".join(f"coalesce(CAST({quoted(name)} AS VARCHAR), '')" for name in columns)
    held = ", ".join("(" + ", ".join(literal(part) for part in key) + ")" for key in sorted(keys))
    inside = f"({named}) IN ({held})"
    session.execute(f"ALTER VIEW {quoted(table)} RENAME TO {whole}")
    session.execute(f"CREATE VIEW {quoted(table)} AS SELECT * FROM {whole} WHERE NOT ({inside})")
    return int(session.row(f"SELECT count(*) FROM {whole} WHERE {inside}")[0])
