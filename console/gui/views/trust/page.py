"""Owns the page on trust: who vouches for the open extract, whom this computer trusts, and how that changes.

It refuses to trust what nobody compared, and to take back a trust that came with the console.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from console import paths
from console.domain.ports import Progress
from console.gui.context import Page, ViewContext
from console.gui.faults import Failure
from console.gui.offers import Hit, PageAction
from console.gui.scope import Scope
from console.gui.views.trust.dialogs import CompareDialog, WithdrawDialog
from console.gui.views.trust.parts import Parts
from console.gui.widgets.banner import Banner
from console.gui.widgets.states import Move
from console.gui.words import Say, say
from console.jobs.trust_page_answers import Candidate, IntakeRequest, TrustAnswer, TrustPageRequest

LANE = "files"


class TrustPage(Page):
    """The page 信任与来源."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        self.parts = Parts(context.look)
        self.parts.lay_out(self)
        self._answer: TrustAnswer | None = None
        self.parts.chosen.connect(self.actions_changed.emit)

    def scope_changed(self, scope: Scope) -> None:
        """Read keys, authorities and the chain again; the scope changes nothing here, another extract does."""
        self._judge()
        self._ask()

    def retranslate(self) -> None:
        """Word again what was put together from words."""
        if getattr(self, "_answer", None) is not None:
            self._show(self._answer)

    def page_actions(self) -> tuple[PageAction, ...]:
        """Return taking a file in, and withdrawing trust from the selected authority."""
        line = self.parts.authority()
        own = line is not None and line.own
        return (
            PageAction("withdraw", say("trust-withdraw"), "shield-x", self._ask_withdraw, enabled=own),
            PageAction("take", say("trust-take"), "shield-plus", self._choose, primary=True),
        )

    def search(self, words: str) -> tuple[Hit, ...]:
        """Offer the authorities."""
        lines = self._answer.authorities if self._answer is not None else ()
        return tuple(
            Hit(
                say("trust-authority"),
                line.name,
                lambda place=place: self.parts.authorities.select(place),  # type: ignore[misc]
                "shield-check",
                searched=line.fingerprint,
            )
            for place, line in enumerate(lines)
        )

    def _judge(self) -> None:
        """Show what is said of the open extract; work waits until its bytes are hashed, so nothing is said before."""
        if self.context.session is None:
            self.parts.show_session(None)
            return
        ticket = self.context.run(lambda _progress: None, say("trust-judging"), "trust-extract", LANE)
        show = self.parts.show_session
        self.parts.extract.state.watch(ticket, lambda _done: show(self.context.session), self._judge)

    def _ask(self) -> None:
        request = self._request()
        clock = self.context.start.clock

        def work(progress: Progress) -> TrustAnswer:
            from console.jobs.trust_page import trust_page

            return trust_page(request, clock, progress)

        ticket = self.context.run(work, say("trust-reading"), "trust-page", LANE)
        parts = self.parts
        parts.chain.state.watch(ticket, self._show_chain, self._ask)
        parts.authorities_panel.state.watch(ticket, self._show_authorities, self._ask)
        parts.signers_panel.state.watch(ticket, self._show_signers, self._ask)

    def _request(self) -> TrustPageRequest:
        session = self.context.session
        own = paths.trust_folder()
        opened = session.opened if session is not None else None
        judged_by = session.trust_folders if session is not None else ()
        return TrustPageRequest(
            paths.key_folder(),
            tuple(dict.fromkeys((*self.context.start.trust_folders, own, *judged_by))),
            own,
            opened.path if opened is not None else None,
            opened.manifest if opened is not None else None,
        )

    def _show(self, found: object) -> None:
        self._show_chain(found)
        self._show_authorities(found)
        self._show_signers(found)

    def _show_chain(self, found: object) -> None:
        assert isinstance(found, TrustAnswer)
        self._answer = found
        self.parts.show_chain(found, self.context.session, self.context.start.clock.now().date())
        session = self.context.session
        standing: Say | str = ""
        if session is not None:
            standing = say(f"trust-standing-{session.opened.verification.standing.value}")
        self.subtitle_changed.emit(standing)
        self.figures_changed.emit(0)

    def _show_authorities(self, found: object) -> None:
        assert isinstance(found, TrustAnswer)
        self.parts.show_authorities(found, self.context.start.clock.now().date())
        if not found.authorities:
            move = Move(say("trust-take"), self._choose, "shield-plus", primary=True)
            self.parts.authorities_panel.state.show_empty(
                say("trust-nobody"), say("trust-nobody-detail"), moves=(move,)
            )
        self.actions_changed.emit()

    def _show_signers(self, found: object) -> None:
        assert isinstance(found, TrustAnswer)
        self.parts.show_signers(found, self.context.start.clock.now().date())

    def _choose(self) -> None:
        look = self.look
        path, _filter = QFileDialog.getOpenFileName(
            self.window(), look.text("trust-take-title"), str(Path.home()), look.text("trust-take-filter")
        )
        if path:
            self.take(Path(path))

    def take(self, file: Path) -> None:
        """Take a file in: a list where its authority is trusted, a certificate after somebody compared it."""

        def work(_progress: object) -> tuple[Candidate, ...]:
            from console.jobs.trust_page import read_candidates

            return read_candidates(file)

        ticket = self.context.run(work, say("trust-reading"), "", LANE)
        ticket.succeeded.connect(lambda found: self._compare(file, found))
        ticket.failed.connect(self._failed)

    def _compare(self, file: Path, found: object) -> CompareDialog | None:
        assert isinstance(found, tuple)
        if all(one.kind == "list" for one in found):
            self._take(file, "")
            return None
        dialog = CompareDialog(self.look, found, self.window())
        dialog.compared.connect(lambda digits: self._take(file, digits))
        dialog.open()
        return dialog

    def _take(self, file: Path, compared: str) -> None:
        request = self._request()
        intake = IntakeRequest(file, request.own, request.folders, compared)

        def act() -> object:
            from console.jobs.trust_page import take_in

            return take_in(intake)

        self._change(act, say("trust-taken", file=file.name))

    def _ask_withdraw(self) -> WithdrawDialog | None:
        line = self.parts.authority()
        if line is None or not line.own:
            return None
        dialog = WithdrawDialog(self.look, line, self.window())
        dialog.agreed.connect(lambda: self._withdraw(line.fingerprint, line.name))
        dialog.open()
        return dialog

    def _withdraw(self, fingerprint: str, name: str) -> None:
        request = self._request()

        def act() -> object:
            from console.jobs.trust_page import withdraw

            return withdraw(request, fingerprint)

        self._change(act, say("trust-withdrawn", name=name))

    def _change(self, act: Callable[[], object], told: Say) -> None:
        """Change the trust folder off the window's thread, say so, and read again.

        What is open keeps the verdict it was opened with, so that says so too.
        """
        self.context.show_banner(None, "trust-page")
        ticket = self.context.run(lambda _progress: act(), say("trust-changing"), "", LANE)
        ticket.succeeded.connect(lambda _done: self._changed(told))
        ticket.failed.connect(self._failed)

    def _changed(self, told: Say) -> None:
        self.context.tell(told)
        if self.context.session is not None:
            banner = Banner(self.look, "notice", told, say("trust-open-again"))
            self.context.show_banner(banner, "trust-page")
        self._ask()

    def _failed(self, failure: Failure) -> None:
        banner = Banner(self.look, "red", say("trust-refused"), failure.words(self.look))
        self.context.show_banner(banner, "trust-page")
