"""Owns proof that one case's clock says what stopped and lengthened it, and what did not, by the law's own examples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.domain.ports import Silent
from console.errors import ExitCode
from console.jobs.extract import OpenedExtract
from console.jobs.process_clock import ClockBasis, clock_basis
from console.jobs.services_answers import CaseRequest, CaseTimeline
from console.jobs.services_case import services_case
from tests.jobs.page_sample import opened, tiny

ITEM = {"item_id": "I", "kind": "on_application", "day_kind": "working", "statutory_days": 20}
CASES = {  # case: submitted, accepted, closed, version
    "first day": ("2026-03-02", "2026-03-02", "2026-03-09", 1),
    "written": ("2026-03-02", "2026-03-02", "2026-03-20", 1),
    "not written": ("2026-03-02", "2026-03-02", "2026-03-20", 1),
    "extended": ("2026-03-02", "2026-03-02", "2026-04-20", 1),
    "no approver": ("2026-03-02", "2026-03-02", "2026-04-20", 1),
    "not told": ("2026-03-02", "2026-03-02", "2026-04-20", 1),
    "supplements": ("2026-03-02", "2026-03-16", "2026-03-20", 1),
    "deemed": ("2026-03-02", "2026-03-16", "2026-03-20", 1),
    "second version": ("2026-04-09", "2026-04-09", "2026-04-20", 2),
    "wrong version": ("2026-04-09", "2026-04-09", "2026-04-20", 1),
    "unverified year": ("2027-03-01", "2027-03-01", "2027-03-08", 2),
    "no calendar": ("2028-03-01", "2028-03-01", "2028-03-08", 2),
}
WANTED: dict[
    str, tuple[int | None, int, int, tuple[str, ...]]
] = {  # used, promised, statutory, why of each ground
    "first day": (5, 10, 20, ()),
    "written": (8, 10, 20, ("",)),
    "not written": (14, 10, 20, ("not-in-writing",)),
    "extended": (34, 20, 30, ("",)),
    "no approver": (34, 10, 20, ("no-approver",)),
    "not told": (34, 10, 20, ("not-told",)),
    "supplements": (4, 10, 20, ("", "later-request")),
    "deemed": (14, 10, 20, ("too-late",)),
    "second version": (7, 5, 20, ()),
    "wrong version": (7, 10, 20, ()),
    "unverified year": (5, 5, 20, ()),
    "no calendar": (None, 5, 20, ()),
}


def tables() -> dict[str, list[dict[str, Any]]]:
    pause = {"kind": "hearing", "started_on": "2026-03-05", "ended_on": "2026-03-12"}
    longer = {"approved_on": "2026-03-20", "days": 10}
    return {
        "service_item": [
            {
                **ITEM,
                "item_version": 1,
                "promised_days": 10,
                "valid_from": "2018-01-01",
                "valid_to": "2026-03-31",
            },
            {**ITEM, "item_version": 2, "promised_days": 5, "valid_from": "2026-04-01"},
        ],
        "service_case": [
            {
                "case_id": name,
                "item_id": "I",
                "item_version": version,
                "submitted_on": came,
                "accepted_on": taken,
            }
            | {"closed_on": closed, "outcome": "granted"}
            for name, (came, taken, closed, version) in CASES.items()
        ],
        "case_pause": [
            {"case_id": "written", **pause, "notified_in_writing": True},
            {"case_id": "not written", **pause, "notified_in_writing": False},
        ],
        "case_extension": [
            {"case_id": "extended", **longer, "approver": "a", "told_on": "2026-03-21"},
            {"case_id": "no approver", **longer, "told_on": "2026-03-21"},
            {"case_id": "not told", **longer, "approver": "a"},
        ],
        "case_supplement": [
            {"case_id": "supplements", "notified_on": "2026-03-05"},
            {"case_id": "supplements", "notified_on": "2026-03-12"},
            {"case_id": "deemed", "notified_on": "2026-03-13"},
        ],
        "case_event": [{"case_id": "written", "step": "accept", "occurred_on": "2026-03-02", "sequence": 1}],
    }


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny(tmp_path_factory.mktemp("clock") / "law.duckdb", tables())


@pytest.fixture(scope="module")
def extract(path: Path) -> Iterator[OpenedExtract]:
    with opened(path) as held:
        yield held


def told(extract: OpenedExtract, case: str) -> tuple[CaseTimeline, ClockBasis]:
    found = services_case(extract, CaseRequest(case), Silent())
    return found, clock_basis(extract, found, Silent())


@pytest.mark.parametrize("case", WANTED)
def test_the_clock_and_what_counts(extract: OpenedExtract, case: str) -> None:
    found, basis = told(extract, case)
    used, promised, statutory, why = WANTED[case]
    assert (found.used, found.promised, found.statutory) == (used, promised, statutory)
    assert tuple(one.why for one in basis.grounds) == why
    assert all(one.counts is (one.why == "") for one in basis.grounds)
    assert sum(day.state == "run" for day in found.days) == (used or 0)


def test_supplements_asked_too_late_let_it_count_as_accepted(extract: OpenedExtract) -> None:
    assert told(extract, "deemed")[0].starts_on == date(2026, 3, 2)
    assert told(extract, "supplements")[0].starts_on == date(2026, 3, 16)


def test_the_version_in_force_is_told(extract: OpenedExtract) -> None:
    _, second = told(extract, "second version")
    assert (second.version, second.in_force, second.valid_from) == (2, True, date(2026, 4, 1))
    assert told(extract, "wrong version")[1].in_force is False


def test_years_without_a_read_calendar_are_told(extract: OpenedExtract) -> None:
    assert told(extract, "unverified year")[1].unverified == (2027,)
    found, basis = told(extract, "no calendar")
    assert (found.why_not, basis.beyond) == ("beyond", (2028,))


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_command_tells_all_of_it(path: Path, capsys: pytest.CaptureFixture[str], language: str) -> None:
    asked = ["--language-of-words", language, "process", str(path), "clock", "--case"]
    for case, words in (("deemed", ("2026-03-02", "14")), ("no calendar", ("cn-2028.toml",))):
        capsys.readouterr()
        assert run([*asked, case]) == ExitCode.OK
        printed = capsys.readouterr().out
        assert all(word in printed for word in words), printed


def test_the_process_of_cross_region_cases_and_of_bundles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of four cases one comes from elsewhere, and two make one matter."""
    cases = [
        {"case_id": "here", "region_id": "R", "applicant_region_id": "R"},
        {"case_id": "away", "region_id": "R", "applicant_region_id": "S"},
        {"case_id": "lead", "region_id": "R", "applicant_region_id": "R", "organisation_id": "a"}
        | {"submitted_on": "2026-05-04", "closed_on": "2026-05-16"},
        {"case_id": "part", "region_id": "R", "parent_case_id": "lead", "organisation_id": "b"}
        | {"submitted_on": "2026-05-01", "closed_on": "2026-05-10"},
    ]
    event = {
        "sequence": 1,
        "step": "submit",
        "occurred_at": "2026-05-04 09:00:00",
        "occurred_on": "2026-05-04",
    }
    events = [{"case_id": case["case_id"], **event} for case in cases]
    path = tiny(tmp_path / "kinds.duckdb", {"service_case": cases, "case_event": events})
    for only, count in (("cross-region", 1), ("one-matter", 2)):
        capsys.readouterr()
        assert run(["process", str(path), "map", "--only", only, "--json"]) == ExitCode.OK
        assert json.loads(capsys.readouterr().out)["cases"] == count
    capsys.readouterr()
    assert run(["process", str(path), "matters", "--json"]) == ExitCode.OK
    (way,) = json.loads(capsys.readouterr().out)["ways"]
    assert (way["departments"], way["matters"], way["ended"]) == (["b", "a"], 1, 1)
    assert (way["parts"], way["whole_days"], way["longest_days"]) == (2, 15, 12)
    assert run(["process", str(path), "map", "--only", "both"]) == ExitCode.USAGE
    assert "one-matter" in capsys.readouterr().err
    picture = ["--out", str(tmp_path / "map.svg")]
    assert run(["process", str(path), "map", "--only", "one-matter", *picture]) == ExitCode.USAGE


def test_an_extract_without_cases_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = tiny(tmp_path / "bare.duckdb", {"service_item": [{"item_id": "I"}]})
    assert run(["process", str(bare), "clock", "--case", "x"]) == ExitCode.USAGE
    assert "service_case" in capsys.readouterr().err
