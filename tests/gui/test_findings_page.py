"""Owns the proof that the page goes the way of a finding by its own buttons, on a real extract and a real casebook."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from console import bootstrap
from console.domain.finding import Stage
from console.gui.app import Application
from console.gui.theme import Look
from console.gui.views.findings.deeds import DEEDS
from console.gui.views.findings.forms import DeedForm, RowDialog, amount_value
from console.gui.views.findings.page import FindingsPage
from console.gui.widgets.banner import Banner
from console.gui.widgets.boxes import ChoiceBox
from console.gui.widgets.forms import PassphraseForm
from console.gui.widgets.table import DataTable
from console.i18n import Phrases
from console.settings import Settings
from tests.gui.page_kit import rest
from tests.jobs.findings_kit import PASSPHRASE, StepClock, extract_file

WAIT = 120_000
PERSON = "person-7f3a"
Start = Callable[[], Application]


@pytest.fixture
def start(look: Look, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """How to start the application in the user's folder of this test; a passphrase file stands for the person."""
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE, "utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("PLUMBLINE_PASSPHRASE_FILE", str(secret))
    made: list[Application] = []

    def begin() -> Application:
        settings = Settings(memory_gibibytes=2.0, threads=1)
        phrases = Phrases("zh-CN", look.resources / "phrases")
        application = Application(look, bootstrap.Context(settings, look.resources, phrases, StepClock()))
        qtbot.addWidget(application.window)
        application.window.show()
        made.append(application)
        return application

    yield begin
    for application in made:
        application.close()


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return extract_file(tmp_path / "one.duckdb")


def page_of(run: Application) -> FindingsPage:
    page = run.window.page("findings")
    assert isinstance(page, FindingsPage)
    return page


def open_page(run: Application, qtbot: QtBot, extract: Path | None = None) -> FindingsPage:
    """Open the extract and go to the page, and wait until it stands."""
    run.window.go("findings")
    page = page_of(run)
    if extract is not None:
        run.opening.open(extract)
        qtbot.waitUntil(lambda: run.context.session is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: page.board is not None and not run.context.lanes.busy, timeout=WAIT)
    if extract is not None:
        qtbot.waitUntil(lambda: page.found is not None and not run.context.lanes.busy, timeout=WAIT)
    return page


def settled(run: Application, qtbot: QtBot) -> None:
    rest(lambda: run.context.lanes.busy)


@contextmanager
def changed_board(page: FindingsPage, qtbot: QtBot) -> Iterator[None]:
    """Wait until what was done has brought another board."""
    before = page.board
    yield
    qtbot.waitUntil(lambda: page.board is not before, timeout=WAIT)


def press(page: FindingsPage, key: str) -> None:
    """Press a button of the title row."""
    next(action for action in page.page_actions() if action.key == key).run()


def fill(page: FindingsPage, action: str, **values: str) -> DeedForm:
    """Open the form of a decision, fill it in and sign."""
    deed = next(deed for deed in DEEDS if deed.action == action)
    assert page.shown is not None
    form = page.acts.ask(deed, page.shown)
    for name, value in values.items():
        control = form.controls[name]
        if isinstance(control, QPlainTextEdit):
            control.setPlainText(value)
        elif isinstance(control, ChoiceBox):
            control.setCurrentIndex(control.findData(value))
        else:
            control.setText(value)  # type: ignore[attr-defined]
    form.submit()
    return form


def register_point(run: Application, qtbot: QtBot, page: FindingsPage) -> str:
    """Register the suspicion of one service point and return its identity."""
    row = next(one for one in page.list.shown if one.rule_id == "INC-101")
    assert page.list.reveal(row.identity)
    press(page, "register")
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.number != "", timeout=WAIT)
    settled(run, qtbot)
    return row.identity


def test_suspicions_stand_hollow_and_unregistered(start: Start, qtbot: QtBot, extract: Path) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    assert {row.rule_id for row in page.list.shown} >= {"INC-101", "FUND-105"}
    assert not any(row.card or row.number for row in page.list.shown)
    assert page.list.shown[0].severity == "red"
    assert "拟红牌" in page.list.table.model().index(0, 0).data()
    assert page.trail.state.state == "empty"
    assert [action.key for action in page.page_actions()] == ["register-all", "register"]
    settled(run, qtbot)
    assert page.evidence.table.rows.rowCount() >= 1


def test_a_finding_goes_its_whole_way_by_the_buttons(start: Start, qtbot: QtBot, extract: Path) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    identity = register_point(run, qtbot, page)
    for action, values, stage in (
        ("verify", {"owner": "周岚"}, Stage.VERIFYING),
        ("hear", {}, Stage.HEARING),
        ("reply", {"position": "partly", "text": "正在改造"}, Stage.HEARING),
        ("confirm", {"reason": "现场核实无坡道"}, Stage.CONFIRMED),
    ):
        with changed_board(page, qtbot):
            fill(page, action, **values)
        settled(run, qtbot)
        assert page.shown is not None
        assert (page.shown.identity, page.shown.stage) == (identity, stage)
    assert page.shown is not None
    assert page.shown.card
    assert page.head.badge_of.accessibleName() == "黄牌"
    words = page.trail.trail.entries.accessibleName()
    assert "现场核实无坡道" in words
    assert "哈希链完整" in page.trail.trail.banner.accessibleName()
    ledger = page.board.ledger if page.board else None
    assert ledger is not None
    assert page.trail.head_value.text() == ledger.head.short
    assert page.page_actions()[-1].key == "rectify"


