"""Owns proof that the rule the README shows is a rule: it loads, keeps its cases and stays in the subset."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from console.catalogue.load import load_catalogue
from console.cli.commands import MODULES
from console.engine.rules import check_rule
from console.errors import ExitCode
from console.jobs.cases import run_rule_case
from console.paths import resource_root

README = Path(__file__).resolve().parents[2] / "README.md"
DEFINITIONS = ("contract", "views", "measures", "rules", "indexes", "standards", "calendars", "briefings")


def test_the_rule_of_the_readme_works(tmp_path: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert found is not None
    for name in DEFINITIONS:
        shutil.copytree(resource_root() / name, tmp_path / name)
    (tmp_path / "rules" / "funds" / "FUND-199.toml").write_text(found[1], "utf-8")
    catalogue = load_catalogue(tmp_path)
    rule = catalogue.rules["FUND-199"]
    check_rule(rule)
    assert all(run_rule_case(catalogue, rule, case).kept for case in rule.cases)


def test_the_readme_names_every_command_and_exit_code() -> None:
    text = README.read_text("utf-8")
    assert text.count("\n") < 150
    assert [name for name in MODULES if not re.search(rf"^\| `{name}\b", text, re.MULTILINE)] == []
    table = text[text.index("| exit code |") :]
    assert [int(code) for code in ExitCode if not re.search(rf"(\||, ) ?{int(code)}\b", table)] == []
