"""The page on data quality over real data: every dimension, every table, nothing cut, every failure leading to its rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console.domain.quality import DIMENSIONS, Tally
from console.errors import QueryError
from console.gui.theme import Look
from console.gui.views.quality import QualityView
from console.gui.views.quality.page import QualityPage
from console.gui.views.quality.parts import FAILING, MONTHS, OWNERS, UNCHECKED
from console.gui.views.quality.wording import badge_of, kpi_of, provenance
from console.gui.widgets.tile import KpiTile
from console.jobs.quality_answers import DimensionLine
from tests.gui.page_kit import SIZES, Shown, clipped, shown
from tests.jobs.page_sample import province, tiny
from tests.jobs.test_quality import manifest_of


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return province(tmp_path_factory)


@pytest.fixture
def held(look: Look, qtbot: QtBot, file: Path) -> Iterator[Shown]:
    with shown(look, QualityView(), file, keep=True) as made:
        yield made


def test_figures_of_a_tile_are_never_cut(look: Look, qtbot: QtBot) -> None:
    """Seven digits of seven fit the narrowest tile: the word beside them goes, and stays in the name that is read out."""
    tally = Tally(checked=1_714_174, failed=1_123_609)
    kpi = kpi_of(look, DimensionLine("consistency", tally, 3), ())
    tile = KpiTile(look, kpi)
    qtbot.addWidget(tile)
    tile.resize(180, 120)
    assert look.audit is not None
    look.audit.found.clear()
    tile.grab()
    assert not look.audit.found
    assert look.words(kpi.line) in tile.accessibleName()


def _page(held: Shown) -> QualityPage:
    assert isinstance(held.page, QualityPage)
    return held.page


def _states(page: QualityPage) -> list[str]:
    parts = page.parts
    panels = (parts.tables_panel, parts.checks, parts.subjects, parts.provenance)
    return [panel.state.state for panel in panels]


def _tables(held: Shown) -> int:
    """The province has every table of the contract."""
    return len(held.worker.desk.extract.catalogue.contract.tables)


def test_every_panel_shows_its_content(held: Shown) -> None:
    page = _page(held)
    parts = page.parts
    assert _states(page) == ["content"] * 4
    assert len(parts.strip.tiles) == len(DIMENSIONS)
    assert parts.tables.rows.rowCount() == _tables(held)
    assert parts.checks.failing.rows.rowCount() > 8
    assert parts.subjects.owners.rows.rowCount() > 100
    assert parts.subjects.months.rows.rowCount() >= 36
    first = parts.checks.failing.rows.row(0)
    assert first["percent"] and first["failed"]
    assert str(_tables(held)) in parts.tables_panel.meta.text()


def test_nothing_is_cut_at_any_size_in_either_language_or_theme(held: Shown, look: Look) -> None:
    page = _page(held)
    for language, theme in (("zh-CN", "light"), ("en", "dark")):
        look.set_language(language)
        look.set_theme(theme)
        held.settle()
        kinds = ((FAILING, OWNERS), (UNCHECKED, MONTHS))
        for size, (checks, subjects) in itertools.product(SIZES, kinds):
            page.resize(*size)
            page.parts.checks.show_part(checks)
            page.parts.subjects.show_part(subjects)
            assert clipped(look, page) == []
        page.command("as-table")
        assert clipped(look, page) == []


def test_a_failing_check_opens_its_rows(held: Shown) -> None:
    page = _page(held)
    assert not page.command("show-sql")  # nothing is selected
    assert not page.page_actions()[0].enabled
    page.parts.checks.failing.select(1)
    assert page.page_actions()[0].enabled
    page.parts.checks.failing.opened.emit(1)
    assert page.command("show-sql")
    failed = page.parts.checks.failing.rows.row(1)["failed"]
    assert [key for key, _ in held.gone] == ["workbench"] * 2
    for _key, facts in held.gone:
        assert len(held.worker.desk.extract.connection.rows(facts["sql"])) == failed


def test_a_cell_a_tile_and_a_hit_narrow_the_checks(held: Shown) -> None:
    page = _page(held)
    checks = page.parts.checks
    everything = checks.failing.rows.rowCount()
    assert not checks.clear.isVisible()
    page.parts.strip.tiles[DIMENSIONS.index("completeness")].opened.emit()
    assert (checks.table, checks.dimension) == ("", "completeness")
    assert 0 < checks.failing.rows.rowCount() < everything
    names = [column.key for column in page.parts.tables.rows.columns]
    cases = next(
        number for number, row in enumerate(page.parts.tables.rows.rows) if row["table"] == "service_case"
    )
    page.parts.tables.clicked.emit(page.parts.tables.rows.index(cases, names.index("completeness")))
    assert (checks.table, checks.dimension) == ("service_case", "completeness")
    page.parts.tables.opened.emit(cases)
    assert (checks.table, checks.dimension) == ("service_case", "")
    hit = next(one for one in page.search("region") if one.searched == "region")
    hit.run()
    assert checks.table == "region"
    assert checks.state.state == "empty"  # no check of regions fails
    checks.clear.click()
    assert checks.failing.rows.rowCount() == everything


def test_t_shows_the_dimensions_as_a_table(held: Shown) -> None:
    page = _page(held)
    shown_before, done, shown_after = (
        page.parts.strip.as_table,
        page.command("as-table"),
        page.parts.strip.as_table,
    )
    assert (shown_before, done, shown_after) == (False, True, True)
    rows = page.parts.strip.table.rows
    assert all(row["checked"] for row in rows.rows) and rows.rowCount() == len(DIMENSIONS)
    page.parts.strip.table.opened.emit(1)
    assert page.parts.checks.dimension == DIMENSIONS[1]
    assert not page.command("sign")


def test_an_organisation_narrows_the_scope(held: Shown) -> None:
    page = _page(held)
    subject = str(page.parts.subjects.owners.rows.row(0)["subject"])
    page.parts.subjects.owners.opened.emit(0)
    assert held.context.scope.organisation_id == subject
    page.scope_changed(held.context.scope)
    held.settle()
    assert page.parts.subjects.owners.rows.rowCount() == 1
    assert page.parts.tables.rows.rowCount() < _tables(held)
    asked = len(held.worker.asked)
    held.rescope(compare="none")
    assert len(held.worker.asked) == asked  # a comparison changes no quality


def test_a_scope_without_rows_says_so(held: Shown) -> None:
    page = _page(held)
    held.rescope(region="999999")
    assert page.parts.subjects.state.state == "empty"
    assert page.parts.checks.state.state == "empty"
    assert {row["rows"] for row in page.parts.tables.rows.rows} == {0}


def test_a_failure_can_be_asked_again(held: Shown) -> None:
    page = _page(held)
    held.worker.broken["quality-page"] = QueryError("query-syntax", detail="x", position=1)
    held.rescope(region="990300")
    assert _states(page) == ["error"] * 3 + ["content"]
    held.worker.broken.clear()
    page._ask()
    held.settle()
    assert _states(page)[:1] == ["content"]


def test_what_cannot_be_checked_is_named(look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    path = tiny(tmp_path / "a.duckdb", {"payment": [{"payment_id": "1", "paid_on": "2026-05-01"}]})
    with shown(look, QualityView(), path) as held:
        page = _page(held)
        page.parts.checks.show_part(UNCHECKED)
        rows = page.parts.checks.unchecked.rows.rows
        assert {"vendor.vendor_id"} <= {str(row["missing"]) for row in rows}
        assert _states(page) == ["content"] * 4


def test_the_manifest_tells_what_the_data_are_for(held: Shown, look: Look) -> None:
    opened = held.worker.opened
    assert len(provenance(look, opened, "unsigned", date(2026, 7, 1))) == 1  # nobody made a manifest
    made = manifest_of()
    with_manifest = type(opened)(
        **{name: getattr(opened, name) for name in opened.__dataclass_fields__} | {"manifest": made}
    )
    told = [look.words(line.value) for line in provenance(look, with_manifest, "signed", date(2026, 7, 2))]
    assert any("2026-06-30" in line and "2" in line for line in told)
    assert "督查" in told and "内部" in told and "1" * 64 in told
    assert badge_of(made, date(2026, 7, 2))[1] == "red"
    assert badge_of(made, date(2026, 6, 20))[1] == "yellow"
    assert badge_of(made, date(2026, 1, 20))[0] == badge_of(None, date(2026, 1, 20))[0] == ""
