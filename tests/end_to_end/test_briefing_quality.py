"""Owns the proof that what a briefing says of the quality of its data is recomputed, and that no line can be exchanged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from console.briefing.render import render
from console.domain.briefing_theme import ThemeSection
from console.domain.ports import Silent
from console.domain.quality import DIMENSIONS, Tally
from console.domain.verification import Verdict
from console.jobs.brief import Briefing, FixedClock, sign
from console.jobs.brief_request import BriefRequest
from console.jobs.check import CheckRequest, check_extract
from console.jobs.recompute import Ask, Calculator
from console.signing.pdf_structure import attachments
from tests.end_to_end.briefing_papers import RESOURCES, Bureau, failed_names
from tests.signing.papers import NOON

WHOLE = BriefRequest(definition="quality")


@pytest.fixture(scope="module")
def written(bureau: Bureau) -> Briefing:
    return bureau.written(WHOLE, bureau.signers)


def section(made: Briefing) -> ThemeSection:
    return next(one for one in made.document.blocks if isinstance(one, ThemeSection))


def test_the_briefing_is_valid_and_lists_the_failing_rows(
    bureau: Bureau, written: Briefing, tmp_path: Path
) -> None:
    paper = tmp_path / "quality.pdf"
    paper.write_bytes(written.content)
    found = bureau.verified(paper, bureau.extract)
    assert failed_names(found) == set()
    assert found.verdict is Verdict.VALID
    assert "-- quality service_case|channel|filled\n" in attachments(written.content)["queries.sql"].decode()


def test_it_says_what_the_command_says_of_the_same_tables(bureau: Bureau, written: Briefing) -> None:
    dimensions, weakest = section(written).tables
    figure = written.document.figure
    with bureau.opened() as extract:
        tables = extract.catalogue.briefings["quality"].sources
        checked = [check_extract(extract, CheckRequest(table), Silent()) for table in tables]
    told = {row.key: [figure(name).value for name in row.values] for row in dimensions.rows}
    assert tuple(told) == DIMENSIONS
    for name in DIMENSIONS:
        tally = sum((one.dimensions[name] for one in checked), Tally())
        assert told[name][:2] == [str(tally.checked), str(tally.failed)]
    failing = [row for one in checked for row in one.quality if row.failed and row.column]
    worst = max(row.failed / row.checked for row in failing)
    count, failed, _passed = (figure(name).exact for name in weakest.rows[0].values)
    assert count is not None and failed is not None
    assert float(failed / count) == pytest.approx(worst)


def test_what_nobody_checks_is_no_figure(bureau: Bureau) -> None:
    with bureau.opened() as extract:
        calculator = Calculator(extract, None, Silent())
        for detail in ("beauty.failed", "all.praised"):
            with pytest.raises(Exception, match="briefing-recipe"):
                calculator.value(Ask("quality", "quality@1", "", "", detail))


def test_lines_exchanged_before_it_was_signed_are_found(
    bureau: Bureau, written: Briefing, tmp_path: Path
) -> None:
    own = section(written)
    dimensions, weakest = own.tables
    first, second, *others = weakest.rows
    rows = (replace(first, name=second.name), replace(second, name=first.name), *others)
    moved = replace(own, tables=(dimensions, replace(weakest, rows=rows)))
    blocks = tuple(moved if isinstance(one, ThemeSection) else one for one in written.document.blocks)
    files = {
        name: content
        for name, content in attachments(written.content).items()
        if name in ("queries.sql", "rules.csv", "request.json")
    }
    paper = tmp_path / "forged.pdf"
    document = replace(written.document, blocks=blocks)
    paper.write_bytes(sign(render(document, RESOURCES, files), bureau.signers, FixedClock(NOON)))
    found = bureau.verified(paper, bureau.extract)
    assert found.verdict is Verdict.INVALID
    assert "names" in failed_names(found)
