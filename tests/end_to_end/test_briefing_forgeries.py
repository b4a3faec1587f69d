"""Owns the proof that no forgery of a briefing is ever valid: not from outside, and not by an insider with a trusted key."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from console.briefing.render import render
from console.domain.briefing import Document, FigureValue, figures_digest
from console.domain.briefing_blocks import (
    IndexOverview,
    Lead,
    RankingTrend,
    SignaturePanel,
    SuspicionsTable,
    Trend,
    Trends,
)
from console.domain.ports import Silent
from console.domain.verification import Verdict, Verification
from console.errors import BriefingError
from console.jobs import recompute_briefing, recompute_checks, recompute_layout
from console.jobs.brief import Briefing, FixedClock, Signers, sign
from console.jobs.brief_compose import DIGEST_SHOWN
from console.jobs.recompute import Calculator
from console.signing.authority import revoke
from console.signing.pdf_changes import unsigned_revision
from console.signing.pdf_structure import attachments
from tests.end_to_end.briefing_papers import RESOURCES, Bureau, failed_names
from tests.signing.papers import NOON, PASSPHRASE

OWN = ("document.json", "figures.json", "provenance.json")


@pytest.fixture(scope="module")
def kept(bureau: Bureau) -> Iterator[Calculator]:
    """Return the figures of the sample, computed from it once: a forger changes papers, not the extract."""
    with bureau.opened() as extract:
        yield Calculator(extract, None, Silent())


@pytest.fixture(autouse=True)
def computed_once(kept: Calculator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every verification here go on with the extract and the figures that are open already."""
    monkeypatch.setattr(recompute_briefing, "open_extract", lambda *_: nullcontext(kept.extract))
    monkeypatch.setattr(recompute_briefing, "Calculator", lambda *_: kept)


def checked(bureau: Bureau, content: bytes, folder: Path) -> Verification:
    paper = folder / "forged.pdf"
    paper.write_bytes(content)
    return bureau.verified(paper, bureau.extract)


def updated(content: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer, out = IncrementalPdfFileWriter(io.BytesIO(content)), io.BytesIO()
    change(writer)
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def rewritten(content: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def _byte(content: bytes) -> bytes:
    place = content.index(b"stream\n") + 40
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def _title(writer: IncrementalPdfFileWriter) -> None:
    told = generic.DictionaryObject(  # type: ignore[no-untyped-call]
        {generic.pdf_name("/Title"): generic.pdf_string("FAKE")}
    )
    writer.set_info(writer.add_object(told))


def _annotate(document: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 99, 99], Contents="99.9"
    )
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


def _title_rewritten(document: pikepdf.Pdf) -> None:
    document.docinfo["/Title"] = "FAKE"


def _swapped(document: pikepdf.Pdf) -> None:
    document.attachments["queries.sql"] = pikepdf.AttachedFileSpec(
        document, b"SELECT 42;\n", filename="queries.sql"
    )


def _edges() -> list[Any]:
    return [generic.FloatObject(edge) for edge in ("0", "0", "99", "99")]  # type: ignore[no-untyped-call]


def _note(writer: IncrementalPdfFileWriter) -> None:
    """Put a note over the first page."""
    page = writer.root["/Pages"]["/Kids"][0]
    note: Any = generic.DictionaryObject()  # type: ignore[no-untyped-call]
    note["/Type"], note["/Subtype"] = generic.pdf_name("/Annot"), generic.pdf_name("/FreeText")
    note["/Rect"] = generic.ArrayObject(_edges())
    page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)


