"""Owns evidence and trail of one row: the rows it rests on, the entries nobody can change, the head of the log, one's own word.

It refuses to show a chain as whole that was not verified, and to show a personal value.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.views.findings.forms import SignKey
from console.gui.views.findings.wording import chain, evidence_row, row_words, threshold_of, trail
from console.gui.widgets.buttons import Button
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import Label, column, row
from console.gui.widgets.states import Move
from console.gui.widgets.table import DataTable
from console.gui.widgets.trail import TimelineTrail
from console.gui.words import Say, say
from console.jobs.findings_answers import BoardRow, EvidenceRow, EvidenceRows, Ledger


class EvidencePanel(Panel):
    """The rows a finding rests on; ``row_opened`` carries the EvidenceRow somebody wants to see whole."""

    row_opened = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("finding-evidence"), flush=True)
        self._threshold: Decimal | None = None
        self.table = DataTable(look, _columns((), 0), say("finding-evidence"), numbered=False)
        self.set_content(self.table)
        self.table.opened.connect(self._opened)

    def show_references(self, shown: BoardRow) -> None:
        """Show which rows they are, until the extract is read, or where none is open."""
        self._threshold = threshold_of(shown)
        rows: list[dict[str, object]] = [{"what": row_words(one)} for one in shown.shown_evidence]
        self._show(rows, len(rows))
        self.set_meta(
            say("finding-evidence-closed", count=self.look.phrases.number(len(rows)), rows=len(rows))
        )

    def show_rows(self, found: EvidenceRows) -> None:
        """Show the rows as the extract holds them, and their sum where all are of one table."""
        year = _year(found.rows)
        rows = [evidence_row(one, number, self._threshold, year) for number, one in enumerate(found.rows, 1)]
        total = _total(found.rows)
        if total is not None:
            share = total / self._threshold if self._threshold else None
            words = say("finding-evidence-total", count=len(found.rows))
            rows.append({"what": words, "amount": total, "share": share})
        self._show(rows, len(found.rows), year)
        self.table.set_strong_rows([len(rows) - 1] if total is not None else [])
        counts = {
            "count": self.look.phrases.number(found.total),
            "rows": found.total,
            "shown": len(found.rows),
        }
        more = found.total > len(found.rows)
        self.set_meta(say("finding-evidence-part" if more else "finding-evidence-meta", **counts))

    def _show(self, rows: Sequence[dict[str, object]], count: int, year: int = 0) -> None:
        self.table.set_strong_rows([])
        self.table.set_columns(_columns({name for row in rows for name, value in row.items() if value}, year))
        self.table.set_rows(rows)
        if not count:
            self.state.show_empty(say("finding-evidence-none"))

    def _opened(self, place: int) -> None:
        found = self.table.rows.row(place).get("row")
        if isinstance(found, EvidenceRow):
            self.row_opened.emit(found)


def _columns(told: Collection[str], year: int) -> tuple[Column, ...]:
    """Return the columns that say anything: without an open extract a row is only named; a ``year`` all share is said once."""
    on = say("finding-column-on-year", year=str(year)) if year else say("finding-column-on")
    columns = (
        Column("number", say("finding-column-place"), "number", sortable=False),
        Column("what", say("finding-column-table"), "text", sortable=False, icon=_icon),
        Column("on", on, "date", sortable=False),
        Column("amount", say("finding-column-amount"), "money", digits=2, sortable=False),
        Column("share", say("finding-column-share"), "percent", digits=1, sortable=False),
        Column("digest", say("finding-column-digest"), "code", sortable=False),
    )
    return tuple(column for column in columns if column.key == "what" or column.key in told)


def _icon(value: object) -> str | None:
    """Return the sign of a row of evidence; the sum below has none."""
    return "file-text" if isinstance(value, Say) and value.key == "finding-row" else None


def _year(rows: Sequence[EvidenceRow]) -> int:
    """Return the year of every date told, 0 where there are several."""
    years = {one.on.year for one in rows if one.on is not None}
    return years.pop() if len(years) == 1 else 0


def _total(rows: Sequence[EvidenceRow]) -> Decimal | None:
    """Return the sum of the amounts where there are several and all stand in one table: no yuan is counted twice."""
    amounts = [one.amount for one in rows if one.amount is not None]
    if len(amounts) < 2 or len({one.table for one in rows}) > 1:
        return None
    return sum(amounts, Decimal(0))


class TrailPanel(Panel):
    """The entries of a finding, the head of the log, and a line for one's own word; ``comment_signed`` carries it."""

    comment_signed = Signal(str)
    unlock_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("finding-trail"), say("finding-trail-meta"))
        self.trail = TimelineTrail(look)
        self.head_label = Label(look, say("finding-head"), "faint", px=12)
        self.head_value = Label(look, "", "dim", px=12, use="mono")
        self.head_value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.composer = QLineEdit()
        self.composer.setMaxLength(2000)
        self.sign = Button(
            look,
            say("finding-sign"),
            "send",
            "ghost",
            self._sign,
            icon_only=True,
            tooltip=say("finding-sign"),
        )
        self._key = SignKey(self)
        self._key.signed.connect(self._sign)
        self.composer.installEventFilter(self._key)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        px = self.look.px
        head = row(px(6))
        head.addWidget(self.head_label)
        head.addStretch(1)
        head.addWidget(self.head_value)
        write = row(px(6))
        write.addWidget(self.composer, 1)
        write.addWidget(self.sign)
        inside = QWidget()
        whole = column(px(8))
        whole.addWidget(self.trail, 1)
        whole.addLayout(head)
        whole.addLayout(write)
        inside.setLayout(whole)
        self.set_content(inside)

    def show_row(self, shown: BoardRow, ledger: Ledger | None, locked: bool) -> None:
        """Show another row's entries."""
        if locked:
            move = Move(say("finding-unlock"), self.unlock_asked.emit, "lock-open", primary=True)
            self.state.show_empty(say("finding-locked"), say("finding-locked-detail"), moves=(move,))
            return
        if shown.state is None or ledger is None:
            self.state.show_empty(say("finding-no-entries"), say("finding-no-entries-detail"))
            return
        self.trail.set_entries(trail(shown, ledger.leaves), chain(ledger))
        self.head_value.set_words(ledger.head.short)
        self.composer.setEnabled(ledger.trusted)
        self.sign.setEnabled(ledger.trusted)
        self.state.show_content()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        super().retranslate()
        if hasattr(self, "composer"):
            self.composer.setPlaceholderText(self.look.text("finding-composer"))
            self.composer.setAccessibleName(self.look.text("finding-composer"))

    def _sign(self) -> None:
        words = self.composer.text().strip()
        if words:
            self.composer.clear()
            self.comment_signed.emit(words)
