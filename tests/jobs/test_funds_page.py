"""What the funds page counts: equal to plain additions, to the measures, and to the rows it leads to; one case a break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from console.domain.payee_groups import PayeesSplit, decisions_of
from console.domain.period import Period, parse
from console.domain.ports import Silent
from console.engine.readings import Reader
from console.jobs import funds_rows
from console.jobs.extract import OpenedExtract
from console.jobs.funds_answers import LINKS, FundsAnswer
from console.jobs.funds_page import funds_page, year_to
from console.jobs.theme_answers import PageScope
from tests.jobs.page_sample import opened, province, through_a_frame, tiny

YEAR = (date(2026, 1, 1), date(2026, 6, 30))


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedExtract]:
    with opened(province(tmp_path_factory)) as held:
        yield held


@pytest.fixture(scope="module")
def answer(extract: OpenedExtract) -> FundsAnswer:
    return funds_page(extract, PageScope(), Silent())


def test_a_budget_is_of_a_year() -> None:
    assert year_to(parse("2026Q2")) == Period(*YEAR)
    longer = Period(date(2024, 7, 1), date(2026, 6, 30))
    assert year_to(longer) == longer


def test_nodes_are_plain_additions(extract: OpenedExtract, answer: FundsAnswer) -> None:
    assert tuple(node.key for node in answer.nodes) == LINKS
    nodes = {node.key: node for node in answer.nodes}
    for key, table, day, amount in (
        ("plan", "procurement_plan", "approved_on", "amount"),
        ("tender", "tender", "published_on", "estimated"),
        ("contract", "contract", "signed_on", "amount"),
        ("payment", "payment", "paid_on", "amount"),
    ):
        rows = extract.connection.rows(f"SELECT {day}, {amount} FROM {table}")
        held = [amount for day, amount in rows if day is not None and YEAR[0] <= day <= YEAR[1]]
        assert nodes[key].count == len(held)
        assert nodes[key].amount == sum(held, Decimal(0))
        assert isinstance(nodes[key].amount, Decimal)


def test_every_box_and_break_leads_to_its_rows(extract: OpenedExtract, answer: FundsAnswer) -> None:
    for node in answer.nodes:
        assert len(extract.connection.rows(node.sql)) == node.count
    broken = [one for link in answer.links for one in link.breaks]
    assert broken
    for one in broken:
        assert len(extract.connection.rows(one.sql)) == one.count


def test_execution_is_the_measures_own(extract: OpenedExtract, answer: FundsAnswer) -> None:
    reader = Reader(extract.connection, extract.catalogue, extract.missing, Silent())
    wanted = reader.read([extract.catalogue.measures["FUND-001"]], [()], extract.period)[0]
    found = answer.executions
    assert wanted.value == pytest.approx(float(found.paid / found.budget), rel=1e-11)
    assert found.elapsed == pytest.approx(181 / 365)
    assert sum((row.budget for row in found.rows), Decimal(0)) == found.budget
    rates = [row.paid / row.budget for row in found.rows]
    assert rates == sorted(rates)


def test_months_add_up_to_the_payments(answer: FundsAnswer) -> None:
    paid = next(node.amount for node in answer.nodes if node.key == "payment")
    assert sum((row.paid or Decimal(0) for row in answer.months.rows), Decimal(0)) == paid
    assert [row.paid is None for row in answer.months.rows] == [False] * 6 + [True] * 6


def test_a_month_before_the_extract_began_is_not_zero(extract: OpenedExtract) -> None:
    found = funds_page(extract, PageScope(period=parse("2024Q1")), Silent()).months
    assert [row.earlier is None for row in found.rows] == [True] * 6 + [False] * 6


def test_payees_are_ranked_by_what_they_got(extract: OpenedExtract, answer: FundsAnswer) -> None:
    found = answer.payees
    assert [row.paid for row in found.rows] == sorted((row.paid for row in found.rows), reverse=True)
    assert found.total == next(node.amount for node in answer.nodes if node.key == "payment")
    top = found.rows[0]
    sql = funds_rows.paid_in(PageScope(), answer.span, funds_rows.payee_condition(top.payee_id))
    rows = extract.connection.rows(f"SELECT amount FROM ({sql})")
    assert (len(rows), sum((row[0] for row in rows), Decimal(0))) == (top.payments, top.paid)
    assert found.top_share == pytest.approx(float(sum(row.paid for row in found.rows[:10]) / found.total))


def test_vendors_of_one_payee_count_as_one_until_they_are_split(tmp_path: Path) -> None:
    code, columns = "91330000AAAAAAAA1X", "payment_id vendor_id amount paid_on"
    tables = {
        "vendor": [
            {"vendor_id": "V1", "name": "甲公司", "credit_code": code},
            {"vendor_id": "V2", "name": "甲集团", "credit_code": code},
            {"vendor_id": "V3", "name": "乙公司"},
        ],
        "payment": _rows(
            columns,
            ("p1", "V1", "40.00", "2026-05-15"),
            ("p2", "V2", "40.00", "2026-05-16"),
            ("p3", "V3", "70.00", "2026-05-17"),
        ),
    }
    scope = PageScope(period=parse("2026Q2"))
    with opened(tiny(tmp_path / "x.duckdb", tables)) as held:
        found = funds_page(held, scope, Silent())
        told = [
            (one.payee_id, one.paid, one.payments, one.organisations, one.vendors)
            for one in found.payees.rows
        ]
        assert told == [("V1", Decimal("80.00"), 2, 1, 2), ("V3", Decimal("70.00"), 1, 1, 1)]
        assert (found.payees.payees, found.payees.rows[0].name) == (2, "甲公司")
        rows = funds_rows.paid_in(found.scope, found.span, funds_rows.payee_condition("V1"))
        assert held.connection.rows(f"SELECT payment_id FROM ({rows}) ORDER BY 1") == [("p1",), ("p2",)]
        repeated = funds_rows.repeated_amounts(found.scope, found.span, "40")
        assert held.connection.rows(f"SELECT payments, payees, most_frequent_payee FROM ({repeated})") == [
            (2, 1, "V1")
        ]
        digits = funds_rows.digit_payees(found.scope, found.span, "40")
        assert held.connection.rows(f"SELECT payee_id, payments, share FROM ({digits})") == [("V1", 2, 1.0)]
        held.payees = decisions_of([PayeesSplit(("V2",), "代码登记有误")])
        apart = funds_page(held, scope, Silent()).payees
    assert [(one.payee_id, one.vendors) for one in apart.rows] == [("V3", 1), ("V1", 1), ("V2", 1)]


def test_digits_are_those_of_the_decimal_notation(extract: OpenedExtract, answer: FundsAnswer) -> None:
    amounts = [
        row[0]
        for row in extract.connection.rows(
            "SELECT amount FROM payment WHERE paid_on BETWEEN DATE '2026-01-01' AND DATE '2026-06-30'"
        )
    ]
    wanted = Counter(int(str(amount)[:2]) for amount in amounts if amount >= 10)
    assert {row.digit: row.count for row in answer.digits.rows if row.count} == dict(wanted)
    assert answer.digits.n == sum(wanted.values())
    assert answer.digits.left_out == len(amounts) - answer.digits.n
    sql = funds_rows.paid_in(PageScope(), answer.span, funds_rows.digits_condition("18"))
    assert len(extract.connection.rows(sql)) == wanted[18]


def test_purchases_are_held_against_their_dated_threshold(
    extract: OpenedExtract, answer: FundsAnswer
) -> None:
    found = answer.purchases
    assert found.count == len(found.rows) > 0
    assert found.verified is False
    rows = extract.connection.rows(
        "SELECT contract_id, item_class, amount FROM contract WHERE change_of IS NULL AND method NOT IN ('open', 'framework') "
        "AND signed_on BETWEEN DATE '2026-01-01' AND DATE '2026-06-30'"
    )
    limits = {"goods": 2_000_000, "services": 2_000_000, "works": 4_000_000}
    wanted = {name: float(amount) / limits[kind] for name, kind, amount in rows}
    assert {one.contract_id: one.share for one in found.rows} == pytest.approx(wanted)
    assert len(extract.connection.rows(found.sql)) == found.count + found.unjudged


def test_too_few_amounts_get_no_verdict(extract: OpenedExtract) -> None:
    found = funds_page(extract, PageScope(region_id="990300"), Silent()).digits
    assert found.n < 500
    assert (found.conformity, found.why_not) == ("", "too-few")


def _paid(amounts: list[float]) -> list[dict[str, Any]]:
    """Return one payment an amount."""
    return _rows(
        "payment_id amount paid_on",
        *((f"Y{number}", f"{amount:.2f}", "2026-03-20") for number, amount in enumerate(amounts)),
    )


@pytest.mark.parametrize(("spike", "told"), [(0, ("", "chance")), (120, ("nonconformity", ""))])
def test_noise_of_few_amounts_is_no_verdict(tmp_path: Path, spike: int, told: tuple[str, str]) -> None:
    lawful = 10 ** np.random.default_rng(7).uniform(1, 4, 600)
    path = tiny(tmp_path / "digits.duckdb", {"payment": _paid([*lawful, *[4900.0] * spike])})
    with opened(path) as held:
        found = funds_page(held, PageScope(period=parse("2026Q1")), Silent()).digits
    assert found.mad is not None and found.mad > 0.0022
    assert (found.conformity, found.why_not) == told


def test_a_scope_narrows_everything(extract: OpenedExtract, answer: FundsAnswer) -> None:
    found = funds_page(extract, PageScope(region_id="990300"), Silent())
    for whole, part in zip(answer.nodes, found.nodes, strict=True):
        assert 0 < part.count < whole.count
    region = {
        row[0]
        for row in extract.connection.rows(
            "SELECT organisation_id FROM organisation WHERE region_id = '990300'"
        )
    }
    assert {row.organisation_id for row in found.executions.rows} <= region
    alone = funds_page(extract, PageScope("990300", found.executions.rows[0].organisation_id), Silent())
    assert len(alone.executions.rows) == 1


def test_it_survives_the_way_between_processes(answer: FundsAnswer) -> None:
    assert through_a_frame(answer) == answer


def _rows(columns: str, *rows: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Return rows of organisation A with these columns."""
    return [{**dict(zip(columns.split(), row, strict=True)), "organisation_id": "A"} for row in rows]


