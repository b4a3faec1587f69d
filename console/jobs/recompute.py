"""Owns the computing of a briefing's figures, each by its recipe: the same when it is written and when it is verified.

It refuses to compute by a definition this console does not have, or has in another version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from console.domain.briefing import FigureValue
from console.domain.briefing_definition import BriefingDefinition
from console.domain.finding import CasebookSnapshot
from console.domain.index import Index
from console.domain.measure import Measure
from console.domain.period import Period, parse
from console.domain.ports import Progress
from console.domain.rule import Rule
from console.errors import BriefingError, UsageError
from console.jobs.cards import NOBODY, Excused
from console.jobs.extract import OpenedExtract
from console.jobs.recompute_counts import SuspicionShelf, casebook_count, extract_count
from console.jobs.recompute_funds import FundsShelf
from console.jobs.recompute_quality import QualityShelf
from console.jobs.recompute_readings import (
    Cut,
    Number,
    ReadingShelf,
    ScoreShelf,
    reading_part,
    score_part,
)
from console.jobs.recompute_services import ServiceShelf
from console.jobs.tolerance_excuse import NOTHING, find
from console.methods.trend_signal import Signal

Definition = TypeVar("Definition", Measure, Index, Rule, BriefingDefinition)

MOST_DAYS = 10 * 366  # a series from outside could ask for every month there ever was
SHARE_DIGITS = 12
"""Shares are kept to twelve decimals: what is printed is far coarser."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What has to be computed, in the terms of a figure; ``subject`` is column=value, or empty for the whole."""

    recipe: str
    definition: str = ""
    subject: str = ""
    period: str = ""
    detail: str = ""

    @property
    def cut(self) -> Cut:
        """Return the columns the subject is cut by."""
        return (self.subject.partition("=")[0],) if self.subject else ()

    @property
    def key(self) -> str:
        """Return the subject's own key."""
        return self.subject.partition("=")[2]


def asked(figure: FigureValue) -> Ask:
    """Return what a figure asks for."""
    return Ask(figure.recipe, figure.definition, figure.subject, figure.period, figure.detail)


