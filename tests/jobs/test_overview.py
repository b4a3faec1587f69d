"""What the overview computes, on a small sample province and on an extract that lacks nearly everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from console.catalogue.load import load_catalogue
from console.domain.calendar import calendar_days
from console.domain.catalogue import Catalogue
from console.domain.excused import Excusable
from console.domain.ports import Silent, SystemClock
from console.domain.rule import THEMES
from console.domain.verification import Verdict, Verification
from console.errors import Cancelled, Fact, UsageError
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.jobs.findings_seen import pseudonym_scheme
from console.jobs.impact import impact_of
from console.jobs.overview import Share, overview, overview_risk
from console.jobs.overview_answers import TILES, Overview, OverviewRequest, RiskPart
from console.jobs.overview_figures import readings_cache
from console.jobs.overview_index import standing
from console.jobs.overview_risk import matrix
from console.jobs.regions import Region, find_region
from console.paths import resource_root
from sample_db.generate import generate
from tests.engine.extracts import write

CASES = 4_000
MEMORY = 3 * 1024**3
BANDS = {"amount_2": 10.0, "amount_3": 100.0, "persons_2": 5.0, "persons_5": 50.0}


class Heard:
    """Keeps what was reported, and stops after so many reports."""

    def __init__(self, stop_after: int = 10**9) -> None:
        self.fractions: list[float] = []
        self._stop_after = stop_after

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        assert fraction is not None, key
        self.fractions.append(fraction)

    def cancelled(self) -> bool:
        return len(self.fractions) >= self._stop_after


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Every definition that ships."""
    return load_catalogue(resource_root())


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Iterator[OpenedExtract]:
    """A small sample province."""
    path = tmp_path_factory.mktemp("overview") / "small.duckdb"
    generate(path, catalogue.contract, calendar_days(catalogue.calendars), cases=CASES, threads=1)
    with open_extract(OpenRequest(path, (), MEMORY, 1), catalogue, SystemClock(), Silent()) as opened:
        yield opened


@pytest.fixture(scope="module")
def heard() -> Heard:
    """What the computing of everything reported."""
    return Heard()


@pytest.fixture(scope="module")
def whole(province: OpenedExtract, heard: Heard) -> Overview:
    """The overview of everything, compared with the quarter before."""
    return overview(province, request(province), heard)


@pytest.fixture(scope="module")
def suspected(province: OpenedExtract, heard: Heard) -> RiskPart:
    """The suspicions of everything, compared with the quarter before."""
    return overview_risk(province, request(province), Silent())


def request(province: OpenedExtract, region: str = "", organisation: str = "") -> OverviewRequest:
    """Ask for the extract's own quarter."""
    return OverviewRequest(region, organisation, province.period, province.period.previous())


def test_counts_agree_with_each_other(suspected: RiskPart) -> None:
    """Matrix, tallies and list count the same suspicions."""
    risk = suspected
    assert risk.total > 0
    assert sum(map(sum, risk.matrix)) == risk.total
    assert sum(t.red + t.yellow + t.notice for t in risk.tallies) == risk.total
    assert [tally.theme for tally in risk.tallies] == list(THEMES)
    assert len(risk.gravest) == min(risk.total, 200)
    assert set(risk.sql) == {one.rule_id for one in risk.gravest}
    order = {"red": 0, "yellow": 1, "notice": 2}
    severities = [order[one.severity] for one in risk.gravest]
    assert severities == sorted(severities)


def test_the_period_before_is_what_it_would_have_shown(
    province: OpenedExtract, whole: Overview, suspected: RiskPart
) -> None:
    """The comparison is the other period's own count."""
    earlier = OverviewRequest(period=province.period.previous())
    before = overview(province, earlier, Silent())
    risk = overview_risk(province, earlier, Silent())
    assert risk.matrix == suspected.matrix_before
    assert risk.matrix_before is None
    assert [t.before for t in risk.tallies] == [None] * len(THEMES)
    assert [tile.value for tile in before.tiles] == [tile.previous for tile in whole.tiles]
    assert before.index.score == whole.index.previous


