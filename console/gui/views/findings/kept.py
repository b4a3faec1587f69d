"""Owns the filters a person keeps by name, in the list's menu. It refuses to read or write them on the window's thread."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from console import paths
from console.domain.ports import Progress
from console.gui.context import ViewContext
from console.gui.views.findings.filters import (
    LONGEST,
    SavedFilter,
    read_filters,
    with_filter,
    write_filters,
)
from console.gui.views.findings.listing import FindingList
from console.gui.words import say


class KeptFilters(QObject):
    """Offers kept filters and keeps new ones."""

    def __init__(self, shown: FindingList, context: ViewContext, window: QWidget) -> None:
        super().__init__(window)
        self._list, self._context, self._over = shown, context, window
        self._look = context.look
        self.filters: tuple[SavedFilter, ...] = ()
        shown.filters_asked.connect(self._offer)
        self._read()

    def keep(self, name: str) -> None:
        """Keep what the list is narrowed to now by a name."""
        name = name.strip()[:LONGEST]
        if name:
            self._set(with_filter(self.filters, SavedFilter(name, self._list.narrowing)))

    def drop(self, name: str) -> None:
        """Keep a filter no longer."""
        self._set(tuple(one for one in self.filters if one.name != name))

    def _read(self) -> None:
        ticket = self._context.run(
            lambda _progress: read_filters(paths.user_folder()), say("finding-filters-reading"), "filters"
        )
        ticket.succeeded.connect(self._take)

    def _take(self, found: object) -> None:
        assert isinstance(found, tuple)
        self.filters = found

    def _set(self, filters: tuple[SavedFilter, ...]) -> None:
        self.filters = filters

        def work(progress: Progress) -> None:
            write_filters(paths.user_folder(), filters)

        self._context.run(work, say("finding-filters-writing"), "filters")

    def _offer(self, menu: QMenu) -> None:
        look = self._look
        menu.addSeparator()
        for one in self.filters:
            action = menu.addAction(look.icon("bookmark"), one.name)
            action.triggered.connect(lambda _checked=False, kept=one: self._list.narrow(kept.narrowing))
        menu.addAction(look.icon("plus"), look.text("finding-filter-keep")).triggered.connect(self._ask)
        if self.filters:
            dropping = menu.addMenu(look.icon("trash-2"), look.text("finding-filter-drop"))
            for one in self.filters:
                action = dropping.addAction(one.name)
                action.triggered.connect(lambda _checked=False, name=one.name: self.drop(name))

    def _ask(self) -> None:
        look = self._look
        title, label = look.text("finding-filter-keep"), look.text("finding-filter-name")
        name, told = QInputDialog.getText(self._over.window(), title, label)
        if told:
            self.keep(name)
