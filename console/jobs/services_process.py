"""Owns the process as it was walked: directly-follows counts with median days, stays, and the variants, from case events.

Events of a case are in order of their instants, and where several share one, of their sequence. It refuses to judge a
transition where the item's version has no step rules or the applicant ended the case early.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

from console.domain.ports import Progress
from console.engine.columns import literal
from console.engine.runs import STEP
from console.jobs.extract import OpenedExtract
from console.jobs.page_scope import absent, name_column, period_of, resolved
from console.jobs.scope_sql import subject_condition, within
from console.jobs.services_answers import Follow, ItemChoice, ProcessRequest, ProcessView, Stay, Variant
from console.jobs.theme_answers import PageScope

MOST_ITEMS = 500
MOST_VARIANTS = 40  # of those that kept the rules, and as many of those that broke one
KEPT = "plumbline_steps"
NEEDED = (
    "service_case.case_id",
    "service_case.submitted_on",
    "case_event.case_id",
    "case_event.sequence",
)
NAMES = ("case_event.activity", "case_event.step")  # a step needs either


def services_process(extract: OpenedExtract, request: ProcessRequest, progress: Progress) -> ProcessView:
    """Compute the process map and the variants of the cases submitted in the period."""
    request = replace(request, scope=resolved(extract, request.scope))
    missing = absent(extract, *NEEDED) or _nameless(extract)
    if missing:
        return ProcessView(request.item_id, missing)
    steps = _steps(extract, request)
    follows_sql, variants_sql = _follows_sql(steps), _variants_sql(steps)
    with _kept(extract, steps, progress) as kept:
        follows = tuple(Follow(*row) for row in extract.connection.rows(_follows_sql(kept), progress))
        progress.report(0.6, "process-map")
        stays = tuple(Stay(*row) for row in extract.connection.rows(_stays_sql(kept), progress))
        progress.report(0.7, "process-variants")
        ways = extract.connection.rows(_frequent_sql(kept), progress)
    size = extract.connection.row(_size_sql(extract, request), progress)
    variants = tuple(
        Variant(tuple(way), tuple(places or ()), int(cases)) for way, places, cases, *_all in ways
    )
    variants = tuple(sorted(variants, key=lambda way: (-way.cases, way.steps)))
    cases, traced, closed, refused, withdrawn = (int(value or 0) for value in size)
    return ProcessView(
        request.item_id,
        (),
        cases,
        traced,
        closed,
        refused,
        withdrawn,
        flagged=int(ways[0][4] or 0) if ways else 0,
        rules_missing=absent(extract, "step_rule.item_id", "step_rule.predecessors"),
        stays=stays,
        follows=follows,
        variants=variants,
        variant_count=int(ways[0][3]) if ways else 0,
        items=_items(extract, request.scope, progress),
        steps_sql=steps,
        follows_sql=follows_sql + "\nORDER BY events DESC, before_step, step",
        variants_sql=variants_sql,
    )


def _nameless(extract: OpenedExtract) -> tuple[str, ...]:
    return NAMES[1:] if all(absent(extract, name) for name in NAMES) else ()


def chosen_cases(extract: OpenedExtract, request: ProcessRequest) -> str:
    """Return the condition on service_case that chooses the cases."""
    item = f" AND item_id = {literal(request.item_id)}" if request.item_id else ""
    period = within("submitted_on", period_of(extract, request.scope))
    return (
        period
        + subject_condition(request.scope)
        + item
        + _walked_through(request.through)
        + _took(request.way)
    )


def _walked_through(through: tuple[str, ...]) -> str:
    """Return ``AND …`` for cases with a step, or with one step right after another; nothing where neither is named."""
    if not through:
        return ""
    if len(through) == 1:
        return f" AND case_id IN (SELECT case_id FROM case_event WHERE {STEP} = {literal(through[0])})"
    walked = (
        f"SELECT case_id, {STEP} AS step, lag({STEP}) OVER (PARTITION BY case_id ORDER BY occurred_at NULLS LAST, sequence) "
        f"AS before_step FROM case_event WHERE {STEP} IS NOT NULL"
    )
    told = f"before_step = {literal(through[0])} AND step = {literal(through[1])}"
    return f" AND case_id IN (SELECT case_id FROM ({walked}) WHERE {told})"


def _took(way: tuple[str, ...]) -> str:
    """Return ``AND …`` for closed cases that took exactly this way; nothing where none is named."""
    if not way:
        return ""
    steps = f"list({STEP} ORDER BY occurred_at NULLS LAST, sequence) FILTER (WHERE {STEP} IS NOT NULL)"
    told = f"HAVING {steps} = [{', '.join(map(literal, way))}]"
    return (
        f" AND closed_on IS NOT NULL AND case_id IN (SELECT case_id FROM case_event GROUP BY case_id {told})"
    )


def _steps(extract: OpenedExtract, request: ProcessRequest) -> str:
    """Return the common part: one row an event, with the step before, whether it was allowed, and the days since.

    A step is called as its source calls it; the rules know it by its code.
    """
    order = "ORDER BY e.occurred_at NULLS LAST, e.sequence"
    instant = _instant(extract)
    return f"""WITH chosen AS (
    SELECT case_id, item_id, item_version, closed_on IS NOT NULL AS closed,
           coalesce(outcome, '') IN ('withdrawn', 'not_accepted') AS ended_early
    FROM service_case WHERE {chosen_cases(extract, request)}
),
ordered AS (
    SELECT e.case_id, {STEP} AS step, e.step AS code, e.sequence, e.occurred_at, e.occurred_on,
           c.item_id, c.item_version, c.closed, c.ended_early,
           lag({STEP}) OVER way AS before_step, lag(e.step) OVER way AS before_code, lag(e.occurred_on) OVER way AS before_on,
           epoch_us({instant}) - lag(epoch_us({instant})) OVER way AS microseconds, row_number() OVER way AS place,
           row_number() OVER (PARTITION BY e.case_id, e.step {order}) AS times, lead({STEP}) OVER way IS NULL AS last_step
    FROM case_event e JOIN chosen c ON c.case_id = e.case_id
    WHERE {STEP} IS NOT NULL
    WINDOW way AS (PARTITION BY e.case_id {order})
),
judged AS (
    SELECT o.*, coalesce(o.microseconds / 86400e6, o.occurred_on - o.before_on) AS days,
           CASE WHEN o.before_code IS NULL OR o.ended_early OR r.predecessors IS NULL OR len(r.predecessors) = 0 THEN NULL
                WHEN o.before_code = o.code AND o.times <= coalesce(r.max_repeats, 1) THEN FALSE
                ELSE NOT list_contains(r.predecessors, o.before_code) END AS forbidden
    FROM ordered o LEFT JOIN step_rule r ON r.item_id = o.item_id AND r.item_version = o.item_version AND r.step = o.code
)"""


def _instant(extract: OpenedExtract) -> str:
    """Return an event's instant as one of the world, so that a difference survives summer time."""
    rows = extract.connection.rows("SELECT zone FROM extract_info LIMIT 1")
    zone = str(rows[0][0] or "") if rows else ""
    known = extract.connection.rows("SELECT 1 FROM pg_timezone_names() WHERE name = ?", parameters=[zone])
    return f"(e.occurred_at AT TIME ZONE {literal(zone)})" if known else "e.occurred_at"


