"""Owns the proof that a casebook survives being killed, cut and flipped, or says what happened. It refuses to kill gently."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from console.casebook import Casebook, verify_casebook
from console.casebook.store import CHECKPOINT, DATABASE
from console.domain.entries import Comment, Registration, registration
from console.domain.finding import Actor, Role
from console.domain.rule import Suspicion
from console.domain.verification import Verdict
from console.errors import CasebookError
from tests.faults.casebook_kills import KEY, LOOK_EVERY, ROOT, kill_many

if sys.platform != "win32":
    import resource

ZHOU = Actor("周岚", Role.INSPECTOR)
KILLS = int(os.environ.get("PLUMBLINE_KILLS", "20"))


@dataclass
class StepClock:
    """A clock that goes on by a second."""

    at: datetime = field(default_factory=lambda: datetime(2026, 6, 22, 9, 0, tzinfo=UTC))

    def now(self) -> datetime:
        """Return the next second."""
        self.at += timedelta(seconds=1)
        return self.at


def case(key: str) -> Registration:
    told = Suspicion("R", 1, "funds", "red", (key,), "o", "r", date(2026, 5, 1), None, None, None, ())
    return registration(told, "k", "X")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer is forked")
def test_a_kill_loses_no_acknowledged_entry(tmp_path: Path) -> None:
    """After each kill -9 every acknowledged entry is there, the log verifies, and the casebook opens for writing."""
    seen = kill_many(tmp_path, KILLS, seed=20261125)
    assert seen.kills == KILLS
    assert seen.acknowledged > KILLS, "hardly anything was written: the test proves nothing"
    assert seen.opened >= KILLS // LOOK_EVERY
    assert seen.verified >= 1


def filled(folder: Path, count: int = 8) -> None:
    with Casebook.create(folder, KEY, StepClock()) as book:
        for place in range(count):
            book.append(case(f"C{place}"), ZHOU)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sound casebook nobody writes to."""
    folder = tmp_path_factory.mktemp("whole") / "cb"
    filled(folder)
    return folder


def fresh(whole: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "cb"
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(whole, folder)
    return folder


def outcome(folder: Path) -> str:
    """Return how the casebook opens: sound, untrusted, or the key of the sentence."""
    try:
        with Casebook.open(folder, KEY, StepClock()) as book:
            return "sound" if book.trusted else "untrusted"
    except CasebookError as fault:
        return fault.key


@pytest.mark.parametrize("cut", [1, 100, 4095, 4096, 8192, 5 * 4096, 10**9])
def test_a_truncated_database_never_passes(whole: Path, tmp_path: Path, cut: int) -> None:
    folder = fresh(whole, tmp_path)
    size = (folder / DATABASE).stat().st_size
    os.truncate(folder / DATABASE, max(0, size - cut))
    assert outcome(folder) in {"untrusted", "casebook-damaged"}
    assert verify_casebook(folder, KEY).verdict is Verdict.INVALID


def test_every_length_of_the_checkpoint_file_is_safe(whole: Path, tmp_path: Path) -> None:
    """Cut anywhere, it opens as sound with every entry (an earlier head), or as untrusted; never with fewer entries."""
    folder = fresh(whole, tmp_path)
    told = (folder / CHECKPOINT).read_bytes()
    for length in range(0, len(told), 37):
        (folder / CHECKPOINT).write_bytes(told[:length])
        with Casebook.open(folder, KEY, StepClock(), read_only=True) as book:
            assert book.head().size == 9
            assert book.trusted == (length > told.index(b"\n") - 1)


def test_a_thousand_flipped_bits_are_seen_or_change_nothing(whole: Path, tmp_path: Path) -> None:
    """In the database each is seen; in the checkpoint file each is seen, save in the byte that ends its last line."""
    folder, dice = fresh(whole, tmp_path), random.Random(4)
    names = {name: (folder / name).read_bytes() for name in (DATABASE, CHECKPOINT)}
    unseen = 0
    for _ in range(1000):
        name = dice.choice((DATABASE, CHECKPOINT))
        changed = bytearray(names[name])
        at = dice.randrange(len(changed))
        changed[at] ^= 1 << dice.randrange(8)
        (folder / name).write_bytes(changed)
        if verify_casebook(folder, KEY).valid:
            unseen += 1
            assert (name, at) == (CHECKPOINT, len(changed) - 1)
        (folder / name).write_bytes(names[name])
    assert unseen <= 5
    assert outcome(folder) == "sound"


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """Return a casebook as it lies after a crash in the middle of a large transaction: with a hot journal."""
    folder, crash = tmp_path / "cb", tmp_path / "crashed"
    filled(folder, 60)
    with Casebook.open(folder, KEY, StepClock()) as book:
        connection = book._open_store()._connection
        connection.execute("PRAGMA cache_size = 5").fetchall()
        connection.execute("PRAGMA cache_spill = 1").fetchall()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO entry SELECT max(sequence) + 1, '', ?, '', '', ?, 1, zeroblob(32), zeroblob(32) FROM entry",
            [("x" * 2000, random.Random(n).randbytes(32).hex()) for n in range(200)],
        )
        shutil.copytree(folder, crash)
        connection.execute("ROLLBACK")
    assert (crash / (DATABASE + "-journal")).stat().st_size > 4096
    return crash


