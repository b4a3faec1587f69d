"""Rules look through names to payees: splitting under two names is one splitting, and pasted SQL finds the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.domain.payee_groups import PayeeDecisions, PayeesJoined, PayeesSplit, decisions_of
from console.domain.period import parse
from console.domain.ports import Silent
from console.engine.payees import TABLE, TEMPORARY, provide_payees
from console.engine.workbench import Workbench
from console.jobs.extract import OpenedExtract
from console.jobs.measure import MeasureRequest, measure
from console.jobs.supervise import SuperviseRequest, supervise
from console.jobs.workbench import set_the_scene
from tests.jobs.page_sample import opened, tiny

CODE = "91330000AAAAAAAA1X"


def contract(key: str, vendor: str, day: str) -> dict[str, Any]:
    told = {"organisation_id": "O1", "category": "IT", "item_class": "goods", "method": "inquiry"}
    return {"contract_id": key, "vendor_id": vendor, "signed_on": day, "amount": 1_500_000, **told}


def payment(key: str, vendor: str, amount: int) -> dict[str, Any]:
    told = {"organisation_id": "O1", "amount": amount, "paid_on": "2026-05-30"}
    return {"payment_id": key, "vendor_id": vendor, **told}


@pytest.fixture
def extract(tmp_path: Path) -> Iterator[OpenedExtract]:
    tables: dict[str, list[dict[str, Any]]] = {
        "organisation": [{"organisation_id": "O1", "name": "甲局", "region_id": "R1"}],
        "vendor": [
            {"vendor_id": "V1", "name": "江州建设有限公司", "credit_code": CODE},
            {"vendor_id": "V2", "name": "江州建设集团", "credit_code": CODE.lower()},
            {"vendor_id": "V3", "name": "恒信工程有限公司"},
        ],
        "contract": [
            contract("c1", "V1", "2026-05-09"),
            contract("c2", "V2", "2026-05-20"),
            contract("c3", "V3", "2026-05-21"),
        ],
        "payment": [payment("p1", "V1", 200), payment("p2", "V2", 100), payment("p3", "V3", 100)],
    }
    with opened(tiny(tmp_path / "x.duckdb", tables)) as held:
        yield held


def test_a_need_split_over_two_names_of_one_payee_is_flagged(extract: OpenedExtract) -> None:
    (judged,) = supervise(extract, SuperviseRequest(rules=("FUND-101",)), Silent())
    assert [(one.key, one.evidence) for one in judged.suspicions] == [
        (("O1", "V1", "c1"), ("contract/c1", "contract/c2"))
    ]
    assert judged.clear == 1


def test_its_sql_finds_the_same_in_the_workbench(extract: OpenedExtract) -> None:
    bench = Workbench(extract.connection)
    judge = extract.catalogue.rules["FUND-101"].judge
    bench.run(f"SELECT count(*) FROM ({judge}) WHERE verdict = 'flagged'", Silent())
    assert bench.page(0) == [(1,)]


def test_payees_are_matched_once_and_leave_nothing_else(extract: OpenedExtract) -> None:
    provide_payees(extract.connection, Silent())
    first = extract.connection.rows(f"SELECT * FROM {TABLE} ORDER BY ALL")
    assert first == [("V1", "V1"), ("V2", "V1")]
    provide_payees(extract.connection, Silent())
    assert extract.connection.rows(f"SELECT * FROM {TABLE} ORDER BY ALL") == first
    left = extract.connection.rows("SELECT table_name FROM duckdb_tables() WHERE temporary")
    assert not {name for (name,) in left} & set(TEMPORARY)


def test_rules_and_pasted_sql_group_payees_as_the_extract_was_told(extract: OpenedExtract) -> None:
    """A join makes one splitting of three contracts, a split of V2 leaves none; the SQL page finds the same."""
    judge = extract.catalogue.rules["FUND-101"].judge
    bench = Workbench(extract.connection)
    for decided, groups in (
        (
            decisions_of([PayeesJoined(("V1", "V3"), "同一负责人")]),
            [("contract/c1", "contract/c2", "contract/c3")],
        ),
        (decisions_of([PayeesSplit(("V2",), "代码登记有误")]), []),
        (PayeeDecisions(), [("contract/c1", "contract/c2")]),
    ):
        extract.payees = decided
        (judged,) = supervise(extract, SuperviseRequest(rules=("FUND-101",)), Silent())
        assert [one.evidence for one in judged.suspicions] == groups
        sql = f"SELECT * FROM ({judge}) WHERE verdict = 'flagged'"
        set_the_scene(extract, sql, None)
        assert bench.run(sql, Silent()).row_count == len(groups)


def test_concentration_is_that_of_payees_as_the_extract_was_told(extract: OpenedExtract) -> None:
    request = MeasureRequest(("FUND-006",), period=parse("2026Q2"))
    for decided, told in (
        (decisions_of([PayeesJoined(("V1", "V3"), "同一负责人")]), 1.0),
        (decisions_of([PayeesSplit(("V2",), "代码登记有误")]), 0.375),
        (PayeeDecisions(), 0.625),
    ):
        extract.payees = decided
        (reading,) = measure(extract, request, Silent())
        assert (reading.value, reading.version) == (told, 2)


def test_a_request_that_names_its_own_decisions_is_judged_by_those_alone(extract: OpenedExtract) -> None:
    extract.payees = decisions_of([PayeesSplit(("V2",), "代码登记有误")])
    request = SuperviseRequest(rules=("FUND-101",), payees=PayeeDecisions())
    (judged,) = supervise(extract, request, Silent())
    assert judged.flagged == 1
