"""Owns the way from a briefing's document to the bytes of its PDF: the same document gives the same bytes anywhere.

It refuses a document that is not sound, and words that no page can hold.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from console.briefing.faces import Faces, load_faces
from console.briefing.flow import Placed, paginate
from console.briefing.frame import draw_frame, draw_notes, notes_height
from console.briefing.packing import OWN, packed
from console.briefing.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from console.briefing.registry import set_blocks
from console.briefing.setting import BOTTOM, NEXT_TOP, Density, Setting
from console.briefing.structure import Element
from console.domain.briefing import Document, require_sound
from console.domain.briefing_blocks import Masthead
from console.domain.briefing_values import strings
from console.domain.palette import Palette, palette
from console.errors import BriefingError
from console.i18n import Phrases

RENDERER = "plumbline-pages@1"
"""Who laid a briefing out; the version is raised whenever the same document could give other bytes."""

DENSITIES = (
    Density(lead=19.6, chart=150.0, row=19.0, gap=12.0),
    Density(lead=19.6, chart=134.0, row=19.0, gap=11.0),
    Density(lead=19.6, chart=118.0, row=19.0, gap=10.0),
    Density(lead=18.0, chart=108.0, row=17.5, gap=9.0),
    Density(lead=16.5, chart=98.0, row=16.5, gap=8.0),
    Density(lead=15.0, chart=88.0, row=15.5, gap=7.0),
)
"""From the airiest to the tightest; the airiest with the fewest pages is taken."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """A briefing laid out and drawn, page by page, before it is packed."""

    pages: bytes
    pens: tuple[Pen, ...]
    root: Element
    missing: tuple[str, ...]  # characters printed as code points


def render(document: Document, resources: Path, attachments: Mapping[str, bytes]) -> bytes:
    """Return the unsigned PDF with the document, its figures, its provenance and ``attachments`` embedded.

    Raises BriefingError: those of ``require_sound``, briefing-masthead, briefing-renderer, briefing-too-long,
    briefing-attachment, briefing-font.
    """
    sheets = draw(document, resources, tuple(sorted(attachments)))
    return packed(sheets.pages, document, document.filled(document.title), sheets.root, attachments)


def missing_characters(document: Document, resources: Path) -> tuple[str, ...]:
    """Return the characters no bundled face holds; they are printed as code points in brackets."""
    return _missing(document, load_faces(resources / "fonts"))


def draw(document: Document, resources: Path, attachments: tuple[str, ...] = ()) -> Sheets:
    """Return the pages of a sound document; raises BriefingError as ``render`` does."""
    _require_printable(document)
    faces = load_faces(resources / "fonts")
    setting = Setting(
        document,
        faces,
        Phrases(document.language, resources / "phrases"),
        {figure.id: figure for figure in document.figures},
        _missing(document, faces),
        DENSITIES[0],
        (*OWN, *attachments),
    )
    return _drawn(setting, _laid_out(setting), _colours(resources))


def _require_printable(document: Document) -> None:
    require_sound(document)
    heads = [place for place, block in enumerate(document.blocks) if isinstance(block, Masthead)]
    if heads != [0]:
        raise BriefingError("briefing-masthead", count=len(heads))
    if document.provenance.renderer != RENDERER:
        raise BriefingError("briefing-renderer", wanted=RENDERER, found=document.provenance.renderer)


def _missing(document: Document, faces: Faces) -> tuple[str, ...]:
    return faces.missing(text for _, _, text in strings(document))


def _laid_out(setting: Setting) -> tuple[tuple[Placed, ...], ...]:
    """Return the pages in the airiest density of those that need the fewest."""
    best: tuple[tuple[Placed, ...], ...] = ()
    for density in DENSITIES:
        found = _pages(setting.at_density(density))
        if not best or len(found) < len(best):
            best = found
    return best


def _pages(setting: Setting) -> tuple[tuple[Placed, ...], ...]:
    reserve = notes_height(setting)
    pieces = set_blocks(setting, setting.document.blocks)
    room = BOTTOM - reserve - NEXT_TOP
    for piece in pieces:
        if piece.height + (piece.repeat.height if piece.repeat else 0.0) > room:
            raise BriefingError("briefing-too-long", height=round(piece.height), room=round(room))
    return paginate(pieces, reserve)


def _colours(resources: Path) -> Palette:
    return palette(tomllib.loads((resources / "themes" / "tokens.toml").read_text("utf-8")), "light")


def _drawn(setting: Setting, pages: tuple[tuple[Placed, ...], ...], colours: Palette) -> Sheets:
    out = io.BytesIO()
    canvas = Canvas(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=True,
        initialFontName=setting.faces.names[
            "sans"
        ],  # else a face that is not embedded is named on every page
        lang=setting.document.language,
    )
    root, pens = Element("Document"), []
    for number, page in enumerate(pages):
        pen = Pen(canvas, setting.faces, colours, root, number)
        for top, piece in page:
            piece.draw(pen, top)
        draw_frame(pen, setting, len(pages))
        draw_notes(pen, setting)
        pen.finish()
        pens.append(pen)
    canvas.save()
    return Sheets(out.getvalue(), tuple(pens), root, setting.missing)
