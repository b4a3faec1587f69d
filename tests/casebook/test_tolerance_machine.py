"""Owns the proof that a casebook keeps a plain clerk's account of a tolerance case, whoever does whatever in whatever order."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from console.casebook import Casebook, verify_casebook
from console.domain import entries as e
from console.domain import tolerance_entries as t
from console.domain.finding import Actor, Role
from console.domain.tolerance import GROUNDS
from console.domain.verification import Verdict
from console.errors import CasebookError
from tests.casebook.test_stateful import KEY, Steps
from tests.domain.tolerance_kit import CONFIRM, EACH, PROOF, F

PEOPLE = {
    "周岚": Role.INSPECTOR,
    "陈立": Role.REVIEWER,
    "李敏": Role.LEADER,
    "孙仪": Role.INSPECTOR,
    "王旭": Role.INSPECTOR,  # the applicant
    "赵一": Role.REVIEWER,  # involved
    "吴桐": Role.ANALYST,
}
# The procedure once more, plainly: action → steps it starts from → where it leads ("" stays).
PLAIN = {
    "tolerance_apply": ({"", "withdrawn", "revoked"}, "applied"),
    "tolerance_withdraw": ({"applied", "verified"}, "withdrawn"),
    "tolerance_return": ({"verified"}, "applied"),
    "tolerance_grant": ({"verified"}, "decided"),
    "tolerance_lighten": ({"verified"}, "decided"),
    "tolerance_refuse": ({"verified"}, "decided"),
    "tolerance_notify": ({"decided"}, "notified"),
    "tolerance_correct": ({"notified"}, "corrected"),
    "tolerance_appeal": ({"notified", "corrected"}, "appealed"),
    "tolerance_keep": ({"appealed"}, "as before"),
    "tolerance_change_grant": ({"appealed"}, "decided"),
    "tolerance_change_refuse": ({"appealed"}, "decided"),
    "tolerance_revoke": ({"decided", "notified", "corrected", "cleared"}, "revoked"),
    "tolerance_clear": ({"notified", "corrected"}, "cleared"),
}
ANSWERS = {
    "tolerance_grant": "yes",
    "tolerance_change_grant": "yes",
    "tolerance_lighten": "half",
    "tolerance_refuse": "no",
    "tolerance_change_refuse": "no",
}
OUTSIDERS_TOO = {"tolerance_apply", "tolerance_clear"}
BIASED_TOO = {"tolerance_apply", "tolerance_withdraw"}
LEADERS_TOO = set(PLAIN) - {"tolerance_apply", "tolerance_withdraw", "tolerance_correct"}

ONWARD = [
    action for action in PLAIN if action not in {"tolerance_withdraw", "tolerance_revoke", "tolerance_return"}
]
"""What does not end or undo a case."""


@dataclass
class PlainCase:
    """What a clerk would remember of the case."""

    step: str = ""
    answer: str = ""
    before_appeal: str = ""
    inside: set[str] = field(default_factory=set)
    away: set[str] = field(default_factory=set)
    verified: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    bound: set[str] = field(default_factory=set)
    looked_at: dict[str, str] = field(default_factory=dict)
    listed: bool = False

    @property
    def excused(self) -> bool:
        """Whether it does not count."""
        return self.answer == "yes" and self.step != "revoked"


class ToleranceMachine(RuleBasedStateMachine):
    """Random work on one case beside a plain account of it."""

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.folder = Path(self.place.name) / "cb"
        self.book = Casebook.create(self.folder, KEY, Steps())
        self.plain = PlainCase()

    @initialize()
    def confirm(self) -> None:
        """Begin with a confirmed red card that has one file of evidence."""
        for entry, actor in CONFIRM:
            told = entry if not isinstance(entry, e.Hearing) else replace(entry)
            self.book.append(told, actor)

    def teardown(self) -> None:
        self.book.close()
        self.place.cleanup()

    def goes(self, entry: t.ToleranceEntry, name: str) -> bool:
        """Write an entry; say whether it was taken."""
        size = self.book.head().size
        try:
            self.book.append(self.dated(entry), Actor(name, PEOPLE[name]))
        except CasebookError as fault:
            assert fault.key.startswith("tolerance-"), fault
            assert self.book.head().size == size
            return False
        return True

    def dated(self, entry: t.ToleranceEntry) -> t.ToleranceEntry:
        """Return the entry as of the machine's own day, which is before the samples'."""
        days = ("applied_on", "decided_on", "told_on", "corrected_on", "appealed_on", "cleared_on")
        today = self.book._clock.now().date()
        for name in days:
            if hasattr(entry, name):
                entry = replace(entry, **{name: today})  # type: ignore[arg-type]
        return entry

    def may(self, action: str, name: str) -> bool:
        """Say whether a clerk would let this person."""
        role, plain = PEOPLE[name], self.plain
        if role is Role.ANALYST or (role is Role.LEADER and action not in LEADERS_TOO):
            return False
        if not plain.step:
            return True
        if name in plain.away and action not in BIASED_TOO:
            return False
        return action in OUTSIDERS_TOO or name in plain.inside

    def move(self, action: str, name: str) -> None:
        """Try a move."""
        plain = self.plain
        starts, leads = PLAIN[action]
        wanted = plain.step in starts and self.may(action, name)
        if action in ("tolerance_grant", "tolerance_lighten", "tolerance_refuse"):
            wanted = wanted and name not in plain.verified
        if action in ("tolerance_keep", "tolerance_change_grant", "tolerance_change_refuse"):
            wanted = wanted and name not in plain.verified | plain.decided
        if action in ("tolerance_grant", "tolerance_change_grant"):
            wanted = wanted and not plain.listed and plain.bound == set(GROUNDS)
        if action in ("tolerance_clear", "tolerance_revoke"):
            wanted = wanted and plain.answer == "yes"
        assert self.goes(EACH[action], name) == wanted, (action, name, plain)
        if wanted:
            self.moved(action, name, leads)

    def moved(self, action: str, name: str, leads: str) -> None:
        """Write the move into the plain account."""
        if action == "tolerance_apply":
            self.plain = PlainCase(away={"王旭", "赵一"})
        plain = self.plain
        plain.inside.add(name)
        if action == "tolerance_appeal":
            plain.before_appeal = plain.step
        plain.step = plain.before_appeal if leads == "as before" else leads
        plain.answer = ANSWERS.get(action, plain.answer)
        if action in ("tolerance_grant", "tolerance_lighten", "tolerance_refuse"):
            plain.decided.add(name)
        if action == "tolerance_return":
            plain.listed = False

    def bind(self, ground: str, name: str) -> None:
        """Try to bind evidence."""
        wanted = self.plain.step == "applied" and self.may("tolerance_apply", name)
        wanted = wanted and name in self.plain.inside - self.plain.away
        assert self.goes(t.GroundBinding(F, ground, (PROOF,), "纪要"), name) == wanted
        if wanted:
            self.plain.bound.add(ground)
            self.plain.looked_at.pop(ground, None)

    def assess(self, ground: str, verdict: str, name: str) -> None:
        """Try to assess a ground."""
        plain = self.plain
        wanted = plain.step == "applied" and self.may("tolerance_apply", name)
        wanted = wanted and name in plain.inside - plain.away
        wanted = wanted and (verdict == "not_shown" or ground in plain.bound)
        assert self.goes(t.GroundAssessment(F, ground, verdict, "已核"), name) == wanted
        if wanted:
            plain.looked_at[ground] = verdict
            plain.verified.add(name)

    def verify(self, listed: bool, name: str) -> None:
        """Try to end the verification."""
        plain = self.plain
        wanted = plain.step == "applied" and self.may("tolerance_apply", name)
        wanted = wanted and name in plain.inside - plain.away and set(plain.looked_at) == set(GROUNDS)
        entry = t.ToleranceVerification(F, "已核", ("private_gain",) if listed else ())
        assert self.goes(entry, name) == wanted
        if wanted:
            plain.step, plain.listed = "verified", listed
            plain.verified.add(name)

    def open_the_file(self) -> None:
        """Apply, and let two more people in."""
        self.move("tolerance_apply", "周岚")
        self.admit("陈立", "周岚")
        self.admit("李敏", "周岚")

    @rule(wanted=st.lists(st.sampled_from(ONWARD), min_size=4, max_size=8))
    def go_on(self, wanted: list[str]) -> None:
        """Do what the step asks for, somebody after another; a random walk alone would seldom get so far."""
        if self.plain.step == "":
            self.open_the_file()
        if self.plain.step == "applied":
            self.make_the_file_ready("周岚")
        for action in wanted:
            for name in ("陈立", "李敏", "周岚"):
                if self.plain.step in PLAIN[action][0]:
                    self.move(action, name)

    def make_the_file_ready(self, name: str) -> None:
        """Bind and assess every ground, and end the verification, where this person may."""
        if name in self.plain.inside - self.plain.away and self.may("tolerance_apply", name):
            self.bind_and_assess_all(name)
            self.verify(False, name)

    def bind_and_assess_all(self, name: str) -> None:
        """Bind and assess every ground."""
        entries: list[t.ToleranceEntry] = []
        for ground in GROUNDS:
            entries.append(t.GroundBinding(F, ground, (PROOF,), "纪要"))
            entries.append(t.GroundAssessment(F, ground, "shown", "已核"))
        self.book.append_many(entries, Actor(name, PEOPLE[name]))
        self.plain.bound = set(GROUNDS)
        self.plain.looked_at = dict.fromkeys(GROUNDS, "shown")
        self.plain.verified.add(name)

    def admit(self, person: str, name: str) -> None:
        """Try to let somebody in."""
        plain, role = self.plain, PEOPLE[name]
        wanted = bool(plain.step) and role is not Role.ANALYST and name not in plain.away
        wanted = wanted and (name in plain.inside or role is Role.LEADER)
        assert self.goes(t.ToleranceAdmission(F, person, "主审"), name) == wanted
        if wanted:
            plain.inside |= {person, name}

    @rule(data=st.data(), name=st.sampled_from(sorted(PEOPLE)))
    def stray(self, data: st.DataObject, name: str) -> None:
        """Try anything at all."""
        ground = data.draw(st.sampled_from(GROUNDS))
        tries: dict[str, Callable[[], None]] = {
            "bind": lambda: self.bind(ground, name),
            "assess": lambda: self.assess(ground, data.draw(st.sampled_from(("shown", "not_shown"))), name),
            "verify": lambda: self.verify(data.draw(st.booleans()), name),
            "admit": lambda: self.admit(data.draw(st.sampled_from(sorted(PEOPLE))), name),
            **{action: partial(self.move, action, name) for action in PLAIN},
        }
        tries[data.draw(st.sampled_from(sorted(tries)))]()

    @rule(name=st.sampled_from(("李敏", "孙仪")))
    def recuse(self, name: str) -> None:
        """Step back."""
        running = {"applied", "verified", "decided", "notified", "corrected", "appealed"}
        wanted = self.plain.step in running
        assert self.goes(t.ToleranceRecusal(F, name, "亲属"), name) == wanted
        if wanted:
            self.plain.away.add(name)
            self.plain.inside.add(name)

    @rule()
    def open_again(self) -> None:
        """Close the book and open it: the replay says the same."""
        self.book.close()
        self.book = Casebook.open(self.folder, KEY, self.book._clock)
        assert self.book.trusted

    @invariant()
    def same_account(self) -> None:
        """The casebook says what the clerk remembers."""
        state = self.book.states().get(F)
        if state is None:
            return
        case, plain = state.tolerance, self.plain
        assert (case.step.value if case else "") == plain.step
        words = {"": "", "yes": "granted", "half": "lightened", "no": "refused"}
        assert (case.outcome.value if case else "") == words[plain.answer]
        assert bool(state.tolerated) == plain.excused
        assert state.counts_as_card == (not plain.excused)
        assert state.stage.value == "confirmed"


TestToleranceMachine = ToleranceMachine.TestCase
TestToleranceMachine.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_a_case_led_to_its_end_verifies(tmp_path: Path) -> None:
    machine = ToleranceMachine()
    try:
        machine.confirm()
        machine.move("tolerance_apply", "周岚")
        machine.admit("陈立", "周岚")
        machine.make_the_file_ready("周岚")
        for action in ("tolerance_grant", "tolerance_notify", "tolerance_correct", "tolerance_clear"):
            machine.move(action, "陈立")
            machine.same_account()
        assert machine.plain.step == "cleared"
        assert verify_casebook(machine.folder, KEY).verdict is Verdict.VALID
    finally:
        machine.teardown()
