"""Owns the detail of one row: its head with the life cycle, its facts, its rule with the clause. It names no card early."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from console.domain.terms import Terms
from console.gui.theme import Look
from console.gui.views.findings.wording import (
    about_words,
    fact_lines,
    number_words,
    standing_words,
    steps,
    term_words,
    tolerance_words,
    version_words,
)
from console.gui.widgets.brush import Brush
from console.gui.widgets.code import CodeQuote
from console.gui.widgets.facts import FactList
from console.gui.widgets.finding_cell import draw_standing
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import Label, Painted, Piece, column, row
from console.gui.widgets.quote import ClauseQuote
from console.gui.widgets.stepper import Stepper
from console.gui.words import Named, Words, named, say
from console.jobs.findings_answers import BoardRow, RuleSheet

CONDITIONS = "\n"  # between conditions any of which flags


class StandingBadge(Painted):
    """The card, or the hollow mark of what a rule proposes, with its words."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._kind, self._card, self._words = "notice", False, Named({"zh-CN": "", "en": ""})
        self._said: Words = self._words

    def set_row(self, shown: BoardRow) -> None:
        """Show how a row stands."""
        self._kind, self._card, self._said = shown.severity, shown.card, standing_words(shown)
        self.retranslate()
        self.updateGeometry()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        self.setAccessibleName(self.look.words(self._said))
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the size of mark and words."""
        return (20 + self.look.fonts.metrics(13, 600).horizontalAdvance(self.accessibleName()), 20)

    def draw(self, brush: Brush) -> None:
        """Draw mark and words."""
        draw_standing(brush, (0, 3), self._kind, self._card)
        ink = brush.palette.mark(self._kind)
        brush.text((18, 0, brush.width - 18, brush.height), self.accessibleName(), ink, 13, 600)


class CaseHead(Panel):
    """What it is, how it stands, when it is due, where it is in its life cycle."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.badge_of = StandingBadge(look)
        self.number = Label(look, "", "dim", px=12, use="mono")
        self.about = Label(look, "", "faint", px=12, elide=True)
        self.due = Label(look, "", px=12)
        self.left = Label(look, "", px=15, weight=600)
        self.heading = Label(look, "", px=16, weight=600, elide=True)
        self.stepper = Stepper(look)
        px = look.px
        first = row(px(10))
        for part in (self.badge_of, self.number):
            first.addWidget(part)
        first.addWidget(self.about, 1)
        first.addWidget(self.due)
        inside = QWidget()
        whole = column(px(6))
        second = row(px(10))
        second.addWidget(self.heading, 1)
        second.addWidget(self.left)
        whole.addLayout(first)
        whole.addLayout(second)
        whole.addWidget(self.stepper)
        inside.setLayout(whole)
        self.set_content(inside)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_row(self, shown: BoardRow, sheet: RuleSheet | None, today: date, terms: Terms) -> None:
        """Show another row."""
        self.badge_of.set_row(shown)
        self.number.set_words(number_words(shown))
        version = sheet.version if sheet is not None else 0
        if shown.state is not None:
            version = shown.state.rule_version
        self.about.set_words(about_words(shown, version))
        day, left, late = term_words(shown, today, terms)
        for label, words in ((self.due, day), (self.left, left)):
            label.set_words(words)
            label.set_role("red" if late else "")
        self.heading.set_words(Named(shown.title))
        self.stepper.set_steps(steps(shown))


