"""The services page over real data: every panel says something, nothing is cut, every mark leads to its rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from console.domain.period import parse
from console.errors import QueryError
from console.gui.scope import Scope
from console.gui.theme import Look
from console.gui.views.services import ServicesView
from console.gui.views.services.page import ServicesPage
from console.gui.views.services.parts import (
    CHANNELS,
    CLOCKS,
    ITEMS,
    LISTED,
    MIX,
    ORGANISATIONS,
    RULES,
    TIMES,
    WAITS,
)
from console.gui.widgets import theme_panel
from console.gui.widgets.theme_panel import ALL, PERIOD
from console.gui.words import say
from tests.gui.page_kit import SIZES, Shown, clipped, shown, wait_until
from tests.gui.services_kit import offered, page_of
from tests.jobs.page_sample import province, tiny


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return province(tmp_path_factory)


@pytest.fixture
def held(look: Look, qtbot: QtBot, file: Path) -> Iterator[Shown]:
    with shown(look, ServicesView(), file, keep=True) as made:
        yield made


def _states(page: ServicesPage) -> list[str]:
    parts = page.parts
    panels = (
        parts.map_panel,
        parts.variants_panel,
        parts.on_time_panel,
        parts.case,
        parts.listed,
        parts.side,
        parts.theme,
    )
    return [panel.state.state for panel in panels]


def test_every_panel_shows_its_content(held: Shown) -> None:
    """Map, variants, chart, durations and suspicions are there, and the title row says what is looked at."""
    page = page_of(held)
    assert _states(page) == ["content"] * 7
    figure = page.parts.map.figure
    assert figure is not None and figure.n
    assert len(figure.rows) >= 6
    assert page.parts.side.organisations.rows.rowCount() > 20
    assert page.parts.theme.suspicions.rows.rowCount() > 0
    assert "全部事项" in held.look_words(held.subtitles[-1])


def test_nothing_is_cut_at_any_size_in_either_language_or_theme(held: Shown, look: Look) -> None:
    """At every size of the window, all parts of the last row, both languages, both themes."""
    page = page_of(held)
    for language, theme in (("zh-CN", "light"), ("en", "dark")):
        look.set_language(language)
        look.set_theme(theme)
        held.settle()
        for size, part in itertools.product(
            SIZES, (LISTED, RULES, WAITS, ORGANISATIONS, ITEMS, CHANNELS, MIX, CLOCKS)
        ):
            page.resize(*size)
            page.parts.bottom.show_part(part if part in (LISTED, RULES, WAITS) else TIMES)
            page.parts.side.show_part(part if part not in (LISTED, RULES, WAITS) else ORGANISATIONS)
            assert clipped(look, page) == []


def test_a_language_change_reads_the_names_again(held: Shown, look: Look) -> None:
    """Names of organisations come with the data, so the workers are asked for the other language."""
    page = page_of(held)
    look.set_language("en")
    held.settle()
    assert str(page.parts.side.organisations.rows.row(0)["name"]).isascii()
    assert "Submit" in {row[0] for row in page.parts.map.figure.rows} if page.parts.map.figure else False


def test_online_is_compared_with_the_counter_within_items_and_s_opens_sql_that_runs(held: Shown) -> None:
    """Every outcome says both sides; no difference within items stands without its interval, and a quarter is too little."""
    page = page_of(held)
    page.parts.side.show_part(MIX)
    table = page.parts.side.mix
    for period, told in (("2026Q2", "太少"), ("2025-01..2026-06", "…")):
        page.scope_changed(Scope(period=parse(period)))
        held.settle()
        rows = [table.rows.row(number) for number in range(table.rows.rowCount())]
        assert [row["name"] for row in rows] == ["按时办结", "办理日数", "到场次数"]
        assert all(told in str(row["same"]) for row in rows)
    assert page.parts.side.state.state == "content"
    table.setFocus()
    assert held.worker.desk.extract.connection.rows(page.parts.side.sql())


def test_waits_are_counted_when_somebody_looks_and_lead_to_the_single_waits(held: Shown, look: Look) -> None:
    """Nothing is asked before; each line opens as many waits as it says, whose sides add up to what it says."""
    page = page_of(held)
    table = page.parts.waits.table
    assert table.rows.rowCount() == 0
    page.parts.bottom.show_part(WAITS)
    held.settle()
    assert table.rows.rowCount() > 20
    line = table.rows.row(0)
    assert str(line["way"]).count(" → ") == 1
    assert not str(line["way"]).isascii()
    table.opened.emit(0)
    assert held.gone[-1][0] == "workbench"
    waits = held.worker.desk.extract.connection.rows(held.gone[-1][1]["sql"])
    assert len(waits) == line["waits"]
    for place, side in enumerate(("sender", "receiver", "applicant", "excluded", "unknown"), 10):
        assert sum(wait[place] or 0 for wait in waits) == pytest.approx(line[side])
    table.setFocus()
    assert len(held.worker.desk.extract.connection.rows(page.parts.waits.sql())) >= table.rows.rowCount()
    look.set_language("en")
    assert str(table.rows.row(0)["way"]).replace(" → ", "").isascii()


def test_marks_lead_to_rows(held: Shown) -> None:
    """A transition, a step, a variant and a subject each open the workbench with SQL of theirs."""
    page = page_of(held)
    for key in ("submit→accept", "review"):
        page.parts.map.hit.emit(key)
        offered(page)[1].trigger()
    page.parts.variants.hit.emit("0")
    offered(page)[1].trigger()
    page.parts.side.organisations.opened.emit(0)
    assert [key for key, _facts in held.gone] == ["workbench"] * 4
    for _key, facts in held.gone:
        assert held.worker.desk.extract.connection.rows(facts["sql"])


def test_a_click_on_the_map_reaches_the_part_under_it(held: Shown) -> None:
    """What was drawn where is what answers."""
    page = page_of(held)
    step = next(hit for hit in page.parts.map.hits if hit.key == "decide")
    page.parts.map.pressed.emit(step.x + 3, step.y + 3)
    offered(page)[1].trigger()
    assert "step = 'decide'" in held.gone[-1][1]["sql"]


def test_t_shows_the_chart_as_a_table_and_s_its_sql(held: Shown) -> None:
    """The panel with the keyboard answers, the map where none has it."""
    page = page_of(held)
    assert page.command("as-table")
    assert page.parts.map.show_table(True)
    assert page.command("show-sql")
    assert held.worker.desk.extract.connection.rows(held.gone[-1][1]["sql"])
    page.activateWindow()
    wait_until(page.isActiveWindow)
    page.parts.on_time.setFocus()
    assert page.command("show-sql")
    assert "case_clock" in held.gone[-1][1]["sql"]
    assert not page.command("sign")


def test_a_suspicion_is_chosen_opened_and_registered(held: Shown) -> None:
    """Selecting enables the button, Enter lays the case out day by day, registering goes to the findings."""
    page = page_of(held)
    page.parts.bottom.show_part(RULES)
    assert not page.page_actions()[-1].enabled
    assert not page.command("register-finding")
    page.parts.theme.suspicions.select(0)
    assert page.page_actions()[-1].enabled
    page.parts.theme.suspicions.opened.emit(0)
    held.settle()
    clock = page.parts.case.chart.figure
    assert clock is not None and clock.n
    assert page.parts.theme.chosen().key[0] in page.parts.case.words.said  # type: ignore[union-attr]
    assert page.command("register-finding")
    key, facts = held.gone[-1]
    assert (key, facts["rule"]) == ("findings", page.parts.theme.chosen().rule_id)  # type: ignore[union-attr]


def test_a_case_can_be_sent_here(held: Shown) -> None:
    """Another page names a case; one that is not there is a sentence, not a trace."""
    page = page_of(held)
    page.arrived({"case": "BJ-990001012"})
    held.settle()
    assert page.parts.case.state.state == "content"
    assert "BJ-990001012" in page.parts.case.words.said
    page._ask_listed()
    held.settle()
    assert "BJ-990001012" in page.parts.case.words.said
    page.arrived({"case": "nowhere"})
    held.settle()
    assert page.parts.case.state.state == "error"


def test_cases_with_a_card_stand_below_and_the_selected_one_is_drawn_day_by_day(held: Shown) -> None:
    """One row a case, the gravest first, signals of open cases and suspicions of rules together; a move draws the case."""
    page = page_of(held)
    listed, table = page.parts.listed, page.parts.listed.table
    found = listed._found
    assert found is not None and found.total > len(found.counts)
    assert len({one.case_id for one in found.cases}) == len(found.cases) == table.rows.rowCount()
    assert {one.running for one in found.cases} == {True, False}
    first = listed.chosen()
    assert first is not None and first.case_id in page.parts.case.words.said
    assert not page.parts.case.badge.isHidden()
    suspect = next(number for number, one in enumerate(found.cases) if one.rule_id)
    table.select(suspect)
    held.settle()
    chosen = listed.chosen()
    assert chosen is not None and chosen.case_id in page.parts.case.words.said
    assert chosen.rule_id in held.look_words(table.rows.row(suspect)["cause"])
    assert page.page_actions()[-1].enabled and page.command("register-finding")
    key, facts = held.gone[-1]
    assert (key, facts["rule"], facts["natural_key"]) == ("findings", chosen.rule_id, chosen.case_id)
    table.opened.emit(suspect)
    listed.link_followed.emit()
    for (_key, facts), least in zip(held.gone[-2:], (2, found.total), strict=True):
        assert len(held.worker.desk.extract.connection.rows(facts["sql"])) >= least


def test_period_all_and_rules(held: Shown) -> None:
    """Three parts of one panel; every rule is flagged, clear or not computable."""
    page_of(held).parts.bottom.show_part(RULES)
    theme = page_of(held).parts.theme
    theme.show_part(PERIOD)
    now = theme.suspicions.rows.rowCount()
    theme.show_part(ALL)
    assert theme.suspicions.rows.rowCount() > now
    theme.show_part(theme_panel.RULES)
    assert theme.chosen() is None
    assert theme.rules.rows.rowCount() == held.rules_of("services")
    theme.rule_opened.emit("SVC-104")
    assert held.gone[-1] == ("findings", {"rule": "SVC-104"})


def test_another_item_asks_for_its_own_process(held: Shown) -> None:
    """Only the process is asked for again, and the button names the item."""
    page = page_of(held)
    before = len(held.worker.asked)
    choice = page.parts._choices[1]
    page.parts.item_asked.emit(choice.key)
    held.settle()
    assert [job for job, _arguments in held.worker.asked[before:]] == ["services-process"]
    assert page.parts.item.text() != held.context.look.text("services-all-items")


def test_another_scope_reads_everything_again(held: Shown) -> None:
    """A region without any case says so in every panel instead of an empty frame."""
    page = page_of(held)
    held.rescope(region="999999")
    states = _states(page)
    assert states[0] == states[1] == "empty"
    assert states[2:] == ["empty"] * 5


def test_a_failed_part_leaves_the_others_and_can_be_asked_again(held: Shown) -> None:
    """The error stands in its own panels, with its words; retry brings the content back."""
    page = page_of(held)
    held.worker.broken["services-process"] = QueryError("query-refused", detail="x")
    page.scope_changed(Scope(period=held.context.scope.period))
    held.settle()
    assert _states(page) == ["error", "error"] + ["content"] * 5
    held.worker.broken.clear()
    page._ask_process()
    held.settle()
    assert _states(page) == ["content"] * 7


def test_a_cancelled_reading_keeps_what_was_shown(held: Shown) -> None:
    """Stopping is no failure: the result before stays."""
    page = page_of(held)
    page._ask_process()
    held.lanes.cancel_all()
    held.settle()
    assert _states(page) == ["content"] * 7


def test_the_palette_finds_rules_and_a_case_by_its_number(held: Shown) -> None:
    """A number that looks like a case offers its clock; the list of own rules is always there."""
    page = page_of(held)
    hits = page.search("BJ-990001012")
    assert len(hits) == held.rules_of("services") + 2
    hits[0].run()
    held.settle()
    assert page.parts.case.state.state == "content"
    assert [hit.words for hit in page.search("超期")[held.rules_of("services") :]] == [say("own-rules")]


def test_what_is_missing_is_said_panel_by_panel(look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    """An extract with cases alone: not computable with the names, never zero, and no rule called clear."""
    path = tiny(tmp_path / "bare.duckdb", {"service_case": [{"case_id": "c1", "submitted_on": "2026-05-04"}]})
    with shown(look, ServicesView(), path) as held:
        page = page_of(held)
        assert _states(page) == ["not-computable"] * 3 + ["empty"] + ["not-computable"] * 3
        names = page.parts.map_panel.state.findChildren(type(page.parts.verdict))
        assert any("case_event" in label.text() for label in names)
        assert clipped(look, page) == []


def test_panels_come_in_reading_order(held: Shown) -> None:
    """F6 walks from the map to the cases."""
    page, parts = page_of(held), page_of(held).parts
    QApplication.processEvents()
    panels = page.panels()
    assert [panels.index(one) for one in (parts.map_panel, parts.variants_panel, parts.listed)] == [0, 1, 4]
    QTest.qWait(1)


def test_a_click_narrows_the_map_to_the_cases_of_a_step_or_transition(held: Shown) -> None:
    """Every case then shown went that way; the chip takes the filter off again."""
    page = page_of(held)
    whole = page._process
    assert whole is not None
    for through in (("supplement",), ("accept", "review")):
        page.parts.map.hit.emit("→".join(through))
        offered(page)[0].trigger()
        held.settle()
        found = page._process
        assert found is not None and 0 < found.cases < whole.cases
        walked = held.worker.desk.extract.connection.rows(
            f"SELECT count(DISTINCT case_id) FROM ({found.steps_sql} SELECT * FROM judged) WHERE step = '{through[-1]}'"
        )
        assert walked == [(found.cases,)]
        assert not page.parts.through.isHidden()
    page.parts.through.click()
    held.settle()
    assert page._process == whole
    assert page.parts.through.isHidden()


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_the_map_is_saved_with_its_sources(
    held: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    path = tmp_path / f"map{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(path), ""))
    page = page_of(held)
    page.parts.save.click()
    held.settle()
    if suffix == ".png":
        assert QImage(str(path)).width() > 900
        return
    root = ElementTree.fromstring(path.read_bytes())
    words = " ".join(one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "未签名" in words and "2026-06-30" in words and "受理" in words


def test_a_place_that_cannot_be_written_is_told(
    held: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    held.context.told.connect(told.append)
    path = tmp_path / "none" / "map.svg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(path), ""))
    page_of(held).parts.save.click()
    held.settle()
    assert "map.svg" in str(told[-1])


def test_a_signal_leads_to_what_changed(held: Shown) -> None:
    """One click from the chart of the on-time rate to its parts, where the window has that page."""
    page = page_of(held)
    assert page.parts.changed.isHidden()
    held.context.set_pages(["services", "charts"])
    page._ask_page()
    held.settle()
    page.parts.changed.click()
    assert held.gone[-1] == ("charts", {"measure": "SVC-001"})
