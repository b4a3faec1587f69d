"""Owns where a sheet holds errors of formulas (``#N/A``, ``#DIV/0!``), which the reader of workbooks gives as empty or as zero.

It refuses a sheet of errors alone, and reads only parts whose size was checked before (see ``archives``).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from xml.parsers import expat

from console.domain.ports import Progress, stop_if_cancelled
from console.domain.spreadsheet_errors import ERRORS, error_text
from console.errors import InputError
from console.sources.archives import BOOK, CONTENT, LINKS, part_of

PART = 256 * 1024
OVERLAP = 64
MOST_ERRORS = 200_000
MARKS = {
    BOOK: re.compile(rb"\bt\s*=\s*[\"']e[\"']"),
    CONTENT: re.compile(
        rb"value-type\s*=\s*[\"']error[\"']|>(" + "|".join(map(re.escape, ERRORS)).encode() + rb")<"
    ),
}
"""What a sheet must have in it to hold an error at all: most hold none, and are not read a second time."""
COUNTED = ("float", "percentage", "currency")
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,9})")

Errors = dict[int, dict[int, str]]
"""Row → column → what the cell shows, both counted from zero."""


def error_cells(path: Path, file: str, sheet: str, progress: Progress) -> Errors:
    """Return the errors of one sheet of a packed workbook (xlsx, ods); nothing of any other file.

    Raises InputError where there are more than anybody could correct.
    """
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        names = {name.casefold(): name for name in archive.namelist()}
        if CONTENT in names and BOOK not in names:
            part, mark = names[CONTENT], MARKS[CONTENT]
            reader: _Reader = _OpenCells(file, sheet)
        else:
            part, mark = names.get(_part_of(archive, names, file, sheet, progress), ""), MARKS[BOOK]
            reader = _SheetCells(file)
        if not part or not _marked(archive, part, mark, progress):
            return {}
        _parse(archive, part, reader, file, progress)
        return reader.found


class _Reader(Protocol):
    """What hears the elements of a part."""

    @property
    def found(self) -> Errors: ...

    def start(self, tag: str, told: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def text(self, text: str) -> None: ...


def _pieces(archive: zipfile.ZipFile, part: str, progress: Progress) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while content := stream.read(PART):
            stop_if_cancelled(progress)
            yield content


def _marked(archive: zipfile.ZipFile, part: str, mark: re.Pattern[bytes], progress: Progress) -> bool:
    tail = b""
    for content in _pieces(archive, part, progress):
        if mark.search(tail + content):
            return True
        tail = content[-OVERLAP:]
    return False


def _parse(archive: zipfile.ZipFile, part: str, reader: _Reader, file: str, progress: Progress) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_told: object) -> None:
        raise InputError("source-entities", file=file, line=parser.CurrentLineNumber)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        for content in _pieces(archive, part, progress):
            parser.Parse(content, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise InputError("source-workbook-broken", file=file) from error


def _part_of(
    archive: zipfile.ZipFile, names: dict[str, str], file: str, sheet: str, progress: Progress
) -> str:
    """Return the part a sheet stands in, in small letters; empty where there is none."""
    if BOOK not in names or LINKS not in names:
        return ""
    book, links = _Attributes("sheet", "name", sheet, "id"), _Attributes("Relationship", "Id", "", "Target")
    _parse(archive, names[BOOK], book, file, progress)
    links.value = book.wanted
    _parse(archive, names[LINKS], links, file, progress)
    return part_of(links.wanted)


class _Silent:
    """What hears nothing of an element's end and text, and finds no errors."""

    def __init__(self) -> None:
        self.found: Errors = {}

    def end(self, tag: str) -> None:
        """Nothing is kept of an element that ends."""

    def text(self, text: str) -> None:
        """Nothing is kept of what stands in an element."""


