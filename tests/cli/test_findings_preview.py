"""Owns the proof that another value of a rule's parameter can be tried, within its range, for one rule at a time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.catalogue.load import load_catalogue
from console.cli.commands.supervise import changed_parameters
from console.cli.main import run
from console.errors import ExitCode, UsageError
from console.paths import resource_root
from tests.jobs.findings_kit import extract_file

RULE = ("FUND-140",)


@pytest.mark.parametrize(
    ("told", "rules", "key"),
    [
        (("buyer_percent=30",), (), "parameter-rule"),
        (("buyer_percent=30",), ("FUND-140", "FUND-149"), "parameter-rule"),
        (("buyer=30",), RULE, "parameter-unknown"),
        (("buyer_percent=1",), RULE, "parameter-range"),
        (("buyer_percent=nan",), RULE, "parameter-range"),
        (("buyer_percent=",), RULE, "parameter-range"),
    ],
)
def test_a_value_outside_the_rule_is_refused(told: tuple[str, ...], rules: tuple[str, ...], key: str) -> None:
    with pytest.raises(UsageError) as caught:
        changed_parameters(told, rules, load_catalogue(resource_root()))
    assert caught.value.key == key


def test_another_value_reaches_the_rule_and_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    catalogue = load_catalogue(resource_root())
    assert changed_parameters(("buyer_percent=30",), RULE, catalogue) == {"FUND-140": {"buyer_percent": 30.0}}
    assert changed_parameters((), (), catalogue) == {}
    words = ["supervise", str(extract_file(tmp_path / "x.duckdb")), "--rule", "FUND-140", "--json"]
    assert run([*words, "--parameter", "buyer_percent=30"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["rules"][0]["id"] == "FUND-140"
    assert run([*words, "--parameter", "buyer_percent=3000"]) == ExitCode.USAGE
