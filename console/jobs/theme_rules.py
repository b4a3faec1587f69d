"""Owns what a theme's rules said in one scope: flagged, clear or not computable, and the gravest suspicions in words.

A suspicion is no finding. It refuses to send more suspicions than anyone reads: the counts are whole, the list is the gravest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from console.domain.period import Period
from console.domain.ports import Progress
from console.domain.rule import Judgement, Rule, Suspicion
from console.errors import Fact
from console.jobs.counting import supervise_counting
from console.jobs.extract import OpenedExtract
from console.jobs.page_scope import period_of, resolved
from console.jobs.score import subject_names
from console.jobs.supervise import SuperviseRequest
from console.jobs.theme_answers import PageScope, RuleState, SuspicionLine, ThemeRequest, ThemeRules

MOST_SUSPICIONS = 1000
GRAVITY = {"red": 0, "yellow": 1, "notice": 2}


def theme_rules(extract: OpenedExtract, request: ThemeRequest, progress: Progress) -> ThemeRules:
    """Run the rules of a theme over the extract and keep what lies in scope, the gravest suspicions first."""
    scope = resolved(extract, request.scope)
    period = period_of(extract, scope)
    found = supervise_counting(extract, SuperviseRequest(themes=(request.theme,), own=True), progress)
    names = subject_names(extract, "organisation_id", scope.english)
    known, own = extract.catalogue.every_rule, extract.catalogue.own
    states, lines = [], []
    for judgement in found.judgements:
        rule = known[judgement.rule_id]
        kept = [one for one in judgement.suspicions if in_scope(one, scope)]
        states.append(_state(rule, judgement, kept, period, rule.id in own))
        lines += [_line(rule, one, names, period) for one in kept]
    lines.sort(key=_gravity)
    counted = sum(line.in_period for line in lines)
    return ThemeRules(
        request.theme,
        period,
        tuple(states),
        tuple(lines[:MOST_SUSPICIONS]),
        len(lines),
        counted,
        sum(in_scope(one, scope) for one in found.left_out),
        extract.catalogue.set_aside,
    )


def in_scope(suspicion: Suspicion, scope: PageScope) -> bool:
    """Say whether a suspicion is of the region and the organisation looked at."""
    if scope.organisation_id and suspicion.organisation_id != scope.organisation_id:
        return False
    return not scope.region_id or suspicion.region_id in (scope.regions or (scope.region_id,))


def _in_period(suspicion: Suspicion, period: Period) -> bool:
    return suspicion.occurred_on is not None and suspicion.occurred_on in period


def _state(rule: Rule, judgement: Judgement, kept: list[Suspicion], period: Period, own: bool) -> RuleState:
    now = [one for one in kept if _in_period(one, period)]
    amounts = [one.amount for one in kept if one.amount is not None]
    silent = sum(judgement.not_computable.values())
    return RuleState(
        rule.id,
        rule.version,
        rule.severity,
        _text(rule, "name"),
        _text(rule, "clause"),
        _told(judgement, bool(kept)),
        len(kept),
        len(now),
        judgement.judged,
        judgement.clear,
        silent,
        sum(amounts, Decimal(0)) if amounts else None,
        judgement.reason,
        {language: whys(rule, language, judgement.not_computable) for language in rule.text},
        own,
    )


def _told(judgement: Judgement, flagged: bool) -> str:
    """Return what a rule said as a whole; where it met nothing to judge, it said nothing, and that is not "clear"."""
    if flagged:
        return "flagged"
    if judgement.judged:
        return "clear"
    return "not_computable" if judgement.reason or judgement.not_computable else "nothing"


def _text(rule: Rule, key: str) -> dict[str, str]:
    return {language: words.get(key, "") for language, words in rule.text.items()}


def whys(rule: Rule, language: str, counts: Mapping[str, int]) -> str:
    """Return why rows could not be judged, with how many, in one language."""
    words = rule.text[language]
    return " · ".join(f"{words.get(f'why_{reason}', reason)} {count:,}" for reason, count in counts.items())


def _line(rule: Rule, one: Suspicion, names: Mapping[str, str], period: Period) -> SuspicionLine:
    return SuspicionLine(
        one.rule_id,
        one.severity,
        one.key,
        names.get(one.organisation_id or "", one.organisation_id or ""),
        one.occurred_on,
        _in_period(one, period),
        one.amount,
        one.persons,
        one.days,
        {
            language: filled(words.get("finding", words["name"]), told_facts(one))
            for language, words in rule.text.items()
        },
        one.evidence,
        one.standard_verified is False,
    )


def told_facts(one: Suspicion) -> dict[str, Fact]:
    """Return everything a finding's sentence may name."""
    return {
        **one.facts,
        "organisation_id": one.organisation_id,
        "region_id": one.region_id,
        "occurred_on": str(one.occurred_on or ""),
        "amount": None if one.amount is None else f"{one.amount:,}",
        "persons": one.persons,
        "days": one.days,
    }


MONEY = re.compile(r"\{(\w+)\} ?(?:元|yuan)")  # the sentence itself says which of its facts are money


class _Dashed(dict[str, Fact]):
    """Facts in which what is not known reads as a dash."""

    def __missing__(self, _name: str) -> str:
        return "—"


def filled(template: str, facts: Mapping[str, Fact]) -> str:
    """Return the sentence of a finding with its facts: yuan with comma thousands; a fact that is not known is a dash."""
    told = {name: value for name, value in facts.items() if value is not None and value != ""}
    money = {name: grouped(told[name]) for name in MONEY.findall(template) if name in told}
    return template.format_map(_Dashed({**told, **money}))


def grouped(fact: Fact) -> Fact:
    """Return a number, or the digits of one, with comma thousands; anything else as it is."""
    words = str(fact)
    whole, point, cents = words.partition(".")
    digits = whole.removeprefix("-")
    plain = digits.isdecimal() and (not point or cents.isdecimal())
    return f"{int(whole):,}{point}{cents}" if plain and whole != "-0" else fact


def _gravity(line: SuspicionLine) -> tuple[bool, int, Decimal, int, int, str, tuple[str, ...]]:
    return (
        not line.in_period,
        GRAVITY[line.severity],
        -(line.amount or Decimal(0)),
        -(line.persons or 0),
        -(line.days or 0),
        line.rule_id,
        line.key,
    )
