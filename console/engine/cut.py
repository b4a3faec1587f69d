"""Owns which cases a question about the process is asked of, and the zone their instants are told in.

It refuses to convert instants of a zone whose clocks were never changed: the difference is the same, and much quicker.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.period import Period
from console.domain.ports import Progress
from console.engine.columns import literal
from console.engine.connection import Connection

MOST_DAYS = (
    40 * 366
)  # beyond that some date is wrong, and asking hour by hour would take longer than it saves


ONLY = {
    "cross-region": "applicant_region_id <> region_id",
    "one-matter": "(parent_case_id IS NOT NULL OR case_id IN (SELECT parent_case_id FROM service_case))",
}


@dataclass(frozen=True, slots=True)
class Cut:
    """Which cases: of one item, submitted in a period, or ``only`` of a kind (a key of ONLY); all where all are empty.

    ``zone`` is the extract's own.
    """

    zone: str
    item_id: str = ""
    period: Period | None = None
    only: str = ""


def zone_of(connection: Connection, cut: Cut, progress: Progress) -> str:
    """Return the extract's zone where its clocks were ever changed between the first event and the last, else nothing."""
    if not cut.zone:
        return ""
    first, last, days = connection.row(
        "SELECT CAST(min(occurred_at) AS VARCHAR), CAST(max(occurred_at) AS VARCHAR), "
        "date_diff('day', min(occurred_at), max(occurred_at)) FROM case_event",
        progress,
    )
    if days is None or days > MOST_DAYS:
        return cut.zone
    hours = (
        f"SELECT hour AS moment FROM generate_series(TIMESTAMP '{first}', TIMESTAMP '{last}' + INTERVAL 1 HOUR, "
        "INTERVAL 1 HOUR) AS s(hour)"
    )
    offsets = connection.row(
        f"SELECT count(DISTINCT epoch_us({zoned('moment', cut.zone)}) - epoch_us(moment)) FROM ({hours})",
        progress,
    )
    return "" if offsets[0] == 1 else cut.zone


def zoned(instant: str, zone: str) -> str:
    """Return an instant of a zone as one of the world: a difference then survives summer time."""
    return f"({instant} AT TIME ZONE {literal(zone)})" if zone else instant


def chosen(cut: Cut) -> str:
    """Return the condition on ``case_id`` that chooses the cases asked about."""
    conditions = [f"item_id = {literal(cut.item_id)}"] if cut.item_id else []
    if cut.period is not None:
        conditions.append(f"submitted_on BETWEEN DATE '{cut.period.starts}' AND DATE '{cut.period.ends}'")
    if cut.only:
        conditions.append(ONLY[cut.only])
    if not conditions:
        return "TRUE"
    return f"case_id IN (SELECT case_id FROM service_case WHERE {' AND '.join(conditions)})"
