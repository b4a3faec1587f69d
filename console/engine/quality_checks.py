"""Owns how each check of the contract reads in SQL: which rows are looked at, which of them fail, and the rows to look at.

It refuses a check whose columns the extract lacks: that one is named with what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from console.domain.contract import Contract, ContractCheck, ContractColumn, ContractTable
from console.domain.quality import (
    ALLOWED,
    BLANK,
    DUPLICATE,
    FILLED,
    FINITE,
    FORMAT,
    KEY,
    NULL,
    ORDER,
    PAST,
    RANGE,
    REFERENCE,
    STALE,
    Unchecked,
)
from console.engine.columns import literal, quoted

CUT_OFF = "extract_info.cut_at"
TOGETHER = " + "
_TEXT = re.compile(r"'[^']*'")


@dataclass(frozen=True, slots=True)
class Probe:
    """One check as SQL on a row of its table: of the rows where ``judged`` holds, those where ``fails`` does, fail.

    ``joined`` says that ``fails`` looks into another table, ``repeated`` names the columns whose repetition makes a row
    fail, and ``fails_alone`` is what remains of it where nothing is repeated.
    """

    table: str
    column: str
    check: str
    judged: str
    fails: str
    joined: bool = False
    repeated: tuple[str, ...] = ()
    fails_alone: str = "FALSE"

    def rows_sql(self, scope: str = "") -> str:
        """Return the failing rows as SQL that runs anywhere; ``scope`` is a further condition."""
        conditions = [part for part in (self.judged, self.fails, scope) if part not in ("", "TRUE")]
        return f"SELECT * FROM {quoted(self.table)}\nWHERE " + "\n  AND ".join(
            f"({part})" for part in conditions
        )


@dataclass(frozen=True, slots=True)
class Probes:
    """The checks of one table that can be made, and those that cannot."""

    made: tuple[Probe, ...]
    unchecked: tuple[Unchecked, ...]


def probes_of(
    contract: Contract, table: ContractTable, missing: frozenset[str], cut_off: date | None
) -> Probes:
    """Return what can be checked of a table that is there; without a ``cut_off`` nothing is held against it."""
    made: list[Probe] = []
    unchecked: list[Unchecked] = []
    for wanted, probe in _wanted(contract, table, cut_off):
        lacking = tuple(name for name in wanted if name in missing or name.partition(".")[0] in missing)
        if cut_off is None and probe.check in (PAST, STALE):
            lacking = (*lacking, CUT_OFF)
        if lacking:
            unchecked.append(Unchecked(table.name, probe.column, probe.check, lacking))
        else:
            made.append(probe)
    return Probes(tuple(made), tuple(unchecked))


Wanted = tuple[tuple[str, ...], Probe]  # the columns a probe rests on, as "table.column"


def _wanted(contract: Contract, table: ContractTable, cut_off: date | None) -> Iterator[Wanted]:
    yield _own(table, table.primary_key, _key(table))
    for column in table.columns:
        for probe in _values(table, column):
            yield _own(table, (column.name,), probe)
    for column in table.columns:
        if column.references and contract.has(column.references):
            yield (f"{table.name}.{column.name}", column.references), _reference(table, column)
    for check in table.checks:
        needs = tuple(dict.fromkeys((*check.columns, *_named(table, check.when))))
        for probe in _declared(table, check, cut_off):
            columns = needs if check.kind in (DUPLICATE, ORDER, STALE) else _alone(table, check, probe.column)
            yield _own(table, columns, probe)


def _own(table: ContractTable, columns: tuple[str, ...], probe: Probe) -> Wanted:
    return tuple(f"{table.name}.{name}" for name in columns), probe


def _alone(table: ContractTable, check: ContractCheck, column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((column, *_named(table, check.when))))


def _named(table: ContractTable, condition: str) -> tuple[str, ...]:
    """Return the columns of the table that a condition names."""
    words = set(re.findall(r"\w+", _TEXT.sub("", condition)))
    return tuple(column.name for column in table.columns if column.name in words)


def _key(table: ContractTable) -> Probe:
    incomplete = " OR ".join(f"{quoted(name)} IS NULL" for name in table.primary_key)
    fails = f"{incomplete} OR {_repeats(table.name, table.primary_key)}"
    return Probe(table.name, "", KEY, "TRUE", fails, True, table.primary_key, incomplete)


def _repeats(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(quoted(name) for name in columns)
    one = names if len(columns) == 1 else f"({names})"
    return f"{one} IN (SELECT {one} FROM {quoted(table)} GROUP BY {names} HAVING count(*) > 1)"


def _values(table: ContractTable, column: ContractColumn) -> Iterator[Probe]:
    name = quoted(column.name)
    given = f"{name} IS NOT NULL"
    if not column.nullable:
        yield Probe(table.name, column.name, NULL, "TRUE", f"{name} IS NULL")
    if column.allowed:
        yield Probe(table.name, column.name, ALLOWED, given, f"NOT {_inside(column)}")
    elif column.type == "VARCHAR":
        blank = f"regexp_full_match({name}, '[\\s\\x{{3000}}\\x{{00a0}}]*')"
        yield Probe(table.name, column.name, BLANK, given, blank)
    if column.type == "DOUBLE":
        yield Probe(table.name, column.name, FINITE, given, f"NOT isfinite({name})")


def _inside(column: ContractColumn) -> str:
    codes = "[" + ", ".join(literal(code) for code in column.allowed) + "]"
    inside = "list_has_all" if column.type.endswith("[]") else "list_contains"
    return f"{inside}({codes}, {quoted(column.name)})"


def _reference(table: ContractTable, column: ContractColumn) -> Probe:
    target, _, key = column.references.partition(".")
    name = quoted(column.name)
    named = f"FROM {quoted(target)} WHERE {quoted(key)} IS NOT NULL"
    fails = f"{name} NOT IN (SELECT {quoted(key)} {named})"
    if column.type.endswith("[]"):
        fails = f"NOT list_has_all((SELECT coalesce(list({quoted(key)}), []) {named}), {name})"
    return Probe(table.name, column.name, REFERENCE, f"{name} IS NOT NULL", fails, True)


def _declared(table: ContractTable, check: ContractCheck, cut_off: date | None) -> Iterator[Probe]:
    if check.kind == DUPLICATE:
        given = " AND ".join(f"{quoted(name)} IS NOT NULL" for name in check.columns)
        judged = _both(given, check.when)
        repeats = _repeats(table.name, check.columns)
        yield Probe(table.name, TOGETHER.join(check.columns), DUPLICATE, judged, repeats, True, check.columns)
    elif check.kind == ORDER:
        first, second = (quoted(name) for name in check.columns)
        judged = _both(f"{first} IS NOT NULL AND {second} IS NOT NULL", check.when)
        yield Probe(table.name, TOGETHER.join(check.columns), ORDER, judged, f"{second} < {first}")
    elif check.kind == STALE:
        yield _stale(table, check, cut_off)
    else:
        for name in check.columns:
            yield _single(table, check, name, cut_off)


def _single(table: ContractTable, check: ContractCheck, name: str, cut_off: date | None) -> Probe:
    column = quoted(name)
    given = f"{column} IS NOT NULL"
    if check.kind == FILLED:
        return Probe(table.name, name, FILLED, check.when or "TRUE", f"{column} IS NULL")
    if check.kind == RANGE:
        bounds = [f"{column} < {check.low:.12g}"] if check.low is not None else []
        bounds += [f"{column} > {check.high:.12g}"] if check.high is not None else []
        return Probe(table.name, name, RANGE, _both(given, check.when), " OR ".join(bounds))
    if check.kind == FORMAT:
        fails = f"NOT regexp_full_match({column}, {literal(check.pattern)})"
        return Probe(table.name, name, FORMAT, _both(given, check.when), fails)
    fails = f"{column} >= {_day(cut_off)} + INTERVAL 1 DAY"
    return Probe(table.name, name, PAST, _both(given, check.when), fails)


def _stale(table: ContractTable, check: ContractCheck, cut_off: date | None) -> Probe:
    updated, cycle = (quoted(name) for name in check.columns)
    days = " ".join(f"WHEN {literal(code)} THEN {count}" for code, count in check.cycles.items())
    codes = ", ".join(literal(code) for code in check.cycles)
    judged = _both(f"{updated} IS NOT NULL AND {cycle} IN ({codes})", check.when)
    fails = f"{updated} < {_day(cut_off)} - CAST(CASE {cycle} {days} END AS INTEGER)"
    return Probe(table.name, TOGETHER.join(check.columns), STALE, judged, fails)


def _both(given: str, when: str) -> str:
    return f"{given} AND ({when})" if when else given


def _day(cut_off: date | None) -> str:
    return f"DATE '{(cut_off or date.min).isoformat()}'"
