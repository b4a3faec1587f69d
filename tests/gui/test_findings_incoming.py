"""Owns the proof of what others hand over to the page, and of the casebook in figures: real books, packages and workers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console import paths
from console.catalogue.load import load_catalogue
from console.domain.finding import Actor, Role
from console.domain.ledger import TreeHead
from console.domain.ports import Silent, SystemClock
from console.gui.casebook import CasebookKey
from console.gui.theme import Look
from console.gui.views.findings.insight import PreviewForm
from console.gui.widgets.banner import Banner
from console.gui.widgets.dialogs import VerificationDialog
from console.gui.widgets.table_dialog import TableDialog
from console.jobs.findings import CasebookRequest, register, unlock
from console.jobs.findings_answers import RuleSheet
from console.jobs.findings_package import PackageRequest, make_package
from console.jobs.findings_witness import head_code
from console.paths import resource_root
from console.signing.signer import open_signer
from console.vault.asking_vault import AskingVault
from tests.gui.findings_acts_kit import dialog_of, make_identities, register_all
from tests.gui.test_findings_page import WAIT, Start, extract, open_page, settled, start
from tests.jobs.findings_kit import PASSPHRASE

__all__ = ["extract", "start"]

LI = Actor("李敏", Role.INSPECTOR)
SECRET = "another plumb line"


def test_another_casebook_is_taken_over_and_what_differs_is_shown(
    start: Start, qtbot: QtBot, extract: Path, tmp_path: Path
) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    register_all(run, qtbot, page)
    assert page.found is not None
    other = CasebookRequest(tmp_path / "李敏的案卷")
    desk = unlock(other, AskingVault(lambda _name: SECRET), SystemClock(), begin=True)
    register(desk, page.found.seen, LI)
    form = page.menus.incoming.ask_merge_of(other.folder)
    form.submit()  # nothing typed, nothing asked
    assert form.isVisible()
    form.line.setText("not this one at all")
    form.submit()
    assert form.line.text() == ""
    qtbot.waitUntil(lambda: "findings" in run.window._banners, timeout=WAIT)
    assert isinstance(run.window._banners["findings"], Banner)
    page.menus.incoming.merge(other.folder, SECRET)
    dialog = dialog_of(run, qtbot, TableDialog)
    settled(run, qtbot)
    rows = dialog.table.rows.rows
    assert [line["number"] for line in rows] == [f"WT-{n:04}" for n in range(1, len(rows) + 1)]
    assert all(line["holds"].kind == "ok" for line in rows)  # type: ignore[attr-defined]  # a MarkCell
    assert page.board is not None
    assert page.board.ledger is not None
    assert page.board.ledger.head.size > 2 * len(rows)
    dialog.accept()
    page.menus.incoming.show_merged()
    assert dialog_of(run, qtbot, TableDialog).table.rows.rows == rows
    settled(run, qtbot)


def test_an_evidence_package_is_looked_at_and_what_is_none_is_a_sentence(
    start: Start, qtbot: QtBot, extract: Path, tmp_path: Path
) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    register_all(run, qtbot, page)
    make_identities(("zhang", "张三"))
    signer = open_signer(paths.key_folder(), "zhang", PASSPHRASE)
    desk = replace(page.keeper.key.desk(), clock=SystemClock())  # certificates were made today
    request = PackageRequest(("WT-0001",), {"zh-CN": "说明", "en": "Read me"}, "test")
    made = make_package(desk, request, load_catalogue(resource_root()), signer, Silent())
    package = tmp_path / "WT-0001.zip"
    package.write_bytes(made.content)
    page.menus.incoming.look_at(package)
    dialog = dialog_of(run, qtbot, VerificationDialog)
    settled(run, qtbot)
    names = [line["name"] for line in dialog.table.rows.rows]
    assert {"files", "proofs"} <= set(names)
    (tmp_path / "note.zip").write_bytes(b"no package")
    page.menus.incoming.look_at(tmp_path / "note.zip")
    qtbot.waitUntil(lambda: "findings" in run.window._banners, timeout=WAIT)
    settled(run, qtbot)


def test_rectification_and_another_value_are_worked_out_by_the_worker(
    start: Start, qtbot: QtBot, extract: Path
) -> None:
    run = start()
    page = open_page(run, qtbot, extract)
    register_all(run, qtbot, page)
    page.menus.insight.ask_rectified()
    measured = dialog_of(run, qtbot, TableDialog)
    settled(run, qtbot)
    assert {line["judged"] for line in measured.table.rows.rows} == {0}  # nobody confirmed anything
    measured.accept()
    page.menus.insight.ask_precision()
    right = dialog_of(run, qtbot, TableDialog)
    settled(run, qtbot)
    assert {(line["confirmed"], line["precision"]) for line in right.table.rows.rows} == {(0, None)}
    right.accept()
    page.menus.insight.preview("INC-101", {})
    tried = dialog_of(run, qtbot, TableDialog)
    settled(run, qtbot)
    (known,) = tried.table.rows.rows
    assert (known["stay"], known["go"]) == (3, 0)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_preview_asks_within_the_range_in_which_a_rule_means_what_it_says(
    look: Look, qtbot: QtBot, language: str
) -> None:
    look.set_language(language)
    rule = next(one for one in load_catalogue(resource_root()).rules.values() if one.parameters)
    form = PreviewForm(look, RuleSheet(rule.id, 1, {}, "", None, (), rule.parameters), None)
    qtbot.addWidget(form)
    told: list[dict[str, float]] = []
    form.tried.connect(told.append)
    one = rule.parameters[0]
    form.boxes[one.name].setValue(one.high * 10)
    form.submit()
    assert told == [{**{each.name: each.value for each in rule.parameters}, one.name: one.high}]


def test_a_casebook_that_contradicts_a_witness_is_closed_for_writing(
    start: Start, qtbot: QtBot, extract: Path
) -> None:
    """A head that is this casebook's own holds; one of more entries than there are tells that some are gone."""
    run = start()
    page = open_page(run, qtbot, extract)
    register_all(run, qtbot, page)
    assert page.board is not None
    assert page.board.ledger is not None
    ledger = page.board.ledger
    form = page.menus.witnessing.ask()
    form.submit()
    assert form.wrong.isVisible()
    form.line.setText(head_code(ledger.casebook_id, ledger.head))
    form.submit()
    dialog = dialog_of(run, qtbot, VerificationDialog)
    settled(run, qtbot)
    dialog.accept()
    assert "casebook" not in run.window._banners
    page.menus.witnessing.hold(head_code(ledger.casebook_id, TreeHead(ledger.head.size + 1, b"\1" * 32)))
    dialog_of(run, qtbot, VerificationDialog).accept()
    settled(run, qtbot)
    assert not page.trusted
    assert isinstance(run.window._banners["casebook"], Banner)
    elsewhere = CasebookKey(page.context.start.clock, page.context.witnesses)
    with elsewhere.desk(PASSPHRASE).reading() as book:
        assert not book.trusted, "the key of every other page is held to the same witness"
    page.menus.witnessing.hold("/nowhere.pdf")
    qtbot.waitUntil(lambda: "findings" in run.window._banners, timeout=WAIT)
    settled(run, qtbot)
