"""Owns the jobs of a worker that follow money: payees, ranking, missing data. It refuses to load them before they run."""

from __future__ import annotations

from typing import Any

from console.domain.ports import Progress
from console.jobs.desk import Desk
from console.jobs.frames import shaped


def payees(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Group payees behind several names."""
    from console.jobs.payees import payees
    from console.jobs.payees_answers import PayeesRequest

    return payees(desk.extract, shaped(arguments, PayeesRequest), progress)


def payee_decisions(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Take what people decided about payees: rules and pasted SQL look through vendors by it from now on."""
    from console.domain.payee_groups import PayeeDecisions

    desk.extract.payees = shaped(arguments, PayeeDecisions)
    return desk.extract.payees.count


def lacking(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Say what data the extract lacks."""
    from console.jobs.lacking import lacking
    from console.jobs.lacking_answers import LackingRequest

    return lacking(desk.extract, shaped(arguments, LackingRequest), progress)


def funds_ranking(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Rank organisations by money at risk."""
    from console.jobs.funds_ranking import funds_ranking
    from console.jobs.theme_answers import PageScope

    return funds_ranking(desk.extract, shaped(arguments, PageScope), progress)


def audit_sheet(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Draw an audit sample and write its work sheet."""
    from console.jobs.sampling_answers import SheetRequest
    from console.jobs.sampling_sheet import write_sheet

    return write_sheet(desk.extract, shaped(arguments, SheetRequest), progress)


def take_return(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Read a work sheet or a reply that came back, and add it to the chain where that is asked."""
    from console.domain.ports import SystemClock
    from console.jobs.returned import take_return
    from console.jobs.returned_answers import ReturnRequest

    return take_return(desk.extract, shaped(arguments, ReturnRequest), SystemClock(), progress)


def seal_request(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Seal a request about benefits to a supplier."""
    from console.domain.ports import SystemClock
    from console.jobs.request_answers import SealRequest
    from console.jobs.request_sealing import seal_request

    return seal_request(desk.extract, shaped(arguments, SealRequest), SystemClock(), progress)
