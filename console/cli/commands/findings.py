"""Owns ``plumbline findings`` and the commands below it. It refuses to decide, and to name anybody in a list before 认定."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from console.cli.commands.findings_decide import COMMANDS as DECIDE
from console.cli.commands.findings_exhibits import COMMANDS as EXHIBITS
from console.cli.commands.findings_forms import COMMANDS as FORMS
from console.cli.commands.findings_keeping import COMMANDS as KEEPING
from console.cli.commands.findings_ledger import COMMANDS as LEDGER
from console.cli.commands.findings_package import COMMANDS as PACKAGE
from console.cli.commands.findings_paper import COMMANDS as PAPER
from console.cli.commands.findings_recovery import COMMANDS as RECOVERY
from console.cli.commands.findings_review import COMMANDS as REVIEW
from console.cli.commands.findings_shared import (
    ActorOption,
    DueOption,
    FindingArgument,
    PassphraseOption,
    RoleOption,
    TextOption,
    WitnessOption,
    actor_of,
    amount_of,
    casebook_request,
    day_of,
    decide,
    desk_of,
    stages_of,
    vault_of,
    witnesses_of,
)
from console.cli.commands.findings_signed import COMMANDS as SIGNED
from console.cli.commands.findings_steps import COMMANDS as STEPS
from console.cli.commands.findings_words import print_case, print_list, summary_document
from console.cli.commands.payees_shared import group_as_decided
from console.cli.commands.shared import FileArgument, JsonOption, TrustOption, context_of, opened
from console.cli.commands.verify import show
from console.cli.output import print_json, say
from console.domain.entries import Confirmation, Dismissal, Hearing, Reply, VerificationStart
from console.domain.finding import summary
from console.domain.verification import EXIT_CODES
from console.errors import ExitCode, UsageError
from console.jobs.findings import (
    check_proof,
    has_casebook,
    is_begun,
    prove,
    read_case,
    read_ledger,
    read_log_head,
    register,
)
from console.jobs.findings_answers import SuspicionsRequest
from console.jobs.findings_doubt import doubted, is_suspicion
from console.jobs.findings_files import write_new
from console.jobs.findings_seen import list_suspicions
from console.jobs.findings_signed import load_trust, verify_with_signatures
from console.jobs.payees import read_decisions


def list_findings(
    typer_context: typer.Context,
    stage: Annotated[list[str] | None, typer.Option("--stage")] = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """List findings without personal detail."""
    context, request, stages = context_of(typer_context), casebook_request(), stages_of(stage)
    if not has_casebook(request.folder):
        say(context.phrases.text("findings-none"))
        if json:
            print_json({"casebook": None, "head": None, "trusted": None, "findings": []})
        return
    found = read_ledger(desk_of(context, request, passphrase_file))
    if not found.trusted:
        say(context.phrases.text("findings-untrusted"))
    for one in found.warnings:
        say(context.phrases.text(f"check-{one.key}", **one.facts))
    shown = [summary(state) for state in found.states if state.stage in stages]
    weak = doubted(found.states, context.settings.least_precision)
    doubts = {
        one.number: weak[one.rule_id] for one in found.states if one.rule_id in weak and is_suspicion(one)
    }
    if json:
        told = [{**summary_document(one), "doubt": doubts.get(one.number)} for one in shown]
        document = {"casebook": found.casebook_id, "head": found.head.to_dict(), "trusted": found.trusted}
        print_json({**document, "findings": told})
        return
    if found.states and not shown:
        say(context.phrases.text("findings-none-at-stage", count=len(found.states)))
    else:
        print_list(context, shown, doubts)
    say(context.phrases.text("findings-head-now", head=found.head.short))


def show_finding(
    typer_context: typer.Context,
    finding: FindingArgument,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Open one case file."""
    context = context_of(typer_context)
    least = context.settings.least_precision
    case = read_case(desk_of(context, casebook_request(), passphrase_file), finding, least)
    print_case(context, case, json)


