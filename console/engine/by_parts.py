"""Owns what rules say of a large extract: counted part by part, then told whole of what was flagged, which is little.

It refuses a shorter way of counting that would be the longer one: whose tables nothing else needs.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from console.domain.ports import Progress, stop_if_cancelled
from console.domain.rule import Rule
from console.domain.view import View
from console.engine.columns import quoted
from console.engine.connection import Connection
from console.engine.judging import Run, Said, judges, uses_of
from console.engine.kept import Kept
from console.engine.parts import Part, looking_at, looking_at_values, parted_tables, spread
from console.engine.session import Row
from console.engine.standins import Use, chosen, standing_in, tables_told
from console.engine.subset import facts_of
from console.engine.suspicions import suspicions_of
from console.engine.together import Together, put_together
from console.engine.verdicts import verdicts_of
from console.engine.views import set_parameters
from console.engine.walk import Order

LONGEST = "case_event"  # by far; most of what is flagged is told without it
MOST_BESIDES = 2_000_000  # rows of a table that only shorter ways of counting read, which is for few
MOST_AT_ONCE = 250_000  # values of which something is flagged, looked at again together


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
    others = [use for group in groups for use in group.uses(run.catalogue)] + (kept.uses if kept else [])
    for part in parts:
        alone = alone if run.shorter else _by_shorter_ways(run, alone, others)
        uses = _uses_of_verdicts(run, alone) + others
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
            alone = alone if run.shorter else _by_ways_not_long(run, alone)
    return said


def _by_shorter_ways(run: Run, rules: Sequence[Rule], others: Sequence[Use]) -> list[Rule]:
    """Leave out the shorter way of counting where it reads a view for which, unlike the judge, nothing makes a table."""
    views = run.catalogue.views
    made = {name for name, _ in chosen(views, [*_uses_of_verdicts(run, rules), *others])}
    found = [rule if _besides(rule, views) <= made else replace(rule, counted="") for rule in rules]
    # A use that is left out may have been what made another table worth its while.
    return found if found == list(rules) else _by_shorter_ways(run, found, others)


def _by_ways_not_long(run: Run, rules: Sequence[Rule]) -> list[Rule]:
    """Leave out, for the parts to come, the ways whose own tables were long in this one: they are meant for few rows."""
    views = run.catalogue.views
    besides = frozenset[str]().union(*(_besides(rule, views) for rule in rules))
    counts = {
        name: run.session.row(f"SELECT count(*) FROM {quoted(name)}", run.progress)[0] for name in besides
    }
    long = frozenset(name for name, rows in counts.items() if rows > MOST_BESIDES)
    return [replace(rule, counted="") if _besides(rule, views) & long else rule for rule in rules]


def _besides(rule: Rule, views: Mapping[str, View]) -> frozenset[str]:
    """Return the views that the shorter way of counting reads and the judge does not."""
    file = f"{rule.id}.toml"
    read = facts_of(file, rule.counted).tables - facts_of(file, rule.judge).tables if rule.counted else set()
    return frozenset(read & views.keys())


def _uses_of_verdicts(run: Run, rules: Iterable[Rule]) -> list[Use]:
    """Return what the rules read of views to say how many verdicts there are."""
    return uses_of(run, [(rule, verdicts_of(rule)) for rule in rules])


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
        f"SELECT verdict, why_not, {many}, list({quoted(rule.apart)}) FILTER (WHERE verdict = 'flagged') "
        f"FROM ({verdicts_of(rule)}) GROUP BY verdict, why_not",
        run.progress,
    )
    for verdict, why_not, count, flagged in rows:
        if count:  # what is counted in a shorter way may take off all that it counted before
            said.counts[verdict, why_not] += count
        said.flagged.update(flagged or ())
    said.seconds += time.perf_counter() - began


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
    uses = uses_of(run, judges(rules))
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
                said.seconds += time.perf_counter() - began


def _flagged_rows(session: Connection, rule: Rule, progress: Progress) -> tuple[tuple[str, ...], list[Row]]:
    return session.columns_and_rows(f"SELECT * FROM ({rule.judge}) WHERE verdict = 'flagged'", progress)
