"""Owns the masthead and the paragraph a leader reads first. It refuses red heads, stars and seals: this is no official decree."""

from __future__ import annotations

from datetime import date

from console.briefing.pen import Pen
from console.briefing.setting import LEFT, RIGHT, WIDTH, Piece, Setting, paragraph
from console.domain.briefing_blocks import Lead, Masthead

TITLE, LEAST_TITLE = 23.0, 15.0


def masthead(block: Masthead, setting: Setting) -> tuple[Piece, ...]:
    """Return the head of the first page: double rule, number, title, issue line."""
    document = setting.document
    title = setting.filled(document.title)
    size = max(LEAST_TITLE, setting.fitted(title, WIDTH, TITLE, "title"))
    lines = setting.wrapped(title, WIDTH, size, "title")
    extra = (len(lines) - 1) * size * 1.25
    number = setting.clipped(setting.words("number", number=document.number), WIDTH * 0.6, 8)
    said = [setting.filled(block.issue), document.issuer, _day(document.issued_on, setting)]
    room = WIDTH - setting.width(number, "sans", 8) - 12
    classification = setting.clipped(document.classification, room, 8)
    gap = "\u3000\u3000" if setting.chinese else "    ·    "
    issue = gap.join(word for word in said if word)
    issue_size = max(8.0, setting.fitted(issue, WIDTH, 9.5, "serif"))
    issues = setting.wrapped(issue, WIDTH, issue_size, "serif")
    below = extra + (len(issues) - 1) * 12

    def draw(pen: Pen, top: float) -> None:
        pen.line((LEFT, top), (RIGHT, top), "accent", 1.6)
        pen.line((LEFT, top + 3), (RIGHT, top + 3), "accent", 0.4)
        with pen.element("P"):
            pen.text(LEFT, top + 16, number, 8, colour="text2")
            pen.text(RIGHT, top + 16, classification, 8, colour="text2", align="end")
        with pen.element("H1"):
            for place, line in enumerate(lines):
                base = top + 44 + place * size * 1.25
                pen.text((LEFT + RIGHT) / 2, base, line.text, size, "title", align="middle")
        with pen.element("P"):
            for place, line in enumerate(issues):
                base = top + 63 + extra + place * 12
                pen.text((LEFT + RIGHT) / 2, base, line.text, issue_size, "serif", "text2", "middle")
        pen.line((LEFT, top + 72 + below), (RIGHT, top + 72 + below), "accent", 0.4)

    return (Piece(79 + below, draw, keep=True),)


def _day(day: date, setting: Setting) -> str:
    return setting.words("day", year=str(day.year), month=day.month, day=str(day.day))


def lead(block: Lead, setting: Setting) -> tuple[Piece, ...]:
    """Return the lead in Song at eleven points, indented by two characters in Chinese."""
    leading = setting.density.lead
    size = 11.0 if leading >= 16 else 10.0 if leading >= 14.5 else 9.5
    indent = 2 * size if setting.chinese else 0.0
    return (paragraph(setting, setting.filled(block.text), size, leading, indent=indent),)
