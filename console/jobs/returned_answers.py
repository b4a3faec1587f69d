"""Owns what is asked and answered when a checked work sheet or a supplier's reply comes back, as plain values.

It refuses to compute and to import what computes, so that a page can be built before any engine is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from console.jobs.sampling_answers import SampleResult
from console.jobs.theme_answers import PageScope


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    """Which file came back. With ``keep`` its rows become a supplement of the extract, signed where an identity is named.

    ``scope`` is tried for a reply besides the whole extract: a request says nothing of the scope it was made for.
    """

    path: Path
    keep: bool = False
    identity: str = ""
    passphrase: str = field(default="", repr=False)
    key_folder: Path = Path()
    trust_folders: tuple[Path, ...] = ()
    scope: PageScope = field(default_factory=PageScope)


@dataclass(frozen=True, slots=True)
class ReturnTaken:
    """What came back: the result of a sample, or a supplier's answers counted; the supplement, empty where none was made."""

    sample: SampleResult | None = None
    request_id: str = ""
    answers: Mapping[str, int] = field(default_factory=dict)
    supplement: str = ""
    signed: bool = False
