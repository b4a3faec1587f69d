"""Owns random keys and their wrapping by a passphrase: Argon2id (RFC 9106), then AES-256-GCM.

It refuses to unwrap what was changed by one bit, parameters included.
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass
from typing import Any, NoReturn

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from console.errors import KeyStoreError

FORMAT = "plumbline-key/1"
KEY_BYTES = 32
LARGEST = 4096
_MEMORY = range(8 * 1024, 1024 * 1024 + 1)  # KiB
_ROUNDS = range(1, 21)
_LANES = range(1, 17)
_SIZES = {"salt": 16, "nonce": 12, "sealed": KEY_BYTES + 16}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at the passphrase costs: the second recommended option of RFC 9106, section 4."""

    memory: int = 64 * 1024  # KiB
    rounds: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A key only its passphrase opens; ``purpose`` binds it to what it is for."""

    purpose: str
    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes

    def to_json(self) -> bytes:
        """Return the bytes kept on disk."""
        document = {
            **_header(self.purpose, self.cost, self.salt),
            "nonce": _text(self.nonce),
            "sealed": _text(self.sealed),
        }
        return json.dumps(document, sort_keys=True, ensure_ascii=False, indent=1).encode("utf-8")


def new_key() -> bytes:
    """Return 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def wrap(key: bytes, passphrase: str, purpose: str, cost: Cost | None = None) -> WrappedKey:
    """Return the 32-byte key wrapped; raises KeyStoreError passphrase-empty, key-not-32-bytes."""
    if len(key) != KEY_BYTES:
        raise KeyStoreError("key-not-32-bytes", bytes=len(key))
    chosen = cost or Cost()
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(derived_key(passphrase, chosen, salt)).encrypt(nonce, key, _bound(purpose, chosen, salt))
    return WrappedKey(purpose, chosen, salt, nonce, sealed)


def unwrap(wrapped: WrappedKey, passphrase: str) -> bytes:
    """Return the key; raises KeyStoreError wrapped-key-refused where the passphrase is wrong or anything was changed."""
    derived = derived_key(passphrase, wrapped.cost, wrapped.salt)
    try:
        return AESGCM(derived).decrypt(
            wrapped.nonce, wrapped.sealed, _bound(wrapped.purpose, wrapped.cost, wrapped.salt)
        )
    except InvalidTag as fault:
        raise KeyStoreError("wrapped-key-refused", purpose=wrapped.purpose) from fault


def from_json(content: bytes) -> WrappedKey:
    """Return the wrapped key these bytes hold; raises KeyStoreError wrapped-key-malformed naming the key."""
    if len(content) > LARGEST:
        _refuse("bytes")
    try:
        found = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        raise KeyStoreError("wrapped-key-malformed", name="JSON") from fault
    names = {"format", "purpose", "kdf", "memory", "rounds", "lanes", "salt", "nonce", "sealed"}
    if not isinstance(found, dict) or set(found) != names:
        _refuse(", ".join(sorted(set(found) ^ names)) if isinstance(found, dict) else "{}")
    if found["format"] != FORMAT or found["kdf"] != "argon2id" or not isinstance(found["purpose"], str):
        _refuse("format")
    cost = Cost(
        _number(found, "memory", _MEMORY), _number(found, "rounds", _ROUNDS), _number(found, "lanes", _LANES)
    )
    salt, nonce, sealed = (_octets(found, name) for name in _SIZES)
    return WrappedKey(found["purpose"], cost, salt, nonce, sealed)


def derived_key(passphrase: str, cost: Cost, salt: bytes) -> bytes:
    """Return 32 bytes of Argon2id over a passphrase; raises KeyStoreError passphrase-empty, wrapped-key-memory."""
    if not passphrase:
        raise KeyStoreError("passphrase-empty")
    try:
        return hash_secret_raw(
            passphrase.encode("utf-8"), salt, cost.rounds, cost.memory, cost.lanes, KEY_BYTES, Type.ID
        )
    except HashingError as fault:
        raise KeyStoreError("wrapped-key-memory", mebibytes=cost.memory // 1024) from fault


def _header(purpose: str, cost: Cost, salt: bytes) -> dict[str, str | int]:
    return {
        "format": FORMAT,
        "purpose": purpose,
        "kdf": "argon2id",
        "memory": cost.memory,
        "rounds": cost.rounds,
        "lanes": cost.lanes,
        "salt": _text(salt),
    }


def _bound(purpose: str, cost: Cost, salt: bytes) -> bytes:
    return json.dumps(_header(purpose, cost, salt), sort_keys=True, ensure_ascii=True).encode("ascii")


def _number(found: dict[str, Any], name: str, allowed: range) -> int:
    value = found[name]
    if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
        _refuse(name)
    return value


def _octets(found: dict[str, Any], name: str) -> bytes:
    try:
        octets = base64.b64decode(found[name], validate=True)
    except (ValueError, TypeError):
        _refuse(name)
    if len(octets) != _SIZES[name] or _text(octets) != found[name]:
        _refuse(name)
    return octets


def _text(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")


def _refuse(name: str) -> NoReturn:
    raise KeyStoreError("wrapped-key-malformed", name=name)
