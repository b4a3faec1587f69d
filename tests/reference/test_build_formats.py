"""Owns the tests of real registers in several formats, read in place. It refuses to copy any of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from console.catalogue.contract import read_contract
from console.domain.contract import Contract
from console.domain.ports import Silent
from console.engine.build import BuildOutcome
from console.jobs.importing import ImportRequest, import_sources
from console.paths import resource_root
from tests.reference.test_build_reference import HERE, REFERENCE

pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="no reference data here")
OCDS = REFERENCE / "funds" / "ocds"
FIXTURES = sorted(OCDS.glob("*.jsonl")) if OCDS.is_dir() else []


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(resource_root() / "contract")


def content(path: Path) -> dict[str, list[Any]]:
    """Return every cell of every table."""
    with duckdb.connect(str(path), read_only=True) as made:
        names = [row[0] for row in made.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {name: made.execute(f'SELECT * FROM "{name}" ORDER BY ALL').fetchall() for name in names}


def test_a_log_as_csv_and_as_xes_is_the_same_extract_cell_for_cell(
    contract: Contract, tmp_path: Path
) -> None:
    told = (HERE / "receipt.toml").read_text("utf-8")
    (tmp_path / "xes.toml").write_text(told.replace("receipt.csv", "08_receipt.xes.gz"), "utf-8")
    built = [
        import_sources(ImportRequest((mapping,), tmp_path / name, REFERENCE), contract, Silent())
        for mapping, name in ((HERE / "receipt.toml", "csv.duckdb"), (tmp_path / "xes.toml", "xes.duckdb"))
    ]
    as_csv, as_xes = (content(outcome.target) for outcome in built)
    assert as_csv == as_xes
    assert len(as_csv["case_event"]) == 8577
    assert built[0].digest == built[1].digest
    assert built[0].counts() == built[1].counts()


def releases(contract: Contract, folder: Path, source: Path) -> BuildOutcome:
    told = (resource_root() / "mappings" / "ocds.toml").read_text("utf-8")
    (folder / "m.toml").write_text(told.replace("releases.jsonl", source.name), "utf-8")
    request = ImportRequest((folder / "m.toml",), folder / "out.duckdb", source.parent)
    return import_sources(request, contract, Silent())


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_open_contracting_fixtures_load(contract: Contract, tmp_path: Path, path: Path) -> None:
    told = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    bids = [bid for each in told for bid in each.get("bids", {}).get("details", [])]
    vendors = {party["id"] for bid in bids for party in bid.get("tenderers", [])}
    vendors |= {
        party["id"]
        for each in told
        for award in each.get("awards", [])
        for party in award.get("suppliers", [])
    }
    outcome = releases(contract, tmp_path, path)
    assert outcome.accepted + outcome.rejected == outcome.read
    tables = {table.name: (table.read, table.accepted) for table in outcome.tables}
    assert tables["tender"][0] == len(told)
    assert tables["bid"] == (len(bids), len(bids))
    assert tables["vendor"] == (len(vendors), len(vendors))
    assert outcome.rejected == (2 if path.stem == "R003" else 0)


def test_a_package_gives_what_its_lines_give(contract: Contract, tmp_path: Path) -> None:
    source = OCDS / "R025.jsonl"
    lines = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    packed = {
        "version": "1.1",
        "records": [{"ocid": each["ocid"], "compiledRelease": each} for each in lines],
    }
    (tmp_path / "package.json").write_text(json.dumps(packed, indent=2), "utf-8")
    (tmp_path / "one").mkdir()
    one = releases(contract, tmp_path / "one", source)
    two = releases(contract, tmp_path, tmp_path / "package.json")
    assert two.digest == one.digest


def test_parties_amounts_and_methods_stand_where_they_belong(contract: Contract, tmp_path: Path) -> None:
    release = {
        "ocid": "ocds-1",
        "buyer": {"id": "B", "name": "某局"},
        "tender": {"procurementMethod": "direct", "value": {"amount": 1000000.10, "currency": "CNY"}},
        "bids": {
            "details": [
                {
                    "id": "1",
                    "status": "valid",
                    "value": {"amount": 5, "currency": "USD"},
                    "tenderers": [{"id": "V"}],
                },
                {"id": "2", "status": "valid", "tenderers": [{"id": "V"}, {"id": "W"}]},
            ]
        },
        "awards": [{"id": "a1", "suppliers": [{"id": "V", "name": "某公司"}]}],
        "contracts": [
            {"id": "c1", "awardID": "a1", "dateSigned": "2026-01-02T00:00:00Z", "value": {"amount": 7}}
        ],
    }
    (tmp_path / "r.json").write_text(json.dumps(release), "utf-8")
    outcome = releases(contract, tmp_path, tmp_path / "r.json")
    with duckdb.connect(str(outcome.target), read_only=True) as made:
        assert made.execute(
            "SELECT tender_id, organisation_id, method, estimated::VARCHAR FROM tender"
        ).fetchall() == [("ocds-1", "B", "single_source", "1000000.10")]
        assert made.execute("SELECT vendor_id, amount FROM bid ORDER BY bid_id").fetchall() == [
            ("V", None),
            (None, None),
        ]
        assert made.execute(
            "SELECT contract_id, vendor_id, amount::VARCHAR, signed_on::VARCHAR FROM contract"
        ).fetchall() == [("ocds-1#c1", "V", "7.00", "2026-01-02")]
        assert made.execute("SELECT name FROM organisation").fetchall() == [("某局",)]
