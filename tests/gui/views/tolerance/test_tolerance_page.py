"""Owns the proof that the page leads a tolerance case by its own forms, on a real casebook, and keeps it from strangers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from console import bootstrap, paths
from console.domain.entries import Entry
from console.domain.finding import Actor
from console.domain.tolerance import Step
from console.gui.context import ViewContext
from console.gui.scope import Scope
from console.gui.tasks import Lanes
from console.gui.theme import Look
from console.gui.views.tolerance import ToleranceView
from console.gui.views.tolerance.deeds import DEEDS
from console.gui.views.tolerance.forms import Checks, Files, StepForm
from console.gui.views.tolerance.page import TolerancePage
from console.gui.widgets.boxes import ChoiceBox
from console.gui.widgets.forms import PassphraseForm
from console.i18n import Phrases
from console.jobs.findings import CasebookRequest, unlock
from console.settings import Settings
from console.vault.asking_vault import AskingVault
from tests.domain.tolerance_kit import CHEN, CONFIRM, ZHOU, F, Told, granted, ready
from tests.gui.page_kit import rest
from tests.jobs.findings_kit import PASSPHRASE, StepClock

WAIT = 120_000


@dataclass
class Office:
    """A user's folder with a casebook, and the page on it."""

    look: Look
    qtbot: QtBot
    lanes: Lanes
    clock: StepClock
    banners: list[str]
    page: TolerancePage | None = None

    def write(self, *told: Told) -> None:
        """Write entries as somebody did before; what the samples say of a day happened today."""
        request = CasebookRequest(paths.casebook_folder())
        desk = unlock(request, AskingVault(lambda _name: PASSPHRASE), self.clock, begin=True)
        with desk.writing() as book:
            for entry, actor in told:
                book.append(self.dated(entry), actor)

    def dated(self, entry: Entry) -> Entry:
        """Return a sample entry as of today."""
        days = ("applied_on", "decided_on", "told_on", "corrected_on", "appealed_on", "cleared_on")
        told = {name: self.clock.at.date() for name in days if hasattr(entry, name)}
        return replace(entry, **told)  # type: ignore[arg-type]

    def open(self, actor: Actor = ZHOU, size: tuple[int, int] = (1200, 756)) -> TolerancePage:
        """Open the page as somebody."""
        resources = self.look.resources
        phrases = Phrases(self.look.language, resources / "phrases")
        start = bootstrap.Context(Settings(), resources, phrases, self.clock)
        context = ViewContext(self.look, start, self.lanes)
        context.banner_asked.connect(lambda banner, _key: self._banner(banner))
        page = ToleranceView().build(context)
        assert isinstance(page, TolerancePage)
        self.page, page.actor = page, actor
        self.qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        page.scope_changed(Scope())
        self.settle()
        return page

    def _banner(self, banner: object) -> None:
        self.banners.append(banner.accessibleName() if hasattr(banner, "accessibleName") else "")

    def settle(self) -> None:
        """Wait until nothing runs any more."""
        rest(lambda: self.lanes.busy)

    def sign(self, action: str, **values: object) -> StepForm:
        """Fill the form of a step in and sign it."""
        assert self.page is not None
        form = self.page.acts.ask(next(deed for deed in DEEDS if deed.action == action))
        assert form is not None
        fill(form, **values)
        form.submit()
        self.settle()
        return form


def fill(form: StepForm, **values: object) -> None:
    """Fill controls in by name; ``actor`` is who signs."""
    for name, value in values.items():
        control = form.name if name == "actor" else form.controls[name]
        if isinstance(control, QPlainTextEdit):
            control.setPlainText(str(value))
        elif isinstance(control, ChoiceBox):
            control.setCurrentIndex(control.findData(value))
        elif isinstance(control, Checks):
            for key in value:  # type: ignore[attr-defined]
                control.boxes[key].setChecked(True)
        elif isinstance(control, Files):
            control.set_files(value)  # type: ignore[arg-type]
        else:
            assert isinstance(control, QLineEdit)
            control.setText(str(value))


