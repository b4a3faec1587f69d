"""Owns the file of heads outside the database. It refuses to return before a head is on disk."""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from console.domain.finding import canonical
from console.domain.ledger import TreeHead, read_head
from console.errors import CasebookError

FORMAT = 1
MOST_LINES, KEPT_LINES = 4096, 1024
_APPENDING = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)  # Windows would end lines its own way


@dataclass(frozen=True, slots=True)
class CheckpointFile:
    """What the file says. ``damage`` is empty, missing, or the number of the first line that does not hold.

    ``torn`` tells of a last line without its end: a head that was never acknowledged.
    """

    casebook_id: str = ""
    heads: tuple[TreeHead, ...] = ()
    damage: str = ""
    torn: bool = False

    @property
    def last(self) -> TreeHead | None:
        """The newest head."""
        return self.heads[-1] if self.heads else None


def key_check(casebook_id: str, key: bytes) -> str:
    """Return what tells the right key from a wrong one and nothing else about it."""
    return hmac.new(key, b"plumbline casebook key " + casebook_id.encode(), sha256).hexdigest()


def _line(document: dict[str, Any], key: bytes) -> bytes:
    return canonical({**document, "mac": _mac(document, key)}) + b"\n"


def _mac(document: dict[str, Any], key: bytes) -> str:
    own = hmac.new(key, b"plumbline checkpoint", sha256).digest()
    return hmac.new(own, canonical(document), sha256).hexdigest()


def header_line(casebook_id: str, key: bytes) -> bytes:
    """Return the first line: which casebook, and a check of the key."""
    return _line({"casebook": casebook_id, "format": FORMAT, "key_check": key_check(casebook_id, key)}, key)


def head_line(head: TreeHead, at: datetime, key: bytes) -> bytes:
    """Return the line of one head."""
    return _line({**head.to_dict(), "at": at.isoformat()}, key)


def told_key_matches(path: Path, key: bytes) -> bool | None:
    """Say whether this is the casebook's key; None where the file does not say."""
    try:
        with path.open("rb") as stream:
            document = json.loads(stream.readline(4096))
        return hmac.compare_digest(key_check(document["casebook"], key), document["key_check"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def read(path: Path, key: bytes) -> CheckpointFile:
    """Read the file; what is wrong with it is part of the answer."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return CheckpointFile(damage="missing")
    except OSError as fault:
        raise CasebookError(
            "casebook-checkpoint-unreadable", file=str(path), detail=str(fault.strerror)
        ) from fault
    complete, rest = lines[:-1], lines[-1]
    documents = [_authentic(line, key) for line in complete]
    last = _authentic(rest, key) if rest else None
    if last is not None:  # whole but for the byte that ends it
        documents.append(last)
    return _understood(documents, torn=bool(rest) and last is None)


def _understood(documents: list[dict[str, Any] | None], torn: bool) -> CheckpointFile:
    if not documents or documents[0] is None or documents[0].get("format") != FORMAT:
        return CheckpointFile(damage="1", torn=torn)
    heads: list[TreeHead] = []
    for place, document in enumerate(documents[1:], start=2):
        if document is None or "size" not in document:
            return CheckpointFile(str(documents[0]["casebook"]), tuple(heads), str(place), torn)
        head = read_head(document["size"], document["root"])
        if heads and head.size < heads[-1].size:
            return CheckpointFile(str(documents[0]["casebook"]), tuple(heads), str(place), torn)
        heads.append(head)
    return CheckpointFile(str(documents[0]["casebook"]), tuple(heads), "", torn)


def _authentic(line: bytes, key: bytes) -> dict[str, Any] | None:
    try:
        document = json.loads(line)
        told = document.pop("mac")
        return document if hmac.compare_digest(_mac(document, key), told) else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def sync_folder(folder: Path) -> None:
    """Bring the folder's list of names to disk; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, lines: list[bytes]) -> None:
    """Replace the file at once: afterwards it is the old one or the new one, on disk."""
    beside = path.with_suffix(".new")
    with beside.open("wb") as stream:
        stream.writelines(lines)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
    sync_folder(path.parent)


class CheckpointWriter:
    """Adds heads to the file, each on disk before ``add`` returns."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        whole = path.read_bytes()
        kept = whole[: whole.rfind(b"\n") + 1]
        tail = whole[len(kept) :]
        if tail:  # what was torn was never acknowledged; what lacks only its end is completed
            ended = tail + b"\n" if _authentic(tail, key) is not None else b""
            write_whole(path, [kept, ended])
        self._lines = kept.count(b"\n")
        self._descriptor = os.open(path, _APPENDING)

    def add(self, head: TreeHead, at: datetime) -> None:
        """Write a head and wait for the disk. Raises OSError where it cannot."""
        line = head_line(head, at, self._key)
        if os.write(self._descriptor, line) != len(line):
            raise OSError("the checkpoint was written only in part")
        os.fsync(self._descriptor)
        self._lines += 1
        if self._lines > MOST_LINES:
            self._shorten()

    def _shorten(self) -> None:
        """Keep the first line and the newest heads: older ones say nothing that these do not."""
        lines = self._path.read_bytes().splitlines(keepends=True)
        kept = [lines[0], *lines[-KEPT_LINES:]]
        write_whole(self._path, kept)
        os.close(self._descriptor)
        self._descriptor = os.open(self._path, _APPENDING)
        self._lines = len(kept)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)
