"""Owns the proof that a source in volumes is read whole, in order, or not at all."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from console.cli.main import run
from console.domain.ports import Silent
from console.errors import ExitCode, InputError
from console.sources.volumes import (
    is_numbered,
    join_pieces,
    numbered_files,
    numbered_name,
    pieces_of,
    whole_name,
)
from tests.cli.test_build import MAPPING


def touched(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(name.encode())
    return sorted(folder.iterdir())


def test_numbers_are_ordered_as_numbers(tmp_path: Path) -> None:
    files = touched(
        tmp_path / "f", *(f"pay-{number}.csv" for number in range(1, 12)), "pay-x.csv", "pay-1.txt"
    )
    found = numbered_files(files, "2026/pay-*.csv")
    assert [path.name for path in found] == [f"pay-{number}.csv" for number in range(1, 12)]
    assert numbered_files(files, "bill-*.csv") == ()


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (["p-01.csv", "p-03.csv"], "p-02.csv"),
        (["p-2.csv", "p-3.csv"], "p-1.csv"),
        (["p-0.csv", "p-2.csv"], "p-1.csv"),
        (["p-009.csv"], "p-001.csv"),
    ],
)
def test_a_missing_volume_is_named(tmp_path: Path, names: list[str], missing: str) -> None:
    with pytest.raises(InputError) as caught:
        numbered_files(touched(tmp_path / "f", *names), "p-*.csv")
    assert (caught.value.key, caught.value.facts["file"]) == ("source-volume-missing", missing)


def test_one_number_twice_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        numbered_files(touched(tmp_path / "f", "p-1.csv", "p-01.csv"), "p-*.csv")
    assert caught.value.key == "source-volume-twice"


@pytest.mark.parametrize("file", ["a*b*.csv", "month-*/a.csv"])
def test_an_unclear_name_is_refused(file: str) -> None:
    with pytest.raises(InputError) as caught:
        is_numbered(file)
    assert caught.value.key == "mapping-volumes"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(content=some.binary(min_size=1, max_size=400), cuts=some.lists(some.integers(0, 400), max_size=12))
def test_pieces_give_the_whole(tmp_path: Path, content: bytes, cuts: list[int]) -> None:
    folder = tmp_path / "pieces"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    places = [0, *sorted(min(cut, len(content)) for cut in cuts), len(content)]
    for number, (start, end) in enumerate(itertools.pairwise(places), 1):
        (folder / f"a.csv.{number:03}").write_bytes(content[start:end])
    made = join_pieces(pieces_of(sorted(folder.iterdir()), "a.csv"), tmp_path / "whole", Silent())
    assert made.read_bytes() == content


ROWS = [f"P{number},{number}.50,2026-01-05" for number in range(1, 301)]
HEAD = "no,amount,day"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    return tmp_path


def built(
    folder: Path, capsys: pytest.CaptureFixture[str], file: str, out: str, *given: str
) -> dict[str, object]:
    (folder / "m.toml").write_text(MAPPING.replace('"payments.csv"', f'"{file}"'), "utf-8")
    words = ["build", "--mapping", str(folder / "m.toml"), *given, "--out", str(folder / out), "--json"]
    assert run(words) == ExitCode.OK
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


def test_whole_numbered_and_cut_give_the_same_extract(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = "\n".join([HEAD, *ROWS]) + "\n"
    (folder / "whole.csv").write_text(whole, "utf-8")
    for number, start in enumerate(range(0, 300, 100), 1):
        (folder / f"part-{number}.csv").write_text(
            "\n".join([HEAD, *ROWS[start : start + 100]]) + "\n", "utf-8"
        )
    for number, start in enumerate(range(0, len(whole), 1777), 1):
        (folder / f"cut.csv.{number:03}").write_bytes(whole.encode()[start : start + 1777])
    one = built(folder, capsys, "whole.csv", "one.duckdb")
    parts = [str(folder / f"part-{number}.csv") for number in (1, 2, 3)]
    two = built(folder, capsys, "part-*.csv", "two.duckdb", *parts)
    three = built(folder, capsys, "cut.csv", "three.duckdb")
    assert one["accepted"] == two["accepted"] == three["accepted"] == 300
    assert one["content_digest"] == two["content_digest"] == three["content_digest"]
    sources = json.loads((folder / "two.duckdb.manifest.json").read_text("utf-8"))["sources"]
    assert [(each["file"], each["rows"]) for each in sources] == [(f"part-{n}.csv", 100) for n in (1, 2, 3)]


def test_a_row_that_two_volumes_have_is_rejected_with_its_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (1, 2):
        (folder / f"part-{number}.csv").write_text("\n".join([HEAD, ROWS[0], ROWS[number]]) + "\n", "utf-8")
    told = built(folder, capsys, "part-*.csv", "out.duckdb")
    assert (told["read"], told["accepted"], told["rejected"]) == (4, 3, 1)


def test_without_a_volume_nothing_is_imported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in (1, 3):
        (folder / f"part-{number}.csv").write_text(f"{HEAD}\n{ROWS[number]}\n", "utf-8")
    (folder / "m.toml").write_text(MAPPING.replace('"payments.csv"', '"part-*.csv"'), "utf-8")
    words = ["build", "--mapping", str(folder / "m.toml"), "--out", str(folder / "out.duckdb")]
    assert run(words) == ExitCode.SOURCE
    assert "part-2.csv" in capsys.readouterr().err and not (folder / "out.duckdb").exists()


def test_volumes_lie_on_several_discs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    discs = [folder / f"disc{number}" for number in (1, 2, 3)]
    for number, disc in enumerate(discs, 1):
        disc.mkdir()
        (disc / f"part-{number}.csv").write_text(f"{HEAD}\n{ROWS[number]}\n", "utf-8")
    told = built(folder, capsys, "part-*.csv", "out.duckdb", *map(str, discs))
    assert (told["read"], told["accepted"]) == (3, 3)
    words = ["build", "--mapping", str(folder / "m.toml"), "--out", str(folder / "no.duckdb")]
    assert run([*words, str(discs[0]), str(discs[2])]) == ExitCode.SOURCE
    assert "part-2.csv" in capsys.readouterr().err


def test_one_name_on_two_discs_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    discs = [folder / "disc1", folder / "disc2"]
    for number, disc in enumerate(discs, 1):
        disc.mkdir()
        (disc / "p.csv").write_text(f"{HEAD}\n{ROWS[number]}\n", "utf-8")
    (folder / "m.toml").write_text(MAPPING.replace('"payments.csv"', '"p.csv"'), "utf-8")
    words = ["build", "--mapping", str(folder / "m.toml"), "--out", str(folder / "no.duckdb")]
    assert run([*words, *map(str, discs)]) == ExitCode.SOURCE
    told = capsys.readouterr().err
    assert "disc1" in told and "disc2" in told and not (folder / "no.duckdb").exists()


@pytest.mark.parametrize(
    ("name", "whole", "numbered"),
    [
        ("a.csv.001", "a.csv", ""),
        ("办件_2.csv", "", "办件_*.csv"),
        ("log-3.xes.gz", "", "log-*.xes.gz"),
        ("2026.xlsx", "", "*.xlsx"),
        ("a.csv", "", ""),
        ("v1.2.csv", "", "v1.*.csv"),
    ],
)
def test_what_a_name_says_of_volumes(name: str, whole: str, numbered: str) -> None:
    assert (whole_name(name), "" if whole else numbered_name(name)) == (whole, numbered)
