"""Proves that fingerprints of two versions of an engine say nothing of each other: neither the same nor different."""

from __future__ import annotations

import pytest

from console.domain.fingerprint import engine_of, same_rows, written

ONE, OTHER = "a" * 64, "b" * 64


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (written("duckdb-2.0.0", ONE), written("duckdb-2.0.0", ONE), True),
        (written("duckdb-2.0.0", ONE), written("duckdb-2.0.0", OTHER), False),
        (written("duckdb-2.0.0", ONE), written("duckdb-2.1.0", ONE), None),
        (written("duckdb-2.0.0", ONE), ONE, None),
        (ONE, ONE, None),
        ("", "", None),
    ],
)
def test_only_fingerprints_of_one_engine_are_compared(first: str, second: str, same: bool | None) -> None:
    assert same_rows(first, second) is same and same_rows(second, first) is same


def test_a_fingerprint_names_its_engine() -> None:
    assert engine_of(written("duckdb-2.0.0", ONE)) == "duckdb-2.0.0" and engine_of(ONE) == ""
