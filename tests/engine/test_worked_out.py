"""Proves that what windows find is worked out once, says what the judge alone says, and is gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from console.catalogue.load import load_catalogue
from console.domain.ports import Silent
from console.domain.rule import Judgement
from console.engine.connection import Connection, connect_empty
from console.engine.rules import judge, judge_all
from console.engine.views import prepare
from console.engine.worked_out import worked_out
from console.errors import QueryError
from console.paths import resource_root

CATALOGUE = load_catalogue(resource_root())
NEAR, LATE = CATALOGUE.rules["FUND-145"], CATALOGUE.rules["FUND-154"]
TABLE = "near_of_FUND-145"
COLUMNS = ("payment_id", "organisation_id", "payee_account", "amount", "paid_on", "invoice", "reverses")


def _payments() -> Iterator[tuple[object, ...]]:
    """Yield payments of one amount: two days apart, six days later, and twice what was undone."""
    for place, (day, account) in enumerate([(2, "a"), (4, "a"), (10, "a"), (2, "b"), (3, "b")]):
        yield f"p{place}", "A", account, Decimal(20000), date(2026, 3, day), f"F{place}", None
    yield "undo", "A", "b", Decimal(-20000), date(2026, 3, 9), None, "p3"
    yield "unknown", "A", None, Decimal(20000), date(2026, 3, 2), None, None


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    with connect_empty(CATALOGUE.contract) as held:
        prepare(held, CATALOGUE, date(2026, 6, 30))
        held.insert("organisation", ("organisation_id", "region_id"), [("A", None)])
        held.insert("payment", COLUMNS, _payments())
        yield held


def _untimed(judged: Judgement) -> Judgement:
    return replace(judged, milliseconds=0.0)


@pytest.mark.parametrize(("days", "flagged"), [(1.0, []), (3.0, ["p1"]), (6.0, ["p1", "p2"])])
def test_judged_among_others_it_says_what_it_says_alone(
    connection: Connection, days: float, flagged: list[str]
) -> None:
    changed = {NEAR.id: {"near_days": days}}
    found, _ = judge_all(connection, CATALOGUE, [NEAR, LATE], frozenset(), Silent(), changed)
    assert _untimed(found) == _untimed(judge(connection, CATALOGUE, NEAR, parameters=changed[NEAR.id]))
    assert [one.key for one in found.suspicions] == [(each,) for each in flagged]
    assert found.not_computable == {"no_account": 1}


def test_rules_read_the_table_for_as_long_as_it_lasts(connection: Connection) -> None:
    with worked_out(connection, CATALOGUE.views, [NEAR, LATE], {}, Silent()) as reading:
        assert set(reading) == {NEAR.id}
        assert TABLE in reading[NEAR.id].judge
        assert "OVER" not in reading[NEAR.id].judge
        assert connection.rows(f'SELECT payment_id, earlier FROM temp."{TABLE}"') == [("p1", "p0")]
    with pytest.raises(QueryError):
        connection.rows(f'SELECT * FROM temp."{TABLE}"')


def test_a_judge_asked_once_or_alone_keeps_its_parts(connection: Connection) -> None:
    once = replace(NEAR, by_key=False)
    grouped = CATALOGUE.rules["FUND-101"]  # finds by windows too, and looks at no row by itself
    with worked_out(connection, CATALOGUE.views, [once, grouped], {}, Silent()) as reading:
        assert reading == {}
