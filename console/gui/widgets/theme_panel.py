"""Owns the panel of a theme's rules: suspicions of the period or of all time, and every rule as flagged, clear or not computable.

A suspicion is called one. It refuses to show a rule that could not judge as clear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from console.domain.catalogue import SetAside
from console.gui.models.cells import MarkCell
from console.gui.models.columns import Column
from console.gui.offers import Hit
from console.gui.theme import Look
from console.gui.widgets.chips import Filter, FilterChips
from console.gui.widgets.panel import Panel
from console.gui.widgets.table import DataTable
from console.gui.words import Named, Words, say
from console.jobs.theme_answers import RuleState, SuspicionLine, ThemeRules

PERIOD, ALL, RULES = "period", "all", "rules"
ROW = 28


class ThemePanel(Panel):
    """Suspicions and rules of one theme. ``line_chosen`` fires on every move, ``line_opened`` and ``rule_opened`` on Enter."""

    line_chosen = Signal(object)  # SuspicionLine
    line_opened = Signal(object)  # SuspicionLine
    rule_opened = Signal(str)

    def __init__(self, look: Look, money: bool, shown: str = PERIOD, parent: QWidget | None = None) -> None:
        super().__init__(look, say("theme-panel"), flush=True, parent=parent)
        self._found: ThemeRules | None = None
        self._lines: tuple[SuspicionLine, ...] = ()
        self._shown = shown
        self.suspicions = DataTable(look, _suspicion_columns(money), say("theme-suspicions"), ROW)
        self.rules = DataTable(look, _rule_columns(money), say("theme-rules"), ROW)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.suspicions)
        self._stack.addWidget(self.rules)
        self.set_content(self._stack)
        self.chips = FilterChips(look, exclusive=True)
        self.chips.changed.connect(self._switched)
        self.add_button(self.chips)
        self.suspicions.selected.connect(lambda row: self._row(row, self.line_chosen.emit))
        self.suspicions.opened.connect(lambda row: self._row(row, self.line_opened.emit))
        self.rules.opened.connect(lambda row: self.rule_opened.emit(str(self.rules.rows.row(row)["id"])))

    def show_rules(self, found: ThemeRules) -> None:
        """Show what the rules said."""
        self._found = found
        rows = [_aside_row(self.look, one) for one in found.set_aside]
        self.rules.set_rows([*rows, *(_rule_row(rule) for rule in sorted(found.rules, key=_order))])
        filters = (
            Filter(PERIOD, say("theme-in-period"), found.in_period),
            Filter(ALL, say("theme-all"), found.total),
            Filter(RULES, say("theme-rules"), len(found.rules)),
        )
        self.chips.set_filters(filters, (self._shown,))
        self._fill()

    def chosen(self) -> SuspicionLine | None:
        """Return the suspicion that is selected, if suspicions are shown."""
        row = self.suspicions.currentIndex().row()
        visible = self._stack.currentWidget() is self.suspicions
        if not visible or not 0 <= row < self.suspicions.rows.rowCount():
            return None
        return self._line_at(row)

    def show_part(self, part: str) -> None:
        """Show suspicions of the period, all suspicions, or the rules."""
        self._shown = part
        if self._found is not None:
            self.show_rules(self._found)

    def rule_hits(self) -> tuple[Hit, ...]:
        """Return the rules as entries of the search palette."""
        rules = self._found.rules if self._found is not None else ()
        return tuple(
            Hit(
                say("theme-rule"),
                say("theme-rule-hit", rule=rule.rule_id, name=Named(dict(rule.name))),
                partial(self.rule_opened.emit, rule.rule_id),
                mark=rule.severity if rule.state == "flagged" else None,
                searched=rule.rule_id,
            )
            for rule in rules
        )

    def retranslate(self) -> None:
        """Word the rows again."""
        super().retranslate()
        found = getattr(self, "_found", None)
        if found is not None:
            self.show_rules(found)

    def _switched(self, keys: tuple[str, ...]) -> None:
        self._shown = keys[0] if keys else PERIOD
        self._fill()

    def _fill(self) -> None:
        found = self._found
        if found is None:
            return
        self._stack.setCurrentWidget(self.rules if self._shown == RULES else self.suspicions)
        self.set_meta(_meta(found))
        if self._shown == RULES:
            self.state.show_content()
            return
        self._lines = tuple(line for line in found.suspicions if line.in_period or self._shown == ALL)
        self.suspicions.set_rows([_suspicion_row(line, number) for number, line in enumerate(self._lines)])
        if self._lines:
            self.state.show_content()
        else:
            judged = self.look.phrases.number(sum(rule.judged for rule in found.rules))
            silent = sum(rule.state == "not_computable" for rule in found.rules)
            if not any(rule.judged for rule in found.rules):
                self.state.show_not_computable(
                    say("theme-unjudged"), say("theme-unjudged-detail", rules=len(found.rules))
                )
                return
            self.state.show_empty(
                say("theme-none"),
                say("theme-none-detail", rules=len(found.rules), judged=judged, silent=silent),
            )

    def _row(self, row: int, tell: object) -> None:
        line = self._line_at(row)
        if line is not None and callable(tell):
            tell(line)

    def _line_at(self, row: int) -> SuspicionLine | None:
        if not 0 <= row < self.suspicions.rows.rowCount():
            return None
        number = self.suspicions.rows.row(row)["number"]
        return self._lines[number] if isinstance(number, int) and number < len(self._lines) else None


def _order(rule: RuleState) -> tuple[int, int, str]:
    """Flagged rules come first, the gravest before; then those that could not judge; the clear ones last."""
    states = ("flagged", "not_computable", "nothing", "clear")
    return (states.index(rule.state), ("red", "yellow", "notice").index(rule.severity), rule.rule_id)


def _meta(found: ThemeRules) -> Words:
    states = [rule.state for rule in found.rules]
    return say(
        "theme-meta",
        flagged=states.count("flagged"),
        clear=states.count("clear"),
        silent=states.count("not_computable") + states.count("nothing"),
    )


def _suspicion_columns(money: bool) -> Sequence[Column]:
    """Where money is told the panel is narrow and keys are long: the sentence then names the things, not the key."""
    measured = (
        Column("amount", say("theme-amount"), "money")
        if money
        else Column("days", say("theme-days"), "number")
    )
    key = () if money else (Column("key", say("theme-key"), "code"),)
    return (
        Column("card", say("theme-severity"), "mark"),
        Column("rule", say("theme-rule"), "code"),
        *key,
        Column("finding", say("theme-finding"), "text"),
        Column("organisation", say("theme-organisation"), "dim", width=120 if money else 150),
        measured,
        Column("on", say("theme-on"), "date"),
    )


def _rule_columns(money: bool) -> Sequence[Column]:
    counted = (
        Column("amount", say("theme-amount"), "money")
        if money
        else Column("silent", say("theme-silent"), "number")
    )
    return (
        Column("state", say("theme-state"), "mark"),
        Column("id", say("theme-rule"), "code"),
        Column("name", say("theme-check"), "text"),
        Column("now", say("theme-now"), "number"),
        Column("flagged", say("theme-ever"), "number"),
        Column("judged", say("theme-judged"), "number", tooltip=say("theme-judged-tip")),
        counted,
        Column("why", say("theme-why"), "dim"),
    )


def _suspicion_row(line: SuspicionLine, number: int) -> Mapping[str, object]:
    mark = MarkCell(line.severity, say(f"theme-{line.severity}"), proposed=True)
    return {
        "number": number,
        "card": mark,
        "rule": line.rule_id,
        "key": " / ".join(line.key),
        "finding": Named(dict(line.finding)),
        "organisation": line.organisation,
        "amount": line.amount,
        "days": line.days,
        "on": line.occurred_on,
    }


def _aside_row(look: Look, one: SetAside) -> Mapping[str, object]:
    """A file of an own rule that cannot be used stands first: nobody may take its silence for clear."""
    fault = look.phrases.error(one.fault)
    return {
        "state": MarkCell("na", say("theme-not_computable")),
        "id": one.file.removesuffix(".toml"),
        "name": say("own-rule-aside-name"),
        "now": None,
        "flagged": None,
        "judged": 0,
        "silent": 0,
        "amount": None,
        "why": fault,
    }


def _rule_row(rule: RuleState) -> Mapping[str, object]:
    kind = {"clear": "ok", "not_computable": "na", "nothing": "na"}.get(rule.state, rule.severity)
    silent = rule.state == "not_computable"
    why: Words = Named(dict(rule.clause))
    if rule.reason:
        why = say("theme-missing", names=rule.reason)
    elif silent or rule.not_computable:
        why = Named(dict(rule.whys))
    return {
        "state": MarkCell(kind, say(f"theme-{rule.state}"), proposed=rule.state == "flagged"),
        "id": rule.rule_id,
        "name": say("own-rule-named", name=Named(dict(rule.name))) if rule.own else Named(dict(rule.name)),
        "now": None if silent else rule.in_period,
        "flagged": None if silent else rule.flagged,
        "judged": rule.judged,
        "silent": rule.not_computable,
        "amount": rule.amount,
        "why": why,
    }