def _follows_sql(steps: str) -> str:
    return f"""{steps}
SELECT before_step, step, count(*) AS events, median(days) AS median_days,
       count(*) FILTER (WHERE forbidden) AS forbidden, count(*) FILTER (WHERE forbidden IS NULL) AS unjudged
FROM judged WHERE before_step IS NOT NULL GROUP BY before_step, step"""


def _stays_sql(steps: str) -> str:
    return f"""{steps},
stays AS (
    SELECT *, lead(days) OVER (PARTITION BY case_id ORDER BY place) AS stay FROM judged
)
SELECT step, count(*) AS events, median(stay) AS median_days, count(*) FILTER (WHERE place = 1) AS begins,
       count(*) FILTER (WHERE last_step AND closed) AS ends
FROM stays GROUP BY step ORDER BY events DESC, step"""


def _variants_sql(steps: str) -> str:
    return f"""{steps},
ways AS (
    SELECT case_id, list(step ORDER BY place) AS steps,
           list_sort(list(CAST(place - 1 AS INTEGER)) FILTER (WHERE forbidden)) AS forbidden
    FROM judged WHERE closed GROUP BY case_id
)
SELECT steps, forbidden, count(*) AS cases FROM ways GROUP BY steps, forbidden ORDER BY cases DESC, steps"""


def _frequent_sql(steps: str) -> str:
    """Return the most frequent ways that kept the rules and that broke one; beside each, how many there are and broke one."""
    return f"""WITH every AS ({_variants_sql(steps)})
SELECT *, count(*) OVER (), sum(cases) FILTER (WHERE forbidden IS NOT NULL) OVER ()
FROM every QUALIFY row_number() OVER (PARTITION BY forbidden IS NULL ORDER BY cases DESC, steps) <= {MOST_VARIANTS}"""


@contextlib.contextmanager
def _kept(extract: OpenedExtract, steps: str, progress: Progress) -> Iterator[str]:
    """Keep the common part while it is asked three times; yields what stands for it."""
    progress.report(0.05, "process-map")
    extract.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {KEPT} AS {steps}\n"
        "SELECT case_id, step, before_step, place, last_step, closed, days, forbidden FROM judged",
        None,
        progress,
    )
    try:
        yield f"WITH judged AS (SELECT * FROM {KEPT})"
    finally:
        extract.connection.execute(f"DROP TABLE IF EXISTS {KEPT}")


def _size_sql(extract: OpenedExtract, request: ProcessRequest) -> str:
    return f"""SELECT count(*), count(*) FILTER (WHERE case_id IN (SELECT case_id FROM case_event)),
       count(*) FILTER (WHERE closed_on IS NOT NULL), count(*) FILTER (WHERE outcome = 'refused'),
       count(*) FILTER (WHERE outcome = 'withdrawn')
FROM service_case WHERE {chosen_cases(extract, request)}"""


def _items(extract: OpenedExtract, scope: PageScope, progress: Progress) -> tuple[ItemChoice, ...]:
    """Return the items with most cases in scope, named where the extract names them."""
    if absent(extract, "service_case.item_id"):
        return ()
    rows = extract.connection.rows(
        f"""WITH counted AS (
    SELECT item_id, count(*) AS cases FROM service_case
    WHERE {within("submitted_on", period_of(extract, scope))}{subject_condition(scope)} AND item_id IS NOT NULL GROUP BY item_id
),
called AS (SELECT item_id, arg_max({name_column(scope)}, item_version) AS name, any_value(organisation_id) AS organisation_id
           FROM service_item GROUP BY item_id),
owners AS (SELECT organisation_id, {name_column(scope)} AS owner FROM organisation)
SELECT c.item_id, coalesce(i.name || coalesce(' · ' || o.owner, ''), c.item_id), c.cases
FROM counted c LEFT JOIN called i ON i.item_id = c.item_id LEFT JOIN owners o ON o.organisation_id = i.organisation_id
ORDER BY c.cases DESC, c.item_id LIMIT {MOST_ITEMS}""",
        progress,
    )
    return tuple(ItemChoice(*row) for row in rows)
