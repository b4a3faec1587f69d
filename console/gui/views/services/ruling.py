"""Owns the dialog that makes a rule of a filter: how it is called and how grave it is, what it would raise, then saving.

It refuses to save what was not tried as it stands.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from console.gui.context import ViewContext
from console.gui.faults import Failure
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.views.services.steps import step_name
from console.gui.widgets.boxes import ChoiceBox
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import Label, column, row
from console.gui.widgets.table import DataTable
from console.gui.words import Say, Words, say
from console.jobs.filter_rule_answers import (
    BETWEEN,
    CIVIL,
    FOLLOWS,
    STAY,
    STEP,
    TIMED,
    WAY,
    WORKING,
    FilterRulePreview,
    FilterRuleRequest,
    FilterRuleSaved,
    StepFilter,
)
from console.jobs.theme_answers import PageScope

SIZE = (760, 660)
SEVERITIES = ("notice", "yellow", "red")
KINDS = {STEP: (STEP, STAY), FOLLOWS: (FOLLOWS, BETWEEN), WAY: (WAY,)}
MOST_DAYS = 3650
USUAL_DAYS = 5


def filter_words(look: Look, kind: str, steps: tuple[str, ...]) -> Say:
    """Return what a filter looks for."""
    names = [step_name(look, step) for step in steps]
    facts = {WAY: {"way": " → ".join(names)}, FOLLOWS: {"step": names[0], "next": names[-1]}}
    facts[BETWEEN] = facts[FOLLOWS]
    return say(f"own-rule-kind-{kind}", **facts.get(kind, {"step": names[0]}))


class RuleDialog(Dialog):
    """Asks for a rule's words and weight; ``tried`` and ``kept`` carry the request."""

    tried = Signal(object)  # FilterRuleRequest
    kept = Signal(object)  # FilterRuleRequest

    def __init__(
        self,
        look: Look,
        asked: StepFilter,
        item: Words,
        scope: PageScope,
        parent: QWidget | None,
        organisation: Words = "",
    ) -> None:
        super().__init__(look, say("own-rule-save"), parent, SIZE)
        self._asked, self._scope = asked, scope
        self._tried: FilterRuleRequest | None = None
        self._found: FilterRulePreview | None = None
        self._controls(asked, organisation)
        self.body.addWidget(Label(look, say("own-rule-save"), px=16, weight=600))
        self.body.addWidget(Label(look, say("own-rule-detail"), "dim", px=12, wrap=True))
        self._line((say("own-rule-filter"), self.kind, 3), (say("own-rule-severity"), self.severity, 1))
        self.timing = self._line((say("own-rule-over"), self.days, 1), (say("own-rule-unit"), self.unit, 1))
        only = say("own-rule-only-item", item=item) if asked.item_id else say("own-rule-every-item")
        self.body.addWidget(Label(look, only, px=12, elide=True))
        self.whose = self._line((say("own-rule-organisation"), self.organisation, 1))
        self.whose.setVisible(bool(asked.organisation_id))
        self._line((say("own-rule-name-zh"), self.chinese, 1), (say("own-rule-name-en"), self.english, 1))
        self._line((say("own-rule-basis"), self.basis, 1))
        self.told = Label(look, say("own-rule-untried"), "dim", px=12, wrap=True)
        self.body.addWidget(self.told)
        self.examples = DataTable(look, _columns(), say("own-rule-save"), 26)
        self.body.addWidget(self.examples, 1)
        self.keep = Button(look, say("own-rule-keep"), kind="primary", on_click=self.save)
        self.keep.setEnabled(False)
        self.foot.addWidget(Button(look, say("action-cancel"), on_click=self.reject))
        self.foot.addWidget(Button(look, say("own-rule-try"), on_click=self.submit))
        self.foot.addWidget(self.keep)
        self.body.addLayout(self.foot)
        self._changed()
        look.dress(self)

    def request(self) -> FilterRuleRequest:
        """Return what the fields say now."""
        kind = self.kind.chosen
        timed = kind in TIMED
        asked = StepFilter(
            kind,
            self._asked.steps,
            self._asked.item_id,
            self.days.value() if timed else 0,
            self.unit.chosen if timed else WORKING,
            self.organisation.chosen,
        )
        names = {"zh-CN": self.chinese.text().strip(), "en": self.english.text().strip()}
        return FilterRuleRequest(asked, self.severity.chosen, names, self.basis.text().strip(), self._scope)

    def submit(self) -> None:
        """Try the rule as the fields say."""
        self._tried = self.request()
        self._tell(say("own-rule-trying"), "dim")
        self.tried.emit(self._tried)

    def save(self) -> None:
        """Keep the rule, as it was tried."""
        if self._found is not None and self._tried == self.request():
            self.keep.setEnabled(False)
            self._tell(say("own-rule-saving"), "dim")
            self.kept.emit(self._tried)

    def show_preview(self, found: FilterRulePreview) -> None:
        """Show what the rule would raise."""
        self._found = found
        language = self.look.language
        self.examples.set_rows(
            [{"case": "/".join(one.key), "finding": one.finding[language]} for one in found.examples]
        )
        self._tell(" ".join(self.look.words(part) for part in preview_words(self.look, found)), "dim")
        self.keep.setEnabled(not found.held and self._tried == self.request())

    def refuse(self, words: Words) -> None:
        """Say what is wrong; the fields stay."""
        self._found = None
        self.examples.set_rows([])
        self.keep.setEnabled(False)
        self._tell(words, "red")

    def _tell(self, words: Words, role: str) -> None:
        self.told.set_words(words)
        self.told.set_role(role)

    def _controls(self, asked: StepFilter, organisation: Words) -> None:
        look = self.look
        self.kind, self.severity, self.unit = ChoiceBox(look), ChoiceBox(look), ChoiceBox(look)
        self.organisation = ChoiceBox(look)
        if asked.organisation_id:  # the map shows theirs alone: so does the rule, unless somebody widens it
            only = say("own-rule-only-organisation", name=organisation or asked.organisation_id)
            self.organisation.addItem(look.words(only), asked.organisation_id)
        self.organisation.addItem(look.text("own-rule-every-organisation"), "")
        for kind in KINDS[asked.kind]:
            self.kind.addItem(look.words(filter_words(look, kind, asked.steps)), kind)
        for severity in SEVERITIES:
            self.severity.addItem(look.text(f"own-rule-severity-{severity}"), severity)
        for unit in (WORKING, CIVIL):
            self.unit.addItem(look.text(f"own-rule-unit-{unit}"), unit)
        self.days = QSpinBox()
        self.days.setRange(0, MOST_DAYS)
        self.days.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.days.setValue(USUAL_DAYS)
        self.chinese, self.english, self.basis = QLineEdit(), QLineEdit(), QLineEdit()
        for box in (self.kind, self.severity, self.unit, self.organisation):
            box.currentIndexChanged.connect(self._changed)
        self.days.valueChanged.connect(self._changed)
        for line in (self.chinese, self.english, self.basis):
            line.textChanged.connect(self._changed)

    def _changed(self) -> None:
        """Days belong to some filters only; what was tried holds for the fields as they were."""
        if hasattr(self, "timing"):
            self.timing.setVisible(self.kind.chosen in TIMED)
        if hasattr(self, "keep"):
            fresh = self._found is not None and not self._found.held and self._tried == self.request()
            self.keep.setEnabled(fresh)

    def _line(self, *parts: tuple[Words, QWidget, int]) -> QWidget:
        line = row(self.look.px(8))
        for words, control, share in parts:
            pair = column(self.look.px(2))
            label = Label(self.look, words, "faint", px=12)
            label.setBuddy(control)
            control.setAccessibleName(self.look.words(words))
            pair.addWidget(label)
            pair.addWidget(control)
            line.addLayout(pair, share)
        held = QWidget()
        held.setLayout(line)
        self.body.addWidget(held)
        return held


