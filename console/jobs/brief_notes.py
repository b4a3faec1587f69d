"""Owns the end of a briefing: methods, sources, how to recompute, what it does not see. It refuses to leave anything out."""

from __future__ import annotations

import re

from console.domain.briefing_blocks import (
    MethodNote,
    Methods,
    Recompute,
    Shortcomings,
    SourceRow,
    Sources,
)
from console.domain.briefing_definition import NAMED_FIGURES
from console.domain.briefing_text import named, quoted
from console.domain.rule import Judgement
from console.jobs.brief_cards import rule_place
from console.jobs.brief_draft import COUNT, SHARE, Draft, name_place
from console.jobs.brief_index import unit_of
from console.jobs.brief_rest import rest_sentence
from console.jobs.recompute import Ask

MISSING_LIMIT = 0.05  # the share of values that must be there and are not, above which a table is marked
UNJUDGED_LIMIT = 0.1  # the share of a rule's rows without a verdict, above which the briefing says so
LARGEST_GROUPS = 2
_NAMED = re.compile(r"\{f:(" + "|".join(NAMED_FIGURES) + r")\}")


def methods(draft: Draft) -> Methods:
    """Return the methods of the definition with their figures, and what the measures printed so far rest on."""
    notes = tuple(
        MethodNote(draft.words(one.text, "title"), _filled(draft, draft.words(one.text, "text")))
        for one in draft.definition.methods
    )
    told = rest_sentence(draft)
    rests = (MethodNote(draft.say("rests-title"), told),) if told else ()
    return Methods(draft.words(draft.definition.text, "heading_methods"), (*notes, *rests))


def _filled(draft: Draft, words: str) -> str:
    """Put the figures of the definition in the places that name them."""

    def place(found: re.Match[str]) -> str:
        own = draft.definition.name if found[1] == "months" else ""
        return draft.place(draft.ask_definition(found[1], own))

    return _NAMED.sub(place, words)


def sources(draft: Draft) -> Sources:
    """Return one row a table: what it holds, what is missing, what was refused when it was built."""
    manifest = draft.calculator.extract.manifest
    return Sources(
        draft.words(draft.definition.text, "heading_sources"),
        tuple(_source(draft, table) for table in draft.definition.sources),
        draft.say("sources-note" if manifest else "sources-no-manifest") + _supplemented(draft),
    )


def _supplemented(draft: Draft) -> str:
    """Say up to which supplement the state goes: the digest printed is then no longer that of one file."""
    names = draft.calculator.extract.supplements
    if not names:
        return ""
    last = names[-1].removeprefix(f"{draft.calculator.extract.path.name}.").removesuffix(".duckdb")
    return draft.say("sources-supplements", last=named(last))


def _source(draft: Draft, table: str) -> SourceRow:
    extract, period = draft.calculator.extract, draft.period.name
    rows = draft.book.put(Ask("extract", "", "", period, f"rows.{table}"), COUNT)
    missing = draft.book.put(Ask("extract", "", "", period, f"missing.{table}"), SHARE)
    share = draft.book.value(missing)
    files = extract.manifest.sources if extract.manifest else ()
    one = files[0] if len(files) == 1 and table not in extract.missing else None
    return SourceRow(
        draft.words(extract.catalogue.contract.tables[table].text, "name"),
        named(one.file) if one else draft.say("source-extract", name=name_place(extract.info.extract_id)),
        rows,
        missing,
        _handling(draft, table),
        "" if table in extract.missing else one.sha256 if one else extract.digest,
        share is not None and share > MISSING_LIMIT * 100,
    )


def _handling(draft: Draft, table: str) -> str:
    extract = draft.calculator.extract
    if table in extract.missing:
        return draft.say("source-absent")
    counts = [one for one in extract.manifest.tables if one.name == table] if extract.manifest else []
    if not counts:
        return draft.say("source-unstated")
    if not counts[0].rejected:
        return draft.say("source-all-accepted")
    refused = Ask("manifest", "", "", draft.period.name, f"rejected.{table}")
    return draft.say("source-rejected", count=draft.place(refused))


def recompute(draft: Draft) -> Recompute:
    """Return how anyone recomputes the briefing."""
    return Recompute(draft.words(draft.definition.text, "heading_recompute"), draft.say("recompute-text"))