class Calculator:
    """Computes figures from an open extract and, where there is one, a snapshot of the casebook."""

    def __init__(self, extract: OpenedExtract, snapshot: CasebookSnapshot | None, progress: Progress) -> None:
        self.extract = extract
        self.snapshot = snapshot
        self.excused = find(extract, snapshot.casebook_id, snapshot.excused) if snapshot else NOTHING
        self.readings = ReadingShelf(extract, progress, self.excused, snapshot.payees if snapshot else None)
        self.scores = ScoreShelf(extract, progress, self.excused)
        self.suspicions = SuspicionShelf(extract, snapshot, progress)
        held = Excused(snapshot.casebook_id, snapshot.cards) if snapshot else NOBODY
        self.services = ServiceShelf(extract, progress, held)
        self.funds = FundsShelf(extract, self.suspicions, progress)
        self.quality = QualityShelf(extract, progress)
        self._counted: dict[Ask, Number] = {}
        self._signals: dict[tuple[str, str, Period], Mapping[str, Signal]] = {}

    def prepare(self, asks: Iterable[Ask]) -> None:
        """Read together what can be read in one pass."""
        whole: dict[tuple[Cut, Period], list[Measure]] = {}
        months: dict[tuple[Cut, Period], list[Measure]] = {}
        for ask in asks:
            if ask.recipe in ("reading", "series", "control"):
                held = whole if ask.recipe == "reading" else months
                span = parse(ask.period) if ask.recipe == "reading" else _span(ask)
                held.setdefault((ask.cut, span), []).append(self.measure(ask.definition))
        for (cut, period), measures in whole.items():
            self.readings.read(measures, cut, period)
        for (cut, span), measures in months.items():
            self.readings.read_months(measures, cut, span)

    def value(self, ask: Ask) -> Decimal | None:
        """Return the exact value, None where it is not computable.

        Raises BriefingError briefing-recipe where nothing of the kind can be computed here.
        """
        if ask not in self._counted:
            self._counted[ask] = self._compute(ask)
        return exact(self._counted[ask])

    def measure(self, name: str) -> Measure:
        """Return a measure by id and version; raises BriefingError briefing-definition."""
        return _versioned(self.extract.catalogue.measures, name)

    def index(self, name: str) -> Index:
        """Return an index by id and version; raises BriefingError briefing-definition."""
        return _versioned(self.extract.catalogue.indexes, name)

    def signals(self, index: Index, subject: str, period: Period, months: Period) -> Mapping[str, Signal]:
        """Return what the months of each dimension say of the process, once computed and kept."""
        key = (index.id, subject, months)
        if key not in self._signals:
            self._signals[key] = self.scores.signals(index, subject, period, months)
        return self._signals[key]

    def _compute(self, ask: Ask) -> Number:
        ways: Mapping[str, Callable[[Ask], Number]] = {
            "reading": self._reading,
            "series": self._month,
            "control": self._control,
            "score": self._score,
            "supervise": self._supervised,
            "casebook": self._kept,
            "extract": lambda one: extract_count(self.extract, one.detail, parse(one.period)),
            "manifest": self._manifest,
            "definition": self._defined,
            "cards": lambda one: self.services.card_count(one.key, one.detail),
            "channels": lambda one: self.services.channel_part(one.key, one.period, one.detail),
            "signals": self._signalled,
            "funds": lambda one: self.funds.part(one.key, one.period, one.detail),
            "quality": lambda one: self.quality.part(one.definition, one.detail),
            "rest": lambda one: self.quality.rest_part(self.measure(one.definition), one.detail),
        }
        try:
            return ways[ask.recipe](ask)
        except (KeyError, UsageError) as fault:
            raise BriefingError("briefing-recipe", recipe=ask.recipe, detail=ask.detail) from fault

    def _reading(self, ask: Ask) -> Number:
        measure = self.measure(ask.definition)
        return reading_part(self.readings.reading(measure, ask.cut, ask.key, parse(ask.period)), ask.detail)

    def _month(self, ask: Ask) -> Number:
        measure = self.measure(ask.definition)
        return dict(self.readings.series(measure, ask.cut, ask.key, _span(ask)))[ask.detail]

    def _control(self, ask: Ask) -> Number:
        """Return centre, lower or upper of the last point, run (points in a row) or points."""
        found = self.readings.signal(self.measure(ask.definition), ask.cut, ask.key, _span(ask))
        if found.chart is None:
            return None
        told: dict[str, Number] = {
            "centre": found.chart.centre,
            "lower": found.chart.lower[-1],
            "upper": found.chart.upper[-1],
            "run": found.length,
        }
        return told[ask.detail]

    def _score(self, ask: Ask) -> Number:
        """Return what the detail names; ``change:2026Q1`` is the difference to that period."""
        index, period = self.index(ask.definition), parse(ask.period)
        if ask.detail == "units":
            return len(self.scores.scores(index, period).units)
        detail, _, before = ask.detail.partition(":")
        if not before:
            return score_part(self.scores.unit(index, ask.key, period), detail)
        part = detail.removesuffix("change").rstrip(".") or "score"
        now = exact(score_part(self.scores.unit(index, ask.key, period), part))
        then = exact(score_part(self.scores.unit(index, ask.key, parse(before)), part))
        return None if now is None or then is None else now - then

    def _supervised(self, ask: Ask) -> Number:
        period = parse(ask.period)
        if not ask.definition:
            return self.suspicions.count(ask.detail, ask.key, period)
        rule = _versioned(self.extract.catalogue.rules, ask.definition)
        return self.suspicions.of(rule.id, ask.detail, ask.key, period)

    def _kept(self, ask: Ask) -> Number:
        """Return a count of the casebook.

        ``excused`` counts the rows of the extract that measures leave out, ``excused.unplaced`` the findings that are no row,
        ``excused.suspicions`` the suspicions left out of every count of suspicions,
        ``payees`` the decisions by which rules look through vendors to payees.
        """
        if ask.detail == "payees":
            return self.snapshot.payees.count if self.snapshot is not None else None
        if ask.detail.startswith("excused") and self.snapshot is not None:
            return self._excused(ask)
        return casebook_count(self.snapshot, ask.detail, ask.key, parse(ask.period))

    def _excused(self, ask: Ask) -> int:
        if ask.detail == "excused.suspicions":
            return self.suspicions.excused(ask.key, parse(ask.period))
        rows = sum(len(keys) for keys in self.excused.keys.values())
        return {"excused": rows, "excused.unplaced": len(self.excused.unplaced)}[ask.detail]

    def _signalled(self, ask: Ask) -> Number:
        return self.services.signal_part(self.measure(ask.definition), ask.key, ask.period, ask.detail)

    def _manifest(self, ask: Ask) -> Number:
        """Return rows, read, accepted or rejected of a table as the signed manifest says: rejected.payment."""
        manifest = self.extract.manifest
        part, _, table = ask.detail.partition(".")
        found = [one for one in manifest.tables if one.name == table] if manifest else []
        counts = [
            {"rows": o.rows, "read": o.read, "accepted": o.accepted, "rejected": o.rejected} for o in found
        ]
        return counts[0][part] if counts else None

    def _defined(self, ask: Ask) -> Number:
        catalogue = self.extract.catalogue
        detail, _, name = ask.detail.partition(".")
        if detail == "rules":
            return sum("@" not in one for one in catalogue.rules)
        if detail == "measures":
            return sum("@" not in one for one in catalogue.measures)
        if detail == "target":
            return self.measure(ask.definition).target
        if detail == "months":
            return _versioned(catalogue.briefings, ask.definition).months
        index = self.index(ask.definition)
        if detail == "weight":
            return {one.id: one.weight for one in index.dimensions}[name]
        return {"dimensions": len(index.dimensions), "simulations": index.simulations}[detail]


def _span(ask: Ask) -> Period:
    """Return the months a series covers; raises KeyError for more than any chart shows."""
    span = parse(ask.period)
    if (span.ends - span.starts).days > MOST_DAYS:
        raise KeyError(ask.period)
    return span


def exact(value: Number) -> Decimal | None:
    """Return a number as the decimal it is written as, without trailing noughts; None stays None."""
    if value is None:
        return None
    told = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if told.as_tuple().exponent < -SHARE_DIGITS:  # type: ignore[operator]
        told = round(told, SHARE_DIGITS)
    return told.normalize() + 0


def written(value: Decimal | None) -> str | None:
    """Return a value as a document keeps it: digits and a point, never an exponent."""
    return None if value is None else format(value, "f")


def _versioned(known: Mapping[str, Definition], name: str) -> Definition:
    """Return the definition of an id and version: the newest where it has that version, else the one kept under both."""
    own, _, version = name.partition("@")
    for found in (known.get(own), known.get(name)):
        if found is not None and str(found.version) == version:
            return found
    raise BriefingError("briefing-definition", definition=name)
