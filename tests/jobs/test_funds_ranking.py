"""Organisations by money at risk: each row of money once, peers of one kind, no rank among few; the year's end forecast."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from console.domain.peers import Standing, standings
from console.domain.ports import Silent
from console.domain.rule import Suspicion
from console.jobs.extract import OpenedExtract
from console.jobs.funds_page import funds_page
from console.jobs.funds_ranking import funds_ranking, money_at_risk
from console.jobs.supervise import SuperviseRequest, supervise
from console.jobs.theme_answers import PageScope
from tests.jobs.page_sample import opened, province, through_a_frame, tiny


def suspicion(amount: str | None, *evidence: str, rule: str = "FUND-102") -> Suspicion:
    money = None if amount is None else Decimal(amount)
    key = ("/".join(evidence),)
    return Suspicion(rule, 1, "funds", "red", key, "O1", None, date(2026, 5, 1), money, None, None, evidence)


def test_a_row_flagged_by_several_rules_counts_once() -> None:
    twice = [suspicion("100", "payment/P1"), suspicion("100", "payment/P1", rule="FUND-147")]
    assert money_at_risk(twice) == 100
    assert money_at_risk([*twice, suspicion("30", "payment/P2")]) == 130
    whole = [suspicion("100", "payment/P1", "payment/P2"), suspicion("40", "payment/P2")]
    assert money_at_risk(whole) == 100
    assert money_at_risk([suspicion(None, "payment/P1")]) == 0


def test_peers_are_of_one_kind_and_five_at_least() -> None:
    values: dict[str, tuple[str, float | None]] = {f"A{n}": ("town", n / 10) for n in range(5)}
    values |= {"B1": ("city", 0.5), "A9": ("town", None), "C1": ("", 0.1)}
    found = standings(values)
    assert found["A4"] == Standing(1, 5, 0.2)
    assert found["A0"].rank == 5
    assert found.keys() == {"A0", "A1", "A2", "A3", "A4"}


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedExtract]:
    with opened(province(tmp_path_factory)) as held:
        yield held


def test_the_ranking_holds_every_suspicion_of_the_span(extract: OpenedExtract) -> None:
    found = funds_ranking(extract, PageScope(), Silent())
    judged = supervise(extract, SuperviseRequest(themes=("funds",)), Silent())
    inside = [
        one
        for judgement in judged
        for one in judgement.suspicions
        if one.organisation_id and one.occurred_on and found.span.starts <= one.occurred_on <= found.span.ends
    ]
    assert sum(row.suspicions for row in found.rows) == len(inside) > 0
    amounts = [row.at_risk for row in found.rows]
    assert amounts == sorted(amounts, reverse=True)
    assert all(isinstance(amount, Decimal) for amount in amounts)
    assert found.at_risk == sum(amounts)
    assert {rule for row in found.rows for rule in row.rules} == found.names.keys()
    assert through_a_frame(found) == found


def test_a_share_is_of_what_was_paid_and_a_rank_is_among_the_kind(extract: OpenedExtract) -> None:
    found = funds_ranking(extract, PageScope(), Silent())
    row = next(one for one in found.rows if one.rank is not None)
    where = f"organisation_id = '{row.organisation_id}' AND paid_on BETWEEN '{found.span.starts}' AND '{found.span.ends}'"
    paid = extract.connection.row(f"SELECT sum(amount) FROM payment WHERE {where}")[0]
    assert row.paid == paid
    assert row.share == pytest.approx(float(row.at_risk / paid))
    kin = extract.connection.row(f"SELECT count(*) FROM organisation WHERE kind = '{row.kind}'")[0]
    assert row.peers is not None and row.rank is not None and 1 <= row.rank <= row.peers <= kin


def test_an_organisation_in_scope_keeps_its_place_among_all(extract: OpenedExtract) -> None:
    whole = funds_ranking(extract, PageScope(), Silent())
    one = whole.rows[0]
    found = funds_ranking(extract, PageScope(organisation_id=one.organisation_id), Silent())
    assert found.rows == (one,)


def paid(key: str, day: str, amount: int) -> dict[str, Any]:
    return {
        "payment_id": key,
        "organisation_id": "O1",
        "budget_line_id": "B1",
        "amount": amount,
        "paid_on": day,
    }


def test_the_year_end_follows_the_pace_of_earlier_whole_years(tmp_path: Path) -> None:
    tables: dict[str, list[dict[str, Any]]] = {
        "extract_info": [
            {
                "extract_id": "X",
                "name": "x",
                "cut_at": "2026-06-30 23:59:59",
                "period_starts_on": "2024-01-01",
                "period_ends_on": "2026-06-30",
            }
        ],
        "budget_line": [{"budget_line_id": "B1", "organisation_id": "O1", "year": 2026, "adjusted": 1000}],
        "organisation": [{"organisation_id": "O1", "name": "甲局"}],
        "payment": [
            *(paid("A1", "2024-03-01", 200), paid("A2", "2024-09-01", 200)),
            *(paid("B1", "2025-06-30", 300), paid("B2", "2025-07-01", 900)),
            paid("C1", "2026-05-01", 300),
        ],
    }
    with opened(tiny(tmp_path / "x.duckdb", tables)) as extract:
        found = funds_page(extract, PageScope(), Silent()).executions
        assert found.paces == (0.5, 0.25)
        assert found.forecast(0.3) == pytest.approx((0.6, 1.2))
    late = {**tables, "extract_info": [{**tables["extract_info"][0], "period_starts_on": "2025-02-01"}]}
    with opened(tiny(tmp_path / "y.duckdb", late)) as extract:
        found = funds_page(extract, PageScope(), Silent()).executions
        assert found.paces == ()  # no year is whole
        assert found.forecast(0.3) is None
