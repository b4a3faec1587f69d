"""Owns the small files beside an extract: its manifest and the manifest's signature, those in force and those to come.

A new extract takes an old one's place by one renaming; its manifest and signature stand ready under other names before, and
take theirs after. Whoever looks in between finds the pair that is of the bytes he sees. It refuses to open the extract.
"""

from __future__ import annotations

import glob
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from console.domain.manifest import LARGEST, from_json
from console.domain.ports import Progress
from console.errors import ExitCode, ExtractError, InputError, SigningError
from console.signing.hashing import digest_file

MANIFEST_ENDING = ".manifest.json"
SIGNATURE_ENDING = ".manifest.p7s"
TO_COME, PART = ".next", ".part"
LARGEST_SIGNATURE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Pair:
    """A manifest's bytes and its signature's, each None where it is not there."""

    manifest: bytes | None
    signature: bytes | None


def manifest_path(extract: Path) -> Path:
    """Return where the manifest of an extract stands."""
    return extract.with_name(extract.name + MANIFEST_ENDING)


def signature_path(extract: Path) -> Path:
    """Return where the signature of an extract's manifest stands."""
    return extract.with_name(extract.name + SIGNATURE_ENDING)


def read_pair(extract: Path, progress: Progress) -> Pair:
    """Return manifest and signature of the extract that stands there now.

    Raises ExtractError signing-file-unreadable, and Cancelled.
    """
    coming = _to_come(extract)
    if not manifest_path(coming).is_file():
        return _pair(extract)
    pair = _pair(coming)
    if not _is_of(pair.manifest, extract, progress):
        return _pair(extract)
    if (
        pair.signature is None
    ):  # renamed already, or there was never one: then what stands there signs something else
        found = small_file(signature_path(extract), LARGEST_SIGNATURE)
        pair = Pair(pair.manifest, found if found and _signs(found, pair.manifest) else None)
    return pair


def stage_pair(extract: Path, manifest: bytes, signature: bytes | None) -> None:
    """Put manifest and signature of an extract to come where ``settle`` finds them; raises InputError build-target."""
    coming = _to_come(extract)
    _remove(manifest_path(coming))
    _remove(signature_path(coming))
    if signature is not None:
        write_whole(signature_path(coming), signature)
    write_whole(manifest_path(coming), manifest)


def settle(extract: Path, progress: Progress) -> None:
    """Give manifest and signature that stand ready their names if they are of the extract there now, else remove them.

    Raises InputError build-target, and Cancelled.
    """
    coming = _to_come(extract)
    for half in extract.parent.glob(f".{glob.escape(extract.name)}*{PART}"):
        _remove(half)
    if not manifest_path(coming).is_file():
        _remove(signature_path(coming))
        return
    if not extract.is_file() or not _is_of(_pair(coming).manifest, extract, progress):
        _remove(manifest_path(coming))
        _remove(signature_path(coming))
        return
    found = read_pair(extract, progress)
    if found.signature is None:
        _remove(signature_path(extract))
    elif signature_path(coming).is_file():
        _rename(signature_path(coming), signature_path(extract))
    _rename(manifest_path(coming), manifest_path(extract))


def small_file(path: Path, largest: int) -> bytes | None:
    """Return the bytes of a small file, one more than ``largest`` where it is larger, None where there is none."""
    try:
        with path.open("rb") as stream:
            return stream.read(largest + 1)
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise ExtractError(
            "signing-file-unreadable",
            exit_code=ExitCode.DAMAGED,
            file=str(path),
            detail=fault.strerror or str(fault),
        ) from fault


def write_whole(path: Path, content: bytes) -> None:
    """Write a small file whole or not at all, and onto the disk; raises InputError build-target."""
    half = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    try:
        with half.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        half.replace(path)
    except OSError as fault:
        half.unlink(missing_ok=True)
        raise _unwritable(path, fault) from fault


def _to_come(extract: Path) -> Path:
    return extract.with_name(extract.name + TO_COME)


def _pair(extract: Path) -> Pair:
    return Pair(
        small_file(manifest_path(extract), LARGEST), small_file(signature_path(extract), LARGEST_SIGNATURE)
    )


def _is_of(manifest: bytes | None, extract: Path, progress: Progress) -> bool:
    try:
        told = None if manifest is None else from_json(manifest)
    except ExtractError:
        return False
    return told is not None and digest_file(extract, progress).sha256 == told.sha256


def _signs(signature: bytes, manifest: bytes | None) -> bool:
    from console.signing import (
        container,
    )  # the library of signatures takes long to load, and this is looked at after a kill

    try:
        same, _ = container.read_container(signature).holds(hashlib.sha256(manifest or b"").digest())
    except SigningError:
        return False
    return same


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as fault:
        raise _unwritable(path, fault) from fault


def _rename(path: Path, name: Path) -> None:
    try:
        path.replace(name)
    except OSError as fault:
        raise _unwritable(name, fault) from fault


def _unwritable(path: Path, fault: OSError) -> InputError:
    return InputError("build-target", file=str(path), detail=fault.strerror or str(fault))
