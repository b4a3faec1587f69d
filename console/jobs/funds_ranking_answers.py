"""Owns what is answered about organisations by money at risk, as plain values. It refuses to compute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from console.domain.period import Period


@dataclass(frozen=True, slots=True)
class RankedOrganisation:
    """One organisation: suspicions, the money they are about (each row once), and where that stands among its like.

    ``share`` is money at risk by money paid, None where nothing is known to be paid. ``rank`` of ``peers`` and the peers'
    ``middle`` are None where fewer than five of its kind have a share.
    """

    organisation_id: str
    name: str
    kind: str
    suspicions: int
    unpriced: int  # suspicions about no sum of money
    at_risk: Decimal
    paid: Decimal | None
    share: float | None
    rank: int | None
    peers: int | None
    middle: float | None
    gravest: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FundsRanking:
    """Organisations with a suspicion in the span, by money at risk; ``names`` are the rules named, in both languages.

    ``silent`` counts the rules that could judge nothing for want of data: no suspicion of theirs is no clearance.
    """

    span: Period
    rows: tuple[RankedOrganisation, ...]
    at_risk: Decimal
    names: Mapping[str, Mapping[str, str]]
    silent: int = 0
