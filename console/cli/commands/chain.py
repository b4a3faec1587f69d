"""Owns ``plumbline chain``. It refuses exit code 0 for a chain with a gap."""

from __future__ import annotations

import typer

from console.cli.commands.shared import FileArgument, JsonOption, TrustOption, context_of
from console.cli.output import TerminalProgress, print_json, print_table
from console.i18n import Phrases
from console.jobs.chain import ChainAnswer, ChainLink, read_chain


def run(
    typer_context: typer.Context, file: FileArgument, trust: TrustOption = None, json: JsonOption = False
) -> None:
    """Tell where an extract stands in its chain."""
    context = context_of(typer_context)
    progress = TerminalProgress(context.phrases)
    try:
        found = read_chain(file, (*context.trust_folders, *(trust or ())), context.clock, progress)
    finally:
        progress.close()
    if json:
        print_json(_document(found))
    else:
        _print(context.phrases, found)
    raise typer.Exit(int(found.verification.exit_code))


def _document(found: ChainAnswer) -> dict[str, object]:
    return {
        "verdict": found.verification.verdict.value,
        "standing": found.verification.standing.value,
        "links": list(found.links),
        "silent": found.silent,
        "supplements": [
            {
                "number": each.number,
                "file": each.file.name,
                "sha256": each.sha256,
                "standing": each.standing.value,
            }
            for each in found.supplements
        ],
    }


def _print(phrases: Phrases, found: ChainAnswer) -> None:
    rows = [
        [
            "→" if link.this else "",
            link.file or f"{link.sha256[:16]}…",
            "—" if link.starts is None else f"{link.starts} – {link.ends}",
            "—" if link.destroy_by is None else str(link.destroy_by),
            phrases.text(f"chain-link-{_state(link)}"),
        ]
        for link in found.links
    ]
    heads = [
        phrases.text(f"chain-column-{name}") for name in ("this", "extract", "period", "destroy-by", "state")
    ]
    print_table(heads, rows)
    for check in found.verification.checks:
        if check.name in ("chain", "destroy-by"):
            typer.echo(phrases.text(f"check-{check.key}", **check.facts))
    for each in found.supplements:
        standing = phrases.text(f"standing-{each.standing.value}")
        typer.echo(
            phrases.text("chain-supplement", number=each.number, file=each.file.name, standing=standing)
        )
    typer.echo(phrases.text(f"standing-{found.verification.standing.value}"))


def _state(link: ChainLink) -> str:
    if link.destroyed:
        return "destroyed"
    return link.state if link.present or link.state == "missing" else "away"
