"""Owns the page 总览: how things stand, whether they change, what to look at first. It refuses to compute and to accuse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from console.domain.excused import Excusable
from console.domain.finding import FindingState, excusables, uncountables
from console.gui.context import Page, ViewContext
from console.gui.offers import Hit, NavCount, PageAction
from console.gui.resting import Weakest
from console.gui.scope import Scope
from console.gui.views.overview.gravest import (
    Listed,
    gravest_columns,
    gravest_meta,
    gravest_rows,
    listed,
)
from console.gui.views.overview.hits import hits_of
from console.gui.views.overview.index import (
    DENSE,
    IndexBox,
    Legend,
    axis_of,
    dimension_columns,
    dimension_row,
)
from console.gui.views.overview.matrix import Cell, RiskMatrix, cell_words, matrix_columns, matrix_rows
from console.gui.views.overview.places import flip, follow, holds_focus, scrolling
from console.gui.views.overview.risk import (
    cards_of,
    change_of,
    in_scope,
    is_silent,
    tally_columns,
    tally_rows,
)
from console.gui.views.overview.tile_row import TileRow
from console.gui.views.overview.wording import (
    figures,
    index_meta,
    risk_figures,
    subtitle,
    tally_meta,
    unit_name,
)
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import column, row
from console.gui.widgets.table import DataTable
from console.gui.words import Named, say
from console.jobs.overview_answers import Overview, OverviewRequest, RiskPart

GUTTER, TILE_HEIGHT = 12, 120
INDEX_WIDTH, CARDS_WIDTH, MATRIX_WIDTH = 300, 336, 320
DIMENSIONS_LEAST, GRAVEST_LEAST = 430, 640  # so that no column is cut
TOP_LEAST, TOP_MOST, TOP_SHARE = 210, 276, 0.36  # height of the first row, of the page's
LEGEND_ABOVE = 236  # height of the first row from which there is room for a legend
LOWEST_ROW, GRAVEST_ROW, TALLY_ROW = 180, 38, 22
THEME_PAGES = ("services", "funds")


class OverviewPage(Page):
    """Index, dimensions and tallies above, tiles in the middle, risk matrix and what must be handled first below."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        self.found: Overview | None = None
        self.risk: RiskPart | None = None
        self._fresh: set[type] = set()  # which answers are those of the present scope
        self.listed: list[Listed] = []
        self._cell: Cell | None = None
        self._uncounted: tuple[Excusable, ...] | None = None  # what the answers asked for last leave out
        self._make_top()
        self._make_tiles()
        self._make_bottom()
        self._lay_out()
        self._connect()

    def page_actions(self) -> tuple[PageAction, ...]:
        """Offer a briefing of what is shown."""
        ready = self.found is not None
        words, brief = say("overview-brief"), lambda: self.context.navigate("briefing")
        return (PageAction("brief", words, "file-text", brief, primary=True, enabled=ready),)

    def scope_changed(self, scope: Scope) -> None:
        """Ask for index and tiles, then for the suspicions, which take every rule; each panel waits for its own."""
        self._fresh.clear()
        request = OverviewRequest(scope.region_id, scope.organisation_id, scope.period, scope.compared)
        findings = self.context.findings or ()
        self._uncounted = uncountables(findings)
        self._ask_figures(replace(request, excused=excusables(findings)))
        self._ask_risk(request)

    def _findings_changed(self) -> None:
        """Count again without what was tolerated or found not to be true, where that is something else now."""
        self._show_tally()
        if self.risk is not None and self.gravest.state.state != "not-computable":
            self._list_gravest(self._cell)
        if self._uncounted is not None and uncountables(self.context.findings or ()) != self._uncounted:
            self.read_again()

    def _ask_figures(self, request: OverviewRequest) -> None:
        ticket = self.context.ask("overview", request, say("overview-working"), "overview", Overview)
        follow(ticket, self.show_answer, self._figure_states, lambda: self._ask_figures(request))

    def _ask_risk(self, request: OverviewRequest) -> None:
        words = say("overview-judging")
        ticket = self.context.ask("overview-risk", request, words, "overview-risk", RiskPart)
        follow(ticket, self.show_risk, self._risk_states, lambda: self._ask_risk(request))

    def command(self, key: str) -> bool:
        """Show charts as tables, and the SQL of what has the keyboard."""
        if key == "as-table":
            self._toggle_tables()
        elif key == "show-sql":
            self._show_sql()
        else:
            return False
        return True

    def search(self, words: str) -> tuple[Hit, ...]:
        """Offer the regions of the ranking and the tiles."""
        return hits_of(self.found, self._choose_region, self._open_tile)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the first row its share of the height."""
        super().resizeEvent(event)
        self._share_height()

    def restyle(self) -> None:
        """Take sizes at the present text scale."""
        px = self.look.px
        self.index.setFixedWidth(px(INDEX_WIDTH))
        self.cards.setFixedWidth(px(CARDS_WIDTH))
        self.matrix_panel.setFixedWidth(px(MATRIX_WIDTH))
        self.tile_box.setFixedHeight(px(TILE_HEIGHT))
        self.dimensions.setMinimumWidth(px(DIMENSIONS_LEAST))
        self.gravest.setMinimumWidth(px(GRAVEST_LEAST))
        for panel in (self.matrix_panel, self.gravest):
            panel.setMinimumHeight(px(LOWEST_ROW))
        self._share_height()

    def _make_top(self) -> None:
        look = self.look
        self.index = Panel(look, say("overview-index"), say("overview-out-of"), flush=True)
        self.index_box = IndexBox(look)
        self.index.set_content(self.index_box)
        self._index_rest = Weakest(self.context, "overview-index-rests", self.index.badge)
        self.dimensions = Panel(look, say("overview-dimensions"), say("overview-signal-basis"), flush=True)
        self.dimension_table = DataTable(look, name=say("overview-dimensions"), row_height=DENSE)
        self.legend = Legend(look)
        held = QWidget()
        inside = column()
        inside.addWidget(self.dimension_table, 1)
        inside.addWidget(self.legend)
        held.setLayout(inside)
        self.dimensions.set_content(held)
        self.cards = Panel(look, say("overview-tally"), say("overview-tally-meta"), flush=True)
        self.tally_table = DataTable(look, tally_columns(), say("overview-tally"), TALLY_ROW)
        self.cards.set_content(self.tally_table)

    def _make_tiles(self) -> None:
        self.tile_row = TileRow(self.context, DENSE)
        self.tile_row.opened.connect(self._open_tile)
        self.tile_box, self.tiles, self.tile_table = (
            self.tile_row.box,
            self.tile_row.tiles,
            self.tile_row.table,
        )

    def _make_bottom(self) -> None:
        look = self.look
        self.matrix_panel = Panel(look, say("overview-matrix"), say("overview-matrix-meta", count="none"))
        self.matrix = RiskMatrix(look)
        self.matrix_table = DataTable(look, matrix_columns(), say("overview-matrix"), DENSE)
        held = QWidget()
        self._matrix_stack = QStackedLayout(held)
        self._matrix_stack.addWidget(self.matrix)
        self._matrix_stack.addWidget(self.matrix_table)
        self.matrix_panel.set_content(held)
        self.gravest = Panel(look, say("overview-gravest"), link=say("overview-all"), flush=True)
        self.gravest_table = DataTable(look, gravest_columns(), say("overview-gravest"), GRAVEST_ROW)
        self.gravest.set_content(self.gravest_table)

    def _lay_out(self) -> None:
        gutter = self.look.px(GUTTER)
        top, bottom = row(gutter), row(gutter)
        for panel, share in ((self.index, 0), (self.dimensions, 1), (self.cards, 0)):
            top.addWidget(panel, share)
        bottom.addWidget(self.matrix_panel)
        bottom.addWidget(self.gravest, 1)
        whole = column(gutter)
        self._top = QWidget()
        self._top.setLayout(top)
        whole.addWidget(self._top)
        whole.addWidget(self.tile_box)
        whole.addLayout(bottom, 1)
        body = QWidget()
        body.setLayout(whole)
        self.area = scrolling(body)
        self._figure_states = (self.index.state, self.dimensions.state, self.tile_box)
        self._risk_states = (self.cards.state, self.matrix_panel.state, self.gravest.state)
        outer = column()
        outer.addWidget(self.area)
        self.setLayout(outer)
        self.restyle()

    def _connect(self) -> None:
        self.index_box.region_opened.connect(self._choose_region)
        self.matrix.cell_opened.connect(self._open_cell)
        self.matrix_table.opened.connect(
            lambda at: self._open_cell(*self.matrix_table.rows.row(at)["cell"])  # type: ignore[misc]  # a Cell
        )
        self.gravest_table.opened.connect(self._open_suspicion)
        self.gravest.link_followed.connect(lambda: self.context.navigate("findings"))
        self.tally_table.opened.connect(self._open_theme)
        self.context.findings_changed.connect(self._findings_changed)
        self.dimension_table.opened.connect(lambda _row: self._open_sql(self._index_sql()))

    def _share_height(self) -> None:
        share = self.height() / self.look.scale * TOP_SHARE
        high = min(max(share, TOP_LEAST), TOP_MOST)
        self._top.setFixedHeight(self.look.px(high))
        self.legend.setVisible(high >= LEGEND_ABOVE)

    def show_answer(self, found: object) -> None:
        """Show index and tiles."""
        assert isinstance(found, Overview)
        first = self.found is None
        self.found = found
        self._show_index(found)
        self.tile_row.show_tiles(found.tiles)
        self.subtitle_changed.emit(subtitle(found))
        self._count(Overview)
        if first:
            self.actions_changed.emit()

    def show_risk(self, risk: object) -> None:
        """Show tallies, matrix and the gravest suspicions."""
        assert isinstance(risk, RiskPart)
        self.risk = risk
        self._show_cards(risk)
        self._show_matrix(risk)
        self._count(RiskPart)

    def _count(self, arrived: type) -> None:
        """Tell how many figures stand, of the present scope alone."""
        self._fresh.add(arrived)
        found = self.found if Overview in self._fresh else None
        risk = self.risk if RiskPart in self._fresh else None
        self.figures_changed.emit(figures(found) + risk_figures(risk))

    def _show_index(self, found: Overview) -> None:
        index = found.index
        if index.score is None:
            self.index.state.show_not_computable(say("overview-no-index"), say("overview-no-index-detail"))
            self.dimensions.state.show_not_computable(say("overview-no-index"))
            return
        self.index.state.show_content()
        self.dimensions.state.show_content()
        self._index_rest.ask(index.measures)
        self.index.set_meta(index_meta(found))
        self.index_box.set_index(index, str(sum(unit.score is not None for unit in index.units)))
        axis = axis_of([(part.low, part.high, part.previous) for part in index.dimensions])
        self.dimension_table.set_columns(dimension_columns(axis))
        self.dimension_table.set_rows([dimension_row(self.look, part, axis) for part in index.dimensions])
        self.legend.set_single(bool(index.unit))
        self.index.set_title(
            say("overview-index-of", region=Named(unit_name(found)))
            if index.unit
            else say("overview-index-median")
        )

    def _show_cards(self, risk: RiskPart) -> None:
        number = self.look.phrases.number
        self._show_tally()
        judged = any(not is_silent(tally) for tally in risk.tallies)
        change = change_of(risk.tallies) if judged else None
        self.cards.set_meta(tally_meta(risk.excused, None if change is None else number(change, sign=True)))
        for tally in risk.tallies:
            if tally.theme in THEME_PAGES:
                counted = NavCount(tally.red, "red", proposed=True) if tally.red else None
                self.context.count(tally.theme, counted)
        self.cards.state.show_content()

    def _show_matrix(self, risk: RiskPart) -> None:
        number = self.look.phrases.number
        self.matrix.set_counts(risk.matrix, risk.matrix_before)
        self.matrix_table.set_rows(matrix_rows(self.matrix))
        self.matrix_panel.set_meta(say("overview-matrix-meta", count=number(risk.total)))
        judged = sum(tally.judged for tally in risk.tallies)
        if not judged:
            for panel in (self.matrix_panel, self.gravest):
                panel.set_meta("")
                panel.state.show_not_computable(
                    say("overview-no-rules"), say("overview-no-rules-detail", rules=number(risk.rules))
                )
            return
        self.matrix_panel.state.show_content()
        if not risk.total and not listed(risk, self._findings()):
            silent = sum(tally.not_computable for tally in risk.tallies)
            facts = {"rules": number(risk.rules), "judged": number(judged), "silent": number(silent)}
            self.gravest.state.show_empty(say("overview-none"), say("overview-none-detail", **facts))
            self.gravest.set_meta("")
            return
        self.gravest.state.show_content()
        self._list_gravest(None)

    def _show_tally(self) -> None:
        """Count suspicions by theme, and beside them the cards the casebook holds."""
        if self.risk is None:
            return
        rows = tally_rows(self.risk.tallies, cards_of(self.context.findings, self.context.scope))
        self.tally_table.set_rows(rows)
        self.tally_table.set_strong_rows([len(rows) - 1])

    def _list_gravest(self, cell: Cell | None) -> None:
        """List what must be handled first, of one cell of the matrix where it was pressed; a second press lists all again."""
        assert self.risk is not None
        risk = self.risk
        self._cell = cell
        self.matrix.set_chosen(cell)
        self.listed = [one for one in listed(risk, self._findings()) if cell in (None, one.place)]
        today = self.context.start.clock.now().date()
        self.gravest_table.set_rows(gravest_rows(self.listed, today))
        unlisted = risk.total - len(risk.gravest)
        total = len(self.listed) + unlisted if cell is None else self.matrix.count(cell)
        self.gravest.set_meta(gravest_meta(self.look.phrases, len(self.listed), total))
        if self.listed:
            self.gravest.state.show_content()
        self.gravest.set_badge(cell_words(cell) if cell else "", "accent")

    def _findings(self) -> list[FindingState]:
        return in_scope(self.context.findings or (), self.context.scope)

    def _choose_region(self, region_id: str) -> None:
        self.context.set_scope(self.context.scope.with_value("region", region_id))

    def _open_tile(self, at: int) -> None:
        if self.found is None:
            return
        tile = self.found.tiles[at]
        if tile.theme in THEME_PAGES and self.context.offers(tile.theme):
            self.context.navigate(tile.theme, measure=tile.measure_id)
        else:
            self._open_sql(tile.sql)

    def _open_cell(self, likelihood: int, impact: int) -> None:
        cell = (likelihood, impact)
        if self.risk is not None and self.risk.total:
            wanted = cell if cell != self._cell and self.matrix.count(cell) else None
            self._list_gravest(wanted)

    def _open_suspicion(self, at: int) -> None:
        one = self.listed[at]
        told = {"finding": one.state.identity} if one.state is not None else {}
        self.context.navigate("findings", **(told or {"rule": one.rule_id, "natural_key": "/".join(one.key)}))

    def _open_theme(self, at: int) -> None:
        theme = str(self.tally_table.rows.row(at)["key"])
        page = theme if theme in THEME_PAGES and self.context.offers(theme) else "findings"
        self.context.navigate(page, **({"theme": theme} if theme else {}))

    def _toggle_tables(self) -> None:
        """Turn what has the keyboard into a table; nothing of it, everything at once."""
        boxes: dict[QWidget, Callable[[], None]] = {
            self.index: lambda: self.index_box.show_ranking(not self.index_box.ranked),
            self.tile_box: lambda: flip(self.tile_row.stack),
            self.matrix_panel: lambda: flip(self._matrix_stack),
        }
        for box, turn in boxes.items():
            if holds_focus(box):
                turn()
                return
        for turn in boxes.values():
            turn()

    def _show_sql(self) -> None:
        found, risk = self.found, self.risk
        for at, tile in enumerate(self.tiles):
            if found is not None and tile.hasFocus():
                self._open_sql(found.tiles[at].sql)
                return
        row_at = self.gravest_table.currentIndex().row()
        if risk is not None and holds_focus(self.gravest) and 0 <= row_at < len(self.listed):
            self._open_sql(risk.sql.get(self.listed[row_at].rule_id, ""))
            return
        self._open_sql(self._index_sql())

    def _index_sql(self) -> str:
        return self.found.index.sql if self.found is not None else ""

    def _open_sql(self, sql: str) -> None:
        if sql and self.context.offers("workbench"):
            self.context.navigate("workbench", sql=sql)
