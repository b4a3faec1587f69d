"""Owns the rows behind deadline risk: every case as it stood on some of its days, with what was known on that day.

It refuses to look ahead: each feature counts only what happened up to its day. All of it is SQL.
"""

from __future__ import annotations

from datetime import date

from console.jobs.scope_sql import day_literal

FRACTIONS = (0.0, 0.25, 0.5, 0.7, 0.8, 0.9)
WARNS_AT = 0.9
MOST_CASES = 60_000  # about so many, drawn by a hash of their number, the same on every machine
STEPS = ("submit", "accept", "supplement", "review", "inspect", "publicise")
PLAIN = (
    "used",
    "used_squared",
    "promised",
    "events",
    "waiting",
    "supplemented",
    "online",
    "workload",
    "organisation_late",
    "item_late",
)
FEATURES = (*PLAIN, *(f"at_{step}" for step in STEPS))
NEEDS = (
    "case_clock.legal_days_used",
    "case_clock.promised_days_allowed",
    "case_clock.starts_on",
    "case_clock.closed_on",
    "case_clock.organisation_id",
    "case_clock.item_id",
    "case_event.case_id",
    "case_event.occurred_on",
    "case_event.step",
)


KEPT = "plumbline_risk_clock"
KEPT_DAILY = ("plumbline_risk_moves", "plumbline_risk_closings")
COLUMNS = (
    "case_id, organisation_id, region_id, item_id, channel_kind, day_kind, starts_on, submitted_on, closed_on, "
    "legal_days_used, promised_days_allowed, in_promise"
)
MOVES = """SELECT organisation_id, day, CAST(sum(step) AS BIGINT) AS step
    FROM (SELECT organisation_id, submitted_on AS day, 1 AS step FROM service_case WHERE submitted_on IS NOT NULL
          UNION ALL SELECT organisation_id, closed_on, -1 FROM service_case WHERE closed_on IS NOT NULL)
    GROUP BY organisation_id, day"""


def keep_sql(item_name: str) -> tuple[str, ...]:
    """Return the statements that keep what is read four times: the clock of cases, and what came and went on each day."""
    made = {KEPT: f"SELECT {COLUMNS} FROM case_clock"}
    made |= zip(KEPT_DAILY, (MOVES, _closings(KEPT, _named(item_name))), strict=True)
    return tuple(f"CREATE OR REPLACE TEMP TABLE {table} AS {sql}" for table, sql in made.items())


def _named(item_name: str) -> str:
    return f"SELECT item_id, arg_max({item_name}, item_version) AS item FROM service_item GROUP BY item_id"


def _closings(clock: str, named: str) -> str:
    return f"""SELECT c.organisation_id, n.item, c.closed_on AS day, count(*) AS closed,
           count(*) FILTER (WHERE NOT c.in_promise) AS late
    FROM {clock} c LEFT JOIN ({named}) n ON n.item_id = c.item_id
    WHERE c.closed_on IS NOT NULL AND c.in_promise IS NOT NULL GROUP BY ALL"""


def known_cases(as_of: date, clock: str = "case_clock") -> str:
    """Return the common part: cases as they were known on a day, bounded in number.

    ``days`` is when the outcome was known (closed, or the first day past the promise), or how long it has been open.
    """
    day = day_literal(as_of)
    return f"""held AS (
    SELECT c.case_id, c.organisation_id, c.item_id, c.channel_kind, c.day_kind, c.starts_on, c.submitted_on,
           c.promised_days_allowed AS promised, c.closed_on, c.legal_days_used AS used, s.ordinal AS starts_ordinal,
           CASE WHEN c.closed_on <= {day} THEN c.legal_days_used
                WHEN c.day_kind = 'working' THEN least(c.legal_days_used, e.ordinal - s.ordinal)
                ELSE least(c.legal_days_used, {day} - c.starts_on) END AS used_then,
           coalesce(c.closed_on <= {day}, FALSE) AS closed_then
    FROM {clock} c JOIN calendar_day s ON s.day = c.starts_on JOIN calendar_day e ON e.day = {day}
    WHERE c.promised_days_allowed > 0 AND c.legal_days_used IS NOT NULL AND c.starts_on <= {day}
      AND hash(c.case_id) % 1000000 < (SELECT 1000000.0 * {MOST_CASES} / greatest(count(*), 1) FROM {clock})
),
known AS (
    SELECT *, used_then > promised AS late, closed_then OR used_then > promised AS known,
           least(used_then, promised + 1) AS days
    FROM held
)"""


