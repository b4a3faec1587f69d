"""One sweep over the definitions that stand on the casebook: each keeps its cases, and what is missing is never zero."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.catalogue.casebook import read_casebook_set
from console.domain.measure import DefinitionCase, Measure
from console.domain.ports import Silent
from console.engine.connection import connect_empty
from console.engine.readings import Reader, needs_of
from console.engine.views import prepare
from console.errors import DefinitionError
from console.jobs.cases import run_measure_case
from console.jobs.tolerance_responsibility import whole
from console.paths import resource_root
from tests.domain.tolerance_kit import TODAY

SET = read_casebook_set(resource_root())
CASES = [
    pytest.param(measure, case, id=f"{measure.id}: {case.about}")
    for measure in SET.measures.values()
    for case in measure.cases
]


@pytest.mark.parametrize(("measure", "case"), CASES)
def test_a_measure_keeps_its_cases(measure: Measure, case: DefinitionCase) -> None:
    outcome = run_measure_case(SET, measure, case)
    assert outcome.kept, f"expected {outcome.expected}\nfound {outcome.found}"


@pytest.mark.parametrize("measure", SET.measures.values(), ids=lambda measure: measure.id)
def test_a_measure_rests_on_the_casebook_alone(measure: Measure) -> None:
    needed = needs_of(measure, SET)
    assert measure.source == "casebook"
    assert needed
    assert all(SET.contract.has(name) for name in needed)


@pytest.mark.parametrize(
    "name", [f"casebook_finding.{column.name}" for column in SET.contract.tables["casebook_finding"].columns]
)
def test_a_missing_column_silences_by_name(name: str) -> None:
    with connect_empty(SET.contract, memory_bytes=512 * 1024**2, threads=1) as connection:
        prepare(connection, SET, TODAY)
        reader = Reader(connection, SET, frozenset({name}), Silent())
        readings = reader.read(SET.measures.values(), [()], whole((), TODAY))
    for reading in readings:
        needed = needs_of(SET.measures[reading.measure_id], SET)
        assert (name in reading.reason) == (name in needed)
        assert name not in needed or reading.value is None


def test_a_measure_of_another_source_does_not_belong_here(tmp_path: Path) -> None:
    folder = tmp_path / "casebook"
    for part in ("contract", "views", "measures"):
        for path in (resource_root() / "casebook" / part).rglob("*.toml"):
            target = folder / path.relative_to(resource_root() / "casebook")
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text("utf-8")
            wrong = text.replace('source = "casebook"\n', "") if path.stem == "CAS-003" else text
            target.write_text(wrong, "utf-8")
    (tmp_path / "calendars").symlink_to(resource_root() / "calendars")
    with pytest.raises(DefinitionError) as caught:
        read_casebook_set(tmp_path)
    assert (caught.value.key, caught.value.facts["file"]) == ("measure-source", "CAS-003.toml")
