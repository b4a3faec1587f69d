"""Proves that readings kept come back to the last digit, under their own key alone, and that damage is only a miss."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from console.domain.measure import Kind, Measure, Reading
from console.domain.period import Period, month_of
from console.engine.cache import FOLDER, Asked, ReadingsCache, asked_of, clear

EXTRACT, OTHER, DEFINITIONS = "a" * 64, "b" * 64, "c" * 64
QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))
CUT_OFF = date(2026, 7, 3)
ASKED = Asked(("SVC-001@2", "FUND-001@1"), (("region_id",),), ((QUARTER, False),), CUT_OFF)
SPANS = (
    (
        Reading("SVC-001", 2, "region_id", "990100", QUARTER, 7, 12, 3, 7 / 12, 0.1 + 0.2, 1.0),
        Reading("SVC-001", 2, "region_id", "990200", QUARTER, None, None, 0, None, reason="service_case.closed_on"),
    ),
    (
        Reading("FUND-001", 1, "", "", month_of(QUARTER.starts), Decimal("12.340000"), Decimal("1E+3"), 0, 0.01234),
        Reading("FUND-001", 1, "", "", month_of(QUARTER.ends), Decimal(0), 0.1, 1, 0.0),
    ),
)  # fmt: skip


def files(folder: Path) -> list[Path]:
    """Return the files kept."""
    return [path for path in (folder / FOLDER).rglob("*") if path.is_file()]


def test_what_was_kept_comes_back_to_the_last_digit(tmp_path: Path) -> None:
    ReadingsCache(tmp_path, EXTRACT, DEFINITIONS).keep(ASKED, SPANS)
    found = ReadingsCache(tmp_path, EXTRACT, DEFINITIONS).find(ASKED)
    assert found == SPANS
    assert found is not None
    decimal = found[1][0].numerator
    assert (type(decimal), str(decimal)) == (Decimal, "12.340000")
    assert found[0][1].value is None
    whole: object = found[0][0].numerator
    assert type(whole) is int


def test_nothing_is_kept_before_anything_was_read(tmp_path: Path) -> None:
    assert ReadingsCache(tmp_path, EXTRACT, DEFINITIONS).find(ASKED) is None
    assert files(tmp_path) == []


@pytest.mark.parametrize("digests", [(OTHER, DEFINITIONS), (EXTRACT, OTHER)])
def test_other_bytes_and_other_definitions_find_nothing(tmp_path: Path, digests: tuple[str, str]) -> None:
    ReadingsCache(tmp_path, EXTRACT, DEFINITIONS).keep(ASKED, SPANS)
    assert ReadingsCache(tmp_path, *digests).find(ASKED) is None


@pytest.mark.parametrize("digest", ["", "sha256:" + EXTRACT, "../" + "a" * 61, "A" * 64])
def test_a_folder_is_named_by_a_digest_and_by_nothing_else(tmp_path: Path, digest: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        ReadingsCache(tmp_path, digest, DEFINITIONS)
    with pytest.raises(ValueError, match=r".*"):
        ReadingsCache(tmp_path, EXTRACT, digest)


@pytest.mark.parametrize(
    "asked",
    [
        replace(ASKED, measures=("SVC-001@3", "FUND-001@1")),
        replace(ASKED, cuts=((),)),
        replace(ASKED, spans=((QUARTER, True),)),
        replace(ASKED, spans=((QUARTER.previous(), False),)),
        replace(ASKED, cut_off=date(2026, 7, 4)),
    ],
)
def test_another_question_is_another_key(tmp_path: Path, asked: Asked) -> None:
    cache = ReadingsCache(tmp_path, EXTRACT, DEFINITIONS)
    cache.keep(ASKED, SPANS)
    assert cache.find(asked) is None


def test_the_order_of_measures_is_no_part_of_the_question() -> None:
    one, two = (
        Measure(name, 1, "services", Kind.COUNT, "count", "up", {}, ()) for name in ("SVC-001", "SVC-002")
    )
    spans = [(QUARTER, False)]
    assert (
        asked_of([one, two], [()], spans, CUT_OFF).key == asked_of([two, one, one], [()], spans, CUT_OFF).key
    )


DAMAGES: tuple[Callable[[bytes], bytes], ...] = (
    lambda content: b"",
    lambda content: content[:-1],
    lambda content: content + b"\x00",
    lambda content: content[:40] + bytes([content[40] ^ 1]) + content[41:],
    lambda content: b"\x00" * 32 + content[32:],
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_a_miss_and_is_written_anew(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    cache = ReadingsCache(tmp_path, EXTRACT, DEFINITIONS)
    cache.keep(ASKED, SPANS)
    (path,) = files(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    assert cache.find(ASKED) is None
    cache.keep(ASKED, SPANS)
    assert cache.find(ASKED) == SPANS
    assert files(tmp_path) == [path]


def test_the_oldest_goes_first_and_what_was_used_is_not_the_oldest(tmp_path: Path) -> None:
    probe = ReadingsCache(tmp_path / "probe", EXTRACT, DEFINITIONS)
    probe.keep(ASKED, SPANS)
    size = files(tmp_path / "probe")[0].stat().st_size
    caches = [ReadingsCache(tmp_path, digest * 64, DEFINITIONS, most_bytes=2 * size + 1) for digest in "123"]
    for place, cache in enumerate(caches[:2]):
        cache.keep(ASKED, SPANS)
        (path,) = [one for one in files(tmp_path) if one.parts[-3].startswith(str(place + 1))]
        os.utime(path, (1_000 + place, 1_000 + place))
    assert caches[0].find(ASKED) == SPANS
    caches[2].keep(ASKED, SPANS)
    assert [cache.find(ASKED) is not None for cache in caches] == [True, False, True]
    assert sorted(path.name for path in (tmp_path / FOLDER).iterdir()) == ["1" * 64, "3" * 64]


def test_what_is_too_large_is_not_kept(tmp_path: Path) -> None:
    cache = ReadingsCache(tmp_path, EXTRACT, DEFINITIONS, most_bytes=10)
    cache.keep(ASKED, SPANS)
    assert files(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("in the way")
    cache = ReadingsCache(tmp_path, EXTRACT, DEFINITIONS)
    cache.keep(ASKED, SPANS)
    assert cache.find(ASKED) is None


def test_one_call_forgets_everything(tmp_path: Path) -> None:
    for digest in (EXTRACT, OTHER):
        ReadingsCache(tmp_path, digest, DEFINITIONS).keep(ASKED, SPANS)
    assert len(files(tmp_path)) == 2
    clear(tmp_path)
    assert not (tmp_path / FOLDER).exists()
    clear(tmp_path)
