"""Owns the tables of the wizard: files, sources, tables, columns, refusals and failing checks. It refuses to hide a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from console.domain.mapping import ColumnMapping
from console.gui.models.cells import BarCell, LinesCell, MarkCell
from console.gui.models.columns import Column
from console.gui.models.rows import Row
from console.gui.theme import Look
from console.gui.views.wizard.draft import Draft, origin_of, sample_of
from console.gui.words import Named, Words, say
from console.jobs.wizard_answers import FailingCheck, ReadValue, Refusal, SourceCard, TableTally, Tried

KIBIBYTE = 1024
NUMBERS = 11  # letters of line numbers beside a reason
MOST_COLUMNS = 60  # of a preview; all of them can be mapped
SHORT, WIDE = 28, 260  # letters a value may have to be shown whole, and the width of a column of longer ones
DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}


def file_columns() -> Sequence[Column]:
    """Return the columns of the chosen files."""
    return (
        Column("name", say("wizard-file"), "lines"),
        Column("size", say("wizard-size"), "number", digits=1),
    )


def file_rows(files: Sequence[tuple[Path, int | None]]) -> list[Row]:
    """Return one row a file; its size is None where it is gone."""
    return [
        {
            "path": path,
            "name": LinesCell(path.name, str(path.parent)),
            "size": None if size is None else size / KIBIBYTE,
        }
        for path, size in files
    ]


def source_columns() -> Sequence[Column]:
    """Return the columns of the sources."""
    return (
        Column("name", say("wizard-source"), "lines"),
        Column("format", say("wizard-format"), "name"),
        Column("columns", say("wizard-columns"), "number"),
    )


def source_rows(cards: Sequence[SourceCard]) -> list[Row]:
    """Return one row a source."""
    return [
        {
            "card": card,
            "name": LinesCell(source_name(card), written(card)),
            "format": say(f"wizard-format-{card.format}"),
            "columns": len(card.columns),
        }
        for card in cards
    ]


def replaced_words(file: str) -> Words:
    """Return that a file took the place of the one of its name, and how it would be a volume instead."""
    named = Path(file)
    return say("wizard-replaced", file=file, example=f"{named.stem}_1{named.suffix}")


def source_name(card: SourceCard) -> Words:
    """Return what a source is called: its file, or the name of its volumes or pieces with their number."""
    if len(card.files) < 2:
        return card.path.name
    key = "wizard-volumes" if "*" in card.spec.file else "wizard-pieces"
    return say(key, file=Path(card.spec.file).name, count=len(card.files))


def written(card: SourceCard) -> Words:
    """Return how a file is written: encoding and delimiter, where it is text."""
    if not card.encoding:
        return say("wizard-binary")
    if not card.delimiter:
        return card.encoding
    known = DELIMITERS.get(card.delimiter)
    return say(
        "wizard-written", encoding=card.encoding, delimiter=say(f"wizard-delimiter-{known or 'other'}")
    )


def preview_columns(card: SourceCard) -> Sequence[Column]:
    """Return the columns of a preview, under the names of the source; only long texts are elided."""
    longest = [
        max((len(row[place]) for row in card.rows if place < len(row)), default=0) for place in _places(card)
    ]
    return tuple(
        Column(str(place), name, "text", width=WIDE, sortable=False)
        if longest[place] > SHORT
        else Column(str(place), name, "name", sortable=False)
        for place, name in enumerate(card.columns[:MOST_COLUMNS])
    )


def _places(card: SourceCard) -> range:
    return range(min(len(card.columns), MOST_COLUMNS))


def preview_rows(card: SourceCard) -> list[Row]:
    """Return the first rows of a source."""
    return [{str(place): cell for place, cell in enumerate(row[:MOST_COLUMNS])} for row in card.rows]


def table_columns() -> Sequence[Column]:
    """Return the columns of the tables that are filled, with their live counts."""
    return (
        Column("name", say("wizard-table"), "lines"),
        Column("read", say("wizard-read"), "number"),
        Column("accepted", say("wizard-accepted"), "number"),
        Column("rejected", say("wizard-rejected"), "number"),
    )


def table_rows(draft: Draft, tried: Tried | None) -> list[Row]:
    """Return one row a mapping of a source to a table; several of one table share their counts."""
    counts = {one.table: one for one in (tried.tables if tried is not None else ())}
    rows: list[Row] = []
    for place, told in enumerate(draft.plan.tables):
        target, count = draft.target(place), counts.get(told.table)
        rows.append(
            {
                "place": place,
                "name": LinesCell(Named(target.names), f"{told.source} → {told.table}"),
                **_counts(count),
            }
        )
    return rows


def _counts(count: TableTally | None) -> dict[str, object]:
    if count is None:
        return {"read": None, "accepted": None, "rejected": None}
    return {"read": count.read, "accepted": count.accepted, "rejected": count.read - count.accepted}


def mapping_columns() -> Sequence[Column]:
    """Return the columns of one table's mapping."""
    return (
        Column("name", say("wizard-target"), "lines"),
        Column("state", say("wizard-state"), "mark", width=92),
        Column("origin", say("wizard-origin"), "text"),
        Column("sample", say("wizard-sample"), "lines"),
        Column("refused", say("wizard-refused"), "number"),
    )


