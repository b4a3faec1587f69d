"""Owns the overview page as its tests look at it: a small province's answers, the application, the page in its window.

It refuses to assert anything itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console import bootstrap
from console.catalogue.load import load_catalogue
from console.domain.calendar import calendar_days
from console.domain.ports import Silent, SystemClock
from console.gui.app import Application
from console.gui.theme import Look
from console.gui.views import VIEWS
from console.gui.views.overview.page import OverviewPage
from console.i18n import Phrases
from console.jobs.extract import OpenRequest, open_extract
from console.jobs.overview import overview, overview_risk
from console.jobs.overview_answers import Overview, OverviewRequest, RiskPart
from console.paths import resource_root
from console.settings import Settings
from sample_db.generate import generate

CASES = 4_000
MEMORY = 3 * 1024**3


@dataclass(frozen=True, slots=True)
class Answer:
    """Both answers the page waits for: index and tiles, and the suspicions."""

    figures: Overview
    risk: RiskPart

    def show(self, page: OverviewPage) -> None:
        """Show them in the order they arrive."""
        page.show_answer(self.figures)
        page.show_risk(self.risk)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Answer, Answer]:
    """The overview of a small province, of all regions and of one."""
    catalogue = load_catalogue(resource_root())
    path = tmp_path_factory.mktemp("province") / "small.duckdb"
    generate(path, catalogue.contract, calendar_days(catalogue.calendars), cases=CASES, threads=1)
    with open_extract(OpenRequest(path, (), MEMORY, 1), catalogue, SystemClock(), Silent()) as opened:
        asked = OverviewRequest(period=opened.period, compared=opened.period.previous())
        whole = overview(opened, asked, Silent())
        one = replace(asked, region_id=whole.index.units[2].id)
        return (
            Answer(whole, overview_risk(opened, asked, Silent())),
            Answer(overview(opened, one, Silent()), overview_risk(opened, one, Silent())),
        )


@pytest.fixture
def run(look: Look, qtbot: QtBot) -> Iterator[Application]:
    """The application with every page, without an extract."""
    resources = look.resources
    start = bootstrap.Context(Settings(), resources, Phrases("zh-CN", resources / "phrases"), SystemClock())
    made = Application(look, start, VIEWS)
    qtbot.addWidget(made.window)
    made.window.resize(1280, 720)
    yield made
    made.close()


@pytest.fixture
def page(run: Application, answers: tuple[Answer, Answer]) -> OverviewPage:
    """The page with an answer on it, in the shown window at its smallest size."""
    found = run.window.page("overview")
    assert isinstance(found, OverviewPage)
    run.window.stack.setCurrentWidget(found)
    run.window.shown = "overview"
    run.window.title.show()
    run.window.show()
    answers[0].show(found)
    QApplication.processEvents()
    return found


def asked(page: OverviewPage) -> list[tuple[str, Mapping[str, str]]]:
    """Collect where the page wants to go."""
    found: list[tuple[str, Mapping[str, str]]] = []
    page.context.navigate_asked.connect(lambda key, facts: found.append((key, facts)))
    return found
