"""Owns proof that the process of a real permit log is the one two other tools found, through the command."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from console.catalogue.load import load_catalogue
from console.cli.main import run
from console.domain.ports import Silent, SystemClock
from console.errors import ExitCode
from console.jobs.extract import OpenRequest, open_extract
from console.jobs.process import QUESTIONS, Answer, ProcessRequest, process
from console.paths import resource_root

MEMORY = 4 * 1024**3
HERE = Path(__file__).parent
REFERENCE = Path(
    os.environ.get("PLUMBLINE_REFERENCE", resource_root().parent.parent / "shared" / "reference")
)

pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="no reference data here")


ASKED = [question for question in QUESTIONS if question != "matters"]  # the log names no parent of a case


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((REFERENCE / "process" / "receipt.expected.json").read_text("utf-8"))
    return told


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("process") / "receipt.duckdb"
    words = ["build", "--mapping", str(HERE / "receipt.toml"), str(REFERENCE), "--out", str(path)]
    assert run(words) == ExitCode.OK
    return path


def asked(extract: Path, question: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["process", str(extract), question, "--json"]) == ExitCode.OK
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


@pytest.fixture(scope="module")
def answers() -> Callable[[Path], list[Answer]]:
    """Every question asked of an extract that is opened once; what was answered is kept."""
    catalogue = load_catalogue(resource_root())

    @cache
    def all_of(path: Path) -> list[Answer]:
        with open_extract(OpenRequest(path, (), MEMORY), catalogue, SystemClock(), Silent()) as opened:
            return [process(opened, ProcessRequest(question), Silent()) for question in ASKED]

    return all_of


def test_the_map(extract: Path, expected: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    found, log = asked(extract, "map", capsys), expected["log"]
    assert (found["cases"], found["events"], found["ties"]) == (log["cases"], log["events"], 0)
    edges = found["edges"]
    assert (len(edges), sum(edge["count"] for edge in edges)) == (log["dfg_edges"], log["dfg_total"])
    assert [[edge["from"], edge["to"], edge["count"]] for edge in edges[:10]] == log["dfg_top10"]
    assert {one["step"]: one["count"] for one in found["starts"]} == log["start_activities"]
    assert {one["step"]: one["count"] for one in found["ends"]} == log["end_activities"]
    top = log["perf_dfg_top_edge_s"]
    assert edges[0]["mean_seconds"] == pytest.approx(top["mean"])
    assert edges[0]["median_seconds"] == pytest.approx(top["median"])
    assert edges[0]["median_days"] == pytest.approx(top["median"] / 86_400)
    assert edges[0]["max_seconds"] == pytest.approx(top["max"])
    assert edges[0]["mean_seconds"] * edges[0]["count"] == pytest.approx(top["sum"])


def test_the_variants(extract: Path, expected: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    found, log = asked(extract, "variants", capsys), expected["log"]
    assert found["count"] == log["variants"] == len(found["variants"])
    ways = {tuple(one["steps"]): one["count"] for one in found["variants"]}
    assert sum(ways.values()) == log["cases"]
    assert len({step for steps in ways for step in steps}) == log["activities"]
    assert sorted(ways.values())[-10:] == sorted(count for _, count in log["variants_top10"])
    for steps, count in log["variants_top10"]:
        assert ways[tuple(steps)] == count


def test_the_durations(extract: Path, expected: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    found, wanted = asked(extract, "durations", capsys)["durations"], expected["log"]["case_duration_s"]
    assert found["cases"] == expected["log"]["cases"]
    for name, held in (
        ("min", "min"),
        ("median", "median"),
        ("mean", "mean"),
        ("p95", "p95_linear"),
        ("max", "max"),
    ):
        assert found[f"{name}_seconds"] == pytest.approx(wanted[held]), name
        in_days = expected["log"]["case_duration_days"][held]
        assert found[f"{name}_seconds"] / 86_400 == pytest.approx(in_days, abs=5e-5), name


def test_the_hand_overs(extract: Path, expected: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(extract, "handovers", capsys)
    assert [[one["from"], one["to"], one["count"]] for one in found["handovers"][:10]] == expected[
        "handover_top10"
    ]
    told = expected["deadlines"]
    assert found["pairs"] == told["df_pairs"]
    assert found["changed"] == told["cross_group_handoffs"]
    share = told["share_of_waiting_time_in_cross_group_handoffs"]
    assert found["waiting_share_changed"] == pytest.approx(share)


def test_the_rework(extract: Path, expected: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    found, log = asked(extract, "rework", capsys), expected["log"]
    assert found["cases"] == log["rework_cases_total"]
    assert {one["step"]: one["count"] for one in found["rework"]} == log["rework_cases_per_activity"]
    returning = dict.fromkeys(log["rework_cases_per_activity"], 0)
    for loop in found["loops"]:
        assert loop["steps"][0] == loop["steps"][-1]
        assert loop["times"] >= loop["cases"] > 0
        returning[loop["steps"][0]] += loop["times"]
    assert (
        returning.keys() == log["rework_cases_per_activity"].keys()
    )  # no loop of a step that never came back
    assert all(returning[step] >= cases for step, cases in log["rework_cases_per_activity"].items())


def test_the_waiting_adds_up_to_the_time_between_first_and_last_step(
    extract: Path, expected: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    found, log = asked(extract, "waiting", capsys), expected["log"]
    days = log["case_duration_s"]["mean"] * log["cases"] / 86_400
    sides = ("sender", "receiver", "applicant", "excluded", "unknown")
    assert sum(found["days"][side] for side in sides) == pytest.approx(days)
    assert sum(one["count"] for one in found["bottlenecks"]) == log["dfg_total"]


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_rows_change_nothing(
    extract: Path, answers: Callable[[Path], list[Answer]], tmp_path: Path, seed: int
) -> None:
    shuffled = tmp_path / "shuffled.duckdb"
    with duckdb.connect(str(shuffled)) as connection:
        connection.execute(f"ATTACH '{extract}' AS held (READ_ONLY)")
        tables = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'held'"
        ).fetchall()
        salt = random.Random(seed).randrange(10**9)
        for (name,) in tables:
            order = f"ORDER BY hash(case_id, sequence, {salt})" if name == "case_event" else ""
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM held."{name}" {order}')
    assert answers(shuffled) == answers(extract)


def test_what_cannot_be_asked_is_said(extract: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["process", str(extract), "mapp"]) == ExitCode.USAGE
    assert "variants" in capsys.readouterr().err
    assert run(["process", str(extract), "map", "--item", "no such item"]) == ExitCode.USAGE
    assert "no such item" in capsys.readouterr().err
    assert run(["process", str(extract), "rework", "--period", "2031"]) == ExitCode.USAGE
    assert "2031-01-01" in capsys.readouterr().err
    assert run(["process", str(extract), "matters"]) == ExitCode.USAGE
    assert "parent_case_id" in capsys.readouterr().err
    assert run(["process", str(extract), "clock"]) == ExitCode.USAGE
    assert "--case" in capsys.readouterr().err
