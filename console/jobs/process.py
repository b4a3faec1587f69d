"""Owns the questions about the process of an opened extract. It refuses to answer without the events it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from console.domain.period import Period
from console.domain.ports import Progress
from console.engine import matters, waiting
from console.engine import process as engine
from console.engine.connection import Connection
from console.engine.cut import ONLY, Cut, chosen
from console.errors import UsageError
from console.jobs.extract import OpenedExtract

NEEDED = ("case_event.case_id", "case_event.occurred_at", "case_event.sequence")
ONLY_NEEDED = {"cross-region": ("applicant_region_id", "region_id"), "one-matter": ("parent_case_id",)}
Answer = (
    engine.ProcessMap
    | tuple[engine.Variant, ...]
    | engine.Durations
    | engine.Handovers
    | engine.Rework
    | waiting.Waiting
    | matters.Matters
)
QUESTIONS: Mapping[str, Callable[[Connection, Cut, Progress], Answer]] = {
    "map": engine.process_map,
    "variants": engine.variants,
    "durations": engine.durations,
    "handovers": engine.handovers,
    "rework": engine.rework,
    "waiting": waiting.waiting,
    "matters": matters.matters,
}


@dataclass(frozen=True, slots=True)
class ProcessRequest:
    """One question (a key of QUESTIONS) about the cases of one item, submitted in a period, ``only`` of a kind, or all."""

    question: str
    item_id: str = ""
    period: Period | None = None
    only: str = ""


def process(extract: OpenedExtract, request: ProcessRequest, progress: Progress) -> Answer:
    """Answer one question.

    Raises UsageError for a question or an item that does not exist, and where the extract lacks what it rests on.
    """
    if request.question not in QUESTIONS:
        raise UsageError("process-question", name=request.question, allowed=", ".join(QUESTIONS))
    if request.only and request.only not in ONLY:
        raise UsageError("process-only", name=request.only, allowed=", ".join(ONLY))
    kind = "one-matter" if request.question == "matters" else request.only
    needed = (*NEEDED, *(f"service_case.{name}" for name in ONLY_NEEDED.get(kind, ())))
    lacking = sorted(
        name for name in needed if name in extract.missing or name.split(".")[0] in extract.missing
    )
    if {"case_event.activity", "case_event.step"} <= extract.missing:
        lacking.append("case_event.step")
    if lacking:
        raise UsageError("process-missing", names=", ".join(lacking))
    require_item(extract, request.item_id, progress)
    _require_cases(extract, request, progress)
    return QUESTIONS[request.question](extract.connection, _cut(extract, request), progress)


def require_item(extract: OpenedExtract, item_id: str, progress: Progress) -> None:
    """Refuse an item the extract holds no case of; none named is every item."""
    if item_id and not extract.connection.rows(
        "SELECT 1 FROM service_case WHERE item_id = ? LIMIT 1", progress, parameters=[item_id]
    ):
        raise UsageError("process-item", name=item_id)


def _require_cases(extract: OpenedExtract, request: ProcessRequest, progress: Progress) -> None:
    """Refuse a period in which no case was submitted: nought would read as a process without faults."""
    period = request.period
    if period is None or "service_case.submitted_on" in extract.missing:
        return
    cases = f"SELECT 1 FROM service_case WHERE {chosen(_cut(extract, request))} LIMIT 1"
    if not extract.connection.rows(cases, progress):
        raise UsageError("process-period", starts=str(period.starts), ends=str(period.ends))


def known_zone(extract: OpenedExtract) -> str:
    """Return the zone the extract's instants are told in; nothing where it names none that is known."""
    rows = extract.connection.rows("SELECT zone FROM extract_info LIMIT 1")
    zone = str(rows[0][0] or "") if rows else ""
    known = extract.connection.rows("SELECT 1 FROM pg_timezone_names() WHERE name = ?", parameters=[zone])
    return zone if known else ""


def _cut(extract: OpenedExtract, request: ProcessRequest) -> Cut:
    return Cut(known_zone(extract), request.item_id, request.period, request.only)
