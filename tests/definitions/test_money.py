"""Money stays decimal in every view, rule, measure and answer of the funds page until the last ratio."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date

import pytest

from console.domain.catalogue import Catalogue
from console.domain.period import Period
from console.domain.ports import Silent
from console.engine.compile import pass_sql, passes
from console.engine.connection import Connection, connect_empty
from console.engine.views import prepare, set_parameters
from console.jobs.extract import OpenedExtract
from console.jobs.funds_page import funds_page
from console.jobs.theme_answers import PageScope
from tests.definitions.money_plans import binary_money

CUT_OFF = date(2026, 6, 30)


@pytest.fixture(scope="module")
def empty(catalogue: Catalogue) -> Iterator[Connection]:
    with connect_empty(catalogue.contract, memory_bytes=512 * 1024**2, threads=1) as made:
        prepare(made, catalogue, CUT_OFF)
        yield made


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("SELECT sum(CAST(amount AS DOUBLE)) FROM payment", {"sum"}),
        ("SELECT payment_id FROM payment WHERE amount >= 1e3", {">="}),
        ("SELECT sum(amount / 100) FROM payment", {"sum"}),
        ("SELECT sum(s) FROM (SELECT amount / 100 AS s FROM payment)", {"sum"}),
        ("SELECT p.amount > a.usual FROM payment p, (SELECT avg(amount) AS usual FROM payment) a", {">"}),
        ("SELECT stddev_pop(amount) FROM payment", {"stddev_pop"}),
        ("SELECT round(sum(amount) * 1.1e0, 2) FROM payment", {"*"}),
    ],
)
def test_a_binary_fraction_of_money_is_seen(empty: Connection, sql: str, found: set[str]) -> None:
    assert binary_money(empty, sql) >= found


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT sum(amount) / count(*), sum(amount) / (SELECT sum(amount) FROM contract) > 0.5e0 FROM payment",
        "SELECT payment_id FROM payment WHERE amount * 100 >= CAST(12.5 AS DECIMAL(9,4)) * 100",
        "SELECT avg(amount), count(*) * 1.5e0 FROM payment",
    ],
)
def test_a_ratio_that_comes_last_is_none(empty: Connection, sql: str) -> None:
    assert binary_money(empty, sql) == set()


def test_views_keep_money_decimal(empty: Connection, catalogue: Catalogue) -> None:
    found = {name: binary_money(empty, view.sql) for name, view in catalogue.views.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_rules_sum_and_compare_money_as_decimals(empty: Connection, catalogue: Catalogue) -> None:
    found = {}
    for name, rule in catalogue.rules.items():
        set_parameters(empty, rule.parameters)
        found[name] = binary_money(empty, rule.judge)
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert len(found) > 100


def test_measures_sum_money_as_decimals(empty: Connection, catalogue: Catalogue) -> None:
    found = {
        (one.view, one.at): binary_money(
            empty, pass_sql(one, [()], Period(date(2026, 1, 1), CUT_OFF), monthly=True)
        )
        for one in passes(catalogue.measures.values())
    }
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_statements_the_funds_page_offers_keep_money_decimal(sample: OpenedExtract) -> None:
    told = list(_statements(funds_page(sample, PageScope(), Silent())))
    assert len(told) > 10
    found = {sql: binary_money(sample.connection, sql) for sql in told}
    assert {sql: faults for sql, faults in found.items() if faults} == {}


def _statements(answer: object) -> Iterator[str]:
    if dataclasses.is_dataclass(answer):
        for field in dataclasses.fields(answer):
            value = getattr(answer, field.name)
            if field.name == "sql" and value:
                yield str(value)
            else:
                yield from _statements(value)
    elif isinstance(answer, tuple):
        for one in answer:
            yield from _statements(one)
