"""Owns the overview's tally: suspicions by theme, and beside them the cards the casebook holds.

It refuses to call a suspicion a card: what is counted as one was flagged by a rule and not yet heard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from console.domain.finding import FindingState
from console.domain.rule import THEMES
from console.gui.models.cells import NotComputableCell, TallyCell
from console.gui.models.columns import Column
from console.gui.models.rows import Row
from console.gui.scope import Scope
from console.gui.words import say
from console.jobs.overview_answers import Tally

SEVERITIES = ("red", "yellow", "notice")


def tally_columns() -> tuple[Column, ...]:
    """Return the columns of the tally: what the rules propose, apart from the cards somebody confirmed."""
    return (
        Column("theme", say("overview-column-theme"), "name", sortable=False),
        *(
            Column(name, say(f"overview-column-{name}"), "number", tooltip=say("overview-suspicion-meaning"))
            for name in SEVERITIES
        ),
        Column("cards", say("overview-column-cards"), "tally", tooltip=say("overview-cards-meaning")),
    )


def tally_rows(tallies: Sequence[Tally], cards: Mapping[str, TallyCell]) -> list[Row]:
    """Return one row a theme, and the total below; a theme none of whose rules could run is not computable, not zero."""
    rows = [_tally_row(tally, cards) for tally in tallies]
    total: dict[str, object] = {"theme": say("overview-total"), "key": ""}
    judged = any(not is_silent(tally) for tally in tallies)
    for name in SEVERITIES:
        total[name] = sum(getattr(tally, name) for tally in tallies) if judged else None
    if cards:
        total["cards"] = TallyCell(sum(c.red for c in cards.values()), sum(c.yellow for c in cards.values()))
    return [*rows, total]


def is_silent(tally: Tally) -> bool:
    """Say whether none of a theme's rules could run."""
    return tally.rules == tally.silent_rules


def _tally_row(tally: Tally, cards: Mapping[str, TallyCell]) -> Row:
    counts = {name: getattr(tally, name) for name in SEVERITIES}
    told = {"red": NotComputableCell(say("overview-theme-silent"))} if is_silent(tally) else counts
    return {
        "key": tally.theme,
        "theme": say(f"overview-theme-{tally.theme}"),
        **told,
        "cards": cards.get(tally.theme),
    }


def cards_of(states: Sequence[FindingState] | None, scope: Scope) -> dict[str, TallyCell]:
    """Return the cards that stand by theme, of the region and the organisation looked at; nothing while none is known."""
    if states is None:
        return {}
    held = [one for one in in_scope(states, scope) if one.counts_as_card]
    counts = Counter((one.theme, one.severity) for one in held)
    return {theme: TallyCell(counts[theme, "red"], counts[theme, "yellow"]) for theme in THEMES}


def in_scope(states: Iterable[FindingState], scope: Scope) -> list[FindingState]:
    """Return the findings of the region and the organisation looked at."""
    return [one for one in states if _about(one, scope)]


def _about(one: FindingState, scope: Scope) -> bool:
    if scope.organisation_id:
        return one.organisation_id == scope.organisation_id
    region = scope.region_id.rstrip("0") or scope.region_id
    return (one.region_id or "").startswith(region)


def change_of(tallies: Sequence[Tally]) -> int | None:
    """Return how many suspicions more there are than in the period before, or None where there is none to compare."""
    before = [sum(tally.before) for tally in tallies if tally.before is not None]
    now = sum(tally.red + tally.yellow + tally.notice for tally in tallies)
    return now - sum(before) if before else None
