"""Owns what is done with tolerance cases: acting, binding evidence, reading those one needs to know, finding precedents.

It refuses to decide anything, and to show the words of a case to anybody outside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from console.casebook import Casebook, exhibits
from console.domain.entries import Attachment, Entry
from console.domain.finding import Actor, FindingState
from console.domain.tolerance import Gaps, Outcome, Pilot, Step
from console.domain.tolerance_case import ToleranceCase
from console.domain.tolerance_code import CodeEntry, Deadline, ToleranceCode, deadline
from console.domain.tolerance_entries import (
    GroundBinding,
    ToleranceCorrection,
    ToleranceEntry,
    ToleranceVerification,
)
from console.domain.tolerance_precedents import Pair, Precedent, precedents, side_by_side
from console.domain.tolerance_procedure import may_read, must_step_back, possible_acts
from console.domain.tolerance_register import PilotEnded
from console.errors import CasebookError
from console.jobs.findings import Acted, CaseDesk, acted
from console.jobs.findings_exhibits import bare_name, media_type, read_file
from console.jobs.tolerance_pilots import Matched, end_pilot, enter_pilot, pilots_in


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One tolerance case in a list: nothing of it that only those inside may know."""

    state: FindingState = field(repr=False)
    step: Step
    outcome: Outcome
    deadline: Deadline | None
    overdue: bool
    readable: bool
    gaps: int  # grounds without evidence, or without an assessment


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """One finding as the procedure of tolerance sees it.

    ``case`` is None where nobody applied, or where the reader does not need to know (``hidden``); what is lacking, the
    precedents and what may lighten liability are told either way.
    """

    state: FindingState = field(repr=False)
    case: ToleranceCase | None = field(repr=False)
    hidden: bool
    must_step_back: bool
    gaps: Gaps | None
    deadline: Deadline | None
    possible: tuple[str, ...]
    precedents: tuple[Precedent, ...]
    leniency: tuple[CodeEntry, ...]
    negative: tuple[CodeEntry, ...]


@dataclass(frozen=True, slots=True)
class ToleranceBoard:
    """Everything the page shows: the cases, what could become one, the register of pilots, and the code."""

    rows: tuple[CaseRow, ...]
    candidates: tuple[FindingState, ...]
    pilots: tuple[Pilot, ...]
    noticed: Mapping[str, int]  # findings each pilot makes notices of


def read_board(desk: CaseDesk, code: ToleranceCode, actor: Actor) -> ToleranceBoard:
    """Return every tolerance case, what is overdue first."""
    with desk.reading() as book:
        return board_of(book, code, actor, desk.clock.now().date())


def board_of(book: Casebook, code: ToleranceCode, actor: Actor, today: date) -> ToleranceBoard:
    """Return the board of an open casebook."""
    states = tuple(book.states().values())
    rows = [_row(state, state.tolerance, code, actor, today) for state in states if state.tolerance]
    rows.sort(key=lambda row: (not row.overdue, row.step in _OVER, row.state.number))
    noticed: dict[str, int] = {}
    for state in states:
        if state.pilot:
            noticed[state.pilot] = noticed.get(state.pilot, 0) + 1
    free = (state for state in states if "tolerance_apply" in possible_acts(state))
    return ToleranceBoard(tuple(rows), tuple(free), tuple(pilots_in(book).values()), noticed)


_OVER = frozenset({Step.WITHDRAWN, Step.REVOKED, Step.CLEARED})


def _row(
    state: FindingState, case: ToleranceCase | None, code: ToleranceCode, actor: Actor, today: date
) -> CaseRow:
    assert case is not None
    due = deadline(case, code, state.region_id or "")
    late = due is not None and due.overdue(today) and due.limit != "appeal_days"
    lacking = case.lacks([exhibit.digest for exhibit in state.exhibits])
    unbound = {*lacking.conditions, *lacking.distinctions}
    count = len(unbound | set(case.unassessed()))
    return CaseRow(state, case.step, case.outcome, due, late, may_read(case, actor), count)


def read_sheet(desk: CaseDesk, name: str, code: ToleranceCode, actor: Actor) -> CaseSheet:
    """Return one finding with its tolerance case as far as this reader needs to know it."""
    with desk.reading() as book:
        return sheet_of(book.find(name), book.states().values(), code, actor, desk.clock.now().date())