def test_a_decision_the_procedure_forbids_is_a_sentence(start: Start, qtbot: QtBot, extract: Path) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    register_point(run, qtbot, page)
    fill(page, "confirm", reason="x", severity="yellow")
    qtbot.waitUntil(lambda: "findings" in run.window._banners, timeout=WAIT)
    banner = run.window._banners["findings"]
    assert isinstance(banner, Banner)
    assert "征求意见" in banner.accessibleName() or "核实" in banner.accessibleName()
    assert page.shown is not None
    assert page.shown.stage is Stage.SUSPICION


def test_a_dismissal_asks_for_its_reason_before_it_is_sent(start: Start, qtbot: QtBot, extract: Path) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    register_point(run, qtbot, page)
    form = fill(page, "dismiss", text="已补齐")
    assert form.isVisible()
    assert "不属实的理由" in form.wrong.text()
    reason = form.controls["reason"]
    assert isinstance(reason, ChoiceBox)
    assert reason.count() == 9
    reason.setCurrentIndex(reason.findData("corrected_before"))
    form.submit()
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.stage is Stage.DISMISSED, timeout=WAIT)
    assert "发现前已自行纠正" in page.trail.trail.entries.accessibleName()


def test_the_casebook_stands_alone_without_an_extract(start: Start, qtbot: QtBot, extract: Path) -> None:
    first = start()
    page = open_page(first, qtbot, extract)
    press(page, "register-all")
    qtbot.waitUntil(lambda: page.board is not None and page.board.ledger is not None, timeout=WAIT)
    count = len(page.list.shown)
    first.close()
    alone = open_page(start(), qtbot)
    assert len(alone.list.shown) == count
    assert all(row.number and row.suspicion is None for row in alone.list.shown)
    assert alone.list.reveal(next(row.identity for row in alone.list.shown if row.rule_id == "FUND-105"))
    qtbot.waitUntil(lambda: alone.evidence.table.rows.rowCount() == 2, timeout=WAIT)
    assert PERSON not in shown_words(alone)


def test_with_neither_extract_nor_casebook_the_page_says_what_to_do(start: Start, qtbot: QtBot) -> None:
    page = open_page(start(), qtbot)
    assert page.list.state.state == "empty"
    assert not page.detail.isVisible()
    assert page.page_actions() == ()


