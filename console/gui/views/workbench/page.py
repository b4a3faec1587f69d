"""Owns the page SQL 工作台: what is asked of the worker, in which order, and where each answer goes. It refuses to compute."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QSplitter, QWidget

from console import paths
from console.domain.ports import Progress
from console.domain.query import ChartData, ColumnProfile, Result
from console.gui.context import Page, ViewContext
from console.gui.faults import Failure
from console.gui.offers import Hit, PageAction
from console.gui.resting import Resting
from console.gui.scope import Scope
from console.gui.tasks import Ticket
from console.gui.views.workbench.chart import ChartPanel
from console.gui.views.workbench.desk import DeskPanel
from console.gui.views.workbench.history import HistoryPanel
from console.gui.views.workbench.result import FIRST, ResultPanel
from console.gui.views.workbench.schema import SNIPPETS, SchemaPanel
from console.gui.widgets.dialogs import TextDialog
from console.gui.widgets.editor import Span, SqlEditor
from console.gui.widgets.piece import row
from console.gui.words import say
from console.jobs.desk import ExportRequest, PageRequest, QueryRequest, SortRequest
from console.jobs.notebook import Kept, Notebook, Run, read_notebook, write_notebook
from console.jobs.workbench import ChartRequest, Schema, Snippet, TokenSpan, TokensRequest

GUTTER = 12
LEFT, RIGHT = 248, 276
FORMATS = ("csv", "json", "parquet")
NOTEBOOK = "workbench.json"


class WorkbenchPage(Page):
    """The page SQL 工作台."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        look = context.look
        self.schema = SchemaPanel(look)
        self.desk = DeskPanel(look)
        self.result = ResultPanel(context)
        self.chart = ChartPanel(look)
        self.history = HistoryPanel(look)
        self._resting = Resting(context, "workbench-rests", self._rests_arrived)
        self._notebook = Notebook()
        self._following: list[Ticket] = []  # what is asked of a result and not worth waiting for
        self._loaded = False
        self._read_for: object = None
        self._lay_out()
        self._connect()
        self._open_notebook()

    def page_actions(self) -> tuple[PageAction, ...]:
        """Return the button of the title row."""
        ready = self.result.result is not None and not self.desk.running
        return (PageAction("export", say("workbench-export"), "download", self.export, enabled=ready),)

    def scope_changed(self, scope: Scope) -> None:
        """Read the schema of another extract; a change of scope changes what ``period`` holds at the next run."""
        session = self.context.session
        self._tell_mark()
        if session is self._read_for or session is None:
            return
        self._read_for = session
        self.result.show_none()
        self.chart.show_none()
        self.actions_changed.emit()
        ticket = self.context.ask("schema", None, say("workbench-reads"), "schema", Schema, "workbench")
        self.schema.state.watch(ticket, self._schema_arrived, self._retry_schema)
        words = say("workbench-reads")
        self.context.ask(
            "snippets", None, words, "snippets", tuple[Snippet, ...], "workbench"
        ).succeeded.connect(self._snippets_arrived)

    def _tell_mark(self) -> None:
        session = self.context.session
        self.subtitle_changed.emit(say(f"workbench-subtitle-{session.mark if session else 'unsigned'}"))

    def arrived(self, facts: Mapping[str, str]) -> None:
        """Run what another page sent."""
        if sql := facts.get("sql", "").strip():
            self.desk.open("", sql)
            if self.desk.ticket is None:
                self.desk.ask()
            else:  # what somebody comes with is wanted more than what still runs
                self.desk.ticket.finished.connect(self.desk.ask)
                self.desk.ticket.cancel()

    def command(self, key: str) -> bool:
        """Run, comment, filter, show the chart as a table."""
        known: dict[str, Callable[[], object]] = {
            "run": self.desk.ask,
            "format-sql": self.desk.lay_out,
            "comment-line": self.desk.editor.comment_lines,
            "filter": self.schema.filter.setFocus,
            "as-table": self.chart.chart.show_table,
        }
        done = known.get(key)
        if done is None:
            return False
        done()
        return True

    def search(self, words: str) -> tuple[Hit, ...]:
        """Return kept statements for the search palette."""
        return tuple(
            Hit(say("search-sql"), one.name, partial(self.desk.open, one.name, one.sql), "bookmark")
            for one in self._notebook.kept
        )

    def run(self, sql: str, _offset: int = 0) -> None:
        """Run a statement and show what comes of it."""
        began, at = time.monotonic(), datetime.now().astimezone()
        for ticket in self._following:
            ticket.cancel()
        self._following.clear()
        request = QueryRequest(sql, self.context.scope.period)
        words = say("progress-query")
        ticket = self.context.ask("query", request, words, "query", Result, "workbench")
        self.desk.follow(ticket, began)
        self.history.show_runs((Run(sql, at, "running", None, 0.0), *self._notebook.runs))
        self.result.freeze()
        if self.result.result is not None:  # what was shown stays, labelled with its time
            self.result.state.watch(ticket, lambda _value: None)
        ticket.succeeded.connect(lambda result: self._ran(result, at))
        ticket.failed.connect(lambda failure: self._failed(sql, at, began, failure))
        ticket.cancelled.connect(lambda: self._cancelled(sql, at, began))
        self.actions_changed.emit()

    def plan(self, sql: str) -> Ticket:
        """Show how a statement would be run; nothing is run."""
        request = QueryRequest(sql, self.context.scope.period)
        ticket = self.context.ask("plan", request, say("workbench-plans"), "plan", str, "workbench")
        ticket.succeeded.connect(self._show_plan)
        ticket.failed.connect(self.desk.show_fault)
        return ticket

    def export(self) -> None:
        """Ask where to write the whole result."""
        filters = ";;".join(self.look.text(f"workbench-format-{name}") for name in FORMATS)
        title = self.look.text("workbench-export")
        name, _chosen = QFileDialog.getSaveFileName(self, title, str(Path.home() / "result.csv"), filters)
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> Ticket:
        """Write the whole result, in the order shown, with the extract's mark."""
        path = path if path.suffix else path.with_suffix(".csv")
        words = say("progress-export")
        ticket = self.context.ask("export", ExportRequest(path), words, "export", int, "workbench")
        self.result.state.watch(ticket, lambda count: self._exported(path, count))
        ticket.failed.connect(self._not_exported)
        return ticket

    def _lay_out(self) -> None:
        px = self.look.px
        middle, right = QSplitter(Qt.Orientation.Vertical), QSplitter(Qt.Orientation.Vertical)
        pairs = ((middle, self.desk, self.result), (right, self.chart, self.history))
        for splitter, upper, lower in pairs:
            splitter.addWidget(upper)
            splitter.addWidget(lower)
            splitter.setHandleWidth(px(GUTTER))
            splitter.setChildrenCollapsible(False)
            splitter.setStretchFactor(0, 1)
            splitter.setStretchFactor(1, 1)
        middle.setSizes([430, 320])
        right.setSizes([350, 400])
        self.schema.setFixedWidth(px(LEFT))
        self._right = QWidget()  # a splitter lifts every limit on its own width
        inside = row()
        inside.addWidget(right)
        self._right.setLayout(inside)
        self._right.setFixedWidth(px(RIGHT))
        layout = row(px(GUTTER))
        layout.addWidget(self.schema)
        layout.addWidget(middle, 1)
        layout.addWidget(self._right)
        self.setLayout(layout)

    def restyle(self) -> None:
        """Take widths at the present text scale."""
        if hasattr(self, "_right"):
            self.schema.setFixedWidth(self.look.px(LEFT))
            self._right.setFixedWidth(self.look.px(RIGHT))

    def _connect(self) -> None:
        self.context.session_verified.connect(self._tell_mark)
        self.schema.inserted.connect(self.desk.insert)
        self.schema.opened.connect(self._open_statement)
        self.desk.tabs.currentChanged.connect(lambda _at: self._mark())
        self.desk.run_asked.connect(self.run)
        self.desk.cancel_asked.connect(self._cancel)
        self.desk.tokens_wanted.connect(self._colour)
        self.desk.kept.connect(self._keep)
        self.desk.plan_asked.connect(self.plan)
        self.desk.layout_asked.connect(self._lay_out_text)
        self.result.sort_asked.connect(self._sort)
        self.chart.asked.connect(self._draw)
        self.history.opened.connect(lambda sql: self.desk.open("", sql))

    def _schema_arrived(self, found: object) -> None:
        assert isinstance(found, Schema)
        self.schema.show_schema(found)
        self.desk.set_completions(self.schema.completions())

    def _snippets_arrived(self, found: Sequence[Snippet]) -> None:
        """Show the statements, and what is known already of the data the measures among them rest on."""
        self.schema.show_snippets(found)
        self._resting.ask(self.schema.measures(), kept=True)

    def _open_statement(self, name: str, sql: str) -> None:
        """Open a statement; of a measure, check what it rests on where nobody did."""
        self.desk.open(name, sql)
        if name in self.schema.measures():
            self._resting.ask([name])
        self._mark()

    def _mark(self) -> None:
        """Show how good the data are that the measure in the editor rests on."""
        self._resting.mark(self.desk.rest, self.desk.named)

    def _rests_arrived(self) -> None:
        self._mark()
        self.schema.show_rests(self._resting.held)

    def _retry_schema(self) -> None:
        self._read_for = None
        self.scope_changed(self.context.scope)

    def _colour(self, editor: SqlEditor, text: str, revision: int) -> None:
        """Ask the process for readings: the other one may be busy with a query for minutes."""
        if self.context.session is None:
            return
        slot = f"tokens-{id(editor)}"
        words = say("progress-working")
        ticket = self.context.ask("tokens", TokensRequest(text), words, slot, tuple[TokenSpan, ...])
        ticket.succeeded.connect(
            lambda found: editor.set_tokens(
                [Span(one.start, one.length, one.kind) for one in found], revision
            )
        )

    def _lay_out_text(self, editor: SqlEditor, text: str) -> None:
        """Put the text laid out in the place of what was asked about, unless it was changed meanwhile."""
        if self.context.session is None:
            return
        revision, words = editor.revision, say("progress-working")
        ticket = self.context.ask("layout", TokensRequest(text), words, f"layout-{id(editor)}", str)
        ticket.succeeded.connect(
            lambda made: editor.set_text(made) if editor.revision == revision and made != text else None
        )

    def _show_plan(self, plan: object) -> None:
        dialog = TextDialog(self.look, say("workbench-plan"), str(plan), self.window())
        dialog.open()

    def _cancel(self) -> None:
        if self.desk.ticket is not None:
            self.desk.ticket.cancel()

    def _ran(self, result: Result, at: datetime) -> None:
        self._remember(Run(result.sql, at, "done", result.row_count, result.seconds))
        words = say("progress-rows")
        ticket = self.context.ask("page", PageRequest(0, FIRST), words, "first-page", list, "workbench")
        self.result.state.watch(ticket, lambda rows: self._show(result, rows))

    def _show(self, result: Result, rows: object) -> None:
        assert isinstance(rows, Sequence)
        self.result.show_result(result, rows)
        if result.row_count:
            self.chart.show_columns(result, rows)
            self._describe()
        else:
            self.chart.show_none()
        self.actions_changed.emit()

    def _failed(self, sql: str, at: datetime, began: float, failure: Failure) -> None:
        self._remember(
            Run(sql, at, "failed", None, time.monotonic() - began, failure.sentence(self.look)[:400])
        )
        self.desk.show_fault(failure)
        self.result.forget()
        self.result.state.show_failure(failure)
        self.chart.show_none()
        self.actions_changed.emit()

    def _cancelled(self, sql: str, at: datetime, began: float) -> None:
        self._remember(Run(sql, at, "cancelled", None, time.monotonic() - began))
        self.result.show_none()
        self.actions_changed.emit()

    def _sort(self, column: str, descending: bool) -> None:
        words = say("progress-sort")
        ticket = self.context.ask("sort", SortRequest(column, descending), words, "sort", None, "workbench")
        self.result.state.watch(ticket, lambda _value: self.result.show_sorted(column, descending))

    def _draw(self, request: ChartRequest) -> None:
        words = say("workbench-draws")
        ticket = self.context.ask("chart", request, words, "chart", ChartData, "workbench")
        self._following.append(ticket)
        self.chart.state.watch(ticket, self._drawn, lambda: self._draw(request))

    def _describe(self) -> None:
        words = say("workbench-describes")
        shape = tuple[ColumnProfile, ...]
        ticket = self.context.ask("profile", None, words, "profile", shape, "workbench")
        self._following.append(ticket)
        ticket.succeeded.connect(self.result.head.show_profiles)

    def _drawn(self, found: object) -> None:
        assert isinstance(found, ChartData)
        self.chart.show_answer(found)

    def _exported(self, path: Path, count: object) -> None:
        rows = self.look.phrases.number(int(str(count)))
        self.context.tell(say("workbench-exported", file=path.name, rows=rows))

    def _not_exported(self, failure: Failure) -> None:
        """The result is still there: only the file is not."""
        self.result.state.show_content()
        self.desk.say(failure.sentence(self.look))
        self.context.tell(failure.sentence(self.look))

    def _open_notebook(self) -> None:
        path = _notebook_file()
        ticket = self.context.run(lambda _progress: read_notebook(path), say("workbench-reads"), "notebook")
        ticket.succeeded.connect(self._notebook_arrived)
        ticket.failed.connect(lambda failure: self.context.tell(failure.sentence(self.look)))

    def _notebook_arrived(self, found: Notebook) -> None:
        ran, kept = self._notebook.runs, self._notebook.kept
        self._loaded = True
        self._notebook = Notebook(found.kept, found.runs)
        for run in reversed(ran):
            self._notebook = self._notebook.with_run(run)
        for one in kept:
            self._notebook = self._notebook.with_kept(one)
        self.schema.show_kept(self._notebook.kept)
        if not self.desk.running:
            self.history.show_runs(self._notebook.runs)

    def _remember(self, run: Run) -> None:
        self._notebook = self._notebook.with_run(run)
        self.history.show_runs(self._notebook.runs)
        self._write()

    def _keep(self, name: str, sql: str) -> None:
        self._notebook = self._notebook.with_kept(Kept(name, sql))
        self.schema.show_kept(self._notebook.kept)
        self.schema.show_part(SNIPPETS)
        self.context.tell(say("workbench-kept", name=name))
        self._write()

    def _write(self) -> None:
        """Keep the notebook; one that could not be read is never overwritten."""
        if not self._loaded:
            return
        path, notebook = _notebook_file(), self._notebook

        def write(_progress: Progress) -> None:
            write_notebook(path, notebook)

        ticket = self.context.run(write, say("workbench-reads"))
        ticket.failed.connect(lambda failure: self.context.tell(failure.sentence(self.look)))


def _notebook_file() -> Path:
    return paths.user_folder() / NOTEBOOK
