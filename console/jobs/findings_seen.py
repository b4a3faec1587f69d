"""Owns what an open extract tells the casebook: its suspicions, who they are about, and which known findings it judged clear.

It refuses to write anything, and to call a row clear that no rule could judge.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from console.domain.ports import Progress, stop_if_cancelled
from console.domain.recognition import Key
from console.domain.rule import SEVERITIES, Judgement, Rule, Suspicion
from console.engine.columns import literal, quoted
from console.engine.judging import lacking
from console.engine.views import set_parameters
from console.jobs.extract import OpenedExtract
from console.jobs.findings_answers import Seen, Suspicions, SuspicionsRequest, within
from console.jobs.supervise import SuperviseRequest, supervise

CUT = 16
"""Digits of an extract's digest that stand for its name where it has none."""


def list_suspicions(extract: OpenedExtract, request: SuspicionsRequest, progress: Progress) -> Suspicions:
    """Run the rules and return what they flag, with what the casebook needs to recognise it."""
    found = supervise(extract, SuperviseRequest(request.rules, request.themes, own=True), progress)
    listed, total = _listed(found, request)
    seen = Seen(
        listed,
        pseudonym_scheme(extract),
        extract.info.extract_id or extract.digest[:CUT],
        extract.mark,
        tuple(judged_clear(extract, request.known, progress)),
    )
    bare = tuple(replace(judgement, suspicions=()) for judgement in found)
    return Suspicions(seen, bare, _names(extract, "organisation"), _names(extract, "region"), total)


def _listed(found: Iterable[Judgement], request: SuspicionsRequest) -> tuple[tuple[Suspicion, ...], int]:
    """Return the suspicions of the scope, the gravest first where not all are wanted, and how many there are."""
    asked = (request.region_id, request.organisation_id)
    held = [
        one
        for judgement in found
        for one in judgement.suspicions
        if within(one.region_id or "", one.organisation_id or "", *asked)
    ]
    if not request.most or len(held) <= request.most:
        return tuple(held), len(held)
    return tuple(sorted(held, key=_gravity)[: request.most]), len(held)


def _gravity(one: Suspicion) -> tuple[int, Decimal, int, int, str, tuple[str, ...]]:
    amount, persons, days = one.amount or Decimal(0), one.persons or 0, one.days or 0
    return SEVERITIES.index(one.severity), -amount, -persons, -days, one.rule_id, one.key


def pseudonym_scheme(extract: OpenedExtract) -> str:
    """Return the scheme the extract's pseudonyms were made under, as it or its manifest says, or nothing."""
    told = [row[0] for row in extract.connection.rows("SELECT pseudonym_scheme FROM extract_info LIMIT 1")]
    manifest = extract.manifest.pseudonym_scheme if extract.manifest is not None else ""
    return str(told[0]) if told and told[0] else manifest


def judged_clear(extract: OpenedExtract, known: Iterable[Key], progress: Progress) -> Iterable[Key]:
    """Yield those of the known keys that the extract's rules look at and find clear."""
    asked: dict[str, set[tuple[str, ...]]] = {}
    for rule_id, key in known:
        asked.setdefault(rule_id, set()).add(key)
    for rule_id, keys in sorted(asked.items()):
        stop_if_cancelled(progress)
        rule = extract.catalogue.every_rule.get(rule_id)
        if rule is not None and not lacking(rule, extract.catalogue, extract.missing):
            yield from ((rule_id, key) for key in _clear_keys(extract, rule, keys))


def _clear_keys(extract: OpenedExtract, rule: Rule, keys: set[tuple[str, ...]]) -> list[tuple[str, ...]]:
    fitting = sorted(key for key in keys if len(key) == len(rule.key))
    if not fitting:
        return []
    set_parameters(extract.connection, rule.parameters)
    told = "[" + ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in rule.key) + "]"
    wanted = ", ".join("[" + ", ".join(literal(part) for part in key) + "]" for key in fitting)
    rows = extract.connection.rows(
        f"SELECT told FROM (SELECT {told} AS told, bool_and(verdict = 'clear') AS is_clear FROM ({rule.judge}) GROUP BY ALL) "
        f"WHERE is_clear AND told IN ({wanted}) ORDER BY told"
    )
    return [tuple(row[0]) for row in rows]


def _names(extract: OpenedExtract, table: str) -> dict[str, tuple[str, str]]:
    rows = extract.connection.rows(
        f"SELECT {table}_id, coalesce(name, {table}_id), coalesce(name_en, name, {table}_id) FROM {table} "
        f"WHERE {table}_id IS NOT NULL ORDER BY ALL"
    )
    return {str(key): (str(chinese), str(english)) for key, chinese, english in rows}
