"""Owns the panels of one case: head, grounds, facts, precedents side by side, trail, and the register of pilots.

It refuses to show the words of a case to somebody who does not need to know them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from console.domain.contract import Texts
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.views.tolerance.wording import (
    Names,
    due_words,
    fact_lines,
    ground_rows,
    organisation_of,
    outcome_words,
    pair_rows,
    pilot_row,
    precedent_words,
    steps,
    title_of,
    trail,
)
from console.gui.widgets.chips import Chip
from console.gui.widgets.facts import FactList
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import Label, column, row
from console.gui.widgets.stepper import Stepper
from console.gui.widgets.table import DataTable
from console.gui.widgets.trail import TimelineTrail
from console.gui.words import say
from console.jobs.tolerance_sheet import CaseSheet, ToleranceBoard, ToleranceBook

MOST_SIDE_BY_SIDE = 2
_ROLES = {"granted": "ok", "lightened": "yellow", "refused": "neutral", "": "neutral"}


class CaseHead(Panel):
    """Which finding, what was decided, when the next step is due, how far the case is."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.number = Label(look, "", "dim", px=12, use="mono")
        self.about = Label(look, "", "faint", px=12, elide=True)
        self.outcome = Chip(look, "")
        self.due = Label(look, "", px=13, weight=600)
        self.heading = Label(look, "", px=16, weight=600, elide=True)
        self.stepper = Stepper(look)
        px = look.px
        first = row(px(10))
        first.addWidget(self.outcome)
        first.addWidget(self.number)
        first.addWidget(self.about, 1)
        first.addWidget(self.due)
        inside = QWidget()
        whole = column(px(6))
        whole.addLayout(first)
        whole.addWidget(self.heading)
        whole.addWidget(self.stepper)
        inside.setLayout(whole)
        self.set_content(inside)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sheet(self, sheet: CaseSheet, rules: Mapping[str, Texts], names: Names, today: date) -> None:
        """Show another case."""
        state, case = sheet.state, sheet.case or sheet.state.tolerance
        self.number.set_words(state.number)
        organisation = organisation_of(state, names)
        stage = say(f"stage-{state.stage.value}")
        self.about.set_words(
            say("tolerance-about", rule=state.rule_id, organisation=organisation, stage=stage)
        )
        outcome = case.outcome if case is not None else None
        words = outcome_words(outcome) if outcome is not None else say("tolerance-step-none")
        self.outcome.set_words(words, _ROLES[outcome.value if outcome is not None else ""])
        self.due.set_words(due_words(sheet.deadline, today))
        late = sheet.deadline is not None and sheet.deadline.overdue(today)
        self.due.set_role("red" if late else "")
        self.heading.set_words(title_of(state, rules))
        self.stepper.set_steps(steps(case))


class GroundsPanel(Panel):
    """The six conditions and three distinctions: what each rests on, and what the verifier found."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("tolerance-grounds"), flush=True)
        self.table = DataTable(
            look,
            (
                Column("ground", say("column-tolerance-ground"), "lines", sortable=False),
                Column("evidence", say("tolerance-column-evidence"), "lines", sortable=False),
                Column("verdict", say("column-tolerance-verdict"), "mark", sortable=False),
            ),
            say("tolerance-grounds"),
            row_height=38,
        )
        self.set_content(self.table)

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Show another case."""
        case = sheet.case
        if sheet.hidden:
            self.set_meta("")
            self.state.show_empty(say("tolerance-hidden"), say("tolerance-hidden-detail"))
            return
        self.table.set_rows(ground_rows(case, sheet.state))
        count = len(case.unassessed()) if case is not None else 9
        self.set_meta(say("tolerance-grounds-meta", count=count) if count else say("tolerance-grounds-whole"))
        self.state.show_content()


class CaseFacts(Panel):
    """Who applied, who steps back, who needs to know, what was decided, by when, under what."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("tolerance-facts"))
        self.facts = FactList(look)
        self.set_content(_scrolled(look, self.facts))

    def show_sheet(self, sheet: CaseSheet, today: date) -> None:
        """Show another case."""
        self.facts.set_lines(fact_lines(self.look, sheet, today))
        self.set_meta(say("tolerance-step-back") if sheet.must_step_back else "")


class PrecedentsPanel(Panel):
    """This case beside the most similar decided ones."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("tolerance-precedents"), flush=True)
        self.table = DataTable(look, _pair_columns(()), say("tolerance-precedents"))
        self.set_content(self.table)

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Show another case's precedents."""
        found = sheet.precedents[:MOST_SIDE_BY_SIDE]
        if not found:
            self.set_meta("")
            self.state.show_empty(say("tolerance-no-precedent"), say("tolerance-no-precedent-detail"))
            return
        numbers = tuple(one.state.number for one in found)
        self.table.set_columns(_pair_columns(numbers, sheet.state.number))
        self.table.set_rows(pair_rows(sheet.state, [one.state for one in found]))
        self.set_meta(precedent_words(self.look, found[0]))
        self.state.show_content()


def _pair_columns(numbers: tuple[str, ...], here: str = "") -> tuple[Column, ...]:
    others = tuple(
        Column(f"there{place}", number, "name", sortable=False) for place, number in enumerate(numbers)
    )
    return (
        Column("name", say("tolerance-column-matter"), "text", sortable=False),
        Column("here", say("tolerance-column-here", number=here), "name", sortable=False),
        *others,
    )


class CaseTrail(Panel):
    """The entries of the case with their words."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("tolerance-trail"), say("finding-trail-meta"))
        self.trail = TimelineTrail(look)
        self.set_content(self.trail)

    def show_sheet(self, sheet: CaseSheet, book: ToleranceBook) -> None:
        """Show another case's entries."""
        if sheet.case is None:
            title = say("tolerance-hidden") if sheet.hidden else say("tolerance-no-case")
            detail = say("tolerance-hidden-detail") if sheet.hidden else say("tolerance-no-case-detail")
            self.state.show_empty(title, detail)
            return
        self.trail.set_entries(trail(sheet.case, book.leaves), book.trusted)
        self.state.show_content()


class PilotsPanel(Panel):
    """The register of authorised pilots."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("tolerance-pilots"), link=say("tolerance-pilot-enter"), flush=True)
        self.table = DataTable(
            look,
            (
                Column("pilot", say("tolerance-column-pilot"), "lines", sortable=False),
                Column("scope", say("tolerance-column-scope"), "lines", sortable=False),
                Column("until", say("column-ends"), "date", sortable=False),
                Column("notices", say("column-notices"), "number", sortable=False),
            ),
            say("tolerance-pilots"),
            row_height=42,
        )
        self.set_content(self.table)

    def show_board(self, board: ToleranceBoard) -> None:
        """Show the register."""
        rows = [pilot_row(self.look, one, board.noticed.get(one.id, 0)) for one in board.pilots]
        self.table.set_rows(rows)
        if rows:
            self.state.show_content()
        else:
            self.state.show_empty(say("tolerance-pilots-none"), say("tolerance-pilots-none-detail"))


def _scrolled(look: Look, inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    holder = QWidget()
    whole = column(0, (0, 0, look.px(8), 0))
    whole.addWidget(inside)
    whole.addStretch(1)
    holder.setLayout(whole)
    area.setWidget(holder)
    return area
