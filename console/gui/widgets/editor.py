"""Owns the SQL editor: line numbers, colours from token spans, comments, errors in place, completion. It refuses to parse SQL.

Tokens come from whoever can tokenize (the worker): ``tokens_wanted(text, revision)`` is emitted when typing settles and
``set_tokens`` is given spans for that revision. Meanwhile the spans move with the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QRect, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QCompleter, QPlainTextEdit, QTextEdit, QWidget

from console.gui.theme import Look
from console.gui.widgets.brush import RIGHT, painting
from console.gui.words import Words

SETTLED = 150  # ms after the last key
COMPLETE_FROM = 2  # letters
GUTTER_PAD = 16
KINDS = ("keyword", "function", "number", "string", "parameter", "comment", "identifier", "operator")


@dataclass(frozen=True, slots=True)
class Span:
    """A token: where it starts, how long it is (in characters), and one of KINDS."""

    start: int
    length: int
    kind: str


class Highlighter(QSyntaxHighlighter):
    """Colours a document by spans; spans after a change move with the text until new ones arrive."""

    def __init__(self, look: Look, document: QTextDocument) -> None:
        super().__init__(document)
        self._look = look
        self._spans: list[Span] = []
        self._starts: list[int] = []
        self._formats: dict[str, QTextCharFormat] = {}
        self.restyle()
        document.contentsChange.connect(self._moved)

    def restyle(self) -> None:
        """Take the colours of the present theme."""
        palette = self._look.palette
        colors = {
            "keyword": (palette.accent, True),
            "function": (palette.notice, False),
            "number": (palette.series[3], False),
            "string": (palette.yellow, False),
            "parameter": (palette.ok, True),
            "comment": (palette.text3, False),
        }
        self._formats = {kind: _format(color, bold) for kind, (color, bold) in colors.items()}
        self.rehighlight()

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Colour by these spans."""
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        start = self.currentBlock().position()
        end = start + len(text)
        at = max(bisect_left(self._starts, start) - 1, 0)
        for span in self._spans[at:]:
            if span.start >= end:
                break
            first, last = max(span.start, start), min(span.start + span.length, end)
            if last > first and span.kind in self._formats:
                self.setFormat(first - start, last - first, self._formats[span.kind])

    def _moved(self, position: int, removed: int, added: int) -> None:
        if removed == added and removed >= self.document().characterCount() - 1:
            return
        shift = added - removed
        self._spans = [
            replace(span, start=span.start + shift) if span.start >= position + removed else span
            for span in self._spans
            if span.start + span.length <= position or span.start >= position + removed
        ]
        self._starts = [span.start for span in self._spans]


def _format(color: str, bold: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(color))
    if bold:
        made.setFontWeight(600)
    return made


