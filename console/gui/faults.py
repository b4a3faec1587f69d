"""Owns what nobody expected: a failed piece of work as a value, the hooks of Python and Qt.

It is the only module of the window that may catch Exception, and it refuses to swallow one: everything is shown or returned.
"""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import TypeVar

import PySide6
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from console import errors
from console.gui.theme import Look
from console.gui.words import Say, Words, say

T = TypeVar("T")
# Said by Qt's offscreen and Wayland platforms about themselves, never about our work.
HARMLESS = ("propagateSizeHints", "This plugin does not support", "QStandardPaths: ", "wayland")


@dataclass(frozen=True, slots=True)
class Failure:
    """A piece of work that failed: the error and its trace for the diagnostics."""

    error: Exception
    trace: str

    @property
    def known(self) -> bool:
        """Whether the error is one of ours, with a sentence of its own."""
        return isinstance(self.error, errors.PlumblineError)

    def words(self, look: Look) -> Words:
        """Return what happened, where, and what to do, to be worded again in another language.

        Where the sentence of the command line names its options, the window has one of its own.
        """
        if isinstance(self.error, errors.PlumblineError):
            keys = (f"window-error-{self.error.key}", f"error-{self.error.key}")
            known = next((key for key in keys if look.phrases.has(key)), None)
            if known is not None:
                return Say(known, self.error.facts)
        return say("fault-unexpected", kind=type(self.error).__name__, detail=str(self.error)[:200])

    def sentence(self, look: Look) -> str:
        """Return what happened, where, and what to do, in the present language."""
        return look.words(self.words(look))

    @property
    def code(self) -> str:
        """Return the code to quote: the key of our own error, or the name of the foreign one."""
        if isinstance(self.error, errors.PlumblineError):
            return f"PLB-{int(self.error.exit_code):02d}-{self.error.key}"
        return f"PLB-{int(errors.ExitCode.FAULT):02d}-{type(self.error).__name__}"

    def diagnostics(self) -> str:
        """Return what to send to whoever repairs it: versions and the trace, no data and no file contents."""
        versions = (
            f"Python {platform.python_version()} · PySide6 {PySide6.__version__} · {platform.platform()}"
        )
        return f"{self.code}\n{versions}\n\n{self.trace}"


def attempt(work: Callable[[], T]) -> tuple[T | None, Failure | None]:
    """Run work and return its value, or the failure as a value."""
    try:
        return work(), None
    except Exception as fault:  # the edge: it becomes a value that is shown
        return None, Failure(fault, traceback.format_exc())


class Faults(QObject):
    """Catches what escapes everywhere else and has it shown once, on the window's thread, by ``show``."""

    raised = Signal(object)  # Failure

    def __init__(self, show: Callable[[Failure], object]) -> None:
        super().__init__()
        self._show = show
        self._showing = False
        self._before_python: Callable[..., object] | None = None
        self._before_qt: object = None
        self.raised.connect(self._shown)

    def install(self) -> None:
        """Take over the hooks of Python and Qt."""
        self._before_python = sys.excepthook
        sys.excepthook = self._python_raised
        self._before_qt = qInstallMessageHandler(self._qt_said)

    def remove(self) -> None:
        """Give the hooks back."""
        if self._before_python is not None:
            sys.excepthook = self._before_python
            qInstallMessageHandler(self._before_qt)
            self._before_python = None

    def _shown(self, failure: Failure) -> None:
        if self._showing or QApplication.instance() is None:
            return
        self._showing = True
        try:
            self._show(failure)
        finally:
            self._showing = False

    def _python_raised(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        if not isinstance(fault, Exception):
            sys.__excepthook__(kind, fault, trace)
            return
        told = "".join(traceback.format_exception(kind, fault, trace))
        sys.stderr.write(told)
        self.raised.emit(Failure(fault, told))

    def _qt_said(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if any(part in message for part in HARMLESS):
            return
        sys.stderr.write(f"Qt: {message}\n")
        if kind in {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}:
            self.raised.emit(Failure(RuntimeError(message), message))
