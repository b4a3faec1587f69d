"""Owns the proof that a casebook keeps a plain account of cases, whatever is done in whatever order, through every reopening."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from console.casebook import Casebook, back_up, verify_casebook, verify_proof
from console.domain import entries as e
from console.domain.finding import Actor, Role
from console.domain.ledger import Tree, TreeHead, Witness
from console.domain.rule import Suspicion
from console.domain.signed_entries import Countersignature
from console.domain.verification import Verdict
from console.errors import CasebookError
from tests.domain.signed import signed

KEY = bytes(range(32))
DAY = date(2030, 1, 1)
PEOPLE = (Actor("周岚", Role.INSPECTOR), Actor("陈立", Role.REVIEWER), Actor("李敏", Role.LEADER))
# The life cycle once more, plainly: action → stages it starts from → where it leads.
PLAIN = {
    "verify": ({"suspicion", "reopened"}, "verifying"),
    "hear": ({"verifying"}, "hearing"),
    "confirm": ({"hearing"}, "confirmed"),
    "dismiss": ({"suspicion", "verifying", "hearing", "reopened"}, "dismissed"),
    "rectify": ({"confirmed", "reopened"}, "rectifying"),
    "supervise": ({"confirmed", "rectifying", "reviewing"}, "supervised"),
    "report": ({"rectifying", "supervised"}, "reviewing"),
    "close": ({"reviewing", "transferred"}, "closed"),
    "reopen": ({"closed", "dismissed", "transferred"}, "reopened"),
    "object": (
        {"confirmed", "rectifying", "supervised", "reviewing", "closed", "transferred", "reopened"},
        "objection",
    ),
    "uphold": ({"objection"}, "dismissed"),
    "reject": ({"objection"}, "where it was"),
    "transfer": (
        {"verifying", "hearing", "confirmed", "rectifying", "supervised", "reviewing"},
        "transferred",
    ),
    "return": ({"hearing", "reviewing"}, "a step back"),
}
STEP_BACK = {"hearing": "verifying", "reviewing": "rectifying"}
CASE_WORKERS = {
    "verify",
    "hear",
    "reply",
    "confirm",
    "dismiss",
    "rectify",
    "report",
    "close",
    "object",
    "return",
}


@dataclass
class Steps:
    """A clock that goes on by a second."""

    at: datetime = field(default_factory=lambda: datetime(2026, 1, 1, tzinfo=UTC))

    def now(self) -> datetime:
        """Return the next second."""
        self.at += timedelta(seconds=1)
        return self.at


@dataclass
class PlainCase:
    """What a clerk would remember of one case."""

    stage: str = "suspicion"
    standing: bool = False
    heard: bool = False
    was: str = ""
    deciders: set[str] = field(default_factory=set)
    verifiers: set[str] = field(default_factory=set)
    agreed: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)


def entry_of(action: str, finding: str) -> e.Entry:
    made: dict[str, e.Entry] = {
        "verify": e.VerificationStart(finding, "周岚", DAY),
        "hear": e.Hearing(finding, "o1", DAY),
        "reply": e.Reply(finding, "accepts", "认可"),
        "confirm": e.Confirmation(finding, "red", "属实"),
        "dismiss": e.Dismissal(finding, "data_error", "有误"),
        "rectify": e.RectificationOrder(finding, "o1", DAY, "改"),
        "supervise": e.Supervision(finding, "逾期", DAY),
        "report": e.RectificationReport(finding, "已改"),
        "close": e.Closing(finding, "到位", True),
        "countersign": Countersignature(finding, "看过", "?", "ab", "?", "00"),
        "reopen": e.Reopening(finding, "新情况"),
        "object": e.Objection(finding, "不服", DAY),
        "uphold": e.ObjectionUpheld(finding, "有理"),
        "reject": e.ObjectionRejected(finding, "无理"),
        "transfer": e.Transfer(finding, "纪委监委", "涉嫌违纪"),
        "return": e.Return(finding, "不足", DAY),
    }
    return made[action]


class CasebookMachine(RuleBasedStateMachine):
    """Random work on a casebook beside a plain account of it."""

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.folder, self.clock = Path(self.place.name) / "cb", Steps()
        self.book = Casebook.create(self.folder, KEY, self.clock)
        self.cases: dict[str, PlainCase] = {}
        self.leaves: list[bytes] = [self.book.head().root]
        self.signed: list[Witness] = []

    def teardown(self) -> None:
        self.book.close()
        self.place.cleanup()

    def names(self) -> list[str]:
        return list(self.cases)

    def note(self, told: Sequence[object]) -> None:
        self.leaves += [item.leaf for item in told]  # type: ignore[attr-defined]

    @rule(count=st.integers(1, 4))
    def register(self, count: int) -> None:
        day = date(2026, 5, 1)
        fresh = [
            e.registration(
                Suspicion("R-1", 1, "funds", "red", (str(n),), "o1", "r1", day, None, None, None, ()),
                "k",
                "X",
            )
            for n in range(len(self.cases), len(self.cases) + count)
        ]
        self.note(self.book.append_many(fresh, PEOPLE[0]))
        self.cases |= {item.finding: PlainCase() for item in fresh}

    @precondition(lambda self: self.cases)
    @rule(
        data=st.data(), who=st.sampled_from(PEOPLE), action=st.sampled_from([*PLAIN, "reply", "countersign"])
    )
    def act(self, data: st.DataObject, who: Actor, action: str) -> None:
        name = data.draw(st.sampled_from(self.names()))
        case, head = self.cases[name], self.book.head()
        entry = signed(entry_of(action, name), self.book.states()[name].last.sequence, who)
        if self.plainly_allowed(case, who, action):
            self.note([self.book.append(entry, who)])
            self.advance(case, who, action)
        else:
            with pytest.raises(CasebookError):
                self.book.append(entry, who)
            assert self.book.head() == head

    def plainly_allowed(self, case: PlainCase, who: Actor, action: str) -> bool:
        if action in CASE_WORKERS and who.role is Role.LEADER:
            return False
        if action == "reply":
            return case.stage == "hearing"
        if action == "countersign":
            return case.stage in {"reviewing", "transferred"} and who.name not in case.verifiers
        if case.stage not in PLAIN[action][0]:
            return False
        return {
            "confirm": case.heard,
            "dismiss": not case.standing,
            "rectify": case.standing,
            "object": case.standing,
            "uphold": who.name not in case.deciders,
            "reject": who.name not in case.deciders,
            "close": who.name not in case.verifiers and (not case.standing or bool(case.agreed - {who.name})),
        }.get(action, True)

    def advance(self, case: PlainCase, who: Actor, action: str) -> None:
        if action == "reply":
            case.heard = True
            return
        if action == "countersign":
            case.agreed.add(who.name)
            return
        case.agreed.clear()
        if action == "verify":
            case.verifiers.add(who.name)
        before, case.stage = case.stage, PLAIN[action][1]
        if action == "object":
            case.was = before
        elif action == "reject":
            case.stage = case.was
        elif action == "return":
            case.stage = STEP_BACK[before]
        case.heard = case.heard and action != "hear"
        case.standing = (case.standing or action == "confirm") and action not in {"dismiss", "uphold"}
        if action in {"confirm", "dismiss"}:
            case.deciders.add(who.name)

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), words=st.text(min_size=1, max_size=20).filter(lambda text: text.strip()))
    def comment(self, data: st.DataObject, words: str) -> None:
        name = data.draw(st.sampled_from(self.names()))
        self.note([self.book.append(e.Comment(name, words), PEOPLE[1])])
        self.cases[name].said.append(words)

    @precondition(lambda self: any(any(case.said) for case in self.cases.values()))
    @rule(data=st.data())
    def erase_a_comment(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from([name for name, case in self.cases.items() if any(case.said)]))
        comments = [step for step in self.book.states()[name].trail if step.action == "comment"]
        at = data.draw(st.sampled_from([n for n, step in enumerate(comments) if step.text]))
        self.note([self.book.erase_payload(comments[at].sequence, "依法", PEOPLE[0])])
        self.cases[name].said[at] = ""

    @rule()
    def reopen_the_casebook(self) -> None:
        head = TreeHead(self.book.head().size, self.book.head().root)
        self.book.close()
        self.book = Casebook.open(self.folder, KEY, self.clock, witnesses=self.signed)
        assert self.book.head() == head
        assert self.book.warnings == ()

    @rule()
    def sign_a_briefing(self) -> None:
        head = self.book.snapshot().head
        self.signed.append(Witness(head, f"简报 {len(self.signed)}"))
        assert verify_proof(self.book.consistency(self.signed[0].head.size), [self.signed[0]]).valid

    @rule()
    def verify_and_back_up(self) -> None:
        found = verify_casebook(self.folder, KEY, self.signed)
        assert found.verdict is Verdict.VALID
        with tempfile.TemporaryDirectory() as target:
            assert back_up(self.folder, Path(target), KEY).verdict is Verdict.VALID

    @invariant()
    def the_account_agrees(self) -> None:
        states = self.book.states()
        assert list(states) == self.names()
        for place, (name, case) in enumerate(self.cases.items(), start=1):
            state = states[name]
            assert (state.number, state.stage.value, state.standing) == (
                f"WT-{place:04d}",
                case.stage,
                case.standing,
            )
            assert state.counts_as_card == case.standing
            assert [step.text for step in state.trail if step.action == "comment"] == case.said

    @invariant()
    def the_head_is_that_of_the_leaves(self) -> None:
        assert self.book.head() == Tree(self.leaves).head()


TestCasebookMachine = CasebookMachine.TestCase
TestCasebookMachine.settings = settings(
    max_examples=25, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
