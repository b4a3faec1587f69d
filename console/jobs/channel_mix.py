"""Owns online against counter for the same mix of items: each item is compared with itself, then the differences are averaged.

It refuses to compare items that went one way only, and to call a difference of mix a difference of channel.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from console.domain.ports import Progress
from console.engine.views import set_period
from console.jobs.extract import OpenedExtract
from console.jobs.page_scope import absent, period_of, resolved
from console.jobs.scope_sql import subject_condition, within
from console.jobs.theme_answers import PageScope
from console.methods.intervals import Z95

OUTCOMES = (
    ("in_promise", "CAST(in_promise AS DOUBLE)", "case_clock.in_promise"),
    ("days", "CAST(legal_days_used AS DOUBLE)", "case_clock.legal_days_used"),
    ("visits", "CAST(visits AS DOUBLE)", "case_clock.visits"),
)
NEEDS = ("case_clock.channel_kind", "case_clock.item_id", "case_clock.closed_on")
FEWEST_ITEMS = 5


@dataclass(frozen=True, slots=True)
class ChannelRequest:
    """Whose closed cases, over which period."""

    scope: PageScope = field(default_factory=PageScope)


@dataclass(frozen=True, slots=True)
class ChannelOutcome:
    """One outcome online and at the counter. ``raw`` is the plain difference, ``same_mix`` that within items.

    ``why_not``: missing, or few (fewer than five items that went both ways).
    """

    name: str
    why_not: str = ""
    online: float | None = None
    offline: float | None = None
    raw: float | None = None
    same_mix: float | None = None
    low: float | None = None  # of the 95 % interval
    high: float | None = None
    items: int = 0  # that went both ways
    cases: int = 0  # of these items


@dataclass(frozen=True, slots=True)
class ChannelAnswer:
    """Every outcome, with the SQL of each item's sums."""

    request: ChannelRequest
    missing: tuple[str, ...] = ()
    outcomes: tuple[ChannelOutcome, ...] = ()
    sql: str = ""


def channel_mix(extract: OpenedExtract, request: ChannelRequest, progress: Progress) -> ChannelAnswer:
    """Compare channels over the cases closed in the period."""
    missing = absent(extract, *NEEDS)
    if missing:
        return ChannelAnswer(request, missing)
    scope = resolved(extract, request.scope)
    set_period(extract.connection, extract.whole_period, extract.cut_off)
    told = []
    for name, value, needed in OUTCOMES:
        if absent(extract, needed):
            told.append(ChannelOutcome(name, "missing"))
            continue
        rows = extract.connection.rows(_sql(extract, scope, value), progress)
        told.append(_outcome(name, [tuple(float(one) for one in row[1:]) for row in rows]))
    return ChannelAnswer(request, (), tuple(told), _sql(extract, scope, OUTCOMES[0][1]))


def _sql(extract: OpenedExtract, scope: PageScope, value: str) -> str:
    wanted = within("closed_on", period_of(extract, scope)) + subject_condition(scope)
    return f"""WITH told AS (
    SELECT item_id, channel_kind = 'online' AS online, {value} AS value
    FROM case_clock WHERE {wanted} AND channel_kind IS NOT NULL AND item_id IS NOT NULL
)
SELECT item_id, count(value) FILTER (WHERE online) AS online_cases, coalesce(sum(value) FILTER (WHERE online), 0) AS online_sum,
       count(value) FILTER (WHERE NOT online) AS offline_cases, coalesce(sum(value) FILTER (WHERE NOT online), 0) AS offline_sum,
       coalesce(sum(value * value), 0) AS squares
FROM told GROUP BY item_id ORDER BY item_id"""


def _outcome(name: str, rows: Sequence[tuple[float, ...]]) -> ChannelOutcome:
    """Average the differences within items by n1 n0 / (n1 + n0), the weights of least squares with one level an item.

    The variance is the one pooled within item and channel (Cochran 1954, Biometrics 10:417-451).
    """
    online, offline = (sum(row[place] for row in rows) for place in (0, 2))
    if not online or not offline:
        return ChannelOutcome(name, "few")
    means = sum(row[1] for row in rows) / online, sum(row[3] for row in rows) / offline
    both = [row for row in rows if row[0] and row[2]]
    cases = int(sum(row[0] + row[2] for row in both))
    told = ChannelOutcome(name, "", means[0], means[1], means[0] - means[1], items=len(both), cases=cases)
    spare = cases - 2 * len(both)
    if len(both) < FEWEST_ITEMS or spare < 1:
        return ChannelOutcome(
            name, "few", means[0], means[1], means[0] - means[1], items=len(both), cases=cases
        )
    weights = [row[0] * row[2] / (row[0] + row[2]) for row in both]
    apart = [row[1] / row[0] - row[3] / row[2] for row in both]
    point = sum(weight * one for weight, one in zip(weights, apart, strict=True)) / sum(weights)
    inside = sum(row[4] - row[1] ** 2 / row[0] - row[3] ** 2 / row[2] for row in both)
    half = Z95 * math.sqrt(max(inside, 0.0) / spare / sum(weights))
    return ChannelOutcome(
        name, "", told.online, told.offline, told.raw, point, point - half, point + half, len(both), cases
    )
