"""Owns the proof that rules learn from dismissals: samples drawn by a seed and judged blind, precision corrected, previews."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from console.domain import entries as e
from console.domain.finding import Actor, FindingState, Role, identity
from console.domain.rule import Judgement, Suspicion
from console.errors import CasebookError
from console.jobs.findings import CasebookRequest, CaseDesk, unlock
from console.jobs.findings_precision import precision, weak_rules
from console.jobs.findings_review import draw, draw_sample, list_samples, mix, read_blind, review
from console.jobs.findings_threshold import compared
from console.vault.asking_vault import AskingVault
from tests.domain.tolerance_kit import CHEN, CONFIRM, REGISTER, SUN, SYSTEM, WU, ZHOU, Told
from tests.jobs.findings_kit import PASSPHRASE, StepClock

Write = Callable[..., None]
SECRET = "查无实据，系统时钟有误"


@pytest.fixture
def desk(tmp_path: Path) -> CaseDesk:
    request = CasebookRequest(tmp_path / "casebook")
    return unlock(request, AskingVault(lambda _name: PASSPHRASE), StepClock(), begin=True)


def name_of(key: str, rule: str = "SVC-003") -> str:
    return identity(rule, (key,), "k1")


def entries(key: str, told: Sequence[Told], rule: str = "SVC-003") -> list[Told]:
    made: list[Told] = []
    for entry, actor in told:
        bare = replace(entry, finding=name_of(key, rule))
        if isinstance(bare, e.Registration):
            bare = replace(bare, key=(key,), rule_id=rule)
        made.append((bare, actor))
    return made


def dismissed(reason: str = "data_error") -> list[Told]:
    return [(REGISTER, SYSTEM), (e.Dismissal("", reason, SECRET), ZHOU)]


def write(desk: CaseDesk, *findings: list[Told]) -> None:
    with desk.writing() as book:
        for told in findings:
            for entry, actor in told:
                book.append(entry, actor)


def states(desk: CaseDesk) -> list[FindingState]:
    with desk.reading() as book:
        return list(book.states().values())


def test_the_same_seed_draws_the_same_and_never_more_than_there_are() -> None:
    held = [f"f{n}" for n in range(50)]
    assert draw(held, 5, 7) == draw(reversed(held), 5, 7)
    assert draw(held, 5, 7) != draw(held, 5, 8)
    assert sorted(draw(held, 99, 7)) == sorted(held)


def test_only_false_alarms_nobody_reviewed_are_drawn(desk: CaseDesk) -> None:
    with pytest.raises(CasebookError) as nothing:
        draw_sample(desk, 5, CHEN)
    assert nothing.value.key == "review-none"
    write(
        desk,
        entries("C1", dismissed()),
        entries("C2", dismissed("duplicate")),
        entries("C3", CONFIRM),
        entries("C4", dismissed("not_proven")),
    )
    with pytest.raises(CasebookError):
        draw_sample(desk, 5, WU)
    drawn = draw_sample(desk, 5, CHEN, seed=3)
    assert (sorted(drawn.numbers), drawn.population, drawn.seed) == (["WT-0001", "WT-0003", "WT-0004"], 2, 3)
    review(desk, drawn.sample, "WT-0001", "violation", "原件不符", SUN)
    assert list_samples(desk)[0].reviewed == ("WT-0001",)
    assert set(draw_sample(desk, 5, CHEN).numbers) == {"WT-0003", "WT-0004"}


def test_a_sample_holds_decoys_that_count_for_nothing(desk: CaseDesk) -> None:
    """Which of a sample were confirmed cannot be told; what is said of them says how well reviewers see, not how rules do."""
    write(
        desk,
        *(entries(f"C{n}", CONFIRM) for n in range(4)),
        *(entries(f"D{n}", dismissed()) for n in range(3)),
        entries("E1", CONFIRM, "SVC-101"),
    )
    drawn = draw_sample(desk, 3, CHEN, seed=5)
    decoys = [number for number in drawn.numbers if number <= "WT-0004"]
    assert 1 <= len(decoys) == drawn.decoys <= 3
    assert "WT-0008" not in drawn.numbers  # another rule gives itself away
    shown = [read_blind(desk, drawn.sample, number, SUN) for number in drawn.numbers]
    assert len({(case.rule_id, case.amount, case.replies) for case in shown if not case.replies}) == 1
    before = precision(states(desk))[0]
    for number in drawn.numbers[:-1]:
        review(desk, drawn.sample, number, "violation", "应当认定", SUN)
        assert list_samples(desk)[0].recognised is None
    review(desk, drawn.sample, drawn.numbers[-1], "violation", "应当认定", SUN)
    assert list_samples(desk)[0].recognised == drawn.decoys
    after = precision(states(desk))[0]
    assert (after.confirmed, after.reviewed, after.wrongly) == (before.confirmed, 3, 3)


def test_how_many_decoys_there_are_is_chance_and_so_is_their_place() -> None:
    drawn, decoys = [f"d{n}" for n in range(9)], [f"c{n}" for n in range(50)]
    mixed = [mix(drawn, decoys, seed) for seed in range(40)]
    assert all({*drawn} <= {*one} and len(one) == len({*one}) for one in mixed)
    counts = {len(one) - len(drawn) for one in mixed}
    assert min(counts) >= 3
    assert len(counts) > 3
    assert {one[0][0] for one in mixed} == {"c", "d"}
    assert mix(drawn, decoys, 7) == mixed[7]
    assert sorted(mix(drawn, [], 7)) == drawn


def test_a_reviewer_is_not_told_what_was_decided(desk: CaseDesk) -> None:
    write(desk, entries("C1", [*CONFIRM[:4], (e.Dismissal("", "not_proven", SECRET), ZHOU)]))
    drawn = draw_sample(desk, 1, CHEN)
    case = read_blind(desk, drawn.sample, "WT-0001", SUN)
    assert "系改革试点" in repr(case)  # what the organisation said
    for told in (SECRET, "not_proven", "dismiss", "周岚"):
        assert told not in repr(case)
    for who, sample, key in (
        (ZHOU, drawn.sample, "review-took-part"),
        (SUN, "S9", "review-sample-unknown"),
    ):
        with pytest.raises(CasebookError) as caught:
            read_blind(desk, sample, "WT-0001", who)
        assert caught.value.key == key


def test_what_is_outside_the_sample_is_not_reviewed_under_it(desk: CaseDesk) -> None:
    write(desk, entries("C1", dismissed()))
    drawn = draw_sample(desk, 1, CHEN)
    write(desk, entries("C2", dismissed()))
    with pytest.raises(CasebookError) as caught:
        review(desk, drawn.sample, "WT-0002", "false_alarm", "是误报", SUN)
    assert caught.value.key == "review-outside"


def test_precision_is_corrected_by_what_the_sample_says(desk: CaseDesk) -> None:
    """Two of four were confirmed; of two dismissals reviewed one should have stood: half of the two dismissed count too."""
    write(
        desk, *(entries(f"C{n}", CONFIRM) for n in (1, 2)), *(entries(f"C{n}", dismissed()) for n in (3, 4))
    )
    drawn = draw_sample(desk, 2, CHEN)
    review(desk, drawn.sample, "WT-0003", "violation", "应当认定", SUN)
    review(desk, drawn.sample, "WT-0004", "false_alarm", "确属误报", SUN)
    (found,) = precision(states(desk))
    assert (found.value, found.reviewed, found.wrongly, found.corrected) == (0.5, 2, 1, 0.75)
    assert found.corrected_low is not None
    assert found.corrected_high is not None
    assert 0.5 < found.corrected_low < 0.75 < found.corrected_high < 1.0


def test_cannot_tell_corrects_nothing(desk: CaseDesk) -> None:
    write(desk, entries("C1", dismissed()))
    drawn = draw_sample(desk, 1, CHEN)
    review(desk, drawn.sample, "WT-0001", "cannot_tell", "材料不足", SUN)
    (found,) = precision(states(desk))
    assert (found.reviewed, found.corrected, found.best) == (0, None, 0.0)


def test_a_weak_rule_is_called_so_once_enough_was_decided(desk: CaseDesk) -> None:
    write(desk, *(entries(f"C{n}", dismissed()) for n in range(4)))
    assert weak_rules(states(desk), 0.5) == {}
    write(desk, entries("C9", dismissed()), *(entries(f"D{n}", CONFIRM, "SVC-101") for n in range(5)))
    weak = weak_rules(states(desk), 0.5)
    assert list(weak) == ["SVC-003"]
    assert weak["SVC-003"].best == 0.0


def judged(*keys: str) -> Judgement:
    told = (
        Suspicion("SVC-003", 1, "services", "red", (key,), "o-7", "r-1", None, None, None, None, ())
        for key in keys
    )
    return Judgement("SVC-003", 1, "services", len(keys), 0, {}, tuple(told))


def test_a_preview_says_how_many_known_dismissals_would_go(desk: CaseDesk) -> None:
    write(
        desk,
        entries("C1", CONFIRM),
        entries("C2", dismissed()),
        entries("C3", dismissed()),
        entries("C4", dismissed("duplicate")),
        entries("C5", [(REGISTER, SYSTEM)]),
    )
    both = (judged("C1", "C2", "C3", "C4", "C5", "C6"), judged("C1", "C3", "C7"))
    found = compared("SVC-003", {"days": 5.0}, both, states(desk), "k1")
    assert (found.now, found.then, found.appear, found.go) == (6, 3, 1, 4)
    assert {one.outcome: (one.stay, one.go) for one in found.known} == {
        "confirmed": (1, 0),
        "false": (1, 1),
        "neither": (0, 1),
        "undecided": (0, 1),
    }
    assert (found.gone("false"), found.gone("confirmed")) == (1, 0)


def test_who_dismissed_it_does_not_review_it(desk: CaseDesk) -> None:
    write(desk, entries("C1", dismissed()))
    drawn = draw_sample(desk, 1, CHEN)
    with pytest.raises(CasebookError) as caught:
        review(desk, drawn.sample, "WT-0001", "false_alarm", "x", Actor(" 周 岚 ", Role.REVIEWER))
    assert caught.value.key == "review-took-part"
