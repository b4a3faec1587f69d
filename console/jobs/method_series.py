"""Owns control charts, intervals, inequality and survival on a file that is no extract. It refuses missing values as zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from console.domain.ports import Progress
from console.engine.columns import quoted
from console.engine.datafile import (
    DATA,
    CellCounts,
    cell_counts,
    labels,
    number_sql,
    numbers,
    plain_sql,
)
from console.errors import UsageError
from console.jobs.method import DataFile, attempted, opened_data, require_known
from console.methods.control_alarms import false_alarms
from console.methods.control_charts import (
    ControlChart,
    cusum,
    cusum_chart,
    ewma,
    g_chart,
    p_chart,
    t_chart,
    u_chart,
    xmr,
)
from console.methods.control_checks import Dependence, FalseAlarms, dependence
from console.methods.control_rules import rule_set_names
from console.methods.inequality import gini, hhi
from console.methods.intervals import (
    Estimate,
    mean_interval,
    newcombe,
    poisson_rate_interval,
    proportion,
    quantile_interval,
)
from console.methods.survival import Median, Step, curve_from_table, median_from_table

CHARTS = ("xmr", "p", "u", "g", "t", "ewma", "cusum")
SMOOTHED = frozenset({"ewma", "cusum"})
INTERVALS = ("proportion", "rate", "mean", "quantile")
LONGEST = 10_000  # points of a chart; beyond it nobody sees one
ENOUGH = 12  # points below which a check for dependence says nothing


@dataclass(frozen=True, slots=True)
class ChartRequest:
    """A control chart of ``column`` (divided by ``denominator`` in a p or u chart), in the order of ``order``."""

    column: str
    kind: str = "xmr"
    denominator: str = ""
    order: str = ""
    rules: str = "nhs"
    baseline: int | None = None
    screening: bool = True
    laney: bool = False


@dataclass(frozen=True, slots=True)
class ChartOutcome:
    """The chart, the label of each point, its cells, and what makes it cry wolf (None where too short to say)."""

    chart: ControlChart
    labels: tuple[str, ...]
    cells: CellCounts
    dependence: Dependence | None
    false_alarms: FalseAlarms | None


def control_chart(file: DataFile, request: ChartRequest, progress: Progress) -> ChartOutcome:
    """Judge a series.

    Raises UsageError for a chart, a rule set or a column that does not exist, and for a series the chart cannot take.
    """
    require_known("method-chart", request.kind, CHARTS)
    require_known("method-rules", request.rules, rule_set_names())
    if (request.kind in ("p", "u")) != bool(request.denominator):
        raise UsageError("method-denominator", kind=request.kind)
    columns = (request.column, request.denominator) if request.denominator else (request.column,)
    with opened_data(file, progress, *columns, request.order) as session:
        cells = cell_counts(session, request.column)
        if not 0 < cells.rows <= LONGEST:
            raise UsageError("method-chart-length", count=cells.rows, limit=LONGEST)
        told = numbers(session, columns, order=request.order)
        named = tuple(labels(session, request.order, request.order)) if request.order else ()
    chart = attempted(request.column, lambda: _chart(request, [row[1:] for row in told]))
    rows = [row for row in told if row[1] is not None]
    long_enough = len(rows) >= ENOUGH
    raw = [
        value for value in chart.values if value is not None
    ]  # sums and averages lean on each other by design
    values = [float(row[1] or 0.0) for row in rows] if request.kind in SMOOTHED else raw
    return ChartOutcome(
        chart,
        named or tuple(str(number) for number in range(1, cells.rows + 1)),
        cells,
        dependence(values) if long_enough else None,
        _alarms(request, chart, rows) if long_enough else None,
    )


def _alarms(
    request: ChartRequest, chart: ControlChart, rows: Sequence[tuple[Any, ...]]
) -> FalseAlarms | None:
    sizes = [float(row[2] or 0.0) for row in rows] if request.denominator else []
    if request.kind == "p" and not all(size.is_integer() for size in sizes):
        return None
    return false_alarms(
        request.kind,
        len(rows),
        rules=request.rules,
        screening=request.screening,
        centre=chart.centre,
        sizes=sizes,
    )


def _chart(request: ChartRequest, rows: list[tuple[float | None, ...]]) -> ControlChart:
    values = [row[0] for row in rows]
    if request.kind == "xmr":
        return xmr(values, screening=request.screening, baseline=request.baseline, rules=request.rules)
    top = _whole(request.column, values)
    if request.kind in ("p", "u"):
        below = _whole(request.denominator, [row[1] for row in rows])
        made = p_chart if request.kind == "p" else u_chart
        return made(top, below, laney=request.laney, rules=request.rules)
    if request.kind == "ewma":
        return ewma(top)
    if request.kind == "cusum":
        return cusum_chart(cusum(top))
    return (g_chart if request.kind == "g" else t_chart)(top, rules=request.rules)


def _whole(column: str, values: Sequence[float | None]) -> list[float]:
    """Charts of counts need every point: a gap would move the limits of all others."""
    held = [value for value in values if value is not None]
    if len(held) != len(values):
        raise UsageError("method-gap", column=column, count=len(values) - len(held))
    return held


@dataclass(frozen=True, slots=True)
class IntervalRequest:
    """An interval of one kind for ``column``, for each value of ``by``; ``share`` is that of a quantile."""

    column: str
    kind: str = "proportion"
    denominator: str = ""
    by: str = ""
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class GroupEstimate:
    """The estimate of one group (its name empty where there is one only), and what it rests on."""

    group: str
    estimate: Estimate
    numerator: float | None
    denominator: float | None


@dataclass(frozen=True, slots=True)
class IntervalOutcome:
    """Every group's estimate; ``difference`` (point, low, high) of the first and second share where there are two."""

    groups: tuple[GroupEstimate, ...]
    cells: CellCounts
    difference: tuple[float, float, float] | None


