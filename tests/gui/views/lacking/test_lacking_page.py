"""The page on missing data over a real extract: what is silent, what a gap narrows to, where rows lead, nothing clipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console.errors import QueryError
from console.gui.theme import Look
from console.gui.views.lacking import LackingView
from console.gui.views.lacking.page import LackingPage
from tests.engine.extracts import write
from tests.gui.page_kit import SIZES, Shown, clipped, shown
from tests.jobs.test_lacking import ORGANISATIONS, PAYMENTS


@pytest.fixture
def held(look: Look, qtbot: QtBot, tmp_path: Path) -> Iterator[Shown]:
    with shown(look, LackingView(), write(tmp_path / "x.duckdb", PAYMENTS, ORGANISATIONS)) as made:
        yield made


def _page(held: Shown) -> LackingPage:
    assert isinstance(held.page, LackingPage)
    return held.page


def test_a_gap_narrows_what_is_silent(held: Shown) -> None:
    page = _page(held)
    total = page.silenced.rows.rowCount()
    assert page.gaps.rows.rowCount() > 5
    place = next(n for n, row in enumerate(page.gaps.rows.rows) if row["gap"] == "payment.voucher")
    page.gaps.select(place)
    rows = page.silenced.rows.rows
    assert 0 < len(rows) < total
    assert all("payment.voucher" in str(row["missing"]) for row in rows)


def test_rows_nobody_judged_lead_to_the_workbench(held: Shown) -> None:
    page = _page(held)
    assert not page.page_actions()[0].enabled
    place = next(n for n, row in enumerate(page.unjudged.rows.rows) if row["id"] == "FUND-102")
    page.unjudged.select(place)
    assert page.page_actions()[0].enabled
    assert page.command("show-sql")
    key, facts = held.gone[-1]
    assert key == "workbench"
    assert "not_computable" in facts["sql"]


def test_a_silent_rule_leads_to_its_page(held: Shown) -> None:
    page = _page(held)
    place = next(n for n, row in enumerate(page.silenced.rows.rows) if row["kind_key"] == "rule")
    page.silenced.opened.emit(place)
    assert held.gone[-1][0] == "findings"
    assert {hit.searched for hit in page.search("")} >= {"payment.voucher"}


def test_a_failure_is_told_in_every_panel(held: Shown) -> None:
    page = _page(held)
    held.worker.broken["lacking"] = QueryError("query-failed", detail="x", position=0)
    page.scope_changed(held.context.scope)
    held.settle()
    for panel in (page.gaps_panel, page.silenced_panel, page.unjudged_panel):
        assert panel.state.state == "error"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_nothing_is_clipped(held: Shown, look: Look, language: str) -> None:
    page = _page(held)
    look.set_language(language)
    held.settle()
    for size in SIZES:
        page.resize(*size)
        assert clipped(look, page) == []
