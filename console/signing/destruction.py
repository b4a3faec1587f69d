"""Owns the certificate of destruction: which extract was wiped, when, why, by whom, signed like a manifest.

It refuses to certify what nobody signs, and every certificate that is not exactly of this form.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from console.domain.ports import Clock
from console.domain.verification import Check, Verification
from console.errors import ExitCode, ExtractError
from console.signing import container
from console.signing.beside import small_file
from console.signing.manifest_signature import verify_manifest
from console.signing.truststore import TrustStore
from console.signing.verdicts import failed, passed, refused, verdict_of

FORMAT = "plumbline-destruction/1"
LARGEST = 64 * 1024
Content = bytes
"""The bytes of a certificate; a name of their own, since ``Certificate.bytes`` is the size of the extract."""
METHOD = "overwritten-once-and-unlinked"
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is certified. ``removed`` names what went with the extract; ``destroy_by`` is empty where no manifest told it."""

    file: str
    sha256: str  # of the extract as it was wiped
    bytes: int
    destroy_by: str
    destroyed_at: str
    reason: str
    person: str
    organisation: str
    removed: tuple[str, ...]
    tool: str
    method: str = METHOD
    format: str = FORMAT

    def to_json(self) -> Content:
        """Return the canonical bytes that are signed: sorted keys, UTF-8, no spaces."""
        told = {**asdict(self), "removed": list(self.removed)}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def certificate_path(extract: Path) -> Path:
    """Return where the certificate of an extract's destruction stands."""
    return extract.with_name(extract.name + ".destroyed.json")


def certificate_signature_path(certificate: Path) -> Path:
    """Return where the signature of a certificate stands."""
    return certificate.with_suffix(".p7s")


def read_certificate(content: bytes) -> Certificate:
    """Return the certificate these bytes hold; raises ExtractError destruction-malformed."""
    try:
        told: Any = json.loads(content[: LARGEST + 1].decode("utf-8"))
        made = Certificate(**{**told, "removed": tuple(told["removed"])})
        datetime.fromisoformat(made.destroyed_at)
        same = made.to_json() == content
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise _malformed(str(fault)) from fault
    if not same or made.format != FORMAT or not _DIGEST.fullmatch(made.sha256):
        raise _malformed(made.format)
    return made


def certified(extract: Path) -> Certificate | None:
    """Return what the certificate beside a place says; None where there is none that can be read."""
    content = small_file(certificate_path(extract), LARGEST)
    try:
        return None if content is None else read_certificate(content)
    except ExtractError:
        return None


def refuse_destroyed(extract: Path) -> None:
    """Raise ExtractError extract-destroyed for a file that is not there where a certificate beside its place says why."""
    made = None if extract.exists() else certified(extract)
    if made is not None:
        told = {"file": extract.name, "at": made.destroyed_at, "certificate": certificate_path(extract).name}
        raise ExtractError("extract-destroyed", exit_code=ExitCode.NOT_FOUND, **told)


def is_certificate(path: Path) -> bool:
    """Say whether a file calls itself a certificate of destruction."""
    try:
        with path.open("rb") as stream:
            head = stream.read(LARGEST)
    except OSError:
        return False
    return head.startswith(b"{") and f'"format":"{FORMAT}"'.encode() in head


def verify_destruction(path: Path, trust: TrustStore, clock: Clock) -> Verification:
    """Return what can be said of a certificate of destruction; raises ExtractError file-not-found."""
    content = small_file(path, LARGEST)
    if content is None:
        raise ExtractError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path))
    try:
        made = read_certificate(content)
    except ExtractError as fault:
        return _outcome((refused("certificate", fault),))
    told = {"file": made.file, "sha256": made.sha256, "at": made.destroyed_at, "person": made.person}
    return _outcome(
        (
            passed("certificate", "destruction-read", **told),
            *_signature(path, content, trust, clock),
            _gone(path, made),
        )
    )


def _signature(path: Path, content: bytes, trust: TrustStore, clock: Clock) -> tuple[Check, ...]:
    beside = certificate_signature_path(path)
    signature = small_file(beside, container.LARGEST)
    if signature is None:
        return (failed("signature-present", "destruction-signature-absent", file=beside.name),)
    present = passed("signature-present", "destruction-signature-present", file=beside.name)
    return (present, *verify_manifest(content, signature, trust, clock.now()))


def _gone(path: Path, made: Certificate) -> Check:
    """The name alone is looked at: a copy elsewhere no certificate can speak of."""
    if path.with_name(made.file).exists():
        return failed("destroyed", "destruction-still-there", file=made.file)
    return passed("destroyed", "destruction-gone", file=made.file)


def _outcome(checks: tuple[Check, ...]) -> Verification:
    return Verification(verdict_of(checks), "destruction", checks)


def _malformed(detail: str) -> ExtractError:
    return ExtractError("destruction-malformed", exit_code=ExitCode.INVALID, detail=detail)
