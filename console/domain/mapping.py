"""Owns how source files become contract tables: sources, tables, columns, and what the extract says of itself.

It refuses to know a file format or a database: a source is names and words, a table is what stands in which column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Scalar = str | int | float | bool
LINE = "source_line"
"""The name under which expressions read the line of the source file a row came from."""

PLAIN = "plain"
"""The kind of a prepared source that is the text file itself, each line below the names one row."""

UNEVEN = "source-uneven"
"""What is said of such a file where its lines turn out not to be its rows."""


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """One source file as the mapping describes it; what is empty is found out from the file."""

    name: str
    file: str  # relative to the folder of sources
    format: str = ""  # csv, jsonl, json, sheet, ocds, xes or parquet
    encoding: str = ""  # utf-8, utf-16, gb18030
    delimiter: str = ""
    quote: str = '"'
    columns: tuple[str, ...] = ()  # of a file without a line of names; of documents, names that may not occur
    missing: tuple[str, ...] = ()  # words that stand for "no value", beside an empty cell
    zone: str = "Asia/Shanghai"  # civil times are of this zone; instants with an offset are brought to it
    sheet: str = ""  # of a workbook; the first that holds anything where it is empty
    skip_rows: int = 0  # titles above the names of columns
    header_rows: int = 1  # rows of names; of several, the upper ones span columns
    rows: str = ""  # where in a JSON document the rows are: names of members, parted by dots


@dataclass(frozen=True, slots=True)
class Join:
    """Another source whose columns are added to a row as ``<source>.<column>``, where all of ``on`` are the same.

    Of its lines with the same key the first counts; the others are rejected.
    """

    source: str
    on: Mapping[str, str]  # column here → column there


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """How an identifier is hidden: by the key of one named cross-check, after it was brought into one form."""

    key: str
    kind: str = "text"  # one of IDENTIFIERS


IDENTIFIERS = ("text", "id_number", "credit_code", "phone", "account")
"""Kinds of identifiers, each of which is written in several ways for the same person or thing."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What stands in one column: a source column, a constant, or an expression over source columns."""

    target: str
    column: str = ""
    constant: Scalar | None = None
    expression: str = ""
    formats: tuple[str, ...] = ()  # of dates and instants, as strptime writes them; the first that fits
    values: Mapping[str, str] | None = None  # source word → code
    other: str = ""  # the code of every word that ``values`` does not name; empty leaves them as they are
    default: str = ""  # what stands where the source has no value
    split: str = ""  # what parts the items of a list
    thousands: str = ""  # what groups the digits of a number
    pseudonym: Pseudonym | None = None
    decimal: str = (
        ""  # "," where a comma stands before the decimals of a number; a point is then no part of one
    )


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One contract table out of one source; ``distinct_on`` keeps the first line of each combination."""

    table: str
    source: str
    columns: tuple[ColumnMapping, ...]
    distinct_on: tuple[str, ...] = ()
    where: str = ""
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """Everything a mapping file says; ``extract`` fills the one row of ``extract_info``."""

    sources: tuple[SourceSpec, ...]
    tables: tuple[TableMapping, ...]
    extract: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class PreparedSource:
    """A source file brought into a form the engine reads: rows of text with their line, or the file itself.

    The file itself is one of Parquet, or of text so plainly laid out that its lines are its rows.

    ``refused`` is a file of the lines that are no rows: line, reason, digest.
    """

    name: str
    file: str  # as the mapping names it
    kind: str  # csv, parquet or plain
    rows: Path
    refused: Path | None
    columns: tuple[str, ...]
    refused_lines: int
    read_lines: int | None  # None where only the engine can tell (Parquet)
    sha256: str  # of the source file
    size: int  # in bytes
    encoding: str
    delimiter: str
    missing: tuple[str, ...]
    zone: str
    raw: Path | None = None  # the refused lines themselves, a JSON object a line; it ends with the build
    quote: str = '"'  # of plain text
    tabs: bool = True  # whether a cell of plain text may hold one
    reading: Callable[[], PreparedSource] | None = field(
        default=None, compare=False
    )  # while it is read beside the build

    def settled(self) -> PreparedSource:
        """Wait until the file was read to its end, and return the source with its lines and its digest.

        Raises InputError where the file is not what its beginning showed it to be, or Cancelled.
        """
        return self if self.reading is None else self.reading()


def merged(plans: tuple[BuildPlan, ...]) -> BuildPlan:
    """Return several plans as one; of two that say the same thing of the extract, the first is heard."""
    extract: dict[str, Scalar] = {}
    for plan in plans:
        extract = {**plan.extract, **extract}
    sources = tuple(source for plan in plans for source in plan.sources)
    return BuildPlan(sources, tuple(table for plan in plans for table in plan.tables), extract)
