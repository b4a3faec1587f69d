"""Owns ``plumbline build``. It refuses to read a source itself: jobs do."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from console.bootstrap import Context
from console.catalogue.contract import read_contract
from console.cli.commands.build_suggest import suggest
from console.cli.commands.shared import JsonOption, ask_passphrase, context_of
from console.cli.output import TerminalProgress, print_json, print_table, say
from console.engine.encryption import Encryption
from console.errors import KeyStoreError, UsageError
from console.i18n import Phrases
from console.jobs.build import Built, build_extract
from console.jobs.extract_key import encryption_for
from console.jobs.importing import PURPOSE, ImportRequest, needed_keys, rejected_path
from console.signing.signer import FileSigner, open_signer
from console.vault.asking_vault import open_vault
from console.vault.passphrase import read_passphrase_file
from console.vault.pseudonym_keys import PREFIX, pseudonym_key


def run(
    typer_context: typer.Context,
    sources: Annotated[list[Path] | None, typer.Argument(metavar="SOURCE…")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE")] = None,
    mapping: Annotated[list[Path] | None, typer.Option("--mapping", metavar="MAPPING")] = None,
    propose: Annotated[bool, typer.Option("--suggest")] = False,
    storage: Annotated[str, typer.Option("--storage")] = "",
    sign: Annotated[str, typer.Option("--sign", metavar="IDENTITY")] = "",
    key_folder: Annotated[Path | None, typer.Option("--key-folder", metavar="DIR")] = None,
    passphrase_file: Annotated[Path | None, typer.Option("--passphrase-file")] = None,
    keep_rejected: Annotated[bool, typer.Option("--keep-rejected")] = False,
    encrypt: Annotated[bool, typer.Option("--encrypt")] = False,
    predecessor: Annotated[Path | None, typer.Option("--predecessor", metavar="EXTRACT")] = None,
    json: JsonOption = False,
) -> None:
    """Make an extract from source files."""
    context = context_of(typer_context)
    if propose:
        suggest(context, tuple(sources or ()), out, json)
        return
    if out is None or not mapping:
        raise UsageError("build-needs")
    signer = signer_of(sign, key_folder, passphrase_file)
    request = ImportRequest(
        tuple(mapping),
        out,
        memory_bytes=context.memory_bytes // 2,
        threads=context.settings.threads or None,
        storage=storage,
        given=tuple(sources or ()),
        keys=fetched_keys(context, tuple(mapping)),
        sealed=rejected_secret(context.phrases) if keep_rejected else "",
        predecessor=predecessor,
        encryption=_encryption(context, out) if encrypt else None,
    )
    built = _build(context, request, signer)
    if built.signature_file is None:
        say(context.phrases.text("build-unsigned", file=out.name))
    if built.unchanged:
        say(context.phrases.text("build-unchanged", file=out.name))
    if json:
        print_json(document(built))
    else:
        _print(context.phrases, built)


def fetched_keys(context: Context, mappings: tuple[Path, ...]) -> dict[str, bytes]:
    """Fetch the keys of the cross-checks these mappings name from the vault, before anything is read."""
    names = needed_keys(mappings, read_contract(context.resources / "contract"))
    if not names:
        return {}
    vault = open_vault(lambda name: ask_secret(context.phrases, name), os.environ)
    return {name: pseudonym_key(vault, name) for name in names}


def _encryption(context: Context, out: Path) -> Encryption:
    """Settle the key before anything is read; where nobody can write encrypted files, that is said at once."""
    vault = open_vault(lambda name: ask_passphrase(context, out), os.environ)
    return encryption_for(out, context.settings.httpfs_extension, vault)


def rejected_secret(phrases: Phrases) -> str:
    """Return the passphrase of rejected rows; raises KeyStoreError rejected-secret-missing."""
    found = open_vault(lambda name: ask_secret(phrases, name), os.environ).read(PURPOSE)
    if not found:
        raise KeyStoreError("rejected-secret-missing")
    return found


def ask_secret(phrases: Phrases, name: str) -> str | None:
    """Ask at the terminal for a secret no safe store keeps; None where nobody sits there."""
    if not sys.stdin.isatty():
        return None
    return getpass.getpass(phrases.text("build-ask-secret", name=name.removeprefix(PREFIX)) + ": ")


def _build(context: Context, request: ImportRequest, signer: FileSigner | None) -> Built:
    progress = TerminalProgress(context.phrases)
    contract = read_contract(context.resources / "contract")
    try:
        return build_extract(request, contract, signer, context.clock, progress)
    finally:
        progress.close()


def signer_of(identity: str, key_folder: Path | None, passphrase_file: Path | None) -> FileSigner | None:
    """Open the key before anything is read: a wrong passphrase should not cost a whole import."""
    if not identity:
        if key_folder or passphrase_file:
            raise UsageError("build-sign-nobody")
        return None
    if key_folder is None or passphrase_file is None:
        raise UsageError("build-sign-needs")
    return open_signer(key_folder, identity, read_passphrase_file(passphrase_file))


def document(built: Built) -> dict[str, Any]:
    """Return what was built as the JSON document names it."""
    return {
        **built.outcome.counts(),
        "reasons": dict(built.outcome.reasons),
        "extract": str(built.outcome.target),
        "sha256": built.manifest.sha256,
        "content_digest": built.outcome.digest,
        "fingerprints": {table.name: table.fingerprint for table in built.manifest.tables},
        "predecessor": built.manifest.predecessor,
        "unchanged": built.unchanged,
        "manifest": str(built.manifest_file),
        "rejected_rows": str(kept) if (kept := rejected_path(built.outcome.target)).exists() else None,
        "signature": None if built.signature_file is None else str(built.signature_file),
    }


def _print(phrases: Phrases, built: Built) -> None:
    outcome = built.outcome
    rows = [
        [table.name, *(phrases.number(count) for count in (table.read, table.accepted, table.rejected))]
        for table in outcome.tables
    ]
    names = ("table", "read", "accepted", "rejected")
    print_table([phrases.text(f"column-{name}") for name in names], rows, right=(1, 2, 3))
    lines = (phrases.number(count) for count in (outcome.read, outcome.accepted, outcome.rejected))
    read, accepted, rejected = lines
    typer.echo(
        phrases.text(
            "build-summary", file=str(outcome.target), read=read, accepted=accepted, rejected=rejected
        )
    )
    for reason, count in outcome.reasons.items():
        worded = phrases.text(f"refused-{reason}") if phrases.has(f"refused-{reason}") else reason
        typer.echo(phrases.text("build-reason", reason=worded, count=phrases.number(count)))
