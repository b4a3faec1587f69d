"""Owns the proof that one command writes any decision, on one finding or on many at once, and says what may be decided."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from console.cli.commands.findings_decide import DECISIONS, entry_of
from console.domain.entries import Closing, VerificationStart
from console.domain.finding import Actor, Role
from console.domain.procedure import TABLE
from console.errors import ExitCode, UsageError
from tests.cli.findings_desk import CHEN, ZHOU, CommandDesk

WHO = Actor("周岚", Role.INSPECTOR)
KEYED = {"countersign", "hand_over"}
BY_THE_CONSOLE = {"recognise", "vanish", "attach", "unmask"}


def test_every_decision_of_the_procedure_has_its_entry() -> None:
    actions = {rule.action for rule in TABLE}
    assert set(DECISIONS) == actions - KEYED - BY_THE_CONSOLE
    for rule in TABLE:
        if rule.action in DECISIONS:
            assert set(rule.carries) <= {one.name for one in fields(DECISIONS[rule.action])}


def test_fields_are_read_as_what_they_are() -> None:
    told = ("text=已到位", "checked=是", "recovered=1,200.50", "served=37")
    assert entry_of("close", told, WHO) == Closing("", "已到位", True, Decimal("1200.50"), 37)
    started = VerificationStart("", "周岚", date(2026, 7, 20))
    assert entry_of("verify", ("due_on=2026-07-20",), WHO) == started


@pytest.mark.parametrize(
    ("action", "told", "key"),
    [
        ("clos", (), "decide-action"),
        ("close", ("texd=1",), "decide-field"),
        ("close", ("text",), "decide-field"),
        ("close", ("text=x",), "decide-field"),  # whether somebody looked is never guessed
        ("close", ("checked=maybe",), "decide-value"),
        ("close", ("checked=yes", "served=many"), "decide-value"),
        ("verify", ("due_on=soon",), "findings-date"),
        ("comment", ("finding=other",), "decide-field"),
    ],
)
def test_what_cannot_be_read_is_said(action: str, told: tuple[str, ...], key: str) -> None:
    with pytest.raises(UsageError) as caught:
        entry_of(action, told, WHO)
    assert caught.value.key == key


def test_the_same_is_decided_on_many_or_on_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    desk = CommandDesk(tmp_path, capsys)
    desk.register()
    told = desk.json("decide", "WT-0001", *ZHOU)["possible"]["WT-0001"]
    assert {"owner*", "due_on*"} <= set(told["verify"])
    assert "confirm" not in told
    both = ("decide", "WT-0001", "WT-0002", "--as", "verify", "--set", "due_on=2099-07-20")
    assert desk.json(*both, *ZHOU)["findings"] == ["WT-0001", "WT-0002"]
    desk.call("decide", "WT-0001", "--as", "hear", "--set", "due_on=2099-07-30", *ZHOU)
    desk.call(*both[:3], "--as", "hear", "--set", "due_on=2099-07-30", *ZHOU, code=ExitCode.CASEBOOK)
    assert desk.json("show", "WT-0002")["stage"] == "verifying"
    answer = ("--as", "reply", "--set", "position=accepts", "--set", "text=属实")
    desk.call("decide", "WT-0001", *answer, *ZHOU)
    out, said = desk.call("decide", "WT-0001", "--as", "confirm", "--set", "reason=属实", *CHEN)
    assert "WT-0001" in out + said
    assert desk.json("show", "WT-0001")["stage"] == "confirmed"
