"""Owns the commands of the office recovery key. It refuses a passphrase on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.cli.commands.findings_shared import PassphraseOption, casebook_request, desk_of
from console.cli.commands.shared import JsonOption, context_of
from console.cli.commands.verify import show
from console.cli.output import print_json, say
from console.jobs.findings_recovery import make_recovery_key, recover, set_recovery
from console.vault.passphrase import read_passphrase_file

OfficeFile = Annotated[Path, typer.Option("--office-passphrase-file", metavar="FILE")]


def recovery_key(
    typer_context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    office_passphrase_file: OfficeFile,
    json: JsonOption = False,
) -> None:
    """Make an office's recovery key."""
    told = make_recovery_key(folder, read_passphrase_file(office_passphrase_file))
    _say(typer_context, "findings-recovery-made", told, json)


def recovery_set(
    typer_context: typer.Context,
    public: Annotated[Path, typer.Argument(metavar="PUBLIC")],
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Wrap the casebook's key to the office's public key as well."""
    desk = desk_of(context_of(typer_context), casebook_request(), passphrase_file)
    _say(typer_context, "findings-recovery-set", set_recovery(desk, public), json)


def _say(typer_context: typer.Context, key: str, fingerprint: str, json: bool) -> None:
    if json:
        print_json({"fingerprint": fingerprint})
    else:
        say(context_of(typer_context).phrases.text(key, fingerprint=fingerprint))


def recover_casebook(
    typer_context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    private: Annotated[Path, typer.Option("--private", metavar="FILE")],
    office_passphrase_file: OfficeFile,
    new_passphrase_file: Annotated[Path, typer.Option("--new-passphrase-file", metavar="FILE")],
    json: JsonOption = False,
) -> None:
    """Open a casebook or a backup with the office's private key, under a new passphrase."""
    office, fresh = read_passphrase_file(office_passphrase_file), read_passphrase_file(new_passphrase_file)
    done = recover(folder, private, office, fresh)
    show(context_of(typer_context).phrases, done.verification, json)


COMMANDS = (
    ("recovery-key", recovery_key),
    ("recovery-set", recovery_set),
    ("recover", recover_casebook),
)
