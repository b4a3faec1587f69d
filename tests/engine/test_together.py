"""Proves which judges are asked together, that they then say what each says alone, and that a row met twice is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from console.catalogue.load import load_catalogue
from console.domain.calendar import calendar_days
from console.domain.ports import Silent, SystemClock
from console.domain.rule import Judgement, Parameter, Rule
from console.domain.view import EVERY_ROW
from console.engine.kept import Kept, by_key, kept_views
from console.engine.parts import looking_at, parted_tables, parts_of
from console.engine.rules import judge_all
from console.engine.together import FLAGGED, put_together
from console.jobs.cases import run_rule_case
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.paths import resource_root
from sample_db.generate import generate

CATALOGUE = load_catalogue(resource_root())
RULE = replace(CATALOGUE.rules["SVC-105"], parameters=())
PART_ROWS = 2_500
NULLS = ", ".join(f"NULL AS {name}" for name in ("region_id", "occurred_on", "persons", "days", "evidence"))
MONEY = "CAST(NULL AS DECIMAL(18,2)) AS amount"


def _rule(name: str, judge: str) -> Rule:
    return replace(RULE, id=name, judge=judge, reads=("service_case", "organisation", "period"))


def _judge(verdict: str, rest: str, why_not: str = "NULL") -> str:
    return (
        f"SELECT c.case_id, c.organisation_id, {NULLS}, {MONEY}, {verdict} AS verdict, {why_not} AS why_not "
        f"FROM service_case c {rest}"
    )


LATE = "CASE WHEN c.closed_on > c.accepted_on + 9 THEN 'flagged' WHEN c.closed_on IS NULL THEN 'not_computable' ELSE 'clear' END"
TWICE = "LEFT JOIN organisation o ON o.region_id = c.region_id"
LIKE = [
    _rule("SVC-991", _judge(LATE, "", "CASE WHEN c.closed_on IS NULL THEN 'open' END")),
    _rule(
        "SVC-992",
        _judge("CASE WHEN c.visits > 3 THEN 'flagged' ELSE 'clear' END", "WHERE c.closed_on IS NOT NULL"),
    ),
    _rule(
        "SVC-993",
        _judge(
            "CASE WHEN o.kind = 'centre' THEN 'clear' ELSE 'not_computable' END",
            f"{TWICE} AND o.level = 'x'",
            "'no_centre'",
        ),
    ),
]
ALONE = {
    "gathers": _judge("CASE WHEN count(*) > 1 THEN 'flagged' ELSE 'clear' END", "GROUP BY ALL"),
    "asks of others": _judge(
        "CASE WHEN c.visits > (SELECT avg(visits) FROM service_case) THEN 'flagged' ELSE 'clear' END", ""
    ),
    "leaves rows out": _judge("'clear'", "JOIN organisation o ON o.organisation_id = c.organisation_id"),
    "computes its verdict": _judge("lower('CLEAR')", ""),
    "names nobody's column": _judge("CASE WHEN nothing THEN 'flagged' ELSE 'clear' END", ""),
    "numbers rows": _judge("CASE WHEN row_number() OVER () = 1 THEN 'flagged' ELSE 'clear' END", ""),
}


def _told(judgements: tuple[Judgement, ...]) -> list[Judgement]:
    return [replace(one, milliseconds=0.0) for one in judgements]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedExtract]:
    path: Path = tmp_path_factory.mktemp("together") / "sample.duckdb"
    generate(path, CATALOGUE.contract, calendar_days(CATALOGUE.calendars), cases=1_500)
    with open_extract(OpenRequest(path, (), 1024**3), CATALOGUE, SystemClock(), Silent()) as opened:
        yield opened


def test_judges_of_each_row_of_one_table_share_a_scan_and_what_they_look_up() -> None:
    again = _rule("SVC-994", LIKE[2].judge.replace("o.", "p.").replace("organisation o", "organisation p"))
    (group,), alone = put_together([*LIKE, again], CATALOGUE)
    assert (group.table, [rule.id for rule in group.rules], alone) == (
        "service_case",
        ["SVC-991", "SVC-992", "SVC-993", "SVC-994"],
        [],
    )
    assert group.sql.count("LEFT JOIN") == 1
    assert [verdicts[FLAGGED] for verdicts in group.told] == [("flagged", None)] * 4


@pytest.mark.parametrize("kind", ALONE)
def test_a_judge_that_does_not_speak_of_one_row_is_asked_alone(kind: str) -> None:
    rule = _rule("SVC-995", ALONE[kind])
    assert put_together([rule], CATALOGUE) == ([], [rule])


def test_a_rule_with_values_that_may_be_changed_is_asked_alone() -> None:
    """They stand for one rule at a time: of two asked together, one would be judged by the other's."""
    judge = _judge(
        "CASE WHEN c.visits > p.most THEN 'flagged' ELSE 'clear' END", "LEFT JOIN parameters p ON TRUE"
    )
    rule = replace(_rule("SVC-990", judge), parameters=(Parameter("most", 3, 1, 9),))
    groups, alone = put_together([*LIKE, rule], CATALOGUE)
    assert [one.id for one in alone] == ["SVC-990"]
    assert [one.id for group in groups for one in group.rules] == ["SVC-991", "SVC-992", "SVC-993"]


