"""Owns online against counter for the same mix of items: each item is compared with itself, then the differences are averaged.

It refuses to compare items that went one way only, and to call a difference of mix a difference of channel.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from console.domain.ports import Progress
from console.engine.views import set_period
from console.jobs.channel_answers import ChannelAnswer, ChannelOutcome, ChannelRequest
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
FEWEST_SPARE = 30  # cases beyond two an item, below which their spread says too little for an interval
SUMS = 5  # of one outcome in a row


def channel_mix(extract: OpenedExtract, request: ChannelRequest, progress: Progress) -> ChannelAnswer:
    """Compare channels over the cases closed in the period."""
    missing = absent(extract, *NEEDS)
    if missing:
        return ChannelAnswer(request, missing)
    scope = resolved(extract, request.scope)
    set_period(extract.connection, extract.whole_period, extract.cut_off)
    held = [(name, value) for name, value, needed in OUTCOMES if not absent(extract, needed)]
    sql = _sql(extract, scope, held) if held else ""
    rows = extract.connection.rows(sql, progress) if held else []
    told = []
    for name, _, _ in OUTCOMES:
        place = next((at for at, (one, _) in enumerate(held) if one == name), None)
        if place is None:
            told.append(ChannelOutcome(name, "missing"))
            continue
        own = slice(1 + SUMS * place, 1 + SUMS * (place + 1))
        told.append(_outcome(name, [tuple(float(one) for one in row[own]) for row in rows]))
    return ChannelAnswer(request, (), tuple(told), sql)


def _sql(extract: OpenedExtract, scope: PageScope, held: Sequence[tuple[str, str]]) -> str:
    """Return the sums of each item in one pass: for every outcome cases and sum online, at the counter, and the squares."""
    wanted = within("closed_on", period_of(extract, scope)) + subject_condition(scope)
    values = ", ".join(f"{value} AS {name}" for name, value in held)
    sums = ",\n       ".join(
        f"count({name}) FILTER (WHERE online) AS {name}_online, "
        f"coalesce(sum({name}) FILTER (WHERE online), 0) AS {name}_online_sum, "
        f"count({name}) FILTER (WHERE NOT online) AS {name}_offline, "
        f"coalesce(sum({name}) FILTER (WHERE NOT online), 0) AS {name}_offline_sum, "
        f"coalesce(sum({name} * {name}), 0) AS {name}_squares"
        for name, _ in held
    )
    return f"""WITH told AS (
    SELECT item_id, channel_kind = 'online' AS online, {values}
    FROM case_clock WHERE {wanted} AND channel_kind IS NOT NULL AND item_id IS NOT NULL
)
SELECT item_id,
       {sums}
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
    if len(both) < FEWEST_ITEMS or spare < FEWEST_SPARE:
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
