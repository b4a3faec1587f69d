"""Owns what the commands of the casebook share: who acts, which key opens it, how options become values.

It refuses to keep a passphrase, and to prompt where nobody can answer.
"""

from __future__ import annotations

import getpass
import os
import sys
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from console import paths
from console.bootstrap import Context
from console.cli.commands.findings_words import summary_document
from console.cli.commands.shared import context_of
from console.cli.output import print_json, say
from console.domain.entries import Entry
from console.domain.finding import Actor, Role, Stage, summary
from console.domain.ledger import Witness
from console.domain.ports import Vault
from console.errors import KeyStoreError, UsageError
from console.jobs.findings import Acted, CasebookRequest, CaseDesk, act, unlock
from console.jobs.findings_answers import login_name
from console.jobs.findings_key import NEW_SECRET, SHORTEST
from console.jobs.findings_witness import witness_of
from console.vault.asking_vault import PASSPHRASE_FILE, AskingVault, ask_file, open_vault

FindingArgument = Annotated[str, typer.Argument(metavar="FINDING")]
ActorOption = Annotated[str, typer.Option("--actor", metavar="NAME")]
RoleOption = Annotated[str, typer.Option("--role")]
DueOption = Annotated[str, typer.Option("--due", metavar="DATE")]
TextOption = Annotated[str, typer.Option("--text")]
PassphraseOption = Annotated[Path | None, typer.Option("--passphrase-file", metavar="FILE")]
WitnessOption = Annotated[list[str] | None, typer.Option("--witness", metavar="HEAD|CODE|PDF")]
PEOPLE = tuple(role.value for role in Role if role is not Role.SYSTEM)


def casebook_request(witnesses: tuple[Witness, ...] = ()) -> CasebookRequest:
    """Return the request for the user's own casebook."""
    return CasebookRequest(paths.casebook_folder(), witnesses)


def witnesses_of(
    context: Context, told: list[str] | None, trust: list[Path] | None = None
) -> tuple[Witness, ...]:
    """Return the witnesses that options name: heads, scanned lines, signed briefings."""
    folders = (*context.trust_folders, *(trust or ()))
    return tuple(witness_of(one, folders, context.clock) for one in told or ())


def actor_of(name: str, role: str) -> Actor:
    """Return who acts; without a name the one logged in here.

    Raises UsageError for a capacity that does not exist.
    """
    if role not in PEOPLE:
        raise UsageError("findings-role", told=role, known=", ".join(PEOPLE))
    return Actor(name.strip() or login_name(), Role(role))


def stages_of(told: list[str] | None) -> frozenset[Stage]:
    """Return the stages asked for, all where none is named."""
    known = [stage.value for stage in Stage]
    for name in told or ():
        if name not in known:
            raise UsageError("findings-stage", told=name, known=", ".join(known))
    return frozenset(Stage(name) for name in told or known)


def day_of(told: str) -> date | None:
    """Return the day an option names, None where it is empty."""
    if not told:
        return None
    try:
        return date.fromisoformat(told)
    except ValueError as fault:
        raise UsageError("findings-date", told=told) from fault


def amount_of(told: str) -> Decimal | None:
    """Return the amount an option names, None where it is empty."""
    if not told:
        return None
    try:
        amount = Decimal(told.replace(",", ""))
    except InvalidOperation as fault:
        raise UsageError("findings-amount", told=told) from fault
    if not amount.is_finite():
        raise UsageError("findings-amount", told=told)
    return amount


def vault_of(context: Context, passphrase_file: Path | None) -> Vault:
    """Return the vault of this call: a passphrase file, the system's own store, or a person at the terminal."""
    if passphrase_file is not None:
        return AskingVault(ask_file(passphrase_file))
    return open_vault(lambda name: _prompt(context, name), os.environ)


def desk_of(
    context: Context, request: CasebookRequest, passphrase_file: Path | None, begin: bool = False
) -> CaseDesk:
    """Unlock the casebook; where the system's store does not know the passphrase, a person is asked."""
    vault = vault_of(context, passphrase_file)
    try:
        return unlock(request, vault, context.clock, begin)
    except KeyStoreError as fault:
        if fault.key != "casebook-passphrase-needed" or not vault.safe or PASSPHRASE_FILE in os.environ:
            raise
    asking = AskingVault(lambda name: _prompt(context, name))
    return unlock(request, asking, context.clock, begin)


def decide(
    typer_context: typer.Context,
    finding: str,
    entry: Entry,
    who: tuple[str, str],
    passphrase_file: Path | None,
    json: bool,
) -> None:
    """Write one decision by somebody (name, role) and tell what stands now."""
    context, actor = context_of(typer_context), actor_of(*who)
    done = act(desk_of(context, casebook_request(), passphrase_file), finding, entry, actor)
    tell(context, done, json)


def tell(context: Context, done: Acted, json: bool) -> None:
    """Tell what was written and what stands now."""
    phrases = context.phrases
    if done.clock_went_back:
        say(phrases.text("findings-clock-back"))
    if json:
        told = {"finding": summary_document(summary(done.state)), "sequence": done.sequence}
        print_json({**told, "leaf": done.leaf.hex(), "head": done.head.to_dict(), "at": done.at})
        return
    stage = phrases.text(f"stage-{done.state.stage.value}")
    say(phrases.text("findings-written", number=done.state.number, stage=stage, sequence=done.sequence))
    say(phrases.text("findings-head-now", head=done.head.short))


def _prompt(context: Context, name: str) -> str | None:
    """Ask at the terminal; a new passphrase twice. None where there is no terminal."""
    if not sys.stdin.isatty():
        return None
    phrases = context.phrases
    if name != NEW_SECRET:
        return getpass.getpass(phrases.text("findings-passphrase") + ": ")
    while True:
        first = getpass.getpass(phrases.text("findings-passphrase-new", shortest=SHORTEST) + ": ")
        if first == getpass.getpass(phrases.text("findings-passphrase-again") + ": "):
            return first
        say(phrases.text("findings-passphrase-differs"))
