"""Owns a figure as SVG: vectors and words that stay words, in the colours of one theme. It refuses to compute and to embed fonts.

The bytes depend on the figure and the colours alone.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from console.charts.figure import Circle, Figure, Line, Point, Polygon, Primitive, Rect, Text

Colour = Callable[[str], str]
FAMILIES = {
    "ui": "Inter, 'Noto Sans SC', sans-serif",
    "mono": "'JetBrains Mono', 'Noto Sans SC', monospace",
    "serif": "'Noto Serif SC', serif",
}
HATCH_GAP = 4


def svg(figure: Figure, colour: Colour, ground: str = "surface") -> bytes:
    """Return the figure as one SVG document; ``colour`` gives #RRGGBB or #RRGGBBAA for a token."""
    hatches = sorted(
        {one.hatch for one in figure.primitives if isinstance(one, Polygon | Rect) and one.hatch}
    )
    wide, high = _number(figure.width), _number(figure.height)
    size = f'width="{wide}" height="{high}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {wide} {high}" role="img">',
        f"<title>{escape(figure.verdict)}</title>",
        f"<desc>{escape(figure.description)}</desc>",
        *_patterns(hatches, colour),
        f"<rect {size}{_paint('fill', ground, colour)}/>",
        *(part for one in figure.primitives for part in _drawn(one, colour)),
        "</svg>",
        "",
    ]
    return "\n".join(lines).encode()


def _patterns(hatches: list[str], colour: Colour) -> list[str]:
    if not hatches:
        return []
    made = [
        f'<pattern id="hatch-{name}" width="{HATCH_GAP}" height="{HATCH_GAP}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="{HATCH_GAP}"{_paint("stroke", name, colour)}/></pattern>'
        for name in hatches
    ]
    return ["<defs>", *made, "</defs>"]


def _drawn(one: Primitive, colour: Colour) -> list[str]:
    if isinstance(one, Line):
        dash = f' stroke-dasharray="{" ".join(_number(part) for part in one.dash)}"' if one.dash else ""
        line = f'{_paint("stroke", one.colour, colour)} stroke-width="{_number(one.width)}"'
        return [f'<polyline points="{_points(one.points)}" fill="none" stroke-linejoin="round"{line}{dash}/>']
    if isinstance(one, Text):
        return [_text(one, colour)]
    if isinstance(one, Circle):
        at = f'cx="{_number(one.x)}" cy="{_number(one.y)}" r="{_number(one.radius)}"'
        return [f"<circle {at}{_shape(one.fill, one.stroke, one.stroke_width, colour)}/>"]
    if isinstance(one, Polygon):
        element = f'<polygon points="{_points(one.points)}"'
    else:
        if one.width <= 0 or one.height <= 0:
            return []
        element = _box(one)
    told = [f"{element}{_shape(one.fill, one.stroke, one.stroke_width, colour)}/>"]
    return told + ([f'{element} fill="url(#hatch-{one.hatch})"/>'] if one.hatch else [])


def _box(one: Rect) -> str:
    radius = f' rx="{_number(one.radius)}"' if one.radius else ""
    place = f'x="{_number(one.x)}" y="{_number(one.y)}"'
    return f'<rect {place} width="{_number(one.width)}" height="{_number(one.height)}"{radius}'


def _text(one: Text, colour: Colour) -> str:
    family = quoteattr(FAMILIES[one.role])
    weight = ' font-weight="600"' if one.bold else ""
    place = f'x="{_number(one.x)}" y="{_number(one.y)}" text-anchor="{one.anchor}"'
    type_ = f'font-family={family} font-size="{_number(one.size)}"{weight}'
    return f"<text {place} {type_}{_paint('fill', one.colour, colour)}>{escape(one.text)}</text>"


def _shape(fill: str, stroke: str, width: float, colour: Colour) -> str:
    inside = _paint("fill", fill, colour) if fill else ' fill="none"'
    outline = f'{_paint("stroke", stroke, colour)} stroke-width="{_number(width)}"' if stroke else ""
    return inside + outline


def _paint(name: str, token: str, colour: Colour) -> str:
    """Return a colour, its opacity apart: not every reader of SVG knows #RRGGBBAA."""
    value = colour(token)
    clear = f' {name}-opacity="{int(value[7:9], 16) / 255:.3g}"' if len(value) == 9 else ""
    return f' {name}="{value[:7]}"{clear}'


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
