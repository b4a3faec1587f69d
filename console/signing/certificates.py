"""Owns the reading of certificates: who they name, for how long, as which library wants them.

It refuses to say whether to trust one: that is the trust store's and the path's.
"""

from __future__ import annotations

from datetime import datetime

from asn1crypto import x509 as plain
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID, ObjectIdentifier

DEMONSTRATION = "DEMONSTRATION"
"""Stands in the subject of every certificate that vouches for nothing outside a demonstration."""

_UNREADABLE = (x509.ExtensionNotFound, x509.DuplicateExtension, x509.UnsupportedGeneralNameType, ValueError)


def readable(certificate: x509.Certificate) -> x509.Certificate:
    """Return the certificate itself once all that is asked of it later was read; raises ValueError.

    The library reads lazily: without this a damaged name would fault wherever it is first looked at.
    """
    _ = (certificate.subject, certificate.issuer, certificate.serial_number, certificate.public_key())
    _ = (certificate.not_valid_before_utc, certificate.not_valid_after_utc)
    return certificate


def person(certificate: x509.Certificate) -> str:
    """Return the common name of the subject, or an empty string."""
    return _attribute(certificate.subject, NameOID.COMMON_NAME)


def organisation(certificate: x509.Certificate) -> str:
    """Return the organisation of the subject, or an empty string."""
    return _attribute(certificate.subject, NameOID.ORGANIZATION_NAME)


def demonstration(certificate: x509.Certificate) -> bool:
    """Say whether subject or issuer calls itself a demonstration."""
    return any(DEMONSTRATION in name.rfc4514_string() for name in (certificate.subject, certificate.issuer))


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of the certificate in hexadecimal."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def der(certificate: x509.Certificate) -> bytes:
    """Return the certificate's DER bytes."""
    return certificate.public_bytes(Encoding.DER)


def for_pyhanko(certificate: x509.Certificate) -> plain.Certificate:
    """Return the same certificate as pyHanko takes it."""
    return plain.Certificate.load(der(certificate))


def is_authority(certificate: x509.Certificate) -> bool:
    """Say whether the certificate may issue others."""
    try:
        return bool(certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except _UNREADABLE:
        return False


def may_sign_documents(certificate: x509.Certificate) -> bool:
    """Say whether the key usage allows a signature that cannot be disowned, and the certificate is nobody's issuer."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except _UNREADABLE:
        return False
    return bool(usage.digital_signature and usage.content_commitment) and not is_authority(certificate)


def same_person(one: x509.Certificate, other: x509.Certificate) -> bool:
    """Say whether two certificates name the same subject or hold the same key: four eyes need two persons."""
    return one.subject == other.subject or one.public_key() == other.public_key()


def moment(at: datetime) -> str:
    """Return an instant as sentences give it: to the second, with its offset."""
    return at.isoformat(sep=" ", timespec="seconds")


def _attribute(name: x509.Name, which: ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(which)
    return str(found[0].value) if found else ""
