"""Owns before and after a reform: days, visits, materials, hand-offs and steps of a case as interrupted time series.

It refuses to count a case that was begun under the old process and closed under the new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from console.domain.ports import Progress
from console.engine.session import Row
from console.engine.views import set_period
from console.errors import UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.page_scope import absent, name_column, resolved
from console.jobs.process import require_item
from console.jobs.reform_answers import (
    OUTCOMES,
    ReformAnswer,
    ReformEffect,
    ReformLine,
    ReformOutcome,
    ReformRequest,
)
from console.jobs.scope_sql import day_literal, region_condition, text_literal
from console.jobs.theme_answers import PageScope
from console.methods.interrupted_series import Effect, interrupted

NEEDS = ("case_clock.item_id", "case_clock.submitted_on", "case_clock.closed_on")
OWN = ("reform_measure.item_id", "reform_measure.from_on", "reform_measure.kind")
OUTCOME_NEEDS: Mapping[str, tuple[str, ...]] = {
    "days": ("case_clock.legal_days_used",),
    "visits": ("case_clock.visits",),
    "materials": ("case_clock.materials_asked",),
    "handoffs": ("case_event.case_id", "case_event.organisation_id", "case_event.operator"),
    "steps": ("case_event.case_id", "case_event.step"),
}
DECLARED = ("days", "visits", "materials", "steps")
KINDS = ("fully_online", "zero_trip", "on_the_spot", "no_application", "one_matter", "credential_reuse")
MOST_REFORMS = 2_000
FEWEST_CASES = 30  # on either side, below which an interval would promise too much
Months = dict[date, list[tuple[float, int]]]  # first day → for each outcome the sum and the number of cases


@dataclass(frozen=True, slots=True)
class _Reform:
    """A reform as registered."""

    reform_id: str
    item: str
    organisation: str
    kind: str
    from_on: date
    declared: tuple[float | None, ...]  # before and after of each of DECLARED


def reforms(extract: OpenedExtract, request: ReformRequest, progress: Progress) -> ReformAnswer:
    """Compare before and after; raises UsageError for a reform or a kind that does not exist."""
    asked_date = bool(request.item_id and request.from_on)
    missing = absent(extract, *NEEDS, *(() if asked_date else OWN))
    if missing:
        return ReformAnswer(request, "missing", missing)
    if request.kind and request.kind not in KINDS:
        raise UsageError("reform-kind", name=request.kind, known=", ".join(KINDS))
    if request.item_id and not missing:
        require_item(extract, request.item_id, progress)
    scope = resolved(extract, request.scope)
    set_period(extract.connection, extract.whole_period, extract.cut_off)
    registered = _registered(extract, request, scope)
    if not registered:
        if request.reform_id:
            raise UsageError("reform-unknown", name=request.reform_id)
        return ReformAnswer(request, "none")
    sql = _months_sql(_chosen_sql(request, scope))
    progress.report(0.2, "reform-series")
    series, counts = _series(extract.connection.rows(sql, progress))
    others = _others(extract.connection.rows(_others_sql(), progress)) if not asked_date else {}
    lacking = {name for name in OUTCOMES if absent(extract, *OUTCOME_NEEDS[name])}
    progress.report(0.7, "reform-series")
    groups = _grouped(registered, request.pooled)
    lines = [_line(group, series, counts, others, lacking) for group in groups]
    lines.sort(key=_order)
    return ReformAnswer(request, "", (), tuple(lines), sql)


def _grouped(registered: Sequence[_Reform], pooled: bool) -> list[tuple[_Reform, ...]]:
    """Return what is described together: the reforms of each kind, or each reform alone."""
    if not pooled:
        return [(one,) for one in registered[:MOST_REFORMS]]
    kinds: dict[str, list[_Reform]] = {}
    for one in registered:
        kinds.setdefault(one.kind, []).append(one)
    return [tuple(group) for group in kinds.values()]


def _order(line: ReformLine) -> tuple[bool, float, str]:
    """Put first whose days fell most beyond doubt."""
    mean = line.outcomes[0].mean
    return (mean is None, mean.high if mean else 0.0, line.reform_id)


def _registered(extract: OpenedExtract, request: ReformRequest, scope: PageScope) -> list[_Reform]:
    name = name_column(scope)
    declared = ", ".join(f"r.{what}_{side}" for what in DECLARED for side in ("before", "after"))
    rows = extract.connection.rows(
        f"""WITH chosen AS ({_chosen_sql(request, scope)}),
