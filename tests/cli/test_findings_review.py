"""Owns the proof that samples, blind reviews and threshold previews work from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.errors import ExitCode
from tests.cli.findings_desk import ZHOU, CommandDesk

SUN = ("--actor", "孙仪", "--role", "reviewer")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandDesk:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE", raising=False)
    made = CommandDesk(tmp_path, capsys)
    made.register()
    return made


def test_a_dismissal_is_drawn_and_reviewed_blind(desk: CommandDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    words = "坡道在侧门，拍照漏了"
    desk.call("dismiss", "WT-0002", "--reason", "not_proven", "--text", words, *ZHOU)
    monkeypatch.setattr("console.jobs.findings_precision.FEWEST", 1)
    said_of = {one["number"]: one["doubt"] for one in desk.json("list")["findings"]}
    assert {number for number, doubt in said_of.items() if doubt} == {"WT-0003", "WT-0004"}
    assert said_of["WT-0003"]["share"] == 0.0
    table, below = desk.call("list")
    assert (table.count("INC-101 ‡"), below.count("‡ INC-101")) == (2, 1)
    assert desk.json("show", "WT-0002")["doubt"] is None
    assert "0%" in desk.call("show", "WT-0003")[1]
    drawn = desk.json("sample", "--size", "3", "--seed", "7", *SUN)["samples"][0]
    assert (drawn["numbers"], drawn["seed"], drawn["population"]) == (["WT-0002"], 7, 1)
    out, _ = desk.call("blind", drawn["sample"], "WT-0002", "--json", *SUN)
    assert "service_point/SP-" in out
    assert words not in out
    assert "not_proven" not in out
    plain, _ = desk.call("blind", drawn["sample"], "WT-0002", *SUN)
    assert words not in plain
    judge = ("judge-blind", drawn["sample"], "WT-0002", "--verdict", "violation", "--reason", "侧门已锁")
    _, said = desk.call(*judge, *ZHOU, code=ExitCode.CASEBOOK)
    assert "周岚" in said
    desk.call(*judge, *SUN)
    assert desk.json("samples")["samples"][0]["reviewed"] == ["WT-0002"]
    (points,) = [one for one in desk.json("precision")["rules"] if one["rule_id"] == "INC-101"]
    assert (points["value"], points["corrected"]) == (0.0, 1.0)
    assert desk.json("verify")["verdict"] == "valid"


def test_a_preview_needs_a_parameter_the_rule_has(desk: CommandDesk) -> None:
    told = ("preview", str(desk.extract), "--rule", "INC-101", "--parameter", "days=3")
    _, said = desk.call(*told, code=ExitCode.USAGE)
    assert "days" in said