def interval(file: DataFile, request: IntervalRequest, progress: Progress) -> IntervalOutcome:
    """Estimate with a 95 % interval; cells without a value are left out and counted.

    A proportion is of the rows whose cell is 1 among those where it is 0 or 1, or of ``denominator`` summed. Raises
    UsageError for a kind or column that does not exist, and for numbers the interval is not made for.
    """
    require_known("method-interval", request.kind, INTERVALS)
    if request.kind == "rate" and not request.denominator:
        raise UsageError("method-denominator", kind=request.kind)
    columns = (request.column, request.denominator) if request.denominator else (request.column,)
    with opened_data(file, progress, *columns, request.by) as session:
        cells = cell_counts(session, request.column)
        rows = numbers(session, columns, by=request.by)
    groups: dict[str, list[tuple[float, ...]]] = {}
    for name, *values in rows:
        if None not in values:
            groups.setdefault(str(name), []).append(tuple(values))
    if not groups:
        raise UsageError("method-nothing", column=request.column, rows=cells.rows)
    told = attempted(
        request.column, lambda: tuple(_estimate(request, name, groups[name]) for name in sorted(groups))
    )
    return IntervalOutcome(told, cells, _difference(request, told))


def _estimate(request: IntervalRequest, name: str, rows: list[tuple[float, ...]]) -> GroupEstimate:
    values = [row[0] for row in rows]
    below = sum(row[1] for row in rows) if request.denominator else float(len(values))
    if request.kind == "quantile":
        return GroupEstimate(name, quantile_interval(values, request.share), None, None)
    total = sum(values)
    if request.kind == "proportion":
        if not float(total).is_integer() or not float(below).is_integer() or min(values) < 0:
            raise ValueError("counts are whole and not negative")
        return GroupEstimate(name, proportion(int(total), int(below)), total, below)
    if request.kind == "rate":
        if below <= 0 or total < 0:
            raise ValueError("exposure above zero, events not negative")
        low, high = poisson_rate_interval(total, below)
        return GroupEstimate(name, Estimate(total / below, low, high, len(values)), total, below)
    return GroupEstimate(name, _mean(values), total, below)


