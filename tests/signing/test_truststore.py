"""Owns the proof that the trust store holds what the folders hold, and names what it cannot take."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from console.signing.truststore import TrustStore
from tests.signing.papers import NOON, Office, later, refusal


def test_certificates_and_lists_are_read_from_every_folder(
    office: Office, own_office: Office, tmp_path: Path
) -> None:
    trust = TrustStore.load((office.folder / "trust", own_office.folder / "trust", tmp_path / "none"))
    assert len(trust.roots) == 2 and trust.intermediates == ()
    assert {known.authority for known in trust.lists} == set(trust.roots)


def test_der_and_doubles_are_understood(own_office: Office) -> None:
    folder = own_office.folder / "trust"
    root = own_office.trust.roots[0]
    (folder / "again.cer").write_bytes(root.public_bytes(Encoding.DER))
    (folder / "more.CRT").write_bytes(root.public_bytes(Encoding.PEM))
    assert own_office.trust.roots == (root,)


def test_no_folder_is_no_trust(tmp_path: Path) -> None:
    assert TrustStore.load((tmp_path / "none",)) == TrustStore()


@pytest.mark.parametrize("name", ["x.pem", "x.crt", "x.cer", "x.crl"])
@pytest.mark.parametrize(
    "content", [b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_malformed_file_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with refusal("trust-file-malformed"):
        TrustStore.load((tmp_path,))


def test_a_truncated_certificate_is_named(own_office: Office) -> None:
    path = own_office.folder / "trust" / "demonstration.pem"
    der = own_office.trust.roots[0].public_bytes(Encoding.DER)
    path.write_bytes(der[:-20])
    with refusal("trust-file-malformed"):
        assert own_office.trust


def test_a_signer_is_no_authority(own_office: Office) -> None:
    content = own_office.preparer.certificate.public_bytes(Encoding.PEM)
    (own_office.folder / "trust" / "signer.pem").write_bytes(content)
    with refusal("trust-not-an-authority"):
        assert own_office.trust


def test_a_forged_list_is_named(own_office: Office) -> None:
    empty = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(own_office.trust.roots[0].subject)
        .last_update(NOON)
        .next_update(later(days=900).at)
        .sign(ec.generate_private_key(ec.SECP256R1()), hashes.SHA256())
    )
    (own_office.folder / "trust" / "newer.crl").write_bytes(empty.public_bytes(Encoding.DER))
    with refusal("trust-list-forged"):
        assert own_office.trust


def test_a_list_of_an_authority_not_here_is_not_needed(own_office: Office) -> None:
    (own_office.folder / "trust" / "demonstration.pem").unlink()
    assert own_office.trust == TrustStore()


def test_a_list_grows_stale(office: Office) -> None:
    (known,) = office.trust.lists
    assert not known.stale(later(days=179).at)
    assert known.stale(later(days=181).at)
