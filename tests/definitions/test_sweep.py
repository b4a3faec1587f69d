"""Deletes every contract table and every contract column in turn: what rests on it says so by name, the rest stays exact.

Three passes keep it quick. What a definition declares to need is answered by name without a query, for every column. What
it reads and does not declare is taken away all at once, for every definition. And a spread of columns is taken away one by
one, some of them from a copy of the file itself.
"""

from __future__ import annotations

import dataclasses
import itertools
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pytest

from console.domain.catalogue import Catalogue
from console.domain.measure import Measure, Reading
from console.domain.ports import Silent, SystemClock
from console.domain.rule import Judgement, Rule, Suspicion
from console.engine.columns import quoted, standing_view
from console.engine.judging import lacking as rule_lacking
from console.engine.readings import ABSENT, Reader, lacking, needs_of
from console.engine.rules import judge
from console.engine.views import set_period
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from tests.definitions.conftest import MEMORY

CUTS = ((), ("region_id",), ("organisation_id",))
EVERY = 29  # one column in so many is taken away alone


@pytest.fixture(scope="module")
def opened(sample_file: Path, catalogue: Catalogue) -> Iterator[OpenedExtract]:
    """An extract of its own: the sweep replaces what stands for its tables."""
    with open_extract(OpenRequest(sample_file, (), MEMORY), catalogue, SystemClock(), Silent()) as extract:
        yield extract


@pytest.fixture(scope="module")
def readings(opened: OpenedExtract, catalogue: Catalogue) -> dict[str, list[Reading]]:
    return _read(opened, list(catalogue.measures.values()), frozenset())


@pytest.fixture(scope="module")
def judgements(opened: OpenedExtract, catalogue: Catalogue) -> dict[str, Judgement]:
    return {rule.id: _judge(opened, rule, frozenset()) for rule in catalogue.rules.values()}


def test_every_declared_need_silences_by_name(catalogue: Catalogue) -> None:
    """Take away each column and each table: whatever declares to need it names it."""
    deletions = named = 0
    definitions = [(one, _needs(one, catalogue)) for one in _definitions(catalogue)]
    for table in catalogue.contract.tables.values():
        columns = frozenset(f"{table.name}.{column.name}" for column in table.columns)
        for missing in (*(frozenset({name}) for name in sorted(columns)), columns | {table.name}):
            deletions += 1
            for definition, needed in definitions:
                absent = _lacking(definition, catalogue, missing)
                assert set(absent) == needed & missing, definition.id
                named += bool(absent)
    sys.stdout.write(f"{deletions} deletions, {named} answers that name them\n")
    assert deletions > 500
    assert named > 900


def test_silenced_definition_has_no_value(opened: OpenedExtract, catalogue: Catalogue) -> None:
    """Take away one needed column of every definition and ask the engine: a reason, no number, nobody clear."""
    for measure in catalogue.measures.values():
        name = max(needs_of(measure, catalogue))
        found = _read(opened, [measure], frozenset({name}))[measure.id]
        assert found
        assert all(one.value is None and one.numerator is None and name in one.reason for one in found), (
            measure.id
        )
    for rule in catalogue.rules.values():
        name = max(_needs(rule, catalogue))
        found_rule = _judge(opened, rule, frozenset({name}))
        assert (found_rule.flagged, found_rule.clear, found_rule.not_computable) == (0, 0, {})
        assert name in found_rule.reason


def test_what_is_not_declared_changes_nothing(
    opened: OpenedExtract,
    catalogue: Catalogue,
    readings: Mapping[str, list[Reading]],
    judgements: Mapping[str, Judgement],
) -> None:
    """Take away, for each definition, every column it does not declare, all at once."""
    checked = 0
    for definition in _definitions(catalogue):
        needed = _needs(definition, catalogue)
        gone = {
            f"{table}.{column.name}"
            for table in _tables(definition, catalogue)
            for column in catalogue.contract.tables[table].columns
        } - needed
        with _without(opened, catalogue, gone):
            if isinstance(definition, Measure):
                fault = _unlike(
                    readings, _read(opened, [definition], frozenset(gone)), catalogue, frozenset(gone)
                )
            else:
                fault = _unlike_verdicts(
                    judgements[definition.id], _judge(opened, definition, frozenset(gone))
                )
        assert not fault, f"{definition.id} without {sorted(gone)}: {fault}"
        checked += 1
    sys.stdout.write(f"{checked} definitions keep their value without what they do not need\n")
    assert checked == len(catalogue.measures) + len(catalogue.rules)


