"""Owns the proof that a finding leads down to its rows, and that no personal value comes up with them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from console.catalogue.load import load_catalogue
from console.domain.ports import Silent
from console.jobs.extract import OpenRequest, open_extract
from console.jobs.findings_answers import EvidenceRequest, EvidenceRows
from console.jobs.findings_evidence import MOST, read_evidence
from console.jobs.findings_masks import MASK, mask, masked, masked_reference, personal_columns
from console.paths import resource_root
from tests.jobs.findings_kit import StepClock, extract_file

CATALOGUE = load_catalogue(resource_root())
PERSON = "person-7f3a"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return extract_file(tmp_path / "one.duckdb")


def read(path: Path, *references: str) -> EvidenceRows:
    with open_extract(OpenRequest(path, (), 1 << 30, 1), CATALOGUE, StepClock(), Silent()) as extract:
        return read_evidence(extract, EvidenceRequest(references), Silent())


def test_rows_come_in_the_order_asked_with_day_amount_and_digest(path: Path) -> None:
    found = read(path, "benefit_grant/G-1", "service_point/SP-2")
    grant, point = found.rows
    assert (grant.chinese, grant.key, grant.on, grant.amount) == (
        CATALOGUE.contract.tables["benefit_grant"].text["zh-CN"]["name"],
        "G-1",
        date(2026, 4, 8),
        Decimal("1250.50"),
    )
    assert (point.amount, point.on) == (None, date(2026, 5, 3))
    assert len({grant.digest, point.digest}) == 2
    assert read(path, "service_point/SP-2").rows[0].digest == point.digest


def test_a_compound_key_is_found_and_its_person_masked(path: Path) -> None:
    (row,) = read(path, f"life_status/{PERSON}/deceased/2026-03-02").rows
    assert row.key == f"{mask(PERSON)}/deceased/2026-03-02"
    told = {cell.column: cell.value for cell in row.cells}
    assert told["person"] == mask(PERSON)
    assert told["kind"] == "deceased"
    assert PERSON not in repr(row.cells)


def test_what_is_not_there_is_told_and_masked_too(path: Path) -> None:
    gone, unknown = read(path, "life_status/nobody/deceased/2020-01-01", "no_such_table/1").rows
    assert (gone.cells, gone.digest) == ((), "")
    assert "nobody" not in gone.key
    assert (unknown.table, unknown.key, unknown.cells) == ("no_such_table", "1", ())


def test_more_rows_than_a_screen_takes_are_counted(path: Path) -> None:
    found = read(path, *(f"service_point/SP-{n}" for n in range(MOST + 20)))
    assert (len(found.rows), found.total) == (MOST, MOST + 20)


def test_quotes_in_a_reference_stay_text(path: Path) -> None:
    (row,) = read(path, "service_point/x') OR 1=1 --").rows
    assert row.cells == ()


def test_masks_tell_values_apart_and_hide_them() -> None:
    assert mask("a") == mask("a") != mask("b")
    assert mask(PERSON).startswith(MASK)
    hidden = personal_columns(CATALOGUE.contract)
    assert {"recipient", "person", "applicant"} <= hidden
    told = masked({"recipient": PERSON, "month": "2026-04", "person": None}, hidden)
    assert told == {"recipient": mask(PERSON), "month": "2026-04", "person": None}
    reference = f"life_status/{PERSON}/deceased/2026-03-02"
    assert PERSON not in masked_reference(CATALOGUE.contract, reference)
    assert masked_reference(CATALOGUE.contract, "payment/P1") == "payment/P1"
