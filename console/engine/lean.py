"""Owns a judge without what only tells: the query for verdicts and keys, less the tables joined for other columns.

It refuses to leave out a table that could meet a row twice or never: only one gathered by the very columns it is joined on.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from console.domain.rule import Rule
from console.engine.subset import parsed, walk, written
from console.engine.verdicts import SAID, name_of, verdicts_by_key

Node = dict[str, Any]


def lean(rule: Rule) -> str:
    """Return the query of a judge for its key, verdict and reason."""
    plain = bool(verdicts_by_key(rule))
    return _without_tellers(f"{rule.id}.toml", rule.judge, rule.key) if plain else rule.judge


@functools.lru_cache(maxsize=1024)
def _without_tellers(file: str, judge: str, key: tuple[str, ...]) -> str:
    tree = parsed(file, judge)
    top = tree["statements"][0]["node"]
    top["select_list"] = _kept(top, {*key, *SAID})
    common = {entry["key"]: entry["value"]["query_node"] for entry in top["cte_map"]["map"]}
    while _leave_one_out(top, common):
        pass
    return written(tree)


def _kept(top: Node, wanted: set[str]) -> list[Node]:
    """Return the items wanted and those that they, or what chooses the rows, name by their alias."""
    items = {name_of(item): item for item in top["select_list"]}
    rest = [top["where_clause"], top["group_expressions"], top["having"], top["qualify"]]
    kept: set[str] = set()
    waiting = wanted | _unowned([*rest, *_conditions(top["from_table"])])
    while waiting:
        found = waiting & set(items) - kept
        kept |= found
        waiting = _unowned([items[name] for name in found])
    return [item for name, item in items.items() if name in kept]


def _unowned(trees: Iterable[Any]) -> set[str]:
    """Return the columns that are named without their table."""
    nodes = walk(list(trees))
    return {
        node["column_names"][0]
        for node in nodes
        if node.get("class") == "COLUMN_REF" and len(node["column_names"]) == 1
    }


def _leave_one_out(top: Node, common: Mapping[str, Node]) -> bool:
    """Take one table out of the FROM that nothing else reads; say whether there was one."""
    holder, part = top, "from_table"
    while holder[part]["type"] == "JOIN":
        join = holder[part]
        others = [top["select_list"], top["where_clause"], *_conditions(top["from_table"], join)]
        if _only_tells(join, common) and not _reads(others, join["right"], common):
            holder[part] = join["left"]
            return True
        holder, part = join, "left"
    return False


def _conditions(node: Node, but: Node | None = None) -> Iterable[Node | None]:
    while node["type"] == "JOIN":
        if node is not but:
            yield node["condition"]
        node = node["left"]


def _only_tells(join: Node, common: Mapping[str, Node]) -> bool:
    """Say whether a join meets each row once: with what was gathered by the columns that it is tied by."""
    gathered = _query(join["right"], common)
    if join["join_type"] != "LEFT" or join["ref_type"] != "REGULAR" or gathered is None:
        return False
    by = _gathered_by(gathered)
    return bool(by) and by <= _tied(join["condition"], _alias(join["right"]))


def _alias(right: Node) -> str:
    return str(right["alias"] or right.get("table_name", ""))


def _query(right: Node, common: Mapping[str, Node]) -> Node | None:
    """Return the query that a table stands for, None where it is stored."""
    if right["type"] == "SUBQUERY":
        found: Node = right["subquery"]["node"]
        return found
    return common.get(right.get("table_name", ""))


def _gathered_by(query: Node) -> set[str]:
    """Return the columns of a query that no two of its rows share; none where that is not seen at once."""
    if query["type"] != "SELECT_NODE" or len(query["group_sets"]) != 1:
        return set()
    names: list[str] = []
    for each in query["group_expressions"]:
        if each["class"] == "CONSTANT" and each["literal"]["kind"] == "INTEGER":
            names.append(name_of(query["select_list"][int(each["literal"]["text"]) - 1]))
        else:
            shown = [name_of(item) for item in query["select_list"] if _bare(item) == _bare(each)]
            names += shown[:1] or [""]
    return set() if "" in names else set(names)


def _bare(item: Node) -> list[str] | None:
    return item["column_names"] if item["class"] == "COLUMN_REF" else None


def _tied(condition: Node | None, alias: str) -> set[str]:
    """Return the columns of a table that a condition sets equal to something."""
    if condition is None:
        return set()
    if condition["type"] == "CONJUNCTION_AND":
        return set().union(*(_tied(child, alias) for child in condition["children"]))
    if condition["type"] != "COMPARE_EQUAL":
        return set()
    sides = [_bare(condition[side]) or [] for side in ("left", "right")]
    return {names[1] for names in sides if len(names) == 2 and names[0] == alias}


def _reads(trees: list[Any], right: Node, common: Mapping[str, Node]) -> bool:
    """Say whether anything names a column of a table, or one that may be of it."""
    query = _query(right, common)
    shown = {name_of(item) for item in query["select_list"]} if query else set()
    for node in walk(trees):
        if node.get("class") == "COLUMN_REF":
            names = node["column_names"]
            if names[0] == _alias(right) or (len(names) == 1 and names[0] in shown):
                return True
        if node.get("class") == "STAR":
            return True
    return False
