"""Audit samples over a real extract: drawn in exact cents, out as a sheet, back checked, drawn again and compared."""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from console.cli.main import run
from console.domain.ports import Silent
from console.errors import ExitCode, InputError, UsageError
from console.i18n import Phrases
from console.jobs.extract import OpenedExtract
from console.jobs.sampling import draw, evaluate
from console.jobs.sampling_answers import CheckedItem, DrawnSample, SamplingRequest
from console.jobs.sampling_sheet import HEAD, make_sheet, take_sheet
from console.jobs.theme_answers import PageScope
from console.paths import resource_root
from tests.jobs.page_sample import opened, tiny
from tests.jobs.test_supplement import Desk, copied, made

__all__ = ["made"]  # the signed extract, made once

PHRASES = Phrases("zh-CN", resource_root() / "phrases")
SHEET, HIDDEN = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"


def payments() -> list[dict[str, Any]]:
    amounts = random.Random(3)
    rows: list[dict[str, Any]] = [
        {
            "payment_id": f"P{n:04}",
            "organisation_id": f"O{n % 3}",
            "vendor_id": f"V{n % 17}",
            "amount": f"{Decimal(int(amounts.paretovariate(1.2) * 10_000)) / 100}",
            "paid_on": f"2026-0{1 + n % 6}-15",
            "summary": "付款",
        }
        for n in range(400)
    ]
    rows[7]["amount"] = -500
    rows[8] |= {"amount": 700, "reverses": None}
    return [*rows, {"payment_id": "P9000", "amount": 900, "paid_on": "2026-02-15", "reverses": "P0008"}]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny(
        tmp_path_factory.mktemp("sampling") / "x.duckdb",
        {"payment": payments(), "organisation": [{"organisation_id": name} for name in ("O0", "O1", "O2")]},
    )


@pytest.fixture(scope="module")
def extract(file: Path) -> Iterator[OpenedExtract]:
    with opened(file) as held:
        yield held


def drawn(extract: OpenedExtract, **told: Any) -> DrawnSample:
    return draw(extract, SamplingRequest(**{"size": 40, "seed": 5, **told}), Silent())


def population() -> list[tuple[str, int]]:
    out = {"P0007", "P0008", "P9000"}  # below zero, reversed, the reversal
    held = [(str(row["payment_id"]), round(float(row["amount"]) * 100)) for row in payments()]
    return sorted(one for one in held if one[0] not in out)


def test_monetary_units_are_hit_as_counted_by_hand(extract: OpenedExtract) -> None:
    sample = drawn(extract)
    held = population()
    total = sum(cents for _, cents in held)
    interval = -(-total // 40)
    hits = range(random.Random(5).randrange(interval), total, interval)
    wanted: dict[str, int] = {}
    passed = 0
    for key, cents in held:
        count = sum(passed <= hit < passed + cents for hit in hits)
        if count:
            wanted[key] = count
        passed += cents
    assert {item.key: item.hits for item in sample.items} == wanted
    assert (sample.rows, sample.amount, sample.interval) == (
        398,
        Decimal(total) / 100,
        Decimal(interval) / 100,
    )
    large = {key for key, cents in held if cents >= interval}
    assert large <= set(wanted)


@pytest.mark.parametrize("method", ["monetary", "stratified", "random"])
def test_the_same_seed_draws_the_same(extract: OpenedExtract, method: str) -> None:
    once = drawn(extract, method=method)
    assert drawn(extract, method=method) == once
    assert drawn(extract, method=method, seed=6).items != once.items
    assert drawn(extract, method=method, seed=6).sample_id != once.sample_id


def test_strata_hold_about_the_same_money_and_share_the_sample(extract: OpenedExtract) -> None:
    sample = drawn(extract, method="stratified", strata=4)
    assert sum(one.rows for one in sample.strata) == sample.rows
    assert sum(one.amount for one in sample.strata) == sample.amount
    assert sum(one.drawn for one in sample.strata) == len(sample.items) == 40
    for one in sample.strata:
        assert one.drawn == sum(item.stratum == one.number for item in sample.items) <= one.rows
    assert sample.strata[0].rows < sample.strata[-1].rows  # the largest amounts come first


def test_a_scope_draws_only_its_own(extract: OpenedExtract) -> None:
    sample = drawn(extract, method="random", scope=PageScope(organisation_id="O1"))
    place = sample.columns.index("organisation_id")
    assert {item.told[place] for item in sample.items} == {"O1"}


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ({"method": "guess"}, "sampling-method"),
        ({"table": "vendor"}, "sampling-table"),
        ({"table": "contract"}, "sampling-missing"),
        ({"size": 399}, "sampling-size"),
        ({"size": 0}, "sampling-size"),
        ({"method": "stratified", "strata": 41}, "sampling-strata"),
        ({"scope": PageScope(organisation_id="O9")}, "scope-organisation"),
    ],
)
def test_what_cannot_be_drawn_says_so(extract: OpenedExtract, told: Mapping[str, Any], key: str) -> None:
    with pytest.raises(UsageError) as caught:
        drawn(extract, **told)
    assert caught.value.key == key


