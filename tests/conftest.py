"""Owns what every test shares: what a passphrase becomes is computed once. It refuses to make any passphrase cheaper."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pytest

from console.signing import keyfile
from console.vault import wrapping

MANY = 512


@pytest.fixture(scope="session", autouse=True)
def passphrases_once() -> Iterator[None]:
    """The key that a passphrase, its salt and its cost give, or that a sealed file gives, depends on them alone.

    A command asks for it anew, as it should, and a test runs dozens of commands.
    """
    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((wrapping, "hash_secret_raw"), (keyfile, "load_pem_private_key")):
            patch.setattr(module, name, lru_cache(MANY)(getattr(module, name)))
        yield
