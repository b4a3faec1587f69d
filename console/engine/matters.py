"""Owns one matter handled by several departments: its parts in the order they ended, and what it took as a whole.

It refuses to call a matter ended while a part is open, and to name a person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from console.domain.ports import Progress
from console.engine.connection import Connection
from console.engine.cut import Cut, chosen


@dataclass(frozen=True, slots=True)
class MatterWay:
    """One kind of matter by the way it went: kinds of departments in the order in which their last part ended.

    ``whole_days`` is the median from the first part's receipt to the last one's end, ``longest_days`` that of the longest
    part, in civil days and of ended matters alone; None where none ended.
    """

    bundle: str
    departments: tuple[str, ...]
    matters: int
    ended: int
    parts: float
    whole_days: float | None
    longest_days: float | None


@dataclass(frozen=True, slots=True)
class Matters:
    """Every way, the most frequent first; ``several`` counts matters that more than one organisation had a part in."""

    matters: int
    several: int
    ways: tuple[MatterWay, ...]


def matters(connection: Connection, cut: Cut, progress: Progress) -> Matters:
    """Return the matters whose cases a cut chooses."""
    rows = connection.rows(_SQL.format(cases=chosen(replace(cut, only="one-matter"))), progress)
    ways = tuple(MatterWay(row[0], tuple(row[1]), *row[2:7]) for row in rows)
    return Matters(sum(way.matters for way in ways), sum(int(row[7]) for row in rows), ways)


_SQL = """WITH parts AS (
    SELECT coalesce(c.parent_case_id, c.case_id) AS matter, c.case_id, c.organisation_id, c.submitted_on, c.closed_on,
           coalesce(o.kind, c.organisation_id, '') AS department,
           CASE WHEN c.parent_case_id IS NULL THEN coalesce(i.bundle_id, c.item_id) END AS bundle
    FROM (SELECT * FROM service_case WHERE {cases}) c
    LEFT JOIN (SELECT organisation_id, any_value(kind) AS kind FROM organisation GROUP BY 1) o
        ON o.organisation_id = c.organisation_id
    LEFT JOIN service_item i ON i.item_id = c.item_id AND i.item_version = c.item_version
),
left_by AS (
    SELECT matter, department, CASE WHEN count(*) = count(closed_on) THEN max(closed_on) END AS ended_on FROM parts GROUP BY ALL
),
ways AS (SELECT matter, list(department ORDER BY ended_on NULLS LAST, department) AS way FROM left_by GROUP BY matter),
whole AS (
    SELECT matter, coalesce(max(bundle), '') AS bundle, count(*) AS parts, count(DISTINCT organisation_id) AS departments,
           CASE WHEN count(*) = count(closed_on) THEN max(closed_on) - min(submitted_on) END AS days,
           CASE WHEN count(*) = count(closed_on) THEN max(closed_on - submitted_on) END AS longest
    FROM parts GROUP BY matter
)
SELECT h.bundle, w.way, count(*), count(h.days), avg(h.parts), median(h.days), median(h.longest),
       count(*) FILTER (WHERE h.departments > 1)
FROM whole h JOIN ways w ON w.matter = h.matter GROUP BY h.bundle, w.way ORDER BY 3 DESC, 1, 2"""
