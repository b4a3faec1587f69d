"""A filter of the services page as a rule of one's own, the weekly chart, and the numbers cases are registered under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.domain.catalogue import SetAside
from console.domain.finding import Stage
from console.gui.theme import Look
from console.gui.views.services import ServicesView
from console.gui.words import say
from console.jobs.filter_rule_answers import StepFilter
from tests.gui.finding_states import a_finding
from tests.gui.page_kit import SIZES, Shown, clipped, shown
from tests.gui.services_kit import offered, page_of
from tests.jobs.page_sample import province


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return province(tmp_path_factory)


@pytest.fixture
def held(look: Look, qtbot: QtBot, file: Path) -> Iterator[Shown]:
    with shown(look, ServicesView(), file, keep=True) as made:
        yield made


def test_a_way_narrows_the_map_and_is_tried_as_a_rule_before_it_may_be_kept(
    held: Shown, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only its cases, then what a rule of it would raise; other words have to be tried again, wrong ones are told."""
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path))
    page = page_of(held)
    assert [action.key for action in page.page_actions()] == ["own-rules", "rows", "register"]
    page.parts.variants.hit.emit("1")
    offered(page)[0].trigger()
    held.settle()
    found = page._process
    assert found is not None and (found.variant_count, found.variants[0].cases) == (1, found.cases)
    assert page.page_actions()[0].key == "save-rule"
    page.page_actions()[0].run()
    dialog = page.ruling.dialog
    assert dialog is not None and dialog.kind.count() == 1 and not dialog.timing.isVisible()
    dialog.submit()
    held.settle()
    assert dialog.examples.rows.rowCount() > 0 and dialog.keep.isEnabled()
    period, way = held.context.scope.period, list(found.variants[0].steps)
    assert period is not None
    ((closed,),) = held.worker.desk.extract.connection.rows(
        "WITH walked AS (SELECT case_id, list(step ORDER BY occurred_at, sequence) AS way FROM case_event GROUP BY case_id) "
        "SELECT count(*) FROM service_case JOIN walked USING (case_id) "
        f"WHERE way = {way} AND closed_on BETWEEN '{period.starts}' AND '{period.ends}'"
    )
    assert held.look_words(say("own-rule-tried-scope", scope=str(closed))) in dialog.told.text()
    assert clipped(look, dialog) == []
    dialog.chinese.setText("x" * 61)
    assert not dialog.keep.isEnabled()
    dialog.submit()
    held.settle()
    assert "60" in dialog.told.text() and not dialog.keep.isEnabled()
    assert dialog.request().asked.organisation_id == "" and not dialog.whose.isVisible()
    dialog.reject()
    assert page._scope is not None
    page._scope = replace(page._scope, organisation_id="ORG-1")
    page._make_rule(StepFilter("step", ("review",)))
    dialog = page.ruling.dialog
    assert dialog is not None and dialog.whose.isVisible() and clipped(look, dialog) == []
    assert dialog.request().asked.organisation_id == "ORG-1"  # as the map, unless somebody widens it
    dialog.organisation.setCurrentIndex(1)
    assert dialog.request().asked.organisation_id == ""
    dialog.reject()


