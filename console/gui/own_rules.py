"""Owns the list of rules saved on this computer as a dialog: what each asks, whose and since when; one is removed or put back.

It refuses to remove what was not asked about first.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from console.gui.context import ViewContext
from console.gui.faults import Failure
from console.gui.models.cells import MarkCell
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.facts import FactLine, FactList
from console.gui.widgets.piece import Label
from console.gui.widgets.table import DataTable
from console.gui.words import Named, Words, say
from console.jobs.own_rules_answers import OwnRuleFile, OwnRuleLine, OwnRulesList, RemovedRule
from console.jobs.theme_answers import ThemeRules

SIZE = (860, 560)
ASKING = (600, 330)


def has_own(found: ThemeRules | None) -> bool:
    """Say whether any rule of this computer's own was met, in use or at fault."""
    return found is not None and (bool(found.set_aside) or any(rule.own for rule in found.rules))


class OwnRulesDialog(Dialog):
    """Lists own rules. ``remove_asked`` carries the rule a person wants gone, ``undo_asked`` what is to be put back."""

    remove_asked = Signal(object)  # OwnRuleLine
    undo_asked = Signal(object)  # RemovedRule

    def __init__(self, look: Look, parent: QWidget | None) -> None:
        super().__init__(look, say("own-rules"), parent, SIZE)
        self._rules: tuple[OwnRuleLine, ...] = ()
        self._removed: RemovedRule | None = None
        self.body.addWidget(Label(look, say("own-rules"), px=16, weight=600))
        self.body.addWidget(Label(look, say("own-rules-detail"), "dim", px=12, wrap=True))
        self.table = DataTable(look, _columns(), say("own-rules"), 28)
        self.table.selected.connect(lambda _row: self._show_chosen())
        self.body.addWidget(self.table, 1)
        self.asks = Label(look, "", px=12, wrap=True)
        self.place = Label(look, "", "faint", px=12, wrap=True)
        self.told = Label(look, say("own-rules-reading"), "dim", px=12, wrap=True)
        for label in (self.asks, self.place, self.told):
            self.body.addWidget(label)
        self.undo = Button(look, say("own-rule-undo"), "undo-2", on_click=self._undo)
        self.undo.hide()
        self.remove = Button(look, say("own-rule-remove"), "trash-2", "danger", on_click=self._ask)
        self.remove.setEnabled(False)
        self.finish((self.undo, self.remove))
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete asks to remove the chosen rule, Ctrl+Z puts the last one back."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._ask()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self._undo()
        else:
            super().keyPressEvent(event)

    def show_list(self, found: OwnRulesList) -> None:
        """Show what is saved now; the row stays where it was."""
        row = max(self.table.currentIndex().row(), 0)
        self._rules = found.rules
        self.table.set_rows([_row(self.look, one) for one in found.rules])
        if found.rules:
            self.table.select(min(row, len(found.rules) - 1))
        if self._removed is None:
            self.say(say("own-rules-count", count=len(found.rules), folder=found.folder))
        self._show_chosen()

    def show_removed(self, removed: RemovedRule) -> None:
        """Say that a rule is gone, and offer to put it back."""
        self._removed = removed
        self.undo.show()
        self.say(say("own-rule-gone", rule=removed.rule_id))

    def show_restored(self, removed: RemovedRule) -> None:
        """Say that a rule is back."""
        self._removed = None
        self.undo.hide()
        self.say(say("own-rule-back", rule=removed.rule_id))

    def say(self, words: Words, role: str = "dim") -> None:
        """Say what happened, or what is wrong."""
        self.told.set_words(words)
        self.told.set_role(role)

    def chosen(self) -> OwnRuleLine | None:
        """Return the rule the row stands on."""
        row = self.table.currentIndex().row()
        if not 0 <= row < self.table.rows.rowCount():
            return None
        file = self.table.rows.row(row)["file"]
        return next((one for one in self._rules if one.file == file), None)

    def _show_chosen(self) -> None:
        line = self.chosen()
        self.remove.setEnabled(line is not None)
        self.asks.set_words(_asks(self.look, line) if line is not None else "")
        self.place.set_words(_saved(self.look, line) if line is not None else "")

    def _ask(self) -> None:
        line = self.chosen()
        if line is not None and self.remove.isEnabled():
            self.remove_asked.emit(line)

    def _undo(self) -> None:
        if self._removed is not None:
            self.undo_asked.emit(self._removed)


class RemoveDialog(Dialog):
    """Asks whether a rule is really to go; ``agreed`` fires once. What leads is to keep it."""

    agreed = Signal()

    def __init__(self, look: Look, line: OwnRuleLine, registered: int | None, parent: QWidget | None) -> None:
        super().__init__(look, say("own-rule-remove-title"), parent, ASKING)
        self.body.addWidget(Label(look, say("own-rule-remove-title"), px=16, weight=600))
        self.body.addWidget(Label(look, say("own-rule-remove-detail"), "dim", px=12, wrap=True))
        held = "own-rule-remove-locked" if registered is None else "own-rule-remove-registered"
        self.body.addWidget(Label(look, say(held, count=registered or 0), "dim", px=12, wrap=True))
        facts = (
            FactLine(say("theme-rule"), line.rule_id, code=True),
            FactLine(say("own-rules-asks"), _name(line), strong=True),
        )
        self.body.addWidget(FactList(look, facts))
        self.body.addStretch(1)
        self.keep = Button(look, say("own-rule-remove-keep"), on_click=self.reject)
        self.gone = Button(look, say("own-rule-remove-now"), kind="danger", on_click=self._agree)
        self.foot.addWidget(self.keep)
        self.foot.addWidget(self.gone)
        self.body.addLayout(self.foot)
        look.dress(self)
        self.keep.setFocus()

    def _agree(self) -> None:
        self.agreed.emit()
        self.accept()