class SqlEditor(QPlainTextEdit):
    """The editor. Signals: ``tokens_wanted(text, revision)``, ``run_asked``, ``format_asked``."""

    tokens_wanted = Signal(str, int)
    run_asked = Signal()
    format_asked = Signal()

    def __init__(self, look: Look, name: Words = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._name = name
        self._error: tuple[int, int] | None = None
        self._last_text = ""
        self.revision = 0  # rises with every change of the text, not of its colours
        self.setProperty("bare", "true")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(False)
        self.gutter = _Gutter(self)
        self.highlighter = Highlighter(look, self.document())
        self._completer = QCompleter(QStringListModel([], self), self)
        self._settle = QTimer(self)
        self._set_up()
        look.dress(self._completer.popup())
        self.restyle()
        self.retranslate()

    def set_text(self, sql: str) -> None:
        """Replace everything, as one step that can be undone."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(sql)

    def text(self) -> str:
        """Return everything."""
        return self.toPlainText()

    def chosen(self) -> str:
        """Return the selected text, or everything where nothing is selected."""
        return self.textCursor().selectedText().replace("\u2029", "\n") or self.toPlainText()

    def set_tokens(self, spans: Sequence[Span], revision: int) -> None:
        """Colour by these spans, unless the text has changed since they were asked for."""
        if revision == self.revision:
            self.highlighter.set_spans(spans)

    def set_completions(self, words: Sequence[str]) -> None:
        """Offer these words while typing: tables, columns, keywords."""
        model = self._completer.model()
        assert isinstance(model, QStringListModel)
        model.setStringList(sorted(set(words), key=str.casefold))

    def show_error(self, position: int, length: int = 1) -> None:
        """Underline where a query is wrong and put the cursor there."""
        self._error = (position, max(length, 1))
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._mark_lines()

    def clear_error(self) -> None:
        """Underline nothing."""
        self._error = None
        self._mark_lines()

    def comment_lines(self) -> None:
        """Comment the selected lines, or uncomment them where all are comments."""
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        blocks = _blocks(first, last)
        commented = all(block.text().lstrip().startswith("--") for block in blocks if block.text().strip())
        cursor.beginEditBlock()
        for block in blocks:
            _toggle_comment(block, commented)
        cursor.endEditBlock()

    def gutter_width(self) -> int:
        """Return the width of the line numbers."""
        digits = len(str(max(self.blockCount(), 99)))
        return self.look.px(
            self.look.fonts.metrics(12, 600, "mono").horizontalAdvance("9" * digits) + GUTTER_PAD
        )

    def restyle(self) -> None:
        """Take font and colours of the present theme."""
        self.setFont(self.look.font(14, 400, "editor"))
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance(" ") * 2)
        self.highlighter.restyle()
        self._mark_lines()
        self._set_margin()

    def retranslate(self) -> None:
        """Take the name for readers of the screen."""
        self.setAccessibleName(self.look.words(self._name) or self.look.text("editor-name"))
        self.setPlaceholderText(self.look.text("editor-placeholder"))

    def changeEvent(self, event: QEvent) -> None:
        """Hear a change of theme or language."""
        if event.type() == QEvent.Type.StyleChange:
            self.restyle()
        elif event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line numbers beside the text."""
        super().resizeEvent(event)
        area = self.contentsRect()
        self.gutter.setGeometry(QRect(area.left(), area.top(), self.gutter_width(), area.height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Indent, comment, run, format, complete."""
        if self._completer.popup().isVisible() and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Tab,
            Qt.Key.Key_Escape,
        ):
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Tab and not event.modifiers():
            self.insertPlainText("  ")
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._new_line()
            return
        super().keyPressEvent(event)
        if event.text().isprintable() and event.text():
            self._offer_completion()

    def _set_up(self) -> None:
        self._completer.setWidget(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setModelSorting(QCompleter.ModelSorting.CaseInsensitivelySortedModel)
        self._completer.activated.connect(self._complete)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED)
        self._settle.timeout.connect(self._ask_tokens)
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._mark_lines)
        self.updateRequest.connect(lambda _area, _by: self.gutter.update())
        self.blockCountChanged.connect(lambda _count: self._set_margin())

    def _changed(self) -> None:
        text = self.toPlainText()
        if text == self._last_text:
            return  # only colours changed
        self._last_text = text
        self.revision += 1
        if self._error is not None:
            self.clear_error()
        self._settle.start()

    def _ask_tokens(self) -> None:
        self.tokens_wanted.emit(self._last_text, self.revision)

    def _set_margin(self) -> None:
        self.setViewportMargins(self.gutter_width() + self.look.px(6), 0, 0, 0)

    def _new_line(self) -> None:
        line = self.textCursor().block().text()
        self.insertPlainText("\n" + line[: len(line) - len(line.lstrip())])

    def _mark_lines(self) -> None:
        line = QTextEdit.ExtraSelection()
        line.format.setBackground(QColor(self.look.palette.accent_soft))  # type: ignore[attr-defined]
        line.format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # type: ignore[attr-defined]
        line.cursor = self.textCursor()  # type: ignore[attr-defined]
        line.cursor.clearSelection()  # type: ignore[attr-defined]
        marked = [line]
        if self._error is not None:
            marked.append(self._error_mark(*self._error))
        self.setExtraSelections(marked)
        self.gutter.update()

    def _error_mark(self, position: int, length: int) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)  # type: ignore[attr-defined]
        mark.format.setUnderlineColor(QColor(self.look.palette.red))  # type: ignore[attr-defined]
        cursor = QTextCursor(self.document())
        end = self.document().characterCount() - 1
        cursor.setPosition(min(position, end))
        cursor.setPosition(min(position + length, end), QTextCursor.MoveMode.KeepAnchor)
        mark.cursor = cursor  # type: ignore[attr-defined]
        return mark

    def _word_before(self) -> str:
        cursor = self.textCursor()
        line = cursor.block().text()[: cursor.positionInBlock()]
        start = len(line)
        while start and (line[start - 1].isalnum() or line[start - 1] == "_"):
            start -= 1
        return line[start:]

    def _offer_completion(self) -> None:
        word = self._word_before()
        if len(word) < COMPLETE_FROM:
            self._completer.popup().hide()
            return
        self._completer.setCompletionPrefix(word)
        if (
            not self._completer.completionCount()
            or self._completer.currentCompletion().casefold() == word.casefold()
        ):
            self._completer.popup().hide()
            return
        area = self.cursorRect().translated(self.viewportMargins().left(), 0)
        area.setWidth(self.look.px(240))
        self._completer.complete(area)

    def _complete(self, word: str) -> None:
        cursor = self.textCursor()
        cursor.movePosition(
            QTextCursor.MoveOperation.Left,
            QTextCursor.MoveMode.KeepAnchor,
            len(self._completer.completionPrefix()),
        )
        cursor.insertText(word)
        self.setTextCursor(cursor)


class _Gutter(QWidget):
    """The line numbers."""

    def __init__(self, editor: SqlEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        """Return the width of the numbers."""
        return QSize(self._editor.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the numbers of the lines shown; the line of the cursor is bold."""
        editor, look = self._editor, self._editor.look
        with painting(self, look) as brush:
            palette = brush.palette
            brush.box((0, 0, brush.width, brush.height), palette.surface)
            brush.line((brush.width - 1, 0), (brush.width - 1, brush.height))
            block = editor.firstVisibleBlock()
            current = editor.textCursor().blockNumber()
            while block.isValid():
                area = editor.blockBoundingGeometry(block).translated(editor.contentOffset())
                if area.top() > self.height():
                    break
                at = block.blockNumber() == current
                box = (0, area.top() / look.scale, brush.width - 8, area.height() / look.scale)
                ink = palette.text if at else palette.text3
                brush.text(box, str(block.blockNumber() + 1), ink, 12, 600 if at else 400, RIGHT, "mono")
                block = block.next()


def _blocks(first: QTextBlock, last: QTextBlock) -> list[QTextBlock]:
    found = [first]
    while found[-1].isValid() and found[-1] != last:
        found.append(found[-1].next())
    return found


def _toggle_comment(block: QTextBlock, commented: bool) -> None:
    text = block.text()
    if not text.strip():
        return
    indent = len(text) - len(text.lstrip())
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.MoveAnchor, indent)
    if not commented:
        cursor.insertText("-- ")
        return
    length = 3 if text[indent : indent + 3] == "-- " else 2
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, length)
    cursor.removeSelectedText()
