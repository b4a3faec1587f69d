"""Owns which signers there are and whether they would be believed, and where their passphrases come from.

It refuses to keep a passphrase anywhere but in the system's own store.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from console.domain.ports import Clock, Vault
from console.errors import KeyStoreError
from console.jobs.findings_key import SHORTEST
from console.signing.authority import AUTHORITY_KEY_FILE
from console.signing.signer import KEY_ENDING, SignerCard, list_signers
from console.signing.signer_trust import find_path, known_lists, revoked_since
from console.signing.truststore import TrustStore


@dataclass(frozen=True, slots=True)
class SignerState:
    """A signer with a key in the folder, and whether it would be believed: in-force, not-yet, expired, revoked, untrusted."""

    card: SignerCard
    state: str


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All signers of a folder, and whom this computer trusts."""

    signers: tuple[SignerState, ...]
    trust: TrustStore


def authority_key(folder: Path) -> Path:
    """Return the key file of the folder's authority."""
    return folder / "keys" / AUTHORITY_KEY_FILE


def signer_key(folder: Path, identity: str) -> Path:
    """Return the key file of a signer."""
    return folder / "keys" / f"{identity}{KEY_ENDING}"


def known_passphrase(key: Path, vault: Vault) -> str:
    """Return the passphrase of a key file as the vault knows it; raises KeyStoreError keys-passphrase-needed."""
    found = vault.read(secret_name(key))
    if not found:
        raise KeyStoreError("keys-passphrase-needed", file=key.name)
    return found


def new_passphrase_of(key: Path, vault: Vault) -> str:
    """Return the passphrase for a key about to be made; raises KeyStoreError keys-passphrase-needed or keys-passphrase-short."""
    found = known_passphrase(key, vault)
    if len(found) < SHORTEST:
        raise KeyStoreError("keys-passphrase-short", characters=len(found), shortest=SHORTEST)
    return found


def secret_name(key: Path) -> str:
    """Return the name under which the system's store keeps the passphrase of a key file."""
    return str(key.absolute())


def key_ring(key_folder: Path, trust_folders: tuple[Path, ...], clock: Clock) -> KeyRing:
    """Return the signers of a folder with their state, and the trust store."""
    trust = TrustStore.load(trust_folders)
    cards = list_signers(key_folder)
    return KeyRing(tuple(SignerState(card, _state(card, trust, clock.now())) for card in cards), trust)


def _state(card: SignerCard, trust: TrustStore, now: datetime) -> str:
    path = find_path(card.certificate, card.chain, trust, now)
    if path is None:
        return "untrusted"
    if revoked_since(path, known_lists(path, trust)) is not None:
        return "revoked"
    if now < card.certificate.not_valid_before_utc:
        return "not-yet"
    return "expired" if now > card.expires else "in-force"