class _Attributes(_Silent):
    """Of the first element with a name and a value in one attribute, another attribute."""

    def __init__(self, tag: str, name: str, value: str, asked: str) -> None:
        super().__init__()
        self.tag, self.name, self.value, self.asked, self.wanted = tag, name, value, asked, ""

    def start(self, tag: str, told: dict[str, str]) -> None:
        """Hear an element; prefixes say nothing."""
        if self.wanted or _local(tag) != self.tag or told.get(self.name) != self.value:
            return
        self.wanted = next((value for name, value in told.items() if _local(name) == self.asked), "")


class _Kept:
    """Errors as they are found, as many as anybody could correct."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: Errors = {}
        self.count = 0

    def keep(self, rows: range, columns: range, shown: str) -> None:
        """Keep an error in every place it stands for."""
        self.count += len(rows) * len(columns)
        if self.count > MOST_ERRORS:
            raise InputError("source-errors-many", file=self.file, limit=MOST_ERRORS)
        for row in rows:
            self.found.setdefault(row, {}).update(dict.fromkeys(columns, error_text(shown)))


class _SheetCells(_Kept):
    """The cells of an Excel sheet: those of type ``e`` hold an error, always in its English name."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.row = self.column = -1
        self.error = self.listening = False
        self.shown = ""

    def start(self, tag: str, told: dict[str, str]) -> None:
        """Hear a row, a cell or its value; what has no reference stands next to the one before."""
        name = _local(tag)
        if name == "row":
            self.row = _number(told.get("r", ""), self.row + 2) - 1
            self.column = -1
        elif name == "c":
            found = REFERENCE.fullmatch(told.get("r", ""))
            self.column = _place(found[1]) if found else self.column + 1
            self.row = int(found[2]) - 1 if found else self.row
            self.error = told.get("t") == "e"
        elif name == "v":
            self.listening, self.shown = self.error, ""

    def end(self, tag: str) -> None:
        """Keep an error when its value ends."""
        if self.listening and _local(tag) == "v":
            self.listening = False
            self.keep(range(self.row, self.row + 1), range(self.column, self.column + 1), self.shown.strip())

    def text(self, text: str) -> None:
        """Hear what an error is called."""
        if self.listening:
            self.shown += text[:PART]


class _OpenCells(_Kept):
    """The cells of an OpenDocument sheet: some programs mark errors, others write zero and show the error beside it."""

    def __init__(self, file: str, sheet: str) -> None:
        super().__init__(file)
        self.sheet, self.inside = sheet, False
        self.rows, self.columns = range(0), range(0)
        self.error = self.counted = self.listening = False
        self.shown = ""

    def start(self, tag: str, told: dict[str, str]) -> None:
        """Hear a table, a row, a cell or its words."""
        name = _local(tag)
        if name == "table":
            self.inside = any(_local(key) == "name" and value == self.sheet for key, value in told.items())
            self.rows = range(0)
        elif not self.inside:
            return
        elif name == "table-row":
            self.rows, self.columns = _next(self.rows, told, "number-rows-repeated"), range(0)
        elif name in {"table-cell", "covered-table-cell"}:
            self.columns = _next(self.columns, told, "number-columns-repeated")
            kinds = [value for key, value in told.items() if _local(key) == "value-type"]
            self.error, self.counted = "error" in kinds, any(kind in COUNTED for kind in kinds)
            self.shown = ""
        elif name == "p":
            self.listening = self.error or self.counted

    def end(self, tag: str) -> None:
        """Keep an error when its cell ends."""
        name = _local(tag)
        if name == "p":
            self.listening = False
        elif name == "table":
            self.inside = False
        elif self.inside and name in {"table-cell", "covered-table-cell"}:
            if self.error or (self.counted and self.shown.strip() in ERRORS):
                self.keep(self.rows, self.columns, self.shown.strip())
            self.error = self.counted = False

    def text(self, text: str) -> None:
        """Hear what a cell shows."""
        if self.listening and len(self.shown) < PART:
            self.shown += text


def _next(before: range, told: dict[str, str], repeated: str) -> range:
    """Return the places an element takes after those of the one before."""
    count = next((value for key, value in told.items() if _local(key) == repeated), "")
    return range(before.stop, before.stop + _number(count, 1))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1