def test_a_transition_with_days_is_kept_as_a_rule_that_runs_with_the_others(
    held: Shown, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page reads again; the rule is called own; a file that cannot be used stands first, with what is wrong."""
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path))
    told: list[object] = []
    held.context.scope_changed.connect(told.append)
    page = page_of(held)
    page.parts.map.hit.emit("review→decide")
    offered(page)[2].trigger()
    dialog = page.ruling.dialog
    assert dialog is not None
    dialog.kind.setCurrentIndex(1)
    dialog.days.setValue(4)
    dialog.english.setText("Slow to decide")
    assert dialog.timing.isVisible()
    dialog.submit()
    held.settle()
    assert clipped(look, dialog) == []
    dialog.save()
    held.settle()
    assert page.ruling.dialog is None or not page.ruling.dialog.isVisible()
    assert told == [held.context.scope]  # every page reads again
    (saved,) = (tmp_path / "rules" / "services").glob("OWN-*.toml")
    assert "Slow to decide" in saved.read_text("utf-8")
    page._ask_rules()
    held.settle()
    names = [page.parts.theme.rules.rows.row(n) for n in range(page.parts.theme.rules.rows.rowCount())]
    (own,) = (row for row in names if row["id"] == saved.stem)
    assert "自定" in held.look_words(own["name"])
    assert page._rules is not None
    _listed_removed_and_put_back(held, look, saved, told)
    aside = SetAside("OWN-000001.toml", "definition-sql", {"file": "OWN-000001.toml", "detail": "x"})
    page.parts.theme.show_rules(replace(page._rules, set_aside=(aside,)))
    first = page.parts.theme.rules.rows.row(0)
    assert (first["id"], first["judged"]) == ("OWN-000001", 0)
    assert aside.file in held.look_words(first["why"])


def _listed_removed_and_put_back(held: Shown, look: Look, saved: Path, told: list[object]) -> None:
    """The list says whose a rule is and what it asks; removing asks first, has every page read again, and is undone as it was."""
    page, content = page_of(held), saved.read_bytes()
    faulty = saved.with_name("OWN-000001.toml")
    faulty.write_text("id = 1", "utf-8")
    next(action for action in page.page_actions() if action.key == "own-rules").run()
    held.settle()
    dialog = page.own.dialog
    assert dialog is not None and dialog.table.rows.rowCount() == 2
    assert "OWN-000001" in dialog.asks.text() and dialog.table.rows.row(0)["version"] is None
    dialog.table.select(1)
    row = dialog.table.rows.row(1)
    assert (row["id"], row["version"]) == (saved.stem, 1)
    assert row["by"] == saved.owner() and saved.owner() in dialog.place.text()
    assert "自定的监测口径" in dialog.asks.text() and f"services/{saved.name}" in dialog.place.text()
    assert clipped(look, dialog) == []
    before = len(told)
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    asking = page.own.asking
    assert asking is not None and clipped(look, asking) == []
    asking.keep.click()
    held.settle()
    assert saved.exists() and len(told) == before
    dialog.remove.click()
    asking = page.own.asking
    assert asking is not None
    asking.gone.click()
    held.settle()
    assert not saved.exists() and len(told) == before + 1
    assert dialog.table.rows.rowCount() == 1 and saved.stem in dialog.told.text()
    page._ask_rules()
    held.settle()
    assert page._rules is not None and not any(rule.own for rule in page._rules.rules)
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    held.settle()
    assert saved.read_bytes() == content and len(told) == before + 2
    assert dialog.table.rows.rowCount() == 2 and not dialog.undo.isVisible()
    saved.unlink()  # somebody else was quicker
    dialog.table.select(1)
    dialog.remove.click()
    assert page.own.asking is not None
    page.own.asking.gone.click()
    held.settle()
    assert held.look_words(say("error-own-rule-lost", rule=saved.stem)) == dialog.told.text()
    faulty.unlink()
    dialog.accept()


def test_the_on_time_rate_is_shown_by_week_too(held: Shown, look: Look) -> None:
    """The chips change the points, the words and the SQL; nothing is asked again."""
    page = page_of(held)
    before = len(held.worker.asked)
    answer = page._answer
    assert answer is not None
    page.parts.grain._chips[1].press()
    assert page.parts.grain.on == ("week",)
    assert len(held.worker.asked) == before
    figure = page.parts.on_time.figure
    assert figure is not None and len(figure.rows) == len(answer.weekly.series) == 26
    assert "周" in page.parts.verdict.text() or answer.weekly.state != "stable"
    for language, size in (("zh-CN", SIZES[0]), ("en", SIZES[0])):
        look.set_language(language)
        page.resize(*size)
        held.settle()
        assert clipped(look, page) == []
    assert "date_trunc('week'" in page.parts.on_time_of(answer).sql


def test_a_case_shows_the_number_it_is_registered_under(held: Shown) -> None:
    """Of the rule that gives the card, or of any where its running clock does; none while nobody unlocked the casebook."""
    page = page_of(held)
    found, table = page.parts.listed._found, page.parts.listed.table
    assert found is not None and {table.rows.row(n)["number"] for n in range(len(found.cases))} == {"—"}
    of_rule = next(one for one in found.cases if one.rule_id)
    of_clock = next(one for one in found.cases if not one.rule_id)
    finding = a_finding("services", "red", "R1", Stage.SUSPICION, standing=False)
    states = [
        replace(finding, rule_id=rule, number=number, evidence=(f"service_case/{case.case_id}",))
        for rule, number, case in (
            ("SVC-199", "WT-0009", of_rule),
            (of_rule.rule_id, "WT-0010", of_rule),
            ("SVC-199", "WT-0011", of_clock),
        )
    ]
    held.context.set_findings(states)
    held.settle()
    told = {str(row["case"]): row["number"] for row in table.rows.rows}
    assert (told[of_rule.case_id], told[of_clock.case_id]) == ("WT-0010", "WT-0011")
