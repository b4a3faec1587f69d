"""Owns reading a file that may be packed (gzip) in parts. It refuses one that grows out of all proportion, and half a file."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from console.errors import ExitCode, InputError

PART = 256 * 1024
MAGIC = b"\x1f\x8b"
HARMLESS = 64 * 1024 * 1024  # a small file may shrink to next to nothing
MOST_GROWTH = 200  # times; registers and logs shrink ten- to fifty-fold


def unpacked(path: Path, file: str) -> Iterator[bytes]:
    """Yield the content of a file in parts.

    Raises InputError where it cannot be read, is damaged, or would grow without end.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as raw:
            packed = raw.read(len(MAGIC)) == MAGIC
            raw.seek(0)
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if packed else raw
            total = 0
            while part := stream.read(PART):
                total += len(part)
                if packed and total > max(HARMLESS, size * MOST_GROWTH):
                    raise InputError("source-bomb", file=file, limit=max(HARMLESS, size * MOST_GROWTH))
                yield part
    except FileNotFoundError as error:
        raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path)) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError("source-packed-broken", file=file) from error
    except OSError as error:
        raise InputError("source-unreadable", file=file, detail=error.strerror or "") from error
