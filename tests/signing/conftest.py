"""Owns what the signing tests share: an office with its authority and signers, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.signing.papers import Office, make_office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office nobody revokes anything in."""
    return make_office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def own_office(tmp_path: Path) -> Office:
    """Return an office of the test's own."""
    return make_office(tmp_path / "own")
