"""Owns the authorities the user trusts and what they revoked, read from folders.

It refuses the network, a file it cannot read whole, and a revocation list its authority did not sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding

from console.errors import SigningError
from console.signing import certificates
from console.signing.quiet import hush

LARGEST = 16 * 1024 * 1024
_CERTIFICATES = (".pem", ".crt", ".cer")
_LISTS = (".crl",)
_UNREADABLE = (
    ValueError,
    TypeError,
    InvalidSignature,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
)


@dataclass(frozen=True, slots=True)
class RevocationList:
    """What one authority revoked: serial number → since when; ``next_due`` is None where the list does not say."""

    authority: x509.Certificate  # whose key signed the list: a name alone could be anybody's
    issued_at: datetime
    next_due: datetime | None
    revoked: Mapping[int, datetime]
    content: bytes  # DER

    def stale(self, now: datetime) -> bool:
        """Say whether a newer list should have come out by now."""
        return self.next_due is not None and now > self.next_due


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Trust begins at the ``roots``; ``intermediates`` only help to reach them."""

    roots: tuple[x509.Certificate, ...] = ()
    intermediates: tuple[x509.Certificate, ...] = ()
    lists: tuple[RevocationList, ...] = ()

    @classmethod
    def load(cls, folders: Iterable[Path]) -> TrustStore:
        """Return the trust store of these folders; a folder that does not exist adds nothing.

        Reads certificates (*.pem, *.crt, *.cer; PEM or DER) and revocation lists (*.crl).
        Raises SigningError naming the file: trust-file-unreadable, trust-file-malformed, trust-not-an-authority,
        trust-list-forged.
        """
        hush()
        places = tuple(folders)
        found = [each for path in certificate_files(places) for each in authorities_of(path)]
        unique = tuple({certificates.fingerprint(each): each for each in found}.values())
        roots = tuple(each for each in unique if each.subject == each.issuer)
        lists = tuple(read_file(path, unique) for path in list_files(places))
        return cls(
            roots=roots,
            intermediates=tuple(each for each in unique if each not in roots),
            lists=tuple(known for known in lists if known is not None),
        )

    @property
    def authorities(self) -> tuple[x509.Certificate, ...]:
        """Return all certificates of the store."""
        return self.roots + self.intermediates


def read_list(content: bytes) -> x509.CertificateRevocationList:
    """Return the revocation list in PEM or DER bytes; raises ValueError."""
    pem = content.lstrip().startswith(b"-----BEGIN")
    return x509.load_pem_x509_crl(content) if pem else x509.load_der_x509_crl(content)


def signed_list(
    found: x509.CertificateRevocationList, authorities: Iterable[x509.Certificate]
) -> RevocationList | None:
    """Return the list where one of the authorities signed it, None where its issuer is not among them.

    Raises InvalidSignature where an authority of that name is, but did not sign.
    """
    named = [authority for authority in authorities if authority.subject == found.issuer]
    if not named:
        return None
    signers = [each for each in named if found.is_signature_valid(each.public_key())]  # type: ignore[arg-type]
    if not signers:
        raise InvalidSignature
    return RevocationList(
        authority=signers[0],
        issued_at=found.last_update_utc,
        next_due=found.next_update_utc,
        revoked={entry.serial_number: entry.revocation_date_utc for entry in found},
        content=found.public_bytes(Encoding.DER),
    )


def certificate_files(folders: Iterable[Path]) -> list[Path]:
    """Return the files of certificates in these folders."""
    return _files(folders, _CERTIFICATES)


def list_files(folders: Iterable[Path]) -> list[Path]:
    """Return the files of revocation lists in these folders."""
    return _files(folders, _LISTS)


def _files(folders: Iterable[Path], endings: tuple[str, ...]) -> list[Path]:
    return [
        path
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in endings and path.is_file()
    ]


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise SigningError("trust-file-malformed", file=str(path), detail=f"> {LARGEST} bytes")
        return path.read_bytes()
    except OSError as fault:
        raise SigningError(
            "trust-file-unreadable", file=str(path), detail=fault.strerror or str(fault)
        ) from fault


def authorities_of(path: Path) -> list[x509.Certificate]:
    """Return the authorities' certificates in a file; raises SigningError as ``TrustStore.load`` does."""
    content = _read(path)
    try:
        found = (
            x509.load_pem_x509_certificates(content)
            if content.lstrip().startswith(b"-----BEGIN")
            else [x509.load_der_x509_certificate(content)]
        )
        authorities = [certificates.is_authority(certificates.readable(each)) for each in found]
    except _UNREADABLE as fault:
        raise SigningError("trust-file-malformed", file=str(path), detail=str(fault)) from fault
    if not all(authorities):
        raise SigningError("trust-not-an-authority", file=str(path))
    return found


def read_file(path: Path, authorities: tuple[x509.Certificate, ...]) -> RevocationList | None:
    """Return the revocation list in a file, None where its issuer is none of the authorities; raises SigningError."""
    content = _read(path)
    try:
        return signed_list(read_list(content), authorities)
    except InvalidSignature as fault:
        raise SigningError("trust-list-forged", file=str(path)) from fault
    except _UNREADABLE as fault:
        raise SigningError("trust-file-malformed", file=str(path), detail=str(fault)) from fault
