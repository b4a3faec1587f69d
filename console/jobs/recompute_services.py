"""Owns the figures of service supervision a briefing prints: cards of open cases, channels compared, signals of charts.

It refuses what depends on one computer: excuses and rebases kept beside an extract change no printed figure; what the
casebook excuses does, and travels with the briefing.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.measure import Measure
from console.domain.period import Period, parse
from console.domain.ports import Progress
from console.jobs.cards import NOBODY, Excused, card_totals, totals_sql
from console.jobs.cards_answers import LEVELS, CardTotals
from console.jobs.channel_answers import ChannelAnswer, ChannelOutcome, ChannelRequest
from console.jobs.channel_mix import channel_mix
from console.jobs.charts_answers import ControlRequest, ScanAnswer, ScanRequest
from console.jobs.charts_scan import scan
from console.jobs.extract import OpenedExtract
from console.jobs.recompute_readings import Number
from console.jobs.theme_answers import PageScope

CHANNEL_PARTS = ("online", "offline", "raw", "same_mix", "low", "high", "items", "cases")
SIGNAL_PARTS = ("judged", "short", "signals", "expected", "worse")


@dataclass(frozen=True, slots=True)
class SignalAsk:
    """The charts of one measure for every value of a column, over so many months of a region."""

    measure: Measure
    column: str
    region: str
    months: Period


class ServiceShelf:
    """Totals, comparisons and scans, each computed once and kept."""

    def __init__(self, extract: OpenedExtract, progress: Progress, excused: Excused = NOBODY) -> None:
        self._extract = extract
        self._progress = progress
        self._excused = excused
        self._cards: dict[str, CardTotals | None] = {}
        self._channels: dict[tuple[str, Period], ChannelAnswer] = {}
        self._scans: dict[tuple[str, str, str, Period], ScanAnswer] = {}

    def cards(self, region: str) -> CardTotals | None:
        """Return the totals of the cards of open cases at the cut-off."""
        if region not in self._cards:
            self._cards[region] = card_totals(self._extract, PageScope(region), self._progress, self._excused)
        return self._cards[region]

    def channels(self, region: str, period: Period) -> ChannelAnswer:
        """Return online against counter for the cases closed in a period."""
        key = region, period
        if key not in self._channels:
            asked = ChannelRequest(PageScope(region, period=period))
            self._channels[key] = channel_mix(self._extract, asked, self._progress)
        return self._channels[key]

    def signals(self, ask: SignalAsk) -> ScanAnswer:
        """Return what the charts say at their last month."""
        key = ask.measure.id, ask.column, ask.region, ask.months
        if key not in self._scans:
            control = ControlRequest(
                ask.measure.id,
                PageScope(ask.region, period=ask.months),
                months=len(ask.months.months()),
                rebases=(),
            )
            self._scans[key] = scan(self._extract, ScanRequest(control, ask.column), self._progress)
        return self._scans[key]

    def card_count(self, region: str, detail: str) -> Number:
        """Return cards of a level (supervise, red, yellow, notice), all cards, their cases, those an outage explains or
        those somebody excused."""
        totals = self.cards(region)
        if detail not in (*LEVELS, "cards", "cases", "outage", "excused"):
            raise KeyError(detail)
        if totals is None:
            return None
        return totals.by_level[detail] if detail in LEVELS else int(getattr(totals, detail))

    def channel_part(self, region: str, period: str, detail: str) -> Number:
        """Return one part of one outcome: in_promise.online, days.same_mix, visits.low …"""
        name, _, part = detail.partition(".")
        if part not in CHANNEL_PARTS:
            raise KeyError(detail)
        found = self.outcome(region, parse(period), name)
        if found is None or (found.why_not and part in ("same_mix", "low", "high")):
            return None
        value: Number = getattr(found, part)
        return value

    def outcome(self, region: str, period: Period, name: str) -> ChannelOutcome | None:
        """Return one outcome, None where the extract lacks what it rests on."""
        held = [one for one in self.channels(region, period).outcomes if one.name == name]
        return held[0] if held and held[0].why_not != "missing" else None

    def signal_part(self, measure: Measure, region: str, months: str, detail: str) -> Number:
        """Return one count of a scan: organisation_id.signals, .expected, .worse, .judged, .short."""
        column, _, part = detail.partition(".")
        if part not in SIGNAL_PARTS:
            raise KeyError(detail)
        newest = self._extract.catalogue.measures[measure.id]
        if newest.version != measure.version:  # charts are drawn of what a measure means now
            raise KeyError(measure.id)
        found = self.signals(SignalAsk(measure, column, region, parse(months)))
        if found.why_not:
            return None
        if part == "worse":
            return sum(one.state == "worse" for one in found.lines)
        value: Number = getattr(found, part)
        return value

    def statements(self) -> tuple[tuple[str, str], ...]:
        """Return the SQL of everything asked here, each with what it is."""
        cards = [
            (
                " · ".join(part for part in ("cards", region) if part),
                totals_sql(self._extract, PageScope(region), self._excused),
            )
            for region, totals in self._cards.items()
            if totals is not None
        ]
        channels = [
            (" · ".join(part for part in ("channels", region, period.name) if part), answer.sql)
            for (region, period), answer in self._channels.items()
            if answer.sql
        ]
        return (*cards, *channels)
