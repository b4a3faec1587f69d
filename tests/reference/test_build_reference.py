"""Owns the tests of real registers with known answers, read in place. It refuses to copy any of them."""

from __future__ import annotations

import itertools
import json
import os
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from console.catalogue.contract import read_contract
from console.domain.contract import Contract
from console.domain.ports import Silent
from console.engine.build import BuildOutcome
from console.engine.connection import Connection, connect
from console.engine.quality import check_quality
from console.jobs.importing import ImportRequest, import_sources
from console.paths import resource_root

HERE = Path(__file__).parent
REFERENCE = Path(
    os.environ.get("PLUMBLINE_REFERENCE", resource_root().parent.parent / "shared" / "reference")
)

pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="no reference data here")


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(resource_root() / "contract")


def built(folder: Path, contract: Contract, *names: str) -> BuildOutcome:
    mappings = tuple(HERE / f"{name}.toml" for name in names)
    return import_sources(ImportRequest(mappings, folder / "out.duckdb", REFERENCE), contract, Silent())


def opened(outcome: BuildOutcome, contract: Contract, folder: Path) -> Connection:
    return connect(outcome.target, contract, spill=folder / "spill")


@pytest.fixture(scope="module")
def receipt(
    tmp_path_factory: pytest.TempPathFactory, contract: Contract
) -> tuple[BuildOutcome, dict[str, Any]]:
    told = json.loads((REFERENCE / "process" / "receipt.expected.json").read_text("utf-8"))
    return built(tmp_path_factory.mktemp("receipt"), contract, "receipt"), told["log"]


def test_every_case_and_event_of_the_permit_log_arrives(
    receipt: tuple[BuildOutcome, dict[str, Any]], contract: Contract, tmp_path: Path
) -> None:
    outcome, log = receipt
    assert (outcome.read, outcome.accepted, outcome.rejected) == (log["events"], log["events"], 0)
    with opened(outcome, contract, tmp_path) as connection:
        assert connection.row("SELECT count(*) FROM service_case")[0] == log["cases"]
        assert connection.row("SELECT count(*), count(DISTINCT activity) FROM case_event") == (
            log["events"],
            log["activities"],
        )
        first, last = connection.row(
            "SELECT min(occurred_at AT TIME ZONE 'Europe/Amsterdam')::VARCHAR, "
            "max(occurred_at AT TIME ZONE 'Europe/Amsterdam')::VARCHAR FROM case_event"
        )
    assert datetime.fromisoformat(first) == datetime.fromisoformat(log["min_ts"])
    assert datetime.fromisoformat(last) == datetime.fromisoformat(log["max_ts"])


def test_the_process_is_the_one_two_other_tools_found(
    receipt: tuple[BuildOutcome, dict[str, Any]], contract: Contract, tmp_path: Path
) -> None:
    outcome, log = receipt
    with opened(outcome, contract, tmp_path) as connection:
        traces = connection.rows("SELECT list(activity ORDER BY sequence) FROM case_event GROUP BY case_id")
        ordered = connection.row(
            "SELECT bool_and(occurred_at >= before) FROM (SELECT occurred_at, "
            "lag(occurred_at) OVER (PARTITION BY case_id ORDER BY sequence) AS before FROM case_event)"
        )
        spans = connection.row(
            "SELECT median(s), avg(s), max(s) FROM (SELECT epoch(max(occurred_at AT TIME ZONE 'Europe/Amsterdam') "
            "- min(occurred_at AT TIME ZONE 'Europe/Amsterdam')) AS s FROM case_event GROUP BY case_id)"
        )
    paths = [tuple(trace) for (trace,) in traces]
    assert ordered == (True,)
    assert dict(Counter(path[0] for path in paths)) == log["start_activities"]
    assert dict(Counter(path[-1] for path in paths)) == log["end_activities"]
    assert len(set(paths)) == log["variants"]
    follows = Counter(pair for path in paths for pair in itertools.pairwise(path))
    assert (len(follows), follows.total()) == (log["dfg_edges"], log["dfg_total"])
    assert [[*pair, count] for pair, count in follows.most_common(3)] == log["dfg_top10"][:3]
    expected = log["case_duration_s"]
    assert spans == pytest.approx((expected["median"], expected["mean"], expected["max"]))


def test_channels_that_are_none_of_ours_are_missing_and_not_wrong(
    receipt: tuple[BuildOutcome, dict[str, Any]], contract: Contract, tmp_path: Path
) -> None:
    outcome, _ = receipt
    with opened(outcome, contract, tmp_path) as connection:
        channels: dict[Any, int] = dict(
            connection.rows("SELECT channel, count(*) FROM service_case GROUP BY 1")
        )
        dated = connection.row(
            "SELECT count(promised_on), count(closed_on), min(promised_on) FROM service_case"
        )
        failed = [
            row
            for row in check_quality(connection, contract, Silent())
            if row.failed and row.check in {"key", "null", "blank", "allowed", "finite", "reference"}
        ]
    assert set(channels) == {"web", "counter", None}
    assert sum(channels.values()) == 1434
    assert dated == (1434, 1329, date(2010, 11, 26))
    assert failed == []


def test_every_payment_arrives_to_the_cent(contract: Contract, tmp_path: Path) -> None:
    outcome = built(tmp_path, contract, "payments")
    assert (outcome.read, outcome.accepted, outcome.rejected) == (189_470, 189_470, 0)
    told = json.loads((REFERENCE / "funds" / "expected.json").read_text("utf-8"))["corporate_payments"]
    most = told["most_repeated_amount"]
    with opened(outcome, contract, tmp_path) as connection:
        assert connection.row("SELECT count(*) FROM payment WHERE amount > 0")[0] == told["n"]
        repeated = connection.row(
            "SELECT amount, count(*) FROM payment GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
        )
        total = connection.row("SELECT sum(amount) FROM payment")[0]
        vendors = connection.row("SELECT count(*) FROM payment ANTI JOIN vendor USING (vendor_id)")
    assert repeated == (Decimal(most["amount"]), most["times"])
    assert isinstance(total, Decimal)
    assert vendors == (0,)


def test_both_together_are_what_each_was_alone(
    receipt: tuple[BuildOutcome, dict[str, Any]], contract: Contract, tmp_path: Path
) -> None:
    outcome = built(tmp_path, contract, "receipt", "payments")
    assert outcome.read == 8_577 + 189_470
    assert outcome.accepted + outcome.rejected == outcome.read
    alone = {table.name: table.accepted for table in receipt[0].tables}
    together = {table.name: table.accepted for table in outcome.tables}
    assert together["service_case"] == alone["service_case"]
    assert together["organisation"] == alone["organisation"] + 1
    assert together["payment"] == 189_470
    with opened(outcome, contract, tmp_path) as connection:
        assert connection.rows("SELECT extract_id, zone FROM extract_info") == [
            ("reference-receipt", "Europe/Amsterdam")
        ]


def test_importing_twice_is_the_same(
    receipt: tuple[BuildOutcome, dict[str, Any]], contract: Contract, tmp_path: Path
) -> None:
    again = built(tmp_path, contract, "receipt")
    assert again.digest == receipt[0].digest
    assert again.tables == receipt[0].tables
