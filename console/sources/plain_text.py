"""Owns finding out whether delimited text is laid out so plainly that its lines are its rows, so that the engine may read it.

Whatever could be read in two ways is not plain: it refuses text with a record over several lines, a lone carriage
return, a zero byte, or bytes that are no UTF-8. Whether every line has the right number of cells, the engine finds.
"""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import itertools
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from console.domain.ports import Progress, stop_if_cancelled

BLOCK = 2 * 1024 * 1024
STRETCH = 4096
AHEAD = 16 * BLOCK
FEWEST_COLUMNS = 2  # in a file of one column, a blank line cannot be told from a row without a value
MARK = codecs.BOM_UTF8


@dataclass(frozen=True, slots=True)
class PlainText:
    """A file that may be plain: its lines after the first, each of which should be a row, and the SHA-256 of the whole.

    Whether they are is known once somebody counted the rows: a blank line is none.
    """

    rows: int
    sha256: str
    tabs: bool = False  # whether there is any


@dataclass(slots=True)
class _Seen:
    """What was counted up to here; ``inside`` says that a quote is open."""

    lines: int = 0
    returns: int = 0
    inside: bool = False
    tabs: bool = False
    last: bytes = b"\n"


def read_plainly(
    path: Path, delimiter: str, quote: str, columns: int, progress: Progress
) -> PlainText | None:
    """Read the whole file once and return what it holds, or None where it is not plain; raises Cancelled."""
    if columns < FEWEST_COLUMNS or len(delimiter.encode()) != 1 or len(quote.encode()) > 1:
        return None
    total, seen = hashlib.sha256(), _Seen()
    decoder = codecs.getincrementaldecoder("utf-8")()
    told = (delimiter.encode(), quote.encode())
    with path.open("rb", buffering=0) as file, ThreadPoolExecutor(1) as beside:
        digested = beside.submit(total.update, b"")
        blocks = _blocks(file)
        block = next(blocks, None)
        while block:
            stop_if_cancelled(progress)
            digested.result()
            digested = beside.submit(total.update, block)
            # Reading lets the digest begin on another core, which counting, that holds the interpreter, does not.
            after = next(blocks, None)
            if not _is_text(decoder, block) or not _count(seen, block, *told):
                return None
            block = after
    if seen.inside or seen.last == b"\r" or not _decodes(decoder, b"", final=True):
        return None
    lines = seen.lines + (seen.last != b"\n")
    if lines < 1 or seen.returns not in (0, seen.lines):
        return None
    return PlainText(lines - 1, total.hexdigest(), seen.tabs)


def begins_with_tabs(path: Path) -> bool:
    """Say whether there is a tab in the first block of a file."""
    with path.open("rb") as file:
        return b"\t" in file.read(BLOCK)


def _blocks(file: FileIO) -> Iterator[bytearray]:
    """Yield the file block by block, in memory that is used again: a block lasts until the second after it is asked for."""
    for held in itertools.cycle([bytearray(BLOCK) for _ in range(3)]):
        _ask_ahead(file)
        size = file.readinto(held)
        if not size:
            return
        del held[size:]
        yield held


def _ask_ahead(file: FileIO) -> None:
    """Have the system fetch what is read next while this is looked at; a disk that waits to be asked stands still meanwhile."""
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):  # not every file system takes advice
            os.posix_fadvise(file.fileno(), file.tell() + BLOCK, AHEAD, os.POSIX_FADV_WILLNEED)


def _is_text(decoder: codecs.IncrementalDecoder, block: bytearray) -> bool:
    """Say whether a block goes on as UTF-8; only the few stretches that are not of narrow letters alone are decoded."""
    if not decoder.getstate()[0] and block.isascii():
        return True
    with memoryview(block) as seen:
        for start in range(0, len(block), STRETCH):
            stretch = bytes(seen[start : start + STRETCH])
            within = decoder.getstate()[0]  # the last stretch ended within a letter
            if (within or not stretch.isascii()) and not _decodes(decoder, stretch):
                return False
    return True


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _count(seen: _Seen, block: bytearray, delimiter: bytes, quote: bytes) -> bool:
    """Count one block and say whether it may be plain; what spans two blocks is looked at with the byte before."""
    before, seen.last = seen.last, bytes(block[-1:])
    if b"\0" in block:
        return False
    seen.tabs = seen.tabs or b"\t" in block
    if before == b"\r" or b"\r" in block:
        joined = before + block
        ends = joined.count(b"\r\n")
        seen.returns += ends
        if joined.count(b"\r") - joined.endswith(b"\r") != ends:
            return False
    lines = block.count(b"\n")
    seen.lines += lines
    if not quote or (quote not in block and not seen.inside):
        return True
    return _count_quoted(seen, before + block, block, lines, (delimiter, quote))


def _count_quoted(
    seen: _Seen, joined: bytes, block: bytearray, lines: int, marks: tuple[bytes, bytes]
) -> bool:
    """Count ends of lines outside quotes; an end of a line inside of them, or a blank before one, is not plain."""
    delimiter, quote = marks
    if b" " + quote in joined or b"\t" + quote in joined.replace(delimiter, b","):
        return False
    parts = block.split(quote)
    outside = parts[1 if seen.inside else 0 :: 2]
    seen.inside ^= len(parts) % 2 == 0
    return sum(part.count(b"\n") for part in outside) == lines
