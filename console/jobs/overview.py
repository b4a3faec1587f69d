"""Owns what the overview shows: scores, tiles with their process signal, tallies, the risk matrix, the gravest suspicions.

It refuses to call a suspicion a card: what was confirmed is known to the casebook alone, and joined by whoever holds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from console.domain.index import UnitScore
from console.domain.measure import Measure, Reading
from console.domain.period import Period, month_of
from console.domain.ports import Progress
from console.domain.rule import THEMES, Judgement, Suspicion
from console.engine.readings import Reader
from console.jobs.extract import OpenedExtract
from console.jobs.score import ScoreRequest, Scores, score, subject_names
from console.jobs.supervise import SuperviseRequest, supervise
from console.methods.control_charts import ControlChart
from console.methods.trend_signal import Direction, signal

TILES = ("SVC-001", "SVC-004", "SVC-005", "SVC-012", "SHR-002", "FUND-001")
MONTHS = 24
LEVELS = 5
DIRECTIONS: Mapping[str, Direction] = {"up": "up", "down": "down", "none": "none"}
GRAVITY = {"red": 0, "yellow": 1, "notice": 2}


@dataclass(frozen=True, slots=True)
class OverviewRequest:
    """What to look at: a region or all, an organisation or all, a period and the one to compare with."""

    region_id: str = ""
    organisation_id: str = ""
    period: Period | None = None
    compared: Period | None = None
    index: str = "six-dimensions"
    tiles: tuple[str, ...] = TILES
    english: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """One measure with its months; ``state`` is improved, worse, changed, stable or unknown, ``length`` the run's points."""

    measure_id: str
    value: float | None
    previous: float | None
    unit: str
    digits: int
    direction: str
    target: float | None
    reason: str  # why there is no value
    months: tuple[str, ...]
    series: tuple[float | None, ...]
    low: float | None
    centre: float | None
    high: float | None
    signals: tuple[str, ...]  # "" or better, worse, changed for each month
    state: str
    rule: str
    length: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Suspicions of one theme by severity, and how many rules could not be computed at all."""

    theme: str
    red: int
    yellow: int
    notice: int
    judged: int
    not_computable: int
    silent_rules: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A suspicion with its place in the risk matrix (1 to 5 each)."""

    suspicion: Suspicion
    organisation: str
    likelihood: int
    impact: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the overview shows for one scope."""

    period: Period
    compared: Period | None
    scores: Scores
    previous: tuple[UnitScore, ...]
    tiles: tuple[Tile, ...]
    tallies: tuple[Tally, ...]
    matrix: tuple[tuple[int, ...], ...]  # [likelihood - 1][impact - 1]
    placed: tuple[Placed, ...]  # gravest first
    cases: int
    organisations: int
    judgements: tuple[Judgement, ...]


def overview(extract: OpenedExtract, request: OverviewRequest, progress: Progress) -> Overview:
    """Compute the overview of one scope."""
    period = request.period or extract.period
    compared = request.compared
    scores = score(extract, ScoreRequest(request.index, period), progress)
    previous = score(extract, ScoreRequest(request.index, compared), progress).units if compared else ()
    tiles = read_tiles(extract, request, period, progress)
    judgements = tuple(within(one, request) for one in supervise(extract, SuperviseRequest(), progress))
    placed = place(extract, judgements, request.english)
    cases, organisations = _size(extract, request, period)
    return Overview(
        period,
        compared,
        replace(scores, names=subject_names(extract, scores.index.subject, request.english)),
        previous,
        tiles,
        tallies(extract, judgements),
        matrix(placed),
        placed,
        cases,
        organisations,
        judgements,
    )


def within(judgement: Judgement, request: OverviewRequest) -> Judgement:
    """Return a judgement with the suspicions of the scope alone; clear rows are counted over the whole extract."""
    kept = tuple(one for one in judgement.suspicions if _in_scope(one, request))
    return replace(judgement, suspicions=kept, flagged=len(kept))


def _in_scope(suspicion: Suspicion, request: OverviewRequest) -> bool:
    if request.organisation_id and suspicion.organisation_id != request.organisation_id:
        return False
    return not request.region_id or suspicion.region_id == request.region_id


def read_tiles(
    extract: OpenedExtract, request: OverviewRequest, period: Period, progress: Progress
) -> tuple[Tile, ...]:
    """Read the tiles' measures: the period, the compared one, and the months up to its end."""
    measures = [
        extract.catalogue.measures[name] for name in request.tiles if name in extract.catalogue.measures
    ]
    cut = _cut(request)
    subject = request.organisation_id or request.region_id
    reader = Reader(extract.connection, extract.catalogue, extract.missing, progress)
    now = _of(reader.read(measures, [cut], period), subject)
    before = _of(reader.read(measures, [cut], request.compared), subject) if request.compared else {}
    span = _months_before(period, MONTHS)
    monthly = reader.read(measures, [cut], span, monthly=True)
    return tuple(
        _tile(
            m,
            now.get(m.id),
            before.get(m.id),
            span,
            [r for r in monthly if r.measure_id == m.id and r.subject == subject],
        )
        for m in measures
    )


def _cut(request: OverviewRequest) -> tuple[str, ...]:
    if request.organisation_id:
        return ("organisation_id",)
    return ("region_id",) if request.region_id else ()


