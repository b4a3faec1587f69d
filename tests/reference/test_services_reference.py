"""Owns proof that the rules on steps say of a real permit log what two other tools said of it. It refuses to copy the log."""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from console.catalogue.load import load_catalogue
from console.cli.main import run
from console.domain.measure import Reading
from console.domain.ports import Silent, SystemClock
from console.domain.rule import Judgement
from console.engine.readings import Reader
from console.engine.rules import judge
from console.errors import ExitCode
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.paths import resource_root

HERE = Path(__file__).parent
REFERENCE = Path(
    os.environ.get("PLUMBLINE_REFERENCE", resource_root().parent.parent / "shared" / "reference")
)
LOG = REFERENCE / "process" / "receipt.csv"
MEMORY = 2 * 1024**3
T02, T04 = "T02 Check confirmation of receipt", "T04 Determine confirmation of receipt"
T05, T06 = "T05 Print and send confirmation of receipt", "T06 Determine necessity of stop advice"
T10 = "T10 Determine necessity to stop indication"
STEPS = (
    # step, must be taken, comes after, by another person than, how often at most
    (T02, "true", "", "", ""),
    (T04, "true", T02, T02, ""),
    (T05, "true", T04, "", ""),
    (T06, "true", T05, "", ""),
    (T10, "true", T06, "", ""),
)
STEP_RULES = """
[extract]
extract_id = "reference-receipt"

[source.steps]
file = "steps.csv"

[[table]]
table = "step_rule"
from = "steps"
[table.columns]
item_id = { constant = "permit-receipt" }
item_version = { constant = 1 }
step = "step"
mandatory = "mandatory"
different_person_from = "other"
max_repeats = "times"
[table.columns.predecessors]
column = "after"
split = ";"
"""
# The log holds the phase of receipt only, which every case had behind it when the log ended, and of which none was withdrawn.
PHASE_OVER = """closed_on = { expression = "coalesce(\\"case:enddate\\", '2012-01-31 00:00:00+01:00')" }
outcome = { constant = "granted" }"""

pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="no reference data here")


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((REFERENCE / "process" / "receipt.expected.json").read_text("utf-8"))
    return told


