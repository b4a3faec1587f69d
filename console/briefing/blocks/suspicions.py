"""Owns the table of suspicions 疑点（未认定）, by rule. It refuses card colours and names: nobody was heard yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from console.briefing.blocks.findings import nothing, number
from console.briefing.marks import mark
from console.briefing.pen import Pen
from console.briefing.setting import LEFT, WIDTH, Piece, Setting, heading, paragraph
from console.briefing.table import Cell, Column, table
from console.domain.briefing_blocks import SuspicionRow, SuspicionsTable

BANNER = 16.0
UNVERIFIED, WEAK = "†", "‡"


def pieces(block: SuspicionsTable, setting: Setting) -> tuple[Piece, ...]:
    """Return the heading, the sentence that these are no findings, and the rules that flagged something."""
    head = heading(setting, block.heading, block.note)
    if not block.rows:
        return (head, nothing(setting, setting.filled(block.empty)))
    return (head, *listed(block.rows, setting, "suspicions"))


def listed(held: Sequence[SuspicionRow], setting: Setting, name: str) -> tuple[Piece, ...]:
    """Return the sentence that these are no findings, and one row a rule; ``name`` tells the table from others."""
    rows = [_row(row, setting) for row in held]
    told = [_banner(setting), *table(setting, name, _columns(setting), rows, setting.density.row)]
    for there, words in ((UNVERIFIED, "unverified"), (WEAK, "weak-rule")):
        if any(there in _marks(row) for row in held):
            note = paragraph(setting, setting.words(words), 7.5, 11, "sans", x=LEFT + 4, colour="text3")
            told.append(replace(note, before=3))
    return tuple(told)


def _marks(row: SuspicionRow) -> str:
    """Return the marks that stand beside a rule's words; each is explained below the table."""
    return UNVERIFIED * row.unverified + WEAK * row.weak


def _banner(setting: Setting) -> Piece:
    lines = setting.wrapped(setting.words("suspicion-banner"), WIDTH - 28, 8.5)
    height = BANNER + (len(lines) - 1) * 11

    def draw(pen: Pen, top: float) -> None:
        pen.box(LEFT, top - 2, WIDTH, height, "", "text2", 2, 0.6, dash=(2.5, 2))
        mark(pen, LEFT + 6, top + 1.4, "suspicion", 9)
        with pen.element("P"):
            pen.lines(LEFT + 20, top + 9, lines, WIDTH - 28, 11, 8.5, "sans", "text2")

    return Piece(height + 4, draw, keep=True)


def _columns(setting: Setting) -> tuple[Column, ...]:
    return (
        Column(setting.words("proposes")),
        Column(setting.words("rule")),
        Column(setting.words("flagged-what"), grows=3.0, size=8.7),
        Column(setting.words("theme"), grows=0.1),
        Column(setting.words("flagged"), "end", size=9.0),
        Column(setting.words("unjudged"), "end"),
        Column(setting.words("amount"), "end", size=9.0),
        Column(setting.words("persons"), "end", size=9.0),
    )


def _row(row: SuspicionRow, setting: Setting) -> tuple[Cell, ...]:
    marks = _marks(row)
    problem = setting.filled(row.problem) + (f" {marks}" if marks else "")
    return (
        Cell(setting.words(f"proposes-{row.severity}"), mark="suspicion"),
        Cell(row.rule),
        Cell(problem, colour="text"),
        Cell(row.theme),
        number(setting, row.count),
        number(setting, row.unjudged),
        number(setting, row.amount),
        number(setting, row.persons),
    )
