"""Owns the proof that an open casebook keeps, refuses and acknowledges as it says."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from console.casebook import Casebook
from console.casebook.store import CHECKPOINT, DATABASE
from console.domain.entries import Closing, Comment, Confirmation, Erasure, Hearing, Reply, VerificationStart
from console.domain.finding import Stage
from console.domain.ledger import Tree
from console.errors import CasebookError


def test_a_new_casebook_holds_its_founding_alone(desk: Any) -> None:
    with desk.create() as book:
        assert book.trusted
        assert book.writable
        assert book.warnings == ()
        assert book.head().size == 1
        assert [recorded.entry.kind for recorded in book.entries()] == ["found"]
        assert len(book.casebook_id) == 36
    with desk.open() as again:
        assert again.casebook_id == book.casebook_id
    assert sorted(path.name for path in desk.folder.iterdir()) == [DATABASE, CHECKPOINT, "writer.lock"]


def test_what_was_acknowledged_is_there_after_reopening(desk: Any) -> None:
    with desk.create() as book:
        told = [book.append(desk.case(f"C{n}"), desk.system) for n in range(7)]
        states, entries = dict(book.states()), list(book.entries())
    assert [a.sequence for a in told] == list(range(1, 8))
    assert [a.head.size for a in told] == list(range(2, 9))
    with desk.open() as book:
        assert book.head() == told[-1].head
        assert dict(book.states()) == states
        assert list(book.entries()) == entries
        assert [e.at for e in entries[1:]] == [a.at for a in told]
        assert book.warnings == ()


def test_the_head_is_the_merkle_root_of_the_leaves(desk: Any) -> None:
    with desk.create() as book:
        first = book.head().root
        leaves = [book.append(desk.case(f"C{n}"), desk.system).leaf for n in range(6)]
        assert book.head() == Tree([first, *leaves]).head()


def test_a_finding_is_taken_all_the_way(desk: Any) -> None:
    case, day = desk.case("C1"), date(2026, 7, 1)
    with desk.create() as book:
        book.append(case, desk.system)
        book.append(VerificationStart(case.finding, "周岚", day), desk.zhou)
        book.append(Hearing(case.finding, "o-7", day), desk.zhou)
        book.append_many(
            (Reply(case.finding, "accepts", "认可"), Confirmation(case.finding, "red", "属实")), desk.zhou
        )
        assert book.states()[case.finding].counts_as_card
        about = list(book.entries(case.finding))
        assert [recorded.sequence for recorded in about] == [1, 2, 3, 4, 5]
    with desk.open() as book:
        state = book.states()[case.finding]
        assert (state.stage, state.number) == (Stage.CONFIRMED, "WT-0001")


def test_a_batch_is_written_whole_or_not_at_all(desk: Any) -> None:
    case = desk.case("C1")
    with desk.create() as book:
        book.append(case, desk.system)
        before, head = dict(book.states()), book.head()
        batch = (Comment(case.finding, "一"), VerificationStart(case.finding, "周岚", None))
        with pytest.raises(CasebookError) as caught:
            book.append_many(batch, desk.zhou)
        assert caught.value.key == "lifecycle-lacks"
        with pytest.raises(CasebookError):
            book.append_many((desk.case("C2"), desk.case("C2")), desk.system)
        assert (dict(book.states()), book.head()) == (before, head)
        assert book.append(desk.case("C3"), desk.system).sequence == 2
        assert book.states()[desk.case("C3").finding].number == "WT-0002"
    with desk.open() as book:
        assert book.head().size == 3


def test_an_illegal_move_says_what_is_possible(desk: Any) -> None:
    case = desk.case("C1")
    with desk.create() as book:
        book.append(case, desk.system)
        with pytest.raises(CasebookError) as caught:
            book.append(Closing(case.finding, "到位", True), desk.zhou)
    assert caught.value.key == "lifecycle-not-allowed"
    assert caught.value.facts["possible"] == "verify, dismiss"


def test_the_casebook_writes_its_own_entries_itself(desk: Any) -> None:
    with desk.create() as book:
        with pytest.raises(CasebookError) as caught:
            book.append(Erasure(0, "x"), desk.zhou)
        assert caught.value.key == "casebook-own-entry"


def test_one_process_writes(desk: Any) -> None:
    with desk.create() as book:
        with pytest.raises(CasebookError) as caught:
            desk.open()
        assert caught.value.key == "casebook-in-use"
        with desk.open(read_only=True) as reader:
            assert reader.trusted
            assert not reader.writable
            with pytest.raises(CasebookError) as caught:
                reader.append(desk.case("C1"), desk.system)
            assert caught.value.key == "casebook-read-only"
        book.append(desk.case("C1"), desk.system)
    desk.open().close()


def test_a_closed_casebook_says_so(desk: Any) -> None:
    book = desk.create()
    book.close()
    book.close()
    with pytest.raises(CasebookError) as caught:
        book.append(desk.case("C1"), desk.system)
    assert caught.value.key == "casebook-closed"
    with pytest.raises(CasebookError):
        list(book.entries())


def test_it_is_created_once(desk: Any) -> None:
    desk.filled(1)
    with pytest.raises(CasebookError) as caught:
        desk.create()
    assert caught.value.key == "casebook-exists"
    (desk.folder / DATABASE).unlink()
    with pytest.raises(CasebookError) as caught:
        desk.create()
    assert caught.value.key == "casebook-exists"  # the checkpoint still tells of two entries
    with pytest.raises(CasebookError) as caught:
        desk.open()
    assert caught.value.key == "casebook-database-gone"


def test_a_creation_that_was_interrupted_is_done_again(desk: Any) -> None:
    desk.create().close()
    (desk.folder / DATABASE).rename(desk.folder / (DATABASE + ".new"))  # as just before the last step
    with desk.create() as book:
        assert book.trusted
    assert not (desk.folder / (DATABASE + ".new")).exists()


def test_no_casebook_and_no_key_are_told(desk: Any, tmp_path: Path) -> None:
    for call, key in (
        (desk.open, "casebook-not-found"),
        (lambda: Casebook.create(tmp_path / "x", b"short", desk.clock), "casebook-key-shape"),
    ):
        with pytest.raises(CasebookError) as caught:
            call()
        assert caught.value.key == key
    (tmp_path / "file").write_text("x")
    with pytest.raises(CasebookError) as caught:
        Casebook.create(tmp_path / "file" / "sub", desk.key, desk.clock)
    assert caught.value.key == "casebook-folder-read-only"


@dataclass
class SetClock:
    """A clock somebody sets."""

    at: datetime

    def now(self) -> datetime:
        """Return what it was set to."""
        return self.at


def test_a_clock_set_back_loses_nothing_and_is_told(desk: Any) -> None:
    clock = SetClock(desk.clock.now())
    with Casebook.create(desk.folder, desk.key, clock) as book:
        assert not book.append(desk.case("C1"), desk.system).clock_went_back
        clock.at -= timedelta(days=400)
        assert book.append(desk.case("C2"), desk.system).clock_went_back
        assert [check.key for check in book.warnings] == ["casebook-clock-back"]
        assert book.trusted
        clock.at += timedelta(days=1)
        assert not book.append(desk.case("C3"), desk.system).clock_went_back
    with desk.open() as book:
        assert [(check.key, check.passed) for check in book.warnings] == [("casebook-clock-back", True)]
        assert book.warnings[0].facts == {"count": 1, "sequence": 2}
        assert len(book.states()) == 3


def test_a_full_disk_takes_nothing_and_loses_nothing(desk: Any) -> None:
    desk.filled(3)
    with desk.open() as book:
        head = book.head()
        connection = book._open_store()._connection
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
        with pytest.raises(CasebookError) as caught:
            book.append_many([desk.case(f"D{n}") for n in range(200)], desk.system)
        assert caught.value.key == "casebook-disk-full"
        assert book.head() == head
        connection.execute("PRAGMA max_page_count = 1000000").fetchall()
        assert book.append(desk.case("D"), desk.system).sequence == head.size
    with desk.open() as book:
        assert book.trusted
        assert len(book.states()) == 4


def test_an_entry_is_acknowledged_after_database_then_checkpoint_are_on_disk(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the checkpoint is synced the database holds the entry and the file its head; only then anybody is told."""
    desk.filled(2)
    synced: list[tuple[int, int]] = []
    sync = os.fsync
    with desk.open() as book:

        def seen(descriptor: int) -> None:
            sync(descriptor)
            last = (desk.folder / CHECKPOINT).read_bytes().splitlines()[-1]
            synced.append((book._open_store().size(), json.loads(last)["size"]))

        monkeypatch.setattr(os, "fsync", seen)
        assert synced == []
        told = book.append(desk.case("D1"), desk.system)
        assert synced == [(told.head.size, told.head.size)]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the full device is a Linux one")
