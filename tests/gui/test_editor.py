"""The SQL editor: colours that do not ask again, comments that toggle, errors in place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.gui.theme import Look
from console.gui.widgets.editor import Span, SqlEditor


def _editor(look: Look, qtbot: QtBot, sql: str) -> SqlEditor:
    editor = SqlEditor(look)
    qtbot.addWidget(editor)
    editor.resize(600, 300)
    editor.show()
    editor.set_text(sql)
    return editor


def test_colouring_asks_for_tokens_once(look: Look, qtbot: QtBot) -> None:
    """New colours are no new text: otherwise the worker would be asked for ever."""
    editor = _editor(look, qtbot, "SELECT 1")
    asked: list[int] = []

    def answer(text: str, revision: int) -> None:
        asked.append(revision)
        editor.set_tokens([Span(0, 6, "keyword")], revision)

    editor.tokens_wanted.connect(answer)
    editor.set_text("SELECT 2")
    qtbot.wait(500)
    assert len(asked) == 1
    formats = editor.document().firstBlock().layout().formats()
    assert [(found.start, found.length) for found in formats] == [(0, 6)]  # type: ignore[attr-defined]


def test_late_tokens_are_dropped(look: Look, qtbot: QtBot) -> None:
    """Spans of an older text would colour the wrong letters."""
    editor = _editor(look, qtbot, "SELECT 1")
    old = editor.revision
    editor.set_text("-- SELECT 1")
    editor.set_tokens([Span(0, 6, "keyword")], old)
    assert editor.document().firstBlock().layout().formats() == []


def test_spans_move_with_the_text_until_new_ones_come(look: Look, qtbot: QtBot) -> None:
    """Typing before a token shifts it."""
    editor = _editor(look, qtbot, "a SELECT")
    editor.set_tokens([Span(2, 6, "keyword")], editor.revision)
    cursor = QTextCursor(editor.document())
    cursor.insertText("xx ")
    assert editor.highlighter._spans == [Span(5, 6, "keyword")]


def test_comments_toggle_over_lines(look: Look, qtbot: QtBot) -> None:
    """Twice gives the text back."""
    sql = "SELECT 1\n  FROM x\n\nWHERE y"
    editor = _editor(look, qtbot, sql)
    editor.selectAll()
    editor.comment_lines()
    assert editor.text() == "-- SELECT 1\n  -- FROM x\n\n-- WHERE y"
    editor.comment_lines()
    assert editor.text() == sql


def test_an_error_is_underlined_where_it_is_until_the_text_changes(look: Look, qtbot: QtBot) -> None:
    """The cursor goes there, and typing clears it."""
    editor = _editor(look, qtbot, "SELECT nope FROM x")
    editor.show_error(7, 4)
    assert editor.textCursor().position() == 7
    assert len(editor.extraSelections()) == 2
    QTest.keyClick(editor, Qt.Key.Key_A)
    assert len(editor.extraSelections()) == 1


def test_enter_keeps_the_indent_and_completion_inserts(look: Look, qtbot: QtBot) -> None:
    """A new line starts below the one before; a chosen word replaces what was typed of it."""
    editor = _editor(look, qtbot, "  SELECT")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "  SELECT\n  "
    editor.set_completions(["organisation_id", "region_id"])
    QTest.keyClicks(editor, "organ")
    editor._complete("organisation_id")
    assert editor.text().endswith("\n  organisation_id")
    editor._completer.popup().hide()
