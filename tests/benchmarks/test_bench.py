"""Proves that the benchmarks compare like with like and say what they came to; how quick this machine is, no test asks."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from console.catalogue.load import load_catalogue
from console.domain.ports import Silent, SystemClock
from console.errors import ExitCode, InputError, UsageError
from console.jobs.bench import (
    BENCHES,
    COMPARISONS,
    FUNDS,
    FUNDS_TENTH,
    LARGE,
    SMALL,
    TENTH,
    VAST,
    BenchRequest,
    Outcome,
    bench,
    bench_there,
    run_one,
    size_of,
)
from console.jobs.bench_clock import Taken, in_turns, middle, peak_mib, quickest
from console.jobs.bench_funds import expect_same, statements_of
from console.jobs.bench_measures import expect_alike
from console.jobs.bench_window import BARE, run_process
from console.jobs.sample import SampleRequest, make_sample
from console.paths import resource_root

PASSPHRASE = "correct horse battery staple"


@pytest.fixture(scope="module")
def request_on_a_small_sample(tmp_path_factory: pytest.TempPathFactory) -> BenchRequest:
    folder = tmp_path_factory.mktemp("bench")
    for name in (LARGE, SMALL, TENTH):
        (folder / name).mkdir()
    for name, cases in ((LARGE, 2_000), (TENTH, 200)):
        request = SampleRequest(folder / name, resource_root(), cases, None, PASSPHRASE)
        make_sample(request, SystemClock(), Silent())
    (folder / VAST).symlink_to(folder / LARGE)
    (folder / FUNDS).symlink_to(folder / LARGE)
    (folder / FUNDS_TENTH).symlink_to(folder / TENTH)
    command = (sys.executable, str(resource_root().parent / "main.py"))
    return BenchRequest(resource_root(), folder, command, 2_000, memory_bytes=2 * 1024**3, granted=0)


@pytest.mark.parametrize("name", ["fused", "hand"])
def test_both_sides_of_a_comparison_answer_alike(name: str, request_on_a_small_sample: BenchRequest) -> None:
    outcome = run_one(request_on_a_small_sample, name, SystemClock(), Silent())
    assert isinstance(outcome, Outcome)
    assert outcome.facts["readings"] > 1_000
    assert outcome.measured > 0
    assert outcome.reference > 0
    assert outcome.peak_mib > 50


@pytest.mark.parametrize("name", ["map", "variants", "durations", "clock", "step-clock", "rules"])
def test_questions_about_the_process_stand_beside_a_bare_count(
    name: str, request_on_a_small_sample: BenchRequest
) -> None:
    outcome = run_one(request_on_a_small_sample, name, SystemClock(), Silent())
    assert outcome.facts["cases"] >= 2_000
    assert outcome.facts["looked_at"] >= 2_000
    assert outcome.facts["processor_ratio"] > 0
    again = outcome.facts["bare_again"]
    assert outcome.facts["ratio_to_bare_again"] == pytest.approx(outcome.measured / again, rel=0.05)
    assert outcome.value == pytest.approx(outcome.measured / outcome.reference, rel=0.05)


def test_rules_about_funds_flag_what_the_script_flags(request_on_a_small_sample: BenchRequest) -> None:
    outcome = run_one(request_on_a_small_sample, "funds-script", SystemClock(), Silent())
    assert outcome.facts["rules"] >= 59
    assert outcome.facts["flagged"] >= outcome.facts["rules"]  # each has its plant
    assert outcome.facts["contracts"] > 100
    assert outcome.value == pytest.approx(outcome.measured / outcome.reference, rel=0.05)


def test_flag_that_one_side_alone_raises_states_no_speed() -> None:
    expect_same({("FUND-101", ("A", "B"))}, {("FUND-101", ("A", "B"))})
    with pytest.raises(UsageError) as raised:
        expect_same({("FUND-101", ("A",))}, {("FUND-101", ("A",)), ("FUND-102", ("P",))})
    assert raised.value.key == "bench-unlike"
    assert (raised.value.facts["name"], raised.value.facts["wanted"]) == ("FUND-102 P", "flagged")


def test_script_names_every_rule_about_funds() -> None:
    known = load_catalogue(resource_root()).rules
    rules = [rule for name, rule in known.items() if rule.theme == "funds" and "@" not in name]
    script = "\n".join(statements_of((resource_root() / "benches" / "funds.sql").read_text("utf-8"), rules))
    assert [rule.id for rule in rules if f"'{rule.id}'" not in script] == []


def test_sample_of_funds_holds_what_is_asked_for(tmp_path: Path) -> None:
    size = size_of(60_000, FUNDS_TENTH)
    made = make_sample(SampleRequest(tmp_path, resource_root(), threads=1, **size), SystemClock(), Silent())
    rows = {table.name: table.rows for table in made.manifest.tables}
    assert rows["contract"] >= 1_200
    assert rows["payment"] >= 12_000
    assert rows["service_case"] < 1_000


def test_ten_times_the_rows_stand_beside_a_tenth(request_on_a_small_sample: BenchRequest) -> None:
    outcome = run_one(request_on_a_small_sample, "funds-tenfold", SystemClock(), Silent())
    assert outcome.facts["payments"] > 1_000
    assert outcome.facts["times_the_rows"] > 1


def test_extracts_are_made_of_four_times_the_cases() -> None:
    assert size_of(5_000_000, VAST) == {"cases": 20_000_000}
    assert size_of(5_000_000, TENTH) == {"cases": 2_000_000}
    assert size_of(5_000_000, LARGE) == {"cases": 5_000_000}
    assert size_of(5_000_000, SMALL) == {}
    assert {one.name for one in BENCHES if VAST in one.samples} >= {"import-csv", "verify", "warm-open"}


def test_an_import_of_ten_times_the_rows_stands_beside_a_tenth(
    request_on_a_small_sample: BenchRequest,
) -> None:
    outcome = run_one(request_on_a_small_sample, "import-tenfold", SystemClock(), Silent())
    assert outcome.facts["rows"] > 10_000
    assert outcome.facts["times_the_rows"] > 4


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_an_import_holds_the_rows_of_a_plain_copy(kind: str, request_on_a_small_sample: BenchRequest) -> None:
    outcome = run_one(request_on_a_small_sample, f"import-{kind}", SystemClock(), Silent())
    assert outcome.facts["rows"] > 10_000
    assert outcome.value == pytest.approx(outcome.measured / outcome.reference, rel=0.05)


@pytest.mark.parametrize("name", ["extract-size", "verify", "warm-open", "import-memory", "funds-memory"])
def test_an_extract_is_weighed_verified_and_opened_again(
    name: str, request_on_a_small_sample: BenchRequest
) -> None:
    home = os.environ.get("PLUMBLINE_HOME")
    outcome = run_one(request_on_a_small_sample, name, SystemClock(), Silent())
    assert outcome.measured > 0
    assert outcome.kept == (
        outcome.value >= outcome.limit if name == "verify" else outcome.value <= outcome.limit
    )
    assert os.environ.get("PLUMBLINE_HOME") == home


def test_kept_means_the_ratio_stands_on_the_right_side_of_the_limit(
    request_on_a_small_sample: BenchRequest,
) -> None:
    outcome = run_one(request_on_a_small_sample, "hand", SystemClock(), Silent())
    assert outcome.kept == (outcome.value <= outcome.limit)
    assert outcome.value == pytest.approx(outcome.measured / outcome.reference, rel=0.05)


def test_unlike_answers_state_no_speed() -> None:
    expect_alike({("SVC-001", "A"): 0.5}, {("SVC-001", "A"): 0.5 + 1e-12})
    with pytest.raises(UsageError) as raised:
        expect_alike({("SVC-001", "A"): 0.5}, {("SVC-001", "A"): 0.6})
    assert (raised.value.key, raised.value.facts["name"]) == ("bench-unlike", "SVC-001 / A")
    with pytest.raises(UsageError):
        expect_alike({}, {("SVC-001", "A"): 0.6})


def test_every_bench_has_its_comparison_and_its_words() -> None:
    assert {one.name for one in BENCHES} == set(COMPARISONS)
    for language in ("zh-CN", "en"):
        files = sorted((resource_root() / "phrases" / language).glob("*.ftl"))
        words = "\n".join(file.read_text("utf-8") for file in files)
        assert all(f"bench-{one.name} =" in words for one in BENCHES)
        assert all(f"bench-asked-{one.asked.replace('_', '-')} =" in words for one in BENCHES)


def test_name_that_does_not_exist_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    request = BenchRequest(resource_root(), tmp_path, (sys.executable,), only=("fuzed",))
    with pytest.raises(UsageError) as raised:
        bench(request, SystemClock(), Silent())
    assert raised.value.key == "bench-unknown"
    assert list(tmp_path.iterdir()) == []


def test_sides_take_turns() -> None:
    heard: list[str] = []
    taken = in_turns(lambda: heard.append("a"), lambda: heard.append("b"), turns=2)
    assert heard == ["a", "b", "a", "b"]
    assert all(0 <= one.seconds < 60 for one in taken)


def test_of_two_sides_the_turn_with_the_ratio_in_the_middle_counts() -> None:
    def pair(one: float, other: float) -> tuple[Taken, Taken]:
        return Taken(one, one), Taken(other, other)

    slow, quick, odd = pair(30.0, 2.0), pair(10.0, 1.0), pair(9.0, 3.0)  # 15, 10 and 3 times the reference
    assert middle([slow, quick, odd]) == middle([odd, slow, quick]) == quick
    assert middle([odd, slow]) == middle([slow, odd]) == (Taken(19.5, 19.5), Taken(2.5, 2.5))
    assert middle([pair(1.0, 0.0), quick, odd]) == quick


def test_of_one_side_the_quickest_turn_counts() -> None:
    waits = iter((0.05, 0.0, 0.05))
    assert quickest(lambda: time.sleep(next(waits))).seconds < 0.05
    assert next(waits, None) is None


def test_turn_that_would_end_too_late_is_not_begun() -> None:
    heard: list[str] = []
    in_turns(lambda: heard.append("a"), lambda: time.sleep(0.02), turns=50, granted=0.05)
    assert 1 <= len(heard) <= 3


def test_peak_of_this_process_is_more_than_python_alone() -> None:
    assert peak_mib() > 10


def test_bare_window_is_drawn(tmp_path: Path) -> None:
    out = tmp_path / "bare.png"
    run_process([sys.executable, "-c", BARE, str(out)], {"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin"})
    assert out.read_bytes().startswith(b"\x89PNG")


def test_process_that_fails_says_its_last_line() -> None:
    with pytest.raises(UsageError) as raised:
        run_process([sys.executable, "-c", "raise SystemExit('no such luck')"], {})
    assert raised.value.facts["detail"] == "no such luck"


@pytest.mark.parametrize(
    ("only", "missing"),
    [
        ("verify", "vast"),
        ("import-csv", "vast"),
        ("briefing", "small"),
        ("window", "small"),
        ("fused", "large"),
    ],
)
def test_a_sample_that_is_not_there_is_named(only: str, missing: str, tmp_path: Path) -> None:
    asked = BenchRequest(
        resource_root(), tmp_path, (sys.executable, "-c", "raise SystemExit(1)"), only=(only,)
    )
    with pytest.raises(InputError) as caught:
        bench_there(asked, SystemClock(), Silent())
    assert (caught.value.key, caught.value.exit_code) == ("bench-sample", ExitCode.NOT_FOUND)
    assert str(caught.value.facts["file"]).startswith(str(tmp_path / missing))
    assert list(tmp_path.iterdir()) == []


def test_an_import_whose_files_are_half_there_names_the_sample(tmp_path: Path) -> None:
    (tmp_path / VAST / "import").mkdir(parents=True)
    with pytest.raises(InputError) as caught:
        bench_there(
            BenchRequest(resource_root(), tmp_path, (), only=("import-csv",)), SystemClock(), Silent()
        )
    assert caught.value.key == "bench-sample"


def test_an_unknown_comparison_is_told_on_samples_that_are_there_too(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        bench_there(BenchRequest(resource_root(), tmp_path, (), only=("fast",)), SystemClock(), Silent())
    assert caught.value.key == "bench-unknown"
