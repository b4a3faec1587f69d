"""Owns where cases wait: each wait between two steps charged to who kept the case, and the days that could be saved.

It charges nobody where the extract cannot tell, never a person, and takes time the law excludes out before it charges.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.ports import Progress
from console.engine.connection import Connection
from console.engine.cut import Cut, chosen, zone_of, zoned
from console.engine.runs import STEP

LEAST = 10  # waits of the same transition of the same matter, below which what is usual is not told
DAY = 86_400_000_000  # microseconds; whole numbers add up to the same in whatever order rows lie


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
    sql = waiting_sql(chosen(cut), zone_of(connection, cut, progress))
    return Waiting(tuple(Bottleneck(*row) for row in connection.rows(sql, progress)), sql)


def waiting_sql(cases: str, zone: str) -> str:
    """Return the query for bottlenecks among the cases a condition on ``case_id`` chooses.

    A request for supplements ends with the last answer that came before the next step; the day it came on is still the
    applicant's, as the day a period is started by does not count.
    """
    own = "c.sender + c.receiver"
    beyond = f"sum(CASE WHEN {own} > u.time THEN {own} - u.time WHEN {own} <= u.time THEN 0 END)"

    def in_days(total: str) -> str:
        return f"{total} / {DAY}"

    return f"""{waits_sql(cases, zone)},
usual AS (
    SELECT matter, before, step, CAST(median(sender + receiver) AS BIGINT) AS time FROM charged WHERE matter IS NOT NULL
    GROUP BY matter, before, step HAVING count(sender) >= {LEAST}
)
SELECT c.before, c.step, c.organisation_id, count(*) AS waits, median(c.wait) / {DAY} AS median_days,
       {in_days("coalesce(sum(c.sender), 0)")} AS sender, {in_days("coalesce(sum(c.receiver), 0)")} AS receiver,
       {in_days("coalesce(sum(c.applicant), 0)")} AS applicant, {in_days("sum(c.excluded)")} AS excluded,
       {in_days("sum(c.unknown)")} AS unknown, {in_days(beyond)} AS recoverable
FROM charged c LEFT JOIN usual u ON u.matter = c.matter AND u.before = c.before AND u.step = c.step
GROUP BY c.before, c.step, c.organisation_id
ORDER BY recoverable DESC NULLS LAST, waits DESC, c.before, c.step, c.organisation_id"""


def waits_sql(cases: str, zone: str) -> str:
    """Return the common part, which ends in ``charged``: one row a wait, in microseconds, and whose they are."""
    passed = f"epoch_us({zoned('occurred_at', zone)}) - epoch_us({zoned('began_at', zone)})"
    return f"""WITH walked AS (
    SELECT case_id, {STEP} AS step, organisation_id, occurred_at, occurred_on, lag({STEP}) OVER way AS before,
           lag(step) OVER way AS coded_before, lag(organisation_id) OVER way AS giver, lag(occurred_at) OVER way AS began_at,
           lag(occurred_on) OVER way AS began_on, lag(recorded_at) OVER way AS noted_at
    FROM case_event WHERE {STEP} IS NOT NULL AND {cases}
    WINDOW way AS (PARTITION BY case_id ORDER BY occurred_at NULLS LAST, sequence)
),
answers AS (SELECT case_id, list(answered_on) AS days FROM case_supplement WHERE answered_on IS NOT NULL GROUP BY case_id),
pauses AS (
    SELECT case_id, list(struct_pack(first_day := started_on, last_day := ended_on)) AS spans
    FROM case_pause WHERE notified_in_writing AND started_on IS NOT NULL GROUP BY case_id
),
matters AS (SELECT item_id, coalesce(arg_max(name, item_version), item_id) AS matter FROM service_item GROUP BY item_id),
timed AS (
    SELECT w.*, coalesce(m.matter, s.item_id) AS matter,
           coalesce({passed}, (w.occurred_on - w.began_on) * {DAY}) AS wait,
           list_max(list_filter(a.days, lambda d: d >= w.began_on AND d <= w.occurred_on)) AS answered_on, p.spans
    FROM walked w LEFT JOIN service_case s ON s.case_id = w.case_id LEFT JOIN matters m ON m.item_id = s.item_id
    LEFT JOIN answers a ON a.case_id = w.case_id LEFT JOIN pauses p ON p.case_id = w.case_id
    WHERE w.before IS NOT NULL
),
asked AS (
    SELECT *,
           CASE WHEN coded_before IS DISTINCT FROM 'supplement' THEN 0
                WHEN answered_on IS NOT NULL
                THEN least(wait, coalesce(epoch_us(CAST(answered_on + 1 AS TIMESTAMP)) - epoch_us(began_at),
                                          (answered_on + 1 - began_on) * {DAY})) END AS applicant,
           {DAY} * coalesce(list_sum(list_transform(spans, lambda s: greatest(0,
               least(coalesce(s.last_day, occurred_on), occurred_on) - greatest(s.first_day - 1, began_on)))), 0) AS stopped
    FROM timed WHERE wait >= 0
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
