"""Owns how an entry's payload is encrypted and what its leaf is made of. It refuses to know where either is kept."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from console.domain.finding import canonical
from console.domain.ledger import leaf_hash
from console.errors import CasebookError

SALT_BYTES, NONCE_BYTES, DATA_KEY_BYTES = 32, 12, 32


@dataclass(frozen=True, slots=True)
class Header:
    """What the log tells of an entry for ever: when, by whom, what kind, about what. ``at`` is ISO 8601 with an offset."""

    sequence: int
    at: str
    actor: str
    role: str
    kind: str
    subject: str
    procedure: int

    def document(self) -> dict[str, str | int]:
        """Return the header as plain values."""
        return {
            "sequence": self.sequence,
            "at": self.at,
            "actor": self.actor,
            "role": self.role,
            "kind": self.kind,
            "subject": self.subject,
            "procedure": self.procedure,
        }


@dataclass(frozen=True, slots=True)
class Sealed:
    """An encrypted payload with the key that is its own, so that erasing both leaves nothing to read."""

    salt: bytes
    nonce: bytes
    data_key: bytes
    ciphertext: bytes

    def digest(self) -> bytes:
        """Return the salted digest that stands for the payload in the log."""
        return sha256(self.salt + self.nonce + self.ciphertext).digest()


def leaf_data(header: Header, digest: bytes) -> bytes:
    """Return the bytes whose leaf hash is in the log."""
    return canonical({**header.document(), "digest": digest.hex()})


def leaf_of(header: Header, digest: bytes) -> bytes:
    """Return the leaf hash of an entry."""
    return leaf_hash(leaf_data(header, digest))


def seal(header: Header, document: Mapping[str, object]) -> Sealed:
    """Encrypt a payload under a fresh key (AES-256-GCM), bound to its header."""
    salt, nonce, data_key = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES), os.urandom(DATA_KEY_BYTES)
    ciphertext = AESGCM(data_key).encrypt(nonce, canonical(document), canonical(header.document()))
    return Sealed(salt, nonce, data_key, ciphertext)


def unseal(header: Header, sealed: Sealed) -> dict[str, object]:
    """Return the payload.

    Raises CasebookError where it does not belong to this header or was changed.
    """
    try:
        plain = AESGCM(sealed.data_key).decrypt(sealed.nonce, sealed.ciphertext, canonical(header.document()))
        document = json.loads(plain)
    except (InvalidTag, ValueError) as fault:
        raise CasebookError("casebook-payload", sequence=header.sequence) from fault
    if not isinstance(document, dict):
        raise CasebookError("casebook-payload", sequence=header.sequence)
    return document
