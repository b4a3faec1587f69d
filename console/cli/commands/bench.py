"""Owns ``plumbline bench``. It refuses to time anything itself: jobs do, in processes of their own."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from console.bootstrap import Context
from console.cli.commands.shared import JsonOption, context_of
from console.cli.output import TerminalProgress, print_json, print_table
from console.i18n import Phrases
from console.jobs.bench import CASES, BenchRequest, Outcome, bench, bench_there


def run(
    typer_context: typer.Context,
    cases: Annotated[int, typer.Option("--cases", min=1_000)] = CASES,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="NAME")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="DIR", hidden=True)] = None,
    json: JsonOption = False,
) -> None:
    """Compare speed with a reference, in one run; print ratios and peaks of memory."""
    context = context_of(typer_context)
    progress = TerminalProgress(context.phrases)
    try:
        if data is not None:
            request = _request(context, data, cases, only)
            outcomes = list(bench_there(request, context.clock, progress))
        else:
            with tempfile.TemporaryDirectory(prefix="plumbline-bench-") as folder:
                request = _request(context, Path(folder), cases, only)
                outcomes = list(bench(request, context.clock, progress))
    finally:
        progress.close()
    if json:
        print_json({"cases": cases, "benches": outcomes})
    else:
        _print(context.phrases, outcomes)


def _request(context: Context, folder: Path, cases: int, only: Sequence[str] | None) -> BenchRequest:
    return BenchRequest(
        context.resources,
        folder,
        _own_command(context.resources),
        cases,
        tuple(only or ()),
        context.settings.threads,
        context.memory_bytes,
    )


def _own_command(resources: Path) -> tuple[str, ...]:
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return (sys.executable, str(resources.parent / "main.py"))


def _print(phrases: Phrases, outcomes: Sequence[Outcome]) -> None:
    headers = ("name", "measured", "reference", "value", "asked", "kept", "peak")
    rows = [
        [
            phrases.text(f"bench-{one.name}"),
            phrases.number(one.measured, 2),
            phrases.number(one.reference, 2) if one.reference else "—",
            phrases.number(one.value, 2),
            phrases.text(f"bench-asked-{one.asked.replace('_', '-')}", limit=phrases.number(one.limit, 1)),
            phrases.text("bench-kept" if one.kept else "bench-missed"),
            phrases.number(one.peak_mib, 0),
        ]
        for one in outcomes
    ]
    print_table([phrases.text(f"bench-column-{name}") for name in headers], rows, right=(1, 2, 3, 6))
    facts = [
        [phrases.text(f"bench-{one.name}"), phrases.text(f"bench-fact-{name}"), phrases.number(value, 2)]
        for one in outcomes
        for name, value in one.facts.items()
        if phrases.has(f"bench-fact-{name}")
    ]
    if facts:
        print_table(
            [phrases.text(f"bench-column-{name}") for name in ("name", "fact", "measured")], facts, (2,)
        )
