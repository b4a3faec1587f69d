"""Owns what a tolerated thing means for measures: the rows it is about are left out of an extract while they are read.

A thing is the row of its natural key; a group its members; a year or month of somebody the rows of that key. It refuses to
leave out what somebody else did along with it: a thing that is an organisation or a system as a whole is told, not left out.
Rules look at every row all the same: what they flag is taken away by what was decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from console.domain.excused import DISMISSED, SEPARATOR, Excusable, ExcusedDigest
from console.domain.rule import Rule
from console.domain.view import resolve
from console.engine.columns import literal, quoted
from console.errors import PlumblineError
from console.jobs.extract import OpenedExtract
from console.jobs.findings_seen import pseudonym_scheme

WHOLE = "_before_excuse"
"""What the view of all rows of a table is called while the table's own name leaves some out."""
REGISTERS = frozenset(
    """region organisation service_item vendor system data_resource staff life_status assessor decision_model
    benefit_programme organisation_account operator_account""".split()
)
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
    asked, unplaced, scheme = dict[str, Wanted](), list[str](), pseudonym_scheme(extract)
    known = dict[str, set[tuple[str, ...]]]()
    for one in things:
        if one.why == DISMISSED:
            continue
        whereabouts = _whereabouts(extract, one) if one.scheme == scheme else Whereabouts()
        if not whereabouts.tables:
            unplaced.append(one.number)
        elif whereabouts.own:
            known.setdefault(whereabouts.tables[0], set()).add(one.key)
        for table in () if whereabouts.own else whereabouts.tables:
            _ask(asked, table, whereabouts, [ref for ref in one.evidence if _table(ref) == table], one.key)
    held = {table: frozenset(keys) for table, keys in known.items()}
    for table, wanted in asked.items():
        held[table] = held.get(table, frozenset()) | _rows(extract, table, _named(extract, table, wanted))
    return Placed({table: held[table] for table in sorted(held) if held[table]}, tuple(unplaced))


def find(extract: OpenedExtract, casebook_id: str, digests: Iterable[ExcusedDigest]) -> Placed:
    """Return the rows that digests stand for: each table they may be in is read once."""
    asked, unplaced = _asked(extract, digests, pseudonym_scheme(extract))
    keys = {
        table: _rows(extract, table, _digested(extract, table, casebook_id, wanted))
        for table, wanted in sorted(asked.items())
    }
    return Placed({table: held for table, held in keys.items() if held}, tuple(unplaced))


