"""Owns the page on data quality: what is asked of the worker, where the answer goes, and where a click leads.

It refuses to compute, and to be about less than the whole span of the extract: quality is not of one quarter.
"""

from __future__ import annotations

from console.domain.quality import DIMENSIONS
from console.gui.context import Page, ViewContext
from console.gui.offers import Hit, PageAction
from console.gui.scope import Scope
from console.gui.session import Session
from console.gui.views.quality.parts import Parts
from console.gui.views.quality.tables import table_rows
from console.gui.views.quality.wording import badge_of, provenance
from console.gui.words import Named, say
from console.jobs.quality_answers import QualityAnswer, QualityRequest


class QualityPage(Page):
    """The page 数据质量."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        self.parts = Parts(context.look)
        self.parts.lay_out(self)
        self._request: QualityRequest | None = None
        self._asked: tuple[QualityRequest, Session | None] | None = None
        self._answer: QualityAnswer | None = None
        self._connect()
        context.session_verified.connect(self._show_provenance)

    def scope_changed(self, scope: Scope) -> None:
        """Check again where region or organisation changed; the period changes nothing here."""
        self._show_provenance()
        request = QualityRequest(scope.region_id, scope.organisation_id)
        session = self.context.session
        if (request, session) != self._asked:
            self._asked = (request, session)
            self._request = request
            self._ask()

    def retranslate(self) -> None:
        """Word again what was put together from words."""
        if getattr(self, "_answer", None) is not None:
            self._show_provenance()
            self._tell()

    def page_actions(self) -> tuple[PageAction, ...]:
        """Return the rows the selected check fails on."""
        found = bool(self.parts.checks.sql())
        return (
            PageAction(
                "rows", say("quality-failing-rows"), "table-2", self._show_rows, primary=True, enabled=found
            ),
        )

    def command(self, key: str) -> bool:
        """Show the dimensions as a table, or the SQL of the selected check."""
        if key == "as-table":
            self.parts.strip.flip()
            return True
        if key == "show-sql":
            return self._show_rows()
        return False

    def search(self, words: str) -> tuple[Hit, ...]:
        """Offer the tables, each with its checks."""
        found = self._answer
        return tuple(
            Hit(
                say("quality-table"),
                Named(line.names),
                lambda table=line.table: self.parts.checks.narrow(table, ""),  # type: ignore[misc]
                "table-2",
                searched=line.table,
            )
            for line in (found.tables if found is not None else ())
        )

    def _connect(self) -> None:
        parts = self.parts
        parts.strip.chosen.connect(lambda dimension: parts.checks.narrow("", dimension))
        parts.tables.clicked.connect(lambda index: self._narrow(index.row(), index.column()))
        parts.tables.opened.connect(lambda number: self._narrow(number, 0))
        parts.checks.rows_asked.connect(self._go)
        parts.checks.line_chosen.connect(self.actions_changed.emit)
        parts.subjects.owner_asked.connect(self._to_owner)

    def _ask(self) -> None:
        assert self._request is not None
        ticket = self.context.ask(
            "quality-page", self._request, say("quality-working"), "quality-page", QualityAnswer
        )
        parts = self.parts
        parts.tables_panel.state.watch(ticket, self._show_tables, self._ask)
        parts.checks.state.watch(ticket, self._show_checks, self._ask)
        parts.subjects.state.watch(ticket, self._show_subjects, self._ask)

    def _show_tables(self, found: object) -> None:
        assert isinstance(found, QualityAnswer)
        self._answer = found
        parts, number = self.parts, self.look.phrases.number
        parts.strip.show_answer(found)
        parts.tables.set_rows(table_rows(found.tables))
        told = say("quality-tables-meta", count=number(len(found.tables)))
        left = say("quality-tables-left-out", count=number(len(found.tables)), left=len(found.left_out))
        parts.tables_panel.set_meta(left if found.left_out else told)
        parts.tables_panel.setToolTip(", ".join(found.left_out))
        if not found.tables:
            parts.tables_panel.state.show_empty(say("quality-no-tables"), say("quality-no-tables-detail"))
        self._tell()

    def _show_checks(self, found: object) -> None:
        assert isinstance(found, QualityAnswer)
        self.parts.checks.show_answer(found)

    def _show_subjects(self, found: object) -> None:
        assert isinstance(found, QualityAnswer)
        self.parts.subjects.show_answer(found)

    def _show_provenance(self) -> None:
        session = self.context.session
        if session is not None:
            today = self.context.start.clock.now().date()
            opened = session.opened
            told = provenance(self.look, opened, session.mark, today)
            self.parts.show_provenance(told, badge_of(opened.manifest, today))

    def _tell(self) -> None:
        found = self._answer
        if found is None:
            return
        number = self.look.phrases.number
        self.subtitle_changed.emit(
            say(
                "quality-subtitle",
                checks=number(found.checks),
                failing=number(len(found.failing)),
                unchecked=number(len(found.unchecked)),
            )
        )
        counted = [line.dimensions for line in found.tables]
        counted += [line.dimensions for line in found.owners]
        counted += [line.dimensions for line in found.months]
        cells = sum(2 * len(dimensions) for dimensions in counted)
        self.figures_changed.emit(cells + 2 * len(found.failing) + 2 * len(found.dimensions))

    def _narrow(self, number: int, column: int) -> None:
        """Show the checks of the table in a row, of one dimension where the cell is of one."""
        key = self.parts.tables.rows.columns[column].key
        table = str(self.parts.tables.rows.row(number)["table"])
        self.parts.checks.narrow(table, key if key in DIMENSIONS else "")

    def _to_owner(self, organisation: str) -> None:
        if organisation:
            self.context.set_scope(self.context.scope.with_value("organisation", organisation))

    def _show_rows(self) -> bool:
        return self._go(self.parts.checks.sql())

    def _go(self, sql: str) -> bool:
        if sql:
            self.context.navigate("workbench", sql=sql)
        return bool(sql)
