"""Owns deadline risk: the chance of each open case to miss its promise, shown only where a backtest beats the 90 % rule.

It refuses to test on what it was fitted to, and to count a case that is still open as one in time.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from console.domain.ports import Progress
from console.engine.session import Row
from console.engine.views import set_period
from console.errors import UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.page_scope import absent, name_column, resolved
from console.jobs.risk_answers import RiskAnswer, RiskLine, RiskRequest, RiskTest
from console.jobs.risk_rows import (
    FEATURES,
    KEPT,
    KEPT_DAILY,
    NEEDS,
    WARNS_AT,
    keep_sql,
    open_sql,
    snapshots_sql,
)
from console.jobs.scope_sql import subject_condition
from console.methods.deadline_risk import (
    FEWEST_LATE,
    Backtest,
    Floats,
    RiskModel,
    RuleChances,
    Snapshots,
    backtest,
    censoring_weights,
    fit,
    rule_chances,
    threshold_of,
)

TESTED = timedelta(days=365)  # the last year tests, what lies before it is fitted
LEAST_FITTED = 50  # late cases below which nothing is fitted
MOST_LINES = 2_000
REASONS = 2


@dataclass(frozen=True, slots=True)
class _Rows:
    """Snapshots with their features and item, rows in the order of case and day."""

    held: Snapshots
    features: Floats
    items: tuple[str, ...]
    cases: int
    censored: int


def deadline_risk(extract: OpenedExtract, request: RiskRequest, progress: Progress) -> RiskAnswer:
    """Fit on the earlier cases, test on the later, fit again on all, and answer for every open case in scope."""
    missing = absent(extract, *NEEDS)
    if missing:
        return RiskAnswer(request, "missing", missing)
    scope = resolved(extract, request.scope)
    set_period(extract.connection, extract.whole_period, extract.cut_off)
    split = _split(extract)
    progress.report(0.05, "risk-rows")
    try:
        for statement in keep_sql(name_column(scope)):
            extract.connection.execute(statement, None, progress)
        return _answered(extract, replace(request, scope=scope), split, progress)
    finally:
        for table in (KEPT, *KEPT_DAILY):
            extract.connection.execute(f"DROP TABLE IF EXISTS {table}")


def require_named_item(extract: OpenedExtract, request: RiskRequest, progress: Progress) -> None:
    """Refuse an item nobody calls so: an empty list would look as if no case were late.

    Raises UsageError risk-item with the nearest name.
    """
    if not request.item:
        return
    item, name = request.item, name_column(request.scope)
    rows = extract.connection.rows(
        f"SELECT DISTINCT {name} FROM service_item WHERE {name} IS NOT NULL", progress
    )
    known = [str(row[0]) for row in rows]
    if item not in known:
        near = difflib.get_close_matches(item, known, 1, 0.0)
        raise UsageError("risk-item", name=item, nearest=near[0] if near else "—")


def _answered(extract: OpenedExtract, request: RiskRequest, split: date, progress: Progress) -> RiskAnswer:
    as_of, name = extract.cut_off, name_column(request.scope)
    earlier = _rows(extract.connection.rows(snapshots_sql(split, None, name, KEPT), progress))
    late = int(np.unique(earlier.held.case[earlier.held.late * earlier.held.weight > 0]).size)
    if late < LEAST_FITTED:
        return RiskAnswer(request, "few", as_of=as_of, split_on=split, fitted=earlier.cases)
    progress.report(0.3, "risk-rows")
    later = _rows(extract.connection.rows(snapshots_sql(as_of, split, name, KEPT), progress))
    progress.report(0.5, "risk-fit")
    whole, items = _tested(earlier, later)
    progress.report(0.7, "risk-fit")
    every = _rows(extract.connection.rows(snapshots_sql(as_of, None, name, KEPT), progress))
    model = _fitted(every)
    threshold = threshold_of(every.held, model.chance(every.features))
    answer = RiskAnswer(
        request,
        "",
        (),
        as_of,
        split,
        every.cases,
        every.censored,
        whole,
        items,
        threshold=threshold,
        weights=tuple(zip(FEATURES, (float(weight) for weight in model.weights), strict=True)),
        sql=snapshots_sql(as_of, None, name),
    )
    progress.report(0.9, "risk-open")
    return _with_open(extract, answer, model, progress)


def _split(extract: OpenedExtract) -> date:
    """Return the last day that is fitted: a year before the end, or two thirds of the way where there is less than two."""
    starts, ends = extract.whole_period.starts, extract.cut_off
    first = extract.connection.row("SELECT min(submitted_on) FROM service_case")[0] or starts
    first = max(first, starts)
    spare = (ends - first) / 3
    return ends - min(TESTED, spare)


def _rows(found: Sequence[Row]) -> _Rows:
    """Turn rows into arrays: case, item, organisation, day, promised, late, known, days, features."""
    if not found:
        empty = np.zeros(0)
        nothing = Snapshots(empty.astype(np.int64), empty, empty, empty, empty, empty.astype(bool))
        return _Rows(nothing, np.zeros((0, len(FEATURES))), (), 0, 0)
    names = {name: place for place, name in enumerate(dict.fromkeys(row[0] for row in found))}
    case = np.array([names[row[0]] for row in found], dtype=np.int64)
    day, promised = (np.array([float(row[place]) for row in found]) for place in (3, 4))
    late = np.array([float(bool(row[5])) for row in found])
    known = np.array([bool(row[6]) for row in found])
    weight = _weights(case, np.array([float(row[7]) for row in found]), known)
    held = Snapshots(case, late, weight, day / promised, promised - day, day >= WARNS_AT * promised)
    censored = int(np.unique(case[~known]).size)
    return _Rows(held, _features(found), tuple(str(row[1]) for row in found), len(names), censored)


def _weights(case: NDArray[np.int64], days: Floats, known: NDArray[np.bool_]) -> Floats:
    """Weigh each case once, whatever the number of its snapshots."""
    _, first = np.unique(case, return_index=True)
    return np.asarray(censoring_weights(days[first], known[first])[case], dtype=float)


def _features(found: Sequence[Row]) -> Floats:
    return np.array([[float(value) for value in row[8:]] for row in found]).reshape(len(found), len(FEATURES))


def _fitted(rows: _Rows) -> RiskModel:
    counted = rows.held.weight > 0
    return fit(rows.features[counted], rows.held.late[counted], rows.held.weight[counted])


def _tested(earlier: _Rows, later: _Rows) -> tuple[RiskTest, tuple[RiskTest, ...]]:
    """Hold model and rule, both made of the earlier cases, against the later ones: of all, and of each item."""
    model, rule = _fitted(earlier), rule_chances(earlier.held)
    threshold = threshold_of(earlier.held, model.chance(earlier.features))
    chances = model.chance(later.features)
    whole = _test("", later.held, chances, rule, threshold)
    items = np.array(later.items, dtype=object)
    told = []
    for item in sorted(set(later.items)):
        chosen = items == item
        told.append(_test(item, later.held.where(chosen), chances[chosen], rule, threshold))
    told.sort(key=lambda one: (not one.wins, not one.enough, -one.late, one.item))
    return whole, tuple(told)


def _test(item: str, held: Snapshots, chances: Floats, rule: RuleChances, threshold: float) -> RiskTest:
    found: Backtest = backtest(held, chances, rule, threshold)
    return RiskTest(
        item,
        found.cases,
        found.late,
        found.model_auc,
        found.rule_auc,
        found.model_brier,
        found.rule_brier,
        found.model_lead,
        found.rule_lead,
        found.wins,
        found.late >= FEWEST_LATE,
    )


def _with_open(
    extract: OpenedExtract, answer: RiskAnswer, model: RiskModel, progress: Progress
) -> RiskAnswer:
    scope = answer.request.scope
    name = name_column(scope)
    condition = subject_condition(scope, "c.")
    rows = extract.connection.rows(open_sql(extract.cut_off, condition, name, KEPT), progress)
    late = extract.connection.row(
        f"SELECT count(*) FROM {KEPT} c WHERE c.closed_on IS NULL AND c.legal_days_used > c.promised_days_allowed"
        + condition
    )[0]
    if answer.request.item:
        rows = [row for row in rows if row[1] == answer.request.item]
    names: dict[str, str] = dict(
        extract.connection.rows(
            f"SELECT organisation_id, any_value({name}) FROM organisation GROUP BY organisation_id"
        )
    )
    shown = {one.item for one in answer.items if one.wins}
    chances = model.chance(_features(rows)) if rows else np.zeros(0)
    told = [
        (row, float(chance) if str(row[1]) in shown else None)
        for row, chance in zip(rows, chances, strict=True)
    ]
    told.sort(key=lambda one: (one[1] is None, -(one[1] or 0.0), -one[0][3] / one[0][4], str(one[0][0])))
    return replace(
        answer,
        lines=tuple(_line(row, chance, names, model) for row, chance in told[:MOST_LINES]),
        open_cases=len(told),
        modelled=sum(chance is not None for _, chance in told),
        late_already=int(late or 0),
    )


def _line(row: Row, chance: float | None, names: dict[str, str], model: RiskModel) -> RiskLine:
    case_id, item, organisation, used, promised = row[:5]
    return RiskLine(
        str(case_id),
        str(item or ""),
        str(names.get(organisation) or organisation or ""),
        int(used),
        int(promised),
        chance,
        used >= WARNS_AT * promised,
        () if chance is None else _reasons(row, model),
    )


def _reasons(row: Row, model: RiskModel) -> tuple[str, ...]:
    """Name the features that raise this case's chance most above the mean case's."""
    values = np.array([float(value) for value in row[8:]])
    raised = model.weights * (values - model.means) / model.deviations
    order = np.argsort(-raised, kind="stable")[:REASONS]
    return tuple(FEATURES[place] for place in order if raised[place] > 0)
