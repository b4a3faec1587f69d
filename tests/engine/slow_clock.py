"""Owns random cases and an obvious day-by-day reading of the law for them. It refuses ordinals, SQL and cleverness."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from console.domain.calendar import YearCalendar, is_working

CUT_OFF = date(2026, 6, 30)
ONE = timedelta(days=1)
FIRST = date(2025, 1, 1)


@dataclass
class Pause:
    """A procedure the law does not count, if told in writing."""

    started: date
    ended: date | None
    told: bool | None


@dataclass
class Case:
    """One random case with everything that touches its clock."""

    name: str
    organisation: str
    item: str
    submitted: date
    accepted: date | None
    closed: date | None
    outcome: str | None
    applicant: str | None
    pauses: list[Pause] = field(default_factory=list)
    extensions: list[tuple[int, str | None, date | None]] = field(default_factory=list)
    notices: list[date] = field(default_factory=list)


@dataclass(frozen=True)
class Item:
    """What an item prescribes."""

    name: str
    kind: str
    day_kind: str | None
    statutory: int | None
    promised: int | None


ITEMS = (
    Item("w15", "on_application", "working", 15, 8),
    Item("w5", "on_application", "working", 5, 3),
    Item("c20", "on_application", "civil", 20, 10),
    Item("c9", "public_service", "civil", 9, 9),
    Item("none", "on_application", "working", None, None),
    Item("odd", "on_application", None, 10, 5),
)


def random_cases(seed: int, count: int) -> list[Case]:
    """Return cases with pauses that overlap, extensions nobody told, late notices, holidays and gaps."""
    draw = random.Random(seed)
    return [_case(draw, number) for number in range(count)]


def _case(draw: random.Random, number: int) -> Case:
    submitted = FIRST + timedelta(days=draw.randrange(500))
    accepted = (
        None if draw.random() < 0.06 else submitted + timedelta(days=draw.choice((0, 0, 1, 1, 2, 5, 9, 14)))
    )
    closed = None
    if accepted is not None and draw.random() < 0.85:
        closed = accepted + timedelta(days=draw.randrange(45))
        closed = closed if closed <= CUT_OFF else None
    outcome = draw.choice(("granted", "granted", "refused", "not_accepted")) if closed else None
    case = Case(
        f"k{number}",
        draw.choice(("A", "B", "C")),
        draw.choice(ITEMS).name,
        submitted,
        accepted,
        closed,
        outcome,
        draw.choice((None, *(f"p{n}" for n in range(40)))),
    )
    for _ in range(draw.choice((0, 0, 0, 1, 1, 2, 3))):
        started = submitted + timedelta(days=draw.randrange(30))
        ended = None if draw.random() < 0.1 else started + timedelta(days=draw.randrange(12))
        case.pauses.append(Pause(started, ended, draw.choice((True, True, True, True, False, None))))
    if draw.random() < 0.15:
        told = None if draw.random() < 0.3 else submitted + timedelta(days=10)
        case.extensions.append((draw.randrange(1, 11), draw.choice(("head", "head", None)), told))
    if draw.random() < 0.2:
        case.notices.append(submitted + timedelta(days=draw.choice((1, 2, 4, 8, 12))))
    return case


class SlowClock:
    """Counts by walking from day to day."""

    def __init__(self, calendars: tuple[YearCalendar, ...]) -> None:
        self._years = {calendar.year: calendar for calendar in calendars}

    def works(self, day: date) -> bool:
        """Say whether a day is worked."""
        return is_working(day, self._years[day.year])

    def working_days(self, after: date, until: date) -> int:
        """Return the working days after one day up to and including another; negative where they stand the other way."""
        if until < after:
            return -self.working_days(until, after)
        return sum(self.works(day) for day in _days(after + ONE, until))

    def start(self, case: Case, item: Item) -> date | None:
        """Return the day from which the law counts (licensing law, art. 32)."""
        if case.outcome == "not_accepted":
            return None
        waited = self.working_days(case.submitted, case.accepted or case.closed or CUT_OFF)
        warned = any(self.working_days(case.submitted, notice) <= 5 for notice in sorted(case.notices)[:1])
        if item.kind == "on_application" and waited > 5 and not warned:
            return case.submitted
        return case.accepted

    def used(self, case: Case, item: Item) -> int | None:
        """Return the days that count from the day after the start to the closing or the cut-off."""
        start, stop = self.start(case, item), case.closed or CUT_OFF
        unclear = any(pause.told is None for pause in case.pauses)
        if start is None or stop < start or item.day_kind is None or unclear:
            return None
        counted = 0
        for day in _days(start + ONE, stop):
            if item.day_kind == "working" and not self.works(day):
                continue
            counted += not _paused(case, day)
        return counted

    def allowed(self, case: Case, item: Item, days: int | None) -> int | None:
        """Return the days the law allows: with extensions told, and a civil period that ends on a day of rest moved on."""
        if days is None or self.start(case, item) is None:
            return None if days is None else days + _extended(case)
        total = days + _extended(case)
        if item.day_kind != "civil":
            return total
        start, stop = self.start(case, item), case.closed or CUT_OFF
        assert start is not None
        end = start + timedelta(days=total + sum(_paused(case, day) for day in _days(start + ONE, stop)))
        while not self.works(end):
            end, total = end + ONE, total + 1
        return total


def _paused(case: Case, day: date) -> bool:
    return any(p.told and p.started <= day and (p.ended is None or day <= p.ended) for p in case.pauses)


def _extended(case: Case) -> int:
    return sum(days for days, approver, told in case.extensions if approver and told)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
