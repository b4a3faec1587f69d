"""Owns where pieces stand on pages: in order, kept together where they must, repeated heads, a foot at the bottom.

It refuses to drop a piece: what is higher than a page starts one and runs on alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from console.briefing.setting import BOTTOM, FIRST_TOP, NEXT_TOP, Piece

Placed = tuple[float, Piece]


@dataclass(slots=True)
class Page:
    """One page: pieces with their upper edges."""

    top: float
    bottom: float
    placed: list[Placed] = field(default_factory=list)
    at: float = 0.0
    closed: bool = False

    def __post_init__(self) -> None:
        self.at = self.top

    def room(self, pieces: Sequence[Piece]) -> bool:
        """Say whether all these pieces fit below what stands here."""
        before = pieces[0].before if self.placed else self._repeated(pieces[0])
        inner = sum(piece.before for piece in pieces[1:])
        return (
            not self.closed and self.at + before + inner + sum(p.height for p in pieces) <= self.bottom + 0.01
        )

    def add(self, piece: Piece) -> None:
        """Set a piece below what stands here; one for the foot goes to the bottom and closes the page."""
        if not self.placed and piece.repeat is not None:
            self._set(self.at, piece.repeat)
        edge = self.at + (piece.before if self.placed else 0.0)
        self._set(max(edge, self.bottom - piece.height) if piece.foot else edge, piece)
        self.closed = self.closed or piece.foot

    def _set(self, edge: float, piece: Piece) -> None:
        self.placed.append((edge, piece))
        self.at = edge + piece.height

    @staticmethod
    def _repeated(piece: Piece) -> float:
        return piece.repeat.height if piece.repeat is not None else 0.0


def paginate(
    pieces: Sequence[Piece], first: float = FIRST_TOP, reserve: float = 0.0
) -> tuple[tuple[Placed, ...], ...]:
    """Return the pages, the first beginning at ``first``; ``reserve`` is left free above each foot line for notes."""
    pages = [Page(first, BOTTOM - reserve)]
    for group in _groups(pieces):
        whole = pages[-1].room(group)
        if not whole and pages[-1].placed:
            pages.append(Page(NEXT_TOP, BOTTOM - reserve))
            whole = pages[-1].room(group)
        for piece in group:
            if not whole and pages[-1].placed and not pages[-1].room((piece,)):
                pages.append(Page(NEXT_TOP, BOTTOM - reserve))
            pages[-1].add(piece)
    return tuple(tuple(page.placed) for page in pages)


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Cut after every piece that is not kept with the next."""
    found: list[list[Piece]] = []
    joined = False
    for piece in pieces:
        if joined:
            found[-1].append(piece)
        else:
            found.append([piece])
        joined = piece.keep
    return found
