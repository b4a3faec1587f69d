"""Proves that what is written straight from its file is what the careful way writes, row for row and refusal for refusal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.ports import Silent
from console.engine.build import BuildOutcome
from console.errors import InputError
from console.jobs import preparing
from console.jobs.importing import ImportRequest, import_sources
from console.sources import prepare
from tests.engine.extracts import column, contract, small_contract, table
from tests.engine.test_build import HEAD, MAPPING, reasons, rows

CELLS = st.sampled_from(
    [
        "",
        "1",
        "2",
        " 3",
        "4\t",
        "网上",
        "窗口\u3000",
        "\ufeffweb",
        "e\u0301",
        '"5"',
        '"6,7"',
        '" 8"',
        '9"9',
        '"a""b"',
        '"x"y',
    ]
)
ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\n\n", ",\n", '"\n'])


def built(folder: Path, content: str, mapping: str = MAPPING) -> BuildOutcome:
    folder.mkdir(exist_ok=True)
    (folder / "cases.csv").write_bytes(content.encode())
    (folder / "m.toml").write_text(mapping, "utf-8")
    request = ImportRequest((folder / "m.toml",), folder / "out.duckdb", threads=1)
    return import_sources(request, small_contract(), Silent())


def told(outcome: BuildOutcome) -> tuple[Any, ...]:
    refused = rows(outcome.target, "SELECT * FROM rejected ORDER BY ALL")
    return outcome.digest, outcome.counts(), outcome.sources, outcome.reasons, refused


@settings(max_examples=14, deadline=None)
@given(st.lists(st.tuples(st.lists(CELLS, min_size=4, max_size=6), ENDS), max_size=6))
def test_plain_and_careful_give_the_same(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[list[str], str]]
) -> None:
    folder = tmp_path_factory.mktemp("same")
    content = HEAD + "".join(",".join(cells) + end for cells, end in lines)
    plain = built(folder / "plain", content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prepare, "read_plainly", lambda *_: None)
        careful = built(folder / "careful", content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prepare, "LONG", 0)
        beside = built(folder / "beside", content)
    assert told(plain) == told(careful) == told(beside)


def test_a_plain_file_is_read_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def noted(*words: Any, **named: Any) -> Any:
        made = prepare.prepare(*words, **named)
        seen.append(made.kind)
        return made

    monkeypatch.setattr(preparing, "prepare", noted)
    built(tmp_path, HEAD + "1,网上,1,1,2026-01-01\n")
    assert seen == ["plain"]


def test_a_tab_far_down_a_long_file_is_taken_off_its_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing at the beginning tells of it, so the file is read once more by what allows for tabs."""
    lines = "".join(f"{n},网上,1,1,2026-01-01\n" for n in range(80_000))
    content = f"{HEAD}{lines}80000,网上\t,1,1,2026-01-01\n"
    before = built(tmp_path / "before", content)
    monkeypatch.setattr(prepare, "LONG", 0)
    assert told(built(tmp_path / "beside", content)) == told(before)
    assert (before.read, before.rejected) == (80_001, 0)


