"""Proves that judging rows by many rules in one pass says what each says alone, and is not done where it would not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest

from console.catalogue.load import load_catalogue
from console.domain.ports import Silent
from console.domain.rule import Parameter, Rule
from console.engine.connection import Connection, connect_empty
from console.engine.one_pass import counted_by_row
from console.engine.rowwise import shape_of
from console.engine.rules import judge, judge_all, verdicts
from console.engine.views import prepare
from console.paths import resource_root

CATALOGUE = load_catalogue(resource_root())
TABLE = "payment_standing"
RULES = tuple(rule for rule in CATALOGUE.rules.values() if TABLE in rule.reads and rule.theme == "funds")
TOGETHER = tuple(rule for rule in RULES if shape_of(rule, CATALOGUE.views))
COLUMNS = (
    *("payment_id", "organisation_id", "vendor_id", "budget_line_id", "payee_account", "amount", "paid_on"),
    *("recorded_at", "settlement", "economic_code", "summary", "invoice", "reverses"),
)
FIRST = date(2026, 3, 5)


def _payments() -> Iterator[tuple[object, ...]]:
    """Yield payments of every mixture of what is known, some twice, one reversed."""
    known = product(
        ["A", None],
        ["L1", "L2", "L9", None],
        ["own", "union", "person", "firm", None],
        [Decimal(60000), None],
    )
    texts = ["公务接待餐费", "发放绩效工资", "材料款", None]
    for i, (body, line, account, amount) in enumerate(known):
        paid_on = None if i % 11 == 10 else FIRST + timedelta(days=i % 9)
        recorded = (
            None if paid_on is None or i % 7 == 6 else datetime.fromisoformat(f"2026-03-2{i % 5}T09:00:00")
        )
        code = ["30101", "30217", "30901", None][i % 4]
        invoice = [f"F{i // 4}", f"f-{i // 4}", None][i % 3]
        told = (body, None, line, account, amount, paid_on, recorded, ["cash", "transfer", None][i % 3], code)
        yield (f"p{i:03}", *told, texts[i % 4], invoice, None)
    yield ("undo", "A", None, "L1", "own", Decimal(-60000), FIRST, None, None, None, None, None, "p000")


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    with connect_empty(CATALOGUE.contract) as held:
        prepare(held, CATALOGUE, date(2026, 6, 30))
        held.insert("organisation", ("organisation_id", "region_id"), [("A", None), ("B", None)])
        held.insert(
            "budget_line",
            ("budget_line_id", "organisation_id", "kind", "economic_code"),
            [("L1", "A", "project", None), ("L2", "A", "basic", "30217")],
        )
        held.insert("budget_movement", ("movement_id", "budget_line_id", "earmark"), [("m", "L1", "relief")])
        accounts = [("own", "A", "basic"), ("union", "A", "union")]
        held.insert("organisation_account", ("account", "organisation_id", "kind"), accounts)
        held.insert("staff", ("staff_id", "organisation_id", "account"), [("s", "A", "person")])
        held.insert("payment", COLUMNS, _payments())
        yield held


def test_every_rule_on_standing_payments_alone_is_judged_with_the_others() -> None:
    numbers = (102, 116, 119, 120, 121, 122, 123, 124, 125, 145, 146, 147, 149, 154, 155)
    assert [rule.id for rule in TOGETHER] == [f"FUND-{number}" for number in numbers]


def test_one_pass_says_what_each_rule_says_alone(connection: Connection) -> None:
    counted = counted_by_row(connection, CATALOGUE.views, TOGETHER, {}, Silent())
    assert set(counted) == {rule.id for rule in TOGETHER}
    flagged = 0
    for rule in TOGETHER:
        alone = verdicts(connection, rule)
        assert counted[rule.id].rows == Counter((row["verdict"], row["why_not"]) for row in alone)
        keys = sorted(row["key"] for row in alone if row["verdict"] == "flagged")
        assert sorted(counted[rule.id].keys) == keys
        flagged += len(keys)
    assert flagged > 50


def test_changed_parameters_hold_in_one_pass(connection: Connection) -> None:
    changed = {"FUND-154": {"record_days": 180.0}, "FUND-149": {"idle_day_least": 10.0}}
    counted = counted_by_row(connection, CATALOGUE.views, TOGETHER, changed, Silent())
    assert counted["FUND-154"].rows["flagged", None] == 0
    rows = Counter(
        (row["verdict"], row["why_not"])
        for row in verdicts(connection, CATALOGUE.rules["FUND-149"], changed["FUND-149"])
    )
    assert counted["FUND-149"].rows == rows


def test_a_table_that_meets_a_row_twice_is_left_to_each_rule(connection: Connection) -> None:
    rules = [rule for rule in TOGETHER if rule.id in ("FUND-122", "FUND-154")]
    connection.insert(
        "organisation_account", ("account", "organisation_id", "kind"), [("firm", "B", "basic")] * 2
    )
    try:
        assert counted_by_row(connection, CATALOGUE.views, rules, {}, Silent()) == {}
        judged = judge_all(connection, CATALOGUE, rules, frozenset(), Silent())
        alone = [judge(connection, CATALOGUE, rule) for rule in rules]
        assert [replace(one, milliseconds=0.0) for one in judged] == [
            replace(one, milliseconds=0.0) for one in alone
        ]
    finally:
        connection.execute("DELETE FROM organisation_account WHERE account = 'firm'")


def _rule(judged: str, number: int = 998, *parameters: Parameter) -> Rule:
    sql = judged.replace("VERDICT", "CASE WHEN p.amount > 3 THEN 'flagged' ELSE 'clear' END")
    return Rule(
        f"FUND-{number}", 1, "funds", "red", sql, ("payment_id",), (TABLE, "payment", "parameters"), (), {}, (), parameters
    )  # fmt: skip


NONE = "CAST(NULL AS VARCHAR) AS why_not"
FROM = f", {NONE} FROM payment_standing p"
SHOWN = "SELECT p.payment_id, VERDICT AS verdict" + FROM


@pytest.mark.parametrize(
    "judged",
    [
        f"SELECT p.payment_id, VERDICT AS verdict, {NONE} FROM payment p",
        SHOWN + " ORDER BY 1",
        SHOWN + " GROUP BY ALL",
        SHOWN + " JOIN payment o ON o.payment_id = p.payment_id",
        "SELECT p.payment_id || '' AS payment_id, VERDICT AS verdict" + FROM,
        "SELECT p.payment_id, CASE WHEN amount > 3 THEN 'flagged' ELSE 'clear' END AS verdict" + FROM,
        "SELECT p.payment_id, lower('FLAGGED') AS verdict" + FROM,
        "SELECT p.payment_id, CASE WHEN max(p.amount) > 3 THEN 'flagged' ELSE 'clear' END AS verdict" + FROM,
        "SELECT p.payment_id, CASE WHEN p.amount > 3 THEN 'not_computable' ELSE 'clear' END AS verdict"
        + FROM,
        "SELECT p.payment_id, CASE WHEN p.amount IS NULL THEN 'no_amount' END AS why_not, VERDICT AS verdict "
        "FROM payment_standing p",
        "SELECT p.payment_id, CASE WHEN p.amount IN (SELECT 3) THEN 'flagged' ELSE 'clear' END AS verdict"
        + FROM,
        "SELECT p.payment_id, CASE WHEN lag(p.amount) OVER () > 1 THEN 'flagged' ELSE 'clear' END AS verdict"
        + FROM,
        "SELECT p.payment_id, CASE WHEN o.n > 1 THEN 'flagged' ELSE 'clear' END AS verdict"
        + FROM
        + " LEFT JOIN (SELECT count(*) AS n FROM payment i WHERE i.paid_on = p.paid_on) o ON TRUE",
    ],
)
def test_a_judge_of_another_shape_is_asked_alone(judged: str) -> None:
    assert shape_of(_rule(judged), CATALOGUE.views) is None


def test_what_only_tells_is_not_joined() -> None:
    told = SHOWN.replace(FROM, ", o.summary" + FROM) + " LEFT JOIN payment o ON o.payment_id = p.payment_id"
    shape = shape_of(_rule(told), CATALOGUE.views)
    assert shape is not None
    assert shape.joins == ()


def test_two_rules_with_a_parameter_of_one_name_are_not_judged_together(connection: Connection) -> None:
    judged = (
        f"SELECT p.payment_id, VERDICT AS verdict, {NONE} FROM payment_standing p CROSS JOIN parameters q"
    )
    same = [_rule(judged, number, Parameter("least", 1.0, 0.0, 9.0)) for number in (996, 997)]
    assert counted_by_row(connection, CATALOGUE.views, same, {}, Silent()) == {}
    other = _rule(judged, 995, Parameter("most", 1.0, 0.0, 9.0))
    assert set(counted_by_row(connection, CATALOGUE.views, [*same, other], {}, Silent())) == {
        "FUND-996",
        "FUND-995",
    }
