"""Owns the office's recovery key: a key pair whose public half wraps a casebook's key, and whose private half lies in a safe.

It refuses to write the private half without a passphrase, and to unwrap what was changed by one bit. Wrapping: ECDH on P-256
with a key made for the occasion, HKDF-SHA256, AES-256-GCM (as ECIES, SEC 1, section 5.1).
"""

from __future__ import annotations

import base64
import json
import secrets

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from console.errors import KeyStoreError

FORMAT = "plumbline-recovery/1"
LARGEST = 8192
_BROKEN = (ValueError, TypeError, KeyError, UnsupportedAlgorithm, RecursionError)


def new_recovery_pair(passphrase: str) -> tuple[bytes, bytes]:
    """Return private half (PKCS#8 under the passphrase) and public half, both PEM; raises KeyStoreError passphrase-empty."""
    if not passphrase:
        raise KeyStoreError("passphrase-empty")
    made = ec.generate_private_key(ec.SECP256R1())
    sealed = BestAvailableEncryption(passphrase.encode())
    private = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealed)
    return private, made.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def wrap_to(public: bytes, key: bytes, purpose: str) -> bytes:
    """Return a key wrapped to a public half, as JSON; raises KeyStoreError recovery-public."""
    office = _public(public)
    once = ec.generate_private_key(ec.SECP256R1())
    told = {
        "format": FORMAT,
        "purpose": purpose,
        "office": _print(office),
        "once": _text(_point(once.public_key())),
    }
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(_shared(once, office, told)).encrypt(nonce, key, _bound(told))
    return json.dumps(
        {**told, "nonce": _text(nonce), "sealed": _text(sealed)}, sort_keys=True, indent=1
    ).encode()


def unwrap_from(wrapped: bytes, private: bytes, passphrase: str) -> bytes:
    """Return the key; raises KeyStoreError recovery-private, recovery-malformed, recovery-refused."""
    try:
        own = load_pem_private_key(private[:LARGEST], passphrase.encode())
    except _BROKEN as fault:
        raise KeyStoreError("recovery-private") from fault
    if not isinstance(own, ec.EllipticCurvePrivateKey):
        raise KeyStoreError("recovery-private")
    try:
        told = json.loads(wrapped[:LARGEST])
        nonce, sealed = (base64.b64decode(told.pop(name), validate=True) for name in ("nonce", "sealed"))
        once = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.b64decode(told["once"]))
        shared = _shared(own, once, told)
    except _BROKEN as fault:
        raise KeyStoreError("recovery-malformed") from fault
    try:
        return AESGCM(shared).decrypt(nonce, sealed, _bound(told))
    except (InvalidTag, ValueError) as fault:
        raise KeyStoreError(
            "recovery-refused", wanted=str(told.get("office")), found=_print(own.public_key())
        ) from fault


def fingerprint_of(public: bytes) -> str:
    """Return what is compared by eye to know an office's key; raises KeyStoreError recovery-public."""
    return _print(_public(public))


def _public(content: bytes) -> ec.EllipticCurvePublicKey:
    try:
        found = load_pem_public_key(content[:LARGEST])
    except _BROKEN as fault:
        raise KeyStoreError("recovery-public") from fault
    if not isinstance(found, ec.EllipticCurvePublicKey) or not isinstance(found.curve, ec.SECP256R1):
        raise KeyStoreError("recovery-public")
    return found


def _shared(own: ec.EllipticCurvePrivateKey, other: ec.EllipticCurvePublicKey, told: dict[str, str]) -> bytes:
    secret = own.exchange(ec.ECDH(), other)
    return HKDF(SHA256(), 32, None, b"plumbline recovery " + _bound(told)).derive(secret)


def _bound(told: dict[str, str]) -> bytes:
    return json.dumps(told, sort_keys=True, ensure_ascii=True).encode()


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _print(key: ec.EllipticCurvePublicKey) -> str:
    digest = Hash(SHA256())
    digest.update(_point(key))
    return digest.finalize().hex()[:16]


def _text(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")
