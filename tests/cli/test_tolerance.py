"""Owns the proof that a tolerance case can be led from the command line, and that it keeps its words to those inside."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from console import paths
from console.cli.main import run
from console.domain.entries import Entry
from console.domain.finding import identity
from console.domain.ports import SystemClock
from console.errors import ExitCode
from console.jobs.findings import CasebookRequest, unlock
from console.vault.asking_vault import AskingVault
from tests.cli.findings_desk import CHEN, LI, ZHOU, CommandDesk
from tests.domain.tolerance_kit import CONFIRM, EACH, PROOF, REGISTER, Told, granted, notified, ready
from tests.domain.tolerance_kit import ZHOU as INSPECTOR
from tests.jobs.findings_kit import PASSPHRASE

SUN = ("--actor", "孙仪", "--role", "inspector")
BODY = ("--document-number", "容〔2026〕3号", "--body", "市容错纠错办公室", "--reason", "六个条件均有证据")


class ToleranceDesk(CommandDesk):
    """The same home, with the commands below tolerance."""

    def tolerance(self, *words: str, code: ExitCode = ExitCode.OK) -> tuple[str, str]:
        """Run a command below tolerance and return what it printed."""
        self.capsys.readouterr()
        found = run(["tolerance", *words, "--passphrase-file", str(self.secret)])
        told = self.capsys.readouterr()
        assert found == code, (found, told.err)
        return told.out, told.err

    def told(self, *words: str) -> Any:
        """Run a command below tolerance and return its document."""
        return json.loads(self.tolerance(*words, "--json")[0])

    def begin(self) -> None:
        """Begin the casebook with three suspicions of one rule."""
        request = CasebookRequest(paths.casebook_folder())
        vault = AskingVault(lambda _name: PASSPHRASE)
        with unlock(request, vault, SystemClock(), begin=True).writing() as book:
            for key in ("C1", "C2", "C3"):
                name = identity(REGISTER.rule_id, (key,), "k1")
                book.append(replace(REGISTER, finding=name, key=(key,)), INSPECTOR)

    def write(self, finding: str, *told: Told) -> None:
        """Write entries about a finding at once, as the commands would one by one."""
        request = CasebookRequest(paths.casebook_folder())
        with unlock(request, AskingVault(lambda _name: PASSPHRASE), SystemClock()).writing() as book:
            identity = book.find(finding).identity
            for entry, actor in told:
                book.append(replace(dated(entry), finding=identity), actor)


def dated(entry: Entry) -> Entry:
    """Return a sample entry as of today."""
    days = ("applied_on", "decided_on", "told_on", "corrected_on", "appealed_on", "cleared_on")
    today = SystemClock().now().date()
    found = {name: today for name in days if hasattr(entry, name)}
    return replace(entry, **found)  # type: ignore[arg-type]


CONFIRMED = CONFIRM[1:]  # what leads a registered finding to 认定, with its file of evidence


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> ToleranceDesk:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE", raising=False)
    made = ToleranceDesk(tmp_path, capsys)
    made.begin()
    return made


def test_an_application_is_recorded_bound_and_assessed(desk: ToleranceDesk) -> None:
    desk.write("WT-0001", *CONFIRMED[:-1])
    paper = desk.folder / "纪要.pdf"
    paper.write_bytes(b"%PDF-1.7 minutes")
    who = ("--applicant", "王旭", "--text", "先行先试", "--involved", "赵一", *ZHOU)
    assert desk.told("apply", "WT-0001", *who)["step"] == "applied"
    bound = ("--ground", "lawful", "--text", "纪要第二条", "--file", str(paper))
    desk.tolerance("bind", "WT-0001", *bound, *ZHOU)
    desk.tolerance("assess", "WT-0001", "--ground", "lawful", "--verdict", "shown", "--reason", "已核", *ZHOU)
    sheet = desk.told("show", "WT-0001", *ZHOU)
    assert sheet["case"]["grounds"]["lawful"]["evidence"] == [sha256(b"%PDF-1.7 minutes").hexdigest()]
    assert (sheet["deadline"]["limit"], sheet["deadline"]["verified"]) == ("verify_days", False)
    assert len(sheet["gaps"]["conditions"]) == 5
    assert (
        desk.json("verify")["verdict"] == "valid"
    )  # the file itself is kept, and is the one whose hash was written
    _, said = desk.tolerance("verify", "WT-0001", "--text", "x", *ZHOU, code=ExitCode.CASEBOOK)
    assert "8" in said


def test_a_decision_is_recorded_and_a_precedent_found(desk: ToleranceDesk) -> None:
    desk.write("WT-0003", *CONFIRMED, *ready())
    desk.write("WT-0002", *CONFIRMED, (EACH["tolerance_apply"], INSPECTOR))
    granted = desk.told("decide", "WT-0003", "--outcome", "granted", *BODY, *CHEN)
    assert (granted["finding"]["counts_as_card"], granted["finding"]["organisation_id"]) == (False, None)
    (near,) = desk.told("show", "WT-0002", *ZHOU)["precedents"]
    assert (near["number"], near["outcome"]) == ("WT-0003", "granted")
    lines = desk.told("compare", "WT-0002", "WT-0003")["lines"]
    told = {line["name"]: (line["here"], line["there"]) for line in lines}
    assert (told["lawful"], told["document"]) == ((None, "shown"), (None, "容〔2026〕3号"))


def test_after_the_notice_comes_correction_and_clearing(desk: ToleranceDesk) -> None:
    desk.write("WT-0001", *CONFIRMED, *granted())
    desk.tolerance("notify", "WT-0001", "--told", "市民政局", *CHEN)
    desk.tolerance("correct", "WT-0001", "--text", "已补办", *ZHOU)
    done = desk.told("clear", "WT-0001", "--place", "干部大会", "--text", "已澄清", *CHEN)
    assert (done["step"], done["outcome"]) == ("cleared", "granted")
    gone = ("--document-number", "容撤〔2026〕1号", "--body", "市委组织部", "--reason", "证据不实")
    assert desk.told("revoke", "WT-0001", *gone, *CHEN)["finding"]["counts_as_card"]


def test_a_stranger_sees_the_step_and_no_word(desk: ToleranceDesk) -> None:
    desk.write("WT-0001", *CONFIRMED, *ready())
    out, _ = desk.tolerance("show", "WT-0001", "--json", *SUN)
    sheet = json.loads(out)
    assert (sheet["hidden"], sheet["case"], sheet["step"]) == (True, None, "verified")
    plain, _ = desk.tolerance("show", "WT-0001", *SUN)
    case, _ = desk.call("show", "WT-0001", "--json")
    for word in ("王旭", "先行先试中超期", "已核", "九项均有证据", "赵一", "纪要第二条"):
        assert word not in out + plain + case
    _, said = desk.tolerance("return", "WT-0001", "--reason", "x", *SUN, code=ExitCode.CASEBOOK)
    assert "知悉" in said
    desk.tolerance("admit", "WT-0001", "--person", "孙仪", "--reason", "会审", *LI)
    assert not desk.told("show", "WT-0001", *SUN)["hidden"]


def test_an_appeal_is_heard_by_somebody_else(desk: ToleranceDesk) -> None:
    desk.write("WT-0001", *CONFIRMED, *notified())
    desk.tolerance("appeal", "WT-0001", "--appellant", "王旭", "--text", "不服", *ZHOU)
    hear = ("hear", "WT-0001", "--outcome", "refused", *BODY)
    desk.tolerance(*hear, *CHEN, code=ExitCode.CASEBOOK)
    heard = desk.told(*hear, *LI)
    assert (heard["step"], heard["outcome"], heard["finding"]["counts_as_card"]) == (
        "decided",
        "refused",
        True,
    )


def test_the_negative_list_is_the_one_in_force(desk: ToleranceDesk) -> None:
    desk.write("WT-0001", *CONFIRMED, *ready()[:-1])
    told = ("verify", "WT-0001", "--text", "有私利", "--negative")
    _, said = desk.tolerance(*told, "no_such_entry", *ZHOU, code=ExitCode.CASEBOOK)
    assert "private_gain" in said
    desk.tolerance(*told, "private_gain", *ZHOU)
    desk.tolerance("decide", "WT-0001", "--outcome", "granted", *BODY, *CHEN, code=ExitCode.CASEBOOK)


def test_a_pilot_turns_cards_into_notices_and_its_end_turns_them_back(desk: ToleranceDesk) -> None:
    desk.write("WT-0002", *CONFIRMED)
    scope = ("--from", "2026-01-01", "--until", "2026-12-31", "--rule", "SVC-003", "--region", "r-1")
    words = ("--document-number", "改〔2026〕8号", "--authorised-by", "市改革办", "--deviation", "容缺")
    pilot = ("authorise", "P1", *scope, *words, *ZHOU)
    entered = desk.told(*pilot)
    assert "WT-0002" in entered["noticed"]
    (listed,) = desk.told("pilots")["pilots"]
    assert (listed["id"], listed["notices"]) == ("P1", len(entered["noticed"]))
    summaries = {one["number"]: one for one in desk.json("list")["findings"]}
    assert (summaries["WT-0002"]["counts_as_card"], summaries["WT-0002"]["proposed"]) == (False, "notice")
    _, said = desk.tolerance(*pilot, code=ExitCode.CASEBOOK)
    assert "P1" in said
    ended = ("--last-day", "2026-02-01", "--document-number", "改〔2026〕9号", "--reason", "到期")
    assert "WT-0002" in desk.told("end-pilot", "P1", *ended, *ZHOU)["released"]
    desk.tolerance("end-pilot", "P9", *ended, *ZHOU, code=ExitCode.CASEBOOK)


def test_what_is_registered_inside_a_pilot_is_a_notice_from_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    desk = ToleranceDesk(tmp_path, capsys)
    scope = ("--from", "2026-01-01", "--until", "2026-12-31", "--rule", "INC-101")
    words = ("--document-number", "改〔2026〕8号", "--authorised-by", "市改革办", "--deviation", "容缺")
    assert desk.told("authorise", "P1", *scope, *words, *ZHOU)["noticed"] == []
    assert desk.tolerance("list")[1].strip()
    desk.register()
    kinds = {one["rule_id"]: one["proposed"] for one in desk.json("list")["findings"]}
    assert kinds["INC-101"] == "notice"
    assert kinds["FUND-105"] != "notice"


def test_bad_input_is_a_sentence(desk: ToleranceDesk) -> None:
    desk.write("WT-0001", *CONFIRMED, (EACH["tolerance_apply"], INSPECTOR))
    lost = ("bind", "WT-0001", "--ground", "lawful", "--text", "x", "--file", "/no/such/file")
    _, said = desk.tolerance(*lost, *ZHOU, code=ExitCode.NOT_FOUND)
    assert "/no/such/file" in said
    _, said = desk.tolerance("decide", "WT-0001", "--outcome", "maybe", *BODY, *CHEN, code=ExitCode.USAGE)
    assert "granted" in said
    _, said = desk.tolerance(
        "bind", "WT-0001", *("--ground", "lawful", "--text", "x", *ZHOU), code=ExitCode.CASEBOOK
    )
    assert "证据" in said
    out, _ = desk.tolerance("list")
    assert "WT-0001" in out


def test_english_is_complete(desk: ToleranceDesk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.write("WT-0001", *CONFIRMED, *ready())
    capsys.readouterr()
    words = ["--language-of-words", "en", "tolerance", "show", "WT-0001", *ZHOU]
    assert run([*words, "--passphrase-file", str(desk.secret)]) == ExitCode.OK
    told = capsys.readouterr()
    assert "Breaks no prohibition of law" in told.out
    assert "not checked against a primary text" in told.err
    assert PROOF[:8] in told.out
