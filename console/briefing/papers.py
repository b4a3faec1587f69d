"""Owns the official papers of one finding as PDF: a heading, a form of labelled rows, tables, and room to sign.

It refuses to choose a word: the paper comes worded. The same paper gives the same bytes anywhere.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Pdf
from reportlab.pdfgen.canvas import Canvas

from console.briefing.faces import Faces, load_faces
from console.briefing.fields import Field, draw_field, hide_values
from console.briefing.flow import paginate
from console.briefing.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from console.briefing.setting import LEFT, RIGHT, WIDTH, Piece
from console.briefing.structure import Element, write_structure
from console.briefing.wrapping import TextLine, wrap
from console.domain.palette import palette

TOP = 56.0
LABEL = 92.0
SIZE, LEADING, PAD = 10.5, 17.0, 6.0
SMALL, SMALL_LEADING, SMALL_PAD = 8.5, 12.5, 4.0
MOST_LINES = 34
"""Lines one row holds; a longer text runs on in a further row without a label."""
SIGN_HEIGHT = 64.0


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled row of the form; ``room`` is blank height left below the text to write by hand, or for a field."""

    label: str
    text: str
    room: float = 0.0
    field: Field | None = None  # to be filled in on a screen


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: heads, widths as shares of the page, and rows of texts."""

    title: str
    heads: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, worded. ``notice`` stands below the title, such as that nobody confirmed it; ``foot`` on every page."""

    language: str
    office: str
    title: str
    number: str
    notice: str
    opening: str
    rows: tuple[Row, ...]
    grids: tuple[Grid, ...]
    closing: str
    signs: tuple[str, ...]  # who signs, two a line
    date_line: str
    foot: str
    page_words: str  # with {page} and {pages}
    hidden: tuple[str, Mapping[str, str]] | None = (
        None  # a field nobody sees, and the values that come back in it
    )


def render_paper(paper: Paper, resources: Path) -> bytes:
    """Return the PDF, without /Info and with the structure a reader who does not see it needs."""
    faces = load_faces(resources / "fonts").for_language(paper.language)
    setter = _Setter(paper, faces)
    pages = paginate(setter.pieces(), TOP)
    colours = palette(tomllib.loads((resources / "themes" / "tokens.toml").read_text("utf-8")), "light")
    out, root = io.BytesIO(), Element("Document")
    canvas = Canvas(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=True,
        initialFontName=faces.names["sans"],  # else a face that is not embedded is named on every page
        lang=paper.language,
    )
    for number, page in enumerate(pages):
        pen = Pen(canvas, faces, colours, root, number)
        for top, piece in page:
            piece.draw(pen, top)
        if paper.hidden is not None and number == 0:
            hide_values(pen, paper.hidden[0], dict(paper.hidden[1]))
        setter.foot(pen, number + 1, len(pages))
        pen.finish()
    canvas.save()
    return packed(out.getvalue(), root, paper.language, f"{paper.title} {paper.number}")


