"""Owns tables: widths measured from what the cells hold, lines broken where a column may, never one cell over another.

It refuses to shrink type below the smallest size.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from console.briefing.marks import mark
from console.briefing.pen import Pen
from console.briefing.setting import LEFT, RIGHT, SMALLEST, WIDTH, Piece, Setting
from console.briefing.wrapping import TextLine

PAD, GAP, MARK = 4.0, 7.0, 12.0
HEAD_SIZE = 8.0
STEP = 0.25
ONE_LINE_SHRINKS = (0.0, 0.25, 0.5, 0.75, 1.0)
WIDEN = 6.0
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
    """Find widths: all on one line in slightly smaller type, else broken lines in full type, else smaller type still."""
    room = WIDTH - 2 * PAD - GAP * (len(columns) - 1)
    for shrink in ONE_LINE_SHRINKS:
        natural = [_natural(setting, columns[place], rows, place, shrink) for place in range(len(columns))]
        if sum(natural) <= room:
            return _Plan(columns, _spread(columns, natural, room), shrink)
    shrink = 0.0
    while True:
        widths = _broken(setting, columns, rows, room, shrink)
        if widths is not None:
            return _Plan(columns, widths, shrink)
        if max(column.size for column in columns) - shrink <= SMALLEST:
            return _Plan(columns, _squeezed(setting, columns, rows, room, shrink), shrink)
        shrink += STEP


def _spread(columns: tuple[Column, ...], natural: Sequence[float], room: float) -> tuple[float, ...]:
    """Give what is left over to the columns that grow."""
    shares = sum(column.grows for column in columns)
    over = room - sum(natural)
    if not shares:
        return tuple(natural)
    return tuple(width + over * column.grows / shares for column, width in zip(columns, natural, strict=True))


def _broken(
    setting: Setting, columns: tuple[Column, ...], rows: Sequence[Sequence[Cell]], room: float, shrink: float
) -> tuple[float, ...] | None:
    """Return widths at which the columns that grow break their lines so that the table stays low; None where none fit."""
    growing = [place for place, column in enumerate(columns) if column.grows]
    widths = [
        (_least if column.grows else _natural)(setting, column, rows, place, shrink)
        for place, column in enumerate(columns)
    ]
    left = room - sum(widths)
    if left < 0 or not growing:
        return None
    wanted = [[_needed(setting, columns[place], row[place], shrink) for row in rows] for place in growing]
    held = [widths[place] for place in growing]
    while left > 0:
        step = min(WIDEN, left)
        heights = [_height(wanted, [*held[:at], held[at] + step, *held[at + 1 :]]) for at in range(len(held))]
        best = heights.index(min(heights))
        held[best] += step
        left -= step
    for place, width in zip(growing, held, strict=True):
        widths[place] = width
    return tuple(widths)


def _height(wanted: Sequence[Sequence[float]], widths: Sequence[float]) -> float:
    """Return about how many lines the rows take together; a line nearly full counts as one and a bit."""
    lines = 0.0
    for row in zip(*wanted, strict=True):
        told = [need / width for need, width in zip(row, widths, strict=True)]
        lines += max(math.ceil(each) for each in told) + 0.05 * sum(told)
    return lines


def _needed(setting: Setting, column: Column, cell: Cell, shrink: float) -> float:
    """Return how wide a cell's text would be on one line, with a bit more for what breaking wastes."""
    size = max(SMALLEST, column.size - shrink)
    if cell.across > 1:
        return 0.0
    return _inset(cell) + setting.width(cell.text, cell.face, size) * 1.04 + 0.5


def _squeezed(
    setting: Setting, columns: tuple[Column, ...], rows: Sequence[Sequence[Cell]], room: float, shrink: float
) -> tuple[float, ...]:
    """Leave narrow columns as they are and give the wide ones equal parts of the rest; they break their lines."""
    natural = [_natural(setting, columns[place], rows, place, shrink) for place in range(len(columns))]
    left, cap = room, 0.0
    for place, width in enumerate(sorted(natural)):
        cap = left / (len(natural) - place)
        if width > cap:
            break
        left -= width
    return tuple(min(width, cap) for width in natural)


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
        _inset(row[place]) + setting.longest(row[place].text, size, row[place].face)
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
            x, base + number * leading, line.running, size, cell.face, cell.colour, "end" if end else "start"
        )