def test_without_a_checkpoint_there_is_no_acknowledgement(desk: Any) -> None:
    """The disk of the checkpoint is full: the entry is not acknowledged, nothing more is written, reopening keeps it."""
    desk.filled(2)
    whole = (desk.folder / CHECKPOINT).read_bytes()
    with desk.open() as book:
        full = os.open("/dev/full", os.O_WRONLY)
        os.dup2(full, book._writer._descriptor)
        os.close(full)
        with pytest.raises(CasebookError) as caught:
            book.append(desk.case("D1"), desk.system)
        assert caught.value.key == "casebook-not-acknowledged"
        with pytest.raises(CasebookError) as caught:
            book.append(desk.case("D2"), desk.system)
        assert caught.value.key == "casebook-halted"
        assert not book.writable
    assert (desk.folder / CHECKPOINT).read_bytes() == whole
    with desk.open() as book:
        assert book.trusted
        assert [check.key for check in book.warnings] == ["casebook-tail"]
        assert len(book.states()) == 3
    with desk.open() as book:
        assert book.warnings == ()  # the entry has its checkpoint now


def test_a_snapshot_stands_at_its_head(desk: Any) -> None:
    with desk.create() as book:
        book.append(desk.case("人-4f2a"), desk.system)
        snapshot = book.snapshot()
        book.append(desk.case("C2"), desk.system)
        assert snapshot.head == book._found.tree.head(2)
    assert snapshot.casebook_id == book.casebook_id
    assert snapshot.trusted
    assert [finding.number for finding in snapshot.findings] == ["WT-0001"]
    assert "人-4f2a" not in repr(snapshot)


