"""Owns a filter of the process as the judge of a rule: one SELECT that says of every case flagged, clear or not computable.

Events of a case are in order of their instants, and where several share one, of their sequence; how often that decided is told.
It refuses to judge the order of steps where one has no name, and days where one has no date.
"""

from __future__ import annotations

from console.engine.runs import STEP
from console.jobs.filter_rule_answers import BETWEEN, CIVIL, FOLLOWS, STAY, TIMED, WAY, StepFilter
from console.jobs.filter_rule_answers import STEP as THROUGH
from console.jobs.scope_sql import text_literal

_WALKED = f"""WITH walked AS (
    SELECT case_id, sequence, {STEP} AS walked_step, occurred_at, occurred_on,
           lag({STEP}) OVER way AS before_step, lag(occurred_at) OVER way AS before_at, lag(occurred_on) OVER way AS before_on,
           lead(occurred_on) OVER way AS next_on, lead(case_id) OVER way IS NULL AS last_event, row_number() OVER way AS place
    FROM case_event
    WINDOW way AS (PARTITION BY case_id ORDER BY occurred_at NULLS LAST, sequence)
)"""
_WHY = "WHEN f.case_id IS NULL THEN 'no_events' WHEN f.unknown_step THEN 'unknown_step'"
_TOLD = """SELECT c.case_id, c.organisation_id, c.region_id, coalesce(c.closed_on, c.submitted_on) AS occurred_on,
       CASE {verdict} ELSE 'clear' END AS verdict,
       CASE {why} END AS why_not,
       CAST(NULL AS DECIMAL(18,2)) AS amount, CAST(1 AS BIGINT) AS persons, {days} AS days,
       CASE WHEN {hit} THEN {evidence} END AS evidence,
       c.item_id, {facts}
FROM service_case c LEFT JOIN found f ON f.case_id = c.case_id{where}"""


def parameter_of(rule_id: str) -> str:
    """Return the name of the rule's number of days: parameters of all rules stand in one view."""
    return f"days_{rule_id.lower().replace('-', '_')}"


def needs_of(asked: StepFilter) -> tuple[str, ...]:
    """Return the columns without which the filter cannot be judged at all."""
    needs = ["case_event.case_id", "case_event.sequence", "case_event.occurred_at", "service_case.case_id"]
    needs += ["service_case.item_id"] if asked.item_id else []
    needs += ["service_case.organisation_id"] if asked.organisation_id else []
    needs += ["case_event.occurred_on"] if asked.kind in TIMED else []
    needs += ["service_case.closed_on"] if asked.kind in (WAY, STAY) else []
    return tuple(needs)


def reads_of(asked: StepFilter) -> tuple[str, ...]:
    """Return the tables the judge reads."""
    if asked.kind not in TIMED:
        return ("service_case", "case_event")
    more = ("period",) if asked.kind == STAY else ()
    return ("service_case", "case_event", "parameters", *more) + (
        () if asked.day_kind == CIVIL else ("calendar_day",)
    )


def judge_of(asked: StepFilter, rule_id: str) -> str:
    """Return the judge of a filter."""
    if asked.kind == WAY:
        return _way(asked)
    return _timed(asked, rule_id) if asked.kind in TIMED else _walked(asked)


def _walked(asked: StepFilter) -> str:
    """A step needs only to be there; a transition needs every step between to have a name."""
    names = [text_literal(step) for step in asked.steps]
    hit = (
        f"walked_step = {names[0]}"
        if asked.kind == THROUGH
        else f"before_step = {names[0]} AND walked_step = {names[1]}"
    )
    found = f"""found AS (
    SELECT case_id, bool_or(walked_step IS NULL) AS unknown_step, min(sequence) FILTER (WHERE {hit}) AS hit_at,
           count(*) FILTER (WHERE {hit}) AS times, count(*) FILTER (WHERE {hit} AND occurred_at = before_at) AS tied
    FROM walked GROUP BY case_id
)"""
    silent, flagged = "f.case_id IS NULL OR f.unknown_step", "f.hit_at IS NOT NULL"
    verdict = f"WHEN {silent} THEN 'not_computable' WHEN {flagged} THEN 'flagged'"
    why = _WHY
    if asked.kind == THROUGH:
        verdict = f"WHEN {flagged} THEN 'flagged' WHEN {silent} THEN 'not_computable'"
        why = f"WHEN {flagged} THEN NULL {_WHY}"
    told = _TOLD.format(
        verdict=verdict,
        why=why,
        days="CAST(NULL AS BIGINT)",
        hit="f.hit_at IS NOT NULL",
        evidence=_evidence("f.hit_at"),
        facts="f.times, f.tied",
        where=_where(asked),
    )
    return f"{_WALKED},\n{found}\n{told}"


