"""Owns the sample province in the window: made once in the user's folder by a process of its own, then opened as any extract.

It refuses to trust the demonstration authority for anything but the sample.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from console import paths
from console.domain.ports import Progress
from console.errors import ExitCode, PlumblineError
from console.gui.faults import Failure
from console.gui.opening import Opening
from console.gui.processes import call_self, last_words, own_command
from console.gui.widgets.banner import Banner
from console.gui.widgets.states import Move
from console.gui.window import Window
from console.gui.words import say

FOLDER = "sample"
SUFFIX = ".duckdb"


class Sampling(QObject):
    """Opens the sample province in one window."""

    def __init__(self, window: Window, opening: Opening) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        self._opening = opening
        window.sample_asked.connect(self.open)

    def open(self) -> None:
        """Open the sample, made first where it is not there yet."""
        folder = paths.user_folder() / FOLDER
        command = own_command(self._context.start.resources)
        ticket = self._context.run(
            lambda progress: find_or_make(command, folder, progress), say("sample-making"), "sample"
        )
        self._context.tell(say("sample-making"))
        self._window.welcome.set_busy("sample", True)
        ticket.finished.connect(lambda: self._window.welcome.set_busy("sample", False))
        ticket.succeeded.connect(lambda path: self._opening.open(path, extra_trust=trust_of(path)))
        ticket.failed.connect(self._failed)

    def _failed(self, failure: Failure) -> None:
        look = self._window.look
        moves = [Move(say("action-retry"), self.open, "rotate-ccw", primary=True)]
        self._context.show_banner(
            Banner(look, "red", say("sample-failed"), failure.sentence(look), moves), "opening"
        )


def find_or_make(command: list[str], folder: Path, progress: Progress) -> Path:
    """Return the sample extract of a folder, making it where there is none; blocking, for a lane.

    Raises PlumblineError with the last words of the process where it could not be made.
    """
    found = newest(folder)
    if found is not None:
        return found
    folder.mkdir(parents=True, exist_ok=True)
    told = call_self([*command, "sample", str(folder)], progress)
    found = newest(folder)
    if told.code != ExitCode.OK or found is None:
        raise PlumblineError("sample-not-made", folder=str(folder), detail=last_words(told.said))
    return found


def newest(folder: Path) -> Path | None:
    """Return the newest whole extract of a folder: one with its manifest beside it."""
    whole = [path for path in folder.glob(f"*{SUFFIX}") if Path(f"{path}.manifest.json").is_file()]
    return max(whole, key=lambda path: path.stat().st_mtime, default=None)


def trust_of(path: Path) -> tuple[Path, ...]:
    """Return the folders that hold the demonstration authority's certificate, trusted for this extract alone."""
    return tuple(folder for folder in (path.parent / "trust", path.parent) if folder.is_dir())
