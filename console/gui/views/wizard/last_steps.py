"""Owns the last two steps of the wizard: what a trial refused and found failing, and what the extract says of itself.

It refuses to build from a form that leaves out what a manifest must say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QWidget

from console import paths
from console.domain.classification import classification_phrase
from console.domain.mapping import BuildPlan, Scalar
from console.gui.theme import Look
from console.gui.views.wizard.tables import failing_columns, failing_rows, refusal_columns, refusal_rows
from console.gui.widgets.boxes import ChoiceBox
from console.gui.widgets.buttons import Button
from console.gui.widgets.facts import FactLine, FactList
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import Label, Piece, column, row
from console.gui.widgets.table import DataTable
from console.gui.words import Words, say
from console.jobs.wizard_answers import SHORTEST, Saved, SaveRequest, Tried

GUTTER, LINES = 12, 40
LEVELS = ("公开", "内部", "秘密", "机密", "绝密")
TEXTS = ("name", "extract_id", "purpose", "legal_basis", "recipients", "source_systems")
DAYS = ("period_starts_on", "period_ends_on", "cut_at", "destroy_by")
FORM = (
    ("name", "extract_id"),
    ("period_starts_on", "period_ends_on", "cut_at", "destroy_by"),
    ("classification", "recipients"),
    ("purpose", "legal_basis"),
    ("source_systems", "signer", "passphrase"),
    ("keep_rejected", "encrypt"),
)
"""Which fields stand side by side; with where the extract goes, all of them are seen in the smallest window."""

SIDES = 12  # columns of the grid, of which two, three or four fields take equal parts
MISSING = "—"
MAPPING_SUFFIX = ".mapping.toml"


class ChecksStep(Piece):
    """Rows refused by reason, and checks of the contract that accepted rows do not keep."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.tried: Tried | None = None
        self.refused = DataTable(look, refusal_columns(), say("wizard-refusals"), LINES)
        self.refused_panel = Panel(look, say("wizard-refusals"), flush=True)
        self.refused_panel.set_content(self.refused)
        self.failing = DataTable(look, failing_columns(), say("wizard-failing"), LINES)
        self.failing_panel = Panel(look, say("wizard-failing"), flush=True)
        self.failing_panel.set_content(self.failing)
        line = row(look.px(GUTTER))
        line.addWidget(self.refused_panel, 3)
        line.addWidget(self.failing_panel, 2)
        self.setLayout(line)

    def show_tried(self, tried: Tried) -> None:
        """Show what came of the latest trial."""
        self.tried = tried
        number = self.look.phrases.number
        self.refused.set_rows(refusal_rows(self.look, tried))
        key = "wizard-read-all" if tried.whole else "wizard-read-beginning"
        told = {"read": number(tried.read), "rejected": number(tried.rejected)}
        self.refused_panel.set_meta(say(key, **told))
        if not tried.refusals:
            self.refused_panel.state.show_empty(
                say("wizard-nothing-refused"), say("wizard-nothing-refused-detail", read=number(tried.read))
            )
        self.failing.set_rows(failing_rows(tried.failing))
        checks = sum(line.tally.checks for line in tried.dimensions)
        self.failing_panel.set_meta(
            say("wizard-failing-meta", failing=len(tried.failing), checks=number(checks))
        )
        if not tried.failing:
            self.failing_panel.state.show_empty(
                say("wizard-nothing-fails"), say("wizard-nothing-fails-detail", checks=number(checks))
            )

    def retranslate(self) -> None:
        """Word the rows anew."""
        if getattr(self, "tried", None) is not None and hasattr(self, "failing_panel"):
            self.refused.set_rows(refusal_rows(self.look, self.tried))  # type: ignore[arg-type]  # seen not to be None


