"""Owns the composite index as a card beside its dimensions with intervals. It refuses a score without its interval."""

from __future__ import annotations

from console.briefing.blocks.dimensions import DimensionTable
from console.briefing.charts import apart, tick_words
from console.briefing.marks import triangle
from console.briefing.pen import Pen
from console.briefing.setting import LEFT, SMALLEST, Piece, Setting, heading
from console.charts.scale import Scale, nice_ticks, padded
from console.domain.briefing_blocks import IndexOverview

CARD, INSET = 150.0, 12.0
LEAST_CARD, WITHOUT_RANK = 150.0, 130.0
MOST_CELLS = 120
"""With more units than this the rank band is drawn as a bar."""
INTERVAL = "seq_2"
SCORE, LEAST_CHANGE, MOST_VERSUS = 33.0, 45.0, 2

Span = tuple[float, float]


def pieces(block: IndexOverview, setting: Setting) -> tuple[Piece, ...]:
    """Return the heading and the card with its table, in one piece."""
    table = DimensionTable(block, setting)
    caption = setting.wrapped(setting.filled(block.caption), CARD - 2 * INSET, 7)
    least = LEAST_CARD if _ranked(block, setting) else WITHOUT_RANK
    height = max(least + (len(caption) - 1) * 8.5, table.height)

    def draw(pen: Pen, top: float) -> None:
        with pen.element("Figure", _told(block, setting)):
            _draw_card(pen, top, height, block, setting)
        table.draw(pen, top)

    return (heading(setting, block.heading, block.note), Piece(height + 2, draw))


def _told(block: IndexOverview, setting: Setting) -> str:
    """Return the card in words for who does not see it."""
    names = (block.score, block.low, block.high, block.change, block.rank_low, block.rank_high, block.units)
    told = " ".join(setting.printed(name) for name in names if name)
    return f"{block.name}: {told}. {setting.filled(block.caption)}"


def _ranked(block: IndexOverview, setting: Setting) -> bool:
    return all(
        setting.at(name) is not None for name in (block.rank, block.rank_low, block.rank_high, block.units)
    )


def _draw_card(pen: Pen, top: float, height: float, block: IndexOverview, setting: Setting) -> None:
    x, right = LEFT + INSET, LEFT + CARD - INSET
    pen.box(LEFT, top, CARD, height, "sunken", "line", 3)
    name, size = setting.tight(block.name, right - x, 8.5)
    pen.text(x, top + 19, name, size, colour="text2")
    known, changed = (setting.at(name) is not None for name in (block.score, block.change))
    room = right - x - (LEAST_CHANGE if changed else 0)
    score, size = setting.tight(setting.printed(block.score), room, SCORE, "bold")
    wide = pen.text(x, top + 52, score, size, "bold", "accent" if known else "na")
    if changed:
        _draw_change(pen, x + wide + 9, top, right, block, setting)
    _draw_strip(pen, top + 81, (x, right), block, setting)
    if _ranked(block, setting):
        _draw_ranks(pen, top, (x, right), block, setting)
    elif setting.at(block.low) is not None and setting.at(block.high) is not None:
        interval = f"{setting.printed(block.low)}–{setting.printed(block.high)}"
        _draw_pair(pen, top + 111, (x, right), setting, (setting.words("interval"), interval))
    lines = setting.wrapped(setting.filled(block.caption), right - x, 7)
    pen.lines(x, top + height - 7 - (len(lines) - 1) * 8.5, lines, right - x, 8.5, 7, "sans", "text3")


def _draw_change(
    pen: Pen, x: float, top: float, right: float, block: IndexOverview, setting: Setting
) -> None:
    change = setting.at(block.change)
    colour = "text2" if not (change and block.beyond_error) else "ok" if change > 0 else "red"
    start = x
    if change:
        triangle(pen, x + 3, top + 36.5, 6, change > 0, colour)
        start = x + 9
    room = right + 8 - x
    told, size = setting.tight(setting.printed(block.change), right + 8 - start, 10, "bold")
    pen.text(start, top + 40, told, size, "bold", colour)
    words = setting.filled(block.versus)
    if setting.width(words, "sans", 7) <= room:
        pen.text(x, top + 52, words, setting.fitted(words, room, 7.5), colour="text2")
        return
    lines = setting.wrapped(words, room, 7)[:MOST_VERSUS]
    for place, line in enumerate(lines):
        pen.text(x, top + 49 + place * 8, setting.clipped(line.text, room, 7), 7, colour="text2")


