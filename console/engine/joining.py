"""Owns what a mapped table reads: its source, or its source with the columns of others beside it.

It refuses to let a join make rows: of several lines with one key the first counts, and the others are rejected.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

from console.domain.mapping import LINE, BuildPlan, Join, PreparedSource, TableMapping
from console.engine.columns import literal, quoted
from console.engine.session import Session

REFUSED = "plumbline_refused"
DUPLICATE = "duplicate"


def relation_of(mapping: TableMapping) -> str:
    """Return the name of the table or view a mapped table reads."""
    if not mapping.joins:
        return mapping.source
    return f"plumbline_joined_{mapping.source}_{zlib.crc32(repr(mapping.joins).encode()):08x}"


def make_relations(session: Session, plan: BuildPlan, sources: Mapping[str, PreparedSource]) -> None:
    """Make a view for every combination of sources the plan joins, and reject lines nobody can join."""
    made: set[str] = set()
    judged: set[tuple[str, tuple[str, ...]]] = set()
    for mapping in plan.tables:
        name = relation_of(mapping)
        if not mapping.joins or name in made:
            continue
        made.add(name)
        for join in mapping.joins:
            key = (join.source, tuple(sorted(join.on.values())))
            if key not in judged:
                judged.add(key)
                _reject_duplicates(session, join, sources[join.source])
        session.execute(_view_sql(session, name, mapping, sources))


def _reject_duplicates(session: Session, join: Join, source: PreparedSource) -> None:
    columns = literal(",".join(join.on.values()))
    session.execute(
        f"INSERT INTO {REFUSED} SELECT {literal(join.source)}, {LINE}, '', {columns}, {literal(DUPLICATE)}, "
        f"sha256(to_json(s)::VARCHAR) FROM ({_keyed_sql(join, source)}) s QUALIFY {_turn(join)} > 1"
    )


def _view_sql(
    session: Session, name: str, mapping: TableMapping, sources: Mapping[str, PreparedSource]
) -> str:
    columns = ["here.*"]
    joined = []
    for order, join in enumerate(mapping.joins):
        there = f"there_{order}"
        names = [str(row[0]) for row in session.rows(f"DESCRIBE {quoted(join.source)}")]
        columns += [
            f"{there}.{quoted(each)} AS {quoted(f'{join.source}.{each}')}" for each in names if each != LINE
        ]
        first = f"SELECT * FROM ({_keyed_sql(join, sources[join.source])}) QUALIFY {_turn(join)} = 1"
        equal = " AND ".join(
            f"{_key('here', here)} = {_key(there, column)}" for here, column in join.on.items()
        )
        joined.append(f"LEFT JOIN ({first}) {there} ON {equal}")
    return (
        f"CREATE TEMP VIEW {quoted(name)} AS SELECT {', '.join(columns)} FROM {quoted(mapping.source)} here "
        f"{' '.join(joined)}"
    )


def _keyed_sql(join: Join, source: PreparedSource) -> str:
    """Return the query for the lines that have a key; a line without one joins nothing and is no duplicate."""
    empty = _listed(("", *source.missing))
    present = " AND ".join(
        f"{_key('', column)} IS NOT NULL AND {_key('', column)} NOT IN ({empty})"
        for column in join.on.values()
    )
    return f"SELECT * FROM {quoted(join.source)} WHERE {present}"


def _turn(join: Join) -> str:
    keys = ", ".join(_key("", column) for column in join.on.values())
    return f"row_number() OVER (PARTITION BY {keys} ORDER BY {LINE})"


def _key(table: str, column: str) -> str:
    return f"trim({table + '.' if table else ''}{quoted(column)}::VARCHAR)"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(literal(word) for word in words)
