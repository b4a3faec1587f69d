"""Owns the tests of the shelf over real extracts: open several, compare, bring one forward, forget. It refuses canned answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console import paths
from console.errors import QueryError
from console.gui.models.cells import ToldCell
from console.gui.theme import Look
from console.gui.views.shelf import ShelfView
from console.gui.views.shelf.page import ShelfPage
from console.gui.views.shelf.tables import BESIDE, CURRENT, GONE, THERE, change_words
from console.gui.widgets.banner import Banner
from console.jobs.compare_answers import MeasureCard
from console.jobs.shelf import FILE, entry_of, remember
from tests.gui.page_kit import SIZES, DeskSession, DeskWorker, Shown, clipped, shown
from tests.jobs.test_compare import _file, _review
from tests.jobs.test_extract_key import PASSPHRASE, encrypted


@pytest.fixture
def quarters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    before = [_review(n, "OLD" if n < 30 else "NEW", 5 if n % 3 else 1, "2026-02-01") for n in range(60)]
    after = [_review(n, "NEW", 5, "2026-05-01") for n in range(60)]
    known = [{"organisation_id": "OLD", "name": "旧局"}, {"organisation_id": "NEW", "name": "新局"}]
    followed = [{**known[0], "successor_organisation_id": "NEW"}, known[1]]
    return (
        _file(tmp_path / "q1.duckdb", "Q1", "2026-03-31", known, before),
        _file(tmp_path / "q2.duckdb", "Q2", "2026-06-30", followed, after),
    )


@pytest.fixture
def held(look: Look, qtbot: QtBot, quarters: tuple[Path, Path]) -> Iterator[Shown]:
    with shown(look, ShelfView(), quarters[1]) as made:
        at = made.context.start.clock.now()
        remember(paths.user_folder(), [entry_of(made.worker.opened, at)])
        page = _page(made)
        page.scope_changed(made.context.scope)
        made.settle()
        yield made
        made.context.beside.close()


def _page(held: Shown) -> ShelfPage:
    assert isinstance(held.page, ShelfPage)
    return held.page


def _beside(held: Shown, path: Path) -> DeskSession:
    session = DeskSession(DeskWorker(path))
    remember(paths.user_folder(), [entry_of(session.opened, held.context.start.clock.now())])
    _page(held)._arrived_beside(session)
    held.settle()
    return session


def test_one_extract_alone_says_what_a_comparison_needs(held: Shown) -> None:
    page = _page(held)
    assert page.parts.comparison.state.state == "empty"
    assert [row["place"] for row in page.parts.extracts.table.rows.rows] == [CURRENT]
    page.parts.extracts.table.select(0)
    assert {action.key for action in page.page_actions() if action.enabled} == {"open"}


def test_two_open_extracts_are_compared_through_successors(held: Shown, quarters: tuple[Path, Path]) -> None:
    page = _page(held)
    _beside(held, quarters[0])
    panel = page.parts.comparison
    assert panel.state.state == "content"
    rows = {str(row["measure"]): row for row in panel.table.rows.rows}
    assert (rows["SVC-011"]["side-0"], rows["SVC-011"]["side-1"]) == ("66.7%", "100.0%")
    assert rows["SVC-011"]["verdict"] == "better"
    told = rows["SVC-011"]["data"]
    assert isinstance(told, ToldCell) and str(told.words).count(" / ") == 1
    assert str(told.told).count("数据质量") == len(panel._held.sides if panel._held else ())
    assert rows["SVC-001"]["verdict"] == "not-computable"  # there are no cases in these files
    panel.measure.setCurrentIndex(panel.measure.findData("SVC-011"))
    panel.chips._chips[1].press()
    held.settle()
    assert [(row["subject"], row["side-0"]) for row in panel.table.rows.rows] == [("NEW", "66.7%")]
    assert panel.table.rows.columns[1].title == "2026Q1"
    assert panel.badge.isVisibleTo(page) and " / " in panel.badge.accessibleName()  # one measure for all rows


def test_the_period_of_the_scope_bar_can_be_taken_for_all(held: Shown, quarters: tuple[Path, Path]) -> None:
    panel = _page(held).parts.comparison
    _beside(held, quarters[0])
    panel.span.setCurrentIndex(1)
    held.settle()
    assert [column.title for column in panel.table.rows.columns[1:3]] == ["2026Q2", "2026Q2"]


def test_an_extract_is_brought_forward_and_closed(held: Shown, quarters: tuple[Path, Path]) -> None:
    page = _page(held)
    session = _beside(held, quarters[0])
    brought: list[object] = []
    held.context.beside.brought.connect(brought.append)
    table = page.parts.extracts.table
    assert [row["place"] for row in table.rows.rows] == [CURRENT, BESIDE]
    table.select(1)
    assert {"bring", "close"} <= {action.key for action in page.page_actions() if action.enabled}
    table.opened.emit(1)
    assert brought == [session]
    held.context.beside.put(session)
    table.select(1)
    page._close()
    held.settle()
    assert [row["place"] for row in table.rows.rows] == [CURRENT, THERE]
    assert page.parts.comparison.state.state == "empty"


def test_a_file_that_is_gone_can_be_taken_off(held: Shown, quarters: tuple[Path, Path]) -> None:
    page = _page(held)
    _beside(held, quarters[0]).opened.path.unlink()
    page.parts.extracts.table.select(1)
    page._close()
    held.settle()
    table = page.parts.extracts.table
    assert [row["place"] for row in table.rows.rows] == [CURRENT, GONE]
    table.select(1)
    page._forget()
    held.settle()
    assert table.rows.rowCount() == 1


def test_the_same_extract_is_not_opened_twice(held: Shown, quarters: tuple[Path, Path]) -> None:
    told: list[object] = []
    held.context.told.connect(told.append)
    _beside(held, quarters[1])
    assert held.context.beside.sessions == ()
    assert "Q2" in held.look_words(told[-1])


def test_a_file_that_is_no_extract_says_so(held: Shown, tmp_path: Path) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_text("no database")
    banners: list[tuple[Banner, str]] = []
    held.context.banner_asked.connect(lambda banner, key: banners.append((banner, key)))
    _page(held)._open(broken)
    held.settle()
    banner, key = banners[-1]
    assert (key, held.context.beside.sessions) == ("beside", ())
    told = banner.detail.said
    assert "broken.duckdb" in told
    held.context.look.set_language("en")
    assert "broken.duckdb" in banner.detail.said != told


def test_an_encrypted_extract_beside_asks_for_its_passphrase(held: Shown, tmp_path: Path) -> None:
    """A wrong one says so and asks again; the right one opens it beside what is open."""
    path, page = encrypted(tmp_path / "closed.duckdb"), _page(held)
    page._open(path)
    held.settle()
    first = page.passphrase
    assert first is not None and not first.fault.isVisible()
    first.line.setText("a wrong one")
    first.agree.click()
    held.settle()
    second = page.passphrase
    assert second is not None and second is not first and second.fault.isVisible()
    assert not held.context.beside.sessions
    second.line.setText(PASSPHRASE)
    second.agree.click()
    held.settle()
    (session,) = held.context.beside.sessions
    assert session.opened.path == path


def test_a_failure_can_be_asked_again(held: Shown, quarters: tuple[Path, Path]) -> None:
    page = _page(held)
    held.worker.broken["compare-side"] = QueryError("query-syntax", detail="x", position=1)
    _beside(held, quarters[0])
    assert page.parts.comparison.state.state == "error"
    held.worker.broken.clear()
    page._again()
    held.settle()
    assert page.parts.comparison.state.state == "content"


def test_a_spoilt_list_can_be_begun_anew(held: Shown) -> None:
    page = _page(held)
    (paths.user_folder() / FILE).write_text("{")
    page._read()
    held.settle()
    assert page.parts.extracts.state.state == "error"
    page._new_list()
    held.settle()
    assert page.parts.extracts.state.state == "empty"


def test_nothing_is_cut_at_any_size_in_either_language_or_theme(
    held: Shown, look: Look, quarters: tuple[Path, Path]
) -> None:
    page = _page(held)
    _beside(held, quarters[0])
    for language, theme in (("zh-CN", "light"), ("en", "dark")):
        look.set_language(language)
        look.set_theme(theme)
        held.settle()
        for size in SIZES:
            page.resize(*size)
            assert clipped(look, page) == []


def test_a_change_too_small_for_the_measure_shows_more_digits(look: Look) -> None:
    card = MeasureCard("M", "services", {}, "percent", "up", 1)
    assert change_words(look, card, 0.0004) == "+0.04"
    assert change_words(look, card, -0.021) == "−2.1"
    assert change_words(look, card, 0.0) == "0.0"
    assert change_words(look, card, None) == "—"