def test_a_second_opening_shows_the_same_from_what_was_kept(
    province: OpenedExtract, whole: Overview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the last digit, without a single measure being read."""
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path))
    first = overview(province, request(province), Silent(), readings_cache(province))
    assert list(tmp_path.rglob("*.readings"))
    heard = Heard()
    second = overview(province, request(province), heard, readings_cache(province))
    assert first == second == whole
    assert len(heard.fractions) == 1  # the scoring; every step of reading would have told of itself
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*.readings"))
    names = [name for unit in whole.index.units for name in unit.name.values()]
    assert names
    assert not [name for name in names if name.encode() in kept]


def test_nothing_is_kept_of_what_is_open_for_diagnosis_only(province: OpenedExtract) -> None:
    """Nobody vouches for what its bytes say."""
    broken = replace(province, diagnose=True, verification=Verification(Verdict.INVALID, "extract", ()))
    assert broken.mark == "diagnosis"
    assert readings_cache(broken) is None
    assert readings_cache(province) is not None


def test_tiles_are_what_their_sql_says(province: OpenedExtract, whole: Overview) -> None:
    """A ratio shown is numerator over denominator of the statement that travels with it."""
    assert [tile.measure_id for tile in whole.tiles] == list(TILES)
    tile = whole.tiles[0]
    row = province.connection.rows(tile.sql)[0]
    numerator, denominator = Decimal(str(row[2])), Decimal(str(row[3]))
    assert tile.value == pytest.approx(float(numerator / denominator), abs=1e-9)
    assert tile.judged == float(denominator)


def test_the_index_rests_on_one_statement(province: OpenedExtract, whole: Overview) -> None:
    """It runs as it stands, and lists every region under every measure that one pass can read."""
    rows = province.connection.rows(whole.index.sql)
    assert {str(row[1]) for row in rows} == {unit.id for unit in whole.index.units}
    measures = [str(row[0]) for row in rows]
    assert len(set(measures)) >= 12  # those over a state need the period set, as the workbench does
    assert measures == sorted(measures)


def test_months_carry_their_limits(whole: Overview) -> None:
    """Each month has a flag, and the limits lie around the mean."""
    tile = whole.tiles[0]
    assert len(tile.months) == len(tile.series) == len(tile.flags) > 12
    assert tile.limits is not None
    low, centre, high = tile.limits
    assert low <= centre <= high
    assert tile.standing.state in {"improved", "worse", "stable"}


def test_a_budget_is_read_against_the_year(province: OpenedExtract, whole: Overview) -> None:
    """Half a year gone by at the end of June; no months, no verdict."""
    tile = next(tile for tile in whole.tiles if tile.measure_id == "FUND-001")
    assert tile.elapsed == pytest.approx(181 / 365)
    assert tile.standing.state == "unknown"


def test_one_region_has_an_interval_and_a_place(
    province: OpenedExtract, whole: Overview, suspected: RiskPart
) -> None:
    """The score of a region is the one the ranking shows; its suspicions are part of all."""
    chosen = whole.index.units[3]
    one = overview(province, request(province, chosen.id), Silent())
    assert one.index.unit == chosen.id
    assert (one.index.score, one.index.low, one.index.high) == (chosen.score, chosen.low, chosen.high)
    assert one.region == chosen.name
    assert overview_risk(province, request(province, chosen.id), Silent()).total <= suspected.total
    counted = province.connection.rows(
        "SELECT region_id, count(*) FROM service_case WHERE submitted_on BETWEEN "
        f"DATE '{province.period.starts}' AND DATE '{province.period.ends}' GROUP BY 1"
    )
    by_region = {str(region): int(count) for region, count in counted}
    assert one.cases == by_region[chosen.id]
    assert whole.cases == sum(by_region.values())


def test_the_region_above_all_is_everything(province: OpenedExtract) -> None:
    """Choosing the province is choosing all of it; a city is itself."""
    top = province.connection.rows("SELECT region_id FROM region WHERE parent_region_id IS NULL")[0][0]
    assert find_region(province, str(top)) == find_region(province, "") == Region("", frozenset())
    city = province.connection.rows("SELECT min(region_id) FROM region WHERE parent_region_id IS NOT NULL")[
        0
    ][0]
    assert find_region(province, str(city)) == Region(str(city), frozenset({city}))


def test_an_organisation_is_shown_in_its_region(province: OpenedExtract) -> None:
    """Its own tiles and suspicions, the index of the region it stands in."""
    key, region = province.connection.rows(
        "SELECT organisation_id, region_id FROM service_case JOIN organisation USING (organisation_id, region_id) "
        "GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT 1"
    )[0]
    found = overview(province, request(province, organisation=str(key)), Silent())
    assert found.index.unit == region
    risk = overview_risk(province, request(province, organisation=str(key)), Silent())
    assert {one.organisation_id for one in risk.gravest} <= {key}
    assert found.organisations == 1
    assert found.organisation["zh-CN"]


def test_all_regions_show_their_median_between_lowest_and_highest(whole: Overview) -> None:
    """Of all regions no single score is claimed."""
    scores = sorted(unit.score for unit in whole.index.units if unit.score is not None)
    assert whole.index.unit == ""
    assert (whole.index.low, whole.index.high) == (scores[0], scores[-1])
    assert scores[0] <= (whole.index.score or 0) <= scores[-1]
    assert [unit.rank for unit in whole.index.units] == sorted(
        unit.rank for unit in whole.index.units if unit.rank is not None
    )


def test_an_extract_without_regions_is_not_computable(tmp_path: Path, catalogue: Catalogue) -> None:
    """Missing is never zero: no score, no value, rules that say they could not run."""
    path = write(
        tmp_path / "bare.duckdb",
        "CREATE TABLE organisation AS SELECT 'O1' AS organisation_id, '甲局' AS name, 'R' AS region_id",
        "CREATE TABLE payment AS SELECT 'P1' AS payment_id, 10.00::DECIMAL(18,2) AS amount, DATE '2026-05-03' AS paid_on",
    )
    with open_extract(OpenRequest(path, (), MEMORY, 1), catalogue, SystemClock(), Silent()) as opened:
        found = overview(opened, request(opened), Silent())
        risk = overview_risk(opened, request(opened), Silent())
    assert found.index.score is None
    assert found.index.units == ()
    assert found.cases is None
    assert [tile.value for tile in found.tiles] == [None] * len(TILES)
    assert "service_case" in found.tiles[0].reason
    services = next(tally for tally in risk.tallies if tally.theme == "services")
    assert services.silent_rules == services.rules > 0


def test_an_index_that_does_not_exist_is_named(province: OpenedExtract) -> None:
    """Nothing is guessed."""
    with pytest.raises(UsageError):
        overview(province, OverviewRequest(index="six-dimension"), Silent())


def test_progress_only_grows_and_can_be_stopped(
    province: OpenedExtract, whole: Overview, heard: Heard
) -> None:
    """From nothing to nearly all, never back; a stop is heard between two steps."""
    assert heard.fractions == sorted(heard.fractions)
    assert heard.fractions[0] == 0.0
    assert heard.fractions[-1] > 0.8
    with pytest.raises(Cancelled):
        overview(province, request(province), Heard(stop_after=4))


def test_a_share_of_progress_lies_in_its_part() -> None:
    """A step that is half done moves the whole by half of its part."""
    heard = Heard()
    Share(heard, 0.2, 0.6).report(0.5, "working")
    Share(heard, 0.2, 0.6).report(None, "working")
    assert heard.fractions == [pytest.approx(0.4), 0.2]
    share = Share(heard, 0.2, 0.6)
    share.report(1.0, "working")
    share.report(None, "working")
    assert heard.fractions[-1] == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("amount", "persons", "level"),
    [
        (None, None, 1),
        (Decimal("9.99"), 4, 1),
        (Decimal("10.00"), None, 2),
        (Decimal(100), 5, 3),
        (None, 50, 5),
    ],
)
def test_impact_follows_amount_and_persons(amount: Decimal | None, persons: int | None, level: int) -> None:
    """The higher of both counts; a band that is not defined is never reached."""
    assert impact_of(amount, persons, BANDS) == level


def test_the_matrix_counts_likelihood_by_impact() -> None:
    """Rows are likelihood, columns impact, both from one."""
    found = matrix([(5, 1), (5, 1), (2, 3)])
    assert found[4][0] == 2
    assert found[1][2] == 1
    assert sum(map(sum, found)) == 3


def test_too_few_months_get_no_verdict() -> None:
    """Eleven points have no limits that mean anything."""
    judged = standing([0.5] * 11, "up")
    assert judged.standing.state == "unknown"
    assert judged.limits is None
    assert judged.flags == (0,) * 11


def test_what_was_tolerated_leaves_index_and_tiles(province: OpenedExtract, whole: Overview) -> None:
    """One case fewer is counted, it is said, and the extract is whole again."""
    ((case, region),) = province.connection.rows(
        "SELECT case_id, region_id FROM case_clock WHERE legal_days_used > legal_days_allowed AND closed_on BETWEEN "
        f"DATE '{province.period.starts}' AND DATE '{province.period.ends}' ORDER BY 1 LIMIT 1"
    )
    scheme = pseudonym_scheme(province)
    things = (
        Excusable("WT-0001", "SVC-101", scheme, (case,)),
        Excusable("WT-0002", "FUND-140", scheme, ("o",)),
    )
    asked = replace(request(province), excused=things)
    rows = "SELECT count(*) FROM service_case"
    cases = province.connection.row(rows)
    found = overview(province, asked, Silent())
    assert (found.excused, found.unplaced) == (1, 1)
    before, after = (next(t for t in one.tiles if t.measure_id == "SVC-001") for one in (whole, found))
    assert before.judged is not None
    assert after.judged == before.judged - 1
    scores = [{unit.id: unit.score for unit in one.index.units} for one in (whole, found)]
    assert scores[0][region] != scores[1][region]
    assert province.connection.row(rows) == cases


def test_what_was_decided_leaves_the_tally_the_matrix_and_the_list(
    province: OpenedExtract, suspected: RiskPart
) -> None:
    """By natural key, an organisation or a group as well as a row; how many went is said, and a pilot's stay as notices."""
    flagged = {one.rule_id: one for one in reversed(suspected.gravest)}
    held = [flagged[name] for name in sorted(flagged) if flagged[name].severity != "notice"][:3]
    scheme = pseudonym_scheme(province)
    whys = ("tolerated", "dismissed", "pilot")
    province.uncounted = tuple(
        Excusable(f"WT-{place}", one.rule_id, scheme, one.key, (), why)
        for place, (one, why) in enumerate(zip(held, whys, strict=True))
    )
    try:
        found = overview_risk(province, request(province), Silent())
    finally:
        province.uncounted = ()
    assert (found.excused, found.total) == (2, suspected.total - 2)
    assert sum(map(sum, found.matrix)) == found.total
    assert sum(t.red + t.yellow + t.notice for t in found.tallies) == found.total
    assert [t.judged for t in found.tallies] == [t.judged for t in suspected.tallies]
    left = {(one.rule_id, one.key): one.severity for one in found.gravest}
    assert not {(one.rule_id, one.key) for one in held[:2]} & set(left)
    notices = [sum(t.notice for t in one.tallies) for one in (suspected, found)]
    assert notices[1] == notices[0] + 1


def test_figures_without_something_are_kept_apart(
    province: OpenedExtract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept on disk names no key, and is never taken for the whole."""
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path))
    things = (Excusable("WT-0001", "SVC-101", pseudonym_scheme(province), ("a-personal-value",)),)
    folders = {str(vars(readings_cache(province, held))["_folder"]) for held in ((), things)}
    assert len(folders) == 2
    assert len({Path(one).parent for one in folders}) == 1
    assert "a-personal-value" not in "".join(folders)
