"""Owns the tests of agreement against published examples. It refuses an example without its source."""

from __future__ import annotations

import pytest

from console.methods.agreement import (
    LEVELS,
    Level,
    bland_altman,
    intraclass,
    krippendorff_alpha,
    weighted_kappa,
)

# Krippendorff, Computing Krippendorff's alpha-reliability (2011), section E: 12 units, 4 observers, gaps.
A: list[float | None] = [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None]
B: list[float | None] = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3]
C: list[float | None] = [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None]
D: list[float | None] = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]
UNITS = [list(unit) for unit in zip(A, B, C, D, strict=True)]
# Shrout and Fleiss (1979), table 2: 6 targets, 4 judges.
JUDGED = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
# Bland and Altman (1986), table 1: peak flow by two meters, first measurements.
WRIGHT = [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427]
MINI = [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451]


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_is_the_published_one_at_every_level(level: Level, alpha: float) -> None:
    found = krippendorff_alpha(UNITS, level)
    assert found.point == pytest.approx(alpha, abs=5e-4)
    assert found.n == 11
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.point < found.high
    assert found == krippendorff_alpha(UNITS, level)


@pytest.mark.parametrize("level", LEVELS)
def test_full_agreement_is_one_and_no_variation_is_no_answer(level: Level) -> None:
    assert krippendorff_alpha([[1, 1], [2, 2], [3, 3]], level).point == pytest.approx(1)
    with pytest.raises(ValueError):
        krippendorff_alpha([[1, 1], [1, 1], [2, None]], level)


def test_kappa_is_cohens() -> None:
    counts = [[88, 10, 2], [14, 40, 6], [18, 10, 12]]  # Cohen 1960, table 1, of 200
    pairs = [
        (row, column)
        for row, line in enumerate(counts)
        for column, count in enumerate(line)
        for _ in range(count)
    ]
    first, second = [float(pair[0]) for pair in pairs], [float(pair[1]) for pair in pairs]
    plain = weighted_kappa(first, second, "none")
    assert plain.point == pytest.approx(0.492, abs=5e-4)
    assert [plain.low, plain.high] == pytest.approx([0.39, 0.59], abs=0.01)
    assert weighted_kappa(first, first, "quadratic").point == pytest.approx(1)
    with pytest.raises(ValueError):
        weighted_kappa([1, 1], [1, 1])


def test_quadratic_kappa_is_the_intraclass_correlation_of_large_samples() -> None:
    first = [float(number % 5) for number in range(1000)]
    second = [float((number + (number % 7 == 0)) % 5) for number in range(1000)]
    kappa = weighted_kappa(first, second, "quadratic").point
    pairs = [list(pair) for pair in zip(first, second, strict=True)]
    assert intraclass(pairs).agreement.point == pytest.approx(kappa, abs=2e-3)  # Fleiss and Cohen 1973


def test_intraclass_correlations_are_the_published_ones() -> None:
    found = intraclass(JUDGED)
    assert found.agreement.point == pytest.approx(0.29, abs=5e-3)
    assert (found.agreement.low, found.agreement.high) == pytest.approx((0.019, 0.761), abs=2e-3)
    assert found.consistency.point == pytest.approx(0.71, abs=6e-3)
    assert (found.consistency.low, found.consistency.high) == pytest.approx((0.342, 0.946), abs=2e-3)


def test_limits_of_agreement_are_the_published_ones() -> None:
    found = bland_altman(WRIGHT, MINI)
    assert found.bias.point == pytest.approx(-2.1, abs=0.05)
    assert found.deviation == pytest.approx(38.8, abs=0.05)
    assert (found.bias.low, found.bias.high) == pytest.approx((-22.0, 17.8), abs=0.1)
    assert found.lower.point == pytest.approx(-2.12 - 1.96 * 38.77, abs=0.1)
    assert not found.proportional


def test_a_bias_that_grows_with_the_size_is_seen() -> None:
    truth = [float(number) for number in range(10, 60)]
    found = bland_altman([1.2 * value for value in truth], truth)
    assert found.proportional
    assert found.slope == pytest.approx(0.2 / 1.1, abs=1e-6)
    with pytest.raises(ValueError):
        bland_altman([1, 2], [1, 2])
