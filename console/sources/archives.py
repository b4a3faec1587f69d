"""Owns the size of a workbook before anybody opens it: what is packed in it, and how wide and long its sheets are.

It refuses an archive that would grow out of all proportion, and a sheet whose few cells span more than a memory holds.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from console.domain.ports import Progress, stop_if_cancelled
from console.errors import InputError

MOST_BYTES = 512 * 1024 * 1024  # of all parts unpacked
MOST_PARTS = 5_000
MOST_CELLS = 20_000_000  # of the rectangle around a sheet's cells, which is held in memory as a whole
PART = 256 * 1024
REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
ROW = re.compile(r"[0-9]{1,7}")
SHEET = re.compile(r"xl/(work|chart|dialog|macro)sheets/[^/]+\.xml", re.IGNORECASE)
BOOK, LINKS, BINARY = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/workbook.bin"
CONTENT = "content.xml"


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
    if any(part.filename.casefold() == BINARY for part in parts):
        raise InputError("source-workbook-binary", file=file)
    left, book, links = MOST_BYTES, Sheets(file), Links(file)
    for part in parts:
        stretch = {BOOK: book, LINKS: links}.get(part.filename.casefold()) or _stretch_of(part.filename, file)
        # The size an archive states is a claim; what is unpacked is counted.
        part.file_size = 2 * MOST_BYTES
        with archive.open(part) as stream:
            while content := stream.read(PART):
                stop_if_cancelled(progress)
                left -= len(content)
                if left < 0:
                    raise InputError("source-bomb", file=file, limit=MOST_BYTES)
                stretch.feed(content)
    # What is not looked at as a sheet here must not be read as one later.
    if any(not SHEET.fullmatch(links.targets.get(one, "")) for one in book.sheets):
        raise InputError("source-workbook-broken", file=file)


def _stretch_of(name: str, file: str) -> Stretch:
    if SHEET.fullmatch(name):
        return References(file)
    return Repeats(file) if name.casefold() == CONTENT else Stretch(file)


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


class Elements(Stretch):
    """A part of cells, element by element; it refuses what is no XML, and a document type, which could grow without end."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.row = self.rows = self.column = self.columns = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.StartDoctypeDeclHandler = self._refuse_entities

    def feed(self, content: bytes) -> None:
        """Read on; raises InputError where the part is no XML."""
        try:
            self.parser.Parse(content, False)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise InputError("source-workbook-broken", file=self.file) from error

    def start(self, tag: str, told: dict[str, str]) -> None:
        """Hear an element."""

    def _hold(self) -> None:
        if self.column > self.columns or self.row > self.rows:
            self.columns, self.rows = max(self.columns, self.column), max(self.rows, self.row)
            self.judge(self.rows, self.columns)

    def _refuse_entities(self, *told: object) -> None:
        raise InputError("source-entities", file=self.file, line=self.parser.CurrentLineNumber)


class Sheets(Elements):
    """The sheets a workbook of Excel lists, by the names of their links."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.sheets: set[str] = set()

    def start(self, tag: str, told: dict[str, str]) -> None:
        """Note a sheet."""
        if tag.rpartition(":")[2] == "sheet":
            self.sheets.update(value for key, value in told.items() if key.rpartition(":")[2] == "id")


class Links(Elements):
    """Which part each link of a workbook leads to."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.targets: dict[str, str] = {}

    def start(self, tag: str, told: dict[str, str]) -> None:
        """Note a link; of two of one name no part may be read."""
        if tag.rpartition(":")[2] == "Relationship":
            name, part = told.get("Id", ""), part_of(told.get("Target", ""))
            self.targets[name] = part if self.targets.get(name, part) == part else ""


class References(Elements):
    """The cells of an Excel sheet by their references; one without a reference stands next to the one before."""

    def start(self, tag: str, told: dict[str, str]) -> None:
        """Widen the rectangle; raises InputError for a place that is none."""
        name = tag.rpartition(":")[2]
        if name == "c":
            self._place(told.get("r"))
            self._hold()
        elif name == "row":
            row = told.get("r")
            if row is not None and not ROW.fullmatch(row):
                raise InputError("source-workbook-broken", file=self.file)
            self.row, self.column = int(row) if row else self.row + 1, 0

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        found = REFERENCE.fullmatch(reference)
        if found is None:
            raise InputError("source-workbook-broken", file=self.file)
        self.column, self.row = 0, int(found[2])
        for letter in found[1].upper():
            self.column = self.column * 26 + ord(letter) - 64


class Repeats(Elements):
    """The cells of an OpenDocument sheet, where one may say that it stands many times."""

    def start(self, tag: str, told: dict[str, str]) -> None:
        """Widen the rectangle by a cell that holds something."""
        name = tag.rpartition(":")[2]
        attributes = {key.rpartition(":")[2]: value for key, value in told.items()}
        if name == "table":
            self.row = self.rows = self.columns = 0
        elif name == "table-row":
            self.column = 0
            self.row += _number(attributes.get("number-rows-repeated", "1"))
        elif name in {"table-cell", "covered-table-cell"}:
            self.column += _number(attributes.get("number-columns-repeated", "1"))
            if "value-type" in attributes or "formula" in attributes:
                self._hold()
        elif name == "p" and self.column:
            self._hold()


def part_of(target: str) -> str:
    """Return the part a link of a workbook leads to, in small letters."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").casefold()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 1
