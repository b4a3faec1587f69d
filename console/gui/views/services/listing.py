"""Owns how suspicions about cases are put beside the cases they are about. It refuses those whose evidence names no case."""

from __future__ import annotations

from collections.abc import Sequence

from console.domain.finding import FindingState
from console.jobs.services_answers import ListedCase, Suspected
from console.jobs.theme_answers import SuspicionLine, ThemeRules

CASE = "service_case/"


def suspected(found: ThemeRules | None) -> tuple[Suspected, ...]:
    """Return the suspicions of the period that are about one case each."""
    if found is None:
        return ()
    return tuple(
        Suspected(case, line.rule_id, line.severity)
        for line in found.suspicions
        if line.in_period and (case := case_of(line))
    )


def suspicion_of(found: ThemeRules | None, case: ListedCase) -> SuspicionLine | None:
    """Return the suspicion a listed case has its card from, else its gravest; None where only its running clock signals."""
    lines = (
        [line for line in found.suspicions if line.in_period and case_of(line) == case.case_id]
        if found
        else []
    )
    named = (line for line in lines if line.rule_id == case.rule_id)
    return next(named, lines[0] if lines else None)


def case_of(line: SuspicionLine) -> str:
    """Return the case a suspicion is about, or nothing where it is about none or about several."""
    cases = {one.removeprefix(CASE) for one in line.evidence if one.startswith(CASE)}
    return cases.pop() if len(cases) == 1 else ""


def numbers_of(findings: Sequence[FindingState] | None) -> dict[tuple[str, str], str]:
    """Return the numbers of registered findings by rule and case; under no rule, the first registered of a case."""
    found: dict[tuple[str, str], str] = {}
    for state in sorted(findings or (), key=lambda one: one.number):
        cases = {one.removeprefix(CASE) for one in state.evidence if one.startswith(CASE)}
        if len(cases) == 1:
            case = cases.pop()
            found.setdefault((state.rule_id, case), state.number)
            found.setdefault(("", case), state.number)
    return found
