"""Deadline risk over real rows: no look ahead, tested on later cases, the rule where the model does not win."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.cli.main import run
from console.domain.ports import Silent
from console.errors import ExitCode, UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.risk import deadline_risk, require_named_item
from console.jobs.risk_answers import RiskAnswer, RiskRequest
from console.jobs.risk_rows import FEATURES, KEPT, KEPT_DAILY, keep_sql, snapshots_sql
from console.jobs.theme_answers import PageScope
from tests.jobs.page_sample import CASES_FOR_RISK, opened, province, through_a_frame, tiny


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return province(tmp_path_factory, CASES_FOR_RISK)


@pytest.fixture(scope="module")
def extract(file: Path) -> Iterator[OpenedExtract]:
    with opened(file) as held:
        yield held


@pytest.fixture(scope="module")
def answer(extract: OpenedExtract) -> RiskAnswer:
    return deadline_risk(extract, RiskRequest(), Silent())


def test_every_open_case_in_time_is_answered(extract: OpenedExtract, answer: RiskAnswer) -> None:
    assert not answer.why_not
    count = extract.connection.row(
        "SELECT count(*), count(*) FILTER (WHERE legal_days_used > promised_days_allowed) FROM case_clock "
        "WHERE closed_on IS NULL AND promised_days_allowed > 0 AND legal_days_used IS NOT NULL"
    )
    assert (len(answer.lines) + answer.late_already, answer.late_already) == count
    assert all(0.0 < one.chance < 1.0 for one in answer.lines if one.chance is not None)
    assert through_a_frame(answer) == answer


def test_a_chance_is_shown_only_for_items_whose_backtest_wins(answer: RiskAnswer) -> None:
    won = {one.item for one in answer.items if one.wins}
    assert {one.item for one in answer.lines if one.chance is not None} <= won
    for one in answer.items:
        beats = (
            (one.model_auc or 0) > (one.rule_auc or 1)
            and (one.model_brier or 1) < (one.rule_brier or 0)
            and (one.model_lead or 0) > (one.rule_lead or 0)
        )
        assert one.wins == (beats and one.late >= 10)
    assert answer.whole is not None
    assert answer.whole.cases > answer.whole.late > 0


def test_what_happens_after_a_day_changes_no_row_of_that_day(extract: OpenedExtract) -> None:
    """The rows as of a day are the same whether the extract goes on or not: features never look ahead."""
    day = extract.cut_off - timedelta(days=365)
    columns = ", ".join(name if name != "promised" else "promised_log" for name in FEATURES)
    early = snapshots_sql(day, None, "name")
    late = snapshots_sql(extract.cut_off, None, "name")
    rows = extract.connection.rows(f"SELECT case_id, d, {columns} FROM ({early}) ORDER BY 1, 2")
    again = {
        row[:2]: row
        for row in extract.connection.rows(f"SELECT case_id, d, {columns} FROM ({late}) ORDER BY 1, 2")
    }
    assert len(rows) > 1000
    assert [row for row in rows if again.get(row[:2]) != row] == []


def test_days_before_are_counted_as_a_plain_query_counts_them(extract: OpenedExtract) -> None:
    """Workload and shares late of a row, by counting anew for the row's organisation, item and day."""
    sql = snapshots_sql(extract.cut_off, None, "name")
    rows = extract.connection.rows(
        f"SELECT case_id, d, organisation_id, item, workload, organisation_late, item_late FROM ({sql}) "
        "ORDER BY hash(case_id, d) LIMIT 40"
    )
    days = dict[tuple[str, int], object]()
    looked = sql[: sql.index("asked AS (")].rstrip().removesuffix(",")
    wanted = ", ".join(f"('{case}', {d})" for case, d, *_ in rows)
    for case, d, day in extract.connection.rows(
        f"{looked} SELECT case_id, d, day FROM based WHERE (case_id, d) IN ({wanted})"
    ):
        days[case, d] = day
    assert len(days) == 40
    named = "(SELECT item_id, arg_max(name, item_version) AS item FROM service_item GROUP BY item_id) n"
    for case, d, organisation, item, workload, organisation_late, item_late in rows:
        day = f"DATE '{days[case, d]}'"
        ((opened_then, closed_then),) = extract.connection.rows(
            f"SELECT count(*) FILTER (WHERE submitted_on <= {day}), count(*) FILTER (WHERE closed_on <= {day}) "
            "FROM service_case WHERE organisation_id = ?",
            parameters=[organisation],
        )
        assert workload == pytest.approx(math.log(1 + max(opened_then - closed_then, 0)))
        for column, value, share in (
            ("c.organisation_id", organisation, organisation_late),
            ("n.item", item, item_late),
        ):
            ((closed, late),) = extract.connection.rows(
                "SELECT count(*), count(*) FILTER (WHERE NOT in_promise) FROM case_clock c "
                f"LEFT JOIN {named} ON n.item_id = c.item_id "
                f"WHERE c.closed_on < {day} AND in_promise IS NOT NULL AND {column} = ?",
                parameters=[value],
            )
            assert share == pytest.approx((late + 1) / (closed + 30))


