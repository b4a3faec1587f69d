"""Owns proof that pieces stand in order on pages, together where they must."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from console.briefing.flow import paginate
from console.briefing.pen import Pen
from console.briefing.setting import BOTTOM, FIRST_TOP, NEXT_TOP, Piece

ROOM = BOTTOM - FIRST_TOP


def nothing(pen: Pen, top: float) -> None:
    """Draw nothing: only places count here."""


def piece(height: float, **said: object) -> Piece:
    return Piece(height, nothing, **said)  # type: ignore[arg-type]


def test_a_heading_stays_with_what_follows() -> None:
    body, heading = piece(ROOM - 30), piece(20, keep=True)
    first, second = paginate([body, heading, piece(40)])
    assert [each for _, each in first] == [body]
    assert second[0] == (NEXT_TOP, heading)


def test_the_gap_above_is_dropped_at_the_top_of_a_page() -> None:
    pages = paginate([piece(ROOM), piece(10, before=12.0), piece(10, before=12.0)])
    assert [top for top, _ in pages[1]] == [NEXT_TOP, NEXT_TOP + 10 + 12]


def test_a_head_is_repeated_where_a_row_starts_a_page() -> None:
    head = piece(15)
    rows = [piece(100, repeat=head) for _ in range(9)]
    pages = paginate([piece(15, keep=True), *rows])
    assert [len(page) for page in pages] == [8, 3]
    assert pages[1][0] == (NEXT_TOP, head)


def test_a_piece_for_the_foot_ends_its_page() -> None:
    pages = paginate([piece(100), piece(50, foot=True), piece(10)])
    assert pages[0][-1][0] == BOTTOM - 50
    assert len(pages) == 2


def test_room_is_kept_for_notes() -> None:
    pages = paginate([piece(ROOM)], reserve=0)
    assert len(pages) == 1
    pages = paginate([piece(10), piece(ROOM - 20)], reserve=20)
    assert len(pages) == 2


@given(st.lists(st.tuples(st.floats(1, 300), st.floats(0, 20), st.booleans()), max_size=40))
def test_nothing_is_lost_and_nothing_overlaps(sizes: list[tuple[float, float, bool]]) -> None:
    pieces = [piece(height, before=before, keep=keep) for height, before, keep in sizes]
    pages = paginate(pieces)
    assert [each for page in pages for _, each in page] == pieces
    for page in pages:
        for (top, each), (below, _) in pairwise(page):
            assert below >= top + each.height - 0.001
        assert all(top + each.height <= BOTTOM + 0.02 for top, each in page)
