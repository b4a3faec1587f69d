"""Owns the tests of flags that judge parties of several roles, or what awards hold. It refuses copied reference data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from console.domain.ports import Silent
from console.jobs.method_ocds import FlagRequest, flag
from console.paths import resource_root


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))


def _bid(status: str, amount: float | None = None, tenderer: str = "") -> dict[str, Any]:
    value = {"value": {"currency": "CNY", **({} if amount is None else {"amount": amount})}}
    return {"status": status, **value, **({"tenderers": [{"id": tenderer}]} if tenderer else {})}


def _release(ocid: str, *bids: dict[str, Any], award: str = "active", **tender: Any) -> dict[str, Any]:
    return {"ocid": ocid, "bids": {"details": list(bids)}, "awards": [{"status": award}], "tender": tender}


def _flags(folder: Path, code: str, releases: list[dict[str, Any]], **parameters: float) -> Any:
    path = folder / "releases.jsonl"
    path.write_text("\n".join(json.dumps(release) for release in releases), "utf-8")
    changed = {code: parameters} if parameters else {}
    return flag(FlagRequest(path, (code,), parameters=changed), resource_root(), Silent()).flags


def test_a_lowest_bid_that_was_disqualified_flags_its_process(tmp_path: Path) -> None:
    low, high = _bid("disqualified", 8), _bid("valid", 9)
    releases = [
        _release("lowest", low, high),
        _release("withdrawn", low, high, _bid("withdrawn", 1), _bid("invited", 1)),
        _release("equal", _bid("valid", 8), low),
        _release("pending", low, high, _bid("pending", 1)),
        _release("valid", low, _bid("valid", 7)),
        _release("unpriced", low, _bid("valid")),
        _release("undecided", low, high, award="pending"),
        _release("cancelled", low, high, status="cancelled"),
        _release("not compared", low, high, procurementMethodDetails="NPC"),
        _release("left out", low, high, procurementMethodDetails="EXC"),
    ]
    told = {name: {"R036": 1.0} for name in ("lowest", "withdrawn", "equal")}
    assert _flags(tmp_path, "R036", releases) == {"OCID": told}


def test_buyers_entities_and_tenderers_are_each_held_against_their_own_kind(tmp_path: Path) -> None:
    lost = [_bid("disqualified", tenderer="D"), _bid("disqualified", tenderer="D")]
    releases = [_release("0", *lost, procuringEntity={"id": "P"}) | {"buyer": {"id": "B"}}]
    releases += [
        _release(str(n), _bid("valid", tenderer=f"W{n}"), _bid("valid", tenderer=f"W{n}"))
        | {"buyer": {"id": f"b{n}"}}
        for n in range(1, 9)
    ]
    releases.append(_release("x", *lost, status="cancelled") | {"buyer": {"id": "b1"}})
    # Eight of nine reject nothing: the fence lies at zero, and nobody is beyond it.
    assert _flags(tmp_path, "R038", releases, minimum_contracting_processes=2) == {
        "ProcuringEntity": {"P": {"R038": 1.0}}
    }
    found = _flags(tmp_path, "R038", releases, threshold=0.5)
    flagged = {"R038": 1.0}
    assert found == {"Buyer": {"B": flagged}, "ProcuringEntity": {"P": flagged}, "Tenderer": {"D": flagged}}


def test_variety_counts_first_levels_of_what_one_supplier_alone_was_awarded(tmp_path: Path) -> None:
    def won(ocid: str, codes: list[str], *suppliers: str, status: str = "active") -> dict[str, Any]:
        items = [{"classification": {"id": code}} for code in codes]
        award = {"status": status, "suppliers": [{"id": name} for name in suppliers], "items": items}
        return {"ocid": ocid, "awards": [award]}

    releases = [won(f"{name}", ["10000000", "10200000"], name) for name in "abcd"]
    releases += [won("f", ["10000000"], "F"), won("g", ["31000000"], "F")]
    releases += [won("joint", ["10", "20"], "S", "T"), won("lost", ["10", "20"], "U", status="unsuccessful")]
    assert _flags(tmp_path, "R048", releases, minimum_contracting_processes=1) == {
        "Tenderer": {"F": {"R048": 2.0}}
    }
    assert _flags(tmp_path, "R048", releases) == {}
