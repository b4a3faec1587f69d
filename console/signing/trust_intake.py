"""Owns the way of a file into the trust folder: an authority's certificate, or its revocation list.

It refuses a certificate nobody compared, and a list that is forged, of a stranger, or older than the one held.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding

from console.errors import ExitCode, SigningError
from console.signing import certificates
from console.signing.truststore import LARGEST, RevocationList, TrustStore, read_list, signed_list

ENOUGH = 16
"""Hexadecimal digits of a fingerprint somebody must have compared: 64 bits."""

_UNREADABLE = (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion, x509.DuplicateExtension)

Compare = Callable[[str, str], bool]
"""Takes the name and the fingerprint of an authority; returns whether somebody found it to be the one they were told."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken into the trust folder: ``kind`` is certificate or list."""

    kind: str
    file: Path
    authority: str
    fingerprint: str


def take_into_trust(
    file: Path, folder: Path, trust_folders: tuple[Path, ...], compare: Compare
) -> tuple[Taken, ...]:
    """Take authorities' certificates or a revocation list from a file into a trust folder.

    Raises SigningError: trust-file-unreadable, trust-file-malformed, trust-not-an-authority, trust-not-compared,
    trust-list-stranger (its authority is not trusted), trust-list-forged, trust-list-older (than one held already).
    """
    content = _read(file)
    found = _certificates(content)
    if found is not None:
        return _take_certificates(file, found, folder, compare)
    return (_take_list(file, content, folder, TrustStore.load((*trust_folders, folder))),)


def take_list(file: Path, folder: Path, trust_folders: tuple[Path, ...]) -> Taken:
    """Take a revocation list, and nothing else, from a file; raises SigningError as ``take_into_trust`` does."""
    return _take_list(file, _read(file), folder, TrustStore.load((*trust_folders, folder)))


def authorities_in(file: Path) -> tuple[x509.Certificate, ...]:
    """Return the certificates a file offers, for somebody to compare before they are taken; none where it is a list."""
    return tuple(_certificates(_read(file)) or ())


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except FileNotFoundError as fault:
        raise SigningError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(file)) from fault
    except OSError as fault:
        raise SigningError("trust-file-unreadable", file=str(file), detail=fault.strerror or "") from fault
    if len(content) > LARGEST:
        raise SigningError("trust-file-malformed", file=str(file), detail=f"> {LARGEST} bytes")
    return content


def _certificates(content: bytes) -> list[x509.Certificate] | None:
    """Return the certificates of the bytes, None where they hold none."""
    try:
        if content.lstrip().startswith(b"-----BEGIN"):
            return [certificates.readable(each) for each in x509.load_pem_x509_certificates(content)]
        return [certificates.readable(x509.load_der_x509_certificate(content))]
    except _UNREADABLE:
        return None


def _take_certificates(
    file: Path, found: list[x509.Certificate], folder: Path, compare: Compare
) -> tuple[Taken, ...]:
    if not all(certificates.is_authority(each) for each in found):
        raise SigningError("trust-not-an-authority", file=str(file))
    for each in found:
        name, mark = certificates.person(each), certificates.fingerprint(each)
        if not compare(name, mark):
            raise SigningError("trust-not-compared", authority=name, fingerprint=mark)
    return tuple(
        _keep(folder, each, "certificate", f"{certificates.fingerprint(each)[:ENOUGH]}.pem", _pem(each))
        for each in found
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)


def _take_list(file: Path, content: bytes, folder: Path, trust: TrustStore) -> Taken:
    try:
        signed = signed_list(read_list(content), trust.authorities)
    except InvalidSignature as fault:
        raise SigningError("trust-list-forged", file=str(file)) from fault
    except _UNREADABLE as fault:
        raise SigningError("trust-file-malformed", file=str(file), detail=str(fault)) from fault
    if signed is None:
        raise SigningError("trust-list-stranger", file=str(file))
    _refuse_older(file, signed, trust)
    name = f"{certificates.fingerprint(signed.authority)[:ENOUGH]}.crl"
    return _keep(folder, signed.authority, "list", name, signed.content)


def _refuse_older(file: Path, signed: RevocationList, trust: TrustStore) -> None:
    """An older list would take a revocation back without the authority's word."""
    held = [known.issued_at for known in trust.lists if known.authority == signed.authority]
    if held and signed.issued_at < max(held):
        raise SigningError(
            "trust-list-older",
            file=str(file),
            issued=certificates.moment(signed.issued_at),
            held=certificates.moment(max(held)),
        )


def _keep(folder: Path, authority: x509.Certificate, kind: str, name: str, content: bytes) -> Taken:
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f"{name}.new")
        half.write_bytes(content)
        half.replace(path)
    except OSError as fault:
        raise SigningError("key-file-unwritable", file=str(path), detail=fault.strerror or "") from fault
    return Taken(kind, path, certificates.person(authority), certificates.fingerprint(authority))
