"""Owns the way of a source file into rows of text with their line numbers, and into lines refused with a reason.

It refuses to mend: a line with too many cells, bytes that are no text or no JSON object is kept out and counted.
"""

from __future__ import annotations

import csv
import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TextIO

from console.domain.mapping import PLAIN, UNEVEN, PreparedSource, SourceSpec
from console.domain.ports import Progress, stop_if_cancelled
from console.errors import InputError
from console.sources.encoding import sample
from console.sources.opening import OpenSource, format_of, open_source
from console.sources.parsed import BYTES, Parsed, Refused, Row
from console.sources.plain_text import begins_with_tabs, read_plainly

PARQUET_MAGIC = b"PAR1"
PLAIN_ENCODINGS = ("utf-8", "utf-8-sig")
TELL_EVERY = 4096
LONG = 256 * 1024 * 1024  # bytes; a shorter file is read before the build begins
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
BLANKS = " \t\r\n\u3000\u00a0"


@dataclass(slots=True)
class _Counted:
    read: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class _LineFeeds:
    """Ends rows with a line feed, though the writer was told of both signs: it quotes only those it was told of."""

    file: TextIO

    def write(self, row: str) -> int:
        """Write a row that ends with both signs."""
        return self.file.write(row[:-2] + "\n")


Reading = Callable[[], PreparedSource]
Beside = Callable[[Reading], Reading]
"""Begins to read a file beside what goes on, and returns what waits for its end."""


def prepare(
    spec: SourceSpec,
    path: Path,
    work: Path,
    progress: Progress,
    most: int | None = None,
    plainly: bool = False,
    beside: Beside | None = None,
) -> PreparedSource:
    """Bring one source file into the folder ``work``; of text and cells no more than the first ``most`` rows.

    ``plainly`` leaves delimited text that is laid out plainly where it is, for the engine to read; what a long file holds to
    its end is then found out ``beside`` the build, which must ask for it before it is done. Raises InputError where
    the file as a whole cannot be read as what the mapping says it is.
    """
    progress.report(None, "sniff", file=spec.file)
    beginning = sample(path)
    kind = format_of(spec, path)
    if kind == "parquet":
        return _parquet(spec, path, beginning, progress, beside)
    read = open_source(spec, path, kind, beginning, progress)
    if plainly and kind == "csv" and (plain := _plain(spec, path, read, progress, beside)) is not None:
        return plain
    rows, refused = work / f"{spec.name}.rows.csv", work / f"{spec.name}.refused.csv"
    raw = work / f"{spec.name}.raw.jsonl"
    parsed = read.parsed if most is None else Parsed(read.parsed.columns, islice(read.parsed.items, most))
    counted = _write(parsed, (rows, refused, raw), spec.file, progress)
    return PreparedSource(
        spec.name,
        spec.file,
        "csv",
        rows,
        refused,
        read.parsed.columns,
        counted.refused,
        counted.read,
        digest_of(path, progress) if most is None else "",
        path.stat().st_size,
        read.encoding,
        read.delimiter,
        spec.missing,
        spec.zone,
        raw,
    )


def _parquet(
    spec: SourceSpec, path: Path, beginning: bytes, progress: Progress, beside: Beside | None
) -> PreparedSource:
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - len(PARQUET_MAGIC), 0))
        if not beginning.startswith(PARQUET_MAGIC) or file.read() != PARQUET_MAGIC:
            raise InputError("source-not-parquet", file=spec.file)
    made = PreparedSource(
        spec.name,
        spec.file,
        "parquet",
        path,
        None,
        (),
        0,
        None,
        "",
        path.stat().st_size,
        "",
        "",
        spec.missing,
        spec.zone,
    )

    def whole() -> PreparedSource:
        return replace(made, sha256=digest_of(path, progress))

    if beside is None or made.size < LONG:
        return whole()
    return replace(made, reading=beside(whole))


