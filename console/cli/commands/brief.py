"""Owns ``plumbline brief``. It refuses to compose, to draw and to sign: a job does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from console import paths
from console.bootstrap import Context
from console.cli.commands.findings_shared import casebook_request, desk_of
from console.cli.commands.shared import FileArgument, JsonOption, TrustOption, context_of, opened
from console.cli.output import print_json, say
from console.domain.briefing import figures_digest
from console.domain.finding import CasebookSnapshot
from console.domain.period import parse
from console.errors import UsageError
from console.jobs.brief import Briefing, Signers, brief
from console.jobs.brief_request import BriefRequest
from console.jobs.brief_writing import write_whole
from console.jobs.findings import has_casebook
from console.jobs.findings_doubt import snapshot_with_doubts
from console.settings import LANGUAGES
from console.signing.hashing import digest_bytes
from console.signing.signer import FileSigner, open_signer
from console.signing.truststore import TrustStore
from console.vault.passphrase import read_passphrase_file


@dataclass(frozen=True, slots=True)
class _Keys:
    """Who signs, and where the keys are."""

    sign: str
    approve: str
    folder: Path
    passphrase_file: Path | None
    approver_file: Path | None


def run(
    typer_context: typer.Context,
    file: FileArgument,
    out: Annotated[Path, typer.Option("--out", metavar="PDF")],
    definition: Annotated[str, typer.Option("--definition", metavar="NAME")] = "quarterly",
    language: Annotated[str, typer.Option("--language")] = "",
    scope: Annotated[str, typer.Option("--scope", metavar="REGION")] = "",
    period: Annotated[str, typer.Option("--period")] = "",
    number: Annotated[str, typer.Option("--number")] = "",
    issuer: Annotated[str, typer.Option("--issuer")] = "",
    casebook: Annotated[bool, typer.Option("--casebook/--no-casebook")] = True,
    casebook_passphrase_file: Annotated[Path | None, typer.Option("--casebook-passphrase-file")] = None,
    sign: Annotated[str, typer.Option("--sign", metavar="IDENTITY")] = "",
    approve: Annotated[str, typer.Option("--approve", metavar="IDENTITY")] = "",
    key_folder: Annotated[Path | None, typer.Option("--key-folder", metavar="DIR")] = None,
    passphrase_file: Annotated[Path | None, typer.Option("--passphrase-file")] = None,
    approver_passphrase_file: Annotated[Path | None, typer.Option("--approver-passphrase-file")] = None,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Write a briefing as a PDF, signed where somebody signs."""
    context = context_of(typer_context)
    _require_folder(out)
    chosen = _language(language or context.settings.language)
    keys = _Keys(sign, approve, key_folder or paths.key_folder(), passphrase_file, approver_passphrase_file)
    signers = _signers(context, keys, trust)
    snapshot = _snapshot(context, casebook_passphrase_file) if casebook else None
    span = parse(period) if period else None
    about = scope or context.settings.region
    request = BriefRequest(
        chosen, about, span, definition, number, issuer or context.settings.issuer, snapshot
    )
    with opened(context, file, trust) as (extract, progress):
        made = brief(extract, request, context.resources, context.clock, progress, signers)
        mark = extract.mark
    write_whole(out, made.content)
    if not made.signed:
        say(context.phrases.text("brief-unsigned", file=out.name))
    if json:
        print_json(document(out, made, mark))
    else:
        _print(context, out, made)


def _language(told: str) -> str:
    if told not in LANGUAGES:
        raise UsageError("brief-language", told=told, allowed=", ".join(LANGUAGES))
    return told


def _signers(context: Context, keys: _Keys, trust: list[Path] | None) -> Signers | None:
    """Open the keys before anything is read: a wrong passphrase should not cost the computing."""
    if not keys.sign:
        if keys.approve or keys.passphrase_file:
            raise UsageError("brief-signs-nobody")
        return None
    if keys.approve and keys.approve == keys.sign:
        raise UsageError("brief-approves-own")
    preparer = _signer(keys.folder, keys.sign, keys.passphrase_file)
    approver = (
        _signer(keys.folder, keys.approve, keys.approver_file or keys.passphrase_file)
        if keys.approve
        else None
    )
    store = TrustStore.load((*context.trust_folders, *(trust or ())))
    return Signers(preparer, store, approver)


def _signer(folder: Path, identity: str, passphrase_file: Path | None) -> FileSigner:
    if passphrase_file is None:
        raise UsageError("brief-passphrase", signer=identity)
    return open_signer(folder, identity, read_passphrase_file(passphrase_file))


def _snapshot(context: Context, passphrase_file: Path | None) -> CasebookSnapshot | None:
    """Return the user's casebook at its head; one that is there and cannot be opened is an error, not a silence."""
    request = casebook_request()
    if not has_casebook(request.folder):
        return None
    with desk_of(context, request, passphrase_file).reading() as book:
        return snapshot_with_doubts(book, context.settings.least_precision)


def _require_folder(out: Path) -> None:
    """Refuse a folder that is not there before anything is computed."""
    if not out.absolute().parent.is_dir():
        raise UsageError("brief-folder", folder=str(out.absolute().parent))


def document(out: Path, made: Briefing, mark: str) -> dict[str, Any]:
    """Return what was written as the JSON document names it."""
    held = made.document
    return {
        "briefing": out,
        "number": held.number,
        "language": held.language,
        "period": held.period,
        "scope": held.scope,
        "signed": made.signed,
        "mark": mark,
        "figures": len(held.figures),
        "figures_digest": figures_digest(held.figures),
        "sha256": digest_bytes(made.content),
        "renderer": held.provenance.renderer,
    }


def _print(context: Context, out: Path, made: Briefing) -> None:
    held = made.document
    told = context.phrases.text(
        "brief-written",
        file=str(out),
        figures=context.phrases.number(len(held.figures)),
        digest=figures_digest(held.figures)[:16],
    )
    typer.echo(told)
