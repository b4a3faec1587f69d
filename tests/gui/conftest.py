"""Owns what every test of the window needs: Qt without a screen, a dressed application. It refuses to leave anything behind."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PLUMBLINE_TEXT_SCALE", "1.0")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.gui.fonts import load_fonts
from console.gui.theme import Audit, Look
from console.paths import resource_root


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str]) -> Iterator[QApplication]:
    """One application a session, with the style and the bundled fonts of the product."""
    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication(qapp_args)
    application.setStyle("Fusion")
    load_fonts(resource_root() / "fonts")
    yield application


@pytest.fixture(scope="module", autouse=True)
def looked_through_once() -> Iterator[None]:
    """What lives as long as a module is looked through for circles when it ends, not after each of its tests."""
    yield
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@pytest.fixture
def look(qapp: QApplication, nothing_left_behind: None) -> Look:
    """A Look in light Chinese that audits every text that does not fit."""
    made = Look(resource_root(), "zh-CN", "light")
    made.audit = Audit()
    made.apply()
    return made


@pytest.fixture
def nothing_left_behind(qapp: QApplication, qtbot: QtBot) -> Iterator[None]:
    """Fail a test that leaves a thread or a window behind."""
    before = set(threading.enumerate())
    yield
    for window in QApplication.topLevelWidgets():
        window.close()
        window.deleteLater()
    settle()
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert not left, f"windows left behind: {left}"
    threads = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    assert not [thread for thread in threads if not thread.name.startswith("Dummy")], (
        f"threads left: {threads}"
    )
    assert QThread.currentThread() is not None


def settle(rounds: int = 3) -> None:
    """Let everything that was posted or deleted happen."""
    for _ in range(rounds):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
    gc.collect()
    gc.freeze()