def _chain() -> dict[str, list[dict[str, Any]]]:
    """One sound chain, and one thing broken at each link."""
    accepted = (("A1", "C1", "2026-04-05"), ("A2", "C9", "2026-04-06"))
    return {
        "budget_line": _rows("budget_line_id year adjusted", ("L1", 2026, "1000.00")),
        "procurement_plan": _rows(
            "plan_id budget_line_id approved_on amount",
            ("P1", "L1", "2026-01-10", "900.00"),
            ("P2", None, "2026-01-11", "50.00"),
            ("P3", "L1", "2026-01-12", "300.00"),
        ),
        "tender": _rows(
            "tender_id plan_id published_on awarded_on estimated",
            ("T1", "P1", "2026-02-01", "2026-03-01", "900.00"),
            ("T2", "P9", "2026-02-02", "2026-03-02", "80.00"),
        ),
        "contract": _rows(
            "contract_id tender_id signed_on amount due_on change_of",
            ("C1", "T1", "2026-03-10", "900.00", "2026-04-01", None),
            ("C1-B", "T1", "2026-03-20", "60.00", "2026-04-01", "C1"),
            ("C2", None, "2026-03-11", "40.00", "2026-05-01", None),
        ),
        "acceptance": [
            dict(zip(("acceptance_id", "contract_id", "accepted_on"), row, strict=True)) for row in accepted
        ],
        "payment": _rows(
            "payment_id contract_id amount paid_on kind voucher",
            ("Y1", "C1", "270.00", "2026-03-15", "advance", "V1"),
            ("Y2", "C1", "690.00", "2026-04-10", "final", "V2"),
            ("Y3", "C2", "45.00", "2026-03-20", "final", None),
        ),
    }