def packed(pages: bytes, root: Element, language: str, title: str) -> bytes:
    """Return a PDF without /Info, with its structure, language and title; the same pages give the same bytes."""
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(pages)) as pdf:
        write_structure(pdf, root, language)
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        pdf.Root.Lang = pikepdf.String(language)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = title
        pdf.save(
            out,
            deterministic_id=True,
            compress_streams=True,
            recompress_flate=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


class _Setter:
    """Turns one paper into pieces."""

    def __init__(self, paper: Paper, faces: Faces) -> None:
        self.paper, self.faces = paper, faces
        self.chinese = paper.language == "zh-CN"

    def wrapped(self, text: str, width: float, size: float, face: str = "sans") -> list[TextLine]:
        """Return the lines of a text; a break in it stays one."""
        lines: list[TextLine] = []
        for stretch in text.split("\n"):
            lines += wrap(
                stretch, width, lambda part: self.faces.width(part, face, size), 0.0, not self.chinese
            )
        return lines

    def pieces(self) -> list[Piece]:
        """Return everything in order."""
        paper = self.paper
        found = [self._head()]
        if paper.opening:
            found.append(self._words(paper.opening))
        for place, row in enumerate(paper.rows):
            found += self._row(row, first=place == 0)
        for grid in paper.grids:
            found += self._grid(grid)
        if paper.closing:
            found.append(self._words(paper.closing))
        return [*found, self._signs()]

    def _head(self) -> Piece:
        paper = self.paper
        titles = self.wrapped(paper.title, WIDTH, 20, "title")
        notices = self.wrapped(paper.notice, WIDTH - 20, 9.5, "bold") if paper.notice else []
        height = 46 + 28 * len(titles) + (14 * len(notices) + 12 if notices else 0)

        def draw(pen: Pen, top: float) -> None:
            with pen.element("P"):
                pen.text(LEFT, top + 10, paper.office, 9.5, colour="text2")
                pen.text(RIGHT, top + 10, paper.number, 9.5, "mono", "text2", "end")
            pen.line((LEFT, top + 17), (RIGHT, top + 17), "accent", 1.2)
            with pen.element("H1"):
                for place, line in enumerate(titles):
                    pen.text(PAGE_WIDTH / 2, top + 46 + 28 * place, line.text, 20, "title", align="middle")
            if notices:
                edge = top + 46 + 28 * (len(titles) - 1) + 14
                pen.box(LEFT, edge, WIDTH, 14 * len(notices) + 6, "sunken", radius=2)
                with pen.element("P"):
                    for place, line in enumerate(notices):
                        at = edge + 13 + 14 * place
                        pen.text(PAGE_WIDTH / 2, at, line.text, 9.5, "bold", align="middle")

        return Piece(height, draw)

    def _words(self, text: str) -> Piece:
        lines = self.wrapped(text, WIDTH, SIZE, "serif")

        def draw(pen: Pen, top: float) -> None:
            with pen.element("P"):
                pen.lines(LEFT, top + 15, lines, WIDTH, LEADING, SIZE, "serif", justify=self.chinese)

        return Piece(LEADING * len(lines) + 10, draw, before=8)

    def _row(self, row: Row, first: bool) -> list[Piece]:
        lines = self.wrapped(row.text, WIDTH - LABEL - 2 * PAD, SIZE) if row.text else []
        chunks = [lines[at : at + MOST_LINES] for at in range(0, len(lines), MOST_LINES)] or [[]]
        return [
            self._cells(
                row.label if place == 0 else "",
                chunk,
                row.room if chunk is chunks[-1] else 0.0,
                first and place == 0,
                row.field if chunk is chunks[-1] else None,
            )
            for place, chunk in enumerate(chunks)
        ]

    def _cells(
        self, label: str, lines: Sequence[TextLine], room: float, first: bool, field: Field | None = None
    ) -> Piece:
        labels = self.wrapped(label, LABEL - 2 * PAD, SIZE, "bold") if label else []
        height = max(len(lines), len(labels), 1) * LEADING + 2 * PAD + room
        if field is not None:
            height = max(len(labels) * LEADING + 2 * PAD, field.height + 4)

        def draw(pen: Pen, top: float) -> None:
            pen.box(LEFT, top, LABEL, height, "sunken")
            pen.box(LEFT, top, WIDTH, height, "", "line_strong", line=0.6)
            pen.line((LEFT + LABEL, top), (LEFT + LABEL, top + height), "line_strong", 0.6)
            with pen.element("P"):
                pen.lines(LEFT + PAD, top + PAD + 12, labels, LABEL - 2 * PAD, LEADING, SIZE, "bold")
                pen.lines(LEFT + LABEL + PAD, top + PAD + 12, lines, WIDTH - LABEL - 2 * PAD, LEADING, SIZE)
                if field is not None:
                    draw_field(pen, field, (LEFT + LABEL + PAD, top, WIDTH - LABEL - 2 * PAD, height))

        return Piece(height, draw, before=6.0 if first else 0.0)

    def _grid(self, grid: Grid) -> list[Piece]:
        widths = [WIDTH * share for share in grid.shares]
        head = self._line(grid.heads, widths, "bold", "sunken")
        title = self._title(grid.title)
        body = [line for row in grid.rows for line in self._lines(row, widths, head)]
        return [title, Piece(head.height, head.draw, keep=True), *body]

    def _title(self, text: str) -> Piece:
        def draw(pen: Pen, top: float) -> None:
            with pen.element("H2"):
                pen.text(LEFT, top + 13, text, 11, "bold")

        return Piece(20, draw, before=12, keep=True)

    def _lines(self, cells: Sequence[str], widths: Sequence[float], head: Piece) -> list[Piece]:
        """Return a row; what is longer than a page holds runs on in further ones."""
        held = self._cut(cells, widths, "sans")
        most = max(len(lines) for lines in held)
        return [
            self._drawn([lines[at : at + MOST_LINES] for lines in held], widths, "sans", "", head)
            for at in range(0, max(most, 1), MOST_LINES)
        ]

    def _line(self, cells: Sequence[str], widths: Sequence[float], face: str, fill: str) -> Piece:
        return self._drawn(self._cut(cells, widths, face), widths, face, fill)

    def _cut(self, cells: Sequence[str], widths: Sequence[float], face: str) -> list[list[TextLine]]:
        return [
            self.wrapped(text, width - 2 * SMALL_PAD, SMALL, face)
            for text, width in zip(cells, widths, strict=True)
        ]

    def _drawn(
        self,
        held: Sequence[Sequence[TextLine]],
        widths: Sequence[float],
        face: str,
        fill: str,
        repeat: Piece | None = None,
    ) -> Piece:
        height = max(len(lines) for lines in held) * SMALL_LEADING + 2 * SMALL_PAD

        def draw(pen: Pen, top: float) -> None:
            at = LEFT
            with pen.element("TR", within="Table:grid"):
                for lines, width in zip(held, widths, strict=True):
                    pen.box(at, top, width, height, fill, "line_strong", line=0.5)
                    with pen.element("TD" if repeat else "TH"):
                        inner = width - 2 * SMALL_PAD
                        pen.lines(
                            at + SMALL_PAD, top + SMALL_PAD + 9, lines, inner, SMALL_LEADING, SMALL, face
                        )
                    at += width

        return Piece(height, draw, repeat=repeat)

    def _signs(self) -> Piece:
        paper = self.paper
        lines = -(-len(paper.signs) // 2)

        def draw(pen: Pen, top: float) -> None:
            for place, words in enumerate(paper.signs):
                x, y = LEFT + (place % 2) * WIDTH / 2, top + 18 + (place // 2) * SIGN_HEIGHT
                with pen.element("P"):
                    wide = pen.text(x, y, words, SIZE)
                    pen.text(x, y + 26, paper.date_line, 9, colour="text2")
                pen.line((x + wide + 6, y + 2), (x + WIDTH / 2 - 16, y + 2), "line_strong", 0.6)

        return Piece(SIGN_HEIGHT * lines, draw, before=18)

    def foot(self, pen: Pen, page: int, pages: int) -> None:
        """Draw the foot line of a page."""
        rule = PAGE_HEIGHT - 38
        pen.line((LEFT, rule), (RIGHT, rule), "line_strong", 0.5)
        told = self.paper.page_words.format(page=page, pages=pages)
        room = WIDTH - self.faces.width(told, "sans", 7.5) - 16
        line = self.wrapped(self.paper.foot, room, 7.5)[0]
        pen.text(LEFT, rule + 12, line.text, 7.5, colour="text3")
        pen.text(RIGHT, rule + 12, told, 7.5, colour="text3", align="end")