@pytest.fixture
def office(look: Look, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE, "utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("PLUMBLINE_PASSPHRASE_FILE", str(secret))
    lanes = Lanes()
    yield Office(look, qtbot, lanes, StepClock(), [])
    lanes.close()


def buttons(page: TolerancePage) -> list[str]:
    return [action.key for action in page.page_actions()]


def test_without_a_casebook_it_says_where_one_begins(office: Office) -> None:
    page = office.open()
    assert page.list.state.state == "empty"
    assert not page.detail.isVisible()
    assert page.page_actions() == ()


def test_a_confirmed_finding_is_applied_for_and_its_grounds_are_bound(office: Office, tmp_path: Path) -> None:
    office.write(*CONFIRM)
    page = office.open()
    assert page.list.lanes.on == ("candidates",)
    assert buttons(page) == ["more", "tolerance_apply"]
    office.sign("tolerance_apply", applicant="王旭", involved="赵一，钱二", text="先行先试")
    assert page.sheet is not None
    assert page.sheet.case is not None
    assert (page.sheet.case.step, sorted(page.sheet.case.involved)) == (Step.APPLIED, ["赵一", "钱二"])
    assert buttons(page)[-1] == "tolerance_assess"
    paper = tmp_path / "批复.pdf"
    paper.write_bytes(b"%PDF-1.7 approval")
    office.sign("tolerance_bind", ground="lawful", files=[paper], text="批复第三条")
    office.sign("tolerance_assess", ground="lawful", verdict="shown", reason="已核原件")
    ground = page.sheet.case.ground("lawful")
    assert (len(ground.evidence), ground.verdict, ground.reason) == (1, "shown", "已核原件")
    assert "批复.pdf" in page.grounds.table.rows.index(0, 1).data()
    assert "已证明" in page.grounds.table.rows.index(0, 2).data()
    assert "批复第三条" in page.trail.trail.entries.accessibleName()


def test_a_required_field_left_empty_is_asked_for(office: Office) -> None:
    office.write(*CONFIRM)
    page = office.open()
    form = page.acts.ask(DEEDS[0])
    assert form is not None
    form.submit()
    assert form.isVisible()
    assert "申请人" in form.wrong.text()
    form.reject()


def test_a_body_decides_and_the_card_is_gone(office: Office) -> None:
    office.write(*CONFIRM, *ready())
    page = office.open(CHEN)
    assert buttons(page)[-3:] == ["tolerance_refuse", "tolerance_lighten", "tolerance_grant"]
    form = page.acts.ask(next(deed for deed in DEEDS if deed.action == "tolerance_grant"))
    assert form is not None
    fill(form, document_number="容〔2026〕3号", body="市委组织部", reason="均有证据", correct_by="next week")
    form.submit()
    assert "2026-07-12" in form.wrong.text()
    fill(form, correct_by="2099-01-01")
    form.submit()
    office.settle()
    assert page.sheet is not None
    assert (page.sheet.state.tolerated, page.sheet.state.counts_as_card) == ("容〔2026〕3号", False)
    assert page.list.lanes.on == ("decided",)
    assert page.context.findings is not None
    assert not any(state.counts_as_card for state in page.context.findings)


def test_what_the_procedure_forbids_is_a_sentence(office: Office) -> None:
    office.write(*CONFIRM, *ready())
    page = office.open(CHEN)
    body = {"document_number": "容〔2026〕3号", "body": "市委组织部", "reason": "均有证据"}
    office.sign("tolerance_grant", actor="周岚", **body)  # who verified
    assert "周岚" in office.banners[-1]
    assert page.known is not None
    assert page.known.book is not None
    assert not page.known.book.states[0].tolerated


@pytest.mark.parametrize("stranger", ["孙仪", "李敏"])
def test_a_stranger_sees_step_and_outcome_and_no_word(office: Office, stranger: str) -> None:
    office.write(*CONFIRM, *granted()[:2], *granted()[3:])
    page = office.open(replace(ZHOU, name=stranger))
    told = _all_words(page)
    assert page.sheet is not None
    assert page.sheet.hidden
    assert page.grounds.state.state == page.trail.state.state == "empty"
    assert "容错免责" in page.head.outcome.accessibleName()
    for word in ("王旭", "先行先试", "赵一", "见纪要", "九项均有证据"):
        assert word not in told


def _all_words(page: TolerancePage) -> str:
    parts = [page.facts.facts, page.trail.trail.entries, page.head.stepper, page.head.about]
    rows = [
        str(page.grounds.table.rows.index(row, column).data())
        for row in range(page.grounds.table.rows.rowCount())
        for column in range(3)
    ]
    return " ".join([*(part.accessibleName() for part in parts), *rows])


def test_a_pilot_is_entered_and_makes_a_notice(office: Office) -> None:
    office.write(*CONFIRM)
    page = office.open()
    form = page.acts.ask_pilot()
    assert form is not None
    fill(form, pilot="P1", document_number="改〔2026〕8号", authorised_by="市改革办", deviation="容缺受理")
    fill(form, rules="SVC-003, SVC-101")
    form.controls["starts"].setDate(form.controls["starts"].date().addYears(-1))  # type: ignore[attr-defined]
    form.submit()
    office.settle()
    assert page.known is not None
    assert page.known.book is not None
    state = page.known.book.find(F)
    assert state is not None
    assert (state.pilot, state.severity) == ("P1", "notice")
    assert page.pilots.table.rows.rowCount() == 1


def test_an_unbounded_pilot_is_a_sentence(office: Office) -> None:
    office.write(*CONFIRM)
    page = office.open()
    form = page.acts.ask_pilot()
    assert form is not None
    fill(
        form,
        pilot="P1",
        document_number="改〔2026〕8号",
        authorised_by="市改革办",
        deviation="容缺",
        rules="*",
    )
    form.submit()
    office.settle()
    assert "P1" in office.banners[-1]


def test_a_locked_casebook_asks_for_its_passphrase(
    office: Office, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    office.write(*CONFIRM)
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    page = office.open()
    forms: Callable[[], list[PassphraseForm]] = lambda: page.window().findChildren(PassphraseForm)  # noqa: E731
    qtbot.waitUntil(lambda: bool(forms()), timeout=WAIT)
    form = forms()[0]
    form.first.setText(PASSPHRASE)
    form.submit()
    office.settle()
    assert page.known is not None
    assert page.known.book is not None


def test_idleness_locks_the_casebook_and_shows_nothing_of_it(office: Office) -> None:
    office.write(*CONFIRM, *ready())
    page = office.open()
    form = page.acts.ask_reader()
    page.idle.idle.emit()
    assert not form.isVisible()
    assert (page.known, page.sheet, page.keeper.open, page.page_actions()) == (None, None, False, ())
    assert page.list.state.state == "empty"
    assert not page.detail.isVisible()
    page.reload()
    office.settle()
    assert page.known is not None
    assert page.detail.isVisible()


def test_what_another_page_wrote_is_read_on_the_next_look(office: Office) -> None:
    office.write(*CONFIRM)
    page = office.open()
    page.hide()
    office.write((ready()[0][0], ZHOU))
    page.context.set_findings(())  # as another page tells that it read the casebook
    page.show()
    office.settle()
    assert page.known is not None
    assert page.known.book is not None
    assert [row.step for row in page.known.book.board.rows] == [Step.APPLIED]


@pytest.mark.parametrize("size", [(1192, 588), (1200, 756), (1680, 936)])
@pytest.mark.parametrize(("language", "theme"), [("zh-CN", "light"), ("en", "dark")])
def test_nothing_is_cut(office: Office, size: tuple[int, int], language: str, theme: str) -> None:
    office.look.set_language(language)
    office.look.set_theme(theme)
    office.write(*CONFIRM, *granted())
    page = office.open(CHEN, size)
    page.grab()
    audit = office.look.audit
    assert audit is not None
    assert audit.clipped == []
