"""Owns a briefing while it is drafted: its figures as they are asked for, its words, its scope. It refuses a bare number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from console.domain.briefing import FigureValue
from console.domain.briefing_definition import BriefingDefinition
from console.domain.briefing_text import figure, has_letter, named, on
from console.domain.contract import Texts
from console.domain.index import Index
from console.domain.measure import Measure
from console.domain.period import Period, month_of
from console.i18n import Phrases
from console.jobs.recompute import Ask, Calculator, written
from console.jobs.recompute_readings import months_up_to
from console.jobs.score import subject_names

ABSENT = "—"


@dataclass(frozen=True, slots=True)
class Print:
    """How a figure is printed: decimals, what the value is multiplied by, whether a plus or a percent sign stands with it."""

    digits: int = 0
    scale: str = "1"
    plus: bool = False
    mark: str = ""
    unit: str = "count"

    @property
    def code(self) -> str:
        """Return the print in the letters a figure's id ends with."""
        return f"{'+' if self.plus else ''}{self.digits}{self.mark}" + (
            "" if self.scale == "1" else f"×{self.scale}"
        )


COUNT = Print()
SCORE = Print(1, unit="points")
CHANGE = Print(1, plus=True, unit="points")
SHARE = Print(1, "100", mark="%", unit="percent")
WEIGHT = Print(0, "100", mark="%", unit="percent")
BARE_SHARE = Print(1, "100", unit="percent")
MONEY = Print(2, "0.0001", unit="yuan")  # in ten thousand yuan


class FigureBook:
    """Every figure of a briefing once, under an id that says how it is computed and printed."""

    def __init__(self, calculator: Calculator, phrases: Phrases) -> None:
        self._calculator = calculator
        self._phrases = phrases
        self._held: dict[str, FigureValue] = {}

    def put(self, ask: Ask, shown: Print = COUNT) -> str:
        """Compute what is asked, keep it, and return the figure's id."""
        parts = (ask.recipe, ask.definition, ask.subject, ask.period, ask.detail, shown.code)
        name = "/".join(part for part in parts if part).replace("{", "(").replace("}", ")")
        if name not in self._held:
            value = self._calculator.value(ask)
            self._held[name] = FigureValue(
                name,
                self._printed(value, shown),
                written(value),
                shown.unit,
                ask.recipe,
                ask.definition,
                ask.subject,
                ask.period,
                ask.detail,
                shown.scale,
            )
        return name

    def value(self, name: str) -> Decimal | None:
        """Return the exact value of a figure, in the unit printed."""
        return self._held[name].exact

    @property
    def figures(self) -> tuple[FigureValue, ...]:
        """Return all figures in the order of ids."""
        return tuple(self._held[name] for name in sorted(self._held))

    def _printed(self, value: Decimal | None, shown: Print) -> str:
        if value is None:
            return ABSENT
        return self._phrases.number(value * Decimal(shown.scale), shown.digits, shown.plus) + shown.mark


