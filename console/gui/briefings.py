"""Owns writing a briefing from the window: who could sign, the order to the process that holds the extract, what came of it.

It refuses to compute, to draw and to sign: the job does, in the worker process.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from console import paths
from console.domain.finding import CasebookSnapshot
from console.domain.ports import Progress
from console.gui.casebook import LANE, is_locked, snapshot_of
from console.gui.scope import period_words
from console.gui.tasks import Ticket
from console.gui.widgets.brief_dialog import BriefDialog, BriefKind, BriefWish, Signer
from console.gui.window import Window
from console.gui.words import Words, say
from console.jobs.brief_order import BriefOrder, BriefWritten
from console.jobs.brief_request import BriefRequest

ENDING = ".pdf"
GOAL = "briefing"  # where pages send who wants one


@dataclass(frozen=True, slots=True)
class Offered:
    """Who could sign, whether the casebook needs a passphrase, and which briefings there are."""

    signers: tuple[Signer, ...]
    locked: bool
    kinds: tuple[BriefKind, ...]


class Briefings(QObject):
    """Opens the dialog of a briefing and does what it asks."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        self._context.navigate_asked.connect(lambda key, _facts: self.open() if key == GOAL else None)

    def open(self) -> BriefDialog | None:
        """Ask how the briefing of what is shown should be."""
        if self._context.session is None:
            return None
        look = self._window.look
        dialog = BriefDialog(look, self._about(), look.language, self._window)
        dialog.asked.connect(partial(self._ask_where, dialog))
        ticket = self._context.run(self._offered, say("progress-working"), "brief-offers")
        ticket.succeeded.connect(lambda found: self._offer(dialog, found))
        ticket.failed.connect(lambda failure: dialog.say(failure.sentence(look), "red"))
        dialog.open()
        return dialog

    @staticmethod
    def _offer(dialog: BriefDialog, found: Offered) -> None:
        dialog.offer_kinds(found.kinds)
        dialog.offer(found.signers, found.locked)

    def write(self, dialog: BriefDialog, wish: BriefWish, out: Path) -> None:
        """Take the casebook's head, then order the briefing; the dialog follows both and can cancel them."""
        clock = self._context.start.clock
        words = say("progress-casebook-read")
        if wish.casebook:
            least = self._context.start.settings.least_precision
            work = partial(snapshot_of, clock, wish.casebook_passphrase, least)
            ticket = self._context.run(work, words, "brief-casebook", LANE)
        else:
            ticket = self._context.run(lambda _progress: None, words, "brief-casebook", LANE)
        order = self._order(wish, out)
        ticket.succeeded.connect(lambda found: self._taken(dialog, ticket, order, found))
        dialog.follow(ticket, last=False)

    def _taken(self, dialog: BriefDialog, ticket: Ticket, order: BriefOrder, head: object) -> None:
        """Go on with the casebook's head, unless somebody thought better of it just then."""
        if ticket.stopping:
            dialog.stopped()
            return
        assert head is None or isinstance(head, CasebookSnapshot)
        self._send(dialog, replace(order, request=replace(order.request, snapshot=head)))

    def _send(self, dialog: BriefDialog, order: BriefOrder) -> None:
        ticket: Ticket = self._context.ask(
            "brief", order, say("progress-brief-compute"), "brief", BriefWritten
        )
        ticket.succeeded.connect(lambda found: self._written(dialog, found, order))
        dialog.follow(ticket, last=True)

    def _written(self, dialog: BriefDialog, found: BriefWritten, order: BriefOrder) -> None:
        facts: dict[str, object] = {
            "file": found.out.name,
            "figures": self._window.look.phrases.number(found.figures),
            "digest": found.digest[:16],
        }
        signed = (
            say("write-brief-signed", signer=found.signer) if found.signer else say("write-brief-unsigned")
        )
        if found.mark != "signed":
            signed = say("write-brief-marked", state=signed)
        casebook = "write-brief-with-casebook" if order.request.snapshot else "write-brief-without-casebook"
        words = say("write-brief-written", state=signed, casebook=say(casebook), **facts)
        dialog.written(words, found.out, bool(found.signer))
        self._context.tell(words)

    def _ask_where(self, dialog: BriefDialog, wish: BriefWish) -> None:
        look = self._window.look
        period = self._context.scope.period
        name = look.text("write-brief-file-name", period=period.name if period else "")
        told, _filter = QFileDialog.getSaveFileName(
            dialog, look.text("write-brief-save"), str(Path.home() / f"{name}{ENDING}"), f"PDF (*{ENDING})"
        )
        if told:
            path = Path(told)
            self.write(dialog, wish, path if path.suffix else path.with_suffix(ENDING))

    def _order(self, wish: BriefWish, out: Path) -> BriefOrder:
        scope, start = self._context.scope, self._context.start
        request = BriefRequest(
            wish.language, scope.region_id, scope.period, issuer=wish.issuer or start.settings.issuer
        )
        if wish.definition:
            request = replace(request, definition=wish.definition)
        trust = start.trust_folders  # an authority trusted for one extract alone vouches for no signer
        return BriefOrder(out, request, wish.identity, wish.passphrase, paths.key_folder(), trust)

    def _offered(self, _progress: Progress) -> Offered:
        from console.jobs.keys import key_ring

        clock = self._context.start.clock
        ring = key_ring(paths.key_folder(), self._context.start.trust_folders, clock)
        signers = tuple(
            Signer(one.card.identity, one.card.person or one.card.identity, one.state) for one in ring.signers
        )
        return Offered(signers, is_locked(clock), self._kinds())

    def _kinds(self) -> tuple[BriefKind, ...]:
        """Return the briefings there are, the usual one first."""
        from console.catalogue.briefings import briefing_texts

        usual, language = BriefRequest().definition, self._window.look.language
        held = briefing_texts(self._window.look.resources / "briefings")
        names = sorted(held, key=lambda name: (name != usual, name))
        return tuple(BriefKind(name, str(held[name][language]["name"])) for name in names)

    def _about(self) -> Words:
        scope = self._context.scope
        period = period_words(scope.period) if scope.period else say("scope-compare-none")
        region = next(
            (one.words for one in self._context.choices.regions if one.key == scope.region_id), None
        )
        return say("write-brief-about", region=region or say("scope-all-regions"), period=period)
