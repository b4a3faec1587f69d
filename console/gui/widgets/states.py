"""Owns what a panel shows when it has no result: loading, empty, not computable, error. It refuses a blank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from console.gui.faults import Failure
from console.gui.theme import Look
from console.gui.widgets.brush import RIGHT, Brush
from console.gui.widgets.buttons import Button
from console.gui.widgets.marks import draw_mark
from console.gui.widgets.piece import Label, Painted, Piece, column, row
from console.gui.words import Say, Words, say

TELL_REMAINING_AFTER = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Move:
    """A useful next step: what the button says and what it does."""

    words: Words
    run: Callable[[], object]
    icon: str | None = None
    primary: bool = False


class ProgressStrip(Painted):
    """What is being computed, how far, and a 4 px bar; an unknown share is said, never drawn as 0 %."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words: Words = ""
        self._fraction: float | None = None

    def set_step(self, words: Words, fraction: float | None) -> None:
        """Show another step."""
        self._words, self._fraction = words, fraction
        share = self.look.phrases.percent(fraction, 0) if fraction is not None else ""
        self.setAccessibleName(" ".join(part for part in (self.look.words(words), share) if part))
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the usual size."""
        return (160, 32)

    def draw(self, brush: Brush) -> None:
        """Draw words, share and bar."""
        palette = brush.palette
        share = self.look.phrases.percent(self._fraction, 0) if self._fraction is not None else ""
        brush.text((0, 0, brush.width - 48, 20), self.look.words(self._words), palette.text2, elide=True)
        if share:
            brush.text((0, 0, brush.width, 20), share, weight=600, align=RIGHT)
        brush.box((0, 26, brush.width, 4), palette.line, None, 2)
        if self._fraction is not None:
            brush.box((0, 26, brush.width * min(max(self._fraction, 0), 1), 4), palette.accent, None, 2)
        else:
            brush.hatch((0, 26, brush.width, 4), palette.accent_line, 8, 2)


class Skeleton(Painted):
    """Grey bars where the rows will stand."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def natural(self) -> tuple[float, float]:
        """Return the least useful size."""
        return (120, 24)

    def draw(self, brush: Brush) -> None:
        """Draw as many bars as fit."""
        wide = brush.width
        first, last = min(90.0, wide * 0.22), min(44.0, wide * 0.12)
        for number in range(int(brush.height // 24)):
            y = number * 24 + 6
            for x, length in (
                (0.0, first - (number * 13) % 22),
                (wide * 0.34, wide * 0.5),
                (wide - last, last),
            ):
                brush.box((x, y, length, 10), brush.palette.na_soft, None, 2)


class Loading(Piece):
    """The skeleton with its step, the time it takes and Cancel."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.strip = ProgressStrip(look)
        self.time = Label(look, "", "faint", px=12)
        self.cancel = Button(look, say("action-cancel"), "circle-stop")
        self.skeleton = Skeleton(look)
        foot = row(look.px(8))
        foot.addWidget(self.time, 1)
        foot.addWidget(self.cancel)
        layout = column(look.px(12))
        layout.addWidget(self.strip)
        layout.addWidget(self.skeleton, 1)
        layout.addLayout(foot)
        self.setLayout(layout)

    def set_step(self, words: Words, fraction: float | None, elapsed: float) -> None:
        """Show what is being computed, how far it is, and after ten seconds how long it will still take."""
        self.strip.set_step(words, fraction)
        self.time.set_words(elapsed_words(self.look, fraction, elapsed))


def elapsed_words(look: Look, fraction: float | None, elapsed: float) -> Say:
    """Return how long it has been running and, after ten seconds with a known share, how long it will still take."""
    spent = look.phrases.number(elapsed, 1)
    if elapsed > TELL_REMAINING_AFTER and fraction is not None and fraction > 0:
        left = elapsed / fraction * (1 - fraction)
        return say("loading-left", seconds=spent, left=look.phrases.number(max(1.0, left)))
    return say("loading-time", seconds=spent)


class _Message(Piece):
    """An icon or mark, a title, lines below, and the nearest useful moves."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.sign = _Sign(look)
        self.title = Label(look, "", weight=600, wrap=True)
        self.detail = Label(look, "", "dim", px=12, wrap=True)
        self.note = Label(look, "", "faint", px=12, wrap=True)
        self._moves = row(look.px(8))
        layout = column(look.px(6), (look.px(12), 0, look.px(12), 0))
        layout.addStretch(1)
        layout.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.title, self.detail, self.note):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addSpacing(look.px(6))
        layout.addLayout(self._moves)
        layout.addStretch(1)
        self.setLayout(layout)

    def say(self, title: Words, detail: Words, note: Words, moves: Sequence[Move]) -> None:
        """Show another message."""
        for label, words in ((self.title, title), (self.detail, detail), (self.note, note)):
            label.set_words(words)
            label.setVisible(words != "")
        self.retranslate()
        set_moves(self.look, self._moves, moves)

    def retranslate(self) -> None:
        """Take the name for readers of the screen."""
        self.setAccessibleName(self.title.said)


class _Sign(Painted):
    """A large quiet icon, or a mark."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.icon: str | None = "inbox"
        self.mark: str | None = None
        self.role = "text3"

    def natural(self) -> tuple[float, float]:
        """Return the size of the icon."""
        return (32, 36)

    def draw(self, brush: Brush) -> None:
        """Draw the mark or the icon."""
        if self.mark is not None:
            draw_mark(brush, (4, 6), self.mark, 24)
        elif self.icon is not None:
            brush.icon(self.icon, (0, 2), 32, brush.palette.color(self.role), 1.4)


class EmptyState(_Message):
    """Nothing was found: names the scope, how much was checked, and the nearest useful moves."""


class NotComputable(_Message):
    """It cannot be computed: the reason, the gap against the limit, the missing records."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.sign.mark = "na"
        self.title.set_role("na")


class ErrorState(_Message):
    """What happened, what stopped, what to do, a code to quote, and the diagnostics to copy."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self._failure: Failure | None = None
        super().__init__(look, parent)
        self.sign.icon = "octagon-alert"
        self.sign.role = "red"
        self.title.set_role("red")

    def retranslate(self) -> None:
        """Word what happened anew."""
        super().retranslate()
        if self._failure is not None:
            self.detail.set_words(self._failure.sentence(self.look))

    def show_failure(self, failure: Failure, retry: Callable[[], object] | None) -> None:
        """Show a failed piece of work."""
        self._failure = failure
        copy = Move(say("action-copy-diagnostics"), lambda: _copy(failure.diagnostics()), "copy")
        again = (Move(say("action-retry"), retry, "rotate-ccw", primary=True),) if retry else ()
        self.say(
            say("state-failed"),
            failure.sentence(self.look),
            say("fault-code", code=failure.code),
            (*again, copy),
        )


def set_moves(look: Look, place: QHBoxLayout, moves: Sequence[Move]) -> None:
    """Fill a row with the buttons of these moves, centred."""
    while place.count():
        taken = place.takeAt(0)
        old = taken.widget() if taken is not None else None
        if old is not None:
            old.hide()
            old.deleteLater()
    place.addStretch(1)
    for move in moves:
        place.addWidget(Button(look, move.words, move.icon, "primary" if move.primary else "", move.run))
    place.addStretch(1)


def _copy(words: str) -> None:
    QApplication.clipboard().setText(words)
