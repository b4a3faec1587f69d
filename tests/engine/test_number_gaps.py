"""Proves that gaps in numbers are found where a slow count of single numbers finds them, whatever the names look like."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from console.catalogue.load import load_catalogue
from console.domain.period import Period
from console.engine.connection import connect_empty
from console.engine.rules import judge
from console.engine.views import prepare, set_period
from console.paths import resource_root

CATALOGUE = load_catalogue(resource_root())
RULE = CATALOGUE.rules["SVC-128"]
CUT_OFF = date(2026, 6, 30)
WIDTHS = (0, 2, 4, 9)
ODD = ("A", "A-", "A-1 ", "A-+5", "号", "7", "07", "A-9x", "A-９")

names = st.builds(
    lambda series, number, width: series + str(number).zfill(width),
    st.sampled_from(["A-", "A-0", "号", "", "B-1-"]),
    st.one_of(st.integers(0, 320), st.integers(99_990, 100_020)),
    st.sampled_from(WIDTHS),
)
runs = st.builds(
    lambda series, start, length, left_out, width: [
        series + str(number).zfill(width) for number in range(start, start + length) if number not in left_out
    ],
    st.sampled_from(["C-", "D"]),
    st.sampled_from([0, 5, 95, 99_985]),
    st.integers(20, 230),
    st.sets(st.integers(0, 200), max_size=4),
    st.sampled_from(WIDTHS),
)


def _slow(case_ids: set[str]) -> dict[str, tuple[int, int, int | None] | None]:
    """Return for each series how many numbers are missing, in how many gaps, and the first; None where it does not run on."""
    least, share = (
        next(one.value for one in RULE.parameters if one.name == name)
        for name in ("least_numbers", "consecutive")
    )
    numbers: dict[str, set[int]] = defaultdict(set)
    for case_id in case_ids:
        found = re.search(r"[0-9]+$", case_id)
        series = case_id[: found.start()] if found else case_id
        numbers[series] |= {int(found[0])} if found else set()
    told: dict[str, tuple[int, int, int | None] | None] = {}
    for series, held in numbers.items():
        span = range(min(held), max(held) + 1) if held else range(0)
        missing = [number for number in span if number not in held]
        gaps = [number for number in missing if number - 1 in held]
        runs_on = len(held) >= least and len(held) >= share * len(span)
        told[series] = (len(missing), len(gaps), min(missing, default=None)) if runs_on else None
    return told


@settings(max_examples=15, deadline=None)
@given(st.lists(names, max_size=40), st.lists(runs, min_size=1, max_size=2), st.sets(st.sampled_from(ODD)))
def test_gaps_are_those_of_a_slow_count(some: list[str], running: list[list[str]], odd: set[str]) -> None:
    case_ids = {*some, *odd, *(case_id for run in running for case_id in run)}
    with connect_empty(CATALOGUE.contract, memory_bytes=256 * 1024**2, threads=1) as connection:
        connection.insert("service_case", ("case_id", "organisation_id"), [[one, "O1"] for one in case_ids])
        prepare(connection, CATALOGUE, CUT_OFF)
        set_period(connection, Period(date(1900, 1, 1), CUT_OFF), CUT_OFF)
        judged = judge(connection, CATALOGUE, RULE)
    slow = _slow(case_ids)
    told = {
        one.key[0]: (one.facts["missing"], one.facts["gaps"], one.facts["first_missing"])
        for one in judged.suspicions
    }
    assert told == {series: found for series, found in slow.items() if found and found[0]}
    assert judged.clear == sum(found is not None and not found[0] for found in slow.values())
    assert sum(judged.not_computable.values()) == sum(found is None for found in slow.values())
    for one in judged.suspicions:
        assert one.evidence and {part.removeprefix("service_case/") for part in one.evidence} <= case_ids
