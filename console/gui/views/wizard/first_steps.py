"""Owns the first two steps of the wizard: choosing files, and seeing how each is written. It refuses to open any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from console.gui.theme import Look
from console.gui.views.wizard.tables import (
    MOST_COLUMNS,
    file_columns,
    file_rows,
    preview_columns,
    preview_rows,
    source_columns,
    source_name,
    source_rows,
)
from console.gui.widgets.boxes import ChoiceBox
from console.gui.widgets.facts import FactLine, FactList
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import Label, Piece, column, row
from console.gui.widgets.states import Move
from console.gui.widgets.table import DataTable
from console.gui.words import say
from console.jobs.wizard_answers import SourceCard

GUTTER, LINES, DENSE = 12, 40, 26
LEFT = 380
ENCODINGS = ("", "utf-8", "gb18030", "utf-16")
DELIMITERS = ("", ",", "\t", ";", "|")
DELIMITER_KEYS = {"": "found", ",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}


class FilesStep(Piece):
    """The files, added by a dialog or dropped here; ``changed`` fires when there are others."""

    changed = Signal()
    add_asked = Signal()
    mapping_asked = Signal()
    replaced = Signal(str)  # the name of a file that took another's place

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.files: list[tuple[Path, int | None]] = []
        self.mapping: Path | None = None
        self.panel = Panel(look, say("wizard-files"), flush=True)
        self.table = DataTable(look, file_columns(), say("wizard-files"), LINES)
        self.panel.set_content(self.table)
        self.panel.add_icon_button("plus", say("wizard-add"), self.add_asked.emit)
        self.panel.add_icon_button("x", say("wizard-remove"), self.remove)
        self.told = Panel(look, say("wizard-mapping-file"))
        self.facts = FactList(look)
        self.told.set_content(self.facts)
        self.told.add_icon_button("folder-open", say("wizard-mapping-choose"), self.mapping_asked.emit)
        self.told.add_icon_button("x", say("wizard-mapping-none"), lambda: self.set_mapping(None))
        line = row(look.px(GUTTER))
        line.addWidget(self.panel, 2)
        line.addWidget(self.told, 1)
        self.setLayout(line)
        self.setAcceptDrops(True)
        self.show_files()
        self.set_mapping(None)

    def add(self, paths: Sequence[tuple[Path, int | None]]) -> None:
        """Add files; one of a name that is there already takes its place."""
        for path, size in paths:
            if any(one.name == path.name and one != path for one, _size in self.files):
                self.replaced.emit(path.name)
            self.files = [one for one in self.files if one[0].name != path.name]
            self.files.append((path, size))
        self.show_files()
        self.changed.emit()

    def remove(self) -> None:
        """Take the selected file off the list."""
        number = self.table.currentIndex().row()
        if 0 <= number < len(self.files):
            del self.files[number]
            self.show_files()
            self.changed.emit()

    def set_mapping(self, path: Path | None) -> None:
        """Use a mapping that is there already, or none."""
        self.mapping = path
        value = path.name if path is not None else say("wizard-mapping-proposed")
        self.facts.set_lines(
            [
                FactLine(say("wizard-mapping-used"), value, strong=True),
                FactLine(say("wizard-mapping-where"), str(path.parent) if path is not None else ""),
            ]
        )
        self.changed.emit()

    def show_files(self) -> None:
        """Show the files, or what may be chosen."""
        self.table.set_rows(file_rows(self.files))
        if self.files:
            self.panel.state.show_content()
            self.panel.set_meta(say("wizard-files-meta", count=len(self.files)))
            return
        self.panel.set_meta("")
        move = Move(say("wizard-add"), self.add_asked.emit, "plus", primary=True)
        self.panel.state.show_empty(say("wizard-no-files"), say("wizard-no-files-detail"), moves=(move,))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files of this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped; sizes are looked up with the files."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.add([(path, None) for path in paths])


class PreviewStep(Piece):
    """How each source is written and its first rows; ``corrected`` carries a spec somebody changed."""

    corrected = Signal(object)  # SourceSpec

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.card: SourceCard | None = None
        self.sources = DataTable(look, source_columns(), say("wizard-sources"), LINES)
        self.sources_panel = Panel(look, say("wizard-sources"), flush=True)
        self.sources_panel.set_content(self.sources)
        self.rows = DataTable(look, (), say("wizard-preview"), DENSE, numbered=True, cells=True)
        self.preview = Panel(look, say("wizard-preview"), flush=True)
        self.preview.set_content(self.rows)
        self.encoding, self.delimiter = ChoiceBox(look), ChoiceBox(look)
        self.facts = FactList(look)
        self.form = Panel(look, say("wizard-written-as"))
        self.form.set_content(self._form())
        self._fill_boxes()
        left = column(look.px(GUTTER))
        left.addWidget(self.sources_panel, 1)
        left.addWidget(self.form)
        whole = row(look.px(GUTTER))
        holder = Piece(look)
        holder.setLayout(left)
        holder.setFixedWidth(look.px(LEFT))
        whole.addWidget(holder)
        whole.addWidget(self.preview, 1)
        self.setLayout(whole)
        self.sources.selected.connect(self._selected)
        for box in (self.encoding, self.delimiter):
            box.currentIndexChanged.connect(lambda _place: self._correct())

    def show_cards(self, cards: Sequence[SourceCard]) -> None:
        """Show the sources, the one looked at before where it is still there."""
        name = self.card.spec.name if self.card is not None else ""
        self.sources.set_rows(source_rows(cards))
        place = next((n for n, one in enumerate(cards) if one.spec.name == name), 0)
        if cards:
            self.sources.select(place)
            self._show(cards[place])

    def retranslate(self) -> None:
        """Word the boxes anew."""
        if hasattr(self, "form"):
            self._fill_boxes()
            if self.card is not None:
                self._show(self.card)

    def _form(self) -> Piece:
        holder = Piece(self.look)
        layout = column(self.look.px(4))
        for name, box in (("encoding", self.encoding), ("delimiter", self.delimiter)):
            words = say(f"wizard-{name}")
            layout.addWidget(Label(self.look, words, "faint", px=12))
            layout.addWidget(box)
        layout.addSpacing(self.look.px(6))
        layout.addWidget(self.facts)
        layout.addStretch(1)
        holder.setLayout(layout)
        return holder

    def _fill_boxes(self) -> None:
        text = self.look.text
        for box, name, choices in (
            (self.encoding, "encoding", [(one, one or text("wizard-delimiter-found")) for one in ENCODINGS]),
            (
                self.delimiter,
                "delimiter",
                [(one, text(f"wizard-delimiter-{DELIMITER_KEYS[one]}")) for one in DELIMITERS],
            ),
        ):
            kept = box.currentIndex()
            box.blockSignals(True)
            box.clear()
            for key, words in choices:
                box.addItem(words, key)
            box.setCurrentIndex(max(kept, 0))
            box.blockSignals(False)
            box.setAccessibleName(text(f"wizard-{name}"))

    def _selected(self, number: int) -> None:
        card = self.sources.rows.row(number)["card"]
        if isinstance(card, SourceCard) and card is not self.card:
            self._show(card)

    def _show(self, card: SourceCard) -> None:
        self.card = card
        number = self.look.phrases.number
        text = card.format == "csv"
        for box, value in ((self.encoding, card.spec.encoding), (self.delimiter, card.spec.delimiter)):
            box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(value), 0))
            box.setEnabled(text or (box is self.encoding and bool(card.encoding)))
            box.blockSignals(False)
        self.facts.set_lines(
            [
                FactLine(say("wizard-titles"), number(card.spec.skip_rows)),
                FactLine(say("wizard-heads"), number(card.spec.header_rows)),
                FactLine(say("wizard-missing"), " ".join(card.spec.missing)),
                FactLine(say("wizard-masked"), ", ".join(card.masked)),
            ]
        )
        self.rows.set_columns(preview_columns(card))
        self.rows.set_rows(preview_rows(card))
        self.preview.set_title(say("wizard-preview-of", file=source_name(card)))
        key = "wizard-preview-meta" if len(card.columns) <= MOST_COLUMNS else "wizard-preview-wide"
        facts = {"shown": number(MOST_COLUMNS), "columns": number(len(card.columns))}
        told = say(key, rows=number(len(card.rows)), **facts)
        self.preview.set_meta(told)

    def _correct(self) -> None:
        if self.card is not None:
            spec = replace(self.card.spec, encoding=self.encoding.chosen, delimiter=self.delimiter.chosen)
            if spec != self.card.spec:
                self.corrected.emit(spec)
