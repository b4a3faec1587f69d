"""Owns the proof that source files made to do harm get a clear sentence, in bounded time and memory, and leave nothing behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from console.domain.ports import Silent
from console.errors import InputError
from console.i18n import Phrases
from console.jobs.importing import ImportRequest, import_sources
from console.paths import resource_root
from tests.engine.extracts import small_contract
from tests.faults.hostile_sources import HOSTILE

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 8.0  # of work; how long that takes depends on who else works on the machine
MEMORY = 700 * 1024  # KiB at most resident, of an address space of 3 GiB
MAPPING = """
[source.cases]
file = {file}
[[table]]
table = "service_case"
from = "cases"
[table.columns]
case_id = "id"
"""
RUN = """
import json, resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (3 * 1024**3, 3 * 1024**3))
from console.domain.ports import Silent
from console.errors import PlumblineError
from console.jobs.importing import ImportRequest, import_sources
from tests.engine.extracts import small_contract
folder, told = Path(sys.argv[1]), {}
for mapping in sorted(folder.glob("*.toml")):
    began = time.process_time()
    request = ImportRequest((mapping,), folder / "out.duckdb", threads=1, memory_bytes=256 * 1024**2)
    try:
        import_sources(request, small_contract(), Silent())
        found = {"key": "", "facts": {}}
    except PlumblineError as fault:
        found = {"key": fault.key, "facts": fault.facts}
    found["seconds"] = time.process_time() - began
    # Not ru_maxrss: that of a child begins with what its parent held.
    status = Path("/proc/self/status").read_text()
    found["peak"] = int(status.partition("VmHWM:")[2].split()[0])
    told[mapping.stem] = found
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """Import the whole corpus in one process that may use little memory."""
    if not sys.platform.startswith("linux"):
        pytest.skip("an address space can be limited, and its peak read, on Linux only")
    folder = tmp_path_factory.mktemp("hostile")
    for name, (_, write) in HOSTILE.items():
        write(folder / name)
        (folder / f"{name}.toml").write_text(MAPPING.format(file=json.dumps(name)), "utf-8")
    for left in folder.glob("*.part"):
        left.unlink()
    before = {path.name for path in folder.iterdir()}
    run = subprocess.run(
        [sys.executable, "-c", RUN, str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert {path.name for path in folder.iterdir()} == before
    return folder, json.loads(run.stdout)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_its_sentence_in_bounded_time_and_memory(
    told: tuple[Path, dict[str, Any]], name: str
) -> None:
    found = told[1][name]
    assert found["key"] == HOSTILE[name][0]
    assert found["seconds"] < SECONDS
    assert found["peak"] < MEMORY
    for language in ("zh-CN", "en"):
        sentence = Phrases(language, resource_root() / "phrases").error(
            InputError(found["key"], **found["facts"])
        )
        assert name in sentence
        assert len(sentence) < 400


def imported(folder: Path, name: str, content: str | bytes, mapping: str) -> list[Any]:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "m.toml").write_text(mapping, "utf-8")
    request = ImportRequest((folder / "m.toml",), folder / "out.duckdb", threads=1)
    outcome = import_sources(request, small_contract(), Silent())
    assert outcome.accepted + outcome.rejected == outcome.read
    with duckdb.connect(str(outcome.target), read_only=True) as made:
        return [
            made.execute("SELECT case_id FROM service_case ORDER BY 1").fetchall(),
            made.execute("SELECT line, reason FROM rejected ORDER BY 1").fetchall(),
        ]


def test_ragged_rows_are_counted_one_by_one(tmp_path: Path) -> None:
    content = "id,a\n1,x\n2\n3,x,y\n4,x,\n5,\n"
    assert imported(tmp_path, "a.csv", content, MAPPING.format(file='"a.csv"')) == [
        [("1",), ("4",), ("5",)],
        [(3, "cells"), (4, "cells")],
    ]


def test_deep_lines_are_refused_and_the_others_kept(tmp_path: Path) -> None:
    deep = '{"id": ' + "[" * 900 + "]" * 900 + "}"
    content = '{"id": 1}\n' + '{"id": ' * 90_000 + "\n" + '{"id": 3}\n' + deep + "\n"
    kept, refused = imported(tmp_path, "a.jsonl", content, MAPPING.format(file='"a.jsonl"'))
    assert kept[:2] == [("1",), ("3",)]
    assert refused[0] == (2, "object")
    assert len(kept) + len(refused) == 4


def test_half_a_letter_in_json_costs_its_line_only(tmp_path: Path) -> None:
    content = '{"id": "1"}\n{"id": "\\ud800"}\n{"id": 1e400}\n'
    kept, refused = imported(tmp_path, "a.jsonl", content, MAPPING.format(file='"a.jsonl"'))
    assert (kept, refused) == ([("1",), ("1e400",)], [(2, "bytes")])


@pytest.mark.parametrize("end", ["\n", "", "\r\n", "\n4,z\n5,w\n"])
def test_a_file_cut_off_within_quotes_is_seen(tmp_path: Path, end: str) -> None:
    content = f'id,a\n1,"x ""y"""\n2,""\n3,"cut off{end}'
    kept, refused = imported(tmp_path, "a.csv", content, MAPPING.format(file='"a.csv"'))
    assert (kept, refused) == ([("1",), ("2",)], [(4, "quote")])


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ('id"; DROP TABLE service_case; --', 'id"; DROP TABLE service_case; --'),
        ("id') OR ('1'='1", "id') OR ('1'='1"),
        ("\u202edi\u202c", "di"),
        ("i\x1b[31md", "i[31md"),
        ("\u2066\u200fid\u2069", "id"),
        ("编\n号", "编 号"),
        ("*", "*"),
        ("{}", "{}"),
    ],
)
def test_names_of_columns_are_only_names(tmp_path: Path, name: str, clean: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    mapping = MAPPING.format(file='"a.csv"').replace('case_id = "id"', f"case_id = {json.dumps(clean)}")
    assert imported(tmp_path, "a.csv", f"{quoted},other\n7,x\n", mapping) == [[("7",)], []]


@pytest.mark.parametrize("place", range(4, 400, 36))
def test_a_flipped_bit_in_a_parquet_file_is_a_sentence_or_a_row(tmp_path: Path, place: int) -> None:
    path = tmp_path / "a.parquet"
    with duckdb.connect() as maker:
        maker.execute(f"COPY (SELECT range::VARCHAR AS id FROM range(50)) TO '{path}' (FORMAT parquet)")
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= 0x10
    try:
        kept, refused = imported(tmp_path, "a.parquet", bytes(content), MAPPING.format(file='"a.parquet"'))
    except InputError as fault:
        assert fault.key in {
            "source-unreadable",
            "source-not-parquet",
            "mapping-source-column",
            "mapping-sql",
        }
    else:
        assert len(kept) + len(refused) > 0


@pytest.mark.parametrize("file", ["../secret.csv", "sub/../../secret.csv", "{absolute}"])
def test_a_mapping_names_no_file_outside_of_its_folder(tmp_path: Path, file: str) -> None:
    (tmp_path / "inside").mkdir()
    secret = tmp_path / "secret.csv"
    secret.write_text("id,a\n1,x\n", "utf-8")
    mapping = tmp_path / "inside" / "m.toml"
    mapping.write_text(MAPPING.format(file=json.dumps(file.format(absolute=secret))), "utf-8")
    with pytest.raises(InputError) as caught:
        import_sources(ImportRequest((mapping,), tmp_path / "out.duckdb"), small_contract(), Silent())
    assert caught.value.key == "source-outside"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inside", "secret.csv"]
    # Whoever names the file itself wants it read.
    asked = ImportRequest((mapping,), tmp_path / "out.duckdb", threads=1, given=(secret,))
    assert import_sources(asked, small_contract(), Silent()).accepted == 1
