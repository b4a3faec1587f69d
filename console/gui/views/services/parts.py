"""Owns the panels of the services page and where they stand, from 1280 by 720 up. It refuses to ask anybody anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from console.gui.hit_figure import HitFigure
from console.gui.plots import FigureWidget
from console.gui.scope import Choice
from console.gui.theme import Look
from console.gui.views.services.cases import CasePanel, ListedPanel
from console.gui.views.services.steps import step_name
from console.gui.views.services.tables import (
    channel_columns,
    channel_rows,
    clock_columns,
    clock_rows,
    duration_columns,
    duration_rows,
    mix_columns,
    mix_rows,
)
from console.gui.views.services.waits import WaitsPanel
from console.gui.widgets.buttons import Button
from console.gui.widgets.chips import Chip, Filter, FilterChips
from console.gui.widgets.choices import ChoicePopup
from console.gui.widgets.lacking import show_lacking
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import Label, column, row
from console.gui.widgets.table import DataTable
from console.gui.widgets.theme_panel import ThemePanel
from console.gui.words import Words, say
from console.jobs.channel_answers import ChannelAnswer
from console.jobs.filter_rule_answers import StepFilter
from console.jobs.services_answers import (
    STATES,
    Channels,
    Clocks,
    Grouped,
    OnTime,
    ProcessView,
    ServicesAnswer,
)

GUTTER = 12
ORGANISATIONS, ITEMS, CHANNELS, MIX, CLOCKS = ("organisations", "items", "channels", "mix", "clocks")
LISTED, RULES, TIMES, WAITS = "listed", "rules", "times", "waits"
DENSE = 26
ROWS = (316, 236, 180)
COLUMNS = ((772, 416), (500, 688))
GRAINS = ("month", "week")
ROLES = {"improved": "ok", "worse": "red", "changed": "notice"}


def _listed(held: Grouped | Channels | ChannelAnswer | Clocks | None) -> tuple[object, ...]:
    """Return what a part lists."""
    if isinstance(held, ChannelAnswer):
        return tuple(one for one in held.outcomes if one.online is not None)
    if isinstance(held, Clocks):
        return held.cases
    return held.rows if held is not None else ()


class SidePanel(Panel):
    """Durations by organisation or item, channels, online against counter, or running clocks."""

    case_asked = Signal(str)
    rows_asked = Signal(str, str, str)  # date column, subject column, value

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("services-side"), flush=True)
        self.shown = ORGANISATIONS
        self._answer: ServicesAnswer | None = None
        self.organisations = DataTable(
            look, duration_columns("organisation"), say("services-organisations"), DENSE
        )
        self.items = DataTable(look, duration_columns("item"), say("services-items"), DENSE)
        self.channels = DataTable(look, channel_columns(), say("services-channels"), DENSE)
        self.mix = DataTable(look, mix_columns(), say("services-mix"), DENSE)
        self.clocks = DataTable(look, clock_columns(), say("services-clocks"), DENSE)
        self._pages = {
            ORGANISATIONS: self.organisations,
            ITEMS: self.items,
            CHANNELS: self.channels,
            MIX: self.mix,
            CLOCKS: self.clocks,
        }
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.set_content(self._stack)
        self.chips = FilterChips(look, exclusive=True)
        self.chips.set_filters(
            [Filter(key, say(f"services-part-{key}")) for key in self._pages], (self.shown,)
        )
        self.chips.changed.connect(lambda keys: self.show_part(keys[0] if keys else self.shown))
        self.add_button(self.chips)
        self._connect()

    def show_part(self, part: str) -> None:
        """Show another part."""
        self.shown = part
        self.chips.set_filters([Filter(key, say(f"services-part-{key}")) for key in self._pages], (part,))
        self._fill()

    def show_answer(self, found: ServicesAnswer) -> None:
        """Take the counted parts."""
        self._answer = found
        self.organisations.set_rows(duration_rows(found.organisations))
        self.items.set_rows(duration_rows(found.items))
        self.channels.set_rows(channel_rows(self.look, found.channels))
        self.mix.set_rows(mix_rows(self.look, found.mix))
        self.clocks.set_rows(clock_rows(found.clocks))
        self._fill()

    def sql(self) -> str:
        """Return the SQL of the part shown."""
        held = self._held()
        return held.sql if held is not None else ""

    def _held(self) -> Grouped | Channels | ChannelAnswer | Clocks | None:
        answer = self._answer
        if answer is None:
            return None
        held: dict[str, Grouped | Channels | ChannelAnswer | Clocks] = {
            ORGANISATIONS: answer.organisations,
            ITEMS: answer.items,
            CHANNELS: answer.channels,
            MIX: answer.mix,
            CLOCKS: answer.clocks,
        }
        return held.get(self.shown)

    def _fill(self) -> None:
        self._stack.setCurrentWidget(self._pages[self.shown])
        answer = self._answer
        if answer is None:
            return
        held = self._held()
        missing: tuple[str, ...] = getattr(held, "missing", ())
        self.set_meta(self._meta(answer))
        if show_lacking(self, missing):
            return
        if not _listed(held):
            key = "services-no-signal" if self.shown == CLOCKS else "services-nothing-closed"
            self.state.show_empty(say(key), say(f"{key}-detail"))
        else:
            self.state.show_content()

    def _meta(self, answer: ServicesAnswer) -> Words:
        if self.shown == MIX:
            return say("services-mix-meta")
        if self.shown != CLOCKS:
            return ""
        clocks = answer.clocks
        counts = dict(zip(STATES, clocks.counts, strict=False))
        return say(
            "services-clocks-meta",
            **{state: self.look.phrases.number(counts.get(state, 0)) for state in STATES},
        )

    def _connect(self) -> None:
        def rows(table: DataTable, date_column: str, name: str) -> None:
            table.opened.connect(
                lambda number: self.rows_asked.emit(date_column, name, str(table.rows.row(number)["subject"]))
            )

        rows(self.organisations, "closed_on", "organisation_id")
        rows(self.items, "closed_on", "item_id")
        rows(self.channels, "submitted_on", "channel")
        self.clocks.opened.connect(
            lambda number: self.case_asked.emit(str(self.clocks.rows.row(number)["case"]))
        )


class Bottom(QStackedWidget):
    """The last row: cases with a card, rules and suspicions, times, or waits; the switch stands in the head of the one shown."""

    def __init__(self, look: Look, panels: Mapping[str, Panel]) -> None:
        super().__init__()
        self._panels = dict(panels)
        for panel in self._panels.values():
            self.addWidget(panel)
        self.switch = FilterChips(look, exclusive=True)
        self.switch.changed.connect(lambda keys: self.show_part(keys[0] if keys else LISTED))
        self.show_part(LISTED)

    def show_part(self, part: str) -> None:
        """Show another panel."""
        panel = self._panels[part]
        self.switch.set_filters([Filter(key, say(f"services-bottom-{key}")) for key in self._panels], (part,))
        panel.add_button(self.switch)
        self.setCurrentWidget(panel)
        self.switch.show()


class Parts(QObject):
    """Every panel of the page."""

    item_asked = Signal(str)
    through_asked = Signal(object)  # StepFilter, or None for all
    rule_asked = Signal(object)  # StepFilter
    save_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.map = HitFigure(look, say("services-map"), (460, 150))
        self.variants = HitFigure(look, say("services-variants"), (260, 120))
        self.on_time = HitFigure(look, say("services-on-time"), (260, 100))
        self.map_panel = Panel(look, say("services-map"))
        self.map_panel.set_content(self.map)
        self.item = Button(look, say("services-all-items"), "chevron-down", "ghost", self._open_items)
        self.through = Button(look, "", "x", "ghost", lambda: self.through_asked.emit(None))
        self.through.hide()
        self.map_panel.add_button(self.through)
        self.map_panel.add_button(self.item)
        self.save = self.map_panel.add_icon_button("download", say("services-save-map"), self.save_asked.emit)
        self.variants_panel = Panel(look, say("services-variants"))
        self.variants_panel.set_content(self.variants)
        self.on_time_panel = Panel(look, say("services-on-time"))
        self.on_time_panel.set_content(self._on_time_body())
        told = say("services-what-changed")
        self.changed = self.on_time_panel.add_icon_button("git-compare", told, lambda: None)
        self.changed.hide()
        self.case = CasePanel(look)
        self.side = SidePanel(look)
        self.theme = ThemePanel(look, money=False)
        self.listed = ListedPanel(look)
        self.waits = WaitsPanel(look)
        panels = {LISTED: self.listed, RULES: self.theme, TIMES: self.side, WAITS: self.waits}
        self.bottom = Bottom(look, panels)
        self._choices: tuple[Choice, ...] = ()
        self._item = ""

    def lay_out(self, page: QWidget) -> None:
        """Stand the panels in three rows; the last scrolls inside itself."""
        gap = self.look.px(GUTTER)
        layout = column(gap)
        pairs = ((self.map_panel, self.variants_panel), (self.on_time_panel, self.case))
        for pair, wide, high in zip(pairs, COLUMNS, ROWS, strict=False):
            line = row(gap)
            for panel, share in zip(pair, wide, strict=True):
                line.addWidget(panel, share)
            layout.addLayout(line, high)
        layout.addWidget(self.bottom, ROWS[2])
        page.setLayout(layout)

    def charts(self) -> tuple[tuple[Panel, FigureWidget], ...]:
        """Return every chart with its panel."""
        return (
            (self.map_panel, self.map),
            (self.variants_panel, self.variants),
            (self.on_time_panel, self.on_time),
            (self.case, self.case.chart),
        )

    def panel_of(self, focused: QWidget | None) -> Panel:
        """Return the panel that holds the keyboard, or the map's."""
        above = (self.map_panel, self.variants_panel, self.on_time_panel, self.case)
        panels = (*above, self.listed, self.side, self.theme, self.waits)
        return next(
            (one for one in panels if focused is not None and one.isAncestorOf(focused)), self.map_panel
        )

    def chart_of(self, focused: QWidget | None) -> FigureWidget:
        """Return the chart of the panel that holds the keyboard, or the map."""
        panel = self.panel_of(focused)
        return next((chart for held, chart in self.charts() if held is panel), self.map)

    def show_item(self, found: ProcessView) -> None:
        """Name the item looked at and offer the others."""
        all_items = Choice("", say("services-all-items"))
        offered = [
            Choice(
                one.item_id,
                say("services-item-choice", name=one.name, count=self.look.phrases.number(one.cases)),
            )
            for one in found.items
        ]
        self._choices, self._item = (all_items, *offered), found.item_id
        name = next((one.name for one in found.items if one.item_id == found.item_id), found.item_id)
        self.item.set_words(name if found.item_id else say("services-all-items"))

    def on_time_of(self, found: ServicesAnswer) -> OnTime:
        """Return the on-time rate as it is shown: by month, or by week."""
        return found.weekly if "week" in self.grain.on else found.on_time

    def item_name(self) -> str:
        """Return what the item looked at is called."""
        return self.look.words(self.item.words)

    def show_through(self, asked: StepFilter | None) -> None:
        """Say which step, transition or way all cases shown walked."""
        names = " → ".join(step_name(self.look, step) for step in asked.steps) if asked else ""
        self.through.set_words(say("services-through", step=names) if asked else "")
        self.through.setVisible(asked is not None)

    def offer_mark(self, asked: StepFilter, rows: Callable[[], object]) -> QMenu:
        """Offer what one may do with a step, transition or way: look at its cases only, open its rows, make a rule of it."""
        menu = QMenu(self.map)
        only = menu.addAction(self.look.text("services-through-only"))
        only.triggered.connect(lambda: self.through_asked.emit(asked))
        every = menu.addAction(self.look.text("services-through-rows"))
        every.triggered.connect(lambda _checked=False: rows())
        rule = menu.addAction(self.look.text("own-rule-save-this"))
        rule.triggered.connect(lambda: self.rule_asked.emit(asked))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.look.dress(menu)
        menu.popup(QCursor.pos())
        return menu

    def show_verdict(self, words: Words, state: str, doubts: str) -> None:
        """Say what the control chart means, in colour only where it says better or worse."""
        self.verdict.set_words(words)
        self.verdict.set_role(ROLES.get(state, "dim"))
        self.on_time_panel.setToolTip(doubts)

    def _on_time_body(self) -> QWidget:
        body = QWidget()
        layout = column(self.look.px(2))
        self.verdict = Label(self.look, "", px=12, weight=600, elide=True)
        self.grain = FilterChips(self.look, exclusive=True)
        self.grain.set_filters([Filter(key, say(f"services-by-{key}")) for key in GRAINS], (GRAINS[0],))
        self.on_time_rest = Chip(self.look, "")
        self.on_time_rest.hide()
        line = row(self.look.px(8))
        line.addWidget(self.verdict, 1)
        line.addWidget(self.grain)
        line.addWidget(self.on_time_rest)
        layout.addLayout(line)
        layout.addWidget(self.on_time, 1)
        body.setLayout(layout)
        return body

    def _open_items(self) -> None:
        popup = ChoicePopup(self.look, self._choices, self._item, parent=self.item.window())
        popup.chosen.connect(self.item_asked.emit)
        popup.open_below(self.item)