def _plain(
    spec: SourceSpec, path: Path, read: OpenSource, progress: Progress, beside: Beside | None
) -> PreparedSource | None:
    """Return the file itself where its lines are its rows, below one line of names."""
    if read.encoding not in PLAIN_ENCODINGS or spec.columns or (spec.skip_rows, spec.header_rows) != (0, 1):
        return None
    columns, delimiter = read.parsed.columns, read.delimiter
    made = PreparedSource(
        spec.name,
        spec.file,
        PLAIN,
        path,
        None,
        columns,
        0,
        None,
        "",
        path.stat().st_size,
        read.encoding,
        read.delimiter,
        spec.missing,
        spec.zone,
        quote=spec.quote,
    )

    def whole() -> PreparedSource | None:
        found = read_plainly(path, delimiter, spec.quote, len(columns), progress)
        if found is None:
            return None
        return replace(made, read_lines=found.rows, sha256=found.sha256, tabs=found.tabs)

    if beside is None or made.size < LONG:
        return whole()
    begun = replace(made, tabs=begins_with_tabs(path))
    return replace(begun, reading=beside(lambda: _as_it_began(begun, whole())))


def _as_it_began(begun: PreparedSource, whole: PreparedSource | None) -> PreparedSource:
    """Refuse a file that is not plain, or has a tab where its beginning had none."""
    if whole is None:
        raise InputError(UNEVEN, file=begun.file)
    if whole.tabs and not begun.tabs:
        raise InputError(UNEVEN, file=begun.file, tabs=True)
    return whole


def _write(parsed: Parsed, made: tuple[Path, Path, Path], file: str, progress: Progress) -> _Counted:
    counted, (rows, refused, raw) = _Counted(), made
    with (
        rows.open("w", encoding="utf-8", newline="") as kept,
        refused.open("w", encoding="utf-8", newline="") as out,
        raw.open("w", encoding="utf-8") as whole,
    ):
        accept = csv.writer(_LineFeeds(kept), lineterminator="\r\n")
        refuse = csv.writer(out, lineterminator="\n")
        for item in _told(parsed.items, file, progress):
            counted.read += 1
            told = item if isinstance(item, Refused) else _encodable(*item)
            if isinstance(told, Refused):
                counted.refused += 1
                refuse.writerow([told.line, told.reason, hashlib.sha256(told.raw).hexdigest()])
                text = told.raw.decode("utf-8", "backslashreplace")
                whole.write(json.dumps({"line": told.line, "reason": told.reason, "text": text}) + "\n")
            else:
                line, cells = told
                accept.writerow([line, *cells])
    return counted


def _encodable(line: int, cells: list[str]) -> Row | Refused:
    """Return a row in the form it is kept in; half a letter, which JSON can name and no text can hold, is not kept."""
    formed = list(map(normalised, cells))
    try:
        "".join(formed).encode("utf-8")
    except UnicodeEncodeError:
        return Refused(line, BYTES, "\x1f".join(cells).encode("utf-8", "backslashreplace"))
    return line, formed


def _told(
    items: Iterable[tuple[int, list[str]] | Refused], file: str, progress: Progress
) -> Iterator[tuple[int, list[str]] | Refused]:
    for number, item in enumerate(items):
        if number % TELL_EVERY == 0:
            stop_if_cancelled(progress)
            progress.report(None, "source", file=file)
        yield item


def normalised(cell: str) -> str:
    """Return a cell without blanks around it and without invisible characters, in composed form (Unicode NFC)."""
    if cell.isascii():
        return cell.replace("\0", "").strip(BLANKS)
    seen = "".join(letter for letter in cell if letter not in INVISIBLE).replace("\0", "")
    return unicodedata.normalize("NFC", seen.strip(BLANKS))


def digest_of(path: Path, progress: Progress) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(1024 * 1024):
            stop_if_cancelled(progress)
            total.update(part)
    return total.hexdigest()
