"""Owns the proof that a briefing on real data is what it says, in both languages, and that it can be verified by a stranger."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from console.briefing.render import render
from console.domain.briefing import Document, figures_digest
from console.domain.briefing_blocks import CardTally, FindingsTable, Lead, SignaturePanel, SuspicionsTable
from console.domain.period import parse
from console.domain.ports import Silent
from console.domain.verification import Verdict
from console.engine.views import set_period
from console.engine.workbench import Workbench
from console.errors import BriefingError, UsageError
from console.jobs.brief import Briefing, Signers, brief
from console.jobs.brief_compose import compose
from console.jobs.brief_request import BriefRequest
from console.jobs.recompute import Calculator, asked, exact
from console.signing.pdf_structure import attachments
from console.signing.truststore import TrustStore
from tests.end_to_end.briefing_papers import RESOURCES, Bureau, failed_names
from tests.signing.papers import NOON, FixedClock

Kind = TypeVar("Kind")


def block(document: Document, kind: type[Kind]) -> Kind:
    return next(one for one in document.blocks if isinstance(one, kind))


@pytest.fixture(scope="module")
def calculator(bureau: Bureau) -> Iterator[Calculator]:
    """Return what computes figures on the sample; it was not asked anything when the briefing was written."""
    with bureau.opened() as extract:
        yield Calculator(extract, None, Silent())


@pytest.fixture(scope="module")
def city(bureau: Bureau) -> Briefing:
    """Return the English briefing on one city, signed by a preparer and an approver."""
    signers = Signers(bureau.preparer, TrustStore.load((bureau.trust,)), bureau.approver)
    return bureau.written(BriefRequest("en", "Wangchuan"), signers)


def test_a_signed_briefing_is_valid_beside_its_extract(
    bureau: Bureau, signed: Briefing, tmp_path: Path
) -> None:
    paper = tmp_path / "a paper without an ending"
    paper.write_bytes(signed.content)
    found = bureau.verified(paper, bureau.extract)
    assert failed_names(found) == set()
    assert (found.verdict, found.kind) == (Verdict.VALID, "briefing")
    assert {"figures", "words", "layout", "names", "panel", "figures-digest", "extract-known"} <= {
        check.name for check in found.checks
    }


def test_the_weakest_data_of_the_index_are_told(signed: Briefing, calculator: Calculator) -> None:
    """A score may rest on worse data than any single measure that is printed."""
    catalogue = calculator.extract.catalogue
    index = next(iter(catalogue.indexes.values()))
    scored = [catalogue.measures[one.measure] for part in index.dimensions for one in part.indicators]
    shares = [share for one in scored if (share := calculator.quality.rest_part(one, "passed")) is not None]
    told = [one for one in signed.document.figures if one.recipe == "rest"]
    assert {asked(one).definition.partition("@")[0] for one in told} & {one.id for one in scored}
    assert min(Decimal(one.value) for one in told if one.value is not None) == exact(min(shares))


def test_the_extract_is_found_beside_by_its_digest(bureau: Bureau, city: Briefing) -> None:
    paper = bureau.folder / "city.pdf"
    paper.write_bytes(city.content)
    found = bureau.verified(paper)
    assert failed_names(found) == set()
    assert found.verdict is Verdict.VALID


def test_without_its_extract_nothing_is_called_valid(
    bureau: Bureau, signed: Briefing, tmp_path: Path
) -> None:
    paper, other = tmp_path / "b.pdf", tmp_path / "other.duckdb"
    paper.write_bytes(signed.content)
    other.write_bytes(b"not the extract")
    for against in (None, other):
        found = bureau.verified(paper, against)
        assert found.verdict is Verdict.UNTRUSTED
        assert failed_names(found) == {"extract-known", "figures-known"}


def test_both_languages_hold_the_same_figures(calculator: Calculator, signed: Briefing) -> None:
    english = compose(calculator, BriefRequest("en"), RESOURCES, NOON, ()).document
    assert figures_digest(english.figures) == figures_digest(signed.document.figures)
    assert english.figures == signed.document.figures
    assert english.filled(block(english, Lead).text) != signed.document.filled(
        block(signed.document, Lead).text
    )


def test_the_same_is_written_twice_byte_by_byte(
    bureau: Bureau, calculator: Calculator, signed: Briefing
) -> None:
    again = compose(calculator, BriefRequest(), RESOURCES, NOON, bureau.signers.cards)
    assert render(again.document, RESOURCES, again.attachments) == signed.unsigned


def test_poppler_calls_the_signature_valid_and_the_whole_document_signed(
    signed: Briefing, tmp_path: Path
) -> None:
    if shutil.which("pdfsig") is None:
        pytest.skip("poppler is not installed here")
    paper = tmp_path / "b.pdf"
    paper.write_bytes(signed.content)
    told = subprocess.run(["pdfsig", str(paper)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in told
    assert "Total document signed" in told


def test_without_a_casebook_cards_are_not_zero_but_unknown(signed: Briefing) -> None:
    tally = block(signed.document, CardTally)
    assert signed.document.figure(tally.red).value is None
    assert signed.document.figure(tally.red).printed == "—"
    assert block(signed.document, FindingsTable).rows == ()


def test_a_suspicion_names_no_organisation(calculator: Calculator, signed: Briefing) -> None:
    rows = calculator.extract.connection.rows("SELECT DISTINCT name FROM organisation")
    names = {row[0] for row in rows}
    table = block(signed.document, SuspicionsTable)
    told = "".join(signed.document.filled(row.problem) + row.rule for row in table.rows)
    told += signed.document.filled(block(signed.document, Lead).text)
    told += attachments(signed.content)["rules.csv"].decode()
    assert table.rows
    assert not [name for name in names if name in told]


def test_the_attached_sql_runs_in_the_workbench_as_it_is(calculator: Calculator, signed: Briefing) -> None:
    told = attachments(signed.content)["queries.sql"].decode()
    statements = [one for one in told.split(";\n") if one.strip()]
    set_period(calculator.extract.connection, calculator.extract.period, calculator.extract.cut_off)
    workbench = Workbench(calculator.extract.connection)
    try:
        counted = [workbench.run(one).row_count for one in statements]
    finally:
        workbench.close()
    assert len(statements) > 60
    assert sum(map(bool, counted)) > len(statements) * 0.9


def test_a_city_is_ranked_with_its_band(city: Briefing) -> None:
    lead = city.document.filled(block(city.document, Lead).text)
    assert "Wangchuan scores" in lead
    assert "of 16" in lead
    assert city.document.scope == "Wangchuan"


def test_nobody_signed_is_printed_and_told(bureau: Bureau, calculator: Calculator, tmp_path: Path) -> None:
    made = compose(calculator, BriefRequest(), RESOURCES, NOON, ())
    paper = tmp_path / "b.pdf"
    paper.write_bytes(render(made.document, RESOURCES, made.attachments))
    found = bureau.verified(paper, bureau.extract)
    assert block(made.document, SignaturePanel).certificates == ()
    assert found.verdict is Verdict.UNSIGNED
    assert failed_names(found) == {"signature-present"}


def test_the_mark_of_an_unsigned_extract_follows(bureau: Bureau, tmp_path: Path) -> None:
    bare, paper = tmp_path / "bare.duckdb", tmp_path / "b.pdf"
    shutil.copy(bureau.extract, bare)
    with bureau.opened(bare) as extract:
        made = brief(extract, BriefRequest("en"), RESOURCES, FixedClock(), Silent(), bureau.signers)
    paper.write_bytes(made.content)
    assert made.document.provenance.extract_mark == "unsigned"
    found = bureau.verified(paper, bare)
    assert found.verdict is Verdict.UNTRUSTED
    assert failed_names(found) == {"extract-known"}


def test_a_broken_extract_is_not_briefed_on(bureau: Bureau, tmp_path: Path) -> None:
    broken = tmp_path / bureau.extract.name
    for path in bureau.folder.glob(f"{bureau.extract.name}*"):
        shutil.copy(path, tmp_path)
    with broken.open("ab") as stream:
        stream.write(b"\0")
    with bureau.opened(broken, diagnose=True) as extract, pytest.raises(BriefingError) as caught:
        brief(extract, BriefRequest(), RESOURCES, FixedClock(), Silent())
    assert caught.value.key == "brief-diagnosis"


def test_a_region_that_is_not_there_is_told_with_the_nearest(calculator: Calculator) -> None:
    with pytest.raises(UsageError) as caught:
        compose(calculator, BriefRequest("en", "Wangchuen"), RESOURCES, NOON, ())
    assert (caught.value.key, caught.value.facts["nearest"]) == ("brief-region", "Wangchuan")


def test_another_period_is_another_briefing(calculator: Calculator, signed: Briefing) -> None:
    request = replace(BriefRequest(), period=parse("2026Q1"))
    made = compose(calculator, request, RESOURCES, NOON, ()).document
    assert made.period == "2026Q1"
    assert made.number != signed.document.number
    assert "第 1 季度" in made.filled(block(made, Lead).text)