@dataclass(frozen=True, slots=True)
class Scope:
    """What the briefing speaks of: one region, or everything where the id is empty."""

    region_id: str
    name: str

    @property
    def subject(self) -> str:
        """Return the scope as the subject of a figure."""
        return f"region_id={self.region_id}" if self.region_id else ""

    @property
    def cut(self) -> tuple[str, ...]:
        """Return the columns the scope is cut by."""
        return ("region_id",) if self.region_id else ()


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything the blocks of one briefing are made from."""

    calculator: Calculator
    book: FigureBook
    phrases: Phrases
    definition: BriefingDefinition
    scope: Scope
    period: Period
    compared: Period

    @property
    def index(self) -> Index:
        """Return the index the briefing speaks of."""
        return self.calculator.extract.catalogue.indexes[self.definition.index]

    @property
    def index_name(self) -> str:
        """Return the index by id and version."""
        return f"{self.index.id}@{self.index.version}"

    @property
    def months(self) -> Period:
        """Return the months a control chart looks at: none from before the extract begins, where nothing is not zero."""
        span = months_up_to(self.period, self.definition.months)
        begins = self.calculator.extract.info.starts
        if begins is None or begins <= span.starts or begins > span.ends:
            return span
        return Period(month_of(begins).starts, span.ends)

    def say(self, key: str, **facts: str) -> str:
        """Return a sentence of the briefing; the facts are places of figures, names or dates."""
        return self.phrases.text(f"brief-{key}", **facts)

    def words(self, texts: Texts, field: str) -> str:
        """Return words of a definition in the briefing's language, empty where it has none."""
        return texts[self.phrases.language].get(field, "")

    def place(self, ask: Ask, shown: Print = COUNT) -> str:
        """Return the place of a figure in a sentence."""
        return figure(self.book.put(ask, shown))

    def ask_score(self, detail: str, period: Period | None = None, subject: str | None = None) -> Ask:
        """Return the question for a part of the score."""
        about = self.scope.subject if subject is None else subject
        return Ask("score", self.index_name, about, (period or self.period).name, detail)

    def ask_reading(self, measure: Measure, detail: str = "value", subject: str | None = None) -> Ask:
        """Return the question for a reading of the period."""
        about = self.scope.subject if subject is None else subject
        return Ask("reading", f"{measure.id}@{measure.version}", about, self.period.name, detail)

    def ask_suspicions(self, detail: str, definition: str = "") -> Ask:
        """Return the question for a count of suspicions."""
        return Ask("supervise", definition, self.scope.subject, self.period.name, detail)

    def ask_casebook(self, detail: str) -> Ask:
        """Return the question for a count of confirmed findings."""
        return Ask("casebook", "", self.scope.subject, self.period.name, detail)

    def ask_definition(self, detail: str, definition: str = "") -> Ask:
        """Return the question for a number that stands in a definition."""
        return Ask("definition", definition or self.index_name, "", "", detail)

    def measure_print(self, measure: Measure) -> Print:
        """Return how a reading of a measure is printed in a sentence."""
        return SHARE if measure.unit == "percent" else plain_print(measure)

    def theme(self, theme: str) -> str:
        """Return the name of a theme."""
        return self.say(f"theme-{theme}")

    def names(self, column: str) -> dict[str, str]:
        """Return the names of the subjects of a column, each with a letter in it."""
        english = self.phrases.language == "en"
        held = subject_names(self.calculator.extract, column, english)
        return {key: lettered(self.phrases, name) for key, name in held.items()}

    def joined(self, words: Sequence[str]) -> str:
        """Return a list of words as the language writes one."""
        return self.say("comma").join(words)


def lettered(phrases: Phrases, name: str) -> str:
    """Return a name that can be told from a number."""
    return name if has_letter(name) else phrases.text("brief-nameless", name=name or ABSENT)


def period_words(phrases: Phrases, period: Period) -> str:
    """Return a period as a date place: 2026 年第 2 季度, 2026Q2."""
    grain = period.grain
    if grain == "span":
        return on(_span(period))
    return on(_dated(phrases, f"brief-period-{grain}", period.starts))


def issue_words(phrases: Phrases, period: Period) -> str:
    """Return the number of the issue within its year as a date place; of a year or a span, the period."""
    if period.grain == "quarter":
        return on(
            phrases.text("brief-issue", year=str(period.starts.year), number=str(_quarter(period.starts)))
        )
    if period.grain == "month":
        return on(phrases.text("brief-issue", year=str(period.starts.year), number=str(period.starts.month)))
    return period_words(phrases, period)


def _dated(phrases: Phrases, key: str, day: date) -> str:
    return phrases.text(
        key, year=str(day.year), quarter=str(_quarter(day)), month=str(day.month), month_name=f"{day:%B}"
    )


def _quarter(day: date) -> int:
    return (day.month + 2) // 3


def _span(period: Period) -> str:
    first, last = period.starts, period.ends
    whole = first.day == 1 and Period(first, last).name.count("-") == 2
    return f"{first:%Y-%m}–{last:%Y-%m}" if whole else f"{first}–{last}"


def label(month: str) -> str:
    """Return the label of a month on an axis as a date place."""
    return on(month)


def name_place(words: str) -> str:
    """Return a name as a place, so that its digits stand for nothing but itself."""
    return named(words) if has_letter(words) else named(f"№ {words}")


def plain_print(measure: Measure) -> Print:
    """Return how a measure is printed without a sign: shares times a hundred, money in ten thousands, counts whole."""
    if measure.unit == "percent":
        return BARE_SHARE
    if measure.unit == "yuan":
        return MONEY
    return Print(0 if measure.unit in WHOLE else measure.digits, unit=measure.unit)


WHOLE = frozenset(["cases", "persons", "count", "times"])
