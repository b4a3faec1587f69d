"""Owns the way of one contract table through its build: raw, typed, refused, kept. It refuses to lose count of a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from console.domain.contract import ContractTable
from console.domain.mapping import LINE, PLAIN, UNEVEN, PreparedSource, TableMapping
from console.domain.ports import Progress
from console.engine.columns import literal, quoted
from console.engine.joining import REFUSED, relation_of
from console.engine.session import Session
from console.engine.staging import (
    PART,
    duplicates_sql,
    normal_sql,
    raw_sql,
    refusals_sql,
    repeated_sql,
    stored_sql,
    typed_sql,
)
from console.errors import ExtractError, InputError, PlumblineError, QueryError

SCANNED = ("parquet", PLAIN)
LONGEST_PLAIN = 1024 * 1024  # bytes; a longer line is left to the reader that says which cell is too long


@dataclass(frozen=True, slots=True)
class Stage:
    """One table: of ``read`` rows offered to it, those in ``refused`` are not in it; ``typed`` is what is still to be written."""

    table: ContractTable
    refused: str
    columns: tuple[str, ...]
    read: int
    typed: str = ""

    def write_sql(self, target: str) -> str:
        """Return the statement that writes the accepted rows in the order of their key."""
        fine = f"{quoted(self.typed)} ANTI JOIN {quoted(self.refused)} USING ({PART}, {LINE})"
        return written_sql(self.table, self.columns, fine, target)


def written_sql(
    table: ContractTable,
    columns: Sequence[str],
    rows: str,
    target: str,
    seconds: bool = False,
    codes: Mapping[str, Sequence[str]] | None = None,
    order: str = "",
) -> str:
    """Return the statement that makes a table of ``rows`` in the ``order`` of its key; codes become an ENUM."""
    known = codes or {}
    stored = ", ".join(
        stored_sql(column, seconds, known.get(column.name, ()))
        for column in table.columns
        if column.name in columns
    )
    key = order or ", ".join(quoted(name) for name in table.primary_key)
    return f"CREATE OR REPLACE TABLE {target} AS SELECT {stored} FROM {rows} ORDER BY {key}"


def make_sources(
    session: Session, sources: Sequence[PreparedSource], progress: Progress, scanned: bool = False
) -> None:
    """Make one scratch table a source, and the table of everything refused so far: the lines that are no rows.

    Where files may be ``scanned``, those that stand as they were delivered are read again at each use, not copied.
    """
    session.execute(
        f"CREATE TEMP TABLE {REFUSED} (source VARCHAR, line BIGINT, target_table VARCHAR, target_column VARCHAR, "
        "reason VARCHAR, digest VARCHAR)"
    )
    for source in sources:
        progress.report(None, "source", file=source.file)
        kind = "VIEW" if scanned and source.kind in SCANNED else "TABLE"
        try:
            session.execute(
                f"CREATE TEMP {kind} {quoted(source.name)} AS {_rows_sql(source)}", progress=progress
            )
        except (QueryError, ExtractError) as error:
            raise unreadable(source, error) from error
        if source.refused is not None:
            shape = {"line": "BIGINT", "reason": "VARCHAR", "digest": "VARCHAR"}
            session.execute(
                f"INSERT INTO {REFUSED} SELECT {literal(source.name)}, line, '', '', reason, digest "
                f"FROM {_csv(str(source.refused), shape)}"
            )


def unreadable(source: PreparedSource, error: PlumblineError) -> InputError:
    """Return what is to be said of a source the engine cannot read."""
    key = UNEVEN if source.kind == PLAIN else "source-unreadable"
    return InputError(key, file=source.file, detail=error.facts.get("detail"))


def blamed(
    session: Session, table: str, sources: Sequence[PreparedSource], error: PlumblineError
) -> InputError:
    """Return whose fault it is that a table cannot be made: a source that cannot be read, else the engine's or the mapping's."""
    for source in sources:
        if source.kind in SCANNED:
            try:
                session.row(f"SELECT max(hash(s)) FROM {quoted(source.name)} s")
            except (QueryError, ExtractError) as fault:
                return unreadable(source, fault)
    files = ", ".join(dict.fromkeys(source.file for source in sources))
    key = "build-engine" if isinstance(error, ExtractError) else "mapping-sql"
    return InputError(key, file=files, table=table, detail=error.facts.get("detail"))


def _rows_sql(source: PreparedSource) -> str:
    if source.kind == "parquet":
        options = f"{literal(str(source.rows))}, file_row_number = true"
        return (
            f"SELECT file_row_number + 1 AS {LINE}, * EXCLUDE (file_row_number) FROM read_parquet({options})"
        )
    if source.kind == PLAIN:
        return _plain_sql(source)
    shape = {LINE: "BIGINT"} | dict.fromkeys(source.columns, "VARCHAR")
    return f"SELECT * FROM {_csv(str(source.rows), shape)}"


def _plain_sql(source: PreparedSource) -> str:
    """Every line below the names is a row: its number is its line. Cells are brought into the form others are prepared in."""
    cells = ", ".join(f"{normal_sql(quoted(name), source.tabs)} AS {quoted(name)}" for name in source.columns)
    return f"SELECT row_number() OVER () + 1 AS {LINE}, {cells} FROM {cells_sql(source)}"


def cells_sql(source: PreparedSource) -> str:
    """Return the relation of the cells of plain text as they stand in the file."""
    shape = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in source.columns)
    told = {"delim": source.delimiter, "quote": source.quote, "escape": source.quote, "comment": ""}
    options = ", ".join(f"{name} = {literal(text)}" for name, text in told.items())
    return (
        f"read_csv({literal(str(source.rows))}, "
        f"columns = {{{shape}}}, header = false, skip = 1, auto_detect = false, {options}, strict_mode = true, "
        f"null_padding = false, ignore_errors = false, max_line_size = {LONGEST_PLAIN})"
    )


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
        f"CREATE TEMP TABLE {refused} AS {refusals_sql(table, mappings, quoted(typed))}", progress=progress
    )
    session.execute(f"INSERT INTO {refused} {duplicates_sql(table, typed, refused)}", progress=progress)
    for order, mapping in enumerate(mappings):
        keep_refused(session, table.name, mapping.source, order, refused)
    read = int(session.row(f"SELECT count(*) FROM {typed}")[0])
    return Stage(table, refused, columns_of(table, mappings), read, typed)


def columns_of(table: ContractTable, mappings: Sequence[TableMapping]) -> tuple[str, ...]:
    """Return the columns that any mapping of a table fills, in the contract's order."""
    names = {column.target for mapping in mappings for column in mapping.columns}
    return tuple(column.name for column in table.columns if column.name in names)


