"""Owns the acts in the window that a person's own key stands behind: countersigning a closing, handing cases over.

It refuses to open a key on the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from console import paths
from console.domain.finding import Role
from console.domain.procedure import possible
from console.gui.context import ViewContext
from console.gui.tasks import Ticket
from console.gui.views.findings.acts import Acts, Surface
from console.gui.views.findings.keys import KeysAnswered
from console.gui.views.findings.outgoing import Outgoing, done_words
from console.gui.words import Say, say
from console.jobs.findings_answers import BoardRow, News

if TYPE_CHECKING:
    from console.jobs.findings import CaseDesk
    from console.signing.signer import FileSigner
    from console.signing.truststore import TrustStore


class Vows:
    """Has people sign with their own keys."""

    def __init__(self, page: Surface, context: ViewContext, acts: Acts, outgoing: Outgoing) -> None:
        self._page, self._context = page, context
        self._acts, self._outgoing = acts, outgoing
        self._look = context.look

    def add_to(self, menu: QMenu, rows: tuple[BoardRow, ...]) -> None:
        """Add to a menu what asks for a key."""
        look = self._look
        states = [row.state for row in rows if row.state is not None]
        open_to = [set(possible(state)) for state in states]
        if len(rows) == 1 and "countersign" in open_to[0]:
            action = menu.addAction(look.icon("file-signature"), look.text("decision-countersign"))
            action.setEnabled(self._acts.free)
            action.triggered.connect(lambda: self.ask_countersign(rows[0]))
        if open_to and all("hand_over" in one for one in open_to):
            action = menu.addAction(look.icon("handshake"), look.text("decision-hand_over"))
            action.setEnabled(self._acts.free)
            action.triggered.connect(lambda: self.ask_hand_over(rows))

    def ask_countersign(self, row: BoardRow) -> None:
        """Ask a second person to agree with their own key that a finding may be closed."""
        title = say("finding-form-title", action=say("decision-countersign"), number=row.number)
        words = (title, say("finding-countersign-detail"), say("finding-form-sign"))
        self._outgoing.with_keys(
            words, ("countersigner",), {"reason": True}, lambda told: self._countersign(row, told)
        )

    def ask_hand_over(self, rows: tuple[BoardRow, ...]) -> None:
        """Ask both sides of a hand-over to sign."""
        numbers = ", ".join(row.number for row in rows)
        words = (say("decision-hand_over"), numbers, say("finding-form-sign"))
        self._outgoing.with_keys(
            words, ("giver", "taker"), {"text": False}, lambda told: self._hand_over(rows, told)
        )

    def _countersign(self, row: BoardRow, told: KeysAnswered) -> None:
        def work(desk: CaseDesk) -> News:
            from console.jobs.findings_signed import countersign

            (signer,), trust = self._opened(told)
            reason = told.values["reason"]
            return countersign(desk, row.identity, reason, signer, Role.REVIEWER, trust).news

        self._write(work, row, done_words("countersign", row.number))

    def _hand_over(self, rows: tuple[BoardRow, ...], told: KeysAnswered) -> None:
        names = tuple(row.identity for row in rows)

        def work(desk: CaseDesk) -> News:
            from console.jobs.findings_signed import hand_over

            (giver, taker), trust = self._opened(told)
            done = hand_over(desk, names, told.values["text"], (giver, taker), Role.INSPECTOR, trust)
            return done.acted[-1].news

        number = say("finding-bulk-number", count=self._look.phrases.number(len(rows)))
        self._write(work, rows[0], done_words("hand_over", number if len(rows) > 1 else rows[0].number))

    def _write(self, work: Callable[[CaseDesk], News], row: BoardRow, done: Say) -> None:
        page = self._page
        words = say("finding-writing", action=say("finding-signing"))

        def write(passphrase: str) -> Ticket:
            return page.keeper.write(page.found, work, words, passphrase)

        self._acts.write(write, row.identity, done)

    def _opened(self, told: KeysAnswered) -> tuple[tuple[FileSigner, ...], TrustStore]:
        """Open the keys; blocking, on the casebook's lane."""
        from console.jobs.findings_signed import load_trust
        from console.signing.signer import open_signer

        folder = paths.key_folder()
        pairs = zip(told.identities, told.passphrases, strict=True)
        signers = tuple(open_signer(folder, identity, secret) for identity, secret in pairs)
        return signers, load_trust(self._context.start.trust_folders)
