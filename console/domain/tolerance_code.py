"""Owns the code of tolerance as dated definitions tell it: negative list, leniency, time limits.

It refuses to apply it to anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from console.domain.calendar import CalendarDay
from console.domain.contract import Texts
from console.domain.standard import ANYWHERE, Standard, StandardValue
from console.domain.tolerance import Outcome, Step
from console.domain.tolerance_case import ToleranceCase

LIMITS = "tolerance-time-limits"
"""The standard that holds the time limits."""

_LIMIT_OF = {
    Step.APPLIED: "verify_days",
    Step.VERIFIED: "decide_days",
    Step.DECIDED: "notify_days",
    Step.APPEALED: "hear_days",
}


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """An entry of the negative list or of leniency, in force in one region (or anywhere) between two days, both included."""

    id: str
    effective_from: date
    effective_to: date
    region: str
    source: str
    verified: bool  # read in a primary text
    text: Texts  # name, article, and for leniency evidence: what shows it
    rules: frozenset[str] = frozenset()  # whose findings it can excuse; empty for the negative list

    def in_force(self, day: date, region: str) -> bool:
        """Say whether it was in force on a day in a region."""
        inside = self.effective_from <= day <= self.effective_to
        return inside and self.region in (ANYWHERE, region)


@dataclass(frozen=True, slots=True)
class ToleranceCode:
    """What applies to tolerance cases; ``calendar`` lays out the working days."""

    negative: tuple[CodeEntry, ...]
    leniency: tuple[CodeEntry, ...]
    limits: Standard | None
    calendar: tuple[CalendarDay, ...]

    def negative_on(self, day: date, region: str) -> tuple[CodeEntry, ...]:
        """Return the negative list in force."""
        return tuple(one for one in self.negative if one.in_force(day, region))

    def leniency_of(self, rule_id: str, day: date | None, region: str) -> tuple[CodeEntry, ...]:
        """Return what may lighten liability for what a rule found on a day; nothing where no day is told."""
        if day is None:
            return ()
        return tuple(one for one in self.leniency if rule_id in one.rules and one.in_force(day, region))

    def limits_on(self, day: date, region: str) -> StandardValue | None:
        """Return the time limits in force: the region's own before the general ones."""
        values = self.limits.values if self.limits is not None else ()
        held = [
            one
            for one in values
            if one.region in (ANYWHERE, region) and one.effective_from <= day <= one.effective_to
        ]
        return min(held, key=lambda one: one.region == ANYWHERE, default=None)


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when the next step is due, with the limit it rests on; ``due_on`` is None where no calendar reaches so far."""

    limit: str  # verify_days and so on
    days: int
    since: date
    due_on: date | None
    article: Mapping[str, str]  # by language
    verified: bool

    def overdue(self, today: date) -> bool:
        """Say whether the day is past."""
        return self.due_on is not None and self.due_on < today


def limit_of(case: ToleranceCase) -> str:
    """Return which time limit runs at a step, or nothing: after the notice it is the term to appeal, then the clearing."""
    if case.step in _LIMIT_OF:
        return _LIMIT_OF[case.step]
    told = case.step in (Step.NOTIFIED, Step.CORRECTED)
    if told and case.outcome is Outcome.GRANTED:
        return "clear_days"
    return "appeal_days" if told else ""


def deadline(case: ToleranceCase, code: ToleranceCode, region: str) -> Deadline | None:
    """Return the deadline that runs now, None where none does or no limits are in force.

    A day named by the decision for the correction comes before the limits of the code.
    """
    if case.correct_by is not None and case.corrected_on is None and case.step is Step.NOTIFIED:
        number = case.decision.document_number if case.decision is not None else "—"
        basis = {"zh-CN": number, "en": number}
        return Deadline("correct_by", 0, case.since, case.correct_by, basis, verified=True)
    name, since = limit_of(case), case.since
    limits = code.limits_on(since, region)
    if not name or limits is None or name not in limits.values:
        return None
    days = int(limits.values[name])
    due = working_day_after(code.calendar, since, days)
    return Deadline(name, days, since, due, limits.article, limits.verified)


def working_day_after(calendar: Sequence[CalendarDay], day: date, count: int) -> date | None:
    """Return the ``count``-th working day after a day; the day itself is not counted. None beyond the calendars."""
    if not calendar or not calendar[0].day <= day <= calendar[-1].day:
        return None
    here = (day - calendar[0].day).days
    wanted = calendar[here].ordinal + count
    return next((one.day for one in calendar[here + 1 :] if one.working and one.ordinal == wanted), None)
