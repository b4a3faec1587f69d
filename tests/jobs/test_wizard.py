"""Owns the tests of the wizard's work on real files: look, trial, save. It refuses a count the build itself would not give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.catalogue.contract import read_contract
from console.domain.mapping import (
    BuildPlan,
    ColumnMapping,
    Join,
    Pseudonym,
    SourceSpec,
    TableMapping,
)
from console.domain.ports import Silent, SystemClock
from console.errors import InputError, KeyStoreError, SigningError
from console.jobs.importing import ImportRequest, import_sources
from console.jobs.wizard import HIDDEN, look, mask, personal_columns, read_text, save
from console.jobs.wizard_answers import Looked, LookRequest, SaveRequest, TryRequest
from console.jobs.wizard_text import plan_text
from console.jobs.wizard_trial import TRIALS, try_plan
from console.paths import resource_root
from console.vault.sealed_file import read_sealed
from tests.engine.test_build_registers import REGISTER
from tests.jobs.page_sample import through_a_frame
from tests.jobs.test_suggest import BENEFITS

ROOT = resource_root()
CONTRACT = read_contract(ROOT / "contract")
EXTRACT = {
    "extract_id": "X-1",
    "name": "试导入",
    "period_starts_on": "2026-01-01",
    "period_ends_on": "2026-06-30",
    "cut_at": "2026-06-30 23:59:59",
    "classification": "内部",
    "purpose": "督查",
    "legal_basis": "条例第一条",
    "destroy_by": "2027-12-31",
}
SECRET = "only for tests 口令"
TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "办件登记.csv"
    path.write_bytes(REGISTER.replace("\n", "\r\n").encode("gb18030"))
    return path


def _look(*files: Path) -> Looked:
    return look(LookRequest(files), ROOT, Silent())


def _files(found: Looked) -> dict[str, Path]:
    return {card.spec.name: card.path for card in found.sources}


def test_what_was_found_of_a_file_is_shown(register: Path) -> None:
    found = _look(register)
    (card,) = found.sources
    assert (card.format, card.encoding, card.delimiter) == ("csv", "gb18030", ",")
    assert (card.spec.skip_rows, card.spec.header_rows) == (1, 2)
    assert "办理情况.渠道" in card.columns
    assert len(card.rows) == 7
    assert [table.table for table in found.plan.tables] == ["service_case"]
    assert through_a_frame(found) == found


def test_a_correction_of_how_a_file_is_written_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("办件编号;渠道,备注\n1;网上,a\n2;窗口,b\n", "utf-8")
    found = _look(path)
    spec = replace(found.sources[0].spec, delimiter=";")
    again = look(LookRequest((path,), None, (spec,)), ROOT, Silent())
    assert again.sources[0].delimiter == ";"
    assert again.sources[0].columns == ("办件编号", "渠道,备注")


def test_a_mapping_that_is_there_is_taken(register: Path, tmp_path: Path) -> None:
    found = _look(register)
    mapping = tmp_path / "m.toml"
    mapping.write_text(plan_text(found.plan), "utf-8")
    again = look(LookRequest((register,), mapping), ROOT, Silent())
    assert again.plan == found.plan
    with pytest.raises(InputError, match="file-not-found"):
        look(LookRequest((tmp_path / "other.csv",), mapping), ROOT, Silent())


def test_identifiers_of_people_are_masked(tmp_path: Path) -> None:
    path = tmp_path / "benefits.csv"
    path.write_text(BENEFITS, "utf-8")
    (card,) = _look(path).sources
    assert "领取人身份证号" in card.masked
    assert not any("19900101" in cell for row in card.rows for cell in row)
    assert mask("440301199001011234") == "44" + HIDDEN * 14 + "34"
    assert mask("12345") == HIDDEN * 5
    assert personal_columns(("a",), [["x"], ["y"]]) == ()


def test_a_trial_counts_what_the_build_counts_and_leaves_nothing(
    register: Path, tmp_path: Path, home: Path
) -> None:
    found = _look(register)
    tried = try_plan(TryRequest(_files(found), found.plan), ROOT, Silent())
    mapping = tmp_path / "m.toml"
    mapping.write_text(plan_text(found.plan), "utf-8")
    real = import_sources(ImportRequest((mapping,), tmp_path / "o.duckdb", threads=1), CONTRACT, Silent())
    assert (
        (tried.read, tried.accepted, tried.rejected) == (real.read, real.accepted, real.rejected) == (7, 4, 3)
    )
    assert tried.whole
    assert sum(one.count for one in tried.refusals) == sum(real.reasons.values())
    with duckdb.connect(str(tmp_path / "o.duckdb"), read_only=True) as held:
        lines = held.sql("SELECT line FROM rejected WHERE reason = 'missing'").fetchall()
    told = next(one for one in tried.refusals if one.reason == "missing")
    assert [(line,) for line in told.lines] == lines
    assert {one.dimension for one in tried.dimensions if one.tally.checked} >= {"completeness", "accuracy"}
    assert list((home / "cache" / TRIALS).iterdir()) == []
    assert through_a_frame(tried) == tried


def test_a_trial_shows_how_the_first_cells_are_read(tmp_path: Path) -> None:
    path = tmp_path / "办件登记.csv"
    path.write_text(
        "办件编号;渠道;费用;申请人手机;受理日期\n1;网上;;13800138000;2026年1月2日\n2;窗口;1.234,56;1;3\n",
        "utf-8",
    )
    found = _look(path)

    def values(plan: BuildPlan) -> dict[str, tuple[str, str | None]]:
        told = try_plan(TryRequest(_files(found), plan), ROOT, Silent())
        assert through_a_frame(told) == told
        return {one.column: (one.cell, one.value) for one in told.values}

    read = values(found.plan)
    assert read["fee_charged"] == ("1.234,56", "1234.56")
    assert read["channel"] == ("网上", "web")
    assert all("13800138000" not in pair for pair in read.values())
    (table,) = found.plan.tables
    usual = tuple(replace(one, thousands="", decimal="") for one in table.columns)
    plan = replace(found.plan, tables=(replace(table, columns=usual),))
    assert values(plan)["fee_charged"] == ("1.234,56", None)


def test_a_trial_says_which_keys_the_build_will_miss(tmp_path: Path) -> None:
    path = tmp_path / "benefits.csv"
    path.write_text(BENEFITS, "utf-8")
    found = _look(path)
    told = try_plan(TryRequest(_files(found), found.plan), ROOT, Silent())
    assert told.keyless == ("benefit-grant",)
    assert "recipient" not in {one.column for one in told.values}


def test_a_trial_of_the_beginning_says_so(tmp_path: Path) -> None:
    path = tmp_path / "payments.csv"
    rows = "".join(f"P{n},2026-01-05,{n}.50\n" for n in range(50))
    path.write_text("付款编号,付款日期,金额\n" + rows, "utf-8")
    found = _look(path)
    tried = try_plan(TryRequest(_files(found), found.plan, most=20), ROOT, Silent())
    assert (tried.read, tried.whole) == (20, False)


def test_a_plan_at_fault_is_told_and_leaves_nothing(register: Path, home: Path) -> None:
    found = _look(register)
    table = found.plan.tables[0]
    broken = replace(table, columns=(*table.columns[1:], ColumnMapping("case_id", expression="nope(")))
    plan = replace(found.plan, tables=(broken,))
    with pytest.raises(InputError):
        try_plan(TryRequest(_files(found), plan), ROOT, Silent())
    assert list((home / "cache" / TRIALS).iterdir()) == []


def test_saving_writes_mapping_extract_and_manifest(register: Path, tmp_path: Path) -> None:
    found = _look(register)
    plan = replace(found.plan, extract=EXTRACT)
    request = SaveRequest(_files(found), plan, tmp_path / "x.toml", tmp_path / "x.duckdb")
    made = save(request, ROOT, SystemClock(), Silent())
    assert (made.read, made.accepted, made.signed, made.unchanged) == (7, 4, False, False)
    assert made.manifest.is_file() and made.target.is_file()
    assert read_text(made.mapping.read_text("utf-8"), CONTRACT) == plan
    assert save(request, ROOT, SystemClock(), Silent()).unchanged
    assert date.fromisoformat(str(plan.extract["destroy_by"])).year == 2027


def test_rejected_rows_are_kept_where_somebody_said_a_passphrase(
    register: Path, tmp_path: Path, home: Path
) -> None:
    found = _look(register)
    request = SaveRequest(
        _files(found),
        replace(found.plan, extract=EXTRACT),
        tmp_path / "x.toml",
        tmp_path / "x.duckdb",
        sealed=SECRET,
    )
    made = save(request, ROOT, SystemClock(), Silent())
    assert made.rejected == 3
    assert made.rejected_rows == tmp_path / "x.duckdb.rejected"
    assert len(list(read_sealed(made.rejected_rows, SECRET))) == 3
    assert save(replace(request, sealed=""), ROOT, SystemClock(), Silent()).rejected_rows is None


def test_without_what_may_write_it_nothing_is_encrypted_and_nothing_is_made(
    register: Path, tmp_path: Path, home: Path
) -> None:
    found = _look(register)
    request = SaveRequest(
        _files(found),
        replace(found.plan, extract=EXTRACT),
        tmp_path / "x.toml",
        tmp_path / "x.duckdb",
        closed=SECRET,
    )
    with pytest.raises(KeyStoreError) as caught:
        save(request, ROOT, SystemClock(), Silent())
    assert caught.value.key == "encrypt-needs"
    assert not list(tmp_path.glob("x.*"))
    assert SECRET not in repr(request)


def test_what_cannot_be_saved_is_refused_before_anything_is_written(register: Path, tmp_path: Path) -> None:
    found = _look(register)
    nobody = SaveRequest(_files(found), found.plan, tmp_path / "x.toml", tmp_path / "x.duckdb")
    with pytest.raises(InputError, match="build-extract-silent"):
        save(nobody, ROOT, SystemClock(), Silent())
    signed = replace(nobody, plan=replace(found.plan, extract=EXTRACT), identity="zhang", keys=tmp_path)
    with pytest.raises((SigningError, KeyStoreError)):
        save(signed, ROOT, SystemClock(), Silent())
    assert not (tmp_path / "x.duckdb").exists()


@settings(max_examples=40, deadline=None)
@given(
    spec=st.builds(
        SourceSpec,
        name=st.just("s"),
        file=TEXT.filter(bool),
        encoding=st.sampled_from(["", "gb18030"]),
        delimiter=st.sampled_from(["", "\t", ";", '"']),
        missing=st.lists(TEXT, max_size=2).map(tuple),
        skip_rows=st.integers(0, 9),
        header_rows=st.integers(1, 3),
    ),
    column=TEXT.filter(bool),
    values=st.dictionaries(TEXT, TEXT, max_size=3),
    constant=st.one_of(st.integers(-9, 9), st.booleans(), TEXT),
)
def test_a_plan_reads_back_as_it_was_written(
    spec: SourceSpec, column: str, values: dict[str, str], constant: str | int | bool
) -> None:
    columns = (
        ColumnMapping("payment_id", column=column, values=values or None, default="0"),
        ColumnMapping("amount", constant=constant),
        ColumnMapping("paid_on", column=column, formats=("%Y-%m-%d", "excel")),
        ColumnMapping("vendor_id", expression="\"a\" || 'b'", pseudonym=Pseudonym("k", "account")),
    )
    other = SourceSpec("t", "t.csv")
    table = TableMapping("payment", "s", columns, (column,), "1 = 1", (Join("t", {column: "id"}),))
    plan = BuildPlan((spec, other), (table,), EXTRACT)
    assert read_text(plan_text(plan), CONTRACT) == plan


def test_volumes_and_pieces_are_one_source_each(tmp_path: Path) -> None:
    """From two discs, as the wizard is given them: looked at, tried and built as one source."""
    lines = REGISTER.splitlines(keepends=True)
    head, rows = lines[:3], lines[3:]
    discs = [tmp_path / "disc1", tmp_path / "disc2"]
    files: list[Path] = []
    for number, disc in enumerate(discs, 1):
        disc.mkdir()
        part = rows[:4] if number == 1 else rows[4:]
        files.append(disc / f"办件_{number}.csv")
        files[-1].write_bytes("".join([*head, *part]).encode("gb18030"))
    whole = BENEFITS.encode()
    for number, piece in enumerate((whole[:200], whole[200:]), 1):
        files.append(discs[number - 1] / f"发放.csv.{number:03}")
        files[-1].write_bytes(piece)
    found = _look(*files)
    assert [(card.spec.file, len(card.files)) for card in found.sources] == [
        ("办件_*.csv", 2),
        ("发放.csv", 2),
    ]
    assert through_a_frame(found) == found
    volumes = tuple(file for card in found.sources for file in card.files)
    tried = try_plan(TryRequest(_files(found), found.plan, volumes=volumes), ROOT, Silent())
    alone = tmp_path / "办件.csv"
    alone.write_bytes(REGISTER.encode("gb18030"))
    (tmp_path / "发放.csv").write_bytes(whole)
    one = _look(alone, tmp_path / "发放.csv")
    once = try_plan(TryRequest(_files(one), one.plan), ROOT, Silent())
    assert (tried.read, tried.accepted, tried.rejected) == (once.read, once.accepted, once.rejected)
    mapping = tmp_path / "m.toml"
    mapping.write_text(plan_text(found.plan), "utf-8")
    assert look(LookRequest(tuple(files), mapping), ROOT, Silent()).sources[0].files == tuple(files[:2])
    with pytest.raises(InputError, match="source-volume-missing"):
        look(LookRequest(tuple(files[1:]), mapping), ROOT, Silent())
