"""Owns the tally of cards by theme. It refuses to draw a suspicion like a card: dashed, hollow, counted and named apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from console.briefing.marks import mark
from console.briefing.pen import Pen
from console.briefing.setting import LEFT, RIGHT, WIDTH, Piece, Setting, heading
from console.domain.briefing_blocks import CardTally, ThemeCards

ROW, CLOSER, GUTTER, CELL, LEAST_PITCH = 19.0, 2.5, 16.0, 6.4, 3.0
NAME, LEAST_NAME, LEAST_CELLS = 9.5, 0.82, 18.0
MOST_COUNT, MOST_SAID = 32.0, 66.0
"""To how much of its size a theme's name may shrink, so that its cards have room."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Widths shared by both columns of themes, and how many cards one cell stands for."""

    column: float
    name: float
    size: float  # of the names' type
    red: float  # width of the largest count
    yellow: float
    suspicion: float
    pitch: float
    each: int

    @property
    def cells(self) -> float:
        """Return where the cells start within a column."""
        return self.name + 8 + 13 + self.red + 8 + 13 + self.yellow + 8


def pieces(block: CardTally, setting: Setting) -> tuple[Piece, ...]:
    """Return the heading, the themes in two columns, and the line of totals."""
    if not block.themes:
        return (heading(setting, block.heading, block.note), _totals(block, setting))
    grid = _grid(block, setting)
    row = min(ROW, setting.density.row + CLOSER)
    height = (len(block.themes) + 1) // 2 * row

    def draw(pen: Pen, top: float) -> None:
        lines = (len(block.themes) + 1) // 2
        for place, theme in enumerate(block.themes):
            x, y = LEFT + (place % 2) * (grid.column + GUTTER), top + place // 2 * row + (row - ROW) / 2
            with pen.element("Figure", _told(theme, setting)):
                _draw_theme(pen, x, y, theme, setting, grid)
            if place // 2 < lines - 1:
                edge = y + (row + ROW) / 2
                pen.line((x, edge), (x + grid.column, edge), width=0.4)

    return (
        heading(setting, block.heading, block.note, _scale(setting, grid)),
        Piece(height + 2, draw, keep=True),
        _totals(block, setting),
    )


def _told(theme: ThemeCards, setting: Setting) -> str:
    """Return one theme in words for who does not see the cards."""
    red = f"{setting.words('card-red')} {setting.printed(theme.red)}"
    yellow = f"{setting.words('card-yellow')} {setting.printed(theme.yellow)}"
    return f"{theme.name}: {red}, {yellow}, {_suspicions(theme, setting)}"


def _scale(setting: Setting, grid: _Grid) -> str:
    return setting.words("cell-scale", count=str(grid.each)) if grid.each > 1 else ""


