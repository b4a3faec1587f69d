"""Owns the proof of what the page does beside the ordinary way: many at once, filters kept, files written, keys of one's own."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from console import paths
from console.domain.finding import Stage
from console.gui.views.findings.filters import Narrowing
from console.gui.widgets.banner import Banner
from console.gui.widgets.boxes import DayBox
from tests.gui.findings_acts_kit import (
    bootstrap_now,
    chosen_place,
    key_form,
    make_identities,
    pick,
    register_all,
)
from tests.gui.test_findings_page import (
    WAIT,
    Start,
    changed_board,
    extract,
    fill,
    open_page,
    press,
    register_point,
    settled,
    start,
)
from tests.jobs.findings_kit import PASSPHRASE

__all__ = ["extract", "start"]


def test_the_same_is_decided_on_many_at_once_or_on_none(start: Start, qtbot: QtBot, extract: Path) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    register_all(run, qtbot, page)
    pick(page, 3)
    rows = page.list.picked
    assert [action.key for action in page.page_actions()] == ["ledger", "bulk"]
    deeds = {deed.action: deed for deed in page.acts.bulk_deeds(rows)}
    assert "confirm" not in deeds
    assert "close" not in deeds
    form = page.acts.ask_many(deeds["verify"], rows)
    form.controls["owner"].setText("周岚")  # type: ignore[attr-defined]
    with changed_board(page, qtbot):
        form.submit()
    settled(run, qtbot)
    assert page.board is not None
    stages = [row.stage for row in page.board.rows]
    assert (stages.count(Stage.VERIFYING), stages.count(Stage.SUSPICION)) == (3, len(stages) - 3)
    pick(page, len(stages))
    assert "verify" not in {deed.action for deed in page.acts.bulk_deeds(page.list.picked)}


def test_terms_end_on_working_days_and_say_how_many(start: Start, qtbot: QtBot, extract: Path) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    register_point(run, qtbot, page)
    form = fill(page, "assign", owner="")
    box = form.controls["due_on"]
    assert isinstance(box, DayBox)
    assert page.terms.working(box.day)
    assert page.terms.left(page.today, box.day) == 5
    form.reject()


def test_an_objection_is_decided_and_a_step_undone_on_the_page(
    start: Start, qtbot: QtBot, extract: Path
) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    register_point(run, qtbot, page)
    for action, values in (
        ("verify", {"owner": "周岚"}),
        ("hear", {}),
        ("reply", {"position": "partly", "text": "正在改造"}),
        ("confirm", {"reason": "现场核实无坡道"}),
        ("instruct", {"leader": "李市长", "text": "限期办结", "owner": "周岚"}),
        ("carry_out", {"text": "已办"}),
        ("object", {"text": "不服"}),
        ("reverse", {"reason": "误点"}),
    ):
        with changed_board(page, qtbot):
            fill(page, action, **values)
        settled(run, qtbot)
    assert page.shown is not None
    state = page.shown.state
    assert state is not None
    assert (state.stage, state.standing) == (Stage.CONFIRMED, True)
    assert [order.done_on is not None for order in state.orders] == [True]


def test_filters_are_kept_by_name_over_a_restart(start: Start, qtbot: QtBot, extract: Path) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    register_point(run, qtbot, page)
    page.list.narrow(Narrowing("open", ("yellow",), ("ordered",)))
    assert page.list.shown == ()
    page.kept.keep(" 有批示的黄牌 ")
    settled(run, qtbot)
    run.close()
    again = start()
    page = open_page(again, qtbot)
    qtbot.waitUntil(lambda: bool(page.kept.filters), timeout=WAIT)
    assert page.list.shown
    menu = QMenu()
    page.list.filters_asked.emit(menu)
    next(action for action in menu.actions() if action.text() == "有批示的黄牌").trigger()
    assert page.list.shown == ()
    assert page.list.narrowing == Narrowing("open", ("yellow",), ("ordered",))
    page.kept.drop("有批示的黄牌")
    settled(again, qtbot)
    assert json.loads((paths.user_folder() / "finding-filters.json").read_text()) == []


def test_ledger_package_and_paper_leave_the_page(
    start: Start, qtbot: QtBot, extract: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start()
    run.context.start = bootstrap_now(run)
    page = open_page(run, qtbot, extract)
    register_all(run, qtbot, page)
    chosen_place(monkeypatch, tmp_path / "ledger")
    press(page, "ledger")
    qtbot.waitUntil((tmp_path / "ledger.xlsx").exists, timeout=WAIT)
    sheet = ZipFile(tmp_path / "ledger.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert "WT-0001" in sheet
    assert "市政务中心" not in sheet
    assert page.shown is not None
    chosen_place(monkeypatch, tmp_path / "paper.pdf")
    page.menus.outgoing.paper(page.shown, "evidence")
    qtbot.waitUntil((tmp_path / "paper.pdf").exists, timeout=WAIT)
    page.menus.outgoing.ask_package((page.shown,))
    qtbot.waitUntil(lambda: "findings" in run.window._banners, timeout=WAIT)
    banner = run.window._banners["findings"]
    assert isinstance(banner, Banner)
    assert "keys issue" in banner.accessibleName()
    make_identities(("zhou", "周岚"))
    chosen_place(monkeypatch, tmp_path / "package.zip")
    page.menus.outgoing.ask_package((page.shown,))
    form = key_form(run, qtbot)
    form.submit()
    assert form.wrong.text()
    form.secrets[0].setText(PASSPHRASE)
    form.submit()
    qtbot.waitUntil((tmp_path / "package.zip").exists, timeout=WAIT)
    names = ZipFile(tmp_path / "package.zip").namelist()
    assert f"findings/{page.shown.number}/rows.json" in names
    assert "package.json.p7s" in names


def test_a_red_card_is_countersigned_and_a_case_handed_over_on_the_page(
    start: Start, qtbot: QtBot, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start()
    run.context.start = bootstrap_now(run)
    page = open_page(run, qtbot, extract)
    register_point(run, qtbot, page)
    make_identities(("zhou", "周岚"), ("chen", "陈立"))
    for action, values in (
        ("verify", {"owner": "周岚"}),
        ("hear", {}),
        ("reply", {"position": "partly", "text": "正在改造"}),
        ("confirm", {"reason": "现场核实无坡道", "severity": "red"}),
        ("rectify", {"owner": "市政务中心", "text": "改造"}),
        ("report", {"text": "已改"}),
    ):
        with changed_board(page, qtbot):
            fill(page, action, **values)
        settled(run, qtbot)
    assert page.shown is not None
    menu = QMenu()
    page.more_menu(menu, page.shown)
    assert {"副签同意销号", "交接"} <= {action.text() for action in menu.actions()}
    assert page.page_actions()[-1].key == "countersign"
    press(page, "countersign")
    form = key_form(run, qtbot)
    form.texts["reason"].setPlainText("看过现场")
    form.boxes[0].setCurrentIndex(form.boxes[0].findData("chen"))
    form.secrets[0].setText(PASSPHRASE)
    with changed_board(page, qtbot):
        form.submit()
    settled(run, qtbot)
    assert page.shown.state is not None
    assert page.shown.state.countersigned == ("陈立",)
    assert page.page_actions()[-1].key == "close"
    page.menus.vows.ask_hand_over((page.shown,))
    form = key_form(run, qtbot)
    assert form.boxes[0].chosen != form.boxes[1].chosen
    for line in form.secrets:
        line.setText(PASSPHRASE)
    with changed_board(page, qtbot):
        form.submit()
    settled(run, qtbot)
    assert page.shown.state.trail[-1].action == "hand_over"
