"""Owns the tests of building an extract from mapped sources. It refuses to mock DuckDB or the file system."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.contract import Contract
from console.domain.ports import Silent
from console.engine.build import BuildOutcome
from console.engine.connection import connect
from console.errors import Cancelled, ExitCode, InputError, PlumblineError
from console.jobs.importing import ImportRequest, import_sources
from console.paths import resource_root
from tests.engine.extracts import column, contract, small_contract, table

MAPPING = """
[source.cases]
file = "cases.csv"
missing = ["-"]

[[table]]
table = "service_case"
from = "cases"
[table.columns]
case_id = "no"
channel = { column = "way", values = { "网上" = "web", "窗口" = "counter" } }
fee = { column = "fee", thousands = "," }
visits = "visits"
closed_at = "closed"
closed_on = "closed"
"""
HEAD = "no,way,fee,visits,closed\n"
GOOD = '1,网上,"1,234.50",１,2026-01-02 23:30:00+00:00\n2,窗口,-,-,2026年1月3日\n3,web,0.1,0,20260104\n'


def built(
    folder: Path,
    cases: str | bytes,
    mapping: str = MAPPING,
    wants: Contract | None = None,
    target: str = "out.duckdb",
) -> BuildOutcome:
    (folder / "cases.csv").write_bytes(cases.encode() if isinstance(cases, str) else cases)
    (folder / "m.toml").write_text(mapping, "utf-8")
    request = ImportRequest((folder / "m.toml",), folder / target, threads=1)
    return import_sources(request, wants or small_contract(), Silent())


def rows(path: Path, sql: str) -> list[Any]:
    with duckdb.connect(str(path), read_only=True) as made:
        return made.execute(sql).fetchall()


def reasons(path: Path) -> list[Any]:
    return rows(path, "SELECT line, target_column, reason FROM rejected ORDER BY ALL")


def test_values_become_what_the_contract_wants(tmp_path: Path) -> None:
    outcome = built(tmp_path, HEAD + GOOD)
    assert (outcome.read, outcome.accepted, outcome.rejected) == (3, 3, 0)
    found = rows(
        outcome.target,
        "SELECT case_id, channel, fee, visits, closed_at::VARCHAR, closed_on::VARCHAR FROM service_case",
    )
    assert found == [
        ("1", "web", Decimal("1234.50"), 1, "2026-01-03 07:30:00", "2026-01-03"),
        ("2", "counter", None, None, "2026-01-03 00:00:00", "2026-01-03"),
        ("3", "web", Decimal("0.10"), 0, "2026-01-04 00:00:00", "2026-01-04"),
    ]


def test_the_extract_opens_and_says_what_it_lacks(tmp_path: Path) -> None:
    outcome = built(tmp_path, HEAD + GOOD)
    with connect(outcome.target, small_contract(), spill=tmp_path / "spill") as connection:
        assert connection.missing == {
            "organisation",
            "organisation.organisation_id",
            "organisation.name",
            "service_case.organisation_id",
        }


def test_every_refusal_names_its_line_column_and_reason(tmp_path: Path) -> None:
    bad = (
        "1,网上,0.5,1,2026-01-02\n"
        "1,网上,0.5,1,2026-01-02\n"  # 3: the key is there already
        ",网上,0.5,1,2026-01-02\n"  # 4: no key
        "5,飞鸽,0.5,1,2026-01-02\n"  # 5: no such channel
        "6,网上,0.555,1,2026-01-02\n"  # 6: money would be rounded
        "7,网上,1e400,1.5,2026-02-30\n"  # 7: three faults
        "8,网上,0.5,1\n"  # 8: a cell is missing
        "9,网上,nan,99999999999,2026-01-02 25:00:00\n"  # 9
        "10,网上,0x10,1_0,13/14/2026\n"  # 10
        "11,窗口,12,2,2026-01-05\n"
    )
    outcome = built(tmp_path, HEAD + bad)
    assert (outcome.read, outcome.accepted, outcome.rejected) == (10, 2, 8)
    assert outcome.counts()["tables"] == {"service_case": {"read": 9, "accepted": 2, "rejected": 7}}
    assert reasons(outcome.target) == [
        (3, "case_id", "duplicate"),
        (4, "case_id", "missing"),
        (5, "channel", "code"),
        (6, "fee", "type"),
        (7, "closed_at", "type"),
        (7, "closed_on", "type"),
        (7, "fee", "type"),
        (7, "visits", "type"),
        (8, "", "cells"),
        (9, "closed_at", "type"),
        (9, "closed_on", "type"),
        (9, "fee", "type"),
        (9, "visits", "type"),
        (10, "closed_at", "type"),
        (10, "closed_on", "type"),
        (10, "fee", "type"),
        (10, "visits", "type"),
    ]
    assert outcome.reasons == {"cells": 1, "code": 1, "duplicate": 1, "missing": 1, "type": 13}
    digests = rows(outcome.target, "SELECT DISTINCT length(digest), file FROM rejected")
    assert digests == [(64, "cases.csv")]


def test_a_row_whose_elder_was_refused_takes_its_key(tmp_path: Path) -> None:
    outcome = built(tmp_path, HEAD + "1,飞鸽,1,1,2026-01-01\n1,网上,1,1,2026-01-01\n")
    assert rows(outcome.target, "SELECT case_id, channel FROM service_case") == [("1", "web")]


def test_rows_stand_in_the_order_of_their_key_and_importing_again_is_the_same(tmp_path: Path) -> None:
    lines = [f"{n:05},网上,{n}.25,{n % 7},2026-01-02\n" for n in range(3000)]
    first = built(tmp_path, HEAD + "".join(lines))
    again = built(tmp_path, HEAD + "".join(lines), target="again.duckdb")
    random.Random(7).shuffle(lines)
    shuffled = built(tmp_path, HEAD + "".join(lines), target="shuffled.duckdb")
    other = built(tmp_path, HEAD + "".join(lines[1:]), target="other.duckdb")
    assert first.digest == again.digest == shuffled.digest != other.digest
    keys = [key for (key,) in rows(shuffled.target, "SELECT case_id FROM service_case")]
    assert keys == sorted(keys)


def test_the_encoding_changes_nothing(tmp_path: Path) -> None:
    found = {
        built(tmp_path, (HEAD + GOOD).encode(encoding), target=f"{encoding}.duckdb").digest
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16")
    }
    assert len(found) == 1


def test_any_folder_will_do_but_one_with_a_question_mark(tmp_path: Path) -> None:
    folder = tmp_path / "数 据[1]'*"
    folder.mkdir()
    outcome = built(folder, HEAD + GOOD)
    with connect(outcome.target, small_contract(), spill=folder / "spill") as connection:
        assert connection.row("SELECT count(*) FROM service_case") == (3,)
    odd = tmp_path / "what?"
    odd.mkdir()
    with pytest.raises(PlumblineError) as caught:
        built(odd, HEAD + GOOD)
    assert caught.value.key == "extract-path"


def test_an_older_storage_on_request(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text(HEAD + GOOD, "utf-8")
    (tmp_path / "m.toml").write_text(MAPPING, "utf-8")
    request = ImportRequest((tmp_path / "m.toml",), tmp_path / "old.duckdb", storage="v1.0.0")
    import_sources(request, small_contract(), Silent())
    assert (tmp_path / "old.duckdb").read_bytes()[12] == 64


LISTS = """
[source.cases]
file = "cases.csv"
[[table]]
table = "thing"
from = "cases"
[table.columns]
thing_id = "no"
codes = { column = "codes", split = ";" }
open = "open"
part = "part"
"""


def test_lists_booleans_and_doubles(tmp_path: Path) -> None:
    wants = contract(
        table(
            "thing",
            "thing_id",
            column("codes", "VARCHAR[]", allowed=("a", "b")),
            column("open", "BOOLEAN"),
            column("part", "DOUBLE"),
        )
    )
    outcome = built(
        tmp_path, "no,codes,open,part\n1,a; b;,是,0.5\n2,a;z,否,1\n3,,也许,1\n4,b,0,inf\n", LISTS, wants
    )
    assert rows(outcome.target, "FROM thing") == [("1", ["a", "b"], True, 0.5)]
    assert reasons(outcome.target) == [(3, "codes", "code"), (4, "open", "type"), (5, "part", "type")]


JSON = """
[source.cases]
file = "cases.jsonl"
[[table]]
table = "thing"
from = "cases"
[table.columns]
thing_id = "id"
codes = "who.codes"
"""


def test_json_lines_bring_lists(tmp_path: Path) -> None:
    wants = contract(table("thing", "thing_id", column("codes", "VARCHAR[]")))
    (tmp_path / "cases.jsonl").write_text('{"id": 1, "who": {"codes": ["甲", "乙"]}}\n{"id": 2}\n', "utf-8")
    outcome = built(tmp_path, "", JSON, wants)
    assert rows(outcome.target, "FROM thing") == [("1", ["甲", "乙"]), ("2", None)]


TWO = """
[source.cases]
file = "cases.csv"
[[table]]
table = "organisation"
from = "cases"
distinct_on = ["office"]
where = "office <> 'none'"
[table.columns]
organisation_id = "office"
name = { expression = "upper(office) || '-' || count(*) OVER (PARTITION BY office)" }
[[table]]
table = "service_case"
from = "cases"
[table.columns]
case_id = { expression = "'C' || row_number() OVER (ORDER BY source_line)" }
organisation_id = { column = "office", default = "none" }
"""


def test_one_source_may_fill_several_tables(tmp_path: Path) -> None:
    outcome = built(tmp_path, 'office\na\nb\na\nnone\n""\n', TWO)
    assert rows(outcome.target, "FROM organisation") == [("a", "A-2"), ("b", "B-1")]
    found = rows(outcome.target, "SELECT case_id, organisation_id FROM service_case")
    assert found == [("C1", "a"), ("C2", "b"), ("C3", "a"), ("C4", "none"), ("C5", "none")]
    assert (outcome.read, outcome.accepted) == (5, 5)


@pytest.mark.parametrize(
    ("old", "new", "key", "nearest"),
    [
        ("upper(office)", "uper(office)", "mapping-function", "upper"),
        ("upper(office)", "upper(ofice)", "mapping-source-column", "office"),
        ("upper(office)", "getenv('HOME')", "mapping-function", None),
        ("upper(office)", "(SELECT content FROM read_text('/etc/passwd'))", "mapping-expression", None),
        ("upper(office)", "1) FROM read_text('/etc/passwd'", "mapping-expression", None),
        ("upper(office)", "$1", "mapping-expression", None),
        ("office <> 'none'", "true) OR (SELECT true", "mapping-expression", None),
        ('organisation_id = "office"', 'organisation_id = "offices"', "mapping-source-column", "office"),
        ('["office"]', '["offize"]', "mapping-source-column", "office"),
        ("upper(office)", "office::INTEGER", "mapping-sql", None),
    ],
)
def test_an_expression_is_of_columns_and_harmless_functions(
    tmp_path: Path, old: str, new: str, key: str, nearest: str | None
) -> None:
    with pytest.raises(InputError) as caught:
        built(tmp_path, "office\na\n", TWO.replace(old, new))
    assert caught.value.key == key
    assert nearest is None or caught.value.facts["nearest"] == nearest
    assert not (tmp_path / "out.duckdb").exists()


def test_two_mappings_may_not_share_a_name_and_a_source_must_be_there(tmp_path: Path) -> None:
    built(tmp_path, HEAD + GOOD)
    request = ImportRequest((tmp_path / "m.toml", tmp_path / "m.toml"), tmp_path / "x.duckdb")
    with pytest.raises(InputError) as caught:
        import_sources(request, small_contract(), Silent())
    assert caught.value.key == "mapping-source-twice"
    (tmp_path / "cases.csv").unlink()
    with pytest.raises(InputError) as gone:
        import_sources(
            ImportRequest((tmp_path / "m.toml",), tmp_path / "x.duckdb"), small_contract(), Silent()
        )
    assert gone.value.exit_code == ExitCode.NOT_FOUND


class StopsAfter(Silent):
    """A progress that is stopped at a look."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def cancelled(self) -> bool:
        self.looks -= 1
        return self.looks < 0


