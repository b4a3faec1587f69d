"""Owns what every test shares: a home of its own, and what a passphrase becomes, computed once.

It refuses to make any passphrase cheaper.
"""

from __future__ import annotations

import gc
import pickle
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from types import SimpleNamespace

import pytest

from console.catalogue import files
from console.signing import keyfile
from console.vault import wrapping

MANY = 512


def pytest_collection_finish() -> None:
    """Leave what was collected out of every search for circles: half a million objects that all live to the end.

    The tests of the window search after each test, which took a sixth of the suite's time.
    """
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Have the interpreter's end clear away what was left out."""
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def home_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder of user data that is empty: rules or settings of whoever runs the tests would be counted with the console's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLUMBLINE_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session", autouse=True)
def files_taken_apart_once() -> Iterator[None]:
    """What a definition's text holds depends on the text alone; a suite reads all definitions hundreds of times."""
    taken_apart = lru_cache(None)(lambda text: pickle.dumps(tomllib.loads(text)))
    with pytest.MonkeyPatch.context() as patch:
        loads = {"loads": lambda text: pickle.loads(taken_apart(text))}  # each caller has its own
        patch.setattr(files, "tomllib", SimpleNamespace(**vars(tomllib) | loads))
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
