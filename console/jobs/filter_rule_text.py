"""Owns a filter of the process as the text of a rule's file: words in both languages, the judge, and cases made for it.

The cases prove each answer the rule can give: what it flags, what it does not, and what it cannot judge. It refuses to name
anybody: a rule tells of steps, never of people.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from console.i18n import Phrases
from console.jobs.filter_rule_answers import (
    BETWEEN,
    CIVIL,
    STAY,
    TIMED,
    WORKING,
    FilterRuleRequest,
    StepFilter,
)
from console.jobs.filter_rule_sql import judge_of, needs_of, parameter_of, reads_of
from console.jobs.services_map import case_word
from console.jobs.suggest_text import toml_text

TRIED = 3  # days allowed in the cases
BEGUN = date(2026, 3, 4)  # a Wednesday: three working days later it is Monday, four later Tuesday
JUST, LATE = (
    {WORKING: 5, CIVIL: 3},
    {WORKING: 6, CIVIL: 4},
)  # civil days until just in time, and until too late
MOST_DAYS = 3650
OTHER, ANOTHER = "elsewhere-1", "elsewhere-2"
WHYS = ("no_events", "unknown_step")
TIMED_WHYS = (*WHYS, "no_date", "no_calendar")
Words = Mapping[str, Phrases]


def id_of(asked: StepFilter) -> str:
    """Return the rule's id: a number made from what is asked, so that the same question is the same rule; days do not count."""
    kept_to = (
        [asked.organisation_id] if asked.organisation_id else []
    )  # a rule for all keeps the number it has
    days = asked.day_kind if asked.kind in TIMED else ""
    told = json.dumps([asked.kind, asked.steps, asked.item_id, days, *kept_to])
    number = int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big") % 1_000_000
    return f"OWN-{number:06d}"


def rule_text(request: FilterRuleRequest, only: Mapping[str, str], version: int, words: Words) -> str:
    """Return the file; ``only`` is whose cases it is kept to by language: of an item, an organisation or both; empty for all."""
    asked = request.asked
    rule_id = id_of(asked)
    lines = [
        f"id = {toml_text(rule_id)}",
        f"version = {version}",
        'theme = "services"',
        f"severity = {toml_text(request.severity)}",
        'key = ["case_id"]',
        'apart = "case_id"',
        f"reads = {_array(reads_of(asked))}",
        f"needs = {_array(needs_of(asked))}",
        f'judge = """\n{_escaped(judge_of(asked, rule_id))}\n"""',
    ]
    if asked.kind in TIMED:
        name = parameter_of(rule_id)
        lines += ["", "[parameters]", f"{name} = {{ value = {asked.over}, low = 0, high = {MOST_DAYS} }}"]
    for language, phrases in words.items():
        lines += ["", f"[text.{language}]", *_texts(request, only.get(language, ""), phrases)]
    for case in _cases(asked, rule_id):
        lines += ["", *case]
    return "\n".join(lines) + "\n"


def name_of(request: FilterRuleRequest, only: str, phrases: Phrases) -> str:
    """Return what the rule is called in one language: what the user said, else what is made from the filter."""
    told = request.names.get(phrases.language, "").strip()
    if told:
        return told
    made = phrases.text(f"own-rule-name-{request.asked.kind}", **_facts(request.asked, phrases))
    return phrases.text("own-rule-of-item", name=made, item=only) if only else made


def _facts(asked: StepFilter, phrases: Phrases) -> dict[str, object]:
    names = [case_word(phrases, "case-step", step) for step in asked.steps]
    facts: dict[str, object] = {"step": names[0], "next": names[-1], "way": " → ".join(names)}
    if asked.kind in TIMED:
        facts |= {"over": asked.over, "kind": asked.day_kind}
    return {name: facts[name] for name in _NAMED[asked.kind]}


_NAMED = {
    "step": ("step",),
    "follows": ("step", "next"),
    "way": ("way",),
    "stay": ("step", "over", "kind"),
    "between": ("step", "next", "over", "kind"),
}


def _texts(request: FilterRuleRequest, only: str, phrases: Phrases) -> Iterator[str]:
    asked = request.asked
    steps = {
        name: str(value).replace("{", "{{").replace("}", "}}")
        for name, value in _facts(asked, phrases).items()
    }
    counted = {name: "{" + name + "}" for name in ("times", "tied", "days", "allowed")}
    told = {
        "name": name_of(request, only, phrases),
        "finding": phrases.text(f"own-rule-finding-{asked.kind}", **steps, **counted),
        "advice": phrases.text("own-rule-advice"),
        "innocent": phrases.text("own-rule-innocent"),
        "clause": request.basis.strip() or phrases.text("own-rule-no-clause"),
    }
    for reason in TIMED_WHYS if asked.kind in TIMED else WHYS:
        told[f"why_{reason}"] = phrases.text(f"own-rule-why-{reason.replace('_', '-')}")
    for name, words in told.items():
        yield f"{name} = {toml_text(words)}"


