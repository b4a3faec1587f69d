"""Owns a demonstration authority: a root, the signers it names, and what it revoked.

It refuses to look like a real one: every subject says DEMONSTRATION.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from console.domain.ports import Clock
from console.errors import SigningError
from console.signing.certificates import DEMONSTRATION
from console.signing.keyfile import PrivateKey, read_key, write_key
from console.signing.signer import CHAIN_ENDING, KEY_ENDING, FileSigner, open_signer, read_card

ROOT_FILE = "demonstration.pem"
LIST_FILE = "demonstration.crl"
AUTHORITY_KEY_FILE = "demonstration-authority.key.pem"
LIST_DAYS = 180
_IDENTITY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_SKEW = timedelta(minutes=5)  # a neighbour's clock may be this far behind


def make_authority(folder: Path, passphrase: str, clock: Clock) -> None:
    """Make a root certificate and an empty revocation list in ``folder/trust``, and its key in ``folder/keys``.

    Raises SigningError key-file-exists where there is one already.
    """
    key, now, name = ec.generate_private_key(ec.SECP256R1()), _second(clock), _root_name()
    root = (
        _certificate(name, name, key.public_key(), key.public_key())
        .not_valid_before(now - _SKEW)
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(True, 0), critical=True)
        .add_extension(_usage(authority=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    write_key(folder / "keys" / AUTHORITY_KEY_FILE, key, passphrase)
    _write(folder / "trust" / ROOT_FILE, root.public_bytes(Encoding.PEM))
    _write_list(folder, root, key, [], now, number=1)


def has_authority(folder: Path) -> bool:
    """Say whether the folder holds a demonstration authority already."""
    return (folder / "keys" / AUTHORITY_KEY_FILE).exists()


def issue_signer(
    folder: Path,
    identity: str,
    *,
    person: str,
    organisation: str,
    authority_passphrase: str,
    passphrase: str,
    clock: Clock,
    days: int = 730,
) -> FileSigner:
    """Name a person of an organisation a signer: an EC P-256 key under its own passphrase and a certificate.

    Raises SigningError signer-identity, signer-name, key-file-exists or authority-missing, KeyStoreError for keys.
    """
    if not _IDENTITY.fullmatch(identity):
        raise SigningError("signer-identity", signer=identity)
    subject, now = _signer_name(person, organisation), _second(clock)
    root, root_key = _opened(folder, authority_passphrase)
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        _certificate(subject, root.subject, key.public_key(), root_key.public_key())
        .not_valid_before(now - _SKEW)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(False, None), critical=True)
        .add_extension(_usage(authority=False), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    chain = certificate.public_bytes(Encoding.PEM) + root.public_bytes(Encoding.PEM)
    write_key(folder / "keys" / f"{identity}{KEY_ENDING}", key, passphrase)
    _write(folder / "keys" / f"{identity}{CHAIN_ENDING}", chain)
    return FileSigner(identity, certificate, (root,), key)


def demonstration_signer(
    folder: Path, identity: str, *, person: str, organisation: str, passphrase: str, clock: Clock
) -> FileSigner:
    """Return the signer, making authority and certificate under the one passphrase at first use."""
    if (folder / "keys" / f"{identity}{CHAIN_ENDING}").exists():
        return open_signer(folder / "keys", identity, passphrase)
    if not has_authority(folder):
        make_authority(folder, passphrase, clock)
    return issue_signer(
        folder,
        identity,
        person=person,
        organisation=organisation,
        authority_passphrase=passphrase,
        passphrase=passphrase,
        clock=clock,
    )


def revoke(folder: Path, identity: str, *, authority_passphrase: str, clock: Clock) -> None:
    """Put the signer's certificate on a new revocation list, from now on."""
    serial, now = read_card(folder / "keys", identity).certificate.serial_number, _second(clock)
    root, key = _opened(folder, authority_passphrase)
    known = _list(folder)
    entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(now).build()
    kept = [revoked for revoked in known if revoked.serial_number != serial]
    _write_list(folder, root, key, [*kept, entry], now, number=_number(known) + 1)


def renew_list(folder: Path, *, authority_passphrase: str, clock: Clock) -> None:
    """Put out the same revocation list anew, with today's date."""
    root, key = _opened(folder, authority_passphrase)
    known = _list(folder)
    _write_list(folder, root, key, list(known), _second(clock), number=_number(known) + 1)


def _opened(folder: Path, passphrase: str) -> tuple[x509.Certificate, PrivateKey]:
    path = folder / "trust" / ROOT_FILE
    try:
        root = x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError) as fault:
        raise SigningError("authority-missing", file=str(path)) from fault
    return root, read_key(folder / "keys" / AUTHORITY_KEY_FILE, passphrase)


def _list(folder: Path) -> x509.CertificateRevocationList:
    path = folder / "trust" / LIST_FILE
    try:
        return x509.load_der_x509_crl(path.read_bytes())
    except (OSError, ValueError) as fault:
        raise SigningError("authority-missing", file=str(path)) from fault


def _number(known: x509.CertificateRevocationList) -> int:
    return known.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number


def _write_list(
    folder: Path,
    root: x509.Certificate,
    key: PrivateKey,
    entries: list[x509.RevokedCertificate],
    now: datetime,
    number: int,
) -> None:
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(now)
        .next_update(now + timedelta(days=LIST_DAYS))
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(issuer, critical=False)
    )
    for entry in entries:
        builder = builder.add_revoked_certificate(entry)
    _write(folder / "trust" / LIST_FILE, builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER))


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, issuer_key: object
) -> x509.CertificateBuilder:
    issued_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key)  # type: ignore[arg-type]
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(issued_by, critical=False)
    )


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _root_name() -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"{DEMONSTRATION} 演示机构"),
            x509.NameAttribute(
                NameOID.COMMON_NAME, f"Plumbline {DEMONSTRATION} Root 准绳演示根 {secrets.token_hex(4)}"
            ),
        ]
    )


def _signer_name(person: str, organisation: str) -> x509.Name:
    try:
        return x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation.strip()),
                x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, f"{DEMONSTRATION} 演示证书"),
                x509.NameAttribute(NameOID.COMMON_NAME, person.strip()),
            ]
        )
    except ValueError as fault:
        raise SigningError("signer-name", person=person, organisation=organisation) from fault


def _second(clock: Clock) -> datetime:
    return clock.now().replace(microsecond=0)


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(path.name + ".new")
        half.write_bytes(content)
        half.replace(path)
    except OSError as fault:
        raise SigningError(
            "key-file-unwritable", file=str(path), detail=fault.strerror or str(fault)
        ) from fault
