"""Owns the row of tiles of the overview: the tiles, the same as a table, and the mark of the data each rests on.

It refuses to wait for the marks: the figures stand before anybody checked what they rest on.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from console.gui.context import ViewContext
from console.gui.resting import Resting
from console.gui.views.overview.tiles import kpi_of, tile_columns, tile_rows
from console.gui.widgets.piece import row
from console.gui.widgets.stack import StateStack
from console.gui.widgets.table import DataTable
from console.gui.widgets.tile import Kpi, KpiTile
from console.gui.words import say
from console.jobs.overview_answers import Tile

TILES = 6
GUTTER = 12


class TileRow(QObject):
    """Six tiles in ``box``; ``opened`` tells which was pressed."""

    opened = Signal(int)

    def __init__(self, context: ViewContext, row_height: int) -> None:
        super().__init__()
        look = self._look = context.look
        self.box = StateStack(look)
        self.tiles = [KpiTile(look, Kpi("", "")) for _ in range(TILES)]
        self.table = DataTable(look, tile_columns(), say("overview-tiles"), row_height)
        self._shown: tuple[Tile, ...] = ()
        self._resting = Resting(context, "overview-rests", self._show)
        held, shown = QWidget(), QWidget()
        self.stack = QStackedLayout(held)
        line = row(look.px(GUTTER))
        for at, tile in enumerate(self.tiles):
            tile.opened.connect(partial(self.opened.emit, at))
            line.addWidget(tile, 1)
        shown.setLayout(line)
        self.stack.addWidget(shown)
        self.stack.addWidget(self.table)
        self.box.set_content(held)

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Show what was measured, and ask what it rests on."""
        self._shown = tiles
        self._show()
        self.box.show_content()
        self._resting.ask(tile.measure_id for tile in tiles if tile.value is not None)

    def _show(self) -> None:
        rests = [self._resting.rest(self._look, tile.measure_id) for tile in self._shown]
        for at, tile in enumerate(self.tiles):
            tile.setVisible(at < len(self._shown))
            if at < len(self._shown):
                tile.set_kpi(replace(kpi_of(self._look, self._shown[at]), rest=rests[at]))
        lines = [self._resting.held.get(tile.measure_id) for tile in self._shown]
        self.table.set_rows(tile_rows(self._shown, lines))
