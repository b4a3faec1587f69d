"""Owns the list of leaders' instructions on the page: what waits, until when, how late. It refuses to hide what was done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import Label
from console.gui.widgets.table import DataTable
from console.gui.words import Words, say
from console.jobs.findings_orders import OrderLine


class OrdersDialog(Dialog):
    """Every instruction, what waits first; ``chosen(identity)`` carries the finding of one somebody opens."""

    chosen = Signal(str)

    def __init__(self, look: Look, lines: Sequence[OrderLine], parent: QWidget | None) -> None:
        title = say("finding-orders")
        super().__init__(look, title, parent, (980, 520))
        self._lines = lines
        waiting = [one for one in lines if one.done_on is None]
        late = sum(one.days is not None and one.days < 0 for one in waiting)
        counts = {"count": len(lines), "waiting": len(waiting), "late": late}
        self.body.addWidget(Label(look, title, px=16, weight=600))
        self.body.addWidget(Label(look, say("finding-orders-detail", **counts), "dim", px=12, wrap=True))
        self.table = DataTable(look, _columns(), title)
        self.table.set_rows([_row(one) for one in lines])
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table, 1)
        self.finish()

    def _open(self, row: int) -> None:
        self.accept()
        self.chosen.emit(self._lines[row].identity)


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", say("finding-orders-number"), "code", sortable=False),
        Column("leader", say("finding-field-leader"), "name", sortable=False),
        Column("text", say("finding-field-instruction"), "text", sortable=False),
        Column("owner", say("finding-field-instructed"), "name", sortable=False),
        Column("due_on", say("finding-field-due_on"), "date", sortable=False),
        Column("state", say("finding-orders-state"), "name", sortable=False),
    )


def _row(one: OrderLine) -> dict[str, object]:
    state: Words
    if one.done_on is not None:
        state = say("finding-orders-done", date=f"{one.done_on:%m-%d}")
    else:
        late = one.days is not None and one.days < 0
        state = say(f"finding-orders-{'late' if late else 'left'}", days=abs(one.days or 0))
    told = {"number": one.number, "leader": one.leader, "text": one.text, "owner": one.owner}
    return {**told, "due_on": one.due_on, "state": state}
