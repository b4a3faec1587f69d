"""Owns the list of extracts that were open here, and what their caches hold: names, digests and sizes.

It refuses rows, and to take a list somebody spoilt for an empty one.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from console.errors import InputError
from console.jobs.opened import Opened

FILE = "recent.json"
MOST = 40
LARGEST = 1024 * 1024
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    """An extract as it was when it was open last."""

    path: str
    name: str
    digest: str
    mark: str  # signed, unsigned or diagnosis
    cut_off: date
    period: str
    classification: str
    destroy_by: date | None
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class ShelfLine:
    """An entry with what is there now: its size in bytes, None where the file is gone."""

    entry: ShelfEntry
    bytes: int | None


@dataclass(frozen=True, slots=True)
class CacheLine:
    """What is kept of one extract by its digest: readings that save computing them again; ``name`` is empty where unknown."""

    digest: str
    name: str
    bytes: int
    files: int
    used_at: datetime


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything the shelf shows besides what is open."""

    lines: tuple[ShelfLine, ...]
    caches: tuple[CacheLine, ...]


def entry_of(opened: Opened, at: datetime) -> ShelfEntry:
    """Return an open extract as the list keeps it."""
    manifest = opened.manifest
    return ShelfEntry(
        str(opened.path.absolute()),
        opened.info.name or opened.path.name,
        opened.digest,
        opened.mark,
        opened.cut_off,
        opened.period.name,
        manifest.classification if manifest else opened.info.classification,
        manifest.destroy_by if manifest else None,
        at,
    )


def read_shelf(home: Path, caches: Path) -> Shelf:
    """Return the list, the latest opened first, and the caches, the largest first.

    Raises InputError shelf-damaged where the list cannot be read.
    """
    entries = _read(home / FILE)
    names = {entry.digest: entry.name for entry in reversed(entries)}
    return Shelf(tuple(ShelfLine(entry, _size(entry.path)) for entry in entries), read_caches(caches, names))


def remember(home: Path, entries: Iterable[ShelfEntry]) -> None:
    """Put extracts first on the list; one of the same path gives way.

    Raises InputError shelf-damaged or shelf-unwritable.
    """
    held = _read(home / FILE)
    for entry in entries:
        held = (entry, *(one for one in held if one.path != entry.path))
    _write(home / FILE, held[:MOST])


def forget(home: Path, path: str) -> None:
    """Take an extract off the list; the file itself stays where it is."""
    _write(home / FILE, tuple(one for one in _read(home / FILE) if one.path != path))


def clear_list(home: Path) -> None:
    """Begin an empty list, also in the place of one that cannot be read."""
    _write(home / FILE, ())


def read_caches(folder: Path, names: Mapping[str, str]) -> tuple[CacheLine, ...]:
    """Return what is kept under a folder, by the digest of its extract, the largest first."""
    held: dict[str, list[os.stat_result]] = {}
    for place in _places(folder):
        held.setdefault(place.name, []).extend(_stats(place))
    lines = [
        CacheLine(
            digest,
            names.get(digest, ""),
            sum(each.st_size for each in files),
            len(files),
            datetime.fromtimestamp(max(each.st_mtime for each in files), UTC),
        )
        for digest, files in held.items()
        if files
    ]
    return tuple(sorted(lines, key=lambda line: (-line.bytes, line.digest)))


def clear_caches(folder: Path, digest: str = "") -> None:
    """Forget what is kept of one extract, or of all; everything in it can be computed again.

    Raises InputError shelf-cache-unwritable.
    """
    for place in _places(folder):
        if digest in ("", place.name):
            try:
                shutil.rmtree(place)
            except OSError as fault:
                raise InputError(
                    "shelf-cache-unwritable", file=str(place), detail=fault.strerror or str(fault)
                ) from fault


def _places(folder: Path) -> list[Path]:
    """Return the folders named by a digest, one level below the kinds of things kept."""
    if not folder.is_dir():
        return []
    kinds = [kind for kind in sorted(folder.iterdir()) if kind.is_dir()]
    return [place for kind in kinds for place in sorted(kind.iterdir()) if DIGEST.fullmatch(place.name)]


def _stats(place: Path) -> list[os.stat_result]:
    """Return the sizes of the files there are; one that goes meanwhile is not there."""
    found = []
    for path in place.rglob("*"):
        try:
            if path.is_file():
                found.append(path.stat())
        except OSError:
            continue
    return found


def _size(path: str) -> int | None:
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):
        return None


def _read(path: Path) -> tuple[ShelfEntry, ...]:
    try:
        if path.stat().st_size > LARGEST:
            raise InputError("shelf-damaged", file=str(path), detail=f"> {LARGEST} B")
        return msgspec.json.decode(path.read_bytes(), type=tuple[ShelfEntry, ...])
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise InputError("shelf-damaged", file=str(path), detail=str(fault)) from fault


def _write(path: Path, entries: tuple[ShelfEntry, ...]) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        with os.fdopen(handle, "wb") as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(entries), indent=1))
        Path(name).replace(path)
    except OSError as fault:
        raise InputError("shelf-unwritable", file=str(path), detail=fault.strerror or str(fault)) from fault
