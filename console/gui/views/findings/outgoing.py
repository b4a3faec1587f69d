"""Owns what leaves the page as a file: ledger, evidence package, papers, proofs. It refuses to choose the place itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QWidget

from console import __version__, paths
from console.domain.ports import Progress
from console.gui.casebook import LANE
from console.gui.context import ViewContext
from console.gui.faults import Failure
from console.gui.views.findings.acts import Surface
from console.gui.views.findings.keys import KeyChoice, KeyForm, KeysAnswered
from console.gui.widgets.banner import Banner
from console.gui.words import Say, Words, say
from console.jobs.findings_answers import BoardRow, EvidenceRequest, EvidenceRow, EvidenceRows

if TYPE_CHECKING:
    from console.jobs.findings import CaseDesk
    from console.jobs.findings_package import RowSource

KINDS = ("evidence", "worksheet", "facts", "rectification")
LANGUAGES = ("zh-CN", "en")
Make = Callable[["CaseDesk", Progress], bytes]


class Outgoing(QObject):
    """Writes files from the casebook to where somebody wants them."""

    def __init__(self, page: Surface, context: ViewContext, window: QWidget) -> None:
        super().__init__(window)
        self._page, self._context, self._over = page, context, window
        self._look = context.look

    def add_to(self, menu: QMenu, rows: tuple[BoardRow, ...]) -> None:
        """Add to a menu what may be written of these rows."""
        look, row = self._look, rows[0]
        papers = menu.addMenu(look.icon("printer"), look.text("finding-papers"))
        for kind in KINDS if len(rows) == 1 else ():
            action = papers.addAction(look.text(f"paper-{kind}"))
            action.triggered.connect(lambda _checked=False, chosen=kind: self.paper(row, chosen))
        papers.menuAction().setVisible(len(rows) == 1)
        package = menu.addAction(look.icon("package"), look.text("finding-package"))
        package.triggered.connect(lambda: self.ask_package(rows))
        proof = menu.addAction(look.icon("link"), look.text("finding-proof"))
        proof.triggered.connect(lambda: self.proof(row))
        proof.setVisible(len(rows) == 1)

    def ledger(self) -> None:
        """Write the rows the filters leave as a ledger."""
        look, page = self._look, self._page
        path = self.place("finding-ledger", "ledger.xlsx", "XLSX (*.xlsx);;CSV (*.csv)")
        if path is None:
            return
        found = page.found.organisations if page.found is not None else {}
        chosen = tuple(row.identity for row in page.list.shown if row.state is not None)
        phrases, clock, keeper = look.phrases, self._context.start.clock, page.keeper

        def make(desk: CaseDesk, progress: Progress) -> bytes:
            from console.jobs.findings import read_ledger
            from console.jobs.findings_ledger import LedgerRequest, export_ledger

            request = LedgerRequest(chosen, clock.now(), found)
            suffix = path.suffix.lower()
            return export_ledger(read_ledger(desk), request, keeper.catalogue, phrases, suffix)

        self.write(path, make)

    def paper(self, row: BoardRow, kind: str) -> None:
        """Write a paper of a finding."""
        path = self.place(f"paper-{kind}", f"{row.number}-{kind}.pdf", "PDF (*.pdf)")
        if path is None:
            return
        look, keeper = self._look, self._page.keeper
        organisation = look.phrases.items(row.organisation) if row.organisation_id else ""
        phrases, resources = look.phrases, self._context.start.resources

        def make(desk: CaseDesk, progress: Progress) -> bytes:
            from console.jobs.findings_paper import PaperRequest, make_paper

            request = PaperRequest(row.number, kind, "", organisation)
            return make_paper(desk, request, keeper.catalogue, phrases, resources)

        self.write(path, make)

    def proof(self, row: BoardRow) -> None:
        """Write the proof that the latest entry of a finding is in the log."""
        path = self.place("finding-proof", f"{row.number}-proof.txt", "TXT (*.txt)")
        if path is None:
            return

        def make(desk: CaseDesk, progress: Progress) -> bytes:
            from console.jobs.findings import prove

            return prove(desk, row.number).encode()

        self.write(path, make)

    def slip(self) -> None:
        """Write the head of the log as a page to print."""
        path = self.place("finding-slip", "checkpoint.pdf", "PDF (*.pdf)")
        if path is None:
            return
        phrases, resources = self._look.phrases, self._context.start.resources

        def make(desk: CaseDesk, progress: Progress) -> bytes:
            from console.jobs.findings_slip import make_slip

            return make_slip(desk, phrases, resources)

        self.write(path, make)

    def continuation(self, since: int) -> None:
        """Write the proof that the log continues its first ``since`` entries."""
        path = self.place("finding-continuation", f"consistency-{since}.txt", "TXT (*.txt)")
        if path is None:
            return

        def make(desk: CaseDesk, progress: Progress) -> bytes:
            from console.jobs.findings import prove

            return prove(desk, since=since).encode()

        self.write(path, make)

    def ask_since(self) -> None:
        """Ask from which earlier head the log is to be proven to continue."""
        look, ledger = self._look, self._page.board.ledger if self._page.board is not None else None
        most = ledger.head.size if ledger is not None else 1
        title, label = look.text("finding-continuation"), look.text("finding-continuation-since")
        since, told = QInputDialog.getInt(self._over.window(), title, label, most, 1, most)
        if told:
            self.continuation(since)

    def ask_package(self, rows: tuple[BoardRow, ...]) -> None:
        """Ask who signs the evidence package of these findings, and where it goes."""
        self.with_keys(
            (say("finding-package"), ", ".join(row.number for row in rows), say("finding-package-go")),
            ("signer",),
            {},
            lambda told: self._package(rows, told),
        )

    def with_keys(
        self,
        words: tuple[Words, Words, Words],
        signers: tuple[str, ...],
        texts: dict[str, bool],
        then: Callable[[KeysAnswered], None],
    ) -> None:
        """Read whose keys lie on this computer, then ask who signs."""
        ticket = self._context.run(_read_choices, say("finding-keys-reading"), "finding-keys")

        def ask(found: object) -> None:
            assert isinstance(found, tuple)
            if len(found) < len(signers):
                wanted = self._look.phrases.number(len(signers))
                self.tell_fault(say("finding-keys-none", count=wanted, place=str(paths.key_folder())))
                return
            form = KeyForm(self._look, words, found, signers, texts, self._over.window())
            form.answered.connect(then)
            form.open()

        ticket.succeeded.connect(ask)
        ticket.failed.connect(self._failed)

    def _package(self, rows: tuple[BoardRow, ...], told: KeysAnswered) -> None:
        path = self.place("finding-package", f"{rows[0].number}.zip", "ZIP (*.zip)")
        if path is None:
            return
        numbers, context, keeper = tuple(row.number for row in rows), self._context, self._page.keeper

        def make(desk: CaseDesk, progress: Progress) -> bytes:
            from console.jobs.findings_package import PackageRequest, make_package
            from console.jobs.findings_readme import readme
            from console.signing.signer import open_signer

            texts = {one: readme(context.start.speaking(one).phrases) for one in LANGUAGES}
            request = PackageRequest(numbers, texts, f"Plumbline {__version__}")
            signer = open_signer(paths.key_folder(), told.identities[0], told.passphrases[0])
            source = self._rows(progress)
            return make_package(desk, request, keeper.catalogue, signer, progress, source).content

        self.write(path, make, "readings" if context.session is not None else LANE)

    def _rows(self, progress: Progress) -> RowSource | None:
        """Return where the rows of evidence are read: the open extract's worker, none where no extract is open."""
        from console.jobs.findings_package import RowSource

        session, found = self._context.session, self._page.found
        if session is None or found is None:
            return None

        def read(references: tuple[str, ...]) -> tuple[EvidenceRow, ...]:
            worker = session.worker("readings", progress)
            return worker.call("evidence", EvidenceRequest(references), progress, EvidenceRows).rows

        return RowSource(found.seen.extract_id, found.seen.mark, read)

    def write(self, path: Path, make: Make, lane: str = LANE) -> None:
        """Make a file and write it, saying so at its end."""

        def work(desk: CaseDesk, progress: Progress) -> str:
            from console.jobs.findings_files import write_chosen

            content = make(desk, progress)
            write_chosen(path, content)
            return path.name

        ticket = self._page.keeper.use(work, say("finding-file-writing", file=path.name), "", lane)
        ticket.succeeded.connect(lambda name: self._context.tell(say("finding-file-written", file=str(name))))
        ticket.failed.connect(self._failed)

    def _failed(self, failure: Failure) -> None:
        self.tell_fault(failure.sentence(self._look))

    def tell_fault(self, words: Words) -> None:
        """Say above the page why nothing was written."""
        look = self._look
        banner = Banner(look, "yellow", say("finding-file-refused"), look.words(words))
        self._context.show_banner(banner, "findings")

    def place(self, title: str, suggested: str, kinds: str) -> Path | None:
        """Ask where a file goes; None where nobody wants it any more."""
        first = str(Path.home() / suggested)
        name, kind = QFileDialog.getSaveFileName(self._over.window(), self._look.text(title), first, kinds)
        if not name:
            return None
        path = Path(name)
        endings = [part.split(")")[0] for part in kinds.split("(*")[1:]]
        wanted = next((ending for ending in endings if ending in kind), endings[0])
        return path if path.suffix.lower() in endings else path.with_name(path.name + wanted)


def _read_choices(progress: Progress) -> tuple[KeyChoice, ...]:
    from console.signing.signer import list_signers

    return tuple(
        KeyChoice(one.identity, one.person, one.organisation) for one in list_signers(paths.key_folder())
    )


def done_words(action: str, number: Words) -> Say:
    """Return what is said when an entry was written."""
    return say("finding-written", number=number, action=say(f"decision-{action}"))
