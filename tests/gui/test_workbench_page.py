"""The workbench page over a real extract in real worker processes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console import bootstrap
from console.domain.ports import Silent, SystemClock
from console.gui.app import Application
from console.gui.models.cells import PENDING
from console.gui.processes import worker_command
from console.gui.scope import Scope
from console.gui.session import Session, open_session
from console.gui.theme import Look
from console.gui.views.workbench import WorkbenchView
from console.gui.views.workbench.history import title_of
from console.gui.views.workbench.page import WorkbenchPage
from console.gui.views.workbench.tree import NODE, Node
from console.gui.widgets.dialogs import TextDialog
from console.i18n import Phrases
from console.jobs.opened import OpenRequest
from console.jobs.remote import RemoteWorker
from console.paths import resource_root
from console.settings import Settings
from tests.engine.extracts import write

ROWS = 1_300
PATIENCE = 120_000


def make_extract(path: Path) -> Path:
    return write(
        path,
        "CREATE TABLE region AS SELECT * FROM (VALUES ('330000', '浙江', 'Zhejiang', NULL), "
        "('330100', '杭州', 'Hangzhou', '330000')) t(region_id, name, name_en, parent_region_id)",
        "CREATE TABLE payment AS SELECT 'P' || lpad(range::VARCHAR, 5, '0') AS payment_id, "
        "(range * 1.25)::DECIMAL(18,2) AS amount, DATE '2026-01-01' + (range % 90)::INTEGER AS paid_on, "
        f"CASE range % 3 WHEN 0 THEN '转账' ELSE '现金' END AS settlement FROM range({ROWS})",
    )


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The extract open in real worker processes, once for all tests: opening is tested elsewhere."""
    folder = tmp_path_factory.mktemp("extract")
    request = OpenRequest(make_extract(folder / "small.duckdb"), (), 2 << 30, 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLUMBLINE_HOME", str(folder / "home"))
        made = open_session(
            request, lambda limits: RemoteWorker(worker_command(resource_root()), limits), Silent()
        )
        made.worker("workbench")
    yield made
    made.close()


@pytest.fixture
def run(
    look: Look, qtbot: QtBot, tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    """The application with the extract open."""
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    settings = Settings(memory_gibibytes=2.0, threads=1)
    phrases = Phrases("zh-CN", look.resources / "phrases")
    start = bootstrap.Context(settings, look.resources, phrases, SystemClock())
    made = Application(look, start, (WorkbenchView(),))
    let_go = partial(made.context.set_session, None, Scope())
    qtbot.addWidget(made.window, before_close_func=lambda _window: let_go())  # it would end the workers
    made.window.show()
    made.context.set_session(session, Scope(period=session.opened.period))
    yield made
    made.close()


@pytest.fixture
def page(run: Application, qtbot: QtBot) -> WorkbenchPage:
    """The page, with its schema read."""
    run.window.go("workbench")
    found = run.window.page("workbench")
    assert isinstance(found, WorkbenchPage)
    qtbot.waitUntil(lambda: not run.lanes.busy, timeout=PATIENCE)
    return found


def calm(run: Application, page: WorkbenchPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.desk.running and not run.lanes.busy, timeout=PATIENCE)


def ask(run: Application, page: WorkbenchPage, qtbot: QtBot, sql: str) -> None:
    page.arrived({"sql": sql})
    calm(run, page, qtbot)


def nodes(page: WorkbenchPage) -> dict[str, Node]:
    model = page.schema.data.model()
    heads = [model.index(row, 0) for row in range(model.rowCount())]
    tables = [model.index(row, 0, head) for head in heads for row in range(model.rowCount(head))]
    found = [index.data(NODE) for index in tables]
    return {node.name: node for node in found if isinstance(node, Node) and isinstance(node.name, str)}


def test_the_schema_names_counts_and_labels_in_both_languages(page: WorkbenchPage) -> None:
    found = nodes(page)
    assert found["payment"].right == "1,300"
    assert {"case_clock", "period", "parameters"} <= found.keys()
    assert "vendor" not in found, "a table the extract lacks"
    columns = {child.name: child for child in found["payment"].children}
    assert not columns["amount"].faint
    assert columns["vendor_id"].faint, "a column the extract lacks says so"
    for language, words in (("zh-CN", "支付"), ("en", "Payment")):
        page.look.set_language(language)
        assert words in page.look.words(nodes(page)["payment"].label)
    page.schema.filter.setText("支付")
    assert "payment" in nodes(page), "a filter finds labels of the other language"
    assert "region" not in nodes(page)
    page.schema.filter.setText("")
    assert "region" in nodes(page)


def test_what_another_page_sends_is_run_to_its_last_row(
    run: Application, page: WorkbenchPage, qtbot: QtBot
) -> None:
    run.context.navigate("workbench", sql="SELECT payment_id, amount, paid_on FROM payment ORDER BY amount")
    calm(run, page, qtbot)
    result, model = page.result.result, page.result.rows.model
    assert result is not None
    assert (result.row_count, model.rowCount()) == (ROWS, ROWS)
    assert model.value(0, 1) == Decimal("0.00")
    assert model.value(ROWS - 1, 0) is PENDING
    qtbot.waitUntil(lambda: model.value(ROWS - 1, 0) == f"P{ROWS - 1:05}", timeout=PATIENCE)
    page.result.rows.table.sort_asked.emit("amount", True)
    calm(run, page, qtbot)
    qtbot.waitUntil(lambda: model.value(0, 0) == f"P{ROWS - 1:05}", timeout=PATIENCE)
    assert [action.enabled for action in page.page_actions()] == [True]
    assert page._notebook.runs[0].rows == ROWS


def test_the_chart_sums_the_whole_result(run: Application, page: WorkbenchPage, qtbot: QtBot) -> None:
    ask(
        run,
        page,
        qtbot,
        "SELECT paid_on, settlement, sum(amount) AS amount FROM payment GROUP BY ALL ORDER BY ALL",
    )
    qtbot.waitUntil(lambda: page.chart.chart.figure is not None, timeout=PATIENCE)
    figure = page.chart.chart.figure
    assert figure is not None
    assert [page.chart._chosen(name) for name in ("x", "y", "colour")] == ["paid_on", "amount", "settlement"]
    assert set(figure.headers[1:]) == {"转账", "现金"}
    found = page.chart._found
    assert found is not None
    total = sum(value for one in found.series for value in one.values if value is not None)
    assert total == pytest.approx(sum(range(ROWS)) * 1.25)
    assert page.command("as-table")


def test_an_error_is_a_sentence_under_a_wavy_line(
    run: Application, page: WorkbenchPage, qtbot: QtBot
) -> None:
    ask(run, page, qtbot, "-- 核对\nSELECT amont\nFROM payment")
    assert page.desk.fault.isVisibleTo(page.desk)
    assert "amont" in page.desk.fault.accessibleName()
    start = page.desk.editor.text().index("amont")
    assert page.desk.editor._error == (start, len("amont"))
    assert page.result.state.state == "error"
    assert page._notebook.runs[0].state == "failed"
    assert [action.enabled for action in page.page_actions()] == [False]
    page.desk.editor.set_text("SELECT 1 AS one")
    assert not page.desk.fault.isVisibleTo(page.desk)
    page.command("run")
    calm(run, page, qtbot)
    assert page.result.result is not None


def test_only_the_selection_is_run_and_its_errors_stand_where_they_are(
    run: Application, page: WorkbenchPage, qtbot: QtBot
) -> None:
    page.desk.open("", "SELECT 1 AS one;\nSELECT tow FROM payment")
    cursor = page.desk.editor.textCursor()
    cursor.setPosition(17)
    cursor.setPosition(len(page.desk.editor.text()), cursor.MoveMode.KeepAnchor)
    page.desk.editor.setTextCursor(cursor)
    page.desk.ask()
    calm(run, page, qtbot)
    assert page.desk.editor._error == (page.desk.editor.text().index("tow"), 3)


def test_cancel_stops_a_query_that_would_take_an_hour(
    run: Application, page: WorkbenchPage, qtbot: QtBot
) -> None:
    page.arrived({"sql": "SELECT sum(hash(a.range + b.range)) FROM range(3000000) a, range(1000000) b"})
    assert page.desk.running
    assert not page.desk.run.isEnabled()
    qtbot.wait(300)
    page.desk.cancel.click()
    calm(run, page, qtbot)
    assert page._notebook.runs[0].state == "cancelled"
    page.arrived({"sql": "SELECT sum(hash(a.range + b.range)) FROM range(3000000) a, range(1000000) b"})
    qtbot.wait(100)
    ask(run, page, qtbot, "SELECT count(*) AS n FROM payment")
    qtbot.waitUntil(lambda: page.result.result is not None, timeout=PATIENCE)
    assert page.result.rows.model.value(0, 0) == ROWS, "what another page sends takes the running one's place"


def test_the_whole_result_is_exported_with_the_mark(
    run: Application, page: WorkbenchPage, qtbot: QtBot, tmp_path: Path
) -> None:
    ask(run, page, qtbot, "SELECT payment_id, '=1+1' AS formula FROM payment ORDER BY 1")
    for name in ("all.csv", "all.json", "all.parquet"):
        page.export_to(tmp_path / name)
        calm(run, page, qtbot)
    lines = (tmp_path / "all.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == ROWS + 1
    assert lines[1] == "P00000,'=1+1,unsigned"
    told = [json.loads(line) for line in (tmp_path / "all.json").read_text("utf-8").splitlines()]
    assert (len(told), told[0]["extract_mark"]) == (ROWS, "unsigned")
    assert (tmp_path / "all.parquet").read_bytes().startswith(b"PAR1")
    page.export_to(tmp_path / "no such folder" / "all.csv")
    calm(run, page, qtbot)
    assert page.result.state.state == "content", "the result is still there"
    assert "no such folder" in page.desk.fault.accessibleName()


def test_definitions_run_unchanged_and_own_statements_are_kept(
    run: Application, page: WorkbenchPage, qtbot: QtBot, tmp_path: Path
) -> None:
    known = {one.id: one for one in page.schema._snippets}
    assert len([one for one in known.values() if one.kind == "rule"]) >= 40
    for name in ("FUND-101", "SVC-101", "SVC-002"):
        ask(run, page, qtbot, known[name].sql)
        assert page._notebook.runs[0].state == "done", page._notebook.runs[0].detail
    page.schema.opened.emit("SVC-002", known["SVC-002"].sql)
    calm(run, page, qtbot)
    rest = page._resting.held["SVC-002"]
    assert page.desk.rest.isVisibleTo(page) and rest.lacking  # there are no items in this extract
    assert page.desk.rest.accessibleName() == "数据缺列"
    assert page.schema.measures() and page.schema._rests["SVC-002"] == rest  # beside its line in the tree
    page.desk.open("", "SELECT 1 AS mine")
    assert not page.desk.rest.isVisibleTo(page)
    page.desk.keep.click()
    page.desk.name.setText("我的核对")
    page.desk.name.returnPressed.emit()
    calm(run, page, qtbot)
    assert page.schema.statements.isVisibleTo(page)
    kept = json.loads((tmp_path / "home" / "workbench.json").read_text("utf-8"))
    assert kept["kept"] == [{"name": "我的核对", "sql": "SELECT 1 AS mine"}]
    assert len(kept["runs"]) == 3
    assert [hit.words for hit in page.search("核对")] == ["我的核对"]


def test_nothing_is_cut_in_any_theme_language_or_size(
    run: Application, page: WorkbenchPage, qtbot: QtBot
) -> None:
    ask(
        run,
        page,
        qtbot,
        "SELECT paid_on, settlement, amount, 1234567.125::DOUBLE AS wide FROM payment ORDER BY ALL",
    )
    audit = run.look.audit
    assert audit is not None
    for theme in ("light", "dark"):
        run.look.set_theme(theme)
        for language in ("zh-CN", "en"):
            run.look.set_language(language)
            for size in ((1280, 720), (1440, 900), (1920, 1080)):
                run.window.resize(*size)
                qtbot.wait(20)
                audit.found.clear()
                run.window.grab()
                assert audit.clipped == [], (theme, language, size)


def test_a_statement_is_laid_out_and_its_plan_shown_without_running_it(
    run: Application, page: WorkbenchPage, qtbot: QtBot
) -> None:
    page.desk.open("", "select count(*) as n from payment where amount>0 and amount<5")
    assert page.command("format-sql")
    calm(run, page, qtbot)
    lines = page.desk.editor.text().splitlines()
    assert lines == ["SELECT count(*) AS n", "FROM payment", "WHERE amount > 0", "  AND amount < 5"]
    page.desk.plan.click()
    calm(run, page, qtbot)
    dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, TextDialog)]
    assert len(dialogs) == 1
    assert "payment" in dialogs[0].text.toPlainText().lower()
    assert page.result.result is None, "a plan runs nothing"
    dialogs[0].close()
    page.desk.editor.set_text("SELECT nothing FROM payment")
    page.desk.plan.click()
    calm(run, page, qtbot)
    assert page.desk.fault.isVisible()


@pytest.mark.parametrize(
    ("sql", "title"),
    [("-- 核对\nSELECT 1", "核对"), ("  SELECT\n  1", "SELECT 1"), ("--\nSELECT 2", "SELECT 2")],
)
def test_a_query_is_called_by_its_first_comment(sql: str, title: str) -> None:
    assert title_of(sql) == title
