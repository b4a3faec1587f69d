"""Owns the size of a workbook before anybody opens it: what is packed in it, and how wide and long its sheets are.

It refuses an archive that would grow out of all proportion, and a sheet whose few cells span more than a memory holds.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from console.domain.ports import Progress, stop_if_cancelled
from console.errors import InputError

MOST_BYTES = 512 * 1024 * 1024  # of all parts unpacked
MOST_PARTS = 5_000
MOST_CELLS = 20_000_000  # of the rectangle around a sheet's cells, which is held in memory as a whole
PART = 256 * 1024
OVERLAP = 64
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,9})"')
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
CONTENT = "content.xml"
SPACE = "}"


def check_archive(path: Path, file: str, progress: Progress) -> None:
    """Go through every part of a workbook (xlsx, ods) once, in bounded memory.

    Raises InputError where it is no whole archive, holds too much, or has a sheet that spans too much.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(archive, file, progress)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError("source-workbook-broken", file=file) from error
    except OSError as error:
        raise InputError("source-unreadable", file=file, detail=error.strerror or "") from error


def _check_parts(archive: zipfile.ZipFile, file: str, progress: Progress) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise InputError("source-bomb", file=file, limit=MOST_BYTES)
    left = MOST_BYTES
    for part in parts:
        stretch = _stretch_of(part.filename, file)
        # The size an archive states is a claim; what is unpacked is counted.
        part.file_size = 2 * MOST_BYTES
        with archive.open(part) as stream:
            while content := stream.read(PART):
                stop_if_cancelled(progress)
                left -= len(content)
                if left < 0:
                    raise InputError("source-bomb", file=file, limit=MOST_BYTES)
                stretch.feed(content)


def _stretch_of(name: str, file: str) -> Stretch | References | Repeats:
    if SHEET.fullmatch(name):
        return References(file)
    return Repeats(file) if name == CONTENT else Stretch(file)


@dataclass(slots=True)
class Stretch:
    """A part that holds no cells."""

    file: str

    def feed(self, content: bytes) -> None:
        """Take note of nothing."""

    def judge(self, rows: int, columns: int) -> None:
        """Refuse a rectangle that is too large."""
        if rows * columns > MOST_CELLS:
            raise InputError(
                "source-sheet-large", file=self.file, rows=rows, columns=columns, limit=MOST_CELLS
            )


@dataclass(slots=True)
class References(Stretch):
    """The cells of an Excel sheet by their references."""

    rows: int = 0
    columns: int = 0
    tail: bytes = b""

    def feed(self, content: bytes) -> None:
        """Widen the rectangle by the references in a part of the sheet; one may be cut in two by the end of the part."""
        text = self.tail + content
        for letters, digits in _cells(text):
            self.rows = max(self.rows, digits)
            self.columns = max(self.columns, letters)
        self.judge(self.rows, self.columns)
        self.tail = text[-OVERLAP:]


def _cells(text: bytes) -> Iterator[tuple[int, int]]:
    if b'r="' not in text:
        return
    for letters, digits in set(REFERENCE.findall(text)):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        yield column, int(digits)


class Repeats(Stretch):
    """The cells of an OpenDocument sheet, where one may say that it stands many times."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.row = self.rows = self.column = self.columns = self.repeat = self.row_repeat = 0
        self.parser = expat.ParserCreate(namespace_separator=SPACE)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse_entities

    def feed(self, content: bytes) -> None:
        """Read on; raises InputError where the part is no XML."""
        try:
            self.parser.Parse(content, False)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise InputError("source-workbook-broken", file=self.file) from error

    def _start(self, tag: str, told: dict[str, str]) -> None:
        name = tag.rpartition(SPACE)[2]
        attributes = {key.rpartition(SPACE)[2]: value for key, value in told.items()}
        if name == "table":
            self.row = self.rows = self.columns = 0
        elif name == "table-row":
            self.column = 0
            self.row_repeat = _number(attributes.get("number-rows-repeated", "1"))
            self.row += self.row_repeat
        elif name in {"table-cell", "covered-table-cell"}:
            self.column += _number(attributes.get("number-columns-repeated", "1"))
            if "value-type" in attributes or "formula" in attributes:
                self._hold()
        elif name == "p" and self.column:
            self._hold()

    def _hold(self) -> None:
        self.columns = max(self.columns, self.column)
        self.rows = max(self.rows, self.row)
        self.judge(self.rows, self.columns)

    def _end(self, tag: str) -> None:
        """Nothing is kept of an element that ends."""

    def _refuse_entities(self, *told: object) -> None:
        raise InputError("source-entities", file=self.file, line=self.parser.CurrentLineNumber)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 1