def _way(asked: StepFilter) -> str:
    way = ", ".join(text_literal(step) for step in asked.steps)
    found = """found AS (
    SELECT case_id, bool_or(walked_step IS NULL) AS unknown_step, list(walked_step ORDER BY place) AS steps,
           count(*) FILTER (WHERE occurred_at = before_at) AS tied
    FROM walked GROUP BY case_id
)"""
    told = _TOLD.format(
        verdict="WHEN f.case_id IS NULL OR f.unknown_step THEN 'not_computable' "
        f"WHEN f.steps = list_value({way}) THEN 'flagged'",
        why=_WHY,
        days="CAST(NULL AS BIGINT)",
        hit=f"f.steps = list_value({way})",
        evidence="list_value('service_case/' || c.case_id)",
        facts="f.tied",
        where=_where(asked, "c.closed_on IS NOT NULL"),
    )
    return f"{_WALKED},\n{found}\n{told}"


def _timed(asked: StepFilter, rule_id: str) -> str:
    """The longest of the stays decides; one that still runs is counted to the day the extract was cut."""
    allowed = f"q.{parameter_of(rule_id)}"
    found = f"""stays AS ({_stays(asked)}),
counted AS ({_counted(asked)}),
found AS (
    SELECT case_id, count(*) AS times, max(took) AS took, arg_max(sequence, took) AS hit_at,
           bool_or(starts IS NULL OR ends IS NULL) AS no_date, bool_or(took IS NULL) AS no_days
    FROM counted GROUP BY case_id
),
named AS (SELECT case_id, bool_or(walked_step IS NULL) AS unknown_step FROM walked GROUP BY case_id)"""
    over = f"f.took > {allowed}"
    silent = (
        "WHEN n.case_id IS NULL THEN 'no_events' WHEN n.unknown_step THEN 'unknown_step' "
        "WHEN f.no_date THEN 'no_date' WHEN f.no_days THEN 'no_calendar'"
    )
    told = _TOLD.format(
        verdict=f"WHEN {over} THEN 'flagged' WHEN n.case_id IS NULL OR n.unknown_step OR f.no_days THEN 'not_computable'",
        why=f"WHEN {over} THEN NULL {silent}",
        days="CAST(f.took AS BIGINT)",
        hit=over,
        evidence=_evidence("f.hit_at"),
        facts=f"f.times, {allowed} AS allowed",
        where="\nLEFT JOIN named n ON n.case_id = c.case_id CROSS JOIN parameters q" + _where(asked),
    )
    return f"{_WALKED},\n{found}\n{told}"


def _stays(asked: StepFilter) -> str:
    first = text_literal(asked.steps[0])
    if asked.kind == BETWEEN:
        return (
            "SELECT case_id, sequence, before_on AS starts, occurred_on AS ends\n"
            f"    FROM walked WHERE before_step = {first} AND walked_step = {text_literal(asked.steps[1])}"
        )
    return (
        "SELECT w.case_id, w.sequence, w.occurred_on AS starts,\n"
        "           CASE WHEN w.last_event THEN p.cut_off ELSE w.next_on END AS ends\n"
        "    FROM walked w JOIN service_case c ON c.case_id = w.case_id CROSS JOIN period p\n"
        f"    WHERE w.walked_step = {first} AND (NOT w.last_event OR c.closed_on IS NULL)"
    )


def _counted(asked: StepFilter) -> str:
    if asked.day_kind == CIVIL:
        return "SELECT s.*, date_diff('day', s.starts, s.ends) AS took FROM stays s"
    return (
        "SELECT s.*, e.ordinal - b.ordinal AS took\n"
        "    FROM stays s LEFT JOIN calendar_day b ON b.day = s.starts LEFT JOIN calendar_day e ON e.day = s.ends"
    )


def _evidence(place: str) -> str:
    return f"list_value('service_case/' || c.case_id, 'case_event/' || c.case_id || '/' || CAST({place} AS VARCHAR))"


def _where(asked: StepFilter, *more: str) -> str:
    told = [f"c.item_id = {text_literal(asked.item_id)}"] if asked.item_id else []
    told += [f"c.organisation_id = {text_literal(asked.organisation_id)}"] if asked.organisation_id else []
    told += more
    return f"\nWHERE {' AND '.join(told)}" if told else ""


KINDS = (THROUGH, FOLLOWS, WAY, STAY, BETWEEN)
