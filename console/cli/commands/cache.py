"""Owns ``plumbline cache``: what is kept of extracts between two openings, by digest, with sizes. It refuses to guess whose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from console import paths
from console.cli.commands.shared import JsonOption, context_of
from console.cli.output import print_json, print_table, say
from console.errors import ExitCode, UsageError
from console.jobs.shelf import CacheLine, clear_caches, read_shelf

SHORTEST = 4  # digits of a digest that may name an extract
DigestArgument = Annotated[str, typer.Argument(metavar="[DIGEST]")]


def list_kept(typer_context: typer.Context, json: JsonOption = False) -> None:
    """List what is kept of which extract."""
    context = context_of(typer_context)
    lines, words = _lines(), context.phrases
    if json:
        print_json(_document(lines))
        return
    if not lines:
        say(words.text("cache-none"))
        return
    heads = [words.text(f"cache-{name}") for name in ("extract", "size", "files", "used")]
    rows = [
        [
            f"{line.digest[:12]} {line.name or words.text('cache-unknown')}",
            words.number(line.bytes),
            words.number(line.files),
            words.clock_time(line.used_at.astimezone()),
        ]
        for line in lines
    ]
    print_table(heads, rows, right=(1, 2))
    facts = {"count": words.number(len(lines)), "size": words.number(sum(line.bytes for line in lines))}
    say(words.text("cache-total", folder=str(paths.cache_folder()), **facts))


def clear(typer_context: typer.Context, digest: DigestArgument = "", json: JsonOption = False) -> None:
    """Forget what is kept, of one extract or of all."""
    context = context_of(typer_context)
    lines = _chosen(_lines(), digest.removeprefix("sha256:").lower())
    for line in lines:
        clear_caches(paths.cache_folder(), line.digest)
    if json:
        print_json(_document(lines))
        return
    words = context.phrases
    facts = {"count": words.number(len(lines)), "size": words.number(sum(line.bytes for line in lines))}
    typer.echo(words.text("cache-cleared", **facts))


def _lines() -> tuple[CacheLine, ...]:
    return read_shelf(paths.user_folder(), paths.cache_folder()).caches


def _chosen(lines: tuple[CacheLine, ...], digest: str) -> tuple[CacheLine, ...]:
    """Return the extracts a beginning of a digest names: all where it is empty; raises UsageError where it is not one."""
    if not digest:
        return lines
    found = tuple(line for line in lines if len(digest) >= SHORTEST and line.digest.startswith(digest))
    if not found:
        raise UsageError("cache-unknown", exit_code=ExitCode.NOT_FOUND, digest=digest)
    if len(found) > 1:
        raise UsageError("cache-ambiguous", digest=digest)
    return found


def _document(lines: tuple[CacheLine, ...]) -> dict[str, Any]:
    return {
        "folder": str(paths.cache_folder()),
        "bytes": sum(line.bytes for line in lines),
        "extracts": [
            {
                "digest": line.digest,
                "name": line.name,
                "bytes": line.bytes,
                "files": line.files,
                "used_at": line.used_at.isoformat(),
            }
            for line in lines
        ],
    }


COMMANDS: tuple[tuple[str, Callable[..., Any]], ...] = (("list", list_kept), ("clear", clear))
