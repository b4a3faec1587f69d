"""Owns the dialog for what nobody expected: a sentence, a code to quote, diagnostics to copy. It refuses to show data."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from console.gui.faults import Failure
from console.gui.theme import Look
from console.gui.widgets.buttons import Button
from console.gui.widgets.piece import Label, column, row


class FaultDialog(QDialog):
    """Says what happened and what to do; the diagnostics can be copied."""

    def __init__(self, look: Look, failure: Failure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._failure = failure
        px = look.px
        self.setWindowTitle(look.text("fault-title"))
        layout = column(px(12), (px(20), px(20), px(20), px(16)))
        layout.addWidget(Label(look, look.text("fault-title"), "red", px=14, weight=600))
        layout.addWidget(Label(look, failure.sentence(look), wrap=True))
        layout.addWidget(Label(look, look.text("fault-code", code=failure.code), "faint", px=12))
        self.detail = QPlainTextEdit(failure.diagnostics())
        self.detail.setReadOnly(True)
        self.detail.setFont(look.font(12, 400, "mono"))
        self.detail.setAccessibleName(look.text("fault-diagnostics"))
        layout.addWidget(self.detail, 1)
        buttons = row(px(8))
        buttons.addStretch(1)
        buttons.addWidget(Button(look, look.text("action-copy-diagnostics"), "copy", on_click=self.copy))
        buttons.addWidget(Button(look, look.text("action-continue"), kind="primary", on_click=self.accept))
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.resize(px(640), px(420))
        look.dress(self)

    def copy(self) -> None:
        """Put the diagnostics on the clipboard."""
        QApplication.clipboard().setText(self._failure.diagnostics())
