"""Owns the running of rules: one query judges everything a rule looks at, whole or in parts. It refuses verdicts that are none.

SQL counts the verdicts; only flagged rows leave the engine. What the rule needs and the extract lacks makes the whole
rule not computable, by name: silence is never "clear".
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

from console.domain.catalogue import Catalogue
from console.domain.ports import Progress, Silent
from console.domain.rule import JUDGE_COLUMNS, Judgement, Rule, Suspicion
from console.engine.beside import both
from console.engine.by_parts import count_parts, tell_flagged
from console.engine.columns import quoted
from console.engine.connection import Connection
from console.engine.judging import Run, Said, judges, lacking, uses_of
from console.engine.kept import Kept, by_key, counted_by_key, kept_views
from console.engine.one_pass import Counted, counted_by_row
from console.engine.parts import (
    PART_ROWS,
    Part,
    numbered,
    one_by_one,
    order_of,
    parted_tables,
    parts_of,
)
from console.engine.session import Row
from console.engine.standins import standing_in
from console.engine.subset import facts_of
from console.engine.suspicions import suspicions_of
from console.engine.telling import at_once, counted_then_told, lasting, told_of
from console.engine.verdicts import told_columns
from console.engine.views import check_declared, forget_parameters, set_parameters
from console.engine.worked_out import worked_out
from console.errors import DefinitionError

VERDICTS = ("flagged", "clear", "not_computable")


def check_rule(rule: Rule) -> None:
    """Refuse a judge off the allow-listed subset or reading what it did not declare; done once at load, not a run."""
    file = f"{rule.id}.toml"
    for sql in filter(None, (rule.judge, rule.counted)):
        check_declared(file, facts_of(file, sql).tables, rule.reads)


@lasting()
def judge_all(
    session: Connection,
    catalogue: Catalogue,
    rules: Iterable[Rule],
    missing: frozenset[str],
    progress: Progress,
    parameters: Mapping[str, Mapping[str, float]] | None = None,
    part_rows: int = PART_ROWS,
) -> tuple[Judgement, ...]:
    """Run rules one after the other; ``parameters`` changes values by rule id and name.

    Those that judge each value of a column by itself are run on a large extract part by part, each of about ``part_rows``.
    """
    chosen = tuple(rules)
    run = Run(session, catalogue, missing, progress, parameters or {}, len(chosen))
    try:
        return _judge_all(run, chosen, part_rows)
    finally:
        forget_parameters(session)


def _judge_all(run: Run, chosen: Sequence[Rule], part_rows: int) -> tuple[Judgement, ...]:
    session, catalogue, missing, progress = run.session, run.catalogue, run.missing, run.progress
    able = [rule for rule in chosen if not lacking(rule, catalogue, missing)]
    found: dict[str, Judgement] = {}
    for column in sorted({rule.apart for rule in able} - {""}):
        alike = [rule for rule in able if rule.apart == column]
        whole = [rule for rule in able if not rule.apart and rule.id not in found]
        kept = Kept(session, kept_views(catalogue.views, whole, column))
        tables = parted_tables(catalogue.contract, catalogue.views, _reads(alike) | kept.names, column)
        parts = parts_of(session, tables, column, progress, part_rows)
        if parts:
            run.total += (len(parts) - 1) * len(alike)
            with closing(kept):
                judged, beside = _judge_parts(run, alike, tables, parts, kept, whole)
            found |= {one.rule_id: one for one in (*judged, *beside)}
    rest = [rule for rule in chosen if rule.id not in found]
    found |= {one.rule_id: one for one in _judged(run, rest, {})}
    return tuple(found[rule.id] for rule in chosen)


def _judged_beside(run: Run, rules: Sequence[Rule], kept: Kept) -> list[Judgement]:
    """Judge rules on all rows, from what was kept of the parts as far as that goes."""
    counted, judged = _told_of_kept(run, rules, kept)
    known = {one.rule_id for one in judged}
    return [*judged, *_judged(run, [rule for rule in rules if rule.id not in known], counted)]


def _told_of_kept(run: Run, rules: Iterable[Rule], kept: Kept) -> tuple[dict[str, Counted], list[Judgement]]:
    """Return what rules on all rows say of what was kept from part to part: counted by key, or judged where that suffices."""
    counted, judged = {}, []
    with kept.standing():
        for rule in rules:
            changed = run.parameters.get(rule.id)
            if kept.suffices(rule, rule.judge):
                run.begin(rule)
                judged.append(judge(run.session, run.catalogue, rule, run.missing, changed, run.progress))
            elif kept.suffices(rule, by_key(rule)):
                set_parameters(run.session, rule.parameters, changed)
                counted[rule.id] = counted_by_key(run.session, rule, run.progress)
    return counted, judged


def _reads(rules: Iterable[Rule]) -> frozenset[str]:
    return frozenset(name for rule in rules for name in rule.reads)


def judge_one_by_one(
    session: Connection, catalogue: Catalogue, rule: Rule, parameters: Mapping[str, float] | None = None
) -> Judgement:
    """Judge each value of the column by which a rule judges apart alone; for cases, which prove that it may be so judged."""
    tables = parted_tables(catalogue.contract, catalogue.views, rule.reads, rule.apart)
    parts = one_by_one(session, tables, rule.apart)
    run = Run(
        session, catalogue, frozenset(), Silent(), {rule.id: parameters or {}}, len(parts) + 1, shorter=True
    )
    (judged,), _ = _judge_parts(run, [rule], tables, parts)
    return judged


def _judge_parts(
    run: Run,
    rules: Sequence[Rule],
    tables: Sequence[str],
    parts: Iterable[Part],
    kept: Kept | None = None,
    beside: Sequence[Rule] = (),
) -> tuple[list[Judgement], list[Judgement]]:
    """Judge each part by all rules, reading what verdicts rest on; then tell whole what was flagged, which is little.

    The telling alone does not keep every core at work: rules on all rows are judged beside it, from what was ``kept`` of the
    parts as far as that goes.
    """
    order = order_of(run.session, run.catalogue.views, _reads(rules), run.progress)
    placed = numbered(run.session, tuple(parts), order, run.progress)
    said = count_parts(run, rules, (tables, placed, order), kept)
    flagged = [(rule, said[rule.id]) for rule in rules if said[rule.id].flagged]
    others: list[Judgement] = []
    if kept is None:
        tell_flagged(run, flagged)
    else:
        _, others = both(
            run.session,
            run.progress,
            lambda progress: tell_flagged(replace(run, progress=progress), flagged),
            lambda progress: _judged_beside(replace(run, progress=progress), beside, kept),
        )
    return [_judgement(rule, said[rule.id]) for rule in rules], others


def _judgement(rule: Rule, said: Said) -> Judgement:
    """Return what a rule said of all parts; no key is in two of them, for every key names the column they differ in."""
    names = told_columns(rule)
    if names is not None:
        _check_columns(rule, names)
    counts = [(verdict, why_not, count) for (verdict, why_not), count in said.counts.items()]
    told = tuple(sorted(said.told, key=lambda one: one.key))
    return replace(_read(rule, counts, told), milliseconds=said.seconds * 1000)


def _judged(run: Run, rules: Sequence[Rule], known: Mapping[str, Counted]) -> list[Judgement]:
    able = [rule for rule in rules if not lacking(rule, run.catalogue, run.missing)]
    views = run.catalogue.views
    unknown = [rule for rule in rules if rule.id not in known]
    # What is told of flagged keys is asked for by a second reading.
    uses = uses_of(run, judges([*unknown, *(rule for rule in unknown if rule.by_key)]))
    with (
        standing_in(run.session, views, uses, run.progress),
        worked_out(run.session, views, able, run.parameters, run.progress) as reading,
    ):
        able = [reading.get(rule.id, rule) for rule in able]
        counted = {**known, **counted_by_row(run.session, views, able, run.parameters, run.progress)}
        found = []
        for rule in (reading.get(one.id, one) for one in rules):
            run.begin(rule)
            one, changed = counted.get(rule.id), run.parameters.get(rule.id)
            if one is None:
                found.append(judge(run.session, run.catalogue, rule, run.missing, changed, run.progress))
            else:
                found.append(_judged_by_row(run, rule, one))
    return found


def _judged_by_row(run: Run, rule: Rule, counted: Counted) -> Judgement:
    """Return the judgement of a rule whose verdicts are counted: what it flags is asked for by key."""
    began = time.perf_counter()
    names, rows = told_of(run.session, rule, counted.keys, run.progress)
    _check_columns(rule, names)
    counts = [(verdict, why_not, count) for (verdict, why_not), count in counted.rows.items()]
    found = _read(rule, counts, suspicions_of(rule, names, rows))
    return replace(found, milliseconds=(counted.seconds + time.perf_counter() - began) * 1000)


def judge(
    session: Connection,
    catalogue: Catalogue,
    rule: Rule,
    missing: frozenset[str] = frozenset(),
    parameters: Mapping[str, float] | None = None,
    progress: Progress | None = None,
) -> Judgement:
    """Run one rule over everything and return its verdicts."""
    began = time.perf_counter()
    absent = lacking(rule, catalogue, missing)
    if absent:
        return Judgement(rule.id, rule.version, rule.theme, 0, 0, {}, (), reason=", ".join(absent))
    set_parameters(session, rule.parameters, parameters)
    counts, names, rows = (counted_then_told if rule.by_key else at_once)(session, rule, progress)
    _check_columns(rule, names)
    found = _read(rule, counts, suspicions_of(rule, names, rows))
    return replace(found, milliseconds=(time.perf_counter() - began) * 1000)


def verdicts(
    session: Connection, rule: Rule, parameters: Mapping[str, float] | None = None
) -> list[dict[str, Any]]:
    """Return every row a rule judges with its key, verdict and reason; for cases and samples, not for whole extracts."""
    set_parameters(session, rule.parameters, parameters)
    keys = ", ".join(f"CAST({quoted(key)} AS VARCHAR)" for key in rule.key)
    rows = session.rows(f"SELECT [{keys}], verdict, why_not FROM ({rule.judge}) ORDER BY ALL")
    return [{"key": tuple(row[0]), "verdict": row[1], "why_not": row[2]} for row in rows]


def _read(rule: Rule, counts: Iterable[Row], told: tuple[Suspicion, ...]) -> Judgement:
    clear = 0
    silent: dict[str, int] = {}
    for verdict, why_not, count in counts:
        if verdict not in VERDICTS:
            raise DefinitionError("rule-verdict", rule=rule.id, verdict=str(verdict))
        if verdict == "clear":
            clear += count
        elif verdict == "not_computable":
            reason = why_not or "unknown"
            silent[reason] = silent.get(reason, 0) + count
    return Judgement(rule.id, rule.version, rule.theme, len(told), clear, dict(sorted(silent.items())), told)


def _check_columns(rule: Rule, names: tuple[str, ...]) -> None:
    wanted = (*rule.key, *JUDGE_COLUMNS)
    absent = [name for name in wanted if name not in names]
    if absent:
        raise DefinitionError("definition-columns", file=f"{rule.id}.toml", missing=", ".join(absent))
