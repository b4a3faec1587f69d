"""Owns a picture of the window: opens an extract in the real window, goes to a page, waits until it stands, writes a PNG.

It refuses to choose the platform Qt draws on, to wait without end, and to draw anything the window would not show.
"""

from __future__ import annotations

import difflib
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from console import bootstrap
from console.errors import ExitCode, PlumblineError, UsageError
from console.gui.app import Application
from console.gui.context import View
from console.gui.faults import Failure, Faults
from console.gui.spare import Spare
from console.gui.theme import LARGEST_SCALE, make_look
from console.gui.views import VIEWS
from console.gui.window import SMALLEST
from console.settings import LANGUAGES

LOOK_EVERY_MS = 40
CALM_S = 0.6  # without work for so long, longer than a panel keeps quiet before it shows that it loads
THEMES = ("light", "dark")
LARGEST_SIDE = 8192


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """What to draw and how; ``scale`` enlarges text as the setting does, ``seconds`` bound the whole run.

    ``times`` is a file for the moments (seconds of the machine's clock) at which the window was shown, the extract was
    open, and each part of the page had its figures painted.
    """

    file: Path
    out: Path
    page: str = ""
    language: str = "zh-CN"
    theme: str = "light"
    size: tuple[int, int] = (1440, 900)
    trust: tuple[Path, ...] = ()
    scale: float = 1.0
    seconds: float = 180.0
    region: str = ""  # whose page, "" for all regions
    times: Path | None = None


def run_picture(words: Sequence[str], spare: Spare | None = None) -> int:
    """Draw what the words of the command line ask for; returns the exit code, with one sentence where it is not zero."""
    context: bootstrap.Context | None = None
    try:
        context = bootstrap.start()
        request = read_request(words)
        _require_screen()
        context = context.speaking(request.language)
        draw(request, context, VIEWS, spare)
    except PlumblineError as fault:
        from console.i18n import Phrases
        from console.paths import resource_root

        phrases = context.phrases if context else Phrases("zh-CN", resource_root() / "phrases")
        sys.stderr.write(phrases.error(fault) + "\n")
        return int(fault.exit_code)
    return int(ExitCode.OK)


def read_request(words: Sequence[str]) -> PictureRequest:
    """Read the words after ``picture``; raises UsageError naming the word that is off and the nearest option."""
    options: dict[str, list[str]] = {}
    files: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        if not word.startswith("--"):
            files.append(word)
            continue
        name, given, value = word[2:].partition("=")
        if name not in _OPTIONS:
            nearest = difflib.get_close_matches(name, _OPTIONS, n=1) or sorted(_OPTIONS)
            raise UsageError("picture-option", name=word, nearest=f"--{nearest[0]}")
        if not given and not left:
            raise UsageError("picture-value", name=word, value="", wanted="—")
        options.setdefault(name, []).append(value if given else left.pop(0))
    if len(files) != 1 or "out" not in options:
        raise UsageError("picture-words")
    return _request(Path(files[0]), options)


def draw(
    request: PictureRequest, start: bootstrap.Context, views: Sequence[View], spare: Spare | None = None
) -> None:
    """Open, wait and write the picture with an application of its own; ``spare`` is a worker that was started with it.

    Raises UsageError for a page that does not exist, the extract's own error, or PlumblineError where time ran out, the
    window failed or the file could not be written.
    """
    page = request.page or next((view.key for view in views), "")
    _require_page(page, views)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    look = make_look(start.resources, request.language, request.theme)
    if request.scale != look.scale:
        look.set_scale(request.scale)
    run = Application(look, start, views, spare)
    taker = _Taker(run, replace(request, page=page))
    faults = Faults(taker.fail)
    faults.install()
    try:
        taker.begin()
        application.exec()
    finally:
        run.close()
        faults.remove()
        run.window.close()
    if taker.failure is not None:
        raise _worded(taker.failure)


