"""Owns what is asked and answered when extracts are compared, as plain values.

It refuses to compute and to import what computes, so that a page can be built before any engine is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from console.domain.comparison import Names
from console.domain.period import Period


@dataclass(frozen=True, slots=True)
class SubjectsRequest:
    """By what one compares: "" (the whole extract), organisation or region."""

    by: str = ""


@dataclass(frozen=True, slots=True)
class SideRequest:
    """Which measures (those of a theme, or all, where none is named), by what, and over which days.

    ``heirs`` says under whom a subject's figures stand; ``period`` is the last whole quarter of each extract where None;
    ``quality`` asks how good the data are that each measure rests on.
    """

    ids: tuple[str, ...] = ()
    theme: str = ""
    by: str = ""
    period: Period | None = None
    heirs: Mapping[str, str] = field(default_factory=dict)
    quality: bool = True


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """What a page needs to know of a measure to show its readings."""

    measure_id: str
    theme: str
    names: Names
    unit: str
    direction: str
    digits: int
