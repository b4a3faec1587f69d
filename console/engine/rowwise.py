"""Owns the shape of a judge that says one thing of each row of a table. It refuses what can take a row away or needs another.

Such a judge is a small number for each row, which tells whether the row is flagged, clear, passed over, or why it cannot be
judged. What it joins only to tell more of a flagged row is left out.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from console.domain.rule import Rule
from console.domain.view import View
from console.engine.subset import parsed, walk
from console.engine.verdicts import name_of
from console.engine.words import looked_up_once

Node = dict[str, Any]

CLEAR, FLAGGED, PASSED = 0, 1, 2
FIRST_REASON = 4  # and on in steps of two: the lowest bit is set where a row is flagged and nowhere else
VERDICTS = {"clear": CLEAR, "flagged": FLAGGED}
SILENT = "not_computable"
ONE_ROW = frozenset(["parameters", "period"])
GATHERING = frozenset(
    "count count_star sum avg min max any_value first last arg_min arg_max bool_and bool_or list array_agg string_agg "
    "quantile_cont median stddev_samp var_samp corr mode sum_no_overflow grouping unnest generate_series range".split()
)


@dataclass(frozen=True, slots=True)
class Join:
    """What is joined to the row: the table as it is written, its alias, and the condition (None where it has one row)."""

    alias: str
    right: Node
    condition: Node | None


@dataclass(frozen=True, slots=True)
class Shape:
    """A judge of each row of a table: its key there, the joins, the number it gives a row, and the reasons that go with it.

    ``common`` are the tables of its WITH, by name.
    """

    table: str
    alias: str
    key: tuple[str, ...]
    joins: tuple[Join, ...]
    common: Mapping[str, Node]
    code: Node
    reasons: tuple[str, ...]

    @property
    def bits(self) -> int:
        """Return how many bits the number takes."""
        return max(2, (FIRST_REASON + 2 * (len(self.reasons) - 1)).bit_length())


def shape_of(rule: Rule, views: Mapping[str, View]) -> Shape | None:
    """Return the shape of a rule that judges each row of a view whose rows are judged together; None where it does not."""
    tables = frozenset(name for name in rule.reads if name in views and views[name].by_row)
    return _shape(f"{rule.id}.toml", rule.judge, rule.key, tables) if tables else None


@functools.lru_cache(maxsize=1024)
def _shape(file: str, judge: str, key: tuple[str, ...], tables: frozenset[str]) -> Shape | None:
    top = parsed(file, judge)["statements"][0]["node"]
    if not _is_plain(top):
        return None
    common = {entry["key"]: entry["value"] for entry in top["cte_map"]["map"]}
    base, joins = _spine(top["from_table"])
    coded = _coded({name_of(item): item for item in top["select_list"]}, top["where_clause"])
    if base is None or coded is None or base["table_name"] not in tables - set(common):
        return None
    alias, (code, reasons) = base["alias"] or base["table_name"], coded
    columns = {name_of(item): _column(item, alias) for item in top["select_list"]}
    needed = _needed(joins, code)
    aliases = {alias, *(join.alias for join in needed)}
    stays = all(_stays(node, aliases) for node in (code, *(join.condition for join in needed)))
    alone = not any(_owners(join.right) & (aliases - _tables(join.right)) for join in needed)
    if not (stays and alone and all(columns.get(name) for name in key)):
        return None
    keys = tuple(columns[name] for name in key)
    return Shape(base["table_name"], alias, keys, needed, common, looked_up_once(code), reasons)


def _is_plain(top: Node) -> bool:
    parts = ("modifiers", "group_expressions", "group_sets", "having", "qualify", "sample")
    return (
        top["type"] == "SELECT_NODE"
        and top["aggregate_handling"] == "STANDARD_HANDLING"
        and not any(top[part] for part in parts)
    )


def _column(item: Node, alias: str) -> str:
    """Return the column of the table that an item shows unchanged; empty where it is something else."""
    held = item["class"] == "COLUMN_REF" and item["column_names"][:-1] == [alias]
    return str(item["column_names"][-1]) if held else ""


def _spine(node: Node) -> tuple[Node | None, tuple[Join, ...]]:
    """Return the first table of a FROM and what is joined to it; no table where a join can take a row away."""
    joins: list[Join] = []
    while node["type"] == "JOIN":
        right = node["right"]
        crossed = node["ref_type"] == "CROSS" and right.get("table_name") in ONE_ROW
        tied = node["ref_type"] == "REGULAR" and node["join_type"] == "LEFT" and node["condition"] is not None
        if not (crossed or tied) or right["type"] not in ("BASE_TABLE", "SUBQUERY"):
            return None, ()
        joins.append(Join(right["alias"] or right.get("table_name", ""), right, node["condition"]))
        node = node["left"]
    return (node if node["type"] == "BASE_TABLE" else None), tuple(reversed(joins))


def _needed(joins: Sequence[Join], code: Node) -> tuple[Join, ...]:
    """Return the joins that the number rests on."""
    named = _owners(code)
    kept: list[Join] = []
    for join in reversed(joins):
        if join.alias in named:
            kept.append(join)
            named |= _owners(join.condition)
    return tuple(reversed(kept))


def _owners(tree: Node | None) -> set[str]:
    """Return the tables that columns are named by."""
    return {
        str(node["column_names"][0])
        for node in walk(tree)
        if node.get("class") == "COLUMN_REF" and len(node["column_names"]) > 1
    }


def _tables(tree: Node) -> set[str]:
    """Return the names under which tables are read within a tree."""
    kinds = ("BASE_TABLE", "SUBQUERY", "TABLE_FUNCTION")
    found = [node for node in walk(tree) if node.get("type") in kinds and "alias" in node]
    return {str(node["alias"] or node.get("table_name", "")) for node in found}


def _stays(tree: Node | None, aliases: set[str]) -> bool:
    """Say whether an expression reads columns of the row and of what is joined to it alone, each named by its table."""
    nodes = list(walk(tree))
    if any(
        node.get("class") in ("SUBQUERY", "WINDOW") or node.get("function_name") in GATHERING
        for node in nodes
    ):
        return False
    named = [node["column_names"] for node in nodes if node.get("class") == "COLUMN_REF"]
    return all(len(names) > 1 and names[0] in aliases for names in named)


def _coded(items: Mapping[str, Node], where: Node | None) -> tuple[Node, tuple[str, ...]] | None:
    """Return the number as one CASE, and the reasons; None where verdict or reason is no CASE of constants."""
    verdict, why_not = _case_of(items.get("verdict")), _case_of(items.get("why_not"))
    if verdict is None or why_not is None:
        return None
    reasons = tuple(dict.fromkeys(str(said) for said in _said(why_not) if said is not None))
    checks = verdict["case_checks"]
    if reasons and not (checks and _asks_why_not(checks[0])):
        return None
    judged = {**verdict, "case_checks": checks[1:] if reasons else checks}
    if not all(said in VERDICTS for said in _said(judged)):
        return None
    code = _mapped(judged, {said: VERDICTS[str(said)] for said in _said(judged)})
    if reasons:
        numbers: dict[str | None, int] = {said: FIRST_REASON + 2 * i for i, said in enumerate(reasons)}
        code = _mapped(why_not, numbers, code)
    return (code if where is None else case([(where, code)], number(PASSED))), reasons


def _case_of(item: Node | None) -> Node | None:
    """Return an item as a CASE whose results are constants; None where it is something else."""
    while item is not None and item["class"] == "CAST":
        item = item["child"]
    if item is not None and item["class"] == "CONSTANT":
        item = {"class": "CASE", "case_checks": [], "else_expr": item}
    if item is None or item["class"] != "CASE":
        return None
    results = [*(check["then_expr"] for check in item["case_checks"]), item["else_expr"]]
    return item if all(each["class"] == "CONSTANT" for each in results) else None


def _said(item: Node) -> list[str | None]:
    """Return what a CASE can come to."""
    return [
        _text(node) for node in (*(check["then_expr"] for check in item["case_checks"]), item["else_expr"])
    ]


def _text(node: Node) -> str | None:
    literal = node["literal"]
    return None if literal["kind"] == "NULL_LITERAL" else str(literal["text"])


def _mapped(item: Node, numbers: Mapping[str | None, int], otherwise: Node | None = None) -> Node:
    """Return a CASE with a number for each of its results, and ``otherwise`` for what has none."""

    def result(node: Node) -> Node:
        found = numbers.get(_text(node))
        return (
            copy.deepcopy(otherwise) if found is None and otherwise is not None else number(int(found or 0))
        )

    checks = [(check["when_expr"], result(check["then_expr"])) for check in item["case_checks"]]
    return case(checks, result(item["else_expr"]))


def _asks_why_not(check: Node) -> bool:
    """Say whether a branch gives no verdict just where there is a reason for none."""
    asked = check["when_expr"]
    return (
        asked["type"] == "OPERATOR_IS_NOT_NULL"
        and asked["children"][0].get("column_names") == ["why_not"]
        and _text(check["then_expr"]) == SILENT
    )


def case(checks: Sequence[tuple[Node, Node]], otherwise: Node) -> Node:
    """Return a CASE; without branches what it comes to anyway."""
    if not checks:
        return otherwise
    told = [{"when_expr": when, "then_expr": then} for when, then in checks]
    return {
        "class": "CASE",
        "type": "CASE_EXPR",
        "alias": "",
        "query_location": 0,
        "query_location_length": 0,
        "case_checks": told,
        "else_expr": otherwise,
    }


def number(value: int) -> Node:
    """Return a whole number as a constant."""
    return {
        "class": "CONSTANT",
        "type": "VALUE_CONSTANT",
        "alias": "",
        "query_location": 0,
        "query_location_length": 0,
        "literal": {"kind": "INTEGER", "text": str(value)},
    }
