"""Owns the proof that an earlier quarter's sample is the later one less far: the same facts, and none from after its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest

from console.domain.calendar import calendar_days
from console.domain.catalogue import Catalogue
from console.domain.period import parse
from sample_db import quarters
from sample_db.generate import generate, known_by
from sample_db.places import MERGERS
from tests.sample.test_generate import fingerprints

EARLIER, CASES = parse("2026Q1"), 2_000
FIXED = (
    "attack_event benefit_grant drill incident payment review share_use tender training vulnerability".split()
)


@dataclass(frozen=True)
class Pair:
    """The extracts of two quarters."""

    earlier: Path
    later: Path
    catalogue: Catalogue


def made(path: Path, catalogue: Catalogue, quarter: str, threads: int = 2) -> Path:
    days = calendar_days(catalogue.calendars)
    generate(path, catalogue.contract, days, cases=CASES, seed=71, threads=threads, quarter=parse(quarter))
    return path


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Pair:
    folder = tmp_path_factory.mktemp("quarters")
    return Pair(
        made(folder / "earlier.duckdb", catalogue, EARLIER.name),
        made(folder / "later.duckdb", catalogue, "2026Q2"),
        catalogue,
    )


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_nothing_is_known_from_after_the_quarter(pair: Pair) -> None:
    late = []
    for table in pair.catalogue.contract.tables.values():
        for column in table.columns:
            if column.type in quarters.INSTANTS and f"{table.name}.{column.name}" not in quarters.AHEAD:
                found = rows(pair.earlier, f'SELECT max(CAST("{column.name}" AS DATE)) FROM "{table.name}"')
                last = found[0][0]
                if isinstance(last, date) and last > EARLIER.ends:
                    late.append((table.name, column.name, last))
    assert late == []


@pytest.mark.parametrize("table", FIXED)
def test_rows_are_those_of_the_later_extract(pair: Pair, table: str) -> None:
    (key,) = pair.catalogue.contract.tables[table].primary_key
    earlier = {found for (found,) in rows(pair.earlier, f"SELECT {key} FROM {table}")}
    later = {found for (found,) in rows(pair.later, f"SELECT {key} FROM {table}")}
    assert earlier and earlier < later


def test_cases_say_the_same_as_far_as_they_had_come(pair: Pair) -> None:
    told = "case_id, item_id, organisation_id, submitted_at, applicant"
    before = rows(pair.earlier, f"SELECT {told}, accepted_on, closed_on, outcome FROM service_case")
    after = {
        row[0]: row
        for row in rows(pair.later, f"SELECT {told}, accepted_on, closed_on, outcome FROM service_case")
    }
    assert len(before) == known_by(pair.later, EARLIER.ends) < len(after)
    open_then = [row for row in before if row[6] is None]
    for row in before:
        later = after[row[0]]
        assert row[:5] == later[:5]
        assert all(told in (None, now) for told, now in zip(row[5:], later[5:], strict=True)), row
    assert all(row[7] is None for row in open_then)
    assert any(after[row[0]][6] is not None for row in open_then)


def test_a_body_that_went_into_another_hands_its_items_on(pair: Pair) -> None:
    told = "SELECT organisation_id, successor_organisation_id, valid_to FROM organisation"
    heirs = {row[0]: row for row in rows(pair.later, told) if row[1] is not None}
    assert len(heirs) == len(MERGERS)
    for region, kind, heir, first in MERGERS:
        _, successor, valid_to = heirs[f"O{region}-{kind}"]
        assert (
            successor == f"O{region}-{heir}" and isinstance(valid_to, date) and (first - valid_to).days == 1
        )
        items = f"SELECT organisation_id FROM service_item WHERE item_id LIKE 'I{region}-{kind}-%' ORDER BY item_version"
        assert [row[0] for row in rows(pair.later, items)] == [f"O{region}-{kind}", successor]
        expected = [f"O{region}-{kind}", successor][: 2 if first <= EARLIER.ends else 1]
        assert [row[0] for row in rows(pair.earlier, items)] == expected
    late = "SELECT count(*) FROM service_case c JOIN organisation o USING (organisation_id) WHERE c.submitted_on > o.valid_to"
    assert rows(pair.later, late) == [(0,)]


def test_every_table_has_rows_at_the_earliest_quarter_too_but_replies_nobody_gave_yet(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = made(tmp_path / "first.duckdb", catalogue, "2025Q3")
    assert [
        name for name in catalogue.contract.tables if not rows(path, f'SELECT 1 FROM "{name}" LIMIT 1')
    ] == ["benefit_reply"]


def test_threads_change_nothing(pair: Pair, tmp_path: Path) -> None:
    again = made(tmp_path / "again.duckdb", pair.catalogue, EARLIER.name, threads=1)
    assert fingerprints(again) == fingerprints(pair.earlier)
