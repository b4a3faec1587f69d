"""Owns one signature container (CMS, RFC 5652) of the only form accepted here.

One signer, SHA-256 with ECDSA or RSA, detached, the signing certificate bound by its digest, nothing unsigned beside it.
It refuses every other encoding of the same: what a signature does not cover must be exactly what it has to be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from pyhanko.sign.general import (
    CMSExtractionError,
    CMSStructuralError,
    MultivaluedAttributeError,
    NonexistentAttributeError,
    find_unique_cms_attribute,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation, validate_sig_integrity

from console.errors import SigningError
from console.signing.certificates import for_pyhanko, readable
from console.signing.quiet import hush

LARGEST = 256 * 1024
BROKEN = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
    CMSExtractionError,
    CMSStructuralError,
    MultivaluedAttributeError,
    NonexistentAttributeError,
    SignatureValidationError,
)
"""What the parsers of certificates and containers raise on bytes that are none."""

_MECHANISMS = ("sha256_ecdsa", "sha256_rsa")
_ATTRIBUTES = {"content_type", "message_digest", "signing_certificate_v2"}
_OPTIONAL = {"signing_time", "cms_algorithm_protection"}
_CURVES = ("secp256r1", "secp384r1")
_RSA_BITS = 3072


@dataclass(frozen=True, slots=True)
class Container:
    """A container of the accepted form; whether it holds is not yet said."""

    signer: x509.Certificate
    others: tuple[x509.Certificate, ...]  # embedded to help reach a root
    signing_time: datetime | None  # the signer's own claim
    signer_info: Any = field(repr=False)

    def holds(self, digest: bytes) -> tuple[bool, bool]:
        """Say whether it signs this SHA-256, and whether the signature is by the signer's key."""
        try:
            matches, signed = validate_sig_integrity(
                self.signer_info, for_pyhanko(self.signer), "data", actual_digest=digest
            )
        except BROKEN:
            return False, False
        return bool(matches), bool(signed)


def read_container(content: bytes) -> Container:
    """Return the container in DER bytes; raises SigningError container-broken."""
    if len(content) > LARGEST:
        raise SigningError("container-broken", detail=f"> {LARGEST} bytes")
    hush()
    try:
        container = _container(cms.ContentInfo.load(content, strict=True))
        canonical = _rebuilt(container) == content
    except BROKEN as fault:
        raise SigningError("container-broken", detail=str(fault) or type(fault).__name__) from fault
    if not canonical:
        raise SigningError("container-broken", detail="DER")
    return container


def _container(info: Any) -> Container:
    signed_data = info["content"]
    found = extract_certs_for_validation(signed_data)
    (signer_info,) = signed_data["signer_infos"]
    names = [attribute["type"].native for attribute in signer_info["signed_attrs"]]
    if not set(names) >= _ATTRIBUTES or set(names) - _ATTRIBUTES - _OPTIONAL or len(names) != len(set(names)):
        raise ValueError(f"signed attributes: {', '.join(sorted(map(str, names)))}")
    signer = _loaded(found.signer_cert)
    embedded = [_loaded(each.chosen) for each in signed_data["certificates"]]
    _require_strong(signer)
    return Container(
        signer=signer,
        others=tuple(other for other in embedded if other != signer),
        signing_time=_signing_time(signer_info, names),
        signer_info=signer_info,
    )


def _loaded(certificate: Any) -> x509.Certificate:
    return readable(x509.load_der_x509_certificate(certificate.dump()))


def _signing_time(signer_info: Any, names: list[str]) -> datetime | None:
    if "signing_time" not in names:
        return None
    told = find_unique_cms_attribute(signer_info["signed_attrs"], "signing_time").native
    if not isinstance(told, datetime) or told.tzinfo is None:
        raise ValueError("signing-time")
    return told


def _require_strong(signer: x509.Certificate) -> None:
    key = signer.public_key()
    strong = (isinstance(key, EllipticCurvePublicKey) and key.curve.name in _CURVES) or (
        isinstance(key, RSAPublicKey) and key.key_size >= _RSA_BITS
    )
    if not strong:
        raise ValueError(f"key: {type(key).__name__}")


def _rebuilt(container: Container) -> bytes:
    """Write the container anew from what was understood of it, so that nothing else can hide in it."""
    info = container.signer_info
    mechanism = info["signature_algorithm"]["algorithm"].native
    if mechanism not in _MECHANISMS:
        raise ValueError(f"signature algorithm: {mechanism}")
    signer = for_pyhanko(container.signer)
    sid = cms.IssuerAndSerialNumber({"issuer": signer.issuer, "serial_number": signer.serial_number})
    signer_info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": sid}),
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": cms.CMSAttributes.load(info["signed_attrs"].untag().dump(), strict=True),
            "signature_algorithm": {"algorithm": mechanism},
            "signature": info["signature"].native,
        }
    )
    signed_data = {
        "version": "v1",
        "digest_algorithms": cms.DigestAlgorithms(({"algorithm": "sha256"},)),
        "encap_content_info": {"content_type": "data"},
        "certificates": [
            cms.CertificateChoices(name="certificate", value=for_pyhanko(each))
            for each in (container.signer, *container.others)
        ],
        "signer_infos": [signer_info],
    }
    whole = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed_data)})
    return bytes(whole.dump())