def require_plain(session: Session, source: PreparedSource) -> None:
    """Refuse plain text whose lines are not its rows; raises InputError source-uneven."""
    if source.kind == PLAIN:
        found = int(session.row(f"SELECT count(*) FROM {quoted(source.name)}")[0])
        if found != source.settled().read_lines:
            raise InputError(UNEVEN, file=source.file)


def _typed_part(
    session: Session,
    table: ContractTable,
    mapping: TableMapping,
    source: PreparedSource,
    order: int,
    progress: Progress,
) -> str:
    part = f"plumbline_part_{table.name}_{order}"
    rows = raw_sql(mapping, relation_of(mapping), source)
    typed = typed_sql(table, mapping, f"({rows})", source.zone, order)
    try:
        require_plain(session, source)
        session.execute(f"CREATE TEMP TABLE {part} AS {typed}", progress=progress)
    except (QueryError, ExtractError) as error:
        raise blamed(session, table.name, (source,), error) from error
    return part


def keep_refused(session: Session, table: str, source: str, order: int, refused: str) -> None:
    """Enter what one mapping of a table refused, with the digest of the row it came from."""
    session.execute(
        f"INSERT INTO {REFUSED} SELECT {literal(source)}, f.{LINE}, {literal(table)}, f.c, f.r, "
        f"sha256(to_json(s)::VARCHAR) FROM {refused} f JOIN {quoted(source)} s USING ({LINE}) WHERE f.{PART} = {order}"
    )
