"""Proves that the SQL of every definition pastes into the workbench of an open extract and runs unchanged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from console.catalogue.load import load_catalogue
from console.domain.ports import Silent
from console.engine.compile import pass_sql, passes
from console.engine.workbench import Workbench
from console.jobs.extract import OpenedExtract
from console.paths import resource_root

CATALOGUE = load_catalogue(resource_root())


@pytest.fixture(scope="module")
def bench(sample: OpenedExtract) -> Iterator[Workbench]:
    found = Workbench(sample.connection)
    yield found


@pytest.mark.parametrize("name", CATALOGUE.rules)
def test_judge_of_a_rule_runs_as_it_stands(name: str, bench: Workbench) -> None:
    rule = CATALOGUE.rules[name]
    result = bench.run(rule.judge, Silent())
    columns = [column.name for column in result.columns]
    assert {*rule.key, "verdict", "why_not"} <= set(columns)
    assert "standard_verified" in columns or not rule.standard, (
        "an unverified threshold must show in the suspicion"
    )


@pytest.mark.parametrize("name", CATALOGUE.views)
def test_sql_of_a_view_runs_as_it_stands(name: str, bench: Workbench) -> None:
    view = CATALOGUE.views[name]
    columns = [column.name for column in bench.run(view.sql, Silent()).columns]
    assert set(columns) == set(view.needs) - {"*"}, "every column says what it needs, and no other does"


def test_fused_passes_run_as_they_stand(bench: Workbench, sample: OpenedExtract) -> None:
    ran = 0
    for one in passes(CATALOGUE.measures.values()):
        result = bench.run(pass_sql(one, [()], sample.period, monthly=True), Silent())
        assert len(result.columns) == 2 + 3 * len(one.parts)
        ran += 1
    assert ran > 15