def _cases(asked: StepFilter, rule_id: str) -> Iterator[list[str]]:
    """Yield a case that is flagged, one that is clear, and those that cannot be judged."""
    item = asked.item_id or "I"
    hit, miss = _hit(asked), _miss(asked)
    about = "what the rule looks for, and a case without it"
    yield _case(about, rule_id, asked, item, {"c1": hit, "c2": miss}, foreign=hit)
    silent: dict[str, tuple[str, str]] = {"c3": ("not_computable", "no_events")}
    yield _case("a case without recorded steps", rule_id, asked, item, {"c3": []}, silent)
    nameless: Walk = [(None, day) for _, day in miss]
    silent = {"c4": ("not_computable", "unknown_step")}
    yield _case("a step without a name", rule_id, asked, item, {"c4": nameless}, silent)
    if asked.kind in TIMED:
        undated: Walk = [(step, None) for step, _ in hit]
        silent = {"c5": ("not_computable", "no_date")}
        yield _case("a step without a date", rule_id, asked, item, {"c5": undated}, silent)


Walk = list[tuple[str | None, date | None]]


def _hit(asked: StepFilter) -> Walk:
    days = LATE[asked.day_kind]
    if asked.kind == STAY:
        return [(asked.steps[0], BEGUN), (_unlike(asked), BEGUN + timedelta(days))]
    if asked.kind == BETWEEN:
        return [(asked.steps[0], BEGUN), (asked.steps[1], BEGUN + timedelta(days))]
    return [(step, BEGUN + timedelta(place)) for place, step in enumerate(asked.steps)]


def _miss(asked: StepFilter) -> Walk:
    if asked.kind in TIMED:
        days = JUST[asked.day_kind]
        after = _unlike(asked) if asked.kind == STAY else asked.steps[1]
        return [(asked.steps[0], BEGUN), (after, BEGUN + timedelta(days))]
    return [(_unlike(asked), BEGUN), (_unlike(asked, ANOTHER), BEGUN + timedelta(1))]


def _unlike(asked: StepFilter, name: str = OTHER) -> str:
    """Return a step the filter does not name."""
    while name in asked.steps:
        name += "-"
    return name


def _case(
    about: str,
    rule_id: str,
    asked: StepFilter,
    item: str,
    walks: Mapping[str, Walk],
    silent: Mapping[str, tuple[str, str]] | None = None,
    foreign: Walk | None = None,
) -> list[str]:
    """Return one case; ``foreign`` is what another organisation's case walked, which a rule kept to one does not judge."""
    flagged = {"c1": ("flagged", ""), "c2": ("clear", "")}
    expected = [(case, *(silent or flagged)[case]) for case in walks]
    lines = ["[[case]]", f"about = {toml_text(about)}"]
    if asked.kind in TIMED:
        lines.append(f"parameters = {{ {parameter_of(rule_id)} = {TRIED} }}")
    lines.append("expect = [")
    for case, verdict, why in expected:
        more = f", why_not = {toml_text(why)}" if why else ""
        lines.append(f'    {{ key = ["{case}"], verdict = "{verdict}"{more} }},')
    cases = [_row(case, item, asked.organisation_id) for case in walks]
    if asked.organisation_id and foreign is not None:
        walks = {**walks, "c9": foreign}
        cases.append(_row("c9", item, asked.organisation_id + "-"))
    events = [
        {"case_id": case, "sequence": place, "activity": step, "occurred_on": day, "occurred_at": day}
        for case, walk in walks.items()
        for place, (step, day) in enumerate(walk, 1)
    ]
    lines += ["]", *_given("service_case", cases), *_given("case_event", events)]
    return lines


def _row(case: str, item: str, organisation: str) -> dict[str, Any]:
    """Return a closed case."""
    dates = {"submitted_on": BEGUN, "closed_on": BEGUN + timedelta(30)}
    return {"case_id": case, "item_id": item, "organisation_id": organisation or None, **dates}


def _given(table: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    if not rows:
        return []
    told = [
        ", ".join(f"{name} = {_value(name, value)}" for name, value in row.items() if value is not None)
        for row in rows
    ]
    return [f"given.{table} = [", *(f"    {{ {row} }}," for row in told), "]"]


def _value(name: str, value: object) -> str:
    if isinstance(value, date):
        return f"{value.isoformat()}T09:00:00" if name == "occurred_at" else value.isoformat()
    return str(value) if isinstance(value, int) else toml_text(str(value))


def _array(names: Sequence[str]) -> str:
    return "[" + ", ".join(toml_text(name) for name in names) + "]"


def _escaped(sql: str) -> str:
    """Return SQL as it stands between three quotes of TOML."""
    return "\n".join(toml_text(line)[1:-1] for line in sql.split("\n"))
