"""Owns the proof that rules find what was planted, spare what only looks alike, and accuse nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from console.domain.calendar import calendar_days
from console.domain.catalogue import Catalogue
from console.domain.ports import Silent
from console.jobs.extract import OpenedExtract
from console.jobs.payees import payees
from console.jobs.payees_answers import PayeeGroup, PayeesRequest
from console.jobs.supervise import SuperviseRequest, supervise
from sample_db.plants import Planted
from sample_db.report import fares, look

Flag = tuple[str, tuple[str, ...]]

ONE = timedelta(days=1)
TOO_SMALL = {"EVA-103", "FUND-111", "SVC-120", "SVC-124", "SVC-126"}
"""Rules that need ten or twenty cases, entries or payments of one kind, which a province of this size does not have."""
LATE_BY_NATURE = {
    *("SHR-101", "SVC-101", "SVC-102", "SVC-103", "SVC-110", "SVC-111", "SVC-117", "SVC-129", "SVC-130"),
}
"""Rules on delay: the province is late now and then without anybody having planted it."""


def flags(extract: OpenedExtract) -> set[Flag]:
    found = supervise(extract, SuperviseRequest(), Silent())
    return {(one.rule_id, one.key) for judgement in found for one in judgement.suspicions}


def test_every_problem_is_flagged_and_every_look_alike_is_not(
    province: OpenedExtract, planted: Planted
) -> None:
    seen = look(province, planted)
    assert len(seen) >= len(planted.plant)
    wrong = [
        (one.plant.id, dict(one.key), one.plant.expected, set(one.verdicts)) for one in seen if not one.right
    ]
    assert wrong == []


def test_every_payee_entered_twice_is_one_and_no_look_alike_is(
    province: OpenedExtract, planted: Planted
) -> None:
    grouped = {frozenset(vendor.vendor_id for vendor in group.vendors) for group in _payees(province)}
    wanted = {payee.vendors for payee in planted.payee if payee.one}
    assert len(wanted) >= 6 and sum(not payee.one for payee in planted.payee) >= 5
    assert grouped == wanted


def test_nobody_is_one_payee_where_nothing_is_planted(innocent_province: OpenedExtract) -> None:
    assert _payees(innocent_province) == ()


def _payees(extract: OpenedExtract) -> tuple[PayeeGroup, ...]:
    answer = payees(extract, PayeesRequest(), Silent())
    assert answer.missing == () and answer.vendors >= 200
    return answer.groups


def test_one_payee_entered_twice_is_not_several_vendors_of_one_account(
    province: OpenedExtract, planted: Planted
) -> None:
    """Rules look through the names: entries of one payee that share their account raise nothing."""
    accounts = [row["account"] for payee in planted.payee if payee.one for row in payee.rows["vendor"]]
    shared = {name for name in accounts if name and accounts.count(name) > 1}
    assert len(shared) >= 2
    assert not {key[0] for rule, key in flags(province) if rule == "FUND-151"} & shared


def test_nothing_else_is_flagged_for_the_plants(
    province: OpenedExtract, innocent_province: OpenedExtract, planted: Planted
) -> None:
    new = flags(province) - flags(innocent_province)
    expected = [
        (rule, set(key.values()))
        for plant in planted.plant
        for rule in ((plant.rule,) if plant.kind == "problem" else ()) + plant.also
        for key in plant.keys
    ]
    unasked = {
        flag for flag in new if not any(flag[0] == rule and _about(flag[1], key) for rule, key in expected)
    }
    assert unasked == set()


def _about(found: Sequence[str], key: set[str]) -> bool:
    """Another rule knows the thing by a longer or shorter key: the case and a day, or the case alone."""
    return (
        key <= set(found)
        or set(found) <= key
        or bool(key & {part for part in found if part.startswith("BJ-")})
    )


def test_few_innocent_rows_are_flagged(innocent_province: OpenedExtract) -> None:
    told = fares((), supervise(innocent_province, SuperviseRequest(), Silent()))
    judged = {fare.rule: fare.per_thousand for fare in told if fare.per_thousand is not None}
    assert {fare.rule for fare in told} - set(judged) <= TOO_SMALL
    noisy = {rule: rate for rule, rate in judged.items() if rate > (80 if rule in LATE_BY_NATURE else 30)}
    assert noisy == {}


@dataclass(frozen=True)
class Handled:
    """A closed case with its terms, its pause and its extension."""

    case_id: str
    accepted: date
    closed: date
    civil: bool
    promised: int
    statutory: int
    paused_from: date | None
    paused_to: date | None
    extended: int | None


HANDLED = """
SELECT c.case_id, c.accepted_on, c.closed_on, i.day_kind = 'civil', i.promised_days, i.statutory_days,
       p.started_on, p.ended_on, e.days
FROM service_case c JOIN service_item i ON i.item_id = c.item_id AND i.item_version = c.item_version
LEFT JOIN case_pause p ON p.case_id = c.case_id LEFT JOIN case_extension e ON e.case_id = c.case_id
WHERE c.accepted_on IS NOT NULL AND c.closed_on IS NOT NULL
"""


def test_lateness_is_what_a_second_count_finds(
    innocent_province: OpenedExtract, catalogue: Catalogue
) -> None:
    worked = {day.day for day in calendar_days(catalogue.calendars) if day.working}
    cases = [Handled(*row) for row in innocent_province.connection.rows(HANDLED)]
    over_statute = {case.case_id for case in cases if case.closed > _due(case, case.statutory, worked)}
    over_promise = {case.case_id for case in cases if case.closed > _due(case, case.promised, worked)}
    found, counted = flags(innocent_province), {case.case_id for case in cases}
    flagged = {
        rule: {key[0] for each, key in found if each == rule} & counted for rule in ("SVC-101", "SVC-102")
    }
    assert over_statute and over_promise > over_statute
    assert flagged == {"SVC-101": over_statute, "SVC-102": over_promise - over_statute}


def _due(case: Handled, days: int, worked: set[date]) -> date:
    """Count day by day, as a clerk would with a calendar: the last day on which the case may be closed."""
    left, day = days + (case.extended or 0), case.accepted
    while left > 0 or (case.civil and day not in worked):
        day += ONE
        paused = case.paused_from is not None and case.paused_from <= day <= (case.paused_to or day)
        left -= not paused and (case.civil or day in worked)
    return day
