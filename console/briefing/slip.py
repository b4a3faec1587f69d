"""Owns the printable short form of a checkpoint: one page with casebook, size and root to read, and the same as a QR code.

It refuses to choose a word: the slip comes worded. The same slip gives the same bytes anywhere.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.pdfgen.canvas import Canvas

from console.briefing.faces import load_faces
from console.briefing.papers import packed
from console.briefing.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from console.briefing.structure import Element
from console.briefing.wrapping import wrap
from console.domain.palette import palette

LEFT, TOP, CODE = 56.0, 64.0, 140.0
LINE, SIZE = 18.0, 11.0


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip, worded: title, labelled values (in order), the root in groups, what the code holds, how to use it, room to sign."""

    language: str
    title: str
    values: tuple[tuple[str, str], ...]
    root_label: str
    root: tuple[str, ...]
    code: str
    code_words: str
    how: tuple[str, ...]
    signs: tuple[str, ...]


def render_slip(slip: Slip, resources: Path) -> bytes:
    """Return the PDF."""
    faces = load_faces(resources / "fonts").for_language(slip.language)
    colours = palette(tomllib.loads((resources / "themes" / "tokens.toml").read_text("utf-8")), "light")
    out, root = io.BytesIO(), Element("Document")
    canvas = Canvas(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=True,
        initialFontName=faces.names["sans"],
        lang=slip.language,
    )
    pen = Pen(canvas, faces, colours, root, 0)
    _draw(pen, slip)
    with pen.element("Figure", slip.code_words):
        _code(pen, slip.code)
    pen.finish()
    canvas.save()
    return packed(out.getvalue(), root, slip.language, slip.title)


def _draw(pen: Pen, slip: Slip) -> None:
    with pen.element("H1"):
        pen.text(LEFT, TOP, slip.title, 18, "title")
    y = TOP + 40
    for label, value in slip.values:
        with pen.element("P"):
            pen.text(LEFT, y, label, SIZE, "sans", "text3")
            pen.text(LEFT + 90, y, value, 10, "mono")
        y += LINE
    with pen.element("P"):
        pen.text(LEFT, y + 8, slip.root_label, SIZE, "sans", "text3")
        for place, group in enumerate(slip.root):
            pen.text(LEFT + 90, y + 8 + LINE * place, group, 13, "mono")
    y += 8 + LINE * len(slip.root) + 24
    y = _words(pen, slip.how, y, PAGE_WIDTH - 2 * LEFT)
    for place, sign in enumerate(slip.signs):
        with pen.element("P"):
            pen.text(LEFT + place * 240, y + 40, sign, SIZE)


def _words(pen: Pen, texts: Sequence[str], y: float, width: float) -> float:
    for text in texts:
        lines = wrap(text, width, lambda part: pen.faces.width(part, "sans", SIZE), 0.0, pen.faces.western)
        with pen.element("P"):
            for line in lines:
                pen.text(LEFT, y, line.text, SIZE)
                y += LINE
        y += 6
    return y


def _code(pen: Pen, text: str) -> None:
    """Draw the QR code module by module, neighbours of a row as one box, so that no viewer shows seams."""
    code = QrCodeWidget(text, barLevel="M").qr
    code.make()
    side = CODE / len(code.modules)
    left, top = PAGE_WIDTH - LEFT - CODE, TOP + 20
    for y, row in enumerate(code.modules):
        x = 0
        while x < len(row):
            wide = sum(1 for _ in takewhile(bool, row[x:]))
            if wide:
                pen.box(left + x * side, top + y * side, wide * side, side + 0.05, "text")
            x += wide or 1
