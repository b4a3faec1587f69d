"""Owns the tests of comparing real extracts: figures folded onto successors, and the command. It refuses canned readings."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.domain.comparison import NOT_ADDITIVE, Heirs
from console.domain.ports import Silent
from console.errors import ExitCode, UsageError
from console.jobs.compare import compare, compare_side, compare_subjects, fold, measure_cards
from console.jobs.compare_answers import SideRequest, SubjectsRequest
from console.jobs.extract import OpenedExtract
from console.jobs.measure import MeasureRequest, measure
from tests.jobs.page_sample import catalogue, opened, through_a_frame, tiny

REVIEWS = "SVC-011"  # share of reviews of level four and five
MEDIAN = "SVC-017"


def _review(number: int, organisation: str, level: int, day: str) -> dict[str, Any]:
    return {
        "review_id": str(number),
        "organisation_id": organisation,
        "region_id": "110000",
        "level": level,
        "reviewed_on": day,
    }


def _file(
    path: Path, extract: str, ends: str, organisations: list[dict[str, Any]], reviews: list[Any]
) -> Path:
    return tiny(
        path,
        {
            "extract_info": [{"extract_id": extract, "name": extract, "cut_at": f"{ends} 23:59:59"}],
            "region": [{"region_id": "110000", "name": "甲省"}],
            "organisation": organisations,
            "review": reviews,
        },
    )


@pytest.fixture
def before(tmp_path: Path) -> Path:
    reviews = [_review(n, "OLD" if n < 30 else "NEW", 5 if n % 3 else 1, "2026-02-01") for n in range(60)]
    kinds: list[dict[str, Any]] = [
        {"organisation_id": "OLD", "name": "旧局"},
        {"organisation_id": "NEW", "name": "新局"},
    ]
    return _file(tmp_path / "q1.duckdb", "Q1", "2026-03-31", kinds, reviews)


@pytest.fixture
def after(tmp_path: Path) -> Path:
    reviews = [_review(n, "NEW", 5, "2026-05-01") for n in range(60)]
    kinds: list[dict[str, Any]] = [
        {"organisation_id": "OLD", "name": "旧局", "successor_organisation_id": "NEW"},
        {"organisation_id": "NEW", "name": "新局", "name_en": "New Bureau"},
    ]
    return _file(tmp_path / "q2.duckdb", "Q2", "2026-06-30", kinds, reviews)


def test_figures_of_a_predecessor_stand_under_its_successor(before: Path, after: Path) -> None:
    with opened(before) as first, opened(after) as second:
        sides, found = compare((first, second), SideRequest((REVIEWS,), by="organisation"), Silent())
        alone = measure(first, MeasureRequest((REVIEWS,), ("organisation_id",), first.period), Silent())
    assert {(r.subject, r.numerator, r.denominator) for r in alone} == {("NEW", 20, 30), ("OLD", 20, 30)}
    (row,) = found.rows
    assert (row.subject, row.names["en"]) == ("NEW", "New Bureau")
    assert (row.cells[0].numerator, row.cells[0].denominator) == (Decimal(40), Decimal(60))
    assert row.cells[0].merged == ("NEW", "OLD")
    assert row.cells[1].merged == ()
    assert row.judgement == "better"
    assert [side.period.name for side in sides] == ["2026Q1", "2026Q2"]
    assert [(one.key, one.heir) for one in found.mergers] == [("OLD", "NEW")]


def test_what_does_not_add_up_is_not_computable_once_two_are_one() -> None:
    held = catalogue().measures
    day = measure_reading
    one, two = day(MEDIAN, "A", 3.0), day(MEDIAN, "B", 5.0)
    folded = fold(held[MEDIAN], [one, two], Heirs({"A": "B"}))
    assert (folded["B"].value, folded["B"].reason) == (None, NOT_ADDITIVE)
    single = fold(held[MEDIAN], [one], Heirs({"A": "B"}))
    assert (single["B"].value, single["B"].merged) == (3.0, ("A",))


def measure_reading(measure_id: str, subject: str, value: float) -> Any:
    from console.domain.measure import Reading
    from console.domain.period import parse

    return Reading(measure_id, 1, "organisation_id", subject, parse("2026Q1"), value, 1, 0, value)


def test_the_same_days_told_otherwise_are_restated(before: Path, tmp_path: Path) -> None:
    reviews = [_review(n, "NEW", 5, "2026-02-01") for n in range(60)]
    again = _file(tmp_path / "again.duckdb", "Q1", "2026-03-31", [{"organisation_id": "NEW"}], reviews)
    with opened(before) as first, opened(again) as second:
        _sides, found = compare((first, second), SideRequest((REVIEWS,)), Silent())
    assert [row.judgement for row in found.rows] == ["restated"]


def test_a_side_comes_through_a_frame_as_it_was(after: Path) -> None:
    with opened(after) as extract:
        side = compare_side(extract, SideRequest((REVIEWS,), by="organisation"), Silent())
        cards = measure_cards(extract)
    assert through_a_frame(side) == side
    assert {card.measure_id for card in cards} == {n for n in catalogue().measures if "@" not in n}


def test_one_extract_twice_or_alone_is_refused(after: Path) -> None:
    with opened(after) as one, opened(after) as other:
        for extracts, key in (((one,), "compare-fewer"), ((one, other), "compare-same")):
            held: tuple[OpenedExtract, ...] = extracts
            with pytest.raises(UsageError) as refused:
                compare(held, SideRequest(), Silent())
            assert refused.value.key == key
        with pytest.raises(UsageError, match="compare-by"):
            compare_subjects(one, SubjectsRequest("vendor"), Silent())


def test_the_command_prints_one_document(
    before: Path,
    after: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    words = ["compare", str(before), str(after), "--id", REVIEWS, "--by", "organisation"]
    assert run([*words, "--json"]) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert [one["period"] for one in told["extracts"]] == ["2026Q1", "2026Q2"]
    assert told["judgements"]["better"] == 1
    assert told["merged"] == [{"subject": "OLD", "into": "NEW"}]
    assert run(["--language-of-words", "en", *words]) == ExitCode.OK
    shown = capsys.readouterr().out
    assert "New Bureau" in shown and "66.7%" in shown and "100.0%" in shown and "better" in shown
    assert run(["compare", str(before)]) == ExitCode.USAGE
