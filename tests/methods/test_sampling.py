"""Owns the tests of audit samples against published tables. It refuses a draw that differs from one run to the next."""

from __future__ import annotations

import numpy as np
import pytest

from console.methods.sampling import (
    attribute_size,
    difference_estimate,
    monetary_sample,
    random_sample,
    stringer_bound,
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


def test_full_taintings_give_the_exact_binomial_bound() -> None:
    book = [100.0] * 60
    for errors in range(4):
        audited = [0.0] * errors + [100.0] * (60 - errors)
        found = stringer_bound(book, audited, [1] * 60, 1_000.0, 60_000.0)
        assert found.upper == pytest.approx(60_000 * upper_error_rate(errors, 60))
        assert found.likely == pytest.approx(1_000 * errors)


def test_partial_taintings_weigh_each_step_of_the_limit() -> None:
    book, audited = [200.0, 400.0, 100.0, 50.0], [100.0, 300.0, 100.0, 50.0]  # taintings 0.5 and 0.25
    limits = [upper_error_rate(errors, 4) for errors in range(3)]
    share = limits[0] + (limits[1] - limits[0]) * 0.5 + (limits[2] - limits[1]) * 0.25
    found = stringer_bound(book, audited, [1] * 4, 1_000.0, 4_000.0)
    assert found.upper == pytest.approx(4_000 * share)


def test_what_is_certain_to_be_in_counts_as_found_and_understatement_apart() -> None:
    found = stringer_bound([5_000.0, 100.0, 100.0], [4_000.0, 100.0, 150.0], [5, 1, 1], 1_000.0, 7_000.0)
    assert found.known == 1_000
    assert found.likely == 1_000
    assert found.upper == pytest.approx(1_000 + 2_000 * upper_error_rate(0, 2))
    assert found.understated == pytest.approx(2_000 * 0.5 / 2)
    with pytest.raises(ValueError):
        stringer_bound([1.0], [1.0, 2.0], [1], 1.0, 1.0)


def test_the_stringer_bound_covers_at_least_as_often_as_it_says() -> None:
    generator = np.random.default_rng(11)
    book = generator.lognormal(6, 1, 2_000)
    audited = np.where(generator.random(2_000) < 0.05, book * generator.random(2_000), book)
    true, covered = float((book - audited).sum()), 0
    for seed in range(100):
        drawn = monetary_sample(book.tolist(), 60, seed)
        places = list(drawn.places)
        hits = [1 if book[place] < drawn.interval else 2 for place in places]
        told = (book[places].tolist(), audited[places].tolist(), hits, drawn.interval, float(book.sum()))
        covered += stringer_bound(*told).upper >= true
    assert covered >= 95


def test_differences_are_projected_by_stratum() -> None:
    found = difference_estimate([(100, [0.0, 10.0, 0.0, 10.0]), (10, [0.0, 0.0])])
    assert found.projected == pytest.approx(500)
    spread = (100**2 * (1 - 0.04) * (100 / 3) / 4) ** 0.5
    assert found.high is not None
    assert (found.high - found.projected) / spread == pytest.approx(2.7764451)  # t of 4 degrees at 97.5 %
    assert difference_estimate([(100, [0.0, 10.0, 0.0])]).high is None  # one difference tells no spread
    assert difference_estimate([(2, [5.0, 5.0])]).high == pytest.approx(10)  # everything was looked at
    with pytest.raises(ValueError):
        difference_estimate([(5, [])])
