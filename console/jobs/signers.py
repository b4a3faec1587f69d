"""Owns whether somebody may sign on this computer now. It refuses whom a revocation list held here revokes."""

from __future__ import annotations

from console import paths
from console.domain.ports import Clock
from console.signing.manifest_signature import require_in_force
from console.signing.signer import FileSigner
from console.signing.signer_trust import refuse_revoked
from console.signing.truststore import TrustStore


def require_usable(signer: FileSigner, clock: Clock) -> None:
    """Raise SigningError signer-not-in-force, or signer-revoked where a list this computer holds says so."""
    now = clock.now()
    require_in_force(signer, now)
    known = TrustStore.load((paths.resource_root() / "trust", paths.trust_folder()))
    refuse_revoked(signer.certificate, signer.chain, known, now)
