"""What a warm open may show before the bytes are hashed: only what was kept of the extract a trusted manifest names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from console.catalogue.load import load_catalogue
from console.domain.catalogue import Catalogue
from console.domain.period import parse
from console.domain.ports import Silent, SystemClock
from console.domain.verification import Verdict
from console.jobs.extract import open_extract
from console.jobs.glance import glance, keep_glance
from console.jobs.opened import OpenRequest
from console.jobs.overview import overview
from console.jobs.overview_answers import Overview, OverviewRequest
from console.jobs.sample import FILE, SampleRequest, make_sample
from console.paths import resource_root
from console.signing.beside import manifest_path, signature_path

CASES = 400
MEMORY = 2 * 1024**3
ASKED = OverviewRequest(period=parse("2026Q2"), compared=parse("2026Q1"))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Every definition that ships."""
    return load_catalogue(resource_root())


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small signed sample with its trust folder."""
    folder = tmp_path_factory.mktemp("glance")
    made = SampleRequest(folder, resource_root(), CASES, None, "a passphrase of this test", 1, MEMORY)
    make_sample(made, SystemClock(), Silent())
    return folder


@pytest.fixture
def request_of(signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenRequest:
    """A request for a copy of the sample, with the user's folder moved away."""
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    for path in signed.glob(f"{FILE}*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return OpenRequest(tmp_path / FILE, (signed / "trust",), MEMORY, 1)


def _keep(request: OpenRequest, catalogue: Catalogue, asked: OverviewRequest = ASKED) -> Overview:
    with open_extract(request, catalogue, SystemClock(), Silent()) as extract:
        answer = overview(extract, asked, Silent())
        keep_glance(extract, asked, answer)
    return answer


def test_what_was_kept_comes_back_and_is_called_valid_by_nobody(
    request_of: OpenRequest, catalogue: Catalogue
) -> None:
    assert glance(request_of, catalogue.digest, SystemClock(), Silent()) == ()
    answer = _keep(request_of, catalogue)
    (found,) = glance(request_of, catalogue.digest, SystemClock(), Silent())
    assert (found.asked, found.overview) == (ASKED, answer)
    assert found.opened.mark == "unsigned"
    assert found.opened.verification.verdict is Verdict.UNTRUSTED
    assert [check.key for check in found.opened.verification.checks if not check.passed] == [
        "extract-being-verified"
    ]


def _unsigned(path: Path) -> None:
    signature_path(path).unlink()


def _manifest_changed(path: Path) -> None:
    told = manifest_path(path)
    told.write_bytes(told.read_bytes().replace(b'"tables"', b'"tables" '))


def _longer(path: Path) -> None:
    with path.open("ab") as stream:
        stream.write(b"\0")


@pytest.mark.parametrize("spoil", [_unsigned, _manifest_changed, _longer, Path.unlink])
def test_nothing_is_shown_where_anything_already_stands_against_the_file(
    request_of: OpenRequest, catalogue: Catalogue, spoil: Callable[[Path], object]
) -> None:
    _keep(request_of, catalogue)
    assert glance(request_of, catalogue.digest, SystemClock(), Silent())
    spoil(request_of.path)
    assert glance(request_of, catalogue.digest, SystemClock(), Silent()) == ()


def test_nothing_is_shown_to_whoever_trusts_nobody_or_for_other_definitions_or_a_diagnosis(
    request_of: OpenRequest, catalogue: Catalogue
) -> None:
    _keep(request_of, catalogue)
    stranger, diagnosis = replace(request_of, trust_folders=()), replace(request_of, diagnose=True)
    for asked, digest in (
        (stranger, catalogue.digest),
        (diagnosis, catalogue.digest),
        (request_of, "0" * 64),
    ):
        assert glance(asked, digest, SystemClock(), Silent()) == ()


def test_nothing_is_kept_of_a_region_or_of_an_unsigned_extract(
    request_of: OpenRequest, catalogue: Catalogue
) -> None:
    _keep(request_of, catalogue, replace(ASKED, region_id="330100"))
    _unsigned(request_of.path)
    manifest_path(request_of.path).unlink()
    _keep(request_of, catalogue)
    assert not list((request_of.path.parent / "home").rglob("*.answer"))
