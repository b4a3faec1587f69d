"""Owns ``plumbline build --suggest``: a proposed mapping to the terminal or a file. It refuses to write over one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from console.bootstrap import Context
from console.catalogue.contract import read_contract
from console.catalogue.synonyms import read_synonyms
from console.cli.output import TerminalProgress, print_json, say
from console.errors import InputError, UsageError
from console.jobs.suggest import SourceProposal, suggest_mapping
from console.jobs.suggest_text import mapping_text
from console.sources.mapping import read_mapping


def suggest(context: Context, sources: tuple[Path, ...], out: Path | None, json: bool) -> None:
    """Propose a mapping for source files.

    Raises UsageError without a file, InputError for one that cannot be read or a mapping that is there already.
    """
    if not sources:
        raise UsageError("suggest-what")
    if out is not None and out.exists():
        raise InputError("suggest-there", file=str(out))
    contract = read_contract(context.resources / "contract")
    synonyms = read_synonyms(context.resources / "synonyms", contract)
    progress = TerminalProgress(context.phrases)
    try:
        proposals = suggest_mapping(sources, contract, synonyms, progress)
    finally:
        progress.close()
    text = mapping_text(proposals, context.resources / "mappings", context.phrases)
    if out is not None:
        _write(out, text)
        read_mapping(out, contract)
        say(context.phrases.text("suggest-written", file=str(out)))
    if json:
        print_json(
            {"mapping": None if out is None else str(out), "sources": [document(each) for each in proposals]}
        )
    elif out is None:
        typer.echo(text, nl=False)


def _write(out: Path, text: str) -> None:
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as fault:
        raise InputError("suggest-there", file=str(out)) from fault
    except OSError as fault:
        raise InputError("build-target", file=str(out), detail=fault.strerror or "") from fault


def document(proposal: SourceProposal) -> dict[str, Any]:
    """Return a proposal as the JSON document names it."""
    used = {column.column for table in proposal.tables for column in table.columns}
    return {
        "source": proposal.spec.name,
        "file": proposal.spec.file,
        "tables": [
            {
                "table": table.table,
                "columns": {each.target: each.column for each in table.columns if each.column},
                "missing": list(table.missing),
            }
            for table in proposal.tables
        ],
        "left": [column for column in proposal.columns if column not in used],
    }