def test_single_columns_taken_away_change_nothing_silently(
    opened: OpenedExtract,
    catalogue: Catalogue,
    readings: Mapping[str, list[Reading]],
    judgements: Mapping[str, Judgement],
) -> None:
    """Take columns away one by one, for all measures and rules that read their table."""
    columns = [(table.name, c.name) for table in catalogue.contract.tables.values() for c in table.columns]
    for table, column in columns[::EVERY]:
        gone = frozenset({f"{table}.{column}"})
        with _without(opened, catalogue, gone):
            _expect_same(opened, catalogue, readings, judgements, {table}, gone)


@pytest.mark.parametrize(
    "name", ["payment.kind", "service_case.outcome", "hotline_ticket", "vulnerability.exposed"]
)
def test_file_without_a_column_answers_as_the_sweep_does(
    name: str,
    sample_file: Path,
    catalogue: Catalogue,
    readings: Mapping[str, list[Reading]],
    judgements: Mapping[str, Judgement],
    tmp_path: Path,
) -> None:
    """Delete it from a copy of the file itself and open that."""
    path = tmp_path / "cut.duckdb"
    path.write_bytes(sample_file.read_bytes())
    table, _, column = name.partition(".")
    with duckdb.connect(str(path)) as connection:
        cut = (
            f"ALTER TABLE {quoted(table)} DROP COLUMN {quoted(column)}"
            if column
            else f"DROP TABLE {quoted(table)}"
        )
        connection.execute(cut)
    with open_extract(OpenRequest(path, (), MEMORY), catalogue, SystemClock(), Silent()) as extract:
        assert name in extract.missing
        _expect_same(extract, catalogue, readings, judgements, {table}, extract.missing)


def _expect_same(
    extract: OpenedExtract,
    catalogue: Catalogue,
    readings: Mapping[str, list[Reading]],
    judgements: Mapping[str, Judgement],
    tables: set[str],
    missing: frozenset[str],
) -> None:
    measures = [m for m in catalogue.measures.values() if _tables(m, catalogue) & tables]
    fault = _unlike(readings, _read(extract, measures, missing), catalogue, missing)
    assert not fault, f"without {sorted(missing)}: {fault}"
    for rule in catalogue.rules.values():
        if _tables(rule, catalogue) & tables:
            found = _judge(extract, rule, missing)
            fault = "" if found.reason else _unlike_verdicts(judgements[rule.id], found)
            assert bool(found.reason) == bool(rule_lacking(rule, catalogue, missing))
            assert not fault, f"{rule.id} without {sorted(missing)}: {fault}"


class _without:
    """Stands typed NULLs in the place of columns, as opening a file without them does."""

    def __init__(self, extract: OpenedExtract, catalogue: Catalogue, gone: set[str] | frozenset[str]) -> None:
        self._extract, self._catalogue, self._gone = extract, catalogue, gone

    def __enter__(self) -> None:
        self._stand(self._gone)

    def __exit__(self, *_: object) -> None:
        self._stand(frozenset())

    def _stand(self, gone: set[str] | frozenset[str]) -> None:
        for name in {name.partition(".")[0] for name in self._gone}:
            table = self._catalogue.contract.tables[name]
            kept = {c.name: c.type for c in table.columns if f"{name}.{c.name}" not in gone}
            view = standing_view(table, kept, f"x.main.{quoted(name)}")
            self._extract.connection.execute(view.replace("CREATE VIEW", "CREATE OR REPLACE VIEW", 1))


