"""Owns the list of the page: cases and what could become one, with lanes. It refuses to hide how many a lane leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.domain.contract import Texts
from console.domain.finding import FindingState
from console.domain.tolerance import Outcome, Step
from console.gui.models.cells import FindingCell
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.views.tolerance.wording import Names, candidate_cell, case_cell
from console.gui.widgets.chips import Filter, FilterChips
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import column
from console.gui.widgets.table import DataTable
from console.gui.words import say
from console.jobs.tolerance_sheet import CaseRow, ToleranceBoard

ROW_HEIGHT = 74
MOST_CANDIDATES = 500
LANES = ("open", "late", "decided", "over", "candidates")


class CaseList(Panel):
    """The list; ``chosen(identity)`` fires on every move to another row, with "" where nothing is shown."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("tolerance-list"), flush=True)
        self._board: ToleranceBoard | None = None
        self._rules: Mapping[str, Texts] = {}
        self._names: Names = {}
        self._today = date.min
        self._identity = ""
        self.shown: tuple[FindingState, ...] = ()
        self.lanes = FilterChips(look, exclusive=True)
        self.table = DataTable(
            look, (Column("case", "", "finding"),), say("tolerance-list"), row_height=ROW_HEIGHT
        )
        self.table.head.hide()
        px = look.px
        chips = column(px(6), (px(14), px(8), px(10), px(8)))
        chips.addWidget(self.lanes)
        inside = QWidget()
        whole = column()
        whole.addLayout(chips)
        whole.addWidget(self.table, 1)
        inside.setLayout(whole)
        self.set_content(inside)
        self.lanes.changed.connect(lambda _on: self._filter())
        self.table.selected.connect(self._selected)

    def set_board(
        self, board: ToleranceBoard, rules: Mapping[str, Texts], names: Names, today: date, identity: str = ""
    ) -> None:
        """Show another board; ``identity`` is selected, or what was, where it is still there."""
        self._board, self._rules, self._names, self._today = board, rules, names, today
        self._identity = identity or self._identity
        on = self.lanes.on or (self._first_lane(),)
        if self._identity and self._lane_of(self._identity) not in (*on, ""):
            on = (self._lane_of(self._identity),)
        self.lanes.set_filters(self._filters(), on)
        self._filter()

    def reveal(self, name: str) -> bool:
        """Select the case of a finding's number or identity; say whether there is one."""
        states = self._all()
        found = next((one for one in states if name in (one.number, one.identity)), None)
        if found is None or self._board is None:
            return False
        self._identity = found.identity
        self.lanes.set_filters(self._filters(), (self._lane_of(found.identity),))
        self._filter()
        return True

    def step(self, step: int) -> None:
        """Select the next or the previous row."""
        if self.shown:
            at = self.table.currentIndex().row() + step
            self.table.select(min(max(at, 0), len(self.shown) - 1))

    def _all(self) -> tuple[FindingState, ...]:
        if self._board is None:
            return ()
        return (*(row.state for row in self._board.rows), *self._board.candidates)

    def _first_lane(self) -> str:
        """Return the first lane that holds anything."""
        return next((lane for lane in LANES if self._count(lane)), "open")

    def _lane_of(self, identity: str) -> str:
        board = self._board
        assert board is not None
        row = next((one for one in board.rows if one.state.identity == identity), None)
        if row is not None:
            return _lane(row)
        return "candidates" if any(one.identity == identity for one in board.candidates) else ""

    def _filters(self) -> list[Filter]:
        return [Filter(lane, say(f"tolerance-lane-{lane}"), self._count(lane)) for lane in LANES]

    def _count(self, lane: str) -> int:
        board = self._board
        assert board is not None
        return len(board.candidates) if lane == "candidates" else len(self._in(lane))

    def _in(self, lane: str) -> list[CaseRow]:
        rows = self._board.rows if self._board is not None else ()
        return [row for row in rows if _lane(row) == lane or (lane == "late" and row.overdue)]

    def _filter(self) -> None:
        board, lane = self._board, (self.lanes.on or ("open",))[0]
        if board is None:
            return
        if lane == "candidates":
            held = board.candidates[:MOST_CANDIDATES]
            cells = [candidate_cell(state, self._rules, self._names) for state in held]
        else:
            rows = self._in(lane)
            held = tuple(row.state for row in rows)
            cells = [case_cell(row, self._rules, self._names, self._today) for row in rows]
        total = self._count(lane)
        number = self.look.phrases.number
        key = "tolerance-list-part" if total > len(held) else "tolerance-list-meta"
        self.set_meta(say(key, count=number(len(held)), total=number(total)))
        self._show(held, cells)

    def _show(self, held: tuple[FindingState, ...], cells: Sequence[FindingCell]) -> None:
        self.shown = held
        place = next((n for n, one in enumerate(held) if one.identity == self._identity), 0)
        self.table.blockSignals(True)
        self.table.set_rows([{"case": cell} for cell in cells])
        if held:
            self.table.select(place)
        self.table.blockSignals(False)
        if held:
            self._selected(place)
        else:
            self._identity = ""
            self.chosen.emit("")

    def _selected(self, place: int) -> None:
        if 0 <= place < len(self.shown):
            self._identity = self.shown[place].identity
            self.chosen.emit(self._identity)


def _lane(row: CaseRow) -> str:
    """Return where a case stands: undecided, decided and not at its end, over."""
    if row.step in (Step.WITHDRAWN, Step.REVOKED, Step.CLEARED):
        return "over"
    return "open" if row.outcome is Outcome.NONE else "decided"
