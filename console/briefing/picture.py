"""Owns a figure as a page of its own size, and how wide its words are there. It refuses words and colours of its own."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from console.briefing.drawing import FACES, draw_figure
from console.briefing.faces import load_faces
from console.briefing.pen import PAGE_HEIGHT, Pen
from console.briefing.structure import Element
from console.charts.figure import Figure
from console.charts.parts import Measure
from console.domain.palette import Palette, palette

THEME = "light"


def paper_colours(resources: Path) -> Palette:
    """Return the colours of what is printed."""
    return palette(tomllib.loads((resources / "themes" / "tokens.toml").read_text("utf-8")), THEME)


def paper_measure(resources: Path, language: str) -> Measure:
    """Return how wide words are in the bundled faces."""
    faces = load_faces(resources / "fonts").for_language(language)
    return lambda words, size, bold: faces.width(words, FACES["ui", bold], size)


def figure_page(figure: Figure, resources: Path, language: str) -> bytes:
    """Return the PDF: one page as large as the figure, a point for each of its units."""
    faces = load_faces(resources / "fonts").for_language(language)
    out, size = io.BytesIO(), (figure.width, figure.height)
    canvas = Canvas(out, pagesize=size, invariant=True, initialFontName=faces.names["sans"])
    canvas.translate(0, figure.height - PAGE_HEIGHT)  # a pen draws from the upper edge of a sheet
    pen = Pen(canvas, faces, paper_colours(resources), Element("Document"))
    with pen.decoration():
        pen.box(0, 0, *size, fill="surface")
        draw_figure(pen, figure, 0, 0)
    pen.finish()
    canvas.save()
    return out.getvalue()
