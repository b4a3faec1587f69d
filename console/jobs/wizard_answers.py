"""Owns what the import wizard asks and shows, as plain values: files, a preview, a plan, counts, what was saved.

It refuses to compute and to import what computes, so that a page can be built before any engine is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from console.domain.mapping import BuildPlan, SourceSpec
from console.jobs.quality_answers import DimensionLine, Names

SHORTEST = 12
"""Characters of a passphrase that keeps an extract or its rejected rows."""

MOST_TRIED = 20_000
"""Rows of a text or workbook that are tried while somebody maps; a Parquet file is tried whole."""


@dataclass(frozen=True, slots=True)
class LookRequest:
    """Which files; ``mapping`` is one that is there already, ``specs`` say of some sources what somebody corrected."""

    files: tuple[Path, ...]
    mapping: Path | None = None
    specs: tuple[SourceSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceCard:
    """A source as it was found: how it is written, its columns, its first rows.

    ``masked`` are the columns whose values look like identifiers of people; only a few letters of them are shown.
    """

    spec: SourceSpec
    path: Path
    bytes: int
    format: str
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    masked: tuple[str, ...] = ()
    files: tuple[
        Path, ...
    ] = ()  # several where it comes in volumes or pieces, in order; ``path`` is the first


@dataclass(frozen=True, slots=True)
class TargetColumn:
    """A column of a contract table, as far as a mapping has to know it."""

    name: str
    names: Names
    type: str
    required: bool
    personal: bool
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetTable:
    """A contract table."""

    name: str
    names: Names
    columns: tuple[TargetColumn, ...]


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """Words of a source for which no code of a column was found."""

    table: str
    column: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found of the files, and the mapping proposed for them."""

    sources: tuple[SourceCard, ...]
    plan: BuildPlan
    unrecognised: tuple[Unrecognised, ...]
    tables: tuple[TargetTable, ...]


@dataclass(frozen=True, slots=True)
class TryRequest:
    """Try a plan on the beginning of its files: ``files`` is source → path, ``volumes`` are those of sources in several."""

    files: Mapping[str, Path]
    plan: BuildPlan
    most: int = MOST_TRIED
    volumes: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class TableTally:
    """Rows offered to a table, and of them those accepted."""

    table: str
    names: Names
    read: int
    accepted: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Rows refused for one reason in one column (both empty where a line is no row), with the first of their lines."""

    file: str
    table: str
    column: str
    column_names: Names
    reason: str
    count: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FailingCheck:
    """A check of the contract that rows accepted all the same do not keep."""

    table_names: Names
    column_names: Names
    check: str
    failed: int
    checked: int


@dataclass(frozen=True, slots=True)
class ReadValue:
    """The first cell of a column and how it was read, None where it is no value; ``place`` counts the plan's mappings."""

    place: int
    column: str
    cell: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a trial; ``whole`` says that every row of every file was in it."""

    read: int
    accepted: int
    rejected: int
    whole: bool
    tables: tuple[TableTally, ...]
    refusals: tuple[Refusal, ...]
    dimensions: tuple[DimensionLine, ...] = ()
    failing: tuple[FailingCheck, ...] = ()
    values: tuple[ReadValue, ...] = ()  # of columns that are not about people
    keyless: tuple[
        str, ...
    ] = ()  # cross-checks whose secret is not kept on this computer: the build would refuse


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """Write the mapping and make the extract; nobody signs where ``identity`` is empty.

    ``keys`` is the folder of signing keys. ``sealed`` is the passphrase of the file that keeps rejected rows as they stood,
    ``closed`` that of the extract itself: where it is empty, none is kept, and the extract is not encrypted. ``extension`` is
    what writes encrypted extracts, as the settings name it. ``volumes`` are the files of sources that come in several.
    """

    files: Mapping[str, Path]
    plan: BuildPlan
    mapping: Path
    target: Path
    identity: str = ""
    keys: Path = Path()
    passphrase: str = field(default="", repr=False)
    memory_bytes: int = 2 * 1024**3
    predecessor: Path | None = None
    sealed: str = field(default="", repr=False)
    closed: str = field(default="", repr=False)
    extension: str = ""
    volumes: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What was made."""

    mapping: Path
    target: Path
    manifest: Path
    sha256: str
    read: int
    accepted: int
    rejected: int
    tables: tuple[TableTally, ...]
    signed: bool
    unchanged: bool
    rejected_rows: Path | None = None  # where rows refused stand as they were, under their passphrase
    encrypted: bool = False
