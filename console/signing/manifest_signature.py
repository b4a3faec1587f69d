"""Owns the detached signature of a manifest: a CMS container beside it, in DER.

It refuses to sign for somebody revoked or out of date, and to call a signature good whose signer is not.
"""

from __future__ import annotations

import asyncio
import hashlib
from datetime import datetime

from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

from console.domain.ports import Clock
from console.domain.verification import Check
from console.errors import SigningError
from console.signing.container import Container, read_container
from console.signing.quiet import hush
from console.signing.signer import FileSigner
from console.signing.signer_trust import judge_signer
from console.signing.truststore import TrustStore
from console.signing.verdicts import failed, passed, refused


def sign_manifest(manifest: bytes, signer: FileSigner, clock: Clock) -> bytes:
    """Return the DER bytes of the detached signature: signing time, certificate digest and chain inside.

    Raises SigningError signer-not-in-force.
    """
    now = clock.now()
    require_in_force(signer, now)
    made = asyncio.run(
        signer.for_pyhanko().async_sign_general_data(
            manifest,
            "sha256",
            detached=True,
            use_cades=True,
            signed_attr_settings=PdfCMSSignedAttributes(signing_time=now),
        )
    )
    return bytes(made.dump())


def verify_manifest(manifest: bytes, signature: bytes, trust: TrustStore, now: datetime) -> tuple[Check, ...]:
    """Return the checks on a manifest's signature; all passed means that it may be relied on."""
    hush()
    try:
        container = read_container(signature)
    except SigningError as fault:
        return (refused("signature-structure", fault),)
    held = holding_checks(container, hashlib.sha256(manifest).digest())
    if not all(check.passed for check in held):
        return held
    if container.signing_time is None:
        return (*held, failed("signing-time", "signing-time-missing"))
    judged = judge_signer(
        container.signer, container.others, claimed=container.signing_time, trust=trust, now=now
    )
    return (*held, *judged)


def holding_checks(container: Container, digest: bytes) -> tuple[Check, ...]:
    """Return the checks that a container signs exactly this SHA-256 with the key it names."""
    same, signed = container.holds(digest)
    return (
        passed("signature-structure", "container-sound"),
        passed("signed-content", "signed-content-same")
        if same
        else failed("signed-content", "signed-content-differs"),
        passed("signature-key", "signature-by-key")
        if signed
        else failed("signature-key", "signature-not-by-key"),
    )


def require_in_force(signer: FileSigner, now: datetime) -> None:
    """Raise SigningError signer-not-in-force where the certificate's dates do not allow to sign now."""
    certificate = signer.certificate
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise SigningError(
            "signer-not-in-force",
            person=signer.person,
            starts=str(certificate.not_valid_before_utc.date()),
            ends=str(certificate.not_valid_after_utc.date()),
        )
