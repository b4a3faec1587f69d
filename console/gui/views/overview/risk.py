"""Owns the overview's tables of suspicions: how many by theme, and the gravest one by one.

It refuses to call them cards: what is listed was flagged by a rule and not yet heard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from console.gui.models.cells import MarkCell, NotComputableCell
from console.gui.models.columns import Column
from console.gui.models.rows import Row
from console.gui.words import Named, say

if TYPE_CHECKING:
    from console.jobs.overview_risk import Placed, Tally

SEVERITIES = ("red", "yellow", "notice")


def tally_columns() -> tuple[Column, ...]:
    """Return the columns of the tally: what the rules propose, apart from the cards somebody confirmed."""
    return (
        Column("theme", say("overview-column-theme"), "name", sortable=False),
        *(
            Column(name, say(f"overview-column-{name}"), "number", tooltip=say("overview-suspicion-meaning"))
            for name in SEVERITIES
        ),
        Column("change", say("overview-column-change"), "delta", good=0),
        Column(
            "cards", say("overview-column-cards"), "tally", width=76, tooltip=say("overview-cards-meaning")
        ),
    )


def tally_rows(tallies: Sequence[Tally], cards: Mapping[str, object]) -> list[Row]:
    """Return one row a theme, and the total below; a theme none of whose rules could run is not computable, not zero."""
    rows = [_tally_row(tally, cards) for tally in tallies]
    total: dict[str, object] = {"theme": say("overview-total"), "key": ""}
    for name in SEVERITIES:
        total[name] = sum(getattr(tally, name) for tally in tallies)
    before = [sum(tally.before) for tally in tallies if tally.before is not None]
    now = sum(tally.red + tally.yellow + tally.notice for tally in tallies)
    total["change"] = now - sum(before) if before else None
    return [*rows, total]


def _tally_row(tally: Tally, cards: Mapping[str, object]) -> Row:
    counts = {name: getattr(tally, name) for name in SEVERITIES}
    silent = tally.rules == tally.silent_rules
    now = sum(counts.values())
    told = dict.fromkeys(SEVERITIES, NotComputableCell(say("overview-theme-silent"))) if silent else counts
    return {
        "key": tally.theme,
        "theme": say(f"overview-theme-{tally.theme}"),
        **told,
        "change": None if tally.before is None or silent else now - sum(tally.before),
        "cards": cards.get(tally.theme),
    }


def gravest_columns() -> tuple[Column, ...]:
    """Return the columns of the gravest suspicions."""
    return (
        Column("severity", say("overview-column-proposed"), "mark", sortable=False),
        Column("rule", say("overview-column-rule"), "code", sortable=False),
        Column("what", say("overview-column-suspicion"), "text", sortable=False),
        Column("organisation", say("overview-column-organisation"), "dim", sortable=False),
        Column("amount", say("overview-column-amount"), "money"),
        Column("persons", say("overview-column-persons"), "number"),
        Column("on", say("overview-column-on"), "date"),
    )


def gravest_row(one: Placed) -> Row:
    """Return one suspicion."""
    return {
        "severity": MarkCell(one.severity, say(f"overview-proposed-{one.severity}")),
        "rule": one.rule_id,
        "what": say("overview-what", name=Named(one.name), sentence=Named(one.sentence)),
        "organisation": Named(one.organisation),
        "amount": one.amount,
        "persons": one.persons,
        "on": one.occurred_on,
        "key": one.key,
    }
