"""Owns the proof that trust is told, taken and let go of as it stands. It refuses a made-up certificate or list."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from console.cli.main import run
from console.errors import ExitCode, SigningError
from console.jobs.trust import TrustRequest, offered, read_trust, trust_file, trust_list, untrust
from console.signing.authority import LIST_FILE, ROOT_FILE, make_authority, renew_list, revoke
from tests.signing.papers import NOON, PASSPHRASE, FixedClock, Office, later, make_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return make_office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def request_(tmp_path: Path) -> TrustRequest:
    return TrustRequest((), tmp_path / "own" / "trust")


def taken(office: Office, request: TrustRequest) -> str:
    (told,) = trust_file(request, office.folder / "trust" / ROOT_FILE, lambda name, mark: True)
    trust_list(request, office.folder / "trust" / LIST_FILE)
    return told.fingerprint


def test_an_authority_is_told_with_its_dates_and_its_list(office: Office, request_: TrustRequest) -> None:
    fingerprint = taken(office, request_)
    (found,) = read_trust(request_, later(hours=1)).authorities
    assert (found.fingerprint, found.root, found.own, found.demonstration) == (fingerprint, True, True, True)
    assert (found.state, found.expires - found.starts > timedelta(days=3600)) == ("in-force", True)
    assert found.list is not None and (found.list.revoked, found.list.stale) == (0, False)
    (late,) = read_trust(request_, later(days=200)).authorities
    assert late.list is not None and late.list.stale and late.state == "in-force"
    assert [each.state for each in read_trust(request_, later(days=4000)).authorities] == ["expired"]
    assert [each.state for each in read_trust(request_, later(days=-9)).authorities] == ["not-yet"]


def test_a_file_offers_what_is_to_be_compared(office: Office) -> None:
    (offer,) = offered(office.folder / "trust" / ROOT_FILE)
    assert len(offer.fingerprint) == 64 and "DEMONSTRATION" in offer.organisation
    assert offered(office.folder / "trust" / LIST_FILE) == ()


def test_an_authority_let_go_of_leaves_nothing_behind(office: Office, request_: TrustRequest) -> None:
    fingerprint = taken(office, request_)
    assert untrust(request_, fingerprint[:12].upper()) == offered(office.folder / "trust" / ROOT_FILE)[0].name
    assert read_trust(request_, later(hours=1)).authorities == ()
    assert list(request_.own.iterdir()) == []


def test_of_two_in_one_file_the_other_stays(office: Office, request_: TrustRequest, tmp_path: Path) -> None:
    make_authority(tmp_path / "second", PASSPHRASE, FixedClock())
    request_.own.mkdir(parents=True)
    both = [folder / "trust" / ROOT_FILE for folder in (office.folder, tmp_path / "second")]
    (request_.own / "both.pem").write_bytes(b"".join(path.read_bytes() for path in both))
    first, second = (offered(path)[0].fingerprint for path in both)
    untrust(request_, first)
    assert [each.fingerprint for each in read_trust(request_, later(hours=1)).authorities] == [second]


def test_what_came_with_the_console_stays(office: Office, request_: TrustRequest) -> None:
    told = TrustRequest((office.folder / "trust",), request_.own)
    fingerprint = read_trust(told, later(hours=1)).authorities[0].fingerprint
    with pytest.raises(SigningError) as caught:
        untrust(told, fingerprint)
    assert caught.value.key == "trust-not-own"


@pytest.mark.parametrize("fingerprint", ["", "0000000", "f" * 64])
def test_a_fingerprint_must_name_one(office: Office, request_: TrustRequest, fingerprint: str) -> None:
    taken(office, request_)
    with pytest.raises(SigningError) as caught:
        untrust(request_, fingerprint)
    assert caught.value.key == "trust-none"


def test_a_newer_list_is_taken_and_an_older_or_a_certificate_is_not(
    request_: TrustRequest, tmp_path: Path
) -> None:
    own = make_office(tmp_path / "office")
    taken(own, request_)
    shutil.copy(own.folder / "trust" / LIST_FILE, tmp_path / "old.crl")
    revoke(own.folder, own.preparer.identity, authority_passphrase=PASSPHRASE, clock=later(hours=2))
    trust_list(request_, own.folder / "trust" / LIST_FILE)
    (found,) = read_trust(request_, later(hours=3)).authorities
    assert found.list is not None and found.list.revoked == 1
    assert found.list.issued > NOON
    for path, key in (
        (tmp_path / "old.crl", "trust-list-older"),
        (own.folder / "trust" / ROOT_FILE, "trust-file-malformed"),
    ):
        with pytest.raises(SigningError) as caught:
            trust_list(request_, path)
        assert caught.value.key == key
    renew_list(own.folder, authority_passphrase=PASSPHRASE, clock=later(hours=4))
    assert trust_list(request_, own.folder / "trust" / LIST_FILE).kind == "list"


def test_the_commands_say_what_they_did(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    offer = offered(office.folder / "trust" / ROOT_FILE)[0]
    root = str(office.folder / "trust" / ROOT_FILE)
    crl = str(office.folder / "trust" / LIST_FILE)
    assert run(["keys", "revoke-list", crl]) == ExitCode.SIGNING
    assert run(["keys", "trust", root, "--fingerprint", offer.fingerprint]) == ExitCode.OK
    assert run(["keys", "revoke-list", crl]) == ExitCode.OK
    capsys.readouterr()
    assert run(["keys", "untrust", offer.fingerprint[:16]]) == ExitCode.OK
    assert offer.name in capsys.readouterr().out
    assert run(["keys", "untrust", offer.fingerprint[:16]]) == ExitCode.SIGNING
    assert offer.fingerprint[:16] in capsys.readouterr().err