def digest_sql(extract: OpenedExtract, casebook_id: str, digests: Iterable[ExcusedDigest]) -> tuple[str, ...]:
    """Return one condition a table that says which rows a briefing's measures leave out, as anybody can run it."""
    asked, _ = _asked(extract, digests, pseudonym_scheme(extract))
    return tuple(
        f"{table}: NOT ({_digested(extract, table, casebook_id, wanted)})"
        for table, wanted in sorted(asked.items())
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


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The tables a thing lies in: its own row by primary key, else its members, else the rows that hold its natural key."""

    tables: tuple[str, ...] = ()
    own: bool = False
    columns: tuple[str, ...] = ()  # of the natural key, where rows are found by it


@dataclass(slots=True)
class Wanted:
    """What to look for in one table: primary keys, members, natural keys by their columns; in clear or as digests."""

    own: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    natural: dict[tuple[str, ...], set[str]] = field(default_factory=dict)


def _asked(
    extract: OpenedExtract, digests: Iterable[ExcusedDigest], scheme: str
) -> tuple[dict[str, Wanted], list[str]]:
    asked, unplaced = dict[str, Wanted](), list[str]()
    for one in digests:
        if one.why == DISMISSED:
            continue
        whereabouts = _whereabouts(extract, one) if one.scheme == scheme else Whereabouts()
        if not whereabouts.tables:
            unplaced.append(one.number)
        for table in whereabouts.tables:
            if whereabouts.own:
                asked.setdefault(table, Wanted()).own.add(one.digest)
            else:
                members = [member.digest for member in one.members if member.table == table]
                _ask(asked, table, whereabouts, members, one.digest)
    return asked, unplaced


def _whereabouts(extract: OpenedExtract, one: Excusable | ExcusedDigest) -> Whereabouts:
    """Return where a thing lies; nothing where it is somebody as a whole."""
    parts = len(one.key) if isinstance(one, Excusable) else None
    table = _table_of(extract, one.rule_id, parts)
    if table:
        return Whereabouts((table,), own=True)
    if not one.why:
        return Whereabouts()  # a paper that tells no members
    held = (
        [_table(reference) for reference in one.evidence]
        if isinstance(one, Excusable)
        else [member.table for member in one.members]
    )
    known = extract.catalogue.contract.tables
    members = tuple(dict.fromkeys(name for name in held if name in known and name not in REGISTERS))
    return Whereabouts(members) if members else _by_natural_key(extract, one.rule_id, parts)


def _by_natural_key(extract: OpenedExtract, rule_id: str, parts: int | None) -> Whereabouts:
    """Return the tables a rule reads that have every column of its natural key, unless the key names somebody alone."""
    catalogue = extract.catalogue
    rule = catalogue.rules.get(rule_id)
    if rule is None or parts not in (None, len(rule.key)):
        return Whereabouts()
    tables = catalogue.contract.tables
    somebody = {name for register in REGISTERS for name in tables[register].primary_key}
    if set(rule.key) <= somebody:
        return Whereabouts()
    found = tuple(
        name
        for name in sorted(_read(extract, rule) - REGISTERS)
        if name in tables and set(rule.key) <= {column.name for column in tables[name].columns}
    )
    return Whereabouts(found, columns=rule.key)


def _ask(
    asked: dict[str, Wanted],
    table: str,
    where: Whereabouts,
    members: Iterable[str],
    key: str | tuple[str, ...],
) -> None:
    wanted = asked.setdefault(table, Wanted())
    if where.columns:
        told = key if isinstance(key, str) else SEPARATOR.join(key)
        wanted.natural.setdefault(where.columns, set()).add(told)
    else:
        wanted.members.update(members)


def _table(reference: str) -> str:
    return reference.partition("/")[0]


def _read(extract: OpenedExtract, rule: Rule) -> set[str]:
    """Return the tables a rule rests on."""
    needed = resolve(frozenset(rule.needs), extract.catalogue.views)
    return {name.partition(".")[0] for name in needed} | set(rule.reads)


def _table_of(extract: OpenedExtract, rule_id: str, parts: int | None = None) -> str:
    """Return the contract table whose rows a rule looks at one by one: its key is the rule's natural key."""
    catalogue = extract.catalogue
    rule = catalogue.rules.get(rule_id)
    if rule is None or parts not in (None, len(rule.key)):
        return ""
    tables = [table.name for table in catalogue.contract.tables.values() if table.primary_key == rule.key]
    found = [name for name in tables if name in _read(extract, rule) - REGISTERS]
    return found[0] if len(found) == 1 else ""


def _parts(extract: OpenedExtract, table: str) -> list[str]:
    return _texts(extract.catalogue.contract.tables[table].primary_key)


def _texts(columns: Iterable[str]) -> list[str]:
    return [f"coalesce(CAST({quoted(name)} AS VARCHAR), '')" for name in columns]


def _reference(extract: OpenedExtract, table: str) -> str:
    """Return the expression of a row's reference, as rules name their evidence."""
    return f"concat_ws('/', {literal(table)}, {', '.join(_parts(extract, table))})"


def _rows(extract: OpenedExtract, table: str, condition: str) -> frozenset[tuple[str, ...]]:
    told = ", ".join(_parts(extract, table))
    rows = extract.connection.rows(f"SELECT {told} FROM {quoted(table)} WHERE {condition}")
    return frozenset(tuple(str(part) for part in row) for row in rows)


def _named(extract: OpenedExtract, table: str, wanted: Wanted) -> str:
    """Return the condition that finds members and natural keys told in clear."""
    told = [_among(_reference(extract, table), wanted.members)] if wanted.members else []
    told += [
        _among(f"concat_ws(chr({ord(SEPARATOR)}), {', '.join(_texts(columns))})", keys)
        for columns, keys in sorted(wanted.natural.items())
    ]
    return " OR ".join(told)


def _digested(extract: OpenedExtract, table: str, casebook_id: str, wanted: Wanted) -> str:
    """Return the condition that finds rows by digests."""
    natural = sorted(wanted.natural.items())
    asked = [(_parts(extract, table), wanted.own), ([_reference(extract, table)], wanted.members)]
    asked += [(_texts(columns), keys) for columns, keys in natural]
    return " OR ".join(
        _among(
            f"sha256(concat_ws(chr({ord(SEPARATOR)}), {', '.join([literal(casebook_id), *told])}))", digests
        )
        for told, digests in asked
        if digests
    )


def _among(expression: str, values: Iterable[str]) -> str:
    return f"{expression} IN ({', '.join(literal(one) for one in sorted(values))})"


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
