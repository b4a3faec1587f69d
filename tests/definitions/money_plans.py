"""Owns the reading of a statement's bound plan for money that became a binary fraction. It refuses to guess from text.

Money is every decimal with two places or more and eighteen digits or more: columns of the contract, and what sums and
products of them are. A ratio comes last: dividing is the one thing a binary fraction may be asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from console.engine.columns import literal
from console.engine.connection import Connection

BINARY = {"DOUBLE", "FLOAT"}
RATIOS = {"/", "avg"}
Node = dict[str, Any]


def binary_money(connection: Connection, sql: str) -> set[str]:
    """Return the operators of a statement that are given money as a binary fraction, or sum binary fractions.

    The plan is the one before optimising: every conversion the engine adds by itself stands in it.
    """
    told = json.loads(connection.row(f"SELECT json_serialize_plan({literal(sql)})")[0])
    assert not told["error"], (told.get("error_message"), sql)
    return set(_faults({"plans": told["plans"]}, ""))


def _faults(node: Node, parent: str) -> Iterator[str]:
    inner = parent
    if "expression_class" in node:
        inner = _name(node)
        given = [child for child in _children(node) if "expression_class" in child]
        binary = _type(node) in BINARY
        if node["type"] == "OPERATOR_CAST":
            if binary and any(map(_is_money, given)) and parent not in RATIOS:
                yield parent or "cast"
        elif binary and inner == "sum":
            yield "sum"
        elif binary and inner not in RATIOS and node["expression_class"] != "BOUND_REF":
            yield from (inner for child in given if _is_money(child))
    for child in _children(node):
        yield from _faults(child, inner)


def _children(node: Node) -> Iterator[Node]:
    for value in node.values():
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, dict):
                yield one


def _name(node: Node) -> str:
    path = (node.get("qname") or {}).get("path") or [node["type"]]
    return str(path[-1])


def _type(node: Node) -> str:
    return str((node.get("return_type") or {}).get("id"))


def _is_money(node: Node) -> bool:
    shape = (node.get("return_type") or {}).get("type_info") or {}
    return _type(node) == "DECIMAL" and shape.get("width", 0) >= 18 and shape.get("scale", 0) >= 2
