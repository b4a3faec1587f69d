"""Owns the suspicions of a scope as the overview shows them: tallies by theme, the risk matrix, the gravest of them.

It refuses to call any of them a card, and to drop what could not be judged from sight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from console.domain.period import Period
from console.domain.ports import Progress
from console.domain.rule import THEMES, Judgement, Rule, Suspicion
from console.jobs.counting import supervise_counting
from console.jobs.extract import OpenedExtract
from console.jobs.impact import IMPACT_BANDS, LEVELS, bands_of, impact_of
from console.jobs.overview_answers import Matrix, Names, Placed, RiskPart, Tally
from console.jobs.overview_index import words_of
from console.jobs.supervise import SuperviseRequest
from console.jobs.theme_rules import filled, told_facts

MOST_LISTED = 200
GRAVITY = {"red": 0, "yellow": 1, "notice": 2}


def read_risk(
    extract: OpenedExtract,
    periods: tuple[Period, Period | None],
    subject: tuple[frozenset[str], str],
    names: Mapping[str, Mapping[str, Names]],
    progress: Progress,
) -> RiskPart:
    """Judge with every rule, keep what fell into the period and the scope, and count.

    ``subject`` is the regions (all where empty) and the organisation (all where empty); a suspicion without a date is a
    state that holds now and belongs to every period.
    """
    period, compared = periods
    found = supervise_counting(extract, SuperviseRequest(), progress)
    judgements = found.judgements
    bands = bands_of(extract.catalogue)
    rules = extract.catalogue.rules
    held = [one for judgement in judgements for one in judgement.suspicions if _about(one, subject)]
    now = [one for one in held if _during(one, period)]
    before = [one for one in held if compared is not None and _during(one, compared)]
    placed = sorted(((_place(one, rules[one.rule_id], bands), one) for one in now), key=_gravity)
    standard = extract.catalogue.standards.get(IMPACT_BANDS)
    return RiskPart(
        tallies(judgements, now, before if compared else None),
        matrix([place for place, _ in placed]),
        matrix([_place(one, rules[one.rule_id], bands) for one in before]) if compared else None,
        tuple(_worded(place, one, rules[one.rule_id], names) for place, one in placed[:MOST_LISTED]),
        len(now),
        len(judgements),
        {one.rule_id: rules[one.rule_id].judge.strip() for _, one in placed[:MOST_LISTED]},
        standard.values[0].verified if standard else None,
        {one.id: {language: words["name"] for language, words in one.text.items()} for one in rules.values()},
        sum(_about(one, subject) and _during(one, period) for one in found.left_out),
    )


def _about(one: Suspicion, subject: tuple[frozenset[str], str]) -> bool:
    regions, organisation = subject
    if organisation and one.organisation_id != organisation:
        return False
    return not regions or one.region_id in regions


def _during(one: Suspicion, period: Period) -> bool:
    return one.occurred_on is None or one.occurred_on in period


def tallies(
    judgements: Sequence[Judgement], now: Sequence[Suspicion], before: Sequence[Suspicion] | None
) -> tuple[Tally, ...]:
    """Count suspicions by theme and severity; a rule that could not run at all is counted, not passed over."""
    found = []
    for theme in THEMES:
        held = [one for one in judgements if one.theme == theme]
        red, yellow, notice = _by_severity(theme, now)
        found.append(
            Tally(
                theme,
                red,
                yellow,
                notice,
                _by_severity(theme, before) if before is not None else None,
                sum(one.judged for one in held),
                sum(sum(one.not_computable.values()) for one in held),
                len(held),
                sum(bool(one.reason) for one in held),
            )
        )
    return tuple(found)


def _by_severity(theme: str, suspicions: Sequence[Suspicion]) -> tuple[int, int, int]:
    held = [one.severity for one in suspicions if one.theme == theme]
    return held.count("red"), held.count("yellow"), held.count("notice")


Place = tuple[int, int]  # likelihood, impact


def _place(one: Suspicion, rule: Rule, bands: Mapping[str, float]) -> Place:
    return rule.likelihood, max(rule.impact, impact_of(one.amount, one.persons, bands))


def _gravity(pair: tuple[Place, Suspicion]) -> tuple[int, int, Decimal, int, str, tuple[str, ...]]:
    """The gravest first: severity, risk, money, persons, then rule and key, so that the order never wavers."""
    (likelihood, impact), one = pair
    risk = -likelihood * impact
    return (
        GRAVITY[one.severity],
        risk,
        -(one.amount or Decimal(0)),
        -(one.persons or 0),
        one.rule_id,
        one.key,
    )


def matrix(places: Sequence[Place]) -> Matrix:
    """Count by likelihood (rows) and impact (columns), both from 1."""
    counts = [[0] * LEVELS for _ in range(LEVELS)]
    for likelihood, impact in places:
        counts[likelihood - 1][impact - 1] += 1
    return tuple(tuple(line) for line in counts)


def _worded(place: Place, one: Suspicion, rule: Rule, names: Mapping[str, Mapping[str, Names]]) -> Placed:
    organisation, region = one.organisation_id or "", one.region_id or ""
    return Placed(
        one.rule_id,
        one.theme,
        one.severity,
        one.key,
        {language: words["name"] for language, words in rule.text.items()},
        {language: filled(words["finding"], told_facts(one)) for language, words in rule.text.items()},
        organisation,
        names["organisation"].get(organisation, words_of(organisation, "")),
        names["region"].get(region, words_of(region, "")),
        one.occurred_on,
        one.amount,
        one.persons,
        *place,
        one.standard_verified,
    )