called AS (SELECT item_id, arg_max({name}, item_version) AS name FROM service_item GROUP BY item_id),
owners AS (SELECT organisation_id, any_value({name}) AS name FROM organisation GROUP BY organisation_id)
SELECT c.reform_id, coalesce(i.name, c.item_id), coalesce(o.name, c.organisation_id, ''), c.kind, c.from_on, {declared}
FROM chosen c LEFT JOIN called i ON i.item_id = c.item_id LEFT JOIN owners o ON o.organisation_id = c.organisation_id
LEFT JOIN reform_measure r ON r.reform_id = c.reform_id
ORDER BY c.reform_id"""
    )
    return [
        _Reform(
            str(row[0]),
            str(row[1]),
            str(row[2]),
            str(row[3] or ""),
            row[4],
            tuple(None if value is None else float(value) for value in row[5:]),
        )
        for row in rows
    ]


def _chosen_sql(request: ReformRequest, scope: PageScope) -> str:
    """Return the reforms looked at: id, item, organisation, kind, first day."""
    if request.item_id and request.from_on:
        item = text_literal(request.item_id)
        return (
            f"SELECT DISTINCT '' AS reform_id, item_id, NULL AS organisation_id, '' AS kind, "
            f"{day_literal(request.from_on)} AS from_on FROM service_case WHERE item_id = {item}"
        )
    told = "item_id IS NOT NULL AND from_on IS NOT NULL"
    if request.reform_id:
        told += f" AND reform_id = {text_literal(request.reform_id)}"
    if request.kind:
        told += f" AND kind = {text_literal(request.kind)}"
    if scope.organisation_id:
        told += f" AND organisation_id = {text_literal(scope.organisation_id)}"
    elif scope.region_id:
        inside = region_condition(scope, "region_id")
        told += f" AND organisation_id IN (SELECT organisation_id FROM organisation WHERE {inside})"
    return f"SELECT reform_id, item_id, organisation_id, kind, from_on FROM reform_measure WHERE {told}"


WALKED = """walked AS (
    SELECT case_id, count(*) AS steps, count(*) FILTER (WHERE operator <> giver OR organisation_id <> sender) AS handoffs
    FROM (
        SELECT case_id, operator, organisation_id, lag(operator) OVER way AS giver, lag(organisation_id) OVER way AS sender
        FROM case_event WINDOW way AS (PARTITION BY case_id ORDER BY occurred_at NULLS LAST, sequence)
    ) GROUP BY case_id
)"""
FIGURES = """sum(c.legal_days_used), count(c.legal_days_used), sum(c.visits), count(c.visits),
       sum(c.materials_asked), count(c.materials_asked), sum(w.handoffs), count(w.handoffs), sum(w.steps), count(w.steps)"""


def _months_sql(chosen: str) -> str:
    """Return for each reform and month of closing the sum and number of each outcome, and the cases left out."""
    return f"""WITH chosen AS ({chosen}),
{WALKED},
sided AS (
    SELECT r.reform_id, c.*, c.submitted_on < r.from_on AND c.closed_on >= r.from_on AS straddles
    FROM chosen r JOIN case_clock c ON c.item_id = r.item_id WHERE c.closed_on IS NOT NULL
)
SELECT c.reform_id, date_trunc('month', c.closed_on)::DATE AS month, c.straddles, count(*) AS cases, {FIGURES}
FROM sided c LEFT JOIN walked w ON w.case_id = c.case_id
GROUP BY c.reform_id, month, c.straddles ORDER BY c.reform_id, month"""


def _others_sql() -> str:
    """Return the same of all items that were never reformed, month by month."""
    return f"""WITH {WALKED}
