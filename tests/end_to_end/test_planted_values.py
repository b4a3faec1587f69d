"""Owns the search for planted personal values after a whole working day: they lie nowhere but in what was handed in.

It refuses to look at names alone: archives are opened, and every value is sought as UTF-8, as UTF-16 and in hexadecimal.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pypdfium2
import pytest

from tests.cli.findings_desk import LI, ZHOU, CommandDesk
from tests.jobs.reply_forms import filled

PERSON = "person-7f3a"
WITNESS = "证人张三丰110101199003071234"
PHOTO = b"\xff\xd8\xff\xe0 13800138000 in a photograph"
PLANTED = (PERSON, WITNESS, "13800138000")
HANDED_OUT = ("one.duckdb", "photo.jpg", "back.xlsx", "secret")
"""What a person brought; everything else is the console's own. What people wrote of others in their own words stands in the
papers and packages they hand on, where the console can only mask the identifiers it knows; elsewhere it stands nowhere."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandDesk:
    home, scratch = tmp_path / "home", tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("PLUMBLINE_HOME", str(home))
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr("console.casebook.book.LONG_LOG", 10)
    made = CommandDesk(tmp_path, capsys)
    made.register()
    return made


def forms(words: str) -> tuple[bytes, ...]:
    return (words.encode(), words.encode("utf-16-le"), words.encode().hex().encode())


def contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield a file's bytes, and those of every member where it is an archive, and the text of a PDF."""
    whole = path.read_bytes()
    yield path.name, whole
    if whole.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(whole)
        yield from ((f"{path.name}#{n}", page_text(document, n)) for n in range(len(document)))
        document.close()
        return
    try:
        with ZipFile(path) as archive:
            yield from ((f"{path.name}/{name}", archive.read(name)) for name in archive.namelist())
    except BadZipFile:
        return


def page_text(document: pypdfium2.PdfDocument, number: int) -> bytes:
    page = document[number].get_textpage()
    return str(page.get_text_range()).encode()


def work_a_day(desk: CommandDesk) -> None:
    """Do with one finding about a person everything that writes a file."""
    listed = desk.json("list")["findings"]
    number = next(case["number"] for case in listed if case["rule_id"] == "FUND-105")
    out = desk.folder / "out"
    out.mkdir()
    photo = desk.folder / "photo.jpg"
    photo.write_bytes(PHOTO)
    desk.call("comment", number, "--text", f"{WITNESS}（{PERSON}）在场。", *ZHOU)
    desk.call("attach", number, "--file", str(photo), *ZHOU)
    desk.call("verify-facts", number, "--due", "2099-07-20", *ZHOU)
    form = out / "form.xlsx"
    desk.call("form", number, "--due", "2099-07-30", "--out", str(form), *ZHOU)
    back = desk.folder / "back.xlsx"
    answers = {
        "立场（必填，从列表选择）": "认可",
        "说明（必填）": WITNESS,
        "填表人与电话（必填）": "13800138000",
    }
    back.write_bytes(filled(form.read_bytes(), answers))
    desk.call("take-reply", str(back), *ZHOU)
    desk.call("unmask", number, str(desk.extract), "--row", "benefit_grant/G-1", "--reason", "核对", *ZHOU)
    desk.call("confirm", number, "--reason", "属实", *ZHOU)
    desk.call(
        "instruct", number, "--leader", "李", "--text", "办", "--owner", "周", "--due", "2099-01-05", *LI
    )
    for kind in ("evidence", "worksheet", "facts"):
        desk.call("paper", number, "--kind", kind, "--out", str(out / f"{kind}.pdf"))
    desk.call("ledger", "--out", str(out / "ledger.xlsx"))
    desk.call("checkpoint", "--out", str(out / "slip.pdf"))
    desk.call("proof", number, "--out", str(out / "proof.txt"))
    desk.make_identities(("zhou", "周岚"))
    sign = ("--sign", "zhou", "--signer-passphrase-file", str(desk.secret))
    desk.call(
        "export",
        "--finding",
        number,
        "--out",
        str(out / "package.zip"),
        "--extract",
        str(desk.extract),
        *sign,
    )
    desk.call("backup")


def test_planted_values_lie_nowhere_after_a_working_day(desk: CommandDesk) -> None:
    work_a_day(desk)
    looked, home = 0, desk.folder / "home"
    assert (home / "casebook" / "snapshot.sealed").is_file()
    assert list((home / "casebook" / "files").iterdir())
    assert list((home / "backups").rglob("*.sealed"))
    for path in sorted(desk.folder.rglob("*")):
        if not path.is_file() or path.name in HANDED_OUT:
            continue
        for name, content in contents(path):
            looked += 1
            handed_on = desk.folder / "out" in path.parents
            for words in (PERSON,) if handed_on else PLANTED:
                assert not any(form in content for form in forms(words)), (name, words)
    assert looked > 40


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("deep", PERSON.encode("utf-16-le"))
    found = [
        name for name, content in contents(tmp_path / "a.zip") if any(f in content for f in forms(PERSON))
    ]
    assert "a.zip/deep" in found
