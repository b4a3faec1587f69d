"""Owns what can be said of an extract at a glance: its manifest and the manifest's signature, not yet its bytes.

It refuses to call that valid: until the bytes are hashed, nobody knows that they are those the manifest tells of.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from console.domain.manifest import Manifest, from_json
from console.domain.ports import Clock, Progress
from console.domain.verification import Verdict, Verification
from console.errors import ExtractError
from console.signing.beside import read_pair
from console.signing.chain import destroy_by_check
from console.signing.hashing import size_of
from console.signing.manifest_signature import verify_manifest
from console.signing.truststore import TrustStore
from console.signing.verdicts import failed


@dataclass(frozen=True, slots=True)
class Claim:
    """What a manifest somebody trusted signed says of an extract; the verdict is never better than untrusted."""

    verification: Verification
    manifest: Manifest


def claim_of(path: Path, trust: TrustStore, clock: Clock, progress: Progress) -> Claim | None:
    """Return what is claimed of an extract, or None where anything already stands against it.

    Raises ExtractError signing-file-unreadable, and Cancelled.
    """
    pair = read_pair(path, progress)
    if pair.manifest is None or pair.signature is None:
        return None
    try:
        manifest = from_json(pair.manifest)
    except ExtractError:
        return None
    now = clock.now()
    checks = (*verify_manifest(pair.manifest, pair.signature, trust, now), destroy_by_check(manifest, now))
    if size_of(path) != manifest.bytes or not all(check.passed for check in checks):
        return None
    pending = failed("digest", "extract-being-verified", wanted=manifest.sha256)
    return Claim(Verification(Verdict.UNTRUSTED, "extract", (pending, *checks)), manifest)
