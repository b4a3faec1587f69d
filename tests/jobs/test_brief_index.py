"""Owns the proof that the middle of all units has an honest band, the same on every run."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from console.domain.index import DimensionScore, UnitScore
from console.domain.period import parse
from console.jobs.brief_index import apart
from console.jobs.recompute_readings import months_up_to, score_part
from console.methods.uncertainty import Structure, simulate, simulate_middle

DRAWS, SEED = 2_000, 7


def structure(spread: float = 0.25) -> Structure:
    """Return an index of two dimensions, the first with two indicators, between the goalposts 0 and 1."""
    return Structure(
        np.zeros(3),
        np.ones(3),
        np.array([0.5, 0.5, 1.0]),
        (0, 0, 1),
        np.array([0.6, 0.4]),
        "arithmetic",
        spread,
    )


def test_without_doubt_the_middle_is_the_median_and_its_band_a_point() -> None:
    values = np.array([[0.2, 0.2, 0.2], [0.5, 0.5, 0.5], [0.9, 0.9, 0.9]])
    found = simulate_middle(values, np.zeros_like(values), structure(), DRAWS, SEED)
    assert (found.score, found.low, found.high) == pytest.approx((50.0, 50.0, 50.0))
    assert found.dimension.tolist() == pytest.approx([50.0, 50.0])


def test_the_band_holds_the_score_even_at_the_edge_of_what_can_be_drawn() -> None:
    """A share of 100 % can only be disturbed downwards: nine draws in ten may lie below it."""
    values, errors = np.full((4, 3), 1.0), np.full((4, 3), 0.1)
    scored = simulate(values, errors, structure(), DRAWS, SEED)
    assert (scored.low < scored.score).all()
    assert (scored.high >= scored.score).all()
    assert (scored.dimension_high >= scored.dimension).all()
    found = simulate_middle(values, errors, structure(), DRAWS, SEED)
    assert found.low < found.score <= found.high
    assert (found.dimension_high >= found.dimension).all()


def test_more_units_give_a_narrower_middle() -> None:
    generator = np.random.default_rng(SEED)
    few, many = generator.uniform(0.4, 0.6, (3, 3)), generator.uniform(0.4, 0.6, (60, 3))
    widths = []
    for values in (few, many):
        found = simulate_middle(values, np.full_like(values, 0.1), structure(), DRAWS, SEED)
        widths.append(found.high - found.low)
    assert widths[1] < widths[0] / 2


def test_the_same_seed_gives_the_same_band_and_another_does_not() -> None:
    values, errors = np.full((4, 3), 0.5), np.full((4, 3), 0.1)
    bands = [simulate_middle(values, errors, structure(), DRAWS, seed).low for seed in (SEED, SEED, SEED + 1)]
    assert bands[0] == bands[1] != bands[2]


def test_what_no_unit_has_stays_unknown() -> None:
    values = np.array([[0.2, 0.2, np.nan], [0.6, 0.6, np.nan]])
    found = simulate_middle(values, np.zeros_like(values), structure(), DRAWS, SEED)
    assert np.isnan(found.dimension[1])
    assert np.isnan(found.dimension_low[1])
    assert found.score == pytest.approx(40.0)


def test_a_part_of_a_score_is_told_by_its_name() -> None:
    unit = UnitScore("A", 1.0, 0.5, 1.5, 2, 1, 3, {"speed": DimensionScore("speed", 4.0, 3.0, None, ())})
    told = [score_part(unit, name) for name in ("score", "rank_high", "speed", "speed.low", "speed.high")]
    assert told == [1.0, 3, 4.0, 3.0, None]
    assert score_part(None, "score") is None
    with pytest.raises(KeyError):
        score_part(unit, "speed.id")


def test_months_end_with_the_last_of_the_period() -> None:
    span = months_up_to(parse("2026Q2"), 24)
    assert (span.starts, span.ends, len(span.months())) == (date(2024, 7, 1), date(2026, 6, 30), 24)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ((70.0, 75.0), (76.0, 80.0), True),
        ((76.0, 80.0), (70.0, 75.0), True),
        ((70.0, 76.0), (75.0, 80.0), False),
        ((None, None), (75.0, 80.0), False),
    ],
)
def test_a_change_counts_only_where_the_bands_are_apart(
    before: tuple[float | None, float | None], now: tuple[float, float], expected: bool
) -> None:
    one = DimensionScore("efficiency", 78.0, *now, missing=())
    assert apart(one, DimensionScore("efficiency", 73.0, *before, missing=())) is expected
