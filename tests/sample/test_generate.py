"""Owns the proof that the province is the same whatever the threads, full, seasonal, and incomplete as real data are."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from console.domain.calendar import calendar_days
from console.domain.catalogue import Catalogue
from console.domain.ports import Progress
from console.errors import Cancelled, Fact
from console.jobs.extract import OpenedExtract
from console.jobs.reform import KINDS
from sample_db.generate import DEFAULT_SEED, generate

SEEDLESS = {
    "assessor",
    "benefit_programme",
    "collected_field",
    "extract_info",
    "organisation_account",
    "scan_run",
}
"""Tables in which nothing is drawn at random."""


def fingerprints(path: Path) -> dict[str, str]:
    """Return a digest of every table over its rows in the order they stand."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = [row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        found = {}
        for table in tables:
            told = connection.execute(
                f"SELECT md5(string_agg(md5(CAST(t AS VARCHAR)), '')) FROM \"{table}\" t"
            ).fetchone()
            assert told is not None
            found[table] = str(told[0])
        return found


def made(path: Path, catalogue: Catalogue, threads: int, seed: int = DEFAULT_SEED) -> dict[str, str]:
    generate(
        path, catalogue.contract, calendar_days(catalogue.calendars), cases=1_500, threads=threads, seed=seed
    )
    return fingerprints(path)


def test_threads_change_nothing_and_a_seed_everything(tmp_path: Path, catalogue: Catalogue) -> None:
    one = made(tmp_path / "one.duckdb", catalogue, threads=1)
    assert made(tmp_path / "four.duckdb", catalogue, threads=4) == one
    other = made(tmp_path / "other.duckdb", catalogue, threads=4, seed=3)
    assert {table for table in one if one[table] == other[table]} <= SEEDLESS


def test_more_cases_make_more_of_what_hangs_on_them(tmp_path: Path, catalogue: Catalogue) -> None:
    days = calendar_days(catalogue.calendars)
    small = generate(tmp_path / "small.duckdb", catalogue.contract, days, cases=1_000, planted=False)
    large = generate(tmp_path / "large.duckdb", catalogue.contract, days, cases=4_000, planted=False)
    assert small["service_case"] == 1_000 and large["service_case"] == 4_000
    for table in ("case_event", "review", "share_use", "online_attempt", "access_log"):
        assert 3 < large[table] / small[table] < 5, table
    assert small["organisation"] == large["organisation"]


def test_every_table_of_the_contract_has_rows(province: OpenedExtract, catalogue: Catalogue) -> None:
    empty = [
        name
        for name in catalogue.contract.tables
        if not province.connection.rows(f'SELECT 1 FROM "{name}" LIMIT 1')
    ]
    assert empty == []


def test_every_case_can_be_read_as_its_events_lie(province: OpenedExtract) -> None:
    astray = """
        SELECT count(*) FROM (
            SELECT case_id, sequence, occurred_at, lag(case_id) OVER () AS earlier, lag(sequence) OVER () AS place,
                   lag(occurred_at) OVER () AS instant FROM case_event
        ) WHERE earlier > case_id OR (earlier = case_id AND (place >= sequence OR instant > occurred_at))"""
    assert province.connection.rows(astray) == [(0,)]


def test_the_year_has_seasons_and_holidays(innocent_province: OpenedExtract) -> None:
    rows = innocent_province.connection.rows
    months: dict[int, int] = dict(
        rows(
            "SELECT month(submitted_on), count(*) FROM service_case WHERE year(submitted_on) IN (2024, 2025) GROUP BY 1"
        )
    )
    assert months[2] < 0.85 * sum(months.values()) / 12
    worked, idle = rows(
        "SELECT avg(n) FILTER (d.working), avg(n) FILTER (NOT d.working) FROM calendar_day d "
        "JOIN (SELECT submitted_on, count(*) AS n FROM service_case GROUP BY 1) c ON c.submitted_on = d.day"
    )[0]
    assert idle < 0.6 * worked
    holidays = rows(
        "SELECT count(*) FROM service_case WHERE closed_on IN ('2025-10-01', '2025-10-02', '2025-10-08')"
    )[0][0]
    weeks = rows(
        "SELECT count(*) FROM service_case WHERE closed_on IN ('2025-10-15', '2025-10-16', '2025-10-22')"
    )[0][0]
    assert holidays < weeks / 3


@pytest.mark.parametrize(
    "cell",
    [
        "service_case.channel",
        "service_case.accepted_on",
        "service_case.visits",
        "service_case.fee_charged",
        "payment.invoice",
    ],
)
def test_some_values_are_missing(innocent_province: OpenedExtract, cell: str) -> None:
    table, column = cell.split(".")
    missing, whole = innocent_province.connection.rows(
        f"SELECT count(*) - count({column}), count(*) FROM {table}"
    )[0]
    assert 0 < missing < whole / 10


def test_names_say_that_the_place_is_none(innocent_province: OpenedExtract) -> None:
    regions = innocent_province.connection.rows("SELECT region_id FROM region")
    assert len(regions) == 17 and all(code.startswith("99") for (code,) in regions)


class Impatient(Progress):
    """Wants it stopped after some steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps
        self.heard: list[str] = []

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        assert fraction is not None and 0 <= fraction < 1
        self.heard.append(f"{key} {facts['table']}")
        self.left -= 1

    def cancelled(self) -> bool:
        return self.left <= 0


def test_making_can_be_stopped(tmp_path: Path, catalogue: Catalogue) -> None:
    impatient = Impatient(5)
    days = calendar_days(catalogue.calendars)
    with pytest.raises(Cancelled):
        generate(tmp_path / "half.duckdb", catalogue.contract, days, cases=1_000, progress=impatient)
    assert len(impatient.heard) == 5 and impatient.heard[0] == "sample region"


def test_reforms_of_every_kind_are_there(province: OpenedExtract) -> None:
    """A matter that went online and became one matter as well was reformed twice, on one day, with the same terms."""
    rows = province.connection.rows(
        "SELECT kind, count(*), count(DISTINCT reform_id) FROM reform_measure GROUP BY kind"
    )
    assert {row[0] for row in rows} == set(KINDS)
    assert all(count == apart >= 5 for _, count, apart in rows)
    twice = "SELECT count(DISTINCT from_on), count(DISTINCT days_after), count(*) FROM reform_measure GROUP BY item_id"
    told = province.connection.rows(twice)
    assert {(days, terms) for days, terms, _ in told} == {(1, 1)} and max(row[2] for row in told) > 1
