"""Owns the proof of what goes out and comes back: reply forms, instructions, the slip of a head, a row in clear, files."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from console.cli.main import run
from console.domain.ledger import TreeHead
from console.errors import ExitCode
from console.jobs.findings_witness import head_code, read_code
from tests.cli.findings_desk import CHEN, LI, ZHOU, CommandDesk
from tests.jobs.reply_forms import filled

ANSWER = {
    "立场（必填，从列表选择）": "部分认可",
    "说明（必填）": "第三份系应急采购。",
    "已采取或拟采取的措施": "已停止付款。",
    "填表人与电话（必填）": "王芳 0991-1",
    "填表日期（如 2026-07-12）": "2026-07-10",
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandDesk:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE", raising=False)
    made = CommandDesk(tmp_path, capsys)
    made.register()
    return made


def send(desk: CommandDesk, finding: str, name: str = "form.xlsx") -> Path:
    out = desk.folder / name
    desk.call("form", finding, "--due", "2099-07-30", "--out", str(out), "--name", "市政务中心", *ZHOU)
    return out


def come_back(desk: CommandDesk, form: Path, **more: Any) -> Path:
    back = desk.folder / f"back-{form.name}"
    back.write_bytes(filled(form.read_bytes(), {**ANSWER, **more.pop("answers", {})}, **more))
    return back


def test_a_form_goes_out_and_its_answer_is_taken_in(desk: CommandDesk) -> None:
    desk.call("verify-facts", "WT-0002", "--due", "2099-07-20", *ZHOU)
    form = send(desk, "WT-0002")
    rows = CalamineWorkbook.from_path(str(form)).get_sheet_by_index(0).to_python()
    told = "\n".join(str(cell) for row in rows for cell in row)
    assert "WT-0002" in told
    assert "市政务中心" in told
    assert "2099" in told
    assert "person-7f3a" not in told
    back = come_back(desk, form)
    desk.json("take-reply", str(back), "--received", "2026-07-11", *ZHOU)
    case = desk.json("show", "WT-0002")
    assert [(a["position"], a["text"]) for a in case["replies"]] == [
        ("partly", "第三份系应急采购。\n已停止付款。")
    ]
    assert [one["name"] for one in case["exhibits"]] == ["back-form.xlsx"]
    out = desk.folder / "kept.xlsx"
    desk.call("file", "WT-0002", "--digest", case["exhibits"][0]["sha256"], "--out", str(out))
    assert out.read_bytes() == back.read_bytes()
    assert desk.json("verify")["verdict"] == "valid"
    _, said = desk.call("take-reply", str(back), *ZHOU, code=ExitCode.CASEBOOK)
    assert "重复" in said


def test_a_form_that_is_not_this_hearings_is_refused(desk: CommandDesk) -> None:
    desk.call("verify-facts", "WT-0002", "--due", "2099-07-20", *ZHOU)
    desk.call("verify-facts", "WT-0003", "--due", "2099-07-20", *ZHOU)
    first, other = send(desk, "WT-0002"), send(desk, "WT-0003", "other.xlsx")
    changed = come_back(desk, first, hidden=("2099-07-30", "2099-08-30"))
    _, said = desk.call("take-reply", str(changed), *ZHOU, code=ExitCode.CASEBOOK)
    assert "固定部分" in said
    _, said = desk.call(
        "take-reply", str(come_back(desk, other)), "--finding", "WT-0002", *ZHOU, code=ExitCode.CASEBOOK
    )
    assert "另一个问题" in said
    desk.call("return", "WT-0002", "--reason", "再查", "--due", "2099-08-01", *CHEN)
    _, said = desk.call("take-reply", str(come_back(desk, first)), *ZHOU, code=ExitCode.CASEBOOK)
    assert "征求意见" in said
    send(desk, "WT-0002", "second.xlsx")
    _, said = desk.call("take-reply", str(come_back(desk, first)), *ZHOU, code=ExitCode.CASEBOOK)
    assert "先前" in said
    assert desk.json("show", "WT-0002")["replies"] == []


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"立场（必填，从列表选择）": "同意吧"}, "同意吧"),
        ({"说明（必填）": " "}, "说明"),
        ({"填表日期（如 2026-07-12）": "去年"}, "去年"),
    ],
)
def test_a_form_filled_in_badly_is_a_sentence(desk: CommandDesk, answers: dict[str, str], words: str) -> None:
    desk.call("verify-facts", "WT-0002", "--due", "2099-07-20", *ZHOU)
    back = come_back(desk, send(desk, "WT-0002"), answers=answers)
    _, said = desk.call("take-reply", str(back), *ZHOU, code=ExitCode.SOURCE)
    assert words in said


def test_a_file_that_is_no_form_is_a_sentence(desk: CommandDesk, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.xlsx"
    desk.call("ledger", "--out", str(ledger))
    _, said = desk.call("take-reply", str(ledger), code=ExitCode.SOURCE)
    assert "答复表" in said
    (tmp_path / "note.xlsx").write_text("hello")
    _, said = desk.call("take-reply", str(tmp_path / "note.xlsx"), code=ExitCode.SOURCE)
    assert "答复表" in said
    desk.call("take-reply", str(tmp_path / "nothing.xlsx"), code=ExitCode.NOT_FOUND)


def test_instructions_are_items_with_owners_and_days(desk: CommandDesk) -> None:
    words = ("--leader", "李市长", "--owner", "周岚")
    desk.call("instruct", "WT-0001", *words, "--text", "限期办结", "--due", "2026-01-05", *LI)
    later = desk.json("instruct", "WT-0002", *words, "--text", "举一反三", "--due", "2099-07-31", *LI)
    told = desk.json("instructions")["instructions"]
    assert [(one["number"], one["text"]) for one in told] == [
        ("WT-0001", "限期办结"),
        ("WT-0002", "举一反三"),
    ]
    assert told[0]["days"] < 0 < told[1]["days"]
    desk.call("carry-out", "WT-0002", "--instruction", str(later["sequence"]), "--text", "已办")
    assert [one["number"] for one in desk.json("instructions", "--open")["instructions"]] == ["WT-0001"]
    assert "李市长" in desk.call("instructions")[0]


def test_the_slip_of_a_head_can_be_read_back_and_checked(desk: CommandDesk, tmp_path: Path) -> None:
    out = tmp_path / "slip.pdf"
    desk.call("checkpoint", "--out", str(out))
    told = desk.json("head")
    page = pypdfium2.PdfDocument(out)[0]
    text = page.get_textpage().get_text_range()
    assert told["root"] in "".join(text.split())
    assert told["casebook"] in text
    code = head_code(told["casebook"], TreeHead(told["size"], bytes.fromhex(told["root"])))
    assert read_code(code) == (told["casebook"], TreeHead(told["size"], bytes.fromhex(told["root"])))
    desk.call("comment", "WT-0001", "--text", "x")
    witness = f"{told['size']}:{told['root']}"
    assert desk.json("verify", "--witness", witness)["verdict"] == "valid"
    assert desk.json("verify", "--witness", code)["checks"][-1]["passed"]
    other = code.replace(told["casebook"], "f" * 36)
    _, said = desk.call("verify", "--witness", other, code=ExitCode.CASEBOOK)
    assert "ffffffff" in said
    desk.call("verify", "--witness", "nowhere.pdf", code=ExitCode.NOT_FOUND)
    proof = tmp_path / "consistency.txt"
    desk.call("proof", "--since", str(told["size"]), "--out", str(proof))
    desk.call("proof", "--check", str(proof), "--witness", witness)
    desk.call("proof", "--since", str(told["size"]), "--out", str(proof), code=ExitCode.USAGE)


def test_a_look_in_clear_is_an_entry_before_it_is_a_value(desk: CommandDesk) -> None:
    shown = {case["number"]: case["rule_id"] for case in desk.json("list")["findings"]}
    number = next(number for number, rule in shown.items() if rule == "FUND-105")
    words = ("unmask", number, str(desk.extract), "--reason", "核对本人", *ZHOU)
    _, said = desk.call(*words, code=ExitCode.CASEBOOK)
    assert "benefit_grant/G-1" in said
    told = desk.json(*words, "--row", "benefit_grant/G-1")
    assert told["cells"]["recipient"] == "person-7f3a"
    step = desk.json("show", number)["trail"][-1]
    assert (step["action"], step["text"], step["sequence"]) == ("unmask", "核对本人", told["sequence"])
    before = desk.json("head")["size"]
    desk.call(
        "unmask",
        number,
        str(desk.extract),
        "--reason",
        " ",
        "--row",
        "benefit_grant/G-1",
        code=ExitCode.CASEBOOK,
    )
    assert desk.json("head")["size"] == before


def test_a_ledger_names_nobody_before_confirmation(desk: CommandDesk, tmp_path: Path) -> None:
    desk.confirm("WT-0002", "--severity", "yellow")
    out = tmp_path / "ledger.csv"
    assert desk.json("ledger", "--out", str(out))["findings"] == 4
    lines = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"))))
    assert desk.json("head")["root"] in lines[1][0]
    rows = {line[0]: line for line in lines if line and line[0].startswith("WT-")}
    assert len(rows) == 4
    assert [number for number, line in rows.items() if "O1" in line or "O2" in line] == ["WT-0002"]
    book = tmp_path / "ledger.xlsx"
    desk.call("ledger", "--out", str(book), "--finding", "WT-0001")
    told = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in told if str(row[0]).startswith("WT-")] == ["WT-0001"]
    desk.call("ledger", "--out", str(tmp_path / "ledger.doc"), code=ExitCode.USAGE)
    desk.call("ledger", "--out", str(book), code=ExitCode.USAGE)


def test_a_package_takes_redacted_copies_along_and_originals_only_where_asked(
    desk: CommandDesk, tmp_path: Path
) -> None:
    desk.make_identities(("zhou", "周岚"))
    photo, copy = tmp_path / "现场.jpg", tmp_path / "遮盖.png"
    photo.write_bytes(b"\xff\xd8\xff original")
    copy.write_bytes(b"\x89PNG\r\n\x1a\n redacted")
    desk.call("attach", "WT-0001", "--file", str(photo), "--text", "北门", *ZHOU)
    digest = desk.json("show", "WT-0001")["exhibits"][0]["sha256"]
    desk.call("attach", "WT-0001", "--file", str(copy), "--redacts", digest, *ZHOU)
    sign = ("--sign", "zhou", "--signer-passphrase-file", str(desk.secret))
    for more, count in (((), 1), (("--originals",), 2)):
        out = tmp_path / f"package-{count}.zip"
        desk.call("export", "--finding", "WT-0001", "--out", str(out), *sign, *more)
        names = [name for name in ZipFile(out).namelist() if "/files/" in name]
        assert len(names) == count
        assert run(["findings", "import", str(out)]) == ExitCode.OK
