"""Owns the page of findings: the extract's suspicions joined with the casebook, one row in detail, the buttons of its stage.

It refuses to wait on the window's thread: rules run in the worker, the casebook is read and written down its lane.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from console.domain.terms import Terms, terms_of
from console.gui.casebook import LOCKED
from console.gui.context import Page, ViewContext
from console.gui.faults import Failure
from console.gui.idle import IdleLock
from console.gui.offers import Hit, NavCount, PageAction
from console.gui.scope import Scope
from console.gui.tasks import Ticket
from console.gui.views.findings.acts import Acts
from console.gui.views.findings.detail import BasisPanel, CaseHead, FactsPanel
from console.gui.views.findings.keeper import Keeper
from console.gui.views.findings.kept import KeptFilters
from console.gui.views.findings.listing import FindingList
from console.gui.views.findings.menus import Menus
from console.gui.views.findings.record import EvidencePanel, TrailPanel
from console.gui.views.findings.watch import Watch
from console.gui.views.findings.wording import counted_case, hits, is_wanted, lane_of
from console.gui.widgets.banner import Banner
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import row
from console.gui.widgets.states import Move
from console.gui.words import Say, Words, say
from console.jobs.findings_answers import (
    Board,
    BoardRow,
    EvidenceRequest,
    EvidenceRow,
    EvidenceRows,
    Ledger,
    Suspicions,
    SuspicionsRequest,
)

GUTTER = 12
MOST_LISTED = 5_000  # suspicions shown at once, the gravest; how many there are is always told
EVIDENCE_DELAY = (
    120  # ms a row stays selected before its evidence is read: holding an arrow key asks for nothing
)


class FindingsPage(Page):
    """The page."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        self.keeper = Keeper(context)
        self.board: Board | None = None
        self.found: Suspicions | None = None
        self.locked = False
        self.trusted = True
        self._asked_session: object = None
        self._read = False
        self._rows: Mapping[str, BoardRow] = {}
        self._shown: BoardRow | None = None
        self._wanted: Mapping[str, str] = {}
        self._subtitle: Words = ""
        self._terms = Terms()
        self._make_parts()
        self._lay_out()
        self.acts = Acts(self, context, self)
        self.menus = Menus(self, context, self.acts, self)
        self.watch = Watch(self, self.menus.outgoing, self)
        self.kept = KeptFilters(self.list, context, self)
        self.idle = IdleLock(context.start.settings.lock_minutes, self)
        self._connect()

    @property
    def shown(self) -> BoardRow | None:
        """Return the row in detail."""
        return self._shown

    @property
    def today(self) -> date:
        """Return the present day."""
        return self.context.start.clock.now().date()

    @property
    def terms(self) -> Terms:
        """Return how terms are counted."""
        return self._terms

    def page_actions(self) -> tuple[PageAction, ...]:
        """Return the ledger's export and the buttons of the row's stage."""
        registered = any(one.state is not None for one in self.list.all_rows)
        words = say("finding-ledger")
        ledger = PageAction("ledger", words, "download", self.menus.outgoing.ledger)
        return (*((ledger,) if registered else ()), *self.acts.buttons())

    def more_menu(self, menu: QMenu, row: BoardRow) -> None:
        """Add to the menu of a row what stands beside its next steps."""
        self.menus.add_to(menu, row)

    def lock(self) -> None:
        """Forget the casebook's key and show nothing of it until the passphrase is given again."""
        if not self.keeper.open:
            return
        for dialog in self.window().findChildren(Dialog):
            dialog.reject()
        self.keeper.lock()
        self.locked = True
        self._follow(self.keeper.join(self.found, say("finding-reading")), self._joined_locked)

    def scope_changed(self, scope: Scope) -> None:
        """Read the casebook and the extract's suspicions once; another scope only filters them."""
        session = self.context.session
        if not self._read or session is not self._asked_session:
            self._asked_session, self.found = session, None
            self.reload()
        elif self.found is not None and not self.found.whole:
            self.found = None
            self._ask_extract()
        elif self.board is not None:
            self._fill()

    def reload(self, passphrase: str = "") -> None:
        """Read the casebook, then ask the extract what it flags."""
        self._read = True
        self._follow(self.keeper.read(self.found, say("finding-reading"), passphrase), self._casebook_read)

    def arrived(self, facts: Mapping[str, str]) -> None:
        """Show the finding somebody came for: by its number, its identity, or its rule and key."""
        self._wanted = facts
        self._reveal()

    def command(self, key: str) -> bool:
        """Do the keys of the page."""
        done = {
            "register-finding": self.acts.register_shown,
            "next-finding": lambda: self.list.step(1),
            "previous-finding": lambda: self.list.step(-1),
            "filter": self.list.lanes.setFocus,
            "show-sql": self._show_sql,
        }.get(key)
        if done is None:
            return False
        done()
        return True

    def search(self, words: str) -> tuple[Hit, ...]:
        """Return findings whose number, rule, title or organisation holds the words."""
        return hits(self._rows.values(), words, self._go)

    def showEvent(self, event: QShowEvent) -> None:
        """Say the line about the scope again: the title row was emptied on the way here."""
        super().showEvent(event)
        self._evidence_clock.start()
        QTimer.singleShot(0, self, lambda: self.subtitle_changed.emit(self._subtitle))
        ledger = self.board.ledger if self.board is not None else None
        if ledger is not None and self.context.findings is not ledger.states:
            self.reload()  # another page wrote into the casebook

    def _go(self, identity: str) -> None:
        self.context.navigate("findings", finding=identity)

    def _make_parts(self) -> None:
        self.list = FindingList(self.look)
        self.head = CaseHead(self.look)
        self.evidence = EvidencePanel(self.look)
        self.facts = FactsPanel(self.look)
        self.basis = BasisPanel(self.look)
        self.trail = TrailPanel(self.look)
        self._evidence_clock = QTimer(self)
        self._evidence_clock.setSingleShot(True)
        self._evidence_clock.setInterval(EVIDENCE_DELAY)

    def _lay_out(self) -> None:
        gap = self.look.px(GUTTER)
        self.detail = QWidget()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(gap)
        grid.addWidget(self.head, 0, 0, 1, 2)
        grid.addWidget(self.evidence, 1, 0)
        grid.addWidget(self.facts, 1, 1)
        grid.addWidget(self.basis, 2, 0)
        grid.addWidget(self.trail, 2, 1)
        grid.setColumnStretch(0, 62)
        grid.setColumnStretch(1, 38)
        grid.setRowStretch(1, 36)
        grid.setRowStretch(2, 64)
        self.detail.setLayout(grid)
        whole = row(gap)
        whole.addWidget(self.list, 36)
        whole.addWidget(self.detail, 64)
        self.setLayout(whole)
        self.detail.hide()

    def _connect(self) -> None:
        self.idle.idle.connect(self.lock)
        self.watch.checked.connect(self._checked)
        self.list.chosen.connect(self._chosen)
        self.list.selection_changed.connect(self.actions_changed)
        self.acts.changed.connect(self.actions_changed)
        self.basis.link_followed.connect(self._show_sql)
        self.facts.link_followed.connect(self._show_clock)
        self.evidence.row_opened.connect(self._open_row)
        self.trail.comment_signed.connect(self.acts.comment)
        self.trail.unlock_asked.connect(self.reload)
        self._evidence_clock.timeout.connect(self._read_evidence)

    def _follow(self, ticket: Ticket, show: object) -> None:
        """Follow reading in the list; a locked casebook is asked for, and the extract's suspicions are shown meanwhile."""
        assert callable(show)
        ticket.failed.connect(self._not_read)
        self.list.state.watch(ticket, show, self.reload)

    def _casebook_read(self, value: object) -> None:
        assert isinstance(value, Board)
        self.locked = False
        self.take(value)
        self._ask_extract()
        self.watch.begin(value.ledger)

    def _checked(self, ledger: object) -> None:
        assert isinstance(ledger, Ledger)
        if self.board is not None:
            self.board = replace(self.board, ledger=ledger)
            self._say_warnings(ledger)
            self.actions_changed.emit()

    def _not_read(self, failure: Failure) -> None:
        key = getattr(failure.error, "key", "")
        if key not in LOCKED:
            return
        self.locked = True
        wrong = failure.sentence(self.look) if key == "wrapped-key-refused" else ""
        self._follow(self.keeper.join(self.found, say("finding-reading")), self._joined_locked)
        self.acts.ask_passphrase(wrong)

    def _joined_locked(self, value: object) -> None:
        assert isinstance(value, Board)
        self.take(value)
        self._ask_extract()

    def _ask_extract(self) -> None:
        if self.context.session is None or self.found is not None:
            return
        states = self.board.ledger.states if self.board is not None and self.board.ledger is not None else ()
        known = tuple((state.rule_id, state.key) for state in states if state.open)
        scope = self.context.scope
        request = SuspicionsRequest(
            known=known, region_id=scope.region_id, organisation_id=scope.organisation_id, most=MOST_LISTED
        )
        ticket = self.context.ask("suspicions", request, say("finding-judging"), "findings", Suspicions)
        self.list.state.watch(ticket, self._judged, self.reload)

    def _judged(self, value: object) -> None:
        assert isinstance(value, Suspicions)
        self.found = value
        self.list.state.watch(self.keeper.join(value, say("finding-reading")), self._joined, self.reload)

    def _joined(self, value: object) -> None:
        assert isinstance(value, Board)
        self.take(value)

    def take(self, board: Board, identity: str = "") -> None:
        """Show another board, and in it this row."""
        self.board = board
        self._terms = terms_of(board.calendars)
        if board.ledger is not None:
            self.context.set_findings(board.ledger.states)
            self.context.set_payees(board.ledger.payees)
        self._say_warnings(board.ledger)
        self._rows = {one.identity: one for one in board.rows}
        self._fill(identity)
        self._reveal()

    def _fill(self, identity: str = "") -> None:
        assert self.board is not None
        self.list.set_total(0 if self.found is None or self.found.whole else self.found.total)
        self.list.set_rows(self.board.rows, self.context.scope, (self.today, self._terms), identity)
        self._say_counts()
        if not self._rows:
            self._say_nothing()

    def _say_warnings(self, ledger: Ledger | None) -> None:
        """Say above the page what does not hold in the casebook, or is worth saying of one that does."""
        self.trusted = (ledger is None or ledger.trusted) and not self.watch.doubted
        told = ledger.warnings if ledger is not None else ()
        checks = [one for one in told if not (self.watch.sound and one.key == "casebook-snapshot")]
        if not checks:
            self.context.show_banner(None, "casebook")
            return
        sentences = " ".join(self.look.text(f"check-{one.key}", **one.facts) for one in checks)
        title = say("finding-caution" if self.trusted else "finding-untrusted")
        kind = "yellow" if self.trusted else "red"
        banner = Banner(self.look, kind, title, sentences, dismissible=self.trusted)
        self.context.show_banner(banner, "casebook")

    def _say_nothing(self) -> None:
        board = self.board
        assert board is not None
        self.detail.hide()
        if self.locked:
            move = Move(say("finding-unlock"), self.reload, "lock-open", primary=True)
            self.list.state.show_empty(say("finding-locked"), say("finding-locked-detail"), moves=(move,))
        elif self.context.session is None:
            self.list.state.show_empty(say("finding-none"), say("finding-none-detail"))
        elif self.found is not None:
            counts = {"rules": board.judged_rules, "silent": board.silent_rules}
            self.list.state.show_empty(say("finding-nothing"), say("finding-nothing-detail", **counts))

    def _say_counts(self) -> None:
        rows = [one for one in self.list.all_rows if one.state is not None and one.state.open]
        fresh = sum(lane_of(one) == "new" for one in self.list.all_rows)
        late = sum(one.state.overdue(self.today) for one in rows if one.state is not None)
        number = self.look.phrases.number
        least = "" if self.found is None or self.found.whole else "≥\u2009"
        counts = {"open": number(len(rows)), "fresh": least + number(fresh), "late": number(late)}
        self._subtitle = say("finding-subtitle-locked" if self.locked else "finding-subtitle", **counts)
        self.subtitle_changed.emit(self._subtitle)
        self.context.count("findings", NavCount(len(rows)) if rows else None)
        self.figures_changed.emit(3 + len(self.list.all_rows))

    def _reveal(self) -> None:
        """Select the row somebody came for, once it is there."""
        wanted = self._wanted
        if not wanted:
            return
        for one in self.list.all_rows:
            if is_wanted(one, wanted) and self.list.reveal(one.identity):
                self._wanted = {}
                return

    def _chosen(self, identity: str) -> None:
        self._shown = self._rows.get(identity)
        shown = self._shown
        self.detail.setVisible(shown is not None)
        self.actions_changed.emit()
        if shown is None or self.board is None:
            return
        sheet = self.board.rules.get(shown.rule_id)
        self.head.show_row(shown, sheet, self.today, self._terms)
        self.facts.show_row(shown, clock=self.context.session is not None and bool(counted_case(shown)))
        self.basis.show_row(shown, sheet)
        self.trail.show_row(shown, self.board.ledger, self.locked)
        self._evidence_clock.start()

    def _read_evidence(self) -> None:
        shown = self._shown
        if shown is None or not self.isVisible():  # nobody looks: on the next look it is asked for
            return
        if self.context.session is None or not shown.evidence:
            self.evidence.show_references(shown)
            return
        request = EvidenceRequest(shown.evidence)
        ticket = self.context.ask(
            "evidence", request, say("finding-evidence-reading"), "evidence", EvidenceRows
        )
        self.evidence.state.watch(ticket, self._evidence_read, self._read_evidence)

    def _evidence_read(self, value: object) -> None:
        assert isinstance(value, EvidenceRows)
        self.evidence.show_rows(value)

    def _open_row(self, found: object) -> None:
        assert isinstance(found, EvidenceRow)
        if self._shown is not None:
            self.menus.disclosing.show_row(self._shown, found)

    def _show_sql(self) -> None:
        if self._shown is None or self.board is None:
            return
        sheet = self.board.rules.get(self._shown.rule_id)
        if sheet is not None:
            self.context.navigate("workbench", sql=sheet.judge)

    def _show_clock(self) -> None:
        if self._shown is not None and (case := counted_case(self._shown)):
            self.context.navigate("services", case=case)

    def follow_write(self, ticket: Ticket, identity: str, done: Say) -> None:
        """Follow a write: the new board with the same row, or a sentence where the procedure forbids it."""
        self.acts.busy(True)
        ticket.succeeded.connect(lambda board: self._written(board, identity, done))
        ticket.failed.connect(self.acts.refused)
        ticket.finished.connect(lambda: self.acts.busy(False))
        self.trail.state.watch(ticket, lambda _board: None)

    def _written(self, board: object, identity: str, done: Say) -> None:
        assert isinstance(board, Board)
        self.locked = False
        self.take(board, identity)
        self.context.tell(done)
