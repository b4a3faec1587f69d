"""Owns the key of the user's casebook: made once at random, wrapped by a passphrase, opened again with it.

It refuses to write the key or the passphrase in clear: the passphrase lives in the system's own store, or with a person.
"""

from __future__ import annotations

import os
from pathlib import Path

from console.casebook.store import CHECKPOINT, DATABASE
from console.domain.ports import Vault
from console.errors import CasebookError, KeyStoreError
from console.vault.passphrase import new_passphrase
from console.vault.wrapping import from_json, new_key, unwrap, wrap

KEY_FILE = "key.json"
RECOVERY_FILE = "recovery.json"
"""The same key wrapped to the office's recovery key, where one was set."""
SECRET = "casebook"
"""Under this name a vault is asked for the passphrase that opens the casebook's key."""
NEW_SECRET = "casebook-new"
"""Under this name a vault that keeps nothing is asked for a passphrase to wrap a new key by."""
SHORTEST = 12
"""Characters a person's own passphrase must have: it is all that stands before a copied folder."""


def has_key(folder: Path) -> bool:
    """Say whether a casebook of this folder was begun."""
    return (folder / KEY_FILE).is_file()


def open_key(folder: Path, vault: Vault) -> bytes:
    """Return the key of a casebook.

    Raises CasebookError casebook-not-found or casebook-key-gone, KeyStoreError casebook-passphrase-needed,
    wrapped-key-refused or wrapped-key-malformed.
    """
    path = folder / KEY_FILE
    if not path.is_file():
        others = any((folder / name).exists() for name in (DATABASE, CHECKPOINT))
        raise CasebookError("casebook-key-gone" if others else "casebook-not-found", folder=str(folder))
    try:
        wrapped = from_json(path.read_bytes())
    except OSError as fault:
        raise CasebookError(
            "casebook-key-unreadable", file=str(path), detail=fault.strerror or str(fault)
        ) from fault
    return unwrap(wrapped, _told(vault, SECRET))


def make_key(folder: Path, vault: Vault) -> bytes:
    """Make the key of a casebook that is about to be begun, keep it wrapped, and return it.

    The passphrase is random where the system keeps it, and a person's own otherwise.
    Raises KeyStoreError casebook-passphrase-needed or casebook-passphrase-short.
    """
    passphrase = _kept(vault) if vault.safe else _own(vault)
    key = new_key()
    _write(folder, wrap(key, passphrase, SECRET).to_json())
    return key


def _kept(vault: Vault) -> str:
    found = vault.read(SECRET)
    if found is None:
        found = new_passphrase()
        vault.write(SECRET, found)
    return found


def _own(vault: Vault) -> str:
    passphrase = _told(vault, NEW_SECRET)
    if len(passphrase) < SHORTEST:
        raise KeyStoreError("casebook-passphrase-short", characters=len(passphrase), shortest=SHORTEST)
    return passphrase


def _told(vault: Vault, name: str) -> str:
    passphrase = vault.read(name)
    if not passphrase:
        raise KeyStoreError("casebook-passphrase-needed")
    return passphrase


def _write(folder: Path, content: bytes) -> None:
    """Bring the wrapped key to disk whole or not at all, and never over another one."""
    path, beside = folder / KEY_FILE, folder / f"{KEY_FILE}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            raise CasebookError("casebook-exists", folder=str(folder))
        beside.replace(path)
    except OSError as fault:
        raise CasebookError(
            "casebook-folder-read-only", folder=str(folder), detail=fault.strerror or str(fault)
        ) from fault
