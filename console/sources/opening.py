"""Owns which reader a source file takes: by what the mapping says, else by its name. It refuses a name that tells nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from console.domain.mapping import SourceSpec
from console.domain.ports import Progress
from console.errors import InputError
from console.sources.delimited import delimited_records, read_delimited
from console.sources.documents import DocumentFile, read_documents
from console.sources.encoding import find_delimiter, find_encoding, named_encoding
from console.sources.eventlog import read_event_log
from console.sources.parsed import Parsed, Refused, Row
from console.sources.sheets import read_sheet, sheet_rows

SUFFIXES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".xlsx": "sheet",
    ".xlsm": "sheet",
    ".xls": "sheet",
    ".ods": "sheet",
    ".xes": "xes",
    ".xes.gz": "xes",
    ".parquet": "parquet",
}
FORMATS = ("csv", "jsonl", "json", "sheet", "ocds", "xes", "parquet")
GRIDS = ("csv", "sheet")
"""Formats whose first rows may be titles and names."""


@dataclass(frozen=True, slots=True)
class OpenSource:
    """A source file being read, and what was found out about how it is written."""

    parsed: Parsed
    encoding: str = ""
    delimiter: str = ""


def format_of(spec: SourceSpec, path: Path) -> str:
    """Return the format of a source; raises InputError where neither the mapping nor the name tells."""
    ends = ("".join(path.suffixes[-2:]).lower(), path.suffix.lower())
    found = spec.format or next((SUFFIXES[end] for end in ends if end in SUFFIXES), "")
    if not found:
        raise InputError("source-format", file=spec.file, known=", ".join(SUFFIXES))
    return found


def open_source(spec: SourceSpec, path: Path, kind: str, beginning: bytes, progress: Progress) -> OpenSource:
    """Begin to read a source of text or cells; ``beginning`` are its first bytes.

    Raises InputError where the file as a whole is not what it should be.
    """
    if kind == "sheet":
        return OpenSource(read_sheet(path, spec, progress))
    if kind == "xes":
        return OpenSource(read_event_log(path, spec, progress))
    encoding = encoding_of(spec, beginning)
    if kind == "csv":
        delimiter = spec.delimiter or find_delimiter(beginning, encoding, spec.quote, spec.file)
        return OpenSource(read_delimited(path, spec, encoding, delimiter), encoding, delimiter)
    lines = kind == "jsonl" or (kind == "ocds" and _one_a_line(beginning, encoding))
    file = DocumentFile(path, spec, encoding, lines, kind == "ocds")
    return OpenSource(read_documents(file, progress), encoding)


def open_grid(
    spec: SourceSpec, path: Path, kind: str, beginning: bytes, progress: Progress
) -> Iterator[Row | Refused]:
    """Yield the rows of a table of cells with its head still on."""
    if kind == "sheet":
        return sheet_rows(path, spec, progress)
    encoding = encoding_of(spec, beginning)
    delimiter = spec.delimiter or find_delimiter(beginning, encoding, spec.quote, spec.file)
    return delimited_records(path, spec, encoding, delimiter)


def encoding_of(spec: SourceSpec, beginning: bytes) -> str:
    """Return the encoding the mapping names, else the one the first bytes show."""
    if spec.encoding:
        return named_encoding(spec.encoding, spec.file)
    return find_encoding(beginning, spec.file)


def _one_a_line(beginning: bytes, encoding: str) -> bool:
    """Say whether the first line is a whole document: then every line is one."""
    first = beginning.decode(encoding, "replace").lstrip().partition("\n")[0]
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False
