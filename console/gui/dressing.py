"""Owns bringing colours and words to what stands in the window: part by part, a slice a turn, what is seen first.

A part is a page, a piece of the shell, a dialog: it wears the style sheet itself, because one sheet for the application makes
Qt polish every widget anew for each of its ancestors. It refuses to show a window half changed (painting waits until
everything seen is done) and to touch a hidden part while somebody waits for the visible ones.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import isValid

REST_MS = 25  # between two slices of what nobody sees: painting and answers come first
SLICE_S = 0.008  # of one turn; the step that is running when it is over is finished


@dataclass(slots=True)
class Worn:
    """What a part shows now: its style sheet and its language."""

    sheet: str
    language: str


@dataclass(slots=True)
class Change:
    """One part on its way to the present sheet and language, and what waits for it."""

    part: QWidget
    steps: Iterator[None]
    seen: bool


class Dresser(QObject):
    """Parts and what they wear. ``paced`` does a change in slices; otherwise it is done before the call returns."""

    settled = Signal()  # nothing is left to change, seen or not
    seen_settled = Signal()  # everything that is seen has changed

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paced = False
        self.sheet = ""
        self.language = language
        self._worn: WeakKeyDictionary[QWidget, Worn] = WeakKeyDictionary()
        self._queue: deque[Change] = deque()
        self._frozen: list[QWidget] = []
        self._waiting: list[tuple[QWidget, Callable[[], object]]] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    @property
    def busy(self) -> bool:
        """Whether a change is not yet everywhere."""
        return self._timer.isActive()

    def parts(self) -> tuple[QWidget, ...]:
        """Return the parts that still exist."""
        return tuple(part for part in self._worn if isValid(part))

    def dress(self, part: QWidget) -> None:
        """Give a part the present style sheet and keep it up to date for as long as it lives."""
        if part not in self._worn:
            self._worn[part] = Worn(self.sheet, self.language)
            part.setStyleSheet(self.sheet)

    def fresh(self, part: QWidget) -> bool:
        """Say whether a part wears the present sheet and speaks the present language."""
        worn = self._worn.get(part)
        return worn is None or (worn.sheet, worn.language) == (self.sheet, self.language)

    def when_fresh(self, part: QWidget, then: Callable[[], object]) -> None:
        """Do something with a part once it is up to date: at once, or before the parts nobody sees."""
        if self.fresh(part):
            then()
            return
        self._waiting.append((part, then))
        self._queue = deque(sorted(self._queue, key=lambda change: not (change.seen or change.part is part)))

    def change(self, sheet: str, language: str) -> None:
        """Bring every part to this sheet and language; a change under way gives way to the new one."""
        self.sheet, self.language = sheet, language
        self._take_strays()
        stale = [part for part in self.parts() if not self.fresh(part)]
        changes = [Change(part, self._steps(part), part.isVisible()) for part in stale]
        self._queue = deque(sorted(changes, key=lambda change: not change.seen))
        if not self.paced:
            self.finish()
            return
        for change in changes:
            if change.seen:
                self._freeze(painted(change.part.window()))
        self._timer.start(0 if self._seen_left else REST_MS)

    def finish(self) -> None:
        """Do everything that is left before returning."""
        while self._queue:
            self._advance()
        self._close()

    def _take_strays(self) -> None:
        """Make parts of the windows nobody dressed: what Qt opens by itself, a widget shown alone."""
        dressed = self.parts()
        for window in QApplication.topLevelWidgets():
            if not self._inherits(window) and not any(window.isAncestorOf(part) for part in dressed):
                self._worn[window] = Worn("", "")

    def _inherits(self, window: QWidget) -> bool:
        """Whether a window, or whoever opened it, wears a sheet: the popup of a box has that of its page."""
        above: QWidget | None = window
        while above is not None:
            if above in self._worn:
                return True
            above = above.parentWidget()
        return False

    def _steps(self, part: QWidget) -> Iterator[None]:
        worn = self._worn[part]
        if worn.sheet != self.sheet:
            worn.sheet = self.sheet
            part.setStyleSheet(self.sheet)
            yield
        if worn.language != self.language:
            for widget in speaking(part):
                if isValid(widget):
                    widget.changeEvent(QEvent(QEvent.Type.LanguageChange))
                    yield
            worn.language = self.language

    def _turn(self) -> None:
        if not self._seen_left and self._frozen:
            self._thaw()  # a turn after the last word, in which the layouts settled
            self._timer.setInterval(REST_MS)
            return
        if self._queue:
            self._slice()
        if not self._queue and not self._frozen:
            self._close()

    def _slice(self) -> None:
        ends, seen = time.perf_counter() + SLICE_S, self._seen_left
        heavy = self._heavy_next
        self._advance()
        while self._queue and self._seen_left == seen and time.perf_counter() < ends:
            if heavy or self._heavy_next:
                return  # a style sheet takes a turn of its own
            self._advance()

    @property
    def _heavy_next(self) -> bool:
        worn = self._worn.get(self._queue[0].part)
        return worn is not None and worn.sheet != self.sheet

    @property
    def _seen_left(self) -> bool:
        return bool(self._queue) and self._queue[0].seen

    def _advance(self) -> None:
        change = self._queue[0]
        if isValid(change.part) and next(change.steps, self) is not self:
            return
        self._queue.popleft()
        ready = [then for part, then in self._waiting if part is change.part]
        self._waiting = [pair for pair in self._waiting if pair[0] is not change.part]
        for then in ready:
            then()

    def _freeze(self, area: QWidget) -> None:
        if area not in self._frozen and area.updatesEnabled():
            area.setUpdatesEnabled(False)
            self._frozen.append(area)

    def _thaw(self) -> None:
        frozen, self._frozen = self._frozen, []
        for area in frozen:
            if isValid(area):
                area.setUpdatesEnabled(True)
        if frozen:
            self.seen_settled.emit()

    def _close(self) -> None:
        self._thaw()
        self._timer.stop()
        self.settled.emit()


def painted(window: QWidget) -> QWidget:
    """Return what holds the painting of a window back: its central widget, since Qt paints a thawed window twice."""
    central = window.centralWidget() if isinstance(window, QMainWindow) else None
    return central or window


def speaking(part: QWidget) -> list[QWidget]:
    """Return the widgets of a part that hold words, parents before their children."""
    return [widget for widget in (part, *part.findChildren(QWidget)) if hasattr(widget, "retranslate")]
