"""Owns how a filter of the process page becomes a rule of the user's own: tried on the extract first, saved when wanted.

It refuses to save what does not keep the cases made for it, and a filter that names nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from console.catalogue.files import LANGUAGES
from console.domain.catalogue import Catalogue
from console.domain.period import Period
from console.domain.ports import Progress
from console.domain.rule import SEVERITIES, Judgement, Rule
from console.engine.judging import lacking
from console.engine.runs import STEP
from console.errors import UsageError
from console.i18n import Phrases
from console.jobs.extract import OpenedExtract
from console.jobs.filter_rule_answers import (
    BETWEEN,
    CIVIL,
    FOLLOWS,
    TIMED,
    WORKING,
    FilterRulePreview,
    FilterRuleRequest,
    FilterRuleSaved,
    RuleExample,
    StepFilter,
)
from console.jobs.filter_rule_sql import KINDS
from console.jobs.filter_rule_text import MOST_DAYS, id_of, name_of, rule_text
from console.jobs.own_rules import add_rule, kept_cases, read_text
from console.jobs.page_scope import period_of, require_subjects, resolved
from console.jobs.process import require_item
from console.jobs.supervise import SuperviseRequest, supervise
from console.jobs.theme_answers import PageScope
from console.jobs.theme_rules import filled, in_scope, told_facts, whys

EXAMPLES = 20
LONGEST_NAME = 60
MOST_STEPS = 60
SHOWN_STEPS = 20
ITEM_NAMES = """SELECT arg_max(name, item_version), arg_max(coalesce(name_en, name), item_version)
FROM service_item WHERE item_id = ?"""
ORGANISATION_NAMES = (
    "SELECT max(name), max(coalesce(name_en, name)) FROM organisation WHERE organisation_id = ?"
)


def preview_filter_rule(
    extract: OpenedExtract, request: FilterRuleRequest, resources: Path, progress: Progress
) -> FilterRulePreview:
    """Make the rule, run its cases, and say what it would flag in the extract; nothing is saved.

    Raises UsageError for a filter that makes no sense, process-item for an item the extract holds no case of.
    """
    text, rule, names = _made(extract, request, resources, progress)
    catalogue = extract.catalogue
    kept = kept_cases(rule, catalogue)
    progress.report(0.3, "own-rule-try")
    trial = replace(catalogue, own={**catalogue.own, rule.id: rule})
    missing = lacking(rule, catalogue, extract.missing)
    judged = _judged(extract, rule.id, trial, progress)
    held = catalogue.own.get(rule.id)
    same = held is not None and replace(held, version=rule.version) == rule
    return FilterRulePreview(
        rule.id,
        held.version if held is not None and same else rule.version,
        names,
        judged.flagged,
        judged.clear,
        judged.not_computable,
        {language: whys(rule, language, judged.not_computable) for language in rule.text},
        _in_scope(extract, request, judged),
        len(kept),
        tuple(_example(rule, judged)),
        text,
        missing,
        held.version if held is not None and not same else 0,
        same,
    )


def save_filter_rule(
    extract: OpenedExtract, request: FilterRuleRequest, resources: Path, folder: Path, progress: Progress
) -> FilterRuleSaved:
    """Make the rule and take it in among the user's own.

    Raises UsageError own-rule-held where the very same rule is saved already, and whatever taking in raises.
    """
    text, rule, _ = _made(extract, request, resources, progress)
    held = extract.catalogue.own.get(rule.id)
    if held is not None and replace(held, version=rule.version) == rule:
        raise UsageError("own-rule-held", rule=rule.id)
    added = add_rule(text.encode(), f"{rule.id}.toml", extract.catalogue, folder)
    return FilterRuleSaved(rule.id, added.rule.version, str(added.path), added.replaced)


def _made(
    extract: OpenedExtract, request: FilterRuleRequest, resources: Path, progress: Progress
) -> tuple[str, Rule, Mapping[str, str]]:
    """Return the rule's file, the rule, and what it is called; its version is one above the saved one's."""
    check_filter(request)
    require_item(extract, request.asked.item_id, progress)
    require_subjects(extract, PageScope(organisation_id=request.asked.organisation_id), progress)
    _require_steps(extract, request.asked.steps, progress)
    words = {language: Phrases(language, resources / "phrases") for language in LANGUAGES}
    only = _kept_to(extract, request.asked, words, progress)
    held = extract.catalogue.own.get(id_of(request.asked))
    text = rule_text(request, only, held.version + 1 if held is not None else 1, words)
    names = {language: name_of(request, only.get(language, ""), each) for language, each in words.items()}
    return text, read_text(text.encode(), f"{id_of(request.asked)}.toml", extract.catalogue), names


def check_filter(request: FilterRuleRequest) -> None:
    """Refuse a filter that names no step, too few or too many, or days outside their range; raises UsageError."""
    asked = request.asked
    _known("own-rule-kind", asked.kind, KINDS)
    _known("own-rule-severity", request.severity, SEVERITIES)
    _known("own-rule-days", asked.day_kind, (WORKING, CIVIL))
    wanted = _steps_wanted(asked)
    if len(asked.steps) not in wanted or not all(step.strip() for step in asked.steps):
        raise UsageError("own-rule-steps", kind=asked.kind, count=len(asked.steps))
    if asked.kind in TIMED and not 0 <= asked.over <= MOST_DAYS:
        raise UsageError("own-rule-over", over=asked.over, most=MOST_DAYS)
    for name in request.names.values():
        if len(name.strip()) > LONGEST_NAME:
            raise UsageError("own-rule-name", most=LONGEST_NAME)


def _require_steps(extract: OpenedExtract, steps: Sequence[str], progress: Progress) -> None:
    """Refuse a step that no case of the extract went through: a rule that waits for a misspelt name is silent for ever."""
    rows = extract.connection.rows(
        f"SELECT {STEP}, count(*) FROM case_event WHERE {STEP} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1",
        progress,
    )
    known = [str(row[0]) for row in rows]
    for step in steps if known else ():
        if step not in known:
            nearest = difflib.get_close_matches(step, known, n=1) or known[:1]
            raise UsageError(
                "own-rule-step", name=step, nearest=nearest[0], known=", ".join(known[:SHOWN_STEPS])
            )


def _steps_wanted(asked: StepFilter) -> range:
    if asked.kind == "way":
        return range(1, MOST_STEPS + 1)
    return range(2, 3) if asked.kind in (FOLLOWS, BETWEEN) else range(1, 2)


def _known(key: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise UsageError(key, name=value, allowed=", ".join(allowed))


def _kept_to(
    extract: OpenedExtract, asked: StepFilter, words: Mapping[str, Phrases], progress: Progress
) -> dict[str, str]:
    """Return by language whose cases the rule is kept to: of an item, an organisation, or an item of an organisation."""
    item = _called(extract, ITEM_NAMES, asked.item_id, progress)
    organisation = _called(extract, ORGANISATION_NAMES, asked.organisation_id, progress)
    if item and organisation:
        return {
            language: each.text("own-rule-of-both", item=item[language], organisation=organisation[language])
            for language, each in words.items()
        }
    return item or organisation


def _called(extract: OpenedExtract, sql: str, subject: str, progress: Progress) -> dict[str, str]:
    """Return what a subject is called by language; its id where the extract does not name it, nothing where none is asked for."""
    if not subject:
        return {}
    rows = extract.connection.rows(sql, progress, parameters=[subject])
    chinese, english = rows[0] if rows else (None, None)
    return {"zh-CN": str(chinese or subject), "en": str(english or chinese or subject)}


def _judged(extract: OpenedExtract, rule_id: str, trial: Catalogue, progress: Progress) -> Judgement:
    """Run the rule as if it were saved; the extract's own definitions stay as they are."""
    before, extract.catalogue = extract.catalogue, trial
    try:
        return supervise(extract, SuperviseRequest((rule_id,), own=True), progress)[0]
    finally:
        extract.catalogue = before


def _in_scope(extract: OpenedExtract, request: FilterRuleRequest, judged: Judgement) -> int:
    scope = resolved(extract, request.scope)
    period: Period = period_of(extract, scope)
    return sum(
        in_scope(one, scope) and one.occurred_on is not None and one.occurred_on in period
        for one in judged.suspicions
    )


def _example(rule: Rule, judged: Judgement) -> list[RuleExample]:
    """Return the first of what is flagged, the longest first where days are counted."""
    first = sorted(judged.suspicions, key=lambda one: (-(one.days or 0), one.key))[:EXAMPLES]
    return [
        RuleExample(
            one.key,
            {language: filled(words["finding"], told_facts(one)) for language, words in rule.text.items()},
        )
        for one in first
    ]