def snapshots_sql(as_of: date, after: date | None, item_name: str, clock: str = "case_clock") -> str:
    """Return one row a case and day looked at, up to a day, after another where one is named, with its features."""
    fractions = ", ".join(f"({fraction})" for fraction in FRACTIONS)
    later = f" AND b.day > {day_literal(after)}" if after else ""
    return f"""WITH {known_cases(as_of, clock)},
looked AS (
    SELECT DISTINCT k.case_id, CAST(CASE WHEN f.fraction = {WARNS_AT} THEN ceil(f.fraction * k.promised)
                                         ELSE floor(f.fraction * k.promised) END AS INTEGER) AS d
    FROM known k CROSS JOIN (VALUES {fractions}) f(fraction)
),
placed AS (
    SELECT k.*, l.d, coalesce(w.day, k.starts_on + l.d) AS day
    FROM looked l JOIN known k ON k.case_id = l.case_id
    LEFT JOIN calendar_day w ON k.day_kind = 'working' AND w.working AND w.ordinal = k.starts_ordinal + l.d
    WHERE k.used_then > l.d OR (k.used_then = l.d AND NOT k.closed_then)
),
based AS (SELECT * FROM placed b WHERE b.day <= {day_literal(as_of)}{later}),
{_features(item_name, clock)}"""


def open_sql(as_of: date, condition: str, item_name: str, clock: str = "case_clock") -> str:
    """Return the open cases in time on a day, with the same features."""
    day = day_literal(as_of)
    return f"""WITH based AS (
    SELECT c.case_id, c.organisation_id, c.item_id, c.channel_kind, c.promised_days_allowed AS promised,
           CAST(NULL AS BOOLEAN) AS late, FALSE AS known, c.legal_days_used AS days, c.legal_days_used AS d, {day} AS day
    FROM {clock} c
    WHERE c.closed_on IS NULL AND c.promised_days_allowed > 0 AND c.legal_days_used <= c.promised_days_allowed{condition}
),
{_features(item_name, clock)}"""


def _features(item_name: str, clock: str) -> str:
    steps = ", ".join(f"CAST(coalesce(v.step, 'submit') = '{step}' AS DOUBLE) AS at_{step}" for step in STEPS)
    return f"""named AS ({_named(item_name)}),
asked AS (SELECT b.*, coalesce(n.item, b.item_id) AS item FROM based b LEFT JOIN named n ON n.item_id = b.item_id),
walked AS (
    SELECT b.case_id, b.d, count(*) AS events, max(e.occurred_on) AS last_on, arg_max(e.step, e.sequence) AS step,
           bool_or(e.step = 'supplement') AS supplemented
    FROM based b JOIN case_event e ON e.case_id = b.case_id AND e.occurred_on <= b.day
    GROUP BY b.case_id, b.d
),
{_daily(item_name, clock)}
SELECT b.case_id, b.item, b.organisation_id, b.d, b.promised, b.late, b.known, b.days,
       b.d / b.promised AS used, (b.d / b.promised) ** 2 AS used_squared, ln(b.promised) AS promised_log,
       coalesce(v.events, 0)::DOUBLE AS events, coalesce(b.day - v.last_on, 0) / b.promised AS waiting,
       CAST(coalesce(v.supplemented, FALSE) AS DOUBLE) AS supplemented,
       CAST(coalesce(b.channel_kind = 'online', FALSE) AS DOUBLE) AS online, ln(1 + greatest(coalesce(m.open, 0), 0)) AS workload,
       (coalesce(o.late, 0) + 1) / (coalesce(o.closed, 0) + 30) AS organisation_late,
       (coalesce(i.late, 0) + 1) / (coalesce(i.closed, 0) + 30) AS item_late, {steps}
FROM asked b
LEFT JOIN walked v ON v.case_id = b.case_id AND v.d = b.d
LEFT JOIN workload m ON m.organisation_id = b.organisation_id AND m.day = b.day
LEFT JOIN by_organisation o ON o.organisation_id = b.organisation_id AND o.day = b.day
LEFT JOIN by_item i ON i.item = b.item AND i.day = b.day
ORDER BY b.case_id, b.d"""


def _daily(item_name: str, clock: str) -> str:
    """Return what was open, and what had been closed by then, on each day asked about.

    The days asked about are lined up with the days on which something happened: an ASOF join to so few rows is planned as
    a nested loop, which at half a million cases takes a minute.
    """
    kept = clock == KEPT
    moves, closings = (
        (f"SELECT * FROM {table}" for table in KEPT_DAILY)
        if kept
        else (MOVES, _closings(clock, _named(item_name)))
    )
    return f"""moves AS ({moves}),
closings AS ({closings}),
workload AS (
    SELECT organisation_id, day, open FROM (
        SELECT organisation_id, day, asked, sum(step) OVER (PARTITION BY organisation_id ORDER BY day) AS open
        FROM (SELECT organisation_id, day, step, FALSE AS asked FROM moves
              UNION ALL SELECT DISTINCT organisation_id, day, 0, TRUE FROM asked)
    ) WHERE asked
),
by_organisation AS ({_before_day("organisation_id")}),
by_item AS ({_before_day("item")})"""


def _before_day(column: str) -> str:
    """Return how many cases were closed, and how many of them late, before each day asked about."""
    return f"""
    SELECT {column}, day, closed, late FROM (
        SELECT {column}, day, asked, sum(closed) OVER line AS closed, sum(late) OVER line AS late
        FROM (SELECT {column}, day + 1 AS day, closed, late, FALSE AS asked FROM closings
              UNION ALL SELECT DISTINCT {column}, day, 0, 0, TRUE FROM asked)
        WINDOW line AS (PARTITION BY {column} ORDER BY day)
    ) WHERE asked
"""
