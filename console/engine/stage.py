"""Owns the way of one contract table through its build: raw, typed, refused, kept. It refuses to lose count of a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from console.domain.contract import ContractTable
from console.domain.mapping import LINE, PreparedSource, TableMapping
from console.domain.ports import Progress
from console.engine.columns import literal, quoted
from console.engine.joining import REFUSED, relation_of
from console.engine.session import Session
from console.engine.staging import PART, duplicates_sql, raw_sql, refusals_sql, repeated_sql, typed_sql
from console.errors import InputError, QueryError


@dataclass(frozen=True, slots=True)
class Stage:
    """One table ready to be written: ``read`` rows were offered to it."""

    table: ContractTable
    typed: str
    refused: str
    columns: tuple[str, ...]
    read: int

    def write_sql(self, target: str) -> str:
        """Return the statement that writes the accepted rows in the order of their key."""
        names = ", ".join(quoted(name) for name in self.columns)
        key = ", ".join(quoted(name) for name in self.table.primary_key)
        fine = f"{quoted(self.typed)} ANTI JOIN {quoted(self.refused)} USING ({PART}, {LINE})"
        return f"CREATE TABLE {target} AS SELECT {names} FROM {fine} ORDER BY {key}"


def make_sources(session: Session, sources: Sequence[PreparedSource], progress: Progress) -> None:
    """Make one scratch table a source, and the table of everything refused so far: the lines that are no rows."""
    session.execute(
        f"CREATE TEMP TABLE {REFUSED} (source VARCHAR, line BIGINT, target_table VARCHAR, target_column VARCHAR, "
        "reason VARCHAR, digest VARCHAR)"
    )
    for source in sources:
        progress.report(None, "source", file=source.file)
        try:
            session.execute(
                f"CREATE TEMP TABLE {quoted(source.name)} AS {_rows_sql(source)}", progress=progress
            )
        except QueryError as error:
            raise InputError(
                "source-unreadable", file=source.file, detail=error.facts.get("detail")
            ) from error
        if source.refused is not None:
            shape = {"line": "BIGINT", "reason": "VARCHAR", "digest": "VARCHAR"}
            session.execute(
                f"INSERT INTO {REFUSED} SELECT {literal(source.name)}, line, '', '', reason, digest "
                f"FROM {_csv(str(source.refused), shape)}"
            )


def _rows_sql(source: PreparedSource) -> str:
    if source.kind == "parquet":
        options = f"{literal(str(source.rows))}, file_row_number = true"
        return (
            f"SELECT file_row_number + 1 AS {LINE}, * EXCLUDE (file_row_number) FROM read_parquet({options})"
        )
    shape = {LINE: "BIGINT"} | dict.fromkeys(source.columns, "VARCHAR")
    return f"SELECT * FROM {_csv(str(source.rows), shape)}"


def _csv(path: str, shape: Mapping[str, str]) -> str:
    columns = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in shape.items())
    return (
        f"read_csv({literal(path)}, columns = {{{columns}}}, header = false, auto_detect = false, delim = ',', "
        "quote = '\"', escape = '\"', new_line = '\\n', max_line_size = 67108864, parallel = false)"
    )


def make_stage(
    session: Session,
    table: ContractTable,
    mappings: Sequence[TableMapping],
    sources: Mapping[str, PreparedSource],
    progress: Progress,
) -> Stage:
    """Bring every source of one table together, type it, and tell what is refused."""
    typed, refused = f"plumbline_typed_{table.name}", f"plumbline_refused_{table.name}"
    parts = [
        _typed_part(session, table, mapping, sources[mapping.source], order, progress)
        for order, mapping in enumerate(mappings)
    ]
    session.execute(
        f"CREATE TEMP TABLE {typed} AS {' UNION ALL BY NAME '.join(f'FROM {part}' for part in parts)}",
        progress=progress,
    )
    for part in parts:
        session.execute(f"DROP TABLE {part}")
    for order, mapping in enumerate(mappings):
        if order and mapping.distinct_on:
            session.execute(repeated_sql(table, typed, order))
    session.execute(
        f"CREATE TEMP TABLE {refused} AS {refusals_sql(table, mappings, typed)}", progress=progress
    )
    session.execute(f"INSERT INTO {refused} {duplicates_sql(table, typed, refused)}", progress=progress)
    for order, mapping in enumerate(mappings):
        _keep_refused(session, table.name, mapping.source, order, refused)
    names = {column.target for mapping in mappings for column in mapping.columns}
    columns = tuple(column.name for column in table.columns if column.name in names)
    return Stage(table, typed, refused, columns, int(session.row(f"SELECT count(*) FROM {typed}")[0]))


def _typed_part(
    session: Session,
    table: ContractTable,
    mapping: TableMapping,
    source: PreparedSource,
    order: int,
    progress: Progress,
) -> str:
    raw, part = f"plumbline_raw_{table.name}_{order}", f"plumbline_part_{table.name}_{order}"
    try:
        rows = raw_sql(mapping, relation_of(mapping), source.missing)
        session.execute(f"CREATE TEMP TABLE {raw} AS {rows}", progress=progress)
        typed = typed_sql(table, mapping, raw, source.zone, order)
        session.execute(f"CREATE TEMP TABLE {part} AS {typed}", progress=progress)
    except QueryError as error:
        detail = error.facts.get("detail")
        raise InputError("mapping-sql", file=source.file, table=table.name, detail=detail) from error
    session.execute(f"DROP TABLE {raw}")
    return part


def _keep_refused(session: Session, table: str, source: str, order: int, refused: str) -> None:
    session.execute(
        f"INSERT INTO {REFUSED} SELECT {literal(source)}, f.{LINE}, {literal(table)}, f.c, f.r, "
        f"sha256(to_json(s)::VARCHAR) FROM {refused} f JOIN {quoted(source)} s USING ({LINE}) WHERE f.{PART} = {order}"
    )
