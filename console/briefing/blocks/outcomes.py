"""Owns what was achieved and what became of each instruction. It refuses to praise: a label, a value, a unit."""

from __future__ import annotations

from collections.abc import Sequence

from console.briefing.blocks.findings import nothing, short_day
from console.briefing.pen import Pen
from console.briefing.setting import LEFT, WIDTH, Piece, Setting, heading
from console.briefing.table import Cell, Column, table
from console.domain.briefing_blocks import InstructionRow, Outcome, Outcomes

ACROSS, TILE, GUTTER = 4, 40.0, 12.0


def pieces(block: Outcomes, setting: Setting) -> tuple[Piece, ...]:
    """Return the heading, the outcomes in rows of four, and the instructions as a table."""
    told = [heading(setting, block.heading, block.note), *tiled(block.outcomes, setting)]
    if block.instructions:
        rows = [_row(row, setting) for row in block.instructions]
        told.append(Piece(6, lambda pen, top: None, keep=True))
        told += table(setting, "instructions", _columns(setting), rows, setting.density.row)
    if len(told) == 1:
        told.append(nothing(setting, ""))
    return tuple(told)


def tiled(outcomes: Sequence[Outcome], setting: Setting) -> tuple[Piece, ...]:
    """Return the outcomes as tiles, four in a row."""
    starts = range(0, len(outcomes), ACROSS)
    return tuple(_tiles(outcomes[start : start + ACROSS], setting) for start in starts)


def _tiles(outcomes: Sequence[Outcome], setting: Setting) -> Piece:
    wide = (WIDTH - GUTTER * (ACROSS - 1)) / ACROSS
    labels = [setting.wrapped(setting.filled(outcome.label), wide - 12, 8) for outcome in outcomes]
    height = TILE + (max(len(lines) for lines in labels) - 1) * 10

    def draw(pen: Pen, top: float) -> None:
        for place, outcome in enumerate(outcomes):
            x = LEFT + place * (wide + GUTTER)
            pen.box(x, top, wide, height, "sunken", "line", 2)
            with pen.element("P"):
                pen.lines(x + 6, top + 11, labels[place], wide - 12, 10, 8, "sans", "text2")
                base = top + height - 8
                unit, small = setting.tight(setting.filled(outcome.unit), wide * 0.45, 8)
                room = wide - 15 - setting.width(unit, "sans", small)
                value = setting.printed(outcome.value)
                size = setting.fitted(value, room, 15, "bold")
                end = pen.text(x + 6, base, value, size, "bold")
                pen.text(x + 9 + end, base, unit, small, colour="text2")

    return Piece(height + 4, draw)


def _columns(setting: Setting) -> tuple[Column, ...]:
    return (
        Column(setting.words("instruction-number")),
        Column(setting.words("instruction"), grows=3.0),
        Column(setting.words("owner"), grows=1.0),
        Column(setting.words("due"), "end"),
        Column(setting.words("state"), "end"),
    )


def _row(row: InstructionRow, setting: Setting) -> tuple[Cell, ...]:
    if row.done_on is not None:
        state = Cell(setting.words("done", day=short_day(row.done_on, setting)), "bold", "ok")
    elif row.overdue:
        state = Cell(setting.words("overdue-instruction"), "bold", "red")
    else:
        state = Cell(setting.words("running"), colour="text")
    return (
        Cell(row.number),
        Cell(setting.filled(row.text), colour="text"),
        Cell(row.owner),
        Cell(short_day(row.due_on, setting), colour="text"),
        state,
    )
