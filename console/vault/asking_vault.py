"""Owns the vault of a computer without a safe store: every passphrase is asked for each time.

It refuses to keep one, in memory or on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from console.domain.ports import Vault
from console.errors import KeyStoreError
from console.vault.keyring_vault import KeyringVault, safe_backend
from console.vault.passphrase import read_passphrase_file

PASSPHRASE_FILE = "PLUMBLINE_PASSPHRASE_FILE"
"""The environment variable that names a passphrase file, for runs nobody watches."""

Ask = Callable[[str], str | None]
"""Asks somebody for the secret of a name; None where they decline."""


class AskingVault:
    """Has the passphrase said each time."""

    safe = False

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def read(self, name: str) -> str | None:
        """Return what was answered, None where nothing was."""
        return self._ask(name) or None

    def write(self, name: str, secret: str) -> None:
        """Raise KeyStoreError vault-keeps-nothing: who wants to keep a secret must know that it is not."""
        raise KeyStoreError("vault-keeps-nothing", name=name)

    def forget(self, name: str) -> None:
        """Do nothing: nothing was kept."""


def ask_file(path: Path) -> Ask:
    """Return an asker that reads the passphrase file anew each time, whatever the name."""
    return lambda name: read_passphrase_file(path)


def open_vault(ask: Ask, environment: Mapping[str, str]) -> Vault:
    """Return the vault of this run.

    A passphrase file named by the environment comes first, then the system's own store, then asking.
    """
    if told := environment.get(PASSPHRASE_FILE):
        return AskingVault(ask_file(Path(told)))
    backend = safe_backend()
    return AskingVault(ask) if backend is None else KeyringVault(backend)
