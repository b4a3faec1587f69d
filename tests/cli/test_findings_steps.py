"""Owns the proof that a finding can be led from 认定 to its end from the command line, and that separation holds there."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.errors import ExitCode
from tests.cli.findings_desk import CHEN, LI, ZHOU, CommandDesk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandDesk:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE", raising=False)
    made = CommandDesk(tmp_path, capsys)
    made.register()
    return made


def test_a_red_card_is_closed_by_two_people_with_what_came_of_it(desk: CommandDesk) -> None:
    desk.lead_to_review("WT-0002", "--severity", "red")
    outcome = ("--recovered", "1,200.50", "--served", "37", "--rules-changed", "《窗口管理办法》")
    close = ("close", "WT-0002", "--text", "已到位", "--checked", *outcome)
    _, said = desk.call(*close, *ZHOU, code=ExitCode.CASEBOOK)
    assert "周岚" in said
    desk.make_identities(("zhou", " 周 岚"), ("chen", "陈立"), ("li", "李敏"))
    desk.call("endorse", "WT-0002", "--reason", "看过", *LI)
    _, said = desk.call(*close, *CHEN, code=ExitCode.CASEBOOK)
    assert "副签" in said
    desk.countersign("WT-0002", "chen")
    desk.call(*close, *CHEN, code=ExitCode.CASEBOOK)
    assert "周 岚" in desk.countersign("WT-0002", "zhou", code=ExitCode.CASEBOOK)
    desk.countersign("WT-0002", "li")
    told = desk.json(*close, *CHEN)["finding"]
    assert (told["stage"], told["recovered"], told["served"], told["checked"]) == (
        "closed",
        "1200.50",
        37,
        True,
    )
    assert desk.json("verify")["verdict"] == "valid"


def test_an_objection_is_decided_by_somebody_else(desk: CommandDesk) -> None:
    desk.confirm("WT-0002")
    desk.call("object", "WT-0002", "--text", "不服", "--due", "2099-08-01", *ZHOU)
    desk.call("uphold", "WT-0002", "--reason", "有理", *ZHOU, code=ExitCode.CASEBOOK)
    assert desk.json("reject", "WT-0002", "--reason", "维持", *CHEN)["finding"]["stage"] == "confirmed"
    desk.call("object", "WT-0002", "--text", "仍不服", "--due", "2099-08-01", *ZHOU)
    told = desk.json("uphold", "WT-0002", "--reason", "证据不足", *CHEN)["finding"]
    assert (told["stage"], told["severity"], told["organisation_id"]) == ("dismissed", None, None)


def test_the_other_steps_are_written(desk: CommandDesk) -> None:
    desk.call("assign", "WT-0001", "--owner", "陈立", "--due", "2099-07-01")
    assert desk.json("show", "WT-0001")["owner"] == "陈立"
    desk.call("comment", "WT-0001", "--text", "请补材料")
    order = desk.json(
        *("instruct", "WT-0001", "--leader", "李市长", "--text", "限期办结"),
        *("--owner", "周岚", "--due", "2099-07-31"),
        *LI,
    )
    desk.call("carry-out", "WT-0001", "--instruction", "999", "--text", "x", code=ExitCode.CASEBOOK)
    desk.call("carry-out", "WT-0001", "--instruction", str(order["sequence"]), "--text", "已办")
    desk.confirm("WT-0002")
    chased = desk.json("supervise", "WT-0002", "--reason", "逾期", "--due", "2099-08-08", *LI)
    assert chased["finding"]["stage"] == "supervised"
    gone = desk.json(
        *("transfer", "WT-0002", "--body", "纪检监察机关", "--reason", "涉嫌违纪"),
        *("--document-number", "移〔2026〕3号"),
    )
    assert gone["finding"]["stage"] == "transferred"
    assert desk.json("reopen", "WT-0002", "--reason", "退回")["finding"]["stage"] == "reopened"
    moved = desk.json("verify-facts", "WT-0003", "--due", "2099-07-20", *ZHOU)
    back = desk.json("reverse", "WT-0003", "--entry", str(moved["sequence"]), "--reason", "误点", *ZHOU)
    assert back["finding"]["stage"] == "suspicion"
    actions = [step["action"] for step in desk.json("show", "WT-0001")["trail"]]
    assert actions == ["register", "assign", "comment", "instruct", "carry_out"]


def test_what_is_sent_back_needs_a_new_countersignature(desk: CommandDesk) -> None:
    desk.lead_to_review("WT-0002", "--severity", "red")
    desk.make_identities(("li", "李敏"))
    desk.countersign("WT-0002", "li")
    desk.call("return", "WT-0002", "--reason", "未到位", "--due", "2099-08-08", *CHEN)
    desk.call("review", "WT-0002", "--text", "已改", *ZHOU)
    desk.call("close", "WT-0002", "--text", "到位", "--checked", *CHEN, code=ExitCode.CASEBOOK)
    _, said = desk.call("close", "WT-0002", "--text", "到位", *CHEN, code=ExitCode.USAGE)
    assert "--checked" in said
