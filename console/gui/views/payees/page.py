"""Owns the page on payees: what is asked of casebook and worker, where the answers go, what is joined and split.

It refuses to decide by itself: what the data tie together stays a proposal with its reasons, until somebody says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from console.domain.finding import Actor
from console.domain.payee_groups import PayeeDecisions, PayeesJoined, PayeesSplit
from console.gui.casebook import LOCKED
from console.gui.context import Page, ViewContext
from console.gui.faults import Failure
from console.gui.offers import Hit, PageAction
from console.gui.scope import Scope
from console.gui.views.payees.forms import DecisionForm
from console.gui.views.payees.keeper import PayeeKeeper
from console.gui.views.payees.tables import (
    doubt_columns,
    doubt_rows,
    group_columns,
    group_rows,
    vendor_columns,
    vendor_rows,
)
from console.gui.widgets.lacking import show_lacking
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import column, row
from console.gui.widgets.table import DataTable
from console.gui.words import say
from console.jobs.payees_answers import PayeeGroup, PayeesAnswer, PayeesRequest
from console.jobs.payees_rows import paid_to
from console.jobs.theme_answers import PageScope

GUTTER = 12
LINES = 40
Entry = PayeesJoined | PayeesSplit


class PayeesPage(Page):
    """The page 收款方归并."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        look = context.look
        self.groups = DataTable(look, group_columns(), say("payees-groups"), LINES)
        self.vendors = DataTable(look, vendor_columns(), say("payees-vendors"), LINES)
        self.doubts = DataTable(look, doubt_columns(), say("payees-doubts"), LINES)
        self.groups_panel = Panel(look, say("payees-groups"), flush=True)
        self.vendors_panel = Panel(look, say("payees-vendors"), flush=True)
        self.doubts_panel = Panel(look, say("payees-doubts"), flush=True)
        self.keeper = PayeeKeeper(context)
        self.form: DecisionForm | None = None
        self._scope = PageScope()
        self._decisions: PayeeDecisions | None = PayeeDecisions()
        self._answer: PayeesAnswer | None = None
        self._lay_out()
        self.groups.selected.connect(lambda _number: self._show_vendors())
        self.groups.opened.connect(lambda _number: self._rows())
        for table in (self.vendors, self.doubts):
            table.selected.connect(lambda _number: self.actions_changed.emit())

    def scope_changed(self, scope: Scope) -> None:
        """Read the decisions, then group again."""
        self._scope = PageScope(scope.region_id, scope.organisation_id, scope.period)
        ticket = self.keeper.read()
        self.groups_panel.state.watch(ticket, self._decided, lambda: self.scope_changed(self.context.scope))

    def retranslate(self) -> None:
        """Word again what was put together from words."""
        if getattr(self, "_answer", None) is not None:
            self._fill()

    def arrived(self, facts: Mapping[str, str]) -> None:
        """Show the group of the vendor somebody came with."""
        vendor = facts.get("vendor", "")
        groups = self._answer.groups if self._answer is not None else ()
        for place, group in enumerate(groups):
            if vendor in {one.vendor_id for one in group.vendors}:
                self.groups.select(place)

    def page_actions(self) -> tuple[PageAction, ...]:
        """Return the payments of a group, splitting the selected vendors off, joining the selected pair."""
        group = self._group()
        off = self._chosen()
        splits = group is not None and 0 < len(off) < len(group.vendors)
        pair = self.doubts.currentIndex().row() >= 0
        return (
            PageAction("rows", say("payees-show-rows"), "table-2", self._rows, enabled=group is not None),
            PageAction("join", say("payees-join"), "git-merge", self._join, enabled=pair),
            PageAction("split", say("payees-split"), "scissors", self._split, primary=True, enabled=splits),
        )

    def command(self, key: str) -> bool:
        """Show the SQL of the group's payments."""
        return key == "show-sql" and self._rows()

    def search(self, words: str) -> tuple[Hit, ...]:
        """Offer the groups by every name of theirs."""
        groups = self._answer.groups if self._answer is not None else ()
        return tuple(
            Hit(
                say("payees-title"),
                group.name,
                partial(self.groups.select, place),
                "users-round",
                searched=" ".join(one.name for one in group.vendors),
            )
            for place, group in enumerate(groups)
        )

    def _lay_out(self) -> None:
        gap = self.look.px(GUTTER)
        for panel, table in (
            (self.groups_panel, self.groups),
            (self.vendors_panel, self.vendors),
            (self.doubts_panel, self.doubts),
        ):
            panel.set_content(table)
        line = row(gap)
        line.addWidget(self.groups_panel, 520)
        line.addWidget(self.vendors_panel, 668)
        layout = column(gap)
        layout.addLayout(line, 420)
        layout.addWidget(self.doubts_panel, 260)
        self.setLayout(layout)

    def _decided(self, found: object) -> None:
        assert found is None or isinstance(found, PayeeDecisions)
        self._decisions = found
        if found is not None:
            self.context.set_payees(found)
        self._ask()

    def _ask(self) -> None:
        request = PayeesRequest(self._scope, self._decisions or PayeeDecisions())
        ticket = self.context.ask("payees", request, say("payees-working"), "payees", PayeesAnswer)
        self.groups_panel.state.watch(ticket, self._show, self._ask)
        self.vendors_panel.state.watch(ticket, lambda _found: self._show_vendors(), self._ask)
        self.doubts_panel.state.watch(ticket, lambda _found: self._show_doubts(), self._ask)

    def _show(self, found: object) -> None:
        assert isinstance(found, PayeesAnswer)
        self._answer = found
        self._fill()

    def _fill(self) -> None:
        found = self._answer
        if found is None:
            return
        if show_lacking(self.groups_panel, found.missing):
            return
        number = self.look.phrases.number
        self.groups.set_rows(group_rows(self.look, found.groups))
        locked = self._decisions is None
        self.groups_panel.set_meta(
            say("payees-meta-locked" if locked else "payees-meta", count=found.decided)
        )
        if not found.groups:
            self.groups_panel.state.show_empty(say("payees-none"), say("payees-none-detail"))
        self.subtitle_changed.emit(
            say(
                "payees-subtitle",
                vendors=number(found.vendors),
                payees=number(found.payees),
                groups=number(found.group_count),
            )
        )
        self.figures_changed.emit(4 * len(found.groups))
        self.actions_changed.emit()

    def _show_vendors(self) -> None:
        group, found = self._group(), self._answer
        if found is not None and show_lacking(self.vendors_panel, found.missing, brief=True):
            return
        self.vendors.clearSelection()
        self.vendors.set_rows(vendor_rows(self.look, group) if group is not None else [])
        if group is None:
            self.vendors_panel.set_meta("")
            self.vendors_panel.state.show_empty(say("payees-pick"), say("payees-pick-detail"))
        else:
            self.vendors_panel.set_meta(say("payees-vendors-meta"))
            self.vendors_panel.state.show_content()
        self.actions_changed.emit()

    def _show_doubts(self) -> None:
        found = self._answer
        if found is None or show_lacking(self.doubts_panel, found.missing, brief=True):
            return
        self.doubts.set_rows(doubt_rows(found.doubts))
        number = self.look.phrases.number
        self.doubts_panel.set_meta(
            say("payees-doubts-meta", count=number(len(found.doubts)), total=number(found.doubt_count))
        )
        if not found.doubts:
            self.doubts_panel.state.show_empty(say("payees-no-doubts"), "")

    def _group(self) -> PayeeGroup | None:
        found, place = self._answer, self.groups.currentIndex().row()
        if found is None or not 0 <= place < self.groups.rows.rowCount():
            return None
        key = self.groups.rows.row(place)["group"]
        return next((one for one in found.groups if one.group_id == key), None)

    def _chosen(self) -> tuple[str, ...]:
        """Return the vendors that are selected."""
        rows = {index.row() for index in self.vendors.selectionModel().selectedRows()}
        return tuple(str(self.vendors.rows.row(place)["vendor"]) for place in sorted(rows))

    def _rows(self) -> bool:
        group, found = self._group(), self._answer
        if group is None or found is None:
            return False
        names = [one.vendor_id for one in group.vendors]
        self.context.navigate("workbench", sql=paid_to(names, found.period))
        return True

    def _split(self) -> None:
        self._decide("split", self._chosen())

    def _join(self) -> None:
        line = self.doubts.rows.row(self.doubts.currentIndex().row())
        self._decide("join", (str(line["vendor"]), str(line["other_id"])))

    def _decide(self, kind: str, vendors: Sequence[str]) -> None:
        detail = say(f"payees-{kind}-detail", names=", ".join(vendors))
        form = DecisionForm(self.look, say(f"payees-{kind}"), detail, self.window())
        form.given.connect(partial(self._write, kind, tuple(vendors)))
        form.destroyed.connect(self._form_gone)
        self.form = form
        form.open()

    def _form_gone(self) -> None:
        self.form = None

    def _write(self, kind: str, vendors: tuple[str, ...], reason: str, actor: Actor, secret: str) -> None:
        entry: Entry = PayeesJoined(vendors, reason) if kind == "join" else PayeesSplit(vendors, reason)
        ticket = self.keeper.decide(entry, actor, secret)
        ticket.succeeded.connect(self._written)
        ticket.failed.connect(self._not_written)

    def _written(self, found: object) -> None:
        if self.form is not None:
            self.form.accept()
        self.context.tell(say("payees-written"))
        self._decided(found)

    def _not_written(self, failure: Failure) -> None:
        form = self.form
        if form is None:
            self.context.tell(failure.sentence(self.look))
        elif getattr(failure.error, "key", "") in LOCKED:
            form.ask_secret(failure.sentence(self.look))
        else:
            form.refuse(failure.sentence(self.look))
