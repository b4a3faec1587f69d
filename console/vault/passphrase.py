"""Owns passphrases: read from a file, or made at random. It refuses a file that others may read."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from console.errors import KeyStoreError

LARGEST = 4096


def read_passphrase_file(path: Path) -> str:
    """Return the passphrase a file holds, without the line break at its end.

    Raises KeyStoreError: passphrase-file-missing, passphrase-file-open (others may read it; on POSIX systems only),
    passphrase-file-malformed (not one line of UTF-8, or more than 4,096 bytes), passphrase-file-empty.
    """
    try:
        with path.open("rb") as stream:
            _require_private(path, os.fstat(stream.fileno()))
            content = stream.read(LARGEST + 1)
    except OSError as fault:
        raise KeyStoreError(
            "passphrase-file-missing", file=str(path), detail=fault.strerror or str(fault)
        ) from fault
    return _line(path, content)


def new_passphrase() -> str:
    """Return 256 random bits as text that fits every store."""
    return secrets.token_urlsafe(32)


def _require_private(path: Path, status: os.stat_result) -> None:
    """Look at the opened file, not the name: the name may lead elsewhere a moment later."""
    if os.name != "posix":
        return
    mode = stat.S_IMODE(status.st_mode)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyStoreError("passphrase-file-open", file=str(path), mode=f"{mode:03o}")


def _line(path: Path, content: bytes) -> str:
    if len(content) > LARGEST:
        raise KeyStoreError("passphrase-file-malformed", file=str(path), detail=f"> {LARGEST} bytes")
    try:
        told = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise KeyStoreError("passphrase-file-malformed", file=str(path), detail="UTF-8") from fault
    line = told.removesuffix("\n").removesuffix("\r")
    if not line:
        raise KeyStoreError("passphrase-file-empty", file=str(path))
    if "\n" in line or "\r" in line or "\0" in line:
        raise KeyStoreError("passphrase-file-malformed", file=str(path), detail="> 1")
    return line
