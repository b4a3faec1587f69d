"""Owns the life cycle of a finding as a row of steps: done, present, to come, ended. It refuses a state shown by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QSizePolicy, QWidget

from console.gui.theme import Look
from console.gui.widgets.brush import MIDDLE, Brush
from console.gui.widgets.piece import Painted
from console.gui.words import Words

STATES = ("done", "now", "next", "stopped")


@dataclass(frozen=True, slots=True)
class StepItem:
    """One step: its name, when, by whom; state is done, now, next or stopped (a cross: it ended here)."""

    name: Words
    state: str
    when: Words = ""
    who: Words = ""


class Stepper(Painted):
    """Steps from left to right; a tick, a dot, a number or a cross says where each stands."""

    def __init__(self, look: Look, steps: Sequence[StepItem] = (), parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[StepItem]) -> None:
        """Show another life cycle."""
        self._steps = tuple(steps)
        self.retranslate()
        self.updateGeometry()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        words = self.look.words
        parts = [
            f"{words(s.name)} {self.look.text(f'step-{s.state}')} {words(s.when)}".strip()
            for s in self._steps
        ]
        self.setAccessibleName(", ".join(parts))
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the width below which names would meet."""
        widest = max((self._width(step) for step in self._steps), default=60)
        return (len(self._steps) * (widest + 18), 62)

    def draw(self, brush: Brush) -> None:
        """Draw line, signs and words."""
        if not self._steps:
            return
        share = brush.width / len(self._steps)
        for number, step in enumerate(self._steps):
            x = number * share + 11
            if number + 1 < len(self._steps):
                self._draw_line(brush, x, (number + 1) * share, step.state)
            self._draw_sign(brush, x, step, number)
            self._draw_words(brush, number * share + 1, share - 8, step)

    def _draw_line(self, brush: Brush, x: float, end: float, state: str) -> None:
        done = state == "done"
        color = brush.palette.accent if done else brush.palette.line_strong
        brush.line((x + 14, 11), (end - 4, 11), color, 2, None if done else (3, 2))

    def _draw_sign(self, brush: Brush, x: float, step: StepItem, number: int) -> None:
        palette = brush.palette
        if step.state == "done":
            brush.dot((x, 11), 10, palette.accent)
            brush.polyline([(x - 4.2, 11.2), (x - 1.2, 14.2), (x + 4.4, 8)], palette.on_accent, 1.8)
        elif step.state == "now":
            brush.dot((x, 11), 9, palette.surface, palette.accent, 2)
            brush.dot((x, 11), 4.5, palette.accent)
        elif step.state == "stopped":
            brush.dot((x, 11), 9.2, palette.surface, palette.text3, 1.5)
            brush.polyline([(x - 3.5, 7.5), (x + 3.5, 14.5)], palette.text3, 1.6)
            brush.polyline([(x + 3.5, 7.5), (x - 3.5, 14.5)], palette.text3, 1.6)
        else:
            brush.dot((x, 11), 9.2, palette.surface, palette.line_strong, 1.5)
            brush.text((x - 10, 1, 20, 20), str(number + 1), palette.text3, 12, align=MIDDLE)

    def _draw_words(self, brush: Brush, x: float, wide: float, step: StepItem) -> None:
        palette = brush.palette
        strong = step.state in {"done", "now"}
        ink = palette.accent if step.state == "now" else palette.text if strong else palette.text3
        name, when = self.look.words(step.name), self.look.words(step.when)
        used = brush.advance(name, 13, 600 if strong else 400)
        brush.text((x, 25, used + 1, 18), name, ink, 13, 600 if strong else 400)
        brush.text(
            (x + used + 6, 25, wide - used - 6, 18), when, palette.text2 if strong else palette.text3, 12
        )
        brush.text((x, 43, wide, 16), self.look.words(step.who), palette.text3, 12, elide=True)

    def _width(self, step: StepItem) -> float:
        metrics = self.look.fonts.metrics
        words = self.look.words
        return (
            metrics(13, 600).horizontalAdvance(words(step.name))
            + metrics(12).horizontalAdvance(words(step.when))
            + 8
        )
