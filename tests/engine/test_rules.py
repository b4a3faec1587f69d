"""Proves what a rule's query may answer, and that one pass tells flagged rows whole and the others as counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from console.catalogue.load import load_catalogue
from console.domain.catalogue import Catalogue
from console.domain.rule import Rule
from console.engine.connection import Connection, connect_empty
from console.engine.rules import judge
from console.engine.views import prepare
from console.errors import DefinitionError
from console.paths import resource_root

JUDGED = """
SELECT i AS case_id, 'A' AS organisation_id, 'R' AS region_id, DATE '2026-01-02' AS occurred_on, {verdict} AS verdict,
       {why_not} AS why_not, CAST(i * 10 AS DECIMAL(18,2)) AS amount, CAST(1 AS BIGINT) AS persons,
       CAST(NULL AS BIGINT) AS days, list_value('b/' || i, 'a/' || i, NULL) AS evidence, i * 2 AS twice
FROM generate_series(1, 7) AS s(i)
"""
VERDICT = "CASE WHEN i % 3 = 0 THEN 'flagged' WHEN i = 5 THEN 'not_computable' ELSE 'clear' END"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(resource_root())


@pytest.fixture
def connection(catalogue: Catalogue) -> Iterator[Connection]:
    with connect_empty(catalogue.contract, memory_bytes=256 * 1024**2, threads=1) as opened:
        prepare(opened, catalogue, date(2026, 6, 30))
        yield opened


def _rule(verdict: str = VERDICT, why_not: str = "'no_day'", judged: str = JUDGED) -> Rule:
    sql = judged.format(verdict=verdict, why_not=f"CASE WHEN {verdict} = 'not_computable' THEN {why_not} END")
    return Rule("SVC-998", 1, "services", "red", sql, ("case_id",), (), (), {}, ())


def test_flagged_rows_are_told_whole_and_the_others_counted(
    connection: Connection, catalogue: Catalogue
) -> None:
    found = judge(connection, catalogue, _rule())
    assert (found.flagged, found.clear, dict(found.not_computable)) == (2, 4, {"no_day": 1})
    assert [one.key for one in found.suspicions] == [("3",), ("6",)]
    first = found.suspicions[0]
    assert (first.amount, first.persons, first.days) == (Decimal("30.00"), 1, None)
    assert first.evidence == ("a/3", "b/3")
    assert first.facts["twice"] == 6
    assert first.occurred_on == date(2026, 1, 2)


def test_a_verdict_that_is_none_is_refused(connection: Connection, catalogue: Catalogue) -> None:
    with pytest.raises(DefinitionError) as raised:
        judge(connection, catalogue, _rule("'perhaps'"))
    assert (raised.value.key, raised.value.facts["verdict"]) == ("rule-verdict", "perhaps")


def test_a_key_that_names_two_things_is_refused(connection: Connection, catalogue: Catalogue) -> None:
    doubled = JUDGED.replace("i AS case_id", "i // 4 AS case_id")
    with pytest.raises(DefinitionError) as raised:
        judge(connection, catalogue, _rule("'flagged'", judged=doubled))
    assert raised.value.key == "rule-key"


@pytest.mark.parametrize("verdict", [VERDICT, "'clear'"])
def test_a_judge_without_its_columns_is_refused_also_where_it_flags_nothing(
    verdict: str, connection: Connection, catalogue: Catalogue
) -> None:
    without = JUDGED.replace("list_value('b/' || i, 'a/' || i, NULL) AS evidence, ", "")
    with pytest.raises(DefinitionError) as raised:
        judge(connection, catalogue, _rule(verdict, judged=without))
    assert (raised.value.key, raised.value.facts["missing"]) == ("definition-columns", "evidence")


def test_a_reason_nobody_gave_is_unknown(connection: Connection, catalogue: Catalogue) -> None:
    found = judge(connection, catalogue, _rule("'not_computable'", "NULL"))
    assert dict(found.not_computable) == {"unknown": 7}