@pytest.mark.parametrize("looks", [0, 1, 2, 3, 4, 5])
def test_a_stop_leaves_the_old_file_and_nothing_else(tmp_path: Path, looks: int) -> None:
    old = built(tmp_path, HEAD + GOOD)
    before = old.target.read_bytes()
    (tmp_path / "cases.csv").write_text(HEAD + "9,网上,1,1,2026-01-01\n", "utf-8")
    with pytest.raises(Cancelled):
        import_sources(ImportRequest((tmp_path / "m.toml",), old.target), small_contract(), StopsAfter(looks))
    assert old.target.read_bytes() == before
    assert sorted(found.name for found in tmp_path.iterdir()) == ["cases.csv", "m.toml", "out.duckdb"]


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        built(tmp_path, HEAD + GOOD, target="cases.csv/out.duckdb")
    assert caught.value.key == "build-target"


KILLED = """
import sys
from pathlib import Path
from console.domain.ports import Silent
from console.jobs.importing import ImportRequest, import_sources
from tests.engine.extracts import small_contract
folder = Path(sys.argv[1])
sys.stdout.write("ready\\n")
sys.stdout.flush()
import_sources(ImportRequest((folder / "m.toml",), folder / "out.duckdb", threads=1), small_contract(), Silent())
"""


