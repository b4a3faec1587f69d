"""Owns the table of the data and where they came from. It refuses to hide what is missing."""

from __future__ import annotations

from console.briefing.blocks.findings import nothing, number
from console.briefing.setting import Piece, Setting, heading
from console.briefing.table import Cell, Column, table
from console.domain.briefing_blocks import SourceRow, Sources

SHORT_DIGEST = 12


def pieces(block: Sources, setting: Setting) -> tuple[Piece, ...]:
    """Return the heading and one row a table of the extract."""
    head = heading(setting, block.heading, block.note)
    if not block.rows:
        return (head, nothing(setting, ""))
    rows = [_row(row, setting) for row in block.rows]
    return (head, *table(setting, "sources", _columns(setting), rows, setting.density.row - 2))


def _columns(setting: Setting) -> tuple[Column, ...]:
    return (
        Column(setting.words("data"), grows=1.0),
        Column(setting.words("system"), grows=1.0),
        Column(setting.words("rows"), "end"),
        Column(setting.words("missing"), "end"),
        Column(setting.words("handling"), grows=1.5),
        Column(setting.words("file-digest"), "end", size=7.5),
    )


def _row(row: SourceRow, setting: Setting) -> tuple[Cell, ...]:
    missing = number(setting, row.missing)
    if row.alarming:
        missing = Cell(missing.text, "bold", "red")
    return (
        Cell(row.name, colour="text"),
        Cell(setting.filled(row.system)),
        number(setting, row.rows),
        missing,
        Cell(setting.filled(row.handling)),
        Cell(shortened(row.digest), "mono") if row.digest else Cell("—", colour="text3"),
    )


def shortened(digest: str) -> str:
    """Return the beginning of a digest whose whole stands in the attached provenance."""
    return digest if len(digest) <= SHORT_DIGEST else f"{digest[:4]}…{digest[-4:]}"
