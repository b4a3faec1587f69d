"""Owns the proof that a sealed request goes out in pseudonyms, and that its reply comes back as a supplement."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7

from console.cli.commands.shared import LARGEST_GIVEN
from console.cli.main import run
from console.domain.ports import Silent, SystemClock
from console.errors import ExitCode, InputError, UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.returned import take_return
from console.jobs.returned_answers import ReturnRequest
from console.jobs.sealed_request import REPLY, BenefitAsk, BenefitRequest, make_request, read_reply
from console.jobs.theme_answers import PageScope
from tests.end_to_end.briefing_papers import Bureau
from tests.signing.papers import PASSPHRASE, FixedClock
from tests.signing.test_sealing import certificate, pem


@pytest.fixture(scope="module")
def extract(bureau: Bureau) -> Iterator[OpenedExtract]:
    with bureau.opened() as held:
        yield held


@pytest.fixture(scope="module")
def request_made(extract: OpenedExtract) -> BenefitRequest:
    return make_request(extract, BenefitAsk(), Silent())


def reply(request: BenefitRequest, *changes: tuple[int, str, str]) -> bytes:
    """Answer every item with justified, but for the changes: item, column, value."""
    rows: list[dict[str, Any]] = [
        {"request": request.request_id, "item": one.item, "answer": "justified", "note": ""}
        for one in request.items
    ]
    for item, column, value in changes:
        rows[item - 1][column] = value
    stream = io.StringIO()
    writer = csv.DictWriter(stream, REPLY)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def test_it_asks_by_the_suppliers_numbers_and_names_nobody(
    extract: OpenedExtract, request_made: BenefitRequest
) -> None:
    told = json.loads(request_made.content)
    assert told["extract"]["pseudonym_scheme"]
    assert [one["item"] for one in told["items"]] == list(range(1, len(told["items"]) + 1))
    assert {one["rule"] for one in told["items"]} >= {"FUND-105", "FUND-106"}
    for one in told["items"]:
        assert one["grants"], one
        assert set(one["about"]) == set(one["innocent"]) == {"zh-CN", "en"}
        for grant in one["grants"]:
            found = extract.connection.rows(
                "SELECT recipient, CAST(amount AS VARCHAR) FROM benefit_grant WHERE grant_id = ?",
                parameters=[grant["grant_id"]],
            )
            assert found == [(grant["recipient"], grant["amount"])]


def test_the_same_extract_asks_the_same(extract: OpenedExtract, request_made: BenefitRequest) -> None:
    assert make_request(extract, BenefitAsk(), Silent()) == request_made
    one = make_request(extract, BenefitAsk(("FUND-105",)), Silent())
    assert {item.rule_id for item in one.items} == {"FUND-105"}
    assert one.request_id != request_made.request_id


def test_what_cannot_be_asked_is_refused(extract: OpenedExtract) -> None:
    with pytest.raises(UsageError, match="request-rule"):
        make_request(extract, BenefitAsk(("FUND-101",)), Silent())
    with pytest.raises(UsageError, match="scope-region"):
        make_request(extract, BenefitAsk((), PageScope("R-nowhere")), Silent())
    assert extract.manifest is not None
    clear = replace(extract, manifest=replace(extract.manifest, pseudonym_scheme=""))
    with pytest.raises(UsageError, match="request-clear"):
        make_request(clear, BenefitAsk(), Silent())


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ((1, "request", "BR-0"), "request-other"),
        ((1, "item", "0"), "request-item"),
        ((1, "item", "2"), "request-item"),
        ((1, "answer", "maybe"), "request-answer"),
    ],
)
def test_a_reply_that_does_not_fit_is_refused(
    request_made: BenefitRequest, change: tuple[int, str, str], wanted: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_reply(reply(request_made, change), "reply.csv", request_made)
    assert caught.value.key == wanted


@pytest.mark.parametrize(
    ("content", "wanted"),
    [(b"\xff\xfe\x00", "request-reply"), (b"a,b\n1,2\n", "request-reply"), (b"", "request-reply")],
)
def test_what_is_no_reply_is_refused(request_made: BenefitRequest, content: bytes, wanted: str) -> None:
    with pytest.raises(InputError) as caught:
        read_reply(content, "reply.csv", request_made)
    assert caught.value.key == wanted


def test_an_item_left_out_is_named(request_made: BenefitRequest) -> None:
    lines = reply(request_made).splitlines(keepends=True)
    with pytest.raises(InputError) as caught:
        read_reply(b"".join(lines[:-1]), "reply.csv", request_made)
    assert caught.value.facts["first"] == len(request_made.items)


def sealed(
    folder: Path, extract: Path, trust: list[str], capsys: pytest.CaptureFixture[str]
) -> tuple[str, bytes]:
    """Seal the request for a supplier, once; return its number as told, and what the supplier opens."""
    key = rsa.generate_private_key(65537, 2048)
    held, out = folder / "supplier.pem", folder / "request.p7m"
    held.write_bytes(pem(certificate(key, 4000)))
    asked = ["benefit-request", "seal", str(extract), "--recipient", str(held), "--out", str(out), *trust]
    assert run(asked) == ExitCode.OK
    told = str(json.loads(capsys.readouterr().out)["request"])
    assert run(asked) == ExitCode.USAGE  # it may be on its way
    return told, pkcs7.pkcs7_decrypt_der(out.read_bytes(), certificate(key, 4000), key, [])


def test_the_commands_go_the_whole_way_to_a_supplement(
    bureau: Bureau,
    request_made: BenefitRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(
        "console.bootstrap.SystemClock", FixedClock
    )  # the bureau's certificates are of its day
    for path in bureau.extract.parent.glob(f"{bureau.extract.name}*"):
        shutil.copy(path, tmp_path)
    own, secret = tmp_path / bureau.extract.name, tmp_path / "secret"
    secret.write_text(PASSPHRASE, "utf-8")
    secret.chmod(0o600)
    trust = ["--trust", str(bureau.trust), "--json"]
    assert sealed(tmp_path, own, trust, capsys) == (request_made.request_id, request_made.content)
    back = tmp_path / "reply.csv"
    back.write_bytes(reply(request_made, (1, "answer", "wrong"), (2, "answer", "unknown")))
    with bureau.opened(own) as extract:
        seen = take_return(extract, ReturnRequest(back), SystemClock(), Silent())
        with pytest.raises(InputError) as absent:
            take_return(extract, ReturnRequest(tmp_path / "away.csv"), SystemClock(), Silent())
    assert (seen.request_id, seen.supplement) == (request_made.request_id, "")
    assert absent.value.exit_code == ExitCode.NOT_FOUND
    keys = ["--sign", "sample", "--key-folder", str(bureau.folder / "keys"), "--passphrase-file", str(secret)]
    capsys.readouterr()
    assert run(["benefit-request", "answer", str(own), str(back), *trust, *keys]) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert (
        told["answers"]
        == {"justified": len(request_made.items) - 2, "wrong": 1, "unknown": 1}
        == seen.answers
    )
    with bureau.opened(own) as extract:
        rows = extract.connection.rows(
            "SELECT item, rule_id, subject_key, amount, answer FROM benefit_reply WHERE request_id = ? ORDER BY item",
            parameters=[request_made.request_id],
        )
        wanted = [(one.item, one.rule_id, one.key, one.amount) for one in request_made.items]
        assert [row[:4] for row in rows] == wanted
        assert [row[4] for row in rows] == ["wrong", "unknown", *["justified"] * (len(wanted) - 2)]
        assert make_request(extract, BenefitAsk(), Silent()).request_id == request_made.request_id


def test_files_that_are_not_there_too_large_or_unwritable_are_told(
    bureau: Bureau, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extract, there = str(bureau.extract), tmp_path / "supplier.pem"
    there.write_bytes(pem(certificate(rsa.generate_private_key(65537, 3072), 4000)))
    large, out = tmp_path / "large", str(tmp_path / "request.p7m")
    large.write_bytes(b"0" * (LARGEST_GIVEN + 1))
    seal = ["benefit-request", "seal", extract, "--trust", str(bureau.trust)]
    answer = ["benefit-request", "answer", extract, "--trust", str(bureau.trust)]
    sample = ["audit-sample", "in", extract, "--trust", str(bureau.trust)]
    assert run([*seal, "--recipient", str(tmp_path / "none"), "--out", out]) == ExitCode.NOT_FOUND
    assert run([*seal, "--recipient", str(tmp_path), "--out", out]) == ExitCode.DAMAGED
    assert run([*seal, "--recipient", str(large), "--out", out]) == ExitCode.SOURCE
    unwritable = str(tmp_path / "none" / "request.p7m")
    assert run([*seal, "--recipient", str(there), "--out", unwritable]) not in (0, ExitCode.FAULT)
    assert run([*answer, str(tmp_path / "none")]) == ExitCode.NOT_FOUND
    assert run([*sample, str(tmp_path / "none")]) == ExitCode.NOT_FOUND
    assert run(["audit-sample", "out", *sample[2:], "--out", unwritable]) not in (0, ExitCode.FAULT)
    assert "Traceback" not in capsys.readouterr().err
    assert not Path(out).exists()
