"""Owns the proof that the papers of a finding are printed in both languages, the same each time, and name no person."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from console.errors import ExitCode
from tests.cli.findings_desk import ZHOU, CommandDesk

PERSON = "person-7f3a"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandDesk:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE", raising=False)
    made = CommandDesk(tmp_path, capsys)
    made.register()
    return made


def words(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def paper(desk: CommandDesk, finding: str, kind: str, *more: str, code: ExitCode = ExitCode.OK) -> Path:
    out = desk.folder / f"{finding}-{kind}-{len(list(desk.folder.glob('*.pdf')))}.pdf"
    desk.call("paper", finding, "--kind", kind, "--out", str(out), *more, code=code)
    return out


@pytest.mark.parametrize(
    ("kind", "chinese", "english"),
    [
        ("evidence", "取证单", "Evidence record"),
        ("worksheet", "工作底稿", "Working paper"),
        ("facts", "事实确认书", "Confirmation of facts"),
    ],
)
def test_a_paper_in_both_languages_names_no_person(
    desk: CommandDesk, kind: str, chinese: str, english: str
) -> None:
    desk.call("comment", "WT-0001", "--text", f"约谈 {PERSON}")
    first = paper(desk, "WT-0001", kind, "--organisation", "望川市民政局")
    told = words(first)
    assert chinese in told
    assert "望川市民政局" in told
    assert "疑点，尚未认定" in told
    assert "1,250.50" in told
    assert PERSON not in told
    assert paper(desk, "WT-0001", kind, "--organisation", "望川市民政局").read_bytes() == first.read_bytes()
    assert english in words(paper(desk, "WT-0001", kind, "--language", "en"))
    with pikepdf.open(first) as pdf:
        assert "/Info" not in pdf.trailer
        assert pdf.Root.MarkInfo.Marked


def test_a_rectification_notice_needs_a_decision_and_an_order(desk: CommandDesk) -> None:
    paper(desk, "WT-0002", "rectification", code=ExitCode.CASEBOOK)
    desk.confirm("WT-0002")
    paper(desk, "WT-0002", "rectification", code=ExitCode.CASEBOOK)
    order = ("--owner", "王主任", "--due", "2099-09-01", "--text", "加装坡道与扶手。")
    desk.call("rectify", "WT-0002", *order, *ZHOU)
    told = words(paper(desk, "WT-0002", "rectification"))
    assert "整改通知书" in told
    assert "尚未认定" not in told
    assert all(word in told for word in ("王主任", "2099-09-01", "加装坡道与扶手"))


def test_a_long_story_runs_over_pages_and_loses_nothing(desk: CommandDesk) -> None:
    for number in range(12):
        desk.call("comment", "WT-0003", "--text", f"第{number}号意见：" + "请补充现场照片与台账。" * 6)
    desk.call("comment", "WT-0003", "--text", "。".join(f"n{number}n" for number in range(900)))
    path = paper(desk, "WT-0003", "worksheet")
    told = words(path).replace("\r", "").replace("\n", "")
    assert all(f"第{number}号意见" in told for number in range(12))
    assert all(f"n{number}n" in told for number in range(900))
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) > 2


def test_an_unknown_kind_and_an_existing_file_are_refused(desk: CommandDesk) -> None:
    paper(desk, "WT-0001", "verdict", code=ExitCode.USAGE)
    out = paper(desk, "WT-0001", "facts")
    content = out.read_bytes()
    desk.call("paper", "WT-0001", "--kind", "facts", "--out", str(out), code=ExitCode.USAGE)
    assert out.read_bytes() == content
