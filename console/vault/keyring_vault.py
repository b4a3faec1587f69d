"""Owns passphrases in the system's own encrypted store: Secret Service, macOS keychain, Windows credentials.

It refuses every other keyring, whatever plug-in, environment variable or settings file proposes it: some write plain text.
"""

from __future__ import annotations

import importlib
from contextlib import suppress

from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked

from console.errors import KeyStoreError

SERVICE = "Plumbline"
LONGEST = 1280
"""Characters Windows holds under one name: enough for a passphrase, not for a key."""

SAFE = (
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
)


def safe_backend() -> KeyringBackend | None:
    """Return the system's own store where there is one that works, else None.

    The modules are named here one by one: keyring's own choice would let in plug-ins such as keyrings.alt.
    """
    for module, name in SAFE:
        found = _backend(module, name)
        if found is not None and found.viable:
            made: KeyringBackend = found()
            return made
    return None


class KeyringVault:
    """Keeps passphrases in a safe store of the system."""

    safe = True

    def __init__(self, backend: KeyringBackend) -> None:
        """Take one of the stores of ``SAFE``; raises KeyStoreError vault-backend-unsafe on any other."""
        kind = type(backend)
        if (kind.__module__, kind.__name__) not in SAFE:
            raise KeyStoreError("vault-backend-unsafe", backend=f"{kind.__module__}.{kind.__name__}")
        self._backend = backend

    def read(self, name: str) -> str | None:
        """Return the passphrase kept under a name, or None; raises KeyStoreError vault-locked or vault-unavailable."""
        try:
            kept: str | None = self._backend.get_password(SERVICE, name)
        except _foreign_faults() as fault:
            raise _worded(fault) from fault
        return kept

    def write(self, name: str, secret: str) -> None:
        """Keep a passphrase, and read it back to be sure.

        Raises KeyStoreError vault-secret-empty, vault-secret-too-long, vault-locked, vault-unavailable, vault-not-kept.
        """
        if not secret:
            raise KeyStoreError("vault-secret-empty", name=name)
        if len(secret) > LONGEST:
            raise KeyStoreError("vault-secret-too-long", name=name, characters=len(secret), longest=LONGEST)
        try:
            self._backend.set_password(SERVICE, name, secret)
        except _foreign_faults() as fault:
            raise _worded(fault) from fault
        if self.read(name) != secret:
            raise KeyStoreError("vault-not-kept", name=name)

    def forget(self, name: str) -> None:
        """Keep the passphrase no longer; nothing happens where there is none."""
        if self.read(name) is None:
            return
        try:
            self._backend.delete_password(SERVICE, name)
        except _foreign_faults() as fault:
            raise _worded(fault) from fault


def _backend(module: str, name: str) -> type[KeyringBackend] | None:
    try:
        found = getattr(importlib.import_module(module), name, None)
    except ImportError:
        return None
    return found if isinstance(found, type) and issubclass(found, KeyringBackend) else None


def _foreign_faults() -> tuple[type[Exception], ...]:
    """Return what the stores raise; each system brings its own library."""
    faults: list[type[Exception]] = [KeyringError, OSError, RuntimeError]
    places = (
        ("secretstorage.exceptions", "SecretStorageException"),
        ("jeepney.wrappers", "DBusErrorResponse"),
        ("win32ctypes.pywin32.pywintypes", "error"),
    )
    for module, name in places:
        with suppress(ImportError, AttributeError):
            faults.append(getattr(importlib.import_module(module), name))
    return tuple(faults)


def _worded(fault: Exception) -> KeyStoreError:
    locked = isinstance(fault, KeyringLocked) or type(fault).__name__ in {
        "LockedException",
        "PromptDismissedException",
    }
    return KeyStoreError("vault-locked" if locked else "vault-unavailable", detail=str(fault))
