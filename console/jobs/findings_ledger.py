"""Owns the ledger of findings that leaves the case file, as a workbook or as CSV: numbers, stages, terms, what came of it.

It refuses to name anybody before 认定, and to leave out which casebook at which head it was taken from.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from console.domain.catalogue import Catalogue
from console.domain.finding import FindingState, FindingSummary, summary
from console.domain.terms import Terms, terms_of
from console.exports.xlsx import Cell, Sheet, Value, workbook
from console.i18n import Phrases
from console.jobs.findings_answers import Ledger

Names = Mapping[str, tuple[str, str]]
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text of a CSV for a formula."""


@dataclass(frozen=True, slots=True)
class LedgerRequest:
    """Which findings (identities; all where empty), the instant, and names of organisations by id where somebody knows them."""

    findings: tuple[str, ...]
    at: datetime
    organisations: Names


@dataclass(frozen=True, slots=True)
class _Line:
    """One finding as the ledger tells it, with its days left and the words around it."""

    told: FindingSummary
    days_left: int | None
    rule: str
    organisation: str


_Column = tuple[str, str, float, Callable[[_Line, Phrases], Value]]

COLUMNS: tuple[_Column, ...] = (
    ("number", "text", 11, lambda line, _: line.told.number),
    ("stage", "text", 11, lambda line, p: p.text(f"stage-{line.told.stage.value}")),
    ("severity", "text", 11, lambda line, p: _standing(line.told, p)),
    ("theme", "text", 13, lambda line, p: p.text(f"finding-theme-{line.told.theme}")),
    ("rule", "wrap", 34, lambda line, _: line.rule),
    ("organisation", "wrap", 22, lambda line, _: line.organisation),
    ("occurred", "day", 12, lambda line, _: line.told.occurred_on),
    ("registered", "day", 12, lambda line, _: line.told.registered_on),
    ("confirmed-on", "day", 12, lambda line, _: line.told.confirmed_on),
    ("due", "day", 12, lambda line, _: line.told.due_on),
    ("days-left", "count", 12, lambda line, _: line.days_left),
    ("amount-yuan", "money", 17, lambda line, _: line.told.amount),
    ("persons", "count", 10, lambda line, _: line.told.persons),
    ("recovered", "money", 17, lambda line, _: line.told.recovered),
    ("served", "count", 10, lambda line, _: line.told.served),
    ("outcome", "wrap", 24, lambda line, p: _outcome(line.told, p)),
)


def export_ledger(
    ledger: Ledger, request: LedgerRequest, catalogue: Catalogue, phrases: Phrases, suffix: str
) -> bytes:
    """Return the ledger as a workbook, or as CSV (UTF-8 with its mark) where the suffix is ".csv"."""
    chosen = set(request.findings)
    states = [state for state in ledger.states if not chosen or state.identity in chosen]
    terms, today = terms_of(catalogue.calendars), request.at.date()
    lines = [_line(state, terms, today, catalogue, phrases, request.organisations) for state in states]
    notes = _notes(ledger, request, len(lines), phrases)
    heads = [phrases.text(f"column-{name}") for name, *_ in COLUMNS]
    values = [[value(line, phrases) for _, _, _, value in COLUMNS] for line in lines]
    return _csv(notes, heads, values) if suffix == ".csv" else _workbook(notes, heads, values, phrases)


def _line(
    state: FindingState, terms: Terms, today: date, catalogue: Catalogue, phrases: Phrases, names: Names
) -> _Line:
    told, rule = summary(state), catalogue.every_rule.get(state.rule_id)
    name = phrases.items({k: v["name"] for k, v in rule.text.items()}) if rule else ""
    known = names.get(told.organisation_id or "", (told.organisation_id or "",) * 2)
    organisation = known[0 if phrases.language == "zh-CN" else 1]
    left = terms.left(today, told.due_on) if told.due_on is not None and state.open else None
    return _Line(told, left, f"{state.rule_id} {name}".strip(), organisation)


def _standing(told: FindingSummary, phrases: Phrases) -> str:
    return phrases.text(f"{'mark' if told.counts_as_card else 'proposes'}-{told.severity}")


def _outcome(told: FindingSummary, phrases: Phrases) -> str:
    parts = [phrases.text(f"reason-{told.dismissal}")] if told.dismissal else []
    parts += [phrases.text(f"ledger-{name}") for name in ("contested", "tolerated") if getattr(told, name)]
    if told.closed_on is not None:
        parts.append(phrases.text("ledger-checked" if told.checked else "ledger-unchecked"))
    return "; ".join(parts)


def _notes(ledger: Ledger, request: LedgerRequest, count: int, phrases: Phrases) -> list[str]:
    facts = {"at": phrases.moment(request.at), "count": count, "casebook": ledger.casebook_id}
    notes = [
        phrases.text("ledger-title"),
        phrases.text("ledger-taken", head=f"{ledger.head.size}:{ledger.head.root_hex}", **facts),
    ]
    return notes if ledger.trusted else [*notes, phrases.text("findings-untrusted")]


def _workbook(
    notes: Sequence[str], heads: Sequence[str], values: Sequence[Sequence[Value]], phrases: Phrases
) -> bytes:
    rows = [
        *((Cell(note, "title" if place == 0 else "text"),) for place, note in enumerate(notes)),
        (),
        tuple(Cell(head, "head") for head in heads),
        *(
            tuple(Cell(value, column[1]) for value, column in zip(line, COLUMNS, strict=True))
            for line in values
        ),
    ]
    frozen = len(notes) + 2
    widths = tuple(column[2] for column in COLUMNS)
    return workbook([Sheet(phrases.text("ledger-title"), tuple(rows), widths, frozen)])


def _csv(notes: Sequence[str], heads: Sequence[str], values: Sequence[Sequence[Value]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for note in notes:
        writer.writerow([f"# {note}"])
    writer.writerow(heads)
    writer.writerows([[_plain(value) for value in line] for line in values])
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, int | Decimal | date):
        return str(value)
    return f"'{value}" if value.startswith(FORMULA_SIGNS) else value
