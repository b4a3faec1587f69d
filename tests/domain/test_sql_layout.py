"""Laying a statement out changes white space and the case of keywords, nothing else."""

from __future__ import annotations

import duckdb
import pytest

from console.catalogue.load import load_catalogue
from console.domain.sql_layout import Word, laid_out
from console.engine.workbench import tokens
from console.jobs.workbench import TokensRequest, layout
from console.paths import resource_root


def pieces(sql: str) -> list[str]:
    return [sql[one.start : one.start + one.length].lower() for one in tokens(sql)]


def test_every_statement_of_the_definitions_keeps_its_pieces_and_is_laid_out_once() -> None:
    """Judges of all rules and all views: the same tokens, one statement DuckDB can read, and a second time changes nothing."""
    held = load_catalogue(resource_root())
    statements = [rule.judge for rule in held.rules.values()] + [view.sql for view in held.views.values()]
    assert len(statements) > 100
    changed = 0
    for sql in statements:
        made = layout(TokensRequest(sql))
        assert pieces(made) == pieces(sql)
        assert len(duckdb.extract_statements(made)) == 1
        assert layout(TokensRequest(made)) == made
        changed += made != sql
    assert changed > len(statements) / 2


def test_clauses_columns_and_conditions_begin_a_line() -> None:
    """As people write it."""
    sql = "select a.Name, count(*) n from t a left join (select * from u) b using (k) where a.x between 1 and 2 and b.y='内 部'"
    assert layout(TokensRequest(sql)).splitlines() == [
        "SELECT a.Name,",
        "  count(*) n",
        "FROM t a",
        "LEFT JOIN (",
        "  SELECT *",
        "  FROM u",
        ") b USING (k)",
        "WHERE a.x BETWEEN 1 AND 2",
        "  AND b.y = '内 部'",
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "select days as Days from t -- wait\n, u",
        "SELECT 'a  b\n  c' AS x /* two\n lines */ , y->>'k' , z >= 1 , q != 2",
        "WITH RECURSIVE r AS (SELECT 1 UNION ALL SELECT n+1 FROM r) SELECT * FROM r",
        "select (1, [2, 3], {'a': 4}) , list[1] , -5 , x::decimal(18,2)",
        "select from where group",
        "select ((((",
        "）（",
        "",
    ],
)
def test_anything_else_stays_as_it_was_typed(sql: str) -> None:
    """Names keep their case, strings and comments their letters; a broken statement loses nothing."""
    assert pieces(layout(TokensRequest(sql))) == pieces(sql)


def test_a_text_that_would_lose_a_piece_is_left_alone() -> None:
    """Pieces that do not make up the text: nothing is touched."""
    assert laid_out("select 1, 2", [Word("select", "keyword"), Word("1", "numeric_const")]) == "select 1, 2"
