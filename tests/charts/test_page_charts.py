"""The other charts of the pages: nothing missing is drawn as zero, no axis is cut, colours follow what is true of the data."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from console.charts.control_chart import ControlSeries, ControlWords, control_chart
from console.charts.digit_bars import DigitBar, DigitScale, DigitWords, digit_bars, too_often
from console.charts.figure import Circle, Line, Polygon, Rect
from console.charts.legal_clock import ClockCell, ClockLimits, ClockSpan, ClockWords, legal_clock
from console.charts.link_icons import link_icon
from console.charts.money_chain import ChainArrow, ChainBox, ChainWords, money_chain
from console.charts.month_bars import BarWords, MonthBar, month_bars
from console.charts.split_scatter import PurchaseCluster, PurchaseDot, ScatterWords, split_scatter
from console.charts.variant_strip import StripRow, StripStep, StripWords, rows_that_fit, variant_strip


def measure(words: str, size: float, bold: bool) -> float:
    return len(words) * size * 0.6


def whole(value: float) -> str:
    return f"{value:.0f}"


CONTROL = ControlWords(
    "v", "d", "%", "high", "mean", "low", "ranges", ("a", "b", "c"), (("better", "up"), ("worse", "down"))
)


def test_a_missing_month_breaks_the_line() -> None:
    series = ControlSeries(
        ("1", "2", "3", "4", "5"), (10, 11, None, 12, 11), ("", "", "", "worse", ""), 8, 11, 14
    )
    figure = control_chart(series, CONTROL, (400, 200), measure, whole)
    lines = [part for part in figure.primitives if isinstance(part, Line) and part.colour == "ink"]
    assert [len(line.points) for line in lines] == [2, 2]
    assert figure.n == 4
    assert figure.rows[2] == ("3", "—", "")
    assert figure.rows[3][2] == "down"
    assert sum(isinstance(part, Polygon) for part in figure.primitives) == 1


def test_a_series_without_limits_is_still_drawn() -> None:
    series = ControlSeries(("1", "2"), (10, 11), (), None, None, None)
    figure = control_chart(series, CONTROL, (400, 200), measure, whole)
    assert sum(isinstance(part, Circle) for part in figure.primitives) == 2


CLOCK = ClockWords(
    "v",
    "d",
    "days",
    "steps",
    "clock",
    "4 d",
    "promise 1",
    "statute 3",
    tuple((kind, kind) for kind in ("run", "late", "over", "paused", "off")),
    ("a", "b", "c"),
    tuple((state, state) for state in ("run", "paused", "off", "before", "after")),
)


def _days(*states: str) -> list[ClockCell]:
    used = 0
    made = []
    for number, state in enumerate(states):
        used += state == "run"
        made.append(ClockCell(date(2026, 5, 4) + timedelta(days=number), state, used))
    return made


def test_days_that_do_not_count_have_no_colour() -> None:
    days = _days("before", "run", "paused", "off", "run", "run", "run")
    spans = [ClockSpan("step", "review", days[0].day, days[-1].day)]
    figure = legal_clock(days, spans, ClockLimits(1, 3), CLOCK, (600, 160), measure)
    cells = [
        part.fill
        for part in figure.primitives
        if isinstance(part, Rect) and part.height == 22 and part.fill in {"accent", "yellow_fill", "red_fill"}
    ]
    assert cells == ["accent", "yellow_fill", "yellow_fill", "red_fill"]
    assert len(figure.rows) == 7
    hatched = [
        part for part in figure.primitives if isinstance(part, Rect) and part.hatch and part.height == 22
    ]
    assert len(hatched) == 1


def test_a_limit_not_reached_is_not_flagged() -> None:
    figure = legal_clock(_days("before", "run"), [], ClockLimits(5, 9), CLOCK, (600, 160), measure)
    assert not {"promise 1", "statute 3"} & {text.text for text in figure.texts()}


def test_bars_start_at_zero_and_a_month_to_come_has_none() -> None:
    bars = [MonthBar("Jan", 90.0, 100.0), MonthBar("Feb", 95.0, None), MonthBar("Mar", None, 80.0)]
    words = BarWords("v", "d", "CNY", "2026", "2025", ("a", "b", "c"))
    figure, hits = month_bars(bars, words, (400, 200), measure, whole)
    solid = [
        part
        for part in figure.primitives
        if isinstance(part, Rect) and part.fill == "ink" and part.width > 12
    ]
    assert len(solid) == 2
    assert solid[0].height / solid[1].height == pytest.approx(90 / 95, rel=0.01)
    assert figure.rows == (("Jan", "90", "100"), ("Feb", "95", "—"), ("Mar", "—", "80"))
    assert [hit.key for hit in hits] == ["1", "2", "3"]


def test_a_refund_month_hangs_below_zero() -> None:
    words = BarWords("v", "d", "CNY", "2026", "2025", ("a", "b", "c"))
    figure, _ = month_bars(
        [MonthBar("Jan", 50.0, None), MonthBar("Feb", -20.0, None)], words, (400, 200), measure, whole
    )
    up, down = (
        part
        for part in figure.primitives
        if isinstance(part, Rect) and part.fill == "ink" and part.width > 12
    )
    assert down.y == pytest.approx(up.y + up.height)


def test_only_what_comes_too_often_is_marked() -> None:
    often, seldom = DigitBar(10, 0.08, 0.04, 9.0), DigitBar(11, 0.001, 0.038, 9.0)
    assert too_often(often) and not too_often(seldom)
    words = DigitWords("v", "d", "%", "e", "b", "w", "h", ("1", "2", "3", "4"), ("a", "b", "c", "d"))
    scale = DigitScale(0.0019, (0.0012, 0.0018, 0.0022))
    figure, _ = digit_bars([often, seldom], 900, scale, words, (400, 220), measure, whole)
    marked = [
        part
        for part in figure.primitives
        if isinstance(part, Rect) and part.fill == "signal_bad" and part.width > 10
    ]
    assert len(marked) == 1
    assert any(isinstance(part, Polygon) for part in figure.primitives)
    bare, _ = digit_bars([often, seldom], 90, None, words, (400, 220), measure, whole)
    assert not any(isinstance(part, Polygon) for part in bare.primitives)


def test_a_link_that_cannot_be_computed_does_not_look_as_if_it_held() -> None:
    boxes = [ChainBox("a", "A", "12.00", "3"), ChainBox("b", "B", "n/c", "", False)]
    arrows = [ChainArrow("a→b", "na", "n/c", "", "")]
    figure, hits = money_chain(
        boxes, arrows, ChainWords("v", "d", "u", ("a", "b", "c", "d")), (600, 90), measure
    )
    lines = [part for part in figure.primitives if isinstance(part, Line)]
    assert lines[0].colour == "line_strong"
    assert lines[0].dash
    assert [hit.key for hit in hits] == ["a", "a→b", "b"]
    assert len(figure.rows) == 3


def test_every_link_of_the_chain_has_a_sign_within_its_square() -> None:
    """Budget, plan, tender, contract, acceptance, payment, voucher: seven different signs; another key has none."""
    nodes = ("budget", "plan", "tender", "contract", "acceptance", "payment", "voucher")
    drawn = [tuple(link_icon(key, 10, 20, 17, "accent")) for key in nodes]
    assert len(set(drawn)) == len(nodes) and all(drawn)
    for part in (each for sign in drawn for each in sign):
        points = (
            ((part.x - part.radius, part.y - part.radius), (part.x + part.radius, part.y + part.radius))
            if isinstance(part, Circle)
            else part.points
            if isinstance(part, Line | Polygon)
            else ()
        )
        assert points and all(10 <= x <= 27 and 20 <= y <= 37 for x, y in points)
    assert link_icon("other", 0, 0, 17, "accent") == []


def test_long_counts_widen_the_links() -> None:
    words = ChainWords("v", "d", "u", ("a", "b", "c", "d"))
    boxes = [ChainBox(str(n), "Box", "1.00", "1") for n in range(7)]
    arrows = [ChainArrow(f"to {n}", "yellow", "+1", "12,345 breaks", "99.9%") for n in range(6)]
    _figure, hits = money_chain(boxes, arrows, words, (1160, 90), measure)
    links = [hit for hit in hits if hit.width < 110 and hit.key in {arrow.key for arrow in arrows}]
    assert min(hit.width for hit in links) >= measure("12,345 breaks", 12, False)


WAY = StripRow((StripStep("Su", "Submit"), StripStep("De", "Decide", forbidden=True)), "4", 0.4, "40%")


def test_a_way_that_broke_a_rule_is_marked_and_named() -> None:
    words = StripWords("v", "d", "cases", ("order", "n", "%"))
    rest = StripRow((), "6", 0.6, "60%", "the rest")
    figure, hits = variant_strip([WAY, rest], words, (400, 200), measure)
    assert figure.rows == (("Submit → Decide", "4", "40%"), ("the rest", "6", "60%"))
    assert {part.fill for part in figure.primitives if isinstance(part, Rect)} >= {
        "red_soft",
        "red_fill",
        "ink",
    }
    assert [hit.key for hit in hits] == ["0", "1"]


def test_a_long_way_ends_in_an_ellipsis_before_its_bar() -> None:
    words = StripWords("v", "d", "cases", ("order", "n", "%"))
    long = StripRow(tuple(StripStep(f"S{n}", f"step {n}") for n in range(40)), "1", 0.1, "10%")
    figure, _ = variant_strip([long], words, (320, 200), measure)
    bar = next(part for part in figure.primitives if isinstance(part, Rect) and part.fill == "na_soft")
    steps = [part for part in figure.primitives if isinstance(part, Rect) and part.fill == "sunken"]
    assert max(part.x + part.width for part in steps) < bar.x
    assert "…" in {text.text for text in figure.texts()}
    assert rows_that_fit(10) == 1


def test_a_cluster_is_boxed_and_its_words_stay_inside() -> None:
    dots = [PurchaseDot(f"c{n}", date(2026, 3, 1) + timedelta(days=9 * n), 0.4 + 0.02 * n) for n in range(4)]
    cluster = PurchaseCluster("k", frozenset({"c0", "c1", "c2"}), "Vendor 7: three contracts")
    words = ScatterWords("v", "d", "%", "s", "o", "t", ("a", "b", "c"))
    span = (date(2026, 1, 1), date(2026, 6, 30))
    for size in ((260.0, 110.0), (560.0, 240.0)):
        figure, hits = split_scatter(dots, [cluster], span, words, size, measure, whole)
        diamonds = [
            part for part in figure.primitives if isinstance(part, Polygon) and part.fill == "signal_bad"
        ]
        assert len(diamonds) == 3 + 1  # and the one in the legend
        told = next(text for text in figure.texts() if text.text.startswith("Vendor"))
        assert told.x >= 0 and told.x + measure(told.text, 12, True) <= size[0]
        assert {hit.key for hit in hits} == {"k"}
        assert figure.n == 4
