"""Owns workbooks (Excel, OpenDocument): the cells of one sheet as text, each row with its number in the sheet.

It refuses what a spreadsheet cannot hold exactly: a number of more than fifteen digits has lost its end already.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from console.domain.mapping import SourceSpec
from console.domain.ports import Progress
from console.errors import InputError
from console.sources.archives import check_archive
from console.sources.delimited import LARGEST_CELL
from console.sources.error_cells import Errors, error_cells
from console.sources.grid import raw_cells, titled
from console.sources.legacy import legacy_errors
from console.sources.parsed import DIGITS, LONG, Parsed, Refused, Row

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST_OLE = 64 * 1024 * 1024  # the old format holds 65,536 rows a sheet
MOST_EXACT = 10**15
PANIC = "PanicException"
"""What the reader raises where it gives up: no Exception, and of a module that cannot be imported."""

Cell = int | float | str | bool | time | date | datetime | timedelta


def read_sheet(path: Path, spec: SourceSpec, progress: Progress) -> Parsed:
    """Read the names of the columns now, and the rows when they are asked for.

    Raises InputError for a file that is no whole workbook, grows out of proportion, is locked, or lacks the sheet.
    """
    return titled(sheet_rows(path, spec, progress), spec)


def sheet_rows(path: Path, spec: SourceSpec, progress: Progress) -> Iterator[Row | Refused]:
    """Yield every row that holds anything with its number in the sheet."""
    old = _checked(path, spec.file, progress)
    try:
        # By what it holds: many a workbook has the ending of another format.
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            sheet = _sheet(book, spec)
            places = dict(zip((one.name for one in book.sheets_metadata), old, strict=False))
            errors = places.get(sheet.name) or error_cells(path, spec.file, sheet.name, progress)
            for number, cells in _rows(sheet, errors):
                if any(cell != "" for cell in cells):
                    yield _readable(number + 1, cells)
    except PasswordError as error:
        raise InputError("source-workbook-locked", file=spec.file) from error
    except CalamineError as error:
        raise InputError("source-workbook-broken", file=spec.file) from error
    except BaseException as error:
        if type(error).__name__ == PANIC:
            raise InputError("source-workbook-broken", file=spec.file) from error
        raise


def _rows(sheet: CalamineSheet, errors: Errors) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of a sheet with their place, their errors put back; below them, those that hold nothing but errors."""
    left, number = (sheet.start or (0, 0))[1], -1
    for number, cells in enumerate(
        sheet.iter_rows()
    ):  # with the empty rows above, without the empty columns before
        yield number, _with_errors(cells, left, errors.get(number, {}))
    for below in sorted(row for row in errors if row > number):
        yield below, _with_errors([""] * sheet.width, left, errors[below])


def _with_errors(cells: list[Cell], left: int, errors: Mapping[int, str]) -> list[Cell]:
    for column, shown in errors.items():
        if 0 <= column - left < len(cells):
            cells[column - left] = shown
    return cells


def _checked(path: Path, file: str, progress: Progress) -> tuple[Errors, ...]:
    """Judge a workbook before it is opened; return the errors of the sheets of an old one."""
    with path.open("rb") as stream:
        beginning = stream.read(len(OLE_MAGIC))
    if beginning.startswith(ZIP_MAGIC):
        check_archive(path, file, progress)
    elif beginning != OLE_MAGIC:
        raise InputError("source-not-workbook", file=file)
    elif path.stat().st_size > LARGEST_OLE:
        raise InputError("source-bomb", file=file, limit=LARGEST_OLE)
    else:
        return legacy_errors(path, file)
    return ()


def _sheet(book: CalamineWorkbook, spec: SourceSpec) -> CalamineSheet:
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if spec.sheet:
        if spec.sheet not in names:
            nearest = difflib.get_close_matches(spec.sheet, names, n=1, cutoff=0.0) or ["—"]
            raise InputError("source-sheet", file=spec.file, name=spec.sheet, nearest=nearest[0])
        return book.get_sheet_by_name(spec.sheet)
    shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    for name in (name for name in names if name in shown):
        sheet = book.get_sheet_by_name(name)
        if sheet.start is not None:
            return sheet
    raise InputError("source-empty", file=spec.file)


def _readable(number: int, cells: list[Cell]) -> Row | Refused:
    texts = [_text(cell) for cell in cells]
    if any(isinstance(cell, (int, float)) and abs(cell) >= MOST_EXACT for cell in cells):
        return Refused(number, DIGITS, raw_cells(texts))
    if any(len(text) > LARGEST_CELL for text in texts):
        return Refused(number, LONG, raw_cells(texts))
    return number, texts


def _text(cell: Cell) -> str:
    """Return a cell as text; a number with the fifteen digits a spreadsheet keeps and shows."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else _plain(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, timedelta):
        return str(cell.total_seconds())
    return str(cell)


def _plain(number: float) -> str:
    return format(number, ".15g")
