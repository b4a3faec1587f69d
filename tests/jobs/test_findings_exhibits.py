"""Owns the proof that evidence files stay what they were, encrypted, and go along into backups and packages as they may."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.casebook.exhibits import LARGEST, place_of
from console.domain import entries as e
from console.domain.finding import Actor, Role, identity
from console.domain.verification import Verdict
from console.errors import CasebookError
from console.jobs.findings import CasebookRequest, CaseDesk, unlock
from console.jobs.findings_exhibits import ExhibitFile, attach, bare_name, media_type, read_exhibit
from console.jobs.findings_keeping import erase, make_backup, restore
from console.jobs.findings_signed import verify_with_signatures
from console.signing.truststore import TrustStore
from tests.jobs.findings_kit import MemoryVault, StepClock

F = identity("R-1", ("C1",), "k1")
ZHOU = Actor("周岚", Role.INSPECTOR)
PHOTO = b"\xff\xd8\xff\xe0 a photograph of person-7f3a"


@pytest.fixture
def vault() -> MemoryVault:
    return MemoryVault()


@pytest.fixture
def desk(tmp_path: Path, vault: MemoryVault) -> CaseDesk:
    made = unlock(CasebookRequest(tmp_path / "casebook"), vault, StepClock(), begin=True)
    with made.writing() as book:
        book.append(e.Registration(F, "R-1", 1, "funds", "red", ("C1",), "k1", "X1"), ZHOU)
    return made


def verdict(desk: CaseDesk, vault: MemoryVault) -> Verdict:
    return verify_with_signatures(desk.request, vault, desk.clock, TrustStore.load(())).verdict


def test_a_file_comes_back_byte_for_byte_and_lies_encrypted(desk: CaseDesk, vault: MemoryVault) -> None:
    done = attach(desk, "WT-0001", ExhibitFile("D:\\照片\\现场.jpg", PHOTO, "北门"), ZHOU)
    (exhibit,) = done.state.exhibits
    assert (exhibit.name, exhibit.media_type) == ("现场.jpg", "image/jpeg")
    assert read_exhibit(desk, "WT-0001", exhibit.digest[:8]) == (exhibit, PHOTO)
    assert b"person-7f3a" not in place_of(desk.request.folder, exhibit.digest).read_bytes()
    assert verdict(desk, vault) is Verdict.VALID
    with pytest.raises(CasebookError) as caught:
        attach(desk, "WT-0001", ExhibitFile("again.jpg", PHOTO), ZHOU)
    assert caught.value.key == "exhibit-known"


@pytest.mark.parametrize("how", ["changed", "missing", "exchanged"])
def test_a_file_that_is_another_is_told_and_not_opened(desk: CaseDesk, vault: MemoryVault, how: str) -> None:
    first = attach(desk, "WT-0001", ExhibitFile("a.jpg", PHOTO), ZHOU).state.exhibits[0]
    second = attach(desk, "WT-0001", ExhibitFile("b.jpg", PHOTO + b"2"), ZHOU).state.exhibits[1]
    path = place_of(desk.request.folder, first.digest)
    if how == "changed":
        *rest, last = path.read_bytes()
        path.write_bytes(bytes([*rest, last ^ 1]))
    elif how == "missing":
        path.unlink()
    else:
        path.write_bytes(place_of(desk.request.folder, second.digest).read_bytes())
    with pytest.raises(CasebookError) as caught:
        read_exhibit(desk, "WT-0001", first.digest)
    assert caught.value.key == ("exhibit-missing" if how == "missing" else "exhibit-broken")
    assert verdict(desk, vault) is Verdict.INVALID


def test_a_redacted_copy_names_its_original(desk: CaseDesk) -> None:
    original = attach(desk, "WT-0001", ExhibitFile("a.jpg", PHOTO), ZHOU).state.exhibits[0]
    copy = ExhibitFile("a-redacted.png", b"\x89PNG\r\n\x1a\n black", redacts=original.digest[:12])
    assert attach(desk, "WT-0001", copy, ZHOU).state.exhibits[1].redacts == original.digest
    with pytest.raises(CasebookError) as caught:
        attach(desk, "WT-0001", ExhibitFile("b", b"x", redacts="0" * 64), ZHOU)
    assert caught.value.key == "exhibit-unknown"


def test_what_cannot_be_kept_is_a_sentence(desk: CaseDesk) -> None:
    for content in (b"", b"x" * (LARGEST + 1)):
        with pytest.raises(CasebookError) as caught:
            attach(desk, "WT-0001", ExhibitFile("a", content), ZHOU)
        assert caught.value.key == "exhibit-size"
    assert media_type(b"%PDF-1.7") == "application/pdf"
    assert media_type(b"text") == "application/octet-stream"
    assert len(bare_name("n" * 300 + ".jpeg")) <= 120


def test_backups_take_files_along_and_erasure_deletes_them(
    desk: CaseDesk, vault: MemoryVault, tmp_path: Path
) -> None:
    done = attach(desk, "WT-0001", ExhibitFile("a.jpg", PHOTO), ZHOU)
    digest = done.state.exhibits[0].digest
    backup = make_backup(desk, tmp_path / "backups").backup.folder
    assert place_of(backup, digest).is_file()
    erase(desk, done.sequence, "依法删除", ZHOU)
    assert not place_of(desk.request.folder, digest).exists()
    assert verdict(desk, vault) is Verdict.VALID
    restore(backup, desk.request.folder, vault, desk.clock, ZHOU, "误删")
    assert place_of(desk.request.folder, digest).is_file()
    assert verdict(desk, vault) is Verdict.VALID
