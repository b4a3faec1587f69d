"""The shell: navigation, scope, keyboard, palette, banners, theme and language while running."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console import bootstrap
from console.domain.period import parse
from console.domain.ports import SystemClock
from console.domain.verification import Check, Verdict, Verification
from console.gui.actions import COMMANDS
from console.gui.assistance import Assistance
from console.gui.context import Page, ViewContext
from console.gui.faults import Failure
from console.gui.fields import Fields
from console.gui.offers import Hit, NavCount, PageAction
from console.gui.opening import Opening
from console.gui.scope import Choice, Choices, Scope, periods_between
from console.gui.session import Session
from console.gui.tasks import Lanes
from console.gui.theme import Look
from console.gui.widgets.banner import Banner
from console.gui.widgets.fault_dialog import FaultDialog
from console.gui.widgets.panel import Panel
from console.gui.widgets.search import score
from console.gui.window import Window
from console.gui.words import say
from console.i18n import Phrases
from console.jobs.extract import ExtractInfo, OpenRequest
from console.jobs.opened import Opened
from console.jobs.remote import RemoteWorker, WorkerLimits
from console.settings import Settings


class SamplePage(Page):
    """A page that writes down what it is told."""

    def __init__(self, context: ViewContext, key: str) -> None:
        super().__init__(context)
        self.heard: list[object] = []
        self.panel = Panel(context.look, key)
        self.inside = QPushButton("x")
        self.panel.set_content(self.inside)
        self.panel.setParent(self)
        self.panel.setGeometry(0, 0, 300, 200)

    def page_actions(self) -> tuple[PageAction, ...]:
        return (
            PageAction(
                "brief", say("do-add-to-briefing"), "file-text", lambda: self.heard.append("acted"), True
            ),
        )

    def scope_changed(self, scope: Scope) -> None:
        self.heard.append(scope)
        self.subtitle_changed.emit(say("status-snapshot", digest="7c41"))

    def arrived(self, facts: Mapping[str, str]) -> None:
        self.heard.append(dict(facts))

    def command(self, key: str) -> bool:
        self.heard.append(key)
        return key != "back"

    def search(self, words: str) -> tuple[Hit, ...]:
        return (Hit(say("search-page"), "WT-0417 拆分采购", lambda: self.heard.append("hit"), mark="red"),)


class SampleView:
    """A view for tests."""

    icon = "landmark"
    title_key = "nav-name"

    def __init__(self, key: str, group: str, needs_extract: bool = True) -> None:
        self.key, self.group, self.needs_extract = key, group, needs_extract

    def build(self, context: ViewContext) -> Page:
        return SamplePage(context, self.key)


@pytest.fixture
def window(look: Look, qtbot: QtBot) -> Iterator[Window]:
    """A window with three pages and no extract."""
    views = (
        SampleView("overview", ""),
        SampleView("funds", "supervise"),
        SampleView("help", "deliver", False),
    )
    made = Window(start_context(look), views)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.context.lanes.close()


def start_context(look: Look) -> ViewContext:
    """What a window gets on a start without any setting."""
    resources = look.resources
    start = bootstrap.Context(Settings(), resources, Phrases("zh-CN", resources / "phrases"), SystemClock())
    return ViewContext(look, start, Lanes())


def session(verdict: Verdict = Verdict.VALID) -> Session:
    """A session nobody asks anything."""
    checks = (Check("digest", verdict is not Verdict.INVALID, "signed-content-same"),)
    found = Verification(verdict, "extract", checks)
    info = ExtractInfo("x", "省级抽取包 2026Q2-R3", date(2025, 1, 1), date(2026, 6, 30), None, "")
    period = parse("2026Q2")
    opened = Opened(Path("a.duckdb"), found, None, "7c419e0b", info, date(2026, 6, 30), period, "signed", ())  # type: ignore[arg-type,unused-ignore]
    request = OpenRequest(Path("a.duckdb"), (), 0)

    def start(limits: WorkerLimits) -> RemoteWorker:
        raise AssertionError("nobody should start a worker")

    return Session(opened, request, RemoteWorker(["false"], WorkerLimits(0)), start)


def _page(window: Window, key: str) -> SamplePage:
    page = window.page(key)
    assert isinstance(page, SamplePage)
    return page


def test_nothing_open_shows_three_ways_to_begin(window: Window, qtbot: QtBot) -> None:
    """Open, sample, verify; pages that need an extract are not made."""
    assert window.stack.currentWidget() is window.welcome
    assert set(window.welcome.buttons) == {"open", "sample", "verify"}
    assert not window._pages
    with qtbot.waitSignal(window.sample_asked, timeout=60000):
        window.welcome.buttons["sample"].click()


def test_an_extract_brings_the_first_page_and_its_scope(window: Window) -> None:
    """The seal says valid, the period is the extract's, and the page reads once."""
    window.context.set_session(session(), Scope(period=parse("2026Q2")))
    page = _page(window, "overview")
    assert window.stack.currentWidget() is page
    assert page.heard == [Scope(period=parse("2026Q2"))]
    assert "签名有效" in window.scope.card.accessibleName()
    assert window.scope.fields["period"].accessibleName().endswith("2026 年二季度")
    assert window.scope.fields["compare"].accessibleName().endswith("2026 年一季度")
    assert window.title.subtitle.accessibleName() == "快照 7c41"