@pytest.mark.skipif(os.name == "nt", reason="kills with a signal")
def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    old = built(tmp_path, HEAD + GOOD)
    new = HEAD + "".join(f"{n:06},网上,{n}.25,{n % 7},2026-01-02\n" for n in range(20_000))
    (tmp_path / "cases.csv").write_text(new, "utf-8")
    seen = set()
    for wait in (0.0, 0.03, 0.08, 0.15, 0.25, 0.4, 0.6):
        command = [sys.executable, "-c", KILLED, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=resource_root().parent) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(wait)
            process.send_signal(signal.SIGKILL)
        seen.add(rows(old.target, "SELECT count(*) FROM service_case")[0][0])
        assert not list(tmp_path.glob("*.wal"))
    assert seen <= {3, 20_000}
    subprocess.run(command, capture_output=True, cwd=resource_root().parent, check=True)
    assert rows(old.target, "SELECT count(*) FROM service_case") == [(20_000,)]
    built(tmp_path, HEAD + GOOD)
    assert sorted(found.name for found in tmp_path.iterdir()) == ["cases.csv", "m.toml", "out.duckdb"]


CELLS = st.tuples(
    st.sampled_from(["1", "2", "3", "", "04"]),
    st.sampled_from(["网上", "web", "", "鸽"]),
    st.sampled_from(["1.5", "0.005", "x", "", "-3"]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=10))
def test_accepted_and_rejected_are_always_what_was_read(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    outcome = built(folder, HEAD + "".join(f"{no},{way},{fee},1,2026-01-01\n" for no, way, fee in cells))
    good: dict[str, tuple[str, str, str]] = {}
    for no, way, fee in cells:
        if no and way != "鸽" and fee not in ("x", "0.005"):
            good.setdefault(no, (no, way, fee))
    assert outcome.read == len(cells)
    assert outcome.accepted + outcome.rejected == outcome.read
    assert outcome.accepted == len(good)
    assert rows(outcome.target, "SELECT case_id FROM service_case") == [(key,) for key in sorted(good)]
    assert len(rows(outcome.target, "SELECT DISTINCT line FROM rejected")) == outcome.rejected


def test_only_the_sources_can_be_read_while_building(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a\n1\n")
    mapping = TWO.replace("upper(office)", f"office || content FROM read_text('{tmp_path}/other.csv') --")
    with pytest.raises(PlumblineError):
        built(tmp_path, "office\na\n", mapping)
