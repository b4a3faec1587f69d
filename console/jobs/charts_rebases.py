"""Owns the months from which limits begin anew, kept with their reason in one file that only grows.

It refuses a rebase without a reason or an author, and to forget one: withdrawing is another line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import msgspec

from console.domain.period import parse
from console.domain.ports import Clock
from console.errors import UsageError
from console.jobs.charts_answers import ControlRequest, Rebase
from console.jobs.kept_lines import append_line, read_lines
from console.paths import user_folder

FILE = "control-rebases.jsonl"


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One decision about one measure and subject: limits begin anew at a month, or do so no longer."""

    measure: str
    subject: str
    month: date
    reason: str
    author: str
    kept_on: date
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class RebaseRequest:
    """A decision to keep: the chart it is about, the month by name, why, and who says so."""

    control: ControlRequest
    month: str
    reason: str
    author: str
    withdrawn: bool = False


def subject_of(request: ControlRequest) -> str:
    """Return the subject of a chart in one text, the same whatever order its parts came in."""
    pairs = list(request.subjects)
    if request.scope.organisation_id:
        pairs.append(("organisation_id", request.scope.organisation_id))
    elif request.scope.region_id:
        pairs.append(("region_id", request.scope.region_id))
    return "&".join(f"{column}={value}" for column, value in sorted(set(pairs)))


def rebases_of(request: ControlRequest, file: Path | None = None) -> tuple[Rebase, ...]:
    """Return the rebases in force for a chart, in the order of time; those of the request where it brings its own."""
    if request.rebases is not None:
        return tuple(sorted(request.rebases, key=lambda one: one.month))
    held: dict[date, Rebase] = {}
    for line in read_lines(file or user_folder() / FILE, Line):
        if (line.measure, line.subject) != (request.measure_id, subject_of(request)):
            continue
        held.pop(line.month, None)
        if not line.withdrawn:
            held[line.month] = Rebase(line.month, line.reason, line.author, line.kept_on)
    return tuple(held[month] for month in sorted(held))


def keep_rebase(asked: RebaseRequest, clock: Clock, file: Path | None = None) -> Rebase:
    """Write a decision down; raises UsageError without reason or author, or for what is no month.

    Withdrawing one that is not in force is refused as well.
    """
    month = parse(asked.month)
    if month.grain != "month":
        raise UsageError("control-rebase-month", told=asked.month)
    if not asked.reason.strip() or not asked.author.strip():
        raise UsageError("control-rebase-reason")
    path = file or user_folder() / FILE
    if asked.withdrawn and month.starts not in {
        one.month for one in rebases_of(replace(asked.control, rebases=None), path)
    }:
        raise UsageError("control-rebase-none", month=month.name)
    today = clock.now().date()
    line = Line(
        asked.control.measure_id,
        subject_of(asked.control),
        month.starts,
        asked.reason.strip(),
        asked.author.strip(),
        today,
        asked.withdrawn,
    )
    append_line(path, line)
    return Rebase(line.month, line.reason, line.author, line.kept_on)
