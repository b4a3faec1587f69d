"""Owns the popups of the scope fields and the menu of display settings. It refuses a period nobody can read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from console.domain.period import Period, parse
from console.errors import UsageError
from console.gui.scope import COMPARISONS, Choice, period_words
from console.gui.widgets.choices import ChoicePopup
from console.gui.window import TEXT_STEPS, Window
from console.gui.words import Words, say
from console.settings import LANGUAGES, THEMES

ALL = ""


class Fields(QObject):
    """Opens a popup below the scope field that was pressed, and sets the scope."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        window.field_asked.connect(self.open)
        window.settings_asked.connect(self.open_settings)

    def open(self, name: str) -> ChoicePopup:
        """Open the popup of region, organisation, period or compare."""
        choices, current = self._offered(name)
        interpret = _read_period if name == "period" else None
        field = self._window.scope.fields[name]
        popup = ChoicePopup(self._window.look, choices, current, interpret, self._window)
        popup.chosen.connect(lambda key: self._chosen(name, key))
        popup.open_below(field)
        return popup

    def open_settings(self) -> QMenu:
        """Open the menu of theme, language, text size and contrast."""
        menu = QMenu(self._window)
        self._group(
            menu, "settings-theme", [(say(f"settings-theme-{t}"), t) for t in THEMES], self._window.look.theme
        )
        languages = [(say(f"settings-language-{each}"), each) for each in LANGUAGES]
        self._group(menu, "settings-language", languages, self._window.look.language)
        sizes = [(f"{step:.0%}", str(step)) for step in TEXT_STEPS]
        self._group(menu, "settings-text-size", sizes, str(self._window.look.scale))
        contrast = menu.addAction(self._window.look.text("settings-high-contrast"))
        contrast.setCheckable(True)
        contrast.setChecked(self._window.look.high_contrast)
        contrast.toggled.connect(self._window.look.set_high_contrast)
        self._window.look.dress(menu)
        button = self._window.nav.settings
        menu.popup(button.mapToGlobal(QPoint(button.width(), button.height() - menu.sizeHint().height())))
        return menu

    def _offered(self, name: str) -> tuple[list[Choice], str]:
        scope, choices = self._context.scope, self._context.choices
        if name == "region":
            return [Choice(ALL, say("scope-all-regions")), *choices.regions], scope.region_id
        if name == "organisation":
            offered = choices.organisations_of(scope.region_id)
            return [
                Choice(ALL, say("scope-all-organisations", count=len(offered))),
                *offered,
            ], scope.organisation_id
        if name == "period":
            periods = [Choice(period.name, period_words(period)) for period in choices.periods]
            return periods, scope.period.name if scope.period else ""
        return [Choice(key, self._comparison(key)) for key in COMPARISONS], scope.compare

    def _comparison(self, key: str) -> Words:
        period = self._context.scope.period
        if key == "none" or period is None:
            return say("scope-compare-none")
        other = period.previous() if key == "previous" else period.year_earlier()
        return say(f"scope-compare-{key}", period=period_words(other))

    def _chosen(self, name: str, key: str) -> None:
        period: Period | None = parse(key) if name == "period" else None
        self._context.set_scope(self._context.scope.with_value(name, key, period))

    def _group(self, menu: QMenu, title: str, entries: Sequence[tuple[Words, str]], current: str) -> None:
        look = self._window.look
        inner = menu.addMenu(look.text(title))
        group = QActionGroup(inner)
        for words, value in entries:
            action = QAction(look.words(words), inner)
            action.setCheckable(True)
            action.setChecked(value == current)
            action.triggered.connect(lambda _on=False, wanted=value: self._set(title, wanted))
            group.addAction(action)
            inner.addAction(action)

    def _set(self, title: str, value: str) -> None:
        look = self._window.look
        if title == "settings-theme":
            look.set_theme(value)
        elif title == "settings-language":
            look.set_language(value)
        else:
            look.set_scale(float(value))
        self._window.looks_changed.emit()


def _read_period(words: str) -> Choice | None:
    try:
        return Choice(parse(words).name, words)
    except UsageError:
        return None
