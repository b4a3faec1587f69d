"""Owns ``plumbline process``. It refuses to compute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from console.bootstrap import Context
from console.cli.commands.process_clock import show_clock
from console.cli.commands.shared import (
    DiagnoseOption,
    FileArgument,
    JsonOption,
    TrustOption,
    context_of,
    opened,
)
from console.cli.output import print_json, print_table, say
from console.domain.period import parse
from console.domain.ports import Progress
from console.engine.matters import Matters
from console.engine.process import DAY_S, Durations, Handover, Handovers, ProcessMap, Rework, Variant
from console.engine.waiting import Bottleneck, Waiting
from console.errors import UsageError
from console.i18n import Phrases
from console.jobs.extract import OpenedExtract
from console.jobs.process import Answer, ProcessRequest, process
from console.jobs.process_picture import PictureRequest, require_picture, write_map
from console.jobs.services_answers import ProcessRequest as MapRequest
from console.jobs.services_map import case_word
from console.jobs.theme_answers import PageScope

SHOWN = 60
CHARGED = ("sender", "receiver", "applicant", "excluded", "unknown")


def run(
    typer_context: typer.Context,
    file: FileArgument,
    question: Annotated[
        str, typer.Argument(metavar="map|variants|durations|handovers|rework|waiting|matters|clock")
    ],
    item: Annotated[str, typer.Option("--item")] = "",
    period: Annotated[str, typer.Option("--period")] = "",
    only_kind: Annotated[str, typer.Option("--only", metavar="cross-region|one-matter")] = "",
    case: Annotated[str, typer.Option("--case")] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="SVG|PNG")] = None,
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    json: JsonOption = False,
) -> None:
    """Say what follows what, how long it takes and who hands to whom."""
    context = context_of(typer_context)
    request = ProcessRequest(question, item, parse(period) if period else None, only_kind)
    if question == "clock" and not case:
        raise UsageError("process-case")
    if out is not None:
        if question != "map":
            raise UsageError("process-picture", name=question)
        if only_kind:
            raise UsageError("process-only-picture")
        require_picture(out)
    with opened(context, file, trust, diagnose) as (extract, progress):
        if question == "clock":
            show_clock(extract, case, context.phrases, json, progress)
            return
        answer = process(extract, request, progress)
        if out is not None:
            _draw(context, extract, request, out, progress)
        if json:
            print_json({"mark": extract.mark, **document(answer)})
        else:
            _print(context.phrases, answer)


def _draw(
    context: Context, extract: OpenedExtract, request: ProcessRequest, out: Path, progress: Progress
) -> None:
    scope = PageScope(period=request.period or extract.whole_period, english=context.phrases.language == "en")
    wanted = PictureRequest(out, MapRequest(scope, request.item_id))
    write_map(extract, wanted, context.phrases, context.resources, progress)
    say(context.phrases.text("services-saved", file=str(out)))


def document(answer: Answer) -> dict[str, Any]:
    """Return an answer as the JSON document names it."""
    if isinstance(answer, tuple):
        return {"count": len(answer), "variants": [asdict(one) for one in answer]}
    if isinstance(answer, ProcessMap):
        edges = [_edge(edge) for edge in answer.edges]
        told = {"cases": answer.cases, "events": answer.events, "ties": answer.ties, "edges": edges}
        return {**told, "starts": _counted(answer.starts), "ends": _counted(answer.ends)}
    if isinstance(answer, Durations):
        return {"durations": asdict(answer)}
    if isinstance(answer, Rework):
        loops = [asdict(one) for one in answer.loops]
        return {"cases": answer.cases, "rework": _counted(answer.steps), "loops": loops}
    if isinstance(answer, Matters):
        return asdict(answer)
    if isinstance(answer, Waiting):
        return {"days": _charged(answer), "bottlenecks": [_bottleneck(one) for one in answer.bottlenecks]}
    people, organisations = (
        [{"from": one.giver, "to": one.receiver, "count": one.count} for one in hands]
        for hands in (answer.people, answer.organisations)
    )
    counts = ("pairs", "cross_organisation", "unknown", "changed", "waiting_share_changed")
    told = {name: getattr(answer, name) for name in counts}
    return {**told, "handovers": people, "organisations": organisations}


def _edge(edge: Any) -> dict[str, Any]:
    return {
        "from": edge.before,
        "to": edge.after,
        "count": edge.count,
        "median_days": edge.median_days,
        "median_seconds": edge.median_seconds,
        "mean_seconds": edge.mean_seconds,
        "max_seconds": edge.max_seconds,
    }


def _counted(found: Any) -> list[dict[str, Any]]:
    return [{"step": one.name, "count": one.count} for one in found]


def _print(phrases: Phrases, answer: Answer) -> None:
    for kind, printed in PRINTED:
        if isinstance(answer, kind):
            printed(phrases, answer)
            return


def _table(phrases: Phrases, columns: tuple[str, ...], rows: list[list[str]], right: tuple[int, ...]) -> None:
    print_table([phrases.text(f"column-{name}") for name in columns], rows[:SHOWN], right=right)
    if len(rows) > SHOWN:
        typer.echo(phrases.text("process-shown", shown=SHOWN, rows=len(rows)))


def _step(phrases: Phrases, code: str) -> str:
    """Return a step's name, with the code other commands take where the two differ."""
    name = case_word(phrases, "case-step", code)
    return name if name.casefold() == code.casefold() else f"{name} {code}"


