"""Owns the section of one theme: verdict, tiles, charts, tables, what its rules flagged. It refuses charts before the verdict."""

from __future__ import annotations

from dataclasses import replace

from console.briefing.blocks.findings import nothing, number
from console.briefing.blocks.outcomes import tiled
from console.briefing.blocks.suspicions import listed
from console.briefing.blocks.trends import charted
from console.briefing.pen import Pen
from console.briefing.setting import LEFT, WIDTH, Piece, Setting, heading, paragraph
from console.briefing.table import Cell, Column, table
from console.domain.briefing_theme import ThemeSection, ThemeTable

TITLE, LINE, ABOVE, BELOW = 9.0, 11.0, 5.0, 3.0


def pieces(block: ThemeSection, setting: Setting) -> tuple[Piece, ...]:
    """Return the heading, the verdict in words, and below it whatever the section holds."""
    density = setting.density
    lead = paragraph(setting, setting.filled(block.lead), density.body + 0.5, density.leading + 0.6)
    found = [heading(setting, block.heading, block.note), lead]
    if block.tiles:
        found += [_title(setting, block.tiles_title), *tiled(block.tiles, setting)]
    for some in (block.strip, block.charts):
        found += [replace(piece, before=ABOVE) for piece in charted(some, setting)]
    for place, one in enumerate(block.tables):
        found += [_title(setting, one.title), *_table(one, setting, f"theme-{setting.number}-{place}")]
    if block.suspicions:
        name = f"theme-{setting.number}"
        found += [_title(setting, block.suspicions_title), *listed(block.suspicions, setting, name)]
    elif block.empty:
        found += [_title(setting, block.suspicions_title), nothing(setting, setting.filled(block.empty))]
    return tuple(found)


def _title(setting: Setting, words: str) -> Piece:
    """Return the title of a part, kept with what follows."""
    lines = setting.wrapped(setting.filled(words), WIDTH, TITLE, "bold")

    def draw(pen: Pen, top: float) -> None:
        with pen.element("H3"):
            pen.lines(LEFT, top + TITLE, lines, WIDTH, LINE, TITLE, "bold")

    return Piece(LINE * len(lines) + BELOW, draw, before=ABOVE, keep=True)


def _table(told: ThemeTable, setting: Setting, name: str) -> tuple[Piece, ...]:
    first, *others = (setting.filled(words) for words in told.columns)
    columns = (Column(first, grows=1.0), *(Column(words, "end") for words in others))
    rows = [
        (Cell(row.name, colour="text"), *(number(setting, figure) for figure in row.values))
        for row in told.rows
    ]
    found = table(setting, name, columns, rows, setting.density.row - 2)
    if not told.note:
        return found
    note = paragraph(setting, setting.filled(told.note), 7.5, 11, "sans", x=LEFT + 4, colour="text3")
    return (*found, replace(note, before=3))