def test_a_name_the_judge_gives_itself_is_what_it_stands_for() -> None:
    named = _judge("CASE WHEN long THEN 'flagged' ELSE 'clear' END", "").replace(
        "SELECT ", "SELECT c.visits > 3 AS long, ", 1
    )
    (group,), _ = put_together([_rule("SVC-996", named)], CATALOGUE)
    assert "looked_at.visits > 3" in group.sql
    around = named.replace("c.visits > 3 AS long", "long AND c.visits > 3 AS long")
    assert put_together([_rule("SVC-996", around)], CATALOGUE)[0] == []


def test_what_only_tells_more_of_a_row_is_not_looked_up() -> None:
    rule = CATALOGUE.rules["SVC-121"]
    (group,), _ = put_together([rule], CATALOGUE)
    assert "case_entry_place" in rule.judge
    assert "case_entry_place" not in group.sql
    assert not group.looks_up


def test_together_they_say_what_each_says_alone_also_where_a_row_is_met_twice(sample: OpenedExtract) -> None:
    doubling = _rule(
        "SVC-997", _judge("CASE WHEN o.kind IS NULL THEN 'not_computable' ELSE 'clear' END", TWICE)
    )
    rules = [*LIKE, doubling]
    groups, _ = put_together(rules, CATALOGUE)
    assert [len(group.rules) for group in groups] == [4]
    parted = judge_all(sample.connection, CATALOGUE, rules, frozenset(), Silent(), part_rows=PART_ROWS)
    whole = judge_all(sample.connection, CATALOGUE, rules, frozenset(), Silent())
    assert _told(parted) == _told(whole)
    counts = [one.flagged + one.clear + sum(one.not_computable.values()) for one in whole]
    assert counts[3] > counts[0] > counts[1] > 0
    assert whole[0].flagged > 0


def test_a_rule_counted_otherwise_than_it_judges_fails_its_cases() -> None:
    rule = CATALOGUE.rules["SVC-116"]
    wrong = replace(rule, counted=rule.counted.replace("limited * cases_timed", "limited * cases"))
    assert [run_rule_case(CATALOGUE, one, rule.cases[-1]).kept for one in (rule, wrong)] == [True, False]


def _shown(column: str, how: str) -> str:
    """Return a column as it is compared: of lists the first that rules name, for parts keep as many each."""
    return f"list_slice(list_sort({column}), 1, 20)" if how == "list" else column


def test_what_is_kept_of_parts_comes_to_what_the_view_says_of_all(sample: OpenedExtract) -> None:
    rules = [CATALOGUE.rules[name] for name in ("SVC-120", "SVC-123", "SVC-124", "SVC-131")]
    views = kept_views(CATALOGUE.views, rules, "case_id")
    assert {view.name for view in views} == {"entry_month", "organisation_closing", "organisation_waiting"}
    connection = sample.connection
    tables = parted_tables(CATALOGUE.contract, CATALOGUE.views, [view.name for view in views], "case_id")
    kept = Kept(connection, views)
    for part in parts_of(connection, tables, "case_id", Silent(), PART_ROWS):
        with looking_at(connection, part, tables):
            kept.add(Silent())
    asked = [
        f'SELECT {", ".join((*view.grain, *map(_shown, view.merge, view.merge.values())))} FROM "{view.name}" ORDER BY ALL'
        for view in views
    ]
    with kept.standing():
        found = [connection.rows(sql) for sql in asked]
        answered = [kept.suffices(rule, by_key(rule) or rule.judge) for rule in rules]
    kept.close()
    assert found == [connection.rows(sql) for sql in asked]
    assert all(len(rows) > 3 for rows in found)
    assert all(
        any(row[-1] for row in rows)
        for rows, view in zip(found, views, strict=True)
        if "list" in view.merge.values()
    )
    assert answered == [True] * 4


def test_a_view_kept_by_parts_says_of_each_column_it_merges_how() -> None:
    merged = [view for view in CATALOGUE.views.values() if view.merged_by]
    assert merged
    for view in merged:
        assert set(view.merge) <= set(view.needs) - {EVERY_ROW, *view.grain}
