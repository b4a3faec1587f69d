"""Owns the office recovery key of a casebook: making it, wrapping the casebook's key to it, and opening a lost casebook with it.

It refuses to leave a casebook without a way in: the old wrapped key is kept aside.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from console.casebook import verify_casebook
from console.domain.verification import Verification
from console.errors import CasebookError, KeyStoreError
from console.jobs.findings import CaseDesk
from console.jobs.findings_files import write_new
from console.jobs.findings_key import KEY_FILE, RECOVERY_FILE, SECRET, SHORTEST
from console.vault.recovery import fingerprint_of, new_recovery_pair, unwrap_from, wrap_to
from console.vault.wrapping import wrap

PRIVATE, PUBLIC = "recovery.private.pem", "recovery.public.pem"


@dataclass(frozen=True, slots=True)
class Recovered:
    """A casebook that opens again, under a new passphrase."""

    folder: Path
    verification: Verification


def make_recovery_key(place: Path, passphrase: str) -> str:
    """Write a key pair into a folder and return its fingerprint; raises UsageError file-exists, KeyStoreError."""
    _long_enough(passphrase)
    private, public = new_recovery_pair(passphrase)
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as fault:
        raise KeyStoreError("recovery-file", file=str(place), detail=fault.strerror or str(fault)) from fault
    write_new(place / PRIVATE, private)
    write_new(place / PUBLIC, public)
    return fingerprint_of(public)


def set_recovery(desk: CaseDesk, public: Path) -> str:
    """Wrap the casebook's key to an office's public key, in the place of any before, and return its fingerprint."""
    content = _read(public)
    wrapped = wrap_to(content, desk.key, SECRET)
    target = desk.request.folder / RECOVERY_FILE
    beside = target.with_suffix(".json.next")
    beside.unlink(missing_ok=True)
    write_new(beside, wrapped)
    beside.replace(target)
    return fingerprint_of(content)


def recover(folder: Path, private: Path, office_passphrase: str, passphrase: str) -> Recovered:
    """Give a casebook, or a backup of one, a new passphrase with the office's private key.

    Raises CasebookError recovery-absent, KeyStoreError recovery-private, recovery-refused, casebook-passphrase-short.
    """
    _long_enough(passphrase)
    if not (folder / RECOVERY_FILE).is_file():
        raise CasebookError("recovery-absent", folder=str(folder))
    key = unwrap_from(_read(folder / RECOVERY_FILE), _read(private), office_passphrase)
    found = verify_casebook(folder, key)
    path, beside = folder / KEY_FILE, folder / f"{KEY_FILE}.next"
    beside.unlink(missing_ok=True)
    write_new(beside, wrap(key, passphrase, SECRET).to_json())
    if path.exists():
        order = sum(1 for _ in folder.glob("key.*.old")) + 1
        path.rename(folder / f"key.{order}.old")
    beside.replace(path)
    return Recovered(folder, found)


def _long_enough(passphrase: str) -> None:
    if len(passphrase) < SHORTEST:
        raise KeyStoreError("casebook-passphrase-short", characters=len(passphrase), shortest=SHORTEST)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(1 << 16)
    except OSError as fault:
        raise KeyStoreError("recovery-file", file=str(path), detail=fault.strerror or str(fault)) from fault
