"""Owns what a briefing says of findings and of suspicions, each apart. It refuses a name that nobody confirmed."""

from __future__ import annotations

from decimal import Decimal

from console.domain.briefing_blocks import (
    CardTally,
    FindingRow,
    FindingsTable,
    Subtotal,
    SuspicionRow,
    SuspicionsTable,
    ThemeCards,
)
from console.domain.briefing_text import quoted
from console.domain.finding import FindingSummary
from console.domain.rule import SEVERITIES, THEMES, Rule
from console.jobs.brief_draft import COUNT, MONEY, Draft
from console.jobs.recompute_counts import cards


def tally(draft: Draft) -> CardTally:
    """Return confirmed cards by theme, and apart from them the suspicions."""
    put = draft.book.put
    return CardTally(
        draft.words(draft.definition.text, "heading_cards"),
        draft.words(draft.definition.text, "note_cards"),
        tuple(
            ThemeCards(
                draft.theme(theme),
                put(draft.ask_casebook(f"red.{theme}")),
                put(draft.ask_casebook(f"yellow.{theme}")),
                put(draft.ask_suspicions(f"suspicions.{theme}")),
            )
            for theme in THEMES
        ),
        put(draft.ask_casebook("red")),
        put(draft.ask_casebook("yellow")),
        put(draft.ask_suspicions("suspicions")),
        _movement(draft),
    )


def _movement(draft: Draft) -> str:
    if draft.calculator.snapshot is None:
        return draft.say("cards-no-casebook")
    parts = {"new_red": "new.red", "new_yellow": "new.yellow", "closed": "closed", "overdue": "overdue"}
    return draft.say(
        "cards-movement", **{name: draft.place(draft.ask_casebook(detail)) for name, detail in parts.items()}
    )


def findings(draft: Draft) -> FindingsTable:
    """Return the confirmed findings that are not closed, the gravest first."""
    snapshot = draft.calculator.snapshot
    held = sorted(cards(snapshot, draft.scope.region_id), key=_gravity) if snapshot else []
    limit = draft.definition.limits["findings"]
    note = draft.words(draft.definition.text, "note_findings")
    return FindingsTable(
        draft.words(draft.definition.text, "heading_findings"),
        note if len(held) <= limit else draft.say("findings-first", note=note),
        tuple(_finding(draft, one) for one in held[:limit]),
        _subtotal(draft) if held else None,
        draft.say("findings-none" if snapshot else "findings-no-casebook"),
    )


def _gravity(one: FindingSummary) -> tuple[bool, Decimal, int, str]:
    return one.severity != "red", -(one.amount or Decimal(0)), -(one.persons or 0), one.number


def _finding(draft: Draft, one: FindingSummary) -> FindingRow:
    snapshot = draft.calculator.snapshot
    day = snapshot.taken_at.date() if snapshot else None
    names = draft.names("organisation_id")
    own = draft.book.put
    return FindingRow(
        one.severity,
        one.number,
        rule_words(draft, draft.calculator.extract.catalogue.rules.get(one.rule_id), one.rule_id),
        draft.theme(one.theme),
        names.get(one.organisation_id or "", draft.say("no-organisation")),
        draft.phrases.text(f"stage-{one.stage.value}"),
        own(draft.ask_casebook(f"{one.number}.amount"), MONEY) if one.amount is not None else "",
        own(draft.ask_casebook(f"{one.number}.persons")) if one.persons is not None else "",
        one.due_on,
        bool(day and one.due_on and one.due_on < day),
        one.contested,
    )


def _subtotal(draft: Draft) -> Subtotal:
    return Subtotal(
        draft.say("subtotal"),
        draft.say("subtotal-note"),
        draft.book.put(draft.ask_casebook("red.amount"), MONEY),
        draft.book.put(draft.ask_casebook("red.persons")),
    )


def rule_words(draft: Draft, rule: Rule | None, rule_id: str) -> str:
    """Return what a rule is about, in its own words."""
    return draft.say("rule-gone", rule=quoted("gone@0", rule_id)) if rule is None else rule_place(draft, rule)


def rule_place(draft: Draft, rule: Rule) -> str:
    """Return a rule's name as a place."""
    return quoted(f"{rule.id}@{rule.version}", draft.words(rule.text, "name"))


def flagged_rules(draft: Draft) -> list[Rule]:
    """Return the rules that flagged something in the scope: by severity, then money, then number."""
    held = draft.calculator.suspicions.within(draft.scope.region_id, draft.period)
    known = draft.calculator.extract.catalogue.rules
    totals: dict[str, tuple[Decimal, int]] = {}
    for one in held:
        amount, count = totals.get(one.rule_id, (Decimal(0), 0))
        totals[one.rule_id] = (amount + (one.amount or 0), count + 1)

    def gravity(rule_id: str) -> tuple[int, Decimal, int, str]:
        amount, count = totals[rule_id]
        return SEVERITIES.index(known[rule_id].severity), -amount, -count, rule_id

    return [known[rule_id] for rule_id in sorted(totals, key=gravity)]


def suspicions(draft: Draft) -> SuspicionsTable:
    """Return what rules flagged, counted by rule, without any organisation."""
    rules, limit = flagged_rules(draft), draft.definition.limits["suspicions"]
    note = draft.words(draft.definition.text, "note_suspicions")
    if draft.scope.region_id:
        note = draft.say("suspicions-unjudged", note=note)
    return SuspicionsTable(
        draft.words(draft.definition.text, "heading_suspicions"),
        note if len(rules) <= limit else draft.say("suspicions-first", note=note),
        tuple(suspicion_row(draft, rule) for rule in rules[:limit]),
        "" if rules else nothing_flagged(draft) + draft.say("full-stop"),
    )


def nothing_flagged(draft: Draft) -> str:
    """Say that nothing was flagged, by how many rules, and how many could not look at all: silence is never clear."""
    ran, silent = (draft.ask_suspicions(name) for name in ("ran", "silent"))
    facts = {"ran": draft.place(ran), "silent": draft.place(silent)}
    if not draft.calculator.value(ran):
        return draft.say("no-rule-ran", silent=facts["silent"])
    if not draft.calculator.value(silent):
        return draft.say("nothing-flagged", ran=facts["ran"])
    return draft.say("nothing-flagged-by-some", **facts)


def suspicion_row(draft: Draft, rule: Rule) -> SuspicionRow:
    """Return what one rule flagged in the scope and period, without any organisation."""
    name = f"{rule.id}@{rule.version}"
    held = [
        one
        for one in draft.calculator.suspicions.within(draft.scope.region_id, draft.period)
        if one.rule_id == rule.id
    ]
    put = draft.book.put
    return SuspicionRow(
        rule.severity,
        rule.id,
        rule_place(draft, rule),
        draft.theme(rule.theme),
        put(draft.ask_suspicions("flagged", name), COUNT),
        put(draft.ask_suspicions("unjudged", name), COUNT),
        put(draft.ask_suspicions("amount", name), MONEY)
        if any(one.amount is not None for one in held)
        else "",
        put(draft.ask_suspicions("persons", name), COUNT)
        if any(one.persons is not None for one in held)
        else "",
        any(one.standard_verified is False for one in held),
        draft.calculator.snapshot is not None and rule.id in draft.calculator.snapshot.weak,
    )
