"""Owns tables: widths measured from what the cells hold, lines broken where a column may, never one cell over another.

It refuses to shrink type below the smallest size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from console.briefing.marks import mark
from console.briefing.pen import Pen
from console.briefing.setting import LEFT, RIGHT, SMALLEST, WIDTH, Piece, Setting
from console.briefing.wrapping import TextLine, longest

PAD, GAP, MARK = 4.0, 7.0, 12.0
HEAD_SIZE = 8.0
STEP = 0.25
Draw = Callable[[Pen, float], None]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; a column that ``grows`` takes what the others leave and breaks its lines."""

    head: str
    align: str = "start"  # start or end
    grows: float = 0.0  # share of the room that is left
    size: float = 8.5


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, with a mark before its text where ``mark`` is a kind."""

    text: str
    face: str = "sans"
    colour: str = "text2"
    mark: str = ""
    across: int = 1  # how many columns it takes; the cells it covers are left out of account


@dataclass(frozen=True, slots=True)
class _Plan:
    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    shrink: float  # taken from every type size

    def size(self, place: int) -> float:
        return max(SMALLEST, self.columns[place].size - self.shrink)

    def width(self, place: int, across: int = 1) -> float:
        return sum(self.widths[place : place + across]) + GAP * (across - 1)

    def left(self, place: int) -> float:
        return LEFT + PAD + sum(self.widths[:place]) + GAP * place


def table(
    setting: Setting,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    row_height: float,
    last: Sequence[Cell] | None = None,
) -> tuple[Piece, ...]:
    """Return the head and the rows as pieces; the head is drawn again on each further page.

    ``name`` tells one table of a page from the next; ``last`` is a summing line that never stands alone.
    """
    plan = _planned(setting, tuple(columns), (*rows, *((last,) if last else ())))
    head, whole = _head(setting, plan), f"Table:{name}"
    repeated = Piece(head.height, _decorated(head.draw))
    pieces = [Piece(head.height, _tagged(head.draw, whole), keep=True)]
    pieces += [_row(setting, plan, row, row_height, repeated, whole) for row in rows]
    if last is not None:
        if rows:
            pieces[-1] = replace(pieces[-1], keep=True)
        pieces.append(_row(setting, plan, last, row_height, repeated, whole, shaded=True))
    return tuple(pieces)


def _tagged(draw: Draw, whole: str) -> Draw:
    def tagged(pen: Pen, top: float) -> None:
        with pen.element("TR", within=whole):
            draw(pen, top)

    return tagged


def _decorated(draw: Draw) -> Draw:
    def decorated(pen: Pen, top: float) -> None:
        with pen.decoration():
            draw(pen, top)

    return decorated


def _planned(setting: Setting, columns: tuple[Column, ...], rows: Sequence[Sequence[Cell]]) -> _Plan:
    """Find the largest type in which the columns fit side by side; the last resort breaks lines in every column."""
    room = WIDTH - 2 * PAD - GAP * (len(columns) - 1)
    shrink = 0.0
    while True:
        widths = _widths(setting, columns, rows, room, shrink)
        if widths is not None:
            return _Plan(columns, widths, shrink)
        if max(column.size for column in columns) - shrink <= SMALLEST:
            return _Plan(columns, _squeezed(setting, columns, rows, room, shrink), shrink)
        shrink += STEP


def _widths(
    setting: Setting, columns: tuple[Column, ...], rows: Sequence[Sequence[Cell]], room: float, shrink: float
) -> tuple[float, ...] | None:
    natural = [_natural(setting, columns[place], rows, place, shrink) for place in range(len(columns))]
    least = [_least(setting, columns[place], rows, place, shrink) for place in range(len(columns))]
    fixed = sum(width for column, width in zip(columns, natural, strict=True) if not column.grows)
    growing = [place for place, column in enumerate(columns) if column.grows]
    left = room - fixed
    if left < sum(least[place] for place in growing):
        return None
    shares = sum(columns[place].grows for place in growing)
    widths = list(natural)
    wanted = sum(natural[place] for place in growing)
    for place in growing:
        fair = left * columns[place].grows / shares
        widths[place] = natural[place] + (left - wanted) * columns[place].grows / shares
        if wanted > left:
            widths[place] = max(least[place], min(natural[place], fair))
    over = sum(widths) - room
    if growing and abs(over) > 0.01:
        widest = max(growing, key=lambda place: widths[place])
        widths[widest] -= over
        if widths[widest] < least[widest]:
            return None
    return tuple(widths)


def _squeezed(
    setting: Setting, columns: tuple[Column, ...], rows: Sequence[Sequence[Cell]], room: float, shrink: float
) -> tuple[float, ...]:
    """Give each column its part of the room by what it holds; every column then breaks its lines."""
    natural = [_natural(setting, columns[place], rows, place, shrink) for place in range(len(columns))]
    return tuple(room * width / sum(natural) for width in natural)


def _natural(
    setting: Setting, column: Column, rows: Sequence[Sequence[Cell]], place: int, shrink: float
) -> float:
    size = max(SMALLEST, column.size - shrink)
    cells = [
        _inset(row[place]) + setting.width(row[place].text, row[place].face, size)
        for row in rows
        if row[place].across == 1
    ]
    return max([*cells, setting.width(column.head, "sans", _head_size(shrink))]) + 0.5


def _least(
    setting: Setting, column: Column, rows: Sequence[Sequence[Cell]], place: int, shrink: float
) -> float:
    size = max(SMALLEST, column.size - shrink)
    cells = [
        _inset(row[place])
        + longest(row[place].text, lambda text, cell=row[place]: setting.width(text, cell.face, size))  # type: ignore[misc]
        for row in rows
        if row[place].across == 1
    ]
    return max([*cells, setting.width(column.head, "sans", _head_size(shrink)), 4 * size]) + 0.5


def _head_size(shrink: float) -> float:
    return max(SMALLEST, HEAD_SIZE - shrink)


def _inset(cell: Cell) -> float:
    return MARK if cell.mark else 0.0


def _head(setting: Setting, plan: _Plan) -> Piece:
    size = _head_size(plan.shrink)
    heads = [
        setting.wrapped(column.head, width + 0.1, size)
        for column, width in zip(plan.columns, plan.widths, strict=True)
    ]
    height = 17.0 + (max(len(lines) for lines in heads) - 1) * (size + 1)

    def draw(pen: Pen, top: float) -> None:
        pen.box(LEFT, top - 4, RIGHT - LEFT, height, "sunken")
        for place, lines in enumerate(heads):
            with pen.element("TH"):
                _lines(pen, plan, place, lines, (top + 7.5, size + 1, size), Cell("", "sans", "text3"))
        pen.line((LEFT, top - 4 + height), (RIGHT, top - 4 + height), "line_strong")

    return Piece(height - 4, draw)


def _row(
    setting: Setting,
    plan: _Plan,
    cells: Sequence[Cell],
    row_height: float,
    head: Piece,
    whole: str,
    shaded: bool = False,
) -> Piece:
    broken = {
        place: setting.wrapped(
            cell.text, plan.width(place, cell.across) - _inset(cell) + 0.1, plan.size(place), cell.face
        )
        for place, cell in _shown(cells)
    }
    leading = max(plan.size(place) for place in broken) + 2.2
    height = row_height + (max(len(lines) for lines in broken.values()) - 1) * leading

    def draw(pen: Pen, top: float) -> None:
        if shaded:
            pen.box(LEFT, top, RIGHT - LEFT, height, "sunken")
        for place, lines in broken.items():
            size = plan.size(place)
            with pen.element("TD"):
                _lines(
                    pen, plan, place, lines, (top + row_height / 2 + size * 0.37, leading, size), cells[place]
                )
            if cells[place].mark:
                mark(pen, plan.left(place), top + row_height / 2 - 4.75, cells[place].mark, 9.5)
        rule = ("line_strong", 0.5) if shaded else ("line", 0.4)
        pen.line((LEFT, top + height), (RIGHT, top + height), *rule)

    return Piece(height, _tagged(draw, whole), repeat=head)


def _shown(cells: Sequence[Cell]) -> Iterator[tuple[int, Cell]]:
    """Leave out what lies under a cell that goes across."""
    free = 0
    for place, cell in enumerate(cells):
        if place >= free:
            free = place + cell.across
            yield place, cell


def _lines(
    pen: Pen,
    plan: _Plan,
    place: int,
    lines: Sequence[TextLine],
    at: tuple[float, float, float],
    cell: Cell,
) -> None:
    base, leading, size = at
    end = plan.columns[place].align == "end"
    x = plan.left(place) + (plan.widths[place] if end else _inset(cell))
    for number, line in enumerate(lines):
        pen.text(
            x, base + number * leading, line.text, size, cell.face, cell.colour, "end" if end else "start"
        )
