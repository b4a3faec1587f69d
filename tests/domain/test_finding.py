"""Owns the proof of identity, of what may leave the case file, and of entries as documents."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.documents import from_document, to_document
from console.domain.entries import (
    KINDS,
    AnyEntry,
    Confirmation,
    Hearing,
    Recorded,
    Registration,
    Reply,
    VerificationStart,
    registration,
)
from console.domain.finding import Actor, CasebookSnapshot, Role, canonical, identity, number, summary
from console.domain.ledger import Tree
from console.domain.lifecycle import replay
from console.domain.rule import Suspicion
from console.errors import CasebookError

AT = datetime(2026, 6, 22, 9, 14, tzinfo=UTC)
ZHOU = Actor("周岚", Role.INSPECTOR)


def suspicion(key: tuple[str, ...] = ("HT-0183-01",), version: int = 1) -> Suspicion:
    return Suspicion(
        rule_id="FUND-014",
        rule_version=version,
        theme="funds",
        severity="red",
        key=key,
        organisation_id="o-7",
        region_id="r-1",
        occurred_on=date(2026, 5, 9),
        amount=Decimal("2864000.00"),
        persons=None,
        days=None,
        evidence=("contract/HT-0183-01", "contract/HT-0191-01"),
        facts={"vendor": "S-0183", "share": 0.952},
        standard_verified=True,
    )


def test_identity_is_a_fixed_function() -> None:
    assert canonical({"b": [1, "准"], "a": None}) == '{"a":null,"b":[1,"准"]}'.encode()
    # sha256sum of {"key":["C1"],"pseudonym_scheme":"k1","rule_id":"FUND-014"}
    assert (
        identity("FUND-014", ("C1",), "k1")
        == "6b7895d66ac2c12d9fa782e262b8e9af3bf8e8897d763b02448b6dd2cfe8ccb3"
    )


def test_identity_knows_rule_key_and_scheme_but_no_version() -> None:
    one = registration(suspicion(version=1), "k1", "X1").finding
    assert one == registration(suspicion(version=2), "k1", "X2").finding
    assert one != registration(suspicion(), "k2", "X1").finding
    assert one != registration(suspicion(("HT-0183-02",)), "k1", "X1").finding


@given(
    st.lists(
        st.tuples(st.text(max_size=3), st.lists(st.text(max_size=3), max_size=3)), min_size=2, max_size=2
    )
)
def test_two_keys_never_share_an_identity(told: list[tuple[str, list[str]]]) -> None:
    (rule, key), (other, second) = told
    same = identity(rule, tuple(key), "k") == identity(other, tuple(second), "k")
    assert same == ((rule, key) == (other, second))


def test_numbers_follow_the_order_of_registration() -> None:
    entries = [Recorded(n, AT, ZHOU, registration(suspicion((f"C{n}",)), "k1", "X1")) for n in range(3)]
    assert [state.number for state in replay(entries).values()] == ["WT-0001", "WT-0002", "WT-0003"]
    assert number(12345) == "WT-12345"


def test_nobody_acts_without_a_name() -> None:
    with pytest.raises(CasebookError) as caught:
        Actor(" ", Role.LEADER)
    assert caught.value.key == "actor-nameless"


def test_before_confirmation_no_card_and_no_name_leaves() -> None:
    told = registration(suspicion(), "k1", "X1")
    day = date(2026, 7, 1)
    entries = [
        told,
        VerificationStart(told.finding, "周岚", day),
        Hearing(told.finding, "o-7", day),
        Reply(told.finding, "disputes", "有论证"),
        Confirmation(told.finding, "red", "三份合同同属一个平台"),
    ]
    recorded = [Recorded(n, AT, ZHOU, entry) for n, entry in enumerate(entries)]
    for length in range(1, len(entries)):
        state = replay(recorded[:length])[told.finding]
        assert not state.counts_as_card
        assert summary(state).organisation_id is None
        assert not summary(state).counts_as_card
    confirmed = replay(recorded)[told.finding]
    assert confirmed.counts_as_card
    assert summary(confirmed).organisation_id == "o-7"


def test_a_summary_holds_no_personal_detail() -> None:
    told = registration(suspicion(("person-4f2a",)), "k1", "X1")
    state = replay([Recorded(0, AT, ZHOU, told)])[told.finding]
    snapshot = CasebookSnapshot("id", Tree().head(), AT, True, (summary(state),))
    for hidden in ("person-4f2a", "周岚", "HT-0183-01", "S-0183", told.finding):
        assert hidden not in repr(snapshot)


def sample(shape: str) -> object:
    told: dict[str, object] = {
        "str": "话 “”\n",
        "int": 3,
        "bool": True,
        "date": date(2026, 7, 12),
        "Decimal": Decimal("10.50"),
        "tuple[str, ...]": ("a", "b"),
        "Mapping[str, Fact]": {"n": 1, "x": 0.5, "t": "话", "none": None},
    }
    return told[shape.removesuffix(" | None")]


def filled(kind: type[AnyEntry]) -> AnyEntry:
    told: dict[str, Any] = {item.name: sample(str(item.type)) for item in fields(kind)}
    return kind(**told)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_survives_as_a_document(kind: type[AnyEntry]) -> None:
    full = filled(kind)
    assert from_document(kind.kind, to_document(full)) == full
    for item in fields(kind):
        if str(item.type).endswith(" | None"):
            bare = {**to_document(full), item.name: None}
            assert getattr(from_document(kind.kind, bare), item.name) is None


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_a_document_of_another_shape_is_refused(kind: type[AnyEntry]) -> None:
    document = to_document(filled(kind))
    name = next(iter(document))
    wrong: list[dict[str, object]] = [
        {**document, "more": 1},
        {k: v for k, v in document.items() if k != name},
    ]
    wrong += [{**document, name: object()}]
    for told in wrong:
        with pytest.raises(CasebookError) as caught:
            from_document(kind.kind, told)
        assert caught.value.key == "entry-unreadable"


def test_types_are_read_strictly() -> None:
    document = to_document(registration(suspicion(), "k1", "X1"))
    for name, value in (
        ("rule_version", True),
        ("rule_version", "1"),
        ("occurred_on", "2026-13-01"),
        ("amount", 2864000.0),
        ("amount", "much"),
        ("key", "C1"),
        ("facts", {"x": []}),
        ("standard_verified", 1),
    ):
        with pytest.raises(CasebookError) as caught:
            from_document("register", {**document, name: value})
        assert caught.value.facts["field"] == name


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(CasebookError) as caught:
        from_document("bless", {})
    assert caught.value.key == "entry-kind"


def test_kinds_are_distinct() -> None:
    assert len({kind.kind for kind in KINDS}) == len(KINDS)
    assert Registration.kind == "register"


def test_no_number_becomes_no_fact() -> None:
    odd = replace(suspicion(), facts={"nan": float("nan"), "inf": float("-inf"), "one": 1.0, "none": None})
    told = registration(odd, "k1", "X1")
    assert told.facts == {"nan": None, "inf": None, "one": 1.0, "none": None}
    assert canonical(to_document(told))
