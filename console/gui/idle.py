"""Owns the lock after idleness: who does nothing for so long is asked for the passphrase again. It refuses to count a tick of a
clock as somebody's doing.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

DOING = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleLock(QObject):
    """Tells by ``idle`` that nobody touched the window for so many minutes; none where they are zero."""

    idle = Signal()

    def __init__(self, minutes: float, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(minutes * 60_000))
        self._timer.timeout.connect(self.idle)
        self._on = minutes > 0
        application = QApplication.instance()
        if self._on and application is not None:
            application.installEventFilter(self)
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to wait anew whenever somebody does something."""
        if event.type() in DOING:
            self._timer.start()
        return False

    def wait_again(self) -> None:
        """Begin to wait anew."""
        if self._on:
            self._timer.start()
