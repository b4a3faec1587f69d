"""Owns the joining of what an extract flags with what the casebook knows, into the rows of one list.

It refuses to call anything a card that was not confirmed, and to let a personal value into a row's words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from console.domain.catalogue import Catalogue
from console.domain.contract import Contract
from console.domain.finding import FindingState, Stage, identity
from console.domain.rule import Rule, Suspicion
from console.domain.tolerance import pilot_of
from console.errors import Fact
from console.jobs.findings_answers import (
    Board,
    BoardFact,
    BoardRow,
    EvidenceRow,
    Ledger,
    RuleSheet,
    Suspicions,
    WeakRule,
)
from console.jobs.findings_doubt import doubted, is_suspicion
from console.jobs.findings_masks import masked, masked_reference, personal_columns
from console.jobs.impact import bands_of, impact_of
from console.jobs.theme_rules import filled, told_facts

LANGUAGES = ("zh-CN", "en")
SUBJECTS = frozenset({"organisation_id", "region_id"})
"""Parts of a natural key that a row tells by name already."""
_FLAGS = re.compile(r"WHEN\s+((?:(?!\bWHEN\b|\bTHEN\b).)*?)\s+THEN\s+'flagged'", re.DOTALL)
_MONEY = re.compile(r"-?\d{4,15}\.\d{2}")
GRAVITY = {"red": 0, "yellow": 1, "notice": 2}
Names = Mapping[str, tuple[str, str]]


def make_board(
    catalogue: Catalogue, found: Suspicions | None, ledger: Ledger | None, least: float = 0.0
) -> Board:
    """Return the board: what the extract flags, joined by identity with what the casebook holds.

    Suspicions of a rule that was right less often than ``least`` say so.
    """
    rules = {
        rule.id: _sheet(catalogue, rule) for name, rule in catalogue.every_rule.items() if "@" not in name
    }
    states = {state.identity: state for state in ledger.states} if ledger is not None else {}
    seen = found.seen if found is not None else None
    flagged = (
        {identity(one.rule_id, one.key, seen.scheme): one for one in seen.suspicions}
        if seen is not None
        else {}
    )
    flagged = {name: noticed(one, ledger) for name, one in flagged.items()}
    maker = _Maker(catalogue, found.organisations if found else {}, found.regions if found else {})
    rows = [maker.row(name, flagged.get(name), state) for name, state in states.items()]
    rows += [maker.row(name, one, None) for name, one in flagged.items() if name not in states]
    rows = _say_weak(rows, ledger, least)
    judged = found.judgements if found is not None else ()
    silent = sum(bool(one.reason) for one in judged)
    return Board(
        tuple(sorted(rows, key=gravity)), rules, ledger, seen, len(judged), silent, catalogue.calendars
    )


def _say_weak(rows: list[BoardRow], ledger: Ledger | None, least: float) -> list[BoardRow]:
    """Return the rows, those nobody decided on with the doubt about their rule."""
    if ledger is None or not least:
        return rows
    weak = doubted(ledger.states, least)
    return [replace(row, weak=weak[row.rule_id]) if _doubtful(row, weak) else row for row in rows]


def _doubtful(row: BoardRow, weak: Mapping[str, WeakRule]) -> bool:
    return row.rule_id in weak and (row.state is None or is_suspicion(row.state))


def noticed(one: Suspicion, ledger: Ledger | None) -> Suspicion:
    """Return a suspicion as it is shown: a notice where it lies inside an authorised pilot."""
    inside = ledger is not None and pilot_of(one, ledger.pilots) is not None
    return replace(one, severity="notice") if inside else one


def gravity(row: BoardRow) -> tuple[int, int, Decimal, int, int, int, str, str]:
    """Return the order of the list: cards, what is in hand, the rest, what is at rest; then by severity, money, persons, days."""
    return (
        _turn(row),
        GRAVITY.get(row.severity, len(GRAVITY)),
        -(row.amount or Decimal(0)),
        -(row.persons or 0),
        -(row.days or 0),
        -(row.occurred_on or date.min).toordinal(),
        row.number or "~",
        row.identity,
    )


def _turn(row: BoardRow) -> int:
    if row.state is None:
        return 2
    if not row.state.open:
        return 3
    if row.card:
        return 0
    return 2 if row.stage is Stage.SUSPICION else 1


def suspicion_of(state: FindingState) -> Suspicion:
    """Return what a finding was registered as, for the words of its rule."""
    names = Suspicion.__dataclass_fields__
    return Suspicion(**{name: getattr(state, name) for name in names})


class _Maker:
    """Makes rows with the words of one catalogue and the names of one extract."""

    def __init__(self, catalogue: Catalogue, organisations: Names, regions: Names) -> None:
        self._rules = catalogue.every_rule
        self._contract = catalogue.contract
        self._organisations, self._regions = organisations, regions
        self._personal = personal_columns(catalogue.contract)
        self._labels = _labels(catalogue.contract)
        self._bands = bands_of(catalogue)

    def row(self, name: str, suspicion: Suspicion | None, state: FindingState | None) -> BoardRow:
        """Return one row; what was decided stands before what the extract says now."""
        told = suspicion
        if state is not None and (told is None or state.standing):
            told = suspicion_of(state)
        assert told is not None
        rule = self._rules.get(told.rule_id)
        facts = {name: grouped(value) for name, value in masked(told.facts, self._personal).items()}
        organisation, region = told.organisation_id or "", told.region_id or ""
        return BoardRow(
            name,
            told.rule_id,
            told.theme,
            told.severity,
            _named(rule, told),
            _sentences(rule, replace(told, facts=facts)),
            organisation,
            _both(self._organisations, organisation),
            region,
            _both(self._regions, region),
            told.occurred_on,
            told.amount,
            told.persons,
            told.days,
            tuple(self._fact(rule, *item) for item in facts.items() if item[0] not in SUBJECTS),
            told.evidence,
            tuple(self._evidence(reference) for reference in told.evidence),
            told.standard_verified,
            suspicion,
            state,
            (rule.likelihood, max(rule.impact, impact_of(told.amount, told.persons, self._bands)))
            if rule is not None
            else None,
        )

    def _evidence(self, reference: str) -> EvidenceRow:
        name, _, key = masked_reference(self._contract, reference).partition("/")
        table = self._contract.tables.get(name)
        chinese, english = (table.text[language]["name"] if table else name for language in LANGUAGES)
        return EvidenceRow(reference, name, key, chinese, english, None, None, "", ())

    def _fact(self, rule: Rule | None, name: str, value: Fact) -> BoardFact:
        needed = (need.partition(".") for need in rule.needs) if rule is not None else ()
        table = next((table for table, _, column in needed if column == name), "")
        column = self._contract.tables[table].column(name) if table in self._contract.tables else None
        return BoardFact(name, value, column.labels if column else self._labels.get(name, {}))


def grouped(value: Fact) -> Fact:
    """Return a fact that is money in plain digits with commas; everything else as it is: a number may be a name."""
    return f"{Decimal(value):,}" if isinstance(value, str) and _MONEY.fullmatch(value) else value


def _labels(contract: Contract) -> dict[str, Mapping[str, str]]:
    labels: dict[str, Mapping[str, str]] = {}
    for table in contract.tables.values():
        for column in table.columns:
            labels.setdefault(column.name, column.labels)
    return labels


def _sheet(catalogue: Catalogue, rule: Rule) -> RuleSheet:
    standard = catalogue.standards.get(rule.standard)
    values = sorted(standard.values, key=lambda one: one.effective_from, reverse=True) if standard else ()
    return RuleSheet(
        rule.id,
        rule.version,
        rule.text,
        rule.judge,
        standard.text if standard else None,
        tuple(values),
        rule.parameters,
        flags_when(rule.judge),
        sha256(rule.judge.encode()).hexdigest(),
    )


def flags_when(judge: str) -> tuple[str, ...]:
    """Return the conditions of a rule's query under which it flags; nothing where no single condition says it."""
    return tuple(" ".join(found.split()) for found in _FLAGS.findall(judge))


def _named(rule: Rule | None, told: Suspicion) -> dict[str, str]:
    if rule is None:
        return dict.fromkeys(LANGUAGES, told.rule_id)
    return {language: words["name"] for language, words in rule.text.items()}


def _sentences(rule: Rule | None, told: Suspicion) -> dict[str, str]:
    if rule is None:
        return dict.fromkeys(LANGUAGES, "")
    facts = told_facts(told)
    return {language: filled(words["finding"], facts) for language, words in rule.text.items()}


def _both(names: Names, key: str) -> dict[str, str]:
    return dict(zip(LANGUAGES, names.get(key, (key, key)), strict=True))
