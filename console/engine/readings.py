"""Owns the readings of measures: which can be computed, what they say, with which doubt. It refuses zero for missing."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager

from console.domain.catalogue import Catalogue
from console.domain.measure import Kind, Measure, Reading
from console.domain.payee_groups import PayeeDecisions
from console.domain.period import Period, month_of
from console.domain.ports import Progress, stop_if_cancelled
from console.domain.view import EVERY_ROW, resolve
from console.engine.compile import (
    FUSED,
    Cut,
    pass_sql,
    passes,
    state_sql,
    survival_sql,
)
from console.engine.connection import Connection
from console.engine.derived import derive, inner_cut, inner_sql, looks_through, told
from console.engine.figures import in_order, nothing, of_halves, survived
from console.engine.payees import provide_payees
from console.engine.session import Row
from console.engine.spans import Halves, Span, adds_up, dated_views, merge, months_of, summed
from console.engine.standins import Use, families, standing_in
from console.engine.subset import columns_of
from console.engine.views import literal, set_period

NO_SUBJECT = "no-such-cut"
ABSENT = "absent"
EXACTLY = (
    "SELECT column_name FROM system.main.duckdb_columns() WHERE database_name IN ('memory', 'temp') AND table_name = {view} "
    "AND (data_type IN ('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT') OR data_type LIKE 'DECIMAL(%')"
)


@functools.lru_cache(maxsize=4096)
def _columns(measure_id: str, expressions: tuple[str, ...]) -> frozenset[str]:
    found = [columns_of(f"{measure_id}.toml", expression) for expression in expressions]
    return frozenset().union(*found)


def needs_of(measure: Measure, catalogue: Catalogue, cut: Cut = ()) -> frozenset[str]:
    """Return the contract tables and columns a measure rests on, through views and the measures it derives from."""
    if measure.kind is Kind.DERIVED:
        inner = inner_cut(measure, cut)
        parts = [needs_of(catalogue.measures[name], catalogue, inner) for name in measure.inputs]
        return frozenset().union(*parts)
    names = {
        f"{measure.view}.{column}"
        for column in (*_columns(measure.id, measure.expressions()), *cut, EVERY_ROW)
    }
    if measure.denominator_view:
        foreign = tuple(e for e in (measure.denominator, measure.weight, measure.denominator_at) if e)
        columns = (*_columns(measure.id, foreign), *cut, EVERY_ROW)
        names |= {f"{measure.denominator_view}.{column}" for column in columns}
    return resolve(frozenset(names), catalogue.views)


def lacking(
    measure: Measure, catalogue: Catalogue, missing: frozenset[str], cut: Cut = ()
) -> tuple[str, ...]:
    """Return what a measure rests on and the extract lacks."""
    needed = needs_of(measure, catalogue, cut)
    return tuple(sorted(name for name in needed if name in missing or name.partition(".")[0] in missing))


def can_cut(measure: Measure, catalogue: Catalogue, cut: Cut) -> bool:
    """Say whether every view the measure rests on has the columns of the cut."""
    if measure.kind is Kind.DERIVED:
        inner = inner_cut(measure, cut)
        return all(can_cut(catalogue.measures[name], catalogue, inner) for name in measure.inputs)
    views = [measure.view, *([measure.denominator_view] if measure.denominator_view else [])]
    return all(column in catalogue.views[view].subjects for view in views for column in cut)


class Reader:
    """Reads measures of one opened extract; ``missing`` names the contract tables and columns the extract lacks."""

    def __init__(
        self,
        session: Connection,
        catalogue: Catalogue,
        missing: frozenset[str],
        progress: Progress,
        payees: PayeeDecisions | None = None,
    ) -> None:
        self._session = session
        self._catalogue = catalogue
        self._missing = missing
        self._progress = progress
        self._payees = payees or PayeeDecisions()  # by which measures look through vendors
        self._halves: Halves = {}  # of the months read last
        self._exactly: dict[str, frozenset[str]] = {}  # view → columns of whole numbers and decimals

    def read(
        self, measures: Iterable[Measure], cuts: Sequence[Cut], period: Period, monthly: bool = False
    ) -> tuple[Reading, ...]:
        """Return a reading for each measure, cut, subject found and month (or the whole period)."""
        return self.read_spans(measures, cuts, [(period, monthly)])[0]

    def read_spans(
        self,
        measures: Iterable[Measure],
        cuts: Sequence[Cut],
        spans: Sequence[Span],
        heard: Callable[[Span, tuple[Reading, ...]], None] | None = None,
    ) -> list[tuple[Reading, ...]]:
        """Return the readings of each span, whole or by month; ``heard`` gets each as soon as it is there.

        Spans share the tables that stand in for views as far as those say the same; a whole period whose months are read
        anyway is their sum.
        """
        asked = sorted(
            dict.fromkeys(spans), key=lambda span: not span[1]
        )  # months first: others may be their sums
        chosen, by_span = tuple(measures), heard is not None and len(asked) > 1
        found: dict[Span, tuple[Reading, ...]] = dict.fromkeys(asked, ())

        def tell(span: Span, readings: Sequence[Reading]) -> None:
            found[span] = tuple(sorted((*found[span], *readings), key=in_order))
            if heard is not None and by_span:
                heard(span, found[span])

        for family in [chosen] if by_span else self._families(chosen, cuts):
            self._related(family, cuts, asked, tell)
        if heard is not None and not by_span:
            for span in asked:
                heard(span, found[span])
        return [found[span] for span in spans]

    def _families(self, measures: Sequence[Measure], cuts: Sequence[Cut]) -> list[list[Measure]]:
        """Part measures that share neither a pass nor a table: a family's tables go before those of the next are made."""
        alone = {measure.id: self._uses([measure], cuts) for measure in measures}
        parted = families(self._catalogue.views, alone, self._uses(measures, cuts))
        return [[measure for measure in measures if measure.id in family] for family in parted]

    def _related(
        self,
        measures: Sequence[Measure],
        cuts: Sequence[Cut],
        asked: Sequence[Span],
        tell: Callable[[Span, Sequence[Reading]], None],
    ) -> None:
        """Tell the readings of each span, over tables that stand for as long as one of the spans reads them."""
        views = self._catalogue.views
        months, dated = months_of(asked), dated_views(views)
        own = {span: [m for m in measures if not adds_up(m, span, months, dated)] for span in asked}
        uses = {span: self._uses(own[span], cuts) for span in asked}
        (cut_off,) = self._session.row("SELECT cut_off FROM period")
        self._halves = {}
        with self._standing([use for span in asked for use in uses[span]], frozenset(views) - dated):
            for ends in dict.fromkeys(period.ends for period, _ in asked):
                alike = [span for span in asked if span[0].ends == ends]
                set_period(self._session, alike[0][0], cut_off)
                with self._standing([use for span in alike for use in uses[span]], dated):
                    for span in alike:
                        tell(span, self._span(measures, own[span], cuts, span))

    def _standing(self, uses: Sequence[Use], among: frozenset[str]) -> AbstractContextManager[None]:
        return standing_in(self._session, self._catalogue.views, uses, self._progress, among)

    def _span(
        self, measures: Sequence[Measure], own: Sequence[Measure], cuts: Sequence[Cut], span: Span
    ) -> list[Reading]:
        period, monthly = span
        found = self._read(own, cuts, period, monthly)
        found += self._from_months([m for m in measures if m not in own], cuts, period)
        return found + self._absent(measures, cuts, found, period)

    def _from_months(self, measures: Sequence[Measure], cuts: Sequence[Cut], period: Period) -> list[Reading]:
        wanted = {measure.id: self._possible(measure, cuts) for measure in measures}
        halves = summed(self._halves, wanted, period)
        return self._silent(measures, cuts, period) + of_halves(measures, halves, period, False)

    def _read(
        self, measures: Sequence[Measure], cuts: Sequence[Cut], period: Period, monthly: bool
    ) -> list[Reading]:
        plain = [m for m in measures if m.kind is not Kind.DERIVED]
        found = self._silent(measures, cuts, period)
        for batch in self._batches(plain, cuts):
            found += self._fused(*batch, period, monthly)
        for measure in measures:
            stop_if_cancelled(self._progress)
            for cut in self._possible(measure, cuts):
                found += self._single(measure, cut, period, monthly)
        return found

    def _uses(self, measures: Sequence[Measure], cuts: Sequence[Cut]) -> list[Use]:
        """Return the queries that reading takes, as far as views are concerned: fused parts of one pass are one."""
        found: dict[tuple[str, ...], set[str]] = {}
        for measure in measures:
            for cut in self._possible(measure, cuts):
                if measure.kind is Kind.DERIVED:
                    inputs = [self._catalogue.measures[name] for name in measure.inputs]
                    for use in self._uses(inputs, [inner_cut(measure, cut)]):
                        inner = use.columns or frozenset()
                        found.setdefault((use.view, measure.id, *sorted(inner)), set()).update(inner)
                    continue
                own = () if measure.kind in FUSED else (measure.id, *cut)
                held = found.setdefault((measure.view, measure.at, *own), set())
                held |= {*_columns(measure.id, measure.expressions()), *cut}
                if measure.denominator_view:
                    foreign = tuple(
                        e for e in (measure.denominator, measure.weight, measure.denominator_at) if e
                    )
                    held = found.setdefault((measure.denominator_view, measure.denominator_at), set())
                    held |= {*_columns(measure.id, foreign), *cut}
        return [Use(key[0], frozenset(columns)) for key, columns in found.items()]

    def _possible(self, measure: Measure, cuts: Sequence[Cut]) -> list[Cut]:
        return [
            cut
            for cut in cuts
            if can_cut(measure, self._catalogue, cut)
            and not lacking(measure, self._catalogue, self._missing, cut)
        ]

    def _silent(self, measures: Iterable[Measure], cuts: Sequence[Cut], period: Period) -> list[Reading]:
        found = []
        for measure in measures:
            for cut in cuts:
                absent = lacking(measure, self._catalogue, self._missing, cut)
                reason = ", ".join(absent) if absent else NO_SUBJECT
                if absent or not can_cut(measure, self._catalogue, cut):
                    found.append(nothing(measure, cut, "", period, reason))
        return found

    def _batches(
        self, measures: Sequence[Measure], cuts: Sequence[Cut]
    ) -> list[tuple[list[Measure], list[Cut]]]:
        """Group measures by the cuts they can be read at, so that each group fuses whole."""
        groups: dict[tuple[Cut, ...], list[Measure]] = {}
        for measure in measures:
            groups.setdefault(tuple(self._possible(measure, cuts)), []).append(measure)
        return [(group, list(possible)) for possible, group in groups.items() if possible]

    def _fused(
        self, measures: list[Measure], cuts: list[Cut], period: Period, monthly: bool
    ) -> list[Reading]:
        merged: Halves = {}
        for one in passes(measures, self._exact(measures)):
            stop_if_cancelled(self._progress)
            self._progress.report(None, "measures", view=one.view)
            rows = self._session.rows(pass_sql(one, cuts, period, monthly), self._progress)
            merge(merged, one, cuts, rows)
        if monthly:
            self._halves |= merged
        return of_halves(measures, merged, period, monthly)

    def _exact(self, measures: Sequence[Measure]) -> dict[str, frozenset[str]]:
        """Return the columns of the views of measures that hold whole numbers or decimals."""
        named = {view for measure in measures for view in (measure.view, measure.denominator_view) if view}
        for view in named - set(self._exactly):
            rows = self._session.rows(EXACTLY.format(view=literal(view)))
            self._exactly[view] = frozenset(str(name) for (name,) in rows)
        return self._exactly

    def _single(self, measure: Measure, cut: Cut, period: Period, monthly: bool) -> list[Reading]:
        if measure.kind is Kind.STATE:
            return self._state(measure, cut, period, monthly)
        if measure.kind is Kind.SURVIVAL:
            spans = period.months() if monthly else (period,)
            return [reading for span in spans for reading in self._survival(measure, cut, span)]
        if measure.kind is Kind.DERIVED:
            inputs = [self._catalogue.measures[name] for name in measure.inputs]
            if looks_through(measure):
                provide_payees(self._session, self._progress, self._payees)
            sql = inner_sql(measure, inputs, cut, period, monthly)
            if sql is not None:
                return told(measure, cut, self._session.rows(sql, self._progress), period, monthly)
            return derive(measure, cut, self._read(inputs, [inner_cut(measure, cut)], period, monthly))
        return []

    def _state(self, measure: Measure, cut: Cut, period: Period, monthly: bool) -> list[Reading]:
        months = period.months()
        spans = months if monthly else months[-1:]
        rows = self._session.rows(state_sql(measure, cut, spans), self._progress)
        return [
            Reading(
                measure.id,
                measure.version,
                "|".join(cut),
                "|".join(str(part) for part in subject),
                month_of(ends) if monthly else period,
                open_rows,
                None,
                silent,
                float(open_rows),
            )
            for subject, ends, open_rows, silent in rows
            if None not in subject
        ]

    def _survival(self, measure: Measure, cut: Cut, period: Period) -> list[Reading]:
        rows = self._session.rows(survival_sql(measure, cut, period), self._progress)
        tables: dict[tuple[str, ...], list[Row]] = {}
        for row in rows:
            if None not in row[0]:
                tables.setdefault(tuple(row[0]), []).append(row)
        return [survived(measure, cut, subject, period, table) for subject, table in tables.items()]

    def _absent(
        self, measures: Iterable[Measure], cuts: Sequence[Cut], found: Sequence[Reading], period: Period
    ) -> list[Reading]:
        """Return a reading for every subject that is expected and has none: absent is shown as absent."""
        added, frames = [], dict[tuple[str, str], list[str]]()
        for measure in measures:
            for cut in cuts:
                if (
                    len(cut) != 1
                    or not measure.frame
                    or cut[0] not in self._catalogue.views[measure.frame].subjects
                ):
                    continue
                seen = {r.subject for r in found if r.measure_id == measure.id and r.subject_column == cut[0]}
                if "" in seen:
                    continue
                asked = (measure.frame, cut[0])
                expected = frames[asked] if asked in frames else self._expected(*asked)
                frames[asked] = expected
                added += [nothing(measure, cut, s, period, ABSENT) for s in expected if s not in seen]
        return added

    def _expected(self, frame: str, column: str) -> list[str]:
        sql = f'SELECT DISTINCT CAST("{column}" AS VARCHAR) FROM "{frame}" ORDER BY 1'
        return [row[0] for row in self._session.rows(sql, self._progress) if row[0] is not None]


def by_subject(readings: Iterable[Reading]) -> Mapping[tuple[str, str], Reading]:
    """Return readings of one cut and period by measure and subject."""
    return {(reading.measure_id, reading.subject): reading for reading in readings}
