"""Owns the counting of digits in a column, exactly from the decimal notation. It refuses binary fractions: they misread.

Leading zeros are dropped, and a number with fewer digits than asked for is filled with zeros behind: 0.05 counts as 50.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.engine.datafile import DATA, is_number_sql, plain_sql
from console.engine.session import Session

AMOUNTS = "plumbline_amounts"
MOST_DECIMALS = 10
WIDTHS = {"first": 1, "second": 2, "first-two": 2, "first-three": 3}


@dataclass(frozen=True, slots=True)
class DigitCounts:
    """The digits of the positive numbers of a column, and what else the column holds.

    ``counts`` is digit → how often; the means are those ``console.methods.benford`` asks for, over the same numbers
    (``collapsed_mean`` over those of at least 10); ``most`` is the amount that came most often, and how often.
    """

    counts: dict[int, int]
    rows: int
    missing: int
    unreadable: int
    not_positive: int
    smallest: float | None
    largest: float | None
    cosine_mean: float | None
    sine_mean: float | None
    collapsed_mean: float | None
    distinct: int
    most: tuple[str, int] | None


def count_digits(session: Session, column: str, test: str) -> DigitCounts:
    """Count the digits of one test (``first``, ``second``, ``first-two``, ``first-three``, ``last-two``)."""
    _make(session, column)
    rows, missing, unreadable, not_positive = session.row(
        f"SELECT count(*), count(*) FILTER (kind = 'missing'), count(*) FILTER (kind = 'unreadable'), "
        f"count(*) FILTER (kind = 'not_positive') FROM {AMOUNTS}"
    )
    counted = session.rows(
        f"SELECT CAST({_digit_sql(session, test)} AS INTEGER) AS digit, count(*) FROM {AMOUNTS} "
        "WHERE kind = 'positive' GROUP BY 1 HAVING digit IS NOT NULL ORDER BY 1"
    )
    spread = session.row(
        "SELECT min(value), max(value), avg(cos(2 * pi() * log10(value))), avg(sin(2 * pi() * log10(value))), "
        "avg(10 * value / pow(10, floor(log10(value)))) FILTER (value >= 10), count(DISTINCT exact) "
        f"FROM {AMOUNTS} WHERE kind = 'positive'"
    )
    smallest, largest, cosine, sine, collapsed, distinct = spread
    counts = {int(digit): int(count) for digit, count in counted}
    kinds = (int(rows), int(missing), int(unreadable), int(not_positive))
    return DigitCounts(
        counts, *kinds, smallest, largest, cosine, sine, collapsed, int(distinct), _most(session)
    )


def _make(session: Session, column: str) -> None:
    """Keep every cell with its notation (``exact``), its significant digits and its kind."""
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE {AMOUNTS} AS WITH cells AS (SELECT {plain_sql(column)} AS plain FROM {DATA}), "
        f"told AS (SELECT plain, {is_number_sql('plain')} AS is_number, "
        "ltrim(regexp_replace(split_part(lower(plain), 'e', 1), '[^0-9]', '', 'g'), '0') AS significant FROM cells) "
        "SELECT plain AS exact, significant, TRY_CAST(plain AS DOUBLE) AS value, CASE WHEN plain IS NULL THEN 'missing' "
        "WHEN NOT is_number OR NOT isfinite(TRY_CAST(plain AS DOUBLE)) THEN 'unreadable' "
        "WHEN plain LIKE '-%' OR significant = '' OR TRY_CAST(plain AS DOUBLE) = 0 THEN 'not_positive' "
        "ELSE 'positive' END AS kind FROM told"
    )


def _digit_sql(session: Session, test: str) -> str:
    if test == "last-two":
        return _last_two_sql(session)
    padded = f"rpad(left(significant, {WIDTHS[test]}), {WIDTHS[test]}, '0')"
    return f"right({padded}, 1)" if test == "second" else padded


def _last_two_sql(session: Session) -> str:
    """All numbers of a column are written to as many decimals as the longest of them; powers of ten do not count."""
    longest = session.row(
        f"SELECT coalesce(max(length(split_part(exact, '.', 2))), 0) FROM {AMOUNTS} "
        "WHERE kind = 'positive' AND lower(exact) NOT LIKE '%e%'"
    )[0]
    decimals = min(int(longest), MOST_DECIMALS)
    whole = f"split_part(exact, '.', 1) || rpad(left(split_part(exact, '.', 2), {decimals}), {decimals}, '0')"
    return f"CASE WHEN lower(exact) NOT LIKE '%e%' THEN right('00' || ltrim({whole}, '+'), 2) END"


def _most(session: Session) -> tuple[str, int] | None:
    rows = session.rows(
        f"SELECT exact, count(*) FROM {AMOUNTS} WHERE kind = 'positive' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
    )
    return (str(rows[0][0]), int(rows[0][1])) if rows else None
