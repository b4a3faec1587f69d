"""Owns measures of inequality and concentration. It refuses negative shares."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def gini(values: Sequence[float]) -> float:
    """Return the Gini coefficient of non-negative values (Gini 1912), 0 for equal and (n-1)/n for one holding all.

    Raises ValueError for an empty sequence, a negative value or a sum of zero.
    """
    held = np.sort(np.asarray(values, dtype=float))
    total = float(held.sum())
    if held.size == 0 or held[0] < 0 or total == 0:
        raise ValueError("needs non-negative values that are not all zero")
    ranks = np.arange(1, held.size + 1)
    return float((2 * (ranks * held).sum()) / (held.size * total) - (held.size + 1) / held.size)


def hhi(values: Sequence[float]) -> float:
    """Return the Herfindahl-Hirschman index of the shares of values (Hirschman 1945), from 1/n to 1."""
    held = np.asarray(values, dtype=float)
    total = float(held.sum())
    if held.size == 0 or bool((held < 0).any()) or total == 0:
        raise ValueError("needs non-negative values that are not all zero")
    return float(((held / total) ** 2).sum())


def standardised_gap(first: float, second: float, deviation: float) -> float:
    """Return the gap between two means in units of a common standard deviation (Cohen 1988)."""
    return (first - second) / deviation
