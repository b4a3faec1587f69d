"""Owns how the tests look at drawn pages: the boxes of all text, and the text another reader extracts."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pypdfium2

from console.briefing.pen import PAGE_HEIGHT, PAGE_WIDTH, Box, Pen
from console.briefing.render import Sheets, draw, render
from console.domain.briefing import Document
from console.paths import resource_root

EDGE = 16.0
"""Points from the edge of the paper which printers leave blank."""
TOUCH = 0.35
"""What two boxes may share: the boxes are a bit higher than the ink."""
DRAWN_ONLY = re.compile(r"peer-|d\d+-(low|high|before)$|rate-|centre$|city-")
"""Figures of the sample that are a place in a chart, not a number in print."""


def drawn(document: Document) -> Sheets:
    """Return the pages, after every box was found inside its page and apart from all others."""
    sheets = draw(document, resource_root())
    for pen in sheets.pens:
        over, across = outside(pen.boxes), overlaps(pen.boxes)
        assert not over, (pen.page, over[:3])
        assert not across, (pen.page, across[:3])
    return sheets


def outside(boxes: Sequence[Box]) -> list[Box]:
    return [
        box
        for box in boxes
        if box.left < EDGE
        or box.top < EDGE
        or box.right > PAGE_WIDTH - EDGE
        or box.bottom > PAGE_HEIGHT - EDGE
    ]


def overlaps(boxes: Sequence[Box]) -> list[tuple[Box, Box]]:
    """Return the pairs of texts printed over each other."""
    found = []
    ordered = sorted(boxes, key=lambda box: box.top)
    for place, first in enumerate(ordered):
        for second in ordered[place + 1 :]:
            if second.top >= first.bottom - TOUCH:
                break
            if min(first.right, second.right) - max(first.left, second.left) > TOUCH:
                found.append((first, second))
    return found


def texts(document: Document) -> list[str]:
    """Return the text of each page as PDFium extracts it."""
    pdf = pypdfium2.PdfDocument(render(document, resource_root(), {}))
    try:
        return [extracted(page) for page in pdf]
    finally:
        pdf.close()


def extracted(page: pypdfium2.PdfPage) -> str:
    held = page.get_textpage()
    told = str(held.get_text_range())
    held.close()
    page.close()
    return told


def said(pen: Pen) -> str:
    """Return all words of a page in the order they were drawn."""
    return "\n".join(box.text for box in pen.boxes)


def unprinted(document: Document, text: str) -> list[str]:
    """Return the figures which stand nowhere in a text, those left out that are only drawn."""
    return [
        figure.id
        for figure in document.figures
        if not DRAWN_ONLY.match(figure.id)
        and not re.search(rf"(?<![\d.,]){re.escape(figure.printed)}(?!\d)", text)
    ]
