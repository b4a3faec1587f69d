"""Owns the proof that what an invented office decided goes through the real procedure, on the suspicions it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.domain.finding import DISMISSAL_REASONS, Stage
from console.domain.ports import Silent, SystemClock
from console.errors import InputError
from console.jobs.extract import OpenedExtract
from console.jobs.findings import CasebookRequest, CaseDesk, read_ledger, unlock
from console.jobs.findings_answers import Seen, SuspicionsRequest
from console.jobs.findings_seen import list_suspicions
from console.vault.asking_vault import AskingVault
from sample_db.decided import Decision, decide, read_decisions

STAGES = {"confirmed": Stage.CONFIRMED, "dismissed": Stage.DISMISSED, "heard": Stage.HEARING}


@pytest.fixture
def desk(tmp_path: Path) -> CaseDesk:
    vault = AskingVault(lambda name: f"the passphrase of {name}")
    return unlock(CasebookRequest(tmp_path / "casebook"), vault, SystemClock(), begin=True)


@pytest.fixture
def seen(province: OpenedExtract) -> Seen:
    rules = tuple(one.rule for one in read_decisions())
    return list_suspicions(province, SuspicionsRequest(rules=rules), Silent()).seen


def test_every_decision_stands_as_it_was_told(desk: CaseDesk, seen: Seen, province: OpenedExtract) -> None:
    decisions, today = read_decisions(), SystemClock().now().date()
    numbers = decide(desk, seen, decisions, province.whole_period.ends, today)
    states = {state.number: state for state in read_ledger(desk).states}
    assert len(set(numbers)) == len(decisions) and len(states) == len(seen.suspicions)
    for number, decision in zip(numbers, decisions, strict=True):
        assert states[number].rule_id == decision.rule and states[number].stage is STAGES[decision.outcome]
    left = [state.stage for number, state in states.items() if number not in numbers]
    assert set(left) == {Stage.SUSPICION}


def test_a_decision_about_nothing_is_refused(desk: CaseDesk, seen: Seen, province: OpenedExtract) -> None:
    unknown = [Decision("FUND-999", "heard")]
    with pytest.raises(InputError) as refused:
        decide(desk, seen, unknown, province.whole_period.ends, SystemClock().now().date())
    assert refused.value.key == "sample-decision"


def test_the_words_of_a_dismissal_come_from_the_list() -> None:
    dismissed = [one for one in read_decisions() if one.outcome == "dismissed"]
    assert dismissed and all(one.reason in DISMISSAL_REASONS and one.text for one in dismissed)