def test_the_states_are_not_for_writing(desk: Any) -> None:
    with desk.create() as book, pytest.raises(TypeError):
        book.states()["x"] = None


def test_a_finding_is_found_by_number_or_identity(desk: Any) -> None:
    with desk.create() as book:
        book.append_many([desk.case("C1"), desk.case("C2")], desk.system)
        identity = desk.case("C2").finding
        for name in ("WT-0002", " wt-0002 ", identity, identity[:8]):
            assert book.find(name).identity == identity
        for name in ("WT-0003", identity[:7], "", "C2"):
            with pytest.raises(CasebookError) as caught:
                book.find(name)
            assert caught.value.key == "finding-unknown"


def test_words_that_are_none_are_refused_and_change_nothing(desk: Any) -> None:
    case = desk.case("C1")
    with desk.create() as book:
        book.append(case, desk.system)
        before = dict(book.states())
        with pytest.raises(CasebookError) as caught:
            book.append(Comment(case.finding, "half \ud800"), desk.zhou)
        assert caught.value.key == "entry-unreadable"
        assert dict(book.states()) == before
        assert book.append(Comment(case.finding, "整句 \x00 \U00020bb7"), desk.zhou).sequence == 2
    with desk.open() as book:
        assert book.find("WT-0001").last.text == "整句 \x00 \U00020bb7"


def test_a_checkpoint_that_cannot_be_written_is_told(desk: Any) -> None:
    desk.filled(1)
    (desk.folder / "checkpoint.new").mkdir()
    whole = (desk.folder / CHECKPOINT).read_bytes()
    (desk.folder / CHECKPOINT).write_bytes(whole + b'{"torn')  # opening for writing has to cut this off
    with pytest.raises(CasebookError) as caught:
        desk.open()
    assert caught.value.key == "casebook-folder-read-only"
    with desk.open(read_only=True) as book:
        assert book.trusted
