"""Owns the way of an authority out of the trust folder, its revocation list with it.

It refuses a fingerprint that names none or several, and to touch what came with the console.
"""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from console.errors import SigningError
from console.signing import certificates
from console.signing.truststore import TrustStore, authorities_of, certificate_files, list_files, read_file

SHORTEST = 8
"""Hexadecimal digits of a fingerprint that name an authority among those trusted."""


def remove_from_trust(fingerprint: str, folder: Path, trust_folders: tuple[Path, ...]) -> x509.Certificate:
    """Trust an authority of the folder no longer, and return its certificate.

    Raises SigningError trust-none (no such authority, or more than one), trust-not-own (it stands in another folder),
    key-file-unwritable.
    """
    wanted = fingerprint.replace(":", "").replace(" ", "").lower()
    known = TrustStore.load((*trust_folders, folder)).authorities
    named = [each for each in known if certificates.fingerprint(each).startswith(wanted)]
    if len(wanted) < SHORTEST or len(named) != 1:
        raise SigningError("trust-none", fingerprint=fingerprint, count=len(named), shortest=SHORTEST)
    holding = [path for path in certificate_files((folder,)) if named[0] in authorities_of(path)]
    if not holding:
        raise SigningError("trust-not-own", authority=certificates.person(named[0]))
    try:
        for path in holding:
            _without(path, named[0])
        for path in list_files((folder,)):
            if _issued_by(path, named[0], known):
                path.unlink()
    except OSError as fault:
        raise SigningError("key-file-unwritable", file=str(folder), detail=fault.strerror or "") from fault
    return named[0]


def _without(path: Path, certificate: x509.Certificate) -> None:
    kept = [each for each in authorities_of(path) if each != certificate]
    if not kept:
        path.unlink()
        return
    half = path.with_name(f"{path.name}.new")
    half.write_bytes(b"".join(each.public_bytes(Encoding.PEM) for each in kept))
    half.replace(path)


def _issued_by(path: Path, certificate: x509.Certificate, known: tuple[x509.Certificate, ...]) -> bool:
    """A list without its authority would make the whole folder unreadable as forged where a namesake is trusted."""
    found = read_file(path, known)
    return found is not None and found.authority == certificate
