"""Owns the body of a panel: its content or the state that stands for it, and the following of one piece of work.

It refuses to take the previous result away while a new one is computed, and shows nothing for the first 0.4 seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from console.gui.faults import Failure
from console.gui.tasks import Step, Ticket
from console.gui.theme import Look
from console.gui.widgets.brush import Brush
from console.gui.widgets.buttons import Button
from console.gui.widgets.piece import Painted, Piece, row
from console.gui.widgets.states import EmptyState, ErrorState, Loading, Move, NotComputable
from console.gui.words import Words, say

QUIET = 400  # ms of waiting in which nothing moves
TICK = 200  # ms
STATES: tuple[tuple[str, type[Piece]], ...] = (
    ("loading", Loading),
    ("empty", EmptyState),
    ("error", ErrorState),
    ("not-computable", NotComputable),
)
S = TypeVar("S", bound=Piece)


class Updating(Painted):
    """The pill over a previous result: what is being computed, how far, since when the result below is, and Cancel."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._said = ""
        self.cancel = Button(look, say("action-cancel"), "x", "ghost", icon_only=True)
        layout = row(0, (0, 0, look.px(2), 0))
        layout.addStretch(1)
        layout.addWidget(self.cancel)
        self.setLayout(layout)
        self.hide()

    def set_step(self, step: Step, shown_since: datetime | None) -> None:
        """Show another step above the result of ``shown_since``."""
        share = self.look.phrases.percent(step.fraction, 0) if step.fraction is not None else ""
        what = " ".join(part for part in (self.look.words(step.words), share) if part)
        since = self.look.text("loading-previous", time=f"{shown_since:%H:%M:%S}") if shown_since else ""
        self._said = " · ".join(part for part in (what, since) if part)
        self.setAccessibleName(self._said)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Sit at the lower right of the panel's body."""
        over = self.parentWidget()
        assert over is not None
        wide = min(self.sizeHint().width(), over.width())
        self.setGeometry(
            over.width() - wide, over.height() - self.sizeHint().height(), wide, self.sizeHint().height()
        )

    def natural(self) -> tuple[float, float]:
        """Return the size of the words and the button."""
        return (self.look.fonts.metrics(12).horizontalAdvance(self._said) + 48, 28)

    def draw(self, brush: Brush) -> None:
        """Draw the pill."""
        brush.box((0, 0, brush.width, brush.height), brush.palette.surface, brush.palette.accent_line, 4)
        brush.text((10, 0, brush.width - 44, brush.height), self._said, brush.palette.text2, 12, elide=True)


