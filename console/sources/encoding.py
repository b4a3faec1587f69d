"""Owns finding out how a text file is written: encoding and delimiter, from its beginning. It refuses to guess in silence.

What was found is told in the outcome of a build; a mapping may say it instead.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from console.errors import ExitCode, InputError

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

SAMPLE_BYTES = 1024 * 1024
LONGEST_LINE = 4 * 1024 * 1024  # characters; no register writes longer lines
DELIMITERS = (",", "\t", ";", "|")
SAMPLE_ROWS = 200
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
KNOWN = ("utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16", "utf-16-le", "utf-16-be")
FEW_STRAYS = 3  # control characters a register may hold by mistake; what is no text holds more
TEXT_CONTROLS = b"\t\n\r\f\x1a"


def sample(path: Path) -> bytes:
    """Return the beginning of a file; raises InputError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(SAMPLE_BYTES)
    except FileNotFoundError as error:
        raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path)) from error
    except OSError as error:
        raise InputError("source-unreadable", file=str(path), detail=error.strerror or "") from error


def find_encoding(content: bytes, file: str) -> str:
    """Return the encoding of a beginning: by its mark, else UTF-16 by its zero bytes, else UTF-8, else GB 18030.

    Raises InputError where it is none of these, or no text.
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            return name
    if b"\0" in content:
        return _without_mark(content, file)
    head = content[:4096]
    strays = sum(byte < 32 and byte not in TEXT_CONTROLS for byte in head)
    if strays > max(FEW_STRAYS, len(head) // 50):
        raise InputError("source-not-text", file=file)
    for name in ("utf-8", "gb18030"):
        if _decodes(content, name):
            return name
    raise InputError("source-encoding", file=file)


def _without_mark(content: bytes, file: str) -> str:
    even, odd = content[0::2].count(0), content[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    if _decodes(content, name):
        text = codecs.getincrementaldecoder(name)("replace").decode(content[:4096])
        if not any(ord(letter) < 32 and letter.encode() not in TEXT_CONTROLS for letter in text):
            return name
    raise InputError("source-not-text", file=file)


def _decodes(content: bytes, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        decoder.decode(content, final=len(content) < SAMPLE_BYTES)
    except UnicodeDecodeError:
        return False
    return True


def named_encoding(name: str, file: str) -> str:
    """Return the encoding a mapping names; raises InputError for one the console does not read."""
    try:
        found = codecs.lookup(name).name
    except LookupError as error:
        raise InputError("source-encoding-name", file=file, name=name, known=", ".join(KNOWN)) from error
    if found not in {codecs.lookup(known).name for known in KNOWN}:
        raise InputError("source-encoding-name", file=file, name=name, known=", ".join(KNOWN))
    return found


def find_delimiter(content: bytes, encoding: str, quote: str, file: str) -> str:
    """Return the delimiter under which most lines of the beginning have the same number of cells, and more than one."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(content)
    if len(content) == SAMPLE_BYTES:
        text = text[: text.rfind("\n") + 1] or text
    best = max(DELIMITERS, key=lambda letter: _evenness(text, letter, quote))
    return best if _evenness(text, best, quote)[0] else ","


def _evenness(text: str, delimiter: str, quote: str) -> tuple[float, int]:
    rows = records(StringIO(text), delimiter, quote)
    counts: list[int] = []
    try:
        for row in rows:
            counts.append(len(row))
            if len(counts) >= SAMPLE_ROWS:
                break
    except csv.Error:
        return 0.0, 0
    if not counts or counts[0] < 2:
        return 0.0, 0
    return counts.count(counts[0]) / len(counts), counts[0]


def records(lines: Iterable[str], delimiter: str, quote: str) -> CsvReader:
    """Return a reader of delimited text; an empty quote means that none is used."""
    if quote:
        return csv.reader(lines, delimiter=delimiter, quotechar=quote)
    return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)


def bounded_lines(stream: TextIOWrapper, file: str) -> Iterator[str]:
    """Yield lines with their ends; raises InputError at one longer than any register writes."""
    number = 0
    while line := _next_line(stream, file, number + 1):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            raise InputError("source-line-long", file=file, line=number, limit=LONGEST_LINE)
        yield line


def _next_line(stream: TextIOWrapper, file: str, number: int) -> str:
    try:
        return stream.readline(LONGEST_LINE)
    except UnicodeDecodeError as error:
        raise InputError("source-broken", file=file, line=number, encoding=error.encoding) from error
