"""Proves that asking by key tells what one pass tells, however many are flagged and whatever their keys are made of."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from console.catalogue.contract import read_contract
from console.domain.rule import Rule
from console.engine.connection import Connection, connect_empty
from console.engine.telling import MOST_ASKED, MOST_KEYS, Told, at_once, counted_then_told, lasting
from console.paths import resource_root

JUDGE = """
SELECT {name} AS name, i % 3 AS place, DATE '2026-01-01' + CAST(i AS INTEGER) AS day, NULL AS organisation_id, NULL AS region_id,
       NULL AS occurred_on,
       CASE WHEN i < {flagged} THEN 'flagged' WHEN i % 2 = 0 THEN 'clear' ELSE 'not_computable' END AS verdict,
       CASE WHEN i >= {flagged} AND i % 2 = 1 THEN 'odd' END AS why_not, CAST(i AS DECIMAL(18,2)) AS amount,
       NULL AS persons, NULL AS days, list_value('row/' || i) AS evidence
FROM range(200) AS t(i)
"""


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    with connect_empty(read_contract(Path(resource_root()) / "contract")) as held:
        yield held


def _rule(flagged: int, name: str = "'it''s ' || i") -> Rule:
    sql = JUDGE.format(flagged=flagged, name=name)
    return Rule("SVC-998", 1, "funds", "red", sql, ("name", "place", "day"), (), (), {}, (), by_key=True)


def _sorted(told: Told) -> tuple[list[tuple[str, ...]], tuple[str, ...], list[str]]:
    counts, names, rows = told
    return sorted(tuple(map(str, row)) for row in counts), names, sorted(map(str, rows))


@pytest.mark.parametrize("flagged", [0, 1, 2, MOST_ASKED, MOST_ASKED + 1, MOST_KEYS, MOST_KEYS + 1, 200])
def test_asking_by_key_tells_the_same(connection: Connection, flagged: int) -> None:
    rule = _rule(flagged)
    found = _sorted(counted_then_told(connection, rule, None))
    assert found == _sorted(at_once(connection, rule, None))
    assert len(found[2]) == flagged


@pytest.mark.parametrize("flagged", [0, 3, 200])
def test_counting_in_a_shorter_way_tells_the_same(connection: Connection, flagged: int) -> None:
    rule = _rule(flagged)
    counted = (
        f"SELECT name, place, day, verdict, why_not, 1 AS things FROM ({rule.judge}) WHERE verdict = 'flagged' "
        f"UNION ALL SELECT NULL, NULL, NULL, verdict, why_not, count(*) FROM ({rule.judge}) WHERE verdict <> 'flagged' "
        "GROUP BY verdict, why_not UNION ALL SELECT NULL, NULL, NULL, 'not_computable', 'never', 0"
    )
    found = _sorted(counted_then_told(connection, replace(rule, counted=counted), None))
    assert found == _sorted(at_once(connection, rule, None))


def test_a_key_without_a_value_is_told_too(connection: Connection) -> None:
    rule = _rule(5, "CASE WHEN i <> 3 THEN 'n' || i END")
    found = _sorted(counted_then_told(connection, rule, None))
    assert found == _sorted(at_once(connection, rule, None))
    assert any(row.startswith("(None, 0,") for row in found[2])


def test_circles_are_looked_for_again_after_the_last_of_nested_makings_also_where_it_fails() -> None:
    with pytest.raises(KeyError), lasting():
        with lasting():
            assert not gc.isenabled()
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()
