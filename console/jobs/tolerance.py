"""Owns what is done with tolerance cases: acting, binding evidence, reading those one needs to know, finding precedents.

It refuses to decide anything, and to show the words of a case to anybody outside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from console.casebook import Casebook, exhibits
from console.domain.entries import Attachment, Entry
from console.domain.finding import Actor, FindingState
from console.domain.payee_groups import PAYEES, decisions_of
from console.domain.tolerance import Pilot
from console.domain.tolerance_code import ToleranceCode
from console.domain.tolerance_entries import (
    GroundBinding,
    ToleranceCorrection,
    ToleranceEntry,
    ToleranceVerification,
)
from console.domain.tolerance_precedents import Pair, side_by_side
from console.domain.tolerance_register import PilotEnded
from console.errors import CasebookError
from console.jobs.findings import Acted, CaseDesk, acted
from console.jobs.findings_exhibits import bare_name, media_type, read_file
from console.jobs.tolerance_pilots import Matched, end_pilot, enter_pilot, pilots_in
from console.jobs.tolerance_sheet import CaseSheet, ToleranceBoard, ToleranceBook, board_of, sheet_of


def read_tolerance(desk: CaseDesk, code: ToleranceCode, actor: Actor) -> ToleranceBook:
    """Return what the page shows to this reader."""
    with desk.reading() as book:
        board = _board(book, code, actor, desk.clock.now().date())
        payees = decisions_of(recorded.entry for recorded in book.entries(PAYEES))
        states = tuple(book.states().values())
        return ToleranceBook(board, states, book.leaves(), book.head(), book.trusted, payees)


def read_board(desk: CaseDesk, code: ToleranceCode, actor: Actor) -> ToleranceBoard:
    """Return every tolerance case, what is overdue first."""
    with desk.reading() as book:
        return _board(book, code, actor, desk.clock.now().date())


def _board(book: Casebook, code: ToleranceCode, actor: Actor, today: date) -> ToleranceBoard:
    return board_of(tuple(book.states().values()), tuple(pilots_in(book).values()), code, actor, today)


def read_sheet(desk: CaseDesk, name: str, code: ToleranceCode, actor: Actor) -> CaseSheet:
    """Return one finding with its tolerance case as far as this reader needs to know it."""
    with desk.reading() as book:
        return sheet_of(book.find(name), book.states().values(), code, actor, desk.clock.now().date())


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