def checked(sample: DrawnSample, wrong: Mapping[int, Decimal]) -> list[CheckedItem]:
    return [
        CheckedItem(item.key, item.book, wrong.get(n, item.book), "amount" if n in wrong else "none", "")
        for n, item in enumerate(sample.items)
    ]


def test_a_clean_random_sample_bounds_the_rate_and_no_money(extract: OpenedExtract) -> None:
    found = evaluate(*(sample := drawn(extract, method="random"), checked(sample, {})))
    assert (found.errors, found.projected, found.upper) == (0, Decimal("0.00"), None)
    assert found.rate_upper == pytest.approx(1 - 0.05 ** (1 / 40))


def test_errors_of_a_monetary_sample_are_projected(extract: OpenedExtract) -> None:
    sample = drawn(extract)
    assert sample.interval is not None
    small = next(n for n, item in enumerate(sample.items) if item.book < sample.interval)
    found = evaluate(sample, checked(sample, {small: Decimal(0)}))
    assert found.overstated == sample.items[small].book
    assert found.upper is not None and found.upper > found.projected > found.overstated
    assert isinstance(found.upper, Decimal)


def filled(
    sheet: bytes,
    sample: DrawnSample,
    answers: Mapping[int, tuple[str, str]],
    swap: tuple[str, str, str] = ("", "", ""),
) -> bytes:
    """Fill in the audited amounts as a person would: the book amount, but for what ``answers`` say by number of the item."""
    with ZipFile(io.BytesIO(sheet)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    first = 3 + len(sample.columns)  # the column of the book amount, counted from one
    for number, item in enumerate(sample.items, 1):
        for offset, words in enumerate(answers.get(number, (str(item.book), ""))):
            place = f"{chr(65 + first + offset)}{HEAD + number}"
            empty = re.compile(rf'<c r="{place}" s="(\d+)"/>')
            cell = rf'<c r="{place}" s="\1" t="inlineStr"><is><t>{words}</t></is></c>'
            files[SHEET], count = empty.subn(cell, files[SHEET])
            assert count == 1, place
    if swap[0]:
        assert swap[1] in files[swap[0]]
        files[swap[0]] = files[swap[0]].replace(*swap[1:])
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.fixture(scope="module")
def sample(extract: OpenedExtract) -> DrawnSample:
    return drawn(extract)


@pytest.fixture(scope="module")
def sheet(extract: OpenedExtract, sample: DrawnSample) -> bytes:
    return make_sheet(sample, extract, PHRASES)


def test_a_sheet_goes_out_and_comes_back(
    extract: OpenedExtract, sample: DrawnSample, sheet: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "back.xlsx"
    path.write_bytes(filled(sheet, sample, {3: ("0.00", "无凭据"), 5: ("1", "")}))
    found, table = take_sheet(path, extract, Silent())
    assert table == "payment"
    assert (found.items, found.errors) == (len(sample.items), 2)
    assert [found.checked[2].error, found.checked[4].error, found.checked[0].error] == [
        "unsupported",
        "amount",
        "none",
    ]
    assert found.overstated == sample.items[2].book + sample.items[4].book - 1


def test_a_sheet_that_was_changed_or_is_not_done_is_refused(
    extract: OpenedExtract, sample: DrawnSample, sheet: bytes, tmp_path: Path
) -> None:
    key = sample.items[1].key
    cases = {
        "sampling-unanswered": sheet,
        "sampling-amount": filled(sheet, sample, {2: ("about ten", "")}),
        "sampling-error": filled(sheet, sample, {2: ("0.01", "无差错")}),
        "sampling-other": filled(sheet, sample, {}, (SHEET, key, "P9999")),
        "sampling-none": filled(sheet, sample, {}, (HIDDEN, "plumbline-audit-sample/1", "other/1")),
    }
    for wanted, content in cases.items():
        path = tmp_path / f"{wanted}.xlsx"
        path.write_bytes(content)
        with pytest.raises(InputError) as caught:
            take_sheet(path, extract, Silent())
        assert caught.value.key == wanted


def test_another_seed_in_the_hidden_sheet_is_found_out(
    extract: OpenedExtract, sample: DrawnSample, sheet: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "forged.xlsx"
    path.write_bytes(filled(sheet, sample, {}, (HIDDEN, sample.sample_id, "0123456789ab")))
    with pytest.raises(InputError) as caught:
        take_sheet(path, extract, Silent())
    assert caught.value.key == "sampling-other"


def test_the_commands_go_the_whole_way_to_a_supplement(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.duckdb"
    own.write_bytes(file.read_bytes())
    out = tmp_path / "sheet.xlsx"
    told = ["--table", "payment", "--method", "random", "--size", "20", "--seed", "9"]
    assert run(["audit-sample", "out", str(own), "--out", str(out), *told, "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["sample"]["rows"] == 398
    assert run(["audit-sample", "out", str(own), "--out", str(out)]) == ExitCode.USAGE
    with opened(own) as extract:
        drawn_again = draw(extract, SamplingRequest("payment", "random", 20, 9), Silent())
    out.write_bytes(filled(out.read_bytes(), drawn_again, {1: ("0", "无凭据"), 2: ("0", "其他")}))
    assert run(["audit-sample", "in", str(own), str(out)]) == ExitCode.OK
    assert drawn_again.sample_id in capsys.readouterr().out


def test_what_was_found_becomes_a_signed_supplement(
    made: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = copied(made, tmp_path)
    out, trust = tmp_path / "sheet.xlsx", ["--trust", str(desk.trust)]
    told = ["audit-sample", "out", str(desk.extract), "--size", "2", "--method", "random", "--out", str(out)]
    assert run([*told, *trust]) == ExitCode.OK
    with desk.open() as extract:
        drawn_again = draw(extract, SamplingRequest("payment", "random", 2, 1), Silent())
    out.write_bytes(filled(out.read_bytes(), drawn_again, {1: ("1.50", "无凭据")}))
    capsys.readouterr()
    back = ["audit-sample", "in", str(desk.extract), str(out), "--supplement", "--json", *trust, *desk.keys]
    assert run(back) == ExitCode.OK
    answer = json.loads(capsys.readouterr().out)
    assert answer["supplement"].endswith(".duckdb")
    rows = desk.rows(
        "SELECT sample_id, error_kind, audited_amount FROM audit_sample_item ORDER BY error_kind"
    )
    assert [row[:2] for row in rows] == [
        (drawn_again.sample_id, "none"),
        (drawn_again.sample_id, "unsupported"),
    ]
    assert rows[1][2] == Decimal("1.50")
    assert run(back) == ExitCode.USAGE  # the same sheet once more adds nothing
