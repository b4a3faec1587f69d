"""Owns the proof that the whole way of a finding can be gone from the command line, and that no list names anybody early."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.errors import ExitCode
from tests.jobs.findings_kit import PASSPHRASE, RULES, extract_file

PERSON = "person-7f3a"
ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("dbus-run-session", "gnome-keyring-daemon")


class Desk:
    """A user's home with an extract and a passphrase file."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
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
        assert found == code, told.err
        return told.out, told.err

    def json(self, *words: str, code: ExitCode = ExitCode.OK) -> Any:
        """Run a command and return its document."""
        return json.loads(self.call(*words, "--json", code=code)[0])

    def register(self) -> Any:
        """Register what the two rules of the small extract flag."""
        return self.json("register", str(self.extract), *(w for rule in RULES for w in ("--rule", rule)))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE", raising=False)
    return Desk(tmp_path, capsys)


def test_a_finding_goes_its_whole_way(desk: Desk) -> None:
    done = desk.register()
    assert done["new"] == ["WT-0001", "WT-0002", "WT-0003", "WT-0004"]
    assert desk.register()["new"] == []
    by = ("--actor", "周岚", "--role", "inspector")
    desk.call("verify-facts", "WT-0002", "--due", "2099-07-20", *by)
    desk.call("confirm", "WT-0002", "--reason", "x", *by, code=ExitCode.CASEBOOK)
    desk.call("hear", "WT-0002", "--due", "2099-07-30", *by)
    desk.call("reply", "WT-0002", "--position", "partly", "--text", "正在改造", *by)
    told = desk.json("confirm", "WT-0002", "--reason", "现场核实", "--amount", "1,200.50", *by)
    assert told["finding"]["stage"] == "confirmed"
    assert (told["finding"]["severity"], told["finding"]["amount"]) == ("yellow", "1200.50")
    listed = desk.json("list")
    assert [one["organisation_id"] for one in listed["findings"]] == [None, "O1", None, None]
    assert [one["severity"] for one in listed["findings"]] == [None, "yellow", None, None]
    assert [one["number"] for one in desk.json("list", "--stage", "confirmed")["findings"]] == ["WT-0002"]
    assert listed["head"] == told["head"]


def test_a_dismissal_names_its_reason(desk: Desk) -> None:
    desk.register()
    assert "--stage" in desk.call("list", "--stage", "closed")[1]  # nobody is there: no empty casebook
    _, said = desk.call("dismiss", "WT-0002", "--reason", "other", "--text", "x", code=ExitCode.CASEBOOK)
    assert "corrected_before" in said
    told = desk.json("dismiss", "WT-0002", "--reason", "corrected_before", "--text", "已补齐")
    assert (told["finding"]["stage"], told["finding"]["dismissal"]) == ("dismissed", "corrected_before")


def test_a_case_file_masks_persons(desk: Desk) -> None:
    desk.register()
    case = desk.json("show", "WT-0001")
    words = desk.call("show", "WT-0001")[0]
    assert PERSON not in json.dumps(case) + words
    assert case["organisation_id"] == "O2"
    assert case["key"][0::2] == ["B1", "2026-04"]
    assert [step["action"] for step in case["trail"]] == ["register"]
    assert len(case["trail"][0]["leaf"]) == 64
    assert "1,250.50" in words


def test_without_a_casebook_the_list_is_empty_and_says_so(desk: Desk) -> None:
    out, said = desk.call("list", "--json", secret=False)
    assert json.loads(out) == {"casebook": None, "head": None, "trusted": None, "findings": []}
    assert said.strip()
    desk.call("show", "WT-0001", code=ExitCode.CASEBOOK)


def test_without_a_passphrase_nobody_waits_for_one(desk: Desk) -> None:
    desk.register()
    _, said = desk.call("list", code=ExitCode.KEYS, secret=False)
    assert "--passphrase-file" in said
    desk.secret.write_text("another passphrase\n", "utf-8")
    desk.call("list", code=ExitCode.KEYS)


def test_head_and_proof_can_be_checked_without_the_casebook(desk: Desk, tmp_path: Path) -> None:
    desk.register()
    head = desk.call("head")[0].strip()
    proof = tmp_path / "proof.txt"
    proof.write_text(desk.call("proof", "WT-0002")[0], "utf-8")
    checked = ("proof", "--check", str(proof), "--json", "--witness")
    assert json.loads(desk.call(*checked, head, secret=False)[0])["verdict"] == "valid"
    false = head.partition(":")[0] + ":" + "0" * 64
    assert (
        json.loads(desk.call(*checked, false, secret=False, code=ExitCode.INVALID)[0])["verdict"] == "invalid"
    )
    desk.call("dismiss", "WT-0001", "--reason", "duplicate", "--text", "x")
    proof.write_text(desk.call("proof", "--since", head.partition(":")[0])[0], "utf-8")
    assert json.loads(desk.call(*checked, head, secret=False)[0])["verdict"] == "valid"
    assert desk.json("verify", "--witness", head)["kind"] == "casebook"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("verify-facts", "WT-0001", "--due", "soon"), ExitCode.USAGE),
        (("verify-facts", "WT-0001", "--due", "2099-01-01", "--role", "king"), ExitCode.USAGE),
        (("confirm", "WT-0001", "--reason", "x", "--amount", "NaN"), ExitCode.USAGE),
        (("list", "--stage", "nowhere"), ExitCode.USAGE),
        (("proof",), ExitCode.USAGE),
        (("proof", "--check", "nothing-here"), ExitCode.NOT_FOUND),
        (("show", "WT-0099"), ExitCode.CASEBOOK),
        (("verify", "--witness", "x"), ExitCode.CASEBOOK),
    ],
)
def test_what_cannot_be_is_a_sentence_and_a_code(desk: Desk, words: tuple[str, ...], code: ExitCode) -> None:
    desk.register()
    _, said = desk.call(*words, code=code)
    assert said.strip()
    assert "Traceback" not in said


@pytest.mark.skipif(
    not all(shutil.which(tool) for tool in TOOLS), reason="no dbus-run-session with gnome-keyring-daemon here"
)
def test_a_real_secret_service_opens_the_casebook_unasked(desk: Desk, tmp_path: Path) -> None:
    """With a safe store of the system nobody is asked; without it the same casebook stays shut."""
    home, runtime = tmp_path / "user", tmp_path / "run"
    home.mkdir()
    runtime.mkdir(mode=0o700)
    bare = {"PATH": os.environ["PATH"], "HOME": str(home), "PLUMBLINE_HOME": str(tmp_path / "home")}
    plumbline = f"{sys.executable} {ROOT / 'main.py'} findings"
    script = (
        "printf only-for-tests | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
        f" && {plumbline} register {desk.extract} --rule INC-101 --json >/dev/null && exec {plumbline} list --json"
    )
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script],
        env={**bare, "XDG_RUNTIME_DIR": str(runtime)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["findings"]) == 3
    desk.call("list", secret=False, code=ExitCode.KEYS)
