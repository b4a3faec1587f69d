"""Owns ``plumbline findings countersign`` and ``hand-over``: acts of a person's own key. It refuses a passphrase as a word."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.cli.commands.findings_package import KeysOption, SignerFileOption, SignOption, signer_of
from console.cli.commands.findings_shared import (
    FindingArgument,
    PassphraseOption,
    RoleOption,
    actor_of,
    casebook_request,
    desk_of,
    tell,
)
from console.cli.commands.shared import JsonOption, TrustOption, context_of
from console.cli.output import print_json, say
from console.jobs.findings_signed import countersign as sign_closing
from console.jobs.findings_signed import hand_over as hand_cases
from console.jobs.findings_signed import load_trust

SecretOption = Annotated[Path | None, typer.Option("--giver-passphrase-file", metavar="FILE")]
TakerSecretOption = Annotated[Path | None, typer.Option("--taker-passphrase-file", metavar="FILE")]


def countersign(
    typer_context: typer.Context,
    finding: FindingArgument,
    reason: Annotated[str, typer.Option("--reason")],
    sign: SignOption,
    role: RoleOption = "reviewer",
    signer_passphrase_file: SignerFileOption = None,
    key_folder: KeysOption = None,
    passphrase_file: PassphraseOption = None,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Agree with one's own key that a finding may be closed."""
    context = context_of(typer_context)
    signer = signer_of(context, sign, key_folder, signer_passphrase_file)
    who = actor_of(signer.person, role)
    desk = desk_of(context, casebook_request(), passphrase_file)
    store = load_trust((*context.trust_folders, *(trust or ())))
    tell(context, sign_closing(desk, finding, reason, signer, who.role, store), json)


def hand_over(
    typer_context: typer.Context,
    finding: Annotated[list[str], typer.Option("--finding", metavar="NUMBER")],
    giver: Annotated[str, typer.Option("--giver", metavar="IDENTITY")],
    taker: Annotated[str, typer.Option("--taker", metavar="IDENTITY")],
    text: Annotated[str, typer.Option("--text")] = "",
    role: RoleOption = "inspector",
    giver_passphrase_file: SecretOption = None,
    taker_passphrase_file: TakerSecretOption = None,
    key_folder: KeysOption = None,
    passphrase_file: PassphraseOption = None,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Hand cases from one person to another; both sign with their own keys."""
    context = context_of(typer_context)
    signers = (
        signer_of(context, giver, key_folder, giver_passphrase_file),
        signer_of(context, taker, key_folder, taker_passphrase_file),
    )
    who = actor_of(signers[0].person, role)
    desk = desk_of(context, casebook_request(), passphrase_file)
    store = load_trust((*context.trust_folders, *(trust or ())))
    done = hand_cases(desk, finding, text, signers, who.role, store)
    numbers = [one.state.number for one in done.acted]
    if json:
        head = done.acted[-1].head.to_dict()
        print_json({"giver": done.giver, "taker": done.taker, "findings": numbers, "head": head})
        return
    facts = {"count": len(numbers), "giver": done.giver, "taker": done.taker}
    say(context.phrases.text("findings-handed-over", **facts))


COMMANDS = (("countersign", countersign), ("hand-over", hand_over))
