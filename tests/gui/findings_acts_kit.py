"""Owns what the tests of the page of findings share beside its own kit: selecting, places of files, keys, dialogs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from console import bootstrap, paths
from console.domain.ports import SystemClock
from console.gui.app import Application
from console.gui.views.findings.keys import KeyForm
from console.gui.views.findings.page import FindingsPage
from console.signing.authority import issue_signer, make_authority
from tests.gui.test_findings_page import (
    WAIT,
    press,
    settled,
)
from tests.jobs.findings_kit import PASSPHRASE

Shape = TypeVar("Shape", bound=QWidget)


def register_all(run: Application, qtbot: QtBot, page: FindingsPage) -> None:
    press(page, "register-all")
    qtbot.waitUntil(lambda: page.board is not None and page.board.ledger is not None, timeout=WAIT)
    settled(run, qtbot)


def pick(page: FindingsPage, count: int) -> None:
    """Select the first rows of the list."""
    selection, model = page.list.table.selectionModel(), page.list.table.table_model()
    selection.clearSelection()
    mode = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for place in range(count):
        selection.select(model.index(place, 0), mode)


def chosen_place(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_told: (str(path), ""))


def make_identities(*told: tuple[str, str]) -> None:
    """Make an authority this user trusts and a key for each (identity, person)."""
    folder, clock = paths.user_folder(), SystemClock()
    make_authority(folder, PASSPHRASE, clock)
    for identity, person in told:
        issue_signer(
            folder,
            identity,
            person=person,
            organisation="市督查室",
            authority_passphrase=PASSPHRASE,
            passphrase=PASSPHRASE,
            clock=clock,
        )


def key_form(run: Application, qtbot: QtBot) -> KeyForm:
    found: list[KeyForm] = []

    def there() -> bool:
        found[:] = [form for form in run.window.findChildren(KeyForm) if form.isVisible()]
        return bool(found)

    qtbot.waitUntil(there, timeout=WAIT)
    return found[0]


def dialog_of(run: Application, qtbot: QtBot, kind: type[Shape]) -> Shape:
    found: list[Shape] = []

    def there() -> bool:
        found[:] = [one for one in run.window.findChildren(kind) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(there, timeout=WAIT)
    return found[-1]


def bootstrap_now(run: Application) -> bootstrap.Context:
    """Return the context with the computer's own clock: certificates were made today."""
    return replace(run.context.start, clock=SystemClock())
