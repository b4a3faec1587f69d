"""Owns what the tests of the casebook's commands share: a user's home, an extract, a passphrase file. It fakes no book."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.errors import ExitCode
from tests.jobs.findings_kit import PASSPHRASE, RULES, extract_file

ZHOU = ("--actor", "周岚", "--role", "inspector")
CHEN = ("--actor", "陈立", "--role", "reviewer")
LI = ("--actor", "李敏", "--role", "leader")


class CommandDesk:
    """A user's home with an extract and a passphrase file."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        folder.mkdir(parents=True, exist_ok=True)
        self.extract = extract_file(folder / "one.duckdb")
        self.secret = folder / "secret"
        self.secret.write_text(PASSPHRASE + "\n", "utf-8")
        self.secret.chmod(0o600)

    def call(self, *words: str, code: ExitCode = ExitCode.OK, secret: bool = True) -> tuple[str, str]:
        """Run a command below findings and return what it printed."""
        self.capsys.readouterr()
        more = ("--passphrase-file", str(self.secret)) if secret else ()
        found = run(["findings", *words, *more])
        told = self.capsys.readouterr()
        assert found == code, (found, told.err)
        return told.out, told.err

    def json(self, *words: str, code: ExitCode = ExitCode.OK) -> Any:
        """Run a command and return its document."""
        return json.loads(self.call(*words, "--json", code=code)[0])

    def register(self) -> Any:
        """Register what the two rules of the small extract flag."""
        return self.json("register", str(self.extract), *(w for rule in RULES for w in ("--rule", rule)))

    def confirm(self, finding: str, *severity: str) -> None:
        """Lead a finding to 认定."""
        self.call("verify-facts", finding, "--due", "2099-07-20", *ZHOU)
        self.call("hear", finding, "--due", "2099-07-30", *ZHOU)
        self.call("reply", finding, "--position", "partly", "--text", "正在改造", *ZHOU)
        self.call("confirm", finding, "--reason", "现场核实", *severity, *ZHOU)

    def make_identities(self, *told: tuple[str, str]) -> None:
        """Make a demonstration authority and a key of their own for each (identity, person)."""
        secret = str(self.secret)
        assert run(["keys", "authority", "--passphrase-file", secret]) == ExitCode.OK
        for identity, person in told:
            words = ("--person", person, "--organisation", "市督查室", "--passphrase-file", secret)
            more = ("--authority-passphrase-file", secret)
            assert run(["keys", "issue", identity, *words, *more]) == ExitCode.OK

    def countersign(self, finding: str, identity: str, code: ExitCode = ExitCode.OK) -> str:
        """Countersign a closing with somebody's own key and return what was said."""
        words = ("--reason", "看过现场", "--sign", identity, "--signer-passphrase-file", str(self.secret))
        return self.call("countersign", finding, *words, code=code)[1]

    def lead_to_review(self, finding: str, *severity: str) -> None:
        """Lead a finding to 复核."""
        self.confirm(finding, *severity)
        self.call(
            "rectify", finding, "--owner", "市政务中心", "--due", "2099-09-01", "--text", "限期改造", *ZHOU
        )
        self.call("review", finding, "--text", "已改造", *ZHOU)