def mapping_rows(draft: Draft, table: int, tried: Tried | None) -> list[Row]:
    """Return one row a contract column: first what is needed or told, then what may still be told."""
    target, told = draft.target(table), draft.plan.tables[table]
    card = draft.card(told.source)
    refused = _refused(tried, told.table)
    unknown = {one.column: one.words for one in draft.looked.unrecognised if one.table == told.table}
    read = {one.column: one for one in (tried.values if tried is not None else ()) if one.place == table}
    empty, clear = set(draft.empty(table)), set(draft.in_clear(table))
    rows: list[Row] = []
    for column in target.columns:
        held = draft.column(table, column.name)
        origin = origin_of(held)
        state = _state(column.name in empty, column.name in clear, bool(unknown.get(column.name)), origin)
        rows.append(
            {
                "target": column.name,
                "rank": 0 if origin != "nothing" or column.required else 1,
                "name": LinesCell(Named(column.names), f"{column.name} · {column.type}"),
                "state": MarkCell(state[0], say(f"wizard-state-{state[1]}")) if state else None,
                "origin": _origin(held, origin),
                "sample": _sample(card, held, read.get(column.name)),
                "refused": refused.get(column.name),
            }
        )
    return sorted(rows, key=lambda row: int(str(row["rank"])))


def _sample(card: SourceCard, held: ColumnMapping | None, read: ReadValue | None) -> LinesCell:
    """Return the first value of a column, and under it how it is read; what is hidden in the preview stays so."""
    if held is None or not held.column:
        return LinesCell("", "")
    seen = sample_of(card, held.column)
    if read is None or held.column in card.masked:
        return LinesCell(seen, "")
    return LinesCell(read.cell, say("wizard-no-value") if read.value is None else f"→ {read.value}")


def _refused(tried: Tried | None, table: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in tried.refusals if tried is not None else ():
        if one.table == table:
            found[one.column] = found.get(one.column, 0) + one.count
    return found


def _state(empty: bool, clear: bool, unknown: bool, origin: str) -> tuple[str, str] | None:
    if empty:
        return "red", "needed"
    if clear:
        return "yellow", "in-clear"
    if unknown:
        return "yellow", "words"
    return ("ok", "told") if origin != "nothing" else None


def _origin(held: ColumnMapping | None, origin: str) -> Words:
    if held is None or origin == "nothing":
        return ""
    if origin == "column":
        return say("wizard-hidden", column=held.column) if held.pseudonym is not None else held.column
    return held.expression if origin == "expression" else f"“{held.constant}”"


def refusal_columns() -> Sequence[Column]:
    """Return the columns of what was refused."""
    return (
        Column("where", say("wizard-where"), "lines", width=184),  # the reason takes what is left
        Column("reason", say("wizard-reason"), "text"),
        Column("count", say("wizard-rows"), "number"),
        Column("share", say("wizard-share"), "bar", width=72),
        Column("lines", say("wizard-lines"), "name"),
    )


def refusal_rows(look: Look, tried: Tried) -> list[Row]:
    """Return one row a reason in a column, the largest first."""
    return [_refusal_row(look, one, tried.read) for one in tried.refusals]


def _refusal_row(look: Look, one: Refusal, read: int) -> Row:
    below = f"{one.table}.{one.column}" if one.column else one.file
    first: Words = Named(one.column_names) if one.column_names else say("wizard-line-itself")
    known = look.phrases.has(f"refused-{one.reason}")
    return {
        "where": LinesCell(first, below),
        "reason": say(f"refused-{one.reason}") if known else one.reason,
        "count": one.count,
        "share": BarCell(one.count / read if read else None, None, "yellow"),
        "lines": line_numbers(one.lines, one.count),
    }


def line_numbers(lines: Sequence[int], count: int) -> Words:
    """Return the first refused lines, whole numbers as far as they fit, and how many more there are."""
    shown = list(map(str, lines[:1]))
    for line in map(str, lines[1:]):
        if len(", ".join([*shown, line])) > NUMBERS:
            break
        shown.append(line)
    told = ", ".join(shown)
    return say("wizard-lines-more", lines=told, more=count - len(shown)) if count > len(shown) else told


def failing_columns() -> Sequence[Column]:
    """Return the columns of checks that accepted rows do not keep."""
    return (
        Column("where", say("quality-where"), "lines"),
        Column("check", say("quality-check"), "text"),
        Column("failed", say("quality-failed"), "number"),
        Column("checked", say("quality-checked"), "number"),
    )


def failing_rows(checks: Sequence[FailingCheck]) -> list[Row]:
    """Return one row a failing check, the largest part first."""
    return [
        {
            "where": LinesCell(Named(one.column_names), Named(one.table_names))
            if one.column_names
            else LinesCell(Named(one.table_names), say("wizard-whole-table")),
            "check": say(f"quality-check-{one.check}"),
            "failed": one.failed,
            "checked": one.checked,
        }
        for one in checks
    ]
