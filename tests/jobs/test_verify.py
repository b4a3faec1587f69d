"""Owns the proof that a file is told by what it holds, and that a briefing witnesses a casebook."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from console.casebook import Casebook
from console.domain.ports import Silent
from console.domain.verification import Verdict, Verification
from console.errors import BriefingError, ExtractError, KeyStoreError, PlumblineError
from console.i18n import Phrases
from console.jobs import recompute_briefing
from console.jobs.findings_key import make_key
from console.jobs.verify import kind_of, verify
from console.jobs.verify_request import VerifyRequest
from console.paths import resource_root
from console.signing.pdf_signature import sign_pdf
from tests.engine.extracts import write
from tests.jobs.findings_kit import MemoryVault, StepClock
from tests.signing.papers import FixedClock, Office, make_office, make_pdf


def words_of(fault: PlumblineError) -> str:
    return Phrases("en", resource_root() / "phrases").error(fault)


@pytest.fixture
def vault() -> MemoryVault:
    return MemoryVault()


@pytest.fixture
def casebook(tmp_path: Path, vault: MemoryVault) -> Path:
    """Return a folder with a casebook that holds its founding entry."""
    folder = tmp_path / "casebook"
    with Casebook.create(folder, make_key(folder, vault), StepClock()):
        return folder


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return make_office(tmp_path_factory.mktemp("office"))


def verified(
    path: Path, vault: MemoryVault | None = None, against: Path | None = None, trust: Path | None = None
) -> Verification:
    folders = () if trust is None else (trust,)
    request = VerifyRequest(path, against, folders, 1 << 30, 1, resource_root())
    return verify(request, FixedClock(), Silent(), vault)


@pytest.mark.parametrize("name", ["a.pdf", "a.duckdb", "a", "casebook.db"])
def test_a_name_tells_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "paper").mkdir()
    paper, extract = tmp_path / "paper" / name, tmp_path / name
    paper.write_bytes(make_pdf())
    shutil.copy(write(tmp_path / "made.duckdb", "CREATE TABLE region AS SELECT '1' AS region_id"), extract)
    assert (kind_of(paper), kind_of(extract)) == ("briefing", "extract")


def test_a_damaged_extract_is_still_one_where_its_manifest_stands(tmp_path: Path) -> None:
    extract = tmp_path / "x.duckdb"
    extract.write_bytes(b"\0" * 100)
    with pytest.raises(ExtractError) as caught:
        kind_of(extract)
    assert caught.value.key == "verify-kind"
    assert "x.duckdb" in words_of(caught.value)
    (tmp_path / "x.duckdb.manifest.json").write_text("{}", "utf-8")
    assert kind_of(extract) == "extract"
    assert verified(extract).verdict is Verdict.INVALID


def test_a_casebook_is_told_by_its_folder_or_its_database(casebook: Path, vault: MemoryVault) -> None:
    for path in (casebook, casebook / "casebook.db"):
        found = verified(path, vault)
        assert (found.verdict, found.kind) == (Verdict.VALID, "casebook")
    (casebook / "notes.txt").write_text("nothing", "utf-8")
    with pytest.raises(ExtractError):
        kind_of(casebook / "notes.txt")


def test_a_changed_casebook_is_invalid(casebook: Path, vault: MemoryVault) -> None:
    database = casebook / "casebook.db"
    content = bytearray(database.read_bytes())
    content[-100] ^= 1
    database.write_bytes(bytes(content))
    assert verified(casebook, vault).verdict is Verdict.INVALID


def test_without_its_key_a_casebook_is_not_verified(casebook: Path) -> None:
    for held in (None, MemoryVault()):
        with pytest.raises(KeyStoreError) as caught:
            verified(casebook, held)
        assert words_of(caught.value)


@pytest.mark.parametrize(
    "make", [make_pdf, lambda: b"%PDF-1.7\nbroken", lambda: b"hello"], ids=["unsigned", "broken", "no PDF"]
)
def test_what_is_no_signed_briefing_is_no_witness(
    casebook: Path, vault: MemoryVault, tmp_path: Path, make: Callable[[], bytes]
) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(make())
    with pytest.raises(BriefingError) as caught:
        verified(casebook, vault, paper)
    assert caught.value.key == "verify-witness"
    assert "paper.pdf" in words_of(caught.value)


def test_a_pdf_that_is_no_briefing_is_invalid_however_well_it_is_signed(
    office: Office, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(sign_pdf(make_pdf(), office.preparer, trust=office.trust, clock=FixedClock()))
    found = verified(paper, trust=office.folder / "trust")
    failed = [check for check in found.checks if not check.passed]
    assert found.verdict is Verdict.INVALID
    assert [(check.name, check.key) for check in failed] == [("document", "briefing-attachments")]
    for language in ("zh-CN", "en"):
        phrases = Phrases(language, resource_root() / "phrases")
        assert phrases.text(f"check-{failed[0].key}", **failed[0].facts)


def test_a_briefing_larger_than_any_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(make_pdf())
    monkeypatch.setattr(recompute_briefing, "LARGEST", 100)
    with pytest.raises(BriefingError) as caught:
        verified(paper)
    assert caught.value.key == "verify-briefing-large"
    assert words_of(caught.value)
