"""Owns the false alarms to expect of each kind of chart, by simulation from the chart's own model with a stored seed.

It refuses one number for all kinds: a chart of counts, of rare events or of sums errs at a rate of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from console.methods.control_charts import Flag, cusum, ewma, g_chart, p_chart, t_chart, u_chart
from console.methods.control_checks import FalseAlarms, alarms_of, expected_false_alarms
from console.methods.control_rules import Floats

SEED = 20260703
SIMULATIONS = 400
LONGEST = 500  # points beyond which a chart is flagged almost surely, whatever happens
Flags = Sequence[Flag | None]


def false_alarms(
    kind: str,
    points: int,
    *,
    rules: str = "nhs",
    screening: bool = True,
    centre: float = 0.0,
    sizes: Sequence[float] = (),
    simulations: int = SIMULATIONS,
    seed: int = SEED,
) -> FalseAlarms | None:
    """Simulate a chart of this kind where nothing happened; None where it is too short or too long to say.

    ``centre`` is the share, rate or mean count of a p, u or g chart, ``sizes`` its denominators, shape (points,).
    Individual values are normal, or binomial shares where ``sizes`` say of how many: near 0 or 1 of few, such a chart
    flags much more. Shares are binomial, rates Poisson, cases between events geometric, times exponential.
    """
    if not 3 <= points <= LONGEST:
        return None
    if kind == "xmr" and len(sizes):
        return share_alarms(
            sizes, centre, rules=rules, screening=screening, simulations=simulations, seed=seed
        )
    if kind == "xmr":
        return expected_false_alarms(
            points, rules=rules, screening=screening, simulations=5 * simulations, seed=seed
        )
    random = np.random.Generator(np.random.PCG64(seed))
    drawn, judge = _model(kind, points, rules, centre, np.asarray(sizes, dtype=float), random, simulations)
    flagged = np.array([[flag is not None for flag in judge(row)] for row in drawn])
    return FalseAlarms(
        points,
        float(flagged.any(axis=1).mean()),
        float(flagged.sum(axis=1).mean()),
        float(flagged[:, -1].mean()),
        simulations,
        seed,
    )


def share_alarms(
    sizes: Sequence[float],
    centre: float,
    *,
    rules: str = "nhs",
    screening: bool = True,
    simulations: int = SIMULATIONS,
    seed: int = SEED,
) -> FalseAlarms:
    """Simulate an XmR chart of shares of ``sizes`` things, each share ``centre`` in truth; ``sizes`` has shape (points,)."""
    random = np.random.Generator(np.random.PCG64(seed))
    held = np.asarray(sizes, dtype=int)
    shares = random.binomial(held, min(max(centre, 0.0), 1.0), (simulations, held.size)) / held
    return alarms_of(shares, seed, rules=rules, screening=screening)


def _model(
    kind: str,
    points: int,
    rules: str,
    centre: float,
    sizes: Floats,
    random: np.random.Generator,
    simulations: int,
) -> tuple[Floats, Callable[[Floats], Flags]]:
    """Return series drawn from the model of a chart, and how that chart judges one of them."""
    shape = (simulations, points)
    below = [float(size) for size in sizes]
    if kind == "p":
        counts = random.binomial(sizes.astype(int), centre, shape).astype(float)
        return counts, lambda row: p_chart(row.tolist(), below, rules=rules).flags
    if kind == "u":
        counts = random.poisson(centre * sizes, shape).astype(float)
        return counts, lambda row: u_chart(row.tolist(), below, rules=rules).flags
    if kind == "g":
        gaps = random.geometric(1 / (centre + 1), shape).astype(float) - 1
        return gaps, lambda row: g_chart(row.tolist(), rules=rules).flags
    if kind == "t":
        return random.exponential(1.0, shape), lambda row: t_chart(row.tolist(), rules=rules).flags
    noise = random.standard_normal(shape)
    if kind == "ewma":
        return noise, lambda row: ewma(row.tolist()).flags
    return noise, lambda row: cusum(row.tolist()).flags


def expected_signals(chances: Sequence[float]) -> float:
    """Return how many charts of a page are expected to flag something although nothing happened anywhere."""
    return float(sum(chances))
