"""Owns what rules say of a large extract: counted part by part, then told whole of what was flagged, which is little.

It refuses to take a doubt for a verdict: where a shorter way of counting cannot tell, the judge itself is asked.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from console.domain.ports import Progress, stop_if_cancelled
from console.domain.rule import Rule
from console.engine.columns import quoted
from console.engine.connection import Connection
from console.engine.judging import Run, Said, uses_of
from console.engine.kept import Kept
from console.engine.lean import lean
from console.engine.parts import Part, looking_at, looking_at_values, parted_tables, spread
from console.engine.session import Row
from console.engine.standins import standing_in, tables_told
from console.engine.suspicions import suspicions_of
from console.engine.together import Together, put_together
from console.engine.verdicts import verdicts_of
from console.engine.views import set_parameters
from console.engine.walk import Order

DOUBTED = "doubted"  # what a shorter way of counting says of a value it cannot tell of
LONGEST = "case_event"  # by far; most of what is flagged is told without it
MOST_AT_ONCE = 250_000  # values of which something is flagged, looked at again together
MOST_DOUBTED = 250_000  # values of one rule; beyond them it judges part by part


def count_parts(
    run: Run,
    rules: Sequence[Rule],
    cut: tuple[Sequence[str], Iterable[Part], Order | None],
    kept: Kept | None,
) -> dict[str, Said]:
    """Return what the rules say of all parts together: how many verdicts, and which values are flagged."""
    tables, parts, order = cut
    said = {rule.id: Said() for rule in rules}
    groups, alone = put_together(rules, run.catalogue)
    uses = uses_of(run, alone, {rule.id: verdicts_of(rule).columns for rule in alone})
    doubting = [_without_doubt(rule) for rule in alone if DOUBTED in rule.counted]
    uses += uses_of(run, doubting, {rule.id: verdicts_of(rule).columns for rule in doubting})
    uses += [use for group in groups for use in group.uses(run.catalogue)] + (kept.uses if kept else [])
    for part in parts:
        with (
            looking_at(run.session, part, tables, order),
            standing_in(run.session, run.catalogue.views, uses, run.progress),
        ):
            for group in groups:
                _count_together(run, group, said)
            for rule in alone:
                run.begin(rule)
                _count(run, rule, said[rule.id])
            if kept:
                kept.add(run.progress)
    return said


def _count_together(run: Run, group: Together, said: Mapping[str, Said]) -> None:
    """Add the verdicts of rules on one table, told by one scan; rule by rule where what they look up doubles a row."""
    began = time.perf_counter()
    for rule in group.rules:
        run.begin(rule)
    rows = run.session.rows(group.sql, run.progress)
    whole = f"SELECT count(*) FROM {quoted(group.table)}"
    if group.looks_up and sum(row[-2] for row in rows) != run.session.row(whole, run.progress)[0]:
        for rule in group.rules:
            _count(run, rule, said[rule.id])
        return
    for rule, (verdict, why_not), count, flagged in group.verdicts(rows):
        said[rule.id].counts[verdict, why_not] += count
        said[rule.id].flagged.update(flagged)
    for rule in group.rules:
        said[rule.id].seconds += (time.perf_counter() - began) / len(group.rules)


def _count(run: Run, rule: Rule, said: Said) -> None:
    """Add the verdicts on a part, and the values of which something is flagged."""
    began = time.perf_counter()
    many = "CAST(sum(things) AS BIGINT)" if rule.counted else "count(*)"
    rows = run.session.rows(
        f"SELECT verdict, why_not, {many}, list({quoted(rule.apart)}) FILTER (WHERE verdict IN ('flagged', '{DOUBTED}')) "
        f"FROM ({verdicts_of(rule).sql}) GROUP BY verdict, why_not",
        run.progress,
    )
    doubts = sum(len(values) for verdict, _, _, values in rows if verdict == DOUBTED)
    if rule.counted and doubts and len(said.doubted) + doubts > MOST_DOUBTED:
        _count(run, _without_doubt(rule), said)
        return
    for verdict, why_not, count, values in rows:
        said.flagged.update(values or ())
        if verdict == DOUBTED and rule.counted:
            said.doubted.update(values)
        elif count:  # what is counted in a shorter way may take off all that it counted before
            said.counts[verdict, why_not] += count
    said.seconds += time.perf_counter() - began


def _without_doubt(rule: Rule) -> Rule:
    return replace(rule, counted="")


def tell_flagged(run: Run, flagged: Sequence[tuple[Rule, Said]]) -> None:
    """Judge the values of which something was flagged once more, by all that the rules tell."""
    if not flagged:
        return
    rules = [rule for rule, _ in flagged]
    column = rules[0].apart
    tables = parted_tables(
        run.catalogue.contract,
        run.catalogue.views,
        frozenset(name for rule in rules for name in rule.reads),
        column,
    )
    uses = uses_of(run, rules, {})
    asking = {rule.id for rule in rules if LONGEST in tables_told(rule, run.catalogue.views)}
    asked = set().union(*(said.flagged for rule, said in flagged if rule.id in asking))
    for some in spread(set().union(*(said.flagged for _, said in flagged)), MOST_AT_ONCE):
        with (
            looking_at_values(run.session, column, some, tables, {LONGEST: asked.intersection(some)}),
            standing_in(run.session, run.catalogue.views, uses, run.progress),
        ):
            for rule, said in flagged:
                began = time.perf_counter()
                stop_if_cancelled(run.progress)
                set_parameters(run.session, rule.parameters, run.parameters.get(rule.id))
                names, rows = _flagged_rows(run.session, rule, run.progress)
                if rule.id in asking:  # of other values the longest table was not asked
                    rows = [row for row in rows if row[names.index(column)] in said.flagged]
                said.told += suspicions_of(rule, names, rows)
                _settle_doubts(run, rule, said, some)
                said.seconds += time.perf_counter() - began


def _settle_doubts(run: Run, rule: Rule, said: Said, among: Iterable[str | None]) -> None:
    """Count what the judge says of the values in doubt, each of which was counted as clear."""
    if not said.doubted:
        return
    doubted = list(said.doubted.intersection(among))
    rows = run.session.rows(
        f"SELECT verdict, why_not, count(*) FROM ({lean(rule)}) j SEMI JOIN (SELECT unnest(?) AS value) d "
        f"ON d.value IS NOT DISTINCT FROM j.{quoted(rule.apart)} GROUP BY verdict, why_not",
        run.progress,
        parameters=[doubted],
    )
    for verdict, why_not, count in rows:
        said.counts["clear", None] -= count
        said.counts[verdict, why_not] += count


def _flagged_rows(session: Connection, rule: Rule, progress: Progress) -> tuple[tuple[str, ...], list[Row]]:
    return session.columns_and_rows(f"SELECT * FROM ({rule.judge}) WHERE verdict = 'flagged'", progress)
