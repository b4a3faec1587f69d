"""Owns variants: every way through with its cases. It refuses a digest where two ways could share one.

Where events lie in the order of their cases, a way is written as a number: a step takes a few bits at its place, and places
never overlap, so that equal numbers are equal ways. Only cases that lie otherwise have their steps sorted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from console.domain.ports import Progress
from console.engine.columns import literal
from console.engine.connection import Connection
from console.engine.runs import STEP
from console.engine.walk import ASTRAY, ASTRAY_EVENTS, BY_TIME, Order, parts, settle

WORD_BITS = 60  # a sum of one case stays within a BIGINT
MOST_NAMES = 200
MOST_WORDS = 8
LOOKED = 100_000  # rows from which the words a way takes are guessed; a guess too low costs one more pass

Ways = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """How the events lie, which of them count, and which whole cases: the last asked after the places are known."""

    order: Order
    where: str
    cases: str


def count_ways(connection: Connection, where: str, progress: Progress, cases: str = "TRUE") -> Ways:
    """Return how many cases took each way, of the events that ``where`` chooses and the whole cases that ``cases`` does."""
    asked = _Asked(settle(connection, progress), where, cases)
    both = f"({where}) AND {cases}"
    if not asked.order.in_place:
        return _listed(connection, "case_event", both, progress)
    names = _names(connection, asked, progress)
    if not names:
        return Counter()
    places = WORD_BITS // max(len(names).bit_length(), 1)
    guess = min(-(-_longest_seen(connection, progress) // places), MOST_WORDS) or 1
    first = _written(connection, asked, names, guess, progress)
    words = -(-first[1] // places)
    if len(names) > MOST_NAMES or words > MOST_WORDS:
        return _listed(connection, "case_event", both, progress)
    found = first if words <= guess else _written(connection, asked, names, words, progress)
    if not connection.rows(f"SELECT 1 FROM {ASTRAY} LIMIT 1", progress):
        return found[0]
    return found[0] + _listed(connection, ASTRAY_EVENTS, both, progress)


def _longest_seen(connection: Connection, progress: Progress) -> int:
    """Return the most steps of a case among the first rows."""
    rows = f"SELECT count(*) AS steps FROM (SELECT case_id FROM case_event LIMIT {LOOKED}) GROUP BY case_id"
    return int(connection.row(f"SELECT coalesce(max(steps), 0) FROM ({rows})", progress)[0])


def _names(connection: Connection, asked: _Asked, progress: Progress) -> tuple[str, ...]:
    if asked.order.runs is not None:
        return asked.order.runs.names
    rows = connection.rows(f"SELECT DISTINCT {STEP} FROM case_event WHERE {asked.where}", progress)
    return tuple(sorted(str(row[0]) for row in rows))


def _written(
    connection: Connection, asked: _Asked, names: Sequence[str], words: int, progress: Progress
) -> tuple[Ways, int]:
    """Return the ways as far as so many words hold them, and the most steps any case has."""
    bits = max(len(names).bit_length(), 1)
    places = WORD_BITS // bits
    coded = " ".join(f"WHEN {literal(name)} THEN {number}" for number, name in enumerate(names, 1))
    source = " UNION ALL ".join(
        _placed(part, f"CASE {STEP} {coded} END") for part in parts(asked.order, asked.where)
    )
    sums = ", ".join(
        f"sum(CASE WHEN place BETWEEN {places * i} AND {places * (i + 1) - 1} "
        f"THEN CAST(code AS BIGINT) << ({bits} * (place - {places * i})) END) AS word_{i}"
        for i in range(words)
    )
    held = ", ".join(f"word_{i}" for i in range(words))
    rows = connection.rows(
        f"SELECT count(*), max(longest), {held} FROM (SELECT case_id, max(place) + 1 AS longest, {sums} "
        f"FROM ({source}) w ANTI JOIN {ASTRAY} a ON a.case_id IS NOT DISTINCT FROM w.case_id "
        f"WHERE {asked.cases} GROUP BY case_id) GROUP BY {held}",
        progress,
    )
    ways: Ways = Counter()
    for count, _, *row in rows:
        ways[_read(row, bits, names)] += int(count)
    return ways, max((int(row[1]) for row in rows), default=0)


def _placed(part: str, code: str) -> str:
    """Return the events of a part with their place in their case, counted from the row their case begins at."""
    return (
        "SELECT case_id, code, CAST(n - max(CASE WHEN earlier IS DISTINCT FROM case_id THEN n END) "
        "OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS INTEGER) AS place "
        f"FROM (SELECT case_id, {code} AS code, row_number() OVER () AS n, lag(case_id) OVER () AS earlier "
        f"FROM case_event WHERE {part})"
    )


def _read(words: Sequence[int | None], bits: int, names: Sequence[str]) -> tuple[str, ...]:
    steps = []
    for word in words:
        left = int(word or 0)
        while left:
            steps.append(names[(left & ((1 << bits) - 1)) - 1])
            left >>= bits
    return tuple(steps)


def _listed(connection: Connection, source: str, where: str, progress: Progress) -> Ways:
    rows = connection.rows(
        f"SELECT steps, count(*) FROM (SELECT case_id, list({STEP} ORDER BY {BY_TIME}) AS steps "
        f"FROM {source} WHERE {where} GROUP BY case_id) GROUP BY steps",
        progress,
    )
    return Counter({tuple(steps): int(count) for steps, count in rows})
