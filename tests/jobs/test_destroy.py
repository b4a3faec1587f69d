"""Owns the proof that a destroyed extract is gone, that its certificate says so, and that a kill half way is gone on from."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from console.cli.main import run
from console.domain.manifest import Manifest
from console.domain.ports import Silent
from console.domain.verification import Standing, Verdict, Verification
from console.errors import ExitCode, ExtractError, InputError, SigningError, UsageError
from console.jobs import destroy as destroying
from console.jobs.destroy import Destroyed, destroy
from console.jobs.extract import OpenRequest, open_extract
from console.jobs.extract_key import key_file, key_name
from console.jobs.signers import require_usable
from console.jobs.verify import verify
from console.jobs.verify_request import VerifyRequest
from console.jobs.wiping import wipe
from console.paths import resource_root, trust_folder
from console.signing.authority import revoke
from console.signing.beside import manifest_path, signature_path
from console.signing.hashing import digest_bytes
from console.signing.manifest_signature import sign_manifest
from tests.engine.extracts import small_extract
from tests.jobs.findings_kit import MemoryVault
from tests.jobs.page_sample import catalogue
from tests.signing.papers import PASSPHRASE, FixedClock, Office, failures, later, make_office
from tests.signing.test_extract_verification import manifest

SECRET = b"Zhang San, 110101199003071234"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return make_office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def extract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    return small_extract(tmp_path / "演示.duckdb")


def sign(path: Path, office: Office, destroy_by: date = date(2027, 7, 3)) -> Manifest:
    content = path.read_bytes()
    made = replace(
        manifest(path.name), sha256=digest_bytes(content), bytes=len(content), destroy_by=destroy_by
    )
    manifest_path(path).write_bytes(made.to_json())
    signature_path(path).write_bytes(sign_manifest(made.to_json(), office.preparer, later(hours=1)))
    return made


def wiped(
    path: Path, office: Office, reason: str = "asked for", clock: FixedClock | None = None
) -> Destroyed:
    return destroy(path, reason, office.preparer, clock or later(hours=2), Silent())


def judged(path: Path, office: Office) -> Verification:
    request = VerifyRequest(path, None, (office.folder / "trust",), 1 << 30, 1, resource_root())
    return verify(request, later(hours=3), Silent())


def test_an_extract_past_its_day_opens_for_nothing(extract: Path, office: Office) -> None:
    sign(extract, office, date(2026, 7, 2))
    assert judged(extract, office).standing is Standing.EXPIRED
    for diagnose in (False, True):
        request = OpenRequest(extract, (office.folder / "trust",), 1 << 30, 1, diagnose)
        with pytest.raises(ExtractError) as caught:
            open_extract(request, catalogue(), later(hours=2), Silent())
        assert (caught.value.key, caught.value.exit_code) == ("extract-expired", ExitCode.EXPIRED)


def test_what_was_destroyed_is_gone_and_certified(extract: Path, office: Office) -> None:
    made = sign(extract, office)
    extract.with_name(extract.name + ".rejected").write_bytes(SECRET)
    done = wiped(extract, office)
    assert not extract.exists() and not list(extract.parent.glob("*.rejected"))
    assert not list(extract.parent.glob("*.destroying*"))
    assert (done.certificate.sha256, done.certificate.bytes) == (made.sha256, made.bytes)
    assert done.certificate.removed == (extract.name + ".rejected",)
    found = judged(done.certificate_file, office)
    assert (found.kind, found.verdict, failures(found.checks)) == ("destruction", Verdict.VALID, [])
    assert manifest_path(extract).is_file(), "the chain needs the manifest, which holds no row"
    with pytest.raises(ExtractError) as caught:
        judged(extract, office)
    assert (caught.value.key, caught.value.exit_code) == ("extract-destroyed", ExitCode.NOT_FOUND)


def test_a_copy_put_back_after_its_destruction_is_not_used(extract: Path, office: Office) -> None:
    sign(extract, office)
    content = extract.read_bytes()
    wiped(extract, office)
    extract.write_bytes(content)
    found = judged(extract, office)
    assert (found.verdict, failures(found.checks)) == (Verdict.INVALID, ["destroyed-put-back"])
    request = OpenRequest(extract, (office.folder / "trust",), 1 << 30, 1)
    with pytest.raises(ExtractError) as caught:
        open_extract(request, catalogue(), later(hours=3), Silent())
    assert (caught.value.key, caught.value.facts["check"]) == ("extract-invalid", "destroyed")


def test_who_is_revoked_here_destroys_and_signs_nothing(extract: Path, tmp_path: Path) -> None:
    own = make_office(tmp_path / "own")
    sign(extract, own)
    revoke(own.folder, "preparer", authority_passphrase=PASSPHRASE, clock=later(hours=1))
    shutil.copytree(own.folder / "trust", trust_folder())
    with pytest.raises(SigningError) as caught:
        wiped(extract, own)
    assert caught.value.key == "signer-revoked" and extract.is_file()
    require_usable(own.approver, later(hours=2))  # whom no list names may sign


def test_the_key_of_an_encrypted_extract_goes_with_it(extract: Path, office: Office) -> None:
    sign(extract, office)
    key_file(extract).write_bytes(b"{}")
    vault = MemoryVault({key_name(extract): "a passphrase", "another": "stays"})
    done = destroy(extract, "asked for", office.preparer, later(hours=2), Silent(), vault)
    assert vault.kept == {"another": "stays"} and not key_file(extract).exists()
    assert done.certificate.removed == (key_file(extract).name,)


def test_the_bytes_are_overwritten_before_the_name_goes(
    extract: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(extract, office)
    before, seen = extract.read_bytes(), []
    monkeypatch.setattr(os, "fsync", lambda handle: seen.append(extract.exists() and extract.read_bytes()))
    wiped(extract, office)
    overwritten = [content for content in seen if isinstance(content, bytes) and len(content) == len(before)]
    assert overwritten and overwritten[-1] != before
    assert sum(one == two for one, two in zip(before, overwritten[-1], strict=True)) < len(before) // 50


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_kill_half_way_is_gone_on_from_with_the_same_digest(
    extract: Path, office: Office, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    made = sign(extract, office)
    extract.with_name(extract.name + ".rejected").write_bytes(SECRET)
    count = [0]

    def dying(path: Path, progress: Silent) -> None:
        count[0] += 1
        if count[0] == step:
            raise KeyboardInterrupt
        wipe(path, progress)

    monkeypatch.setattr(destroying, "wipe", dying)
    if step < 3:
        with pytest.raises(KeyboardInterrupt):
            wiped(extract, office)
    else:
        monkeypatch.setattr(destroying, "sign_manifest", _killed)
        with pytest.raises(KeyboardInterrupt):
            wiped(extract, office)
    monkeypatch.undo()
    monkeypatch.setenv("PLUMBLINE_HOME", str(extract.parent / "home"))
    done = wiped(extract, office)
    assert (done.certificate.sha256, done.certificate.bytes) == (made.sha256, made.bytes)
    assert not extract.exists() and judged(done.certificate_file, office).verdict is Verdict.VALID


def _killed(*_: object) -> bytes:
    raise KeyboardInterrupt


def test_before_its_day_a_reason_is_needed(extract: Path, office: Office) -> None:
    sign(extract, office, date(2026, 7, 3))
    with pytest.raises(UsageError) as caught:
        wiped(extract, office, reason="")
    assert caught.value.key == "destroy-early" and extract.is_file()
    assert wiped(extract, office, reason="", clock=later(days=1)).certificate.destroy_by == "2026-07-03"


def test_nobody_signs_out_of_date_and_nothing_is_wiped(extract: Path, office: Office) -> None:
    sign(extract, office)
    with pytest.raises(SigningError):
        wiped(extract, office, clock=later(days=4000))
    assert extract.is_file()


def test_no_other_file_is_wiped(tmp_path: Path, office: Office) -> None:
    (tmp_path / "letter.txt").write_bytes(SECRET)
    with pytest.raises(ExtractError) as caught:
        wiped(tmp_path / "letter.txt", office)
    assert caught.value.key == "verify-kind" and (tmp_path / "letter.txt").read_bytes() == SECRET
    with pytest.raises(ExtractError) as caught:
        wiped(tmp_path / "none.duckdb", office)
    assert caught.value.exit_code is ExitCode.NOT_FOUND


def test_what_cannot_be_overwritten_is_told(
    extract: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(extract, office)
    opened = Path.open

    def refusing(path: Path, mode: str = "r", *rest: object, **named: object) -> object:
        if mode == "r+b" and path == extract:
            raise PermissionError(13, "Permission denied")
        return opened(path, mode, *rest, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refusing)
    with pytest.raises(InputError) as caught:
        wiped(extract, office)
    assert caught.value.key == "destroy-unwritable"
    assert not list(extract.parent.glob("*.destroyed.json"))


@pytest.mark.parametrize("change", ["content", "signature", "copy", "signer"])
def test_a_certificate_that_does_not_hold_is_not_valid(
    extract: Path, office: Office, change: str, tmp_path: Path
) -> None:
    sign(extract, office)
    kept = extract.read_bytes()
    done = wiped(extract, office)
    trusted = office
    if change == "content":
        content = done.certificate_file.read_bytes()
        done.certificate_file.write_bytes(content.replace(b"asked for", b"asked xxx"))
    elif change == "signature":
        done.signature_file.unlink()
    elif change == "copy":
        extract.write_bytes(kept)
    else:
        trusted = make_office(tmp_path / "other")
    found = judged(done.certificate_file, trusted)
    wanted = {"signature": Verdict.UNSIGNED, "signer": Verdict.UNTRUSTED}
    assert found.verdict is wanted.get(change, Verdict.INVALID)
    assert failures(found.checks)


@pytest.mark.parametrize(
    "content", [b'{"format":"plumbline-destruction/1"}', b'{"format":"plumbline-destruction/1",']
)
def test_a_malformed_certificate_is_told(tmp_path: Path, office: Office, content: bytes) -> None:
    path = tmp_path / "a.destroyed.json"
    path.write_bytes(content)
    found = judged(path, office)
    assert (found.verdict, failures(found.checks)) == (Verdict.INVALID, ["destruction-malformed"])


def test_the_command_asks_first(
    extract: Path, office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sign(extract, office)
    secret = tmp_path / "secret"
    secret.write_text("一个 only for tests", "utf-8")
    secret.chmod(0o600)
    keys = ["--key-folder", str(office.folder / "keys"), "--passphrase-file", str(secret)]
    words = ["destroy", str(extract), "--sign", "preparer", *keys, "--reason", "asked for"]
    assert run(words) == ExitCode.USAGE
    assert extract.is_file()
    capsys.readouterr()
    assert run([*words, "--yes", "--json"]) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["file"], told["reason"], told["person"]) == (extract.name, "asked for", "王审计")
    assert not extract.exists() and Path(told["certificate"]).is_file()
