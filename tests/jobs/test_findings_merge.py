"""Owns the proof that merging loses nothing, moves nothing, shows what differs, and follows a lawful erasure."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.casebook import Casebook, verify_casebook
from console.casebook.store import CHECKPOINT, DATABASE
from console.domain.entries import Comment, Dismissal, Registration, registration
from console.domain.finding import Actor, Role, Stage
from console.domain.rule import Suspicion
from console.errors import CasebookError
from console.jobs.findings import CasebookRequest, CaseDesk
from console.jobs.findings_merge import merge, read_foreign
from tests.jobs.findings_kit import StepClock

OWN, THEIRS = bytes(range(32)), bytes(range(1, 33))
ZHOU, CHEN = Actor("周岚", Role.INSPECTOR), Actor("陈立", Role.REVIEWER)


def case(key: str) -> Registration:
    told = Suspicion("FUND-014", 1, "funds", "red", (key,), "o-7", "r-1", None, None, 3, None, ())
    return registration(told, "k1", "X1")


@pytest.fixture
def desk(tmp_path: Path) -> CaseDesk:
    made = CaseDesk(CasebookRequest(tmp_path / "own"), OWN, StepClock())
    with made.writing() as book:
        book.append_many([case("A"), case("B")], ZHOU)
    return made


@pytest.fixture
def other(tmp_path: Path) -> Path:
    with Casebook.create(tmp_path / "theirs", THEIRS, StepClock()) as book:
        book.append_many([case("B"), case("C")], CHEN)
        book.append(Dismissal(case("B").finding, "data_error", "重复录入"), CHEN)
        book.append(Comment(case("C").finding, "与 person-7f3a 谈过"), CHEN)
    return tmp_path / "theirs"


def test_merging_loses_nothing_and_shows_what_differs(desk: CaseDesk, other: Path) -> None:
    with Casebook.open(other, THEIRS, StepClock(), read_only=True) as theirs:
        head, states = theirs.head(), tuple(theirs.states().values())
        done = merge(desk, other, THEIRS, ZHOU)
    assert (done.added, done.known, done.erased) == (head.size, 0, 0)
    (log,) = read_foreign(desk)
    assert log == done.log
    assert (log.head, log.holds, log.states) == (head, True, states)
    assert [(one.own.stage, one.foreign.stage) for one in log.conflicts] == [
        (Stage.SUSPICION, Stage.DISMISSED)
    ]
    with desk.reading() as book:
        assert [state.key for state in book.states().values()] == [("A",), ("B",)]
        assert book.find("WT-0002").stage is Stage.SUSPICION
    assert verify_casebook(desk.request.folder, OWN).valid


def test_merging_again_adds_only_what_is_new(desk: CaseDesk, other: Path) -> None:
    merge(desk, other, THEIRS, ZHOU)
    with desk.reading() as book:
        before = book.head().size
    assert merge(desk, other, THEIRS, ZHOU).added == 0
    with desk.reading() as book:
        assert book.head().size == before
    with Casebook.open(other, THEIRS, StepClock()) as theirs:
        theirs.append(case("D"), CHEN)
    done = merge(desk, other, THEIRS, ZHOU)
    assert (done.added, [state.number for state in done.log.states]) == (1, ["WT-0001", "WT-0002", "WT-0003"])
    assert done.log.holds


def test_an_erasure_there_is_followed_here(desk: CaseDesk, other: Path) -> None:
    merge(desk, other, THEIRS, ZHOU)
    with Casebook.open(other, THEIRS, StepClock()) as theirs:
        theirs.erase_payload(4, "依法删除", CHEN)
    done = merge(desk, other, THEIRS, ZHOU)
    assert (done.erased, done.log.holds, len(done.log.states)) == (1, True, 2)
    with desk.reading() as book:
        assert all("person-7f3a" not in repr(one) for one in book.entries())
    assert merge(desk, other, THEIRS, ZHOU).erased == 0
    assert verify_casebook(desk.request.folder, OWN).valid


def test_our_own_erasure_of_a_copy_keeps_their_head(desk: CaseDesk, other: Path) -> None:
    merge(desk, other, THEIRS, ZHOU)
    with desk.writing() as book:
        first = next(one.sequence for one in book.entries() if one.entry.kind == "foreign")
        book.erase_payload(first + 1, "依法删除", ZHOU)
    (log,) = read_foreign(desk)
    assert log.holds
    assert len(log.states) == 1  # the other finding's registration is gone here, as asked
    merge(desk, other, THEIRS, ZHOU)


def test_what_cannot_be_believed_is_not_merged(desk: CaseDesk, other: Path, tmp_path: Path) -> None:
    merge(desk, other, THEIRS, ZHOU)
    with desk.reading() as book:
        head = book.head()
    with pytest.raises(CasebookError) as caught:
        merge(desk, desk.request.folder, OWN, ZHOU)
    assert caught.value.key in {"merge-itself", "casebook-in-use"}
    lines = (other / CHECKPOINT).read_bytes()
    (other / CHECKPOINT).write_bytes(lines[:-9] + b"00000000\n")
    with pytest.raises(CasebookError) as caught:
        merge(desk, other, THEIRS, ZHOU)
    assert caught.value.key == "merge-untrusted"
    for name in (DATABASE, CHECKPOINT):
        (other / name).unlink()
    with Casebook.create(tmp_path / "third", THEIRS, StepClock()) as third:
        third.append(case("E"), CHEN)
    assert merge(desk, tmp_path / "third", THEIRS, ZHOU).added == 2
    with desk.reading() as book:
        assert book.consistency(head.size)


def test_a_rewritten_casebook_is_told(desk: CaseDesk, other: Path, tmp_path: Path) -> None:
    """An older copy of a casebook that went another way since is not the one that was merged."""
    older = tmp_path / "older"
    older.mkdir()
    for name in (DATABASE, CHECKPOINT):
        (older / name).write_bytes((other / name).read_bytes())
    with Casebook.open(other, THEIRS, StepClock()) as theirs:
        theirs.append(Comment(case("C").finding, "一"), CHEN)
    merge(desk, other, THEIRS, ZHOU)
    with Casebook.open(older, THEIRS, StepClock()) as theirs:
        theirs.append(Comment(case("C").finding, "二"), CHEN)
    with pytest.raises(CasebookError) as caught:
        merge(desk, older, THEIRS, ZHOU)
    assert caught.value.key == "merge-rewritten"
