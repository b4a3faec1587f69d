"""Owns the proof of what the page does with files, forms, personal values and the lock."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from pikepdf import Pdf
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2 as sqlcipher

from console import paths
from console.casebook.store import DATABASE
from console.domain.finding import Stage
from console.errors import CasebookError
from console.gui.idle import IdleLock
from console.gui.views.findings.exhibits import pictures
from console.gui.views.findings.forms import DeedForm, RowDialog
from console.gui.views.findings.orders import OrdersDialog
from console.gui.views.findings.viewer import ViewerDialog
from console.gui.widgets.banner import Banner
from console.gui.widgets.forms import PassphraseForm
from console.jobs.findings_key import open_key
from console.vault.asking_vault import AskingVault
from tests.gui.findings_acts_kit import (
    chosen_place,
    dialog_of,
    register_all,
)
from tests.gui.test_findings_page import (
    PERSON,
    WAIT,
    Start,
    changed_board,
    extract,
    fill,
    open_page,
    register_point,
    settled,
    start,
)
from tests.jobs.findings_kit import PASSPHRASE
from tests.jobs.test_findings_form_pdf import filled

__all__ = ["extract", "start"]


def picture_file(path: Path) -> Path:
    """Make a white picture of 200 by 100 pixels."""
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    assert image.save(str(path))
    return path


def test_a_photograph_is_taken_in_looked_at_and_covered(
    start: Start, qtbot: QtBot, extract: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    register_point(run, qtbot, page)
    files = page.menus.exhibits
    assert page.shown is not None
    with changed_board(page, qtbot):
        files.take(page.shown, picture_file(tmp_path / "门口.png"))
    settled(run, qtbot)
    listed = files.show_files(page.shown)
    assert listed.table.rows.row(0)["name"] == "门口.png"
    listed.table.opened.emit(0)
    viewer = dialog_of(run, qtbot, ViewerDialog)
    viewer.view.cover(QRect(10, 10, 40, 20))
    with changed_board(page, qtbot):
        viewer.keep.click()
    settled(run, qtbot)
    assert page.shown.state is not None
    original, copy = page.shown.state.exhibits
    assert (copy.redacts, copy.media_type) == (original.digest, "image/png")
    chosen_place(monkeypatch, tmp_path / "copy.png")
    files.save(page.shown, copy)
    qtbot.waitUntil((tmp_path / "copy.png").exists, timeout=WAIT)
    covered = QImage(str(tmp_path / "copy.png"))
    assert covered.pixelColor(20, 20) == QColor("black")
    assert covered.pixelColor(150, 80) == QColor("white")
    assert covered.text() == ""


def test_what_cannot_be_shown_is_a_sentence() -> None:
    assert len(pictures(pdf_bytes(), "application/pdf")) == 1
    for content, kind in ((b"%PDF-1.7 no", "application/pdf"), (b"\x89PNG no", "image/png"), (b"x", "text")):
        with pytest.raises(CasebookError) as caught:
            pictures(content, kind)
        assert caught.value.key == "exhibit-not-shown"


def pdf_bytes() -> bytes:
    """Return a PDF with one empty page."""
    out = io.BytesIO()
    with Pdf.new() as made:
        made.add_blank_page(page_size=(200, 300))
        made.save(out)
    return out.getvalue()


def test_a_form_goes_out_and_comes_back_on_the_page(
    start: Start, qtbot: QtBot, extract: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    register_point(run, qtbot, page)
    with changed_board(page, qtbot):
        fill(page, "verify", owner="周岚")
    settled(run, qtbot)
    chosen_place(monkeypatch, tmp_path / "form")
    assert page.shown is not None
    form = page.menus.replies.ask_send(page.shown)
    with changed_board(page, qtbot):
        form.submit()
    settled(run, qtbot)
    assert page.shown.stage is Stage.HEARING
    answers = {"position": "accepts", "text": "已改", "contact": "王芳"}
    back = tmp_path / "back.pdf"
    back.write_bytes(filled((tmp_path / "form.pdf").read_bytes(), answers))
    with changed_board(page, qtbot):
        page.menus.replies.take(page.shown, back)
    settled(run, qtbot)
    assert page.shown.state is not None
    assert [(one.position, one.text) for one in page.shown.state.replies] == [("accepts", "已改")]
    assert [one.name for one in page.shown.state.exhibits] == ["back.pdf"]


def test_a_personal_value_is_shown_only_after_its_entry(start: Start, qtbot: QtBot, extract: Path) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    register_all(run, qtbot, page)
    row = next(one for one in page.list.shown if one.rule_id == "FUND-105")
    page.list.reveal(row.identity)
    qtbot.waitUntil(lambda: page.evidence.table.rows.rowCount() == 2, timeout=WAIT)
    settled(run, qtbot)
    page.evidence.table.opened.emit(0)
    masked = dialog_of(run, qtbot, RowDialog)
    assert PERSON not in masked.facts.accessibleName()
    masked.unmask_asked.emit()
    masked.accept()
    form = dialog_of(run, qtbot, DeedForm)
    form.submit()
    assert form.wrong.text()
    reason = form.controls["reason"]
    assert isinstance(reason, QPlainTextEdit)
    reason.setPlainText("核对本人")
    form.submit()
    clear = dialog_of(run, qtbot, RowDialog)
    assert PERSON in clear.facts.accessibleName()
    settled(run, qtbot)
    assert page.shown is not None
    assert page.shown.state is not None
    assert (page.shown.state.last.action, page.shown.state.last.text) == ("unmask", "核对本人")
    assert PERSON not in page.trail.trail.entries.accessibleName()
    clear.accept()


def test_the_casebook_locks_after_idleness_and_shows_nothing(
    start: Start, qtbot: QtBot, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    register_point(run, qtbot, page)
    with changed_board(page, qtbot):
        fill(page, "instruct", leader="李市长", text="限期办结", owner="周岚")
    settled(run, qtbot)
    orders = page.menus.show_orders()
    assert orders.table.rows.row(0)["leader"] == "李市长"
    secret = os.environ["PLUMBLINE_PASSPHRASE_FILE"]
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE")
    monkeypatch.setattr("console.vault.asking_vault.safe_backend", lambda: None)
    page.idle.idle.emit()
    qtbot.waitUntil(lambda: page.locked and not run.context.lanes.busy, timeout=WAIT)
    settled(run, qtbot)
    assert run.window.findChildren(OrdersDialog) == []
    assert not page.keeper.open
    assert not any(row.number for row in page.list.all_rows)
    page.trail.unlock_asked.emit()
    form = dialog_of(run, qtbot, PassphraseForm)
    form.first.setText(Path(secret).read_text().strip())
    form.submit()
    qtbot.waitUntil(lambda: not page.locked, timeout=WAIT)
    settled(run, qtbot)
    assert [row.number for row in page.list.all_rows if row.number] == ["WT-0001"]


def test_idleness_is_counted_from_the_last_touch(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    lock = IdleLock(0.002, parent)
    with qtbot.waitSignal(lock.idle, timeout=60000):
        lock.wait_again()
    never = IdleLock(0, parent)
    with qtbot.assertNotEmitted(never.idle, wait=200):
        never.wait_again()


def test_a_long_casebook_is_checked_whole_beside_the_page(
    start: Start, qtbot: QtBot, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.casebook.book.LONG_LOG", 2)
    first = start()
    page = open_page(first, qtbot, extract)
    register_point(first, qtbot, page)
    first.close()
    run = start()
    page = open_page(run, qtbot)
    settled(run, qtbot)
    assert page.board is not None
    assert page.board.ledger is not None
    assert (page.board.ledger.pending, page.trusted) == (False, True)
    run.close()
    forge(paths.casebook_folder())
    again = start()
    page = open_page(again, qtbot)
    qtbot.waitUntil(lambda: page.watch.doubted, timeout=WAIT)
    banner = again.window._banners["casebook"]
    assert isinstance(banner, Banner)
    assert banner.kind == "red"
    assert {action.key for action in page.page_actions() if action.enabled} == {"ledger", "more"}


def forge(folder: Path) -> None:
    """Change a row further back with the right key."""
    key = open_key(folder, AskingVault(lambda _name: PASSPHRASE))
    connection = sqlcipher.connect(str(folder / DATABASE))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("DROP TRIGGER entry_stays")
    connection.execute("UPDATE entry SET actor = '陈立' WHERE sequence = 0")
    connection.commit()
    connection.close()


def test_what_is_due_of_backups_is_done_beside_the_page(start: Start, qtbot: QtBot, extract: Path) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    page.watch.keep_alive()
    assert not (paths.user_folder() / "backups").exists()  # nothing was registered yet
    register_point(run, qtbot, page)
    page.watch.keep_alive()
    settled(run, qtbot)
    assert len(list((paths.user_folder() / "backups").glob("*/casebook.db"))) == 1
    assert (paths.user_folder() / "backups" / "drills.jsonl").is_file()
