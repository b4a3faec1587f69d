"""Owns the proof that a parameter tried is saved as the rule's next version, and nothing else of the rule is touched."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from console.errors import DefinitionError, UsageError
from console.jobs.findings_saved_rule import next_version
from console.paths import resource_root

FILES = tuple(
    path
    for path in sorted((resource_root() / "rules").glob("*/*.toml"))
    if tomllib.loads(path.read_text("utf-8")).get("parameters")
)


def test_every_rule_with_parameters_can_be_saved_with_another_value() -> None:
    assert len(FILES) > 20
    for path in FILES:
        before = tomllib.loads(path.read_text("utf-8"))
        for name, held in before["parameters"].items():
            other = held["low"] if held["value"] != held["low"] else held["high"]
            after = tomllib.loads(next_version(path, {name: other}).decode())
            assert after["version"] == before["version"] + 1
            assert after["parameters"][name]["value"] == other
            assert {**after, "version": 0, "parameters": 0} == {**before, "version": 0, "parameters": 0}


def test_the_value_in_force_is_no_change() -> None:
    held = tomllib.loads(FILES[0].read_text("utf-8"))["parameters"]
    name = next(iter(held))
    with pytest.raises(UsageError, match="rule-unchanged"):
        next_version(FILES[0], {name: held[name]["value"]})


def test_a_file_written_another_way_is_not_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "R.toml"
    path.write_text('id = "R"\nversion=1\n[parameters.days]\nvalue = 3.0\nlow = 1.0\nhigh = 9.0\n', "utf-8")
    with pytest.raises(DefinitionError, match="rule-not-saved"):
        next_version(path, {"days": 4.0})
