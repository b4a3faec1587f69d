"""Owns the tests of data quality over the planted province: every failure leads to its rows. It refuses canned answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from console.domain.manifest import Manifest, SourceFile, TableCount
from console.domain.period import Period
from console.domain.ports import Silent, SystemClock
from console.domain.quality import DIMENSIONS, Tally, destroy_by, shown_share
from console.engine.workbench import Workbench
from console.errors import UsageError
from console.jobs.check import CheckRequest, check, check_extract
from console.jobs.extract import OpenedExtract
from console.jobs.quality import months_between, quality_page, quality_scope, survey
from console.jobs.quality_answers import QualityAnswer, QualityRequest
from tests.jobs.page_sample import opened, province, through_a_frame, tiny


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedExtract]:
    with opened(province(tmp_path_factory)) as made:
        yield made


@pytest.fixture(scope="module")
def answer(extract: OpenedExtract) -> QualityAnswer:
    return quality_page(extract, QualityRequest(), Silent())


def test_every_failing_check_leads_to_exactly_its_rows(extract: OpenedExtract, answer: QualityAnswer) -> None:
    """As the workbench runs them, with nothing but their own text."""
    assert len(answer.failing) > 8
    workbench = Workbench(extract.connection)
    for line in answer.failing:
        assert workbench.run(line.sql, Silent()).row_count == line.row.failed, line.row


def test_the_dimensions_of_the_standard_add_up(answer: QualityAnswer) -> None:
    assert [line.dimension for line in answer.dimensions] == list(DIMENSIONS)
    assert all(line.tally.checked for line in answer.dimensions)
    assert sum(line.tally.checks for line in answer.dimensions) == answer.checks
    for line in answer.dimensions:
        tables = [
            table.dimensions[line.dimension] for table in answer.tables if line.dimension in table.dimensions
        ]
        assert sum(tally.failed for tally in tables) == line.tally.failed
        assert sum(tally.checked for tally in tables) == line.tally.checked
    failing = sum(line.row.failed for line in answer.failing)
    assert failing == sum(line.tally.failed for line in answer.dimensions)


def test_organisations_stand_by_completeness_with_their_names(answer: QualityAnswer) -> None:
    shares = [
        line.dimensions["completeness"].passed for line in answer.owners if "completeness" in line.dimensions
    ]
    assert shares == sorted(shares, key=lambda share: share or 0.0)
    assert shares[0] is not None and shares[0] < 1
    assert answer.owners[0].names["en"] and answer.owners[0].names["zh-CN"]
    assert [line.month for line in answer.months] == sorted(line.month for line in answer.months)


def test_an_answer_goes_through_a_frame_unchanged(answer: QualityAnswer) -> None:
    assert through_a_frame(answer) == answer


def test_one_organisation_sees_what_it_answers_for(extract: OpenedExtract, answer: QualityAnswer) -> None:
    worst = answer.owners[0]
    alone = quality_page(extract, QualityRequest(organisation_id=worst.organisation_id), Silent())
    assert [line.organisation_id for line in alone.owners] == [worst.organisation_id]
    assert alone.owners[0].dimensions == worst.dimensions
    assert "region" in alone.left_out and "service_case" not in alone.left_out
    for line in alone.failing:
        assert len(extract.connection.rows(line.sql)) == line.row.failed


def test_only_whole_months_of_the_span_are_expected() -> None:
    assert months_between(date(2025, 12, 15), date(2026, 3, 30)) == ("2026-01", "2026-02")
    assert months_between(date(2025, 12, 1), date(2025, 12, 31)) == ("2025-12",)
    assert months_between(None, date(2025, 12, 31)) == ()


def test_one_table_and_its_cuts(extract: OpenedExtract) -> None:
    found = check_extract(extract, CheckRequest("service_case", "month"), Silent())
    assert {row.table for row in found.quality} == {"service_case"} == set(found.rows)
    cut = [one for one in found.by if (one.column, one.check) == ("channel", "filled")]
    whole = next(row for row in found.quality if (row.column, row.check) == ("channel", "filled"))
    assert sum(one.failed for one in cut) == whole.failed
    assert sum(one.checked for one in cut) == whole.checked
    assert {one.subject[:2] for one in cut} == {"20"}
    owners = check_extract(extract, CheckRequest("service_case", "organisation_id"), Silent()).by
    assert len({one.subject for one in owners}) > 20


@pytest.mark.parametrize(
    ("request_", "key", "nearest"),
    [
        (CheckRequest(table="service_cases"), "check-table", "service_case"),
        (CheckRequest(by="months"), "check-by", "month"),
    ],
)
def test_an_unknown_word_is_refused_with_the_nearest(
    extract: OpenedExtract, request_: CheckRequest, key: str, nearest: str
) -> None:
    with pytest.raises(UsageError) as caught:
        check_extract(extract, request_, Silent())
    assert (caught.value.key, caught.value.facts["nearest"]) == (key, nearest)


def manifest_of(*tables: TableCount) -> Manifest:
    day = date(2026, 6, 30)
    return Manifest(
        file="a.duckdb",
        sha256="0" * 64,
        bytes=1,
        contract_version="1.1",
        tables=tables,
        period=Period(date(2026, 1, 1), day),
        cut_off=day,
        zone="Asia/Shanghai",
        pseudonym_scheme="s",
        classification="内部",
        purpose="督查",
        legal_basis="法",
        recipients=("组",),
        destroy_by=day,
        sources=(SourceFile("a.csv", "1" * 64, 5),),
        tool="plumbline",
        made_at=SystemClock().now(),
    )


def test_rows_the_import_refused_are_incomplete(tmp_path: Path) -> None:
    path = tiny(tmp_path / "a.duckdb", {"payment": [{"payment_id": "1"}], "vendor": []})
    with opened(path) as extract:
        extract.manifest = manifest_of(TableCount("payment", 1, 5, 1, 4), TableCount("vendor", 0, 0, 0, 0))
        rows = {(row.table, row.check): row for row in check(extract, Silent())}
        scope = replace(quality_scope(extract, QualityRequest()), organisation_id="A")
        alone = [row.check for one in survey(extract, scope, Silent()) for row in one.found]
    refused = rows[("payment", "rejected")]
    assert (refused.failed, refused.checked, refused.dimension) == (4, 5, "completeness")
    assert ("vendor", "rejected") not in rows  # nothing was read for it
    assert "rejected" not in alone  # nobody knows whose the refused rows were


def test_one_failure_in_a_million_is_not_all() -> None:
    passed = Tally(1, 10_000_000, 1).passed
    assert passed is not None and shown_share(passed, 4) == 0.9999
    assert shown_share(1.0, 4) == 1.0
    assert Tally().passed is None


def test_the_day_of_destruction() -> None:
    assert destroy_by(date(2026, 6, 30), date(2026, 6, 30)).overdue is False
    due = destroy_by(date(2026, 6, 30), date(2026, 7, 2))
    assert (due.overdue, due.days_left) == (True, -2)
