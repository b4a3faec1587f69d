"""Owns the tests of sealing: what is sealed opens with the recipient's key alone. It refuses to trust a round trip of its own."""

from __future__ import annotations

import shutil
import struct
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes, keywrap, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from console.errors import SigningError
from console.signing.sealing import SharedInfo, read_recipient, seal

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
CONTENT = "谁\n".encode() * 100
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


def certificate(key: Key, days: int = 10) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "supplier")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(4711).not_valid_before(NOW - timedelta(days=1))
    builder = builder.not_valid_after(NOW + timedelta(days=days))
    return builder.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())


def pem(one: x509.Certificate) -> bytes:
    return one.public_bytes(serialization.Encoding.PEM)


def opened_on_a_curve(sealed: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
    """Open by the standard's own steps, with the library's parts."""
    enveloped = cms.ContentInfo.load(sealed)["content"]
    told = enveloped["recipient_infos"][0].chosen
    public = serialization.load_der_public_key(
        told["originator"].chosen.dump(force=True).replace(b"\xa1", b"\x30", 1)
    )
    assert isinstance(public, ec.EllipticCurvePublicKey)
    wrap = cms.KeyEncryptionAlgorithm.load(told["key_encryption_algorithm"]["parameters"].dump())
    shared = SharedInfo({"key_info": wrap, "bits": struct.pack(">I", 256)}).dump()
    derived = X963KDF(hashes.SHA256(), 32, shared).derive(key.exchange(ec.ECDH(), public))
    inner = keywrap.aes_key_unwrap(derived, told["recipient_encrypted_keys"][0]["encrypted_key"].native)
    held = enveloped["encrypted_content_info"]
    start = held["content_encryption_algorithm"]["parameters"].native
    decryptor = Cipher(algorithms.AES256(inner), modes.CBC(start)).decryptor()
    padded = decryptor.update(held["encrypted_content"].native) + decryptor.finalize()
    return padded[: -padded[-1]]


def test_on_a_curve_the_key_opens_it_and_another_does_not() -> None:
    key, other = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    sealed = seal(CONTENT, certificate(key))
    assert CONTENT[:6] not in sealed
    assert opened_on_a_curve(sealed, key) == CONTENT
    with pytest.raises(keywrap.InvalidUnwrap):
        opened_on_a_curve(sealed, other)
    assert seal(CONTENT, certificate(key)) != sealed


def test_with_rsa_the_library_opens_it() -> None:
    key = rsa.generate_private_key(65537, 2048)
    found = certificate(key)
    assert pkcs7.pkcs7_decrypt_der(seal(CONTENT, found), found, key, []) == CONTENT


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")
@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1()])
def test_another_program_opens_it(tmp_path: Path, curve: ec.EllipticCurve) -> None:
    key = ec.generate_private_key(curve)
    files = {name: tmp_path / name for name in ("key.pem", "cert.pem", "sealed.p7m", "opened")}
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    files["key.pem"].write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    files["cert.pem"].write_bytes(pem(certificate(key)))
    files["sealed.p7m"].write_bytes(seal(CONTENT, certificate(key)))
    words = ["openssl", "cms", "-decrypt", "-inform", "DER", "-binary", "-in", str(files["sealed.p7m"])]
    words += ["-recip", str(files["cert.pem"]), "-inkey", str(files["key.pem"]), "-out", str(files["opened"])]
    subprocess.run(words, check=True, capture_output=True)
    assert files["opened"].read_bytes() == CONTENT


def test_what_cannot_be_sealed_to_is_refused() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    assert read_recipient(pem(certificate(key)), "a", NOW).serial_number == 4711
    der = certificate(key).public_bytes(serialization.Encoding.DER)
    assert read_recipient(der, "a", NOW).serial_number == 4711
    cases = {
        "seal-certificate": (b"-----BEGIN nothing", NOW),
        "seal-expired": (pem(certificate(key)), NOW + timedelta(days=20)),
        "seal-key": (pem(certificate(ed25519.Ed25519PrivateKey.generate())), NOW),
    }
    for wanted, (content, at) in cases.items():
        with pytest.raises(SigningError) as caught:
            read_recipient(content, "a", at)
        assert caught.value.key == wanted
