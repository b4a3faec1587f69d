"""The briefing of what is shown: asked for on the overview, written by the real job, signed by a real key, cancelled whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console import bootstrap
from console.domain.ports import SystemClock
from console.domain.verification import Verdict
from console.errors import Fact
from console.gui.app import Application
from console.gui.casebook import known_findings
from console.gui.scope import Scope
from console.gui.theme import Look
from console.gui.views.overview import OverviewView
from console.gui.widgets.brief_dialog import BriefDialog, Signer
from console.i18n import Phrases
from console.jobs.theme_rules import filled
from console.settings import Settings
from console.signing.pdf_structure import attachments
from console.signing.pdf_verification import verify_pdf_signature
from console.signing.truststore import TrustStore
from tests.gui.page_kit import DeskSession, DeskWorker, wait_until
from tests.jobs.page_sample import province
from tests.signing.papers import PASSPHRASE, FixedClock, make_office


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return province(tmp_path_factory)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder with an authority, two signers and no casebook."""
    folder = tmp_path / "home"
    folder.mkdir()
    make_office(folder, FixedClock(SystemClock().now()))
    monkeypatch.setenv("PLUMBLINE_HOME", str(folder))
    return folder


@pytest.fixture
def run(look: Look, qtbot: QtBot, file: Path, home: Path) -> Iterator[Application]:
    """The window over the province, with no page that would compute anything beside the briefing."""
    start = bootstrap.Context(
        Settings(), look.resources, Phrases("zh-CN", look.resources / "phrases"), SystemClock()
    )
    made = Application(look, start, ())
    qtbot.addWidget(made.window)
    made.window.show()
    held = DeskWorker(file)
    made.context.set_session(DeskSession(held), Scope(period=held.opened.period))
    wait_until(lambda: not made.lanes.busy)
    yield made
    made.context.set_session(None, Scope())
    made.close()
    held.close()


@pytest.fixture
def dialog(run: Application) -> BriefDialog:
    """The dialog as a page's wish opens it, with its signers."""
    run.context.navigate("briefing")
    wait_until(lambda: not run.lanes.busy)
    found = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, BriefDialog) and one.isVisible()
    ]
    assert len(found) == 1
    return found[0]


def test_the_overview_asks_for_it_once_its_figures_are_there(run: Application) -> None:
    """The primary button of the title row leads to the dialog, not to a page."""
    page = OverviewView().build(run.context)
    (action,) = page.page_actions()
    assert (action.key, action.primary, action.enabled) == ("brief", True, False)
    wanted: list[str] = []
    run.context.navigate_asked.connect(lambda key, _facts: wanted.append(key))
    action.run()
    assert wanted == ["briefing"]
    page.deleteLater()


def test_a_briefing_is_written_and_signed_from_the_window(
    run: Application, dialog: BriefDialog, home: Path, tmp_path: Path
) -> None:
    """The signers of this computer are offered; the file is a PDF whose signature holds; the dialog says who signed."""
    offered = [dialog.signer.itemText(at) for at in range(dialog.signer.count())]
    assert offered[0] == "不签名（草稿）"
    assert "王审计 · 证书有效" in offered
    dialog.signer.setCurrentIndex(dialog.signer.findData("preparer"))
    dialog.passphrase.setText(PASSPHRASE)
    out = tmp_path / "简报.pdf"
    run.briefings.write(dialog, dialog.wish(), out)
    assert dialog.cancel.isVisible() and not dialog.write.isEnabled()
    wait_until(lambda: not run.lanes.busy)
    assert "由王审计签名" in dialog.told.said
    assert "没有写入案卷" in dialog.told.said
    assert dialog.told.property("role") == "ok"
    found = verify_pdf_signature(out.read_bytes(), TrustStore.load((home / "trust",)), SystemClock())
    assert found.verdict is Verdict.VALID
    assert dialog.write.isEnabled() and dialog.show_file.isVisible()


