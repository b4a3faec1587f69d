"""Payees behind several names: tied by what identifies, left apart where codes differ, joined and split by people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.domain.finding import Actor, Role
from console.domain.payee_groups import PayeeDecisions, PayeesJoined, PayeesSplit, decisions_of
from console.domain.ports import Silent
from console.errors import CasebookError, ExitCode, UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.findings import CasebookRequest, CaseDesk, unlock
from console.jobs.payees import decide_payees, payees, read_decisions
from console.jobs.payees_answers import PayeesAnswer, PayeesRequest
from tests.jobs.findings_kit import PASSPHRASE, MemoryVault, StepClock
from tests.jobs.page_sample import opened, through_a_frame, tiny

CODE, OTHER = "91330000AAAAAAAA1X", "91330000BBBBBBBB1X"
INSPECTOR = Actor("王", Role.INSPECTOR)


def vendor(key: str, name: str | None, **told: str) -> dict[str, Any]:
    return {"vendor_id": key, "name": name, **told}


VENDORS = [
    vendor("A1", "江州建设有限公司", credit_code=CODE),
    vendor("A2", "江州建设有限责任公司"),
    vendor("A3", "江州市建设", credit_code="９１330000aaaaaaaa-1x"),
    vendor("B1", "Acme Tools Co., Ltd."),
    vendor("B2", "ＡＣＭＥ TOOLS LIMITED"),
    vendor("B3", "The Tools & Acme, L.L.C."),
    vendor("C1", "恒信印务有限公司", credit_code=CODE.replace("A", "C")),
    vendor("C2", "恒信印务有限公司", credit_code=CODE.replace("A", "D")),
    vendor("D1", "天工科技有限公司", phone="5f1d9a"),
    vendor("D2", "天工科枝有限公司", phone="5f1d9a"),
    vendor("E1", "第一小学食堂服务", phone="77aa01"),
    vendor("E2", "第二小学食堂服务", phone="77aa01"),
    vendor("F1", "望川物业", phone="90bc11", account="acct-900"),
    vendor("F2", "沧澜后勤", phone="90bc11", account="acct-900"),
    vendor("G1", "江州水务股份有限公司"),
    vendor("G2", "江州水务有限公司"),
    vendor("G3", "江州水务有限公司东浦分公司"),
    *(vendor(f"H{n:02}", f"园区企业甲{n}有限公司", address="创业园路1号") for n in range(25)),
]


def payments(names: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "payment_id": f"P{n}",
            "organisation_id": f"O{n % 2}",
            "vendor_id": name,
            "amount": 100 * (n + 1),
            "paid_on": "2026-05-01" if n % 2 else "2025-05-01",
        }
        for n, name in enumerate(names)
    ]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = payments(["A1", "A2", "A3", "B1", "B2", "C1", "C2", "Z9"])
    return tiny(tmp_path_factory.mktemp("payees") / "payees.duckdb", {"vendor": VENDORS, "payment": rows})


@pytest.fixture(scope="module")
def extract(file: Path) -> Iterator[OpenedExtract]:
    with opened(file) as held:
        yield held


def answered(extract: OpenedExtract, *entries: object) -> PayeesAnswer:
    return payees(extract, PayeesRequest(decisions=decisions_of(entries)), Silent())


def grouped(answer: PayeesAnswer) -> set[frozenset[str]]:
    return {frozenset(one.vendor_id for one in group.vendors) for group in answer.groups}


def test_variants_of_one_payee_are_grouped_and_nobody_else(extract: OpenedExtract) -> None:
    answer = answered(extract)
    assert grouped(answer) == {
        frozenset({"A1", "A2", "A3"}),
        frozenset({"B1", "B2", "B3"}),
        frozenset({"D1", "D2"}),
        frozenset({"F1", "F2"}),
    }
    assert (answer.vendors, answer.grouped, answer.group_count) == (len(VENDORS) + 1, 10, 4)
    assert answer.payees == answer.vendors - answer.grouped + answer.group_count
    assert through_a_frame(answer) == answer


def test_every_match_says_why(extract: OpenedExtract) -> None:
    told = {
        (match.vendor_id, match.other_id): (match.reason, match.shared)
        for group in answered(extract).groups
        for match in group.matches
    }
    assert told["A2", "A1"] == ("same-name", "江州建设")
    assert told["A3", "A1"] == ("credit-code", CODE)
    assert told["B2", "B1"] == ("same-name", "acme tools")
    assert told["D2", "D1"] == ("phone-and-name", "5f1d9a")
    assert told["F2", "F1"][0] == "two-contacts"


def test_money_of_a_group_is_that_of_its_vendors(extract: OpenedExtract) -> None:
    first = {group.group_id: group for group in answered(extract).groups}["A1"]
    assert (first.paid, first.payments, first.organisations) == (Decimal("600.00"), 3, 2)
    assert [one.vendor_id for one in first.vendors] == ["A3", "A2", "A1"]
    assert isinstance(first.paid, Decimal)


def test_what_is_shared_and_left_apart_is_told(extract: OpenedExtract) -> None:
    told = {(one.vendor_id, one.other_id): one.doubt for one in answered(extract).doubts}
    assert told["C1", "C2"] == "other-code"
    assert told["E1", "E2"] == "other-name"
    assert not any(name.startswith("H") for pair in told for name in pair)  # a business park says nothing


def test_a_name_of_two_codes_takes_nobody_in(tmp_path: Path) -> None:
    rows = [
        vendor("A", "恒信印务有限公司", credit_code=CODE),
        vendor("B", "恒信印务有限公司", credit_code=OTHER),
        vendor("C", "恒信印务"),
    ]
    with opened(tiny(tmp_path / "x.duckdb", {"vendor": rows, "payment": payments(["A"])})) as extract:
        assert answered(extract).groups == ()


def test_a_bridge_between_two_codes_holds_neither(tmp_path: Path) -> None:
    rows = [
        vendor("A", "江州建设有限公司", credit_code=CODE),
        vendor("B", "江州建设有限公司", phone="5f1d9a"),
        vendor("C", "江州建没有限公司", phone="5f1d9a", credit_code=OTHER),
    ]
    with opened(tiny(tmp_path / "x.duckdb", {"vendor": rows, "payment": payments(["A"])})) as extract:
        answer = answered(extract)
        assert answer.groups == ()
        assert {one.doubt for one in answer.doubts} == {"other-code"}
        joined = answered(extract, PayeesJoined(("A", "C"), "改制"))
        assert grouped(joined) == {frozenset("ABC")}


def test_people_join_and_split(extract: OpenedExtract) -> None:
    joined = answered(extract, PayeesJoined(("C1", "C2"), "更名换证"))
    assert frozenset({"C1", "C2"}) in grouped(joined)
    off = answered(extract, PayeesSplit(("A1",), "同名"))
    assert frozenset({"A1", "A2", "A3"}) not in grouped(off)
    assert not any("A1" in group for group in grouped(off))  # the hub of the group goes, the rest judges anew
    both = answered(extract, PayeesSplit(("B1", "B2"), "另一家"))
    assert frozenset({"B1", "B2"}) in grouped(both)
    again = answered(extract, PayeesSplit(("A1",), "同名"), PayeesJoined(("A1", "A2"), "查明"))
    assert frozenset({"A1", "A2", "A3"}) in grouped(again)


def test_a_later_decision_stands() -> None:
    assert decisions_of([PayeesJoined(("A", "B", "C"), "x"), PayeesSplit(("C",), "y")]) == PayeeDecisions(
        (("A", "B"),), {"C": 2}
    )
    assert decisions_of([PayeesSplit(("A", "B"), "x"), PayeesJoined(("A", "C"), "y")]) == PayeeDecisions(
        (("A", "C"),), {}
    )


def test_what_cannot_be_matched_is_named(tmp_path: Path) -> None:
    from tests.engine.extracts import write

    bare = write(tmp_path / "bare.duckdb", "CREATE TABLE payment AS SELECT 'P1' AS payment_id")
    with opened(bare) as extract:
        answer = answered(extract)
    assert answer.missing == ("payment.amount", "payment.paid_on", "payment.vendor_id")
    only = write(
        tmp_path / "only.duckdb",
        "CREATE TABLE payment AS SELECT 'P1' AS payment_id, 'A' AS vendor_id, 1::DECIMAL(18,2) AS amount, "
        "DATE '2026-05-01' AS paid_on",
        "CREATE TABLE vendor AS SELECT 'A' AS vendor_id, '江州建设' AS name UNION SELECT 'B', '江州建设有限公司'",
    )
    with opened(only) as extract:
        answer = answered(extract)
    assert answer.silent == ("credit_code", "account", "phone", "address")
    assert grouped(answer) == {frozenset("AB")}


@pytest.fixture
def desk(tmp_path: Path) -> CaseDesk:
    return unlock(CasebookRequest(tmp_path / "book"), MemoryVault(), StepClock(), begin=True)


def test_a_decision_is_an_entry_of_the_casebook(desk: CaseDesk) -> None:
    decide_payees(desk, PayeesJoined(("A", "B"), "同一法人"), INSPECTOR)
    left = decide_payees(desk, PayeesSplit(("B",), "更正"), INSPECTOR)
    assert left == read_decisions(desk) == PayeeDecisions((), {"B": 2})
    with desk.reading() as book:
        assert [recorded.actor.name for recorded in book.entries("payees")] == ["王", "王"]
        assert book.trusted


@pytest.mark.parametrize(
    ("entry", "actor", "key"),
    [
        (PayeesJoined(("A", "A"), "x"), INSPECTOR, "payees-few"),
        (PayeesSplit(("A",), " "), INSPECTOR, "payees-reason"),
        (PayeesSplit(("A",), "x"), Actor("李", Role.ANALYST), "payees-role"),
    ],
)
def test_nobody_decides_without_reason_or_capacity(
    desk: CaseDesk, entry: Any, actor: Actor, key: str
) -> None:
    with pytest.raises((UsageError, CasebookError)) as caught:
        decide_payees(desk, entry, actor)
    assert caught.value.key == key


def test_the_command_groups_and_decides(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    secret.chmod(0o600)
    assert run(["payees", str(file), "--json"]) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["payees"]["group_count"], told["decisions"], told["mark"]) == (4, 0, "unsigned")
    for asked in (
        ["C1", "--reason", "更名", "--join", "Z8"],
        ["C1", "--join", "C2"],
        ["C1", "--reason", "更名"],
    ):
        # told before anybody is asked for the passphrase of the casebook, which here nobody gives
        assert run(["payees", str(file), "--join", *asked]) == ExitCode.USAGE
    told_off = capsys.readouterr().err
    assert "没有供应商 Z8" in told_off and "口令" not in told_off
    assert not (tmp_path / "home" / "casebook").exists()
    joined = ["--join", "C1", "--join", "C2", "--reason", "更名", "--passphrase-file", str(secret)]
    assert run(["payees", str(file), "--json", *joined]) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["payees"]["group_count"], told["decisions"]) == (5, 1)
    assert run(["payees", str(file)]) == ExitCode.OK
    read = capsys.readouterr()
    assert "江州建设有限责任公司" in read.out
    assert "口令" in read.err  # what people decided is not counted, and that is said
    assert run(["payees", str(file), "--join", "A1", "--split", "A2"]) == ExitCode.USAGE
