"""Owns what rules about funds cost beside one script that counts their flags, and what ten times the rows cost.

It refuses to state a ratio where script and rules flag different numbers. The script is tuned by hand for the rules on every
payment: it reads each once for all tests of a single row, and looks for repetition only where something is repeated at all.
Of the other rules it asks once for what is flagged, and for nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from console.domain.ports import Clock, Progress
from console.engine.views import set_parameters
from console.errors import UsageError
from console.jobs.bench_clock import Compared, compared, in_turns
from console.jobs.bench_measures import Large, opened_large
from console.jobs.extract import OpenedExtract
from console.jobs.supervise import SuperviseRequest, chosen_rules, supervise

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
THEME = "funds"
FLAGS = "SELECT count(*) FROM ({judge}) WHERE verdict = 'flagged'"


def compare_funds_script(large: Large, clock: Clock, progress: Progress) -> Compared:
    """Judge all rules about funds, and run one script that does no more than count what they flag.

    Raises UsageError where both do not flag the same number of things by every rule.
    """
    with opened_large(large, clock, progress) as extract:
        rules = chosen_rules(extract, SuperviseRequest(themes=(THEME,)))
        values = {p.name: p.value for name in BY_HAND for p in extract.catalogue.rules[name].parameters}
        tuned = (large.resources / SCRIPT).read_text("utf-8").format(**values)
        ours: dict[str, int] = {}
        theirs: dict[str, int] = {}

        def judged() -> None:
            found = supervise(extract, SuperviseRequest(themes=(THEME,)), progress)
            ours.update({one.rule_id: one.flagged for one in found})

        def script() -> None:
            names, rows = extract.connection.columns_and_rows(tuned, progress)
            theirs.update(zip(names, map(int, rows[0]), strict=True))
            for rule in rules:
                if rule.id not in BY_HAND:
                    set_parameters(extract.connection, rule.parameters)
                    theirs[rule.id] = int(extract.connection.row(FLAGS.format(judge=rule.judge), progress)[0])

        measured, reference = in_turns(judged, script, granted=large.granted)
        for name in sorted(ours):
            if ours[name] != theirs[name]:
                raise UsageError("bench-unlike", name=name, found=str(ours[name]), wanted=str(theirs[name]))
        told = {"by_hand": len(BY_HAND), "rules": len(rules), "flagged": sum(ours.values())}
        return compared(
            measured,
            reference,
            **told,
            payments=_rows(extract, "payment"),
            contracts=_rows(extract, "contract"),
        )


def compare_funds_tenfold(large: Large, tenth: Path, clock: Clock, progress: Progress) -> Compared:
    """Judge all rules about funds on the large sample and on one a tenth as large."""
    with (
        opened_large(large, clock, progress) as extract,
        opened_large(replace(large, path=tenth), clock, progress) as small,
    ):
        request = SuperviseRequest(themes=(THEME,))
        measured, reference = in_turns(
            lambda: supervise(extract, request, progress),
            lambda: supervise(small, request, progress),
            granted=large.granted,
        )
        rows, few = _rows(extract, "payment"), _rows(small, "payment")
        return compared(measured, reference, payments=rows, times_the_rows=round(rows / max(few, 1), 2))


def _rows(extract: OpenedExtract, table: str) -> int:
    return int(extract.connection.row(f"SELECT count(*) FROM {table}")[0])
