"""Holds the risk model's parts to plain reckoning: ranks pair by pair, odds by hand, censoring by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.methods.deadline_risk import (
    Backtest,
    RuleChances,
    Snapshots,
    auc,
    backtest,
    brier,
    censoring_weights,
    fit,
    rule_chances,
    threshold_of,
)

ROWS = st.lists(
    st.tuples(st.integers(0, 4), st.booleans(), st.sampled_from([0.0, 1.0, 2.5])), min_size=2, max_size=30
)


@given(ROWS)
def test_auc_is_the_share_of_pairs_in_order(rows: list[tuple[int, bool, float]]) -> None:
    scores, late, weights = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    pairs = [(a, b) for a in rows if a[1] for b in rows if not b[1]]
    total = sum(a[2] * b[2] for a, b in pairs)
    found = auc(scores, late, weights)
    if not total:
        assert found is None
        return
    won = sum(a[2] * b[2] * (1.0 if a[0] > b[0] else 0.5 if a[0] == b[0] else 0.0) for a, b in pairs)
    assert found == pytest.approx(won / total)


def test_brier_weighs_squared_distances() -> None:
    told = brier(np.array([0.2, 0.9, 0.5]), np.array([0.0, 1.0, 1.0]), np.array([1.0, 2.0, 0.0]))
    assert told == pytest.approx((0.04 + 2 * 0.01) / 3)
    assert brier(np.array([0.2]), np.array([0.0]), np.array([0.0])) is None


def test_a_saturated_model_returns_the_log_odds() -> None:
    features = np.array([[0.0]] * 40 + [[1.0]] * 40)
    late = np.array([1.0] * 10 + [0.0] * 30 + [1.0] * 30 + [0.0] * 10)
    model = fit(features, late, np.ones(80), penalty=0.0)
    assert model.chance(np.array([[0.0], [1.0]])) == pytest.approx([0.25, 0.75], abs=1e-4)
    heavy = fit(features, late, np.where(late > 0, 3.0, 1.0), penalty=0.0)
    assert heavy.chance(np.array([[0.0]])) == pytest.approx([0.5], abs=1e-4)


def test_a_model_needs_both_outcomes() -> None:
    with pytest.raises(ValueError, match="both outcomes"):
        fit(np.zeros((3, 1)), np.zeros(3), np.ones(3))


def test_known_cases_stand_for_those_censored_like_them() -> None:
    # Of five, one is censored at 2: the three known later stand for it, the one known before does not.
    weights = censoring_weights(
        np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([True, False, True, True, True])
    )
    assert weights == pytest.approx([1.0, 0.0, 4 / 3, 4 / 3, 4 / 3])
    assert weights.sum() == pytest.approx(5.0)


def test_an_event_at_the_time_of_a_censoring_is_not_weighed_up() -> None:
    weights = censoring_weights(np.array([2.0, 2.0, 3.0]), np.array([True, False, True]))
    assert weights[0] == 1.0
    assert weights[2] == pytest.approx(1.5)


def held(late: list[float]) -> Snapshots:
    """Return two looks at each case: at half the promise of ten days, and at nine."""
    cases = np.repeat(np.arange(len(late)), 2)
    used = np.tile([0.5, 0.9], len(late))
    return Snapshots(cases, np.repeat(late, 2), np.ones(used.size), used, 10 - 10 * used, used >= 0.9)


def test_a_model_that_knows_early_wins_and_one_that_repeats_the_rule_does_not() -> None:
    late = [1.0] * 12 + [0.0] * 28
    rows = held(late)
    rule = rule_chances(rows)
    assert [rule.warned, rule.quiet] == pytest.approx([0.3, 0.3])
    knows = np.where(rows.late > 0, 0.9, 0.1)
    found = backtest(rows, knows, rule, 0.5)
    assert (found.cases, found.late) == (40, 12)
    assert (found.model_auc, found.rule_auc) == (1.0, 0.5)
    assert [found.model_lead, found.rule_lead] == pytest.approx([5.0, 1.0])
    assert found.wins
    same = backtest(rows, rule.chance(rows.rule), rule, 0.3)
    assert not same.wins


def test_too_few_late_cases_never_win() -> None:
    rows = held([1.0] * 9 + [0.0] * 30)
    assert not backtest(rows, np.where(rows.late > 0, 0.9, 0.1), RuleChances(0.5, 0.1), 0.5).wins
    assert not Backtest(0, 0).wins


def test_the_model_warns_of_as_many_cases_as_the_rule() -> None:
    rows = held([1.0, 0.0, 0.0, 0.0])
    rows = rows.where(np.array([True, True, True, False, True, False, True, False]))
    chances = np.array([0.2, 0.9, 0.6, 0.3, 0.1])
    assert threshold_of(rows, chances) == 0.9