def test_an_unsigned_one_says_that_nobody_can_check_it(
    run: Application, dialog: BriefDialog, tmp_path: Path
) -> None:
    """A draft in English, of another kind than the usual one: no signature, and the dialog does not look pleased."""
    assert dialog.kind.itemText(0) == "季度监督简报"
    assert dialog.wish().definition == "quarterly"
    dialog.kind.setCurrentIndex(dialog.kind.findData("services"))
    dialog.signer.setCurrentIndex(0)
    assert not dialog.passphrase.isEnabled()
    dialog.language.setCurrentIndex(dialog.language.findData("en"))
    out = tmp_path / "draft.pdf"
    run.briefings.write(dialog, dialog.wish(), out)
    wait_until(lambda: not run.lanes.busy)
    assert out.read_bytes().startswith(b"%PDF")
    assert b"/ByteRange" not in out.read_bytes()
    assert b'"definition":"services"' in attachments(out.read_bytes())["request.json"]
    assert "没有签名" in dialog.told.said
    assert dialog.told.property("role") == "yellow"


def test_a_wrong_passphrase_and_a_folder_that_is_gone_are_sentences(
    run: Application, dialog: BriefDialog, tmp_path: Path
) -> None:
    """Nothing is written, the dialog stays and can be tried again."""
    dialog.signer.setCurrentIndex(dialog.signer.findData("preparer"))
    dialog.passphrase.setText("no such passphrase")
    run.briefings.write(dialog, dialog.wish(), tmp_path / "a.pdf")
    wait_until(lambda: not run.lanes.busy)
    assert dialog.told.property("role") == "red"
    assert "口令" in dialog.told.said
    dialog.signer.setCurrentIndex(0)
    run.briefings.write(dialog, dialog.wish(), tmp_path / "gone" / "a.pdf")
    wait_until(lambda: not run.lanes.busy)
    assert dialog.told.property("role") == "red"
    assert not list(tmp_path.glob("*.pdf*"))
    assert dialog.write.isEnabled()


def test_cancelling_leaves_no_file(run: Application, dialog: BriefDialog, tmp_path: Path) -> None:
    """The button stops the work, and so does closing the dialog."""
    dialog.signer.setCurrentIndex(0)
    out = tmp_path / "c.pdf"
    run.briefings.write(dialog, dialog.wish(), out)
    dialog.cancel.click()
    wait_until(lambda: not run.lanes.busy)
    assert "已取消" in dialog.told.said
    assert not out.exists()
    assert dialog.write.isEnabled()


def test_who_cannot_sign_stands_there_disabled(look: Look, qtbot: QtBot) -> None:
    """A revoked signer is shown with the reason, and is not chosen."""
    dialog = BriefDialog(look, "x", "zh-CN", None)
    qtbot.addWidget(dialog)
    dialog.offer((Signer("a", "赵甲", "revoked"), Signer("b", "钱乙", "in-force")), locked=True)
    assert dialog.wish().identity == "b"
    assert dialog.signer.itemText(1) == "赵甲 · 证书已吊销"
    model = dialog.signer.model()
    assert not model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsEnabled
    dialog.show()
    assert dialog.casebook_passphrase.isVisible()
    dialog.casebook.setChecked(False)
    assert not dialog.casebook_passphrase.isVisible()


def test_no_casebook_means_no_findings_which_is_known(run: Application) -> None:
    """Before the page of findings was opened, the window knows that nothing was confirmed."""
    assert known_findings(SystemClock()) == ()
    assert run.context.findings == ()


def test_yuan_in_the_sentence_of_a_rule_have_separators() -> None:
    """Only what the sentence calls yuan; a number of days, a key and a text stay as they are."""
    facts: dict[str, Fact] = {"amount": "1234567.50", "days": 1200, "key": "20260101", "limit": 980000}
    assert filled("{key}：{days} 日内 {amount} 元，上限 {limit} 元", facts) == (
        "20260101：1200 日内 1,234,567.50 元，上限 980,000 元"
    )
    assert filled("{limit} yuan, {gone} yuan", facts) == "980,000 yuan, — yuan"
    assert filled("{amount} 元", {"amount": "1,234.00"}) == "1,234.00 元"
