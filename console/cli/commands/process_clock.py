"""Owns how the clock of one case is told at the command line: grounds, days one by one, the sum. It refuses to compute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import typer

from console.cli.output import print_json, print_table
from console.domain.ports import Progress
from console.i18n import Phrases
from console.jobs.extract import OpenedExtract
from console.jobs.process_clock import ClockBasis, ClockGround, clock_basis, require_clock
from console.jobs.services_answers import CaseRequest, CaseTimeline
from console.jobs.services_case import services_case
from console.jobs.services_map import case_word
from console.jobs.theme_answers import PageScope

NONE = "—"


def show_clock(extract: OpenedExtract, case: str, phrases: Phrases, json: bool, progress: Progress) -> None:
    """Show one case day by day, the days that run numbered, and why they are these."""
    scope = PageScope(english=phrases.language == "en")
    found = services_case(extract, CaseRequest(case, scope), progress)
    require_clock(found)
    basis = clock_basis(extract, found, progress)
    if json:
        print_json({"mark": extract.mark, "clock": found, "basis": basis})
        return
    for line in _head(phrases, found, basis):
        typer.echo(line)
    if basis.grounds:
        _table(phrases, ("ground", "starts", "ends", "days", "counts"), _grounds(phrases, basis), (3,))
    if found.days:
        _table(phrases, ("day", "state", "days-used", "events"), _days(phrases, found), (2,))
    for line in _sum(phrases, found, basis):
        typer.echo(line)


def _table(phrases: Phrases, columns: tuple[str, ...], rows: list[list[str]], right: tuple[int, ...]) -> None:
    print_table([phrases.text(f"column-{name}") for name in columns], rows, right=right)


def _head(phrases: Phrases, found: CaseTimeline, basis: ClockBasis) -> Iterator[str]:
    kind = phrases.text(f"clock-kind-{found.day_kind or 'unknown'}")
    yield phrases.text("clock-case", case=found.case_id, item=found.item, by=found.organisation, kind=kind)
    if basis.version is not None:
        state = {True: "in-force", False: "not-in-force", None: "unknown"}[basis.in_force]
        facts = {
            "starts": _told(basis.valid_from),
            "ends": _told(basis.valid_to, phrases.text("clock-open-end")),
            "day": _told(found.submitted_on),
        }
        yield phrases.text(f"clock-version-{state}", version=str(basis.version), **facts)
    if found.starts_on is not None:
        start = "deemed" if found.deemed_accepted else "accepted"
        yield phrases.text(f"clock-start-{start}", day=_told(found.starts_on))


def _grounds(phrases: Phrases, basis: ClockBasis) -> list[list[str]]:
    return [
        [
            _ground(phrases, one),
            _told(one.starts),
            _told(one.ends),
            NONE if one.days is None else phrases.number(one.days),
            phrases.text(f"clock-why-{one.why}" if one.why else f"clock-counts-{one.kind}"),
        ]
        for one in basis.grounds
    ]


def _ground(phrases: Phrases, one: ClockGround) -> str:
    if one.kind == "pause":
        return case_word(phrases, "case-pause", one.name)
    return phrases.text(f"clock-ground-{one.kind}")


def _days(phrases: Phrases, found: CaseTimeline) -> list[list[str]]:
    events: dict[date, list[str]] = {}
    for span in found.spans:
        if span.kind != "pause":
            events.setdefault(span.starts, []).append(case_word(phrases, "case-step", span.name))
    return [
        [
            one.day.isoformat(),
            phrases.text(f"clock-{one.state}"),
            phrases.number(one.used),
            " ".join(events.get(one.day, ())),
        ]
        for one in found.days
    ]


def _sum(phrases: Phrases, found: CaseTimeline, basis: ClockBasis) -> Iterator[str]:
    if found.why_not:
        yield phrases.text(f"services-clock-{found.why_not}")
    facts = {"case": found.case_id, "used": phrases.number(found.used)}
    allowed = {"promised": phrases.number(found.promised), "statutory": phrases.number(found.statutory)}
    yield phrases.text("clock-summary", **facts, **allowed)
    for name, years in (("unverified", basis.unverified), ("beyond", basis.beyond)):
        for year in years:
            yield phrases.text(f"clock-calendar-{name}", year=str(year))


def _told(day: date | None, otherwise: str = NONE) -> str:
    return otherwise if day is None else day.isoformat()