@pytest.fixture(scope="module")
def receipt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedExtract]:
    """Yield the log as it is."""
    folder = tmp_path_factory.mktemp("receipt")
    with _opened(folder, [HERE / "receipt.toml"], [LOG]) as extract:
        yield extract


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedExtract]:
    """Yield the log with the rules of its five main steps."""
    folder = tmp_path_factory.mktemp("ruled")
    mapping = (HERE / "receipt.toml").read_text("utf-8")
    assert 'closed_on = "case:enddate"' in mapping
    (folder / "receipt.toml").write_text(mapping.replace('closed_on = "case:enddate"', PHASE_OVER), "utf-8")
    (folder / "rules.toml").write_text(STEP_RULES, "utf-8")
    with (folder / "steps.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("step", "mandatory", "after", "other", "times"), *STEPS])
    mappings = [folder / "receipt.toml", folder / "rules.toml"]
    with _opened(folder, mappings, [LOG, folder / "steps.csv"]) as extract:
        yield extract


def _opened(folder: Path, mappings: Sequence[Path], sources: Sequence[Path]) -> Any:
    path = folder / "receipt.duckdb"
    words = [word for mapping in mappings for word in ("--mapping", str(mapping))]
    assert run(["build", *words, *map(str, sources), "--out", str(path)]) == ExitCode.OK
    catalogue = load_catalogue(resource_root())
    return open_extract(OpenRequest(path, (), MEMORY), catalogue, SystemClock(), Silent())


def judged(extract: OpenedExtract, rule: str) -> Judgement:
    return judge(extract.connection, extract.catalogue, extract.catalogue.rules[rule], extract.missing)


def read(extract: OpenedExtract, measure: str, cut: tuple[str, ...] = ()) -> list[Reading]:
    reader = Reader(extract.connection, extract.catalogue, extract.missing, Silent())
    return list(reader.read([extract.catalogue.measures[measure]], [cut], extract.whole_period))


def test_every_skipped_step_is_told(ruled: OpenedExtract, expected: dict[str, Any]) -> None:
    found = judged(ruled, "SVC-104")
    assert found.judged == expected["log"]["cases"]
    skipped = Counter(
        step for one in found.suspicions for step in str(one.facts["skipped"]).strip("[]").split(", ") if step
    )
    assert skipped == expected["step_rules"]["skipped"]


def test_one_confirmation_was_sent_that_nobody_had_determined(
    ruled: OpenedExtract, expected: dict[str, Any]
) -> None:
    found = judged(ruled, "SVC-113")
    unprepared = [one for one in found.suspicions if T05 in str(one.facts["steps"])]
    assert len(unprepared) == expected["step_rules"]["T05_without_prior_T04"] == 1


def test_steps_in_reverse_order(ruled: OpenedExtract, expected: dict[str, Any]) -> None:
    found = judged(ruled, "SVC-114")
    reversed_steps = Counter(step for one in found.suspicions for step in str(one.facts["steps"]).split(", "))
    for step, before in ((T04, T02), (T05, T04), (T06, T05), (T10, T06)):
        wanted = expected["step_rules"]["reordered_first_occurrence"][f"{step} before {before}"]
        assert reversed_steps.get(step, 0) == wanted, step


def test_one_person_checked_and_determined(ruled: OpenedExtract, expected: dict[str, Any]) -> None:
    found = judged(ruled, "SVC-109")
    assert found.flagged == expected["step_rules"]["same_person_T02_and_T04"] == 1_042
    assert {one.facts["steps"] for one in found.suspicions} == {f"{T04} / {T02}"}


def test_rework_and_hand_overs_are_those_of_the_log(receipt: OpenedExtract, expected: dict[str, Any]) -> None:
    (rework,) = read(receipt, "SVC-032")
    assert (rework.numerator, rework.denominator) == (
        expected["log"]["rework_cases_total"],
        expected["log"]["cases"],
    )
    (handed,) = read(receipt, "SVC-030")
    told = expected["deadlines"]
    assert (handed.numerator, handed.denominator) == (told["cross_group_handoffs"], told["df_pairs"])


def test_steps_outside_seven_to_seven(receipt: OpenedExtract, expected: dict[str, Any]) -> None:
    (found,) = read(receipt, "SVC-029")
    assert found.numerator == expected["step_rules"]["events_before7_or_after19_amsterdam"]
    assert found.denominator == expected["log"]["events"]


def test_no_burst_and_two_cases_that_ended_before_they_began(
    receipt: OpenedExtract, expected: dict[str, Any]
) -> None:
    found = judged(receipt, "SVC-122")
    backwards = receipt.connection.row("SELECT count(*) FROM service_case WHERE closed_at < submitted_at")
    assert backwards == (expected["deadlines"]["end_before_start"],)
    assert found.flagged >= expected["deadlines"]["end_before_start"]
    assert judged(receipt, "SVC-123").flagged == 0


def test_steps_after_the_end_and_cases_without_one(receipt: OpenedExtract, expected: dict[str, Any]) -> None:
    told, found = expected["deadlines"], judged(receipt, "SVC-121")
    assert found.flagged == told["last_event_after_enddate"]
    assert found.judged == told["with_enddate"]
    open_cases = receipt.connection.row("SELECT count(*) FROM service_case WHERE closed_at IS NULL")
    assert open_cases == (told["open_no_enddate"],)
    before = receipt.connection.row(
        "SELECT count(*) FROM (SELECT case_id, min(occurred_at) AS first FROM case_event GROUP BY case_id) e "
        "JOIN service_case c USING (case_id) WHERE e.first < c.submitted_at"
    )
    assert before == (told["first_event_before_case_start"],)


@dataclass(frozen=True)
class Ended:
    """A case of the log that ended: by which channel, when, and when it should have."""

    channel: str
    ended: datetime
    due: datetime


def _ended() -> list[Ended]:
    with LOG.open(encoding="utf-8", newline="") as file:
        cases = {row["case:concept:name"]: row for row in csv.DictReader(file) if row["case:enddate"]}
    return [
        Ended(
            row["case:channel"],
            datetime.fromisoformat(row["case:enddate"]),
            datetime.fromisoformat(row["case:deadline"]),
        )
        for row in cases.values()
    ]


def test_late_by_channel(receipt: OpenedExtract, expected: dict[str, Any]) -> None:
    """A promise is kept to the end of its day: what ended later on the very day is late by the clock, not by the law."""
    ended = _ended()
    on_the_day = Counter(
        one.channel for one in ended if one.ended > one.due and one.ended.date() == one.due.date()
    )
    found = {one.subject: _late(one) for one in read(receipt, "SVC-034", ("channel",))}
    (every,) = read(receipt, "SVC-034")
    assert every.denominator == expected["deadlines"]["with_enddate"]
    found["unknown"] = _late(every) - found["web"] - found["counter"]
    names = {"web": ("Internet",), "counter": ("Desk",), "unknown": ("Post", "e-mail", "Intern")}
    for channel, called in names.items():
        wanted = sum(expected["deadlines"]["late_by_channel"][name] for name in called)
        assert found[channel] + sum(on_the_day[name] for name in called) == wanted, channel


def _late(reading: Reading) -> int:
    assert reading.numerator is not None and reading.denominator is not None
    return int(reading.denominator) - int(reading.numerator)
