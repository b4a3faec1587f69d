"""Owns the destruction of an extract: wiped with everything that holds its rows, and certified by who did it.

Killed half way, it goes on at the next call and certifies the digest taken before the first byte was overwritten. It refuses
a file that is no extract. What it cannot reach it does not claim: copies elsewhere, and what flash memory keeps of its own.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from console import __version__
from console.domain.manifest import from_json
from console.domain.ports import Clock, Progress, Vault
from console.errors import ExitCode, ExtractError, UsageError
from console.jobs.extract_key import key_file, key_name
from console.jobs.importing import rejected_path
from console.jobs.signers import require_usable
from console.jobs.verify import kind_of
from console.jobs.wiping import wipe
from console.paths import cache_folder
from console.signing.beside import manifest_path, read_pair, write_whole
from console.signing.destruction import (
    LARGEST,
    Certificate,
    certificate_path,
    certificate_signature_path,
    read_certificate,
)
from console.signing.hashing import digest_file
from console.signing.manifest_signature import sign_manifest
from console.signing.signer import FileSigner
from console.signing.supplement_files import supplement_paths


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What was wiped, and where the certificate and its signature stand."""

    certificate: Certificate
    certificate_file: Path
    signature_file: Path


def destroy(
    path: Path, reason: str, signer: FileSigner, clock: Clock, progress: Progress, vault: Vault | None = None
) -> Destroyed:
    """Wipe an extract, its rejected rows, supplements, key and kept readings; leave a signed certificate.

    Raises ExtractError file-not-found or verify-kind, UsageError destroy-early (before its day without a reason),
    InputError destroy-unwritable, SigningError. Manifest and signature stay: they hold no row, and the chain needs them.
    """
    require_usable(signer, clock)
    told, name = _told(path, reason, signer, clock, progress), key_name(path)
    _write_intent(path, told)
    for each in (path, *_companions(path)):
        wipe(each, progress)
    shutil.rmtree(cache_folder() / "readings" / told.sha256, ignore_errors=True)
    if vault is not None and vault.safe:
        vault.forget(name)
    made = replace(told, destroyed_at=clock.now().replace(microsecond=0).isoformat())
    kept = certificate_path(path)
    write_whole(certificate_signature_path(kept), sign_manifest(made.to_json(), signer, clock))
    write_whole(kept, made.to_json())
    _intent(path).unlink(missing_ok=True)
    return Destroyed(made, kept, certificate_signature_path(kept))


def _told(path: Path, reason: str, signer: FileSigner, clock: Clock, progress: Progress) -> Certificate:
    begun = _begun(path)
    if begun is not None:
        return replace(begun, person=signer.person, organisation=signer.organisation)
    if not path.is_file():
        raise ExtractError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path))
    if kind_of(path) != "extract":
        raise ExtractError("verify-kind", exit_code=ExitCode.NOT_AN_EXTRACT, file=str(path))
    content = read_pair(path, progress).manifest if manifest_path(path).is_file() else None
    day = None if content is None else from_json(content).destroy_by
    if not reason and (day is None or clock.now().date() <= day):
        raise UsageError("destroy-early", file=path.name, day="—" if day is None else str(day))
    digest = digest_file(path, progress)
    return Certificate(
        path.name,
        digest.sha256,
        digest.bytes,
        "" if day is None else str(day),
        clock.now().replace(microsecond=0).isoformat(),
        reason,
        signer.person,
        signer.organisation,
        tuple(each.name for each in _companions(path)),
        f"plumbline {__version__}",
    )


def _companions(path: Path) -> list[Path]:
    """Return what else beside the extract holds rows of it, or opens it."""
    found = [rejected_path(path), key_file(path), *supplement_paths(path)]
    return [each for each in found if each.is_file()]


def _intent(path: Path) -> Path:
    return path.with_name(path.name + ".destroying.json")


def _begun(path: Path) -> Certificate | None:
    """Return what an earlier call that was killed had set out to destroy."""
    try:
        return read_certificate(_intent(path).read_bytes()[:LARGEST])
    except (OSError, ExtractError):
        return None


def _write_intent(path: Path, told: Certificate) -> None:
    write_whole(_intent(path), told.to_json())
