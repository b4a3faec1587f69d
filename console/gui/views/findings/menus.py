"""Owns the menu of a finding beside its next steps: keys, forms, files, papers, and what is about the whole casebook.

It refuses to do any of it itself.
"""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from console.gui.context import ViewContext
from console.gui.views.findings.acts import Acts, Surface
from console.gui.views.findings.disclosing import Disclosing
from console.gui.views.findings.exhibits import Exhibiting
from console.gui.views.findings.incoming import Incoming
from console.gui.views.findings.insight import Insight
from console.gui.views.findings.orders import OrdersDialog
from console.gui.views.findings.outgoing import Outgoing
from console.gui.views.findings.replies import Replies
from console.gui.views.findings.vows import Vows
from console.gui.views.findings.witnessing import Witnessing
from console.jobs.findings_answers import BoardRow


class Menus:
    """What can be done on the page beyond its buttons."""

    def __init__(self, page: Surface, context: ViewContext, acts: Acts, window: QWidget) -> None:
        self._page, self._context, self._over = page, context, window
        self._look = context.look
        self.outgoing = Outgoing(page, context, window)
        self.vows = Vows(page, context, acts, self.outgoing)
        acts.countersign = self.vows.ask_countersign
        parts = (acts, self.outgoing)
        self.replies = Replies(page, context, parts, window)
        self.exhibits = Exhibiting(page, context, parts, window)
        self.disclosing = Disclosing(page, context, acts, window)
        self.incoming = Incoming(page, context, parts, window)
        self.insight = Insight(page, context, self.outgoing, window)
        self.witnessing = Witnessing(page, context, self.outgoing, window)

    def add_to(self, menu: QMenu, row: BoardRow) -> None:
        """Add to the menu of a row what asks for a key, what leaves the page, and what is about the casebook."""
        picked = self._page.list.picked
        rows = picked if len(picked) > 1 else (row,)
        self.vows.add_to(menu, rows)
        menu.addSeparator()
        if len(rows) == 1:
            self.replies.add_to(menu, row)
            files = menu.addAction(self._look.icon("paperclip"), self._look.text("finding-files"))
            files.triggered.connect(lambda: self.exhibits.show_files(row))
            if row.number and self._context.offers("tolerance"):
                lenient = menu.addAction(self._look.icon("scale"), self._look.text("finding-to-tolerance"))
                lenient.triggered.connect(lambda: self._context.navigate("tolerance", finding=row.number))
        self.outgoing.add_to(menu, rows)
        menu.addSeparator()
        self.insight.add_to(menu, row)
        self.incoming.add_to(menu)
        menu.addSeparator()
        self._add_casebook(menu)

    def show_orders(self) -> OrdersDialog:
        """Show every leader's instruction."""
        from console.jobs.findings_orders import list_orders

        page = self._page
        states = page.board.ledger.states if page.board is not None and page.board.ledger is not None else ()
        lines = list_orders(states, page.today, page.terms)
        dialog = OrdersDialog(self._look, lines, self._over.window())
        dialog.chosen.connect(lambda identity: self._context.navigate("findings", finding=identity))
        dialog.open()
        return dialog

    def _add_casebook(self, menu: QMenu) -> None:
        for icon, key, run in (
            ("stamp", "orders", self.show_orders),
            ("printer", "slip", self.outgoing.slip),
            ("link-2", "continuation", self.outgoing.ask_since),
            ("scan-eye", "witness", self.witnessing.ask),
            ("lock", "lock", self._page.lock),
        ):
            action = menu.addAction(self._look.icon(icon), self._look.text(f"finding-{key}"))
            action.triggered.connect(lambda _checked=False, chosen=run: chosen())
