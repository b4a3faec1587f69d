"""Owns what is told of a query's result: columns, counts, and the few sums a chart needs. It refuses to hold the rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A column of a result with its DuckDB type."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gave: its columns, how many rows there are, how long it took."""

    sql: str
    columns: tuple[ResultColumn, ...]
    row_count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One colour's values, one a place; None where no row has a value. The name is None for what was folded together."""

    name: str | None
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """What a chart shows: its places in order (None for those folded together) and the values of each series.

    ``x_kind`` is time, number or text; ``grain`` is what times were cut to, empty where they were not; ``binned`` says
    that each place is the lower end of a span; the folded counts are of categories that stand together.
    """

    x_kind: str
    places: tuple[str | None, ...]
    series: tuple[ChartSeries, ...]
    grain: str
    binned: bool
    folded_places: int
    folded_series: int


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """What one column of a result holds: ``low`` and ``high`` as text, ``bins`` counts of numbers or times in even spans.

    ``words`` are the most frequent texts with their counts, where there are few; bins and words are of a part of the
    rows where the result is long, everything else is of all of them. ``distinct`` is an estimate unless ``exact``.
    """

    name: str
    missing: int
    distinct: int
    exact: bool
    low: str | None
    high: str | None
    bins: tuple[int, ...]
    words: tuple[tuple[str, int], ...]