class FactsPanel(Panel):
    """What is known of it: figures, whose it is, since when, what the rule counted."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("finding-facts"))
        self.facts = FactList(look)
        self.set_content(scrolled(look, self.facts))

    def show_row(self, shown: BoardRow, clock: bool) -> None:
        """Show another row; ``clock`` offers the days it counted one by one."""
        self.set_link(say("finding-clock") if clock else "")
        self.facts.set_lines(fact_lines(self.look, shown))


class BasisPanel(Panel):
    """The rule, the clause it rests on, what to do, and what would explain it away."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("finding-basis"), link=say("finding-show-sql"))
        self.rule = Label(look, "", weight=600, wrap=True)
        self.sentence = Label(look, "", wrap=True)
        self.clause = ClauseQuote(look)
        self.condition = CodeQuote(look)
        self.standard = Label(look, "", "faint", px=12, wrap=True)
        self.version = Label(look, "", "faint", px=12, wrap=True)
        self.tolerance = Label(look, "", wrap=True)
        self.advice = Label(look, "", wrap=True)
        self.innocent = Label(look, "", wrap=True)
        self.vanished = Label(look, "", "notice", px=12, wrap=True)
        self.excused = Label(look, "", "notice", px=12, wrap=True)
        self.weak = Label(look, "", "yellow", px=12, wrap=True)
        parts: tuple[QWidget, ...] = (
            self.rule,
            self.sentence,
            self.condition,
            self.weak,
            self.excused,
            self.vanished,
            _heading(look, "finding-clause"),
            self.clause,
            self.standard,
            self.version,
            _heading(look, "finding-advice"),
            self.advice,
            _heading(look, "finding-innocent"),
            self.innocent,
            _heading(look, "finding-tolerance"),
            self.tolerance,
        )
        inside = Piece(look)
        whole = column(look.px(6))
        for part in parts:
            whole.addWidget(part)
        whole.addStretch(1)
        inside.setLayout(whole)
        self.set_content(scrolled(look, inside))

    def show_row(self, shown: BoardRow, sheet: RuleSheet | None) -> None:
        """Show another row; a rule the catalogue no longer has leaves its number."""
        self.sentence.set_words(Named(shown.sentence))
        self._say_changes(shown)
        self.tolerance.set_words(tolerance_words(shown))
        self.condition.set_code(CONDITIONS.join(sheet.flags_when) if sheet is not None else "")
        self.version.set_words(version_words(shown, sheet))
        if sheet is None:
            self.rule.set_words(shown.rule_id)
            for part in (self.standard, self.advice, self.innocent):
                part.set_words("—")
            self.clause.set_words("—")
            return
        self.rule.set_words(say("finding-rule", rule=sheet.id, name=named(sheet.text)))
        self.clause.set_words(named(sheet.text, "clause"))
        self.advice.set_words(named(sheet.text, "advice"))
        self.innocent.set_words(named(sheet.text, "innocent"))
        self.standard.set_words(_standard_words(shown, sheet))
        self.standard.setVisible(sheet.standard is not None)

    def _say_changes(self, shown: BoardRow) -> None:
        state = shown.state
        key = ""
        if state is not None and state.vanished:
            key = f"finding-vanished-{state.vanished}"
        elif state is not None and state.rule_changed:
            key = "finding-rule-changed"
        self.vanished.set_words(say(key) if key else "")
        self.vanished.setVisible(bool(key))
        self._say(self.excused, _excused_words(shown))
        self._say(self.weak, _weak_words(self.look, shown))

    @staticmethod
    def _say(label: Label, words: Words) -> None:
        label.set_words(words)
        label.setVisible(words != "")


def _excused_words(shown: BoardRow) -> Words:
    """Return why a finding is no card: tolerated by a document, or inside an authorised pilot."""
    state = shown.state
    if state is not None and state.tolerated:
        return say("finding-tolerated", document=state.tolerated)
    return say("finding-in-pilot", pilot=state.pilot) if state is not None and state.pilot else ""


def _weak_words(look: Look, shown: BoardRow) -> Words:
    """Return the doubt about a rule that was right less often than wished."""
    weak = shown.weak
    if weak is None:
        return ""
    percent = look.phrases.percent
    told = {"decided": weak.decided, "share": percent(weak.share, 0), "least": percent(weak.least, 0)}
    if weak.reviewed:
        return say("precision-weak-reviewed", reviewed=weak.reviewed, **told)
    return say("precision-weak", **told)


def _heading(look: Look, key: str) -> Label:
    made = Label(look, say(key), weight=600)
    made.setContentsMargins(0, look.px(4), 0, 0)
    return made


def _standard_words(shown: BoardRow, sheet: RuleSheet) -> Words:
    """Return the threshold in force on the day, and whether its text was read."""
    if sheet.standard is None:
        return ""
    day = shown.occurred_on
    regions = (shown.region_id, "*")
    inside = [
        one
        for one in sheet.values
        if one.region in regions and (day is None or one.effective_from <= day <= one.effective_to)
    ]
    if not inside:
        return say("finding-standard-none", name=named(sheet.standard))
    value = min(inside, key=lambda one: regions.index(one.region))
    return say(
        "finding-standard",
        name=named(sheet.standard),
        article=Named(value.article),
        since=f"{value.effective_from:%Y-%m-%d}",
        read=say("finding-standard-read" if value.verified else "finding-unverified"),
    )


def scrolled(look: Look, inside: QWidget) -> QScrollArea:
    """Return a widget in an area that scrolls down where it is too high."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    holder = QWidget()
    whole = column(0, (0, 0, look.px(8), 0))
    whole.addWidget(inside)
    whole.addStretch(1)
    holder.setLayout(whole)
    area.setWidget(holder)
    return area
