"""Owns the plain dialogs of the shell: the checks of a signed file, and help. It refuses to summarise a failed check away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QTextBrowser, QWidget

from console.gui.actions import COMMANDS, Commands
from console.gui.models.cells import MarkCell
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.verifying import Verified
from console.gui.widgets.buttons import Button
from console.gui.widgets.chips import Seal
from console.gui.widgets.piece import Label, column, row
from console.gui.widgets.table import DataTable
from console.gui.words import Words, say


class Dialog(QDialog):
    """A dialog with a head, a body and buttons at its foot."""

    def __init__(self, look: Look, title: Words, parent: QWidget | None, size: tuple[int, int]) -> None:
        super().__init__(parent)
        self.look = look
        px = look.px
        self.setWindowTitle(look.words(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body = column(px(12), (px(20), px(16), px(20), px(16)))
        self.foot = row(px(8))
        self.foot.addStretch(1)
        self.setLayout(self.body)
        self.resize(px(size[0]), px(size[1]))

    def finish(self, buttons: Sequence[Button] = ()) -> None:
        """Put the buttons at the foot, with Close last; it leads where no other button does."""
        leads = any(button.kind == "primary" for button in buttons)
        for button in buttons:
            self.foot.addWidget(button)
        self.foot.addWidget(
            Button(self.look, say("action-close"), kind="" if leads else "primary", on_click=self.accept)
        )
        self.body.addLayout(self.foot)
        self.look.dress(self)


class VerificationDialog(Dialog):
    """The verdict as a seal and every check in the order it was made."""

    def __init__(
        self, look: Look, found: Verified, facts: Sequence[tuple[Words, str]], parent: QWidget | None
    ) -> None:
        super().__init__(look, say("seal-title"), parent, (820, 560))
        head = row(look.px(12))
        head.addWidget(Seal(look, found.verdict, 40))
        words = column(0)
        kind = {"valid": "ok", "untrusted": "yellow", "invalid": "red"}.get(found.verdict, "na")
        own = f"seal-{found.kind}-{found.verdict}"  # a casebook bears no signature that could be invalid
        verdict = own if look.phrases.has(own) else f"seal-{found.verdict}"
        words.addWidget(Label(look, say(verdict), kind, px=16, weight=600))
        words.addWidget(Label(look, found.file, "faint", px=12, elide=True))
        head.addLayout(words, 1)
        self.body.addLayout(head)
        for name, value in facts:
            line = row(look.px(12))
            line.addWidget(Label(look, name, "faint", px=12))
            code = Label(look, value, px=12, use="mono", wrap=True)
            code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            line.addWidget(code, 1)
            self.body.addLayout(line)
        self.table = DataTable(look, check_columns(), say("seal-check"))
        self.table.set_rows([_check_row(one.name, one.passed, one.detail) for one in found.checks])
        self.body.addWidget(self.table, 1)
        self.finish()


def check_columns() -> tuple[Column, ...]:
    """Return the columns of a list of checks."""
    return (
        Column("result", say("seal-result"), "mark"),
        Column("name", say("seal-check"), "code"),
        Column("detail", say("seal-detail"), "text"),
    )


def _check_row(name: str, passed: bool, detail: str) -> dict[str, object]:
    mark = MarkCell("ok", say("seal-passed")) if passed else MarkCell("red", say("seal-failed"))
    return {"result": mark, "name": name, "detail": detail}


class HelpDialog(Dialog):
    """The help of the page shown, where there is one, above the keyboard map."""

    def __init__(self, look: Look, page: str, commands: Commands, parent: QWidget | None) -> None:
        super().__init__(look, say("help-title"), parent, (760, 620))
        self.text = QTextBrowser()
        self.text.setOpenExternalLinks(False)
        self.text.setAccessibleName(look.text("help-title"))
        self.text.setMarkdown(help_text(look, page, commands))
        self.text.document().setDocumentMargin(look.px(16))
        self.body.addWidget(self.text, 1)
        self.finish()


class TextDialog(Dialog):
    """A text of fixed letters to look at and to copy, such as the plan of a query."""

    def __init__(self, look: Look, title: Words, text: str, parent: QWidget | None) -> None:
        super().__init__(look, title, parent, (820, 620))
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(look.font(12, 400, "mono"))
        self.text.setAccessibleName(look.words(title))
        self.body.addWidget(self.text, 1)
        self.finish()


def help_text(look: Look, page: str, commands: Commands) -> str:
    """Return the help of a page as Markdown, then the keyboard map as a table."""
    folder = look.resources / "help" / look.language
    pages = [_read(folder / f"{name}.md") for name in (page, "index") if name]
    told = next((text for text in pages if text), "")
    head = (
        f"## {look.text('help-keys')}\n\n| {look.text('help-key')} | {look.text('help-does')} |\n|---|---|\n"
    )
    lines = [f"| {commands.keys(command.key)} | {look.words(command.words)} |" for command in COMMANDS]
    return f"{told}\n\n{head}" + "\n".join(lines)


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""
