"""Owns the tests of audit samples against published tables. It refuses a draw that differs from one run to the next."""

from __future__ import annotations

import numpy as np
import pytest

from console.methods.sampling import (
    attribute_size,
    monetary_sample,
    random_sample,
    upper_error_rate,
)

LARGE = 10_000_000


@pytest.mark.parametrize(
    ("tolerable", "expected", "size", "errors"),
    [(0.05, 0.0, 59, 0), (0.10, 0.0, 29, 0), (0.05, 0.01, 93, 1), (0.06, 0.01, 78, 1), (0.02, 0.0, 149, 0)],
)
def test_attribute_sizes_are_those_of_the_table(
    tolerable: float, expected: float, size: int, errors: int
) -> None:
    found = attribute_size(LARGE, tolerable, expected)  # AICPA, Audit Sampling, table A-1, 5 % risk
    assert (found.size, found.acceptable_errors) == (size, errors)


def test_a_small_whole_needs_fewer_and_close_shares_need_more_than_there_is() -> None:
    assert attribute_size(100, 0.05).size < attribute_size(LARGE, 0.05).size
    with pytest.raises(ValueError):
        attribute_size(LARGE, 0.05, 0.05)
    with pytest.raises(ValueError):
        attribute_size(LARGE, 0.0501, 0.05)


def test_the_upper_bound_is_the_exact_one() -> None:
    assert upper_error_rate(0, 59) == pytest.approx(0.0495, abs=5e-5)
    assert upper_error_rate(1, 93) == pytest.approx(0.05, abs=5e-4)
    assert upper_error_rate(3, 3) == 1
    with pytest.raises(ValueError):
        upper_error_rate(2, 1)


def test_the_same_seed_draws_the_same() -> None:
    drawn = random_sample(1000, 60, 7)
    assert drawn == random_sample(1000, 60, 7)
    assert drawn != random_sample(1000, 60, 8)
    assert list(drawn) == sorted(set(drawn))
    with pytest.raises(ValueError):
        random_sample(5, 6, 1)


def test_large_amounts_are_certain_and_others_in_proportion() -> None:
    amounts = [1.0] * 900 + [0.0, -5.0, 500.0]
    found = monetary_sample(amounts, 10, 3)
    assert found.interval == 140
    assert 902 in found.places
    assert not {900, 901} & set(found.places)
    assert found == monetary_sample(amounts, 10, 3)
    drawn = np.zeros(2)
    for seed in range(600):
        drawn[list(monetary_sample([1.0, 3.0], 1, seed).places)] += 1
    assert drawn[1] / drawn.sum() == pytest.approx(0.75, abs=0.05)
    with pytest.raises(ValueError):
        monetary_sample([0.0], 1, 1)
