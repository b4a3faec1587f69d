"""Owns the keys of pseudonyms: one a named cross-check, out of the secret a vault keeps under that name.

It refuses one key for two cross-checks, even where a vault knows one secret only: a single key would join a whole life.
"""

from __future__ import annotations

import hashlib
import secrets

from console.domain.ports import Vault
from console.errors import KeyStoreError
from console.vault.wrapping import Cost, derived_key

PREFIX = "pseudonym/"
SHORTEST = 16  # characters of a secret; what it hides (identity numbers) is soon tried out
PURPOSE = b"plumbline-pseudonym/1/"


def pseudonym_key(vault: Vault, name: str) -> bytes:
    """Return the key of a cross-check.

    Raises KeyStoreError pseudonym-key-missing where the vault knows no secret of that name, pseudonym-key-short.
    """
    secret = vault.read(PREFIX + name)
    if not secret:
        raise KeyStoreError("pseudonym-key-missing", name=name)
    return _derived(secret, name)


def make_pseudonym_key(vault: Vault, name: str, agreed: str = "") -> bytes:
    """Keep a secret for a cross-check, the one agreed with others or a new one, and return its key.

    Raises KeyStoreError pseudonym-key-there where one is kept already: what it made would match nothing any more.
    """
    if vault.read(PREFIX + name):
        raise KeyStoreError("pseudonym-key-there", name=name)
    secret = agreed or secrets.token_urlsafe(32)
    key = _derived(secret, name)
    vault.write(PREFIX + name, secret)
    return key


def fingerprint(key: bytes) -> str:
    """Return what two offices compare to know that they hold the same key; it tells nothing of the key."""
    return hashlib.sha256(b"plumbline-pseudonym-fingerprint/1/" + key).hexdigest()[:16]


def _derived(secret: str, name: str) -> bytes:
    if len(secret) < SHORTEST:
        raise KeyStoreError("pseudonym-key-short", name=name, characters=len(secret), shortest=SHORTEST)
    salt = hashlib.sha256(PURPOSE + name.encode("utf-8")).digest()[:16]
    return derived_key(secret, Cost(), salt)
