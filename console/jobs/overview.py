"""Owns what the overview shows: index and tiles with their process signal; tallies, risk matrix, the gravest suspicions.

It refuses to call a suspicion a card: what was confirmed is known to the casebook alone, and joined by whoever holds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from console.domain.measure import Kind, Measure, Reading
from console.domain.period import Period, month_of
from console.domain.ports import Progress
from console.engine.cache import ReadingsCache
from console.engine.compile import Cut, pass_sql, passes, state_sql, survival_sql
from console.errors import Fact
from console.jobs.extract import OpenedExtract
from console.jobs.overview_answers import Names, Overview, OverviewRequest, RiskPart, Tile
from console.jobs.overview_figures import Figures, Spans, read_figures
from console.jobs.overview_index import DIRECTIONS, read_index, score_now, standing, words_of
from console.jobs.overview_risk import read_risk
from console.jobs.page_scope import absent
from console.jobs.regions import Region, find_region
from console.jobs.score import Scores, find_index, measures_of
from console.jobs.tolerance_excuse import left_out, place

AGAINST_TIME = frozenset({"FUND-001"})  # shares of a year's budget, read against the time gone by
MONTHS = 24


class Share:
    """The part of a job's progress that one of its steps takes; a step that cannot say how far it is moves nothing back."""

    def __init__(self, whole: Progress, start: float, end: float) -> None:
        self._whole = whole
        self._start = start
        self._end = end
        self._reached = 0.0

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        """Pass on how far the whole is."""
        self._reached = max(self._reached, fraction or 0.0)
        self._whole.report(self._start + (self._end - self._start) * self._reached, key, **facts)

    def cancelled(self) -> bool:
        """Say whether the job should stop."""
        return self._whole.cancelled()


def overview(
    extract: OpenedExtract, request: OverviewRequest, progress: Progress, cache: ReadingsCache | None = None
) -> Overview:
    """Compute index and tiles of one scope; ``cache`` answers at once what was read of the same extract before.

    Raises UsageError for an index that does not exist.
    """
    index = find_index(extract, request.index)
    period = request.period or extract.period
    region = find_region(extract, request.region_id)
    spans = Spans(period, request.compared, months_before(period, MONTHS))
    tiles = _tile_measures(extract, request)
    cut, subject = _cut(request, region)
    measures = {measure.id: measure for measure in (*measures_of(extract, index), *tiles)}
    cuts = list(dict.fromkeys([cut, (index.subject,)]))
    share, scoring = Share(progress, 0.0, 0.85), list[Future[Scores]]()

    def ready(now: tuple[Reading, ...]) -> None:
        scoring.append(beside.submit(score_now, extract, index, period, now))

    # the index is simulated while what it is compared with is read
    with left_out(extract, place(extract, request.excused)) as excused, ThreadPoolExecutor(1) as beside:
        figures = read_figures(extract, list(measures.values()), cuts, spans, share, cache, ready)
        progress.report(0.85, "overview-index")
        scores = scoring[0].result()
    regions = names_of(extract, "region")
    unit = region.cut or organisation_region(extract, request.organisation_id)
    cases, active = _size(extract, request, region, period)
    return Overview(
        period,
        request.compared,
        regions.get(request.region_id, {}),
        names_of(extract, "organisation").get(request.organisation_id, {}),
        read_index(extract, index, unit, figures, scores, regions),
        make_tiles(extract, tiles, cut, subject, figures),
        cases,
        active,
        sum(excused.rows.values()),
        len(excused.unplaced),
    )


def overview_risk(extract: OpenedExtract, request: OverviewRequest, progress: Progress) -> RiskPart:
    """Judge with every rule and return the suspicions of one scope: tallies, matrix, the gravest."""
    region = find_region(extract, request.region_id)
    names = {table: names_of(extract, table) for table in ("region", "organisation")}
    periods = (request.period or extract.period, request.compared)
    return read_risk(extract, periods, (region.held, request.organisation_id), names, progress)


def names_of(extract: OpenedExtract, table: str) -> dict[str, Names]:
    """Return the names of regions or organisations by id, in both languages."""
    rows = extract.connection.rows(f"SELECT {table}_id, name, name_en FROM {table} ORDER BY 1")
    return {str(key): words_of(str(name or key), str(english or "")) for key, name, english in rows}


def organisation_region(extract: OpenedExtract, organisation_id: str) -> str:
    """Return the region an organisation stands in, or an empty text."""
    rows = extract.connection.rows(
        "SELECT region_id FROM organisation WHERE organisation_id = ?", parameters=[organisation_id]
    )
    return str(rows[0][0] or "") if rows else ""


