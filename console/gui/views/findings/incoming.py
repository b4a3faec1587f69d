"""Owns what others hand over to the page: another inspector's casebook to take over, an evidence package to look at.

It refuses to take over what does not verify, and to write anything of a package: that is looked at, no more.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMenu, QWidget

from console.domain.ports import Progress
from console.gui.context import ViewContext
from console.gui.models.cells import MarkCell
from console.gui.models.columns import Column
from console.gui.verifying import ShownCheck, Verified
from console.gui.views.findings.acts import Acts, Surface
from console.gui.views.findings.outgoing import Outgoing
from console.gui.widgets.dialogs import VerificationDialog
from console.gui.widgets.table_dialog import TableDialog
from console.gui.words import say

if TYPE_CHECKING:
    from console.jobs.findings import CaseDesk
    from console.jobs.findings_intake import PackageReport
    from console.jobs.findings_merge import ForeignLog, Merged


class Incoming(QObject):
    """Takes in what others hand over."""

    def __init__(
        self, page: Surface, context: ViewContext, parts: tuple[Acts, Outgoing], window: QWidget
    ) -> None:
        super().__init__(window)
        self._page, self._context, self._over = page, context, window
        self._acts, self._outgoing = parts
        self._look = context.look

    def add_to(self, menu: QMenu) -> None:
        """Add to a menu what may be taken in."""
        for icon, key, run in (
            ("git-merge", "merge", self.ask_merge),
            ("users", "merged", self.show_merged),
            ("package-open", "package-open", self.ask_package),
        ):
            action = menu.addAction(self._look.icon(icon), self._look.text(f"finding-{key}"))
            action.triggered.connect(lambda _checked=False, chosen=run: chosen())

    def ask_merge(self) -> None:
        """Ask for another casebook's folder and its passphrase, and take it over."""
        look, over = self._look, self._over.window()
        name = QFileDialog.getExistingDirectory(over, look.text("finding-merge"), str(Path.home()))
        if not name:
            return
        label = look.text("finding-merge-passphrase", folder=Path(name).name)
        hidden = QLineEdit.EchoMode.Password
        told, given = QInputDialog.getText(over, look.text("finding-merge"), label, hidden)
        if given:
            self.merge(Path(name), told)

    def merge(self, folder: Path, passphrase: str) -> None:
        """Take over what is new in another casebook; what differs is shown, nothing of either is lost."""
        actor = self._acts.actor

        def work(desk: CaseDesk, progress: Progress) -> Merged:
            from console.jobs.findings_key import open_key
            from console.jobs.findings_merge import merge
            from console.vault.asking_vault import AskingVault

            progress.report(None, "casebook-write")
            return merge(desk, folder, open_key(folder, AskingVault(lambda _name: passphrase)), actor)

        ticket = self._page.keeper.use(work, say("finding-merging", folder=folder.name))
        ticket.succeeded.connect(self._merged)
        ticket.failed.connect(lambda failure: self._outgoing.tell_fault(failure.sentence(self._look)))

    def show_merged(self) -> None:
        """Show every casebook that was taken over, its findings, and what differs."""

        def work(desk: CaseDesk, _progress: Progress) -> tuple[ForeignLog, ...]:
            from console.jobs.findings_merge import read_foreign

            return read_foreign(desk)

        ticket = self._page.keeper.use(work, say("finding-reading"))
        ticket.succeeded.connect(lambda logs: self.show_logs(tuple(logs)))
        ticket.failed.connect(lambda failure: self._outgoing.tell_fault(failure.sentence(self._look)))

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
        title = self._look.text("finding-package-open")
        name, _kind = QFileDialog.getOpenFileName(self._over.window(), title, str(Path.home()), "ZIP (*.zip)")
        if name:
            self.look_at(Path(name))

    def look_at(self, path: Path) -> None:
        """Check an evidence package, and show the verdict with what it holds."""
        start = self._context.start
        folders, clock = start.trust_folders, start.clock

        def work(_progress: Progress) -> PackageReport:
            from console.jobs.findings_intake import read_package

            return read_package(path, folders, clock)

        ticket = self._context.run(work, say("finding-package-reading", file=path.name), "package")
        ticket.succeeded.connect(lambda found: self.show_package(path.name, found))
        ticket.failed.connect(lambda failure: self._outgoing.tell_fault(failure.sentence(self._look)))

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
