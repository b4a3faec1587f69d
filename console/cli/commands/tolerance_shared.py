"""Owns what the commands of tolerance share: the code in force, one step written and told. It refuses to decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from console.bootstrap import Context
from console.catalogue.tolerance import read_tolerance_code
from console.cli.commands.findings_shared import actor_of, casebook_request, day_of, desk_of
from console.cli.commands.shared import context_of
from console.cli.commands.tolerance_words import tell_done
from console.domain.finding import FindingState
from console.domain.tolerance_code import ToleranceCode
from console.domain.tolerance_entries import ToleranceEntry
from console.errors import UsageError
from console.jobs.findings import is_begun, read_ledger
from console.jobs.tolerance import act_with

GroundOption = Annotated[str, typer.Option("--ground", metavar="GROUND")]
ReasonOption = Annotated[str, typer.Option("--reason")]
PersonOption = Annotated[str, typer.Option("--person", metavar="NAME")]
OutcomeOption = Annotated[str, typer.Option("--outcome")]
DocumentOption = Annotated[str, typer.Option("--document-number", metavar="NUMBER")]
BodyOption = Annotated[str, typer.Option("--body", metavar="NAME")]
DayOption = Annotated[str, typer.Option("--on", metavar="DATE")]
FilesOption = Annotated[list[Path] | None, typer.Option("--file", metavar="FILE")]
DigestsOption = Annotated[list[str] | None, typer.Option("--evidence", metavar="SHA256")]


def code_of(context: Context) -> ToleranceCode:
    """Return the code of tolerance as the definitions tell it."""
    return read_tolerance_code(context.resources)


def ledger_states(context: Context, passphrase_file: Path | None) -> tuple[FindingState, ...]:
    """Return the findings of the user's casebook, none where none was begun."""
    request = casebook_request()
    if not is_begun(request.folder):
        return ()
    return read_ledger(desk_of(context, request, passphrase_file)).states


def day_or_today(context: Context, told: str) -> date:
    """Return the day an option names, today where it names none."""
    return day_of(told) or context.clock.now().date()


def one_of(told: str, known: Sequence[str]) -> str:
    """Return a choice that exists; raises UsageError tolerance-outcome-choice."""
    if told not in known:
        raise UsageError("tolerance-outcome-choice", told=told, known=", ".join(known))
    return told


def write(
    typer_context: typer.Context,
    finding: str,
    entry: ToleranceEntry,
    who: tuple[str, str],
    passphrase_file: Path | None,
    json: bool,
    files: Sequence[Path] = (),
) -> None:
    """Write one step by somebody (name, role) and tell where the case stands now."""
    context, actor = context_of(typer_context), actor_of(*who)
    desk = desk_of(context, casebook_request(), passphrase_file)
    tell_done(context, act_with(desk, finding, files, entry, actor, code_of(context)), json)
