"""Owns what every test shares: a home of its own, and what a passphrase becomes, computed once.

It refuses to make any passphrase cheaper.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pytest

from console.signing import keyfile
from console.vault import wrapping

MANY = 512


@pytest.fixture(scope="session", autouse=True)
def home_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder of user data that is empty: rules or settings of whoever runs the tests would be counted with the console's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLUMBLINE_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session", autouse=True)
def passphrases_once() -> Iterator[None]:
    """The key that a passphrase, its salt and its cost give, or that a sealed file gives, depends on them alone.

    A command asks for it anew, as it should, and a test runs dozens of commands.
    """
    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((wrapping, "hash_secret_raw"), (keyfile, "load_pem_private_key")):
            patch.setattr(module, name, lru_cache(MANY)(getattr(module, name)))
        yield
