"""Owns a file that is no extract, open for a statistic: one table ``data`` in memory, any of its columns as numbers.

It refuses to read another file, and to take for a number what is none: such cells are counted.
"""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from console.domain.mapping import LINE, PreparedSource
from console.domain.ports import Progress
from console.engine.columns import literal, quoted
from console.engine.hardening import hardened, locked
from console.engine.session import Row, Session
from console.engine.spill import Spill
from console.engine.stage import make_sources
from console.engine.staging import PLAIN_NUMBER
from console.errors import LimitError, UsageError

DATA = "data"
FULL_WIDTH, NARROW = "０１２３４５６７８９．－", "0123456789.-"
MOST_VALUES = 5_000_000


@dataclass(frozen=True, slots=True)
class CellCounts:
    """What the cells of a column were: rows in all, and of them those without a value and those that are no number."""

    rows: int
    missing: int
    unreadable: int


@contextmanager
def opened_file(
    source: PreparedSource, folder: Path, memory_bytes: int, threads: int | None, progress: Progress
) -> Iterator[Session]:
    """Yield a session that holds the source as the table ``data`` and may reach nothing else."""
    with contextlib.ExitStack() as undo:
        spill = Spill(folder)
        undo.callback(spill.close)
        base = hardened(spill, memory_bytes, threads)
        undo.callback(base.close)
        readable = ", ".join(literal(str(path)) for path in (source.rows, source.refused) if path)
        base.execute(f"SET GLOBAL allowed_paths = [{readable}]")
        cursors = locked(base)
        for cursor in cursors:
            undo.callback(cursor.close)
        session = Session(cursors[0], source.file)
        make_sources(session, (source,), progress)
        yield session


def column_names(session: Session) -> tuple[str, ...]:
    """Return the names of the columns in the file's order."""
    rows = session.rows(f"DESCRIBE {DATA}")
    return tuple(str(row[0]) for row in rows if row[0] != LINE)


def require(session: Session, *columns: str) -> None:
    """Refuse a column the file has not; raises UsageError with the nearest name."""
    known = column_names(session)
    for name in columns:
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.4) or [", ".join(known[:12])]
            raise UsageError("method-column", name=name, nearest=nearest[0])


def plain_sql(column: str) -> str:
    """Return the SQL for a cell as text with narrow digits, NULL where it is empty; the digits are those of the file."""
    return f"nullif(translate(trim(CAST({quoted(column)} AS VARCHAR)), '{FULL_WIDTH}', '{NARROW}'), '')"


def is_number_sql(plain: str) -> str:
    """Return the SQL for whether such a text is a number."""
    return f"regexp_full_match({plain}, {literal(PLAIN_NUMBER)})"


def number_sql(column: str) -> str:
    """Return the SQL for a cell as a double, NULL where it is no finite number."""
    plain = plain_sql(column)
    value = f"TRY_CAST({plain} AS DOUBLE)"
    return f"CASE WHEN {is_number_sql(plain)} AND isfinite({value}) THEN {value} END"


def cell_counts(session: Session, column: str) -> CellCounts:
    """Return how many cells of a column hold what."""
    plain = plain_sql(column)
    row = session.row(
        f"SELECT count(*), count(*) FILTER ({plain} IS NULL), "
        f"count(*) FILTER ({plain} IS NOT NULL AND {number_sql(column)} IS NULL) FROM {DATA}"
    )
    return CellCounts(*(int(value) for value in row))


def numbers(session: Session, columns: tuple[str, ...], by: str = "", order: str = "") -> list[Row]:
    """Return the named columns as doubles, NULL kept, preceded by the text of ``by`` ('' without one).

    Rows come in the order of ``order`` (as a number where it is one, else as text), else of the file.
    Raises LimitError beyond 5,000,000 rows.
    """
    count = int(session.row(f"SELECT count(*) FROM {DATA}")[0])
    if count > MOST_VALUES:
        raise LimitError("method-many", count=count, limit=MOST_VALUES)
    group = f"coalesce(CAST({quoted(by)} AS VARCHAR), '')" if by else "''"
    values = ", ".join(number_sql(column) for column in columns)
    sort = f"{number_sql(order)} NULLS LAST, CAST({quoted(order)} AS VARCHAR), {LINE}" if order else LINE
    return session.rows(f"SELECT {group}, {values} FROM {DATA} ORDER BY {sort}")


def labels(session: Session, column: str, order: str = "") -> list[str]:
    """Return a column as text in the same order as ``numbers``."""
    sort = f"{number_sql(order)} NULLS LAST, CAST({quoted(order)} AS VARCHAR), {LINE}" if order else LINE
    rows = session.rows(f"SELECT coalesce(CAST({quoted(column)} AS VARCHAR), '') FROM {DATA} ORDER BY {sort}")
    return [str(row[0]) for row in rows]
