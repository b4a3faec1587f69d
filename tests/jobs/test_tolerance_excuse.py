"""Owns the proof that what was tolerated leaves the measures of an opened extract, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from console.catalogue.load import load_catalogue
from console.domain import entries as e
from console.domain.excused import digest_of
from console.domain.finding import FindingState, excusables, identity
from console.domain.lifecycle import replay
from console.domain.ports import Silent, SystemClock
from console.errors import Cancelled
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.jobs.tolerance_excuse import Placed, digest_sql, find, left_out, place
from console.paths import resource_root
from tests.domain.tolerance_kit import CONFIRM, granted, recorded
from tests.jobs.findings_kit import extract_file
from tests.jobs.page_sample import MEMORY


@pytest.fixture
def extract(tmp_path: Path) -> Iterator[OpenedExtract]:
    path = extract_file(tmp_path / "one.duckdb")
    catalogue = load_catalogue(resource_root())
    with open_extract(OpenRequest(path, (), MEMORY), catalogue, SystemClock(), Silent()) as opened:
        yield opened


def tolerated(rule: str, key: tuple[str, ...], grant: bool = True) -> FindingState:
    """Return a confirmed finding of this rule and key, tolerated where asked for."""
    name = identity(rule, key, "k1")
    told = []
    for entry, actor in (*CONFIRM, *(granted() if grant else ())):
        bare = replace(entry, finding=name)
        if isinstance(bare, e.Registration):
            bare = replace(bare, rule_id=rule, key=key)
        told.append((bare, actor))
    return replay(recorded(told))[name]


def points(extract: OpenedExtract) -> list[str]:
    rows = extract.connection.rows("SELECT service_point_id FROM service_point ORDER BY 1")
    return [str(row[0]) for row in rows]


def test_the_row_of_a_tolerated_finding_is_left_out_meanwhile_and_no_other(extract: OpenedExtract) -> None:
    held = excusables([tolerated("INC-101", ("SP-2",)), tolerated("INC-101", ("SP-3",), grant=False)])
    with left_out(extract, place(extract, held)) as found:
        assert (dict(found.rows), found.unplaced) == ({"service_point": 1}, ())
        assert points(extract) == ["SP-1", "SP-3", "SP-4"]
    assert points(extract) == ["SP-1", "SP-2", "SP-3", "SP-4"]


def test_an_extract_is_whole_again_after_a_fault(extract: OpenedExtract) -> None:
    held = place(extract, excusables([tolerated("INC-101", ("SP-2",))]))
    with pytest.raises(Cancelled), left_out(extract, held):
        raise Cancelled()
    assert len(points(extract)) == 4


def test_a_pilots_notice_is_left_out_too(extract: OpenedExtract) -> None:
    held = replace(tolerated("INC-101", ("SP-2",), grant=False), pilot="P1")
    with left_out(extract, place(extract, excusables([held]))) as found:
        assert found.rows == {"service_point": 1}


def test_what_is_no_single_row_is_told(extract: OpenedExtract) -> None:
    held = [
        tolerated("FUND-101", ("V1", "2026-01")),  # a group of contracts
        replace(
            tolerated("FUND-140", ("O1",)), number="WT-0008"
        ),  # an organisation does more than what was tolerated
        replace(tolerated("INC-101", ("SP-2",)), pseudonym_scheme="k0", number="WT-0009"),
        replace(tolerated("INC-101", ("SP-2",)), rule_id="GONE-001", number="WT-0010"),
    ]
    found = place(extract, excusables(held))
    assert found == Placed({}, ("WT-0001", "WT-0008", "WT-0009", "WT-0010"))
    digests = [digest_of("book", one) for one in excusables(held)]
    assert find(extract, "book", digests).unplaced == ("WT-0001", "WT-0008", "WT-0009", "WT-0010")


def test_a_key_that_is_sql_leaves_nothing_out(extract: OpenedExtract) -> None:
    held = place(extract, excusables([tolerated("INC-101", ("') OR TRUE --",))]))
    with left_out(extract, held) as found:
        assert dict(found.rows) == {"service_point": 0}
        assert len(points(extract)) == 4


def test_outside_the_case_file_a_digest_finds_the_same_row(extract: OpenedExtract) -> None:
    (one,) = excusables([tolerated("INC-101", ("SP-2",))])
    told = digest_of("book", one)
    assert "SP-2" not in str(told)
    assert find(extract, "book", [told]) == place(extract, [one])
    assert find(extract, "another book", [told]).keys == {}
    (condition,) = digest_sql(extract, "book", [told])
    table, _, where = condition.partition(": ")
    kept = extract.connection.rows(f"SELECT service_point_id FROM {table} WHERE {where} ORDER BY 1")
    assert [row[0] for row in kept] == ["SP-1", "SP-3", "SP-4"]
