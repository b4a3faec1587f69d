"""Owns the verdict on an extract, from its bytes, its manifest and the manifest's signature.

It refuses to open the file as a database: what is not yet trusted is hashed, never run.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from console.domain.manifest import LARGEST, Manifest, from_json
from console.domain.ports import Clock, Progress
from console.domain.verification import Check, Verdict, Verification
from console.errors import ExitCode, ExtractError
from console.signing import container
from console.signing.hashing import FileDigest, digest_file
from console.signing.manifest_signature import verify_manifest
from console.signing.truststore import TrustStore
from console.signing.verdicts import failed, passed, refused, verdict_of

MANIFEST_ENDING = ".manifest.json"
SIGNATURE_ENDING = ".manifest.p7s"


@dataclass(frozen=True, slots=True)
class ExtractTrust:
    """The verdict on an extract, with the digest it was reached over and the manifest, None where it cannot be read."""

    verification: Verification
    manifest: Manifest | None
    digest: str  # SHA-256 of the whole file, hexadecimal
    bytes: int

    @property
    def verdict(self) -> Verdict:
        """Return the verdict on the whole."""
        return self.verification.verdict


def manifest_path(extract: Path) -> Path:
    """Return where the manifest of an extract stands."""
    return extract.with_name(extract.name + MANIFEST_ENDING)


def signature_path(extract: Path) -> Path:
    """Return where the signature of an extract's manifest stands."""
    return extract.with_name(extract.name + SIGNATURE_ENDING)


def verify_extract(path: Path, trust: TrustStore, clock: Clock, progress: Progress) -> ExtractTrust:
    """Return what can be said of an extract before anything opens it.

    Raises ExtractError file-not-found or signing-file-unreadable, and Cancelled.
    """
    digest = digest_file(path, progress)
    content = _beside(manifest_path(path), LARGEST)
    if content is None:
        checks: tuple[Check, ...] = (
            failed("signature-present", "manifest-absent", file=manifest_path(path).name),
        )
        return _outcome(checks, None, digest)
    try:
        manifest = from_json(content)
    except ExtractError as fault:
        return _outcome((refused("manifest", fault),), None, digest)
    checks = (
        passed("manifest", "manifest-read", tables=len(manifest.tables), made_at=str(manifest.made_at)),
        *_same_file(manifest, digest),
        *_signature(path, content, trust, clock),
    )
    return _outcome(checks, manifest, digest)


def _same_file(manifest: Manifest, digest: FileDigest) -> tuple[Check, ...]:
    same_size, same_digest = manifest.bytes == digest.bytes, manifest.sha256 == digest.sha256
    sizes = {"bytes": digest.bytes, "wanted": manifest.bytes}
    digests = {"sha256": digest.sha256, "wanted": manifest.sha256}
    return (
        passed("size", "extract-size-same", bytes=digest.bytes)
        if same_size
        else failed("size", "extract-size-differs", **sizes),
        passed("digest", "extract-digest-same", sha256=digest.sha256)
        if same_digest
        else failed("digest", "extract-digest-differs", **digests),
    )


def _signature(path: Path, content: bytes, trust: TrustStore, clock: Clock) -> tuple[Check, ...]:
    signature = _beside(signature_path(path), container.LARGEST)
    if signature is None:
        return (failed("signature-present", "signature-absent", file=signature_path(path).name),)
    present = passed("signature-present", "signature-present", file=signature_path(path).name)
    return (present, *verify_manifest(content, signature, trust, clock.now()))


def _beside(path: Path, largest: int) -> bytes | None:
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


def _outcome(checks: tuple[Check, ...], manifest: Manifest | None, digest: FileDigest) -> ExtractTrust:
    verification = Verification(verdict_of(checks), "extract", checks)
    return ExtractTrust(verification, manifest, digest.sha256, digest.bytes)
