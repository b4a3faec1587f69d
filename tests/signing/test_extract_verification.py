"""Owns the proof that an extract is judged by its bytes, its manifest and its signature, without opening it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from console.domain.manifest import Manifest, SourceFile, TableCount
from console.domain.period import Period
from console.domain.ports import Silent
from console.domain.verification import Verdict
from console.errors import ExtractError
from console.signing.authority import revoke
from console.signing.extract_verification import (
    ExtractTrust,
    manifest_path,
    signature_path,
    verify_extract,
)
from console.signing.hashing import digest_bytes
from console.signing.manifest_signature import sign_manifest
from console.signing.truststore import TrustStore
from tests.signing.papers import NOON, PASSPHRASE, Office, failures, later, make_office, refusal

CONTENT = b"no DuckDB file at all: nothing opens it here" * 1000


def manifest(file: str = "演示.duckdb", content: bytes = CONTENT) -> Manifest:
    return Manifest(
        file=file,
        sha256=digest_bytes(content),
        bytes=len(content),
        contract_version="51.51",
        tables=(TableCount("region", 3, 3, 3, 0),),
        period=Period(date(2026, 4, 1), date(2026, 6, 30)),
        cut_off=date(2026, 7, 3),
        zone="Asia/Shanghai",
        pseudonym_scheme="hmac-sha256",
        classification="内部",
        purpose="监督",
        legal_basis="条例",
        recipients=("省政府办公厅",),
        destroy_by=date(2027, 7, 3),
        sources=(SourceFile("region.csv", digest_bytes(b""), 3),),
        tool="plumbline",
        made_at=NOON,
    )


def write(office: Office, folder: Path, told: Manifest | None = None) -> Path:
    path = folder / "演示.duckdb"
    path.write_bytes(CONTENT)
    content = (told or manifest()).to_json()
    manifest_path(path).write_bytes(content)
    signature_path(path).write_bytes(sign_manifest(content, office.preparer, later(hours=1)))
    return path


def judge(path: Path, office: Office) -> ExtractTrust:
    return verify_extract(path, office.trust, later(hours=2), Silent())


def outcome(path: Path, office: Office) -> tuple[Verdict, list[str]]:
    found = judge(path, office)
    assert found.verification.kind == "extract"
    return found.verdict, failures(found.verification.checks)


def test_all_is_well(office: Office, tmp_path: Path) -> None:
    found = judge(write(office, tmp_path), office)
    assert found.verdict is Verdict.VALID and failures(found.verification.checks) == []
    assert found.manifest == manifest()
    assert (found.digest, found.bytes) == (digest_bytes(CONTENT), len(CONTENT))


def test_the_names_beside_it() -> None:
    assert manifest_path(Path("a/X.duckdb")) == Path("a/X.duckdb.manifest.json")
    assert signature_path(Path("a/X.duckdb")) == Path("a/X.duckdb.manifest.p7s")


def test_no_manifest_is_unsigned(office: Office, tmp_path: Path) -> None:
    path = write(office, tmp_path)
    manifest_path(path).unlink()
    assert outcome(path, office) == (Verdict.UNSIGNED, ["manifest-absent"])


def test_no_signature_is_unsigned(office: Office, tmp_path: Path) -> None:
    path = write(office, tmp_path)
    signature_path(path).unlink()
    assert outcome(path, office) == (Verdict.UNSIGNED, ["signature-absent"])
    path.write_bytes(CONTENT + b"!")
    assert outcome(path, office)[0] is Verdict.INVALID


@pytest.mark.parametrize("place", [0, len(CONTENT) // 2, len(CONTENT) - 1])
def test_one_changed_byte_of_the_extract(office: Office, tmp_path: Path, place: int) -> None:
    path = write(office, tmp_path)
    path.write_bytes(CONTENT[:place] + bytes([CONTENT[place] ^ 1]) + CONTENT[place + 1 :])
    assert outcome(path, office) == (Verdict.INVALID, ["extract-digest-differs"])


@pytest.mark.parametrize("content", [b"", CONTENT[:-1], CONTENT + b"\0"])
def test_another_size(office: Office, tmp_path: Path, content: bytes) -> None:
    path = write(office, tmp_path)
    path.write_bytes(content)
    assert outcome(path, office) == (Verdict.INVALID, ["extract-size-differs", "extract-digest-differs"])


def test_a_manifest_written_to_fit_the_changed_extract(office: Office, tmp_path: Path) -> None:
    path = write(office, tmp_path)
    path.write_bytes(b"other")
    manifest_path(path).write_bytes(manifest(content=b"other").to_json())
    assert outcome(path, office) == (Verdict.INVALID, ["signed-content-differs"])


def test_a_manifest_that_is_none(office: Office, tmp_path: Path) -> None:
    path = write(office, tmp_path)
    for content, key in (
        (b"", "manifest-not-json"),
        (b"{}", "manifest-missing-key"),
        (manifest().to_json() + b"\n", "manifest-not-canonical"),
        (b" " * (5 << 20), "manifest-too-large"),
    ):
        manifest_path(path).write_bytes(content)
        assert outcome(path, office) == (Verdict.INVALID, [key])
        assert judge(path, office).manifest is None


def test_a_broken_signature(office: Office, tmp_path: Path) -> None:
    path = write(office, tmp_path)
    signature_path(path).write_bytes(signature_path(path).read_bytes()[:-1])
    assert outcome(path, office) == (Verdict.INVALID, ["container-broken"])


def test_a_signature_of_another_manifest(office: Office, tmp_path: Path) -> None:
    path = write(office, tmp_path)
    other = replace(manifest(), purpose="别的").to_json()
    signature_path(path).write_bytes(sign_manifest(other, office.preparer, later(hours=1)))
    assert outcome(path, office) == (Verdict.INVALID, ["signed-content-differs"])


def test_an_unknown_signer_is_untrusted(office: Office, tmp_path: Path) -> None:
    path = write(make_office(tmp_path / "elsewhere"), tmp_path)
    assert outcome(path, office) == (Verdict.UNTRUSTED, ["signer-unknown"])
    path.write_bytes(CONTENT + b"!")
    assert outcome(path, office)[0] is Verdict.INVALID


def test_a_revoked_signer_is_invalid(own_office: Office, tmp_path: Path) -> None:
    path = write(own_office, tmp_path)
    revoke(own_office.folder, "preparer", authority_passphrase=PASSPHRASE, clock=later(hours=1))
    assert outcome(path, own_office) == (Verdict.INVALID, ["signer-revoked"])


def test_an_empty_trust_store_trusts_nobody(office: Office, tmp_path: Path) -> None:
    found = verify_extract(write(office, tmp_path), TrustStore(), later(hours=2), Silent())
    assert found.verdict is Verdict.UNTRUSTED


def test_a_renamed_extract_keeps_its_verdict(office: Office, tmp_path: Path) -> None:
    path, renamed = write(office, tmp_path), tmp_path / "copy.duckdb"
    for place in (lambda each: each, manifest_path, signature_path):
        shutil.copy(place(path), place(renamed))
    assert outcome(renamed, office) == (Verdict.VALID, [])


def test_no_file_is_an_error(office: Office, tmp_path: Path) -> None:
    with pytest.raises(ExtractError) as caught:
        judge(tmp_path / "none.duckdb", office)
    assert caught.value.key == "file-not-found"
    path = write(office, tmp_path)
    manifest_path(path).unlink()
    manifest_path(path).mkdir()
    with refusal("signing-file-unreadable"):
        judge(path, office)
