"""Owns what is done before somebody asks: modules and phrases read, pages built one at a time while nothing else goes on.

It also keeps Python's collector of cycles from walking over everything that stays for good, which takes a tenth of a second
in the middle of a click, and lets it look at the rest while the window rests. It refuses to work while a lane or a change of
looks does.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from console.domain.ports import Progress, stop_if_cancelled
from console.gui.context import View
from console.gui.window import Window
from console.gui.words import say

REST_MS = 250  # of rest before the next page is built
COLLECT_MS = 15_000  # between two looks for rubbish
AWAY_MS = 60_000  # without the person, until everything is looked through
MOST_PUT_OFF = 8  # looks that may be put off because something goes on
NEVER = 1_000_000  # young collections before a whole one that nobody asked for


class Ahead(QObject):
    """Warms a window up: ``start`` once it is shown, ``stop`` before it goes."""

    def __init__(self, window: Window, views: Sequence[View]) -> None:
        super().__init__(window)
        self._window = window
        self._views = tuple(views)
        self._put_off = 0
        self._hid = False
        self._thresholds = gc.get_threshold()
        self._clock, self._broom, self._away = QTimer(self), QTimer(self), QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(REST_MS)
        self._clock.timeout.connect(self._build_next)
        self._broom.setInterval(COLLECT_MS)
        self._broom.timeout.connect(self.sweep)
        self._away.setSingleShot(True)
        self._away.setInterval(AWAY_MS)
        self._away.timeout.connect(self.sweep_whole)
        QGuiApplication.instance().applicationStateChanged.connect(self._left)  # type: ignore[union-attr]

    def start(self) -> None:
        """Read modules and phrases in the background, then build pages while the window rests; pace changes of looks."""
        self._window.look.dresser.paced = True
        young, middle, _old = self._thresholds
        gc.set_threshold(young, middle, NEVER)
        self._broom.start()
        ticket = self._window.context.run(self._read, say("progress-working"), "warm-up")
        ticket.succeeded.connect(lambda _done: self._started())

    def stop(self) -> None:
        """Build nothing more, and let the collector see everything again where this kept something out of its sight."""
        self._clock.stop()
        self._broom.stop()
        self._away.stop()
        gc.set_threshold(*self._thresholds)
        if self._hid:
            gc.unfreeze()

    @property
    def resting(self) -> bool:
        """Whether nothing goes on that somebody could be waiting for."""
        window = self._window
        return not (window.context.lanes.busy or window.look.dresser.busy or window.builder.busy)

    def sweep(self) -> None:
        """Collect cycles among what came since the window was warm, at rest, or after it was put off long enough."""
        if not self.resting and self._put_off < MOST_PUT_OFF:
            self._put_off += 1
            return
        self._put_off = 0
        gc.collect()
        self._keep()  # what is still here stays: the next look is short again

    def sweep_whole(self) -> None:
        """Collect cycles among everything; a tenth of a second, so only once the person has been away for a while."""
        gc.unfreeze()
        gc.collect()
        self._keep()

    def stay(self) -> None:
        """Take somebody to be at the window whatever the system says of its focus: what drives it counts as a person."""
        QGuiApplication.instance().applicationStateChanged.disconnect(self._left)  # type: ignore[union-attr]
        self._away.stop()

    def _left(self, state: Qt.ApplicationState) -> None:
        if self._broom.isActive() and state != Qt.ApplicationState.ApplicationActive:
            self._away.start()
        else:
            self._away.stop()

    def _started(self) -> None:
        self._keep()  # modules and phrases
        if self._views:
            self._make(self._views[0])

    def _read(self, progress: Progress) -> None:
        """Read the phrases of every language, and the modules of the pages: each is called ``page`` beside its View."""
        self._window.look.prepare_words()
        for view in self._views:
            stop_if_cancelled(progress)
            beside = f"{type(view).__module__}.page"
            if find_spec(beside) is not None:
                import_module(beside)

    def _build_next(self) -> None:
        window = self._window
        waiting = [view for view in self._views if view.key not in window.built]
        if not waiting:
            return
        if self.resting and window.context.session is not None:
            self._make(waiting[0])
        else:
            self._clock.start()

    def _make(self, view: View) -> None:
        self._window.builder.make(self._window.steps(view.key), self._made)

    def _made(self) -> None:
        """Go on after another rest, unless the window is about to go."""
        self._keep()
        if self._broom.isActive():
            self._clock.start()

    def _keep(self) -> None:
        """Take what exists out of the collector's sight."""
        self._hid = True
        gc.freeze()
