"""Owns the proof that whoever verified does not close, and that a red card needs a second person, however it is tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from console.domain import entries as e
from console.domain.entries import Entry, Erased, Recorded
from console.domain.finding import OVERTURNED, Actor, Role, Stage
from console.domain.lifecycle import replay, step
from console.domain.procedure import PROCEDURE, TABLE, same_person
from console.errors import CasebookError
from tests.domain.signed import signed
from tests.domain.test_lifecycle import (
    CHEN,
    EACH,
    LI,
    PATHS,
    REGISTER,
    START,
    SYSTEM,
    ZHOU,
    F,
    recorded,
    refused,
    run,
)


def test_whoever_verified_does_not_close() -> None:
    path = (*PATHS[Stage.REVIEWING], ("countersign", LI))
    fault = refused(*path, "close")
    assert (fault.key, fault.facts["earlier"]) == ("lifecycle-same-person", "verify")
    assert refused(*path, ("close", replace(CHEN, name=" 周 岚\u200b"))).key == "lifecycle-same-person"
    assert refused(*PATHS[Stage.REVIEWING], "endorse").key == "lifecycle-same-person"


def test_a_red_card_closes_with_a_second_person() -> None:
    path = PATHS[Stage.REVIEWING]
    assert refused(*path, ("close", CHEN)).key == "lifecycle-not-countersigned"
    assert refused(*path, ("countersign", CHEN), ("close", CHEN)).key == "lifecycle-not-countersigned"
    again = (*path, ("countersign", LI), "return", "report", ("close", CHEN))
    assert refused(*again).key == "lifecycle-not-countersigned"  # what was agreed to was sent back
    assert run(*path, ("countersign", LI), ("close", CHEN)).stage is Stage.CLOSED
    yellow = e.Confirmation(F, "yellow", "属实")
    assert run("verify", "hear", "reply", yellow, "rectify", "report", ("close", CHEN)).stage is Stage.CLOSED


def test_no_erasure_and_no_reversal_gets_past_the_second_person() -> None:
    pairs: list[tuple[Entry, Actor]] = [(REGISTER, SYSTEM)]
    pairs += [(EACH[name], ZHOU) for name in ("verify", "hear", "reply", "confirm", "rectify", "report")]
    rows = recorded(pairs)
    rows[1] = replace(rows[1], entry=Erased("verify", F))
    left = replay(rows)
    with pytest.raises(CasebookError) as caught:
        step(left, Recorded(7, START + timedelta(hours=9), ZHOU, EACH["endorse"], PROCEDURE))
    assert caught.value.key == "lifecycle-same-person"
    undone = run(
        *PATHS[Stage.REVIEWING], ("countersign", LI), ("close", CHEN), (e.Reversal(F, 8, "误点"), CHEN)
    )
    assert (undone.stage, undone.countersigned) == (Stage.REVIEWING, (LI.name,))


def test_what_was_closed_under_the_first_procedure_stays_closed() -> None:
    pairs: list[tuple[Entry, Actor]] = [(REGISTER, SYSTEM)]
    told = ("verify", "hear", "reply", "confirm", "rectify", "report", "close")
    rows = recorded([*pairs, *((EACH[name], ZHOU) for name in told)])
    assert replay([replace(row, procedure=1) for row in rows])[F].stage is Stage.CLOSED


def test_what_a_second_person_agreed_to_by_name_stays_closed_under_the_second_procedure() -> None:
    pairs: list[tuple[Entry, Actor]] = [(REGISTER, SYSTEM)]
    pairs += [(EACH[name], ZHOU) for name in ("verify", "hear", "reply", "confirm", "rectify", "report")]
    rows = recorded([*pairs, (EACH["endorse"], LI), (EACH["close"], CHEN)])
    assert replay([replace(row, procedure=2) for row in rows])[F].stage is Stage.CLOSED
    with pytest.raises(CasebookError) as caught:
        replay(rows)
    assert caught.value.key == "lifecycle-not-countersigned"


def test_a_countersignature_counts_for_one_standing_of_one_finding_by_whoever_signed() -> None:
    path = PATHS[Stage.REVIEWING]
    late = signed(EACH["countersign"], 6, LI)
    assert refused(*path, "comment", (late, LI)).key == "statement-other"
    stranger = signed(replace(EACH["countersign"], person="吴桐"), 6, LI)  # type: ignore[call-arg]
    assert refused(*path, (stranger, LI)).key == "lifecycle-other-person"
    wrong = replace(late, reason="别的")  # type: ignore[call-arg]
    assert refused(*path, (wrong, LI)).key == "statement-other"


def test_a_case_is_handed_over_to_somebody_else() -> None:
    assert run("verify", "hand_over").owner == "陈立"
    assert run("verify", ("assign", ZHOU), "hand_over").owner == "陈立"
    fault = refused("verify", replace(EACH["hand_over"], taker=" 周岚"))  # type: ignore[call-arg]
    assert fault.key == "lifecycle-same-taker"


def test_a_name_is_a_person_however_it_is_written() -> None:
    assert same_person("Zhou Lan", "ｚｈｏｕｌａｎ")
    assert not same_person("周岚", "周兰")


def test_an_analyst_or_the_system_decides_nothing() -> None:
    assert all(not rule.moves for rule in TABLE if rule.by & {Role.ANALYST, Role.SYSTEM})


def test_an_objection_is_decided_by_somebody_else() -> None:
    fault = refused(*PATHS[Stage.OBJECTION], "uphold")
    assert (fault.key, fault.facts["earlier"]) == ("lifecycle-same-person", "confirm")
    assert refused(*PATHS[Stage.OBJECTION], "reject").key == "lifecycle-same-person"
    upheld = run(*PATHS[Stage.OBJECTION], ("uphold", CHEN))
    assert (upheld.stage, upheld.standing, upheld.dismissal) == (Stage.DISMISSED, False, OVERTURNED)
    assert not upheld.counts_as_card
