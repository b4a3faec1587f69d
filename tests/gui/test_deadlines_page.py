"""The page of deadlines and redesign over real data: panels say something, nothing is cut, cards are excused and re-opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console.errors import QueryError
from console.gui.theme import Look
from console.gui.views.deadlines import DeadlinesView
from console.gui.views.deadlines.page import DeadlinesPage
from console.gui.views.deadlines.parts import CASES, TEST
from console.jobs.card_excuses import kept_excuses, read_card_decisions
from console.jobs.findings import CasebookRequest, unlock
from console.paths import casebook_folder
from console.vault.asking_vault import AskingVault
from tests.gui.page_kit import SIZES, Shown, clipped, shown
from tests.jobs.findings_kit import PASSPHRASE, StepClock
from tests.jobs.page_sample import CASES_FOR_RISK, province, tiny


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return province(tmp_path_factory, CASES_FOR_RISK)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path))


@pytest.fixture
def held(look: Look, qtbot: QtBot, file: Path) -> Iterator[Shown]:
    with shown(look, DeadlinesView(), file, keep=True) as made:
        yield made


def _page(held: Shown) -> DeadlinesPage:
    assert isinstance(held.page, DeadlinesPage)
    return held.page


def test_every_panel_shows_its_content(held: Shown) -> None:
    parts = _page(held).parts
    assert [panel.state.state for panel in (parts.risk, parts.cards, parts.reforms)] == ["content"] * 3
    assert parts.risk.cases.rows.rowCount() > 5
    ruled = [row for row in parts.risk.cases.rows.rows if row["share"] is None]
    assert ruled and all(row["chance"] == "—" and "90%" in held.look_words(row["why"]) for row in ruled)
    assert parts.risk.tests.rows.rowCount() > 5
    assert parts.cards.table.rows.rowCount() > 2
    assert parts.reforms.table.rows.rowCount() > 0
    figure = parts.reforms.chart.figure
    assert figure is not None and figure.n and figure.verdict


def test_nothing_is_cut_at_any_size_in_either_language_or_theme(held: Shown, look: Look) -> None:
    page = _page(held)
    for language, theme in (("zh-CN", "light"), ("en", "dark")):
        look.set_language(language)
        look.set_theme(theme)
        held.settle()
        for size in SIZES:
            page.resize(*size)
            for part in (CASES, TEST):
                page.parts.risk.show_part(part)
                assert clipped(look, page) == [], (language, size, part)


def test_a_hidden_page_asks_nothing_when_the_language_changes(held: Shown, look: Look) -> None:
    """It says that it must be read again when it is next shown: the workers are left to the page somebody looks at."""
    page = _page(held)
    page.hide()
    outdated: list[bool] = []
    page.outdated.connect(lambda: outdated.append(True))
    look.set_language("en")
    assert not held.lanes.busy
    assert outdated


def test_a_card_is_excused_with_evidence_and_reopened(held: Shown) -> None:
    page = _page(held)
    cards = page.parts.cards
    cards.table.select(0)
    first = cards.chosen()
    assert first is not None and first.state in {"open", "excusable"}
    for evidence, excused in (("flood notice 12", True), ("the notice was forged", False)):
        cards.excuse.click()
        assert page.dialog is not None
        page.dialog.evidence.setPlainText("")
        page.dialog.submit()
        assert page.dialog.wrong.said
        page.dialog.evidence.setPlainText(evidence)
        page.dialog.name.setText("Li")
        page.dialog.submit()
        held.settle()
        cards.table.select(0)
        card = cards.chosen()
        assert card is not None
        assert (card.excuse is not None) == excused
        assert card.state == ("excused" if excused else first.state)


def test_an_excuse_goes_into_a_locked_casebook_with_its_passphrase_and_stays_here_without(
    held: Shown,
) -> None:
    """The dialog says where the decision will be; what is written in the casebook is its entry, by name and capacity."""
    page, vault = _page(held), AskingVault(lambda _name: PASSPHRASE)
    request = CasebookRequest(casebook_folder())
    with unlock(request, vault, StepClock(), begin=True).writing():
        pass
    page.scope_changed(held.context.scope)
    held.settle()
    assert page._known.begun and not page._known.open
    for place, secret in ((0, ""), (1, PASSPHRASE)):
        page.parts.cards.table.select(place)
        page.parts.cards.excuse.click()
        assert page.dialog is not None and page.dialog.secret.isVisible()
        page.dialog.evidence.setPlainText("flood notice 12")
        page.dialog.name.setText("Li")
        page.dialog.secret.setText(secret)
        page.dialog.submit()
        held.settle()
        page.parts.cards.table.select(place)
        card = page.parts.cards.chosen()
        assert card is not None and card.state == "excused" and card.excuse is not None
        assert card.excuse.in_casebook == bool(secret)
    decided = read_card_decisions(unlock(request, vault, StepClock()))
    assert [one.author for one in decided.excuses.values()] == ["Li"]
    assert len(kept_excuses()) == 1


def test_reforms_one_by_one_and_by_every_outcome(held: Shown) -> None:
    page = _page(held)
    reforms = page.parts.reforms
    pooled = reforms.table.rows.rowCount()
    reforms.pooled_asked.emit(False)
    held.settle()
    assert reforms.table.rows.rowCount() > pooled
    for outcome in ("visits", "materials", "handoffs", "steps", "days"):
        reforms.show_outcome(outcome)
        assert reforms.verdict.said


def test_a_case_leads_to_its_timeline_and_s_to_sql_that_runs(held: Shown) -> None:
    page = _page(held)
    page.parts.risk.cases.opened.emit(0)
    page.parts.cards.table.opened.emit(0)
    assert [key for key, _ in held.gone] == ["services"] * 2
    assert all(facts["case"] for _, facts in held.gone)
    assert page.command("show-sql") and page.command("as-table") and not page.command("sign")
    assert held.worker.desk.extract.connection.rows(held.gone[-1][1]["sql"])


def test_what_the_extract_lacks_is_not_computable(look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    bare = tiny(tmp_path / "bare.duckdb", {"region": [{"region_id": "R", "name": "R"}]})
    with shown(look, DeadlinesView(), bare) as made:
        parts = _page(made).parts
        assert [panel.state.state for panel in (parts.risk, parts.cards, parts.reforms)] == [
            "not-computable"
        ] * 3


def test_a_fault_is_told_with_a_way_to_try_again(held: Shown) -> None:
    held.worker.broken["cards"] = QueryError("query-failed", detail="x")
    _page(held).scope_changed(held.context.scope)
    held.settle()
    assert _page(held).parts.cards.state.state == "error"
