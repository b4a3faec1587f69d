"""Owns ``plumbline findings export`` and ``import``. It refuses to write over a file, and to call a doubtful package good."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer

from console import __version__, paths
from console.bootstrap import Context
from console.cli.commands.findings_shared import (
    PassphraseOption,
    WitnessOption,
    casebook_request,
    desk_of,
    vault_of,
    witnesses_of,
)
from console.cli.commands.shared import JsonOption, TrustOption, context_of, opened
from console.cli.commands.verify import show
from console.cli.output import TerminalProgress, print_json, print_table, say
from console.domain.verification import EXIT_CODES
from console.i18n import Phrases
from console.jobs.findings_files import write_new
from console.jobs.findings_intake import HeldFinding, PackageReport, read_package
from console.jobs.findings_package import PackageRequest, make_package, rows_of
from console.jobs.findings_readme import readme
from console.jobs.keys import known_passphrase
from console.signing.signer import KEY_ENDING, FileSigner, open_signer
from console.vault.passphrase import read_passphrase_file

SignOption = Annotated[str, typer.Option("--sign", metavar="IDENTITY")]
SignerFileOption = Annotated[Path | None, typer.Option("--signer-passphrase-file", metavar="FILE")]
KeysOption = Annotated[Path | None, typer.Option("--key-folder", metavar="DIR")]
OutOption = Annotated[Path, typer.Option("--out", metavar="FILE")]


def export(
    typer_context: typer.Context,
    finding: Annotated[list[str], typer.Option("--finding", metavar="NUMBER")],
    out: OutOption,
    sign: SignOption,
    extract: Annotated[Path | None, typer.Option("--extract", metavar="FILE")] = None,
    originals: Annotated[bool, typer.Option("--originals")] = False,
    signer_passphrase_file: SignerFileOption = None,
    key_folder: KeysOption = None,
    passphrase_file: PassphraseOption = None,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Write findings as a signed evidence package."""
    context = context_of(typer_context)
    signer = signer_of(context, sign, key_folder, signer_passphrase_file)
    desk = desk_of(context, casebook_request(), passphrase_file)
    texts = {one: readme(context.speaking(one).phrases) for one in ("zh-CN", "en")}
    request = PackageRequest(tuple(finding), texts, f"Plumbline {__version__}", originals)
    reading = opened(context, extract, trust) if extract is not None else nullcontext((None, None))
    with reading as (rows, progress):
        watching = progress or TerminalProgress(context.phrases)
        source = rows_of(rows, watching) if rows is not None else None
        made = make_package(desk, request, context.catalogue(), signer, watching, source)
    write_new(out, made.content)
    if json:
        told = {"package": out, "findings": made.numbers, "files": made.files, "rows": made.rows}
        print_json({**told, "head": made.head.to_dict(), "signer": signer.person})
        return
    facts = {"file": out.name, "count": len(made.numbers), "files": made.files, "rows": made.rows}
    say(context.phrases.text("findings-exported", **facts))


def signer_of(
    context: Context, identity: str, key_folder: Path | None, passphrase_file: Path | None
) -> FileSigner:
    """Open a signer's key, with a passphrase file or what the system's store keeps."""
    folder = key_folder or paths.key_folder()
    if passphrase_file is not None:
        return open_signer(folder, identity, read_passphrase_file(passphrase_file))
    secret = known_passphrase(folder / f"{identity}{KEY_ENDING}", vault_of(context, None))
    return open_signer(folder, identity, secret)


def take_in(
    typer_context: typer.Context,
    package: Annotated[Path, typer.Argument(metavar="PACKAGE")],
    witness: WitnessOption = None,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Check a colleague's evidence package and show what it holds."""
    context = context_of(typer_context)
    folders = (*context.trust_folders, *(trust or ()))
    found = read_package(package, folders, context.clock, witnesses_of(context, witness, trust))
    if json:
        print_json(_document(context.phrases, found))
    else:
        show(context.phrases, found.verification, json=False)
        _print(context.phrases, found)
    raise typer.Exit(int(EXIT_CODES[found.verification.verdict]))


def _document(phrases: Phrases, found: PackageReport) -> dict[str, Any]:
    checks = [
        {"name": one.name, "passed": one.passed, "detail": phrases.text(f"check-{one.key}", **one.facts)}
        for one in found.verification.checks
    ]
    told = {"verdict": found.verification.verdict, "kind": found.verification.kind, "checks": checks}
    held = [
        {**one.document, "rows": one.rows, "proofs": one.proofs, "opened": one.opened}
        for one in found.findings
    ]
    return {**told, "casebook": found.casebook_id, "head": found.head.to_dict(), "findings": held}


def _print(phrases: Phrases, found: PackageReport) -> None:
    names = ("number", "stage", "rule", "organisation", "amount-yuan", "persons", "rows", "proofs")
    rows = [_row(phrases, one) for one in found.findings]
    print_table([phrases.text(f"column-{name}") for name in names], rows, right=(4, 5, 6, 7))
    say(phrases.text("findings-head-now", head=found.head.short))


def _row(phrases: Phrases, one: HeldFinding) -> list[str]:
    told, figures = one.document, one.document["figures"]
    return [
        one.number,
        phrases.text(f"stage-{told['stage']}"),
        f"{told['rule']['id']}@{told['rule']['version']}",
        str(told["organisation_id"] or "—"),
        str(figures["amount"] or "—"),
        "—" if figures["persons"] is None else phrases.number(figures["persons"]),
        str(len(one.rows)),
        str(one.proofs),
    ]


COMMANDS = (("export", export), ("import", take_in))
