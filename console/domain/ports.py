"""Owns what a test must be able to replace: clock, progress, signer, vault. It refuses any other abstraction."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from console.errors import Cancelled, Fact


class Clock(Protocol):
    """Tells the time, always with its offset from UTC."""

    def now(self) -> datetime:
        """Return the present instant with a zone."""
        ...


class Progress(Protocol):
    """Hears how far a job is and says whether somebody wants it stopped."""

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        """Hear that ``fraction`` (0 to 1, None where unknown) of the step named by the phrase ``progress-<key>`` is done."""
        ...

    def cancelled(self) -> bool:
        """Say whether the job should stop."""
        ...


class Vault(Protocol):
    """Keeps passphrases, or has somebody say them each time."""

    @property
    def safe(self) -> bool:
        """Say whether secrets outlive the program in the system's own encrypted store."""
        ...

    def read(self, name: str) -> str | None:
        """Return the secret kept under a name, or None."""
        ...

    def write(self, name: str, secret: str) -> None:
        """Keep a secret under a name."""
        ...

    def forget(self, name: str) -> None:
        """Keep the secret no longer; forgetting what is not there is no error."""
        ...


class Signer(Protocol):
    """Somebody who can vouch for bytes: what may be printed of them before they sign."""

    @property
    def person(self) -> str:
        """Return the name the certificate states."""
        ...

    @property
    def organisation(self) -> str:
        """Return the organisation the certificate states."""
        ...

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the certificate in hexadecimal."""
        ...

    @property
    def demonstration(self) -> bool:
        """Say whether the certificate calls itself a demonstration."""
        ...


class SystemClock:
    """The computer's own clock in its own zone."""

    def now(self) -> datetime:
        """Return the present instant."""
        return datetime.now().astimezone()


class Silent:
    """A progress nobody watches."""

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        """Hear nothing."""

    def cancelled(self) -> bool:
        """Never stop."""
        return False


def stop_if_cancelled(progress: Progress) -> None:
    """Raise Cancelled where somebody asked for it."""
    if progress.cancelled():
        raise Cancelled
