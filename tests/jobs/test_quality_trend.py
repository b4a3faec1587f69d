"""Owns the tests of quality between real extracts, and of what measures rest on. It refuses counts that were not kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console import paths
from console.cli.main import run
from console.domain.ports import Progress, Silent
from console.domain.quality import TableSurvey
from console.engine.quality import QualityScope
from console.errors import ExitCode
from console.jobs import quality_measures
from console.jobs.extract import OpenedExtract
from console.jobs.quality import survey
from console.jobs.quality_answers import QualityRequest, RestRequest
from console.jobs.quality_measures import measure_rests, quality_of
from console.jobs.quality_trend import kept_summaries
from console.jobs.quality_whole import whole_quality_page
from console.jobs.shelf import clear_caches
from tests.jobs.page_sample import catalogue, opened, through_a_frame, tiny


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))


def _extract(path: Path, ends: str, levels: list[int | None]) -> Path:
    reviews: list[dict[str, Any]] = [
        {
            "review_id": str(n),
            "organisation_id": "A",
            "region_id": "110000",
            "level": level,
            "reviewed_on": ends,
        }
        for n, level in enumerate(levels)
    ]
    return tiny(
        path,
        {
            "extract_info": [{"extract_id": ends, "name": ends, "cut_at": f"{ends} 23:59:59"}],
            "region": [{"region_id": "110000", "name": "甲省", "level": "province", "population": 1}],
            "organisation": [{"organisation_id": "A", "name": "局"}],
            "review": reviews,
        },
    )


def _page(extract: OpenedExtract, **scope: str) -> Any:
    return whole_quality_page(extract, QualityRequest(**scope), Silent())


def test_what_was_found_of_an_earlier_extract_makes_the_trend(tmp_path: Path) -> None:
    with opened(_extract(tmp_path / "q1.duckdb", "2026-03-31", [5, 5, 5, 5])) as first:
        alone = _page(first)
    assert [point.current for point in alone.trend] == [True]
    assert alone.changes == ()
    with opened(_extract(tmp_path / "q2.duckdb", "2026-06-30", [5, None, 5, 9])) as second:
        found = _page(second)
        assert through_a_frame(found) == found
        narrowed = _page(second, region_id="110000")
        kept = kept_summaries(second)
    assert [(point.name, point.current) for point in found.trend] == [
        ("2026-03-31", False),
        ("2026-06-30", True),
    ]
    changed = {(line.changed.now.column, line.changed.kind) for line in found.changes}
    assert ("level", "fails-now") in changed
    assert [one.name for one in kept] == ["2026-03-31"]
    assert (narrowed.trend, narrowed.changes, narrowed.measures) == ((), (), ())


def test_what_is_cleared_makes_no_trend(tmp_path: Path) -> None:
    with opened(_extract(tmp_path / "q1.duckdb", "2026-03-31", [5])) as first:
        _page(first)
    clear_caches(paths.cache_folder())
    with opened(_extract(tmp_path / "q2.duckdb", "2026-06-30", [5])) as second:
        assert len(_page(second).trend) == 1


def test_nothing_is_kept_of_an_extract_open_for_diagnosis(tmp_path: Path) -> None:
    with opened(_extract(tmp_path / "q1.duckdb", "2026-03-31", [5])) as first:
        first.diagnose = True
        object.__setattr__(first.verification, "verdict", "invalid")
        assert first.mark == "diagnosis"
        _page(first)
    with opened(_extract(tmp_path / "q2.duckdb", "2026-06-30", [5])) as second:
        assert kept_summaries(second) == ()


def test_a_measure_shows_the_quality_of_the_columns_it_reads(tmp_path: Path) -> None:
    measures = catalogue().measures
    with opened(_extract(tmp_path / "q.duckdb", "2026-06-30", [5, 9, None, 5])) as extract:
        lines = {line.measure_id: line for line in _page(extract).measures}
        (alone,) = quality_of(extract, [measures["SVC-011"]], Silent())
    reviews = lines["SVC-011"]
    assert reviews.lacking == ()
    assert reviews.dimensions["accuracy"].failed == 1  # a review of level nine
    assert reviews.worst is not None and reviews.worst.table == "review"
    assert (alone.dimensions, alone.worst) == (reviews.dimensions, reviews.worst)
    assert lines["SVC-001"].lacking  # there are no cases in this extract
    assert set(lines) == {name for name in measures if "@" not in name}


def test_what_measures_rest_on_is_checked_once_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[set[str]] = []

    def counted(extract: OpenedExtract, scope: QualityScope, progress: Progress) -> Iterator[TableSurvey]:
        checked.append(set(scope.tables))
        return survey(extract, scope, progress)

    monkeypatch.setattr(quality_measures, "survey", counted)
    with opened(_extract(tmp_path / "q.duckdb", "2026-06-30", [5, 9, None, 5])) as extract:
        assert measure_rests(extract, RestRequest(("SVC-011",), kept=True), Silent()) == ()
        first = measure_rests(extract, RestRequest(("SVC-011", "nobody-knows")), Silent())
        again = measure_rests(extract, RestRequest(("SVC-011", "SVC-001")), Silent())
        assert through_a_frame(first[0]) == first[0]
        assert checked == [{"review"}]  # there are no cases to check
        kept = measure_rests(extract, RestRequest(("SVC-011",), kept=True), Silent())
        assert (kept, len(checked)) == (first, 1)
        _page(extract)
        assert measure_rests(extract, RestRequest(("SVC-011",)), Silent()) == first
        clear_caches(paths.cache_folder())
        extract.diagnose = True
        object.__setattr__(extract.verification, "verdict", "invalid")
        for _ in range(2):
            assert measure_rests(extract, RestRequest(("SVC-011",)), Silent()) == first
        assert checked == [{"review"}] * 3  # nothing is kept of what nobody vouches for
    (line,) = first
    assert again[0] == line and again[1].lacking
    assert line.passed == 7 / 8 and line.worst_names["zh-CN"].startswith("评价")


def test_the_command_tells_trend_and_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = _extract(tmp_path / "q1.duckdb", "2026-03-31", [5, 5, 5, 5])
    second = _extract(tmp_path / "q2.duckdb", "2026-06-30", [5, None, 5, 9])
    assert run(["check", str(first), "--json"]) == ExitCode.OK
    capsys.readouterr()
    assert run(["check", str(second), "--json"]) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert [one["current"] for one in told["trend"]] == [False, True]
    (level,) = [one for one in told["changes"] if (one["column"], one["check"]) == ("level", "filled")]
    assert (level["kind"], level["before"]["failed"], level["now"]["failed"]) == ("fails-now", 0, 1)
    assert run(["--language-of-words", "en", "check", str(second)]) == ExitCode.OK
    shown = capsys.readouterr().out
    assert "since 2026-03-31" in shown and "fails now" in shown
    assert run(["check", str(second), "--table", "review", "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["trend"] == []


def test_measure_tells_the_quality_of_what_it_rests_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _extract(tmp_path / "q.duckdb", "2026-06-30", [5, 9, None, 5])
    words = ["measure", str(path), "--id", "SVC-011"]
    assert run([*words, "--json"]) == ExitCode.OK
    (line,) = json.loads(capsys.readouterr().out)["quality"]
    assert line["worst"] == {
        "table": "review",
        "column": "level",
        "check": "range",
        "failed": 1,
        "checked": 3,
    }
    assert line["dimensions"]["completeness"] == {"failed": 1, "checked": 8}
    assert run(["--language-of-words", "en", *words]) == ExitCode.OK
    shown = capsys.readouterr().out
    assert "Data" in shown and "87.5%" in shown  # of the eight values that are filled or not
    assert "Review · Level" in shown and "1 of 3 fail" in shown
    assert run([*words, "--no-quality", "--json"]) == ExitCode.OK
    assert "quality" not in json.loads(capsys.readouterr().out)