def test_each_break_is_found_and_the_sound_chain_is_not(tmp_path: Path) -> None:
    with opened(tiny(tmp_path / "chain.duckdb", _chain())) as held:
        found = funds_page(held, PageScope(period=parse("2026Q2")), Silent())
    breaks = {one.key: (one.kind, one.count, one.amount) for link in found.links for one in link.breaks}
    assert breaks == {
        "plan-without-line": ("unfounded", 1, Decimal("50.00")),
        "plan-over-line": ("over", 1, Decimal("200.00")),
        "tender-without-plan": ("unfounded", 1, Decimal("80.00")),
        "plan-without-tender": ("pending", 2, Decimal("350.00")),
        "contract-without-tender": ("unfounded", 1, Decimal("40.00")),
        "tender-without-contract": ("pending", 1, Decimal("80.00")),
        "acceptance-without-contract": ("unfounded", 1, None),
        "contract-not-accepted": ("pending", 1, Decimal("40.00")),
        "payment-over-contract": ("over", 1, Decimal("5.00")),
        "payment-before-acceptance": ("early", 1, Decimal("45.00")),
        "payment-without-voucher": ("unfounded", 1, Decimal("45.00")),
    }
    joined = {(link.before, link.after): (link.matched, link.total) for link in found.links}
    assert joined["acceptance", "payment"] == (2, 3)
    assert joined["payment", "voucher"] == (2, 3)


