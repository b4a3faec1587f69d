"""Owns the lock after idleness: who does nothing for so long is asked for the passphrase again.

It refuses to count a tick of a clock as somebody's doing, and to look at what widgets send each other: a filter of the whole
application costs every event of every widget some microseconds, which a change of looks multiplies by ten thousand. What
somebody does comes in through the window that has the focus.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from shiboken6 import isValid

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
    """Tells by ``idle`` that nobody touched the windows for so many minutes; none where they are zero."""

    idle = Signal()

    def __init__(self, minutes: float, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(minutes * 60_000))
        self._timer.timeout.connect(self.idle)
        self._on = minutes > 0
        self._window: QWindow | None = None
        application = QGuiApplication.instance()
        if self._on and isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
            self._watch(QGuiApplication.focusWindow())
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

    def _watch(self, window: QWindow | None) -> None:
        """Look at another window; going from one to another is somebody's doing too."""
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            self._timer.start()
