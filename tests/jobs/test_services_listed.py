"""The list of cases with a card: signals of running clocks and suspicions of rules, one row a case, the gravest cause of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.domain.ports import Silent
from console.jobs.cards import cards
from console.jobs.cards_answers import LEVELS, CardsRequest
from console.jobs.extract import OpenedExtract
from console.jobs.services_answers import ListedCases, ListedRequest, Suspected
from console.jobs.services_listed import services_listed
from console.jobs.theme_answers import PageScope
from tests.jobs.page_sample import opened, province, through_a_frame, tiny


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedExtract]:
    with opened(province(tmp_path_factory)) as held:
        yield held


def listed(extract: OpenedExtract, *suspected: Suspected, scope: PageScope | None = None) -> ListedCases:
    return services_listed(extract, ListedRequest(scope or PageScope(), suspected), Silent())


def test_signals_are_those_the_cards_are_made_of(extract: OpenedExtract) -> None:
    found, held = listed(extract), cards(extract, CardsRequest(), Silent())
    assert found.total == held.cases == len(found.cases)
    assert dict(Counter(one.level for one in found.cases)) == {
        level: count for level, count in zip(LEVELS, found.counts, strict=True) if count
    }
    assert all(one.running and not one.rule_id and one.causes == 1 for one in found.cases)
    assert [LEVELS.index(one.level) for one in found.cases] == sorted(
        LEVELS.index(one.level) for one in found.cases
    )
    assert through_a_frame(found) == found


def test_a_case_with_several_causes_is_one_row_and_the_gravest_names_it(extract: OpenedExtract) -> None:
    alone = listed(extract)
    running = next(one for one in alone.cases if one.level == "notice")
    closed = str(
        extract.connection.row(
            "SELECT case_id FROM case_clock WHERE closed_on IS NOT NULL AND in_promise ORDER BY case_id LIMIT 1"
        )[0]
    )
    found = listed(
        extract,
        Suspected(running.case_id, "SVC-104", "red"),
        Suspected(running.case_id, "SVC-112", "yellow"),
        Suspected(closed, "SVC-112", "yellow"),
    )
    assert found.total == alone.total + 1
    first = next(one for one in found.cases if one.case_id == running.case_id)
    assert (first.level, first.rule_id, first.causes) == ("red", "SVC-104", 3)
    second = next(one for one in found.cases if one.case_id == closed)
    assert (second.level, second.rule_id, second.causes, second.running) == ("yellow", "SVC-112", 1, False)
    assert second.over is None
    assert second.step and second.used is not None and second.pauses is not None


def test_days_over_are_those_past_the_limit_the_level_names(extract: OpenedExtract) -> None:
    for one in listed(extract).cases:
        assert one.used is not None and one.promised is not None and one.statutory is not None
        limit = {"yellow": one.promised, "notice": None}.get(one.level, one.statutory)
        assert one.over == (None if limit is None else one.used - limit)


def test_another_region_has_its_own_and_what_is_missing_is_named(
    extract: OpenedExtract, tmp_path: Path
) -> None:
    assert listed(extract, scope=PageScope("999999")).total == 0
    path = tiny(tmp_path / "bare.duckdb", {"service_case": [{"case_id": "c1", "submitted_on": "2026-05-04"}]})
    with opened(path) as bare:
        found = listed(bare)
    assert found.missing and not found.cases and found.total == 0
