"""Proves what is gathered of the events of cases against a slow count of the same events, whatever is unknown of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple

import pytest

from console.catalogue.load import load_catalogue
from console.engine.connection import Connection, connect_empty
from console.engine.views import make_view, prepare
from console.errors import DefinitionError
from console.paths import resource_root

CATALOGUE = load_catalogue(resource_root())
FIRST = date(2026, 3, 30)
STEPS = ("submit", "accept", "review", "decide", "close", "deliver", None)
PAIRS = (("decide", "review"), ("close", "accept"), ("accept", "submit"))
MONTH = CATALOGUE.views["entry_month"]


class Event(NamedTuple):
    """An event as it lies in the table; what is unknown is None."""

    case_id: str
    sequence: int
    step: str | None
    organisation_id: str | None
    system_id: str | None
    operator: str | None
    occurred_on: date | None
    occurred_at: datetime | None
    recorded_at: datetime | None


def _event(draw: random.Random, case: int, sequence: int) -> Event:
    day = FIRST + timedelta(days=draw.randrange(70))
    moment = datetime.combine(day, time(draw.randrange(24), draw.randrange(60)))
    return Event(
        f"k{case:03}",
        sequence,
        draw.choice(STEPS),
        draw.choice(("A", "an organisation with a long name", None)),
        draw.choice(("S", "T", None)),
        draw.choice(("p", "q", "r", "s", "t", None)),
        draw.choice((day, day, None)),
        draw.choice((moment, None)),
        draw.choice((moment + timedelta(days=draw.randrange(20)), None)),
    )


DRAW = random.Random(20_261_127)
EVENTS = [_event(DRAW, case, sequence) for case in range(400) for sequence in range(1, DRAW.randrange(2, 9))]


@pytest.fixture(scope="module")
def extract() -> Iterator[Connection]:
    with connect_empty(CATALOGUE.contract, memory_bytes=512 * 1024**2, threads=1) as connection:
        connection.insert("case_event", Event._fields, EVENTS)
        prepare(connection, CATALOGUE, date(2026, 6, 30))
        yield connection


def _moment(event: Event) -> datetime | None:
    day = event.occurred_on
    return event.occurred_at or (None if day is None else datetime.combine(day, time()))


def _last(events: list[Event]) -> datetime | None:
    known = [moment for each in events if each.step != "deliver" and (moment := _moment(each))]
    return max(known, default=None)


def test_last_step_and_recording_of_the_end_are_those_a_slow_count_finds(extract: Connection) -> None:
    rows = extract.rows("SELECT case_id, last_at, end_recorded_at FROM case_entry ORDER BY case_id")
    for (case, last_at, recorded), (name, held) in zip(
        rows, groupby(EVENTS, lambda each: each.case_id), strict=True
    ):
        events = list(held)
        ends = [each.recorded_at for each in events if each.step in ("decide", "close")]
        assert (case, last_at) == (name, _last(events))
        assert (recorded is None) == (not ends)
        if any(ends):
            assert recorded == max(filter(None, ends))
    # There is an end, and nobody knows when it was recorded.
    unknown = "SELECT count(*) FROM case_entry WHERE end_recorded_at = TIMESTAMP '-infinity'"
    assert extract.row(unknown)[0] > 10


def test_the_last_step_is_named_where_only_its_day_is_recorded_too(extract: Connection) -> None:
    rows = extract.rows("SELECT case_id, last_sequence FROM case_entry_place")
    places: dict[str, int | None] = {str(case): place for case, place in rows}
    by_day = 0
    for name, held in groupby(EVENTS, lambda each: each.case_id):
        events = list(held)
        last = _last(events)
        named = [each for each in events if each.sequence == places[name]]
        assert [_moment(each) for each in named] == ([] if last is None else [last])
        by_day += any(each.occurred_at is None for each in named)
    assert by_day > 10


@pytest.mark.parametrize("pairs", [PAIRS[:1], PAIRS[:2], PAIRS], ids=["one", "two", "three"])
def test_one_person_on_two_steps_is_never_missed_and_seldom_suspected(
    extract: Connection, pairs: tuple[tuple[str, str], ...]
) -> None:
    extract.execute("DELETE FROM step_rule")
    columns = ("item_id", "item_version", "step", "different_person_from")
    extract.insert("step_rule", columns, [("I", 1, step, other) for step, other in pairs])
    rows = extract.rows("SELECT case_id, one_operator_possible FROM case_entry")
    told: dict[str, bool | None] = {str(case): possible for case, possible in rows}
    wrong = 0
    for name, held in groupby(EVENTS, lambda each: each.case_id):
        events = list(held)
        same = any(
            a.step == step
            and b.step == other
            and (a.operator == b.operator or not a.operator or not b.operator)
            for step, other in pairs
            for a in events
            for b in events
        )
        assert bool(told[name]) or not same
        wrong += bool(told[name]) and not same
    assert 0 < sum(map(bool, told.values())) < len(told)
    assert wrong < len(told) / 4  # five persons, sixteen marks at least


def test_months_gathered_by_digests_are_those_of_the_view_with_unknown_organisations_and_systems(
    extract: Connection,
) -> None:
    shown = ", ".join((*MONTH.grain, *MONTH.merge))
    asked = [f"SELECT {shown} FROM {source} ORDER BY ALL" for source in ("entry_month", f"({MONTH.kept})")]
    of_view, kept = (extract.rows(sql) for sql in asked)
    assert kept == of_view
    assert {row[:2] for row in kept} >= {(None, None), ("A", None), (None, "S")}
    assert any(row[2] is None for row in kept)


def test_what_is_kept_reads_nothing_its_file_does_not_declare(extract: Connection) -> None:
    with pytest.raises(DefinitionError) as refused:
        make_view(extract, replace(MONTH, kept="SELECT * FROM service_case"))
    assert refused.value.key == "definition-undeclared"