SELECT date_trunc('month', c.closed_on)::DATE AS month, {FIGURES}
FROM case_clock c LEFT JOIN walked w ON w.case_id = c.case_id
WHERE c.closed_on IS NOT NULL AND c.item_id NOT IN (SELECT item_id FROM reform_measure WHERE item_id IS NOT NULL)
GROUP BY month ORDER BY month"""


def _figures(row: Sequence[object]) -> list[tuple[float, int]]:
    return [
        (float(row[place] or 0), int(row[place + 1] or 0))  # type: ignore[arg-type, call-overload]
        for place in range(0, 2 * len(OUTCOMES), 2)
    ]


def _series(rows: Sequence[Row]) -> tuple[dict[str, Months], dict[str, dict[tuple[date, bool], int]]]:
    series: dict[str, Months] = {}
    counts: dict[str, dict[tuple[date, bool], int]] = {}
    for reform_id, month, straddles, cases, *figures in rows:
        counts.setdefault(str(reform_id), {})[month, bool(straddles)] = int(cases)
        if not straddles:
            series.setdefault(str(reform_id), {})[month] = _figures(figures)
    return series, counts


def _others(rows: Sequence[Row]) -> Months:
    return {month: _figures(figures) for month, *figures in rows}


def _line(
    group: tuple[_Reform, ...],
    series: Mapping[str, Months],
    counts: Mapping[str, Mapping[tuple[date, bool], int]],
    others: Months,
    lacking: set[str],
) -> ReformLine:
    """Describe one reform, or several of a kind laid over each other by months from their dates."""
    before = after = straddling = 0
    for one in group:
        for (month, straddles), cases in counts.get(one.reform_id, {}).items():
            if straddles:
                straddling += cases
            elif month >= one.from_on.replace(day=1):
                after += cases
            else:
                before += cases
    outcomes = tuple(
        _outcome(place, name, group, series, others, name in lacking) for place, name in enumerate(OUTCOMES)
    )
    alone = group[0] if len(group) == 1 else None
    return ReformLine(
        alone.reform_id if alone else group[0].kind,
        alone.item if alone else "",
        alone.organisation if alone else "",
        group[0].kind,
        group[0].from_on if len({one.from_on for one in group}) == 1 else None,
        len(group),
        before,
        after,
        straddling,
        outcomes,
    )


def _steps(later: date, earlier: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _outcome(
    place: int,
    name: str,
    group: tuple[_Reform, ...],
    series: Mapping[str, Months],
    others: Months,
    lacks: bool,
) -> ReformOutcome:
    if lacks:
        return ReformOutcome(name, "missing")
    held = _overlaid(group, series, place)
    if not held:
        return ReformOutcome(name, "short")
    first, last = min(held), max(held)
    span = range(first, last + 1)
    values = [held[step][0] / held[step][1] if step in held and held[step][1] else None for step in span]
    weights = [float(held[step][1]) if step in held else 0.0 for step in span]
    start = -first
    told = ReformOutcome(
        name,
        before=_mean(values[: max(start, 0)], weights),
        after=_mean(values[max(start, 0) :], weights[max(start, 0) :]),
        declared_before=_declared(group, name, 0),
        declared_after=_declared(group, name, 1),
        months=tuple(_label(group, step) for step in span),
        values=tuple(values),
        start=min(max(start, 0), len(values)),
    )
    return _judged(told, values, weights, start, _compared(group, others, place, span))


def _overlaid(
    group: tuple[_Reform, ...], series: Mapping[str, Months], place: int
) -> dict[int, tuple[float, int]]:
    """Add up sums and numbers by months from the date of each reform; a month cut by the date belongs to neither side.

    Of several reforms each is set level with the others before its date, so that a change of mix is no effect.
    """
    held: dict[int, tuple[float, int]] = {}
    levels = _levels(group, series, place)
    for one in group:
        if one.reform_id not in levels:
            continue
        cut = one.from_on.day > 1
        for month, figures in series.get(one.reform_id, {}).items():
            step = _steps(month, one.from_on)
            if cut and step == 0:
                continue
            step -= cut and step > 0
            total, count = held.get(step, (0.0, 0))
            if figures[place][1]:
                set_level = levels[one.reform_id] * figures[place][1]
                held[step] = (total + figures[place][0] + set_level, count + figures[place][1])
    return held


def _levels(group: tuple[_Reform, ...], series: Mapping[str, Months], place: int) -> dict[str, float]:
    """Return how far each reform lies below all of them together before their dates; only those with cases before."""
    sums: dict[str, tuple[float, int]] = {}
    for one in group:
        for month, figures in series.get(one.reform_id, {}).items():
            if _steps(month, one.from_on) < 0 and figures[place][1]:
                total, count = sums.get(one.reform_id, (0.0, 0))
                sums[one.reform_id] = (total + figures[place][0], count + figures[place][1])
    if len(group) == 1:
        return {group[0].reform_id: 0.0}
    whole = sum(count for _, count in sums.values())
    middle = sum(total for total, _ in sums.values()) / whole if whole else 0.0
    return {name: middle - total / count for name, (total, count) in sums.items()}


def _compared(group: tuple[_Reform, ...], others: Months, place: int, span: range) -> list[float | None]:
    """Return the mean of the items that were not reformed, laid over the same months."""
    found: list[float | None] = []
    for step in span:
        total, count = 0.0, 0
        for one in group:
            figures = others.get(_month(one.from_on, step + (one.from_on.day > 1 and step >= 0)))
            if figures is not None:
                total, count = total + figures[place][0], count + figures[place][1]
        found.append(total / count if count else None)
    return found


def _month(day: date, step: int) -> date:
    number = day.year * 12 + day.month - 1 + step
    return date(number // 12, number % 12 + 1, 1)


def _label(group: tuple[_Reform, ...], step: int) -> str:
    if len({one.from_on for one in group}) > 1:
        return f"{step:+d}"
    one = group[0]
    return f"{_month(one.from_on, step + (one.from_on.day > 1 and step >= 0)):%Y-%m}"


def _declared(group: tuple[_Reform, ...], name: str, side: int) -> float | None:
    """Return what was declared before (0) or after (1), on average where there are several."""
    if name not in DECLARED:
        return None
    told = [one.declared[2 * DECLARED.index(name) + side] for one in group]
    held = [value for value in told if value is not None]
    return sum(held) / len(held) if held else None


def _mean(values: Sequence[float | None], weights: Sequence[float]) -> float | None:
    pairs = [(value, weight) for value, weight in zip(values, weights, strict=False) if value is not None]
    total = sum(weight for _, weight in pairs)
    return sum(value * weight for value, weight in pairs) / total if total else None


def _judged(
    told: ReformOutcome,
    values: Sequence[float | None],
    weights: Sequence[float],
    start: int,
    compared: Sequence[float | None],
) -> ReformOutcome:
    if min(sum(weights[: max(start, 0)]), sum(weights[max(start, 0) :])) < FEWEST_CASES:
        return replace(told, why_not="few")
    try:
        found = interrupted(values, weights, start)
    except ValueError:
        return replace(told, why_not="short")
    apart = [
        None if value is None or other is None else value - other
        for value, other in zip(values, compared, strict=True)
    ]
    try:
        against = _effect(interrupted(apart, weights, start).mean)
    except ValueError:
        against = None
    return replace(
        told,
        level=_effect(found.level),
        slope=_effect(found.slope),
        mean=_effect(found.mean),
        compared=against,
        expected=found.expected,
        fitted=found.fitted,
    )


def _effect(found: Effect) -> ReformEffect:
    return ReformEffect(found.point, found.low, found.high)
