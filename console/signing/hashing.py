"""Owns the digest of a file of any size. It refuses to read a file whole into memory, or on after somebody said stop."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from console.domain.ports import Progress, stop_if_cancelled
from console.errors import ExitCode, ExtractError

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class FileDigest:
    """The SHA-256 of a file in hexadecimal and the bytes it was computed over."""

    sha256: str
    bytes: int


def digest_file(path: Path, progress: Progress) -> FileDigest:
    """Return the SHA-256 and size of a file, read once in chunks of 1 MiB.

    Raises ExtractError file-not-found or signing-file-unreadable, and Cancelled between two chunks.
    """
    seen, running = 0, hashlib.sha256()
    try:
        whole = path.stat().st_size
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                stop_if_cancelled(progress)
                running.update(chunk)
                seen += len(chunk)
                progress.report(min(1.0, seen / whole) if whole else None, "hashing", file=path.name)
    except FileNotFoundError as fault:
        raise ExtractError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path)) from fault
    except OSError as fault:
        raise ExtractError(
            "signing-file-unreadable", file=str(path), detail=fault.strerror or str(fault)
        ) from fault
    return FileDigest(running.hexdigest(), seen)


def size_of(path: Path) -> int:
    """Return the size of a file in bytes; raises as ``digest_file`` does."""
    try:
        return path.stat().st_size
    except FileNotFoundError as fault:
        raise ExtractError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path)) from fault
    except OSError as fault:
        raise ExtractError(
            "signing-file-unreadable", file=str(path), detail=fault.strerror or str(fault)
        ) from fault


def digest_bytes(content: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
