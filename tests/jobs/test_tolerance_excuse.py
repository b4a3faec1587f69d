"""Owns the proof that what was tolerated leaves the measures of an opened extract, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from console.catalogue.load import load_catalogue
from console.domain import entries as e
from console.domain.excused import digest_of
from console.domain.finding import FindingState, excusables, identity, uncountables
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


def test_of_a_group_its_members_are_left_out(extract: OpenedExtract) -> None:
    """Told by the evidence, whatever the key; what is known of a person is no part of what was tolerated."""
    group = replace(
        tolerated("SVC-131", ("O1", "I1")),
        evidence=("service_point/SP-1", "service_point/SP-3", "life_status/person-7f3a/deceased/2026-03-02"),
    )
    found = place(extract, excusables([group]))
    assert found == Placed({"service_point": frozenset({("SP-1",), ("SP-3",)})})
    assert find(extract, "book", [digest_of("book", one) for one in excusables([group])]) == found
    with left_out(extract, found):
        assert points(extract) == ["SP-2", "SP-4"]


def test_a_month_of_somebody_is_found_by_its_natural_key(extract: OpenedExtract) -> None:
    held = [
        tolerated("FUND-106", ("person-7f3a", "2026-04")),
        tolerated("FUND-106", ("person-7f3a", "2026-05")),
    ]
    found = place(extract, excusables(held))
    assert found == Placed({"benefit_grant": frozenset({("G-1",)})})
    assert find(extract, "book", [digest_of("book", one) for one in excusables(held)]) == found


def test_a_paper_that_tells_no_members_leaves_out_what_it_left_out(extract: OpenedExtract) -> None:
    """Else an older briefing would verify against other figures than were printed."""
    (one,) = excusables([tolerated("FUND-106", ("person-7f3a", "2026-04"))])
    bare = replace(digest_of("book", one), members=(), why="")
    assert find(extract, "book", [bare]) == Placed({}, (one.number,))


def test_what_is_not_true_is_left_in_the_measures(extract: OpenedExtract) -> None:
    """The row was right: it counts, only its suspicion does not."""
    state = replace(tolerated("INC-101", ("SP-2",), grant=False), standing=False, dismissal="data_error")
    (one,) = uncountables([state])
    assert one.why == "dismissed"
    assert excusables([state]) == ()
    assert place(extract, [one]) == find(extract, "book", [digest_of("book", one)]) == Placed({})


def test_somebody_as_a_whole_is_told(extract: OpenedExtract) -> None:
    held = [
        tolerated("CON-103", ("S1",)),  # a system does more than what was tolerated
        replace(tolerated("FUND-140", ("O1",)), number="WT-0008"),
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
