"""Proves that words are looked for in another way with the same answer, and that other patterns stay as they are."""

from __future__ import annotations

import duckdb
import pytest

from console.engine.subset import parsed, written
from console.engine.words import looked_up_once

TEXTS = "(VALUES ('接待费'), ('办公用品'), (''), (NULL), ('a.b'), ('taxi_1')) AS held(summary)"


def _rewritten(expression: str) -> str:
    tree = parsed("", f"SELECT {expression} FROM {TEXTS}")
    top = tree["statements"][0]["node"]
    top["select_list"] = [looked_up_once(item) for item in top["select_list"]]
    return written(tree)


@pytest.mark.parametrize(
    "expression",
    [
        "regexp_matches(summary, '接待|餐费')",
        "NOT coalesce(regexp_matches(lower(summary), 'taxi_1|b'), FALSE)",
        "CASE WHEN summary IS NULL THEN 4 WHEN regexp_matches(summary, '办公') AND summary <> '' THEN 1 ELSE 0 END",
    ],
)
def test_words_are_found_in_the_same_texts(expression: str) -> None:
    sql = _rewritten(expression)
    assert "regexp_extract" in sql and "regexp_matches" not in sql
    with duckdb.connect() as held:
        assert held.execute(sql).fetchall() == held.execute(f"SELECT {expression} FROM {TEXTS}").fetchall()


@pytest.mark.parametrize("pattern", ["a*", "^", "接待|", "a.b", "b$", ""])
def test_a_pattern_of_more_than_words_stays_as_written(pattern: str) -> None:
    assert "regexp_matches" in _rewritten(f"regexp_matches(summary, '{pattern}')")


def test_a_pattern_with_options_or_from_a_column_stays_as_written() -> None:
    assert "regexp_matches" in _rewritten("regexp_matches(summary, 'taxi', 'i')")
    assert "regexp_matches" in _rewritten("regexp_matches(summary, summary)")
