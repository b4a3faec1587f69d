"""Owns the proof that a manifest is read back exactly as written, and nothing else is read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from console.domain.manifest import LARGEST, Manifest, SourceFile, TableCount, from_json
from console.domain.period import Period
from console.errors import ExitCode, ExtractError

DIGEST = "0123456789abcdef" * 4


def manifest() -> Manifest:
    return Manifest(
        file="演示省-2026Q2.duckdb",
        sha256=DIGEST,
        bytes=1_234_567,
        contract_version="51.51",
        tables=(TableCount("organisation", 12, 12, 12, 0), TableCount("service_case", 90, 100, 90, 10)),
        period=Period(date(2026, 4, 1), date(2026, 6, 30)),
        cut_off=date(2026, 7, 3),
        zone="Asia/Shanghai",
        pseudonym_scheme="hmac-sha256/2026-07",
        classification="内部",
        purpose="季度监督评估",
        legal_basis="政务数据共享条例第二十条",
        recipients=("演示省政府办公厅", "演示省审计厅"),
        destroy_by=date(2027, 7, 3),
        sources=(SourceFile("办件.csv", DIGEST, 100),),
        tool="plumbline 0.1.0",
        made_at=datetime(2026, 7, 3, 8, 30, tzinfo=timezone(timedelta(hours=8))),
    )


def changed(change: Any) -> bytes:
    document = json.loads(manifest().to_json())
    change(document)
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_what_is_written_is_read_back() -> None:
    assert from_json(manifest().to_json()) == manifest()


def test_a_predecessor_is_kept() -> None:
    follower = replace(manifest(), predecessor=DIGEST)
    assert from_json(follower.to_json()).predecessor == DIGEST


def former() -> bytes:
    """Return a manifest as the console wrote it before there were chunks."""
    document = json.loads(manifest().to_json())
    for name in ("kind", "supplements", "subject", "chunks", "mappings", "encrypted"):
        del document[name]
    for table in document["tables"].values():
        del table["fingerprint"]
    document["format"] = "plumbline-manifest/1"
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_a_manifest_of_the_former_format_is_read_and_comes_out_the_same() -> None:
    read = from_json(former())
    assert read.to_json() == former()
    assert replace(read, former=False) == manifest()
    assert read.chunks is None and read.kind == "extract"


def test_the_former_format_has_no_word_of_the_new() -> None:
    changed_one = former().replace(b'"file":', b'"encrypted":false,"file":', 1)
    with pytest.raises(ExtractError) as caught:
        from_json(changed_one)
    assert (caught.value.key, caught.value.facts["name"]) == ("manifest-unknown-key", "encrypted")


def test_a_supplement_says_to_what() -> None:
    told = replace(
        manifest(), kind="supplement", supplements=DIGEST, predecessor=DIGEST, subject="assessment"
    )
    assert from_json(told.to_json()) == told
    for wrong in (
        replace(told, supplements=None),
        replace(told, kind="extract"),
        replace(told, kind="other"),
    ):
        with pytest.raises(ExtractError) as caught:
            from_json(wrong.to_json())
        assert caught.value.key == "manifest-wrong-type"


def test_the_bytes_are_canonical() -> None:
    content = manifest().to_json()
    document = json.loads(content)
    assert list(document) == sorted(document)
    assert b'": ' not in content and b', "' not in content and b"\n" not in content
    assert "演示省".encode() in content


@pytest.mark.parametrize(
    ("key", "change", "name"),
    [
        ("manifest-unknown-key", lambda found: found.update(extra=1), "extra"),
        ("manifest-unknown-key", lambda found: found["period"].update(extra=1), "period.extra"),
        ("manifest-missing-key", lambda found: found.pop("purpose"), "purpose"),
        ("manifest-missing-key", lambda found: found["sources"][0].pop("rows"), "sources.0.rows"),
        ("manifest-wrong-type", lambda found: found.update(bytes="1"), "bytes"),
        ("manifest-wrong-type", lambda found: found.update(bytes=True), "bytes"),
        ("manifest-wrong-type", lambda found: found.update(bytes=-1), "bytes"),
        ("manifest-wrong-type", lambda found: found.update(bytes=1.0), "bytes"),
        ("manifest-wrong-type", lambda found: found.update(sha256=DIGEST.upper()), "sha256"),
        ("manifest-wrong-type", lambda found: found.update(file="../elsewhere.duckdb"), "file"),
        ("manifest-wrong-type", lambda found: found.update(cut_off="yesterday"), "cut_off"),
        ("manifest-wrong-type", lambda found: found.update(made_at="2026-07-03T08:30:00"), "made_at"),
        ("manifest-wrong-type", lambda found: found.update(recipients="everyone"), "recipients"),
        ("manifest-wrong-type", lambda found: found.update(recipients=[1]), "recipients.0"),
        ("manifest-wrong-type", lambda found: found.update(tables=[]), "tables"),
        ("manifest-wrong-type", lambda found: found.update(tables={"a": 1}), "tables.a"),
        ("manifest-wrong-type", lambda found: found["period"].update(ends="2026-01-01"), "period.ends"),
        ("manifest-wrong-type", lambda found: found.update(predecessor=7), "predecessor"),
    ],
)
def test_a_wrong_key_is_named(key: str, change: Any, name: str) -> None:
    with pytest.raises(ExtractError) as caught:
        from_json(changed(change))
    assert (caught.value.key, caught.value.facts["name"]) == (key, name)
    assert caught.value.exit_code is ExitCode.INVALID


def test_another_format_is_refused() -> None:
    with pytest.raises(ExtractError) as caught:
        from_json(changed(lambda found: found.update(format="plumbline-manifest/3")))
    assert caught.value.key == "manifest-format"


@pytest.mark.parametrize(
    "content",
    [
        manifest().to_json() + b"\n",
        manifest().to_json().replace(b'"bytes":', b'"bytes": '),
        manifest().to_json().replace(b'"bytes":', b'"bytes":1,"bytes":'),
        manifest().to_json().replace(b'"tool":"', b'"tool":"\\ud800'),
        json.dumps(json.loads(manifest().to_json()), sort_keys=True, separators=(",", ":")).encode(),
    ],
)
def test_other_bytes_of_the_same_meaning_are_refused(content: bytes) -> None:
    with pytest.raises(ExtractError) as caught:
        from_json(content)
    assert caught.value.key == "manifest-not-canonical"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 200_000])
def test_what_is_not_json_is_refused(content: bytes) -> None:
    with pytest.raises(ExtractError) as caught:
        from_json(content)
    assert caught.value.key == "manifest-not-json"


def test_a_huge_manifest_is_refused_unread() -> None:
    with pytest.raises(ExtractError) as caught:
        from_json(b" " * (LARGEST + 1))
    assert caught.value.key == "manifest-too-large"


@given(
    some.text(),
    some.lists(some.text(), max_size=3),
    some.integers(0, 2**63),
    some.datetimes(timezones=some.just(UTC)),
)
def test_any_words_survive(purpose: str, recipients: list[str], size: int, made_at: datetime) -> None:
    told = replace(manifest(), purpose=purpose, recipients=tuple(recipients), bytes=size, made_at=made_at)
    assert from_json(told.to_json()) == told


@given(some.binary(max_size=400))
def test_no_bytes_are_more_than_refused(content: bytes) -> None:
    with pytest.raises(ExtractError):
        from_json(content)
