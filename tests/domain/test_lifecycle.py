"""Owns the proof of the procedure: every move the table names, none it does not, and what each entry must carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from console.domain import entries as e
from console.domain.entries import Entry, Recorded
from console.domain.finding import DISMISSAL_REASONS, OVERTURNED, Actor, FindingState, Role, Stage, identity
from console.domain.lifecycle import replay, step
from console.domain.procedure import PROCEDURE, TABLE, possible, rule_of
from console.domain.signed_entries import Countersignature, HandOver
from console.errors import CasebookError
from tests.domain.signed import signed

ZHOU = Actor("周岚", Role.INSPECTOR)
CHEN = Actor("陈立", Role.REVIEWER)
LI = Actor("李敏", Role.LEADER)
WU = Actor("吴桐", Role.ANALYST)
SYSTEM = Actor("准绳", Role.SYSTEM)
START = datetime(2026, 6, 22, 9, 0, tzinfo=UTC)
DUE = date(2026, 7, 12)
F = identity("FUND-014", ("C1",), "k1")
REGISTER = e.Registration(
    F, "FUND-014", 1, "funds", "red", ("C1",), "k1", "X1", organisation_id="o-7", amount=Decimal("2864000.00")
)

EACH: dict[str, Entry] = {
    "recognise": e.Recognition(F, "X2", 2, "yellow", amount=Decimal(5)),
    "vanish": e.Disappearance(F, "X2", True),
    "assign": e.Assignment(F, "陈立"),
    "verify": e.VerificationStart(F, "周岚", DUE),
    "hear": e.Hearing(F, "o-7", DUE),
    "reply": e.Reply(F, "disputes", "有论证"),
    "confirm": e.Confirmation(F, "red", "属实"),
    "dismiss": e.Dismissal(F, "data_error", "重复录入"),
    "rectify": e.RectificationOrder(F, "o-7", DUE, "合并采购"),
    "supervise": e.Supervision(F, "逾期", DUE),
    "report": e.RectificationReport(F, "已整改"),
    "return": e.Return(F, "材料不全", DUE),
    "endorse": e.Endorsement(F, "已到现场查看"),
    "countersign": Countersignature(F, "同意销号", "?", "ab", "?", "00"),
    "hand_over": HandOver(F, "周岚", "陈立", "调岗", "?", "00", "00"),
    "close": e.Closing(F, "到位", True, Decimal("100.00"), 3, "修订办法"),
    "transfer": e.Transfer(F, "纪检监察机关", "涉嫌违纪", "移〔2026〕3号"),
    "object": e.Objection(F, "不服", DUE),
    "uphold": e.ObjectionUpheld(F, "证据不足"),
    "reject": e.ObjectionRejected(F, "维持"),
    "reopen": e.Reopening(F, "新情况"),
    "instruct": e.Instruction(F, "李敏", "限期办结", "周岚", DUE),
    "carry_out": e.InstructionDone(F, 0, "已办"),
    "comment": e.Comment(F, "请补材料"),
    "attach": e.Attachment(F, "合同.pdf", "ab" * 32),
    "tolerate": e.Toleration(F, "容〔2026〕1号", "市改革办", "试点"),
    "unmask": e.Unmasking(F, "身份证号", "核对本人"),
    "reverse": e.Reversal(F, 0, "误点"),
}
Told = str | tuple[str, Actor]
PATHS: dict[Stage, tuple[Told, ...]] = {
    Stage.SUSPICION: (),
    Stage.VERIFYING: ("verify",),
    Stage.HEARING: ("verify", "hear"),
    Stage.CONFIRMED: ("verify", "hear", "reply", "confirm"),
    Stage.RECTIFYING: ("verify", "hear", "reply", "confirm", "rectify"),
    Stage.SUPERVISED: ("verify", "hear", "reply", "confirm", "rectify", "supervise"),
    Stage.REVIEWING: ("verify", "hear", "reply", "confirm", "rectify", "report"),
    Stage.CLOSED: (
        *("verify", "hear", "reply", "confirm", "rectify", "report"),
        ("countersign", LI),
        ("close", CHEN),
    ),
    Stage.DISMISSED: ("dismiss",),
    Stage.TRANSFERRED: ("verify", "transfer"),
    Stage.OBJECTION: ("verify", "hear", "reply", "confirm", "object"),
    Stage.REOPENED: ("dismiss", "reopen"),
}


def run(*told: str | Entry | tuple[Entry | str, Actor]) -> FindingState:
    """Replay a registration and then the entries, one hour apart; a name stands for its sample, by the inspector."""
    pairs: list[tuple[Entry, Actor]] = [(REGISTER, SYSTEM)]
    for item in told:
        entry, actor = item if isinstance(item, tuple) else (item, ZHOU)
        pairs.append((EACH[entry] if isinstance(entry, str) else entry, actor))
    return replay(recorded(pairs))[F]


def recorded(pairs: Sequence[tuple[Entry, Actor]]) -> list[Recorded]:
    return [
        Recorded(n, START + timedelta(hours=n), actor, signed(entry, n - 1, actor), PROCEDURE)
        for n, (entry, actor) in enumerate(pairs)
    ]


def refused(*told: str | Entry | tuple[Entry | str, Actor]) -> CasebookError:
    run(*told[:-1])
    with pytest.raises(CasebookError) as caught:
        run(*told)
    return caught.value


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_is_reached(stage: Stage) -> None:
    assert run(*PATHS[stage]).stage is stage


OTHERS = {"uphold", "reject", "endorse", "countersign", "close"}
"""What whoever verified and confirmed may not do."""
MOVES = [(stage, rule.action) for stage in Stage for rule in TABLE if rule.moves]


@pytest.mark.parametrize(("stage", "action"), MOVES)
def test_a_move_is_possible_exactly_where_the_table_says(stage: Stage, action: str) -> None:
    """Whatever the table does not name is refused with what is possible instead."""
    state, rule = run(*PATHS[stage]), rule_of(action)
    who = CHEN if action in OTHERS else ZHOU
    agreed: tuple[Told, ...] = (("countersign", LI),) if action == "close" and state.counts_as_card else ()
    if action in possible(state, who) and (action != "confirm" or state.heard(START.date())):
        moved = run(*PATHS[stage], *agreed, (action, who))
        assert moved.stage is (state.back or rule.to[stage] if action == "reject" else rule.to[stage])
        return
    fault = refused(*PATHS[stage], (action, who))
    assert fault.facts["stage"] == stage.value
    assert fault.facts["action"] == action
    if fault.key == "lifecycle-not-allowed":
        assert fault.facts["possible"] == ", ".join(possible(state, None, True))
    else:
        assert fault.key in {"lifecycle-standing", "lifecycle-not-standing", "lifecycle-not-heard"}


def test_the_table_of_moves_is_the_plain_one() -> None:
    """The procedure once more, by hand."""
    plain = {
        "suspicion": "verify>verifying dismiss>dismissed",
        "verifying": "hear>hearing dismiss>dismissed transfer>transferred",
        "hearing": "confirm>confirmed dismiss>dismissed return>verifying transfer>transferred",
        "confirmed": "rectify>rectifying supervise>supervised transfer>transferred object>objection",
        "rectifying": "supervise>supervised report>reviewing transfer>transferred object>objection",
        "supervised": "report>reviewing transfer>transferred object>objection",
        "reviewing": "supervise>supervised return>rectifying close>closed transfer>transferred object>objection",
        "closed": "object>objection reopen>reopened",
        "dismissed": "reopen>reopened",
        "transferred": "close>closed object>objection reopen>reopened",
        "objection": "uphold>dismissed reject>confirmed",
        "reopened": "verify>verifying dismiss>dismissed rectify>rectifying object>objection",
    }
    for stage in Stage:
        found = {f"{rule.action}>{rule.to[stage]}" for rule in TABLE if rule.moves and stage in rule.to}
        assert found == set(plain[stage].split()), stage


EMPTY = [(rule.action, name) for rule in TABLE for name in rule.carries]


@pytest.mark.parametrize(("action", "name"), EMPTY)
def test_what_an_entry_must_carry_is_asked_for(action: str, name: str) -> None:
    stage = next(iter(rule_of(action).to))
    stage = Stage.CONFIRMED if action == "rectify" else stage
    path = (*PATHS[stage], "instruct") if action == "carry_out" else PATHS[stage]
    for empty in ("", "  ") if isinstance(getattr(EACH[action], name), str) else (None,):
        who = CHEN if action in OTHERS else ZHOU
        fault = refused(*path, (replace(EACH[action], **{name: empty}), who))  # type: ignore[arg-type]
        assert (fault.key, fault.facts["field"]) == ("lifecycle-lacks", name)


@pytest.mark.parametrize("action", [rule.action for rule in TABLE])
def test_roles_are_held_to(action: str) -> None:
    rule = rule_of(action)
    stage = next(iter(rule.to))
    for who in (ZHOU, CHEN, LI, WU, SYSTEM):
        stranger = replace(who, name="外人")
        allowed = action in possible(run(*PATHS[stage]), stranger)
        assert allowed <= (who.role in rule.by)
        if who.role not in rule.by:
            assert refused(*PATHS[stage], (action, stranger)).key == "lifecycle-role"


def test_confirmation_waits_for_the_answer_or_the_end_of_the_term() -> None:
    fault = refused("verify", "hear", "confirm")
    assert fault.key == "lifecycle-not-heard"
    assert run("verify", "hear", "reply", "confirm").standing
    soon = e.Hearing(F, "o-7", START.date())
    assert (
        refused("verify", soon, "confirm").key == "lifecycle-not-heard"
    )  # on the last day one may still answer
    late = recorded([(REGISTER, SYSTEM), (EACH["verify"], ZHOU), (soon, ZHOU)])
    late.append(Recorded(3, START + timedelta(days=1), ZHOU, EACH["confirm"]))
    assert replay(late)[F].standing


def test_a_second_hearing_asks_anew() -> None:
    assert refused("verify", "hear", "reply", "return", "hear", "confirm").key == "lifecycle-not-heard"


@pytest.mark.parametrize(
    "stage", [Stage.CONFIRMED, Stage.RECTIFYING, Stage.SUPERVISED, Stage.REVIEWING, Stage.CLOSED]
)
def test_a_failed_objection_leads_back_with_the_old_term(stage: Stage) -> None:
    before = run(*PATHS[stage])
    contested = run(*PATHS[stage], "object")
    assert contested.contested
    assert contested.counts_as_card
    after = run(*PATHS[stage], "object", (e.ObjectionRejected(F, "变更", "yellow"), CHEN))
    assert (after.stage, after.due_on, after.severity) == (stage, before.due_on, "yellow")
    assert not after.contested


def test_a_standing_decision_falls_only_by_objection() -> None:
    assert refused(*PATHS[Stage.CLOSED], "reopen", "dismiss").key == "lifecycle-standing"
    assert run(*PATHS[Stage.CLOSED], "reopen", "object", ("uphold", LI)).stage is Stage.DISMISSED
    assert refused(*PATHS[Stage.REOPENED], "rectify").key == "lifecycle-not-standing"
    assert run(*PATHS[Stage.CLOSED], "reopen", "rectify").counts_as_card


@pytest.mark.parametrize("reason", DISMISSAL_REASONS)
def test_a_dismissal_names_a_reason_of_the_list(reason: str) -> None:
    assert run(e.Dismissal(F, reason, "说明")).dismissal == reason


def test_choices_outside_the_lists_are_refused() -> None:
    assert refused(e.Dismissal(F, "friend", "说明")).facts["field"] == "reason"
    assert refused(e.Dismissal(F, OVERTURNED, "说明")).facts["field"] == "reason"
    assert refused("verify", "hear", "reply", e.Confirmation(F, "purple", "x")).facts["field"] == "severity"
    assert refused("verify", "hear", e.Reply(F, "shrugs", "x")).facts["field"] == "position"
    assert refused(e.InstructionDone(F, 7, "已办")).facts["field"] == "instruction"
    bad = (e.ObjectionRejected(F, "x", "purple"), CHEN)
    assert refused(*PATHS[Stage.OBJECTION], bad).facts["field"] == "severity"


def test_a_notice_or_a_tolerated_finding_is_no_card() -> None:
    assert not run("verify", "hear", "reply", e.Confirmation(F, "notice", "轻微")).counts_as_card
    assert refused(*PATHS[Stage.CONFIRMED], ("tolerate", LI)).key == "entry-kind"
    confirmed = run(*PATHS[Stage.CONFIRMED])
    told = Recorded(9, START + timedelta(hours=9), LI, EACH["tolerate"], procedure=2)
    tolerated = step({F: confirmed}, told)
    assert tolerated is not None
    assert (tolerated.tolerated, tolerated.counts_as_card, tolerated.standing) == (
        "容〔2026〕1号",
        False,
        True,
    )


def test_a_confirmation_may_establish_other_figures() -> None:
    state = run("verify", "hear", "reply", e.Confirmation(F, "yellow", "部分属实", Decimal("10.00"), 4))
    assert (state.severity, state.amount, state.persons) == ("yellow", Decimal("10.00"), 4)
    assert run(*PATHS[Stage.CONFIRMED]).amount == REGISTER.amount


def test_closing_keeps_what_came_of_it() -> None:
    state = run(*PATHS[Stage.CLOSED])
    assert (state.recovered, state.served, state.rules_changed, state.checked) == (
        Decimal("100.00"),
        3,
        "修订办法",
        True,
    )
    assert state.closed_on == START.date()
    assert not state.open
    again = run(*PATHS[Stage.CLOSED], "reopen")
    assert again.closed_on is None
    assert again.open


def test_orders_have_owner_and_date_and_are_carried_out() -> None:
    state = run("instruct")
    assert [(o.leader, o.owner, o.due_on, o.done_on) for o in state.orders] == [("李敏", "周岚", DUE, None)]
    assert (state.owner, state.due_on) == ("", None)
    done = run("instruct", e.InstructionDone(F, 1, "已办"))
    assert done.orders[0].done_on == START.date()
    assert (
        refused("instruct", e.InstructionDone(F, 1, "已办"), e.InstructionDone(F, 1, "再办")).key
        == "lifecycle-choice"
    )


def test_owner_and_term_follow_the_procedure() -> None:
    state = run("verify", e.Assignment(F, "陈立"))
    assert (state.owner, state.due_on) == ("陈立", DUE)
    assert run("verify", e.Assignment(F, "陈立", date(2026, 8, 1))).due_on == date(2026, 8, 1)
    assert not state.overdue(DUE)
    assert state.overdue(DUE + timedelta(days=1))
    assert not run(*PATHS[Stage.CLOSED]).overdue(date(2030, 1, 1))


def test_evidence_and_trail_are_kept_in_order() -> None:
    state = run("attach", "comment", "unmask", "verify")
    assert [(item.name, item.digest) for item in state.exhibits] == [("合同.pdf", "ab" * 32)]
    told = [(s.sequence, s.action, s.actor, s.stage, s.text) for s in state.trail]
    assert told[1:] == [
        (1, "attach", "周岚", Stage.SUSPICION, ""),
        (2, "comment", "周岚", Stage.SUSPICION, "请补材料"),
        (3, "unmask", "周岚", Stage.SUSPICION, "核对本人"),
        (4, "verify", "周岚", Stage.VERIFYING, ""),
    ]
    assert state.last.action == "verify"


def test_a_suspicion_follows_the_next_extract_a_decision_does_not() -> None:
    seen = run(("recognise", SYSTEM))
    assert (seen.severity, seen.amount, seen.last_extract, seen.rule_changed) == (
        "yellow",
        Decimal(5),
        "X2",
        True,
    )
    decided = run(*PATHS[Stage.CONFIRMED], ("recognise", SYSTEM))
    assert (decided.severity, decided.amount, decided.last_extract) == ("red", REGISTER.amount, "X2")
    assert run(("vanish", SYSTEM)).vanished == "clear"
    assert run((e.Disappearance(F, "X2", False), SYSTEM)).vanished == "unjudged"
    assert run(("vanish", SYSTEM), ("recognise", SYSTEM)).vanished == ""


@pytest.mark.parametrize(("stage", "action"), [(s, a) for s, a in MOVES if a not in OTHERS])
def test_a_reversal_gives_back_what_was(stage: Stage, action: str) -> None:
    before = run(*PATHS[stage])
    if action not in possible(before, ZHOU) or (action == "confirm" and not before.replies):
        return
    at = len(PATHS[stage]) + 1
    after = run(*PATHS[stage], action, "comment", e.Reversal(F, at, "误点"))
    keep = (
        "stage",
        "owner",
        "due_on",
        "standing",
        "severity",
        "deeds",
        "dismissal",
        "closed_on",
        "amount",
        "replies",
    )
    assert {name: getattr(after, name) for name in keep} == {name: getattr(before, name) for name in keep}
    assert [s.action for s in after.trail[-3:]] == [action, "comment", "reverse"]


def test_only_the_last_move_is_reversed_and_only_by_its_author() -> None:
    assert refused("verify", (e.Reversal(F, 1, "误点"), CHEN)).key == "lifecycle-reversal"
    assert refused("verify", "hear", e.Reversal(F, 1, "误点")).key == "lifecycle-reversal"
    assert refused("verify", e.Reversal(F, 1, "误点"), e.Reversal(F, 1, "误点")).key == "lifecycle-reversal"
    assert refused(e.Reversal(F, 0, "误点")).key == "lifecycle-reversal"


def test_a_refused_reversal_says_which_step_could_be_reversed() -> None:
    told = refused("verify", (e.Reversal(F, 1, "误点"), CHEN)).facts
    assert (told["last"], told["by"]) == (1, ZHOU.name)
    none = refused("assign", e.Reversal(F, 1, "误点")).facts
    assert (none["last"], none["by"]) == (0, "")


def test_registration_is_once_and_true() -> None:
    assert refused(REGISTER).key == "lifecycle-registered"
    with pytest.raises(CasebookError) as caught:
        replay(recorded([(replace(REGISTER, finding="0" * 64), SYSTEM)]))
    assert caught.value.key == "lifecycle-identity"
    with pytest.raises(CasebookError) as caught:
        replay(recorded([(REGISTER, LI)]))
    assert caught.value.key == "lifecycle-role"
    with pytest.raises(CasebookError) as caught:
        replay(recorded([(EACH["comment"], ZHOU)]))
    assert caught.value.key == "lifecycle-unknown"


def test_another_version_of_the_procedure_is_not_guessed() -> None:
    states = replay(recorded([(REGISTER, SYSTEM)]))
    with pytest.raises(CasebookError) as caught:
        step(states, Recorded(1, START, ZHOU, EACH["comment"], procedure=99))
    assert caught.value.key == "lifecycle-procedure"


def test_replay_is_a_function_of_the_entries() -> None:
    rows = recorded([(REGISTER, SYSTEM), (EACH["verify"], ZHOU)])
    assert replay(rows) == replay(list(rows)) != replay(rows[:1])
