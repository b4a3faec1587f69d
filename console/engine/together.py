"""Owns judges asked together: those that look at the rows of one table each by itself are told from one scan of it.

It refuses to put together what may not be: a judge that gathers rows, that orders or leaves out some of them by others, or
that names a column of which it is not clear whose it is. Such a judge is asked alone.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from console.domain.catalogue import Catalogue
from console.domain.rule import Rule
from console.domain.view import EVERY_ROW
from console.engine.columns import quoted
from console.engine.rowwise import GATHERING, Node, case, number
from console.engine.session import Row
from console.engine.standins import Use, columns_read
from console.engine.subset import parsed, walk, written
from console.engine.verdicts import verdicts_of
from console.engine.views import CALENDAR_COLUMNS, STANDARD_COLUMNS

LOOKED_AT = "looked_at"  # the alias of the table whose rows are judged
UNJUDGED, FLAGGED = 0, 1
MOST = 2**62  # what one number may tell of the verdicts on a row
ALONE = frozenset(["SUBQUERY", "WINDOW", "LAMBDA", "STAR", "PARAMETER", "DEFAULT"])
PLACE = {"query_location": 0, "query_location_length": 0}

Verdict = tuple[str | None, str | None]
"""A verdict, and the reason where it is none."""


@dataclass(frozen=True, slots=True)
class Alike:
    """What one judge asks of each row: the tables it looks up, and its verdict as a number, the place in ``told``."""

    table: str
    looked_up: tuple[tuple[str, Node, Node], ...]  # alias, table, condition
    code: Node
    told: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Rules on one table, the query for all their verdicts, and what its numbers mean."""

    table: str
    rules: tuple[Rule, ...]
    sql: str
    packs: tuple[tuple[int, ...], ...]  # by column of the answer, the places of the rules it tells of
    told: tuple[tuple[Verdict, ...], ...]
    looks_up: bool

    def uses(self, catalogue: Catalogue) -> list[Use]:
        """Return what is read of views: once by all the rules."""
        read = sorted({name for rule in self.rules for name in rule.reads} & set(catalogue.views))
        return [Use(name, columns_read(self.table, self.sql)) for name in read]

    def verdicts(self, rows: Iterable[Row]) -> Iterator[tuple[Rule, Verdict, int, Sequence[str | None]]]:
        """Yield what each rule said of how many rows, and the values of the column that were flagged."""
        for *numbers, count, values in rows:
            for pack, packed in zip(self.packs, numbers, strict=True):
                for place, code in self._codes(pack, packed):
                    flagged = values or () if code == FLAGGED else ()
                    yield self.rules[place], self.told[place][code], count, flagged

    def _codes(self, pack: Sequence[int], packed: int) -> Iterator[tuple[int, int]]:
        """Yield what a packed number tells of each rule that judged the rows."""
        rest = packed
        for place in pack:
            code = rest % len(self.told[place])
            rest //= len(self.told[place])
            if code != UNJUDGED:
                yield place, code


