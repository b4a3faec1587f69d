"""Owns the page of control charts: what is asked of the worker, where each answer goes, and where a click leads.

It refuses to compute, and to show a signal without what speaks against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from console.domain.ports import Progress
from console.gui.context import Page, ViewContext
from console.gui.offers import Hit, PageAction
from console.gui.resting import Resting
from console.gui.scope import Choice, Scope
from console.gui.views.charts.parts import SCANNED, Parts
from console.gui.views.charts.rebase import RebaseDialog
from console.gui.views.charts.wording import column_name, measure_name
from console.gui.words import Named, Words, say
from console.jobs.charts_answers import (
    RULES,
    ChangeAnswer,
    ChangeRequest,
    ControlAnswer,
    ControlRequest,
    MeasureOffer,
    ScanAnswer,
    ScanRequest,
    spans_at,
)
from console.jobs.charts_rebases import RebaseRequest, keep_rebase
from console.jobs.theme_answers import PageScope

FIRST = "SVC-001"


class ChartsPage(Page):
    """The page 控制图."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        self.parts = Parts(context.look)
        self.parts.lay_out(self)
        self._request = ControlRequest(FIRST)
        self._column = SCANNED[0]
        self._named: dict[tuple[str, str], str] = {}  # what the values chosen are called
        self._offers: tuple[MeasureOffer, ...] = ()
        self._chart: ControlAnswer | None = None
        self._names: dict[str, str] = {}
        self._place: int | None = None
        self.dialog: RebaseDialog | None = None
        self._resting = Resting(context, "control-rests", self._mark_rest)
        self._connect()

    def scope_changed(self, scope: Scope) -> None:
        """Read everything again."""
        english = self.look.language == "en"
        held = PageScope(scope.region_id, scope.organisation_id, scope.period, english)
        self._request = replace(self._request, scope=held, subjects=())
        if not self._offers:
            self._ask_offers()
        self._ask_chart()
        self._ask_scan()

    def retranslate(self) -> None:
        """Names of the data come in the language of the reader: read again."""
        if getattr(self, "_chart", None) is not None and self.context.session is not None:
            self.read_again()
            self._show_tools()

    def page_actions(self) -> tuple[PageAction, ...]:
        """Return the SQL behind the chart."""
        return (PageAction("rows", say("charts-sql"), "table-2", self._show_sql, primary=True),)

    def arrived(self, facts: Mapping[str, str]) -> None:
        """Show the measure somebody came with, of the subject they named."""
        if facts.get("measure"):
            self._choose_measure(facts["measure"])

    def command(self, key: str) -> bool:
        """Show the chart as a table, or the SQL of the panel with the keyboard."""
        if key == "as-table":
            self.parts.chart.chart.show_table()
            return True
        return self._show_sql() if key == "show-sql" else False

    def search(self, words: str) -> tuple[Hit, ...]:
        """Offer every measure."""
        return tuple(
            Hit(
                say("charts-measure"),
                Named(one.name),
                lambda found=one.measure_id: self._choose_measure(found),  # type: ignore[misc]
                "chart-line",
                searched=one.measure_id,
            )
            for one in self._offers
        )

    def _connect(self) -> None:
        chart, scan, change = self.parts.chart, self.parts.scan, self.parts.change
        chart.measure_asked.connect(self._choose_measure)
        chart.kind_asked.connect(lambda kind: self._again(replace(self._request, kind=kind)))
        chart.rules_asked.connect(lambda rules: self._again(replace(self._request, rules=rules)))
        chart.screening.changed.connect(
            lambda keys: self._again(replace(self._request, screening=bool(keys)))
        )
        chart.whole_asked.connect(self._choose_whole)
        chart.rebase_asked.connect(self._open_rebase)
        chart.chart.hit.connect(lambda key: self._select(int(key)))
        scan.column_asked.connect(self._choose_column)
        scan.subject_asked.connect(lambda subject: self._choose_subject(self._column, subject))
        change.part_asked.connect(self._choose_subject)

    def _ask_offers(self) -> None:
        ticket = self.context.ask(
            "control-offers", None, say("charts-working"), "control-offers", tuple[MeasureOffer, ...]
        )
        ticket.succeeded.connect(self._take_offers)

    def _take_offers(self, found: object) -> None:
        assert isinstance(found, tuple)
        self._offers = found
        self._show_tools()

    def _ask_chart(self) -> None:
        self._place = None
        self._show_tools()
        ticket = self.context.ask(
            "control-chart", self._request, say("charts-working"), "control-chart", ControlAnswer
        )
        self.parts.chart.state.watch(ticket, self._take_chart, self._ask_chart)

    def _take_chart(self, found: object) -> None:
        assert isinstance(found, ControlAnswer)
        self._chart = found
        flagged = [place for place, one in enumerate(found.points) if one.side]
        self._select(flagged[-1] if flagged else None)
        self.figures_changed.emit(4 * len(found.points))
        number = self.look.phrases.number
        self.subtitle_changed.emit(
            say("charts-subtitle", measure=measure_name(found), points=number(len(found.points)))
        )
        self._resting.ask([found.request.measure_id])
        self._mark_rest()

    def _mark_rest(self) -> None:
        self._resting.mark(self.parts.chart.badge, self._request.measure_id)

    def _ask_scan(self) -> None:
        control = replace(self._request, subjects=self._within(), kind=self._scan_kind())
        request = ScanRequest(control, self._column)
        within = self._words_of(request.control.subjects) if request.control.subjects else ""
        self.parts.scan.set_badge(within, "accent")
        ticket = self.context.ask("control-scan", request, say("charts-working"), "control-scan", ScanAnswer)
        self.parts.scan.state.watch(ticket, self._take_scan, self._ask_scan)

    def _scan_kind(self) -> str:
        return "xmr" if self._request.kind in {"g", "t"} else self._request.kind

    def _take_scan(self, found: object) -> None:
        assert isinstance(found, ScanAnswer)
        self._names = {one.subject: one.name for one in found.lines}
        offer = self._offer()
        chart = self._chart
        if chart is None:
            blank = {"unit": "", "digits": 1, "direction": "none"}
            chart = ControlAnswer(self._request, offer.name if offer else {}, **blank)  # type: ignore[arg-type]
        self.parts.scan.show_scan(chart, found)

    def _select(self, place: int | None) -> None:
        """Shade a point, and say what changed where it is part of a signal."""
        found = self._chart
        if found is None:
            return
        self._place = place
        self.parts.chart.show_chart(found, self._subject_words(), place)
        spans = spans_at(found, place) if place is not None and found.points else None
        if spans is None:
            key = "charts-no-change" if place is None else "charts-no-span"
            self.parts.change.show_nothing(say(key), say(f"{key}-detail"))
            return
        request = ChangeRequest(found.request, *spans)
        ticket = self.context.ask(
            "control-change", request, say("charts-working"), "control-change", ChangeAnswer
        )
        self.parts.change.state.watch(ticket, self._take_change, lambda: self._select(place))

    def _take_change(self, found: object) -> None:
        assert isinstance(found, ChangeAnswer) and self._chart is not None
        self.parts.change.show_change(self._chart, found)

    def _again(self, request: ControlRequest, scan: bool = True) -> None:
        self._request = request
        self._ask_chart()
        if scan:
            self._ask_scan()

    def _choose_measure(self, measure_id: str) -> None:
        offer = next((one for one in self._offers if one.measure_id == measure_id), None)
        kind = self._request.kind if offer is None or self._request.kind in offer.kinds else "xmr"
        if offer is not None and self._column not in offer.columns:
            self._column = next((name for name in SCANNED if name in offer.columns), self._column)
        self._again(replace(self._request, measure_id=measure_id, kind=kind, subjects=()))

    def _choose_column(self, name: str) -> None:
        self._column = name
        self._ask_scan()

    def _choose_subject(self, name: str, value: str) -> None:
        """Draw one value of a column, within what is chosen of other columns: a topic of an organisation."""
        kept = tuple(pair for pair in self._request.subjects if pair[0] != name)
        self._named[name, value] = self._names.get(value, value)
        before = self._within()
        self._request = replace(self._request, subjects=(*kept, (name, value)))
        self._again(self._request, scan=self._within() != before)

    def _choose_whole(self) -> None:
        """Draw everything again; where the scan looked within a choice it looks at all again too."""
        within = self._within()
        self._again(replace(self._request, subjects=()), scan=bool(within))

    def _within(self) -> tuple[tuple[str, str], ...]:
        """Return what is chosen of other columns than the one that is scanned."""
        return tuple(pair for pair in self._request.subjects if pair[0] != self._column)

    def _offer(self) -> MeasureOffer | None:
        return next((one for one in self._offers if one.measure_id == self._request.measure_id), None)

    def _show_tools(self) -> None:
        """Say what is drawn and offer the others."""
        chart, offer = self.parts.chart, self._offer()
        request = self._request
        measures = [
            Choice(one.measure_id, say("charts-measure-choice", id=one.measure_id, name=Named(one.name)))
            for one in self._offers
            if not one.missing
        ]
        name: Words = Named(offer.name) if offer else request.measure_id
        chart.offer("measure", measures, request.measure_id, name)
        kinds = [Choice(kind, say(f"charts-kind-{kind}")) for kind in (offer.kinds if offer else ())]
        chart.offer("kind", kinds, request.kind, say(f"charts-kind-short-{request.kind}"))
        rules = [Choice(one, say(f"charts-rules-{one.replace('_', '-')}")) for one in RULES]
        chart.offer("rules", rules, request.rules, say(f"charts-rules-{request.rules.replace('_', '-')}"))
        chart.offer_screening(request.screening)
        chart.whole.setVisible(bool(request.subjects))
        self.parts.scan.offer(offer.columns if offer else SCANNED[:4], self._column)

    def _subject_words(self) -> Words:
        if not self._request.subjects:
            return say("charts-all")
        return self._words_of(self._request.subjects)

    def _words_of(self, subjects: tuple[tuple[str, str], ...]) -> Words:
        told = [
            say("charts-subject", column=column_name(self.look, name), name=self._value_words(name, value))
            for name, value in subjects
        ]
        return " · ".join(self.look.words(one) for one in told)

    def _value_words(self, name: str, value: str) -> Words:
        held = self._names.get(value) or self._named.get((name, value), value)
        return held or self.look.text("control-unrecorded")

    def _open_rebase(self) -> None:
        found = self._chart
        if found is None or len(found.points) < 2 or found.request.kind in {"g", "t"}:
            self.context.tell(say("charts-rebase-not-here"))
            return
        month = found.points[self._place].label if self._place else found.points[-1].label
        self.dialog = RebaseDialog(self.look, found, month, self.window())
        self.dialog.answered.connect(self._keep_rebase)
        self.dialog.finished.connect(lambda _code: setattr(self, "dialog", None))
        self.dialog.open()

    def _keep_rebase(self, asked: RebaseRequest) -> None:
        clock = self.context.start.clock

        def work(progress: Progress) -> object:
            return keep_rebase(asked, clock)

        ticket = self.context.run(work, say("charts-working"), "control-rebase")
        ticket.succeeded.connect(lambda _kept: self._again(self._request))

    def _show_sql(self) -> bool:
        focused = QApplication.focusWidget()
        change = self.parts.change
        inside = focused is not None and change.isAncestorOf(focused)
        sql = change.sql() if inside else self._chart.sql if self._chart else ""
        if sql:
            self.context.navigate("workbench", sql=sql)
        return bool(sql)
