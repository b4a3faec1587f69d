"""Owns the compilation of measures to SQL: all that read the same view by the same date fuse into one grouped pass.

It refuses to run anything, and to add up what does not add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from console.domain.measure import ADDITIVE, Kind, Measure
from console.domain.period import Period
from console.engine.columns import quoted
from console.engine.views import literal

FUSED = ADDITIVE | {Kind.QUANTILE, Kind.DISTINCT}
EXACT = "DECIMAL(38,6)"  # sums of floating numbers depend on the order of rows; sums of decimals do not
NOTHING_KNOWN: Mapping[str, frozenset[str]] = {}


Cut = tuple[str, ...]
"""The subject columns one reading is for: none for the whole, one, or a pair."""


@dataclass(frozen=True, slots=True)
class Part:
    """One measure's numerator, denominator or both, over one view by one date; what it does not hold is NULL."""

    measure: Measure
    numerator: str
    denominator: str
    silent: str  # rows that could not be judged


@dataclass(frozen=True, slots=True)
class Pass:
    """One grouped pass over one view: every part that reads it by the same date."""

    view: str
    at: str
    parts: tuple[Part, ...]


def passes(
    measures: Iterable[Measure], exact: Mapping[str, frozenset[str]] = NOTHING_KNOWN
) -> tuple[Pass, ...]:
    """Group measures into as few passes as there are pairs of view and date.

    ``exact`` names the columns of views known to hold whole numbers or decimals: their sums need no conversion row by row.
    """
    found: dict[tuple[str, str], list[Part]] = {}
    for measure in measures:
        if measure.kind in FUSED:
            own = _own_part(measure, exact.get(measure.view, frozenset()))
            found.setdefault((measure.view, measure.at), []).append(own)
            if measure.denominator_view:
                foreign = _foreign_part(measure, exact.get(measure.denominator_view, frozenset()))
                found.setdefault((measure.denominator_view, measure.denominator_at), []).append(foreign)
    return tuple(Pass(view, at, tuple(parts)) for (view, at), parts in found.items())


def _own_part(measure: Measure, exact: frozenset[str]) -> Part:
    return Part(measure, _numerator(measure, exact), _denominator(measure, exact), _silent(measure))


def _count(condition: str) -> str:
    """Return the count of rows a condition holds for; a third quicker than a filter where many are counted at once."""
    return f"count(CASE WHEN {condition} THEN 1 END)"


def _sum(value: str, judged: str, exact: frozenset[str]) -> str:
    if value in exact:
        return f"CAST(sum({value}) FILTER (WHERE {judged}) AS {EXACT})"
    return f"sum(CAST({value} AS {EXACT})) FILTER (WHERE {judged})"


def _silent(measure: Measure) -> str:
    """Return the count of rows that may be in scope less those judged, all of which are: measures share either count."""
    within = _count(f"({measure.scope}) IS NOT FALSE") if measure.scope else "count(*)"
    return f"{within} - {_count(measure.judged)}"


def _numerator(measure: Measure, exact: frozenset[str]) -> str:
    judged = measure.judged
    if measure.kind is Kind.QUANTILE:
        return f"quantile_cont({measure.value}, {measure.quantile!r}) FILTER (WHERE {judged})"
    if measure.kind is Kind.DISTINCT:
        return f"count(DISTINCT {measure.value}) FILTER (WHERE {judged})"
    if measure.value:
        return _sum(measure.value, judged, exact)
    condition = f" AND ({measure.numerator})" if measure.numerator else ""
    return _count(f"{judged}{condition}")


def _denominator(measure: Measure, exact: frozenset[str]) -> str:
    judged = measure.judged
    if measure.denominator_view:
        return "NULL"
    if measure.weight:
        return _sum(measure.weight, judged, exact)
    condition = f" AND ({measure.denominator})" if measure.denominator else ""
    return _count(f"{judged}{condition}")


def _foreign_part(measure: Measure, exact: frozenset[str]) -> Part:
    if measure.weight:
        return Part(measure, "NULL", _sum(measure.weight, "TRUE", exact), "0")
    return Part(measure, "NULL", _count(measure.denominator or "TRUE"), "0")


def pass_sql(one: Pass, cuts: Sequence[Cut], period: Period, monthly: bool) -> str:
    """Return the SQL of a pass: one row a cut, subject and month (or the whole period).

    Columns: the grouping mask over the columns of ``cut_columns`` in order, the first day of the bucket, those columns,
    then numerator, denominator and rows not judged of each part in order.
    """
    at = f"({one.at})"
    columns = cut_columns(cuts)
    names = [quoted(column) for column in columns]
    bucket = f"date_trunc('month', {at})::DATE" if monthly else literal(period.starts)
    figures = [
        f"{part.numerator} AS n{i}, {part.denominator} AS d{i}, {part.silent} AS s{i}"
        for i, part in enumerate(one.parts)
    ]
    mask, groups = _grouped(cuts, names, monthly)
    shown = [f"CAST({name} AS VARCHAR) AS subject_{i}" for i, name in enumerate(names)]
    kept = f"{at} BETWEEN {literal(period.starts)} AND {literal(period.ends)}"
    source = f"(SELECT *, {bucket} AS bucket FROM {quoted(one.view)} WHERE {kept})"
    day = bucket if not monthly else "bucket"
    chosen = ", ".join([f"{mask} AS mask", f"{day} AS bucket", *shown, *figures])
    return f"SELECT {chosen} FROM {source} GROUP BY {groups}"


