"""Owns the writing of files that leave the casebook. It refuses to leave half of one, and to write over another unasked."""

from __future__ import annotations

import os
from pathlib import Path

from console.errors import UsageError


def write_new(path: Path, content: bytes) -> None:
    """Bring a new file to disk whole or not at all, readable by its owner alone.

    Raises UsageError file-exists, file-not-written.
    """
    if path.exists():
        raise UsageError("file-exists", file=str(path))
    write_chosen(path, content)


def write_chosen(path: Path, content: bytes) -> None:
    """Bring a file to disk whole or not at all, in the place of one somebody chose to replace.

    Raises UsageError file-not-written.
    """
    beside = path.with_name(path.name + ".new")
    try:
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as fault:
        raise UsageError("file-not-written", file=str(path), detail=fault.strerror or str(fault)) from fault
