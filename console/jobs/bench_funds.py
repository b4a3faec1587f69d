"""Owns what rules about payments cost beside one script tuned by hand, and what ten times the rows cost.

It refuses to state a ratio where script and rules flag different numbers of payments. The script reads every payment once
for all tests of a single row, and looks for repetition only where something is repeated at all.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from console.domain.ports import Clock, Progress
from console.errors import UsageError
from console.jobs.bench_clock import Compared, compared, in_turns
from console.jobs.bench_measures import Large, opened_large
from console.jobs.extract import OpenedExtract
from console.jobs.supervise import SuperviseRequest, supervise

BY_HAND = (
    "FUND-102",
    "FUND-116",
    "FUND-119",
    "FUND-120",
    "FUND-121",
    "FUND-122",
    "FUND-123",
    "FUND-124",
    "FUND-146",
    "FUND-147",
)
"""Rules that judge every payment: repetition, budget line, heading, and who is behind the account."""

SCRIPT = Path("benches") / "payments.sql"


def compare_funds_script(large: Large, clock: Clock, progress: Progress) -> Compared:
    """Judge the rules the script holds, and run the script.

    Raises UsageError where both do not flag the same number of payments.
    """
    with opened_large(large, clock, progress) as extract:
        rules = extract.catalogue.rules
        values = {p.name: p.value for name in BY_HAND for p in rules[name].parameters}
        sql = (large.resources / SCRIPT).read_text("utf-8").format(**values)
        ours: dict[str, int] = {}
        theirs: dict[str, int] = {}

        def judged() -> None:
            found = supervise(extract, SuperviseRequest(rules=BY_HAND), progress)
            ours.update({one.rule_id: one.flagged for one in found})

        def script() -> None:
            names, rows = extract.connection.columns_and_rows(sql, progress)
            theirs.update(zip(names, map(int, rows[0]), strict=True))

        measured, reference = in_turns(judged, script, granted=large.granted)
        for name in BY_HAND:
            if ours[name] != theirs[name]:
                raise UsageError("bench-unlike", name=name, found=str(ours[name]), wanted=str(theirs[name]))
        return compared(
            measured, reference, rules=len(BY_HAND), flagged=sum(ours.values()), payments=_payments(extract)
        )


def compare_funds_tenfold(large: Large, tenth: Path, clock: Clock, progress: Progress) -> Compared:
    """Judge all rules about funds on the large sample and on one a tenth as large."""
    with (
        opened_large(large, clock, progress) as extract,
        opened_large(replace(large, path=tenth), clock, progress) as small,
    ):
        request = SuperviseRequest(themes=("funds",))
        measured, reference = in_turns(
            lambda: supervise(extract, request, progress),
            lambda: supervise(small, request, progress),
            granted=large.granted,
        )
        rows, few = _payments(extract), _payments(small)
        return compared(measured, reference, payments=rows, times_the_rows=round(rows / max(few, 1), 2))


def _payments(extract: OpenedExtract) -> int:
    return int(extract.connection.row("SELECT count(*) FROM payment")[0])