class StateStack(Piece):
    """The body of a panel: its content, or one of the states. ``watch`` follows a Ticket through all of them."""

    cancel_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None, padding: int = 0) -> None:
        super().__init__(look, parent)
        self._padding = padding  # around a state, where the content itself reaches the border
        self._stack = QStackedLayout()
        self._stack.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._stack)
        self._content: QWidget = QWidget()
        self._stack.addWidget(self._content)
        self._states: dict[type[Piece], Piece] = {}
        self._ticket: Ticket | None = None
        self._has_result = False
        self._shown_at: datetime | None = None
        self._step = Step(None, say("progress-working"))
        self._began = 0.0
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        self._strip = Updating(look, self)
        self._strip.cancel.clicked.connect(self._cancel)

    @property
    def state(self) -> str:
        """Return content, loading, empty, error or not-computable."""
        shown = self._stack.currentWidget()
        for name, kind in STATES:
            if isinstance(shown, kind):
                return name
        return "content"

    def set_content(self, content: QWidget) -> None:
        """Make this widget the ready state and show it."""
        old = self._content
        self._content = content
        self._stack.insertWidget(0, content)
        self._stack.removeWidget(old)
        old.deleteLater()
        self._stack.setCurrentWidget(content)  # nothing is in it yet, so the first wait shows that it loads

    def show_content(self) -> None:
        """Show the result."""
        self._settle()
        self._keep()
        self._stack.setCurrentWidget(self._content)

    def show_empty(
        self, title: Words, detail: Words = "", note: Words = "", moves: Sequence[Move] = ()
    ) -> None:
        """Say that nothing was found, in which scope, and what was checked."""
        self._settle()
        self._keep()
        shown = self._shown(EmptyState)
        shown.say(title, detail, note, moves)

    def show_not_computable(
        self, why: Words, detail: Words = "", note: Words = "", moves: Sequence[Move] = ()
    ) -> None:
        """Say why it cannot be computed."""
        self._settle()
        self._keep()
        shown = self._shown(NotComputable)
        shown.say(why, detail, note, moves)

    def show_failure(self, failure: Failure, retry: Callable[[], object] | None = None) -> None:
        """Say what failed and offer to do it again."""
        self._settle()
        self._has_result = False
        self._shown(ErrorState).show_failure(failure, retry)

    def watch(
        self, ticket: Ticket, show: Callable[[object], object], retry: Callable[[], object] | None = None
    ) -> None:
        """Follow a piece of work: quiet, then loading, then ``show(value)`` followed by the content, or the failure.

        ``show`` may itself call ``show_empty`` or ``show_not_computable``; then that state stays.
        """
        self._ticket = ticket
        self._step = Step(None, ticket.words)
        self._began = time.monotonic()
        ticket.progressed.connect(self._progressed)
        ticket.succeeded.connect(lambda value: self._succeeded(ticket, value, show))
        ticket.failed.connect(
            lambda failure: self.show_failure(failure, retry) if self._ticket is ticket else None
        )
        ticket.cancelled.connect(lambda: self._cancelled(ticket, retry))
        self._clock.start(TICK)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pill in its corner."""
        super().resizeEvent(event)
        self._strip.place()

    def sizeHint(self) -> QSize:
        """Return the size of the content, whatever is shown: nothing jumps while loading."""
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least size of the content, or of the state in its place where that is larger."""
        shown = self._stack.currentWidget()
        least = self._content.minimumSizeHint()
        return least if shown is None else least.expandedTo(shown.minimumSizeHint())

    def _succeeded(self, ticket: Ticket, value: object, show: Callable[[object], object]) -> None:
        if self._ticket is not ticket:
            return
        show(value)
        if self._ticket is ticket:
            self.show_content()

    def _cancelled(self, ticket: Ticket, retry: Callable[[], object] | None) -> None:
        if self._ticket is not ticket:
            return
        self._settle()
        if not self._has_result:
            moves = (Move(say("action-retry"), retry, "rotate-ccw"),) if retry else ()
            self._shown(EmptyState).say(say("state-cancelled"), say("state-cancelled-detail"), "", moves)

    def _progressed(self, step: Step) -> None:
        self._step = step
        self._tick()

    def _tick(self) -> None:
        elapsed = time.monotonic() - self._began
        if self._ticket is None or elapsed * 1000 < QUIET:
            return
        if self._has_result:
            self._strip.set_step(self._step, self._shown_at)
            return
        loading = self._state(Loading)
        assert isinstance(loading, Loading)
        loading.set_step(self._step.words, self._step.fraction, elapsed)
        self._stack.setCurrentWidget(loading)

    def _keep(self) -> None:
        self._has_result = True
        self._shown_at = datetime.now().astimezone()

    def _settle(self) -> None:
        self._clock.stop()
        self._ticket = None
        self._strip.hide()

    def _cancel(self) -> None:
        self.cancel_asked.emit()
        if self._ticket is not None:
            self._ticket.cancel()

    def _state(self, kind: type[Piece]) -> Piece:
        if kind not in self._states:
            made = kind(self.look)
            around = self.look.px(self._padding)
            made.setContentsMargins(around, around // 2, around, around // 2)
            self._states[kind] = made
            self._stack.addWidget(made)
            if isinstance(made, Loading):
                made.cancel.clicked.connect(self._cancel)
        return self._states[kind]

    def _shown(self, kind: type[S]) -> S:
        made = self._state(kind)
        assert isinstance(made, kind)
        self._stack.setCurrentWidget(made)
        return made
