"""Owns opening an extract from the window: file dialog or drop, progress, seal, banners, the values of the scope fields.

It refuses to soften a signature that does not hold: such an extract is opened for diagnosis only, under a banner that stays.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from console.domain.ports import Progress
from console.domain.verification import Verdict, Verification
from console.errors import ExitCode, ExtractError
from console.gui.context import ViewContext
from console.gui.faults import Failure
from console.gui.processes import worker_command
from console.gui.scope import Choices, Scope
from console.gui.scope_words import seal_card
from console.gui.session import Session, glance_session, read_choices
from console.gui.tasks import Step
from console.gui.widgets.banner import Banner
from console.gui.widgets.passphrase_dialog import PassphraseDialog
from console.gui.widgets.states import Move
from console.gui.window import Window
from console.gui.words import Say, say

if TYPE_CHECKING:
    from console.gui.spare import Spare
    from console.jobs.remote import RemoteWorker, WorkerLimits

LANE = "readings"
LACKING, WRONG = "extract-key-missing", "extract-key-wrong"
BROKEN = (ExitCode.INVALID, ExitCode.UNTRUSTED)


class Opening(QObject):
    """Opens extracts into one window, one at a time."""

    opened = Signal(object)  # Session
    refused = Signal(object)  # Failure

    def __init__(self, window: Window, spare: Spare | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._spare = spare
        self._context: ViewContext = window.context
        self._again: Callable[[str], None] = lambda _said: (
            None
        )  # opens the last file asked for with a passphrase
        window.open_asked.connect(self.ask)
        window.closing.connect(self.close)
        self._context.beside.brought.connect(self._brought)

    def ask(self) -> None:
        """Let the person choose a file."""
        look = self._context.look
        path, _filter = QFileDialog.getOpenFileName(
            self._window, look.text("open-title"), str(Path.home()), look.text("open-filter")
        )
        if path:
            self.open(Path(path))

    def open(
        self, path: Path, diagnose: bool = False, extra_trust: tuple[Path, ...] = (), passphrase: str = ""
    ) -> None:
        """Open a file on the readings lane; the extract open before stays until the new one is there.

        ``extra_trust`` holds folders of authorities trusted for this extract alone, ``passphrase`` opens an encrypted one: it
        is asked for where neither it nor the system's own store does.
        """
        start = self._context.start
        self._context.show_banner(None, "opening")

        def work(progress: Progress) -> Session:
            from console.jobs.opened import OpenRequest

            folders = (*start.trust_folders, *extra_trust)
            request = OpenRequest(
                path, folders, start.memory_bytes, start.settings.threads, diagnose, passphrase
            )
            return glance_session(request, self._worker, progress)

        self._again = lambda said: self.open(path, diagnose, extra_trust, said)
        ticket = self._context.run(work, say("opening", file=path.name), "open", LANE)
        self._context.tell(say("opening", file=path.name))
        ticket.progressed.connect(self._stepped)
        ticket.succeeded.connect(self._succeeded)
        ticket.failed.connect(lambda failure: self._failed(path, failure))
        ticket.cancelled.connect(lambda: self._context.tell(say("state-cancelled")))

    def close(self) -> None:
        """End the workers of the open extracts, and the one nobody took."""
        self._context.beside.close()
        if self._spare is not None:
            self._spare.close()
        session = self._context.session
        if session is not None:
            session.close()

    def _worker(self, limits: WorkerLimits) -> RemoteWorker:
        from console.jobs.remote import RemoteWorker

        if self._spare is not None:
            return self._spare.take(limits)
        return RemoteWorker(worker_command(self._context.start.resources), limits)

    def _stepped(self, step: Step) -> None:
        if self._context.look.phrases.has(step.words.key):
            self._context.tell(step.words)

    def _succeeded(self, session: Session) -> None:
        before = self._context.session
        if not session.verified:
            self._verify(session, before)
            return
        self._show(session)
        if before is not None:
            before.close()

    def _verify(self, session: Session, before: Session | None) -> None:
        """Show what was kept while the bytes are hashed behind it; the extract before stays open until they are."""
        path = session.opened.path
        words = say("verifying-extract", file=path.name)
        ticket = self._context.run(session.verify, words, "", LANE)  # before any page asks: they wait for it
        ticket.progressed.connect(self._stepped)
        ticket.succeeded.connect(lambda _opened: self._verified(session, before))
        ticket.failed.connect(lambda failure: self._unverified(session, before, path, failure))
        ticket.cancelled.connect(lambda: self._unverified(session, before, path, None))
        self._context.set_choices(Choices())
        self._context.set_session(session, Scope(period=session.opened.period))
        self._tell_trust(session)

    def _verified(self, session: Session, before: Session | None) -> None:
        self._window.scope.set_extract(seal_card(session))
        self._settled(session)
        self._context.session_verified.emit()
        if before is not None:
            before.close()

    def _unverified(
        self, session: Session, before: Session | None, path: Path, failure: Failure | None
    ) -> None:
        """Go back to what was open before: what was shown is of no file that is here."""
        session.reject()
        if before is not None:
            self._show(before)
        else:
            self._context.set_choices(Choices())
            self._context.set_session(None, Scope())
            self._context.show_banner(None, "trust")
        session.close()
        if failure is not None:
            self._failed(path, failure)

    def _brought(self, session: Session) -> None:
        """Work on an extract that was open beside; the one before stays open there."""
        before = self._context.session
        self._show(session)
        if before is not None:
            self._context.beside.put(before)

    def _show(self, session: Session) -> None:
        self._context.set_choices(Choices())
        self._context.set_session(session, Scope(period=session.opened.period))
        self._settled(session)

    def _settled(self, session: Session) -> None:
        self._tell_trust(session)
        self._read_choices(session)
        self.opened.emit(session)

    def _read_choices(self, session: Session) -> None:
        ticket = self._context.run(
            lambda progress: read_choices(session, progress), say("progress-working"), "choices", LANE
        )
        ticket.succeeded.connect(self._context.set_choices)

    def _tell_trust(self, session: Session) -> None:
        opened = session.opened
        date = opened.cut_off.isoformat()
        self._window.set_status(
            say(f"status-{session.mark}", date=date), say("status-snapshot", digest=_short(opened.digest))
        )
        banner = (
            self._trust_banner(opened.path.name, opened.verification)
            if session.verified
            else Banner(
                self._context.look,
                "notice",
                say("banner-verifying-title"),
                say("banner-verifying-detail"),
                dismissible=False,
            )
        )
        self._context.show_banner(banner, "trust")

    def _trust_banner(self, file: str, found: Verification) -> Banner | None:
        look = self._context.look
        verdict = found.verdict
        if verdict is Verdict.VALID:
            return None
        kind = "red" if verdict is Verdict.INVALID else "yellow"
        failed = next((check for check in found.checks if not check.passed), None)
        facts = {"file": file, "check": failed.name if failed else "—"} if verdict is Verdict.INVALID else {}
        title, detail = say(f"banner-{verdict.value}-title"), say(f"banner-{verdict.value}-detail", **facts)
        return Banner(look, kind, title, detail, dismissible=False)

    def _ask_passphrase(self, path: Path, failure: Failure) -> None:
        look = self._context.look
        wrong = failure.sentence(look) if failure.code.endswith(WRONG) else ""
        self._context.tell(say("open-failed-title", file=path.name))
        self.passphrase = PassphraseDialog(look, path.name, wrong, self._window)
        self.passphrase.said.connect(self._again)
        self.passphrase.open()

    def _failed(self, path: Path, failure: Failure) -> None:
        look = self._context.look
        if failure.code.endswith((LACKING, WRONG)):
            self._ask_passphrase(path, failure)
            return
        broken = isinstance(failure.error, ExtractError) and failure.error.exit_code in BROKEN
        moves = [Move(say("action-choose-other"), self.ask, "folder-open", primary=True)]
        if broken:
            moves.append(Move(say("action-diagnose"), lambda: self.open(path, diagnose=True), "stethoscope"))
        moves.append(Move(say("action-copy-diagnostics"), lambda: _copy(failure), "copy"))
        title: Say = say("banner-broken-title") if broken else say("open-failed-title", file=path.name)
        detail = f"{failure.sentence(look)} {look.text('fault-code', code=failure.code)}"
        self._context.show_banner(
            Banner(look, "red", title, detail, moves, dismissible=not broken), "opening"
        )
        self._context.tell(title)
        self.refused.emit(failure)


def _short(digest: str) -> str:
    plain = digest.removeprefix("sha256:")
    return f"{plain[:4]} {plain[4:8]}"


def _copy(failure: Failure) -> None:
    from PySide6.QtWidgets import QApplication

    QApplication.clipboard().setText(failure.diagnostics())
