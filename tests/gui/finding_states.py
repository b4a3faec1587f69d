"""A finding as the casebook tells it, for pages that show many."""

from __future__ import annotations

from datetime import UTC, datetime

from console.domain.finding import FindingState, Stage


def a_finding(theme: str, severity: str, region: str, stage: Stage, standing: bool) -> FindingState:
    """Return a finding of a theme in a region."""
    return FindingState(
        f"{theme}-{severity}-{region}-{stage.value}",
        "WT-1",
        stage,
        "R-1",
        1,
        theme,
        severity,
        ("k",),
        "",
        "O1",
        region,
        None,
        None,
        None,
        None,
        (),
        {},
        None,
        "e",
        "e",
        datetime(2026, 7, 1, tzinfo=UTC),
        (),
        standing=standing,
    )
