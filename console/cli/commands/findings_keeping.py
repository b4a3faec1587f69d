"""Owns the commands that keep the record: backups, restoring, renewing, erasing, merging, precision. It refuses to compute."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from console import paths
from console.cli.commands.findings_shared import (
    ActorOption,
    PassphraseOption,
    RoleOption,
    WitnessOption,
    actor_of,
    casebook_request,
    desk_of,
    vault_of,
    witnesses_of,
)
from console.cli.commands.shared import JsonOption, TrustOption, context_of
from console.cli.output import TerminalProgress, print_json, print_table, say
from console.errors import ExitCode
from console.i18n import Phrases
from console.jobs.findings import is_begun, read_ledger
from console.jobs.findings_keeping import check_backups, erase, make_backup, renew, restore
from console.jobs.findings_key import open_key
from console.jobs.findings_merge import ForeignLog, merge, read_foreign
from console.jobs.findings_precision import precision
from console.jobs.findings_schedule import keep_alive

ReasonOption = Annotated[str, typer.Option("--reason")]
PlaceOption = Annotated[Path | None, typer.Option("--to", metavar="DIR")]


def _place(told: Path | None) -> Path:
    return told or paths.user_folder() / "backups"


def backup(
    typer_context: typer.Context,
    to: PlaceOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Back the casebook up, verify the copy, thin out old ones by age."""
    context = context_of(typer_context)
    done = make_backup(desk_of(context, casebook_request(), passphrase_file), _place(to))
    found = done.backup.verification
    if json:
        verdict = found.verdict if found else None
        print_json({"backup": done.backup.folder, "verdict": verdict, "removed": done.removed})
        return
    facts = {"folder": str(done.backup.folder), "removed": len(done.removed)}
    say(context.phrases.text("findings-backed-up", **facts))


