"""Owns what a chart is before anyone draws it: primitives, its verdict and the same data as a table.

It refuses to know a renderer, a font file or a colour value: colours are token names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
Role = Literal["ui", "mono", "serif"]


@dataclass(frozen=True, slots=True)
class Line:
    """A polyline through its points; `dash` holds the lengths drawn and left out, empty when solid."""

    points: tuple[Point, ...]
    colour: str
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed shape; an empty token means not filled or not outlined, `hatch` strokes it at 45 degrees."""

    points: tuple[Point, ...]
    fill: str = ""
    stroke: str = ""
    hatch: str = ""
    stroke_width: float = 1.0


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle from its upper left corner, with rounded corners where `radius` is above zero."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    radius: float = 0.0
    hatch: str = ""
    stroke_width: float = 1.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle by its centre and radius."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 1.0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words; (x, y) lies on the baseline at its start, middle or end."""

    x: float
    y: float
    text: str
    size: float = 12.0
    colour: str = "text2"
    bold: bool = False
    anchor: Anchor = "start"
    role: Role = "ui"


Primitive = Line | Polygon | Rect | Circle | Text


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: drawn primitives in painting order, its verdict sentence and its data as a table.

    Lengths are logical pixels with y growing downward. A colour is a key of [color.*] or [chart.*] in the
    tokens; an entry of a list is the key, an underscore and its index from zero ("seq_3").
    """

    width: float
    height: float
    primitives: tuple[Primitive, ...]
    verdict: str
    description: str
    unit: str
    n: int | None
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def texts(self) -> tuple[Text, ...]:
        """Give every label, in painting order."""
        return tuple(item for item in self.primitives if isinstance(item, Text))
