"""Owns the tables of the shelf: extracts, caches and the comparison as rows. It refuses to round a change into nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import fmean

from console.domain.classification import classification_phrase
from console.domain.comparison import JUDGEMENTS, Cell, ComparedRow, Side
from console.domain.quality import destroy_by
from console.gui.models.cells import DueCell, LinesCell, MarkCell, NotComputableCell, Spark, ToldCell
from console.gui.models.columns import Column
from console.gui.models.rows import Row
from console.gui.resting import rest_of, share_words
from console.gui.theme import Look
from console.gui.views.shelf.comparing import Compared
from console.gui.words import Named, Say, Words, say
from console.jobs.compare_answers import MeasureCard
from console.jobs.shelf import CacheLine, ShelfEntry, ShelfLine

MEBIBYTE = 1024**2
JUDGEMENT = "compare-judgement-"
COURSE = 3  # extracts from which a line says more than two numbers
DIRECTIONS = {"up": 1, "down": -1}
Place = tuple[str, str]
"""Path and digest."""
CURRENT, BESIDE, THERE, GONE = "current", "beside", "there", "gone"
MARKS = {"signed": "ok", "unsigned": "yellow", "diagnosis": "red"}
SIGNS = {
    "worse": "triangle-alert",
    "better": "circle-check",
    "restated": "diff",
    "changed": "arrow-down-up",
    "within-error": "minus",
    "same": "minus",
    "not-computable": "circle-slash",
}


def extract_columns() -> Sequence[Column]:
    """Return the columns of the list of extracts."""
    return (
        Column("name", say("shelf-extract"), "lines"),
        Column("state", say("shelf-state"), "name"),
        Column("mark", say("shelf-signature"), "mark"),
        Column("period", say("shelf-period"), "name"),
        Column("cut_off", say("shelf-cut-off"), "date"),
        Column("classification", say("shelf-classification"), "name"),
        Column("destroy_by", say("shelf-destroy-by"), "due"),
        Column("size", say("shelf-size"), "number", digits=1),
    )


def extract_rows(
    lines: Sequence[ShelfLine], current: Place, beside: frozenset[Place], today: date
) -> list[Row]:
    """Return one row an extract: the open ones first, then the others by when they were open last."""
    rows = [_extract_row(line, state_of(line, current, beside), today) for line in lines]
    order = (CURRENT, BESIDE, THERE, GONE)
    return sorted(rows, key=lambda row: order.index(str(row["place"])))


def state_of(line: ShelfLine, current: Place, beside: frozenset[Place]) -> str:
    """Return whether an extract is the one worked on, open beside it, there, or gone; a copy elsewhere is another."""
    place = (line.entry.path, line.entry.digest)
    if place == current:
        return CURRENT
    if place in beside:
        return BESIDE
    return THERE if line.bytes is not None else GONE


def _extract_row(line: ShelfLine, place: str, today: date) -> Row:
    entry = line.entry
    return {
        "line": line,
        "place": place,
        "name": LinesCell(entry.name, entry.path, path=True),
        "state": say(f"shelf-state-{place}"),
        "mark": MarkCell(MARKS[entry.mark], say(f"shelf-mark-{entry.mark}")),
        "period": entry.period,
        "cut_off": entry.cut_off,
        "classification": say(phrase)
        if (phrase := classification_phrase(entry.classification))
        else entry.classification,
        "destroy_by": _due(entry, today),
        "size": None if line.bytes is None else line.bytes / MEBIBYTE,
    }


def _due(entry: ShelfEntry, today: date) -> DueCell | None:
    if entry.destroy_by is None:
        return None
    return DueCell(entry.destroy_by, max(0, -destroy_by(entry.destroy_by, today).days_left))


def cache_columns() -> Sequence[Column]:
    """Return the columns of the caches."""
    return (
        Column("name", say("shelf-cache-of"), "lines"),
        Column("used_at", say("shelf-cache-used"), "date"),
        Column("size", say("shelf-cache-size"), "number", digits=1),
    )


def cache_rows(lines: Sequence[CacheLine]) -> list[Row]:
    """Return one row an extract that has anything kept, in kibibytes."""
    return [
        {
            "digest": line.digest,
            "name": LinesCell(line.name or say("shelf-cache-unknown"), line.digest[:16]),
            "used_at": line.used_at.astimezone().date(),
            "size": line.bytes / 1024,
        }
        for line in lines
    ]


def comparison_columns(sides: Sequence[Side], by: str) -> Sequence[Column]:
    """Return the columns of a comparison: what, then one an extract, then change and judgement."""
    first = Column("name", say(f"shelf-column-{by or 'measure'}"), "lines")
    each = [
        Column(f"side-{place}", side.period.name, "number", subtitle=side.name, sortable=False)
        for place, side in enumerate(sides)
    ]
    drawn = (Column("spark", say("shelf-course"), "spark", sortable=False),) if len(sides) >= COURSE else ()
    return (
        first,
        *each,
        *drawn,
        Column("change", say("compare-column-change"), "number"),
        Column("judgement", say("compare-column-judgement"), "name", icon=_sign),
        *(() if by else (_data_column(),)),
    )


def _data_column() -> Column:
    return Column("data", say("column-data"), "number", sortable=False, tooltip=say("shelf-data-told"))


def _sign(value: object) -> str | None:
    return SIGNS.get(value.key.removeprefix(JUDGEMENT)) if isinstance(value, Say) else None


def comparison_rows(look: Look, held: Compared) -> list[Row]:
    """Return one row a measure, or one a subject with what got worse first."""
    cards = {card.measure_id: card for card in held.cards}
    rows: list[Row] = [
        {
            **_comparison_row(look, cards[row.measure_id], row, bool(held.request.by)),
            "data": rests_cell(look, row.measure_id, held.sides),
        }
        for row in held.found.rows
    ]
    if held.request.by:
        order = {name: place for place, name in enumerate(JUDGEMENTS)}
        rows.sort(key=lambda row: order[str(row["verdict"])])
    return rows


def _comparison_row(look: Look, card: MeasureCard, row: ComparedRow, by_subject: bool) -> Row:
    sides: Mapping[str, object] = {
        f"side-{place}": _value(look, card, cell) for place, cell in enumerate(row.cells)
    }
    named: Words = Named(row.names) if row.names else row.subject
    unit = say("shelf-unit", id=card.measure_id, unit=say(f"shelf-unit-{card.unit}"))
    return {
        "measure": row.measure_id,
        "subject": row.subject,
        "verdict": row.judgement,
        "name": LinesCell(named, row.subject) if by_subject else LinesCell(Named(card.names), unit),
        **sides,
        "spark": _course(card, row.cells),
        "change": change_words(look, card, row.change),
        "judgement": say(f"{JUDGEMENT}{row.judgement}"),
    }


def rests_cell(look: Look, measure: str, sides: Sequence[Side]) -> ToldCell:
    """Return how good the data of each extract are that a measure rests on, in their order; the checks stand behind it."""
    lines = [(side, side.rest(measure)) for side in sides]
    told = [
        f"{side.name}\n{look.words(rest_of(look, line).told)}" for side, line in lines if line is not None
    ]
    return ToldCell(" / ".join(share_words(look, line) for _, line in lines), "\n\n".join(told))


def _value(look: Look, card: MeasureCard, cell: Cell) -> object:
    if cell.value is None:
        return NotComputableCell(_reason(look, cell.reason))
    if card.unit == "percent":
        return look.phrases.percent(cell.value, card.digits)
    return look.phrases.number(cell.value, card.digits)


def _reason(look: Look, reason: str) -> Words:
    known = f"reason-{reason}"
    return say(known) if look.phrases.has(known) else say("not-computable-because", reason=reason)


def _course(card: MeasureCard, cells: Sequence[Cell]) -> Spark | None:
    """Return the values in their order; nothing where one of them is missing: a gap is not a line."""
    values = tuple(cell.value for cell in cells if cell.value is not None)
    if len(values) < max(len(cells), COURSE):
        return None
    middle = fmean(values)
    return Spark(values, middle, middle, middle, (0,) * len(values), DIRECTIONS.get(card.direction, 0))


def change_words(look: Look, card: MeasureCard, change: float | None) -> str:
    """Return a change with as many digits as it takes to see that it is one, up to two more than the measure's own."""
    if change is None:
        return "—"
    shown = change * (100 if card.unit == "percent" else 1)
    digits = card.digits
    while shown and not round(shown, digits) and digits < card.digits + 2:
        digits += 1
    return look.phrases.number(shown, digits, sign=True)
