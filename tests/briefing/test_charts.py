"""Owns proof that charts place values where they belong, leave gaps where none is, and say when they leave something out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.briefing.charts import shown_bars, shown_units, tick_words, trend_figure
from console.briefing.faces import load_faces
from console.briefing.setting import SMALLEST, Density, Setting
from console.charts.figure import Circle, Figure, Line, Polygon, Rect
from console.domain.briefing_blocks import ControlTrend, RankedUnit, Trend
from console.i18n import Phrases
from console.paths import resource_root
from tests.briefing import samples
from tests.briefing.samples import Figures

WIDE, HIGH = 150.0, 126.0


def setting(figures: Figures) -> Setting:
    resources = resource_root()
    language = "zh-CN" if figures.chinese else "en"
    return Setting(
        samples.document(language, (), figures),
        load_faces(resources / "fonts").for_language(language),
        Phrases(language, resources / "phrases"),
        figures.held,
        (),
        Density(),
    )


def placed(chart: Trend, figures: Figures) -> Figure:
    return trend_figure(chart, setting(figures), WIDE, HIGH)


@pytest.mark.parametrize("chinese", [True, False])
def test_every_label_lies_within_the_chart_and_is_legible(chinese: bool) -> None:
    for make in (samples.control, samples.ranking, samples.execution):
        figures = Figures(chinese)
        chart = make(figures)
        held, figure = setting(figures), placed(chart, figures)
        for text in figure.texts():
            wide = held.width(text.text, "bold" if text.bold else "sans", text.size)
            left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
            assert left >= -0.5
            assert left + wide <= WIDE + 0.5
            assert text.size >= SMALLEST


def test_a_special_cause_is_a_diamond_and_a_missing_value_a_gap() -> None:
    figures = Figures(False)
    chart = samples.control(figures)
    whole = placed(chart, figures)
    assert sum(isinstance(item, Polygon) for item in whole.primitives) == 8
    assert sum(isinstance(item, Line) and item.colour == "ink" for item in whole.primitives) == 1
    figures.held["rate-5"] = replace(figures.held["rate-5"], value=None, printed="n/c")
    broken = placed(chart, figures)
    assert sum(isinstance(item, Line) and item.colour == "ink" for item in broken.primitives) == 2
    assert len(figures.held) - 4 == 23
    assert len(broken.rows) == 24


def test_higher_values_stand_higher() -> None:
    figures = Figures(False)
    figure = placed(samples.control(figures), figures)
    points = next(
        item for item in figure.primitives if isinstance(item, Line) and item.colour == "ink"
    ).points
    values = [float(rate) for rate in samples.RATES]
    assert (values[1] > values[0]) == (points[1][1] < points[0][1])
    assert values.index(max(values)) == min(range(len(points)), key=lambda place: points[place][1])


def test_bars_are_as_long_as_their_share_and_start_at_zero() -> None:
    figures = Figures(False)
    figure = placed(samples.execution(figures), figures)
    tracks = [item for item in figure.primitives if isinstance(item, Rect) and item.fill == "na_soft"]
    bars = [item for item in figure.primitives if isinstance(item, Rect) and item.fill != "na_soft"]
    for track, bar, (_, _, rate, _) in zip(tracks, bars, samples.OFFICES, strict=True):
        assert bar.x == track.x
        assert bar.width / track.width == pytest.approx(float(rate))


def test_a_ranking_shows_all_or_says_where_it_leaves_some_out() -> None:
    figures = Figures(False)
    figure = placed(samples.ranking(figures), figures)
    assert sum(isinstance(item, Circle) for item in figure.primitives) == 16
    many = Figures(False)
    figure = placed(samples.ranking(many, 48), many)
    dots = sum(isinstance(item, Circle) for item in figure.primitives)
    assert dots < 18
    assert any(isinstance(item, Line) and item.dash for item in figure.primitives)
    assert len(figure.rows) == 48


@pytest.mark.parametrize("focus", [0, 1, 5, 30, 58, 59])
@pytest.mark.parametrize("fit", [5, 8, 15, 59])
def test_first_last_and_focus_are_always_shown(focus: int, fit: int) -> None:
    units = [RankedUnit(f"u{place}", "", "", "", place == focus) for place in range(60)]
    shown = shown_units(units, fit)
    assert len(shown) <= fit
    assert {units[0], units[-1], units[focus]} <= set(shown)
    assert None in shown
    places = [units.index(unit) for unit in shown if unit]
    assert places == sorted(places)


def test_bars_that_do_not_fit_are_left_out_in_the_middle() -> None:
    assert shown_bars("abc", 3) == ("a", "b", "c")
    assert shown_bars("abcdefgh", 5) == ("a", "b", None, "g", "h")


def test_a_chart_without_any_value_says_so_and_draws_no_axis() -> None:
    figures = Figures(False)
    empty = ControlTrend("title", "verdict", ())
    figure = placed(empty, figures)
    assert [text.text for text in figure.texts()] == ["Not computable"]


def test_ticks_have_the_fewest_decimals_and_a_true_minus() -> None:
    assert tick_words((-1.0, -0.5, 0.0)) == ("−1.0", "−0.5", "0.0")
    assert tick_words((1000.0, 2000.0)) == ("1,000", "2,000")
