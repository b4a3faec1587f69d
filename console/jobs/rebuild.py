"""Owns what a build finds where its extract should stand: what it follows, and whether the same is there already.

It refuses to call the same what differs in one row, one source, one word of the manifest, or whose file no longer holds.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from console.domain.contract import Contract
from console.domain.fingerprint import same_rows
from console.domain.manifest import Manifest, from_json
from console.domain.ports import Progress
from console.engine.fingerprint import file_fingerprints
from console.errors import ExitCode, ExtractError, InputError, QueryError, SigningError
from console.signing import container
from console.signing.beside import MANIFEST_ENDING, manifest_path, read_pair
from console.signing.hashing import digest_file
from console.signing.signer import FileSigner


def predecessor_of(path: Path, progress: Progress) -> str:
    """Return the SHA-256 of the extract a new one follows, told by the extract itself, or by its manifest alone.

    Raises InputError build-predecessor where a manifest says otherwise than the file, ExtractError file-not-found.
    """
    extract = path.with_name(path.name.removesuffix(MANIFEST_ENDING))
    content = read_pair(extract, progress).manifest if manifest_path(extract).is_file() else None
    try:
        told = None if content is None else from_json(content).sha256
    except ExtractError as fault:
        raise InputError("build-predecessor", file=path.name) from fault
    if not extract.is_file():
        if told is None:
            raise ExtractError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path))
        return told
    found = digest_file(extract, progress).sha256
    if told is not None and told != found:
        raise InputError("build-predecessor", file=path.name)
    return found


def standing_same(
    target: Path, made: Manifest, signer: FileSigner | None, contract: Contract, progress: Progress
) -> Manifest | None:
    """Return the manifest of the extract that stands there where a new one would say the same of the same rows.

    What may differ is the file as bytes (a database is not laid out alike twice), the tool, and the instant it was made. Where
    another version of the engine took the fingerprints that stand there, they are taken anew of its rows.
    """
    pair = read_pair(target, progress) if target.is_file() else None
    if pair is None or pair.manifest is None:
        return None
    try:
        there = from_json(pair.manifest)
    except ExtractError:
        return None
    compared = _comparable(target, there, made, contract, progress)
    if _told(compared) != _told(made) or not _signed_alike(pair.manifest, pair.signature, signer):
        return None
    return there if digest_file(target, progress).sha256 == there.sha256 else None


def _comparable(
    target: Path, there: Manifest, made: Manifest, contract: Contract, progress: Progress
) -> Manifest:
    """Return the manifest that stands there with fingerprints the new ones can be held against, where they can be taken."""
    taken = {table.name: table.fingerprint for table in made.tables}
    names = [one.name for one in there.tables if one.fingerprint]
    if there.encrypted or set(names) != taken.keys() or not names:
        return there
    if all(same_rows(one.fingerprint, taken[one.name]) is not None for one in there.tables):
        return there
    try:
        anew = file_fingerprints(target, contract, names, progress)
    except (ExtractError, QueryError):  # made by another contract: then it is not the same either
        return there
    return replace(there, tables=tuple(replace(one, fingerprint=anew[one.name]) for one in there.tables))


def _told(manifest: Manifest) -> Manifest:
    """Return what a manifest says of its content; a table without a fingerprint compares with nothing."""
    if any(not table.fingerprint for table in manifest.tables):
        return manifest
    return replace(manifest, file="", sha256="", bytes=0, chunks=None, tool="", made_at=manifest.made_at.min)


def _signed_alike(content: bytes, signature: bytes | None, signer: FileSigner | None) -> bool:
    if signature is None or signer is None:
        return signature is None and signer is None
    try:
        found = container.read_container(signature)
    except SigningError:
        return False
    same = found.holds(hashlib.sha256(content).digest())
    return all(same) and found.signer == signer.certificate
