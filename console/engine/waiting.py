"""Owns where cases wait: each wait between two steps charged to who kept the case, and the days that could be saved.

It charges nobody where the extract cannot tell, never a person, and takes time the law excludes out before it charges.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.ports import Progress
from console.engine.connection import Connection
from console.engine.cut import Cut, chosen, zone_of, zoned
from console.engine.runs import STEP
from console.engine.walk import BY_TIME, SORTED, Order, settle, walk_sql

BEFORE = {
    "before": STEP,
    "coded_before": "step",
    "giver": "organisation_id",
    "began_at": "occurred_at",
    "began_on": "occurred_on",
    "noted_at": "recorded_at",
}
SIDES = ("sender", "receiver", "applicant", "excluded", "unknown")
LEAST = 10  # waits of the same transition of the same matter, below which what is usual is not told
USUAL = "usual_wait"
USUAL_SQL = f"""SELECT matter, before, step, CAST(median(sender + receiver) AS BIGINT) AS time
FROM charged GROUP BY matter, before, step HAVING count(sender) >= {LEAST}"""
DAY = 86_400_000_000  # microseconds; whole numbers add up to the same in whatever order rows lie


CHARGED = f"""asked AS (
    SELECT *,
           CASE WHEN coded_before IS DISTINCT FROM 'supplement' THEN 0
                WHEN answered_on IS NOT NULL
                THEN least(wait, coalesce(epoch_us(CAST(answered_on + 1 AS TIMESTAMP)) - epoch_us(began_at),
                                          (answered_on + 1 - began_on) * {DAY})) END AS applicant,
           {DAY} * coalesce(list_sum(list_transform(spans, lambda s: greatest(0,
               least(coalesce(s.last_day, occurred_on), occurred_on) - greatest(s.first_day - 1, began_on)))), 0) AS stopped
    FROM timed WHERE CASE WHEN matter < 0 THEN FALSE ELSE before IS NOT NULL AND wait >= 0 END
),
apart AS (SELECT *, least(wait - coalesce(applicant, 0), stopped) AS excluded FROM asked),
shared AS (
    SELECT *, CASE WHEN applicant IS NULL OR giver IS NULL OR organisation_id IS NULL THEN NULL
                   WHEN giver = organisation_id THEN 0
                   WHEN noted_at IS NOT NULL AND began_at IS NOT NULL
                   THEN least(wait - applicant - excluded, greatest(0, epoch_us(noted_at) - epoch_us(began_at)))
                   END AS sender
    FROM apart
),
charged AS (
    SELECT *, CASE WHEN sender IS NULL THEN wait - excluded ELSE 0 END AS unknown,
           CASE WHEN sender IS NULL THEN NULL ELSE wait - excluded - coalesce(applicant, 0) - sender END AS receiver
    FROM shared
)"""


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """One transition into one organisation, in days of real time: how long cases waited there, and on whom.

    ``sender`` is the time until the organisation before had recorded its step, ``applicant`` that until papers asked for
    were handed in, ``excluded`` that of procedures told in writing, ``receiver`` the rest; ``unknown`` is what cannot be
    told apart. ``recoverable`` is what sender and receiver took beyond the median of the same transition of the same
    matter everywhere; None where fewer than ten such waits are known.
    """

    before: str
    after: str
    organisation_id: str | None
    count: int
    median_days: float | None
    sender: float
    receiver: float
    applicant: float
    excluded: float
    unknown: float
    recoverable: float | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Every bottleneck, that with most days to recover first; ``sql`` is the query they came from."""

    bottlenecks: tuple[Bottleneck, ...]
    sql: str = ""


def waiting(connection: Connection, cut: Cut, progress: Progress) -> Waiting:
    """Return where the cases of a cut waited."""
    cases, zone = chosen(cut), zone_of(connection, cut, progress)
    rows = connection.rows(settled_sql(connection, cases, zone, progress), progress)
    return Waiting(tuple(Bottleneck(*row) for row in rows), waiting_sql(cases, zone))


