"""Owns the keyboard map: every command, its keys and its words. It refuses a shortcut defined anywhere else."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from console.gui.theme import Look
from console.gui.words import Say, say

PAGES = 9  # Ctrl+1 … Ctrl+9


@dataclass(frozen=True, slots=True)
class Command:
    """One command: ``window`` is done by the shell, the others by the page that has the focus.

    ``listed`` commands appear in the palette. Single letters reach a text field first, as Qt's ShortcutOverride has it.
    """

    key: str
    keys: tuple[str, ...]
    window: bool = False
    listed: bool = True

    @property
    def words(self) -> Say:
        """Return its name."""
        return say(f"do-{self.key}")


COMMANDS: tuple[Command, ...] = (
    Command("palette", ("Ctrl+K",), window=True, listed=False),
    Command("scope", ("Alt+S",), window=True),
    Command("next-panel", ("F6",), window=True, listed=False),
    Command("previous-panel", ("Shift+F6",), window=True, listed=False),
    Command("open", ("Ctrl+O",), window=True),
    Command("verify", ("Ctrl+Shift+V",), window=True),
    Command("help", ("F1",), window=True),
    Command("theme", ("Ctrl+Shift+D",), window=True),
    Command("language", ("Ctrl+Shift+L",), window=True),
    Command("larger-text", ("Ctrl++", "Ctrl+="), window=True),
    Command("smaller-text", ("Ctrl+-",), window=True),
    Command("cancel", ("Ctrl+.",), window=True),
    Command("as-table", ("T",)),
    Command("show-sql", ("S",)),
    Command("add-evidence", ("E",)),
    Command("register-finding", ("F",)),
    Command("add-to-briefing", ("B",)),
    Command("previous-finding", ("[",)),
    Command("next-finding", ("]",)),
    Command("run", ("Ctrl+Return", "Ctrl+Enter")),
    Command("format-sql", ("Ctrl+Shift+F",)),
    Command("comment-line", ("Ctrl+/",)),
    Command("filter", ("Ctrl+F",)),
    Command("back", ("Escape",), listed=False),
)


class Commands(QObject):
    """The keyboard map at work in one window: ``triggered`` carries a command's key, ``page_asked`` a page's number."""

    triggered = Signal(str)
    page_asked = Signal(int)

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._actions: dict[str, QAction] = {}
        for command in COMMANDS:
            self._actions[command.key] = self._made(window, command.keys, command.key)
        for number in range(1, PAGES + 1):
            action = self._made(window, (f"Ctrl+{number}",), "")
            action.triggered.connect(lambda _checked=False, wanted=number: self.page_asked.emit(wanted - 1))

    def keys(self, key: str) -> str:
        """Return the first shortcut of a command as people write it."""
        return self._actions[key].shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def trigger(self, key: str) -> None:
        """Do a command as if its keys were pressed."""
        self.triggered.emit(key)

    def _made(self, window: QWidget, keys: tuple[str, ...], key: str) -> QAction:
        action = QAction(window)
        action.setShortcuts([QKeySequence(each) for each in keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if key:
            action.triggered.connect(lambda _checked=False: self.triggered.emit(key))
        window.addAction(action)
        return action