def _columns() -> tuple[Column, ...]:
    return (
        Column("case", say("own-rule-example-case"), "code", sortable=False),
        Column("finding", say("own-rule-example-finding"), "text", sortable=False),
    )


def preview_words(look: Look, found: FilterRulePreview) -> list[Say]:
    """Return what a trial says, sentence by sentence."""
    number = look.phrases.number
    facts = {"rule": found.rule_id, "version": found.version, "cases": found.cases_kept}
    if found.missing:
        told = [say("own-rule-tried-missing", names=", ".join(found.missing), **facts)]
    else:
        silent = number(sum(found.not_computable.values()))
        counts = {"flagged": number(found.flagged), "clear": number(found.clear), "silent": silent}
        told = [say("own-rule-tried", **facts, **counts)]
        told.append(say("own-rule-tried-scope", scope=number(found.in_scope)))
    if found.not_computable:
        told.append(say("own-rule-tried-why", why=found.whys[look.language]))
    if found.replaces:
        told.append(say("own-rule-replaces", version=found.replaces))
    if found.held:
        told.append(say("own-rule-already"))
    return told


class RuleMaking:
    """Makes rules of filters through a page: opens the dialog, asks the workers, tells when one is saved."""

    def __init__(self, context: ViewContext, over: QWidget) -> None:
        self._context = context
        self._over = over
        self.dialog: RuleDialog | None = None

    def ask(self, asked: StepFilter, item: Words, scope: PageScope) -> RuleDialog:
        """Ask for the words of a rule made from a filter."""
        offered = self._context.choices.organisations
        name = next((one.words for one in offered if one.key == asked.organisation_id), "")
        dialog = RuleDialog(self._context.look, asked, item, scope, self._over.window(), name)
        dialog.tried.connect(self._try)
        dialog.kept.connect(self._keep)
        dialog.finished.connect(self._gone)
        self.dialog = dialog
        dialog.open()
        return dialog

    def _gone(self, _how: int) -> None:
        self.dialog = None

    def _try(self, request: FilterRuleRequest) -> None:
        ticket = self._context.ask(
            "filter-rule-preview", request, say("own-rule-trying"), "filter-rule", FilterRulePreview
        )
        ticket.succeeded.connect(self._show)
        ticket.failed.connect(self._refuse)

    def _show(self, found: object) -> None:
        assert isinstance(found, FilterRulePreview)
        if self.dialog is not None:
            self.dialog.show_preview(found)

    def _keep(self, request: FilterRuleRequest) -> None:
        ticket = self._context.ask(
            "filter-rule-save", request, say("own-rule-saving"), "filter-rule", FilterRuleSaved
        )
        ticket.succeeded.connect(self._saved)
        ticket.failed.connect(self._refuse)

    def _saved(self, found: object) -> None:
        """Every page judges by the rule from now on, so all of them read again."""
        assert isinstance(found, FilterRuleSaved)
        if self.dialog is not None:
            self.dialog.accept()
        self._context.tell(say("own-rule-kept", rule=found.rule_id, version=found.version))
        self._context.scope_changed.emit(self._context.scope)

    def _refuse(self, failure: Failure) -> None:
        if self.dialog is not None:
            self.dialog.refuse(failure.sentence(self._context.look))
