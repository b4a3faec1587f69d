"""Owns what others hand over to the page: another inspector's casebook to take over, an evidence package to look at.

It refuses to take over what does not verify, and to write anything of a package: that is looked at, no more.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from console.domain.ports import Progress
from console.gui.models.cells import MarkCell
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.verifying import ShownCheck, Verified
from console.gui.views.findings.errand import Errand
from console.gui.widgets.dialogs import VerificationDialog
from console.gui.widgets.forms import Form, secret_line
from console.gui.widgets.table_dialog import TableDialog
from console.gui.words import say

if TYPE_CHECKING:
    from console.jobs.findings import CaseDesk
    from console.jobs.findings_intake import PackageReport
    from console.jobs.findings_merge import ForeignLog, Merged


class MergeForm(Form):
    """Asks for the passphrase of another casebook; ``given`` carries what was typed, which is not kept."""

    given = Signal(str)

    def __init__(self, look: Look, folder: str, parent: QWidget | None) -> None:
        detail = say("finding-merge-detail", folder=folder)
        super().__init__(look, say("finding-merge"), detail, say("finding-merge-begin"), parent, 260)
        self.line = secret_line()
        self.line.returnPressed.connect(self.submit)
        self.add(say("finding-merge-secret"), self.line)
        self.line.textChanged.connect(lambda text: self.sign.setEnabled(bool(text)))
        self.sign.setEnabled(False)
        self.line.setFocus()

    def submit(self) -> None:
        """Hand the passphrase on."""
        typed = self.line.text()
        if typed:
            self.line.clear()
            self.accept()
            self.given.emit(typed)


class Incoming(Errand):
    """Takes in what others hand over."""

    def add_to(self, menu: QMenu) -> None:
        """Add to a menu what may be taken in."""
        for icon, key, run in (
            ("git-merge", "merge", self.ask_merge),
            ("users", "merged", self.show_merged),
            ("package-open", "package-open", self.ask_package),
        ):
            self.item(menu, icon, key, run)

    def ask_merge(self) -> None:
        """Ask for another casebook's folder, then for its passphrase."""
        title = self._look.text("finding-merge")
        name = QFileDialog.getExistingDirectory(self._over.window(), title, str(Path.home()))
        if name:
            self.ask_merge_of(Path(name))

    def ask_merge_of(self, folder: Path) -> MergeForm:
        """Ask for the passphrase of another casebook, and take it over."""
        form = MergeForm(self._look, folder.name, self._over.window())
        form.given.connect(lambda passphrase: self.merge(folder, passphrase))
        form.open()
        return form

    def merge(self, folder: Path, passphrase: str) -> None:
        """Take over what is new in another casebook; what differs is shown, nothing of either is lost."""
        actor = self._acts.actor

        def work(desk: CaseDesk, progress: Progress) -> Merged:
            from console.jobs.findings_key import open_key
            from console.jobs.findings_merge import merge
            from console.vault.asking_vault import AskingVault

            progress.report(None, "casebook-write")
            return merge(desk, folder, open_key(folder, AskingVault(lambda _name: passphrase)), actor)

        self.read(work, say("finding-merging", folder=folder.name), self._merged)

    def show_merged(self) -> None:
        """Show every casebook that was taken over, its findings, and what differs."""

        def work(desk: CaseDesk, _progress: Progress) -> tuple[ForeignLog, ...]:
            from console.jobs.findings_merge import read_foreign

            return read_foreign(desk)

        self.read(work, say("finding-reading"), lambda logs: self.show_logs(tuple(logs)))

    def show_logs(self, logs: tuple[ForeignLog, ...]) -> TableDialog:
        """Show the findings of other casebooks beside one's own where both decided."""
        conflicts = sum(len(one.conflicts) for one in logs)
        counts = {"casebooks": len(logs), "findings": sum(len(one.states) for one in logs)}
        detail = say("finding-merged-detail", conflicts=conflicts, **counts)
        rows = [line for one in logs for line in _log_rows(one)]
        dialog = TableDialog(
            self._look, (say("finding-merged"), detail), _columns(), rows, self._over.window()
        )
        dialog.open()
        return dialog

    def ask_package(self) -> None:
        """Ask for a colleague's evidence package and look at it."""
        path = self.ask_file("package-open", "ZIP (*.zip)")
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Check an evidence package, and show the verdict with what it holds."""
        start = self._context.start
        folders, clock = start.trust_folders, start.clock

        def work(_progress: Progress) -> PackageReport:
            from console.jobs.findings_intake import read_package

            return read_package(path, folders, clock)

        ticket = self._context.run(work, say("finding-package-reading", file=path.name), "package")
        self.follow(ticket, lambda found: self.show_package(path.name, found))

    def show_package(self, file: str, found: PackageReport) -> VerificationDialog:
        """Show what was checked of a package, and which findings it holds as they stood."""
        look = self._look
        lines = tuple(
            ShownCheck(one.name, one.passed, look.text(f"check-{one.key}", **one.facts))
            for one in found.verification.checks
        )
        told = Verified(file, found.verification.verdict.value, "package", lines)
        facts = [(say("finding-package-head"), found.head.short)]
        facts += [
            (say("finding-package-holds"), f"{one.number} · {look.text('stage-' + one.document['stage'])}")
            for one in found.findings
        ]
        dialog = VerificationDialog(look, told, facts, self._over.window())
        dialog.open()
        return dialog

    def _merged(self, done: object) -> None:
        log, added, known = done.log, done.added, done.known  # type: ignore[attr-defined]  # a Merged
        self._context.tell(say("finding-merge-done", added=added, known=known, head=log.head.short))
        self.show_logs((log,))
        self._page.reload()


def _columns() -> tuple[Column, ...]:
    return (
        Column("casebook", say("finding-merged-casebook"), "code", sortable=False),
        Column("number", say("finding-orders-number"), "code", sortable=False),
        Column("rule", say("finding-merged-rule"), "code", sortable=False),
        Column("stage", say("finding-merged-stage"), "name", sortable=False),
        Column("own", say("finding-merged-own"), "text", sortable=False),
        Column("holds", say("finding-merged-holds"), "mark", sortable=False),
    )


def _log_rows(one: ForeignLog) -> list[dict[str, object]]:
    own = {conflict.identity: conflict.own for conflict in one.conflicts}
    mark = MarkCell("ok", say("seal-passed")) if one.holds else MarkCell("red", say("seal-failed"))
    rows: list[dict[str, object]] = []
    for state in one.states:
        mine = own.get(state.identity)
        here = (
            say("finding-merged-differs", number=mine.number, stage=say(f"stage-{mine.stage.value}"))
            if mine
            else ""
        )
        told = {"casebook": one.casebook_id[:8], "number": state.number, "rule": state.rule_id}
        rows.append({**told, "stage": say(f"stage-{state.stage.value}"), "own": here, "holds": mark})
    return rows
