"""Owns the proof that a snapshot opens a long casebook as the whole reading would, and hides nothing from the whole reading."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from console.casebook import Casebook, verify_casebook
from console.casebook.snapshot import SNAPSHOT, LazyStates, read_snapshot, write_snapshot
from console.casebook.store import DATABASE
from console.domain import entries as e
from console.domain.entries import Entry
from console.domain.finding import Actor, Role, identity
from console.domain.ledger import TreeHead, Witness
from console.domain.verification import Verdict

KEY = bytes(range(32))
ZHOU = Actor("周岚", Role.INSPECTOR)
SECRET = "person-7f3a"
ZONE = UTC


class Steps:
    """A clock of this test's own."""

    def __init__(self) -> None:
        self.at = datetime(2026, 7, 3, 9, tzinfo=ZONE)

    def now(self) -> datetime:
        """Return the next second."""
        self.at += timedelta(seconds=1)
        return self.at


def entries(first: int, count: int) -> list[Entry]:
    """Return findings with facts, money, days and words of their own."""
    made: list[Entry] = []
    for n in range(first, first + count):
        key = (f"C{n}", SECRET)
        name = identity("R-1", key, "k")
        made.append(
            e.Registration(
                name, "R-1", 2, "funds", "red", key, "k", "X1", "o-7", "990100", date(2026, 5, 1), Decimal("12.50"), 3,
                facts={"recipient": SECRET, "ratio": 0.5, "times": 2, "none": None}, evidence=(f"payment/{n}",),
            )
        )  # fmt: skip
        made.append(e.VerificationStart(name, "周岚", date(2026, 8, 1), "核实"))
        made.append(e.Instruction(name, "李敏", "限期", "周岚", date(2026, 8, 9)))
    return made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a casebook of sixty findings that is long enough for a snapshot."""
    monkeypatch.setattr("console.casebook.book.LONG_LOG", 100)
    place = tmp_path / "cb"
    with Casebook.create(place, KEY, Steps()) as book:
        book.append_many(entries(0, 60), ZHOU)
    with quick(place) as book:
        assert not book.pending
    return place


@contextmanager
def quick(folder: Path, **more: Any) -> Iterator[Casebook]:
    with Casebook.open(folder, KEY, Steps(), quick=True, **more) as book:
        yield book


def test_a_snapshot_opens_what_the_whole_reading_opens(folder: Path) -> None:
    assert (folder / SNAPSHOT).is_file()
    with quick(folder) as book, Casebook.open(folder, KEY, Steps(), read_only=True) as whole:
        assert (book.pending, whole.pending) == (True, False)
        assert (book.trusted, book.writable) == (True, True)
        assert [check.key for check in book.warnings] == ["casebook-snapshot"]
        assert (book.head(), book.casebook_id) == (whole.head(), whole.casebook_id)
        assert list(book.states()) == list(whole.states())
        for name, state in whole.states().items():
            assert repr(book.states()[name]) == repr(state)
            assert book.states()[name].before == state.before
        assert book.find("WT-0042") == whole.find("wt-0042")
        assert book.inclusion_proof(17) == whole.inclusion_proof(17)
        assert book.consistency(50) == whole.consistency(50)


def test_what_was_written_since_is_read_and_written_on(folder: Path) -> None:
    with quick(folder) as book:
        state = book.find("WT-0003")
        book.append(e.Comment(state.identity, "又一条"), ZHOU)
        book.append_many(entries(60, 2), ZHOU)
        assert book.find("WT-0061").stage.value == "verifying"
    with quick(folder) as again, Casebook.open(folder, KEY, Steps(), read_only=True) as whole:
        assert again.pending
        assert again.find("WT-0003").trail[-1].text == "又一条"
        assert {name: repr(one) for name, one in again.states().items()} == {
            name: repr(one) for name, one in whole.states().items()
        }
    assert verify_casebook(folder, KEY).valid


def test_a_refused_entry_leaves_the_states_as_they_were(folder: Path) -> None:
    with quick(folder) as book:
        before = repr(book.find("WT-0001"))
        fresh = entries(60, 1)[0]
        with pytest.raises(Exception, match="lifecycle-lacks"):
            book.append_many([fresh, e.Comment(book.find("WT-0001").identity, "")], ZHOU)
        assert len(book.states()) == 60
        assert repr(book.find("WT-0001")) == before


@pytest.mark.parametrize("how", ["missing", "bit", "short", "other-key", "foreign"])
def test_a_snapshot_that_is_none_means_the_whole_reading(folder: Path, tmp_path: Path, how: str) -> None:
    path = folder / SNAPSHOT
    content = bytearray(path.read_bytes())
    if how == "missing":
        path.unlink()
    elif how == "bit":
        content[-5] ^= 1
        path.write_bytes(content)
    elif how == "short":
        path.write_bytes(content[: len(content) // 2])
    elif how == "other-key":
        assert read_snapshot(folder, bytes(32)) is None
        path.write_bytes(b"PLUMBLINE-SNAPSHOT/1\n" + bytes(64))
    else:
        with Casebook.create(tmp_path / "other", KEY, Steps()) as book:
            book.append_many(entries(0, 60), ZHOU)
        with quick(tmp_path / "other"):
            pass
        path.write_bytes((tmp_path / "other" / SNAPSHOT).read_bytes())
    with quick(folder) as book:
        assert (book.pending, book.trusted, len(book.states())) == (False, True, 60)


def test_d13_a_row_changed_further_back_is_told_by_the_whole_reading(folder: Path) -> None:
    change(folder, "DROP TRIGGER entry_stays", "UPDATE entry SET actor = '陈立' WHERE sequence = 5")
    with quick(folder) as book:
        assert book.pending  # and says so
    with Casebook.open(folder, KEY, Steps(), read_only=True) as whole:
        assert not whole.trusted
    assert verify_casebook(folder, KEY).verdict is Verdict.INVALID


def test_n6_a_snapshot_exchanged_with_the_key_is_believed_until_the_whole_was_read(folder: Path) -> None:
    with Casebook.open(folder, KEY, Steps(), read_only=True) as book:
        states, tree, name = dict(book.states()), book._found.tree, book.casebook_id
    first = next(iter(states))
    states[first] = replace(states[first], severity="notice")
    write_snapshot(folder, KEY, name, tree, (states, None))
    with quick(folder, read_only=True) as book:
        assert (book.pending, book.states()[first].severity) == (True, "notice")
    with Casebook.open(folder, KEY, Steps(), read_only=True) as whole:
        assert (whole.trusted, whole.states()[first].severity) == (True, "red")


def test_a_database_cut_back_or_put_back_is_told_at_once(folder: Path) -> None:
    old = (folder / DATABASE).read_bytes()
    with quick(folder) as book:
        book.append(e.Comment(book.find("WT-0001").identity, "后来"), ZHOU)
    (folder / DATABASE).write_bytes(old)
    with quick(folder) as book:
        assert (book.pending, book.trusted) == (False, False)
        assert [check.key for check in book.warnings] == ["casebook-shorter"]


def test_a_witness_is_held_against_the_snapshot_too(folder: Path) -> None:
    with quick(folder) as book:
        head = book.head()
    with quick(folder, witnesses=(Witness(head, "简报"),)) as book:
        assert (book.pending, book.trusted) == (True, True)
    with quick(folder, witnesses=(Witness(TreeHead(head.size, bytes(32)), "简报"),)) as book:
        assert (book.pending, book.trusted) == (False, False)


def test_an_erasure_leaves_no_snapshot_that_holds_what_was_erased(folder: Path) -> None:
    with quick(folder) as book:
        book.erase_payload(2, "依法", ZHOU)
        assert not (folder / SNAPSHOT).exists()
        assert book.find("WT-0001").erased
    with quick(folder) as book:
        assert (book.pending, book.find("WT-0001").erased) == (True, True)


def test_a_snapshot_holds_nothing_in_clear(folder: Path) -> None:
    content = (folder / SNAPSHOT).read_bytes()
    for word in (SECRET, "周岚", "R-1", identity("R-1", ("C1", SECRET), "k")):
        assert word.encode() not in content


def change(folder: Path, *statements: str) -> None:
    """Change the database with the right key, as somebody would who has it."""
    connection = sqlcipher.connect(str(folder / DATABASE))
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_an_act_reads_no_more_states_than_it_is_about(folder: Path) -> None:
    """A longer log makes no act dearer: of the snapshot's states one is unsealed, and the tree is not hashed again."""
    with quick(folder) as book:
        states = vars(book)["_found"].states
        before = book.head()
        state = book.find("WT-0042")
        book.append(e.Comment(state.identity, "又一条"), ZHOU)
        written = book.written()
        assert set(vars(states)["_held"]) == {state.identity}
        assert (written.before, written.states) == (before, (book.find("WT-0042"),))
        assert written.leaves == book.leaves()[before.size]


def test_a_snapshot_that_has_fallen_behind_is_made_anew_from_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.casebook.book.FRESH_TAIL", 4)
    size = read_snapshot(folder, KEY)
    assert size is not None
    size.states.close()
    with quick(folder) as book:
        book.append(e.Comment(book.find("WT-0003").identity, "又一条"), ZHOU)
        book.append_many(entries(60, 1), ZHOU)
        kept = vars(book)["_found"].states
        assert isinstance(kept, LazyStates)
        unread = kept.sealed(book.find("WT-0009").identity, 8)
    fresh = read_snapshot(folder, KEY)
    assert fresh is not None
    assert fresh.head.size == size.head.size + 4
    assert unread is not None
    assert fresh.states.sealed(book_name(9), 8) == unread
    with Casebook.open(folder, KEY, Steps(), read_only=True) as whole:
        assert list(fresh.states) == list(whole.states())
        assert dict(fresh.states.items()) == dict(whole.states())
    fresh.states.close()


def book_name(order: int) -> str:
    return identity("R-1", (f"C{order - 1}", SECRET), "k")