def settled_sql(connection: Connection, cases: str, zone: str, progress: Progress) -> str:
    """Find what is usual and return the query for the rest, which answers as ``waiting_sql`` does and much sooner.

    Asked in one query both would rest on the waits kept in full, several times the memory.
    """
    waits = waits_sql(cases, zone, settle(connection, progress))
    usual = f"{waits}\nSELECT * FROM ({USUAL_SQL})"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {USUAL} AS {usual}", progress=progress)
    return f"{waits}\n{_bottlenecks(USUAL)}"


def waiting_sql(cases: str, zone: str) -> str:
    """Return the one query for bottlenecks among the cases a condition on ``case_id`` chooses.

    A request for supplements ends with the last answer that came before the next step; the day it came on is still the
    applicant's, as the day a period is started by does not count.
    """
    return f"{waits_sql(cases, zone)},\n{USUAL} AS (\n{USUAL_SQL}\n)\n{_bottlenecks(USUAL)}"


def _bottlenecks(usual: str) -> str:
    own = "c.sender + c.receiver"
    beyond = f"sum(CASE WHEN {own} > u.time THEN {own} - u.time WHEN {own} <= u.time THEN 0 END)"
    sides = ", ".join(f"coalesce(sum(c.{side}), 0) / {DAY} AS {side}" for side in SIDES)
    return f"""SELECT c.before, c.step, c.organisation_id, count(*) AS waits, median(c.wait) / {DAY} AS median_days,
       {sides}, {beyond} / {DAY} AS recoverable
FROM charged c LEFT JOIN {usual} u ON u.matter = c.matter AND u.before = c.before AND u.step = c.step
GROUP BY c.before, c.step, c.organisation_id
ORDER BY recoverable DESC NULLS LAST, waits DESC, c.before, c.step, c.organisation_id"""


def waits_sql(cases: str, zone: str, order: Order = SORTED) -> str:
    """Return the common part, which ends in ``charged``: one row a wait, in microseconds, and whose they are.

    What is no wait is left out by a condition that names the matter, which none has below nought: asked before the join
    with cases it would have the steps, five times as many, kept in memory in place of the cases.
    """
    passed = f"epoch_us({zoned('occurred_at', zone)}) - epoch_us({zoned('began_at', zone)})"
    return f"""WITH walked AS (
    {walk_sql(order, BY_TIME, f"{STEP} IS NOT NULL", cases, BEFORE)}
),
answers AS (SELECT case_id, list(answered_on) AS days FROM case_supplement WHERE answered_on IS NOT NULL GROUP BY case_id),
pauses AS (
    SELECT case_id, list(struct_pack(first_day := started_on, last_day := ended_on)) AS spans
    FROM case_pause WHERE notified_in_writing AND started_on IS NOT NULL GROUP BY case_id
),
named AS (SELECT item_id, coalesce(arg_max(name, item_version), item_id) AS name FROM service_item GROUP BY item_id),
numbered AS (
    SELECT item_id, CAST(dense_rank() OVER (ORDER BY coalesce(n.name, c.item_id)) AS INTEGER) AS matter
    FROM (SELECT DISTINCT item_id FROM service_case WHERE item_id IS NOT NULL) c LEFT JOIN named n USING (item_id)
),
matters AS (SELECT s.case_id, n.matter FROM service_case s JOIN numbered n ON n.item_id = s.item_id),
timed AS (
    SELECT w.*, m.matter,
           coalesce({passed}, (w.occurred_on - w.began_on) * {DAY}) AS wait,
           list_max(list_filter(a.days, lambda d: d >= w.began_on AND d <= w.occurred_on)) AS answered_on, p.spans
    FROM walked w LEFT JOIN matters m ON m.case_id = w.case_id
    LEFT JOIN answers a ON a.case_id = w.case_id LEFT JOIN pauses p ON p.case_id = w.case_id
),
{CHARGED}"""
