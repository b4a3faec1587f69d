"""Owns the sealing of a document to one recipient's certificate: CMS enveloped data (RFC 5652), by RSA or by ECDH (RFC 5753).

It refuses an expired certificate and a key nobody can be encrypted to. Sealing hides; it does not say who sealed.
"""

from __future__ import annotations

import os
import struct
from datetime import datetime
from typing import ClassVar

from asn1crypto import algos, cms, core, keys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, keywrap, padding, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.serialization import pkcs7

from console.errors import SigningError
from console.signing.certificates import for_pyhanko, moment, readable

LEAST_RSA_BITS = 2048
WRAP = "aes256_wrap"
SHARED = "1.3.132.1.11.1"  # dhSinglePass-stdDH-sha256kdf
KEY_BYTES, BLOCK_BITS, BLOCK_BYTES = 32, 128, 16


class SharedInfo(core.Sequence):  # type: ignore[misc]
    """What both ends derive the wrapping key from (RFC 5753, 7.2)."""

    _fields: ClassVar = [
        ("key_info", cms.KeyEncryptionAlgorithm),
        ("entity", core.OctetString, {"explicit": 0, "optional": True}),
        ("bits", core.OctetString, {"explicit": 2}),
    ]


def read_recipient(content: bytes, file: str, at: datetime) -> x509.Certificate:
    """Return the certificate in a PEM or DER file; raises SigningError seal-certificate, seal-expired or seal-key."""
    try:
        load = (
            x509.load_pem_x509_certificate
            if content.lstrip().startswith(b"-----")
            else x509.load_der_x509_certificate
        )
        found = readable(load(content))
    except ValueError as fault:
        raise SigningError("seal-certificate", file=file) from fault
    if not found.not_valid_before_utc <= at <= found.not_valid_after_utc:
        raise SigningError("seal-expired", file=file, until=moment(found.not_valid_after_utc))
    key = found.public_key()
    fits = isinstance(key, rsa.RSAPublicKey) and key.key_size >= LEAST_RSA_BITS
    if not fits and not isinstance(key, ec.EllipticCurvePublicKey):
        raise SigningError("seal-key", file=file, least=LEAST_RSA_BITS)
    return found


def seal(content: bytes, recipient: x509.Certificate) -> bytes:
    """Return the content encrypted to the recipient, as DER: whoever holds the key opens it with any CMS program."""
    if isinstance(recipient.public_key(), rsa.RSAPublicKey):
        builder = pkcs7.PKCS7EnvelopeBuilder().set_data(content).add_recipient(recipient)
        builder = builder.set_content_encryption_algorithm(algorithms.AES256)
        return builder.encrypt(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])
    key, start = os.urandom(KEY_BYTES), os.urandom(BLOCK_BYTES)
    enveloped = cms.EnvelopedData(
        {
            "version": 2,
            "recipient_infos": [_agreed(key, recipient)],
            "encrypted_content_info": _encrypted(content, key, start),
        }
    )
    told = cms.ContentInfo({"content_type": cms.ContentType("enveloped_data"), "content": enveloped})
    return bytes(told.dump())


def _encrypted(content: bytes, key: bytes, start: bytes) -> cms.EncryptedContentInfo:
    padder = padding.PKCS7(BLOCK_BITS).padder()
    padded = padder.update(content) + padder.finalize()
    encryptor = Cipher(algorithms.AES256(key), modes.CBC(start)).encryptor()
    algorithm = {"algorithm": algos.EncryptionAlgorithmId("aes256_cbc"), "parameters": start}
    return cms.EncryptedContentInfo(
        {
            "content_type": cms.ContentType("data"),
            "content_encryption_algorithm": cms.EncryptionAlgorithm(algorithm),
            "encrypted_content": encryptor.update(padded) + encryptor.finalize(),
        }
    )


def _agreed(key: bytes, recipient: x509.Certificate) -> cms.RecipientInfo:
    """Wrap the key for a recipient on a curve: a key of ours used once, the recipient's own, and what both derive."""
    theirs = recipient.public_key()
    assert isinstance(theirs, ec.EllipticCurvePublicKey)
    ours = ec.generate_private_key(theirs.curve)
    wrap = cms.KeyEncryptionAlgorithm({"algorithm": cms.KeyEncryptionAlgorithmId(WRAP)})
    shared = SharedInfo({"key_info": wrap, "bits": struct.pack(">I", 8 * KEY_BYTES)})
    derived = X963KDF(hashes.SHA256(), KEY_BYTES, shared.dump()).derive(ours.exchange(ec.ECDH(), theirs))
    public = ours.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    named = for_pyhanko(recipient)
    who = cms.IssuerAndSerialNumber({"issuer": named.issuer, "serial_number": named.serial_number})
    held = {
        "rid": cms.KeyAgreementRecipientIdentifier(name="issuer_and_serial_number", value=who),
        "encrypted_key": keywrap.aes_key_wrap(derived, key),
    }
    algorithm = {"algorithm": cms.KeyEncryptionAlgorithmId(SHARED), "parameters": wrap}
    return cms.RecipientInfo(
        name="kari",
        value=cms.KeyAgreeRecipientInfo(
            {
                "version": 3,
                "originator": cms.OriginatorIdentifierOrKey(
                    name="originator_key", value=keys.PublicKeyInfo.load(public)
                ),
                "key_encryption_algorithm": cms.KeyEncryptionAlgorithm(algorithm),
                "recipient_encrypted_keys": [cms.RecipientEncryptedKey(held)],
            }
        ),
    )
