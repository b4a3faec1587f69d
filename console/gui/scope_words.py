"""Owns the words for what the window looks at: seal, digest, the values of the scope fields. It refuses to draw them."""

from __future__ import annotations

from console.gui.context import ViewContext
from console.gui.scope import Choice, period_words
from console.gui.session import Session
from console.gui.widgets.scopebar import SealCard
from console.gui.words import Words, say


def seal_card(session: Session) -> SealCard:
    """Return what the scope bar says of an extract."""
    opened = session.opened
    verdict = opened.verification.verdict.value if session.verified else "verifying"
    return SealCard(session.name, verdict, opened.cut_off.isoformat())


def short_digest(digest: str) -> str:
    """Return the first eight digits of a digest in two groups, as people compare them."""
    plain = digest.removeprefix("sha256:")
    return f"{plain[:4]} {plain[4:8]}"


def scope_words(context: ViewContext) -> dict[str, Words]:
    """Return the values of the scope fields."""
    scope, choices = context.scope, context.choices
    organisations = choices.organisations_of(scope.region_id)
    whole = say("scope-all-organisations", count=len(organisations)) if organisations else say("scope-all")
    return {
        "region": _named(choices.regions, scope.region_id) or say("scope-all-regions"),
        "organisation": _named(choices.organisations, scope.organisation_id) or whole,
        "period": period_words(scope.period) if scope.period else say("scope-all"),
        "compare": _compared(context),
    }


def _compared(context: ViewContext) -> Words:
    compared = context.scope.compared
    return period_words(compared) if compared is not None else say("scope-compare-none")


def _named(choices: tuple[Choice, ...], key: str) -> Words | None:
    if not key:
        return None
    return next((choice.words for choice in choices if choice.key == key), key)
