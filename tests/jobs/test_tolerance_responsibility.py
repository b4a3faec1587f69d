"""Owns the proof that the engine takes the casebook as data: what was tolerated, dismissed or not confirmed counts nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from console.catalogue.casebook import read_casebook_set
from console.domain import entries as e
from console.domain.entries import Recorded
from console.domain.finding import FindingState, identity
from console.domain.lifecycle import replay
from console.domain.measure import Reading
from console.domain.period import parse
from console.domain.ports import Silent
from console.errors import UsageError
from console.jobs.tolerance_responsibility import (
    Charge,
    ResponsibilityRequest,
    charges,
    measure_casebook,
)
from console.paths import resource_root
from tests.domain.tolerance_kit import CONFIRM, LI, SYSTEM, ZHOU, F, Told, granted, recorded

SET = read_casebook_set(resource_root())
TODAY = date(2026, 8, 3)
ORDER: Told = (e.RectificationOrder(F, "市政务中心", date(2026, 7, 10), "限期整改"), ZHOU)


def finding(key: str, *told: Told) -> tuple[Told, ...]:
    """Return the entries of one finding of that key."""
    name = identity("SVC-003", (key,), "k1")
    found: list[Told] = []
    for entry, actor in told:
        changes: dict[str, object] = {"finding": name}
        if isinstance(entry, e.Registration):
            changes["key"] = (key,)
        found.append((_with(entry, changes), actor))
    return tuple(found)


def _with(entry: e.Entry, changes: dict[str, object]) -> e.Entry:
    return replace(entry, **changes)  # type: ignore[arg-type]


def states(*findings: tuple[Told, ...]) -> tuple[FindingState, ...]:
    """Return what the entries of several findings add up to."""
    pairs = [pair for one in findings for pair in one]
    told: Sequence[Recorded] = recorded(pairs)
    return tuple(replay(told).values())


def read(held: tuple[FindingState, ...], *by: str, **how: str) -> dict[tuple[str, str], Reading]:
    period = parse(how["period"]) if "period" in how else None
    request = ResponsibilityRequest(by=by, period=period)
    found = measure_casebook(held, SET, request, TODAY, Silent())
    return {(one.measure_id, one.subject): one for one in found}


def test_an_overdue_rectification_is_its_organisations_and_a_tolerated_one_nobodys() -> None:
    held = states(
        finding("C1", *CONFIRM, ORDER),
        finding("C2", *CONFIRM, *granted()),
        finding("C3", *CONFIRM[:3]),
        finding("C4", CONFIRM[0], (e.Dismissal(F, "data_error", "重复"), ZHOU)),
    )
    found = read(held, "organisation_id")
    assert {subject for _, subject in found} == {"o-7"}
    assert (found["CAS-001", "o-7"].denominator, found["CAS-001", "o-7"].value) == (1, 0.0)
    assert (found["CAS-003", "o-7"].value, found["CAS-004", "o-7"].value) == (1.0, 1.0)


def test_the_day_promised_outlives_the_closing() -> None:
    report: Told = (e.RectificationReport(F, "已整改"), ZHOU)
    (held,) = states(finding("C1", *CONFIRM, ORDER, report))
    assert (held.due_on, held.promised_on) == (None, date(2026, 7, 10))


def test_nothing_confirmed_is_nothing_judged() -> None:
    found = read(states(finding("C1", *CONFIRM[:3])))
    assert {name: (one.value, one.reason) for (name, _), one in found.items()} == dict.fromkeys(
        SET.measures, (None, "nothing-judgeable")
    )


def test_a_period_narrows() -> None:
    held = states(finding("C1", *CONFIRM, ORDER))
    assert read(held, period="2026-07")["CAS-004", ""].value == 1.0
    assert read(held, period="2026-06")["CAS-004", ""].value is None


def test_a_column_that_does_not_exist_is_told() -> None:
    with pytest.raises(UsageError) as caught:
        read(states(finding("C1", *CONFIRM)), "owner")
    assert caught.value.key == "subject-unknown"


def test_each_owner_has_what_is_in_hand() -> None:
    instruct: Told = (e.Instruction(F, "李市长", "限期办结", "陈立", date(2026, 7, 1)), LI)
    held = states(
        finding("C1", *CONFIRM, ORDER),
        finding("C2", *CONFIRM, *granted()),
        finding("C3", (CONFIRM[0][0], SYSTEM), instruct),
    )
    assert charges(held, TODAY) == (
        Charge("市政务中心", ("WT-0001",), ("WT-0001",), 0),
        Charge("陈立", (), (), 1),
    )
