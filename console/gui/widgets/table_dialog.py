"""Owns the dialog that shows a table under a title and a sentence. It refuses to know where the rows come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import Label
from console.gui.widgets.table import DataTable
from console.gui.words import Words

SIZE = (900, 520)


class TableDialog(Dialog):
    """A title, what it says in a sentence, and the rows."""

    def __init__(
        self,
        look: Look,
        words: tuple[Words, Words],
        columns: tuple[Column, ...],
        rows: Sequence[Mapping[str, object]],
        parent: QWidget | None,
    ) -> None:
        title, detail = words
        super().__init__(look, title, parent, SIZE)
        self.body.addWidget(Label(look, title, px=16, weight=600))
        self.detail = Label(look, detail, "dim", px=12, wrap=True)
        self.body.addWidget(self.detail)
        self.table = DataTable(look, columns, title)
        self.table.set_rows(list(rows))
        self.body.addWidget(self.table, 1)
        self.finish()