def backups(
    typer_context: typer.Context,
    to: PlaceOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """List the backups and verify each."""
    context = context_of(typer_context)
    desk = desk_of(context, casebook_request(), passphrase_file)
    found = check_backups(_place(to), desk.key)
    told = [
        {
            "backup": one.folder,
            "made_at": one.made_at,
            "verdict": one.verification.verdict.value if one.verification else None,
        }
        for one in found
    ]
    if json:
        print_json({"backups": told})
    else:
        names = ("backup", "made-at", "verdict")
        rows = [
            [str(one["backup"]), str(one["made_at"]), _verdict(context.phrases, one["verdict"])]
            for one in told
        ]
        print_table([context.phrases.text(f"column-{name}") for name in names], rows)
    if any(one["verdict"] != "valid" for one in told):
        raise typer.Exit(int(ExitCode.INVALID))


def keep(
    typer_context: typer.Context,
    to: PlaceOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Do what is due: a backup a day, a restoring drill a month."""
    context = context_of(typer_context)
    progress = TerminalProgress(context.phrases)
    try:
        done = keep_alive(desk_of(context, casebook_request(), passphrase_file), _place(to), progress)
    finally:
        progress.close()
    made = done.backup.folder if done.backup else None
    drilled = done.drilled.folder if done.drilled else None
    if json:
        print_json({"backup": made, "drilled": drilled})
        return
    facts = {"backup": str(made or "—"), "drilled": str(drilled or "—")}
    say(context.phrases.text("findings-kept", **facts))


def _verdict(phrases: Phrases, told: object) -> str:
    return phrases.text(f"verdict-{told}") if told else "—"


def put_back(
    typer_context: typer.Context,
    backup: Annotated[Path, typer.Argument(metavar="BACKUP")],
    reason: ReasonOption = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    witness: WitnessOption = None,
    trust: TrustOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Restore a verified backup; what lay there is moved aside."""
    context, who = context_of(typer_context), actor_of(actor, role)
    request = casebook_request(witnesses_of(context, witness, trust))
    vault = vault_of(context, passphrase_file)
    done = restore(backup, request.folder, vault, context.clock, who, reason, request.witnesses)
    if json:
        lost = done.lost.to_dict() if done.lost else None
        print_json({"head": done.head.to_dict(), "lost": lost, "aside": done.aside})
        return
    say(context.phrases.text("findings-restored", head=done.head.short, aside=str(done.aside or "—")))


def set_anew(
    typer_context: typer.Context,
    reason: ReasonOption,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    witness: WitnessOption = None,
    trust: TrustOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Set a lost or contradicted checkpoint anew."""
    context, who = context_of(typer_context), actor_of(actor, role)
    request = casebook_request(witnesses_of(context, witness, trust))
    head = renew(desk_of(context, request, passphrase_file), who, reason)
    if json:
        print_json({"head": head.to_dict()})
    else:
        say(context.phrases.text("findings-head-now", head=head.short))


def erase_entry(
    typer_context: typer.Context,
    entry: Annotated[int, typer.Option("--entry", min=0, metavar="SEQUENCE")],
    reason: ReasonOption,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Erase lawfully what one entry carries; every proof stays."""
    context, who = context_of(typer_context), actor_of(actor, role)
    done = erase(desk_of(context, casebook_request(), passphrase_file), entry, reason, who)
    if json:
        print_json({"erased": entry, "sequence": done.sequence, "head": done.head.to_dict()})
        return
    say(context.phrases.text("findings-erased", sequence=entry, head=done.head.short))


def merge_casebook(
    typer_context: typer.Context,
    casebook: Annotated[Path, typer.Argument(metavar="CASEBOOK")],
    other_passphrase_file: Annotated[
        Path | None, typer.Option("--other-passphrase-file", metavar="FILE")
    ] = None,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Take over another inspector's casebook."""
    context, who, request = context_of(typer_context), actor_of(actor, role), casebook_request()
    key = open_key(casebook, vault_of(context, other_passphrase_file))
    desk = desk_of(context, request, passphrase_file, begin=not is_begun(request.folder))
    done = merge(desk, casebook, key, who)
    if json:
        counts = {"added": done.added, "known": done.known, "erased": done.erased}
        print_json({**counts, **_log(done.log), "own_head": done.head.to_dict()})
        return
    facts = {"added": done.added, "known": done.known, "head": done.log.head.short}
    say(context.phrases.text("findings-merged", **facts))
    _print_conflicts(context.phrases, (done.log,))


def merged(
    typer_context: typer.Context, passphrase_file: PassphraseOption = None, json: JsonOption = False
) -> None:
    """Show the casebooks that were taken over, their findings, and what differs."""
    context = context_of(typer_context)
    found = read_foreign(desk_of(context, casebook_request(), passphrase_file))
    if json:
        print_json({"casebooks": [_log(one) for one in found]})
        return
    phrases = context.phrases
    names = ("casebook", "number", "stage", "rule", "holds")
    rows = [
        [
            one.casebook_id[:8],
            state.number,
            phrases.text(f"stage-{state.stage.value}"),
            state.rule_id,
            phrases.text("passed" if one.holds else "failed"),
        ]
        for one in found
        for state in one.states
    ]
    print_table([phrases.text(f"column-{name}") for name in names], rows)
    _print_conflicts(phrases, found)


def _log(one: ForeignLog) -> dict[str, Any]:
    return {
        "casebook": one.casebook_id,
        "head": one.head.to_dict(),
        "holds": one.holds,
        "findings": [
            {"number": s.number, "identity": s.identity, "stage": s.stage, "rule_id": s.rule_id}
            for s in one.states
        ],
        "conflicts": [
            {
                "identity": c.identity,
                "own": {"number": c.own.number, "stage": c.own.stage},
                "foreign": {"number": c.foreign.number, "stage": c.foreign.stage},
            }
            for c in one.conflicts
        ],
    }


def _print_conflicts(phrases: Phrases, logs: tuple[ForeignLog, ...]) -> None:
    for conflict in (conflict for one in logs for conflict in one.conflicts):
        own, foreign = (phrases.text(f"stage-{s.stage.value}") for s in (conflict.own, conflict.foreign))
        facts = {
            "number": conflict.own.number,
            "own": own,
            "other": conflict.foreign.number,
            "foreign": foreign,
        }
        say(phrases.text("findings-conflict", **facts))


def rule_precision(
    typer_context: typer.Context, passphrase_file: PassphraseOption = None, json: JsonOption = False
) -> None:
    """Show how often each rule was right; precision and interval only where dismissals were reviewed blind."""
    context = context_of(typer_context)
    found = precision(read_ledger(desk_of(context, casebook_request(), passphrase_file)).states)
    if json:
        print_json({"rules": found})
        return
    phrases = context.phrases
    counts = ("rule", "confirmed", "false-alarms", "neither", "undecided", "decided-share", "reviewed")
    names = (*counts, "precision", "low", "high")
    rows = [
        [
            one.rule_id,
            *(str(n) for n in (one.confirmed, one.false_alarms, one.neither, one.undecided)),
            phrases.percent(one.value),
            str(one.reviewed),
            *(phrases.percent(share) for share in (one.corrected, one.corrected_low, one.corrected_high)),
        ]
        for one in found
    ]
    print_table([phrases.text(f"column-{name}") for name in names], rows, right=range(1, 10))
    provisional = sum(one.corrected is None and bool(one.decided) for one in found)
    if provisional:
        say(phrases.text("precision-provisional", count=provisional))


COMMANDS = (
    ("backup", backup),
    ("backups", backups),
    ("keep", keep),
    ("restore", put_back),
    ("renew", set_anew),
    ("erase", erase_entry),
    ("merge", merge_casebook),
    ("merged", merged),
    ("precision", rule_precision),
)
