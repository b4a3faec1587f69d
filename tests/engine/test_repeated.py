"""Proves that text which repeats is stored as codes that say the same. It refuses small tables, which are left as they are."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from console.domain.contract import Contract, ContractTable
from console.domain.ports import Silent
from console.engine import repeated
from console.engine.build import ROW_GROUP, BuildOutcome
from console.engine.connection import connect
from console.jobs.importing import ImportRequest, import_sources
from tests.engine.extracts import column

ROWS = 120_000
COLUMNS = ("case_id", "sequence", "organisation_id", "operator", "note", "result")
EVENTS = """
SELECT 'C' || lpad((range // 6)::VARCHAR, 6, '0') AS case_id, (range % 6)::INTEGER AS sequence,
       CASE WHEN range // 6 % 9 > 0 THEN 'O''' || (range // 6 % 9) || ' 局' END AS organisation_id,
       'W' || (range * 7919 % 3000) AS operator, 'n' || range AS note,
       CASE WHEN range < 119990 THEN 'done' ELSE 'granted' END AS result
FROM range({rows}) ORDER BY hash(range)
"""
MAPPING = '[source.events]\nfile = "events.{kind}"\n[[table]]\ntable = "case_event"\nfrom = "events"\n[table.columns]\n'


def wanted() -> Contract:
    columns = [column(name, "INTEGER" if name == "sequence" else "VARCHAR") for name in COLUMNS]
    made = ContractTable("case_event", 1, ("case_id", "sequence"), "", tuple(columns), {})
    return Contract({"case_event": made})


def built(folder: Path, kind: str, rows: int = ROWS) -> BuildOutcome:
    folder.mkdir(exist_ok=True)
    duckdb.execute(f"COPY ({EVENTS.format(rows=rows)}) TO '{folder / f'events.{kind}'}' (FORMAT {kind})")
    told = "".join(f'{name} = "{name}"\n' for name in COLUMNS)
    (folder / "m.toml").write_text(MAPPING.format(kind=kind) + told, "utf-8")
    request = ImportRequest((folder / "m.toml",), folder / "out.duckdb", threads=2)
    return import_sources(request, wanted(), Silent())


def stored(path: Path) -> dict[str, str]:
    with duckdb.connect(str(path), read_only=True) as made:
        return {str(row[0]): str(row[1]) for row in made.execute("DESCRIBE case_event").fetchall()}


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> BuildOutcome:
    return built(tmp_path_factory.mktemp("parquet"), "parquet")


def test_what_repeats_is_an_enum_in_the_order_of_its_bytes(parquet: BuildOutcome) -> None:
    kinds = stored(parquet.target)
    coded = [name for name in COLUMNS if kinds[name].startswith("ENUM(")]
    assert coded == ["organisation_id", "operator", "result"]
    assert kinds["result"] == "ENUM('done', 'granted')"
    assert kinds["organisation_id"].startswith("ENUM('O''1 局', 'O''2 局'")
    with duckdb.connect(str(parquet.target), read_only=True) as made:
        astray = made.execute(
            "SELECT count(*) FROM (SELECT DISTINCT operator AS one FROM case_event) JOIN "
            "(SELECT DISTINCT operator AS other FROM case_event) ON (one < other) <> (one::VARCHAR < other::VARCHAR)"
        ).fetchall()
    assert astray == [(0,)]


def test_codes_say_what_their_texts_say(
    parquet: BuildOutcome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same rows as text and from plain text; the fingerprint is over what a row says, not how it is kept."""
    plain = built(tmp_path / "csv", "csv")
    assert stored(plain.target) == stored(parquet.target)
    monkeypatch.setattr(repeated, "MOST_VALUES", 2)
    text = built(tmp_path / "text", "parquet")
    kinds = stored(text.target)
    assert [name for name in COLUMNS if kinds[name].startswith("ENUM(")] == ["result"]
    assert plain.digest == text.digest == parquet.digest
    assert plain.counts() == parquet.counts()


def test_readers_see_text(parquet: BuildOutcome) -> None:
    with connect(parquet.target, wanted(), memory_bytes=256 * 1024**2) as opened:
        told = opened.rows(
            "SELECT organisation_id || '!', result, count(*) FROM case_event GROUP BY ALL ORDER BY ALL"
        )
        kinds = {row[1] for row in opened.rows("DESCRIBE case_event")}
    assert kinds == {"VARCHAR", "INTEGER"}
    assert sum(row[2] for row in told) == ROWS
    assert told[0] == ("O'1 局!", "done", 13_332)


def test_a_table_of_few_rows_keeps_its_text(tmp_path: Path) -> None:
    assert set(stored(built(tmp_path, "parquet", 6_000).target).values()) == {"VARCHAR", "INTEGER"}


def test_rows_are_kept_together_in_large_groups(parquet: BuildOutcome) -> None:
    with duckdb.connect(str(parquet.target), read_only=True) as made:
        (groups,) = made.execute(
            "SELECT count(DISTINCT row_group_id), max(count) FROM pragma_storage_info('case_event')"
        ).fetchall()
    assert groups[0] == -(-ROWS // ROW_GROUP)


def test_values_of_plain_text_are_those_its_rows_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cells to be brought into form, words for nothing and words for codes: a look at cells finds what one at rows does."""
    uneven = (
        f"SELECT * REPLACE ('\u3000' || organisation_id || '\u200b ' AS organisation_id, "
        f"' ' || result AS result) FROM ({EVENTS.format(rows=ROWS)})"
    )
    duckdb.execute(f"COPY ({uneven}) TO '{tmp_path / 'events.csv'}' (FORMAT csv)")
    source = MAPPING.format(kind="csv").replace("[[table]]", 'missing = ["W7"]\n[[table]]')
    told = "".join(f'{name} = "{name}"\n' for name in COLUMNS if name != "result")
    coded = 'result = { column = "result", values = { granted = "given", unseen = "other" } }\n'
    (tmp_path / "m.toml").write_text(source + told + coded, "utf-8")
    cells = import_sources(
        ImportRequest((tmp_path / "m.toml",), tmp_path / "cells.duckdb"), wanted(), Silent()
    )
    monkeypatch.setattr(repeated, "_told_by_cells", lambda *_: False)
    rows = import_sources(ImportRequest((tmp_path / "m.toml",), tmp_path / "rows.duckdb"), wanted(), Silent())
    kinds = stored(cells.target)
    assert kinds == stored(rows.target)
    assert (cells.digest, cells.counts()) == (rows.digest, rows.counts())
    assert kinds["result"] == "ENUM('done', 'given')"
    assert kinds["organisation_id"].startswith("ENUM('O''1 局', 'O''2 局'")
    assert "'W7'" not in kinds["operator"]
    assert "'W8'" in kinds["operator"]