def test_a_hidden_page_reads_only_when_shown_again(window: Window) -> None:
    """A change of scope reaches the page shown at once and the others when they are opened."""
    window.context.set_session(session(), Scope(period=parse("2026Q2")))
    window.go("funds")
    overview, funds = _page(window, "overview"), _page(window, "funds")
    window.context.set_scope(window.context.scope.with_value("region", "110000"))
    assert [scope for scope in funds.heard if isinstance(scope, Scope)][-1].region_id == "110000"
    assert len(overview.heard) == 1
    window.go("overview")
    assert len(overview.heard) == 2
    window.back()
    assert window.shown == "funds"


def test_a_page_that_is_shown_again_still_says_what_it_shows(window: Window) -> None:
    """Line and count of figures come back with the page, and none of another page stays."""
    window.context.set_session(session(), Scope(period=parse("2026Q2")))
    overview = _page(window, "overview")
    overview.subtitle_changed.emit("全省")
    overview.figures_changed.emit(60)
    window.go("funds")
    assert window.title.subtitle.said == "快照 7c41"
    assert "60" not in window.status.right.said
    window.go("overview")
    assert window.title.subtitle.said == "全省"
    assert "60" in window.status.right.said


def test_navigation_carries_what_to_look_at(window: Window) -> None:
    """From one page to another with a finding in hand."""
    window.context.set_session(session(), Scope())
    window.context.navigate("funds", finding="WT-0417")
    assert {"finding": "WT-0417"} in _page(window, "funds").heard


def test_keys_reach_the_shell_or_the_page(window: Window, qtbot: QtBot) -> None:
    """Ctrl+2 opens the second page, T goes to the page, F6 into its panel, a letter in a field is only a letter."""
    window.context.set_session(session(), Scope())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60000)
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.shown == "funds"
    QTest.keyClick(window, Qt.Key.Key_T)
    assert "as-table" in _page(window, "funds").heard
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert _page(window, "funds").inside.hasFocus()


def test_the_palette_finds_pages_commands_and_offers(window: Window, qtbot: QtBot) -> None:
    """Typing narrows, ``>`` wants commands only, Enter does it."""
    window.context.set_session(session(), Scope())
    palette = window.open_palette()
    palette.input.setText("拆分")
    assert [hit.mark for hit in palette.hits.hits] == ["red"]
    palette.input.setText("> 主题")
    assert {hit.group.key for hit in palette.hits.hits} == {"search-command"}
    dark = window.look.palette.dark
    QTest.keyClick(palette.input, Qt.Key.Key_Return)
    assert window.look.palette.dark is not dark
    assert not palette.isVisible()


def test_matching_prefers_whole_words_and_refuses_what_is_not_there() -> None:
    """A run of letters beats scattered ones; letters that are missing match nothing."""
    assert score("fund", "Funds") > score("fund", "foul underwear") > 0
    assert score("zzz", "Funds") == 0


