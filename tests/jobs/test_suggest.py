"""Owns the tests of proposed mappings: what is proposed loads, builds, and says what nobody recognised."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import duckdb
import pytest

from console.catalogue.contract import read_contract
from console.catalogue.synonyms import read_synonyms
from console.domain.contract import Contract
from console.domain.ports import Silent
from console.domain.proposal import Synonyms, bare
from console.errors import DefinitionError, InputError
from console.i18n import Phrases
from console.jobs.importing import ImportRequest, import_sources
from console.jobs.suggest import SourceProposal, suggest_mapping
from console.jobs.suggest_text import mapping_text
from console.paths import resource_root
from console.sources.mapping import read_mapping
from tests.engine.test_build_registers import REGISTER
from tests.sources.workbooks import Cell, write_xlsx

ROOT = resource_root()
PHRASES = Phrases("zh-CN", ROOT / "phrases")
BENEFITS = (
    "补贴项目,领取人身份证号,发放月份,发放金额（元）,银行账号,发放日期,备注\n"
    '低保,440301199001011234,202601,"1,200.00",6222020012345678,2026年1月5日,无\n'
)


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(ROOT / "contract")


@pytest.fixture(scope="module")
def synonyms(contract: Contract) -> Synonyms:
    return read_synonyms(ROOT / "synonyms", contract)


def suggested(
    paths: list[Path], contract: Contract, synonyms: Synonyms, language: str = "zh-CN"
) -> tuple[tuple[SourceProposal, ...], dict[str, Any], Path]:
    proposals = suggest_mapping(paths, contract, synonyms, Silent())
    out = paths[0].parent / "m.toml"
    phrases = PHRASES if language == "zh-CN" else Phrases(language, ROOT / "phrases")
    out.write_text(mapping_text(proposals, ROOT / "mappings", phrases), "utf-8")
    read_mapping(out, contract)
    return proposals, tomllib.loads(out.read_text("utf-8")), out


def test_a_register_with_titles_and_merged_names_is_recognised_and_builds(
    contract: Contract, synonyms: Synonyms, tmp_path: Path
) -> None:
    path = tmp_path / "办件登记.csv"
    path.write_bytes(REGISTER.replace("\n", "\r\n").encode("gb18030"))
    _, told, out = suggested([path], contract, synonyms)
    assert told["source"]["source"] == {"file": path.name, "skip_rows": 1, "header_rows": 2, "missing": ["-"]}
    [table] = told["table"]
    assert table["table"] == "service_case"
    assert table["columns"]["case_id"] == "编号"
    assert table["columns"]["channel"] == {
        "column": "办理情况.渠道",
        "values": {"网上": "web", "窗口": "counter"},
    }
    assert table["columns"]["closed_on"]["format"] == ["%Y/%m/%d", "%Y年%m月%d日", "%d.%m.%Y", "excel"]
    outcome = import_sources(ImportRequest((out,), tmp_path / "o.duckdb", threads=1), contract, Silent())
    # A word for nothing ("无") and a date nobody can tell apart cost their rows, until a person corrects the mapping.
    assert (outcome.read, outcome.accepted) == (7, 4)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_identifiers_are_hidden_and_what_is_missing_is_said(
    contract: Contract, synonyms: Synonyms, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "benefits.csv"
    path.write_text(BENEFITS, "utf-8")
    [proposal], told, out = suggested([path], contract, synonyms, language)
    [table] = told["table"]
    assert table["table"] == "benefit_grant"
    assert table["columns"]["recipient"]["pseudonym"] == {"key": "benefit-grant", "kind": "id_number"}
    assert table["columns"]["amount"] == {"column": "发放金额（元）", "thousands": ","}
    assert proposal.tables[0].missing == ("grant_id",)
    comments = [line for line in out.read_text("utf-8").splitlines() if line.startswith("#")]
    assert any("grant_id" in line for line in comments)
    assert any("备注" in line for line in comments)
    assert "440301199001011234" not in out.read_text("utf-8")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_commas_before_decimals_are_seen_and_said(
    contract: Contract, synonyms: Synonyms, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "办件登记.csv"
    path.write_text("办件编号;渠道;费用\n1;网上;1.234,56\n2;窗口;12,5\n3;网上;0\n", "utf-8")
    _, told, out = suggested([path], contract, synonyms, language)
    [table] = told["table"]
    assert table["columns"]["fee_charged"] == {"column": "费用", "thousands": ".", "decimal": ","}
    notes = [line for line in out.read_text("utf-8").splitlines() if line.startswith("#")]
    assert any("fee_charged" in line for line in notes)
    outcome = import_sources(ImportRequest((out,), tmp_path / "o.duckdb", threads=1), contract, Silent())
    with duckdb.connect(str(outcome.target), read_only=True) as made:
        assert made.execute("SELECT sum(fee_charged)::VARCHAR FROM service_case").fetchone() == ("1247.06",)


def test_a_log_holds_cases_and_their_events(contract: Contract, synonyms: Synonyms, tmp_path: Path) -> None:
    lines = ["业务流水号,受理部门,申请时间,环节名称,经办人,办理时间"]
    lines += [
        f"A{n // 3},民政局,2026-01-02 08:00:00,受理,张三,2026-01-0{n % 9 + 1} 09:00:00" for n in range(30)
    ]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(lines), "utf-8")
    _, told, out = suggested([path], contract, synonyms)
    assert {table["table"]: table.get("distinct_on") for table in told["table"]} == {
        "service_case": ["业务流水号"],
        "case_event": None,
    }
    events = next(table for table in told["table"] if table["table"] == "case_event")
    assert events["columns"]["occurred_at"] == events["columns"]["occurred_on"] == "办理时间"
    keys = {"case-event": b"k" * 32}
    outcome = import_sources(
        ImportRequest((out,), tmp_path / "o.duckdb", threads=1, keys=keys), contract, Silent()
    )
    assert {table.name: table.accepted for table in outcome.tables if table.name != "extract_info"} == {
        "service_case": 10,
        "case_event": 30,
    }


def test_workbooks_documents_and_parquet_are_looked_at_too(
    contract: Contract, synonyms: Synonyms, tmp_path: Path
) -> None:
    cells: list[list[Cell]] = [["Payment number", "Vendor number", "Payment amount"], ["P1", "V1", 12.5]]
    book = write_xlsx(tmp_path / "payments.xlsx", {"x": cells})
    document = tmp_path / "payments.json"
    document.write_text(
        '{"data": {"list": [{"payment number": "P1", "vendor number": "V1", "payment amount": 1}]}}'
    )
    parquet = tmp_path / "payment_list.parquet"
    with duckdb.connect() as maker:
        maker.execute(
            'COPY (SELECT \'P1\' AS "payment number", \'V1\' AS "vendor number", 1.5 AS "payment amount") '
            f"TO '{parquet}' (FORMAT parquet)"
        )
    proposals, told, _ = suggested([book, document, parquet], contract, synonyms)
    assert [each.tables[0].table for each in proposals] == ["payment"] * 3
    assert list(told["source"]) == ["payments", "payments_2", "payment_list"]
    assert told["source"]["payments_2"]["rows"] == "data.list"
    assert all(set(table["columns"]) == {"payment_id", "vendor_id", "amount"} for table in told["table"])


def test_open_contracting_data_takes_the_mapping_that_is_ready(
    contract: Contract, synonyms: Synonyms, tmp_path: Path
) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"ocid": "a", "tender": {"id": "1"}}\n', "utf-8")
    _, told, _ = suggested([path], contract, synonyms)
    assert {source["file"] for source in told["source"].values()} == {"r.jsonl"}
    other = tmp_path / "b.csv"
    other.write_text(BENEFITS, "utf-8")
    with pytest.raises(InputError) as caught:
        suggested([path, other], contract, synonyms)
    assert (caught.value.key, caught.value.facts["file"]) == ("suggest-packed", "r.jsonl")


def test_what_looks_like_nothing_is_a_mapping_that_says_so(
    contract: Contract, synonyms: Synonyms, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_text('"a\u2028\n# [extract]","b\x85c"\n1,2\n', "utf-8")
    proposals, told, out = suggested([path], contract, synonyms)
    assert (proposals[0].tables, told["table"], set(told)) == ((), [], {"table", "extract", "source"})
    assert out.read_text("utf-8").splitlines().count("[extract]") == 1
    assert any("# [extract]" in line and line.startswith("#") for line in out.read_text("utf-8").splitlines())


def test_every_word_means_one_column_of_a_table(contract: Contract, synonyms: Synonyms) -> None:
    for table in contract.tables.values():
        seen: dict[str, str] = {}
        for column in table.columns:
            for word in synonyms.columns.get(f"{table.name}.{column.name}", ()):
                assert seen.setdefault(bare(word), column.name) == column.name, (table.name, word)
        for column in table.columns:
            for word in synonyms.columns.get(column.name, ()):
                assert seen.setdefault(bare(word), column.name) == column.name, (table.name, word)


def test_a_word_for_what_the_contract_has_not_is_refused(contract: Contract, tmp_path: Path) -> None:
    for name in ("columns", "values", "tables"):
        text = (ROOT / "synonyms" / f"{name}.toml").read_text("utf-8")
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    (tmp_path / "columns.toml").write_text('[columns]\ncase_idd = ["x"]\n', "utf-8")
    with pytest.raises(DefinitionError) as caught:
        read_synonyms(tmp_path, contract)
    assert caught.value.facts["nearest"] == "case_id"


def test_a_source_of_very_many_columns_is_described_within_bounds(
    contract: Contract, synonyms: Synonyms, tmp_path: Path
) -> None:
    path = tmp_path / "wide.csv"
    names = [f"测点{number}" for number in range(300)]
    path.write_text(",".join(["办件编号", *names]) + "\n" + ",".join(map(str, range(301))) + "\n", "utf-8")
    _, told, out = suggested([path], contract, synonyms)
    assert told["table"][0]["columns"]["case_id"] == "办件编号"
    assert max(map(len, out.read_text("utf-8").splitlines())) < 2_000
