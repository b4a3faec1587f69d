"""Owns ``plumbline own-rules``: rules of this computer's own, made from a filter of the process, taken in, listed, removed.

It refuses to compute.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from console.cli.commands.shared import FileArgument, JsonOption, TrustOption, context_of, opened
from console.cli.output import plain, print_json, print_table, say
from console.domain.catalogue import Catalogue
from console.errors import ExitCode, UsageError
from console.i18n import Phrases
from console.jobs.filter_rule import check_filter, preview_filter_rule, save_filter_rule
from console.jobs.filter_rule_answers import (
    BETWEEN,
    FOLLOWS,
    STAY,
    STEP,
    WAY,
    WORKING,
    FilterRulePreview,
    FilterRuleRequest,
    FilterRuleSaved,
    StepFilter,
)
from console.jobs.own_rules import add_rule, own_rules_list, remove_rule
from console.jobs.own_rules_answers import OwnRuleLine
from console.jobs.theme_answers import PageScope
from console.paths import own_rules_folder

LARGEST = 4 * 1024 * 1024
SHOWN = 10
COLUMNS = ("id", "own-version", "own-severity", "name", "own-basis", "own-saved", "own-by")
RuleArgument = Annotated[str, typer.Argument(metavar="RULE")]


def make(
    typer_context: typer.Context,
    file: FileArgument,
    through: Annotated[str, typer.Option("--through", metavar="STEP[,STEP]")] = "",
    way: Annotated[str, typer.Option("--way", metavar="STEP,STEP,…")] = "",
    over: Annotated[int | None, typer.Option("--over", metavar="DAYS")] = None,
    unit: Annotated[str, typer.Option("--days", metavar="working|civil")] = WORKING,
    item: Annotated[str, typer.Option("--item")] = "",
    organisation: Annotated[str, typer.Option("--organisation")] = "",
    severity: Annotated[str, typer.Option("--severity", metavar="red|yellow|notice")] = "notice",
    name_zh: Annotated[str, typer.Option("--name-zh")] = "",
    name_en: Annotated[str, typer.Option("--name-en")] = "",
    basis: Annotated[str, typer.Option("--basis")] = "",
    save: Annotated[bool, typer.Option("--save")] = False,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Say what a filter of the process would flag as a rule; with --save keep it among this computer's own."""
    context = context_of(typer_context)
    asked = replace(filter_of(through, way, over, unit, item), organisation_id=organisation)
    names = {"zh-CN": name_zh, "en": name_en}
    with opened(context, file, trust) as (extract, progress):
        scope = PageScope(period=extract.whole_period)
        request = FilterRuleRequest(asked, severity, names, basis, scope)
        check_filter(request)
        found = preview_filter_rule(extract, request, context.resources, progress)
        saved = (
            save_filter_rule(extract, request, context.resources, own_rules_folder(), progress)
            if save
            else None
        )
        if json:
            print_json({"mark": extract.mark, **plain(found), "saved": saved})
            return
        _print_preview(context.phrases, found, saved)


def filter_of(through: str, way: str, over: int | None, unit: str, item: str) -> StepFilter:
    """Return the filter a command names; raises UsageError where it names none, two, or days of a way."""
    if bool(through) == bool(way):
        raise UsageError("own-rule-choose")
    steps = tuple(step.strip() for step in (through or way).replace("→", ",").split(","))
    if way:
        if over is not None:
            raise UsageError("own-rule-over-way")
        return StepFilter(WAY, steps, item)
    kinds = (STEP, FOLLOWS) if over is None else (STAY, BETWEEN)
    return StepFilter(kinds[len(steps) != 1], steps, item, over or 0, unit)


def _print_preview(phrases: Phrases, found: FilterRulePreview, saved: FilterRuleSaved | None) -> None:
    facts = {"rule": found.rule_id, "version": found.version, "cases": found.cases_kept}
    typer.echo(found.names[phrases.language])
    if found.missing:
        typer.echo(phrases.text("own-rule-tried-missing", names=", ".join(found.missing), **facts))
    else:
        counts = {"flagged": found.flagged, "clear": found.clear}
        silent = sum(found.not_computable.values())
        told = {name: phrases.number(count) for name, count in {**counts, "silent": silent}.items()}
        typer.echo(phrases.text("own-rule-tried", **facts, **told))
    if found.not_computable:
        typer.echo(phrases.text("own-rule-tried-why", why=found.whys[phrases.language]))
    rows = [["/".join(one.key), one.finding[phrases.language]] for one in found.examples[:SHOWN]]
    if rows:
        print_table([phrases.text(f"own-rule-example-{name}") for name in ("case", "finding")], rows)
    if saved is not None:
        say(phrases.text("own-rule-saved-at", rule=saved.rule_id, version=saved.version, file=saved.file))
    else:
        say(phrases.text("own-rule-already" if found.held else "own-rule-not-saved"))


