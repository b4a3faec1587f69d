"""Owns what every block is set with: measure of the page, type sizes, words of the renderer, figures by id.

It refuses to draw and to place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, replace

from console.briefing.faces import Faces
from console.briefing.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from console.briefing.wrapping import TextLine, longest, wrap
from console.domain.briefing import Document, FigureValue, figures_digest
from console.domain.briefing_text import parts
from console.i18n import Phrases

MARGIN = 56.69  # 20 mm
LEFT, RIGHT = MARGIN, PAGE_WIDTH - MARGIN
WIDTH = RIGHT - LEFT
FIRST_TOP, NEXT_TOP, BOTTOM = 40.0, 63.0, PAGE_HEIGHT - 46.0
CLOSE = 16.0
"""Below this height of a table row a part of the briefing is set close."""
SMALLEST = 6.5
"""No text is printed smaller, in points."""

CHINESE_ORDINALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Density:
    """How closely a part of the briefing is set, in points."""

    lead: float = 19.6  # leading of the first paragraph
    chart: float = 118.0  # height of a chart
    row: float = 19.0  # height of a table row
    gap: float = 10.0  # above a heading
    body: float = 9.5  # size of the notes
    leading: float = 15.2  # of the notes

    def towards(self, looser: Density, share: float) -> Density:
        """Return a density between this one and an airier one."""
        mixed = (
            round(here + (there - here) * share, 3)
            for here, there in zip(astuple(self), astuple(looser), strict=True)
        )
        return Density(*mixed)

    @property
    def close(self) -> bool:
        """Whether so much is to be said that notes run on and short forms stand for long ones."""
        return self.row < CLOSE


@dataclass(frozen=True, slots=True)
class Piece:
    """Something set in one go: its height, what draws it from its upper edge, and how it stands to its neighbours."""

    height: float
    draw: Callable[[Pen, float], None]
    before: float = 0.0  # the gap above, dropped at the top of a page
    keep: bool = False  # not parted from the next piece
    foot: bool = False  # stands at the foot of its page, which ends with it
    repeat: Piece | None = None  # drawn again above this piece where it starts a page


@dataclass(frozen=True, slots=True)
class Setting:
    """One document being set; ``number`` is the ordinal of the headed block at hand."""

    document: Document
    faces: Faces
    phrases: Phrases
    figures: Mapping[str, FigureValue]
    missing: tuple[str, ...]
    density: Density
    attachments: tuple[str, ...] = ()  # names of the files embedded
    number: int = 0

    @property
    def digest(self) -> str:
        """Return the digest over every figure as it is printed: sixteen digits in groups of four."""
        whole = figures_digest(self.document.figures)
        return " ".join(whole[at : at + 4] for at in range(0, 16, 4))

    def at_density(self, density: Density) -> Setting:
        """Return the same document set more or less closely."""
        return replace(self, density=density)

    @property
    def chinese(self) -> bool:
        """Whether lines are justified between characters and sections count in Chinese."""
        return self.document.language == "zh-CN"

    def words(self, key: str, **facts: object) -> str:
        """Return words of the renderer: heads of columns, labels."""
        return self.phrases.text(f"briefing-{key}", **facts)

    def filled(self, template: str) -> str:
        """Return a template with its places filled."""
        return "".join(
            self.figures[part.text].printed if part.kind == "f" else part.text for part in parts(template)
        )

    def printed(self, figure: str, absent: str = "—") -> str:
        """Return how a figure is printed; an empty id gives ``absent``."""
        return self.figures[figure].printed if figure else absent

    def at(self, figure: str) -> float | None:
        """Return where a chart puts a figure; None where it has no value or no id."""
        return self.figures[figure].at if figure else None

    def width(self, text: str, face: str, size: float) -> float:
        """Return how wide a text is, in points."""
        return self.faces.width(text, face, size)

    def wrapped(
        self, text: str, width: float, size: float, face: str = "sans", indent: float = 0.0
    ) -> tuple[TextLine, ...]:
        """Return a text as lines of a width."""
        return wrap(
            text, width, lambda stretch: self.faces.width(stretch, face, size), indent, not self.chinese
        )

    def longest(self, text: str, size: float, face: str = "sans") -> float:
        """Return the width below which some word of a text would have to be cut."""
        return longest(text, lambda stretch: self.faces.width(stretch, face, size), not self.chinese)

    def fitted(self, text: str, width: float, size: float, face: str = "sans") -> float:
        """Return the largest size up to ``size`` in which a text stays on one line, never below the smallest."""
        natural = self.faces.width(text, face, size)
        if natural <= width:
            return size
        return max(SMALLEST, round(size * width / natural - 0.05, 1))

    def tight(self, text: str, width: float, size: float, face: str = "sans") -> tuple[str, float]:
        """Return a name on one line: in smaller type where it is too wide, then cut with an ellipsis."""
        found = self.fitted(text, width, size, face)
        return self.clipped(text, width, found, face), found

    def clipped(self, text: str, width: float, size: float, face: str = "sans") -> str:
        """Return a text cut with an ellipsis where it is wider; only names and free words may be cut."""
        if self.faces.width(text, face, size) <= width + 0.01:
            return text
        room, kept = width - self.faces.width("…", face, size), ""
        for sign in text:
            room -= self.faces.width(sign, face, size)
            if room < 0:
                break
            kept += sign
        return kept.rstrip() + "…"


def ordinal(setting: Setting) -> str:
    """Return what stands before a section's heading."""
    if not setting.chinese:
        return f"{setting.number}  "
    tens, ones = divmod(setting.number, 10)
    told = "" if tens == 0 else "十" if tens == 1 else CHINESE_ORDINALS[tens - 1] + "十"
    return told + (CHINESE_ORDINALS[ones - 1] if ones else "") + "、"


