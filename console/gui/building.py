"""Owns making what is large a step a turn, and telling when it stands. It refuses to do two steps in one turn of the loop."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer


class Builder(QObject):
    """Makes one thing after the other: ``make`` takes the steps of one and what to do once they are done."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[Iterator[None], Callable[[], object]]] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    @property
    def busy(self) -> bool:
        """Whether anything is being made."""
        return bool(self._waiting)

    def make(self, steps: Iterator[None], then: Callable[[], object]) -> None:
        """Do these steps, one in each turn from the next on, and then that."""
        self._waiting.append((steps, then))
        self._timer.start()

    def _step(self) -> None:
        steps, then = self._waiting[0]
        if next(steps, self) is not self:
            return
        self._waiting.popleft()
        if not self._waiting:
            self._timer.stop()
        then()
