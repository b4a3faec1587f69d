"""Owns the table of confirmed findings. It refuses suspicions: what nobody confirmed stands in a table of its own."""

from __future__ import annotations

from datetime import date

from console.briefing.setting import LEFT, WIDTH, Piece, Setting, heading, paragraph
from console.briefing.table import Cell, Column, table
from console.domain.briefing_blocks import FindingRow, FindingsTable, Subtotal


def pieces(block: FindingsTable, setting: Setting) -> tuple[Piece, ...]:
    """Return the heading, then the table with its head on every page, or the sentence that there is none."""
    head = heading(setting, block.heading, block.note)
    if not block.rows:
        return (head, nothing(setting, setting.filled(block.empty)))
    last = _subtotal(block.subtotal, setting) if block.subtotal else None
    rows = [_row(row, setting) for row in block.rows]
    return (head, *table(setting, "findings", _columns(setting), rows, setting.density.row, last))


def nothing(setting: Setting, words: str) -> Piece:
    """Return the sentence that stands where a table would be empty: none is a conclusion, not a blank."""
    said = words or setting.words("none")
    return paragraph(
        setting,
        said,
        9,
        13 if setting.density.close else 15,
        "sans",
        x=LEFT + 4,
        width=WIDTH - 8,
        colour="text2",
    )


def _columns(setting: Setting) -> tuple[Column, ...]:
    return (
        Column(setting.words("card")),
        Column(setting.words("finding-number")),
        Column(setting.words("problem"), grows=3.0, size=8.7),
        Column(setting.words("theme"), grows=0.1),
        Column(setting.words("organisation"), grows=0.1),
        Column(setting.words("amount"), "end", size=9.0),
        Column(setting.words("persons"), "end", size=9.0),
        Column(setting.words("stage"), grows=0.1),
        Column(setting.words("due"), "end"),
    )


def _row(row: FindingRow, setting: Setting) -> tuple[Cell, ...]:
    problem = setting.filled(row.problem)
    problem = setting.words("contested", problem=problem) if row.contested else problem
    due = short_day(row.due_on, setting)
    return (
        Cell(setting.words(f"card-{row.severity}"), "bold", row.severity, row.severity),
        Cell(row.number),
        Cell(problem, colour="text"),
        Cell(row.theme),
        Cell(row.organisation),
        number(setting, row.amount, "bold"),
        number(setting, row.persons),
        Cell(row.stage),
        Cell(setting.words("overdue", day=due), "bold", "red") if row.overdue else Cell(due, colour="text"),
    )


def number(setting: Setting, figure: str, face: str = "sans") -> Cell:
    """Return a figure in a cell, a dash where there is none."""
    return Cell(setting.printed(figure), face, "text") if figure else Cell("—", colour="text3")


def short_day(day: date | None, setting: Setting) -> str:
    """Return month and day where the year is that of the briefing, else the whole date."""
    if day is None:
        return "—"
    told = setting.phrases.day(day)
    return told[5:] if day.year == setting.document.issued_on.year else told


def _subtotal(held: Subtotal, setting: Setting) -> tuple[Cell, ...]:
    blank = Cell("")
    return (
        Cell(setting.filled(held.label), "bold", "text", across=2),
        blank,
        Cell(setting.filled(held.note), colour="text3", across=3),
        blank,
        blank,
        Cell(setting.printed(held.amount, ""), "bold", "text"),
        Cell(setting.printed(held.persons, ""), "bold", "text"),
        blank,
        blank,
    )
