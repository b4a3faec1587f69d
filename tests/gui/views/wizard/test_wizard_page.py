"""Owns the tests of the import wizard in the window, with its real helper process. It refuses a count nobody made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from console.domain.mapping import ColumnMapping
from console.gui.models.cells import LinesCell
from console.gui.theme import Look
from console.gui.views.wizard import WizardView
from console.gui.views.wizard.draft import parse_values, values_text
from console.gui.views.wizard.page import CHECKS, FILES, MAPPING, PREVIEW, SAVE, WizardPage
from console.gui.views.wizard.tables import line_numbers
from console.gui.words import say
from tests.engine.test_build_registers import REGISTER
from tests.gui.page_kit import SIZES, Shown, clipped, shown, wait_until
from tests.jobs.page_sample import tiny

SAID = {
    "name": "试导入",
    "period_starts_on": "2026-01-01",
    "period_ends_on": "2026-06-30",
    "cut_at": "2026-06-30",
    "destroy_by": "2027-12-31",
    "purpose": "督查",
    "legal_basis": "条例",
}


@pytest.fixture
def held(look: Look, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    path = tiny(tmp_path / "a.duckdb", {"extract_info": [{"extract_id": "Q"}]})
    with shown(look, WizardView(), path) as made:
        yield made
        _page(made).helper.close()


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "办件登记.csv"
    path.write_bytes(REGISTER.replace("\n", "\r\n").encode("gb18030"))
    return path


def _page(held: Shown) -> WizardPage:
    assert isinstance(held.page, WizardPage)
    return held.page


def _at(held: Shown, register: Path, step: int) -> WizardPage:
    page = _page(held)
    page.add_files([register])
    held.settle()
    for number in range(1, step + 1):
        page.go_to(number)
        held.settle()
    return page


def test_from_a_register_to_an_extract(held: Shown, register: Path, tmp_path: Path) -> None:
    page = _page(held)
    assert (page.step, page.may_go_on()) == (FILES, False)
    page = _at(held, register, PREVIEW)
    assert page.preview.card is not None and page.preview.card.encoding == "gb18030"
    assert page.preview.rows.rows.rowCount() == 7
    page.on()
    held.settle()
    assert page.step == MAPPING
    (counted,) = page.mapping.tables.rows.rows
    assert (counted["read"], counted["accepted"], counted["rejected"]) == (7, 4, 3)
    assert _correct_missing_words(page, held) == 5
    page.on()
    held.settle()
    assert page.step == CHECKS
    assert {row["count"] for row in page.checks.refused.rows.rows} == {1}
    page.on()
    assert not page.may_build()
    _say(page, tmp_path / "made.duckdb")
    assert page.open_points() == [] and page.may_build()
    page.command("run")
    held.settle()
    assert page.saved is not None
    assert (page.saved.read, page.saved.accepted, page.saved.signed) == (7, 5, False)
    assert (tmp_path / "made.mapping.toml").is_file() and (tmp_path / "made.duckdb").is_file()
    assert [action.key for action in page.page_actions()] == ["back", "again", "show"]
    page.save.texts["purpose"].setText("另一用途")
    assert [action.key for action in page.page_actions()] == ["back", "build"]


def _correct_missing_words(page: WizardPage, held: Shown) -> int:
    """Tell that a fee in words is none, as a person would who sees why a row is refused; return the rows accepted then."""
    for target in ("visits", "fee_charged"):
        rows = page.mapping.columns.rows.rows
        page.mapping.columns.select(next(n for n, row in enumerate(rows) if row["target"] == target))
        form = page.mapping.form
        form.origin.setCurrentIndex(form.origin.findData("nothing"))
    wait_until(lambda: not page._quiet.isActive())
    held.settle()
    (counted,) = page.mapping.tables.rows.rows
    assert isinstance(counted["accepted"], int)
    return counted["accepted"]


def test_refused_lines_end_at_a_whole_number_and_say_how_many_more(look: Look) -> None:
    assert line_numbers((4, 11), 2) == "4, 11"
    assert line_numbers((1234567890123,), 1) == "1234567890123"
    look.set_language("en")
    assert look.words(line_numbers((4, 11, 28, 29, 31), 83)) == "4, 11, 28 +80 more"
    assert look.words(line_numbers((1234567890123, 5), 1_200)) == "1234567890123 +1,199 more"


def _say(page: WizardPage, target: Path) -> None:
    for name, value in SAID.items():
        page.save.texts[name].setText(value)
    page.save.level.setCurrentIndex(page.save.level.findData("内部"))
    page.save.set_target(target)


def test_how_numbers_are_written_can_be_corrected_and_the_effect_is_seen(held: Shown, tmp_path: Path) -> None:
    path = tmp_path / "办件登记.csv"
    path.write_text("办件编号;渠道;费用\n1;网上;1.234,56\n2;窗口;12,5\n", "utf-8")
    page = _at(held, path, MAPPING)

    def fee() -> tuple[str, object]:
        (row,) = (row for row in page.mapping.columns.rows.rows if row["target"] == "fee_charged")
        cell = row["sample"]
        assert isinstance(cell, LinesCell)
        return cell.first if isinstance(cell.first, str) else "", cell.second

    def marks() -> list[str]:
        box = page.mapping.form.thousands
        return [str(box.itemData(place) or "") for place in range(box.count())]

    assert fee() == ("1.234,56", "→ 1234.56")
    rows = page.mapping.columns.rows.rows
    page.mapping.columns.select(next(n for n, row in enumerate(rows) if row["target"] == "fee_charged"))
    form = page.mapping.form
    assert (form.decimal.chosen, form.thousands.chosen) == (",", ".")
    assert "," not in marks() and "." in marks()
    form.decimal.setCurrentIndex(form.decimal.findData("."))
    assert form.thousands.chosen == "" and "." not in marks()
    wait_until(lambda: not page._quiet.isActive())
    held.settle()
    assert fee() == ("1.234,56", say("wizard-no-value"))
    assert page.draft is not None
    told = page.draft.column(0, "fee_charged")
    assert told is not None and (told.thousands, told.decimal) == ("", "")
    page.mapping.columns.select(0)
    assert not form.decimal.isVisibleTo(form) and not form.thousands.isVisibleTo(form)


def test_what_stands_in_the_way_is_named(held: Shown, register: Path, tmp_path: Path) -> None:
    page = _at(held, register, SAVE)
    _say(page, tmp_path / "made.duckdb")
    assert page.may_build()
    page.save.texts["cut_at"].setText("30.6.2026")
    assert [held.look_words(what) for what, _todo in page.open_points()] == [
        held.context.look.text("wizard-extract-cut-at")
    ]
    page.save.texts["cut_at"].setText("2026-06-30")
    page.save.set_signers([("zhang", "张三")])
    page.save.signer.setCurrentIndex(1)
    assert not page.may_build()
    page.save.passphrase.setText("wrong")
    page.build()
    held.settle()
    assert page.save.result.state.state == "error"
    assert page.saved is None and not (tmp_path / "made.duckdb").exists()
    assert page.save.passphrase.text() == ""


def test_rejected_rows_are_kept_and_encryption_asks_for_what_may_write_it(
    held: Shown, register: Path, tmp_path: Path
) -> None:
    page = _at(held, register, SAVE)
    _say(page, tmp_path / "made.duckdb")
    secret = "only for tests 口令"
    page.save.writer = ""
    page.save.closed.setText(secret)
    text = held.context.look.text
    told = [(held.look_words(what), held.look_words(todo)) for what, todo in page.open_points()]
    assert told == [(text("wizard-extract-encrypt"), text("wizard-point-encrypt"))]
    page.save.closed.clear()
    page.save.sealed.setText("short")
    assert not page.may_build()
    page.save.sealed.setText(secret)
    page.build()
    held.settle()
    assert page.saved is not None
    assert (page.saved.rejected, page.saved.encrypted) == (3, False)
    assert page.saved.rejected_rows == tmp_path / "made.duckdb.rejected"
    assert page.save.sealed.text() == ""


def test_a_required_column_stays_and_is_asked_for(held: Shown, register: Path) -> None:
    page = _at(held, register, MAPPING)
    assert page.draft is not None
    without = page.draft.with_column(0, "case_id", None)
    assert without.empty(0) == ("case_id",)
    page.mapping.show_draft(without)
    page.mapping.changed.emit(without)
    assert any("case_id" in str(what) for what, _todo in page.open_points())
    hidden = page.draft.with_column(0, "applicant", ColumnMapping("applicant", column="编号"))
    assert hidden.in_clear(0) == ("applicant",)


def test_another_table_can_be_filled_and_left_out(held: Shown, register: Path) -> None:
    page = _at(held, register, MAPPING)
    page.mapping._add_table()
    assert len(_tables(page)) == 2
    page.mapping.target.setCurrentIndex(page.mapping.target.findData("hotline_ticket"))
    assert _tables(page)[1] == "hotline_ticket"
    page.mapping._remove_table()
    page.mapping._remove_table()
    assert _tables(page) == []
    assert page.mapping.tables_panel.state.state == "empty"
    assert not page.may_go_on()


def _tables(page: WizardPage) -> list[str]:
    assert page.draft is not None
    return [one.table for one in page.draft.plan.tables]


def test_a_file_nobody_can_read_says_so(held: Shown, tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(bytes(range(256)) * 20)
    page = _at(held, path, PREVIEW)
    assert page.preview.sources_panel.state.state == "error"
    assert page.draft is None and not page.may_go_on()


def test_nothing_is_cut_at_any_size_in_either_language_or_theme(
    held: Shown, look: Look, register: Path
) -> None:
    page = _at(held, register, SAVE)
    for language, theme in (("zh-CN", "light"), ("en", "dark")):
        look.set_language(language)
        look.set_theme(theme)
        held.settle()
        for size in SIZES:
            page.resize(*size)
            for step in (FILES, PREVIEW, MAPPING, CHECKS, SAVE):
                page.go_to(step)
                held.settle()
                assert clipped(look, page) == []


def test_words_and_codes_read_back_as_they_were_written() -> None:
    told = {"网上": "web", "窗口=大厅": "counter"}
    assert parse_values(values_text(told)) == told
    assert parse_values("no code here\n = x\n") == {}


def test_volumes_of_two_discs_are_one_source(held: Shown, look: Look, tmp_path: Path) -> None:
    lines = REGISTER.splitlines(keepends=True)
    page = _page(held)
    told: list[Any] = []
    held.context.told.connect(told.append)
    for number, part in enumerate((lines[3:6], lines[6:]), 1):
        disc = tmp_path / f"disc{number}"
        disc.mkdir()
        (disc / f"办件_{number}.csv").write_text("".join([*lines[:3], *part]), "utf-8")
        page.add_files([disc / f"办件_{number}.csv"])
        held.settle()
    for step in (PREVIEW, MAPPING):
        page.go_to(step)
        held.settle()
    name: Any = page.preview.sources.rows.row(0)["name"]
    assert "2 卷" in look.words(name.first)
    (counted,) = page.mapping.tables.rows.rows
    assert (counted["read"], counted["accepted"], counted["rejected"]) == (7, 4, 3)
    (tmp_path / "办件_1.csv").write_text("".join(lines), "utf-8")
    page.add_files([tmp_path / "办件_1.csv"])
    held.settle()
    assert "办件_1.csv" in look.words(told[-1])
