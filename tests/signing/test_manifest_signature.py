"""Owns the proof that a manifest's signature is good only as made, by a known signer in force, over the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from asn1crypto import cms
from hypothesis import given, settings
from hypothesis import strategies as some

from console.signing import certificates
from console.signing.authority import revoke
from console.signing.manifest_signature import sign_manifest, verify_manifest
from console.signing.truststore import TrustStore
from tests.signing.papers import (
    PASSPHRASE,
    FixedClock,
    Office,
    failures,
    later,
    make_office,
    make_signer,
    refusal,
)

MANIFEST = '{"file":"演示省.duckdb"}'.encode()


@pytest.fixture(scope="module")
def signature(office: Office) -> bytes:
    return sign_manifest(MANIFEST, office.preparer, later(hours=1))


def test_it_holds(office: Office, signature: bytes) -> None:
    checks = verify_manifest(MANIFEST, signature, office.trust, later(hours=2).at)
    assert failures(checks) == []
    assert {"signer-demonstration", "signing-time-claimed", "signer-in-force", "signer-not-revoked"} <= {
        check.key for check in checks
    }


def test_it_is_detached_der_with_time_digest_and_chain(office: Office, signature: bytes) -> None:
    found = cms.ContentInfo.load(signature, strict=True)["content"]
    names = {each["type"].native for each in found["signer_infos"][0]["signed_attrs"]}
    assert names == {"content_type", "message_digest", "signing_time", "signing_certificate_v2"}
    assert found["encap_content_info"]["content"].native is None
    assert len(found["certificates"]) == 2
    assert MANIFEST not in signature


def test_changed_bytes_are_seen(office: Office, signature: bytes) -> None:
    checks = verify_manifest(MANIFEST + b" ", signature, office.trust, later(hours=2).at)
    assert failures(checks) == ["signed-content-differs"]


@pytest.mark.parametrize("broken", [b"", b"\0", b"hello", b"0\x80\0\0", b"0" * 300_000])
def test_what_is_no_signature_is_said_to_be_broken(office: Office, broken: bytes) -> None:
    assert failures(verify_manifest(MANIFEST, broken, office.trust, later(hours=2).at)) == [
        "container-broken"
    ]


def test_a_signer_nobody_knows(office: Office, tmp_path: Path, signature: bytes) -> None:
    stranger = make_office(tmp_path)
    assert failures(verify_manifest(MANIFEST, signature, stranger.trust, later(hours=2).at)) == [
        "signer-unknown"
    ]
    assert failures(verify_manifest(MANIFEST, signature, TrustStore(), later(hours=2).at)) == [
        "signer-unknown"
    ]


def test_a_revoked_signer(own_office: Office) -> None:
    signed = sign_manifest(MANIFEST, own_office.preparer, later(hours=1))
    revoke(own_office.folder, "preparer", authority_passphrase=PASSPHRASE, clock=later(days=1))
    assert failures(verify_manifest(MANIFEST, signed, own_office.trust, later(days=2).at)) == [
        "signer-revoked"
    ]


def test_without_a_list_nobody_says_that_the_signer_still_counts(own_office: Office) -> None:
    signed = sign_manifest(MANIFEST, own_office.preparer, later(hours=1))
    (own_office.folder / "trust" / "demonstration.crl").unlink()
    checks = verify_manifest(MANIFEST, signed, own_office.trust, later(hours=2).at)
    assert failures(checks) == ["revocation-unknown"]


def test_an_overdue_list_is_said(office: Office, signature: bytes) -> None:
    checks = verify_manifest(MANIFEST, signature, office.trust, later(days=200).at)
    assert failures(checks) == []
    assert "revocation-list-stale" in {check.key for check in checks}


def test_expired_since_is_valid_at_the_claimed_time_and_said(office: Office, signature: bytes) -> None:
    checks = verify_manifest(MANIFEST, signature, office.trust, later(days=800).at)
    assert failures(checks) == []
    (told,) = [check for check in checks if check.key == "signer-expired-since"]
    assert str(told.facts["at"]).startswith("2026-07-03 13:00")


def test_nobody_signs_out_of_date(office: Office) -> None:
    for clock in (later(days=800), later(days=-1)):
        with refusal("signer-not-in-force"):
            sign_manifest(MANIFEST, office.preparer, clock)


def test_a_certificate_of_tomorrow(own_office: Office) -> None:
    signer = make_signer(own_office.folder, "tomorrow", "赵明天", later(days=1))
    signed = sign_manifest(MANIFEST, signer, later(days=1, hours=1))
    keys = failures(verify_manifest(MANIFEST, signed, own_office.trust, later(hours=2).at))
    assert keys == ["signing-time-ahead", "signer-not-yet-valid"]


def test_a_time_ahead_of_the_clock(office: Office) -> None:
    signed = sign_manifest(MANIFEST, office.preparer, later(hours=3))
    now = later(hours=2)
    assert failures(verify_manifest(MANIFEST, signed, office.trust, now.at)) == ["signing-time-ahead"]
    almost = sign_manifest(MANIFEST, office.preparer, later(hours=2, minutes=4))
    assert failures(verify_manifest(MANIFEST, almost, office.trust, now.at)) == []


def test_a_borrowed_certificate_does_not_help(office: Office, signature: bytes) -> None:
    """The approver's certificate put where the preparer's stood."""
    ours, theirs = (certificates.der(each.certificate) for each in (office.preparer, office.approver))
    swapped = signature.replace(ours, theirs)
    assert swapped != signature
    assert failures(verify_manifest(MANIFEST, swapped, office.trust, later(hours=2).at)) == [
        "container-broken"
    ]


def test_a_root_signs_nothing_itself(own_office: Office) -> None:
    from console.signing.keyfile import read_key
    from console.signing.signer import FileSigner

    root = own_office.trust.roots[0]
    key = read_key(own_office.folder / "keys" / "demonstration-authority.key.pem", PASSPHRASE)
    signed = sign_manifest(MANIFEST, FileSigner("root", root, (), key), FixedClock())
    checks = verify_manifest(MANIFEST, signed, own_office.trust, later(hours=1).at)
    assert failures(checks) == ["signer-unknown"]


@settings(max_examples=300, deadline=None)
@given(data=some.data())
def test_no_changed_bit_is_ever_good(office: Office, signature: bytes, data: some.DataObject) -> None:
    place = data.draw(some.integers(0, len(signature) - 1))
    changed = bytearray(signature)
    changed[place] ^= 1 << data.draw(some.integers(0, 7))
    assert failures(verify_manifest(MANIFEST, bytes(changed), office.trust, later(hours=2).at))


@settings(max_examples=100, deadline=None)
@given(data=some.data())
def test_neither_more_nor_less_is_ever_good(office: Office, signature: bytes, data: some.DataObject) -> None:
    cut = data.draw(some.integers(0, len(signature) - 1))
    more = data.draw(some.binary(min_size=1, max_size=20))
    for changed in (signature[:cut], signature + more, more + signature):
        assert failures(verify_manifest(MANIFEST, changed, office.trust, later(hours=2).at))
