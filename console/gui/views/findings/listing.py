"""Owns the list of the page: lanes, filters, rows in three lines. It refuses to hide how many rows a filter leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from console.domain.terms import Terms
from console.gui.models.columns import Column
from console.gui.models.rows import NOWHERE, Index, TableModel
from console.gui.scope import Scope
from console.gui.theme import Look
from console.gui.views.findings.filters import EXTRAS, Narrowing, passes
from console.gui.views.findings.wording import LANES, cell, lane_of
from console.gui.widgets.chips import Filter, FilterChips
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import column
from console.gui.widgets.table import DataTable
from console.gui.words import say
from console.jobs.findings_answers import BoardRow, within

ROW_HEIGHT = 74
SEVERITIES = ("red", "yellow", "notice")
PERIOD = "period"


class FindingList(Panel):
    """The list; ``chosen(identity)`` fires on every move to another row, with "" where nothing is shown.

    ``selection_changed`` fires where other rows are selected; ``filters_asked(QMenu)`` lets the page add the kept filters.
    """

    chosen = Signal(str)
    selection_changed = Signal()
    filters_asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("finding-list"), flush=True)
        self._rows: tuple[BoardRow, ...] = ()
        self._shown: tuple[BoardRow, ...] = ()
        self._scope, self._today = Scope(), date.min
        self._identity = ""
        self._total = 0
        self._terms = Terms()
        self._extras: tuple[str, ...] = ()
        self._several = False
        self.add_icon_button("list-filter", say("finding-filter"), self._open_filters)
        self.lanes = FilterChips(look, exclusive=True)
        self.filters = FilterChips(look)
        self.model = _FindingsModel(look)
        self.table = DataTable(look, name=say("finding-list"), row_height=ROW_HEIGHT)
        self.table.set_model(self.model)
        self.table.head.hide()
        px = look.px
        chips = column(px(6), (px(14), px(8), px(10), px(8)))
        chips.addWidget(self.lanes)
        chips.addWidget(self.filters)
        inside = QWidget()
        whole = column()
        whole.addLayout(chips)
        whole.addWidget(self.table, 1)
        inside.setLayout(whole)
        self.set_content(inside)
        self.lanes.changed.connect(lambda _on: self._filter())
        self.filters.changed.connect(lambda _on: self._filter())
        self.table.selected.connect(self._selected)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._selection_moved())

    @property
    def picked(self) -> tuple[BoardRow, ...]:
        """Return the rows selected, in the order shown."""
        model = self.table.selectionModel()
        places = sorted(index.row() for index in model.selectedRows())
        return tuple(self._shown[place] for place in places if place < len(self._shown))

    @property
    def narrowing(self) -> Narrowing:
        """Return what the list is narrowed to now."""
        return Narrowing((self.lanes.on or ("all",))[0], self.filters.on, self._extras)

    def narrow(self, narrowing: Narrowing) -> None:
        """Narrow the list to something else."""
        self._extras = narrowing.extras
        self.lanes.set_filters(self._lane_filters(), (narrowing.lane,))
        self.filters.set_filters(self._severity_filters(), narrowing.kinds)
        self._filter()

    @property
    def shown(self) -> tuple[BoardRow, ...]:
        """Return the rows the filters leave, in the order shown."""
        return self._shown

    @property
    def all_rows(self) -> tuple[BoardRow, ...]:
        """Return the rows of the scope, whatever the filters leave."""
        return self._rows

    def set_rows(
        self, rows: Iterable[BoardRow], scope: Scope, clock: tuple[date, Terms], identity: str = ""
    ) -> None:
        """Show these rows of one scope; ``identity`` is selected, or what was, where it is still there."""
        self._identity = identity or self._identity
        self._scope = scope
        self._today, self._terms = clock
        today = self._today
        held = (row for row in rows if in_scope(row, scope))
        self._rows = tuple(sorted(held, key=lambda row: row.state is None or not row.state.overdue(today)))
        self._set_filters()
        self._filter()

    def set_total(self, total: int) -> None:
        """Say how many the rules flag where not all are listed; 0 where all are."""
        self._total = total

    def reveal(self, identity: str) -> bool:
        """Select a row, dropping the filters that hide it; return whether there is such a row."""
        if not any(row.identity == identity for row in self._rows):
            return False
        if identity == self._identity and self._shown:
            return True
        self._identity = identity
        place = next((n for n, row in enumerate(self._shown) if row.identity == identity), -1)
        if place >= 0:
            self.table.select(place)
            return True
        self.narrow(Narrowing())
        return True

    def step(self, step: int) -> None:
        """Select the next or the previous row."""
        if self._shown:
            at = self.table.currentIndex().row() + step
            self.table.select(min(max(at, 0), len(self._shown) - 1))

    def _set_filters(self) -> None:
        lanes, filters = self.lanes.on or ("all",), self.filters.on
        self.lanes.set_filters(self._lane_filters(), lanes)
        self.filters.set_filters(self._severity_filters(), filters)

    def _lane_filters(self) -> list[Filter]:
        counts = dict.fromkeys(LANES, 0)
        for row in self._rows:
            counts[lane_of(row)] += 1
        lanes = [Filter(lane, say(f"finding-lane-{lane}"), count) for lane, count in counts.items()]
        return [Filter("all", say("finding-lane-all")), *lanes]

    def _severity_filters(self) -> list[Filter]:
        counts = {kind: sum(row.severity == kind for row in self._rows) for kind in SEVERITIES}
        kinds = [Filter(kind, say(f"finding-kind-{kind}"), count, kind) for kind, count in counts.items()]
        if self._scope.period is None:
            return kinds
        now = sum(self._in_period(row) for row in self._rows)
        return [*kinds, Filter(PERIOD, say("finding-in-period"), now)]

    def _in_period(self, row: BoardRow) -> bool:
        period, day = self._scope.period, row.occurred_on
        return period is not None and day is not None and period.starts <= day <= period.ends

    def _passes(self, row: BoardRow) -> bool:
        lane, on = (self.lanes.on or ("all",))[0], self.filters.on
        kinds = [kind for kind in on if kind in SEVERITIES]
        if lane != "all" and lane_of(row) != lane:
            return False
        if not passes(row, self._extras, self._today):
            return False
        return (not kinds or row.severity in kinds) and (PERIOD not in on or self._in_period(row))

    def _filter(self) -> None:
        self._shown = tuple(row for row in self._rows if self._passes(row))
        count = self.look.phrases.number(len(self._shown))
        total = self.look.phrases.number(self._total)
        key = "finding-list-part" if self._total else "finding-list-meta"
        self.set_meta(say(key, count=count, total=total))
        badge = say(f"finding-extra-{self._extras[0]}") if len(self._extras) == 1 else ""
        several = say("finding-extras", count=len(self._extras))
        self.set_badge(badge if len(self._extras) < 2 else several, "accent")
        self._show()

    def _open_filters(self) -> None:
        look = self.look
        menu = QMenu(self)
        for extra in EXTRAS:
            action = menu.addAction(look.text(f"finding-extra-{extra}"))
            action.setCheckable(True)
            action.setChecked(extra in self._extras)
            action.toggled.connect(lambda on, name=extra: self._toggle(name, on))
        self.filters_asked.emit(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def _toggle(self, extra: str, on: bool) -> None:
        kept = tuple(one for one in self._extras if one != extra)
        self.narrow(Narrowing(self.narrowing.lane, self.filters.on, (*kept, extra) if on else kept))

    def _selection_moved(self) -> None:
        several = len(self.table.selectionModel().selectedRows()) > 1
        if several or self._several:
            self.selection_changed.emit()
        self._several = several

    def _show(self) -> None:
        wanted = self._identity
        place = next((n for n, row in enumerate(self._shown) if row.identity == wanted), 0)
        self.table.blockSignals(True)
        self.model.show_rows(self._shown, self._today, self._terms)
        if self._shown:
            self.table.select(place)
        self.table.blockSignals(False)
        if self._shown:
            self._selected(place)
        else:
            self._identity = ""
            self.chosen.emit("")

    def _selected(self, place: int) -> None:
        if 0 <= place < len(self._shown):
            self._identity = self._shown[place].identity
            self.chosen.emit(self._identity)


class _FindingsModel(TableModel):
    """The rows of the list; a cell is worded when it is drawn, so that thousands of rows cost nothing to show."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, (Column("finding", "", "finding"),))
        self._rows: tuple[BoardRow, ...] = ()
        self._today, self._terms = date.min, Terms()

    def show_rows(self, rows: tuple[BoardRow, ...], today: date, terms: Terms) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows, self._today, self._terms = rows, today, terms
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def value(self, row: int, column: int) -> object:
        """Return a row as the delegate draws it."""
        return cell(self.look, self._rows[row], self._today, self._terms)


def in_scope(row: BoardRow, scope: Scope) -> bool:
    """Say whether a row belongs to the region and the organisation looked at."""
    return within(row.region_id, row.organisation_id, scope.region_id, scope.organisation_id)
