"""Owns the table of a result of any length: a DataTable over pages, with a strip for its segments and for pages that failed.

It refuses to cap a result silently: every row can be reached.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from console.gui.faults import Failure
from console.gui.models.columns import Column
from console.gui.models.paged import Fetch, PagedModel
from console.gui.tasks import Lane
from console.gui.theme import Look
from console.gui.widgets.buttons import Button
from console.gui.widgets.piece import Label, Piece, column, row
from console.gui.widgets.table import DataTable
from console.gui.words import Words, say


class ResultTable(Piece):
    """Shows ``total`` rows fetched by number. ``table`` is the DataTable inside, with its signals."""

    def __init__(
        self,
        look: Look,
        lane: Lane,
        fetch: Fetch,
        name: Words = "",
        row_height: int = 26,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self.table = DataTable(look, name=name, row_height=row_height, numbered=True, cells=True)
        self.model = PagedModel(look, (), 0, look.px(row_height))
        self.model.setParent(self)
        self.model.fetch_with(lane, fetch)
        self.model.segment_changed.connect(lambda _number: self._tell_segment())
        self.model.failed.connect(self._failed)
        self.table.set_model(self.model)
        self.table.copy_refused.connect(self._say)
        self.said = Label(look, "", "faint", px=12, elide=True)
        self.back = Button(
            look, say("table-segment-back"), "chevron-left", "ghost", lambda: self._step(-1), icon_only=True
        )
        self.on = Button(
            look, say("table-segment-on"), "chevron-right", "ghost", lambda: self._step(1), icon_only=True
        )
        strip = row(look.px(6), (look.px(12), 0, look.px(12), 0))
        strip.addWidget(self.said, 1)
        strip.addWidget(self.back)
        strip.addWidget(self.on)
        self._strip = QWidget()
        self._strip.setLayout(strip)
        layout = column()
        layout.addWidget(self.table, 1)
        layout.addWidget(self._strip)
        self.setLayout(layout)
        self._strip.hide()

    def show_result(self, columns: Sequence[Column], total: int) -> None:
        """Show another result from its first row."""
        self.model.reset(columns, total)
        self.table.set_sorted(None)
        self.table.fit()
        self.table.scrollToTop()
        self._tell_segment()

    def _tell_segment(self) -> None:
        several = self.model.segments > 1
        for button in (self.back, self.on):
            button.setVisible(several)
        if not several:
            self._strip.hide()
            return
        first = self.model.absolute_row(0) + 1
        number = self.look.phrases.number
        self._say(
            say(
                "table-segment",
                number=self.model.segment + 1,
                count=self.model.segments,
                first=number(first),
                last=number(first + self.model.rowCount() - 1),
            )
        )

    def _step(self, step: int) -> None:
        self.model.set_segment(self.model.segment + step)
        self.table.scrollToTop()

    def _failed(self, failure: Failure) -> None:
        self._say(failure.sentence(self.look))

    def _say(self, words: Words) -> None:
        self.said.set_words(words)
        self._strip.show()
