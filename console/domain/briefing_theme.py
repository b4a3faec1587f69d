"""Owns the section of one theme in a briefing: verdict, tiles, charts, one table, what its rules flagged.

It refuses to know which theme: what is said, drawn and listed is told by whoever drafts it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from console.domain.briefing_blocks import Outcome, SuspicionRow, Trend
from console.domain.briefing_text import FigureId, Name, Verbatim, Words


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One line of a section's table: ``key`` is what all its figures are of, as the details of their recipe begin."""

    key: Verbatim
    name: Name
    values: tuple[FigureId, ...]  # one a column after the name; an empty id where nothing can be said


@dataclass(frozen=True, slots=True)
class ThemeTable:
    """A table of figures under a title; ``columns`` are the heads, the first of them that of the names."""

    title: Words
    columns: tuple[Words, ...]
    rows: tuple[ThemeRow, ...]
    note: Words = ""


@dataclass(frozen=True, slots=True)
class ThemeSection:
    """All a briefing says of one theme, verdict first; suspicions are counted by rule and name nobody."""

    kind: ClassVar[str] = "theme"
    heading: Words
    note: Words
    lead: Words
    tiles_title: Words = ""
    tiles: tuple[Outcome, ...] = ()
    charts: tuple[Trend, ...] = ()
    tables: tuple[ThemeTable, ...] = ()
    suspicions_title: Words = ""
    suspicions: tuple[SuspicionRow, ...] = ()
    empty: Words = ""  # what is said where no rule flagged anything
    strip: tuple[Trend, ...] = ()  # above the charts: at most one, as wide as the page