def sheet_of(
    state: FindingState, others: Iterable[FindingState], code: ToleranceCode, actor: Actor, today: date
) -> CaseSheet:
    """Return the sheet of a finding among the others of its casebook."""
    case, region = state.tolerance, state.region_id or ""
    hidden = case is not None and not may_read(case, actor)
    day = (case.applied_on if case is not None else None) or today
    return CaseSheet(
        _outside(state) if hidden else state,
        None if hidden else case,
        hidden,
        case is not None and must_step_back(case, actor.name),
        case.lacks([exhibit.digest for exhibit in state.exhibits]) if case is not None else None,
        deadline(case, code, region) if case is not None else None,
        possible_acts(state, actor),
        tuple(replace(one, state=_outside(one.state)) for one in precedents(state, others)),
        code.leniency_of(state.rule_id, state.occurred_on, region),
        code.negative_on(day, region),
    )


def _outside(state: FindingState) -> FindingState:
    """Return a finding whose tolerance case tells what its decision's document tells: step, outcome, verdicts; no words."""
    case = state.tolerance
    if case is None:
        return state
    grounds = {name: replace(ground, text="", reason="") for name, ground in case.grounds.items()}
    decision = replace(case.decision, reason="") if case.decision is not None else None
    bare = ToleranceCase(
        case.step, case.since, grounds=grounds, negative=(), outcome=case.outcome, decision=decision
    )
    return replace(state, tolerance=bare)


def compare(desk: CaseDesk, name: str, other: str) -> tuple[FindingState, FindingState, tuple[Pair, ...]]:
    """Return two findings and their cases side by side; of a case, what its decision's document tells."""
    with desk.reading() as book:
        here, there = book.find(name), book.find(other)
        return here, there, side_by_side(here, there)


def act_on(desk: CaseDesk, name: str, entry: ToleranceEntry, actor: Actor, code: ToleranceCode) -> Acted:
    """Write one step of a tolerance case.

    Raises CasebookError where the procedure does not allow it, or the negative list in force has no such entry.
    """
    return act_with(desk, name, (), entry, actor, code)


def act_with(
    desk: CaseDesk,
    name: str,
    files: Sequence[Path],
    entry: ToleranceEntry,
    actor: Actor,
    code: ToleranceCode,
) -> Acted:
    """Write one step together with the files it rests on: both are entries, or neither is."""
    with desk.writing() as book:
        state = book.find(name)
        added = [_kept(desk, path) for path in files]
        told: ToleranceEntry = replace(entry, finding=state.identity)
        _check_negative(state, told, code, desk.clock.now().date())
        if isinstance(told, GroundBinding | ToleranceCorrection):
            digests = (*told.evidence, *(one.digest for one in added))
            told = replace(told, evidence=tuple(dict.fromkeys(digests)))
        known = {exhibit.digest for exhibit in state.exhibits}
        fresh = [replace(one, finding=state.identity) for one in added if one.digest not in known]
        entries: list[Entry] = [*fresh, told]
        written = book.append_many(entries, actor)[-1]
        return acted(book, book.find(state.identity), written)


def _check_negative(state: FindingState, entry: ToleranceEntry, code: ToleranceCode, today: date) -> None:
    if not isinstance(entry, ToleranceVerification):
        return
    known = [one.id for one in code.negative_on(today, state.region_id or "")]
    for name in entry.negative:
        if name not in known:
            raise CasebookError("tolerance-negative-unknown", told=name, known=", ".join(known))


def _kept(desk: CaseDesk, path: Path) -> Attachment:
    """Keep a file encrypted beside the casebook; return the entry that brings it into the evidence by its hash."""
    content = read_file(path)
    digest = exhibits.keep(desk.request.folder, desk.key, content)
    return Attachment("", bare_name(path.name), digest, media_type(content))


def authorise(desk: CaseDesk, pilot: Pilot, actor: Actor) -> Matched:
    """Enter an authorised pilot into the register of the casebook."""
    with desk.writing() as book:
        return enter_pilot(book, pilot, actor)


def end(desk: CaseDesk, ended: PilotEnded, actor: Actor) -> Matched:
    """End an authorised pilot before its time."""
    with desk.writing() as book:
        return end_pilot(book, ended, actor)


def require_readable(sheet: CaseSheet, actor: Actor) -> ToleranceCase:
    """Return the case; raises CasebookError tolerance-no-case, tolerance-readable."""
    if sheet.hidden:
        raise CasebookError("tolerance-readable", actor=actor.name, number=sheet.state.number)
    if sheet.case is None:
        raise CasebookError("tolerance-no-case", number=sheet.state.number)
    return sheet.case
