"""Owns the tests of the page on trust in the window, over real certificates. It refuses a click in the place of a comparison."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console import paths
from console.gui.theme import Look
from console.gui.views.trust import TrustView
from console.gui.views.trust.dialogs import CompareDialog
from console.gui.views.trust.page import TrustPage
from console.gui.widgets.banner import Banner
from console.jobs.trust_page import read_candidates
from console.signing import certificates
from console.signing.authority import LIST_FILE, ROOT_FILE
from tests.gui.page_kit import SIZES, Shown, clipped, shown
from tests.jobs.page_sample import tiny
from tests.signing.papers import Office, make_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return make_office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def held(
    look: Look, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, office: Office
) -> Iterator[Shown]:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    path = tiny(tmp_path / "a.duckdb", {"extract_info": [{"extract_id": "Q", "name": "一季度"}]})
    with shown(look, TrustView(), path) as made:
        yield made


def _page(held: Shown) -> TrustPage:
    assert isinstance(held.page, TrustPage)
    return held.page


def _states(page: TrustPage) -> list[str]:
    parts = page.parts
    panels = (parts.extract, parts.chain, parts.authorities_panel, parts.signers_panel)
    return [panel.state.state for panel in panels]


def _compare(held: Shown, file: Path) -> CompareDialog:
    dialog = _page(held)._compare(file, read_candidates(file))
    assert dialog is not None
    return dialog


def test_an_unsigned_extract_and_an_empty_folder_are_told_plainly(held: Shown) -> None:
    page = _page(held)
    assert _states(page) == ["content", "empty", "empty", "empty"]
    assert page.parts.verdict.standing.said == held.context.look.text("trust-standing-unsigned")
    assert page.parts.verdict.table.rows.rowCount() == len(held.worker.opened.verification.checks)
    assert {action.key: action.enabled for action in page.page_actions()} == {"withdraw": False, "take": True}


def test_an_authority_comes_in_only_by_its_digits_and_goes_again(held: Shown, office: Office) -> None:
    page = _page(held)
    mark = certificates.fingerprint(office.trust.roots[0])
    dialog = _compare(held, office.folder / "trust" / ROOT_FILE)
    assert mark not in " ".join(line.accessibleName() for line in (dialog.facts, dialog.verdict))
    for digits, enabled in (("", False), (mark[:15], False), ("f" * 20, False), (mark[:16].upper(), True)):
        dialog.digits.setText(digits)
        assert dialog.trust.isEnabled() is enabled
    dialog.digits.setText(f"{mark[:4]}:{mark[4:]}")
    dialog.trust.click()
    held.settle()
    assert page.parts.authorities.rows.rowCount() == 1
    page.take(office.folder / "trust" / LIST_FILE)
    held.settle()
    assert page.parts.authorities.rows.row(0)["revoked"] == 0
    page.parts.authorities.select(0)
    asked = page._ask_withdraw()
    assert asked is not None
    asked.agreed.emit()
    held.settle()
    assert page.parts.authorities_panel.state.state == "empty"
    assert list(paths.trust_folder().iterdir()) == []
    asked.close()


def test_a_list_of_a_stranger_is_refused_with_its_sentence(held: Shown, office: Office) -> None:
    banners: list[tuple[Banner | None, str]] = []
    held.context.banner_asked.connect(lambda banner, key: banners.append((banner, key)))
    _page(held).take(office.folder / "trust" / LIST_FILE)
    held.settle()
    banner, key = banners[-1]
    assert key == "trust-page" and banner is not None
    assert LIST_FILE in banner.detail.said


def test_a_spoilt_file_in_the_trust_folder_is_named(held: Shown) -> None:
    folder = paths.trust_folder()
    folder.mkdir(parents=True)
    (folder / "odd.pem").write_text("no certificate")
    page = _page(held)
    page._ask()
    held.settle()
    assert _states(page) == ["content", "error", "error", "error"]
    (folder / "odd.pem").unlink()
    page._ask()
    held.settle()
    assert _states(page)[1:] == ["empty"] * 3


def test_nothing_is_cut_at_any_size_in_either_language_or_theme(
    held: Shown, look: Look, office: Office
) -> None:
    shutil.copytree(office.folder / "trust", paths.trust_folder())
    shutil.copytree(office.folder / "keys", paths.key_folder())
    page = _page(held)
    page._ask()
    held.settle()
    assert page.parts.signers.rows.rowCount() == 2
    for language, theme in (("zh-CN", "light"), ("en", "dark")):
        look.set_language(language)
        look.set_theme(theme)
        held.settle()
        for size in SIZES:
            page.resize(*size)
            assert clipped(look, page) == []
