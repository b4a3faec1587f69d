"""Owns the proof that only a compared authority and its own, newer list come into the trust folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from console.errors import SigningError
from console.signing import certificates
from console.signing.authority import AUTHORITY_KEY_FILE, LIST_FILE, ROOT_FILE, renew_list, revoke
from console.signing.trust_intake import take_into_trust
from console.signing.truststore import TrustStore
from tests.signing.papers import PASSPHRASE, Office, later, make_office


def agree(authority: str, fingerprint: str) -> bool:
    return True


def test_a_compared_authority_is_trusted(office: Office, tmp_path: Path) -> None:
    shown: list[tuple[str, str]] = []

    def compare(*told: str) -> bool:
        shown.append((told[0], told[1]))
        return True

    root = office.trust.roots[0]
    taken = take_into_trust(office.folder / "trust" / ROOT_FILE, tmp_path, (), compare)
    assert shown == [(certificates.person(root), certificates.fingerprint(root))]
    assert [(each.kind, each.fingerprint) for each in taken] == [
        ("certificate", certificates.fingerprint(root))
    ]
    assert TrustStore.load((tmp_path,)).roots == (root,)


def test_what_nobody_compared_is_not(office: Office, tmp_path: Path) -> None:
    with pytest.raises(SigningError) as caught:
        take_into_trust(office.folder / "trust" / ROOT_FILE, tmp_path, (), lambda *_: False)
    assert caught.value.key == "trust-not-compared" and not list(tmp_path.iterdir())


def test_a_signer_is_no_authority(office: Office, tmp_path: Path) -> None:
    with pytest.raises(SigningError) as caught:
        take_into_trust(office.folder / "keys" / "preparer.chain.pem", tmp_path, (), agree)
    assert caught.value.key == "trust-not-an-authority" and not list(tmp_path.iterdir())


def test_a_list_comes_after_its_authority_and_a_newer_one_counts(own_office: Office, tmp_path: Path) -> None:
    folder, held = own_office.folder / "trust", tmp_path / "held"
    with pytest.raises(SigningError) as caught:
        take_into_trust(folder / LIST_FILE, held, (), agree)
    assert caught.value.key == "trust-list-stranger"
    take_into_trust(folder / ROOT_FILE, held, (), agree)
    take_into_trust(folder / LIST_FILE, held, (), agree)
    revoke(own_office.folder, "preparer", authority_passphrase=PASSPHRASE, clock=later(days=1))
    (taken,) = take_into_trust(folder / LIST_FILE, held, (), agree)
    assert taken.kind == "list"
    assert [len(known.revoked) for known in TrustStore.load((held,)).lists] == [1]


def test_an_older_list_takes_no_revocation_back(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office")
    folder, old, held = office.folder / "trust", tmp_path / "old.crl", tmp_path / "held"
    shutil.copy(folder / LIST_FILE, old)
    revoke(office.folder, "preparer", authority_passphrase=PASSPHRASE, clock=later(days=1))
    take_into_trust(folder / ROOT_FILE, held, (), agree)
    take_into_trust(folder / LIST_FILE, held, (), agree)
    with pytest.raises(SigningError) as caught:
        take_into_trust(old, held, (), agree)
    assert caught.value.key == "trust-list-older"
    assert [len(known.revoked) for known in TrustStore.load((held,)).lists] == [1]


def test_a_forged_list_is_refused(office: Office, tmp_path: Path) -> None:
    trust = office.folder / "trust"
    stranger = make_office(tmp_path / "stranger")
    renew_list(stranger.folder, authority_passphrase=PASSPHRASE, clock=later(days=2))
    list_file = tmp_path / "forged.crl"
    content = bytearray((trust / LIST_FILE).read_bytes())
    content[-1] ^= 1
    list_file.write_bytes(content)
    with pytest.raises(SigningError) as caught:
        take_into_trust(list_file, tmp_path / "held", (trust,), agree)
    assert caught.value.key in {"trust-list-forged", "trust-file-malformed"}
    with pytest.raises(SigningError) as caught:
        take_into_trust(stranger.folder / "trust" / LIST_FILE, tmp_path / "held", (trust,), agree)
    assert caught.value.key == "trust-list-stranger"


@pytest.mark.parametrize(
    "content", [b"", b"neither", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_what_is_neither_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.pem"
    file.write_bytes(content)
    with pytest.raises(SigningError) as caught:
        take_into_trust(file, tmp_path / "held", (), agree)
    assert (caught.value.key, caught.value.facts["file"]) == ("trust-file-malformed", str(file))


def test_a_missing_file_and_a_key_are_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(SigningError) as caught:
        take_into_trust(tmp_path / "none.pem", tmp_path / "held", (), agree)
    assert caught.value.key == "file-not-found"
    with pytest.raises(SigningError) as caught:
        take_into_trust(office.folder / "keys" / AUTHORITY_KEY_FILE, tmp_path / "held", (), agree)
    assert caught.value.key == "trust-file-malformed"