def _of(readings: Sequence[Reading], subject: str) -> dict[str, Reading]:
    return {r.measure_id: r for r in readings if r.subject == subject or (not r.subject and r.reason)}


def _months_before(period: Period, count: int) -> Period:
    first = month_of(period.ends)
    for _ in range(count - 1):
        first = first.previous()
    return Period(first.starts, month_of(period.ends).ends)


def _tile(
    measure: Measure, now: Reading | None, before: Reading | None, span: Period, monthly: Sequence[Reading]
) -> Tile:
    by_month = {reading.period.name: reading.value for reading in monthly}
    months = tuple(month.name for month in span.months())
    series = tuple(by_month.get(month) for month in months)
    direction = measure.direction
    found = signal(series, DIRECTIONS[direction])
    chart = found.chart
    flags = chart.flags if chart is not None else ()
    return Tile(
        measure.id,
        now.value if now else None,
        before.value if before else None,
        measure.unit,
        measure.digits,
        direction,
        measure.target,
        now.reason if now else "nothing-judgeable",
        months,
        series,
        *_limits(chart),
        tuple("" if flag is None else _side(flag.side, direction) for flag in flags),
        found.state,
        found.reason,
        found.length,
    )


def _limits(chart: ControlChart | None) -> tuple[float | None, float | None, float | None]:
    return (None, None, None) if chart is None else (chart.lower[-1], chart.centre, chart.upper[-1])


def _side(side: int, direction: str) -> str:
    if direction == "none":
        return "changed"
    return "better" if (side > 0) == (direction == "up") else "worse"


def tallies(extract: OpenedExtract, judgements: Sequence[Judgement]) -> tuple[Tally, ...]:
    """Count suspicions by theme and severity; a rule that could not run at all is counted, not passed over."""
    found = []
    for theme in THEMES:
        held = [one for one in judgements if one.theme == theme]
        counts = dict.fromkeys(GRAVITY, 0)
        for one in held:
            counts[extract.catalogue.rules[one.rule_id].severity] += one.flagged
        found.append(
            Tally(
                theme,
                counts["red"],
                counts["yellow"],
                counts["notice"],
                sum(one.judged for one in held),
                sum(sum(one.not_computable.values()) for one in held),
                sum(bool(one.reason) for one in held),
            )
        )
    return tuple(found)


def place(
    extract: OpenedExtract, judgements: Sequence[Judgement], english: bool = False
) -> tuple[Placed, ...]:
    """Place every suspicion in the risk matrix, the gravest first: severity, risk, money, persons, then rule and key."""
    names = subject_names(extract, "organisation_id", english)
    bands = _bands(extract)
    found = []
    for judgement in judgements:
        rule = extract.catalogue.rules[judgement.rule_id]
        for one in judgement.suspicions:
            impact = max(rule.impact, _impact(one, bands)) if one.amount or one.persons else rule.impact
            found.append(
                Placed(
                    one,
                    names.get(one.organisation_id or "", one.organisation_id or ""),
                    rule.likelihood,
                    impact,
                )
            )
    return tuple(sorted(found, key=_gravity))


def _gravity(one: Placed) -> tuple[int, int, Decimal, int, str, tuple[str, ...]]:
    held = one.suspicion
    return (
        GRAVITY[held.severity],
        -one.likelihood * one.impact,
        -(held.amount or Decimal(0)),
        -(held.persons or 0),
        held.rule_id,
        held.key,
    )


def _bands(extract: OpenedExtract) -> dict[str, float]:
    standard = extract.catalogue.standards.get("impact-bands")
    return dict(standard.values[0].values) if standard else {}


def _impact(suspicion: Suspicion, bands: dict[str, float]) -> int:
    """Return the impact level the amount and the persons reach, 1 to 5."""
    level = 1
    for number in range(2, LEVELS + 1):
        by_amount = suspicion.amount is not None and suspicion.amount >= Decimal(
            str(bands.get(f"amount_{number}", "Infinity"))
        )
        by_persons = (suspicion.persons or 0) >= bands.get(f"persons_{number}", float("inf"))
        level = number if by_amount or by_persons else level
    return level


def matrix(placed: Sequence[Placed]) -> tuple[tuple[int, ...], ...]:
    """Count suspicions by likelihood (rows) and impact (columns)."""
    counts = [[0] * LEVELS for _ in range(LEVELS)]
    for one in placed:
        counts[one.likelihood - 1][one.impact - 1] += 1
    return tuple(tuple(row) for row in counts)


def _size(extract: OpenedExtract, request: OverviewRequest, period: Period) -> tuple[int, int]:
    where = f"submitted_on BETWEEN DATE '{period.starts:%Y-%m-%d}' AND DATE '{period.ends:%Y-%m-%d}'"
    parameters = []
    for column, value in (("region_id", request.region_id), ("organisation_id", request.organisation_id)):
        if value:
            where += f" AND {column} = ?"
            parameters.append(value)
    row = extract.connection.rows(
        f"SELECT count(*), count(DISTINCT organisation_id) FROM service_case WHERE {where}",
        parameters=parameters,
    )[0]
    return int(row[0]), int(row[1])
