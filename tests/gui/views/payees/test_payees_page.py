"""The page on payees over real rows and a real casebook: groups, reasons, splitting and joining, nothing clipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console.errors import QueryError
from console.gui.theme import Look
from console.gui.views.payees import PayeesView
from console.gui.views.payees.forms import DecisionForm
from console.gui.views.payees.page import PayeesPage
from tests.gui.page_kit import SIZES, Shown, clipped, shown
from tests.jobs.findings_kit import PASSPHRASE
from tests.jobs.page_sample import tiny
from tests.jobs.test_payees import VENDORS, payments


@pytest.fixture
def held(look: Look, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    secret.chmod(0o600)
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PLUMBLINE_PASSPHRASE_FILE", str(secret))
    rows = payments(["A1", "A2", "A3", "B1", "B2", "C1", "C2"])
    with shown(look, PayeesView(), tiny(tmp_path / "x.duckdb", {"vendor": VENDORS, "payment": rows})) as made:
        yield made


def _page(held: Shown) -> PayeesPage:
    assert isinstance(held.page, PayeesPage)
    return held.page


def _enabled(page: PayeesPage) -> set[str]:
    return {action.key for action in page.page_actions() if action.enabled}


def _sign(held: Shown, reason: str) -> None:
    form = _page(held).form
    assert isinstance(form, DecisionForm)
    form.reason.setPlainText(reason)
    form.name.setText("王")
    form.submit()
    held.settle()


def _groups(page: PayeesPage) -> set[str]:
    return {str(row["group"]) for row in page.groups.rows.rows}


def test_a_group_shows_its_entries_and_leads_to_its_payments(held: Shown) -> None:
    page = _page(held)
    assert _groups(page) == {"A1", "B1", "D1", "F1"}
    for falling in (False, True):
        page.groups.rows.order_by("name", falling)
        names = [row["name"].first for row in page.groups.rows.rows]  # type: ignore[attr-defined]
        assert names == sorted(names, reverse=falling) and len(set(names)) > 1
    page.arrived({"vendor": "A2"})
    assert {row["vendor"] for row in page.vendors.rows.rows} == {"A1", "A2", "A3"}
    assert "rows" in _enabled(page)
    assert page.command("show-sql")
    key, facts = held.gone[-1]
    assert key == "workbench"
    assert "'A1'" in facts["sql"]
    assert {hit.searched for hit in page.search("")} >= {"天工科技有限公司 天工科枝有限公司"}


def test_splitting_writes_into_the_casebook_and_groups_again(held: Shown) -> None:
    page = _page(held)
    page.arrived({"vendor": "D1"})
    page.vendors.select(0)
    assert "split" in _enabled(page)
    page._split()
    assert page.form is not None
    page.form.submit()
    assert page.form.wrong.isVisible()  # no reason, no decision
    _sign(held, "两家店")
    assert "D1" not in _groups(page)
    assert held.worker.asked[-1][1].decisions.apart == {"D1": 1}
    assert held.context.payees.apart == {"D1": 1}  # what every page's rules group by from now on
    assert held.worker.desk.extract.payees == held.context.payees


def test_joining_a_pair_left_apart(held: Shown) -> None:
    page = _page(held)
    place = next(n for n, row in enumerate(page.doubts.rows.rows) if row["vendor"] == "C1")
    page.doubts.select(place)
    assert "join" in _enabled(page)
    page._join()
    _sign(held, "换发新证")
    assert "C1" in _groups(page)
    assert not any(row["vendor"] == "C1" for row in page.doubts.rows.rows)


def test_a_passphrase_is_asked_for_where_none_is_at_hand(
    held: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(held)
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE")
    page.arrived({"vendor": "D1"})
    page.vendors.select(0)
    page._split()
    _sign(held, "两家店")
    form = page.form
    assert form is not None
    assert form.secret.isVisible()
    form.secret.setText(PASSPHRASE)
    form.submit()
    held.settle()
    assert "D1" not in _groups(page)


def test_a_failure_is_told(held: Shown) -> None:
    page = _page(held)
    held.worker.broken["payees"] = QueryError("query-failed", detail="x", position=0)
    page.scope_changed(held.context.scope)
    held.settle()
    for panel in (page.groups_panel, page.vendors_panel, page.doubts_panel):
        assert panel.state.state == "error"


def test_what_cannot_be_grouped_says_so(look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    from tests.engine.extracts import write

    bare = write(tmp_path / "bare.duckdb", "CREATE TABLE payment AS SELECT 'P1' AS payment_id")
    with shown(look, PayeesView(), bare) as made:
        page = made.page
        assert isinstance(page, PayeesPage)
        for panel in (page.groups_panel, page.vendors_panel, page.doubts_panel):
            assert panel.state.state == "not-computable"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_nothing_is_clipped(held: Shown, look: Look, language: str) -> None:
    page = _page(held)
    look.set_language(language)
    held.settle()
    page.groups.select(0)
    for size in SIZES:
        page.resize(*size)
        assert clipped(look, page) == []
