"""Owns the fixtures of the tests that go the whole way. It refuses to share what a test may change."""

from __future__ import annotations

import pytest

from console.jobs.brief import Briefing
from console.jobs.brief_request import BriefRequest
from tests.end_to_end.briefing_papers import Bureau, make_bureau


@pytest.fixture(scope="session")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """Return a small signed sample with signers nobody revokes."""
    return make_bureau(tmp_path_factory.mktemp("bureau"))


@pytest.fixture(scope="session")
def signed(bureau: Bureau) -> Briefing:
    """Return the Chinese briefing on the whole province, signed."""
    return bureau.written(BriefRequest(), bureau.signers)
