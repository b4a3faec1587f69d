"""Owns the tests of methods on real files with published answers, read in place. It refuses to copy any of them."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.errors import ExitCode
from console.paths import resource_root

REFERENCE = Path(
    os.environ.get("PLUMBLINE_REFERENCE", resource_root().parent.parent / "shared" / "reference")
)
FUNDS = REFERENCE / "funds"
OPTIONS = {
    "threshold-10": ["--threshold", "10"],
    "procurement_methods-open+selective": ["--procurement-methods", "open+selective"],
    "procurement_method_details-x-5-y-10": [
        "--procurement-method-details",
        "x=5",
        "--procurement-method-details",
        "y=10",
    ],
}
"""What the name of a file says after the flag → the options of the call."""

pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="no reference data here")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))


def _document(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert run(["method", *words, "--json"]) == ExitCode.OK
    return json.loads(capsys.readouterr().out)


def _benford(capsys: pytest.CaptureFixture[str], digits: str) -> Any:
    path = str(FUNDS / "corporate_payments.parquet")
    return _document(capsys, "benford", path, "--column", "amount", "--digits", digits)


def test_first_two_digits_of_real_payments_are_as_published(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads((FUNDS / "expected.json").read_text("utf-8"))["corporate_payments"]
    found = _benford(capsys, "first-two")
    assert (found["n"], found["second_order_n"]) == (told["n"], told["second_order_n"])
    assert found["mad"] == pytest.approx(told["mad_first_two"], abs=5e-10)
    assert found["chi_square"] == pytest.approx(told["chi_square_exact_decimal"], abs=0.05)
    assert found["ks"] == pytest.approx(told["ks_distance"], abs=5e-7)
    assert found["mantissa_arc_L2"] == pytest.approx(told["mantissa_arc_L2"], abs=5e-8)
    assert found["distortion_factor_percent"] == pytest.approx(told["distortion_factor_percent"], abs=5e-7)
    # The published figure divides by 39.0685, the expected mean with two digits exchanged; without that, this is it.
    assert found["distortion_factor_exact_percent"] == pytest.approx(
        (told["distortion_factor_percent"] * 39.0685 / 100 + 39.0865) / (90 / math.log(10)) * 100 - 100,
        abs=5e-7,
    )
    assert found["most_repeated_amount"] == told["most_repeated_amount"]
    assert (found["verdict"], found["why_not"]) == ("nonconformity", None)
    ten = found["table"][0]
    deviation = ten["count"] - found["n"] * ten["expected"]
    assert (ten["digit"], deviation) == (
        10,
        pytest.approx(told["digit_10_deviation_from_expected_count"], abs=0.01),
    )


@pytest.mark.parametrize("digits", ["first", "second", "first-three"])
def test_limits_are_the_published_ones(capsys: pytest.CaptureFixture[str], digits: str) -> None:
    limits = json.loads((FUNDS / "expected.json").read_text("utf-8"))["mad_limits"]
    found = _benford(capsys, digits)
    assert found["mad_limits"] == limits[digits.replace("-", "_")]
    assert sum(row["count"] for row in found["table"]) == found["n"]


@pytest.mark.parametrize("path", sorted((FUNDS / "ocds").glob("*.jsonl")), ids=lambda path: path.stem)
def test_flags_on_open_contracting_data_are_those_of_the_reference(
    capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    code, _, rest = path.stem.partition("-")
    expected = json.loads(path.with_suffix(".expected").read_text("utf-8"))
    words = ["ocds-flags", str(path), "--rule", code, *(OPTIONS[rest] if rest else [])]
    assert _document(capsys, *words) == expected


@pytest.mark.parametrize("path", sorted((FUNDS / "ocds").glob("*.jsonl")), ids=lambda path: path.stem)
def test_all_flags_together_say_of_each_what_it_says_alone(
    capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    code, _, rest = path.stem.partition("-")
    expected = json.loads(path.with_suffix(".expected").read_text("utf-8"))
    options = OPTIONS[rest] if rest else []
    if "--threshold" in options:  # a short form where one flag is chosen
        options = ["--parameter", f"{code}.threshold_days={options[1]}"]
    found = _document(capsys, "ocds-flags", str(path), *options)
    assert {
        kind: kept
        for kind, things in found.items()
        if (kept := {name: {code: told[code]} for name, told in things.items() if code in told})
    } == expected
