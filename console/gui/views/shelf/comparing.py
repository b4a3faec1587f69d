"""Owns the comparison of the extracts that are open: what is asked of each worker, in turn. It refuses to compute.

Everything here blocks, and runs on a lane.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from console.domain.comparison import Comparison, Side, Subject, compare_sides, find_heirs
from console.domain.ports import Progress, stop_if_cancelled
from console.errors import Fact
from console.gui.session import Session
from console.jobs.compare_answers import MeasureCard, SideRequest, SubjectsRequest


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with what it was made of."""

    request: SideRequest
    sides: tuple[Side, ...]
    found: Comparison
    cards: tuple[MeasureCard, ...]


@dataclass(slots=True)
class Part:
    """The progress of one extract's part: its share of the whole, named after the extract."""

    whole: Progress
    place: int
    parts: int
    name: str

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        """Tell how far the whole is."""
        self.whole.report((self.place + (fraction or 0.0)) / self.parts, "compare", name=self.name)

    def cancelled(self) -> bool:
        """Say whether somebody stopped the whole."""
        return self.whole.cancelled()


def read_comparison(sessions: Sequence[Session], request: SideRequest, progress: Progress) -> Compared:
    """Compare the measures asked for between the extracts, in their order; raises whatever one of the workers raises."""
    cards = _cards(sessions[0], progress)
    wanted = _wanted(cards, request)
    parts = [Part(progress, place, len(sessions), each.name) for place, each in enumerate(sessions)]
    known: dict[str, tuple[Subject, ...]] = {}
    for session in sessions:
        stop_if_cancelled(progress)
        asked = SubjectsRequest(request.by)
        told: Any = session.worker("readings", progress).call(
            "compare-subjects", asked, progress, tuple[Subject, ...]
        )
        known[session.opened.digest] = told
    ordered = sorted(sessions, key=lambda each: each.opened.cut_off)
    heirs = find_heirs([known[each.opened.digest] for each in ordered])
    asked_side = replace(request, heirs=heirs.last)
    sides: list[Side] = []
    for session, part in zip(sessions, parts, strict=True):
        stop_if_cancelled(progress)
        part.report(0.0, "compare")
        sides.append(session.worker("readings", part).call("compare-side", asked_side, part, Side))
    directions = {card.measure_id: card.direction for card in wanted}
    return Compared(request, tuple(sides), compare_sides(sides, directions, heirs), cards)


def _cards(session: Session, progress: Progress) -> tuple[MeasureCard, ...]:
    told: Any = session.worker("readings", progress).call(
        "measure-cards", None, progress, tuple[MeasureCard, ...]
    )
    return tuple(told)


def _wanted(cards: Sequence[MeasureCard], request: SideRequest) -> list[MeasureCard]:
    if request.ids:
        return [card for card in cards if card.measure_id in request.ids]
    return [card for card in cards if not request.theme or card.theme == request.theme]
