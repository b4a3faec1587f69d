"""Owns what the window is looking at: region, organisation, period and comparison. It refuses to know any data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from console.domain.period import Period, month_of, quarter_of, year
from console.gui.words import Say, Words, say

COMPARISONS = ("previous", "year_earlier", "none")
LARGEST_YEARS = 12  # years of periods offered


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a scope field; ``depth`` indents it below its parent."""

    key: str
    words: Words
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Scope:
    """What every page answers for; an empty id means all of the extract, ``compare`` is previous, year_earlier or none."""

    region_id: str = ""
    organisation_id: str = ""
    period: Period | None = None
    compare: str = "previous"

    @property
    def compared(self) -> Period | None:
        """Return the period to compare with, or none."""
        if self.period is None or self.compare == "none":
            return None
        return self.period.previous() if self.compare == "previous" else self.period.year_earlier()

    def with_value(self, field: str, value: str, period: Period | None = None) -> Scope:
        """Return the scope with one field changed: region, organisation, period or compare."""
        if field == "period":
            return replace(self, period=period)
        if field == "region":  # an organisation of another region would empty every page
            return replace(self, region_id=value, organisation_id="")
        return (
            replace(self, organisation_id=value) if field == "organisation" else replace(self, compare=value)
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """What the scope fields offer for the open extract; organisations know the region they stand in."""

    regions: tuple[Choice, ...] = ()
    organisations: tuple[Choice, ...] = ()
    organisation_regions: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()

    def organisations_of(self, region_id: str) -> tuple[Choice, ...]:
        """Return the organisations of a region, or all where it is empty."""
        if not region_id:
            return self.organisations
        pairs = zip(self.organisations, self.organisation_regions, strict=True)
        return tuple(
            choice for choice, region in pairs if region.startswith(region_id.rstrip("0") or region_id)
        )


def periods_between(starts: date, ends: date) -> tuple[Period, ...]:
    """Return the years, quarters and months between two days that have begun, the latest first."""
    first = max(starts, date(ends.year - LARGEST_YEARS, 1, 1))
    found: list[Period] = []
    for make in (year, quarter_of, month_of):
        at = make(ends)
        kinds: list[Period] = []
        while at.ends >= first:
            kinds.append(at)
            at = at.previous()
        found.extend(kinds)
    return tuple(found)


def period_words(period: Period) -> Say:
    """Return a period as words: 2026 年二季度, 2026 Q2."""
    starts = period.starts
    quarter = (starts.month + 2) // 3
    return say(
        f"period-{period.grain}", year=str(starts.year), quarter=quarter, month=starts.month, name=period.name
    )