class OwnRules:
    """Lists and removes own rules through a page: opens the dialogs, asks the workers, has every page read again."""

    def __init__(self, context: ViewContext, over: QWidget) -> None:
        self._context = context
        self._over = over
        self.dialog: OwnRulesDialog | None = None
        self.asking: RemoveDialog | None = None

    def open(self) -> OwnRulesDialog:
        """Show the list."""
        dialog = OwnRulesDialog(self._context.look, self._over.window())
        dialog.remove_asked.connect(self._confirm)
        dialog.undo_asked.connect(self._restore)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()
        self._list()
        return dialog

    def _closed(self, _how: int) -> None:
        self.dialog = None

    def _list(self) -> None:
        ticket = self._context.ask("own-rules", None, say("own-rules-reading"), "own-rules", OwnRulesList)
        ticket.succeeded.connect(self._show)
        ticket.failed.connect(self._refuse)

    def _show(self, found: object) -> None:
        assert isinstance(found, OwnRulesList)
        if self.dialog is not None:
            self.dialog.show_list(found)

    def _confirm(self, line: OwnRuleLine) -> None:
        findings = self._context.findings
        registered = None if findings is None else sum(one.rule_id == line.rule_id for one in findings)
        asking = RemoveDialog(self._context.look, line, registered, self.dialog)
        asking.agreed.connect(lambda: self._remove(line))
        asking.finished.connect(self._asked)
        self.asking = asking
        asking.open()

    def _asked(self, _how: int) -> None:
        self.asking = None

    def _remove(self, line: OwnRuleLine) -> None:
        ticket = self._context.ask(
            "own-rule-remove", OwnRuleFile(line.file), say("own-rule-removing"), "own-rule", RemovedRule
        )
        ticket.succeeded.connect(self._removed)
        ticket.failed.connect(self._refuse)

    def _removed(self, removed: object) -> None:
        assert isinstance(removed, RemovedRule)
        self._context.tell(say("own-rule-gone", rule=removed.rule_id))
        if self.dialog is not None:
            self.dialog.show_removed(removed)
            self._list()
        self._context.scope_changed.emit(self._context.scope)  # no page may show what nobody judges any more

    def _restore(self, removed: RemovedRule) -> None:
        ticket = self._context.ask("own-rule-restore", removed, say("own-rule-saving"), "own-rule")
        ticket.succeeded.connect(lambda _none: self._restored(removed))
        ticket.failed.connect(self._refuse)

    def _restored(self, removed: RemovedRule) -> None:
        self._context.tell(say("own-rule-back", rule=removed.rule_id))
        if self.dialog is not None:
            self.dialog.show_restored(removed)
            self._list()
        self._context.scope_changed.emit(self._context.scope)

    def _refuse(self, failure: Failure) -> None:
        words = failure.sentence(self._context.look)
        if self.dialog is not None:
            self.dialog.say(words, "red")
        else:
            self._context.tell(words)


def _columns() -> tuple[Column, ...]:
    return (
        Column("state", say("own-rule-severity"), "mark", sortable=False),
        Column("id", say("theme-rule"), "code", sortable=False),
        Column("name", say("own-rules-asks"), "text", sortable=False),
        Column("version", say("own-rules-version"), "number", sortable=False),
        Column("on", say("own-rules-saved"), "date", sortable=False),
        Column("by", say("own-rules-by"), "text", width=110, sortable=False),
    )


def _row(look: Look, line: OwnRuleLine) -> dict[str, object]:
    state = MarkCell("na", say("own-rules-fault"))
    if line.fault is None:
        state = MarkCell(line.severity, say(f"own-rule-severity-{line.severity}"), proposed=True)
    return {
        "file": line.file,
        "state": state,
        "id": line.rule_id,
        "name": _name(line),
        "version": line.version or None,
        "on": line.saved_at.date() if line.saved_at is not None else None,
        "by": line.saved_by or "—",
    }


def _name(line: OwnRuleLine) -> Words:
    return Named(dict(line.names)) if line.fault is None else say("own-rule-aside-name")


def _asks(look: Look, line: OwnRuleLine) -> Words:
    """Return what a rule asks and rests on, in whole; of a faulty file, what is wrong with it."""
    if line.fault is not None:
        return look.phrases.error(line.fault.fault)
    return say("own-rules-told", name=Named(dict(line.names)), clause=Named(dict(line.clauses)))


def _saved(look: Look, line: OwnRuleLine) -> Words:
    when = look.phrases.clock_time(line.saved_at) if line.saved_at is not None else "—"
    return say("own-rules-saved-at", when=when, who=line.saved_by or "—", file=line.file)
