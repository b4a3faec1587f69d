"""Owns the tests of the chart of any result. It refuses a column that hides a value or an axis that is cut."""

from __future__ import annotations

import pytest

from console.charts.figure import Circle, Figure, Line, Rect
from console.charts.result_chart import KINDS, Kind, ResultSeries, ResultWords, result_chart

WORDS = ResultWords("sum by week", "", "yuan", "week")
SIZE = (260.0, 200.0)


def measure(words: str, size: float, bold: bool) -> float:
    return len(words) * size * 0.6


def drawn(kind: Kind, *series: ResultSeries) -> Figure:
    places = [f"{number:02}-01" for number in range(1, len(series[0].values) + 1)]
    return result_chart(places, series, kind, WORDS, SIZE, measure, lambda value: f"{value:g}")


def one(*values: float | None, name: str = "a", folded: bool = False) -> ResultSeries:
    return ResultSeries(name, values, "9", folded)


def columns(figure: Figure) -> list[Rect]:
    return [part for part in figure.primitives if isinstance(part, Rect) and part.radius == 0]


def test_positive_columns_are_stacked_from_zero() -> None:
    figure = drawn("columns", one(3, 2), one(1, None, name="b"))
    lower, upper, alone = columns(figure)[0], columns(figure)[1], columns(figure)[2]
    assert upper.y + upper.height == pytest.approx(lower.y)
    assert lower.height / alone.height == pytest.approx(3 / 2)
    assert figure.rows == (("01-01", "3", "1"), ("02-01", "2", "—"))
    assert figure.n == 3


def test_columns_below_zero_stand_side_by_side() -> None:
    figure = drawn("columns", one(3), one(-1, name="b"))
    up, down = columns(figure)
    assert up.x + up.width == pytest.approx(down.x)
    assert up.y + up.height == pytest.approx(down.y)


def test_a_line_is_not_drawn_over_a_gap() -> None:
    figure = drawn("lines", one(1, 2, None, 3, 4))
    lines = [part for part in figure.primitives if isinstance(part, Line) and part.width > 1]
    assert [len(line.points) for line in lines] == [2, 2]
    assert len([part for part in figure.primitives if isinstance(part, Circle)]) == 4


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [0, 1, 2, 60])
def test_everything_stands_inside(kind: Kind, count: int) -> None:
    values = tuple(float(number % 7) for number in range(count))
    figure = drawn(
        kind,
        one(*values, name="a rather long name of a category"),
        one(*values, name="b"),
        one(*values, folded=True),
    )
    for text in figure.texts():
        wide = measure(text.text, text.size, text.bold)
        start = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
        assert start >= -1
        assert start + wide <= SIZE[0] + 1
        assert 0 <= text.y <= SIZE[1]
    for bar in columns(figure):
        assert bar.y >= 0
        assert bar.y + bar.height <= SIZE[1]
