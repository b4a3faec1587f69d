"""Proves that a line written wrongly is answered in the person's own language, with what is wrong and where to look."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from console import __version__
from console.cli.commands import MODULES
from console.cli.main import make_app, run
from console.errors import ExitCode
from console.i18n import Phrases
from console.paths import resource_root

LINES = {
    "destroy x.duckdb": ("usage-lacking", {"name": "--sign"}),
    "chart": ("usage-lacking", {"name": "FILE"}),
    "destroy x.duckdb --sgn who": ("usage-option-near", {"name": "--sgn", "nearest": "--sign"}),
    "build --zzzz": ("usage-option", {"name": "--zzzz"}),
    "findings lst": ("usage-command-near", {"name": "lst", "nearest": "list"}),
    "qqqq": ("usage-command", {"name": "qqqq"}),
    "chrt x.duckdb": ("usage-command-near", {"name": "chrt", "nearest": "chart"}),
    "destroy --json=3 x.duckdb": ("usage-no-value", {"name": "--json"}),
    "destroy x.duckdb --sign": ("usage-value-lacking", {"name": "--sign"}),
    "verify a.duckdb b c": ("usage-words", {"words": "b c"}),
    "bench --cases many": ("usage-whole", {"name": "--cases", "value": "many"}),
    "bench --cases 3": ("usage-least", {"name": "--cases", "bound": "1000", "value": "3"}),
    "audit-sample out x.duckdb --confidence much": (
        "usage-number",
        {"name": "--confidence", "value": "much"},
    ),
    "audit-sample out x.duckdb --confidence 2": (
        "usage-most",
        {"name": "--confidence", "bound": "0.999", "value": "2"},
    ),
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_written_wrongly_is_answered_in_both_languages(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path))
    key, facts = LINES[line]
    for language in ("zh-CN", "en"):
        assert run(["--language-of-words", language, *line.split()]) == ExitCode.USAGE
        told = capsys.readouterr()
        assert told.out == ""
        assert Phrases(language, resource_root() / "phrases").text(key, **facts) in told.err
        assert "--help" in told.err or "usage-no-value" in key or "value-lacking" in key


@pytest.mark.parametrize("name", MODULES)
def test_a_command_alone_is_told_as_among_all(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is made without the others: its help and its place are the same."""
    phrases = Phrases("en", resource_root() / "phrases")
    told = []
    for names in (MODULES, [name]):
        command = typer.main.get_command(make_app(phrases, names))
        command.main([name, "--help"], prog_name="plumbline", standalone_mode=False)
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert f"plumbline {name}" in told[0]


def test_the_version_is_told_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == ExitCode.OK
    assert capsys.readouterr().out == f"Plumbline {__version__}\n"
    assert run(["--version", "keys", "--help"]) == ExitCode.OK
    assert run(["--language-of-words", "en", "--version", "chrt"]) == ExitCode.USAGE
    assert "chart" in capsys.readouterr().err


def test_all_commands_are_listed_and_one_does_not_load_the_others() -> None:
    """Help before a command is help on all of them."""
    say = "import sys; from console.cli.main import run; run({}); print([m for m in sys.modules if 'cli.commands.' in m])"
    for words, loaded in ((["keys", "--help"], 1), (["--help", "keys"], len(MODULES))):
        done = subprocess.run(
            [sys.executable, "-c", say.format(words)], capture_output=True, text=True, check=True
        )
        listed, modules = done.stdout.rsplit("\n", 2)[:2]
        assert all(f"  {name} " in listed for name in MODULES) == (loaded > 1)
        seen = {one.rpartition(".")[2] for one in ast.literal_eval(modules)} & set(MODULES.values())
        assert seen == (set(MODULES.values()) if loaded > 1 else {"keys"})
