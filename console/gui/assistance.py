"""Owns what the shell shows in dialogs: help, the open extract's checks, a verified briefing. It refuses to compute."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from console.gui.faults import Failure
from console.gui.processes import own_command
from console.gui.verifying import Verified, verify_file, worded
from console.gui.widgets.banner import Banner
from console.gui.widgets.dialogs import HelpDialog, VerificationDialog
from console.gui.window import Window
from console.gui.words import say


class Assistance(QObject):
    """Opens the shell's dialogs for one window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        window.help_asked.connect(self.help)
        window.seal_asked.connect(self.seal)
        window.verify_asked.connect(self.ask_verify)

    def help(self, page: str) -> HelpDialog:
        """Show the help of a page."""
        dialog = HelpDialog(self._window.look, page, self._window.commands, self._window)
        dialog.open()
        return dialog

    def seal(self) -> VerificationDialog | None:
        """Show what was checked of the open extract."""
        session = self._context.session
        if session is None:
            return None
        opened = session.opened
        found = worded(str(opened.path), opened.verification, self._window.look)
        return self._show(found, str(opened.digest))

    def ask_verify(self) -> None:
        """Let the person choose a briefing and verify it."""
        look = self._window.look
        path, _filter = QFileDialog.getOpenFileName(
            self._window, look.text("verify-title"), str(Path.home()), look.text("verify-filter")
        )
        if path:
            self.verify(Path(path))

    def verify(self, path: Path) -> None:
        """Verify a file on the files lane and show every check."""
        language = self._window.look.language
        command = own_command(self._context.start.resources)
        words = say("verifying", file=path.name)
        ticket = self._context.run(
            lambda progress: verify_file(command, path, language, progress), words, "verify"
        )
        self._context.tell(words)
        ticket.succeeded.connect(lambda found: self._show(found, ""))
        ticket.failed.connect(self._failed)

    def _show(self, found: Verified, digest: str) -> VerificationDialog:
        self._context.tell(say("verified", file=Path(found.file).name, verdict=say(f"seal-{found.verdict}")))
        facts = [(say("seal-digest"), digest)] if digest else []
        dialog = VerificationDialog(self._window.look, found, facts, self._window)
        dialog.open()
        return dialog

    def _failed(self, failure: Failure) -> None:
        look = self._window.look
        detail = f"{failure.sentence(look)} {look.text('fault-code', code=failure.code)}"
        self._context.show_banner(Banner(look, "red", say("state-failed"), detail), "verify")
