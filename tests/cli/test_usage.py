"""Proves that a line written wrongly is answered in the person's own language, with what is wrong and where to look."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli.main import run
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
