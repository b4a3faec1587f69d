"""Owns the key of an encrypted extract: random, wrapped by a passphrase in ``X.duckdb.key``, which travels with the extract.

The passphrase is in the system's own store, in the file the environment names, or known to whoever sits there. It refuses to
write the key in clear, and to encrypt without what DuckDB needs to do that securely.
"""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path

from console.domain.ports import Vault
from console.engine.encryption import Encryption, engine_facts, is_encrypted, require_writer
from console.errors import KeyStoreError
from console.jobs.findings_key import SHORTEST
from console.signing.beside import small_file, write_whole
from console.vault.asking_vault import open_vault
from console.vault.passphrase import new_passphrase
from console.vault.wrapping import LARGEST, from_json, new_key, unwrap, wrap

PURPOSE = "extract"
NEW = "extract-new"
"""The name under which a passphrase for a key about to be made is asked for."""


def key_file(extract: Path) -> Path:
    """Return where the wrapped key of an extract stands."""
    return extract.with_name(extract.name + ".key")


def key_name(extract: Path) -> str:
    """Return the name under which the system's store keeps the passphrase of an extract's key."""
    content = small_file(key_file(extract), LARGEST)
    known = content if content is not None else extract.name.encode("utf-8", "surrogatepass")
    return f"{PURPOSE}/{hashlib.sha256(known).hexdigest()[:32]}"


def key_of(extract: Path, passphrase: str = "", vault: Vault | None = None) -> str:
    """Return the key DuckDB takes, empty where the extract is not encrypted.

    Without a key file beside it the passphrase itself is the key. Raises KeyStoreError extract-key-missing,
    extract-key-wrong (wrong passphrase, or a key file of another extract), wrapped-key-malformed.
    """
    if not is_encrypted(extract):
        return ""
    told = passphrase or (vault or open_vault(lambda name: None, os.environ)).read(key_name(extract)) or ""
    if not told:
        raise KeyStoreError("extract-key-missing", file=extract.name)
    wrapped = small_file(key_file(extract), LARGEST)
    return told if wrapped is None else _text(_unwrapped(wrapped, told, extract))


def encryption_for(target: Path, extension: str, vault: Vault) -> Encryption:
    """Return how an extract is to be encrypted: under the key that stands beside it already, else under a new one.

    A store that keeps secrets keeps a random passphrase; otherwise somebody says one. Raises KeyStoreError encrypt-needs
    (no httpfs extension in the settings), extract-key-missing, keys-passphrase-short, extract-key-wrong.
    """
    place = Path(extension)
    if not extension or not place.is_file():
        version, platform = engine_facts()
        raise KeyStoreError("encrypt-needs", file=extension or "—", version=version, platform=platform)
    require_writer(place)
    there = small_file(key_file(target), LARGEST)
    if there is not None:
        told = vault.read(key_name(target))
        if not told:
            raise KeyStoreError("extract-key-missing", file=target.name)
        return Encryption(_text(_unwrapped(there, told, target)), place)
    return Encryption(_text(_made(target, vault)), place)


def keep_passphrase(extract: Path, passphrase: str, vault: Vault) -> None:
    """Keep the passphrase of an extract in the system's own store, once it opened the key; raises KeyStoreError."""
    if not is_encrypted(extract):
        raise KeyStoreError("extract-not-encrypted", file=extract.name)
    key_of(extract, passphrase)
    vault.write(key_name(extract), passphrase)


def _unwrapped(wrapped: bytes, passphrase: str, extract: Path) -> bytes:
    try:
        return unwrap(from_json(wrapped), passphrase)
    except KeyStoreError as fault:
        if fault.key != "wrapped-key-refused":
            raise
        raise KeyStoreError("extract-key-wrong", file=extract.name) from fault


def _made(target: Path, vault: Vault) -> bytes:
    told = new_passphrase() if vault.safe else vault.read(NEW)
    if not told:
        raise KeyStoreError("extract-key-missing", file=target.name)
    if len(told) < SHORTEST:
        raise KeyStoreError("keys-passphrase-short", characters=len(told), shortest=SHORTEST)
    key = new_key()
    write_whole(key_file(target), wrap(key, told, PURPOSE).to_json())
    if vault.safe:
        vault.write(key_name(target), told)
    return key


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode("ascii")
