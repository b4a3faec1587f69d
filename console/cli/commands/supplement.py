"""Owns ``plumbline supplement add`` and ``list``. It refuses to change the extract itself."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from console.bootstrap import Context
from console.catalogue.contract import read_contract
from console.cli.commands.build import fetched_keys, signer_of
from console.cli.commands.shared import JsonOption, TrustOption, ask_passphrase, context_of
from console.cli.output import TerminalProgress, print_json, print_table, say
from console.domain.contract import Contract
from console.engine.encryption import is_encrypted
from console.errors import UsageError
from console.jobs.extract_key import encryption_for
from console.jobs.importing import ImportRequest
from console.jobs.making import Built
from console.jobs.supplement import SupplementRequest, add_supplement
from console.jobs.supplement_mapping import plain_mapping
from console.jobs.supplement_state import SupplementState, supplements_of
from console.vault.asking_vault import open_vault

ExtractArgument = Annotated[Path, typer.Argument(metavar="EXTRACT")]


def add(
    typer_context: typer.Context,
    extract: ExtractArgument,
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE…")],
    subject: Annotated[str, typer.Option("--subject")],
    table: Annotated[str, typer.Option("--table", metavar="TABLE")] = "",
    mapping: Annotated[list[Path] | None, typer.Option("--mapping", metavar="MAPPING")] = None,
    sign: Annotated[str, typer.Option("--sign", metavar="IDENTITY")] = "",
    key_folder: Annotated[Path | None, typer.Option("--key-folder", metavar="DIR")] = None,
    passphrase_file: Annotated[Path | None, typer.Option("--passphrase-file")] = None,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Add rows that arrived later to an extract, as a signed file beside it."""
    context = context_of(typer_context)
    if bool(table) == bool(mapping):
        raise UsageError("supplement-needs")
    signer = signer_of(sign, key_folder, passphrase_file)
    contract = read_contract(context.resources / "contract")
    progress = TerminalProgress(context.phrases)
    folders = (*context.trust_folders, *(trust or ()))
    try:
        with tempfile.TemporaryDirectory(prefix="plumbline-") as work:
            mappings = tuple(mapping or (mapping_beside(Path(work), sources, table, contract, progress),))
            how = import_request(context, extract, mappings, tuple(sources))
            request = SupplementRequest(extract, subject, how, folders)
            built = add_supplement(request, contract, signer, context.clock, progress)
    finally:
        progress.close()
    _told(context, built, json)


def list_all(
    typer_context: typer.Context,
    extract: ExtractArgument,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """List the supplements of an extract."""
    context = context_of(typer_context)
    progress = TerminalProgress(context.phrases)
    try:
        found = supplements_of(extract, (*context.trust_folders, *(trust or ())), context.clock, progress)
    finally:
        progress.close()
    if json:
        print_json({"extract": str(extract), "supplements": [_document(each) for each in found]})
        return
    words = context.phrases
    rows = [
        [
            words.number(each.number),
            words.text(f"supplement-subject-{each.subject or 'other'}"),
            ", ".join(f"{table.name} {words.number(table.rows)}" for table in each.tables),
            words.clock_time(datetime.fromisoformat(each.made_at)),
            words.text(f"standing-{each.standing.value}"),
            each.file.name,
        ]
        for each in found
    ]
    heads = ("number", "subject", "tables", "made", "standing", "file")
    print_table([words.text(f"supplement-column-{name}") for name in heads], rows, right=(0,))


COMMANDS = (("add", add), ("list", list_all))


def mapping_beside(
    work: Path, sources: list[Path], table: str, contract: Contract, progress: TerminalProgress
) -> Path:
    """Write the plain mapping of some files to one table into a work folder, and return it."""
    made = work / f"{table}.toml"
    text = plain_mapping(sources, table, contract, progress)
    made.write_text(text, "utf-8")
    return made


def add_rows(
    context: Context,
    extract: Path,
    placed: tuple[str, str, str],
    identity: tuple[str, Path | None, Path | None],
    trust: list[Path] | None,
) -> str:
    """Add rows the console itself wrote to the chain of an extract; returns the file of the supplement.

    ``placed`` is the subject, the table, and the rows as CSV under a head; ``identity`` is as ``signer_of`` takes it.
    """
    subject, table, rows = placed
    signer = signer_of(*identity)
    contract = read_contract(context.resources / "contract")
    progress = TerminalProgress(context.phrases)
    folders = (*context.trust_folders, *(trust or ()))
    try:
        with tempfile.TemporaryDirectory(prefix="plumbline-") as work:
            source = Path(work) / f"{table}.csv"
            source.write_text(rows, "utf-8")
            mapping = mapping_beside(Path(work), [source], table, contract, progress)
            how = import_request(context, extract, (mapping,), (source,))
            request = SupplementRequest(extract, subject, how, folders)
            built = add_supplement(request, contract, signer, context.clock, progress)
    finally:
        progress.close()
    if built.signature_file is None:
        say(context.phrases.text("build-unsigned", file=built.outcome.target.name))
    return str(built.outcome.target)


def import_request(
    context: Context, extract: Path, mappings: tuple[Path, ...], sources: tuple[Path, ...]
) -> ImportRequest:
    """Return how a supplement is built beside its extract: with its keys, encrypted where the extract is."""
    vault = open_vault(lambda name: ask_passphrase(context, extract), os.environ)
    extension = context.settings.httpfs_extension
    return ImportRequest(
        mappings,
        extract,
        memory_bytes=context.memory_bytes // 2,
        threads=context.settings.threads or None,
        given=sources,
        keys=fetched_keys(context, mappings),
        encryption=encryption_for(extract, extension, vault) if is_encrypted(extract) else None,
    )


def _document(state: SupplementState) -> dict[str, Any]:
    return {
        "number": state.number,
        "file": str(state.file),
        "subject": state.subject,
        "made_at": state.made_at,
        "tables": {table.name: table.rows for table in state.tables},
        "sha256": state.sha256,
        "verdict": state.verification.verdict.value,
        "standing": state.standing.value,
    }


def _told(context: Context, built: Built, json: bool) -> None:
    if built.signature_file is None:
        say(context.phrases.text("build-unsigned", file=built.outcome.target.name))
    if json:
        print_json(
            {
                **built.outcome.counts(),
                "reasons": dict(built.outcome.reasons),
                "supplement": str(built.outcome.target),
                "sha256": built.manifest.sha256,
                "supplements": built.manifest.supplements,
                "predecessor": built.manifest.predecessor,
                "signature": None if built.signature_file is None else str(built.signature_file),
            }
        )
        return
    told = {
        name: context.phrases.number(getattr(built.outcome, name))
        for name in ("read", "accepted", "rejected")
    }
    typer.echo(context.phrases.text("build-summary", file=str(built.outcome.target), **told))
