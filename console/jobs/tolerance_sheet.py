"""Owns what readers see of tolerance cases: list, sheet, precedents. It refuses the words of a case to those outside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from console.domain.finding import Actor, FindingState
from console.domain.ledger import TreeHead
from console.domain.payee_groups import PayeeDecisions
from console.domain.tolerance import Gaps, Outcome, Pilot, Step
from console.domain.tolerance_case import ToleranceCase
from console.domain.tolerance_code import CodeEntry, Deadline, ToleranceCode, deadline
from console.domain.tolerance_precedents import Precedent, precedents
from console.domain.tolerance_procedure import may_be_applied_for, may_read, must_step_back, possible_acts


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


@dataclass(frozen=True, slots=True)
class ToleranceBook:
    """The casebook as the page shows it: the board, every finding, the log's leaves, and whether it is trusted."""

    board: ToleranceBoard
    states: tuple[FindingState, ...] = field(repr=False)
    leaves: Mapping[int, bytes] = field(repr=False)
    head: TreeHead
    trusted: bool
    payees: PayeeDecisions = field(default_factory=PayeeDecisions)

    def find(self, identity: str) -> FindingState | None:
        """Return a finding by its identity."""
        return next((state for state in self.states if state.identity == identity), None)


def board_of(
    states: tuple[FindingState, ...],
    pilots: tuple[Pilot, ...],
    code: ToleranceCode,
    actor: Actor,
    today: date,
) -> ToleranceBoard:
    """Return the board of a casebook's findings and its register of pilots."""
    rows = [_row(state, state.tolerance, code, actor, today) for state in states if state.tolerance]
    rows.sort(key=lambda row: (not row.overdue, row.step in _OVER, row.state.number))
    noticed: dict[str, int] = {}
    for state in states:
        if state.pilot:
            noticed[state.pilot] = noticed.get(state.pilot, 0) + 1
    free = (state for state in states if may_be_applied_for(state))
    return ToleranceBoard(tuple(rows), tuple(free), pilots, noticed)


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
