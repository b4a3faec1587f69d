"""Owns the person who signs: a certificate, its chain and the opened key. It refuses a key that is not the certificate's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography import x509
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from console.errors import KeyStoreError, SigningError
from console.signing import certificates
from console.signing.keyfile import PrivateKey, clear_for_signing, read_key

KEY_ENDING = ".key.pem"
CHAIN_ENDING = ".chain.pem"


@dataclass(frozen=True, slots=True)
class SignerCard:
    """What can be told of a signer without opening the key."""

    identity: str  # the file name of key and chain, without ending
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]  # the issuers, up to the root

    @property
    def person(self) -> str:
        """Return the name the certificate states."""
        return certificates.person(self.certificate)

    @property
    def organisation(self) -> str:
        """Return the organisation the certificate states."""
        return certificates.organisation(self.certificate)

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the certificate in hexadecimal."""
        return certificates.fingerprint(self.certificate)

    @property
    def demonstration(self) -> bool:
        """Say whether the certificate calls itself a demonstration."""
        return certificates.demonstration(self.certificate)

    @property
    def expires(self) -> datetime:
        """Return the instant after which the certificate signs no more."""
        return self.certificate.not_valid_after_utc


@dataclass(frozen=True, slots=True)
class FileSigner(SignerCard):
    """A signer whose key file was opened with its passphrase."""

    key: PrivateKey = field(repr=False)

    def for_pyhanko(self) -> SimpleSigner:
        """Return the signer as pyHanko takes it, with the whole chain to embed."""
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        for certificate in self.chain:
            store.register(certificates.for_pyhanko(certificate))
        return SimpleSigner(
            signing_cert=certificates.for_pyhanko(self.certificate),
            signing_key=clear_for_signing(self.key),
            cert_registry=store,
        )


def list_signers(key_folder: Path) -> tuple[SignerCard, ...]:
    """Return the cards of all signers with a key in the folder, by identity."""
    names = sorted(path.name.removesuffix(CHAIN_ENDING) for path in key_folder.glob(f"*{CHAIN_ENDING}"))
    return tuple(read_card(key_folder, name) for name in names)


def read_card(key_folder: Path, identity: str) -> SignerCard:
    """Return the card of one signer; raises SigningError signer-unknown or signer-chain-malformed."""
    path = key_folder / f"{identity}{CHAIN_ENDING}"
    try:
        chain = x509.load_pem_x509_certificates(path.read_bytes())
    except OSError as fault:
        raise SigningError("signer-unknown", signer=identity, folder=str(key_folder)) from fault
    except ValueError as fault:
        raise SigningError("signer-chain-malformed", file=str(path), detail=str(fault)) from fault
    return SignerCard(identity, chain[0], tuple(chain[1:]))


def open_signer(key_folder: Path, identity: str, passphrase: str) -> FileSigner:
    """Return the signer with the key opened.

    Raises SigningError signer-unknown, KeyStoreError key-passphrase-wrong and the like, or key-not-of-certificate.
    """
    card = read_card(key_folder, identity)
    path = key_folder / f"{identity}{KEY_ENDING}"
    key = read_key(path, passphrase)
    if key.public_key() != card.certificate.public_key():
        raise KeyStoreError("key-not-of-certificate", file=str(path))
    return FileSigner(card.identity, card.certificate, card.chain, key)
