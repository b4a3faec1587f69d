"""Owns what stands on every page around its pieces: running head, foot line, marks, notes on missing characters.

It refuses a page without classification, number and place in the whole.
"""

from __future__ import annotations

from console.briefing.faces import bracketed
from console.briefing.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from console.briefing.setting import LEFT, RIGHT, SMALLEST, WIDTH, Setting
from console.domain.briefing_blocks import Masthead

RULE, FOOT = PAGE_HEIGHT - 38, PAGE_HEIGHT - 27
NOTE, NOTE_LEADING = 7.0, 9.0
MOST_LISTED = 24
"""How many missing characters the note of one page lists; the document's own list names all."""


def draw_frame(pen: Pen, setting: Setting, pages: int) -> None:
    """Draw head and foot of a page."""
    if pen.page > 0:
        _head(pen, setting)
    _foot(pen, setting, pages)


def notes_height(setting: Setting) -> float:
    """Return the room each page keeps for the note on missing characters."""
    if not setting.missing:
        return 0.0
    return len(_note(setting, setting.missing)) * NOTE_LEADING + 6


def draw_notes(pen: Pen, setting: Setting) -> None:
    """Say above the foot line which characters of this page were printed as code points."""
    if not pen.replaced:
        return
    lines = _note(setting, tuple(sorted(pen.replaced)))
    first = RULE - 5 - (len(lines) - 1) * NOTE_LEADING
    pen.line((LEFT, first - 9), (LEFT + 60, first - 9), "line_strong", 0.4)
    with pen.element("Note"):
        for place, line in enumerate(lines):
            pen.text(LEFT, first + place * NOTE_LEADING, line, NOTE, colour="text2")


def _note(setting: Setting, signs: tuple[str, ...]) -> tuple[str, ...]:
    told = " ".join(bracketed(sign) for sign in signs[:MOST_LISTED]) + (
        " …" if len(signs) > MOST_LISTED else ""
    )
    return tuple(
        line.text for line in setting.wrapped(setting.words("missing-glyphs", signs=told), WIDTH, NOTE)
    )


def _head(pen: Pen, setting: Setting) -> None:
    document = setting.document
    pen.line((LEFT, 40), (RIGHT, 40), "accent", 1.2)
    issue = next((block.issue for block in document.blocks if isinstance(block, Masthead)), "")
    gap = "\u3000" if setting.chinese else "  ·  "
    right = gap.join((setting.words("number", number=document.number), document.classification))
    left = gap.join(word for word in (setting.filled(document.title), setting.filled(issue)) if word)
    size = setting.fitted(left + right, WIDTH - 14, 8.5)
    right = setting.clipped(right, WIDTH * 0.5, size)
    wide = pen.text(RIGHT, 54, right, size, colour="text2", align="end")
    pen.text(LEFT, 54, setting.clipped(left, WIDTH - wide - 14, size), size, colour="text2")


def _foot(pen: Pen, setting: Setting, pages: int) -> None:
    pen.line((LEFT, RULE), (RIGHT, RULE), "line_strong")
    middle = setting.words("page", page=str(pen.page + 1), pages=str(pages))
    wide = pen.text(PAGE_WIDTH / 2, FOOT, middle, 7.5, colour="text2", align="middle")
    room = (WIDTH - wide) / 2 - 8
    gap = "\u3000" if setting.chinese else "   "
    made = gap.join(word for word in (setting.words("made-by"), _marks(setting)) if word)
    size = setting.fitted(made, room, 7.5)
    pen.text(RIGHT, FOOT, setting.clipped(made, room, size), size, colour="text2", align="end")
    held = setting.document.provenance
    told = (
        setting.words("extract", extract=held.extract_id),
        setting.words("head", head=held.casebook_root[:12]),
    )
    left = gap.join(told if held.casebook_id else told[:1])
    size = max(SMALLEST, setting.fitted(left, room, 7.5))
    pen.text(LEFT, FOOT, setting.clipped(left, room, size), size, colour="text3")


def _marks(setting: Setting) -> str:
    mark = setting.document.provenance.extract_mark
    told = [setting.words(f"mark-{mark}")] if mark != "signed" else []
    if setting.document.demonstration:
        told.append(setting.words("demonstration"))
    return ("、" if setting.chinese else ", ").join(told)
