"""Owns the evidence files of a finding on the page: their list, taking in, looking at, covering, taking out.

It refuses to read or draw a file on the window's thread.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from console.domain.finding import Exhibit, FindingState
from console.domain.ports import Progress
from console.errors import CasebookError
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.views.findings.errand import Errand
from console.gui.views.findings.viewer import ViewerDialog
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import Label
from console.gui.widgets.table import DataTable
from console.gui.words import Words, say
from console.jobs.findings_answers import BoardRow, News

if TYPE_CHECKING:
    from console.jobs.findings import CaseDesk

LARGEST_SIDE = 20_000  # pixels


class ExhibitDialog(Dialog):
    """The evidence files of a finding; its signals carry what somebody wants done with one."""

    add_asked = Signal()
    look_asked = Signal(object)  # Exhibit
    save_asked = Signal(object)  # Exhibit

    def __init__(self, look: Look, state: FindingState, free: bool, parent: QWidget | None) -> None:
        title = say("finding-files-of", number=state.number)
        super().__init__(look, title, parent, (820, 420))
        self._exhibits = state.exhibits
        self.body.addWidget(Label(look, title, px=16, weight=600))
        self.body.addWidget(Label(look, say("finding-files-detail"), "dim", px=12, wrap=True))
        self.table = DataTable(look, _columns(), title)
        self.table.set_rows([_row(one, state.exhibits) for one in state.exhibits])
        self.body.addWidget(self.table, 1)
        add = Button(look, say("finding-file-add"), "paperclip", on_click=self._add)
        add.setEnabled(free)
        see = Button(look, say("finding-file-look"), "eye", on_click=lambda: self._chosen(self.look_asked))
        save = Button(
            look, say("finding-file-save"), "download", on_click=lambda: self._chosen(self.save_asked)
        )
        for button in (see, save):
            button.setEnabled(bool(state.exhibits))
        if state.exhibits:
            self.table.select(0)
        self.table.opened.connect(lambda _row: self._chosen(self.look_asked))
        self.finish((add, see, save))

    def _add(self) -> None:
        self.accept()
        self.add_asked.emit()

    def _chosen(self, signal: SignalInstance) -> None:
        at = self.table.currentIndex().row()
        if 0 <= at < len(self._exhibits):
            self.accept()
            signal.emit(self._exhibits[at])


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", say("finding-file-name"), "text"),
        Column("kind", say("finding-file-kind"), "name"),
        Column("text", say("finding-field-text"), "dim"),
        Column("digest", say("finding-column-digest"), "code"),
    )


def _row(one: Exhibit, held: tuple[Exhibit, ...]) -> dict[str, object]:
    kind: Words = say("finding-file-original")
    if one.redacts:
        kind = say("finding-file-redacted")
    elif any(other.redacts == one.digest for other in held):
        kind = say("finding-file-original-redacted")
    return {"name": one.name, "kind": kind, "text": one.text, "digest": f"{one.digest[:16]}…"}


class Exhibiting(Errand):
    """Does what the list of files asks for."""

    def show_files(self, row: BoardRow) -> ExhibitDialog:
        """Show the evidence files of a finding."""
        assert row.state is not None
        dialog = ExhibitDialog(self._look, row.state, self._acts.free, self._over.window())
        dialog.add_asked.connect(lambda: self.ask_new(row))
        dialog.look_asked.connect(lambda one: self.look_at(row, one))
        dialog.save_asked.connect(lambda one: self.save(row, one))
        dialog.open()
        return dialog

    def ask_new(self, row: BoardRow) -> None:
        """Ask for a file and take it in."""
        path = self.ask_file("file-add")
        if path is not None:
            self.take(row, path)

    def take(self, row: BoardRow, path: Path) -> None:
        """Take a file into the evidence."""
        actor = self._acts.actor

        def work(desk: CaseDesk) -> News:
            from console.jobs.findings_exhibits import ExhibitFile, attach, read_file

            return attach(desk, row.identity, ExhibitFile(path.name, read_file(path)), actor).news

        self.write(row, "attach", work)

    def look_at(self, row: BoardRow, exhibit: Exhibit) -> None:
        """Read a file, draw its pages, and show them."""

        def work(desk: CaseDesk, progress: Progress) -> list[QImage]:
            from console.jobs.findings_exhibits import read_exhibit

            _told, content = read_exhibit(desk, row.identity, exhibit.digest)
            return pictures(content, exhibit.media_type)

        words = say("finding-file-reading", file=exhibit.name)
        self.read(work, words, lambda pages: self._show(row, exhibit, pages))

    def save(self, row: BoardRow, exhibit: Exhibit) -> None:
        """Write a file as it was taken in."""
        title, first = self._look.text("finding-file-save"), str(Path.home() / exhibit.name)
        name, _kind = QFileDialog.getSaveFileName(self._over.window(), title, first)
        if not name:
            return

        def make(desk: CaseDesk, progress: Progress) -> bytes:
            from console.jobs.findings_exhibits import read_exhibit

            return read_exhibit(desk, row.identity, exhibit.digest)[1]

        self._outgoing.write(Path(name), make)

    def keep_covered(self, row: BoardRow, exhibit: Exhibit, content: bytes, page: int) -> None:
        """Take a covered page in as the redacted copy of its original."""
        actor, name = self._acts.actor, f"{Path(exhibit.name).stem}-{page}.png"

        def work(desk: CaseDesk) -> News:
            from console.jobs.findings_exhibits import ExhibitFile, attach

            told = ExhibitFile(name, content, redacts=exhibit.digest)
            return attach(desk, row.identity, told, actor).news

        self.write(row, "attach", work)

    def _show(self, row: BoardRow, exhibit: Exhibit, pages: object) -> None:
        assert isinstance(pages, list)
        may_cover = not exhibit.redacts and self._acts.free
        detail = say("finding-cover-how" if may_cover else "finding-file-only-look")
        dialog = ViewerDialog(self._look, (exhibit.name, detail), pages, may_cover, self._over.window())
        dialog.covered.connect(lambda content, page: self.keep_covered(row, exhibit, content, page))
        dialog.open()


def pictures(content: bytes, media_type: str) -> list[QImage]:
    """Return the pages of a file as pictures; blocking.

    Raises CasebookError exhibit-not-shown for what is neither picture nor PDF, or cannot be drawn.
    """
    if media_type == "application/pdf":
        from console.jobs.findings_pages import pdf_pages

        return [
            QImage(one.content, one.width, one.height, one.stride, QImage.Format.Format_BGR888).copy()
            for one in pdf_pages(content)
        ]
    image = QImage.fromData(content) if media_type.startswith("image/") else QImage()
    if image.isNull() or max(image.width(), image.height()) > LARGEST_SIDE:
        raise CasebookError("exhibit-not-shown", detail=media_type)
    return [image]
