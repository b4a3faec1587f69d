"""Owns what a judge of single rows finds by windows over many: a table in memory that its counting and its telling both read.

It refuses to outlive them, and to keep a part of a WITH that no judge in one pass looks up.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from console.domain.ports import Progress
from console.domain.rule import Rule
from console.domain.view import View
from console.engine.columns import quoted
from console.engine.connection import Connection
from console.engine.one_pass import renamed
from console.engine.rowwise import Node, shape_of
from console.engine.subset import parsed, walk, written
from console.engine.views import set_parameters


@dataclass(frozen=True, slots=True)
class _Apart:
    """A judge that reads tables in place of parts of its WITH, and the query for each table by its name."""

    judge: str
    tables: Mapping[str, str]


@contextmanager
def worked_out(
    session: Connection,
    views: Mapping[str, View],
    rules: Iterable[Rule],
    changed: Mapping[str, Mapping[str, float]],
    progress: Progress,
) -> Iterator[dict[str, Rule]]:
    """Make the tables and yield, by id, the rules that read them; ``changed`` are values of parameters by rule and name."""
    found: dict[str, Rule] = {}
    made: list[str] = []
    try:
        for rule in rules:
            apart = _apart_of(rule, views)
            if apart is None:
                continue
            set_parameters(session, rule.parameters, changed.get(rule.id))
            for name, sql in apart.tables.items():
                made.append(name)
                session.execute(f"CREATE TEMP TABLE {quoted(name)} AS {sql}", None, progress)
            found[rule.id] = replace(rule, judge=apart.judge)
        yield found
    finally:
        for name in made:
            session.execute(f"DROP TABLE IF EXISTS temp.{quoted(name)}")


def _apart_of(rule: Rule, views: Mapping[str, View]) -> _Apart | None:
    """Return how a rule is asked twice of what it finds by windows; None where it is asked once or finds nothing so."""
    shape = shape_of(rule, views) if rule.by_key else None
    if shape is None:
        return None
    looked_up = tuple(sorted(_read([join.right for join in shape.joins]) & set(shape.common)))
    return _parted(rule.id, rule.judge, looked_up)


@functools.lru_cache(maxsize=1024)
def _parted(rule: str, judge: str, looked_up: tuple[str, ...]) -> _Apart | None:
    tree = parsed(f"{rule}.toml", judge)
    top = tree["statements"][0]["node"]
    common = {entry["key"]: entry["value"] for entry in top["cte_map"]["map"]}
    kept = {name: f"{name}_of_{rule}" for name in looked_up if _finds_by_windows(name, common)}
    if not kept:
        return None
    tables = {table: _query(name, top["cte_map"]) for name, table in kept.items()}
    asked = renamed(tree, {}, kept)
    top = asked["statements"][0]["node"]
    entries = top.pop("cte_map")["map"]
    read = _reached(top, {entry["key"]: entry["value"] for entry in entries})
    top["cte_map"] = {"map": [entry for entry in entries if entry["key"] in read]}
    return _Apart(written(asked), tables)


def _query(name: str, common: Node) -> str:
    """Return the query for all rows of a part of a WITH."""
    tree = parsed("", f"SELECT * FROM {quoted(name)}")
    tree["statements"][0]["node"]["cte_map"] = common
    return written(tree)


def _finds_by_windows(name: str, common: Mapping[str, Node]) -> bool:
    parts = [common[name], *(common[other] for other in _reached(common[name], common))]
    return any(node.get("class") == "WINDOW" for node in walk(parts))


def _reached(tree: Any, common: Mapping[str, Node]) -> set[str]:
    """Return the parts of a WITH that reading a tree comes to."""
    found: set[str] = set()
    waiting = _read(tree) & set(common)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= (_read(common[name]) & set(common)) - found
    return found


def _read(tree: Any) -> set[str]:
    return {str(node["table_name"]) for node in walk(tree) if node.get("type") == "BASE_TABLE"}