def test_the_passphrase_is_asked_for_where_no_store_is_safe(
    start: Start, qtbot: QtBot, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE")
    monkeypatch.setattr("console.vault.asking_vault.safe_backend", lambda: None)
    run = start()
    page = open_page(run, qtbot, extract)
    press(page, "register-all")
    form = asked(qtbot, run)
    form.first.setText("short")
    form.submit()
    assert "12" in form.wrong.text()
    form.first.setText(PASSPHRASE)
    form.second.setText(PASSPHRASE)
    form.submit()
    qtbot.waitUntil(lambda: page.board is not None and page.board.ledger is not None, timeout=WAIT)
    run.close()
    again = start()
    page = page_of(again)
    again.window.go("findings")
    form = asked(qtbot, again)
    assert not hasattr(form, "third")
    form.first.setText("not the passphrase")
    form.submit()
    qtbot.waitUntil(lambda: asked(qtbot, again) is not form, timeout=WAIT)
    form = asked(qtbot, again)
    assert form.wrong.text()
    form.reject()
    settled(again, qtbot)
    assert page.locked
    assert (page.list.state.state, page.list.shown) == ("empty", ())
    assert "案卷已锁" in shown_words(page)
    page.acts.ask_passphrase()
    form = asked(qtbot, again)
    form.first.setText(PASSPHRASE)
    form.submit()
    qtbot.waitUntil(lambda: not page.locked and bool(page.list.shown), timeout=WAIT)
    assert os.environ.get("PLUMBLINE_PASSPHRASE_FILE") is None


def asked(qtbot: QtBot, run: Application) -> PassphraseForm:
    """Return the form that asks for the passphrase now."""
    found: list[PassphraseForm] = []

    def there() -> bool:
        found[:] = [form for form in run.window.findChildren(PassphraseForm) if form.isVisible()]
        return bool(found)

    qtbot.waitUntil(there, timeout=WAIT)
    return found[-1]


def test_scope_lanes_and_filters_leave_out_and_count(start: Start, qtbot: QtBot, extract: Path) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    everything = len(page.list.shown)
    register_point(run, qtbot, page)
    lanes = {chip.choice.key: chip for chip in page.list.lanes._chips}
    lanes["open"].press()
    assert [row.number for row in page.list.shown] == ["WT-0001"]
    assert lanes["new"].choice.count == everything - 1
    assert not page.list.reveal("nothing")
    run.context.set_scope(run.context.scope.with_value("organisation", "O2"))
    assert {row.organisation_id for row in page.list.all_rows} == {"O2"}
    assert page.list.shown == ()
    assert not page.detail.isVisible()


def test_what_is_not_listed_is_counted_and_found_in_a_smaller_scope(
    start: Start, qtbot: QtBot, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.gui.views.findings.page.MOST_LISTED", 1)
    run = start()
    page = open_page(run, qtbot, extract)
    assert [row.rule_id for row in page.list.shown] == ["FUND-105"]
    assert page.found is not None
    assert str(page.found.total) in page.list.meta.accessibleName()
    run.context.set_scope(run.context.scope.with_value("organisation", "O1"))
    qtbot.waitUntil(lambda: [row.organisation_id for row in page.list.shown] == ["O1"], timeout=WAIT)


def test_one_arrives_at_a_finding_by_number_or_by_rule(start: Start, qtbot: QtBot, extract: Path) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    identity = register_point(run, qtbot, page)
    run.context.navigate("findings", rule="FUND-105")
    assert page.shown is not None
    assert page.shown.rule_id == "FUND-105"
    run.context.navigate("findings", finding="WT-0001")
    assert page.shown.identity == identity
    assert run.look.words(page.search("wt-0001")[0].words).startswith("WT-0001")
    page.command("next-finding")
    assert page.shown.identity != identity


def test_a_comment_is_signed_with_ctrl_enter(start: Start, qtbot: QtBot, extract: Path) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    register_point(run, qtbot, page)
    page.trail.composer.setText("已约谈")
    with changed_board(page, qtbot):
        QTest.keyClick(page.trail.composer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "已约谈" in page.trail.trail.entries.accessibleName()


def test_a_row_of_evidence_opens_whole_and_masked(start: Start, qtbot: QtBot, extract: Path) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    row = next(one for one in page.list.shown if one.rule_id == "FUND-105")
    page.list.reveal(row.identity)
    qtbot.waitUntil(lambda: page.evidence.table.rows.rowCount() == 2, timeout=WAIT)
    settled(run, qtbot)
    page.evidence.table.opened.emit(0)
    dialog = next(one for one in run.window.findChildren(RowDialog) if one.isVisible())
    assert "1250.50" in dialog.facts.accessibleName()
    assert PERSON not in shown_words(run.window)
    dialog.accept()


def shown_words(widget: QWidget) -> str:
    """Return every word a widget and its children say to a screen reader, the cells of tables included."""
    told = [part.accessibleName() for part in widget.findChildren(QWidget)]
    for table in widget.findChildren(DataTable):
        model = table.table_model()
        places = ((r, c) for r in range(model.rowCount()) for c in range(model.columnCount()))
        told.extend(str(model.index(*place).data()) for place in places)
    return "\n".join(told)


@pytest.mark.parametrize("language", ("zh-CN", "en"))
def test_nothing_is_cut_in_either_theme_at_any_size(
    start: Start, qtbot: QtBot, extract: Path, tmp_path: Path, language: str
) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    register_point(run, qtbot, page)
    run.look.set_language(language)
    audit = run.look.audit
    assert audit is not None
    for theme in ("light", "dark"):
        run.look.set_theme(theme)
        for size in ((1280, 720), (1440, 900), (1920, 1080)):
            run.window.resize(*size)
            settled(run, qtbot)
            audit.found.clear()
            picture = run.window.grab()
            assert picture.save(str(tmp_path / f"findings-{language}-{theme}-{size[0]}.png"))
            assert audit.clipped == []
            bar = page.evidence.table.horizontalScrollBar()
            assert bar.maximum() == 0, (language, theme, size)


def test_a_casebook_that_does_not_hold_is_read_under_a_red_banner(
    start: Start, qtbot: QtBot, extract: Path, tmp_path: Path
) -> None:
    first = start()
    page = open_page(first, qtbot, extract)
    register_point(first, qtbot, page)
    first.close()
    (tmp_path / "home" / "casebook" / "checkpoint.jsonl").unlink()
    run = start()
    page = open_page(run, qtbot)
    banner = run.window._banners["casebook"]
    assert isinstance(banner, Banner)
    assert (banner.kind, "checkpoint.jsonl" in banner.accessibleName()) == ("red", True)
    assert page.page_actions()
    assert {action.key for action in page.page_actions() if action.enabled} == {"ledger", "more"}
    assert not page.trail.composer.isEnabled()
    assert "尚未校验" in page.trail.trail.banner.accessibleName()


def test_amounts_are_numbers_or_nothing() -> None:
    assert amount_value(" ") is None
    assert str(amount_value("286,400.00")) == "286400.00"
    for words in ("NaN", "much", "1e999x"):
        with pytest.raises(ArithmeticError):
            amount_value(words)