def test_an_invalid_signature_stays_on_screen(window: Window, look: Look) -> None:
    """Its banner has no cross; the unsigned one has none either."""
    opening = Opening(window)
    for verdict in (Verdict.INVALID, Verdict.UNSIGNED, Verdict.UNTRUSTED):
        opening._tell_trust(session(verdict))
        banner = window._banners["trust"]
        assert isinstance(banner, Banner)
        assert look.text("action-dismiss") not in {
            child.accessibleName() for child in banner.findChildren(QWidget)
        }
    opening._tell_trust(session())
    assert "trust" not in window._banners


def test_theme_and_language_change_while_running(window: Window, look: Look) -> None:
    """Every word and colour follows without a restart."""
    window.context.set_session(session(), Scope(period=parse("2026Q2")))
    look.set_language("en")
    assert window.windowTitle().startswith("Plumbline")
    assert window.scope.fields["period"].accessibleName() == "Period 2026 Q2"
    assert "Signature valid" in window.scope.card.accessibleName()
    look.set_theme("dark")
    assert QApplication.palette().window().color().name() == look.palette.canvas.lower()
    assert window.scope.theme.icon_name == "sun"


def test_the_navigation_folds_in_a_narrow_window(window: Window) -> None:
    """208 px, or 56 px with names as tooltips."""
    window.resize(1280, 720)
    QApplication.processEvents()
    assert window.nav.width() == 56
    window.resize(1440, 900)
    QApplication.processEvents()
    assert window.nav.width() == 208


def test_counts_read_with_their_mark(window: Window) -> None:
    """A red card in the navigation is a word to a screen reader."""
    window.context.count("funds", NavCount(2, "red"))
    assert window.nav._items["funds"].accessibleName() == "导航 红牌 2"


def test_scope_fields_offer_and_set(window: Window) -> None:
    """Organisations narrow with the region; a typed period is understood."""
    window.context.set_session(session(), Scope(period=parse("2026Q2")))
    choices = Choices(
        regions=(Choice("330000", "省"), Choice("330100", "市", 1)),
        organisations=(Choice("A", "甲局"), Choice("B", "乙局")),
        organisation_regions=("330100", "330200"),
        periods=periods_between(date(2025, 1, 1), date(2026, 6, 30)),
    )
    window.context.set_choices(choices)
    fields = Fields(window)
    fields._chosen("region", "330100")
    assert [choice.key for choice in fields._offered("organisation")[0]] == ["", "A"]
    popup = fields.open("period")
    popup.filter.setText("2026-01..2026-05")
    popup._take_current()
    assert window.context.scope.period == parse("2026-01..2026-05")


def test_periods_are_offered_latest_first_without_future_ones() -> None:
    """Years, quarters and months that have begun."""
    names = [period.name for period in periods_between(date(2025, 11, 3), date(2026, 2, 10))]
    assert names == ["2026", "2025", "2026Q1", "2025Q4", "2026-02", "2026-01", "2025-12", "2025-11"]


def test_every_command_has_words_in_both_languages(look: Look) -> None:
    """No key without a name."""
    for language in ("zh-CN", "en"):
        look.set_language(language)
        assert all(look.words(command.words) for command in COMMANDS)


def test_help_shows_the_keyboard_map(window: Window) -> None:
    """Help is never empty, even without a page of its own."""
    dialog = Assistance(window).help("overview")
    assert "Ctrl+K" in dialog.text.toPlainText()
    dialog.close()


def test_the_fault_dialog_says_what_happened_and_copies_diagnostics(look: Look, qtbot: QtBot) -> None:
    """A sentence, a code, and the trace on the clipboard."""
    dialog = FaultDialog(look, Failure(ValueError("boom"), "Traceback …"))
    qtbot.addWidget(dialog)
    dialog.copy()
    assert "Traceback" in QApplication.clipboard().text()
    assert any("ValueError" in label.text() for label in dialog.findChildren(QLabel))


def test_every_control_of_the_shell_has_a_name_and_a_target_one_can_hit(window: Window) -> None:
    """Nothing that takes the focus is nameless or below 24 px."""
    window.context.set_session(session(), Scope(period=parse("2026Q2")))
    QApplication.processEvents()
    for child in window.findChildren(QWidget):
        if not child.isVisible() or not child.focusPolicy() & Qt.FocusPolicy.TabFocus or child.objectName():
            continue
        if isinstance(child, QPushButton):
            continue
        assert child.accessibleName(), child
        assert child.height() >= 24 and child.width() >= 24, child
