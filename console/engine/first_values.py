"""Owns what the first cell of each mapped column becomes, so that whoever maps sees the effect of what they say.

It refuses to tell anything about what a mapping hides, and to say in which place a row was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from console.domain.contract import Contract, ContractTable
from console.domain.mapping import LINE, ColumnMapping, PreparedSource, TableMapping
from console.engine.columns import quoted
from console.engine.joining import relation_of
from console.engine.session import Session
from console.engine.staging import mapped, raw_sql, typed_sql
from console.errors import ExtractError, QueryError

FIRST = "plumbline_first"
LOOKED_AT = 400  # rows
LONGEST = 60


@dataclass(frozen=True, slots=True)
class FirstValue:
    """A cell of a source, and what stands for it in the column; None where it is no value of the column."""

    place: int  # of the mapping among those of the plan
    column: str
    cell: str
    value: str | None


def first_values(
    session: Session,
    mappings: tuple[TableMapping, ...],
    sources: Mapping[str, PreparedSource],
    contract: Contract,
) -> tuple[FirstValue, ...]:
    """Return the first filled cell of every column that is mapped in clear, and its value; the sources are made already.

    A mapping the engine cannot carry out tells nothing here: the build itself says what is wrong with it.
    """
    found: list[FirstValue] = []
    for place, mapping in enumerate(mappings):
        try:
            found += _of_table(
                session, place, mapping, sources[mapping.source], contract.tables[mapping.table]
            )
        except (QueryError, ExtractError):
            continue
    return tuple(found)


def _of_table(
    session: Session, place: int, mapping: TableMapping, source: PreparedSource, table: ContractTable
) -> list[FirstValue]:
    told = tuple(
        held
        for column, held in mapped(table, mapping)
        if held.column and not (held.pseudonym or column.personal)
    )
    if not told:
        return []
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE {FIRST} AS SELECT * FROM {quoted(relation_of(mapping))} LIMIT {LOOKED_AT}"
    )
    every = replace(mapping, columns=told, where="", distinct_on=())
    typed = typed_sql(table, every, f"({raw_sql(every, FIRST, source)})", source.zone, 0)
    pairs = ", ".join(_pair_sql(held) for held in told)
    row = session.row(f"SELECT {pairs} FROM ({typed}) t JOIN {FIRST} s USING ({LINE})")
    session.execute(f"DROP TABLE {FIRST}")
    return [
        FirstValue(place, held.target, str(cell)[:LONGEST], None if value is None else str(value)[:LONGEST])
        for held, cell, value in zip(told, row[::2], row[1::2], strict=True)
        if cell is not None
    ]


def _pair_sql(held: ColumnMapping) -> str:
    """Both come from one row: a value that is none must not be passed over for that of a later row."""
    cell, value = f"s.{quoted(held.column)}::VARCHAR", f"t.{quoted(held.target)}::VARCHAR"
    pair = f"arg_min({{'c': {cell}, 'v': {value}}}, {LINE}) FILTER (WHERE trim({cell}) <> '')"
    return f"({pair}).c, ({pair}).v"
