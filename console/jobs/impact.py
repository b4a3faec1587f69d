"""Owns how grave what a suspicion is about is: the impact level its money and its persons reach. It refuses to guess a band."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from console.domain.catalogue import Catalogue

LEVELS = 5
IMPACT_BANDS = "impact-bands"


def bands_of(catalogue: Catalogue) -> dict[str, float]:
    """Return the floors of each level, of money and of persons."""
    standard = catalogue.standards.get(IMPACT_BANDS)
    return dict(standard.values[0].values) if standard else {}


def impact_of(amount: Decimal | None, persons: int | None, bands: Mapping[str, float]) -> int:
    """Return the impact level the amount and the persons reach, 1 to 5."""
    level = 1
    for number in range(2, LEVELS + 1):
        floor = bands.get(f"amount_{number}")
        by_amount = amount is not None and floor is not None and amount >= Decimal(str(floor))
        by_persons = (persons or 0) >= bands.get(f"persons_{number}", float("inf"))
        level = number if by_amount or by_persons else level
    return level