def _draw_strip(pen: Pen, base: float, span: Span, block: IndexOverview, setting: Setting) -> None:
    """Draw our place among all others: short strokes, the interval as a bar, the point on a stem."""
    names = (block.score, block.low, block.high, *block.peers)
    values = [value for name in names if (value := setting.at(name)) is not None]
    if not values:
        return
    low, high = padded(values, 0.08)
    x = Scale(low, high, *span)
    pen.line((span[0], base), (span[1], base), "line_strong", 0.6)
    ticks = nice_ticks(low, high, 5)
    words = apart(tick_words(ticks), [x.at(tick) for tick in ticks], setting)
    for tick, word in zip(ticks, words, strict=True):
        pen.line((x.at(tick), base), (x.at(tick), base + 2.5), "line_strong", 0.6)
        pen.text(x.at(tick), base + 10, word, 7, colour="text3", align="middle")
    for peer in block.peers:
        if (value := setting.at(peer)) is not None:
            pen.line((x.at(value), base - 6), (x.at(value), base), "axis", 0.9)
    score, start, end = (setting.at(name) for name in (block.score, block.low, block.high))
    if start is not None and end is not None:
        pen.box(x.at(start), base - 9, x.at(end) - x.at(start), 9, INTERVAL)
    if score is not None:
        pen.line((x.at(score), base - 12), (x.at(score), base), "accent", 1.4)
        pen.dot(x.at(score), base - 12, 2.2, "accent")


def _draw_ranks(pen: Pen, top: float, span: Span, block: IndexOverview, setting: Setting) -> None:
    low, high, units = (setting.printed(name) for name in (block.rank_low, block.rank_high, block.units))
    key = "rank-one" if low == high else "rank-band"
    told = setting.words(key, low=low, high=high, units=units)
    _draw_pair(pen, top + 111, span, setting, (setting.words("rank-label"), told))
    _draw_cells(pen, top + 117, span, block, setting)


def _draw_pair(pen: Pen, base: float, span: Span, setting: Setting, words: tuple[str, str]) -> None:
    """Print a label at the left and what it is at the right of one line."""
    left, right = span
    wide = pen.text(left, base, words[0], 8, colour="text2")
    told, size = setting.tight(words[1], right - left - wide - 4, 8.5, "bold")
    pen.text(right, base, told, size, "bold", align="end")


def _draw_cells(pen: Pen, top: float, span: Span, block: IndexOverview, setting: Setting) -> None:
    """Draw a cell a rank: those of the band outlined and numbered, the point estimate filled."""
    left, right = span
    units, rank, low, high = (
        round(setting.at(name) or 0) for name in (block.units, block.rank, block.rank_low, block.rank_high)
    )
    if units > MOST_CELLS:
        _draw_band(pen, top, Scale(1, units, left, right), (rank, low, high))
        return
    step = (right - left + 1.6) / max(1, units)
    gap = 1.6 if step > 4 else 0.4
    for place in range(1, units + 1):
        inside, x = low <= place <= high, left + (place - 1) * step
        fill = "accent" if place == rank else "accent_soft" if inside else "shade"
        pen.box(x, top, step - gap, 11, fill, "accent" if inside else "", 0.8 if step > 4 else 0)
        if inside and step - gap >= pen.faces.width(str(place), "bold", SMALLEST):
            colour = "on_accent" if place == rank else "accent"
            pen.text(x + (step - gap) / 2, top + 8.2, str(place), SMALLEST, "bold", colour, "middle")


def _draw_band(pen: Pen, top: float, x: Scale, ranks: tuple[int, int, int]) -> None:
    rank, low, high = ranks
    pen.box(x.start, top, x.end - x.start, 11, "shade")
    pen.box(x.inside(low), top, max(1.0, x.inside(high) - x.inside(low)), 11, "accent_soft", "accent")
    pen.line((x.inside(rank), top), (x.inside(rank), top + 11), "accent", 1.6)
