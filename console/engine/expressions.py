"""Owns what a mapping's expression may be: one SQL expression over the columns of its source, from an allow-list.

It refuses sub-queries, tables, and every function not named here, so that a mapping received from elsewhere is no program.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from console.engine.session import Session
from console.errors import InputError

FUNCTIONS = frozenset(
    "+ - * / // % || ~~ !~~ ~~* !~~* ^@ abs round floor ceil ceiling trunc sign greatest least mod coalesce nullif ifnull "
    "if lower upper trim ltrim rtrim btrim length substr substring left right lpad rpad replace translate split_part "
    "string_split regexp_matches regexp_extract regexp_replace regexp_full_match starts_with ends_with contains prefix "
    "suffix concat concat_ws strpos instr position reverse ascii chr md5 sha256 strptime try_strptime strftime date_part "
    "date_trunc date_diff datediff date_add make_date make_timestamp year month day hour minute second quarter last_day "
    "epoch list_value array_value array_length len list_contains to_days to_hours to_minutes to_seconds to_months to_years "
    "row_number rank dense_rank "
    "first_value last_value lag lead first last min max count count_star sum date timestamp extract like_escape "
    "not_like_escape timezone json_extract_string json_array_length".split()
)
FORBIDDEN = frozenset({"SUBQUERY", "PARAMETER", "VALUE_PARAMETER", "STAR", "LAMBDA_REF"})


def check_expression(session: Session, expression: str, columns: Iterable[str], file: str) -> None:
    """Refuse an expression that is not one, calls what is not allowed, or reads what its source has not.

    Raises InputError with the nearest name.
    """
    tree = _tree(session, expression, file)
    known = {name.lower() for name in columns}
    for node in _nodes(tree):
        if node.get("class") in FORBIDDEN or node.get("type") in FORBIDDEN:
            raise InputError(
                "mapping-expression", file=file, expression=expression, detail=str(node.get("class")).lower()
            )
        if "function_name" in node:
            _check_name("mapping-function", str(node["function_name"]).lower(), FUNCTIONS, file, expression)
        if node.get("class") == "COLUMN_REF":
            _check_name(
                "mapping-source-column", str(node["column_names"][-1]).lower(), known, file, expression
            )


def _tree(session: Session, expression: str, file: str) -> dict[str, Any]:
    sql = f"SELECT ({expression}\n) FROM source"
    answer = session.rows("SELECT json_serialize_sql($1::VARCHAR)", parameters=[sql])
    told: dict[str, Any] = json.loads(str(answer[0][0]))
    if told.get("error"):
        detail = str(told.get("error_message", ""))
        raise InputError("mapping-expression", file=file, expression=expression, detail=detail)
    node = told["statements"][0]["node"] if len(told["statements"]) == 1 else {}
    if node.get("type") != "SELECT_NODE" or len(node["select_list"]) != 1 or not _bare(node):
        raise InputError("mapping-expression", file=file, expression=expression, detail="—")
    return dict(node["select_list"][0])


def _bare(node: dict[str, Any]) -> bool:
    """Say whether nothing but the one expression was asked: what closes the bracket early would ask for more."""
    origin = node.get("from_table") or {}
    extra = ("where_clause", "having", "qualify", "sample")
    return (
        origin.get("type") == "BASE_TABLE"
        and origin.get("table_name") == "source"
        and not any(node.get(name) for name in extra)
        and not node.get("group_expressions")
        and not node.get("modifiers")
    )


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


def _check_name(key: str, name: str, known: Iterable[str], file: str, expression: str) -> None:
    if name in known:
        return
    nearest = difflib.get_close_matches(name, sorted(known), n=1) or ["—"]
    raise InputError(key, file=file, name=name, nearest=nearest[0], expression=expression)
