"""Owns why the clock of one case runs as it does: its item's version, what stopped or lengthened it, and what did neither.

It refuses to count: days come from the clock itself, and what is said here only explains them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from console.domain.ports import Progress
from console.engine.columns import literal
from console.engine.session import Row
from console.errors import UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.page_scope import absent
from console.jobs.services_answers import CaseTimeline

VERSION = ("valid_from", "valid_to")
FIVE_DAYS = 5  # licensing law, art. 32: working days in which supplements are asked for


@dataclass(frozen=True, slots=True)
class ClockGround:
    """A pause, an extension or a request for supplements; ``why`` says what keeps one from counting, or nothing."""

    kind: str
    name: str
    starts: date | None
    ends: date | None
    days: int | None
    counts: bool
    why: str


@dataclass(frozen=True, slots=True)
class ClockBasis:
    """What one clock rests on; ``in_force`` is None where the extract does not say when versions hold.

    ``unverified`` are years whose make-up days nobody read in the notice yet, ``beyond`` those without any calendar.
    """

    version: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    in_force: bool | None = None
    grounds: tuple[ClockGround, ...] = ()
    unverified: tuple[int, ...] = ()
    beyond: tuple[int, ...] = ()


def clock_basis(extract: OpenedExtract, found: CaseTimeline, progress: Progress) -> ClockBasis:
    """Return what the clock of a case found in the extract rests on; nothing is said of what the extract lacks."""
    version, starts, ends, in_force = _version(extract, found, progress)
    grounds = (
        *_pauses(extract, found, progress),
        *_extensions(extract, found, progress),
        *_supplements(extract, found, progress),
    )
    known = {calendar.year: calendar.verified for calendar in extract.catalogue.calendars}
    years = _years(found)
    return ClockBasis(
        version,
        starts,
        ends,
        in_force,
        grounds,
        tuple(year for year in years if known.get(year) is False),
        tuple(year for year in years if year not in known),
    )


def _years(found: CaseTimeline) -> tuple[int, ...]:
    days = [day for day in (found.submitted_on, found.starts_on, found.stops_on) if day is not None]
    return tuple(range(min(days).year, max(days).year + 1)) if days else ()


def _asked(extract: OpenedExtract, sql: str, found: CaseTimeline, progress: Progress) -> list[Row]:
    return extract.connection.rows(sql.format(case=literal(found.case_id)), progress)


def _version(
    extract: OpenedExtract, found: CaseTimeline, progress: Progress
) -> tuple[int | None, date | None, date | None, bool | None]:
    """Return the version the case names, when it holds, and whether it held on the day of submission."""
    if absent(extract, "service_case.item_version", *(f"service_item.{name}" for name in VERSION)):
        return None, None, None, None
    rows = _asked(
        extract,
        "SELECT c.item_version, i.valid_from, i.valid_to FROM service_case c LEFT JOIN service_item i "
        "ON i.item_id = c.item_id AND i.item_version = c.item_version WHERE c.case_id = {case}",
        found,
        progress,
    )
    version, starts, ends = rows[0]
    day = found.submitted_on
    if day is None or (starts is None and ends is None):
        return version, starts, ends, None
    return version, starts, ends, (starts or day) <= day <= (ends or day)


def _pauses(extract: OpenedExtract, found: CaseTimeline, progress: Progress) -> tuple[ClockGround, ...]:
    if absent(extract, "case_pause.case_id", "case_pause.started_on", "case_pause.notified_in_writing"):
        return ()
    rows = _asked(
        extract,
        "SELECT coalesce(kind, ''), started_on, ended_on, notified_in_writing FROM case_pause "
        "WHERE case_id = {case} ORDER BY 2, 3, 1",
        found,
        progress,
    )
    why = {True: "", False: "not-in-writing", None: "notice-unknown"}
    return tuple(
        ClockGround("pause", kind, starts, ends, None, bool(told), why[told])
        for kind, starts, ends, told in rows
    )


def _extensions(extract: OpenedExtract, found: CaseTimeline, progress: Progress) -> tuple[ClockGround, ...]:
    if absent(extract, *(f"case_extension.{name}" for name in ("case_id", "days", "approver", "told_on"))):
        return ()
    rows = _asked(
        extract,
        "SELECT approved_on, told_on, days, approver IS NOT NULL FROM case_extension WHERE case_id = {case} ORDER BY 1, 2, 3",
        found,
        progress,
    )
    return tuple(_extension(*row) for row in rows)


def _extension(approved: date | None, told: date | None, days: int | None, by_whom: bool) -> ClockGround:
    why = "no-approver" if not by_whom else "not-told" if told is None else ""
    return ClockGround("extension", "", approved, told, days, not why, why)


def _supplements(extract: OpenedExtract, found: CaseTimeline, progress: Progress) -> tuple[ClockGround, ...]:
    """Return requests for supplements: the first one keeps the application from counting as accepted, if in time."""
    if absent(extract, "case_supplement.case_id", "case_supplement.notified_on"):
        return ()
    rows = _asked(
        extract,
        "SELECT s.notified_on, s.answered_on, CAST(n.ordinal - a.ordinal AS INTEGER) "
        "FROM case_supplement s JOIN service_case c ON c.case_id = s.case_id "
        "LEFT JOIN calendar_day n ON n.day = s.notified_on LEFT JOIN calendar_day a ON a.day = c.submitted_on "
        "WHERE s.case_id = {case} ORDER BY 1, 2",
        found,
        progress,
    )
    grounds = []
    for place, (notified, answered, days) in enumerate(rows):
        why = "later-request" if place else "too-late" if days is None or days > FIVE_DAYS else ""
        grounds.append(ClockGround("supplement", "", notified, answered, days, not why, why))
    return tuple(grounds)


def require_clock(found: CaseTimeline) -> None:
    """Refuse an extract that lacks what a clock rests on."""
    if found.missing:
        raise UsageError("process-missing", names=", ".join(found.missing))
