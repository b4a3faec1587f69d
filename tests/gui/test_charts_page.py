"""The page of control charts over real data: charts, scan and change say something, nothing is cut, clicks lead on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console.errors import QueryError
from console.gui.models.cells import MarkCell, SignalCell
from console.gui.theme import Look
from console.gui.views.charts import ChartsView
from console.gui.views.charts.page import ChartsPage
from tests.gui.page_kit import SIZES, Shown, clipped, shown
from tests.jobs.page_sample import province, tiny


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return province(tmp_path_factory)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path))


@pytest.fixture
def held(look: Look, qtbot: QtBot, file: Path) -> Iterator[Shown]:
    with shown(look, ChartsView(), file, keep=True) as made:
        yield made


def _page(held: Shown) -> ChartsPage:
    assert isinstance(held.page, ChartsPage)
    return held.page


def _subjects(page: ChartsPage) -> tuple[tuple[str, str], ...]:
    assert page._chart is not None
    return page._chart.request.subjects


def _choose(held: Shown, measure: str) -> ChartsPage:
    page = _page(held)
    page.parts.chart.measure_asked.emit(measure)
    held.settle()
    held.settle()
    return page


def test_chart_scan_and_change_show_their_content(held: Shown) -> None:
    """A measure with signals: its chart, every subject, and where the change sits."""
    page = _choose(held, "SVC-004")
    assert page.parts.chart.state.state == "content"
    figure = page.parts.chart.chart.figure
    assert figure is not None and figure.n == 36
    assert figure.verdict and "%" in figure.description
    assert page.parts.scan.table.rows.rowCount() > 5
    states = [row["state"] for row in page.parts.scan.table.rows.rows]
    assert any(
        isinstance(one, SignalCell) for one in states
    )  # stable is no "not computable": it has the sign of the process
    assert not any(isinstance(one, MarkCell) and one.kind == "na" for one in states)
    assert page.parts.change.state.state in {"content", "not-computable", "empty"}
    badge = page.parts.chart.badge
    assert badge.isVisible() and badge.accessibleName().startswith("数据 ") and "所依据的" in badge.toolTip()


def test_nothing_is_cut_at_any_size_in_either_language_or_theme(held: Shown, look: Look) -> None:
    page = _choose(held, "SVC-003")
    for language, theme in (("zh-CN", "light"), ("en", "dark")):
        look.set_language(language)
        look.set_theme(theme)
        held.settle()
        held.settle()
        for size in SIZES:
            page.resize(*size)
            assert clipped(look, page) == [], (language, size)


def test_a_click_on_a_flagged_point_asks_what_changed(held: Shown) -> None:
    page = _choose(held, "SVC-010")
    found = page._chart
    assert found is not None
    flagged = [place for place, one in enumerate(found.points) if one.side and place > 3]
    asked = len([job for job, _ in held.worker.asked if job == "control-change"])
    page.parts.chart.chart.hit.emit(str(flagged[-1]))
    held.settle()
    assert len([job for job, _ in held.worker.asked if job == "control-change"]) == asked + 1
    calm = next(place for place, one in enumerate(found.points) if not one.side)
    page.parts.chart.chart.hit.emit(str(calm))
    held.settle()
    assert page.parts.change.state.state == "empty"


def test_a_subject_of_the_scan_is_drawn_and_back_to_all(held: Shown) -> None:
    page = _choose(held, "SVC-003")
    subject = str(page.parts.scan.table.rows.row(0)["subject"])
    page.parts.scan.table.opened.emit(0)
    held.settle()
    assert _subjects(page) == (("region_id", subject),)
    page.parts.chart.whole_asked.emit()
    held.settle()
    assert _subjects(page) == ()


def test_the_hotline_by_topic_and_organisation(held: Shown) -> None:
    """Overdue, repeated and unsolved calls: a topic is chosen, organisations are scanned within it, one of them is drawn."""
    page = _page(held)
    for measure in ("SVC-016", "SVC-019", "SVC-041"):
        page = _choose(held, measure)
        page.parts.scan.column_asked.emit("topic")
        held.settle()
        topics = [str(one["subject"]) for one in page.parts.scan.table.rows.rows]
        assert len(topics) == 6
        page.parts.scan.subject_asked.emit(topics[0])
        held.settle()
        page.parts.scan.column_asked.emit("organisation_id")
        held.settle()
        assert not page.parts.scan.badge.isHidden()
        body = str(page.parts.scan.table.rows.row(0)["subject"])
        assert (
            body not in topics and page.parts.scan.state.state == "content"
        )  # too few calls of a topic are told, not left out
        page.parts.scan.subject_asked.emit(body)
        held.settle()
        assert _subjects(page) == (("topic", topics[0]), ("organisation_id", body))
        found = page._chart
        assert found is not None
        if found.why_not == "short":  # the small sample has a call or two of a topic for one body
            continue
        drawn = sum(int(one.denominator or 0) for one in found.points)
        counted = held.worker.desk.extract.connection.row(
            f"SELECT count(*) FROM hotline_clock WHERE topic = '{topics[0]}' AND organisation_id = '{body}'"
        )
        assert 0 < drawn <= counted[0]
    page.parts.scan.column_asked.emit("region_id")
    page.parts.chart.whole_asked.emit()
    held.settle()
    assert _subjects(page) == () and page.parts.scan.badge.isHidden()


@pytest.mark.parametrize("kind", ["p", "g", "ewma", "cusum"])
def test_every_kind_is_drawn(held: Shown, kind: str) -> None:
    page = _choose(held, "SVC-001")
    page.parts.chart.kind_asked.emit(kind)
    held.settle()
    assert page._chart is not None and page._chart.request.kind == kind
    assert page.parts.chart.chart.figure is not None and page.parts.chart.chart.figure.n


def test_limits_begin_anew_with_a_reason_and_are_taken_back(held: Shown) -> None:
    page = _choose(held, "SVC-003")
    for reason, phases in (("one window", 2), ("it was not", 1)):
        page.parts.chart.rebase_asked.emit()
        assert page.dialog is not None
        page.dialog.month.setText("2025-01")
        page.dialog.submit()
        assert page.dialog is not None and page.dialog.wrong.said
        page.dialog.reason.setPlainText(reason)
        page.dialog.name.setText("Li")
        page.dialog.submit()
        held.settle()
        held.settle()
        assert page._chart is not None and len(page._chart.phases) == phases


def test_s_opens_sql_that_runs(held: Shown) -> None:
    page = _choose(held, "SVC-003")
    assert page.command("show-sql") and page.command("as-table")
    assert held.worker.desk.extract.connection.rows(held.gone[-1][1]["sql"])
    assert not page.command("sign")
    assert {one.searched for one in page.search("")} >= {"SVC-001", "FUND-002"}


def test_what_the_extract_lacks_is_not_computable(look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    bare = tiny(tmp_path / "bare.duckdb", {"region": [{"region_id": "R", "name": "R"}]})
    with shown(look, ChartsView(), bare) as made:
        page = _page(made)
        assert page.parts.chart.state.state == "not-computable"
        assert page.parts.scan.state.state == "not-computable"


def test_a_fault_is_told_with_a_way_to_try_again(held: Shown) -> None:
    held.worker.broken["control-chart"] = QueryError("query-failed", detail="x")
    page = _choose(held, "SVC-003")
    assert page.parts.chart.state.state == "error"