def _mean(values: list[float]) -> Estimate:
    size = len(values)
    mean = sum(values) / size
    if size < 2:
        return Estimate(mean, None, None, size)
    deviation = (sum((value - mean) ** 2 for value in values) / (size - 1)) ** 0.5
    return Estimate(mean, *mean_interval(mean, deviation, size), size)


def _difference(
    request: IntervalRequest, told: tuple[GroupEstimate, ...]
) -> tuple[float, float, float] | None:
    if request.kind != "proportion" or len(told) != 2:
        return None
    pairs = [(int(one.numerator or 0), int(one.denominator or 0)) for one in told]
    return newcombe(pairs[0], pairs[1])


@dataclass(frozen=True, slots=True)
class InequalityOutcome:
    """Gini coefficient and Herfindahl-Hirschman index of the positive and zero values of a column, or of its groups' sums."""

    gini: float
    hhi: float
    n: int
    total: float
    cells: CellCounts


def inequality(file: DataFile, column: str, by: str, progress: Progress) -> InequalityOutcome:
    """Measure how unequally a column is spread over the rows, or over the values of ``by``.

    Raises UsageError for a column that does not exist, a negative value, or nothing but zeros.
    """
    with opened_data(file, progress, column, by) as session:
        cells = cell_counts(session, column)
        rows = numbers(session, (column,), by=by)
    held = [(str(name), value) for name, value in rows if value is not None]
    if any(value < 0 for _, value in held):
        raise UsageError("method-negative", column=column)
    sums: dict[str, float] = {}
    for name, value in held:
        sums[name] = sums.get(name, 0.0) + value
    values = list(sums.values()) if by else [value for _, value in held]
    return attempted(
        column, lambda: InequalityOutcome(gini(values), hhi(values), len(values), sum(values), cells)
    )


@dataclass(frozen=True, slots=True)
class SurvivalGroup:
    """The median and the curve of one group."""

    group: str
    n: int
    events: int
    median: Median
    curve: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class SurvivalOutcome:
    """Every group's curve; ``unusable`` rows have no time, a negative one, or an event that is neither 0 nor 1."""

    groups: tuple[SurvivalGroup, ...]
    rows: int
    unusable: int


YES, NO = "'1', 'true', 't', 'yes', 'y', '是'", "'0', 'false', 'f', 'no', 'n', '否'"


def kaplan_meier(file: DataFile, column: str, event: str, by: str, progress: Progress) -> SurvivalOutcome:
    """Estimate how long things take where some still wait: ``event`` is 1 where it happened, 0 where it has not yet.

    Raises UsageError for a column that does not exist, and where no row can be used.
    """
    group = f"coalesce(CAST({quoted(by)} AS VARCHAR), '')" if by else "''"
    told = f"lower({plain_sql(event)})" if event else "'1'"
    happened = f"CASE WHEN {told} IN ({YES}) THEN 1 WHEN {told} IN ({NO}) THEN 0 END"
    with opened_data(file, progress, column, event, by) as session:
        rows = session.rows(
            f"WITH one AS (SELECT {group} AS g, {number_sql(column)} AS t, {happened} AS e FROM {DATA}) "
            "SELECT g, t, sum(e), count(*) FROM one WHERE t >= 0 AND e IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2",
            progress,
        )
        total = int(session.row(f"SELECT count(*) FROM {DATA}")[0])
    tables: dict[str, list[tuple[float, int, int]]] = {}
    for name, time, events, leaving in rows:
        tables.setdefault(str(name), []).append((float(time), int(events), int(leaving)))
    if not tables:
        raise UsageError("method-nothing", column=column, rows=total)
    groups = tuple(_survival(name, table) for name, table in tables.items())
    return SurvivalOutcome(groups, total, total - sum(one.n for one in groups))


def _survival(name: str, table: list[tuple[float, int, int]]) -> SurvivalGroup:
    leaving, events = sum(row[2] for row in table), sum(row[1] for row in table)
    return SurvivalGroup(name, leaving, events, median_from_table(table), curve_from_table(table))
