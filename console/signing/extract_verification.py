"""Owns the verdict on an extract, from its bytes, its manifest and the manifest's signature.

It refuses to open the file as a database: what is not yet trusted is hashed, never run. The chunks a trusted manifest tells
of are hashed on all cores, and going on where an interrupted verification stopped; where nobody trusted tells of any, the
whole is hashed in one go.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from console.domain.chunks import Chunks
from console.domain.manifest import Manifest, from_json
from console.domain.ports import Clock, Progress
from console.domain.verification import Check, Verdict, Verification
from console.errors import ExtractError, Fact
from console.signing.beside import manifest_path, read_pair, signature_path
from console.signing.chain import Chain, chain_check, chain_of, destroy_by_check
from console.signing.chunk_hashing import wrong_chunks
from console.signing.destruction import certificate_path, certified, refuse_destroyed
from console.signing.hashing import FileDigest, digest_file, size_of
from console.signing.manifest_signature import verify_manifest
from console.signing.resumption import resumption_of
from console.signing.truststore import TrustStore
from console.signing.verdicts import failed, passed, refused, verdict_of

__all__ = ["ExtractTrust", "manifest_path", "signature_path", "verify_extract"]


@dataclass(frozen=True, slots=True)
class ExtractTrust:
    """The verdict on an extract, with the digest it was reached over and the manifest, None where it cannot be read.

    ``chain`` is what it follows, None without a manifest. The plain word for all of it is ``verification.standing``.
    """

    verification: Verification
    manifest: Manifest | None
    digest: str  # SHA-256 of the whole file, hexadecimal
    bytes: int
    chain: Chain | None = None

    @property
    def verdict(self) -> Verdict:
        """Return the verdict on the whole."""
        return self.verification.verdict


def verify_extract(path: Path, trust: TrustStore, clock: Clock, progress: Progress) -> ExtractTrust:
    """Return what can be said of an extract or a supplement before anything opens it.

    Raises ExtractError file-not-found, extract-destroyed or signing-file-unreadable, and Cancelled.
    """
    refuse_destroyed(path)
    size = size_of(path)
    pair = read_pair(path, progress)
    if pair.manifest is None:
        absent = failed("signature-present", "manifest-absent", file=manifest_path(path).name)
        return _outcome((absent,), None, digest_file(path, progress), None)
    try:
        manifest = from_json(pair.manifest)
    except ExtractError as fault:
        return _outcome((refused("manifest", fault),), None, digest_file(path, progress), None)
    now = clock.now()
    signature = _signature(path, pair.manifest, pair.signature, trust, clock)
    digest, same = _same_file(path, manifest, size, progress, trusted=all(one.passed for one in signature))
    chain = chain_of(path, manifest, trust, now)
    checks = (
        passed("manifest", "manifest-read", tables=len(manifest.tables), made_at=str(manifest.made_at)),
        *same,
        *signature,
        *_certified_gone(path, manifest),
        chain_check(chain),
        destroy_by_check(manifest, now),
    )
    return _outcome(checks, manifest, digest, chain)


def _same_file(
    path: Path, manifest: Manifest, size: int, progress: Progress, trusted: bool
) -> tuple[FileDigest, tuple[Check, ...]]:
    """A trusted manifest's word for the whole is taken where every chunk of it holds; no other manifest's is."""
    if not trusted or manifest.chunks is None or size != manifest.bytes:
        digest = digest_file(path, progress)
        return digest, (_size_check(manifest, digest.bytes), _digest_check(manifest, digest))
    wrong = _wrong(path, manifest.chunks, size, progress)
    sized = _size_check(manifest, size)
    if not wrong:
        found = FileDigest(manifest.sha256, size)
        told: dict[str, Fact] = {"count": len(manifest.chunks.digests), "root": manifest.chunks.root}
        return found, (sized, passed("digest", "extract-chunks-same", sha256=manifest.sha256, **told))
    starts = wrong[0] * manifest.chunks.size
    places = {"first": starts, "last": min(starts + manifest.chunks.size, size) - 1, "count": len(wrong)}
    return digest_file(path, progress), (sized, failed("digest", "extract-chunks-differ", **places))


def _wrong(path: Path, chunks: Chunks, size: int, progress: Progress) -> tuple[int, ...]:
    resumption = resumption_of(path, chunks.root)
    first = min(resumption.first(), len(chunks.digests))
    try:
        found = wrong_chunks(path, chunks, size, progress, first, resumption.reached)
    except BaseException:
        resumption.keep()
        raise
    resumption.forget()
    return found


def _certified_gone(path: Path, manifest: Manifest) -> tuple[Check, ...]:
    """What a certificate beside it says was destroyed is not to be used again, whoever put it back."""
    made = certified(path)
    if made is None or made.sha256 != manifest.sha256:
        return ()
    return (
        failed("destroyed", "destroyed-put-back", file=certificate_path(path).name, at=made.destroyed_at),
    )


def _size_check(manifest: Manifest, size: int) -> Check:
    if manifest.bytes == size:
        return passed("size", "extract-size-same", bytes=size)
    return failed("size", "extract-size-differs", bytes=size, wanted=manifest.bytes)


def _digest_check(manifest: Manifest, digest: FileDigest) -> Check:
    if manifest.sha256 == digest.sha256:
        return passed("digest", "extract-digest-same", sha256=digest.sha256)
    return failed("digest", "extract-digest-differs", sha256=digest.sha256, wanted=manifest.sha256)


def _signature(
    path: Path, content: bytes, signature: bytes | None, trust: TrustStore, clock: Clock
) -> tuple[Check, ...]:
    if signature is None:
        return (failed("signature-present", "signature-absent", file=signature_path(path).name),)
    present = passed("signature-present", "signature-present", file=signature_path(path).name)
    return (present, *verify_manifest(content, signature, trust, clock.now()))


def _outcome(
    checks: tuple[Check, ...], manifest: Manifest | None, digest: FileDigest, chain: Chain | None
) -> ExtractTrust:
    kind = "extract" if manifest is None else manifest.kind
    verification = Verification(verdict_of(checks), kind, checks)
    return ExtractTrust(verification, manifest, digest.sha256, digest.bytes, chain)
