"""Owns composite indexes: normalise, weight, aggregate. It refuses to fill what is missing, and says what it left out.

The steps and their names follow the OECD/JRC Handbook on Constructing Composite Indicators (2008).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
FLOOR = 1.0  # a score of zero would make a geometric mean zero whatever the rest


def goalposts(values: Array, low: Array, high: Array) -> Array:
    """Return values on the scale 0 to 100 where ``low`` is worth 0 and ``high`` 100 (low may exceed high), clipped.

    ``values`` is units × indicators, ``low`` and ``high`` one number an indicator; NaN stays NaN.
    """
    return np.clip((values - low) / (high - low) * 100.0, 0.0, 100.0)


def minimum_maximum(values: Array, lowest: float = 0.0, highest: float = 100.0) -> Array:
    """Return each column stretched from its least to its greatest value; a flat column becomes the middle."""
    least, most = np.nanmin(values, axis=0), np.nanmax(values, axis=0)
    spread = np.where(most > least, most - least, 1.0)
    scaled = np.where(most > least, (values - least) / spread, 0.5)
    return np.where(np.isnan(values), np.nan, lowest + scaled * (highest - lowest))


def standard_scores(values: Array) -> Array:
    """Return z scores by column with the sample standard deviation."""
    return np.asarray(
        (values - np.nanmean(values, axis=0)) / np.nanstd(values, axis=0, ddof=1), dtype=np.float64
    )


def weighted_mean(scores: Array, weights: Array, kind: str = "arithmetic") -> Array:
    """Return the weighted mean over the last axis, weights renormalised over what is there; NaN where nothing is.

    ``kind`` is arithmetic, geometric (scores floored at 1) or harmonic (likewise).
    """
    present = ~np.isnan(scores)
    shares = np.where(present, weights, 0.0)
    total = shares.sum(axis=-1)
    filled = np.where(present, scores, FLOOR)
    combined = AGGREGATIONS[kind](filled, shares, np.where(total > 0, total, 1.0))
    return np.where(total > 0, combined, np.nan)


def _arithmetic(scores: Array, shares: Array, total: Array) -> Array:
    return np.asarray((scores * shares).sum(axis=-1) / total, dtype=np.float64)


def _geometric(scores: Array, shares: Array, total: Array) -> Array:
    return np.asarray(
        np.exp((np.log(np.maximum(scores, FLOOR)) * shares).sum(axis=-1) / total), dtype=np.float64
    )


def _harmonic(scores: Array, shares: Array, total: Array) -> Array:
    return np.asarray(total / (shares / np.maximum(scores, FLOOR)).sum(axis=-1), dtype=np.float64)


AGGREGATIONS: Mapping[str, Callable[[Array, Array, Array], Array]] = {
    "arithmetic": _arithmetic,
    "geometric": _geometric,
    "harmonic": _harmonic,
}


def ranks(scores: Array) -> Array:
    """Return ranks over the last axis, 1 for the highest, ties sharing the better rank; NaN stays NaN."""
    order = np.where(np.isnan(scores), -np.inf, scores)
    better = (order[..., None, :] > order[..., :, None]).sum(axis=-1)
    return np.where(np.isnan(scores), np.nan, better + 1.0)
