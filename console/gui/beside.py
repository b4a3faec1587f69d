"""Owns the extracts that are open beside the one the window works on, each with its own worker process.

It refuses the same extract twice, and more processes than a laptop bears.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from console.gui.session import Session

MOST = 7  # beside the one the window works on: eight quarters, or eight provinces


class Beside(QObject):
    """Open extracts by digest, in the order in which they came."""

    changed = Signal()
    brought = Signal(object)  # Session that the window is to work on

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: dict[str, Session] = {}

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Return what is open beside."""
        return tuple(self._held.values())

    @property
    def full(self) -> bool:
        """Whether one has to go before another comes."""
        return len(self._held) >= MOST

    def put(self, session: Session) -> None:
        """Keep an extract open; the same one held already gives way."""
        earlier = self._held.pop(session.opened.digest, None)
        self._held[session.opened.digest] = session
        if earlier is not None and earlier is not session:
            earlier.close()
        self.changed.emit()

    def drop(self, digest: str) -> None:
        """Close an extract, if it is held."""
        session = self._held.pop(digest, None)
        if session is not None:
            session.close()
            self.changed.emit()

    def bring(self, digest: str) -> None:
        """Ask the window to work on an extract that is held; whoever hears it puts the one before here."""
        session = self._held.pop(digest, None)
        if session is not None:
            self.brought.emit(session)
            self.changed.emit()

    def close(self) -> None:
        """End every process."""
        for session in self._held.values():
            session.close()
        self._held.clear()
