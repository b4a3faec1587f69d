"""Owns the doubt about rules that were right less often than wished: which they are, and which findings have to say so.

It refuses to doubt what somebody decided: there the decision speaks, not the rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from console.casebook import Casebook
from console.domain.finding import CasebookSnapshot, FindingState
from console.i18n import Phrases
from console.jobs.findings_answers import WeakRule


def doubted(states: Iterable[FindingState], least: float) -> dict[str, WeakRule]:
    """Return the rules whose precision lies below a chosen value, by id; none where the value is 0."""
    if not least:
        return {}
    from console.jobs.findings_precision import weak_rules  # counts shares, which loads the numbers' library

    return {
        rule: WeakRule(one.best or 0.0, one.decided, one.reviewed, least)
        for rule, one in weak_rules(states, least).items()
    }


def is_suspicion(state: FindingState) -> bool:
    """Say whether nobody decided yet: only then the rule is all there is to go by."""
    return not state.standing and not state.dismissal


def doubt_words(phrases: Phrases, weak: WeakRule) -> str:
    """Return what is said on every suspicion of a doubted rule."""
    percent = phrases.percent
    told = {"decided": weak.decided, "share": percent(weak.share, 0), "least": percent(weak.least, 0)}
    if weak.reviewed:
        return phrases.text("precision-weak-reviewed", reviewed=weak.reviewed, **told)
    return phrases.text("precision-weak", **told)


def snapshot_with_doubts(book: Casebook, least: float) -> CasebookSnapshot:
    """Return what a briefing may say of a casebook, with the rules whose suspicions it has to doubt."""
    return replace(book.snapshot(), weak=tuple(sorted(doubted(book.states().values(), least))))
