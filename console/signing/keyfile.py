"""Owns the private key on disk: encrypted PKCS#8 under a passphrase. It refuses to write one in clear, ever."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from asn1crypto import algos, keys, pem
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, padding
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from console.errors import KeyStoreError, SigningError

PrivateKey = EllipticCurvePrivateKey | RSAPrivateKey

ROUNDS = 600_000
"""Rounds of PBKDF2-HMAC-SHA-256, after OWASP's Password Storage Cheat Sheet (2023); the library's own default is 2,048."""


def write_key(path: Path, key: PrivateKey, passphrase: str) -> None:
    """Write a new key file that only its owner may read.

    Raises KeyStoreError passphrase-empty, and SigningError key-file-exists or key-file-unwritable.
    """
    content = pem.armor("ENCRYPTED PRIVATE KEY", _encrypted(key, _secret(passphrase)))
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except FileExistsError as fault:
        raise SigningError("key-file-exists", file=str(path)) from fault
    except OSError as fault:
        raise SigningError(
            "key-file-unwritable", file=str(path), detail=fault.strerror or str(fault)
        ) from fault


def read_key(path: Path, passphrase: str) -> PrivateKey:
    """Return the key of a file.

    Raises KeyStoreError: key-file-missing, key-file-clear (not encrypted), key-passphrase-wrong, key-file-malformed.
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise KeyStoreError("key-file-missing", file=str(path), detail=fault.strerror or "") from fault
    if b"ENCRYPTED PRIVATE KEY" not in content:
        raise KeyStoreError("key-file-clear", file=str(path))
    try:
        found = load_pem_private_key(content, _secret(passphrase))
    except ValueError as fault:
        key = "key-passphrase-wrong" if _whole(content) else "key-file-malformed"
        raise KeyStoreError(key, file=str(path)) from fault
    except (TypeError, UnsupportedAlgorithm) as fault:
        raise KeyStoreError("key-file-malformed", file=str(path)) from fault
    if not isinstance(found, EllipticCurvePrivateKey | RSAPrivateKey):
        raise KeyStoreError("key-file-malformed", file=str(path))
    return found


def clear_for_signing(key: PrivateKey) -> keys.PrivateKeyInfo:
    """Return the key as pyHanko takes it, in memory only."""
    return keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))


def _secret(passphrase: str) -> bytes:
    if not passphrase:
        raise KeyStoreError("passphrase-empty")
    return passphrase.encode("utf-8")


def _encrypted(key: PrivateKey, secret: bytes) -> bytes:
    salt, vector = secrets.token_bytes(16), secrets.token_bytes(16)
    derived = PBKDF2HMAC(hashes.SHA256(), 32, salt, ROUNDS).derive(secret)
    padder = padding.PKCS7(128).padder()
    clear = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    encryptor = Cipher(AES(derived), CBC(vector)).encryptor()
    sealed = encryptor.update(padder.update(clear) + padder.finalize()) + encryptor.finalize()
    info = keys.EncryptedPrivateKeyInfo(
        {"encryption_algorithm": _scheme(salt, vector), "encrypted_data": sealed}
    )
    return bytes(info.dump())


def _scheme(salt: bytes, vector: bytes) -> algos.EncryptionAlgorithm:
    derivation = {
        "algorithm": "pbkdf2",
        "parameters": {
            "salt": algos.Pbkdf2Salt(name="specified", value=salt),
            "iteration_count": ROUNDS,
            "prf": {"algorithm": "sha256"},
        },
    }
    cipher = {"algorithm": "aes256_cbc", "parameters": vector}
    return algos.EncryptionAlgorithm(
        {
            "algorithm": "pbes2",
            "parameters": {"key_derivation_func": derivation, "encryption_scheme": cipher},
        }
    )


def _whole(content: bytes) -> bool:
    try:
        keys.EncryptedPrivateKeyInfo.load(pem.unarmor(content)[2], strict=True).native  # noqa: B018
    except (ValueError, TypeError):
        return False
    return True
