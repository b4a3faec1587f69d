"""Owns the editors: one a tab, the bar with run and cancel, the step that runs, the sentence of an error at its place.

It refuses to run anything: it says what should be run.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QTabBar, QWidget

from console.gui.faults import Failure
from console.gui.tasks import Step, Ticket
from console.gui.theme import Look
from console.gui.views.workbench.history import title_of
from console.gui.widgets.buttons import Button
from console.gui.widgets.chips import Chip
from console.gui.widgets.editor import SqlEditor
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import Label, column, row
from console.gui.widgets.states import ProgressStrip, elapsed_words
from console.gui.words import Words, say

TICK = 100
MOST_TABS = 20
LONGEST_TAB = 24


class DeskPanel(Panel):
    """``run_asked(sql, offset)`` carries what to run and where it starts in the editor; ``kept(name, sql)`` what to keep."""

    run_asked = Signal(str, int)
    cancel_asked = Signal()
    tokens_wanted = Signal(object, str, int)
    kept = Signal(str, str)
    plan_asked = Signal(str)
    layout_asked = Signal(object, str)  # the editor, its text

    def __init__(self, look: Look) -> None:
        super().__init__(look, flush=True)
        self._names: list[Words] = []
        self._began = 0.0
        self._untitled = 0
        self._completions: list[str] = []
        self._offset = 0
        self._told_of = 0  # the revision of the text the sentence of the error is about
        self.ticket: Ticket | None = None
        self.tabs = QTabBar()
        self.tabs.setMovable(False)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.more = Button(
            look, say("workbench-new-tab"), "plus", "ghost", lambda: self.open("", ""), icon_only=True
        )
        self.run = Button(look, say("workbench-run"), "play", "primary", self.ask)
        self.cancel = Button(look, say("action-cancel"), "circle-stop", "danger", self.cancel_asked.emit)
        self.keep = Button(look, say("workbench-keep"), "bookmark", "", self._name_it)
        self.plan = Button(look, say("workbench-plan"), "workflow", "", self._plan_it)
        self.tidy = Button(
            look, say("workbench-layout"), "wand-sparkles", "ghost", self.lay_out, icon_only=True
        )
        self.name = QLineEdit()
        self.name.hide()
        self.strip = ProgressStrip(look)
        policy = self.strip.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.strip.setSizePolicy(policy)
        self.fault = Label(look, "", "red", px=12, wrap=True)
        self.fault.hide()
        self.rest = Chip(look, "")
        self.rest.hide()
        self._editors = QStackedWidget()
        self._clock = QTimer(self)
        self._clock.setInterval(TICK)
        self._clock.timeout.connect(self._tick)
        self._lay_out()
        self.tabs.currentChanged.connect(self._show_tab)
        self.name.returnPressed.connect(self._keep_it)
        self.name.editingFinished.connect(self.name.hide)
        self.open("", "")
        self._settle()

    @property
    def editor(self) -> SqlEditor:
        """Return the editor shown."""
        found = self._editors.currentWidget()
        assert isinstance(found, SqlEditor)
        return found

    @property
    def running(self) -> bool:
        """Whether a query runs."""
        return self.ticket is not None

    @property
    def named(self) -> str:
        """Return the name of the statement shown, empty where nobody named it."""
        at = self.tabs.currentIndex()
        name = self._names[at] if 0 <= at < len(self._names) else ""
        return name if isinstance(name, str) else ""

    def open(self, name: Words, sql: str) -> None:
        """Put a statement into a new tab, or into the one shown where that is empty."""
        if not self._editors.count() or self.editor.text().strip():
            if self.tabs.count() >= MOST_TABS:
                self.close_tab(0)
            self._add_tab()
        if not name and not sql:
            self._untitled += 1
            name = say("workbench-untitled", number=self._untitled)
        at = self.tabs.currentIndex()
        self._names[at] = name or title_of(sql)
        if sql:
            self.editor.set_text(sql)
            self.editor.moveCursor(self.editor.textCursor().MoveOperation.Start)
        self._title(at)
        self.editor.setFocus()

    def insert(self, text: str) -> None:
        """Put text at the cursor; into an empty editor a table becomes a statement."""
        self.editor.insertPlainText(text)
        self.editor.setFocus()

    def ask(self) -> None:
        """Ask for what is selected, or for everything."""
        if self.running:
            return
        self.clear_fault()
        cursor = self.editor.textCursor()
        self._offset = cursor.selectionStart() if cursor.hasSelection() else 0
        self.run_asked.emit(self.editor.chosen(), self._offset)

    def lay_out(self) -> None:
        """Ask for the text of the editor laid out."""
        if text := self.editor.text().strip():
            self.layout_asked.emit(self.editor, text)

    def follow(self, ticket: Ticket, began: float) -> None:
        """Show how far a query is until it ends."""
        self.ticket, self._began = ticket, began
        self._step = Step(None, ticket.words)
        ticket.progressed.connect(self._progressed)
        ticket.finished.connect(self._settle)
        self.run.setEnabled(False)
        self.cancel.setEnabled(True)
        self._clock.start()

    def say(self, words: Words) -> None:
        """Say below the editor what went wrong, until the text changes."""
        self.fault.set_words(words)
        self.fault.show()
        self._told_of = self.editor.revision

    def show_fault(self, failure: Failure) -> None:
        """Say what is wrong, and underline where."""
        self.say(failure.sentence(self.look))
        position = getattr(failure.error, "facts", {}).get("position")
        if isinstance(position, int):
            at = position + self._offset
            self.editor.show_error(at, _word_length(self.editor.text(), at))

    def clear_fault(self) -> None:
        """Forget the error before."""
        self.fault.hide()
        self.editor.clear_error()

    def set_completions(self, words: list[str]) -> None:
        """Offer these words while typing, in every tab."""
        self._completions = words
        for at in range(self._editors.count()):
            editor = self._editors.widget(at)
            if isinstance(editor, SqlEditor):
                editor.set_completions(words)

    def close_tab(self, at: int) -> None:
        """Close a tab; the last one is emptied."""
        if self.tabs.count() == 1:
            self.editor.set_text("")
            return
        editor = self._editors.widget(at)
        self._names.pop(at)
        self._editors.removeWidget(editor)
        editor.deleteLater()
        self.tabs.removeTab(at)

    def retranslate(self) -> None:
        """Take words of the present language."""
        super().retranslate()
        if hasattr(self, "name"):
            self.tabs.setAccessibleName(self.look.text("workbench-tabs"))
            self.name.setPlaceholderText(self.look.text("workbench-name"))
            self.name.setAccessibleName(self.look.text("workbench-name"))
            for at in range(self.tabs.count()):
                self._title(at)

    def restyle(self) -> None:
        """Take the size of the letters."""
        super().restyle()
        if hasattr(self, "tabs"):
            self.tabs.setFont(self.look.font(12))

    def _lay_out(self) -> None:
        px = self.look.px
        tabs = row(px(4), (px(8), 0, px(8), 0))
        tabs.addWidget(self.tabs)
        tabs.addWidget(self.more)
        tabs.addStretch(1)
        bar = row(px(8), (px(12), px(6), px(16), px(6)))
        for button in (self.run, self.cancel, self.plan, self.keep, self.tidy, self.name):
            bar.addWidget(button)
        bar.addWidget(self.rest)
        bar.addStretch(1)
        bar.addWidget(self.strip, 2)
        told = row(0, (px(16), px(4), px(16), px(6)))
        told.addWidget(self.fault)
        layout = column()
        layout.addLayout(tabs)
        layout.addLayout(bar)
        layout.addWidget(self._editors, 1)
        layout.addLayout(told)
        body = QWidget()
        body.setLayout(layout)
        self.name.setMaximumWidth(px(220))
        self.set_content(body)
        self.restyle()
        self.retranslate()

    def _add_tab(self) -> None:
        editor = SqlEditor(self.look)
        editor.tokens_wanted.connect(lambda text, revision: self.tokens_wanted.emit(editor, text, revision))
        editor.run_asked.connect(self.ask)
        editor.textChanged.connect(lambda: self._changed(editor))
        editor.set_completions(self._completions)
        self._names.append("")
        self._editors.addWidget(editor)
        at = self.tabs.addTab("")
        close = Button(self.look, say("workbench-close-tab"), "x", "ghost", icon_only=True)
        close.clicked.connect(lambda _checked=False: self._close_editor(editor))
        self.tabs.setTabButton(at, QTabBar.ButtonPosition.RightSide, close)
        self.tabs.setCurrentIndex(at)
        self._editors.setCurrentWidget(editor)

    def _close_editor(self, editor: SqlEditor) -> None:
        self.close_tab(self._editors.indexOf(editor))

    def _changed(self, editor: SqlEditor) -> None:
        """Forget the error once the text is another; new colours are no change."""
        if editor is self._editors.currentWidget() and editor.revision != self._told_of:
            self.fault.hide()

    def _show_tab(self, at: int) -> None:
        if 0 <= at < self._editors.count():
            self._editors.setCurrentIndex(at)
            self.fault.hide()

    def _title(self, at: int) -> None:
        words = self.look.words(self._names[at])
        self.tabs.setTabText(at, words if len(words) <= LONGEST_TAB else words[: LONGEST_TAB - 1] + "…")
        self.tabs.setTabToolTip(at, words)

    def _progressed(self, step: Step) -> None:
        self._step = step

    def _tick(self) -> None:
        import time

        elapsed = time.monotonic() - self._began
        told = elapsed_words(self.look, self._step.fraction, elapsed)
        self.strip.set_step(say("workbench-running", time=told), self._step.fraction)
        self.strip.show()

    def _settle(self) -> None:
        self.ticket = None
        self._clock.stop()
        self.strip.hide()
        self.run.setEnabled(True)
        self.cancel.setEnabled(False)

    def _plan_it(self) -> None:
        self.clear_fault()
        if sql := self.editor.chosen().strip():
            self._offset = 0
            self.plan_asked.emit(sql)

    def _name_it(self) -> None:
        self.name.setText(self.look.words(self._names[self.tabs.currentIndex()]))
        self.name.show()
        self.name.setFocus()
        self.name.selectAll()

    def _keep_it(self) -> None:
        name, sql = self.name.text().strip(), self.editor.text().strip()
        self.name.hide()
        if name and sql:
            self._names[self.tabs.currentIndex()] = name
            self._title(self.tabs.currentIndex())
            self.kept.emit(name, sql)


def _word_length(text: str, at: int) -> int:
    """Return how long the name, or the sign, at a place is."""
    end = at
    while end < len(text) and (text[end].isalnum() or text[end] in "_."):
        end += 1
    return max(end - at, 1)