def test_what_is_kept_meanwhile_says_the_same_and_goes_again(
    extract: OpenedExtract, answer: RiskAnswer
) -> None:
    for statement in keep_sql("name"):
        extract.connection.execute(statement)
    kept = extract.connection.rows(snapshots_sql(extract.cut_off, None, "name", KEPT))
    assert kept == extract.connection.rows(snapshots_sql(extract.cut_off, None, "name"))
    assert len(kept) > answer.fitted
    deadline_risk(extract, RiskRequest(item="none of this name"), Silent())
    for table in (KEPT, *KEPT_DAILY):
        assert not extract.connection.rows(f"SELECT 1 FROM duckdb_tables() WHERE table_name = '{table}'")


def test_more_open_cases_than_are_listed_are_still_counted(
    extract: OpenedExtract, answer: RiskAnswer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.jobs.risk.MOST_LINES", 7)
    few = deadline_risk(extract, RiskRequest(), Silent())
    assert few.lines == answer.lines[:7]
    assert (few.open_cases, few.modelled) == (answer.open_cases, answer.modelled)
    assert answer.open_cases == len(answer.lines)
    assert answer.modelled == sum(one.chance is not None for one in answer.lines)


def test_a_scope_narrows_the_cases_and_not_the_model(extract: OpenedExtract, answer: RiskAnswer) -> None:
    region = extract.connection.row(
        "SELECT region_id FROM case_clock WHERE closed_on IS NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    )[0]
    narrow = deadline_risk(extract, RiskRequest(PageScope(region_id=region)), Silent())
    assert narrow.whole == answer.whole
    everywhere = {one.case_id: one for one in answer.lines}
    assert 0 < len(narrow.lines) < len(answer.lines)
    for one in narrow.lines:
        assert everywhere[one.case_id].chance == pytest.approx(one.chance)
    item = narrow.lines[0].item
    assert {one.item for one in deadline_risk(extract, RiskRequest(item=item), Silent()).lines} == {item}


def test_an_item_nobody_calls_so_is_refused(extract: OpenedExtract) -> None:
    with pytest.raises(UsageError, match="risk-item"):
        require_named_item(extract, RiskRequest(item="no such item"), Silent())


def test_too_few_cases_leave_the_rule(tmp_path: Path) -> None:
    case = {"case_id": "c", "item_id": "I", "item_version": 1, "submitted_on": "2026-01-05"}
    item = {
        "item_id": "I",
        "item_version": 1,
        "name": "x",
        "day_kind": "working",
        "promised_days": 5,
        "statutory_days": 9,
    }
    event = {"case_id": "c", "sequence": 1, "step": "submit", "occurred_on": "2026-01-05"}
    path = tiny(
        tmp_path / "few.duckdb",
        {
            "service_case": [case],
            "service_item": [item],
            "case_event": [event],
            "organisation": [],
            "case_pause": [],
            "case_extension": [],
            "case_supplement": [],
        },
    )
    with opened(path) as few:
        assert deadline_risk(few, RiskRequest(), Silent()).why_not == "few"
    with opened(tiny(tmp_path / "bare.duckdb", {"region": []})) as bare:
        found = deadline_risk(bare, RiskRequest(), Silent())
        assert found.why_not == "missing"
        assert found.missing


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_command_prints_both_tables(
    language: str,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path))
    assert run(["--language-of-words", language, "risk", str(file)]) == ExitCode.OK
    assert "AUC" in capsys.readouterr().out
    assert run(["risk", str(file), "--json"]) == ExitCode.OK
    assert '"whole"' in capsys.readouterr().out