def _grouped(cuts: Sequence[Cut], names: Sequence[str], monthly: bool) -> tuple[str, str]:
    """Return the grouping mask and what a pass groups by.

    One cut of a whole period groups by its columns alone, a tenth quicker than by sets with the day they all share. Without
    columns that day stays, so that no rows make no group.
    """
    if len(cuts) == 1 and names:
        return "0", ", ".join([*(["bucket"] if monthly else []), *names])
    sets = ", ".join("(" + ", ".join(["bucket", *map(quoted, cut)]) + ")" for cut in cuts)
    return (f"GROUPING({', '.join(names)})" if names else "0"), f"GROUPING SETS ({sets})"


def cut_columns(cuts: Sequence[Cut]) -> tuple[str, ...]:
    """Return the columns of all cuts, each once, in the order they appear."""
    return tuple(dict.fromkeys(column for cut in cuts for column in cut))


def cut_mask(cut: Cut, columns: Sequence[str]) -> int:
    """Return the value of GROUPING for a cut: a bit is set where the column is not part of it, the first highest."""
    return sum(1 << (len(columns) - 1 - i) for i, column in enumerate(columns) if column not in cut)


def state_sql(measure: Measure, cut: Cut, spans: Sequence[Period]) -> str:
    """Return the SQL of a state: rows open at the end of each span, and rows whose dates cannot be judged.

    Running plus and minus one: a row counts from the span it opens in to the span before it closes. Rows are counted once by
    the spans they open and close in; what runs afterwards runs over those few counts.
    Columns: subject, last day of the span, open, not judged.
    """
    names, columns = _subjects(cut)
    judged, silent = measure.judged, measure.silent
    starts, until = f"CAST({measure.starts} AS DATE)", f"CAST({measure.until or 'NULL'} AS DATE)"
    ends = ", ".join(f"({literal(span.ends)})" for span in spans)
    by = "".join(f"{name}, " for name in names)
    parted = f"PARTITION BY {', '.join(names)} " if names else ""
    counted = _count(f"{judged} AND {starts} IS NOT NULL")
    unjudged = _count(f"({silent}) OR ({judged} AND {starts} IS NULL)")
    return (
        f"WITH held AS (SELECT {columns}{_span_of(starts, spans)} AS opened, {_span_of(until, spans)} AS closed, "
        f"{counted} AS rows, {unjudged} AS silent FROM {quoted(measure.view)} GROUP BY ALL), "
        f"months AS (SELECT * FROM (VALUES {ends}) AS v(ends)), "
        f"moves AS (SELECT {by}opened AS ends, rows AS step, 0 AS silent FROM held WHERE opened IS NOT NULL "
        f"UNION ALL SELECT {by}closed, -rows, 0 FROM held WHERE closed IS NOT NULL "
        f"UNION ALL SELECT {by}months.ends, 0, held.silent FROM held, months), "
        f"placed AS (SELECT {by}ends, sum(step) AS step, sum(silent) AS silent FROM moves GROUP BY ALL) "
        f"SELECT [{', '.join(names)}], ends, CAST(sum(step) OVER ({parted}ORDER BY ends) AS BIGINT), "
        "CAST(silent AS BIGINT) FROM placed"
    )


def _span_of(day: str, spans: Sequence[Period]) -> str:
    """Return the last day of the span a day falls in or comes before, NULL after the last."""
    ends = sorted(literal(span.ends) for span in spans)
    return "CASE " + " ".join(f"WHEN {day} <= {end} THEN {end}" for end in ends) + " END"


def survival_sql(measure: Measure, cut: Cut, period: Period) -> str:
    """Return the SQL of a survival table: subject, time, events at that time, rows leaving at that time, rows not judged."""
    names, columns = _subjects(cut)
    judged = measure.judged
    kept = f"({measure.at}) BETWEEN {literal(period.starts)} AND {literal(period.ends)}"
    return (
        f"SELECT [{', '.join(names)}] AS subject, time, events, leaving, silent FROM ("
        f"SELECT {columns}CASE WHEN {judged} THEN {measure.value} END AS time, "
        f"{_count(f'{judged} AND ({measure.observed})')} AS events, "
        f"{_count(judged)} AS leaving, {_count(measure.silent)} AS silent "
        f"FROM {quoted(measure.view)} WHERE {kept} GROUP BY ALL) ORDER BY ALL"
    )


def _subjects(cut: Cut) -> tuple[list[str], str]:
    """Return the names of a subject's parts, and the columns they are; grouping by a list of them costs five times as much."""
    names = [f"subject_{i}" for i in range(len(cut))]
    columns = (
        f"CAST({quoted(column)} AS VARCHAR) AS {name}, " for column, name in zip(cut, names, strict=True)
    )
    return names, "".join(columns)