def _read(
    extract: OpenedExtract, measures: list[Measure], missing: frozenset[str]
) -> dict[str, list[Reading]]:
    reader = Reader(extract.connection, extract.catalogue, missing, Silent())
    found: dict[str, list[Reading]] = {measure.id: [] for measure in measures}
    for reading in reader.read(measures, CUTS, extract.period):
        found[reading.measure_id].append(reading)
    return found


def _judge(extract: OpenedExtract, rule: Rule, missing: frozenset[str]) -> Judgement:
    set_period(extract.connection, extract.whole_period, extract.cut_off)
    return judge(extract.connection, extract.catalogue, rule, missing)


def _unlike(
    before: Mapping[str, list[Reading]],
    after: Mapping[str, list[Reading]],
    catalogue: Catalogue,
    missing: frozenset[str],
) -> str:
    """Say where a reading changed without saying why; whom nobody expects any more need not be shown as absent."""
    for name, cut in itertools.product(after, CUTS):
        column = "|".join(cut)
        was = [one for one in before[name] if one.subject_column == column and one.reason != ABSENT]
        now = [one for one in after[name] if one.subject_column == column and one.reason != ABSENT]
        if lacking(catalogue.measures[name], catalogue, missing, cut):
            if not now or any(
                one.value is not None or not set(one.reason.split(", ")) <= missing for one in now
            ):
                return f"{name} by {column or 'nothing'} does not say what it lacks: {now[:1]}"
        elif was != now:
            changed = [pair for pair in zip(was, now, strict=False) if pair[0] != pair[1]]
            return f"{name} by {column or 'nothing'} changed: {changed[:1]}"
    return ""


def _unlike_verdicts(before: Judgement, after: Judgement) -> str:
    was = (before.flagged, before.clear, dict(before.not_computable))
    now = (after.flagged, after.clear, dict(after.not_computable))
    if was != now or after.reason:
        return f"verdicts changed from {was} to {now} {after.reason}"
    changed = [
        fault for pair in zip(before.suspicions, after.suspicions, strict=True) if (fault := _turned(*pair))
    ]
    return changed[0] if changed else ""


def _turned(before: Suspicion, after: Suspicion) -> str:
    """Say what of a suspicion turned into something else; what nobody knows any more may become unknown."""
    for field in dataclasses.fields(before):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if field.name == "facts":
            for fact, value in was.items():
                if now.get(fact) not in (value, None):
                    return f"{before.key}: {fact} turned from {value} into {now.get(fact)}"
        elif field.name == "evidence":
            if not set(now) <= set(was):
                return f"{before.key}: evidence turned from {was} into {now}"
        elif now != was and now is not None:
            return f"{before.key}: {field.name} turned from {was} into {now}"
    return ""


Definition = Measure | Rule


def _definitions(catalogue: Catalogue) -> list[Definition]:
    return [*catalogue.measures.values(), *catalogue.rules.values()]


def _lacking(definition: Definition, catalogue: Catalogue, missing: frozenset[str]) -> tuple[str, ...]:
    if isinstance(definition, Measure):
        return lacking(definition, catalogue, missing)
    return rule_lacking(definition, catalogue, missing)


def _needs(definition: Definition, catalogue: Catalogue) -> set[str]:
    everything = frozenset(
        f"{table.name}.{column.name}"
        for table in catalogue.contract.tables.values()
        for column in table.columns
    )
    if isinstance(definition, Measure):
        return set(needs_of(definition, catalogue))
    return set(rule_lacking(definition, catalogue, everything))


def _tables(definition: Definition, catalogue: Catalogue) -> set[str]:
    """Return the contract tables a definition reads, through views."""
    if isinstance(definition, Rule):
        waiting = list(definition.reads)
    elif definition.inputs:
        return set().union(*(_tables(catalogue.measures[name], catalogue) for name in definition.inputs))
    else:
        waiting = [view for view in (definition.view, definition.denominator_view) if view]
    found = set()
    while waiting:
        name = waiting.pop()
        if name in catalogue.views:
            waiting += catalogue.views[name].reads
        elif name in catalogue.contract.tables:
            found.add(name)
    return found
