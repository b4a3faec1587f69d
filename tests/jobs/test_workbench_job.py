"""Owns the tests that every definition's own SQL runs unchanged in a workbench. It refuses one that was touched up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.catalogue.load import load_catalogue
from console.domain.catalogue import Catalogue
from console.domain.period import parse
from console.domain.ports import Silent, SystemClock
from console.errors import InputError
from console.jobs.extract import OpenedExtract, open_extract
from console.jobs.notebook import MOST_RUNS, Kept, Notebook, Run, read_notebook, write_notebook
from console.jobs.opened import OpenRequest
from console.jobs.query import queried
from console.jobs.workbench import (
    TokensRequest,
    parameters_for,
    schema,
    set_the_scene,
    snippets,
    spans,
)
from console.paths import resource_root
from tests.engine.extracts import write


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(resource_root())


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Iterator[OpenedExtract]:
    path = write(
        tmp_path_factory.mktemp("job") / "small.duckdb",
        "CREATE TABLE payment AS SELECT 'P' || range AS payment_id, (range * 1.25)::DECIMAL(18,2) AS amount, "
        "DATE '2026-01-01' + (range % 90)::INTEGER AS paid_on FROM range(100)",
    )
    with open_extract(OpenRequest(path, (), 2 << 30, 1), catalogue, SystemClock(), Silent()) as opened:
        yield opened


def test_every_definition_runs_as_it_stands(extract: OpenedExtract, catalogue: Catalogue) -> None:
    found = snippets(catalogue)
    assert {one.kind for one in found} == {"rule", "measure", "view"}
    assert all(set(one.names) == {"zh-CN", "en"} for one in found)
    for one in found:
        if one.kind == "rule":
            assert one.sql == catalogue.rules[one.id].judge
        with queried(extract, one.sql, Silent()) as workbench:
            assert workbench.result is not None, one.id


def test_parameters_are_those_of_the_rule_and_else_those_of_all(catalogue: Catalogue) -> None:
    rule = next(one for one in catalogue.rules.values() if one.parameters)
    assert parameters_for(f"-- mine\n{rule.judge}", catalogue) == rule.parameters
    every = {one.name for other in catalogue.rules.values() for one in other.parameters}
    assert {one.name for one in parameters_for("SELECT * FROM parameters", catalogue)} == every


def test_the_period_is_the_one_asked_for_and_else_the_whole(extract: OpenedExtract) -> None:
    set_the_scene(extract, "", parse("2026-02"))
    assert str(extract.connection.row("SELECT starts FROM period")[0]) == "2026-02-01"
    set_the_scene(extract, "", None)
    assert str(extract.connection.row("SELECT ends FROM period")[0]) == "2026-03-31"


def test_the_schema_tells_what_is_there_and_what_is_not(extract: OpenedExtract) -> None:
    told = schema(extract, Silent())
    tables = {one.name: one for one in told.tables}
    assert tables["payment"].rows == 100
    assert {one.name: one.missing for one in tables["payment"].columns}["vendor_id"]
    assert tables["period"].group == "console"
    assert "vendor" not in tables
    assert told.absent == len(extract.catalogue.contract.tables) - 1


def test_a_name_before_a_bracket_is_a_function() -> None:
    text = "SELECT count (*) -- 注\nFROM t WHERE 名 = '值' AND 1"
    found = {text[one.start : one.start + one.length]: one.kind for one in spans(TokensRequest(text))}
    wanted = {"SELECT": "keyword", "count": "function", "'值'": "string", "1": "number", "名": "identifier"}
    assert wanted.items() <= found.items()
    assert spans(TokensRequest("SELECT 'broken")) != ()


def test_the_notebook_comes_back_and_a_broken_one_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "workbench.json"
    assert read_notebook(path) == Notebook()
    run = Run("SELECT 1", SystemClock().now(), "done", 1, 0.01)
    book = (
        Notebook().with_run(run).with_kept(Kept("b", "2")).with_kept(Kept("a", "1")).with_kept(Kept("b", "3"))
    )
    write_notebook(path, book)
    assert read_notebook(path) == book
    assert [(one.name, one.sql) for one in book.kept] == [("a", "1"), ("b", "3")]
    assert book.without("a").kept == (Kept("b", "3"),)
    for _ in range(MOST_RUNS + 5):
        book = book.with_run(run)
    assert len(book.runs) == MOST_RUNS
    path.write_text("{", "utf-8")
    with pytest.raises(InputError):
        read_notebook(path)
    assert path.read_text("utf-8") == "{"
