"""Owns what rules about funds cost beside one script written by hand, what they hold, and what ten times the rows cost.

The script is an independent writing of every rule, tuned by somebody who knows them all: what several rest on it works out
once, and it looks closely only at what may be flagged. It refuses to state a ratio where both do not flag the very same.

Neither side finds what the other left behind, but for the blocks of the file and the payees that vendors are grouped to: both
read those from a table that is made before the first turn, as it is made once for an opened extract.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from console.domain.ports import Clock, Progress, stop_if_cancelled
from console.domain.rule import Judgement, Rule
from console.engine.payees import provide_payees
from console.errors import UsageError
from console.jobs.bench_clock import Compared, compared, in_turns, peak_mib
from console.jobs.bench_measures import Large, opened_large
from console.jobs.extract import OpenedExtract
from console.jobs.supervise import SuperviseRequest, chosen_rules, supervise

SCRIPT = Path("benches") / "funds.sql"
END = ";\n"
FLAGS = "SELECT rule, key FROM flag"
MADE = re.compile(r"^CREATE OR REPLACE TEMP TABLE (\w+)", re.MULTILINE)
THEME = "funds"
REQUEST = SuperviseRequest(themes=(THEME,))
MEMORY = 7 * 1024**3 // 2
"""What the process is given, half of it for the engine, which holds more than it is told: less than three gibibytes in all."""
GIB = 1024.0

Flags = set[tuple[str, tuple[str, ...]]]
"""A rule, and the natural key of what it flags."""


def compare_funds_script(large: Large, clock: Clock, progress: Progress) -> Compared:
    """Judge everything by all rules about funds, and run one script that does no more than name what they flag.

    Raises UsageError where a rule flags what the script does not, or the other way round.
    """
    with opened_large(replace(large, memory_bytes=MEMORY), clock, progress) as extract:
        rules = chosen_rules(extract, REQUEST)
        statements = statements_of((large.resources / SCRIPT).read_text("utf-8"), rules)
        ours: list[Judgement] = []
        theirs: Flags = set()
        provide_payees(extract.connection, progress, extract.payees)

        def judged() -> None:
            ours[:] = supervise(extract, REQUEST, progress)

        def script() -> None:
            theirs.clear()
            theirs.update(run_script(extract, statements, progress))

        measured, reference = in_turns(judged, script, granted=large.granted)
        expect_same({(one.rule_id, each.key) for one in ours for each in one.suspicions}, theirs)
        return compared(
            measured,
            reference,
            rules=len(rules),
            flagged=len(theirs),
            looked_at=_looked_at(ours),
            **_sizes(extract),
        )


def compare_funds_memory(large: Large, clock: Clock, progress: Progress) -> Compared:
    """Judge everything once; what counts are not seconds but the gibibytes this process ever held."""
    with opened_large(replace(large, memory_bytes=MEMORY), clock, progress) as extract:
        found = supervise(extract, REQUEST, progress)
        return Compared(peak_mib() / GIB, 0.0, {"looked_at": _looked_at(found), **_sizes(extract)})


def compare_funds_tenfold(large: Large, tenth: Path, clock: Clock, progress: Progress) -> Compared:
    """Judge everything by all rules about funds on the large sample and on one a tenth as large."""
    held = replace(large, memory_bytes=MEMORY)
    with (
        opened_large(held, clock, progress) as extract,
        opened_large(replace(held, path=tenth), clock, progress) as small,
    ):
        measured, reference = in_turns(
            lambda: supervise(extract, REQUEST, progress),
            lambda: supervise(small, REQUEST, progress),
            granted=large.granted,
        )
        sizes, few = _sizes(extract), _sizes(small)
        times = round(sizes["payments"] / max(few["payments"], 1), 2)
        return compared(measured, reference, **sizes, times_the_rows=times)


def statements_of(script: str, rules: Sequence[Rule]) -> list[str]:
    """Return the statements of the script in order, with the values the rules' parameters have."""
    values = {
        one.name: int(one.value) if float(one.value).is_integer() else one.value
        for rule in rules
        for one in rule.parameters
    }
    return [each for each in script.format(**values).split(END) if each.strip()]


def run_script(extract: OpenedExtract, statements: Sequence[str], progress: Progress) -> Flags:
    """Run the script in this thread's session and return what it flags; none of its tables stays."""
    for each in statements:
        stop_if_cancelled(progress)
        extract.connection.execute(each, None, progress)
    found = {(str(rule), tuple(map(str, key))) for rule, key in extract.connection.rows(FLAGS, progress)}
    for name in MADE.findall("\n".join(statements)):
        extract.connection.execute(f"DROP TABLE {name}")
    return found


def expect_same(ours: Flags, theirs: Flags) -> None:
    """Refuse to go on where the two flag different things, naming the first of them."""
    for rule, key in sorted(ours ^ theirs):
        name = f"{rule} {' / '.join(key)}"
        told = {True: "flagged", False: "—"}
        found, wanted = ((rule, key) in side for side in (ours, theirs))
        raise UsageError("bench-unlike", name=name, found=told[found], wanted=told[wanted])


def _looked_at(found: Sequence[Judgement]) -> int:
    return sum(one.flagged + one.clear + sum(one.not_computable.values()) for one in found)


def _sizes(extract: OpenedExtract) -> dict[str, int]:
    return {
        f"{table}s": int(extract.connection.row(f"SELECT count(*) FROM {table}")[0])
        for table in ("payment", "contract")
    }