def register_findings(
    typer_context: typer.Context,
    file: FileArgument,
    rule: Annotated[list[str] | None, typer.Option("--rule")] = None,
    theme: Annotated[list[str] | None, typer.Option("--theme")] = None,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Register the suspicions of an extract."""
    context, who = context_of(typer_context), actor_of(actor, role)
    request = casebook_request()
    desk = desk_of(context, request, passphrase_file, begin=True)
    known = read_ledger(desk).states if is_begun(request.folder) else ()
    asked = tuple((state.rule_id, state.key) for state in known if state.open)
    with opened(context, file, trust) as (extract, progress):
        if is_begun(request.folder):
            group_as_decided(extract, context, read_decisions(desk))
        asking = SuspicionsRequest(tuple(rule or ()), tuple(theme or ()), asked)
        seen = list_suspicions(extract, asking, progress).seen
    done = register(desk, seen, who)
    if json:
        print_json(
            {**_lists(done.new, done.recognised, done.unchanged, done.vanished), "head": done.head.to_dict()}
        )
        return
    counts = {"new": done.new, "recognised": done.recognised}
    counts |= {"unchanged": done.unchanged, "vanished": done.vanished}
    say(context.phrases.text("findings-registered", **{name: len(told) for name, told in counts.items()}))
    say(context.phrases.text("findings-head-now", head=done.head.short))


def _lists(*told: tuple[str, ...]) -> dict[str, Any]:
    return dict(zip(("new", "recognised", "unchanged", "vanished"), told, strict=True))


def verify_facts(
    typer_context: typer.Context,
    finding: FindingArgument,
    due: DueOption,
    owner: Annotated[str, typer.Option("--owner", metavar="NAME")] = "",
    text: TextOption = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Start checking the facts."""
    who = actor_of(actor, role)
    entry = VerificationStart("", owner.strip() or who.name, day_of(due), text)
    decide(typer_context, finding, entry, (who.name, role), passphrase_file, json)


def hear(
    typer_context: typer.Context,
    finding: FindingArgument,
    due: DueOption,
    organisation: Annotated[str, typer.Option("--organisation", metavar="ID")] = "",
    text: TextOption = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Hear the organisation."""
    entry = Hearing("", organisation, day_of(due), text)
    decide(typer_context, finding, entry, (actor, role), passphrase_file, json)


def reply(
    typer_context: typer.Context,
    finding: FindingArgument,
    position: Annotated[str, typer.Option("--position")],
    text: TextOption,
    received: Annotated[str, typer.Option("--received", metavar="DATE")] = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record the organisation's answer."""
    received_on = day_of(received) or context_of(typer_context).clock.now().date()
    entry = Reply("", position, text, received_on)
    decide(typer_context, finding, entry, (actor, role), passphrase_file, json)


def confirm(
    typer_context: typer.Context,
    finding: FindingArgument,
    reason: Annotated[str, typer.Option("--reason")],
    severity: Annotated[str, typer.Option("--severity")] = "",
    amount: Annotated[str, typer.Option("--amount", metavar="YUAN")] = "",
    persons: Annotated[int | None, typer.Option("--persons", min=0)] = None,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Confirm a suspicion after its organisation was heard."""
    entry = Confirmation("", severity, reason, amount_of(amount), persons)
    decide(typer_context, finding, entry, (actor, role), passphrase_file, json)


def dismiss(
    typer_context: typer.Context,
    finding: FindingArgument,
    reason: Annotated[str, typer.Option("--reason")],
    text: TextOption,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Dismiss a suspicion for a reason from the list."""
    decide(typer_context, finding, Dismissal("", reason, text), (actor, role), passphrase_file, json)


def verify(
    typer_context: typer.Context,
    witness: WitnessOption = None,
    trust: TrustOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Verify the whole casebook."""
    context = context_of(typer_context)
    request = casebook_request(witnesses_of(context, witness, trust))
    vault = vault_of(context, passphrase_file)
    store = load_trust((*context.trust_folders, *(trust or ())))
    found = verify_with_signatures(request, vault, context.clock, store)
    show(context.phrases, found, json)
    raise typer.Exit(int(EXIT_CODES[found.verdict]))


def head(
    typer_context: typer.Context, passphrase_file: PassphraseOption = None, json: JsonOption = False
) -> None:
    """Show the head of the log."""
    context = context_of(typer_context)
    casebook_id, now = read_log_head(desk_of(context, casebook_request(), passphrase_file))
    if json:
        print_json({"casebook": casebook_id, **now.to_dict(), "short": now.short})
        return
    typer.echo(f"{now.size}:{now.root_hex}")
    say(context.phrases.text("findings-head-now", head=now.short))


def proof(
    typer_context: typer.Context,
    finding: Annotated[str, typer.Argument(metavar="[FINDING]")] = "",
    since: Annotated[int, typer.Option("--since", min=0, metavar="SIZE")] = 0,
    check: Annotated[Path | None, typer.Option("--check", metavar="FILE")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE")] = None,
    witness: WitnessOption = None,
    trust: TrustOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Write a proof, or check one."""
    context = context_of(typer_context)
    request = casebook_request(witnesses_of(context, witness, trust))
    if check is not None:
        found = check_proof(_read_proof(check), request.witnesses)
        show(context.phrases, found, json)
        raise typer.Exit(int(EXIT_CODES[found.verdict]))
    if not finding and not since:
        raise UsageError("findings-proof-what")
    text = prove(desk_of(context, request, passphrase_file), finding, since)
    if out is not None:
        write_new(out, text.encode())
    if json:
        print_json({"proof": text})
    elif out is None:
        typer.echo(text, nl=False)
    else:
        say(context.phrases.text("findings-proof-written", file=out.name))


def _read_proof(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return stream.read(1 << 20).decode("utf-8", "replace")
    except OSError as fault:
        detail = fault.strerror or str(fault)
        raise UsageError(
            "findings-proof-file", exit_code=ExitCode.NOT_FOUND, file=str(path), detail=detail
        ) from fault


COMMANDS = (
    ("list", list_findings),
    ("show", show_finding),
    ("register", register_findings),
    ("verify-facts", verify_facts),
    ("hear", hear),
    ("reply", reply),
    ("confirm", confirm),
    ("dismiss", dismiss),
    *DECIDE,
    *STEPS,
    *SIGNED,
    ("verify", verify),
    ("head", head),
    ("proof", proof),
    *FORMS,
    *EXHIBITS,
    *LEDGER,
    *PACKAGE,
    *PAPER,
    *RECOVERY,
    *KEEPING,
    *REVIEW,
)
