"""Owns the tests of several extracts open in the real window, each with its own process. It refuses canned sessions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console import bootstrap, paths
from console.domain.ports import SystemClock
from console.gui.app import Application
from console.gui.theme import Look
from console.gui.views.shelf.page import ShelfPage
from console.i18n import Phrases
from console.jobs.shelf import read_shelf
from console.settings import Settings
from tests.gui.page_kit import wait_until
from tests.jobs.test_compare import _file, _review


@pytest.fixture
def run(look: Look, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Application]:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    resources = look.resources
    settings = Settings(memory_gibibytes=2.0, threads=1)
    start = bootstrap.Context(settings, resources, Phrases("zh-CN", resources / "phrases"), SystemClock())
    made = Application(look, start)
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.close()


def _quarter(tmp_path: Path, name: str, ends: str, day: str) -> Path:
    organisations = [{"organisation_id": "A", "name": "局"}]
    reviews = [_review(n, "A", 5 if n % 2 else 1, day) for n in range(20)]
    return _file(tmp_path / f"{name}.duckdb", name, ends, organisations, reviews)


def _calm(run: Application) -> None:
    wait_until(lambda: not run.lanes.busy)


def _beside(run: Application) -> list[str]:
    return [session.name for session in run.context.beside.sessions]


def test_extracts_change_places_and_none_is_closed(run: Application, tmp_path: Path) -> None:
    first = _quarter(tmp_path, "Q1", "2026-03-31", "2026-02-01")
    second = _quarter(tmp_path, "Q2", "2026-06-30", "2026-05-01")
    context, window = run.context, run.window
    window.go("shelf")
    page = window.page("shelf")
    assert isinstance(page, ShelfPage)
    page._open(first)  # with nothing open yet, it becomes the one worked on
    _calm(run)
    assert context.session is not None and context.session.name == "Q1"
    assert _beside(run) == []
    page._open(second)
    _calm(run)
    assert _beside(run) == ["Q2"]
    assert [column.title for column in page.parts.comparison.table.rows.columns[1:3]] == ["2026Q1", "2026Q2"]
    context.beside.bring(context.beside.sessions[0].opened.digest)
    _calm(run)
    assert context.session.name == "Q2"
    assert context.scope.period is not None and context.scope.period.name == "2026Q2"
    assert _beside(run) == ["Q1"]
    assert "Q2" in window.scope.card.accessibleName()
    listed = read_shelf(paths.user_folder(), paths.cache_folder()).lines
    assert sorted(line.entry.name for line in listed) == ["Q1", "Q2"]


def test_opening_what_stands_beside_takes_it_from_there(run: Application, tmp_path: Path) -> None:
    first = _quarter(tmp_path, "Q1", "2026-03-31", "2026-02-01")
    second = _quarter(tmp_path, "Q2", "2026-06-30", "2026-05-01")
    run.opening.open(first)
    _calm(run)
    page = run.window.page("shelf")
    assert isinstance(page, ShelfPage)
    page._open(second)
    _calm(run)
    run.opening.open(second)
    _calm(run)
    assert run.context.session is not None and run.context.session.name == "Q2"
    assert _beside(run) == []