class _Taker(QObject):
    """Watches one run of the window until the page stands still, then grabs it."""

    def __init__(self, run: Application, request: PictureRequest) -> None:
        super().__init__()
        self._run = run
        self._request = request
        self.failure: Failure | None = None
        self._opened = False
        self._times: list[tuple[str, float]] = []
        self._began = self._calm_since = time.monotonic()
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_EVERY_MS)
        self._clock.timeout.connect(self._watch)

    def begin(self) -> None:
        """Show the window and open the extract."""
        window, request = self._run.window, self._request
        window.resize(*request.size)
        self._run.opening.opened.connect(self._arrived)
        self._run.opening.refused.connect(self.fail)
        window.go(request.page)  # the page the extract will open on
        self._run.opening.open(request.file, extra_trust=request.trust)
        window.show()
        self._note("shown")
        window.page(request.page).figures_changed.connect(lambda _count: self._note("figures"))
        self._clock.start()

    def fail(self, failure: Failure) -> None:
        """Keep what went wrong first and end."""
        self.failure = self.failure or failure
        self._end()

    def _note(self, what: str) -> None:
        """Keep the moment at which something stood painted; painting is forced, so only where somebody asked for times."""
        if self._request.times is not None:
            self._run.window.repaint()
            self._times.append((what, time.time()))

    def _arrived(self, _session: object) -> None:
        self._opened = True
        self._note("opened")
        context = self._run.context
        if self._request.region:
            context.set_scope(context.scope.with_value("region", self._request.region))

    def _watch(self) -> None:
        now = time.monotonic()
        if now - self._began > self._request.seconds:
            fault = PlumblineError("picture-slow", seconds=round(self._request.seconds))
            self.fail(Failure(fault, ""))
        elif not self._opened or self._run.lanes.busy:
            self._calm_since = now
        elif now - self._calm_since > CALM_S:
            self._take()

    def _take(self) -> None:
        self._run.window.setFocus()  # no focus ring, no blinking cursor
        out = self._request.out
        if not self._run.window.grab().save(str(out), "PNG"):
            self.fail(Failure(PlumblineError("picture-unwritable", file=str(out)), ""))
        self._tell_times()
        self._end()

    def _tell_times(self) -> None:
        out = self._request.times
        if out is None:
            return
        try:
            out.write_text(json.dumps(self._times), "utf-8")
        except OSError:
            self.fail(Failure(PlumblineError("picture-unwritable", file=str(out)), ""))

    def _end(self) -> None:
        self._clock.stop()
        QApplication.exit(0)


def _worded(failure: Failure) -> PlumblineError:
    if isinstance(failure.error, PlumblineError):
        return failure.error
    return PlumblineError("picture-fault", kind=type(failure.error).__name__, detail=str(failure.error)[:200])


def _require_page(page: str, views: Sequence[View]) -> None:
    keys = [view.key for view in views]
    if page not in keys:
        nearest = difflib.get_close_matches(page, keys, n=1) or keys or ["—"]
        raise UsageError("picture-page", name=page, nearest=nearest[0])


def _require_screen() -> None:
    """Qt ends the whole process where there is nothing to draw on, so look first."""
    named = (
        os.environ.get("QT_QPA_PLATFORM") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if sys.platform.startswith("linux") and not named:
        raise UsageError("picture-screen")


_OPTIONS = frozenset(field.name for field in fields(PictureRequest)) - {"file"}


def _request(file: Path, options: Mapping[str, Sequence[str]]) -> PictureRequest:
    last = {name: values[-1] for name, values in options.items()}
    usual = PictureRequest(file, Path(last["out"]))
    return replace(
        usual,
        page=last.get("page", usual.page),
        region=last.get("region", usual.region),
        language=_one_of("language", last.get("language", usual.language), LANGUAGES),
        theme=_one_of("theme", last.get("theme", usual.theme), THEMES),
        size=_size(last["size"]) if "size" in last else usual.size,
        trust=tuple(Path(folder) for folder in options.get("trust", ())),
        scale=_number("scale", last["scale"], 1.0, LARGEST_SCALE) if "scale" in last else usual.scale,
        times=Path(last["times"]) if "times" in last else None,
        seconds=_number("seconds", last["seconds"], 1.0, 3600.0) if "seconds" in last else usual.seconds,
    )


def _one_of(name: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise UsageError("picture-value", name=f"--{name}", value=value, wanted=", ".join(allowed))
    return value


def _number(name: str, value: str, low: float, high: float) -> float:
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not low <= number <= high:
        raise UsageError("picture-value", name=f"--{name}", value=value, wanted=f"{low:g}–{high:g}")
    return number


def _size(value: str) -> tuple[int, int]:
    wide, _, high = value.partition("x")
    fits = wide.isdecimal() and high.isdecimal()
    size = (int(wide), int(high)) if fits and len(value) < 12 else (0, 0)
    least = (SMALLEST.width(), SMALLEST.height())
    if not (least[0] <= size[0] <= LARGEST_SIDE and least[1] <= size[1] <= LARGEST_SIDE):
        wanted = f"{least[0]}x{least[1]}–{LARGEST_SIDE}x{LARGEST_SIDE}"
        raise UsageError("picture-value", name="--size", value=value, wanted=wanted)
    return size
