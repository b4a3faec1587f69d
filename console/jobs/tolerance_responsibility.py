"""Owns who is in charge of what: measures of rectification on the casebook as data, and what each owner has in hand.

It refuses to rank people, to count what was tolerated or fell, and to name an organisation before somebody confirmed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from console.catalogue.casebook import read_casebook_set
from console.domain.catalogue import Catalogue
from console.domain.finding import FindingState
from console.domain.measure import Measure, Reading
from console.domain.period import Period
from console.domain.ports import Progress
from console.engine.connection import Connection, connect_empty
from console.engine.figures import NOTHING_JUDGED
from console.engine.readings import Reader
from console.engine.views import prepare
from console.jobs.findings_answers import RectificationRequest, Rectified
from console.jobs.measure import check_cut, choose

TABLE = "casebook_finding"
MEMORY = 512 * 1024**2


@dataclass(frozen=True, slots=True)
class ResponsibilityRequest:
    """Which measures (all where empty), cut by which columns, over which period (the whole casebook where none), by month."""

    ids: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    period: Period | None = None
    monthly: bool = False


@dataclass(frozen=True, slots=True)
class Charge:
    """What one owner has in hand: numbers of open findings, and of those past their day; instructions not carried out."""

    owner: str
    open: tuple[str, ...]
    overdue: tuple[str, ...]
    orders: int


def measure_casebook(
    states: Sequence[FindingState],
    catalogue: Catalogue,
    request: ResponsibilityRequest,
    today: date,
    progress: Progress,
) -> tuple[Reading, ...]:
    """Read the measures of the casebook; the engine takes its findings as any other rows.

    Raises UsageError for a measure or a column that does not exist.
    """
    chosen = choose(catalogue.measures, request.ids, "measure-unknown")
    cuts: list[tuple[str, ...]] = [(column,) for column in request.by] or [()]
    for column in request.by:
        check_cut(catalogue, chosen, column)
    with connect_empty(catalogue.contract, memory_bytes=MEMORY, threads=1) as connection:
        _fill(connection, catalogue, states, today)
        reader = Reader(connection, catalogue, frozenset(), progress)
        period = request.period or whole(states, today)
        found = reader.read(chosen, cuts, period, request.monthly)
    told = {one.measure_id for one in found}
    silent = (one for one in chosen if one.id not in told)
    return (*found, *(_nothing(one, period) for one in silent))


def _nothing(measure: Measure, period: Period) -> Reading:
    """Return what a measure says of a span in which nothing happened: nothing, in words."""
    none = (None, None, 0, None, None, None, NOTHING_JUDGED)
    return Reading(measure.id, measure.version, "", "", period, *none)


def whole(states: Iterable[FindingState], today: date) -> Period:
    """Return the span of the casebook: from its first finding to the last day anything is due."""
    first = min((state.registered_at.date() for state in states), default=today)
    return Period(min(first, today), today)


def _fill(connection: Connection, catalogue: Catalogue, states: Iterable[FindingState], today: date) -> None:
    columns = tuple(column.name for column in catalogue.contract.tables[TABLE].columns)
    connection.insert(TABLE, columns, [_row(state, today) for state in states])
    prepare(connection, catalogue, today)


def _row(state: FindingState, today: date) -> tuple[object, ...]:
    named = state.standing and not state.tolerated
    return (
        *(state.number, state.rule_id, state.theme, state.severity, state.stage.value),
        state.organisation_id if named else None,
        state.region_id,
        state.registered_at.date(),
        *(state.confirmed_on, state.promised_on, state.closed_on),
        *(state.standing, bool(state.tolerated), state.checked),
        today,
    )


def charges(states: Iterable[FindingState], today: date) -> tuple[Charge, ...]:
    """Return what each owner has in hand, by name; what is at rest or tolerated is nobody's move."""
    held: dict[str, tuple[list[str], list[str], list[int]]] = {}
    for state in states:
        if state.open and state.owner and not state.tolerated:
            mine = held.setdefault(state.owner, ([], [], []))
            mine[0].append(state.number)
            if state.overdue(today):
                mine[1].append(state.number)
        for order in state.orders:
            if order.done_on is None and order.owner:
                held.setdefault(order.owner, ([], [], []))[2].append(order.sequence)
    return tuple(
        Charge(owner, tuple(mine[0]), tuple(mine[1]), len(mine[2])) for owner, mine in sorted(held.items())
    )


def rectified(request: RectificationRequest, resources: Path, progress: Progress) -> tuple[Rectified, ...]:
    """Return every measure of the casebook, of all findings and by organisation, as a page shows it."""
    catalogue = read_casebook_set(resources)
    found = [
        one
        for by in ((), ("organisation_id",))
        for one in measure_casebook(
            request.states, catalogue, ResponsibilityRequest((), by), request.today, progress
        )
        if by == () or one.subject
    ]
    return tuple(_told(catalogue.measures[one.measure_id], one) for one in found)


def _told(measure: Measure, one: Reading) -> Rectified:
    name = {language: words["name"] for language, words in measure.text.items()}
    told = (measure.id, name, one.subject, measure.unit, measure.digits, one.value)
    return Rectified(*told, int(one.denominator or 0), one.not_computable, one.reason)
