"""Owns proof that a document becomes one file: the same bytes, everything attached, nothing that a signature refuses."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from console.briefing.packing import DOCUMENT, FIGURES, PROVENANCE
from console.briefing.render import render
from console.domain.briefing import Document, from_json
from console.domain.briefing_blocks import Lead, Masthead
from console.domain.verification import Verdict
from console.errors import BriefingError
from console.i18n import Phrases
from console.paths import resource_root
from console.signing.pdf_signature import approve_pdf, prepare_pdf, sign_pdf
from console.signing.pdf_structure import attachments, require_unsigned
from console.signing.pdf_verification import verify_pdf_signature
from tests.briefing import samples
from tests.signing.papers import FixedClock, make_office

RESOURCES = resource_root()
FILES = {"queries.sql": b"SELECT 1;\n", "measures.toml": "名称 = 1\n".encode()}


def made(document: Document, files: dict[str, bytes] | None = None) -> bytes:
    return render(document, RESOURCES, FILES if files is None else files)


@pytest.fixture(scope="module", params=samples.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def content(language: str) -> bytes:
    return made(samples.briefing(language))


def test_the_same_document_gives_the_same_bytes(language: str, content: bytes) -> None:
    made(samples.only("zh-CN", Lead))  # another briefing in between leaves no trace
    assert made(samples.briefing(language)) == content


def test_another_process_with_another_hash_seed_gives_the_same_bytes(language: str, content: bytes) -> None:
    script = (
        "import hashlib;from tests.briefing import samples;from tests.briefing.test_render import made;"
        f"print(hashlib.sha256(made(samples.briefing({language!r}))).hexdigest())"
    )
    for seed in ("1", "4711"):
        told = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        )
        assert told.stdout.strip() == hashlib.sha256(content).hexdigest()


def test_a_changed_figure_changes_the_bytes(language: str, content: bytes) -> None:
    held = samples.briefing(language)
    figures = tuple(replace(each, value="78.49") if each.id == "score" else each for each in held.figures)
    assert made(replace(held, figures=figures)) != content


def test_every_attachment_comes_back(language: str, content: bytes) -> None:
    held = samples.briefing(language)
    found = attachments(content)
    assert found == {
        DOCUMENT: held.to_json(),
        FIGURES: held.figures_json(),
        PROVENANCE: held.provenance_json(),
        **FILES,
    }
    assert from_json(found[DOCUMENT]) == held
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert [str(each.UF) for each in pdf.Root.AF] == [DOCUMENT, FIGURES, PROVENANCE, *sorted(FILES)]
        assert {str(each.AFRelationship) for each in pdf.Root.AF} == {"/Data", "/Source"}


def test_title_language_and_structure_are_those_of_the_document(language: str, content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/Info" not in pdf.trailer
        assert str(pdf.Root.Lang) == language
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            held = samples.briefing(language)
            assert metadata["dc:title"] == held.filled(held.title)
            assert metadata["xmp:CreateDate"] == "2026-07-03T00:00:00Z"
        tags = [str(kid.S) for kid in pdf.Root.StructTreeRoot.K[0].K]
        assert tags.count("/H1") == 1
        assert tags.count("/H2") == 10
        assert tags.count("/Table") == 7
        assert tags.count("/Figure") == 12
        assert all(str(kid.Alt) for kid in pdf.Root.StructTreeRoot.K[0].K if pikepdf.Name.Figure == kid.S)


def test_every_mark_of_a_page_is_closed_and_belongs_to_the_tree(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        parents = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        for number, page in enumerate(pdf.pages):
            depth, marks = 0, []
            for instruction in pikepdf.parse_content_stream(page):
                operands, word = instruction.operands, str(instruction.operator)
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(word, 0)
                assert depth in (0, 1)
                assert depth == 1 or word not in ("Tj", "TJ", "S", "f", "B", "f*", "B*")
                if word == "BDC":
                    marks.append(int(operands[1].MCID))
            assert depth == 0
            assert marks == list(range(len(parents[2 * number + 1])))
            assert page.obj.StructParents == parents[2 * number] == number


def test_only_bundled_faces_are_named_and_all_are_embedded(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = {str(font.BaseFont): font for page in pdf.pages for font in page.resources.Font.values()}
        assert all("Noto" in name or "Inter" in name or "JetBrains" in name for name in fonts), list(fonts)
        assert all("/FontFile2" in font.FontDescriptor and "/ToUnicode" in font for font in fonts.values())
        assert not any(
            "/Image" in str(each.get("/Subtype")) for each in pdf.objects if isinstance(each, pikepdf.Stream)
        )


def test_the_result_can_be_signed_by_one_or_two(tmp_path: Path, content: bytes) -> None:
    require_unsigned(content)
    office, clock = make_office(tmp_path), FixedClock()
    signed = sign_pdf(content, office.preparer, trust=office.trust, clock=clock)
    assert signed.startswith(content)
    assert verify_pdf_signature(signed, office.trust, clock).verdict is Verdict.VALID
    prepared = prepare_pdf(content, office.preparer, trust=office.trust, clock=clock)
    approved = approve_pdf(prepared, office.approver, trust=office.trust, clock=clock)
    assert verify_pdf_signature(approved, office.trust, clock).verdict is Verdict.VALID
    assert attachments(approved) == attachments(content)


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="no pdfsig of poppler here")
def test_another_reader_finds_the_whole_document_signed(tmp_path: Path, content: bytes) -> None:
    office = make_office(tmp_path)
    path = tmp_path / "briefing.pdf"
    path.write_bytes(sign_pdf(content, office.preparer, trust=office.trust, clock=FixedClock()))
    told = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False, timeout=300).stdout
    assert "Signature is Valid" in told
    assert "Total document signed" in told


def refused(key: str, document: Document, files: dict[str, bytes] | None = None) -> None:
    with pytest.raises(BriefingError) as caught:
        made(document, {} if files is None else files)
    assert caught.value.key == key
    for told in samples.LANGUAGES:
        assert Phrases(told, RESOURCES / "phrases").error(caught.value)


def test_a_document_that_is_not_sound_is_refused() -> None:
    held = samples.only("en", Lead)
    head, lead = held.blocks
    assert isinstance(head, Masthead)
    assert isinstance(lead, Lead)
    first, *rest = held.figures
    refused("briefing-masthead", replace(held, blocks=(lead, head)))
    refused("briefing-masthead", replace(held, blocks=(head, head, lead)))
    refused("briefing-renderer", replace(held, provenance=replace(held.provenance, renderer="other@1")))
    refused("briefing-bare-number", replace(held, blocks=(head, Lead("97 percent"))))
    refused("briefing-figure-missing", replace(held, figures=tuple(rest)))
    refused("briefing-figure-unused", replace(held, blocks=(head,)))
    refused("briefing-figure-twice", replace(held, figures=(first, first, *rest)))
    refused("briefing-print", replace(held, figures=(replace(first, printed="78.6"), *rest)))
    refused("briefing-value", replace(held, figures=(replace(first, value="1e400"), *rest)))
    refused("briefing-choice", replace(held, language="fr"))
    long = Lead(lead.text + " word" * 9000)
    refused("briefing-too-long", replace(held, blocks=(head, long)))


@pytest.mark.parametrize(
    "name", ["document.json", "../up.sql", "a/b.sql", "查询.sql", "a\\b.sql", "", ".", "a\nb"]
)
def test_an_attachment_needs_a_plain_name_of_its_own(name: str) -> None:
    refused("briefing-attachment", samples.only("en", Lead), {name: b""})


def test_a_print_with_more_digits_than_any_figure_has_is_refused() -> None:
    held = samples.only("en", Lead)
    first, *rest = held.figures
    printed = format(Decimal("78.512"), ".40f")
    refused("briefing-print", replace(held, figures=(replace(first, printed=printed), *rest)))


def test_missing_resources_are_told(tmp_path: Path) -> None:
    with pytest.raises(BriefingError) as caught:
        render(samples.only("en", Lead), tmp_path, {})
    assert caught.value.key == "briefing-font"
