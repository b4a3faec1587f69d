"""Owns the window: navigation, scope bar, banners, title row, pages, status bar, palette. It refuses to know any page.

Pages come from a tuple of Views; each is made when first opened and told of scope changes only while it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from console.gui.actions import Commands
from console.gui.building import Builder
from console.gui.context import Page, View, ViewContext
from console.gui.finder import Finder
from console.gui.offers import NavCount
from console.gui.scope_words import scope_words, seal_card, short_digest
from console.gui.session import Session
from console.gui.widgets.frame import StatusBar, TitleRow, Welcome
from console.gui.widgets.nav import Nav, NavEntry
from console.gui.widgets.piece import column, row
from console.gui.widgets.scopebar import ScopeBar
from console.gui.widgets.search import SearchPalette
from console.gui.words import Words, say
from console.jobs.findings_answers import login_name

SMALLEST = QSize(1280, 720)
FIRST = QSize(1440, 900)
FOLD_BELOW = 1360
GUTTER = 12
PADDING = 16
TEXT_STEPS = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class Window(QMainWindow):
    """The main window. It asks for what only the application can do through signals."""

    open_asked = Signal()
    sample_asked = Signal()
    verify_asked = Signal()
    seal_asked = Signal()
    field_asked = Signal(str)
    settings_asked = Signal()
    help_asked = Signal(str)  # the key of the page shown, "" for none
    looks_changed = Signal()  # theme, language or text size were changed by the person
    closing = Signal()

    def __init__(self, context: ViewContext, views: Sequence[View]) -> None:
        super().__init__()
        self.context = context
        self.look = context.look
        self._views: dict[str, View] = {view.key: view for view in views}
        context.set_pages(self._views)
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._banners: dict[str, QWidget] = {}
        self._subtitles: dict[str, Words] = {}  # what each page last said of itself
        self._figures: dict[str, int] = {}
        self._history: list[str] = []
        self._wanted = ""
        self.builder = Builder(self)
        self.shown = ""
        self._make_parts(views)
        self._lay_out()
        self.commands = Commands(self.look, self)
        self._connect()
        self.look.language_changed.connect(self.retranslate)
        for part in (self.nav, self.scope, self.title, self.status, self.welcome):
            self.look.dress(part)
        self.retranslate()
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST)
        self._fold(FIRST.width())
        self.show_session(None)

    @property
    def built(self) -> frozenset[str]:
        """Return the pages that were made."""
        return frozenset(self._pages)

    def page(self, key: str) -> Page:
        """Return a page, made on first use."""
        for _ in self.steps(key):
            pass
        return self._pages[key]

    def steps(self, key: str) -> Iterator[None]:
        """Make a page where it is not there yet: build it, then give it the style sheet."""
        if key in self._pages:
            return
        made = self._views[key].build(self.context)
        made.subtitle_changed.connect(lambda words: self._subtitled(key, words))
        made.actions_changed.connect(lambda: self._actions_changed(key))
        made.figures_changed.connect(lambda count: self._figures_changed(key, count))
        made.outdated.connect(lambda: self._stale.add(key))
        self._pages[key] = made
        self._stale.add(key)
        self.stack.addWidget(made)
        yield
        self.look.dress(made)
        yield

    def go(self, key: str, facts: Mapping[str, str] | None = None, remember: bool = True) -> None:
        """Show a page, and what it should look at there."""
        if key not in self._views:
            return
        if self._views[key].needs_extract and self.context.session is None:
            self._show_welcome(key)
            return
        self._wanted = key
        if key not in self._pages and self.look.dresser.paced:
            self.builder.make(self.steps(key), lambda: self._go_if_wanted(key, facts, remember))
            return
        page = self.page(key)
        if not self.look.dresser.fresh(page):
            self.look.dresser.when_fresh(page, lambda: self._go_if_wanted(key, facts, remember))
            return
        if remember and self.shown and self.shown != key:
            self._history.append(self.shown)
        self.shown = key
        self.nav.set_shown(key)
        self.stack.setCurrentWidget(page)
        self.title.show()
        self.title.set_title(say(self._views[key].title_key), self._subtitles.get(key, ""))
        self._tell_figures(key)
        self.title.set_actions(page.page_actions())
        if key in self._stale:
            self._stale.discard(key)
            page.scope_changed(self.context.scope)
        if facts:
            page.arrived(facts)

    def _go_if_wanted(self, key: str, facts: Mapping[str, str] | None, remember: bool) -> None:
        if self._wanted == key:
            self.go(key, facts, remember)

    def back(self) -> None:
        """Show the page before this one."""
        if self._history:
            self.go(self._history.pop(), remember=False)

    def show_session(self, session: Session | None) -> None:
        """Show another extract, or the first-run page."""
        self._stale = set(self._pages)
        self._subtitles.clear()
        self._figures.clear()
        self.scope.set_extract(seal_card(session) if session else None)
        self._fill_scope()
        self.set_status("", "")
        first = next(iter(self._views), "")
        if session is None:
            self._show_welcome(first)
        elif self.shown or first:
            self.go(self.shown or first, remember=False)
        else:
            self._show_welcome("")

    def show_banner(self, banner: QWidget | None, key: str) -> None:
        """Show a banner above the page; None takes the one with this key away."""
        old = self._banners.pop(key, None)
        if old is not None:
            self._banner_column.removeWidget(old)
            old.hide()
            old.deleteLater()
        if banner is not None:
            self.look.dress(banner)
            self._banners[key] = banner
            self._banner_column.addWidget(banner)
            mark = id(banner)
            banner.destroyed.connect(lambda: self._forget_banner(key, mark))

    def _forget_banner(self, key: str, mark: int) -> None:
        """Forget a banner that is gone; one that took its place stays."""
        if id(self._banners.get(key)) == mark:
            del self._banners[key]

    def set_status(self, left: Words, right: Words) -> None:
        """Say what the numbers rest on, and which snapshot they come from."""
        self.status.left.set_words(left)
        self.status.right.set_words(right)

    def open_palette(self) -> SearchPalette:
        """Open the search palette."""
        palette = SearchPalette(self.look, Finder(self, self._views, self._pages).sources(), self)
        palette.open_over(self)
        return palette

    def move_to_panel(self, step: int) -> None:
        """Put the focus into the next or previous panel."""
        page = self._pages.get(self.shown)
        panels = page.panels() if page is not None else ()
        if not panels:
            return
        focused = QApplication.focusWidget()
        at = next((n for n, panel in enumerate(panels) if focused and panel.isAncestorOf(focused)), -1)
        at = (at + step) % len(panels) if at >= 0 else (0 if step > 0 else len(panels) - 1)
        focus_into(panels[at])

    def retranslate(self) -> None:
        """Take the words of the present language."""
        self.setWindowTitle(self.look.text("app-title"))
        self._fill_scope()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the navigation in a narrow window."""
        super().resizeEvent(event)
        self._fold(event.size().width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the application end what still runs."""
        self.closing.emit()
        super().closeEvent(event)

    def do(self, key: str) -> None:
        """Do a command of the keyboard map."""
        done = self.shell_commands().get(key)
        if done is not None:
            done()
            return
        page = self._pages.get(self.shown)
        handled = page.command(key) if page is not None and self.stack.currentWidget() is page else False
        if key == "back" and not handled:
            self.back()

    def shell_commands(self) -> dict[str, Callable[[], object]]:
        """Return what the shell itself does, by command."""
        return {
            "palette": self.open_palette,
            "scope": self.scope.fields["region"].setFocus,
            "next-panel": lambda: self.move_to_panel(1),
            "previous-panel": lambda: self.move_to_panel(-1),
            "open": self.open_asked.emit,
            "verify": self.verify_asked.emit,
            "help": lambda: self.help_asked.emit(self.shown),
            "theme": self._toggle_theme,
            "language": self._toggle_language,
            "larger-text": lambda: self._step_text(1),
            "smaller-text": lambda: self._step_text(-1),
            "cancel": self.context.lanes.cancel_all,
        }

    def _make_parts(self, views: Sequence[View]) -> None:
        look = self.look
        entries = [NavEntry(view.key, view.icon, view.group, say(view.title_key)) for view in views]
        self.nav = Nav(look, entries, login_name())
        self.scope = ScopeBar(look)
        self.title = TitleRow(look)
        self.status = StatusBar(look)
        self.stack = QStackedWidget()
        self.welcome = Welcome(look)
        self.stack.addWidget(self.welcome)

    def _lay_out(self) -> None:
        px = self.look.px
        self._banner_column = column(px(8))
        page = column(0, (px(PADDING), px(4), px(PADDING), px(PADDING)))
        page.addLayout(self._banner_column)
        page.addSpacing(px(2))
        page.addWidget(self.title)
        page.addSpacing(px(8))
        page.addWidget(self.stack, 1)
        right = column()
        right.addWidget(self.scope)
        right.addLayout(page, 1)
        right.addWidget(self.status)
        whole = row()
        whole.addWidget(self.nav)
        whole.addLayout(right, 1)
        root = QWidget()
        root.setObjectName("root")
        root.setLayout(whole)
        self.setCentralWidget(root)

    def _connect(self) -> None:
        self.commands.triggered.connect(self.do)
        self.commands.page_asked.connect(self._go_by_number)
        self.nav.page_asked.connect(self.go)
        self.nav.settings_asked.connect(self.settings_asked)
        self.scope.search_opened.connect(self.open_palette)
        self.scope.theme_asked.connect(self._toggle_theme)
        self.scope.language_asked.connect(self._toggle_language)
        self.scope.field_opened.connect(self.field_asked)
        self.scope.seal_opened.connect(self.seal_asked)
        self.welcome.open_asked.connect(self.open_asked)
        self.welcome.sample_asked.connect(self.sample_asked)
        self.welcome.verify_asked.connect(self.verify_asked)
        context = self.context
        context.session_changed.connect(self.show_session)
        context.scope_changed.connect(self._scope_changed)
        context.choices_changed.connect(lambda _choices: self._fill_scope())
        context.navigate_asked.connect(self.go)
        context.told.connect(self.status.left.set_words)
        context.banner_asked.connect(self.show_banner)
        context.counted.connect(self._counted)

    def _scope_changed(self, scope: object) -> None:
        self._fill_scope()
        self._stale = set(self._pages)
        page = self._pages.get(self.shown)
        if page is not None and self.stack.currentWidget() is page:
            self._stale.discard(self.shown)
            page.scope_changed(self.context.scope)

    def _show_welcome(self, key: str) -> None:
        self.shown = key
        self.nav.set_shown(key)
        self.title.hide()
        self.stack.setCurrentWidget(self.welcome)
        self.welcome.buttons["open"].setFocus()

    def _subtitled(self, key: str, words: Words) -> None:
        self._subtitles[key] = words
        if key == self.shown:
            self.title.subtitle.set_words(words)

    def _actions_changed(self, key: str) -> None:
        if key == self.shown:
            self.title.set_actions(self._pages[key].page_actions())

    def _figures_changed(self, key: str, count: int) -> None:
        self._figures[key] = count
        if key == self.shown:
            self._tell_figures(key)

    def _tell_figures(self, key: str) -> None:
        """Say how many figures of the page shown can be recomputed; of a page that counts none, which snapshot it reads."""
        session = self.context.session
        if session is None:
            return
        digest, count = short_digest(session.opened.digest), self._figures.get(key, 0)
        figures = say("status-figures", count=count, digest=digest)
        self.status.right.set_words(figures if count else say("status-snapshot", digest=digest))

    def _counted(self, key: str, counted: NavCount | None) -> None:
        self.nav.set_count(key, counted)

    def _go_by_number(self, number: int) -> None:
        keys = list(self._views)
        if number < len(keys):
            self.go(keys[number])

    def _fill_scope(self) -> None:
        for name, words in scope_words(self.context).items():
            self.scope.fields[name].set_value(words)

    def _fold(self, width: int) -> None:
        folded = width < FOLD_BELOW * self.look.scale
        if folded != self.nav.folded:
            self.nav.fold(folded)

    def _toggle_theme(self) -> None:
        self.look.toggle_theme()
        self.looks_changed.emit()

    def _toggle_language(self) -> None:
        self.look.toggle_language()
        self.looks_changed.emit()

    def _step_text(self, step: int) -> None:
        at = min(range(len(TEXT_STEPS)), key=lambda n: abs(TEXT_STEPS[n] - self.look.scale))
        self.look.set_scale(TEXT_STEPS[min(max(at + step, 0), len(TEXT_STEPS) - 1)])
        self._fold(self.width())


def focus_into(panel: QWidget) -> None:
    """Put the focus on the first control inside a panel, or on the panel itself."""
    for child in panel.findChildren(QWidget):
        if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            child.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
    panel.setFocus(Qt.FocusReason.ShortcutFocusReason)
