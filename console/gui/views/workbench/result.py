"""Owns the panel of the result: how many rows there are, the table of all of them, sorting. It refuses a cap nobody sees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal

from console.domain.ports import Progress
from console.domain.query import Result
from console.errors import Cancelled
from console.gui.context import ViewContext
from console.gui.models.columns import Column
from console.gui.views.workbench.columns import shown, table_columns
from console.gui.views.workbench.profile import dress
from console.gui.widgets.panel import Panel
from console.gui.widgets.result_table import ResultTable
from console.gui.words import say

FIRST = 500


class ResultPanel(Panel):
    """``sort_asked(column, descending)`` fires on a head; ``show_result`` takes the result with its first rows."""

    sort_asked = Signal(str, bool)

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context.look, say("workbench-result"), flush=True)
        self.context = context
        self.result: Result | None = None
        self._at: datetime | None = None
        self._columns: tuple[Column, ...] = ()
        self._frozen = False
        lane = context.lanes.lane("workbench")
        self.rows = ResultTable(context.look, lane, self._fetch, say("workbench-result"))
        self.rows.table.sort_asked.connect(self.sort_asked)
        self.head = dress(self.rows.table)
        numbers = self.rows.table.verticalHeader()
        numbers.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.set_content(self.rows)
        self.show_none()

    def show_result(self, result: Result, rows: Sequence[Sequence[object]]) -> None:
        """Show another result from its first row."""
        self._frozen = False
        self.result, self._at = result, datetime.now().astimezone()
        self.head.show_profiles(())
        self._columns = table_columns(self.look, result.columns, rows)
        self.rows.show_result(self._columns, result.row_count)
        if rows:
            self.rows.model.deliver(0, [[shown(value) for value in row] for row in rows])
        self._tell()
        if result.row_count:
            self.state.show_content()
        else:
            self.state.show_empty(say("workbench-no-rows"), say("workbench-no-rows-detail"))

    def freeze(self) -> None:
        """Fetch nothing until the next result: the worker no longer holds the one shown."""
        self._frozen = True

    def show_sorted(self, column: str, descending: bool) -> None:
        """Fetch again in another order."""
        assert self.result is not None
        self.rows.show_result(self._columns, self.result.row_count)
        self.rows.table.set_sorted(column, descending)

    def forget(self) -> None:
        """Hold no result: what is shown in its place is up to whoever follows the query."""
        self.result = None
        self.set_badge("")
        self.set_meta("")

    def show_none(self) -> None:
        """Say that nothing was run yet."""
        self.forget()
        self.state.show_empty(say("workbench-result-none"), say("workbench-result-none-detail"))

    def retranslate(self) -> None:
        """Take words of the present language."""
        super().retranslate()
        if hasattr(self, "rows"):
            self._tell()

    def _tell(self) -> None:
        if self.result is None or self._at is None:
            return
        number = self.look.phrases.number
        size = say("workbench-size", rows=number(self.result.row_count), columns=len(self.result.columns))
        self.set_badge(size)
        spent = number(self.result.seconds, 2)
        self.set_meta(say("workbench-last-run", time=f"{self._at:%H:%M:%S}", seconds=spent))

    def _fetch(self, first: int, count: int, progress: Progress) -> Sequence[Sequence[object]]:
        from console.jobs.desk import PageRequest

        session = self.context.session
        if session is None or self._frozen:
            raise Cancelled
        rows: list[list[object]] = session.worker("workbench", progress).call(
            "page", PageRequest(first, count), progress, list
        )
        return [[shown(value) for value in row] for row in rows]
