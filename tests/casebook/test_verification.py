"""Owns the proof of each sentence in the casebook's docstring: what is detected (D1-D13), and what is not (N1-N6)."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

import console.casebook
from console.casebook import Casebook, verify_casebook
from console.casebook.sealing import Header
from console.casebook.store import CHECKPOINT, DATABASE, SCHEMA
from console.casebook.verification import recorded_of
from console.domain.entries import Closing
from console.domain.verification import Verdict
from console.errors import CasebookError
from console.paths import resource_root


def test_the_docstring_numbers_what_is_tested_here() -> None:
    told = console.casebook.__doc__ or ""
    numbers = re.findall(r"^([DN]\d+)\.", told, flags=re.MULTILINE)
    assert numbers == [*(f"D{n}" for n in range(1, 14)), *(f"N{n}" for n in range(1, 7))]
    here = Path(__file__).parent
    paths = [*here.glob("test_*.py"), *here.with_name("jobs").glob("test_findings_*.py")]
    tests = "".join(path.read_text("utf-8") for path in paths)
    assert all(f"def test_{number.lower()}_" in tests for number in numbers)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_help_says_each_of_these_sentences(language: str) -> None:
    """Who uses the console is told the same list, no more and no less."""
    told = console.casebook.__doc__ or ""
    numbers = re.findall(r"^([DN]\d+)\.", told, flags=re.MULTILINE)
    page = (resource_root() / "help" / language / "findings.md").read_text("utf-8")
    assert re.findall(r"^- \*\*([DN]\d+)\*\*", page, flags=re.MULTILINE) == numbers


def test_a_sound_casebook_is_valid(desk: Any) -> None:
    desk.filled()
    assert desk.failed() == []
    found = verify_casebook(desk.folder, desk.key)
    assert found.verdict is Verdict.VALID
    assert [check.key for check in found.checks] == [
        *("casebook-pages", "casebook-schema", "casebook-identity", "casebook-rows", "casebook-payloads"),
        *("casebook-procedure", "casebook-checkpoint", "casebook-no-witness"),
    ]


def test_d1_a_wrong_key(desk: Any) -> None:
    desk.filled()
    for call in (Casebook.open, verify_casebook):
        with pytest.raises(CasebookError) as caught:
            call(desk.folder, b"\x07" * 32, *((desk.clock,) if call is not verify_casebook else ()))
        assert caught.value.key == "casebook-wrong-key"
    (desk.folder / CHECKPOINT).unlink()
    with pytest.raises(CasebookError) as caught:
        Casebook.open(desk.folder, b"\x07" * 32, desk.clock)
    assert caught.value.key == "casebook-wrong-key-or-damaged"


@pytest.mark.parametrize("kept", [1, 3, 5])
def test_d2_rows_cut_off_the_end(desk: Any, kept: int) -> None:
    desk.filled()
    desk.tamper(
        f"DELETE FROM payload WHERE sequence >= {kept}", f"DELETE FROM entry WHERE sequence >= {kept}"
    )
    assert desk.failed() == ["casebook-shorter"]
    assert verify_casebook(desk.folder, desk.key).verdict is Verdict.INVALID


def test_d2_an_older_copy_of_the_database(desk: Any) -> None:
    desk.filled(2)
    old = (desk.folder / DATABASE).read_bytes()
    with desk.open() as book:
        book.append(desk.case("later"), desk.system)
    (desk.folder / DATABASE).write_bytes(old)
    assert desk.failed() == ["casebook-shorter"]


def test_d3_a_missing_checkpoint_file(desk: Any) -> None:
    desk.filled()
    (desk.folder / CHECKPOINT).unlink()
    assert desk.failed() == ["casebook-checkpoint-missing"]
    assert verify_casebook(desk.folder, desk.key).verdict is Verdict.UNTRUSTED


@pytest.mark.parametrize("line", range(6))
def test_d3_any_line_of_it_changed(desk: Any, line: int) -> None:
    desk.filled()
    lines = (desk.folder / CHECKPOINT).read_bytes().splitlines(keepends=True)
    lines[line] = lines[line].replace(b"0", b"1", 1) if b"0" in lines[line] else lines[line][:-2] + b"\n"
    (desk.folder / CHECKPOINT).write_bytes(b"".join(lines))
    assert desk.failed() == ["casebook-checkpoint-damaged"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entry SET actor = '别人' WHERE sequence = 3",
        "UPDATE entry SET role = 'leader' WHERE sequence = 3",
        "UPDATE entry SET at = '2026-01-01T00:00:00+00:00' WHERE sequence = 3",
        "UPDATE entry SET kind = 'comment' WHERE sequence = 3",
        "UPDATE entry SET subject = 'x' WHERE sequence = 3",
        "UPDATE entry SET procedure = 1 WHERE sequence = 3",
        "UPDATE entry SET digest = zeroblob(32) WHERE sequence = 3",
        "UPDATE entry SET leaf = zeroblob(32) WHERE sequence = 3",
    ],
)
def test_d4_a_row_changed_with_the_right_key(desk: Any, change: str) -> None:
    desk.filled()
    desk.tamper(change)
    assert "casebook-row-changed" in desk.failed()


def test_d4_a_row_removed_or_moved(desk: Any) -> None:
    desk.filled()
    desk.tamper("DELETE FROM payload WHERE sequence = 3", "DELETE FROM entry WHERE sequence = 3")
    assert "casebook-row-changed" in desk.failed()


def test_d4_two_rows_exchanged(desk: Any) -> None:
    desk.filled()
    desk.tamper(
        "PRAGMA foreign_keys = OFF",
        *(
            f"UPDATE {t} SET sequence = {a} WHERE sequence = {b}"
            for t in ("entry", "payload")
            for a, b in ((99, 2), (2, 3), (3, 99))
        ),
    )
    assert "casebook-row-changed" in desk.failed()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE payload SET ciphertext = zeroblob(40) WHERE sequence = 3",
        "UPDATE payload SET data_key = zeroblob(32) WHERE sequence = 3",
        "UPDATE payload SET salt = zeroblob(32) WHERE sequence = 3",
        "UPDATE payload SET nonce = zeroblob(12) WHERE sequence = 3",
        "DELETE FROM payload WHERE sequence = 3",
        "UPDATE payload SET (salt, nonce, data_key, ciphertext) = "
        "(SELECT salt, nonce, data_key, ciphertext FROM payload WHERE sequence = 2) WHERE sequence = 3",
    ],
)
def test_d5_a_payload_changed_exchanged_or_removed(desk: Any, change: str) -> None:
    desk.filled()
    desk.tamper(change)
    assert desk.failed() == ["casebook-payload-changed"]


def test_d5_an_erased_payload_put_back(desk: Any) -> None:
    desk.filled()
    kept = desk.copy("earlier")
    with desk.open() as book:
        book.erase_payload(3, "本人申请", desk.zhou)
    assert desk.failed() == []
    whole = type(desk)(kept, desk.key, desk.clock)
    with whole.open() as book:
        sealed = book._open_store().row(3).sealed
    told = (3, sealed.salt, sealed.nonce, sealed.data_key, sealed.ciphertext)
    desk.tamper(("INSERT INTO payload VALUES (?, ?, ?, ?, ?)", told))
    assert desk.failed() == ["casebook-payload-changed"]


def test_d6_a_log_hashed_anew_against_the_old_checkpoint(desk: Any) -> None:
    desk.filled()
    desk.rewrite("别人")
    assert desk.failed() == ["casebook-rewritten"]


def test_d7_a_changed_byte_anywhere_in_the_database(desk: Any) -> None:
    """Each page in turn: the file does not open as sound, and verification is never valid."""
    desk.filled(12)
    whole = (desk.folder / DATABASE).read_bytes()
    for page in range(len(whole) // 4096):
        for offset in (17, 2048, 4095):
            changed = bytearray(whole)
            changed[page * 4096 + offset] ^= 0x20
            (desk.folder / DATABASE).write_bytes(changed)
            assert verify_casebook(desk.folder, desk.key).verdict is Verdict.INVALID
    (desk.folder / DATABASE).write_bytes(whole)
    assert desk.failed() == []


def test_d7_a_damaged_file_says_what_to_do(desk: Any) -> None:
    desk.filled()
    (desk.folder / DATABASE).write_bytes(b"")
    found = verify_casebook(desk.folder, desk.key)
    assert [check.key for check in found.checks] == ["casebook-unreadable"]
    with pytest.raises(CasebookError) as caught:
        desk.open()
    assert caught.value.key == "casebook-damaged"


@pytest.mark.parametrize("trigger", [text.split()[2] for text in SCHEMA if "TRIGGER" in text])
def test_d8_a_guard_dropped_or_changed(desk: Any, trigger: str) -> None:
    desk.filled(2)
    desk.tamper(f"CREATE TRIGGER {trigger} BEFORE UPDATE ON meta BEGIN SELECT 1; END", restore_triggers=False)
    assert desk.failed() == ["casebook-schema-changed"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entry SET actor = 'x'",
        "DELETE FROM entry",
        "UPDATE payload SET salt = x'00'",
        "DELETE FROM payload",
        "INSERT INTO payload SELECT * FROM payload WHERE sequence = 1",
        "INSERT OR REPLACE INTO payload SELECT 1, salt, nonce, data_key, ciphertext FROM payload WHERE sequence = 1",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE sequence = 1",
        "INSERT INTO entry SELECT 7, at, actor, role, kind, subject, procedure, digest, leaf FROM entry WHERE sequence = 1",
        "UPDATE meta SET value = 'x'",
        "DELETE FROM meta",
    ],
)
def test_the_guards_hold_while_they_stand(desk: Any, change: str) -> None:
    desk.filled(2)
    with desk.open() as book:
        connection = book._open_store()._connection
        with pytest.raises(
            Exception, match=r"not changed|not deleted|at the end|with its entry|stays itself|was recorded"
        ):
            connection.execute(change)
    assert desk.failed() == []


def test_d9_an_entry_the_procedure_forbids(desk: Any) -> None:
    desk.filled()
    desk.append_past_the_procedure(Closing(desk.case("C1").finding, "到位", True), desk.zhou)
    assert desk.failed() == ["casebook-procedure-broken"]
    with desk.open() as book:
        fact = next(check.facts for check in book.checks if not check.passed)
        assert fact == {"sequence": 6, "reason": "lifecycle-not-allowed"}
        assert len(book.states()) == 5


def test_d10_a_clock_that_went_back_is_told_and_no_fault(desk: Any) -> None:
    desk.filled(2)
    desk.clock.at = desk.clock.at.replace(year=2020)
    with desk.open() as book:
        book.append(desk.case("later"), desk.system)
    found = verify_casebook(desk.folder, desk.key)
    assert found.verdict is Verdict.VALID
    assert "casebook-clock-back" in [check.key for check in found.checks]


def test_files_of_two_casebooks_do_not_mix(desk: Any, desk_at: Any) -> None:
    desk.filled(2)
    other = desk_at(desk.folder.parent / "other")
    other.filled(4)
    shutil.copy(other.folder / CHECKPOINT, desk.folder / CHECKPOINT)
    assert "casebook-identity-differs" in desk.failed()


def test_verification_writes_nothing(desk: Any) -> None:
    desk.filled()
    before = {path.name: path.read_bytes() for path in desk.folder.iterdir()}
    verify_casebook(desk.folder, desk.key)
    assert {path.name: path.read_bytes() for path in desk.folder.iterdir()} == before


def test_a_row_of_another_shape_is_a_fault_not_a_crash(desk: Any) -> None:
    desk.filled(1)
    with desk.open() as book:
        row = book._open_store().row(1)
    for wrong in ({"at": "soon"}, {"role": "king"}, {"subject": "else"}):
        header = Header(**(row.header.document() | wrong))
        with pytest.raises(CasebookError) as caught:
            recorded_of(type(row)(header, row.digest, row.leaf, row.sealed))
        assert caught.value.key == "casebook-payload"
