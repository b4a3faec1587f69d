"""Owns the proof that backups are made and restored again when they are due, and that a bad one is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from console.casebook.exhibits import place_of
from console.casebook.store import DATABASE
from console.domain import entries as e
from console.domain.finding import Actor, Role, identity
from console.domain.ports import Silent
from console.errors import CasebookError
from console.jobs.findings import CasebookRequest, CaseDesk, unlock
from console.jobs.findings_exhibits import ExhibitFile, attach
from console.jobs.findings_keeping import list_backups
from console.jobs.findings_schedule import drill, keep_alive, what_is_due
from tests.jobs.findings_kit import MemoryVault, StepClock

F = identity("R-1", ("C1",), "k1")
ZHOU = Actor("周岚", Role.INSPECTOR)


@pytest.fixture
def clock() -> StepClock:
    return StepClock()


@pytest.fixture
def desk(tmp_path: Path, clock: StepClock) -> CaseDesk:
    made = unlock(CasebookRequest(tmp_path / "casebook"), MemoryVault(), clock, begin=True)
    with made.writing() as book:
        book.append(e.Registration(F, "R-1", 1, "funds", "red", ("C1",), "k1", "X1"), ZHOU)
    attach(made, "WT-0001", ExhibitFile("a.jpg", b"\xff\xd8\xff photo"), ZHOU)
    return made


def test_what_is_due_is_done_once(desk: CaseDesk, tmp_path: Path, clock: StepClock) -> None:
    place = tmp_path / "backups"
    first = keep_alive(desk, place, Silent())
    assert first.backup is not None
    assert first.drilled is not None
    assert first.drilled.verification is not None
    assert first.drilled.verification.valid
    assert [path.name for path in place.iterdir() if path.name.startswith("drill-")] == []
    again = keep_alive(desk, place, Silent())
    assert (again.backup, again.drilled) == (None, None)
    clock.at += timedelta(days=1)
    next_day = keep_alive(desk, place, Silent())
    assert next_day.backup is not None
    assert next_day.drilled is None
    clock.at += timedelta(days=30)
    assert keep_alive(desk, place, Silent()).drilled is not None


def test_a_clock_set_back_makes_everything_due(desk: CaseDesk, tmp_path: Path, clock: StepClock) -> None:
    place = tmp_path / "backups"
    keep_alive(desk, place, Silent())
    with desk.reading() as book:
        name = book.casebook_id
    due = what_is_due(place, name, clock.at - timedelta(days=400))
    assert (due.backup, due.drill) == (True, True)
    (place / "drills.jsonl").write_text("not json\n[]\n")
    assert what_is_due(place, name, clock.at).drill


@pytest.mark.parametrize("how", ["database", "file"])
def test_a_backup_that_does_not_restore_is_told(
    desk: CaseDesk, tmp_path: Path, clock: StepClock, how: str
) -> None:
    place = tmp_path / "backups"
    keep_alive(desk, place, Silent())
    (backup,) = list_backups(place)
    with desk.reading() as book:
        digest = book.find("WT-0001").exhibits[0].digest
    path = backup.folder / DATABASE if how == "database" else place_of(backup.folder, digest)
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.write_bytes(content)
    (place / "drills.jsonl").unlink()
    with pytest.raises(CasebookError) as caught:
        keep_alive(desk, place, Silent())
    assert caught.value.key == "drill-failed"
    assert not drill(backup.folder, desk.key, clock).valid
    assert what_is_due(place, "", clock.at).drill
    assert {one.name for one in place.iterdir()} == {backup.folder.name, "drills.jsonl"}
