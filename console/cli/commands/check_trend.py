"""Owns how ``plumbline check`` tells the trend of quality between extracts. It refuses to compute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from console.cli.output import print_table
from console.domain.quality import QualityRow
from console.domain.quality_trend import ChangedCheck, TrendPoint
from console.i18n import Phrases
from console.jobs.check import CheckOutcome

FEWEST, MOST_PRINTED = 2, 20
PLACES = 2


def plain_rows(found: CheckOutcome) -> list[QualityRow]:
    """Return the checks as they are kept."""
    return [QualityRow(row.table, row.column, row.check, row.failed, row.checked) for row in found.quality]


def trend_document(trend: Sequence[TrendPoint], changes: Sequence[ChangedCheck]) -> dict[str, Any]:
    """Return the trend and the changes as the JSON document of the command names them."""
    return {
        "trend": [
            {
                "sha256": one.digest,
                "name": one.name,
                "cut_off": one.cut_off,
                "current": one.current,
                "dimensions": {
                    name: {"failed": tally.failed, "checked": tally.checked}
                    for name, tally in one.dimensions.items()
                },
            }
            for one in trend
        ],
        "changes": [
            {
                "table": one.now.table,
                "column": one.now.column,
                "check": one.now.check,
                "kind": one.kind,
                "before": {"failed": one.before.failed, "checked": one.before.checked},
                "now": {"failed": one.now.failed, "checked": one.now.checked},
            }
            for one in changes
        ],
    }


def print_changes(phrases: Phrases, trend: Sequence[TrendPoint], changes: Sequence[ChangedCheck]) -> None:
    """Print what changed since the extract before, the largest changes first; nothing where there is none."""
    if len(trend) < FEWEST:
        return
    before = trend[-2]
    facts = {"name": before.name, "date": before.cut_off.isoformat(), "count": phrases.number(len(changes))}
    typer.echo(phrases.text("check-changes", **facts))
    rows = [
        [
            one.now.table,
            one.now.column,
            phrases.text(f"quality-check-{one.now.check}"),
            phrases.percent(one.before.rate or 0.0, PLACES),
            phrases.percent(one.now.rate or 0.0, PLACES),
            phrases.text(f"quality-change-{one.kind}"),
        ]
        for one in changes[:MOST_PRINTED]
    ]
    heads = [phrases.text(f"column-{name}") for name in ("table", "column", "check")]
    heads += [phrases.text(f"quality-{name}") for name in ("before", "now", "change")]
    print_table(heads, rows, right=(3, 4))
