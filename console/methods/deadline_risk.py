"""Owns the chance that an open case misses its deadline: a logistic model, weights for cases still open, and its backtest.

It refuses to call a model better than the 90 % rule unless it is so on discrimination, calibration and lead time at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from console.methods.survival import curve_from_table

Floats = NDArray[np.float64]
PENALTY = 1.0  # of the squared weights of standardised features, so that a rare feature cannot run away
FEWEST_LATE = 10  # late cases below which a backtest says nothing
LARGEST_WEIGHT = 20.0  # of one case for those that were censored like it


@dataclass(frozen=True, slots=True)
class RiskModel:
    """A fitted logistic model: weights of standardised features, and what standardises them, each of shape (k,)."""

    weights: Floats
    intercept: float
    means: Floats
    deviations: Floats

    def chance(self, features: Floats) -> Floats:
        """Return the chance of being late for rows of features, shape (n, k)."""
        scaled = (features - self.means) / self.deviations
        return _sigmoid(_scores(scaled, self.weights) + self.intercept)


def fit(features: Floats, late: Floats, weights: Floats, penalty: float = PENALTY) -> RiskModel:
    """Fit a ridge-penalised logistic regression (le Cessie and van Houwelingen 1992, Applied Statistics 41:191-201).

    ``features`` has shape (n, k), ``late`` holds 0 and 1, ``weights`` are not negative. Raises ValueError where one of
    both outcomes is missing.
    """
    from scipy import optimize  # takes longer to load than most pages take to compute

    if not 0 < float(late.sum()) < late.size:
        raise ValueError("needs cases of both outcomes")
    means, deviations = features.mean(axis=0), features.std(axis=0)
    deviations = np.where(deviations > 0, deviations, 1.0)
    scaled = np.column_stack([(features - means) / deviations, np.ones(late.size)])

    def loss(beta: Floats) -> tuple[float, Floats]:
        score = _scores(scaled, beta)
        value = float((weights * (np.logaddexp(0.0, score) - late * score)).sum())
        slope = np.einsum("nk,n->k", scaled, weights * (_sigmoid(score) - late))
        value += penalty / 2 * float((beta[:-1] ** 2).sum())
        slope[:-1] += penalty * beta[:-1]
        return value, slope

    found = optimize.minimize(
        loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}
    )
    return RiskModel(np.asarray(found.x[:-1]), float(found.x[-1]), means, deviations)


def censoring_weights(times: Floats, known: NDArray[np.bool_]) -> Floats:
    """Return weights that let known cases stand for those censored like them, zero for the censored, shape (n,).

    One over the Kaplan-Meier chance of not yet being censored just before the outcome was known (Robins and Rotnitzky
    1992; Vock et al. 2016, Journal of Biomedical Informatics 61:119-131), at most twenty.
    """
    spots, where = np.unique(times, return_inverse=True)
    leaving = np.bincount(where, minlength=spots.size)
    censored = np.bincount(where, weights=~known, minlength=spots.size)
    table = [(float(t), int(c), int(n)) for t, c, n in zip(spots, censored, leaving, strict=True)]
    steps = curve_from_table(table)
    edges = np.array([step.time for step in steps])
    left = np.array([1.0, *(step.survival for step in steps)])
    chance = left[
        np.searchsorted(edges, times, side="left")
    ]  # just before: a step at the time itself is not yet down
    weights = np.minimum(1.0 / np.maximum(chance, 1.0 / LARGEST_WEIGHT), LARGEST_WEIGHT)
    return np.where(known, weights, 0.0)


def auc(scores: Floats, late: Floats, weights: Floats) -> float | None:
    """Return the chance that a late case scores above one in time, ties half (Hanley and McNeil 1982, Radiology 143:29-36).

    None where one of both outcomes is missing.
    """
    order = np.argsort(scores, kind="stable")
    ranked, hit, weight = scores[order], late[order] > 0, weights[order]
    spots, where = np.unique(ranked, return_inverse=True)
    above = np.bincount(where, weights=weight * hit, minlength=spots.size)
    below = np.bincount(where, weights=weight * ~hit, minlength=spots.size)
    if not above.sum() or not below.sum():
        return None
    under = np.cumsum(below) - below
    return float((above * (under + below / 2)).sum() / (above.sum() * below.sum()))


def brier(chances: Floats, late: Floats, weights: Floats) -> float | None:
    """Return the weighted mean squared distance between chance and outcome (Brier 1950, Monthly Weather Review 78:1-3)."""
    total = float(weights.sum())
    return float((weights * (chances - late) ** 2).sum() / total) if total else None


@dataclass(frozen=True, slots=True)
class Snapshots:
    """Cases as they stood on one of their days, rows in any order; every array has shape (n,).

    ``left`` are the legal days left to the deadline, ``rule`` says whether the 90 % rule warns there.
    """

    case: NDArray[np.int64]
    late: Floats
    weight: Floats
    used: Floats  # share of the promised days
    left: Floats
    rule: NDArray[np.bool_]

    def where(self, chosen: NDArray[np.bool_]) -> Snapshots:
        """Return the chosen rows."""
        return Snapshots(
            self.case[chosen],
            self.late[chosen],
            self.weight[chosen],
            self.used[chosen],
            self.left[chosen],
            self.rule[chosen],
        )


@dataclass(frozen=True, slots=True)
class Backtest:
    """The model against the 90 % rule on cases it was not fitted to. Lead is the mean number of legal days before the
    deadline at the first warning, over the late cases, none for those never warned of.
    """

    cases: int
    late: int
    model_auc: float | None = None
    rule_auc: float | None = None
    model_brier: float | None = None
    rule_brier: float | None = None
    model_lead: float | None = None
    rule_lead: float | None = None

    @property
    def wins(self) -> bool:
        """Whether the model beats the rule on all three, with enough late cases to say so."""
        pairs = (
            (self.model_auc, self.rule_auc),
            (self.rule_brier, self.model_brier),
            (self.model_lead, self.rule_lead),
        )
        return self.late >= FEWEST_LATE and all(
            better is not None and worse is not None and better > worse for better, worse in pairs
        )


@dataclass(frozen=True, slots=True)
class RuleChances:
    """What the 90 % rule says as a chance: the share that was late where it warned, and where it did not."""

    warned: float
    quiet: float

    def chance(self, rule: NDArray[np.bool_]) -> Floats:
        """Return the chance for each row."""
        return np.where(rule, self.warned, self.quiet)


def rule_chances(held: Snapshots) -> RuleChances:
    """Calibrate the 90 % rule on the cases the model is fitted to, so that it is compared at its best."""
    told = []
    for chosen in (held.rule, ~held.rule):
        total = float(held.weight[chosen].sum())
        told.append(float((held.weight * held.late)[chosen].sum()) / total if total else 0.0)
    return RuleChances(*told)


def threshold_of(held: Snapshots, chances: Floats) -> float:
    """Return the chance from which the model warns, so that it warns of as many cases as the 90 % rule does."""
    worst: dict[int, float] = {}
    for case, chance in zip(held.case.tolist(), chances.tolist(), strict=True):
        worst[case] = max(worst.get(case, 0.0), chance)
    warned = int(np.unique(held.case[held.rule]).size)
    ordered = sorted(worst.values(), reverse=True)
    return ordered[min(max(warned, 1), len(ordered)) - 1] if ordered else 1.0


def backtest(held: Snapshots, chances: Floats, rule: RuleChances, threshold: float) -> Backtest:
    """Hold the model's chances against the rule on snapshots it was not fitted to."""
    counted = held.weight > 0
    late_cases = np.unique(held.case[counted & (held.late > 0)])
    return Backtest(
        int(np.unique(held.case[counted]).size),
        int(late_cases.size),
        auc(chances, held.late, held.weight),
        auc(held.used, held.late, held.weight),
        brier(chances, held.late, held.weight),
        brier(rule.chance(held.rule), held.late, held.weight),
        _lead(held, chances >= threshold, late_cases.tolist()),
        _lead(held, held.rule, late_cases.tolist()),
    )


def _lead(held: Snapshots, warned: NDArray[np.bool_], late_cases: Sequence[int]) -> float | None:
    if not late_cases:
        return None
    first: dict[int, float] = {}
    for case, left in zip(held.case[warned].tolist(), held.left[warned].tolist(), strict=True):
        first[case] = max(first.get(case, 0.0), left)
    return sum(first.get(case, 0.0) for case in late_cases) / len(late_cases)


def _scores(scaled: Floats, weights: Floats) -> Floats:
    """Return the weighted sum of each row.

    Not by a matrix product: for few columns a library of linear algebra wakes threads that cost more than the sum, and
    which then keep the processors from whatever else runs.
    """
    return np.asarray(np.einsum("nk,k->n", scaled, weights), dtype=float)


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(values / 2)), dtype=float)
