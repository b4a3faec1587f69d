"""Owns which functions a stored view or macro may call: built-in ones without side effects, and nothing that reads files.

It refuses what it cannot parse; the list is one of what is allowed, so that a function DuckDB gains later is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from console.engine.session import Session

TABLE_FUNCTIONS = frozenset({"range", "generate_series", "unnest", "repeat_row", "json_each", "json_tree"})
# scalar functions that look at the session, the machine or the catalogue, or wait
REFUSED = frozenset(
    "current_setting current_query current_user session_user user current_role current_database current_catalog "
    "current_schema current_schemas getvariable getenv nextval currval setval setseed write_log sleep_ms pg_sleep "
    "json_execute_serialized_sql json_deserialize_sql in_search_path invoke stats version error".split()
)
REFUSED_STARTS = ("pg_", "inet_", "has_", "read_", "parquet_", "duckdb_", "pragma_", "txid_", "sniff_")


@dataclass(frozen=True, slots=True)
class Builtins:
    """What the engine itself brings: names of functions, those that may be called, and names of its own relations."""

    names: frozenset[str]
    callable: frozenset[str]
    relations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Offence:
    """What a stored program does that it must not: ``kind`` is calls, reads or unparsed."""

    kind: str
    called: str


def builtins_of(session: Session) -> Builtins:
    """Ask the engine what it brings."""
    functions = session.rows(
        "SELECT lower(function_name), bool_and(function_type IN ('scalar', 'aggregate', 'macro', 'window') "
        "AND NOT coalesce(has_side_effects, false)), bool_or(function_type IN ('table', 'table_macro')) "
        "FROM system.main.duckdb_functions() WHERE internal GROUP BY ALL"
    )
    views = session.rows("SELECT lower(view_name) FROM system.main.duckdb_views() WHERE internal")
    names = frozenset(str(name) for name, _, _ in functions)
    harmless = frozenset(str(name) for name, pure, _ in functions if pure and not _refused(str(name)))
    tables = frozenset(str(name) for name, _, table in functions if table)
    return Builtins(names, harmless, tables | frozenset(str(name) for (name,) in views))


def _refused(name: str) -> bool:
    return name in REFUSED or name.startswith(REFUSED_STARTS)


def view_offence(session: Session, sql: str, known: Builtins, own: frozenset[str]) -> Offence | None:
    """Return what a stored view does that it must not, or None."""
    return _select_offence(session, body_of(sql), known, own)


def macro_offence(
    session: Session, kind: str, body: str, known: Builtins, own: frozenset[str]
) -> Offence | None:
    """Return what a stored macro does that it must not, or None."""
    select = body if kind == "table_macro" else f"SELECT {body}"
    return _select_offence(session, select, known, own)


def body_of(sql: str) -> str:
    """Return the query of a CREATE VIEW statement: what follows its first keyword AS."""
    for offset, kind in duckdb.tokenize(sql):
        if kind == duckdb.token_type.keyword and sql[offset : offset + 3].upper().rstrip() == "AS":
            return sql[offset + 2 :]
    return sql


def _select_offence(session: Session, select: str, known: Builtins, own: frozenset[str]) -> Offence | None:
    answer = session.rows("SELECT system.main.json_serialize_sql($1::VARCHAR)", parameters=[select])
    tree = json.loads(str(answer[0][0]))
    if tree.get("error") or not tree.get("statements"):
        return Offence("unparsed", " ".join(select.split())[:80])
    named = own | frozenset(_common_tables(tree))
    return next((offence for node in _nodes(tree) if (offence := _node_offence(node, known, named))), None)


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


def _common_tables(tree: Any) -> Iterator[str]:
    for node in _nodes(tree):
        for entry in (node.get("cte_map") or {}).get("map", ()):
            yield str(entry.get("key", "")).lower()
        if "cte_name" in node:
            yield str(node["cte_name"]).lower()


def _node_offence(node: dict[str, Any], known: Builtins, named: frozenset[str]) -> Offence | None:
    if node.get("type") == "TABLE_FUNCTION":
        name = str((node.get("function") or {}).get("function_name", "")).lower()
        return None if name in TABLE_FUNCTIONS else Offence("calls", name)
    if node.get("type") == "BASE_TABLE":
        name = str(node.get("table_name", "")).lower()
        return None if name in named else Offence("reads", name)
    if "function_name" in node:
        name = str(node["function_name"]).lower()
        allowed = name in known.callable or name in TABLE_FUNCTIONS or _is_operator(name)
        return None if allowed else Offence("calls", name)
    return None


def _is_operator(name: str) -> bool:
    return bool(name) and not any(letter.isalnum() or letter == "_" for letter in name.replace("__", ""))