def paragraph(
    setting: Setting,
    text: str,
    size: float,
    leading: float,
    face: str = "serif",
    *,
    x: float = LEFT,
    width: float = WIDTH,
    indent: float = 0.0,
    colour: str = "text",
) -> Piece:
    """Return a paragraph as a piece, justified in Chinese."""
    lines = setting.wrapped(text, width, size, face, indent)

    def draw(pen: Pen, top: float) -> None:
        first = top + leading * 0.5 + size * 0.36
        with pen.element("P"):
            pen.lines(x, first, lines, width, leading, size, face, colour, indent, justify=setting.chinese)

    return Piece(len(lines) * leading, draw)


def heading(setting: Setting, words: str, note: str = "", addition: str = "") -> Piece:
    """Return a section's heading with its number, its note at the right, and a rule below.

    ``addition`` are words of the renderer that follow the note, such as what one cell stands for.
    """
    title, said = ordinal(setting) + setting.filled(words), setting.filled(note) + addition
    titles = setting.wrapped(title, WIDTH - 150 if said else WIDTH, 11, "bold")
    notes = setting.wrapped(said, WIDTH - max(line.width for line in titles) - 14, 7.5) if said else ()
    extra = max((len(titles) - 1) * 14.0, (len(notes) - 1) * 9.0, 0.0)

    def draw(pen: Pen, top: float) -> None:
        base = top + 10 + extra
        with pen.element("H2"):
            pen.lines(LEFT, base - (len(titles) - 1) * 14, titles, WIDTH, 14, 11, "bold")
        with pen.element("P"):
            for place, line in enumerate(notes):
                pen.text(RIGHT, base - (len(notes) - 1 - place) * 9, line.text, 7.5, "sans", "text3", "end")
        pen.line((LEFT, base + 5), (RIGHT, base + 5), "line_strong")

    height = 19.5 if setting.density.close else 21.0
    return Piece(height + extra, draw, before=setting.density.gap, keep=True)