def columns_of(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Return the columns of the tables and views that judges look at."""
    made = {"calendar_day": frozenset(CALENDAR_COLUMNS), "standard_value": frozenset(STANDARD_COLUMNS)}
    tables = catalogue.contract.tables.items()
    stored = {name: frozenset(held.name for held in table.columns) for name, table in tables}
    views = {name: frozenset(view.needs) - {EVERY_ROW} for name, view in catalogue.views.items()}
    return made | stored | views


def put_together(rules: Iterable[Rule], catalogue: Catalogue) -> tuple[list[Together], list[Rule]]:
    """Return what is judged together, and the rules that are asked alone."""
    known = tuple(sorted(columns_of(catalogue).items()))
    groups: dict[tuple[str, str], list[tuple[Rule, Alike]]] = {}
    alone = []
    for rule in rules:
        sql = verdicts_of(rule)
        single = frozenset(name for name, view in catalogue.views.items() if view.grain == (rule.apart,))
        # The values of parameters stand for one rule at a time.
        apart = rule.counted or rule.parameters
        found = None if apart else _alike(f"{rule.id}.toml", sql, rule.apart, known, single)
        if found is None:
            alone.append(rule)
        else:
            groups.setdefault((found.table, rule.apart), []).append((rule, found))
    return [_together(table, apart, held) for (table, apart), held in groups.items()], alone


@functools.lru_cache(maxsize=1024)
def _alike(
    file: str, sql: str, apart: str, known: tuple[tuple[str, frozenset[str]], ...], single: frozenset[str]
) -> Alike | None:
    """Return what a judge asks of each row, None where it has to be asked alone.

    ``known`` are columns by table, ``single`` the views with one row a value of the column, which double no row.
    """
    top = parsed(file, sql)["statements"][0]["node"]
    if not _is_plain(top):
        return None
    base, *joined = _tables(top["from_table"])
    others = [each for each in joined if each is not None]
    if base is None or len(others) < len(joined):
        return None
    items = {item["alias"] or _last(item): item for item in top["select_list"]}
    columns = dict(known)
    tables = {alias: columns.get(table["table_name"]) for alias, table, _ in (base, *others)}
    names = _Names(base[0], tables, items)
    told: list[Verdict] = [(None, None), ("flagged", None), ("clear", None)]
    try:
        looked_up = tuple((alias, table, names.said(on)) for alias, table, on in others)
        code = _code(names.said(items["verdict"]), names.said(items["why_not"]), told)
        if names.said(items[apart])["column_names"] != [LOOKED_AT, apart]:
            return None
        where = top.get("where_clause")
        if where is not None:
            code = case([(names.said(where), code)], number(UNJUDGED))
        looked_up = tuple(_needed(looked_up, code, apart, single))
    except _AloneError:
        return None
    return Alike(base[1]["table_name"], looked_up, code, tuple(told))


def _needed(
    looked_up: Sequence[tuple[str, Node, Node]], code: Node, apart: str, single: frozenset[str]
) -> Iterator[tuple[str, Node, Node]]:
    """Yield the tables that verdicts rest on, and those that may double a row: not what only tells more of one."""
    named = {alias: _aliases(on) for alias, _, on in looked_up}
    for alias, table, on in looked_up:
        used = _aliases(code).union(*(held for other, held in named.items() if other != alias))
        tied = on["type"] == "COMPARE_EQUAL" and all(
            side.get("column_names", [None])[-1] == apart for side in (on["left"], on["right"])
        )
        if alias in used or not tied or table["table_name"] not in single:
            yield alias, table, on


def _aliases(node: Node) -> set[str]:
    return {str(each["column_names"][0]) for each in walk(node) if each.get("class") == "COLUMN_REF"}


class _AloneError(Exception):
    """A judge that has to be asked alone."""


def _is_plain(top: Node) -> bool:
    """Say whether a query says something of each row by itself."""
    held = ("group_expressions", "having", "qualify", "sample", "modifiers")
    return (
        top["type"] == "SELECT_NODE" and not any(top.get(name) for name in held) and not top["cte_map"]["map"]
    )


def _tables(node: Node) -> list[tuple[str, Node, Node] | None]:
    """Return the table looked at and those looked up, each with its alias and condition; None for what is neither."""
    if node["type"] == "BASE_TABLE":
        plain = not (node.get("sample") or node.get("column_name_alias") or node.get("at_clause"))
        return [(node["alias"] or node["table_name"], node, {}) if plain else None]
    looks_up = (
        node["type"] == "JOIN" and node.get("join_type") == "LEFT" and node.get("ref_type") == "REGULAR"
    )
    if not looks_up or not node.get("condition"):
        return [None]
    right = _tables(node["right"])
    found = right[0]
    added = (found[0], found[1], node["condition"]) if len(right) == 1 and found is not None else None
    return [*_tables(node["left"]), added]


@dataclass(frozen=True, slots=True)
class _Names:
    """Whose a column is: of the table looked at, of one looked up, or a name that the judge itself gives to something."""

    base: str
    columns: Mapping[str, frozenset[str] | None]  # by alias, None where they are not known
    given: Mapping[str, Node]

    def said(self, node: Node, within: frozenset[str] = frozenset()) -> Node:
        """Return an expression with every column named in full; raises where it does not speak of one row alone."""
        for each in walk(node):
            if each.get("class") in ALONE or str(each.get("function_name", "")).lower() in GATHERING:
                raise _AloneError
        named: Node = self._named(node, within)
        return named

    def _named(self, node: Any, within: frozenset[str]) -> Any:
        if isinstance(node, list):
            return [self._named(each, within) for each in node]
        if not isinstance(node, dict):
            return node
        if node.get("class") == "COLUMN_REF":
            return self._owned(node, within)
        return {key: PLACE[key] if key in PLACE else self._named(each, within) for key, each in node.items()}

    def _owned(self, node: Node, within: frozenset[str]) -> Node:
        *owner, name = node["column_names"]
        owners = owner if owner else self._owners(name)
        if len(owners) == 1 and owners[0] in self.columns:
            alias = LOOKED_AT if owners[0] == self.base else owners[0]
            return {**node, **PLACE, "column_names": [alias, name]}
        if owners or name not in self.given or name in within:
            raise _AloneError
        return {**self.said(self.given[name], within | {name}), "alias": ""}

    def _owners(self, name: str) -> list[str]:
        """Return the tables that have a column; raises where that of one is not known."""
        if None in self.columns.values():
            raise _AloneError
        return [alias for alias, columns in self.columns.items() if columns and name in columns]


def _code(verdict: Node, why_not: Node, told: list[Verdict]) -> Node:
    """Return the verdict as a number; the reason is asked for where there is none."""

    def leaf(name: str | None) -> Node:
        if name == "not_computable":
            return _numbered(why_not, lambda reason: _number((name, reason), told))
        return _number((name, None), told)

    return _numbered(verdict, leaf)


def _numbered(node: Node, leaf: Any) -> Node:
    """Return a choice among texts as one among what stands for each."""
    if node["class"] == "CONSTANT":
        kind = node["literal"]["kind"]
        if kind not in ("STRING", "NULL_LITERAL"):
            raise _AloneError
        found: Node = leaf(node["literal"]["text"] if kind == "STRING" else None)
        return found
    if node["class"] != "CASE":
        raise _AloneError
    checks = [(each["when_expr"], _numbered(each["then_expr"], leaf)) for each in node["case_checks"]]
    return case(checks, _numbered(node["else_expr"], leaf))


def _number(verdict: Verdict, told: list[Verdict]) -> Node:
    if verdict not in told[1:]:
        told.append(verdict)
    return number(told.index(verdict, 1))


def _together(table: str, apart: str, held: Sequence[tuple[Rule, Alike]]) -> Together:
    """Return the query that tells of each combination of verdicts how many rows have it."""
    told = tuple(alike.told for _, alike in held)
    packs = tuple(_packs(told))
    lookups = _Lookups()
    codes = [{**lookups.said(alike), "alias": f"code_{place}"} for place, (_, alike) in enumerate(held)]
    inner = _written(table, apart, codes, lookups.tables)
    numbers = ", ".join(f"{_packed(pack, told)} AS pack_{place}" for place, pack in enumerate(packs))
    flagged = " OR ".join(f"code_{place} = {FLAGGED}" for place in range(len(held)))
    names = ", ".join(f"pack_{place}" for place in range(len(packs)))
    sql = (
        f"SELECT {names}, count(*), list({quoted(apart)}) FILTER (WHERE flagged) FROM (SELECT {quoted(apart)}, {numbers}, "
        f"{flagged} AS flagged FROM ({inner})) GROUP BY {names}"
    )
    return Together(table, tuple(rule for rule, _ in held), sql, packs, told, bool(lookups.tables))


def _packs(told: Sequence[Sequence[Verdict]]) -> Iterator[tuple[int, ...]]:
    """Part the rules so that the verdicts of each part fit one number."""
    pack: list[int] = []
    size = 1
    for place, verdicts in enumerate(told):
        if size * len(verdicts) > MOST:
            yield tuple(pack)
            pack, size = [], 1
        pack.append(place)
        size *= len(verdicts)
    yield tuple(pack)


def _packed(pack: Sequence[int], told: Sequence[Sequence[Verdict]]) -> str:
    terms = []
    weight = 1
    for place in pack:
        terms.append(f"CAST(code_{place} AS BIGINT) * {weight}")
        weight *= len(told[place])
    return " + ".join(terms)


class _Lookups:
    """The tables looked up by several judges, each once where they look the same up."""

    def __init__(self) -> None:
        self.tables: dict[str, tuple[Node, Node]] = {}  # by alias
        self._known: dict[str, str] = {}

    def said(self, alike: Alike) -> Node:
        """Return a judge's number with the aliases that its tables have here."""
        given: dict[str, str] = {}
        for alias, table, condition in alike.looked_up:
            on = _renamed(condition, {**given, alias: "@"})
            mark = json.dumps([table["table_name"], on], sort_keys=True)
            given[alias] = self._known.setdefault(mark, f"other_{len(self._known)}")
            self.tables.setdefault(given[alias], (table, _renamed(condition, given)))
        renamed: Node = _renamed(alike.code, given)
        return renamed


def _renamed(node: Any, given: Mapping[str, str]) -> Any:
    if isinstance(node, list):
        return [_renamed(each, given) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("class") == "COLUMN_REF":
        alias, name = node["column_names"]
        return {**node, "column_names": [given.get(alias, alias), name]}
    return {key: _renamed(each, given) for key, each in node.items()}


def _written(table: str, apart: str, codes: Sequence[Node], tables: Mapping[str, tuple[Node, Node]]) -> str:
    """Return the query for the numbers of every row."""
    joins = "".join(f" LEFT JOIN {quoted(alias)} ON TRUE" for alias in tables)
    tree = parsed("", f"SELECT {LOOKED_AT}.{quoted(apart)} FROM {quoted(table)} AS {LOOKED_AT}{joins}")
    top = tree["statements"][0]["node"]
    top["select_list"] += codes
    node = top["from_table"]
    for alias, (looked_up, condition) in reversed(list(tables.items())):
        node["right"] = {**looked_up, **PLACE, "alias": alias}
        node["condition"] = condition
        node = node["left"]
    return written(tree)


def _last(item: Node) -> str:
    return str(item["column_names"][-1]) if item["class"] == "COLUMN_REF" else ""
