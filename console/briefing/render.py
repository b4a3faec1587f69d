"""Owns the way from a briefing's document to the bytes of its PDF: the same document gives the same bytes anywhere.

It refuses a document that is not sound, and words that no page can hold.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from console.briefing.charts import ranking_height
from console.briefing.faces import Faces, load_faces
from console.briefing.flow import Placed, paginate
from console.briefing.frame import draw_frame, draw_notes, notes_height
from console.briefing.packing import OWN, packed
from console.briefing.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from console.briefing.registry import headed, set_blocks
from console.briefing.setting import BOTTOM, FIRST_TOP, NEXT_TOP, Density, Piece, Setting
from console.briefing.structure import Element
from console.domain.briefing import Document, require_sound
from console.domain.briefing_blocks import Masthead, RankingTrend, SignaturePanel, Trend, Trends
from console.domain.briefing_kinds import Block
from console.domain.briefing_theme import ThemeSection
from console.domain.briefing_values import strings
from console.domain.palette import Palette, palette
from console.errors import BriefingError
from console.i18n import Phrases

RENDERER = "plumbline-pages@1"
"""Who laid a briefing out; the version is raised whenever the same document could give other bytes."""

DENSITIES = (
    *(Density(19.6, chart, 19.0, 12.0) for chart in (170.0, 160.0, 150.0, 142.0, 134.0, 126.0)),
    Density(19.0, 122.0, 18.5, 11.0),
    Density(18.0, 118.0, 17.5, 10.0, 9.5, 14.4),
    Density(17.0, 116.0, 16.5, 9.0, 9.2, 13.6),
    Density(16.0, 108.0, 15.5, 8.0, 9.0, 12.8),
    Density(15.0, 96.0, 14.5, 7.0, 8.5, 11.8),
    Density(14.0, 88.0, 13.0, 4.5, 8.0, 10.6),
)
"""From the airiest to the tightest; the airiest with the fewest pages is taken."""
TALLEST_CHART, WHOLE_CHART = 200.0, 140.0
HALVINGS = 4
LONG = 4
"""A part of more pages than this is set airily: nobody hopes to see it at a glance."""


Pages = tuple[tuple[Placed, ...], ...]


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
    faces = load_faces(resources / "fonts").for_language(document.language)
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


def _laid_out(setting: Setting) -> Pages:
    """Return the pages of each part in the airiest density of those that need the fewest; a part ends with a panel."""
    pages: list[tuple[Placed, ...]] = []
    number = 0
    for part in _parts(setting.document.blocks):
        pages += _fewest(setting, part, number, first=not pages)
        number += headed(part)
    return tuple(pages)


def _parts(blocks: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    cuts = [place + 1 for place, block in enumerate(blocks) if isinstance(block, SignaturePanel)]
    edges = [0, *cuts, len(blocks)]
    return [blocks[start:end] for start, end in pairwise(edges) if start < end]


def _fewest(setting: Setting, part: tuple[Block, ...], number: int, *, first: bool) -> Pages:
    """Return a part on the fewest pages, as airily as they allow."""
    layout = _Layout(setting, part, number, FIRST_TOP if first else NEXT_TOP)
    best: Pages = ()
    chosen = looser = DENSITIES[0]
    before = looser
    for density in _densities(part):
        found = layout.pages(density)
        if not best or len(found) < len(best):
            best, chosen, looser = found, density, before
        before = density
        if len(best) == 1 or len(best) > LONG:
            break
    if len(best) <= LONG:
        best, chosen = layout.loosened(best, chosen, looser)
    return layout.filled(best, chosen)


@dataclass(frozen=True, slots=True)
class _Layout:
    """One part of a document, to be set in this or that density."""

    setting: Setting
    part: tuple[Block, ...]
    number: int  # headed blocks before it
    top: float  # where its first page begins

    def pages(self, density: Density) -> Pages:
        """Return the pages in a density; raises BriefingError briefing-too-long."""
        pieces = set_blocks(self.setting.at_density(density), self.part, self.number)
        reserve = notes_height(self.setting)
        _require_fitting(pieces, BOTTOM - reserve - NEXT_TOP)
        return paginate(pieces, self.top, reserve)

    def loosened(self, pages: Pages, tight: Density, loose: Density) -> tuple[Pages, Density]:
        """Halve the way to the next airier density a few times, as long as no page more is needed."""
        low, high = 0.0, 1.0
        chosen = tight
        for _ in range(HALVINGS if loose != tight else 0):
            middle = (low + high) / 2
            density = tight.towards(loose, middle)
            density = replace(density, chart=max(density.chart, self.whole_ranking()))
            found = self.pages(density)
            if len(found) <= len(pages):
                pages, chosen, low = found, density, middle
            else:
                high = middle
        return pages, chosen

    def whole_ranking(self) -> float:
        """Return how high a chart must be to leave no unit of a ranking out, zero where there are too many."""
        charts = [chart for block in self.part for chart in _charts(block)]
        most = max((len(chart.units) for chart in charts if isinstance(chart, RankingTrend)), default=0)
        height = ranking_height(most)
        return height if height <= WHOLE_CHART else 0.0

    def filled(self, pages: Pages, density: Density) -> Pages:
        """Give the charts of a lone page the room that is left above its panel."""
        spare = _spare(pages)
        if spare <= 0:
            return pages
        found = self.pages(replace(density, chart=min(TALLEST_CHART, density.chart + spare)))
        return found if len(found) == 1 else pages


def _densities(part: tuple[Block, ...]) -> list[Density]:
    """Return what is worth trying: without charts their height makes no difference."""
    if any(_charts(block) for block in part):
        return list(DENSITIES)
    return list(dict.fromkeys(replace(density, chart=0.0) for density in DENSITIES))


def _charts(block: Block) -> Sequence[Trend]:
    return block.charts if isinstance(block, Trends | ThemeSection) else ()


def _spare(pages: Pages) -> float:
    if len(pages) != 1 or len(pages[0]) < 2 or not pages[0][-1][1].foot:
        return 0.0
    (top, piece), (edge, panel) = pages[0][-2:]
    return edge - panel.before - top - piece.height


def _require_fitting(pieces: Sequence[Piece], room: float) -> None:
    for piece in pieces:
        if piece.height + (piece.repeat.height if piece.repeat else 0.0) > room:
            raise BriefingError("briefing-too-long", height=round(piece.height), room=round(room))


def _colours(resources: Path) -> Palette:
    return palette(tomllib.loads((resources / "themes" / "tokens.toml").read_text("utf-8")), "light")


def _drawn(setting: Setting, pages: Pages, colours: Palette) -> Sheets:
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
