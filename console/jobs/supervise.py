"""Owns the running of supervision rules on an opened extract. It refuses to turn a suspicion into anything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from console.domain.payee_groups import PayeeDecisions
from console.domain.ports import Progress
from console.domain.rule import THEMES, Judgement, Rule
from console.engine.payees import TABLE, provide_payees
from console.engine.rules import judge_all
from console.engine.views import set_period
from console.errors import DefinitionError, QueryError, UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.measure import choose


@dataclass(frozen=True, slots=True)
class SuperviseRequest:
    """Which rules (all where empty), of which themes (all where empty), with which changed parameters.

    ``payees`` are the decisions by which vendors are grouped to payees, those told to the extract where it is None. ``own``
    adds the rules the user saved on this computer; a figure that others recompute does without.
    """

    rules: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    parameters: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    payees: PayeeDecisions | None = None
    own: bool = False


def supervise(extract: OpenedExtract, request: SuperviseRequest, progress: Progress) -> tuple[Judgement, ...]:
    """Judge everything the chosen rules look at, over the whole extract.

    Raises UsageError for a rule or a theme that does not exist.
    """
    chosen = chosen_rules(extract, request)
    set_period(extract.connection, extract.whole_period, extract.cut_off)
    if any(TABLE in rule.reads for rule in chosen):
        decided = extract.payees if request.payees is None else request.payees
        provide_payees(extract.connection, progress, decided)
    own = [rule for rule in chosen if rule.id in extract.catalogue.own]
    shipped = tuple(rule for rule in chosen if rule not in own) if own else chosen
    judged = judge_all(
        extract.connection, extract.catalogue, shipped, extract.missing, progress, request.parameters
    )
    if not own:
        return judged
    found = {one.rule_id: one for one in judged}
    found |= {rule.id: _judge_own(extract, rule, request, progress) for rule in own}
    return tuple(found[rule.id] for rule in chosen)


def _judge_own(
    extract: OpenedExtract, rule: Rule, request: SuperviseRequest, progress: Progress
) -> Judgement:
    """Judge a rule of the user's own by itself: where its SQL does not run here, it alone cannot be computed."""
    try:
        return judge_all(
            extract.connection, extract.catalogue, (rule,), extract.missing, progress, request.parameters
        )[0]
    except (QueryError, DefinitionError) as fault:
        told = str(fault.facts.get("detail") or fault.key)
        return Judgement(rule.id, rule.version, rule.theme, 0, 0, {}, (), reason=told.splitlines()[0])


def chosen_rules(extract: OpenedExtract, request: SuperviseRequest) -> tuple[Rule, ...]:
    """Return the rules asked for."""
    for theme in request.themes:
        if theme not in THEMES:
            raise UsageError("theme-unknown", name=theme, allowed=", ".join(THEMES))
    known = extract.catalogue.every_rule if request.own else extract.catalogue.rules
    rules = choose(known, request.rules, "rule-unknown")
    return tuple(rule for rule in rules if not request.themes or rule.theme in request.themes)