def _grid(block: CardTally, setting: Setting) -> _Grid:
    column = (WIDTH - GUTTER) / 2
    most = max(_counted(theme.red, setting) + _counted(theme.yellow, setting) for theme in block.themes)
    name = max(setting.width(theme.name, "sans", NAME) for theme in block.themes)
    red, yellow = (
        min(MOST_COUNT, max(setting.width(setting.printed(each), "bold", 10) for each in counts))
        for counts in zip(*((theme.red, theme.yellow) for theme in block.themes), strict=True)
    )
    said = max(setting.width(_suspicions(theme, setting), "sans", 8.5) for theme in block.themes)
    suspicion = min(MOST_SAID, said) + 12
    loose = _Grid(column, name, NAME, red, yellow, suspicion, CELL, 1)
    free = column - (loose.cells - name) - suspicion - 6
    wanted = max(name * LEAST_NAME, min(name, free - (most + 1) * LEAST_PITCH - 0.1))
    name = min(wanted, free - LEAST_CELLS)
    size = min(setting.fitted(theme.name, name, NAME) for theme in block.themes)
    tight = _Grid(column, name, size, red, yellow, suspicion, CELL, 1)
    room = column - tight.cells - suspicion - 6
    each = next(each for each in _steps() if (-(-most // each) + 1) * LEAST_PITCH <= max(room, LEAST_CELLS))
    pitch = min(CELL, max(room, LEAST_CELLS) / (-(-most // each) + 1))
    return _Grid(column, name, size, red, yellow, suspicion, pitch, each)


def _steps() -> Iterator[int]:
    """Count one, two, five, ten, twenty … cards a cell."""
    for power in count():
        yield from (10**power, 2 * 10**power, 5 * 10**power)


def _counted(figure: str, setting: Setting) -> int:
    return round(setting.at(figure) or 0)


def _suspicions(theme: ThemeCards, setting: Setting) -> str:
    return setting.words("suspicions", count=setting.printed(theme.suspicions))


def _draw_theme(pen: Pen, x: float, top: float, theme: ThemeCards, setting: Setting, grid: _Grid) -> None:
    base, at = top + 13, x + grid.name + 8
    pen.text(x, base, setting.clipped(theme.name, grid.name, grid.size), grid.size)
    for kind, figure, wide in (("red", theme.red, grid.red), ("yellow", theme.yellow, grid.yellow)):
        held = _counted(figure, setting)
        missing = setting.at(figure) is None
        mark(pen, at, top + 5.4, "na" if missing else kind if held else "none", 9)
        colour = "text3" if not held else "red" if kind == "red" else "text"
        told, size = setting.tight(setting.printed(figure), wide, 10, "bold")
        pen.text(at + 13 + wide, base, told, size, "bold", colour, "end")
        at += 13 + wide + 8
    _draw_cells(pen, x + grid.cells, top, theme, setting, grid)
    words, size = setting.tight(_suspicions(theme, setting), grid.suspicion - 12, 8.5)
    wide = pen.text(x + grid.column, base, words, size, colour="text2", align="end")
    if _counted(theme.suspicions, setting):
        mark(pen, x + grid.column - wide - 12, top + 5.8, "suspicion", 8.5)


def _draw_cells(pen: Pen, x: float, top: float, theme: ThemeCards, setting: Setting, grid: _Grid) -> None:
    wide = grid.pitch * 0.75
    for kind, figure in (("red", theme.red), ("yellow", theme.yellow)):
        for _ in range(-(-_counted(figure, setting) // grid.each)):
            edge = "yellow_line" if kind == "yellow" else ""
            pen.box(x, top + 5.6, wide, 8.6, f"{kind}_fill", edge, 0.6)
            x += grid.pitch


def _totals(block: CardTally, setting: Setting) -> Piece:
    told = setting.words("card-total", red=setting.printed(block.red), yellow=setting.printed(block.yellow))
    waiting = setting.words("suspicion-total", count=setting.printed(block.suspicions))
    movement = setting.filled(block.movement)
    room = WIDTH - 16 - setting.width(told, "bold", 9) - setting.width(waiting, "sans", 8.5) - 36
    apart = setting.width(movement, "sans", 8) > room
    lines = setting.wrapped(movement, WIDTH - 16, 8) if apart and movement else ()
    height = 17 + 11 * len(lines)

    def draw(pen: Pen, top: float) -> None:
        pen.box(LEFT, top, WIDTH, height, "sunken", radius=2)
        with pen.element("P"):
            wide = pen.text(LEFT + 8, top + 11.8, told, 9, "bold")
            pen.text(LEFT + 8 + wide + 26, top + 11.8, waiting, 8.5, colour="text2")
        mark(pen, LEFT + 8 + wide + 14, top + 4.2, "suspicion", 9)
        with pen.element("P"):
            if movement and not apart:
                pen.text(RIGHT - 8, top + 11.8, movement, 8, colour="text2", align="end")
            pen.lines(LEFT + 8, top + 22.8, lines, WIDTH - 16, 11, 8, "sans", "text2")

    return Piece(height, draw)
