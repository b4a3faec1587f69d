"""Owns the start of the window: application, look, faults, lanes, and their orderly end. It refuses to open anything itself."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from console import bootstrap, paths
from console.domain.ports import SystemClock
from console.errors import SettingsError
from console.gui.ahead import Ahead
from console.gui.assistance import Assistance
from console.gui.briefings import Briefings
from console.gui.casebook import CasebookLook
from console.gui.context import View, ViewContext
from console.gui.faults import Failure, Faults
from console.gui.fields import Fields
from console.gui.opening import Opening
from console.gui.preferences import keep_preferences
from console.gui.recent import Recent
from console.gui.sampling import Sampling
from console.gui.spare import Spare
from console.gui.tasks import Lanes
from console.gui.theme import Look, make_look
from console.gui.views import VIEWS
from console.gui.widgets.banner import Banner
from console.gui.widgets.fault_dialog import FaultDialog
from console.gui.window import Window
from console.gui.words import say
from console.i18n import Phrases
from console.settings import Settings

SUFFIX = ".duckdb"


class Application:
    """The parts of one run of the window, held together; ``close`` ends every thread and process."""

    def __init__(
        self,
        look: Look,
        start: bootstrap.Context,
        views: Sequence[View] = VIEWS,
        spare: Spare | None = None,
    ) -> None:
        self.look = look
        self.lanes = Lanes()
        self.context = ViewContext(look, start, self.lanes)
        self.window = Window(self.context, views)
        self.opening = Opening(self.window, spare)
        self.sampling = Sampling(self.window, self.opening)
        self.fields = Fields(self.window)
        self.assistance = Assistance(self.window)
        self.briefings = Briefings(self.window)
        self.casebook = CasebookLook(self.context)
        self.recent = Recent(self.context)
        self.ahead = Ahead(self.window, views)
        self._drops = _Drops(self.opening)
        self.window.setAcceptDrops(True)
        self.window.installEventFilter(self._drops)
        self.window.looks_changed.connect(self._keep)

    def warm_up(self) -> None:
        """Do in the background what the first page and the first change of language would wait for; pace changes of looks."""
        self.ahead.start()

    def close(self) -> None:
        """End what runs."""
        self.ahead.stop()
        self.lanes.close()
        self.opening.close()

    def _keep(self) -> None:
        keep_preferences(paths.settings_file(), self.look.language, self.look.theme)


class _Drops(QObject):
    """Opens the extract somebody drops on the window."""

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self._opening = opening

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept one DuckDB file."""
        if isinstance(event, QDragEnterEvent) and _dropped(event) is not None:
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            path = _dropped(event)
            if path is not None:
                self._opening.open(path)
                return True
        return super().eventFilter(watched, event)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    if len(urls) == 1 and urls[0].isLocalFile() and urls[0].toLocalFile().endswith(SUFFIX):
        return Path(urls[0].toLocalFile())
    return None


def run_window(spare: Spare | None = None) -> int:
    """Show the window until it is closed; ``spare`` is the worker that was started with it. Returns the exit code."""
    start, fault = _start()
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setApplicationName("Plumbline")
    look = make_look(start.resources, start.settings.language, start.settings.theme)
    faults = Faults(lambda failure: FaultDialog(look, failure, QApplication.activeWindow()).exec())
    faults.install()
    run = Application(look, start, spare=spare)
    if fault is not None:
        sentence = Failure(fault, str(fault)).sentence(look)
        run.context.show_banner(Banner(look, "yellow", say("settings-faulty"), sentence), "settings")
    run.window.show()
    run.warm_up()
    try:
        return application.exec()
    finally:
        run.close()
        faults.remove()


def _start() -> tuple[bootstrap.Context, SettingsError | None]:
    try:
        return bootstrap.start(), None
    except SettingsError as fault:
        resources = paths.resource_root()
        settings = Settings()
        phrases = Phrases(settings.language, resources / "phrases")
        return bootstrap.Context(settings, resources, phrases, SystemClock()), fault
