"""Before and after a reform over real rows: a planted change is found, what was there before is not, mixtures are left out."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.domain.ports import Silent
from console.errors import ExitCode, UsageError
from console.jobs.reform import reforms
from console.jobs.reform_answers import OUTCOMES, ReformLine, ReformOutcome, ReformRequest
from tests.jobs.page_sample import opened, province, through_a_frame, tiny

FROM = date(2025, 1, 1)
MONTHS = 24


def cases_of(item: str, drop: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return four cases a month, two years long: ten civil days each, ``drop`` fewer where begun after the reform."""
    cases, events = [], []
    for month in range(MONTHS):
        begun = date(2024 + month // 12, month % 12 + 1, 2)
        for number in range(4):
            day = begun + timedelta(days=number)
            days = 10 + number % 2 - (drop if day >= FROM else 0)
            name = f"{item}-{month}-{number}"
            steps = ["submit", "accept", "decide"][: 2 if drop and day >= FROM else 3]
            cases.append(
                {
                    "case_id": name,
                    "item_id": item,
                    "item_version": 1,
                    "organisation_id": "O",
                    "region_id": "R",
                    "submitted_on": str(day),
                    "accepted_on": str(day),
                    "closed_on": str(day + timedelta(days=days)),
                    "visits": 2 - (2 if drop and day >= FROM else 0),
                    "outcome": "granted",
                }
            )
            for place, step in enumerate(steps):
                events.append(
                    {
                        "case_id": name,
                        "sequence": place + 1,
                        "step": step,
                        "operator": f"p{place}",
                        "organisation_id": "O",
                        "occurred_at": f"{day} 0{place + 1}:00:00",
                        "occurred_on": str(day),
                    }
                )
    return cases, events


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    reformed, walked = cases_of("NEW", 4)
    plain, others = cases_of("OLD", 0)
    late = dict(reformed[0], case_id="late", submitted_on="2024-12-20", closed_on="2025-01-20")
    items = [
        {
            "item_id": name,
            "item_version": 1,
            "name": name,
            "name_en": name,
            "organisation_id": "O",
            "region_id": "R",
            "day_kind": "civil",
            "promised_days": 20,
            "statutory_days": 30,
        }
        for name in ("NEW", "OLD")
    ]
    reform = {
        "reform_id": "RF",
        "item_id": "NEW",
        "organisation_id": "O",
        "kind": "zero_trip",
        "from_on": str(FROM),
        "days_before": 20,
        "days_after": 10,
        "visits_before": 2,
        "visits_after": 0,
    }
    tables: dict[str, list[dict[str, Any]]] = {
        "region": [{"region_id": "R", "name": "R"}],
        "organisation": [{"organisation_id": "O", "name": "O", "region_id": "R"}],
        "service_item": items,
        "service_case": [*reformed, *plain, late],
        "case_event": [*walked, *others],
        "reform_measure": [reform],
        "case_pause": [],
        "case_extension": [],
        "case_supplement": [],
    }
    return tiny(tmp_path_factory.mktemp("reform") / "small.duckdb", tables)


def outcome(line: ReformLine, name: str) -> ReformOutcome:
    return line.outcomes[OUTCOMES.index(name)]


def test_a_planted_change_is_found_and_a_straddling_case_left_out(small: Path) -> None:
    with opened(small) as extract:
        found = reforms(extract, ReformRequest(), Silent())
    assert through_a_frame(found) == found
    (line,) = found.lines
    assert (line.reform_id, line.straddling) == ("RF", 1)
    days = outcome(line, "days")
    assert days.mean is not None and days.level is not None and days.compared is not None
    assert days.mean.point == pytest.approx(-4.0, abs=0.2)
    assert days.mean.high < -3.0
    assert days.compared.point == pytest.approx(-4.0, abs=0.2)
    assert (days.declared_before, days.declared_after) == (20.0, 10.0)
    visits, steps, hands = (outcome(line, name) for name in ("visits", "steps", "handoffs"))
    assert visits.mean is not None and visits.mean.point == pytest.approx(-2.0)
    assert steps.mean is not None and steps.mean.point == pytest.approx(-1.0)
    assert hands.mean is not None and hands.mean.point == pytest.approx(-1.0)
    assert [hands.before, hands.after] == pytest.approx([2.0, 1.0])
    assert outcome(line, "materials").why_not == "short"


def test_a_date_nobody_registered_can_be_asked_about(small: Path) -> None:
    with opened(small) as extract:
        found = reforms(extract, ReformRequest(item_id="OLD", from_on=FROM), Silent())
    days = outcome(found.lines[0], "days")
    assert days.mean is not None and days.mean.low <= 0.0 <= days.mean.high
    assert days.compared is None


def test_pooled_reforms_are_laid_over_each_other_and_a_change_of_mix_is_no_effect(small: Path) -> None:
    with opened(small) as extract:
        alone = reforms(extract, ReformRequest(kind="zero_trip"), Silent()).lines[0]
        pooled = reforms(extract, ReformRequest(pooled=True), Silent()).lines[0]
    assert (pooled.kind, pooled.reforms, pooled.before) == ("zero_trip", 1, alone.before)
    assert outcome(pooled, "days").mean == outcome(alone, "days").mean


@pytest.mark.parametrize(
    ("request_", "key"),
    [(ReformRequest(kind="miracle"), "reform-kind"), (ReformRequest(reform_id="none"), "reform-unknown")],
)
def test_what_does_not_exist_is_refused(small: Path, request_: ReformRequest, key: str) -> None:
    with opened(small) as extract, pytest.raises(UsageError) as fault:
        reforms(extract, request_, Silent())
    assert fault.value.key == key


def test_an_extract_without_reforms_says_what_is_missing(tmp_path: Path) -> None:
    with opened(tiny(tmp_path / "bare.duckdb", {"region": []})) as extract:
        found = reforms(extract, ReformRequest(), Silent())
        assert found.why_not == "missing"
        assert any(name.startswith("reform_measure") for name in found.missing)


def test_too_few_cases_on_a_side_have_no_interval(tmp_path_factory: pytest.TempPathFactory) -> None:
    with opened(province(tmp_path_factory)) as extract:
        found = reforms(extract, ReformRequest(), Silent())
        assert {one.why_not for line in found.lines for one in line.outcomes} >= {"few"}
        pooled = reforms(extract, ReformRequest(pooled=True), Silent())
        assert len(pooled.lines) < len(found.lines)
        assert extract.connection.rows(found.sql)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_command_prints_intervals(
    language: str,
    small: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path))
    assert run(["--language-of-words", language, "reform", str(small)]) == ExitCode.OK
    assert "20.0 → 10.0" in capsys.readouterr().out
    assert run(["reform", str(small), "--item", "OLD", "--since", "2025-01-01", "--json"]) == ExitCode.OK
    assert len(json.loads(capsys.readouterr().out)["reforms"]["lines"]) == 1
