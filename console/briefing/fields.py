"""Owns the fields of a form that is filled in on a screen (AcroForm): where each stands, and how it is drawn.

It refuses words inside a field that the form's own face does not hold: whoever fills it in brings a face with the viewer.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import HexColor

from console.briefing.pen import PAGE_HEIGHT, Pen
from console.domain.finding import canonical

CHOICE_HEIGHT, MARK = 22.0, 12.0
SIZE = 11
MOST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Field:
    """A field: one line, several lines, or one of ``options`` (value, label); the label stands beside it, printed."""

    name: str
    height: float
    several: bool = False
    options: tuple[tuple[str, str], ...] = ()


def draw_field(pen: Pen, field: Field, box: tuple[float, float, float, float]) -> None:
    """Draw a field in a box: left, top (from the top of the page), width and height."""
    left, top, width, height = box
    form, fill = pen.canvas.acroForm, HexColor(pen.palette.token("yellow_soft"))
    for place, (value, label) in enumerate(field.options):
        middle = top + 6 + CHOICE_HEIGHT * place
        pen.text(left + 22, middle + 10, label, 10.5)
        form.radio(
            name=field.name,
            value=value,
            x=left + 2,
            y=PAGE_HEIGHT - middle - MARK,
            size=MARK,
            buttonStyle="check",
            shape="square",
            fillColor=fill,
            tooltip=label,
            fieldFlags="radio",
            borderWidth=0.6,
        )
    if not field.options:
        form.textfield(
            name=field.name,
            x=left,
            y=PAGE_HEIGHT - top - height + 4,
            width=width,
            height=height - 8,
            fontName="Helvetica",
            fontSize=SIZE,
            borderWidth=0,
            fillColor=fill,
            maxlen=MOST_CHARACTERS,
            tooltip=field.name,
            fieldFlags="multiline" if field.several else "",
        )


def hide_values(pen: Pen, name: str, values: dict[str, str]) -> None:
    """Keep values in a hidden field that comes back as it went out."""
    told = canonical(values).decode("ascii")
    pen.canvas.acroForm.textfield(
        name=name,
        value=told,
        x=0,
        y=0,
        width=1,
        height=1,
        borderWidth=0,
        fontName="Helvetica",
        fontSize=1,
        maxlen=len(told),
        annotationFlags="hidden",
        fieldFlags="readOnly",
    )
