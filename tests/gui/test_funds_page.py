"""The funds page over real data: the chain, its breaks and every other panel, nothing cut, every mark leading to its rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console.errors import QueryError
from console.gui.models.cells import BarCell
from console.gui.theme import Look
from console.gui.views.funds import FundsView
from console.gui.views.funds.page import FundsPage
from console.gui.views.funds.parts import MONTHS, PAYEES, RANKING, SPLITTING
from console.gui.widgets.theme_panel import ALL
from console.jobs.funds_answers import FundsAnswer
from tests.gui.page_kit import SIZES, Shown, clipped, shown
from tests.jobs.page_sample import province, tiny


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return province(tmp_path_factory)


@pytest.fixture
def held(look: Look, qtbot: QtBot, file: Path) -> Iterator[Shown]:
    with shown(look, FundsView(), file, keep=True) as made:
        yield made


def _page(held: Shown) -> FundsPage:
    assert isinstance(held.page, FundsPage)
    return held.page


def _states(page: FundsPage) -> list[str]:
    parts = page.parts
    panels = (parts.chain_panel, parts.digits_panel, parts.money, parts.execution_panel, parts.theme)
    return [panel.state.state for panel in panels]


def test_every_panel_shows_its_content(held: Shown) -> None:
    """Seven boxes and six arrows, ninety pairs of digits, purchases, twelve months, organisations and rules."""
    page = _page(held)
    assert _states(page) == ["content"] * 5
    money = page.parts.money
    assert money.title.said == held.context.look.text("funds-title-splitting")
    assert money.splitting.figure is not None and money.splitting.figure.n
    money.show_part(MONTHS)
    chain, digits, months = page.parts.chain.figure, page.parts.digits.figure, money.months.figure
    assert chain is not None and digits is not None and months is not None
    assert (len(chain.rows), len(digits.rows), len(months.rows)) == (13, 90, 12)
    assert page.parts.execution.rows.rowCount() > 20
    assert page.parts.theme.rules.rows.rowCount() == held.rules_of("funds")
    assert "2026" in held.look_words(held.subtitles[-1])


def test_nothing_is_cut_at_any_size_in_either_language_or_theme(held: Shown, look: Look) -> None:
    """At every size of the window, both parts of the money panel, both languages, both themes."""
    page = _page(held)
    for language, theme in (("zh-CN", "light"), ("en", "dark")):
        look.set_language(language)
        look.set_theme(theme)
        held.settle()
        for size, part in itertools.product(SIZES, (MONTHS, PAYEES, SPLITTING, RANKING)):
            page.resize(*size)
            page.parts.money.show_part(part)
            held.settle()
            assert clipped(look, page) == []


def test_marks_lead_to_rows(held: Shown) -> None:
    """A box, a broken link, a digit, a month, a payee and an organisation each open the workbench with SQL of theirs."""
    page = _page(held)
    page.parts.chain.hit.emit("payment")
    page.parts.chain.hit.emit("budget→plan")
    page.parts.money.months.hit.emit("3")
    page.parts.money.payees.opened.emit(0)
    page.parts.execution.opened.emit(page.parts.execution.rows.rowCount() - 1)
    assert [key for key, _facts in held.gone] == ["workbench"] * 5
    for _key, facts in held.gone:
        assert held.worker.desk.extract.connection.rows(facts["sql"])
    page.parts.chain.hit.emit("payment→voucher")  # nothing is broken there: it leads to the rows it joins
    rows = held.worker.desk.extract.connection.rows(held.gone[-1][1]["sql"])
    assert len(held.gone) == 6
    assert len(rows) == next(one.count for one in _answer(page).nodes if one.key == "voucher")


def _answer(page: FundsPage) -> FundsAnswer:
    assert page._answer is not None
    return page._answer


def test_a_digit_leads_to_payments_repeated_amounts_and_payees(held: Shown) -> None:
    page = _page(held)
    rows = held.worker.desk.extract.connection.columns_and_rows
    told = {}
    for place, key in enumerate(("payments", "repeated", "payees")):
        page.parts.digits.hit.emit("18")
        popup = page.digits_popup
        assert popup is not None
        popup._take(popup._shown.index(place, 0))
        names, found = rows(held.gone[-1][1]["sql"])
        told[key] = [dict(zip(names, row, strict=True)) for row in found]
    count = next(row.count for row in _answer(page).digits.rows if row.digit == 18)
    assert len(told["payments"]) == count > 0
    assert sum(row["payments"] for row in told["payees"]) == count
    assert all(row["payments"] > 1 and str(row["amount"]).startswith("18") for row in told["repeated"])


def test_a_link_that_breaks_in_two_ways_asks_which(held: Shown) -> None:
    """The popup names every break with its count; the one chosen opens its rows."""
    page = _page(held)
    page.parts.chain.hit.emit("tender→contract")
    popup = page.breaks_popup
    assert popup is not None and not held.gone
    link = next(one for one in _answer(page).links if one.after == "contract")
    assert popup._model.rowCount() == len(link.breaks) > 1
    told = [popup._model.item(row).text() for row in range(len(link.breaks))]
    assert any("无采购依据" in words for words in told) and any("超出采购预算" in words for words in told)
    popup._take_current()
    assert held.worker.desk.extract.connection.rows(held.gone[-1][1]["sql"])


def test_suspected_splitting_stands_out_among_the_purchases(held: Shown) -> None:
    """The planted group is boxed beside the digits from the start; a click on it goes to its suspicion."""
    page = _page(held)
    money = page.parts.money
    assert money.shown == SPLITTING
    figure = money.splitting.figure
    assert figure is not None and figure.n
    assert "1" in money.split_verdict.text()
    assert page.parts.chart_of(money.splitting) is money.splitting
    money.splitting.hit.emit(money.splitting.hits[0].key)
    key, facts = held.gone[-1]
    assert (key, facts["rule"]) == ("findings", "FUND-101")


def test_execution_marks_whom_a_rule_suspects_and_sums_up_all(held: Shown) -> None:
    """The first row is everybody; the bars in colour are the organisations of the rule on execution against time."""
    page = _page(held)
    rows = page.parts.execution.rows.rows
    found = _answer(page).executions
    assert rows[0]["subject"] == "" and rows[0]["rate"] == float(found.paid / found.budget)
    rules = page._rules
    assert rules is not None
    behind = {one.key[0] for one in rules.suspicions if one.rule_id == "FUND-114" and one.key[1] == "2026"}
    marked = {row["subject"] for row in rows if isinstance(row["bar"], BarCell) and row["bar"].mark}
    assert marked == behind & {row["subject"] for row in rows} and marked
    page.parts.execution.opened.emit(0)
    sql = held.gone[-1][1]["sql"]
    count = next(one.count for one in _answer(page).nodes if one.key == "payment")
    assert len(held.worker.desk.extract.connection.rows(sql)) == count


def test_the_palette_finds_the_rules(held: Shown) -> None:
    """By id and by name, in the language spoken."""
    hits = _page(held).search("拆分")
    assert len(hits) == held.rules_of("funds")
    assert "拆分" in "".join(held.look_words(hit.words) for hit in hits)


def test_t_shows_the_chart_as_a_table_and_s_its_sql(held: Shown) -> None:
    """The chain answers where no panel has the keyboard."""
    page = _page(held)
    assert page.command("as-table")
    assert page.parts.chain.show_table(True)
    assert page.command("show-sql")
    assert held.worker.desk.extract.connection.rows(held.gone[-1][1]["sql"])
    assert not page.command("sign")


def test_a_suspicion_goes_to_the_findings(held: Shown) -> None:
    """With its rule and its natural key."""
    page = _page(held)
    assert not page.command("register-finding")
    page.parts.theme.show_part(ALL)
    page.parts.theme.suspicions.select(0)
    line = page.parts.theme.chosen()
    assert line is not None
    assert page.command("register-finding")
    assert held.gone[-1] == ("findings", {"rule": line.rule_id, "natural_key": "/".join(line.key)})


def test_another_scope_reads_everything_again(held: Shown) -> None:
    """A region without money says so; digits of few amounts get no verdict."""
    page = _page(held)
    held.rescope(region="990300")
    assert _states(page) == ["content"] * 5
    assert "500" in page.parts.digits_verdict.text()
    held.rescope(region="999999")
    assert _states(page)[1:4] == ["empty"] * 3


def test_a_failed_part_can_be_asked_again(held: Shown) -> None:
    """The error stands in the four panels of one answer, the rules stay."""
    page = _page(held)
    held.worker.broken["funds-page"] = QueryError("query-refused", detail="x")
    page._ask_page()
    held.settle()
    assert _states(page) == ["error"] * 4 + ["content"]
    held.worker.broken.clear()
    page._ask_page()
    held.settle()
    assert _states(page) == ["content"] * 5


def test_what_is_missing_is_said_panel_by_panel(look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    """An extract with payments alone: payments are counted, the links around them are not computable."""
    payment = {"payment_id": "Y1", "organisation_id": "A", "amount": "45.00", "paid_on": "2026-03-20"}
    path = tiny(tmp_path / "payments.duckdb", {"payment": [payment]})
    with shown(look, FundsView(), path) as held:
        page = _page(held)
        assert _states(page)[0] == "content"
        assert _states(page)[3] == "not-computable"
        chain = page.parts.chain.figure
        assert chain is not None
        assert chain.rows[0][1] == look.text("mark-na")
        assert clipped(look, page) == []
    path = tiny(tmp_path / "bare.duckdb", {"service_case": [{"case_id": "c1", "submitted_on": "2026-05-04"}]})
    with shown(look, FundsView(), path) as held:
        assert _states(_page(held))[:4] == ["not-computable"] * 4


def test_the_ranking_is_asked_for_when_looked_at_and_leads_to_the_organisation(held: Shown) -> None:
    page = _page(held)
    assert "funds-ranking" not in {job for job, _ in held.worker.asked}
    page.parts.money.show_part("ranking")
    held.settle()
    rows = page.parts.money.ranking.rows.rows
    assert rows
    page.parts.money.ranking.opened.emit(0)
    assert held.context.scope.organisation_id == rows[0]["subject"]
