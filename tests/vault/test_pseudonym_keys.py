"""Owns the tests of the keys of pseudonyms. It refuses the store of the machine it runs on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from console.errors import KeyStoreError
from console.vault.asking_vault import AskingVault
from console.vault.pseudonym_keys import fingerprint, make_pseudonym_key, pseudonym_key

SECRET = "correct horse battery staple"


class HeldVault:
    """A vault in memory."""

    safe = True

    def __init__(self) -> None:
        self.held: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        return self.held.get(name)

    def write(self, name: str, secret: str) -> None:
        self.held[name] = secret

    def forget(self, name: str) -> None:
        self.held.pop(name, None)


def test_one_secret_makes_another_key_for_every_cross_check() -> None:
    vault = AskingVault(lambda name: SECRET)
    benefits, funds = pseudonym_key(vault, "benefits"), pseudonym_key(vault, "funds")
    assert benefits == pseudonym_key(vault, "benefits")
    assert benefits != funds
    assert len(benefits) == 32
    assert fingerprint(benefits) != fingerprint(funds)
    assert fingerprint(benefits) not in benefits.hex()


def test_a_key_made_is_kept_and_is_the_same_again() -> None:
    vault = HeldVault()
    made = make_pseudonym_key(vault, "benefits")
    assert pseudonym_key(vault, "benefits") == made
    assert make_pseudonym_key(HeldVault(), "benefits") != made
    assert make_pseudonym_key(HeldVault(), "benefits", SECRET) == pseudonym_key(
        AskingVault(lambda name: SECRET), "benefits"
    )


def test_a_key_is_not_replaced_nor_too_short_nor_made_up() -> None:
    vault = HeldVault()
    make_pseudonym_key(vault, "benefits")
    before = dict(vault.held)
    calls: tuple[tuple[Callable[[], bytes], str], ...] = (
        (lambda: make_pseudonym_key(vault, "benefits"), "pseudonym-key-there"),
        (lambda: make_pseudonym_key(vault, "funds", "short"), "pseudonym-key-short"),
        (lambda: pseudonym_key(vault, "funds"), "pseudonym-key-missing"),
        (lambda: make_pseudonym_key(AskingVault(lambda name: None), "funds"), "vault-keeps-nothing"),
    )
    for call, key in calls:
        with pytest.raises(KeyStoreError) as caught:
            call()
        assert caught.value.key == key
    assert vault.held == before
