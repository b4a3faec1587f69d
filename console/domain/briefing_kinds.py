"""Owns which kinds of block there are. It refuses a kind that is not a plain value of its own."""

from __future__ import annotations

from console.domain.briefing_blocks import (
    CardTally,
    FindingsTable,
    IndexOverview,
    Lead,
    Masthead,
    Methods,
    Outcomes,
    Recompute,
    Shortcomings,
    SignaturePanel,
    Sources,
    SuspicionsTable,
    Trends,
)
from console.domain.briefing_theme import ThemeSection

Block = (
    Masthead
    | Lead
    | IndexOverview
    | CardTally
    | Trends
    | SignaturePanel
    | FindingsTable
    | SuspicionsTable
    | ThemeSection
    | Outcomes
    | Methods
    | Sources
    | Recompute
    | Shortcomings
)