def shortcomings(draft: Draft) -> Shortcomings:
    """Return what the briefing does not see, the gravest first."""
    items = [
        *_unsigned(draft),
        *_no_index(draft),
        *_excused(draft),
        *_payees(draft),
        *_silent(draft),
        *_unjudged(draft),
        *_unverified(draft),
        *_earlier(draft),
        *_no_casebook(draft),
    ]
    shown = items[: draft.definition.limits["shortcomings"]]
    return Shortcomings(draft.say("shortcomings"), tuple(shown or [draft.say("shortcomings-none")]))


def _unsigned(draft: Draft) -> list[str]:
    return [draft.say("short-unsigned")] if draft.calculator.extract.mark != "signed" else []


def _no_index(draft: Draft) -> list[str]:
    if unit_of(draft) is None:
        return [draft.say("short-no-index")]
    unit = unit_of(draft)
    known = draft.calculator.extract.catalogue.measures
    missing = [name for one in (unit.dimensions.values() if unit else ()) for name in one.missing]
    if not missing:
        return []
    names = [name_place(draft.words(known[name].text, "name")) for name in missing]
    return [draft.say("short-measures", names=draft.joined(names))]


def _silent(draft: Draft) -> list[str]:
    """Count the rules that could not run at all, and name those of the largest groups that lack the same."""
    groups: dict[str, list[Judgement]] = {}
    for one in draft.calculator.suspicions.judgements:
        if one.reason:
            groups.setdefault(_tables(draft, one.reason), []).append(one)
    if not groups:
        return []
    largest = sorted(groups.items(), key=lambda held: (-len(held[1]), held[0]))[:LARGEST_GROUPS]
    told = [draft.say("short-silent-all", count=draft.place(draft.ask_suspicions("silent")))]
    for what, held in largest:
        rules = draft.joined([quoted(f"{one.rule_id}@{one.version}", one.rule_id) for one in held])
        told.append(draft.say("short-silent", what=what, rules=rules))
    return told


def _tables(draft: Draft, reason: str) -> str:
    """Return the tables a reason names, in the words of the contract."""
    known = draft.calculator.extract.catalogue.contract.tables
    names = dict.fromkeys(part.strip().partition(".")[0] for part in reason.split(","))
    told = [
        name_place(draft.words(known[name].text, "name")) if name in known else named(name) for name in names
    ]
    return draft.joined(told)


def _unjudged(draft: Draft) -> list[str]:
    """Name the rules that left the largest parts without a verdict."""
    parts = []
    for one in draft.calculator.suspicions.judgements:
        silent = sum(one.not_computable.values())
        if silent and silent > UNJUDGED_LIMIT * (silent + one.judged):
            parts.append((-silent / (silent + one.judged), one.rule_id))
    told = []
    for _, rule_id in sorted(parts)[:2]:
        rule = draft.calculator.extract.catalogue.rules[rule_id]
        asks = Ask(
            "supervise", f"{rule.id}@{rule.version}", draft.scope.subject, draft.period.name, "unjudged"
        )
        told.append(draft.say("short-unjudged", rule=rule_place(draft, rule), count=draft.place(asks)))
    return told


def _unverified(draft: Draft) -> list[str]:
    """Name the thresholds nobody verified that something printed here rests on."""
    held = draft.calculator.suspicions.within(draft.scope.region_id, draft.period)
    catalogue = draft.calculator.extract.catalogue
    wanted = {catalogue.rules[one.rule_id].standard for one in held if one.standard_verified is False}
    names = [
        name_place(draft.words(catalogue.standards[name].text, "name")) for name in sorted(wanted - {""})
    ]
    return [draft.say("short-unverified", names=draft.joined(names))] if names else []


def _earlier(draft: Draft) -> list[str]:
    earlier = draft.ask_suspicions("earlier")
    return [draft.say("short-earlier", count=draft.place(earlier))] if draft.calculator.value(earlier) else []


def _no_casebook(draft: Draft) -> list[str]:
    return [draft.say("short-no-casebook")] if draft.calculator.snapshot is None else []


def _excused(draft: Draft) -> list[str]:
    """Say how many rows no measure counts because they were tolerated, and how many findings are no row of the extract."""
    asked = {
        "short-excused": "excused",
        "short-excused-suspicions": "excused.suspicions",
        "short-excused-not": "excused.unplaced",
    }
    asks = {key: draft.ask_casebook(detail) for key, detail in asked.items()}
    return [
        draft.say(key, count=draft.place(ask)) for key, ask in asks.items() if draft.calculator.value(ask)
    ]


def _payees(draft: Draft) -> list[str]:
    """Say that vendors are grouped to payees not by the data alone."""
    ask = draft.ask_casebook("payees")
    return [draft.say("short-payees", count=draft.place(ask))] if draft.calculator.value(ask) else []