def test_what_only_looked_plain_is_read_again_with_care(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row too short and one too long make up for each other: the engine is the first to see it."""
    seen: list[bool] = []

    def noted(*words: Any, **named: Any) -> Any:
        seen.append(named["plainly"])
        return prepare.prepare(*words, **named)

    monkeypatch.setattr(preparing, "prepare", noted)
    outcome = built(tmp_path, HEAD + "1,网上,1,1\n2,网上,1,1,2026-01-01,x\n3,网上,1,1,2026-01-01\n")
    assert seen == [True, False]
    assert (outcome.read, outcome.accepted, outcome.rejected) == (3, 1, 2)
    assert reasons(outcome.target) == [(2, "", "cells"), (3, "", "cells")]


@pytest.mark.parametrize("where", ["", "where = \"fee <> '7'\""])
def test_lines_that_are_no_rows_are_noticed_by_their_number(tmp_path: Path, where: str) -> None:
    """Blank lines the engine passes over in silence, made up for by delimiters at the end of others."""
    content = HEAD + "1,网上,1,1,2026-01-01,\n" * 4 + "\n" + "3,网上,1,1,2026-01-01\n"
    outcome = built(tmp_path, content, MAPPING.replace('from = "cases"', f'from = "cases"\n{where}'))
    assert (outcome.read, outcome.accepted, outcome.rejected) == (5, 2, 3)
    assert reasons(outcome.target) == [(line, "case_id", "duplicate") for line in (3, 4, 5)]
    assert rows(outcome.target, "SELECT case_id FROM service_case") == [("1",), ("3",)]


def test_of_repeated_keys_the_first_line_stays_wherever_the_others_are(tmp_path: Path) -> None:
    lines = [f"{n % 5000:05},网上,{n},1,2026-01-01\n" for n in range(20_000)]
    outcome = built(tmp_path, HEAD + "".join(lines))
    assert (outcome.accepted, outcome.reasons) == (5_000, {"duplicate": 15_000})
    assert rows(
        outcome.target,
        "SELECT min(fee::INTEGER - case_id::INTEGER), max(fee::INTEGER - case_id::INTEGER) FROM service_case",
    ) == [(0, 0)]
    assert rows(outcome.target, "SELECT min(line), count(*) FROM rejected") == [(5_002, 15_000)]


def test_columns_of_the_right_type_come_as_they_are(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * FROM (VALUES ('b ', 1.25::DECIMAL(9,2), 2::TINYINT, "
            f"TIMESTAMP '2026-01-02 03:04:05.678901', 0.5::DOUBLE), "
            f"('a', NULL, NULL, NULL, 'inf'::DOUBLE), ('', 1, 1, NULL, 1)) t(no, fee, visits, closed, share)) "
            f"TO '{tmp_path}/cases.parquet'"
        )
    wanted = contract(
        table(
            "service_case",
            "case_id",
            column("fee", "DECIMAL(18,2)"),
            column("visits", "INTEGER"),
            column("closed_at", "TIMESTAMP"),
            column("share", "DOUBLE"),
        )
    )
    (tmp_path / "m.toml").write_text(
        '[source.cases]\nfile = "cases.parquet"\n[[table]]\ntable = "service_case"\nfrom = "cases"\n[table.columns]\n'
        'case_id = "no"\nfee = "fee"\nvisits = "visits"\nclosed_at = "closed"\nshare = "share"\n',
        "utf-8",
    )
    outcome = import_sources(ImportRequest((tmp_path / "m.toml",), tmp_path / "o.duckdb"), wanted, Silent())
    assert rows(
        outcome.target, "SELECT case_id, fee::VARCHAR, visits, closed_at::VARCHAR, share FROM service_case"
    ) == [("b", "1.25", 2, "2026-01-02 03:04:05.678901", 0.5)]
    assert reasons(outcome.target) == [
        (2, "share", "type"),
        (3, "case_id", "missing"),
    ]  # of Parquet, rows are counted


def test_damage_within_a_parquet_file_is_told_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "cases.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT range AS no, md5(range::VARCHAR) AS way FROM range(5000)) TO '{path}'"
        )
    content = bytearray(path.read_bytes())
    content[64:4000] = bytes(3936)
    path.write_bytes(content)
    (tmp_path / "m.toml").write_text(
        '[source.cases]\nfile = "cases.parquet"\n[[table]]\ntable = "service_case"\nfrom = "cases"\n[table.columns]\n'
        'case_id = "no"\nchannel = "way"\n',
        "utf-8",
    )
    with pytest.raises(InputError) as caught:
        import_sources(
            ImportRequest((tmp_path / "m.toml",), tmp_path / "o.duckdb"), small_contract(), Silent()
        )
    assert (caught.value.key, caught.value.facts["file"]) == ("source-unreadable", "cases.parquet")


def test_codes_are_stored_as_an_enum(tmp_path: Path) -> None:
    outcome = built(tmp_path, HEAD + "1,网上,1,1,2026-01-01\n")
    (kind,) = rows(outcome.target, "SELECT typeof(channel) FROM service_case")[0]
    assert str(kind).startswith("ENUM(")


@pytest.mark.parametrize(("fraction", "kind"), [("", "TIMESTAMP_S"), (".5", "TIMESTAMP")])
def test_instants_take_half_the_room_where_none_has_a_fraction(
    tmp_path: Path, fraction: str, kind: str
) -> None:
    """A fraction beyond the first rows is found as well, and lost nowhere."""
    lines = [
        f"{n:05},网上,1,1,2026-01-02 03:04:05{fraction if n == 0 else ''}\n" for n in range(12_000, -1, -1)
    ]
    outcome = built(tmp_path, HEAD + "".join(lines))
    assert outcome.accepted == 12_001
    found = rows(
        outcome.target,
        "SELECT DISTINCT typeof(closed_at), min(closed_at)::VARCHAR FROM service_case GROUP BY 1, case_id = '00000'",
    )
    assert sorted(found) == sorted({(kind, f"2026-01-02 03:04:05{fraction}"), (kind, "2026-01-02 03:04:05")})
