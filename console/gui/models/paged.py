"""Owns tables of any length: a fixed row count, pages of 500 rows fetched when looked at, placeholders until they arrive.

It refuses ``canFetchMore`` (two hundred End presses to reach the last row), a proxy that sorts, and more pixels than Qt can
count: beyond that the rows come in segments.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal

from console.domain.ports import Progress
from console.gui.models.cells import PENDING
from console.gui.models.columns import Column
from console.gui.models.rows import NOWHERE, Index, TableModel
from console.gui.tasks import Lane, Ticket
from console.gui.theme import Look
from console.gui.words import say

PAGE = 500
KEPT_PAGES = 200
MOST_WANTED = 4  # pages asked for at a time: what scrolled by is forgotten
LARGEST_HEIGHT = 2**31 - 2**20  # px of all rows together that QTableView can still count
Fetch = Callable[[int, int, Progress], Sequence[Sequence[object]]]


class PagedModel(TableModel):
    """Rows by number out of a result that lies elsewhere.

    Emits ``page_wanted(first, count)`` and is given rows by ``deliver``; ``fetch_with`` joins both through a lane.
    """

    page_wanted = Signal(int, int)
    page_arrived = Signal(int)
    failed = Signal(object)
    segment_changed = Signal(int)

    def __init__(self, look: Look, columns: Sequence[Column], total: int, row_height: int = 28) -> None:
        super().__init__(look, columns)
        self.total = total
        self._segment = 0
        self._rows_a_segment = max(PAGE, LARGEST_HEIGHT // max(row_height, 1) // PAGE * PAGE)
        self._pages: OrderedDict[int, Sequence[Sequence[object]]] = OrderedDict()
        self._asked: set[int] = set()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._tickets: list[Ticket] = []
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(15)
        self._ask_soon.timeout.connect(self._ask)

    @property
    def segments(self) -> int:
        """Return into how many segments the rows are cut; one in all but absurd cases."""
        return max(1, -(-self.total // self._rows_a_segment))

    @property
    def segment(self) -> int:
        """Return the segment shown."""
        return self._segment

    def set_segment(self, number: int) -> None:
        """Show another segment."""
        self.beginResetModel()
        self._segment = min(max(number, 0), self.segments - 1)
        self.endResetModel()
        self.segment_changed.emit(self._segment)

    def absolute_row(self, row: int) -> int:
        """Return the number of a row in the whole result."""
        return self._segment * self._rows_a_segment + row

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the rows of the segment shown."""
        if parent.isValid():
            return 0
        return max(0, min(self._rows_a_segment, self.total - self._segment * self._rows_a_segment))

    def value(self, row: int, column: int) -> object:
        """Return a cell, or PENDING and ask for its page."""
        absolute = self.absolute_row(row)
        page = self._pages.get(absolute // PAGE)
        if page is None:
            self._want(absolute // PAGE)
            return PENDING
        self._pages.move_to_end(absolute // PAGE)
        place = absolute % PAGE
        return page[place][column] if place < len(page) else None

    def want_rows(self, first: int, last: int) -> bool:
        """Ask for the pages of these rows of the segment; returns whether all are here."""
        numbers = range(self.absolute_row(first) // PAGE, self.absolute_row(last) // PAGE + 1)
        missing = [number for number in numbers if number not in self._pages]
        for number in missing:
            self._ask_for(number)
        return not missing

    def deliver(self, first: int, rows: Sequence[Sequence[object]]) -> None:
        """Take a page of rows; ``first`` is its first row's number in the whole result."""
        number = first // PAGE
        self._asked.discard(number)
        self._pages[number] = rows
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        start = first - self._segment * self._rows_a_segment
        if self.columns and 0 <= start < self.rowCount() and rows:
            end = min(start + len(rows), self.rowCount()) - 1
            self.dataChanged.emit(self.index(start, 0), self.index(end, len(self.columns) - 1))
        self.page_arrived.emit(number)

    def reset(self, columns: Sequence[Column], total: int) -> None:
        """Show another result; pages of the old one that still arrive are dropped."""
        self.beginResetModel()
        for ticket in self._tickets:
            ticket.stale = True
            ticket.cancel()
        self._tickets.clear()
        self.columns = tuple(columns)
        self.total, self._segment = total, 0
        self._pages.clear()
        self._asked.clear()
        self._wanted.clear()
        self.endResetModel()

    def fetch_with(self, lane: Lane, fetch: Fetch) -> None:
        """Fetch pages by calling ``fetch(first, count, progress)`` on a lane."""

        def ask(first: int, count: int) -> None:
            ticket = lane.submit(lambda progress: fetch(first, count, progress), say("progress-rows"))
            self._tickets.append(ticket)
            ticket.succeeded.connect(lambda rows: self.deliver(first, rows))
            ticket.failed.connect(self.failed)
            ticket.finished.connect(lambda: self._forget(ticket, first))

        self.page_wanted.connect(ask)

    def _forget(self, ticket: Ticket, first: int) -> None:
        self._asked.discard(first // PAGE)
        if ticket in self._tickets:
            self._tickets.remove(ticket)

    def _want(self, number: int) -> None:
        if number in self._asked:
            return
        self._wanted[number] = None
        self._wanted.move_to_end(number)
        if not self._ask_soon.isActive():
            self._ask_soon.start()

    def _ask(self) -> None:
        latest = list(self._wanted)[-MOST_WANTED:]
        self._wanted.clear()
        for number in latest:
            self._ask_for(number)

    def _ask_for(self, number: int) -> None:
        if number in self._asked or number in self._pages:
            return
        self._asked.add(number)
        self.page_wanted.emit(number * PAGE, min(PAGE, self.total - number * PAGE))
