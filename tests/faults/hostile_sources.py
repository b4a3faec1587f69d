"""Owns a corpus of source files made to do harm, written anew each time. It refuses to keep one in the tree."""

from __future__ import annotations

import gzip
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.sources.old_workbooks import book_sheet, book_stream, record, write_container
from tests.sources.workbooks import open_parts, write_archive, write_xlsx

MEBIBYTE = 1024 * 1024
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE log [<!ENTITY l0 "ha">{LAUGHS}]>'
SHEET = "xl/worksheets/sheet1.xml"
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def zeros(mebibytes: int) -> bytes:
    """Return that many mebibytes of zeros as one deflate stream, without ever holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b"\0" * MEBIBYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * mebibytes + packer.flush()


def archive_of(path: Path, name: str, packed: bytes, claimed: int) -> None:
    """Write an archive of one part that claims a size."""
    label, size = name.encode(), len(packed)
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, 0, size, claimed, len(label), 0)
    entry = struct.pack(
        "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, 0, size, claimed, len(label), 0, 0, 0, 0, 0, 0
    )
    start = len(local) + len(label) + size
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(entry) + len(label), start, 0)
    path.write_bytes(local + label + packed + entry + label + end)


def sparse_sheet(path: Path) -> None:
    """Write a sheet of two cells in opposite corners: the rectangle between them is seventeen thousand million cells."""
    near = path.with_suffix(".part")
    write_xlsx(near, {"s": [["id"]]})
    with zipfile.ZipFile(near) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        sheet = archive.read(SHEET).replace(b"</sheetData>", FAR + b"</sheetData>")
    write_archive(path, {**parts, SHEET: sheet})


def changed(path: Path, old: bytes, new: bytes, part: str = SHEET, name: str = "") -> None:
    """Write a small workbook with something else in one of its parts, which may get another name."""
    near = path.with_suffix(".part")
    write_xlsx(near, {"s": [["id"], ["1"]]})
    with zipfile.ZipFile(near) as archive:
        parts: dict[str, str | bytes] = {each: archive.read(each) for each in archive.namelist()}
    content = archive_content(parts.pop(part)).replace(old, new)
    write_archive(path, {**parts, name or part: content})


def old_book(
    path: Path,
    places: list[tuple[int, int]],
    sheets: int = 1,
    reach: tuple[int, int, int, int] = (0, 0, 0, 0),
    strings: int = 0,
) -> None:
    """Write an old workbook with a number in some places of each of its sheets."""
    cells = [record(0x203, struct.pack("<HHHd", row, column, 0, 1.0)) for row, column in places]
    parts = [book_sheet(cells, reach)] * sheets
    write_container(path, book_stream([f"s{n}" for n in range(sheets)], parts, strings))


def circle(path: Path) -> None:
    """Write an old workbook whose stream leads back to its beginning."""
    old_book(path, [(0, 0)])
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, 512 + 4 * 4, 2)
    path.write_bytes(content)


def archive_content(content: str | bytes) -> bytes:
    """Return the content of a part as bytes."""
    return content.encode() if isinstance(content, str) else content


def endless(path: Path, beginning: bytes = b"") -> None:
    """Write a file of two thousand million zeros that takes no room on the disk."""
    with path.open("wb") as file:
        file.write(beginning)
        file.truncate(2 * 1024**3)


REPEATED = (
    '<table:table table:name="s"><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
    'office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row></table:table>'
)

HOSTILE: dict[str, tuple[str, Callable[[Path], object]]] = {
    "cell.csv": ("source-line-long", lambda p: p.write_text("id,x\n1," + "x" * 10 * MEBIBYTE + "\n")),
    "quoted.csv": ("source-line-long", lambda p: p.write_text('id,x\n1,"' + "x" * 10 * MEBIBYTE + '"\n')),
    "endless.csv": ("source-not-text", endless),
    "names.csv": ("source-column-long", lambda p: p.write_text("id," + "n" * 50_000 + "\n1,2\n")),
    "wide.csv": ("source-columns", lambda p: p.write_text(",".join(f"c{n}" for n in range(90_000)) + "\n")),
    "empty.csv": ("source-empty", lambda p: p.write_bytes(b"")),
    "binary.csv": ("source-not-text", lambda p: p.write_bytes(bytes(range(1, 32)) * 2_000)),
    "bomb.xlsx": (
        "source-bomb",
        lambda p: archive_of(p, "xl/worksheets/sheet1.xml", zeros(900), 900 * MEBIBYTE),
    ),
    "liar.xlsx": ("source-bomb", lambda p: archive_of(p, "xl/sharedStrings.xml", zeros(900), 1_000)),
    "quoted.xlsx": ("source-sheet-large", lambda p: changed(p, b'r="A2"', b"r='XFD1048576'")),
    "small.xlsx": ("source-sheet-large", lambda p: changed(p, b'r="A2"', b'r = "xfd1048576"')),
    "unnamed.xlsx": (
        "source-sheet-large",
        lambda p: changed(p, b'<row r="2">', b'<row r="1048576">' + b"<c><v>1</v></c>" * 50),
    ),
    "beyond.xlsx": ("source-workbook-broken", lambda p: changed(p, b'r="A2"', b'r="ZZZZ99999999999999"')),
    "elsewhere.xlsx": (
        "source-workbook-broken",
        lambda p: changed(p, b"worksheets/sheet1.xml", b"other/s.xml", "xl/_rels/workbook.xml.rels"),
    ),
    "entities.xlsx": ("source-entities", lambda p: changed(p, b"<worksheet", BOMB.encode() + b"<worksheet")),
    "binary.xlsx": (
        "source-workbook-binary",
        lambda p: changed(p, b"", b"", "xl/workbook.xml", "xl/workbook.bin"),
    ),
    "corners.xls": ("source-sheet-large", lambda p: old_book(p, [(0, 0), (65_535, 65_535)])),
    "many.xls": ("source-sheet-large", lambda p: old_book(p, [(0, 0), (65_535, 255)], sheets=40)),
    "reach.xls": ("source-sheet-large", lambda p: old_book(p, [(0, 0)], reach=(0, 2**32 - 1, 0, 65_535))),
    "strings.xls": ("source-workbook-broken", lambda p: old_book(p, [(0, 0)], strings=2**31 - 1)),
    "circle.xls": ("source-workbook-broken", circle),
    "corners.xlsx": ("source-sheet-large", sparse_sheet),
    "repeated.ods": ("source-sheet-large", lambda p: write_archive(p, open_parts(REPEATED))),
    "entities.ods": ("source-entities", lambda p: write_archive(p, open_parts("<x>&l9;</x>", BOMB))),
    "entities.xes": (
        "source-entities",
        lambda p: p.write_text(f"{BOMB}<log><trace><string key='&l9;'/></trace></log>"),
    ),
    "outside.xes": (
        "source-entities",
        lambda p: p.write_text('<!DOCTYPE log [<!ENTITY f SYSTEM "file:///etc/passwd">]><log>&f;</log>'),
    ),
    "bomb.xes.gz": ("source-bomb", lambda p: p.write_bytes(gzip.compress(b"<log>" + b" " * 200 * MEBIBYTE))),
    "tag.xes": ("source-tag-long", lambda p: p.write_text("<log><trace a='" + "x" * 30 * MEBIBYTE)),
    "deep.xes": ("source-deep", lambda p: p.write_text("<log>" + "<list>" * 1_000_000)),
    "deep.json": ("source-json-deep", lambda p: p.write_text("[" * 5_000_000)),
    "nested.json": ("source-json-deep", lambda p: p.write_text('{"a":' * 1_000_000)),
    "large.json": ("source-json-large", lambda p: endless(p, b"[1]" + b" " * 2 * MEBIBYTE)),
    "keys.json": (
        "source-columns",
        lambda p: p.write_text(json.dumps([{f"k{n}": 1 for n in range(200_000)}])),
    ),
    "cut.parquet": ("source-not-parquet", lambda p: p.write_bytes(b"PAR1" + b"\0" * 1_000)),
    "false.parquet": ("source-unreadable", lambda p: p.write_bytes(b"PAR1" + b"\xff" * 5_000 + b"PAR1")),
}
"""File → the key of its sentence, and how it is written."""
