"""The process of the services page: the same as the process command's, the rule's and the workbench's, whatever the row order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from console.domain.ports import Silent
from console.engine.cut import Cut
from console.engine.process import process_map, variants
from console.engine.rules import judge
from console.engine.views import set_period
from console.jobs import services_rows
from console.jobs.extract import OpenedExtract
from console.jobs.services_answers import ProcessRequest, ProcessView
from console.jobs.services_process import services_process
from console.jobs.theme_answers import PageScope
from tests.jobs.page_sample import opened, province, through_a_frame, tiny


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return province(tmp_path_factory)


@pytest.fixture(scope="module")
def extract(file: Path) -> Iterator[OpenedExtract]:
    with opened(file) as held:
        yield held


@pytest.fixture(scope="module")
def view(extract: OpenedExtract) -> ProcessView:
    return services_process(extract, ProcessRequest(PageScope(period=extract.whole_period)), Silent())


def test_the_map_is_the_one_the_process_command_finds(extract: OpenedExtract, view: ProcessView) -> None:
    zone = extract.connection.row("SELECT zone FROM extract_info")[0]
    found = process_map(extract.connection, Cut(zone, period=extract.whole_period), Silent())
    wanted = {(edge.before, edge.after): (edge.count, edge.median_days) for edge in found.edges}
    told = {(one.before, one.after): (one.count, one.median_days) for one in view.follows}
    assert told.keys() == wanted.keys()
    for pair, (count, days) in wanted.items():
        assert told[pair][0] == count
        assert told[pair][1] == pytest.approx(days)


def test_variants_cover_every_closed_case_with_a_trace(extract: OpenedExtract, view: ProcessView) -> None:
    found = variants(extract.connection, Cut("", period=extract.whole_period), Silent())
    assert {way.steps for way in view.variants} <= {way.steps for way in found}
    traced = extract.connection.row(
        "SELECT count(*) FROM service_case WHERE closed_on IS NOT NULL AND case_id IN (SELECT case_id FROM case_event)"
    )[0]
    assert sum(way.cases for way in view.variants) == traced


def test_a_forbidden_transition_is_the_one_the_rule_flags(extract: OpenedExtract, view: ProcessView) -> None:
    set_period(extract.connection, extract.whole_period, extract.cut_off)
    judged = judge(extract.connection, extract.catalogue, extract.catalogue.rules["SVC-104"])
    wanted = {one.key[0] for one in judged.suspicions if one.facts["transition"]}
    rows = extract.connection.rows(
        f"{view.steps_sql} SELECT DISTINCT case_id FROM judged WHERE forbidden AND closed"
    )
    assert wanted
    assert {row[0] for row in rows} == wanted
    assert view.flagged == len(wanted)


def test_an_application_withdrawn_after_review_breaks_no_rule(view: ProcessView) -> None:
    jump = next(one for one in view.follows if (one.before, one.after) == ("review", "close"))
    assert jump.count > 0
    assert jump.forbidden == 0
    assert jump.unjudged == jump.count


def test_every_mark_leads_to_as_many_rows_as_it_says(extract: OpenedExtract, view: ProcessView) -> None:
    for one in view.follows:
        sql = services_rows.transition_rows(view.steps_sql, one.before, one.after)
        rows = extract.connection.rows(sql)
        assert len(rows) == one.count
        assert sum(row[-1] is True for row in rows) == one.forbidden
    for stay in view.stays:
        assert len(extract.connection.rows(services_rows.step_rows(view.steps_sql, stay.step))) == stay.events
    by_steps: dict[tuple[str, ...], int] = {}
    for way in view.variants:
        by_steps[way.steps] = by_steps.get(way.steps, 0) + way.cases
    for steps, cases in by_steps.items():
        assert len(extract.connection.rows(services_rows.variant_rows(view.steps_sql, steps))) == cases


def test_the_sql_shown_runs_unchanged(extract: OpenedExtract, view: ProcessView) -> None:
    assert len(extract.connection.rows(view.follows_sql)) == len(view.follows)
    assert len(extract.connection.rows(view.variants_sql)) == view.variant_count


def test_an_item_and_a_region_narrow_the_cases(extract: OpenedExtract, view: ProcessView) -> None:
    scope = PageScope(region_id="990300", period=extract.whole_period)
    region = services_process(extract, ProcessRequest(scope), Silent())
    assert 0 < region.cases < view.cases
    item = region.items[0]
    narrowed = services_process(extract, ProcessRequest(scope, item.item_id), Silent())
    assert narrowed.cases == item.cases
    assert narrowed.item_id == item.item_id


def test_a_quote_in_an_item_harms_nothing(extract: OpenedExtract) -> None:
    found = services_process(extract, ProcessRequest(item_id="x' OR '1'='1"), Silent())
    assert found.cases == 0
    assert not found.follows


def test_it_survives_the_way_between_processes(view: ProcessView) -> None:
    assert through_a_frame(view) == view


def _events(order: int) -> list[dict[str, object]]:
    """Three steps at one instant, written in this order or backwards."""
    rows: list[dict[str, object]] = [
        {
            "case_id": "c1",
            "sequence": number,
            "step": step,
            "occurred_at": "2026-05-04 09:00:00",
            "occurred_on": "2026-05-04",
        }
        for number, step in enumerate(("submit", "accept", "review"), 1)
    ]
    return rows[::order]


@pytest.mark.parametrize("order", [1, -1])
def test_ties_follow_the_sequence_and_not_the_rows(tmp_path: Path, order: int) -> None:
    case = {"case_id": "c1", "item_id": "I", "submitted_on": "2026-05-04", "closed_on": "2026-05-05"}
    path = tiny(tmp_path / "ties.duckdb", {"service_case": [case], "case_event": _events(order)})
    with opened(path) as held:
        found = services_process(held, ProcessRequest(PageScope(period=held.whole_period)), Silent())
    assert [way.steps for way in found.variants] == [("submit", "accept", "review")]
    assert {(one.before, one.after, one.count) for one in found.follows} == {
        ("submit", "accept", 1),
        ("accept", "review", 1),
    }
    assert found.rules_missing
    assert all(one.unjudged == one.count for one in found.follows)


def test_shuffled_rows_change_nothing(file: Path, view: ProcessView, tmp_path: Path) -> None:
    copy = tmp_path / "shuffled.duckdb"
    with duckdb.connect(str(copy)) as made:
        made.execute(f"ATTACH '{file}' AS x (READ_ONLY)")
        for (name,) in made.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'x'"
        ).fetchall():
            order = " ORDER BY hash(e)" if name in {"case_event", "service_case", "step_rule"} else ""
            made.execute(f"CREATE TABLE {name} AS SELECT * FROM x.{name} e{order}")
    with opened(copy) as held:
        again = services_process(held, ProcessRequest(PageScope(period=held.whole_period)), Silent())
    assert set(again.follows) == set(view.follows)
    assert again.variants == view.variants
    assert again.stays == view.stays


def test_without_events_it_says_what_is_missing(tmp_path: Path) -> None:
    path = tiny(tmp_path / "bare.duckdb", {"service_case": [{"case_id": "c1", "submitted_on": "2026-05-04"}]})
    with opened(path) as held:
        found = services_process(held, ProcessRequest(), Silent())
    assert "case_event.case_id" in found.missing
    assert not found.follows
