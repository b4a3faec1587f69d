"""Owns what is attached to a briefing: the SQL of every figure, the verdicts of every rule, the request. It names nobody."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from console.domain.briefing import FigureValue
from console.domain.measure import Kind, Measure
from console.domain.period import Period, parse
from console.domain.rule import Rule
from console.engine.compile import pass_sql, passes, state_sql, survival_sql
from console.errors import BriefingError, UsageError
from console.jobs.brief_casebook import read_snapshot, snapshot_json
from console.jobs.brief_draft import Draft
from console.jobs.brief_request import BriefRequest
from console.jobs.recompute import asked
from console.jobs.tolerance_excuse import digest_sql

QUERIES, RULES, REQUEST, CASEBOOK = "queries.sql", "rules.csv", "request.json", "casebook.json"


def attachments(draft: Draft, request: BriefRequest) -> Mapping[str, bytes]:
    """Return the files that go into the briefing beside its document."""
    files = {
        QUERIES: queries(draft).encode(),
        RULES: _rules(draft).encode(),
        REQUEST: request_json(request),
    }
    if request.snapshot is not None:
        files[CASEBOOK] = snapshot_json(request.snapshot)
    return files


def request_json(request: BriefRequest) -> bytes:
    """Return what was asked for, so that the briefing can be composed again."""
    told = {
        "definition": request.definition,
        "language": request.language,
        "region": request.region,
        "period": request.period.name if request.period else "",
        "number": request.number,
        "issuer": request.issuer,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_request(files: Mapping[str, bytes]) -> BriefRequest:
    """Return what a briefing was asked with; raises BriefingError briefing-request."""
    try:
        told = json.loads(files[REQUEST])
        wanted = ("definition", "language", "region", "period", "number", "issuer")
        definition, language, region, period, number, issuer = (str(told[name]) for name in wanted)
        if (
            request_json(found := BriefRequest(language, region, parse(period), definition, number, issuer))
            != files[REQUEST]
        ):
            raise ValueError(REQUEST)
    except (KeyError, TypeError, ValueError, RecursionError, UsageError) as fault:
        raise BriefingError("briefing-request", detail=str(fault)) from fault
    snapshot = read_snapshot(files[CASEBOOK]) if CASEBOOK in files else None
    return replace(found, snapshot=snapshot)


def queries(draft: Draft) -> str:
    """Return the SQL of every measure read and of every rule, each under the definitions and periods it serves."""
    told = [f"{_headed(line)}\n" for line in _excused(draft)]
    told += [f"{_headed(names)}\n{sql};\n" for sql, names in sorted(_measured(draft), key=lambda one: one[1])]
    for judgement in draft.calculator.suspicions.judgements:
        rule = draft.calculator.extract.catalogue.rules[judgement.rule_id]
        if not judgement.reason:
            told.append(f"{_headed(f'{rule.id}@{rule.version}')}\n{_counted(rule)};\n")
    own = (
        *draft.calculator.services.statements(),
        *draft.calculator.funds.statements(),
        *draft.calculator.quality.statements(),
    )
    told += [f"{_headed(names)}\n{sql};\n" for names, sql in own]
    return "\n".join(told)


def _excused(draft: Draft) -> Iterable[str]:
    """Yield which rows the measures leave out because they were tolerated: rules look at all of them."""
    snapshot = draft.calculator.snapshot
    if snapshot is not None:
        yield from digest_sql(draft.calculator.extract, snapshot.casebook_id, snapshot.excused)


def _counted(rule: Rule) -> str:
    """Return a rule's query with its parameters, counting verdicts: what it flagged stays with the extract."""
    values = ", ".join(f"{_literal(one.value)} AS {one.name}" for one in rule.parameters)
    return (
        f"WITH parameters AS (SELECT {values or '0 AS none'}), judged AS (\n{rule.judge.strip()}\n)\n"
        "SELECT verdict, why_not, count(*) AS rows FROM judged GROUP BY ALL ORDER BY ALL"
    )


def _literal(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _headed(names: str) -> str:
    return f"-- {names}"


def _measured(draft: Draft) -> Iterable[tuple[str, str]]:
    """Yield the SQL of each measure, cut and span that some figure was read from, with what it is."""
    wanted: dict[tuple[str, tuple[str, ...], str, bool], None] = {}
    for figure in draft.book.figures:
        for key in _readings(draft, figure):
            wanted[key] = None
    for name, cut, span, monthly in wanted:
        measure = draft.calculator.measure(name)
        for sql in _sql(draft, measure, cut, parse(span), monthly):
            yield (
                sql,
                " · ".join(
                    part for part in (name, "×".join(cut), span, "monthly" if monthly else "") if part
                ),
            )


def _readings(draft: Draft, figure: FigureValue) -> Iterable[tuple[str, tuple[str, ...], str, bool]]:
    ask = asked(figure)
    if ask.recipe in ("reading", "series", "control"):
        yield ask.definition, ask.cut, ask.period, ask.recipe != "reading"
    elif ask.recipe == "score":
        known = draft.calculator.extract.catalogue.measures
        for dimension in draft.index.dimensions:
            for one in dimension.indicators:
                yield f"{one.measure}@{known[one.measure].version}", (draft.index.subject,), ask.period, False


def _sql(
    draft: Draft, measure: Measure, cut: tuple[str, ...], period: Period, monthly: bool
) -> Iterable[str]:
    if measure.kind is Kind.DERIVED:
        inner = (*cut, measure.over) if measure.over else cut
        for name in measure.inputs:
            yield from _sql(draft, draft.calculator.extract.catalogue.measures[name], inner, period, monthly)
    elif measure.kind is Kind.STATE:
        yield state_sql(measure, cut, period.months() if monthly else (period,))
    elif measure.kind is Kind.SURVIVAL:
        for span in period.months() if monthly else (period,):
            yield survival_sql(measure, cut, span)
    else:
        yield from (pass_sql(one, [cut], period, monthly) for one in passes([measure]))


def _rules(draft: Draft) -> str:
    """Return what every rule said: in the scope and period, and over the whole extract."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["rule", "theme", "flagged_here", "flagged", "clear", "not_computable", "missing"])
    held = draft.calculator.suspicions.within(draft.scope.region_id, draft.period)
    for one in draft.calculator.suspicions.judgements:
        here = sum(suspicion.rule_id == one.rule_id for suspicion in held)
        counts = (
            ["", "", "", ""]
            if one.reason
            else [here, one.flagged, one.clear, sum(one.not_computable.values())]
        )
        writer.writerow([f"{one.rule_id}@{one.version}", one.theme, *counts, one.reason])
    return out.getvalue()