FORGERIES: Mapping[str, Callable[[bytes], bytes]] = {
    "a byte of the content": _byte,
    "the title by an update": lambda content: updated(content, _title),
    "the title by rewriting": lambda content: rewritten(content, _title_rewritten),
    "bytes at the end": lambda content: content + b"% more\n",
    "the end gone": lambda content: content[:-200],
    "half of it": lambda content: content[: len(content) // 2],
    "a swapped attachment": lambda content: rewritten(content, _swapped),
    "an annotation by an update": lambda content: updated(content, _note),
    "an annotation by rewriting": lambda content: rewritten(content, _annotate),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_from_outside_is_invalid(
    bureau: Bureau, signed: Briefing, tmp_path: Path, name: str
) -> None:
    found = checked(bureau, FORGERIES[name](signed.content), tmp_path)
    assert failed_names(found)
    assert found.verdict is Verdict.INVALID


def test_a_stripped_signature_leaves_an_unsigned_paper(
    bureau: Bureau, signed: Briefing, tmp_path: Path
) -> None:
    found = checked(bureau, unsigned_revision(signed.content), tmp_path)
    assert found.verdict is Verdict.UNSIGNED
    assert failed_names(found) == {"signature-present"}
    assert {"pdf-unsigned", "briefing-panel-stripped"} <= {check.key for check in found.checks}


def test_a_signer_nobody_knows_is_untrusted(bureau: Bureau, signed: Briefing, tmp_path: Path) -> None:
    paper = tmp_path / "b.pdf"
    paper.write_bytes(signed.content)
    found = bureau.verified(paper, bureau.extract, trust=())
    assert found.verdict is Verdict.UNTRUSTED
    assert failed_names(found) == {"signer-known"}


def test_a_revoked_signer_is_invalid(bureau: Bureau, signed: Briefing, tmp_path: Path) -> None:
    paper, own = tmp_path / "b.pdf", tmp_path / "own"
    paper.write_bytes(signed.content)
    for name in ("keys", "trust"):
        shutil.copytree(bureau.folder / name, own / name)
    revoke(own, "sample", authority_passphrase=PASSPHRASE, clock=FixedClock(NOON))
    found = bureau.verified(paper, bureau.extract, trust=(own / "trust",))
    assert found.verdict is Verdict.INVALID
    assert "signer-revocation" in failed_names(found)


# An insider: somebody who may sign, with a trusted key, what the console did not write.


def insider(bureau: Bureau, document: Document, files: Mapping[str, bytes]) -> bytes:
    """Return a document laid out and signed by the trusted signer, with its digest printed as it must be."""
    digest = figures_digest(document.figures)[:DIGEST_SHOWN]
    blocks = tuple(
        replace(one, digest=digest) if isinstance(one, SignaturePanel) else one for one in document.blocks
    )
    unsigned = render(replace(document, blocks=blocks), RESOURCES, files)
    return sign(unsigned, bureau.signers, FixedClock(NOON))


def files_of(briefing: Briefing) -> dict[str, bytes]:
    return {name: told for name, told in attachments(briefing.content).items() if name not in OWN}


def with_figure(document: Document, name: str, change: Callable[[FigureValue], FigureValue]) -> Document:
    figures = tuple(change(one) if one.id == name else one for one in document.figures)
    return replace(document, figures=figures)


def score_of(document: Document) -> str:
    return next(one.score for one in document.blocks if isinstance(one, IndexOverview))


def raised(figure: FigureValue) -> FigureValue:
    value = Decimal(figure.value or 0) + 10
    return replace(figure, value=str(value), printed=f"{value:.1f}")


def test_a_number_altered_before_signing_is_found(bureau: Bureau, signed: Briefing, tmp_path: Path) -> None:
    forged = with_figure(signed.document, score_of(signed.document), raised)
    found = checked(bureau, insider(bureau, forged, files_of(signed)), tmp_path)
    assert found.verdict is Verdict.INVALID
    assert {"figures", "words"} <= failed_names(found)


def test_a_number_of_something_else_is_found(bureau: Bureau, signed: Briefing, tmp_path: Path) -> None:
    """The best city's score, rightly computed, stands where the province's should."""
    ranking = next(one for one in signed.document.blocks if isinstance(one, Trends)).charts[1]
    assert isinstance(ranking, RankingTrend)
    best = signed.document.figure(ranking.units[0].score)
    name = score_of(signed.document)
    forged = with_figure(signed.document, name, lambda _: replace(best, id=name))
    found = checked(bureau, insider(bureau, forged, files_of(signed)), tmp_path)
    assert found.verdict is Verdict.INVALID
    assert failed_names(found) == {"words"}


def test_altered_words_are_found(bureau: Bureau, signed: Briefing, tmp_path: Path) -> None:
    blocks = tuple(
        replace(one, text=one.text.replace("均未认定", "均已认定")) if isinstance(one, Lead) else one
        for one in signed.document.blocks
    )
    forged = replace(signed.document, blocks=blocks)
    assert forged != signed.document
    found = checked(bureau, insider(bureau, forged, files_of(signed)), tmp_path)
    assert found.verdict is Verdict.INVALID
    assert failed_names(found) == {"words"}


def test_names_swapped_under_another_version_are_found(
    bureau: Bureau, signed: Briefing, tmp_path: Path
) -> None:
    """Who claims another version escapes the writing again, and is held to the names of what the figures are of."""

    def swapped(block: object) -> object:
        if not isinstance(block, Trends):
            return block
        charts: list[Trend] = []
        for chart in block.charts:
            if isinstance(chart, RankingTrend):
                first, *middle, last = chart.units
                units = (replace(first, name=last.name), *middle, replace(last, name=first.name))
                charts.append(replace(chart, units=units))
            else:
                charts.append(chart)
        return replace(block, charts=tuple(charts))

    document = signed.document
    forged = replace(
        document,
        blocks=tuple(swapped(one) for one in document.blocks),  # type: ignore[misc]
        provenance=replace(document.provenance, tool="plumbline@9.9.9"),
    )
    found = checked(bureau, insider(bureau, forged, files_of(signed)), tmp_path)
    assert found.verdict is Verdict.INVALID
    assert failed_names(found) == {"names"}


def test_a_suspicion_hidden_is_found(bureau: Bureau, signed: Briefing, tmp_path: Path) -> None:
    def shortened(block: object) -> object:
        return replace(block, rows=block.rows[:-1]) if isinstance(block, SuspicionsTable) else block

    document = replace(signed.document, blocks=tuple(shortened(one) for one in signed.document.blocks))  # type: ignore[misc]
    used = {
        one.id
        for one in document.figures
        if f'"{one.id}"' in document.to_json().decode().split('"figures"')[0]
    }
    lead = "".join(re.findall(r"\{f:([^{}]+)\}", document.to_json().decode()))
    figures = tuple(one for one in document.figures if one.id in used or one.id in lead)
    found = checked(bureau, insider(bureau, replace(document, figures=figures), files_of(signed)), tmp_path)
    assert found.verdict is Verdict.INVALID
    assert failed_names(found) == {"words"}


def test_an_attachment_swapped_before_signing_is_found(
    bureau: Bureau, signed: Briefing, tmp_path: Path
) -> None:
    files = {**files_of(signed), "queries.sql": b"SELECT 42;\n"}
    found = checked(bureau, insider(bureau, signed.document, files), tmp_path)
    assert found.verdict is Verdict.INVALID
    assert failed_names(found) == {"words"}


def repainted(unsigned: bytes) -> bytes:
    """Return the unsigned paper with its first page moved by a point: any change of what is painted."""

    def change(document: pikepdf.Pdf) -> None:
        contents = document.pages[0].Contents
        stream = contents[0] if isinstance(contents, pikepdf.Array) else contents
        stream.write(b"1 0 0 1 0 1 cm\n" + stream.read_bytes())

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(unsigned)) as document:
        change(document)
        document.save(out, deterministic_id=True)
    return out.getvalue()


def test_a_page_repainted_before_signing_is_found(bureau: Bureau, signed: Briefing, tmp_path: Path) -> None:
    content = sign(repainted(signed.unsigned), bureau.signers, FixedClock(NOON))
    found = checked(bureau, content, tmp_path)
    assert found.verdict is Verdict.INVALID
    assert failed_names(found) == {"layout"}


def test_who_signed_must_be_who_is_printed(bureau: Bureau, signed: Briefing, tmp_path: Path) -> None:
    other = Signers(bureau.approver, bureau.signers.trust)
    found = checked(bureau, sign(signed.unsigned, other, FixedClock(NOON)), tmp_path)
    assert found.verdict is Verdict.INVALID
    assert "panel" in failed_names(found)


def test_another_renderer_is_told_and_is_not_invalid(
    bureau: Bureau, signed: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later console meets a briefing of this one: its figures are recomputed, its layout is not."""
    monkeypatch.setattr(recompute_layout, "RENDERER", "plumbline-pages@2")
    found = checked(bureau, signed.content, tmp_path)
    assert failed_names(found) == set()
    assert found.verdict is Verdict.VALID
    assert "briefing-layout-other" in {check.key for check in found.checks}


def test_another_renderer_is_no_excuse_for_other_print(
    bureau: Bureau, signed: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is printed must be found in the pages whoever laid them out."""
    forged = with_figure(signed.document, score_of(signed.document), raised)
    pages = render(forged, RESOURCES, files_of(signed))
    monkeypatch.setattr(recompute_layout, "RENDERER", "plumbline-pages@2")
    check = recompute_layout.layout_check(signed.document, RESOURCES, files_of(signed), pages)
    assert (check.name, check.passed) == ("print-known", False)


def test_a_paper_that_asks_for_more_than_any_briefing_is_refused_before_it_is_computed(
    signed: Briefing,
) -> None:
    figure = signed.document.figure(score_of(signed.document))
    more = tuple(replace(figure, id=f"more/{number}") for number in range(recompute_checks.MOST_FIGURES))
    lead = "".join(f"{{f:{one.id}}}" for one in more)
    blocks = tuple(
        replace(one, text=one.text + lead) if isinstance(one, Lead) else one for one in signed.document.blocks
    )
    forged = replace(signed.document, blocks=blocks, figures=(*signed.document.figures, *more))
    with pytest.raises(BriefingError) as caught:
        recompute_checks.read_back(attached_to(forged, files_of(signed)), b"", ())
    assert caught.value.key == "briefing-many"


def attached_to(document: Document, files: Mapping[str, bytes]) -> dict[str, bytes]:
    own = (document.to_json(), document.figures_json(), document.provenance_json())
    return {**files, **dict(zip(OWN, own, strict=True))}
