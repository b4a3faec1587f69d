"""Owns the tests that measures and rules run on real registers and say what is missing. It refuses a silent zero."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.errors import ExitCode
from console.paths import resource_root

HERE = Path(__file__).parent
REFERENCE = Path(
    os.environ.get("PLUMBLINE_REFERENCE", resource_root().parent.parent / "shared" / "reference")
)
RECEIPT, PAYMENTS = REFERENCE / "process" / "receipt.csv", REFERENCE / "funds" / "corporate_payments.parquet"

pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="no reference data here")


def _document(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert run([*words, "--json"]) == ExitCode.OK
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("names", "read", "tables"),
    [
        (("receipt",), 8_577, {"service_case": 1_434, "case_event": 8_577}),
        (("payments",), 189_470, {"payment": 189_470}),
        (("receipt", "payments"), 198_047, {"service_case": 1_434, "case_event": 8_577, "payment": 189_470}),
    ],
)
def test_built_measured_and_supervised_from_the_command_line(
    names: tuple[str, ...],
    read: int,
    tables: dict[str, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    out = str(tmp_path / "real.duckdb")
    sources = [str({"receipt": RECEIPT, "payments": PAYMENTS}[name]) for name in names]
    mappings = [word for name in names for word in ("--mapping", str(HERE / f"{name}.toml"))]
    built = _document(capsys, "build", *mappings, *sources, "--out", out)
    assert (built["read"], built["accepted"], built["rejected"]) == (read, read, 0)
    assert {name: built["tables"][name]["accepted"] for name in tables} == tables
    measures = _document(capsys, "measure", out)["measures"]
    rules = _document(capsys, "supervise", out)["rules"]
    assert {one["id"] for one in measures} >= {"SVC-001", "FUND-001", "SEC-001", "CON-001", "EVA-001"}
    for one in measures:
        assert (one["value"] is None) == bool(one["reason"]), one
    silent = [one for one in rules if not one["flagged"] and not one["clear"]]
    for one in silent:
        assert one["not_computable"], one["id"]
    assert len(silent) >= 40
    assert any("drill.drill_id" in one["reason"] for one in measures if one["id"] == "CON-001")
    if "payments" not in names:
        fund = next(one for one in rules if one["id"] == "FUND-111")
        assert [reason.startswith("missing: ") for reason in fund["not_computable"]] == [True]
    if "receipt" in names:
        told = {one["id"]: one["value"] for one in measures}
        assert float(told["SVC-010"]) > 0
