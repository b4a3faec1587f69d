"""A change of looks goes part by part: what is seen first and at once, nothing half changed, hidden parts last."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QMainWindow, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from console.gui import dressing
from console.gui.ahead import Ahead
from console.gui.dressing import speaking
from console.gui.theme import Look
from console.gui.views import VIEWS
from console.gui.widgets.piece import Label, Piece, column
from console.gui.window import Window
from tests.gui.test_window import session, start_context

PIECES = 30


class Heard(Piece):
    """A widget that writes down what it hears, in the order of the whole window."""

    def __init__(self, look: Look, name: str, told: list[tuple[str, str]]) -> None:
        super().__init__(look)
        self.name = name
        self._told = told

    def restyle(self) -> None:
        self._told.append((self.name, "style"))

    def retranslate(self) -> None:
        self._told.append((self.name, "words"))


class Two(QMainWindow):
    """A window with a part that is seen and one that is hidden, each full of widgets."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.told: list[tuple[str, str]] = []
        self.root, self.stack = QWidget(), QStackedWidget()
        layout = QHBoxLayout(self.root)
        layout.addWidget(self.stack)
        self.setCentralWidget(self.root)
        self.parts = {name: self.part(look, name) for name in ("seen", "hidden")}

    def part(self, look: Look, name: str) -> QWidget:
        part = Heard(look, name, self.told)
        layout = column()
        for _ in range(PIECES):
            layout.addWidget(Heard(look, name, self.told))
        part.setLayout(layout)
        look.dress(part)
        self.stack.addWidget(part)
        return part

    def count(self, name: str, what: str) -> int:
        return self.told.count((name, what))


@pytest.fixture
def two(look: Look, qtbot: QtBot) -> Iterator[Two]:
    """The window with two parts, shown; a change of looks goes in slices."""
    made = Two(look)
    qtbot.addWidget(made)
    made.show()
    QApplication.processEvents()
    look.dresser.paced = True
    made.told.clear()
    yield made
    look.dresser.finish()


def test_no_style_sheet_hangs_on_the_application(look: Look) -> None:
    """Qt would polish every widget once for each of its ancestors."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert not application.styleSheet()
    assert look.dresser.sheet


def test_a_hidden_part_is_not_polished_before_all_that_is_seen(two: Two, look: Look, qtbot: QtBot) -> None:
    """While somebody waits, only what is seen changes; painting is held until that is done; the hidden part follows."""
    look.toggle_theme()
    assert not two.told, "the handler itself polishes nothing"
    assert not two.root.updatesEnabled()
    with qtbot.waitSignal(look.dresser.seen_settled, timeout=60000):
        pass
    assert two.count("seen", "style") >= PIECES + 1
    assert two.count("hidden", "style") == 0
    assert two.root.updatesEnabled()
    with qtbot.waitSignal(look.dresser.settled, timeout=60000):
        pass
    assert two.count("hidden", "style") >= PIECES + 1
    assert {part.styleSheet() for part in two.parts.values()} == {look.dresser.sheet}


def test_a_slice_words_few_widgets_and_no_paint_comes_between(
    two: Two, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a slice may take no time, a turn words one widget; half a window in another language is never painted."""
    monkeypatch.setattr(dressing, "SLICE_S", 0.0)
    look.set_language("en")
    assert not two.told
    turns = 0
    while two.count("seen", "words") < PIECES + 1:
        before = len(two.told)
        assert not two.root.updatesEnabled()
        look.dresser._turn()
        turns += 1
        assert len(two.told) - before <= 1
    assert turns >= PIECES
    assert two.count("hidden", "words") == 0
    look.dresser.finish()
    assert two.count("hidden", "words") == PIECES + 1
    assert two.root.updatesEnabled()


def test_who_waits_for_a_hidden_part_gets_it_before_the_others(two: Two, look: Look) -> None:
    """A page that is asked for comes up in the new look only."""
    look.toggle_theme()
    heard: list[str] = []
    hidden = two.parts["hidden"]
    look.dresser.when_fresh(hidden, lambda: heard.append(hidden.styleSheet()))
    assert not heard
    look.dresser.finish()
    assert heard == [look.dresser.sheet]
    look.dresser.when_fresh(hidden, lambda: heard.append("at once"))
    assert heard[-1] == "at once"


def test_a_second_change_replaces_the_first(two: Two, look: Look, qtbot: QtBot) -> None:
    """Light, dark, light in one breath leaves light, and painting on."""
    first = look.dresser.sheet
    look.toggle_theme()
    look.dresser._turn()
    look.toggle_theme()
    qtbot.waitUntil(lambda: not look.dresser.busy, timeout=60000)
    assert {part.styleSheet() for part in two.parts.values()} == {first}
    assert two.root.updatesEnabled()


def test_a_part_that_went_away_meanwhile_is_no_fault(two: Two, look: Look, qtbot: QtBot) -> None:
    """A dialog may close while it is being worded."""
    extra = Label(look, "x")
    look.dress(extra)
    look.set_language("en")
    extra.deleteLater()
    QApplication.sendPostedEvents(extra, QEvent.Type.DeferredDelete.value)
    qtbot.waitUntil(lambda: not look.dresser.busy, timeout=60000)
    assert extra not in look.dresser.parts()


def test_a_window_nobody_dressed_changes_too(look: Look, qtbot: QtBot) -> None:
    """A widget shown alone hears of both changes."""
    told: list[tuple[str, str]] = []
    alone = Heard(look, "alone", told)
    qtbot.addWidget(alone)
    alone.show()
    look.toggle_theme()
    look.set_language("en")
    assert {what for _name, what in told} == {"style", "words"}
    assert speaking(alone) == [alone]


def test_the_popup_of_a_box_is_no_part_of_its_own(two: Two, look: Look) -> None:
    """It wears what its page wears: dressing it again would cost a turn for every box of every page."""
    box = QComboBox()
    box.addItem("x")
    layout = two.parts["seen"].layout()
    assert layout is not None
    layout.addWidget(box)
    assert box.view().window() is not two
    before = len(look.dresser.parts())
    look.toggle_theme()
    look.dresser.finish()
    assert len(look.dresser.parts()) == before


def test_pages_are_built_while_the_window_rests(look: Look, qtbot: QtBot) -> None:
    """Nothing is built ahead without an extract but the first page; with one, every page, and none of them asks anything.

    What stays for good is out of the collector's sight meanwhile, what came since is not.
    """
    window = Window(start_context(look), VIEWS)
    qtbot.addWidget(window)
    before, hidden = gc.get_threshold(), gc.get_freeze_count()
    ahead = Ahead(window, VIEWS)
    try:
        ahead.start()
        assert gc.get_threshold()[2] > before[2]
        qtbot.waitUntil(lambda: bool(window.built), timeout=60000)
        assert window.built == {VIEWS[0].key}
        window.context._kept.session = session()
        qtbot.waitUntil(lambda: window.built == {view.key for view in VIEWS}, timeout=60000)
        assert gc.get_freeze_count() > hidden
        rubbish = weakref.ref(_cycle())
        assert rubbish() is not None
        ahead.sweep()
        assert rubbish() is None
        later = _cycle()
        ahead.sweep()
        frozen = weakref.ref(later)
        del later
        ahead.sweep()
        assert frozen() is not None, "what survived a look is not looked at again"
        ahead.sweep_whole()
        assert frozen() is None
    finally:
        ahead.stop()
        window.context.lanes.close()
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)


class _Knot:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.myself = self


def _cycle() -> _Knot:
    return _Knot()
