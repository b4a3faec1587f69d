"""Proves that a judge without what only tells gives the same verdicts to the same keys, and what may not be left out stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from console.catalogue.load import load_catalogue
from console.domain.rule import Rule
from console.engine.connection import Connection, connect_empty
from console.engine.lean import lean
from console.paths import resource_root

CATALOGUE = load_catalogue(resource_root())
TOP = (
    "SELECT v.vendor_id, v.name, {more}CASE WHEN v.account IS NULL THEN 'no_account' END AS why_not, "
    "CASE WHEN why_not IS NOT NULL THEN 'not_computable' WHEN {flagged} THEN 'flagged' ELSE 'clear' END AS verdict FROM vendor v "
)
STAFF = (
    "SELECT account, count(*) AS persons, any_value(organisation_id) AS organisation_id FROM staff GROUP BY "
)


def _rule(sql: str) -> Rule:
    return Rule(
        "FUND-998", 1, "funds", "red", sql, ("vendor_id",), ("vendor", "staff"), (), {}, (), by_key=True
    )


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    with connect_empty(CATALOGUE.contract) as held:
        held.insert(
            "vendor", ("vendor_id", "name", "account"), [("a", "A", "x"), ("b", "B", "y"), ("c", "C", None)]
        )
        held.insert(
            "staff",
            ("staff_id", "organisation_id", "account"),
            [("1", "O", "x"), ("2", "O", "x"), ("3", "P", "y")],
        )
        yield held


def _counted(connection: Connection, sql: str) -> Counter[tuple[object, ...]]:
    return Counter(connection.rows(f"SELECT vendor_id, verdict, why_not FROM ({sql})"))


LEFT_OUT = [
    TOP.format(more="s.persons, ", flagged="v.name = 'A'") + f"LEFT JOIN ({STAFF} 1) s ON s.account = v.account",
    TOP.format(more="s.persons, ", flagged="v.name = 'A'") + f"LEFT JOIN ({STAFF} account) s ON v.account = s.account",
    f"WITH told AS ({STAFF} 1) " + TOP.format(more="t.persons, o.region_id, ", flagged="v.name = 'A'")
    + "LEFT JOIN told t ON t.account = v.account LEFT JOIN "
    "(SELECT organisation_id, any_value(region_id) AS region_id FROM organisation GROUP BY 1) o "
    "ON o.organisation_id = t.organisation_id",
]  # fmt: skip

KEPT = [
    TOP.format(more="", flagged="s.persons > 1") + f"LEFT JOIN ({STAFF} 1) s ON s.account = v.account",
    TOP.format(more="", flagged="persons > 1") + f"LEFT JOIN ({STAFF} 1) s ON s.account = v.account",
    TOP.format(more="s.staff_id, ", flagged="v.name = 'A'") + "LEFT JOIN staff s ON s.account = v.account",
    TOP.format(more="s.persons, ", flagged="v.name = 'A'") + f"JOIN ({STAFF} 1) s ON s.account = v.account",
    TOP.format(more="s.persons, ", flagged="v.name = 'A'")
    + f"LEFT JOIN ({STAFF} 1, organisation_id) s ON s.account = v.account".replace(
        "any_value(organisation_id) AS organisation_id", "organisation_id"
    ),
    TOP.format(more="s.persons, ", flagged="v.name = 'A'")
    + f"LEFT JOIN ({STAFF} 1) s ON s.account < v.account",
    TOP.format(more="s.persons AS told, told > 1 AS many, ", flagged="many")
    + f"LEFT JOIN ({STAFF} 1) s ON s.account = v.account",
]


@pytest.mark.parametrize("judged", LEFT_OUT)
def test_what_only_tells_is_left_out(connection: Connection, judged: str) -> None:
    found = lean(_rule(judged))
    assert "staff" not in found.rpartition("verdict")[2]
    assert _counted(connection, found) == _counted(connection, judged)


@pytest.mark.parametrize("judged", KEPT)
def test_what_a_verdict_or_a_row_rests_on_stays(connection: Connection, judged: str) -> None:
    found = lean(_rule(judged))
    assert "JOIN" in found
    assert _counted(connection, found) == _counted(connection, judged)


def test_a_judge_that_is_no_plain_query_is_taken_whole() -> None:
    judged = (
        "SELECT 'a' AS vendor_id, 'clear' AS verdict, NULL AS why_not UNION ALL SELECT 'b', 'clear', NULL"
    )
    assert lean(_rule(judged)) == judged