def list_rules(typer_context: typer.Context, json: JsonOption = False) -> None:
    """List the rules of this computer's own."""
    context = context_of(typer_context)
    catalogue, folder = context.catalogue(), own_rules_folder()
    if json:
        print_json(_document(catalogue, folder, context.phrases))
        return
    phrases = context.phrases
    tell_set_aside(phrases, catalogue)
    if not catalogue.own and not catalogue.set_aside:
        say(phrases.text("own-rule-none", folder=str(folder)))
        return
    heads = [phrases.text(f"column-{name}") for name in COLUMNS]
    used = [one for one in own_rules_list(catalogue, folder).rules if one.fault is None]
    print_table(heads, [_row(phrases, one) for one in used], right=(1,))
    counts = {"count": len(catalogue.own), "aside": len(catalogue.set_aside)}
    say(phrases.text("own-rule-total", folder=str(folder), **counts))


def _row(phrases: Phrases, line: OwnRuleLine) -> list[str]:
    card = phrases.text(f"own-rule-severity-{line.severity}")
    day = phrases.day(line.saved_at.date()) if line.saved_at is not None else "—"
    names, clauses = phrases.items(line.names), phrases.items(line.clauses)
    return [line.rule_id, str(line.version), card, names, clauses, day, line.saved_by or "—"]


def _document(catalogue: Catalogue, folder: Path, phrases: Phrases) -> dict[str, Any]:
    saved = {one.rule_id: one for one in own_rules_list(catalogue, folder).rules if one.fault is None}
    rules = [
        {
            "id": rule.id,
            "version": rule.version,
            "theme": rule.theme,
            "severity": rule.severity,
            "name": {language: words["name"] for language, words in rule.text.items()},
            "parameters": {one.name: one.value for one in rule.parameters},
            "saved_at": plain(saved[rule.id].saved_at),
            "saved_by": saved[rule.id].saved_by,
        }
        for rule in catalogue.own.values()
    ]
    aside = [{"file": one.file, "fault": phrases.error(one.fault)} for one in catalogue.set_aside]
    return {"folder": str(folder), "rules": rules, "set_aside": aside}


def tell_set_aside(phrases: Phrases, catalogue: Catalogue) -> None:
    """Say of each faulty file of an own rule that it is not used, and why."""
    for one in catalogue.set_aside:
        say(phrases.text("own-rule-set-aside", file=one.file, detail=phrases.error(one.fault)))


def add(
    typer_context: typer.Context,
    rule_file: Annotated[Path, typer.Argument(metavar="RULE.toml")],
    json: JsonOption = False,
) -> None:
    """Take in a rule file, such as a colleague's or one edited by hand, once it keeps its own cases."""
    context = context_of(typer_context)
    added = add_rule(_content(rule_file), rule_file.name, context.catalogue(), own_rules_folder())
    told = {"rule": added.rule.id, "version": added.rule.version, "file": str(added.path)}
    if json:
        print_json({**told, "replaced": added.replaced})
        return
    say(context.phrases.text("own-rule-added", **told))


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise UsageError("own-rule-file", exit_code=ExitCode.NOT_FOUND, file=str(path))
    try:
        with path.open("rb") as held:
            return held.read(LARGEST + 1)
    except OSError as fault:
        raise UsageError("own-rule-file", file=str(path)) from fault


def remove(typer_context: typer.Context, rule: RuleArgument, json: JsonOption = False) -> None:
    """Take one of this computer's own rules away; what was registered under it stays in the casebook."""
    context = context_of(typer_context)
    gone = remove_rule(rule, own_rules_folder())
    if json:
        print_json({"rule": rule, "file": str(gone)})
        return
    say(context.phrases.text("own-rule-removed", rule=rule, file=str(gone)))


COMMANDS: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("make", make),
    ("list", list_rules),
    ("add", add),
    ("remove", remove),
)
