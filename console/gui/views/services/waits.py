"""Owns the panel that tells where cases wait and on whom, and asking for it once somebody looks.

It refuses to name a person, and to ask before it is looked at: the events of all cases are read for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QShowEvent

from console.gui.context import ViewContext
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.views.services.steps import step_name
from console.gui.widgets.lacking import show_lacking
from console.gui.widgets.panel import Panel
from console.gui.widgets.table import DataTable
from console.gui.words import say
from console.jobs import services_rows
from console.jobs.services_answers import Waits
from console.jobs.theme_answers import PageScope

DENSE = 26
SIDES = ("sender", "receiver", "applicant", "excluded", "unknown")


class WaitsPanel(Panel):
    """Transitions into organisations, that with most days to recover first."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("services-waits"), flush=True)
        self.table = DataTable(look, wait_columns(), say("services-waits"), DENSE)
        self.set_content(self.table)
        self.shown: Callable[[], object] | None = None
        self._found: Waits | None = None

    def showEvent(self, event: QShowEvent) -> None:
        """Ask as soon as somebody looks."""
        super().showEvent(event)
        if self.shown is not None:
            self.shown()

    def show_waits(self, found: Waits) -> None:
        """Take the waits of one scope."""
        self._found = found
        if show_lacking(self, found.missing):
            return
        self._fill()
        if not found.rows:
            self.state.show_empty(say("services-no-waits"), say("services-no-waits-detail"))

    def sql(self) -> str:
        """Return the SQL of the waits."""
        return self._found.sql if self._found else ""

    def retranslate(self) -> None:
        """Word the rows again."""
        super().retranslate()
        if getattr(self, "_found", None) is not None:
            self._fill()

    def _fill(self) -> None:
        found = self._found
        assert found is not None
        number = self.look.phrases.number
        count, days = number(found.count), number(found.recoverable)
        self.set_meta(say("services-waits-meta", count=count, shown=number(len(found.rows)), days=days))
        self.table.set_rows(wait_rows(self.look, found))


class WaitAsking:
    """Asks for the waits of the scope looked at, once, when the panel is seen."""

    def __init__(self, context: ViewContext, panel: WaitsPanel, rows: Callable[[str], object]) -> None:
        self._context = context
        self._panel = panel
        self._scope: PageScope | None = None
        self._asked = True
        panel.shown = self._ask_once
        panel.table.opened.connect(lambda number: rows(str(panel.table.rows.row(number)["sql"])))

    def scope_changed(self, scope: PageScope) -> None:
        """Take another scope; ask at once where the panel is seen."""
        self._scope, self._asked = scope, False
        if self._panel.isVisible():
            self._ask_once()

    def _ask_once(self) -> None:
        if not self._asked:
            self._asked = True
            self._ask()

    def _ask(self) -> None:
        ticket = self._context.ask(
            "services-waiting", self._scope, say("services-working"), "services-waiting", Waits
        )
        self._panel.state.watch(ticket, self._show, self._ask)

    def _show(self, found: object) -> None:
        assert isinstance(found, Waits)
        self._panel.show_waits(found)


def wait_columns() -> tuple[Column, ...]:
    """Return the columns of waits; each side says whose days it counts."""
    sides = (
        Column(name, say(f"services-wait-{name}"), "number", tooltip=say(f"services-wait-{name}-tip"))
        for name in SIDES
    )
    return (
        Column("way", say("services-wait-way"), "name"),
        Column("organisation", say("services-organisation"), "text"),
        Column("waits", say("services-wait-count"), "number"),
        Column("median", say("services-median-days"), "number", digits=1),
        *sides,
        Column(
            "recoverable",
            say("services-wait-recoverable"),
            "number",
            tooltip=say("services-wait-recoverable-tip"),
        ),
    )


def wait_rows(look: Look, found: Waits) -> list[Mapping[str, object]]:
    """Return one row a transition into an organisation, with the SQL of its waits."""
    return [
        {
            "way": f"{step_name(look, one.before)} → {step_name(look, one.after)}",
            "organisation": one.organisation or "—",
            "waits": one.waits,
            "median": one.median_days,
            **{name: getattr(one, name) for name in SIDES},
            "recoverable": one.recoverable,
            "sql": services_rows.wait_rows(found.waits_sql, one.before, one.after, one.organisation_id),
        }
        for one in found.rows
    ]
