"""Owns how findings are printed: the list without names, the case file with everything but personal values.

It refuses to print a personal identifier unmasked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from console.bootstrap import Context
from console.cli.output import plain, print_json, print_table, say
from console.domain.entries import Entry
from console.domain.finding import FindingState, FindingSummary
from console.errors import Fact
from console.i18n import Phrases
from console.jobs.findings import CaseFile
from console.jobs.findings_answers import WeakRule
from console.jobs.findings_doubt import doubt_words, is_suspicion
from console.jobs.findings_masks import masked, masked_reference, personal_columns


def summary_document(one: FindingSummary) -> dict[str, Any]:
    """Return a summary as JSON; ``severity`` is what was confirmed, ``proposed`` what the rule proposes."""
    told: dict[str, Any] = plain(one)
    proposed = told.pop("severity")
    return {**told, "severity": proposed if one.counts_as_card else None, "proposed": proposed}


DOUBT = "‡"
"""Stands beside the rule of a suspicion whose rule was right less often than wished; its words stand below the table."""


def print_list(
    context: Context, shown: Sequence[FindingSummary], doubts: Mapping[str, WeakRule] = MappingProxyType({})
) -> None:
    """Print findings as a table; ``doubts`` are the rules to doubt by the number of each suspicion that says so."""
    phrases = context.phrases
    if not shown:
        say(phrases.text("findings-empty"))
        return
    names = (
        "number",
        "stage",
        "severity",
        "rule",
        "organisation",
        "occurred",
        "due",
        "amount-yuan",
        "persons",
    )
    rows = [_list_row(phrases, one, one.number in doubts) for one in shown]
    print_table([phrases.text(f"column-{name}") for name in names], rows, right=(7, 8))
    told = {one.rule_id: doubts[one.number] for one in shown if one.number in doubts}
    for rule, weak in sorted(told.items()):
        say(phrases.text("findings-weak-mark", rule=rule, words=doubt_words(phrases, weak)))


def _list_row(phrases: Phrases, one: FindingSummary, doubtful: bool) -> list[str]:
    return [
        one.number,
        phrases.text(f"stage-{one.stage.value}"),
        _severity(phrases, one),
        f"{one.rule_id} {DOUBT}" if doubtful else one.rule_id,
        one.organisation_id or "—",
        phrases.day(one.occurred_on),
        phrases.day(one.due_on),
        phrases.number(one.amount, 2),
        phrases.number(one.persons),
    ]


def _severity(phrases: Phrases, one: FindingSummary | FindingState) -> str:
    """Return the card where it is one, and what the rule proposes where it is none."""
    return phrases.text(f"{'mark' if one.counts_as_card else 'proposes'}-{one.severity}")


def print_case(context: Context, case: CaseFile, json: bool) -> None:
    """Print one case file."""
    catalogue = context.catalogue()
    rule = catalogue.every_rule.get(case.state.rule_id)
    hidden = personal_columns(catalogue.contract)
    facts = masked(case.state.facts, hidden)
    key = [str(value) for value in masked(_named_key(case.state, rule.key if rule else ()), hidden).values()]
    evidence = [masked_reference(catalogue.contract, reference) for reference in case.state.evidence]
    name = context.phrases.items({k: v["name"] for k, v in rule.text.items()}) if rule else case.state.rule_id
    weak = case.weak if is_suspicion(case.state) else None
    if json:
        print_json({**_document(case, key, facts, evidence, name), "doubt": weak})
        return
    _print_facts(context.phrases, case.state, name, key, facts, evidence)
    if weak is not None:
        say(doubt_words(context.phrases, weak))
    _print_trail(context.phrases, case)


def _named_key(state: FindingState, names: Sequence[str]) -> dict[str, Fact]:
    """Return the natural key by the names the rule gives its parts; a rule that is gone leaves them unnamed."""
    told = names if len(names) == len(state.key) else tuple(str(n) for n in range(len(state.key)))
    return dict(zip(told, state.key, strict=True))


def _document(
    case: CaseFile, key: list[str], facts: dict[str, Fact], evidence: list[str], name: str
) -> dict[str, Any]:
    state = case.state
    card = state.severity if state.counts_as_card else None
    told = {
        "number": state.number,
        "identity": state.identity,
        "stage": state.stage,
        "rule": {"id": state.rule_id, "version": state.rule_version, "name": name, "theme": state.theme},
        "severity": card,
        "proposed": state.severity,
        "key": key,
        "organisation_id": state.organisation_id,
        "region_id": state.region_id,
        "occurred_on": state.occurred_on,
        "amount": state.amount,
        "persons": state.persons,
        "days": state.days,
        "facts": facts,
        "evidence": evidence,
        "standard_verified": state.standard_verified,
        "extracts": [state.first_extract, state.last_extract],
        "owner": state.owner,
        "due_on": state.due_on,
        "hearing_due_on": state.hearing_due_on,
        "replies": [{"position": a.position, "text": a.text, "sequence": a.sequence} for a in state.replies],
        "dismissal": state.dismissal,
        "exhibits": [
            {"name": one.name, "sha256": one.digest, "redacts": one.redacts} for one in state.exhibits
        ],
        "orders": [plain(order) for order in state.orders],
        "countersigned": state.countersigned,
    }
    return {**told, "trail": _trail(case), "head": case.head.to_dict(), "trusted": case.trusted}


def _trail(case: CaseFile) -> list[dict[str, Any]]:
    kinds = {told.sequence: told.entry.kind for told in case.entries if isinstance(told.entry, Entry)}
    return [
        {
            "sequence": step.sequence,
            "at": step.at,
            "actor": step.actor,
            "role": step.role,
            "action": kinds.get(step.sequence, step.action),
            "stage": step.stage,
            "text": step.text,
            "leaf": case.leaves[step.sequence].hex(),
        }
        for step in case.state.trail
    ]


def _print_facts(
    phrases: Phrases,
    state: FindingState,
    name: str,
    key: list[str],
    facts: dict[str, Fact],
    evidence: list[str],
) -> None:
    rows = [
        [phrases.text("column-number"), state.number],
        [phrases.text("column-stage"), phrases.text(f"stage-{state.stage.value}")],
        [phrases.text("column-rule"), f"{state.rule_id}@{state.rule_version} {name}"],
        [phrases.text("column-severity"), _severity(phrases, state)],
        [phrases.text("column-organisation"), state.organisation_id or "—"],
        [phrases.text("column-occurred"), phrases.day(state.occurred_on)],
        [phrases.text("column-amount-yuan"), phrases.number(state.amount, 2)],
        [phrases.text("column-persons"), phrases.number(state.persons)],
        [phrases.text("column-days"), phrases.number(state.days)],
        [phrases.text("column-due"), phrases.day(state.due_on)],
        [phrases.text("column-key"), " / ".join(key)],
        *([told, "—" if value is None else str(value)] for told, value in sorted(facts.items())),
        *([phrases.text("column-evidence"), reference] for reference in evidence),
    ]
    print_table([phrases.text(f"column-{told}") for told in ("fact", "value")], rows)


def _print_trail(phrases: Phrases, case: CaseFile) -> None:
    names = ("sequence", "at", "by", "action", "stage", "detail", "digest")
    rows = [
        [
            str(step["sequence"]),
            phrases.moment(step["at"]),
            f"{step['actor']} ({phrases.text('role-' + step['role'].value)})",
            phrases.text(f"decision-{step['action']}"),
            phrases.text(f"stage-{step['stage'].value}"),
            step["text"],
            step["leaf"][:16],
        ]
        for step in _trail(case)
    ]
    print_table([phrases.text(f"column-{name}") for name in names], rows)
