"""Owns the tests of ``plumbline method`` on files of every format. It refuses a cell that vanishes without being counted."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import duckdb
import pytest

from console.cli.main import run
from console.errors import ExitCode


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))


def document(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert run(["method", *words, "--json"]) == ExitCode.OK, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


AMOUNTS = ["0.29", "57.00", "1.1e3", "0.05", "-3", "0", "", "n/a", "１２３", "9"]


def test_digits_are_those_of_the_notation_and_no_cell_vanishes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,amount\n" + "".join(f"x,{amount}\n" for amount in AMOUNTS), "utf-8")
    found = document(capsys, "benford", str(path), "--column", "amount", "--digits", "first-two")
    assert {row["digit"]: row["count"] for row in found["table"] if row["count"]} == {
        11: 1,
        12: 1,
        29: 1,
        50: 1,
        57: 1,
        90: 1,
    }
    kinds = [found[name] for name in ("rows", "n", "missing", "unreadable", "not_positive")]
    assert kinds == [10, 6, 1, 1, 2]
    assert (found["verdict"], found["why_not"]) == (None, "too-few")
    last = document(capsys, "benford", str(path), "--column", "amount", "--digits", "last-two")
    assert {row["digit"]: row["count"] for row in last["table"] if row["count"]} == {0: 3, 5: 1, 29: 1}


def test_a_binary_column_is_read_by_its_decimal_notation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, twin = tmp_path / "a.parquet", tmp_path / "a.jsonl"
    values = [1.15, 2.29, 4.35, 0.57, 8.03, 1000.0]  # 1.15 * 100 is 114.99999999999999 in binary
    with duckdb.connect() as writer:
        writer.execute(f"COPY (SELECT unnest({values}::DOUBLE[]) AS v) TO '{path}' (FORMAT parquet)")
    twin.write_text("".join(json.dumps({"v": value}) + "\n" for value in values), "utf-8")
    wanted = {11: 1, 22: 1, 43: 1, 57: 1, 80: 1, 10: 1}
    for file in (path, twin):
        found = document(capsys, "benford", str(file), "--column", "v")
        assert {row["digit"]: row["count"] for row in found["table"] if row["count"]} == wanted


def test_sums_and_differences_are_exact_and_tell_what_cannot_be_placed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    told = ["0.10", "0.1", "1e2", "100.30", "100.3", "7.123456789012345", "-3", "x"]
    path.write_text("v\n" + "".join(f"{one}\n" for one in told), "utf-8")
    sums = document(capsys, "benford", str(path), "--column", "v", "--digits", "summation")
    assert (sums["n"], sums["total"], sums["verdict"]) == (5, "300.8", None)
    assert {row["digit"]: row["sum"] for row in sums["table"] if row["count"]} == {10: "300.8"}
    apart = document(capsys, "benford", str(path), "--column", "v", "--digits", "second-order")
    assert {row["digit"]: row["count"] for row in apart["table"] if row["count"]} == {30: 1, 99: 1}
    assert (apart["second_order_n"], apart["unplaced"], apart["why_not"]) == (2, 1, "too-few")
    assert apart["mantissa_arc_p"] == pytest.approx(math.exp(-6 * apart["mantissa_arc_L2"]))


def test_a_column_without_positive_numbers_has_no_sums(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("v\n-1\n0\n", "utf-8")
    assert run(["method", "benford", str(path), "--column", "v", "--digits", "summation"]) == ExitCode.USAGE
    assert "v" in capsys.readouterr().err


def test_a_control_chart_flags_what_leaves_its_limits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "series.csv"
    values = [10, 11, 9, 10, 12, 10, 9, 11, 10, 10, 9, 11, 60, 10]
    rows = [f"2026-{number:02d},{value},100\n" for number, value in enumerate(values, 1)]
    path.write_text("month,v,n\n" + "".join(reversed(rows)), "utf-8")
    found = document(
        capsys, "control-chart", str(path), "--column", "v", "--order", "month", "--baseline", "12"
    )
    assert [point["label"] for point in found["points"] if point["flag"] == "outside_limits"] == ["2026-13"]
    assert found["points"][0]["label"] == "2026-01"
    assert found["expected_false_alarms"]["points"] == len(values)
    shares = document(
        capsys, "control-chart", str(path), "--column", "v", "--kind", "p", "--denominator", "n"
    )
    assert all(0 <= point["lower"] <= point["upper"] <= 1 for point in shares["points"])
    assert shares["rules"] == "nhs"


def test_intervals_are_the_published_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "shares.jsonl"
    rows = [{"g": "a", "ok": 56, "n": 70}, {"g": "b", "ok": 48, "n": 80}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    words = ["interval", str(path), "--column", "ok", "--denominator", "n", "--by", "g"]
    difference = document(capsys, *words)["difference"]
    told = [difference[name] for name in ("point", "low", "high")]
    assert told == pytest.approx([0.2, 0.0524, 0.3339], abs=5e-5)  # Newcombe 1998, table II
    rate = document(capsys, "interval", str(path), "--column", "ok", "--kind", "rate", "--denominator", "n")
    assert rate["groups"][0]["point"] == pytest.approx(104 / 150)
    median = document(capsys, "interval", str(path), "--column", "n", "--kind", "quantile")
    assert median["groups"][0]["point"] == 75


def test_inequality_and_survival(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("who,v,done\na,1,1\na,2,1\nb,9,0\nc,,1\n", "utf-8")
    found = document(capsys, "gini", str(path), "--column", "v", "--by", "who")
    assert (found["n"], found["total"], found["gini"]) == (2, 12, pytest.approx(0.25))
    assert found["missing"] == 1
    told = document(capsys, "kaplan-meier", str(path), "--column", "v", "--event", "done")
    assert (told["rows"], told["unusable"]) == (4, 1)
    (group,) = told["groups"]
    assert (group["n"], group["events"], group["median"]["median"]) == (3, 2, 2)
    assert [step["survival"] for step in group["curve"]] == pytest.approx([2 / 3, 1 / 3])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["benford", "FILE", "--column", "vv"], "v"),
        (["benford", "FILE", "--column", "v", "--digits", "third"], "first-two"),
        (["benford", "FILE", "--column", "who"], "who"),
        (["control-chart", "FILE", "--column", "v", "--kind", "p"], "--denominator"),
        (["control-chart", "FILE", "--column", "v", "--rules", "mine"], "nelson"),
        (["control-chart", "FILE", "--column", "v", "--kind", "g"], "xmr"),
        (["interval", "FILE", "--column", "v", "--kind", "odds"], "quantile"),
        (["gini", "FILE", "--column", "w"], "w"),
        (["ocds-flags", "FILE", "--rule", "R999"], "OCDS-"),
        (["ocds-flags", "FILE", "--threshold", "3"], "--rule"),
        (["ocds-flags", "FILE", "--parameter", "R035.threshold=0"], "1"),
        (["ocds-flags", "FILE", "--procurement-method-details", "x"], "x"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("who,v,w\na,1,-1\nb,,2\n", "utf-8")
    code = run(["method", *[str(path) if word == "FILE" else word for word in words], "--json"])
    told = capsys.readouterr()
    assert (code, told.out) == (ExitCode.USAGE, "")
    assert said in told.err
    assert len(told.err.strip().splitlines()) == 1


def test_a_file_that_is_none_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "a.parquet"
    broken.write_bytes(b"PAR1 and no more")
    assert run(["method", "benford", str(broken), "--column", "v"]) == ExitCode.SOURCE
    assert run(["method", "benford", str(tmp_path / "none.csv"), "--column", "v"]) == ExitCode.NOT_FOUND
    assert "Traceback" not in capsys.readouterr().err


def test_releases_that_are_none_are_refused_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ocds.jsonl"
    lines = ['{"ocid":"a","tender":{"numberOfTenderers":1,"procurementMethod":"open"}}', "no json", "[1]"]
    lines += ['{"ocid":"a"}', '{"tender":{}}', '{"ocid":"b","bids":"none","awards":{"x":1},"tender":7}']
    path.write_text("\n".join(lines), "utf-8")
    assert run(["method", "ocds-flags", str(path), "--rule", "R018", "--verdicts", "--json"]) == ExitCode.OK
    told = capsys.readouterr()
    document = json.loads(told.out)
    assert document["OCID"] == {"a": {"R018": 1.0}}
    assert [(one["flagged"], one["clear"]) for one in document["verdicts"]] == [(1, 0)]
    assert len(told.err.strip().splitlines()) == 3
    assert run(["method", "ocds-flags", str(path), "--json"]) == ExitCode.OK  # all flags at once
    assert json.loads(capsys.readouterr().out)["OCID"]["a"]["R018"] == 1.0


def test_agreement_between_raters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text("a,b,c\n1,1,2\n2,2,2\n3,3,3\n4,5,4\n5,,5\n", "utf-8")
    words = ["agreement", str(path), "--column", "a", "--column", "b"]
    alpha = document(capsys, *words, "--column", "c", "--level", "ordinal")
    assert (alpha["units"], alpha["left_out"], alpha["agreement"]["n"]) == (5, 0, 5)
    kappa = document(capsys, *words, "--kind", "kappa")
    assert (kappa["left_out"], kappa["agreement"]["n"]) == (1, 4)
    assert document(capsys, *words, "--kind", "icc")["consistency"]["point"] > 0.9
    assert document(capsys, *words, "--kind", "bland-altman")["bias"]["point"] == pytest.approx(-0.25)
    assert run(["method", *words, "--column", "c", "--kind", "kappa"]) == ExitCode.USAGE
    assert "bland-altman" in capsys.readouterr().err


def test_the_same_seed_draws_the_same_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "amounts.csv"
    path.write_text("v\n" + "".join(f"{number}\n" for number in range(1, 1001)), "utf-8")
    words = ["sample", str(path), "--seed", "7"]
    drawn = document(capsys, *words, "--tolerable", "0.05")
    assert (drawn["population"], drawn["size"], drawn["acceptable_errors"]) == (1000, len(drawn["rows"]), 0)
    assert 50 < drawn["size"] < 59
    assert document(capsys, *words, "--tolerable", "0.05") == drawn
    money = document(capsys, *words, "--size", "20", "--amount", "v")
    assert (len(money["rows"]), money["interval"]) == (20, 1000 * 1001 / 2 / 20)
    assert run(["method", *words]) == ExitCode.USAGE
    assert "--tolerable" in capsys.readouterr().err


SHIFT = [
    10.0,
    10.4,
    9.6,
    10.2,
    9.8,
    10.0,
    10.3,
    9.7,
    10.1,
    9.9,
    11.2,
    11.5,
    10.9,
    11.3,
    11.0,
    11.4,
    11.1,
    11.3,
    11.0,
    11.4,
]


@pytest.mark.parametrize(("kind", "flag"), [("ewma", "outside_limits"), ("cusum", "cusum")])
def test_small_lasting_shifts_are_seen_by_smoothed_charts(
    kind: str, flag: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "s.csv"
    path.write_text("v\n" + "".join(f"{value}\n" for value in SHIFT), "utf-8")
    found = document(capsys, "control-chart", str(path), "--column", "v", "--kind", kind)
    assert [one["flag"] for one in found["points"]][-1] == flag
    assert found["expected_false_alarms"]["any_flag"] < 0.3
    assert ("second" in found["points"][0]) == (kind == "cusum")
    assert run(["method", "control-chart", str(path), "--column", "v", "--kind", kind]) == ExitCode.OK