class SaveStep(Piece):
    """What the extract says of itself, where it goes, who signs; ``changed`` fires on every letter."""

    changed = Signal()
    target_asked = Signal()
    predecessor_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.target: Path | None = None
        self.predecessor: Path | None = None
        self.texts = {name: QLineEdit() for name in (*TEXTS, *DAYS)}
        self.level, self.signer = ChoiceBox(look), ChoiceBox(look)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.sealed, self.closed = _secret(look, "keep-none"), _secret(look, "encrypt-none")
        self.writer = ""  # what may write encrypted extracts, as the settings name it
        self.where = Label(look, "", elide=True)
        self.follows = Label(look, "", elide=True)
        self.form_panel = Panel(look, say("wizard-extract"))
        self.form_panel.set_content(self._form())
        self.facts = FactList(look)
        self.result = Panel(look, say("wizard-result"))
        self.result.set_content(self.facts)
        line = row(look.px(GUTTER))
        line.addWidget(self.form_panel, 3)
        line.addWidget(self.result, 2)
        self.setLayout(line)
        self.set_signers(())
        self._fill_levels()
        self.set_target(None)
        self.set_predecessor(None)
        for edit in (*self.texts.values(), self.passphrase, self.sealed, self.closed):
            edit.textChanged.connect(lambda _text: self.changed.emit())
        for box in (self.level, self.signer):
            box.currentIndexChanged.connect(lambda _place: self.changed.emit())

    def extract(self) -> dict[str, Scalar]:
        """Return what the extract says of itself; an empty field says nothing."""
        told = {name: edit.text().strip() for name, edit in self.texts.items()}
        told["classification"] = self.level.chosen
        if told["cut_at"] and len(told["cut_at"]) == len("2026-06-30"):
            told["cut_at"] += " 23:59:59"  # data up to a day are data up to its end
        return {name: value for name, value in told.items() if value}

    def show_extract(self, told: Mapping[str, Scalar]) -> None:
        """Fill the form with what a mapping says already."""
        for name, edit in self.texts.items():
            value = str(told.get(name, ""))
            if value and not edit.text():
                edit.setText(value)
        place = self.level.findData(str(told.get("classification", "")))
        if place >= 0:
            self.level.setCurrentIndex(place)

    def wrong_days(self) -> tuple[str, ...]:
        """Return the fields whose day nobody can read."""
        found = []
        for name in DAYS:
            value = self.texts[name].text().strip()
            if value and not _is_day(value.removesuffix(" 23:59:59")):
                found.append(name)
        return tuple(found)

    def points(self) -> list[tuple[Words, Words]]:
        """Return what of target, signature and encryption still stands in the way, and what to do."""
        found: list[tuple[Words, Words]] = []
        if self.target is None:
            found.append((say("wizard-save-target"), say("wizard-point-target")))
        if self.signer.chosen and not self.passphrase.text():
            found.append((field_words("passphrase"), say("wizard-point-passphrase")))
        if self.closed.text() and not self.writer:
            found.append((field_words("encrypt"), say("wizard-point-encrypt")))
        for name, edit in (("keep_rejected", self.sealed), ("encrypt", self.closed)):
            if edit.text() and len(edit.text()) < SHORTEST:
                found.append((field_words(name), say("wizard-point-short", shortest=str(SHORTEST))))
        return found

    def request(self, files: Mapping[str, Path], plan: BuildPlan, target: Path, memory: int) -> SaveRequest:
        """Return what is to be made, and forget every passphrase typed."""
        told = SaveRequest(
            files,
            plan,
            target.with_name(target.stem + MAPPING_SUFFIX),
            target,
            self.signer.chosen,
            paths.key_folder(),
            self.passphrase.text(),
            memory,
            self.predecessor,
            self.sealed.text(),
            self.closed.text(),
            self.writer,
        )
        for edit in (self.passphrase, self.sealed, self.closed):
            edit.clear()
        return told

    def set_signers(self, signers: Sequence[tuple[str, str]]) -> None:
        """Offer those whose keys are here: identity and name."""
        kept = self.signer.chosen
        self.signer.blockSignals(True)
        self.signer.clear()
        self.signer.addItem(self.look.text("wizard-nobody-signs"), "")
        for identity, name in signers:
            self.signer.addItem(name, identity)
        self.signer.setCurrentIndex(max(self.signer.findData(kept), 0))
        self.signer.blockSignals(False)

    def set_target(self, path: Path | None) -> None:
        """Say where the extract goes; its mapping goes beside it."""
        self.target = path
        self.where.set_words(str(path) if path is not None else say("wizard-target-none"))
        self.changed.emit()

    def set_predecessor(self, path: Path | None) -> None:
        """Say which extract this one follows."""
        self.predecessor = path
        self.follows.set_words(str(path) if path is not None else say("wizard-follows-none"))

    def show_open_points(self, points: Sequence[tuple[Words, Words]], tried: Tried | None) -> None:
        """Show what still stands in the way, and what a trial says is to be expected."""
        lines = [FactLine(what, todo, strong=True) for what, todo in points]
        if tried is not None:
            number = self.look.phrases.number
            lines += [
                FactLine(say("wizard-read"), number(tried.read)),
                FactLine(say("wizard-accepted"), number(tried.accepted)),
                FactLine(say("wizard-rejected"), number(tried.rejected)),
            ]
        self.result.set_title(say("wizard-before") if points else say("wizard-ready"))
        self.facts.set_lines(lines)
        self.result.state.show_content()

    def show_saved(self, saved: Saved) -> None:
        """Show what was made."""
        number = self.look.phrases.number
        self.result.set_title(say("wizard-unchanged") if saved.unchanged else say("wizard-done"))
        lines = [
            FactLine(say("wizard-made-extract"), str(saved.target), strong=True),
            FactLine(say("wizard-made-mapping"), str(saved.mapping)),
            FactLine(say("wizard-made-manifest"), str(saved.manifest)),
            FactLine(
                say("wizard-made-signature"), say("wizard-signed" if saved.signed else "wizard-unsigned")
            ),
            FactLine(say("wizard-read"), number(saved.read)),
            FactLine(say("wizard-accepted"), number(saved.accepted), strong=True),
            FactLine(say("wizard-rejected"), number(saved.rejected), strong=True),
            FactLine("SHA-256", saved.sha256, code=True),
        ]
        if saved.rejected_rows is not None:
            lines.append(FactLine(say("wizard-made-rejected"), str(saved.rejected_rows)))
        if saved.encrypted:
            lines.append(FactLine(say("wizard-extract-encrypt"), say("wizard-encrypted")))
        self.facts.set_lines(lines)

    def retranslate(self) -> None:
        """Word the boxes anew."""
        if hasattr(self, "result"):
            self._fill_levels()
            self.sealed.setPlaceholderText(self.look.text("wizard-keep-none"))
            self.closed.setPlaceholderText(self.look.text("wizard-encrypt-none"))
            self.signer.setItemText(0, self.look.text("wizard-nobody-signs"))

    def _form(self) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.look.px(12))
        grid.setVerticalSpacing(self.look.px(6))
        grid.setContentsMargins(0, 0, self.look.px(6), 0)
        controls: dict[str, QWidget] = {
            **self.texts,
            "classification": self.level,
            "signer": self.signer,
            "passphrase": self.passphrase,
            "keep_rejected": self.sealed,
            "encrypt": self.closed,
        }
        for line, names in enumerate(FORM):
            for place, name in enumerate(names):
                key, control = field_words(name), controls[name]
                label = Label(self.look, key, "faint", px=12)
                label.setBuddy(control)
                control.setAccessibleName(self.look.words(key))
                pair = column(self.look.px(2))
                pair.addWidget(label)
                pair.addWidget(control)
                wide = SIDES // len(names)
                grid.addLayout(pair, line, place * wide, 1, wide)
        for name in DAYS:
            self.texts[name].setPlaceholderText("2026-06-30")
        for side in range(SIDES):
            grid.setColumnStretch(side, 1)
        last = len(FORM)
        grid.addLayout(
            self._choice("wizard-save-target", self.where, self.target_asked.emit), last, 0, 1, SIDES
        )
        grid.addLayout(
            self._choice("wizard-follows", self.follows, self.predecessor_asked.emit), last + 1, 0, 1, SIDES
        )
        grid.setRowStretch(last + 2, 1)
        holder = QWidget()
        holder.setAutoFillBackground(False)
        holder.setLayout(grid)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(holder)
        return area

    def _choice(self, key: str, label: Label, ask: Callable[[], object]) -> QHBoxLayout:
        line = row(self.look.px(8))
        line.addWidget(Label(self.look, say(key), "faint", px=12))
        line.addWidget(label, 1)
        line.addWidget(Button(self.look, say("wizard-target-choose"), "folder-open", on_click=ask))
        return line

    def _fill_levels(self) -> None:
        kept = self.level.chosen
        self.level.blockSignals(True)
        self.level.clear()
        self.level.addItem(MISSING, "")
        for written in LEVELS:
            self.level.addItem(self.look.text(classification_phrase(written)), written)
        self.level.setCurrentIndex(max(self.level.findData(kept), 0))
        self.level.blockSignals(False)


def _secret(look: Look, key: str) -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setPlaceholderText(look.text(f"wizard-{key}"))
    return made


def field_words(name: str) -> Words:
    """Return the name of a field of the form."""
    return say(f"wizard-extract-{name.replace('_', '-')}")


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