def _disordered() -> dict[str, list[dict[str, Any]]]:
    """A chain in which every later thing is larger than the earlier, or comes before it; beside it one that is in order."""
    accepted = (("A1", "C1", "2026-03-01", "2026-03-05"), ("A2", "C2", "2026-05-08", "2026-05-08"))
    return {
        "budget_line": _rows("budget_line_id year adjusted", ("L1", 2025, "900.00"), ("L2", 2026, "900.00")),
        "procurement_plan": _rows(
            "plan_id budget_line_id approved_on amount",
            ("P1", "L1", "2026-02-10", "900.00"),
            ("P2", "L2", "2026-01-10", "500.00"),
        ),
        "tender": _rows(
            "tender_id plan_id published_on awarded_on estimated cancelled",
            ("T1", "P1", "2026-02-01", "2026-03-20", "910.00", False),
            ("T2", "P2", "2026-02-01", "2026-03-01", "500.00", False),
            ("T3", "P2", "2026-01-20", None, "500.00", True),
        ),
        "contract": _rows(
            "contract_id tender_id signed_on amount due_on change_of",
            ("C1", "T1", "2026-03-10", "930.00", None, None),
            ("C2", "T2", "2026-03-10", "480.00", None, None),
            ("C2-B", "T2", "2026-02-10", "90.00", None, "C2"),
        ),
        "acceptance": [
            dict(zip(("acceptance_id", "contract_id", "accepted_on", "delivered_on"), row, strict=True))
            for row in accepted
        ],
        "payment": _rows(
            "payment_id contract_id vendor_id amount paid_on recorded_at kind voucher",
            ("Y1", "C7", "V", "10.00", "2026-05-15", "2026-05-14 10:00:00", "advance", "V1"),
            ("Y2", "C1", "V", "20.00", "2026-05-16", "2026-05-16 10:00:00", "final", "V2"),
            ("Y3", "C2", "W", "30.00", "2026-05-16", "2026-05-17 10:00:00", "final", "V2"),
        ),
    }


def test_what_is_larger_and_what_comes_too_early_is_told_at_every_link(tmp_path: Path) -> None:
    with opened(tiny(tmp_path / "order.duckdb", _disordered())) as held:
        found = funds_page(held, PageScope(period=parse("2026Q2")), Silent())
        rows = {
            one.key: held.connection.columns_and_rows(one.sql) for link in found.links for one in link.breaks
        }
    breaks = {one.key: (one.kind, one.count, one.amount) for link in found.links for one in link.breaks}
    assert breaks == {
        "plan-after-line": ("early", 1, Decimal("900.00")),
        "tender-over-plan": ("over", 1, Decimal("10.00")),
        "tender-before-plan": ("early", 1, Decimal("910.00")),
        "contract-over-tender": ("over", 1, Decimal("20.00")),
        "contract-before-award": ("early", 1, Decimal("930.00")),
        "acceptance-before-contract": ("early", 1, Decimal("930.00")),
        "acceptance-before-delivery": ("early", 1, Decimal("930.00")),
        "payment-without-contract": ("unfounded", 1, Decimal("10.00")),
        "voucher-of-several": ("over", 1, Decimal("50.00")),
        "voucher-before-payment": ("early", 1, Decimal("10.00")),
    }
    for key, about in (
        ("tender-before-plan", "T1"),
        ("contract-before-award", "C1"),
        ("acceptance-before-delivery", "A1"),
    ):
        names, (row,) = rows[key]
        assert row[names.index(f"{key.partition('-')[0]}_id")] == about


def test_what_is_missing_is_named_link_by_link(tmp_path: Path) -> None:
    rows = _chain()
    with opened(tiny(tmp_path / "part.duckdb", {"payment": rows["payment"]})) as held:
        found = funds_page(held, PageScope(period=parse("2026Q2")), Silent())
    nodes = {node.key: node for node in found.nodes}
    assert (nodes["payment"].count, nodes["payment"].missing) == (3, ())
    assert nodes["contract"].missing and nodes["contract"].amount is None
    links = {link.after: link for link in found.links}
    assert links["contract"].missing and not links["voucher"].missing
    assert found.executions.missing
    assert not found.payees.missing
    assert found.payees.rows == ()
    assert found.payees.unnamed == found.payees.total == Decimal("1005.00")
