"""Owns drawing on a page: coordinates from the upper left corner, colours by token, text by face.

It refuses a colour value and a font file; it keeps which characters had to be printed as code points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.colors import HexColor

from console.briefing.faces import Faces
from console.briefing.structure import PICTURE, Content, Element
from console.briefing.wrapping import TextLine, is_han
from console.domain.palette import Palette

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
"""A4 in points."""
WIDEST_STRETCH = 0.6
"""A line whose gaps would grow by more than this share of the type size stays ragged."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where one stretch of text was printed, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(slots=True)
class Pen:
    """A page being drawn; lengths are points, y grows downward.

    What is drawn outside an element is decoration. Within one its words are content and its strokes decoration; within
    a picture both are content.
    """

    canvas: Any
    faces: Faces
    palette: Palette
    root: Element
    page: int = 0  # from zero
    replaced: set[str] = field(default_factory=set)  # characters of this page without a glyph
    boxes: list[Box] = field(default_factory=list)
    _element: Element | None = None
    _decorates: bool = False
    _opened: Element | str = ""  # what the open marked stretch belongs to, empty where none is open
    _marked: int = 0  # stretches of this page

    @contextmanager
    def element(self, tag: str, alternative: str = "", within: str = "") -> Iterator[None]:
        """Draw what belongs to one element; ``within`` names a table drawn piece by piece, such as ``Table:findings``."""
        if self._decorates:
            yield
            return
        before = self._element
        parent = before or self.root
        if within:
            parent = parent.joined(within.partition(":")[0], within)
        self._element = parent.child(tag, alternative)
        yield
        self._element = before

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """Draw what is only there for the eye, such as a head repeated on the next page."""
        before, self._decorates = self._decorates, True
        yield
        self._decorates = before

    def finish(self) -> None:
        """End the page."""
        self._close()
        self.canvas.showPage()

    def _mark(self, *, words: bool) -> None:
        """Open the marked stretch in which the next thing is drawn."""
        holder = self._element
        if self._decorates or holder is None or not (words or holder.tag == PICTURE):
            holder = None
        if self._opened is holder or (holder is None and self._opened == "Artifact"):
            return
        self._close()
        if holder is None:
            self._opened = "Artifact"
            self.canvas._code.append("/Artifact BMC")
            return
        self._opened = holder
        holder.kids.append(Content(self.page, self._marked))
        self.canvas._code.append(f"/{holder.tag} <</MCID {self._marked}>> BDC")
        self._marked += 1

    def _close(self) -> None:
        if self._opened:
            self.canvas._code.append("EMC")
        self._opened = ""

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        face: str = "sans",
        colour: str = "text",
        align: str = "start",
    ) -> float:
        """Print one line with its baseline at y, starting, centred or ending at x; return its width without blanks at its end."""
        width = self.faces.width(words.rstrip(), face, size)
        at = x - {"start": 0.0, "middle": width / 2, "end": width}[align]
        self.replaced.update(self.faces.missing((words,)))
        if words.strip():
            self.boxes.append(Box(at, y - 0.78 * size, at + width, y + 0.16 * size, words.rstrip()))
        self._mark(words=True)
        self.canvas.setFillColor(HexColor(self.palette.token(colour)))
        for run in self.faces.runs(words, face):
            self.canvas.setFont(run.font, size)
            self.canvas.drawString(at - run.before * size, PAGE_HEIGHT - y, run.text)
            at += run.units * size
        return width

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[TextLine],
        width: float,
        leading: float,
        size: float,
        face: str = "sans",
        colour: str = "text",
        indent: float = 0.0,
        justify: bool = False,
    ) -> None:
        """Print a paragraph whose first baseline is at y; the first line starts ``indent`` further in."""
        for place, line in enumerate(lines):
            inset = indent if place == 0 else 0.0
            at = (x + inset, y + place * leading)
            if justify and not line.last:
                self._justified(at, line, width - inset, (size, face, colour))
            else:
                self.text(*at, line.running, size, face, colour)

    def _justified(
        self, at: tuple[float, float], line: TextLine, width: float, style: tuple[float, str, str]
    ) -> None:
        size, face, colour = style
        gaps = sum(_gap(left, right) for left, right in zip(line.tokens, line.tokens[1:], strict=False))
        spare = (width - line.width) / gaps if gaps else 0.0
        if not 0.0 <= spare <= WIDEST_STRETCH * size:
            self.text(*at, line.running, size, face, colour)
            return
        x, y = at
        for place, token in enumerate(line.tokens):
            x += (
                self.text(x, y, token, size, face, colour)
                if not token.isspace()
                else self._space(token, style)
            )
            if place + 1 < len(line.tokens) and _gap(token, line.tokens[place + 1]):
                x += spare

    def _space(self, token: str, style: tuple[float, str, str]) -> float:
        return self.faces.width(token, style[1], style[0])

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str = "line",
        width: float = 0.5,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a straight line."""
        self.path((start, end), stroke=colour, width=width, dash=dash)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = "",
        stroke: str = "",
        radius: float = 0.0,
        line: float = 0.5,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a rectangle by its upper left corner."""
        with self.ink(fill, stroke, line, dash):
            at = (x, PAGE_HEIGHT - y - height, width, height)
            if radius:
                self.canvas.roundRect(*at, radius, stroke=bool(stroke), fill=bool(fill))
            else:
                self.canvas.rect(*at, stroke=bool(stroke), fill=bool(fill))

    def dot(
        self,
        x: float,
        y: float,
        radius: float,
        fill: str = "",
        stroke: str = "",
        line: float = 0.8,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a circle by its centre."""
        with self.ink(fill, stroke, line, dash):
            self.canvas.circle(x, PAGE_HEIGHT - y, radius, stroke=bool(stroke), fill=bool(fill))

    def path(
        self,
        points: Sequence[tuple[float, float]],
        fill: str = "",
        stroke: str = "",
        width: float = 1.0,
        dash: Sequence[float] = (),
        closed: bool = False,
    ) -> None:
        """Draw a polyline, or a polygon where it is closed."""
        with self.ink(fill, stroke, width, dash):
            path = self.canvas.beginPath()
            path.moveTo(points[0][0], PAGE_HEIGHT - points[0][1])
            for x, y in points[1:]:
                path.lineTo(x, PAGE_HEIGHT - y)
            if closed:
                path.close()
            self.canvas.drawPath(path, stroke=bool(stroke), fill=bool(fill))

    @contextmanager
    def ink(self, fill: str, stroke: str, width: float, dash: Sequence[float] = ()) -> Iterator[None]:
        """Set fill, stroke and line for one shape; a dash does not outlive it."""
        self._mark(words=False)
        if fill:
            self.canvas.setFillColor(HexColor(self.palette.token(fill)))
        if stroke:
            self.canvas.setStrokeColor(HexColor(self.palette.token(stroke)))
            self.canvas.setLineWidth(width)
        if dash:
            self.canvas.setDash(list(dash))
        yield
        if dash:
            self.canvas.setDash([])

    @contextmanager
    def clipped(self, outline: Sequence[tuple[float, float]]) -> Iterator[None]:
        """Draw only inside an outline."""
        self._mark(words=False)
        self.canvas.saveState()
        clip = self.canvas.beginPath()
        clip.moveTo(outline[0][0], PAGE_HEIGHT - outline[0][1])
        for x, y in outline[1:]:
            clip.lineTo(x, PAGE_HEIGHT - y)
        clip.close()
        self.canvas.clipPath(clip, stroke=0, fill=0)
        yield
        self.canvas.restoreState()


def _gap(left: str, right: str) -> bool:
    """Say whether a justified line may grow between two tokens: beside Chinese, and at spaces once."""
    return left.isspace() or (not right.isspace() and (is_han(left) or is_han(right)))