def _tile_measures(extract: OpenedExtract, request: OverviewRequest) -> list[Measure]:
    known = extract.catalogue.measures
    return [known[name] for name in request.tiles if name in known]


def make_tiles(
    extract: OpenedExtract, measures: Sequence[Measure], cut: Cut, subject: str, figures: Figures
) -> tuple[Tile, ...]:
    """Make the tiles of the readings: the period, the compared one, and the months up to its end."""
    period = figures.spans.period
    held = figures.of("|".join(cut), frozenset(measure.id for measure in measures))
    now, before = _of(held.now, subject), _of(held.before, subject)
    monthly: dict[str, list[Reading]] = {measure.id: [] for measure in measures}
    for reading in held.months:
        if reading.subject == subject and reading.value is not None:
            monthly[reading.measure_id].append(reading)
    elapsed = _elapsed(extract, period)
    return tuple(
        _tile(m, now.get(m.id), before.get(m.id), monthly[m.id], elapsed, sql_of(extract, m, cut, period))
        for m in measures
    )


def _cut(request: OverviewRequest, region: Region) -> tuple[Cut, str]:
    if request.organisation_id:
        return ("organisation_id",), request.organisation_id
    return (("region_id",), region.cut) if region.cut else ((), "")


def _of(readings: Sequence[Reading], subject: str) -> dict[str, Reading]:
    return {r.measure_id: r for r in readings if r.subject == subject or (not r.subject and r.reason)}


def months_before(period: Period, count: int) -> Period:
    """Return the ``count`` whole months that end with the last month of a period."""
    first = month_of(period.ends)
    for _ in range(count - 1):
        first = first.previous()
    return Period(first.starts, month_of(period.ends).ends)


def _elapsed(extract: OpenedExtract, period: Period) -> float:
    """Return the share of the year gone by at the period's end, or at the cut-off where that is earlier."""
    last = min(period.ends, extract.cut_off)
    days = last.replace(month=12, day=31).timetuple().tm_yday
    return last.timetuple().tm_yday / days


def _tile(
    measure: Measure,
    now: Reading | None,
    before: Reading | None,
    monthly: Sequence[Reading],
    elapsed: float,
    sql: str,
) -> Tile:
    against_time = measure.id in AGAINST_TIME
    found = standing([] if against_time else [r.value for r in monthly], DIRECTIONS[measure.direction])
    return Tile(
        measure.id,
        measure.theme,
        {language: words["name"] for language, words in measure.text.items()},
        {language: words["meaning"] for language, words in measure.text.items()},
        now.value if now else None,
        before.value if before else None,
        measure.unit,
        measure.digits,
        measure.direction,
        measure.target,
        (now.reason or "nothing-judgeable") if now else "nothing-judgeable",
        _float(now.denominator) if now else None,
        now.not_computable if now else 0,
        tuple(r.period.name for r in monthly),
        tuple(r.value for r in monthly if r.value is not None),
        found.limits,
        found.flags,
        found.standing,
        elapsed if against_time else None,
        sql,
    )


def _float(value: object) -> float | None:
    return None if value is None else float(str(value))


def sql_of(extract: OpenedExtract, measure: Measure, cut: Cut, period: Period) -> str:
    """Return the SQL a measure's reading rests on, as it ran."""
    if measure.kind is Kind.DERIVED:
        inputs = [extract.catalogue.measures[name] for name in measure.inputs]
        return "\n\n".join(sql_of(extract, one, cut, period) for one in inputs)
    if measure.kind is Kind.STATE:
        return state_sql(measure, cut, (period,))
    if measure.kind is Kind.SURVIVAL:
        return survival_sql(measure, cut, period)
    return ";\n\n".join(pass_sql(one, [cut], period, False) for one in passes([measure]))


def _size(
    extract: OpenedExtract, request: OverviewRequest, region: Region, period: Period
) -> tuple[int | None, int | None]:
    if absent(extract, "service_case.submitted_on", "service_case.organisation_id"):
        return None, None
    where = f"submitted_on BETWEEN DATE '{period.starts:%Y-%m-%d}' AND DATE '{period.ends:%Y-%m-%d}'"
    chosen: Mapping[str, Sequence[str]] = {
        "region_id": sorted(region.held),
        "organisation_id": [request.organisation_id] if request.organisation_id else [],
    }
    parameters: list[str] = []
    for column, values in chosen.items():
        if values:
            where += f" AND {column} IN ({', '.join('?' * len(values))})"
            parameters += values
    row = extract.connection.rows(
        f"SELECT count(*), count(DISTINCT organisation_id) FROM service_case WHERE {where}",
        parameters=parameters,
    )[0]
    return int(row[0]), int(row[1])
