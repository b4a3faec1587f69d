"""Owns the part of a judge that verdicts rest on: its query without the columns that only tell what was flagged.

Most of what a judge tells is asked of a few flagged rows among millions. It refuses to part a judge whose top is no plain
SELECT: that one is taken whole.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from console.domain.rule import Rule
from console.engine.subset import parsed, references, written

SAID = ("verdict", "why_not")


def verdicts_of(rule: Rule) -> str:
    """Return the query for verdict, reason and the column by which the rule judges apart.

    A rule that is counted in a shorter way tells there how many ``things`` a row stands for, of one value where flagged.
    """
    return rule.counted or _verdicts_of(f"{rule.id}.toml", rule.judge, (rule.apart,))


def verdicts_by_key(rule: Rule) -> str:
    """Return the query for verdict, reason and key; empty for a judge that is taken whole."""
    found = _verdicts_of(f"{rule.id}.toml", rule.judge, rule.key)
    return "" if found == rule.judge else found


@functools.lru_cache(maxsize=1024)
def _verdicts_of(file: str, judge: str, by: tuple[str, ...]) -> str:
    tree = parsed(file, judge)
    top = tree["statements"][0]["node"]
    sql = judge
    if _is_plain(top):
        top["select_list"] = _kept(top, {*by, *SAID})
        sql = written(tree)
    return sql


def told_columns(rule: Rule) -> tuple[str, ...] | None:
    """Return the names of the columns a judge tells; None where only the engine can say."""
    top = parsed(f"{rule.id}.toml", rule.judge)["statements"][0]["node"]
    return tuple(name_of(item) for item in top["select_list"]) if _is_plain(top) else None


def _is_plain(top: dict[str, Any]) -> bool:
    """Say whether columns can be left out: none is meant by its place, and no row goes because another is like it."""
    if top["type"] != "SELECT_NODE" or top["modifiers"] or top["aggregate_handling"] != "STANDARD_HANDLING":
        return False
    by_place = any(each["class"] == "CONSTANT" for each in top["group_expressions"])
    return not by_place and all(name_of(item) for item in top["select_list"])


def _kept(top: dict[str, Any], wanted: Iterable[str]) -> list[Any]:
    """Return the items wanted and those that they or the rest of the query name, which an alias may stand for."""
    items = {name_of(item): item for item in top["select_list"]}
    kept: set[str] = set()
    waiting = {*wanted, *references({key: part for key, part in top.items() if key != "select_list"})}
    while waiting:
        found = waiting & set(items) - kept
        kept |= found
        waiting = set(references([items[name] for name in found]))
    return [item for name, item in items.items() if name in kept]


def name_of(item: dict[str, Any]) -> str:
    """Return the name of a column in the answer, empty where it has none of its own."""
    named = item["column_names"][-1] if item["class"] == "COLUMN_REF" else ""
    return str(item["alias"] or named)
