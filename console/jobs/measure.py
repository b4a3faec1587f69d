"""Owns the reading of measures on an opened extract. It refuses names that do not exist and offers the nearest."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from console.domain.catalogue import Catalogue
from console.domain.measure import Measure, Reading
from console.domain.period import Period
from console.domain.ports import Progress
from console.engine.readings import Reader
from console.errors import UsageError
from console.jobs.extract import OpenedExtract

Definition = TypeVar("Definition")


@dataclass(frozen=True, slots=True)
class MeasureRequest:
    """Which measures (all where empty), cut by which subject columns, over which period, by month or whole."""

    ids: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    period: Period | None = None
    monthly: bool = False


def measure(extract: OpenedExtract, request: MeasureRequest, progress: Progress) -> tuple[Reading, ...]:
    """Read measures; without a cut, one reading for the whole extract.

    Raises UsageError for a measure or a subject column that does not exist.
    """
    chosen = choose(extract.catalogue.measures, request.ids, "measure-unknown")
    cuts: list[tuple[str, ...]] = [(column,) for column in request.by] or [()]
    for column in request.by:
        check_subject(extract, chosen, column)
    reader = Reader(extract.connection, extract.catalogue, extract.missing, progress, extract.payees)
    return reader.read(chosen, cuts, request.period or extract.period, request.monthly)


def choose(known: Mapping[str, Definition], ids: Sequence[str], key: str) -> tuple[Definition, ...]:
    """Return the named definitions in the order asked, or the newest version of all where none is named."""
    for name in ids:
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1)
            raise UsageError(key, name=name, nearest=nearest[0] if nearest else "—")
    return tuple(known[name] for name in ids) or tuple(one for name, one in known.items() if "@" not in name)


def check_subject(extract: OpenedExtract, chosen: Iterable[Measure], column: str) -> None:
    """Refuse a subject column that no view of the chosen measures has."""
    check_cut(extract.catalogue, chosen, column)


def check_cut(catalogue: Catalogue, chosen: Iterable[Measure], column: str) -> None:
    """Refuse a column by which no view of the chosen measures of a catalogue can be cut."""
    views = {m.view for m in chosen if m.view} or set(catalogue.views)
    known = {subject for view in views for subject in catalogue.views[view].subjects}
    if column not in known:
        nearest = difflib.get_close_matches(column, known, n=3) or sorted(known)[:3]
        raise UsageError("subject-unknown", name=column, nearest=", ".join(nearest))