def test_a_hot_journal_is_rolled_back(crashed: Path) -> None:
    assert outcome(crashed) == "sound"
    assert not (crashed / (DATABASE + "-journal")).exists()
    with Casebook.open(crashed, KEY, StepClock()) as book:
        assert book.head().size == 61


def test_a_lost_or_cut_journal_never_passes_for_more_or_less(crashed: Path, tmp_path: Path) -> None:
    """Whatever is left of the journal, the casebook is sound with what was acknowledged, or says that it is not."""
    journal = crashed / (DATABASE + "-journal")
    size = journal.stat().st_size
    seen = set()
    for kept in [*range(0, size, max(1, size // 25)), None]:
        folder = fresh(crashed, tmp_path / "copies")
        if kept is None:
            (folder / journal.name).unlink()
        else:
            os.truncate(folder / journal.name, kept)
        found = outcome(folder)
        seen.add(found)
        assert found in {"sound", "untrusted", "casebook-damaged"}
        if found == "sound":
            with Casebook.open(folder, KEY, StepClock()) as book:
                assert book.head().size == 61
    assert seen - {"sound"}


def test_after_a_restored_database_reading_still_works(whole: Path, tmp_path: Path) -> None:
    """Opened as untrusted, everything that is there can be read, and each sentence says what to do."""
    folder = fresh(whole, tmp_path)
    old = (folder / DATABASE).read_bytes()
    with Casebook.open(folder, KEY, StepClock()) as book:
        book.append(Comment(case("C1").finding, "后来"), ZHOU)
    (folder / DATABASE).write_bytes(old)
    with Casebook.open(folder, KEY, StepClock()) as book:
        assert not book.trusted
        assert len(list(book.entries())) == 9
        assert len(book.states()) == 8
        assert not book.snapshot().trusted
        assert [check.key for check in book.warnings] == ["casebook-shorter"]


READER = """
import os, sys
from pathlib import Path
from console.casebook import Casebook, verify_casebook
from console.domain.ports import SystemClock
from console.errors import CasebookError
folder, key = Path(sys.argv[1]), bytes(range(32))
if os.geteuid() == 0:  # the superuser writes everywhere
    os.setgid(65534)
    os.setuid(65534)
try:
    Casebook.open(folder, key, SystemClock())
except CasebookError as fault:
    print(fault.key)
print(verify_casebook(folder, key).verdict)
print(Casebook.open(folder, key, SystemClock(), read_only=True).trusted)
"""


@pytest.mark.skipif(os.name == "nt", reason="permissions are of another kind there")
def test_a_read_only_folder_is_told_and_read(whole: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "cb"
        shutil.copytree(whole, folder)
        for path in folder.iterdir():
            path.chmod(0o444)
        folder.chmod(0o555)
        Path(place).chmod(0o755)
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", READER, str(folder)]
        told = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        folder.chmod(0o755)
    assert (told.stdout.split(), told.stderr) == (["casebook-folder-read-only", "valid", "True"], "")


@pytest.mark.skipif(os.name == "nt", reason="there is no such limit there")
@pytest.mark.parametrize("room", [0, 4096, 16384])
def test_a_disk_that_refuses_is_no_damage_and_loses_nothing(whole: Path, tmp_path: Path, room: int) -> None:
    """A quota, a limit of file sizes or a failing stick: told as such, and once there is room again the next entry is written."""
    folder = fresh(whole, tmp_path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Casebook.open(folder, KEY, StepClock()) as book:
        head = book.head().root
        resource.setrlimit(resource.RLIMIT_FSIZE, ((folder / DATABASE).stat().st_size + room, limits[1]))
        try:
            with pytest.raises(CasebookError) as caught:
                book.append_many([case(f"D{place}") for place in range(400)], ZHOU)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert caught.value.key == "casebook-disk-refuses"
        assert book.head().root == head
        book.append(case("later"), ZHOU)
    assert verify_casebook(folder, KEY).verdict is Verdict.VALID
    with Casebook.open(folder, KEY, StepClock()) as book:
        assert book.head().size == 10


WRITER = """
import sys
from datetime import date
from pathlib import Path
from console.casebook import Casebook
from console.domain.ports import SystemClock
from console.errors import CasebookError
try:
    Casebook.open(Path(sys.argv[1]), bytes(range(32)), SystemClock())
except CasebookError as fault:
    print(fault.key)
"""


def test_a_second_process_may_not_write(whole: Path, tmp_path: Path) -> None:
    folder = fresh(whole, tmp_path)
    with Casebook.open(folder, KEY, StepClock()) as book:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        told = subprocess.run(
            [sys.executable, "-c", WRITER, str(folder)],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        assert (told.stdout.strip(), told.stderr) == ("casebook-in-use", "")
        book.append(case("later"), ZHOU)
    assert outcome(folder) == "sound"
