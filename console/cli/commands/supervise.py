"""Owns ``plumbline supervise``. It refuses to compute."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from console.cli.commands.shared import (
    DiagnoseOption,
    FileArgument,
    JsonOption,
    TrustOption,
    context_of,
    opened,
)
from console.cli.output import print_json, print_table
from console.domain.catalogue import Catalogue
from console.domain.rule import Judgement
from console.i18n import Phrases
from console.jobs.supervise import SuperviseRequest, supervise


def run(
    typer_context: typer.Context,
    file: FileArgument,
    theme: Annotated[list[str] | None, typer.Option("--theme")] = None,
    rule: Annotated[list[str] | None, typer.Option("--rule")] = None,
    suspicions: Annotated[bool, typer.Option("--suspicions")] = False,
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    json: JsonOption = False,
) -> None:
    """Run supervision rules over an extract."""
    context = context_of(typer_context)
    request = SuperviseRequest(tuple(rule or ()), tuple(theme or ()))
    with opened(context, file, trust, diagnose) as (extract, progress):
        found = supervise(extract, request, progress)
        if json:
            print_json({"mark": extract.mark, **document(found, suspicions)})
        else:
            _print(context.phrases, extract.catalogue, found)


def document(judgements: tuple[Judgement, ...], suspicions: bool) -> dict[str, Any]:
    """Return judgements as the JSON document names them; ``findings`` counts what was flagged."""
    rules = [_rule(judgement) for judgement in judgements]
    told: dict[str, Any] = {"rules": rules, "findings": sum(judgement.flagged for judgement in judgements)}
    if suspicions:
        told["suspicions"] = [one for judgement in judgements for one in judgement.suspicions]
    return told


def _rule(judgement: Judgement) -> dict[str, Any]:
    silent = dict(judgement.not_computable)
    if judgement.reason:
        silent = {f"missing: {judgement.reason}": 0}
    return {
        "id": judgement.rule_id,
        "theme": judgement.theme,
        "version": judgement.version,
        "flagged": judgement.flagged,
        "clear": judgement.clear,
        "not_computable": silent,
        "milliseconds": round(judgement.milliseconds, 1),
    }


def _print(phrases: Phrases, catalogue: Catalogue, judgements: tuple[Judgement, ...]) -> None:
    names = ("id", "name", "flagged", "clear", "not-computable", "why")
    rows = []
    for one in judgements:
        text = catalogue.rules[one.rule_id].text
        rows.append(
            [
                one.rule_id,
                phrases.items({language: words["name"] for language, words in text.items()}),
                phrases.number(one.flagged),
                phrases.number(one.clear),
                phrases.number(sum(one.not_computable.values())),
                phrases.text("not-computable-because", reason=one.reason)
                if one.reason
                else ", ".join(one.not_computable),
            ]
        )
    print_table([phrases.text(f"column-{name}") for name in names], rows, right=(2, 3, 4))
