"""Owns the proof that the PDF reply form goes out, comes back as a viewer saves it, and that a hostile one costs a sentence."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from console.catalogue.load import load_catalogue
from console.domain.entries import VerificationStart
from console.domain.finding import Actor, Role
from console.errors import CasebookError, InputError
from console.i18n import Phrases
from console.jobs.findings import CasebookRequest, CaseDesk, act, register, unlock
from console.jobs.findings_answers import Seen
from console.jobs.findings_form import FormRequest, hear_by_form, read_form, take_reply
from console.jobs.tolerance_pilots import suspicion_in
from console.paths import resource_root
from console.sources.pdf_form import read_fields
from console.vault.asking_vault import AskingVault
from tests.domain.tolerance_kit import run
from tests.jobs.findings_kit import PASSPHRASE, StepClock

ZHOU = Actor("周岚", Role.INSPECTOR)
DUE, TODAY = date(2026, 7, 30), date(2026, 7, 11)
ANSWER = {
    "position": "partly",
    "text": "第三份系应急采购。",
    "measures": "已停止付款。",
    "contact": "王芳 0991-1",
    "answered-on": "2026-07-10",
}


@pytest.fixture
def desk(tmp_path: Path) -> CaseDesk:
    """Return a casebook with one finding that is verified, and may be heard."""
    request = CasebookRequest(tmp_path / "book")
    made = unlock(request, AskingVault(lambda _name: PASSPHRASE), StepClock(), begin=True)
    register(made, Seen((suspicion_in(run()),), "k1", "X1"), ZHOU)
    act(made, "WT-0001", VerificationStart("", "周岚", DUE), ZHOU)
    return made


def sent(desk: CaseDesk, language: str = "zh-CN") -> bytes:
    request = FormRequest("WT-0001", DUE, organisation_id="o-7", organisation="市政务中心", pdf=True)
    phrases = Phrases(language, resource_root() / "phrases")
    return hear_by_form(desk, request, ZHOU, load_catalogue(resource_root()), phrases).form


def filled(form: bytes, answers: Mapping[str, str], hidden: tuple[str, str] | None = None) -> bytes:
    """Return the form as a viewer saves it: values in the fields, the chosen button on."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(form)) as document:
        for field in document.Root.AcroForm.Fields:
            name = str(field.T)
            if name == "position" and answers.get(name):
                field.V = pikepdf.Name("/" + answers[name])
            elif name in answers:
                field.V = pikepdf.String(answers[name])
            elif hidden is not None and name == "plumbline":
                field.V = pikepdf.String(str(field.V).replace(*hidden))
        document.save(out)
    return out.getvalue()


def back(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "back.pdf"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_it_goes_out_and_its_answer_is_taken_in(desk: CaseDesk, tmp_path: Path, language: str) -> None:
    form = sent(desk, language)
    with pypdfium2.PdfDocument(form) as document:
        words = document[0].get_textpage().get_text_range()
    assert "WT-0001" in words
    assert "市政务中心" in words
    path = back(tmp_path, filled(form, ANSWER))
    done = take_reply(desk, path, ZHOU, TODAY)
    (reply,) = done.state.replies
    assert (reply.position, reply.text) == ("partly", "第三份系应急采购。\n已停止付款。")
    (kept,) = done.state.exhibits
    assert (kept.name, kept.media_type) == ("back.pdf", "application/pdf")
    assert read_form(path).answered_on == date(2026, 7, 10)


def test_a_changed_fixed_part_and_an_empty_answer_are_refused(desk: CaseDesk, tmp_path: Path) -> None:
    form = sent(desk)
    changed = filled(form, ANSWER, hidden=("2026-07-30", "2026-08-30"))
    with pytest.raises(CasebookError) as caught:
        take_reply(desk, back(tmp_path, changed), ZHOU, TODAY)
    assert caught.value.facts["reason"] == "changed"
    for answers, key in (
        ({}, "form-empty"),
        ({**ANSWER, "position": "agree"}, "form-position"),
        ({**ANSWER, "answered-on": "去年"}, "form-date"),
        ({**ANSWER, "text": "长" * 20_001}, "form-long"),
    ):
        with pytest.raises(InputError) as told:
            take_reply(desk, back(tmp_path, filled(form, answers)), ZHOU, TODAY)
        assert told.value.key == key


def bomb() -> bytes:
    """Return a PDF whose one stream of a few kilobytes unfolds into thirty-two megabytes."""
    packed = zlib.compress(bytes(32 << 20), 9)
    head = b"%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length "
    return head + str(len(packed)).encode() + b">>\nstream\n" + packed + b"\nendstream\nendobj\n"


def cyclic() -> bytes:
    """Return a PDF whose field is its own part."""
    out, document = io.BytesIO(), pikepdf.new()
    field = document.make_indirect(pikepdf.Dictionary(T=pikepdf.String("a")))
    field.Kids = pikepdf.Array([field, field])
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
    document.save(out)
    return out.getvalue()


def locked() -> bytes:
    out, document = io.BytesIO(), pikepdf.new()
    document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def plain() -> bytes:
    out, document = io.BytesIO(), pikepdf.new()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (bomb, "form-large"),
        (cyclic, "form-pdf"),
        (locked, "form-pdf"),
        (plain, "form-none"),
        (lambda: b"%PDF-1.7 nothing else", "form-pdf"),
    ],
)
def test_a_hostile_file_is_a_sentence(tmp_path: Path, made: Callable[[], bytes], key: str) -> None:
    with pytest.raises(InputError) as caught:
        read_form(back(tmp_path, made()))
    assert caught.value.key == key
    for language in ("zh-CN", "en"):
        phrases = Phrases(language, resource_root() / "phrases")
        assert "back.pdf" in phrases.text(f"error-{key}", **caught.value.facts)


def test_a_form_cut_or_changed_anywhere_never_ends_in_a_trace_back(desk: CaseDesk) -> None:
    form = filled(sent(desk), ANSWER)
    for cut in range(0, len(form), len(form) // 25):
        for content in (form[:cut], form[:cut] + b"\x00<<\xff" + form[cut + 4 :]):
            try:
                read_fields(content, "f")
            except InputError as fault:
                assert fault.key in {"form-pdf", "form-large"}