def _way(phrases: Phrases, steps: tuple[str, ...]) -> str:
    return " → ".join(case_word(phrases, "case-step", step) for step in steps)


def _print_map(phrases: Phrases, found: ProcessMap) -> None:
    rows = [
        [
            _step(phrases, e.before),
            _step(phrases, e.after),
            phrases.number(e.count),
            phrases.number(e.median_days, 2),
        ]
        for e in found.edges
    ]
    _table(phrases, ("from", "to", "count", "median-days"), rows, (2, 3))
    typer.echo(phrases.text("process-map-size", cases=found.cases, events=found.events, ties=found.ties))


def _print_variants(phrases: Phrases, found: tuple[Variant, ...]) -> None:
    rows = [[phrases.number(one.count), _way(phrases, one.steps)] for one in found]
    _table(phrases, ("count", "steps"), rows, (0,))


def _print_durations(phrases: Phrases, found: Durations) -> None:
    """Print the spread in days and seconds, and of how many cases."""
    rows = []
    for name in ("min", "median", "mean", "p95", "max"):
        seconds = getattr(found, f"{name}_seconds")
        days = None if seconds is None else seconds / DAY_S
        rows.append([phrases.text(f"process-{name}"), phrases.number(days, 2), phrases.number(seconds, 1)])
    _table(phrases, ("measure", "days", "seconds"), rows, (1, 2))
    typer.echo(phrases.text("process-durations-cases", cases=phrases.number(found.cases)))


def _print_handovers(phrases: Phrases, found: Handovers) -> None:
    """Print who handed to whom: organisations, people by their pseudonyms, and what both come to."""
    for key, held in (("organisations", found.organisations), ("people", found.people)):
        typer.echo(phrases.text(f"process-handovers-{key}"))
        _table(phrases, ("from", "to", "count"), _handed(phrases, held), (2,))
    typer.echo(
        phrases.text(
            "process-handovers-size",
            pairs=phrases.number(found.pairs),
            cross=phrases.number(found.cross_organisation),
            unknown=phrases.number(found.unknown),
            share=phrases.percent(found.waiting_share_changed),
        )
    )


def _handed(phrases: Phrases, held: tuple[Handover, ...]) -> list[list[str]]:
    """Return a row for each pair of different names; work that stayed is counted, and told in the JSON document."""
    return [[one.giver, one.receiver, phrases.number(one.count)] for one in held if one.giver != one.receiver]


def _print_rework(phrases: Phrases, found: Rework) -> None:
    rows = [[_step(phrases, one.name), phrases.number(one.count)] for one in found.steps]
    _table(phrases, ("step", "cases"), rows, (1,))
    loops = [
        [_way(phrases, one.steps), phrases.number(one.cases), phrases.number(one.times)]
        for one in found.loops
    ]
    _table(phrases, ("loop", "cases", "count"), loops, (1, 2))
    typer.echo(phrases.text("process-rework-cases", cases=phrases.number(found.cases)))


def _print_matters(phrases: Phrases, found: Matters) -> None:
    """Print the kinds of departments a matter passes, in the order they end their part, and the days it takes."""
    rows = [
        [
            one.bundle or "—",
            " → ".join(one.departments),
            phrases.number(one.matters),
            phrases.number(one.ended),
            phrases.number(one.parts, 1),
            phrases.number(one.whole_days, 1),
            phrases.number(one.longest_days, 1),
        ]
        for one in found.ways
    ]
    columns = ("bundle", "departments", "matters", "ended", "parts", "whole-days", "longest-days")
    _table(phrases, columns, rows, (2, 3, 4, 5, 6))
    facts = {"matters": phrases.number(found.matters), "several": phrases.number(found.several)}
    typer.echo(phrases.text("process-matters-size", **facts))


def _print_waiting(phrases: Phrases, found: Waiting) -> None:
    def days(value: float | None) -> str:
        return phrases.number(value, 1)

    rows = [
        [
            _step(phrases, one.before),
            _step(phrases, one.after),
            one.organisation_id or "—",
            phrases.number(one.count),
            *(days(getattr(one, name)) for name in ("median_days", *CHARGED, "recoverable")),
        ]
        for one in found.bottlenecks
    ]
    names = ("from", "to", "handled-by", "waits", "median-days", *CHARGED, "recoverable")
    _table(phrases, names, rows, tuple(range(3, len(names))))
    typer.echo(phrases.text("process-waiting-size", **{k: days(v) for k, v in _charged(found).items()}))


def _charged(found: Waiting) -> dict[str, float]:
    """Return the days charged to each side, and those to recover, over all that could be told."""
    return {
        name: sum(getattr(one, name) or 0.0 for one in found.bottlenecks)
        for name in (*CHARGED, "recoverable")
    }


def _bottleneck(one: Bottleneck) -> dict[str, Any]:
    told = asdict(one)
    return {"from": told.pop("before"), "to": told.pop("after"), **told}


PRINTED: tuple[tuple[type[Any], Callable[[Phrases, Any], None]], ...] = (
    (ProcessMap, _print_map),
    (tuple, _print_variants),
    (Durations, _print_durations),
    (Handovers, _print_handovers),
    (Rework, _print_rework),
    (Waiting, _print_waiting),
    (Matters, _print_matters),
)
