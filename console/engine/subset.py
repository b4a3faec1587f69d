"""Owns what SQL a definition may use: one SELECT over declared tables with listed functions. It refuses the rest.

The subset keeps definitions portable to another engine and harmless: nothing on the list reads a file, a setting or
the clock, or depends on the order in which rows arrive.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from console.errors import DefinitionError

FUNCTIONS = frozenset(
    """
    + - * / // % & << >> || = <> < <= > >= and or not ~~ !~~ ~~* !~~* is_null between
    trunc abs ceil ceiling floor round sign greatest least coalesce ifnull nullif if sqrt ln log10 exp power pow
    count count_star sum avg min max any_value first last arg_min arg_max bool_and bool_or bit_or bit_count list array_agg
    string_agg quantile_cont median stddev_samp var_samp corr mode
    row_number rank dense_rank lag lead first_value last_value ntile sum_no_overflow
    length lower upper trim ltrim rtrim substr substring replace concat concat_ws contains starts_with ends_with
    prefix suffix left right lpad rpad regexp_matches regexp_replace regexp_extract strip_accents like_escape
    position strpos string_split split_part format printf chr ascii md5 sha256 hash
    year month day quarter dayofweek isodow dayofyear hour minute date_trunc date_part datepart date_diff datediff date_add
    make_date last_day strftime epoch to_days to_months to_years to_hours to_minutes interval
    list_value list_contains list_has list_has_any list_sort list_distinct len array_length list_concat unnest
    list_sum list_transform list_filter list_aggregate list_slice list_extract array_extract list_position flatten
    struct_pack struct_extract row generate_series range
    cast try_cast isfinite isnan grouping
    """.split()
)
CLOCKS = frozenset(["current_date", "current_timestamp", "current_time", "localtime", "localtimestamp"])
"""Names SQL reads as the present instant; a definition reads ``period`` and its cut-off instead."""

FORBIDDEN_NODES = frozenset(["TABLE_FUNCTION", "SHOW_REF", "PIVOT", "COLUMN_DATA"])
ALLOWED_TABLE_FUNCTIONS = frozenset(["unnest", "generate_series", "range"])


@dataclass(frozen=True, slots=True)
class SqlFacts:
    """What a statement reads and calls; ``columns`` are the last parts of every column reference."""

    tables: frozenset[str]
    columns: frozenset[str]
    functions: frozenset[str]


@functools.lru_cache(maxsize=4096)
def facts_of(file: str, sql: str) -> SqlFacts:
    """Parse one SELECT and return what it reads.

    Raises DefinitionError where it does not parse, is not one SELECT, or uses something off the list.
    """
    tree = parsed(file, sql)
    nodes = list(walk(tree))
    common = {name for node in nodes for name in _common_tables(node)}
    for node in nodes:
        _check_node(file, node)
    tables = {node["table_name"] for node in nodes if node.get("type") == "BASE_TABLE"} - common
    functions = {node["function_name"] for node in nodes if node.get("function_name")}
    return SqlFacts(frozenset(tables), references(tree), frozenset(functions))


def columns_of(file: str, expression: str) -> frozenset[str]:
    """Return the columns an expression over one row refers to."""
    return facts_of(file, f"SELECT ({expression}) FROM row_of_view").columns


@functools.lru_cache(maxsize=1)
def _parser() -> duckdb.DuckDBPyConnection:
    """Return the one empty catalogue that parses: starting one takes longer than a hundred statements."""
    return duckdb.connect(config={"threads": 1})


def parsed(file: str, sql: str) -> dict[str, Any]:
    """Return one SELECT as a tree; raises DefinitionError where it does not parse or is not one."""
    with _parser().cursor() as connection:
        found = connection.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
    tree: dict[str, Any] = json.loads(found[0]) if found else {"error": True, "error_message": ""}
    if tree.get("error"):
        raise DefinitionError("definition-sql", file=file, detail=str(tree.get("error_message", "")))
    if len(tree["statements"]) != 1:
        raise DefinitionError("definition-sql", file=file, detail="more than one statement")
    return tree


def written(tree: dict[str, Any]) -> str:
    """Return the statement that a tree stands for."""
    with _parser().cursor() as connection:
        found = connection.execute(
            "SELECT json_deserialize_sql(CAST(? AS JSON))", [json.dumps(tree)]
        ).fetchone()
    return str(found[0]) if found else ""


def references(tree: Any) -> frozenset[str]:
    """Return the last parts of every column reference in a tree."""
    nodes = walk(tree)
    return frozenset(str(node["column_names"][-1]) for node in nodes if node.get("class") == "COLUMN_REF")


def walk(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every node of a tree."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            yield found
            waiting += found.values()
        elif isinstance(found, list):
            waiting += found


def _common_tables(node: dict[str, Any]) -> list[str]:
    held = node.get("cte_map")
    names = [entry["key"] for entry in held["map"]] if isinstance(held, dict) else []
    return [*names, node["cte_name"]] if node.get("cte_name") else names


def _check_node(file: str, node: dict[str, Any]) -> None:
    if node.get("type") in FORBIDDEN_NODES:
        inner = node.get("function") or {}
        name = inner.get("function_name", str(node["type"]).lower())
        if name not in ALLOWED_TABLE_FUNCTIONS:
            raise DefinitionError("definition-function", file=file, name=name)
    called = node.get("function_name")
    if called and str(called).lower() not in FUNCTIONS:
        raise DefinitionError("definition-function", file=file, name=str(called))
    if node.get("class") == "COLUMN_REF" and str(node["column_names"][-1]).lower() in CLOCKS:
        raise DefinitionError("definition-function", file=file, name=str(node["column_names"][-1]))
    if node.get("type") == "BASE_TABLE" and (node.get("schema_name") or node.get("catalog_name")):
        raise DefinitionError(
            "definition-function", file=file, name=f"{node['schema_name']}.{node['table_name']}"
        )
