"""Owns random cases and an obvious day-by-day reading of the law for them. It refuses ordinals, SQL and cleverness."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from console.domain.calendar import YearCalendar, is_working
from console.engine.connection import Connection

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


BY_NAME = {item.name: item for item in ITEMS}


def random_cases(seed: int, count: int, first: date = FIRST, spread: int = 500) -> list[Case]:
    """Return cases with pauses that overlap, extensions nobody told, late notices, holidays and gaps.

    They are submitted within ``spread`` days from the first.
    """
    draw = random.Random(seed)
    return [_case(draw, number, first + timedelta(days=draw.randrange(spread))) for number in range(count)]


def _case(draw: random.Random, number: int, submitted: date) -> Case:
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


def fill(connection: Connection, cases: Sequence[Case]) -> None:
    """Put the items, and cases with all that touches their clocks, into the contract's tables."""
    items = ("item_id", "item_version", "kind", "day_kind", "statutory_days", "promised_days")
    connection.insert(
        "service_item", items, [(i.name, 1, i.kind, i.day_kind, i.statutory, i.promised) for i in ITEMS]
    )
    columns = "case_id organisation_id item_id item_version submitted_on accepted_on closed_on outcome applicant".split()
    rows = [
        (c.name, c.organisation, c.item, 1, c.submitted, c.accepted, c.closed, c.outcome, c.applicant)
        for c in cases
    ]
    connection.insert("service_case", columns, rows)
    pauses = [(c.name, "hearing", p.started, p.ended, p.told) for c in cases for p in c.pauses]
    connection.insert(
        "case_pause", ("case_id", "kind", "started_on", "ended_on", "notified_in_writing"), pauses
    )
    longer = [(c.name, days, approver, told) for c in cases for days, approver, told in c.extensions]
    connection.insert("case_extension", ("case_id", "days", "approver", "told_on"), longer)
    notices = [(c.name, notice) for c in cases for notice in c.notices]
    connection.insert("case_supplement", ("case_id", "notified_on"), notices)


def differing(
    connection: Connection, clock: SlowClock, cases: Sequence[Case]
) -> list[tuple[Case, object, object]]:
    """Return every case of which the engine says something else than the day-by-day reading, with both."""
    found = {
        row[0]: row[1:]
        for row in connection.rows(
            "SELECT case_id, starts_on, legal_days_used, legal_days_allowed, promised_days_allowed, in_statute FROM case_clock"
        )
    }
    pairs = ((case, found.get(case.name), clock.read(case)) for case in cases)
    return [(case, told, wanted) for case, told, wanted in pairs if told != wanted]


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

    def read(self, case: Case) -> tuple[date | None, int | None, int | None, int | None, bool | None]:
        """Return start, days used, days allowed by statute and by promise, and whether the case keeps the statute."""
        item = BY_NAME[case.item]
        used = self.used(case, item)
        statute, promise = self.allowed(case, item, item.statutory), self.allowed(case, item, item.promised)
        within = None if used is None or statute is None else used <= statute
        return self.start(case, item), used, statute, promise, within

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
