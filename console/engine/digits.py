"""Owns the counting of digits in a column, exactly from the decimal notation. It refuses binary fractions: they misread.

Leading zeros are dropped, and a number with fewer digits than asked for is filled with zeros behind: 0.05 counts as 50.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from console.engine.datafile import DATA, is_number_sql, plain_sql
from console.engine.session import Session

AMOUNTS = "plumbline_amounts"
DIFFERENCES = "plumbline_differences"
MONEY = "DECIMAL(38,10)"
SECOND_ORDER = "second-order"
MOST_DECIMALS = 10
WIDTHS = {"first": 1, "second": 2, "first-two": 2, "first-three": 3, SECOND_ORDER: 2}


@dataclass(frozen=True, slots=True)
class DigitCounts:
    """The digits of the positive numbers of a column, and what else the column holds.

    ``counts`` is digit → how often; the means are those ``console.methods.benford`` asks for, over the same numbers
    (``collapsed_mean`` over those of at least 10); ``most`` is the amount that came most often, and how often.
    ``second_order`` is how many differences between ordered numbers are not zero, ``unplaced`` how many numbers are too
    large or too fine to be ordered and summed exactly.
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
    second_order: int
    unplaced: int
    most: tuple[str, int] | None


def count_digits(session: Session, column: str, test: str) -> DigitCounts:
    """Count the digits of one test (``first``, ``second``, ``first-two``, ``first-three``, ``last-two``, ``second-order``).

    For ``second-order`` the digits, and the smallest and largest number, are those of the differences.
    """
    _make(session, column)
    rows, missing, unreadable, not_positive = session.row(
        f"SELECT count(*), count(*) FILTER (kind = 'missing'), count(*) FILTER (kind = 'unreadable'), "
        f"count(*) FILTER (kind = 'not_positive') FROM {AMOUNTS}"
    )
    source = f"{DIFFERENCES}" if test == SECOND_ORDER else f"(FROM {AMOUNTS} WHERE kind = 'positive')"
    counted = session.rows(
        f"SELECT CAST({_digit_sql(session, test)} AS INTEGER) AS digit, count(*) FROM {source} "
        "GROUP BY 1 HAVING digit IS NOT NULL ORDER BY 1"
    )
    spread = session.row(
        "SELECT min(value), max(value), avg(cos(2 * pi() * log10(value))), avg(sin(2 * pi() * log10(value))), "
        "avg(10 * value / pow(10, floor(log10(value)))) FILTER (value >= 10), count(*) FILTER (money IS NULL) "
        f"FROM {AMOUNTS} WHERE kind = 'positive'"
    )
    smallest, largest, cosine, sine, collapsed, unplaced = spread
    least, most, differences = session.row(
        f"SELECT CAST(min(money) AS DOUBLE), CAST(max(money) AS DOUBLE), count(*) FROM {DIFFERENCES}"
    )
    ends = (least, most) if test == SECOND_ORDER else (smallest, largest)
    counts = {int(digit): int(count) for digit, count in counted}
    kinds = (int(rows), int(missing), int(unreadable), int(not_positive))
    return DigitCounts(
        counts, *kinds, *ends, cosine, sine, collapsed, int(differences), int(unplaced), _most(session)
    )


def sum_digits(session: Session, column: str) -> dict[int, tuple[int, Decimal]]:
    """Return leading pair of digits → how many positive numbers begin with it, and their exact sum."""
    _make(session, column)
    found = session.rows(
        f"SELECT CAST({_digit_sql(session, 'first-two')} AS INTEGER) AS digit, count(*), sum(money) FROM {AMOUNTS} "
        "WHERE kind = 'positive' AND money IS NOT NULL GROUP BY 1 ORDER BY 1"
    )
    return {int(digit): (int(count), total) for digit, count, total in found}


def _make(session: Session, column: str) -> None:
    """Keep every cell with its notation (``exact``), its significant digits, its kind and its exact value (``money``);
    beside them the differences between neighbours in order that are not zero."""
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE {AMOUNTS} AS WITH cells AS (SELECT {plain_sql(column)} AS plain FROM {DATA}), "
        f"told AS (SELECT plain, {is_number_sql('plain')} AS is_number, "
        "ltrim(regexp_replace(split_part(lower(plain), 'e', 1), '[^0-9]', '', 'g'), '0') AS significant FROM cells) "
        f"SELECT plain AS exact, significant, TRY_CAST(plain AS DOUBLE) AS value, {_money_sql()} AS money, "
        "CASE WHEN plain IS NULL THEN 'missing' "
        "WHEN NOT is_number OR NOT isfinite(TRY_CAST(plain AS DOUBLE)) THEN 'unreadable' "
        "WHEN plain LIKE '-%' OR significant = '' OR TRY_CAST(plain AS DOUBLE) = 0 THEN 'not_positive' "
        "ELSE 'positive' END AS kind FROM told"
    )
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE {DIFFERENCES} AS WITH ordered AS (SELECT DISTINCT money FROM {AMOUNTS} "
        "WHERE kind = 'positive' AND money IS NOT NULL), apart AS (SELECT money - lag(money) OVER (ORDER BY money) AS money "
        "FROM ordered) SELECT money, ltrim(replace(CAST(money AS VARCHAR), '.', ''), '0') AS significant FROM apart "
        "WHERE money IS NOT NULL"
    )


def _money_sql() -> str:
    """Return the SQL of a cell's exact value: none where it has more decimals than are kept, for it would be rounded."""
    told = f"TRY_CAST(plain AS {MONEY})"
    return f"CASE WHEN is_number AND CAST({told} AS DOUBLE) = TRY_CAST(plain AS DOUBLE) THEN {told} END"


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
