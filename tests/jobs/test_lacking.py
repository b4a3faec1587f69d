"""What an extract lacks: every silence by name, rows no rule could judge, money never added across tables nor made zero."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from console.cli.main import run
from console.domain.ports import Silent
from console.errors import ExitCode, UsageError
from console.jobs.lacking import lacking, looked_at
from console.jobs.lacking_answers import LackingAnswer, LackingRequest
from console.jobs.supervise import SuperviseRequest, supervise
from console.jobs.theme_answers import PageScope
from tests.engine.extracts import write
from tests.jobs.page_sample import opened, through_a_frame

PAYMENTS = (
    "CREATE TABLE payment AS SELECT 'P' || n AS payment_id, 'O' || n % 2 AS organisation_id, 'V1' AS vendor_id, 'acct-1' AS "
    "payee_account, (100 * n)::DECIMAL(18,2) AS amount, DATE '2026-05-01' AS paid_on, '摘要' AS summary, "
    "CASE WHEN n > 3 THEN 'INV' || n END AS invoice, NULL::VARCHAR AS reverses FROM range(1, 6) AS t(n)"
)
ORGANISATIONS = (
    "CREATE TABLE organisation AS SELECT 'O0' AS organisation_id, '甲局' AS name, '01' AS region_id "
    "UNION ALL SELECT 'O1', '乙局', '02'"
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("lacking") / "x.duckdb", PAYMENTS, ORGANISATIONS)


@pytest.fixture(scope="module")
def answer(file: Path) -> LackingAnswer:
    with opened(file) as extract:
        return lacking(extract, LackingRequest(themes=("funds",)), Silent())


def test_every_silent_rule_is_named_with_all_it_lacks(file: Path, answer: LackingAnswer) -> None:
    with opened(file) as extract:
        judged = supervise(extract, SuperviseRequest(themes=("funds",)), Silent())
    silent = {one.rule_id for one in judged if one.reason}
    assert {one.id for one in answer.silenced if one.kind == "rule"} == silent
    assert answer.silent_rules == len(silent) > 0
    assert answer.rules == len(judged)
    assert all(one.missing for one in answer.silenced)
    assert through_a_frame(answer) == answer


def test_a_gap_says_what_it_silences_and_what_it_would_free(answer: LackingAnswer) -> None:
    gaps = {gap.name: gap for gap in answer.gaps}
    voucher = gaps["payment.voucher"]
    lacked = {one.id: one.missing for one in answer.silenced}
    for gap in answer.gaps:
        assert {*gap.rules, *gap.measures} == {name for name, names in lacked.items() if gap.name in names}
        assert set(gap.alone) == {name for name, names in lacked.items() if names == (gap.name,)}
    assert [(one.table, one.rows, one.amount) for one in voucher.unseen] == [
        ("payment", 5, Decimal("1500.00"))
    ]
    assert "payment.voucher" not in {name for name in gaps if "." not in name}


def test_a_missing_table_is_one_gap_and_nobody_knows_how_much(answer: LackingAnswer) -> None:
    gaps = {gap.name: gap for gap in answer.gaps}
    assert "contract" in gaps
    assert not any(name.startswith("contract.") for name in gaps)
    unseen = {one.table: one for one in gaps["contract"].unseen}
    assert (unseen["contract"].rows, unseen["contract"].amount) == (None, None)


def test_rows_nobody_could_judge_are_counted_with_their_money(answer: LackingAnswer) -> None:
    held = {(one.rule_id, one.reason): one for one in answer.unjudged}
    double = next(one for (rule, _), one in held.items() if rule == "FUND-102")
    assert (double.rows, double.judged, double.amount) == (3, 2, Decimal("600.00"))
    assert isinstance(double.amount, Decimal)
    amounts = [one.amount or Decimal(0) for one in answer.unjudged]
    assert amounts == sorted(amounts, reverse=True)


def test_its_rows_open_by_its_own_sql(file: Path, answer: LackingAnswer) -> None:
    from console.jobs.workbench import set_the_scene

    with opened(file) as extract:
        for one in answer.unjudged:
            set_the_scene(extract, one.sql, None)
            assert len(extract.connection.rows(one.sql)) == one.rows, one.rule_id


def test_a_scope_counts_its_own_rows(file: Path) -> None:
    with opened(file) as extract:
        scope = PageScope(organisation_id="O1")
        found = lacking(extract, LackingRequest(scope, ("funds",)), Silent())
        double = next(one for one in found.unjudged if one.rule_id == "FUND-102")
        assert (double.rows, double.amount) == (2, Decimal("400.00"))
        with pytest.raises(UsageError):
            lacking(extract, LackingRequest(themes=("fund",)), Silent())


def test_money_that_is_not_there_is_not_zero(tmp_path: Path) -> None:
    bare = write(
        tmp_path / "bare.duckdb", "CREATE TABLE payment AS SELECT 'P1' AS payment_id, 'O1' AS organisation_id"
    )
    with opened(bare) as extract:
        found = lacking(extract, LackingRequest(themes=("funds",)), Silent())
        rule = extract.catalogue.rules["FUND-102"]
        assert looked_at(extract, rule) == "payment"
    amount = next(gap for gap in found.gaps if gap.name == "payment.amount")
    told = {one.table: one for one in amount.unseen}["payment"]
    assert (told.rows, told.amount) == (1, None)


def test_the_command_prints_both(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lacking", str(file), "--theme", "funds", "--json"]) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert told["silent_rules"] > 0
    assert {"gaps", "silenced", "unjudged"} <= told["lacking"].keys()
    assert run(["lacking", str(file), "--theme", "funds"]) == ExitCode.OK
    assert "payment.voucher" in capsys.readouterr().out
