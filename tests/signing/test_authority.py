"""Owns the proof that the demonstration authority says what it is and keeps no key in clear."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from asn1crypto import keys, pem
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from console.signing import certificates
from console.signing.authority import demonstration_signer, has_authority, renew_list, revoke
from console.signing.keyfile import ROUNDS, read_key, write_key
from console.signing.signer import list_signers, open_signer
from tests.signing.papers import PASSPHRASE, FixedClock, Office, later, make_office, make_signer, refusal


def test_every_subject_says_demonstration(office: Office) -> None:
    for certificate in (office.preparer.certificate, office.trust.roots[0]):
        assert "DEMONSTRATION" in certificate.subject.rfc4514_string()
    assert office.preparer.demonstration


def test_the_signer_is_who_was_named(office: Office) -> None:
    signer = office.preparer
    assert (signer.person, signer.organisation) == ("王审计", "演示省审计厅")
    usage = signer.certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature and usage.content_commitment and not usage.key_cert_sign
    key = signer.certificate.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name == "secp256r1"


def test_no_key_lies_in_clear(office: Office) -> None:
    files = sorted((office.folder / "keys").glob("*.key.pem"))
    assert len(files) == 3
    secret = office.preparer.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    scalar = office.preparer.key.private_numbers().private_value.to_bytes(32, "big")  # type: ignore[union-attr]
    for path in files:
        content = path.read_bytes()
        unarmored = pem.unarmor(content)[2]
        assert b"ENCRYPTED PRIVATE KEY" in content
        assert secret not in unarmored and scalar not in unarmored
        kdf = keys.EncryptedPrivateKeyInfo.load(unarmored)["encryption_algorithm"]["parameters"]
        assert kdf["key_derivation_func"]["parameters"]["iteration_count"].native == ROUNDS


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX")
def test_only_the_owner_reads_a_key(office: Office) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (office.folder / "keys").glob("*.key.pem")}
    assert modes == {0o600}


def test_the_passphrase_opens_the_key_and_no_other_does(office: Office) -> None:
    opened = open_signer(office.folder / "keys", "preparer", PASSPHRASE)
    assert opened.fingerprint == office.preparer.fingerprint
    with refusal("key-passphrase-wrong"):
        open_signer(office.folder / "keys", "preparer", "another")
    with refusal("passphrase-empty"):
        open_signer(office.folder / "keys", "preparer", "")
    with refusal("signer-unknown"):
        open_signer(office.folder / "keys", "nobody", PASSPHRASE)


def test_a_key_is_never_written_over(office: Office) -> None:
    with refusal("key-file-exists"):
        make_office(office.folder)
    with refusal("key-file-exists"):
        make_signer(office.folder, "preparer", "别人")


def test_a_clear_or_damaged_or_foreign_key_is_refused(own_office: Office) -> None:
    folder = own_office.folder / "keys"
    path = folder / "preparer.key.pem"
    content = path.read_bytes()
    key = own_office.preparer.key
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with refusal("key-file-clear"):
        open_signer(folder, "preparer", PASSPHRASE)
    path.write_bytes(content[:120] + b"\n-----END ENCRYPTED PRIVATE KEY-----\n")
    with refusal("key-file-malformed"):
        open_signer(folder, "preparer", PASSPHRASE)
    path.write_bytes((folder / "approver.key.pem").read_bytes())
    with refusal("key-not-of-certificate"):
        open_signer(folder, "preparer", PASSPHRASE)
    path.unlink()
    with refusal("key-file-missing"):
        open_signer(folder, "preparer", PASSPHRASE)


def test_a_key_without_a_passphrase_is_not_written(tmp_path: Path) -> None:
    with refusal("passphrase-empty"):
        write_key(tmp_path / "x.key.pem", ec.generate_private_key(ec.SECP256R1()), "")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("identity", ["", "Upper", "../x", "a b", "x" * 41, "王"])
def test_names_of_files_are_plain(office: Office, identity: str) -> None:
    with refusal("signer-identity"):
        make_signer(office.folder, identity, "王审计")


@pytest.mark.parametrize("person", ["", "   ", "名" * 65])
def test_a_name_must_fit_the_certificate(office: Office, person: str) -> None:
    with refusal("signer-name"):
        make_signer(office.folder, "someone", person)
    assert not (office.folder / "keys" / "someone.key.pem").exists()


def test_without_an_authority_nobody_is_issued(tmp_path: Path) -> None:
    with refusal("authority-missing"):
        make_signer(tmp_path, "someone", "王审计")


def test_first_use_makes_everything_and_the_second_opens_it(tmp_path: Path) -> None:
    assert not has_authority(tmp_path)
    made = [
        demonstration_signer(
            tmp_path,
            "inspector",
            person="王审计",
            organisation="演示省审计厅",
            passphrase="口令",
            clock=FixedClock(),
        )
        for _ in range(2)
    ]
    assert has_authority(tmp_path)
    assert made[0].fingerprint == made[1].fingerprint
    assert [card.identity for card in list_signers(tmp_path / "keys")] == ["inspector"]
    assert read_key(tmp_path / "keys" / "inspector.key.pem", "口令")


def test_revocations_add_up_and_survive_a_new_list(own_office: Office) -> None:
    for identity, hours in (("preparer", 1), ("approver", 2), ("preparer", 3)):
        revoke(own_office.folder, identity, authority_passphrase=PASSPHRASE, clock=later(hours=hours))
    renew_list(own_office.folder, authority_passphrase=PASSPHRASE, clock=later(days=10))
    (known,) = own_office.trust.lists
    serials = {each.certificate.serial_number for each in (own_office.preparer, own_office.approver)}
    assert set(known.revoked) == serials
    assert known.issued_at == later(days=10).at


def test_a_wrong_authority_passphrase_revokes_nobody(own_office: Office) -> None:
    with refusal("key-passphrase-wrong"):
        revoke(own_office.folder, "preparer", authority_passphrase="wrong", clock=later(hours=1))
    assert own_office.trust.lists[0].revoked == {}


def test_the_root_is_an_authority_and_signs_no_documents(office: Office) -> None:
    root = office.trust.roots[0]
    assert certificates.is_authority(root) and not certificates.may_sign_documents(root)
