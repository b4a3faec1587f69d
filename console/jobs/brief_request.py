"""Owns what is asked for when a briefing is written. It refuses to hold anything that is computed."""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.finding import CasebookSnapshot
from console.domain.period import Period


@dataclass(frozen=True, slots=True)
class BriefRequest:
    """Which briefing, of which region (all where empty) and period (the last whole quarter), in which language.

    ``snapshot`` is the casebook at one head, None where there is none: then nothing is said of confirmed findings.
    """

    language: str = "zh-CN"
    region: str = ""  # id or name
    period: Period | None = None
    definition: str = "quarterly"
    number: str = ""
    issuer: str = ""
    snapshot: CasebookSnapshot | None = None
