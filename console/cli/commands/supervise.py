"""Owns ``plumbline supervise``. It refuses to compute."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from console.cli.commands.own_rules import tell_set_aside
from console.cli.commands.payees_shared import (
    CasebookOption,
    CasebookPassphraseOption,
    decided,
    group_as_decided,
)
from console.cli.commands.shared import (
    DiagnoseOption,
    FileArgument,
    JsonOption,
    TrustOption,
    context_of,
    opened,
)
from console.cli.commands.tolerance_shared import ledger_states
from console.cli.output import print_json, print_table, say
from console.domain.catalogue import Catalogue
from console.domain.contract import Texts
from console.domain.finding import uncountables
from console.domain.rule import Judgement
from console.errors import UsageError
from console.i18n import Phrases
from console.jobs.counting import supervise_counting
from console.jobs.supervise import SuperviseRequest
from console.jobs.theme_rules import filled, told_facts

LISTED = 60  # of each rule; --json tells all


def run(
    typer_context: typer.Context,
    file: FileArgument,
    theme: Annotated[list[str] | None, typer.Option("--theme")] = None,
    rule: Annotated[list[str] | None, typer.Option("--rule")] = None,
    suspicions: Annotated[bool, typer.Option("--suspicions")] = False,
    parameter: Annotated[list[str] | None, typer.Option("--parameter", metavar="NAME=VALUE")] = None,
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    casebook: CasebookOption = False,
    casebook_passphrase_file: CasebookPassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Run supervision rules over an extract; with the casebook, without what was decided and with payees as decided."""
    context = context_of(typer_context)
    told = tuple(parameter or ())
    payees = decided(context, casebook_passphrase_file) if casebook else None
    states = ledger_states(context, casebook_passphrase_file) if casebook else ()
    with opened(context, file, trust, diagnose) as (extract, progress):
        changed = changed_parameters(told, tuple(rule or ()), extract.catalogue)
        group_as_decided(extract, context, payees)
        request = SuperviseRequest(tuple(rule or ()), tuple(theme or ()), changed, own=True)
        extract.uncounted = uncountables(states)
        counted = supervise_counting(extract, request, progress)
        found, gone = counted.judgements, len(counted.left_out)
        if json:
            count = None if payees is None else payees.count
            told_of = {"payee_decisions": count, "excused": gone if casebook else None}
            print_json({"mark": extract.mark, **document(found, suspicions), **told_of})
            return
        tell_set_aside(context.phrases, extract.catalogue)
        _print(context.phrases, extract.catalogue, found)
        if suspicions:
            _list(context.phrases, extract.catalogue, found)
        if casebook:
            say(context.phrases.text("supervise-excused", count=gone))


def changed_parameters(
    told: tuple[str, ...], rules: tuple[str, ...], catalogue: Catalogue
) -> Mapping[str, Mapping[str, float]]:
    """Return what another value is tried for, by rule and name: a preview, nothing is saved.

    Raises UsageError parameter-rule without exactly one rule, parameter-unknown, parameter-range.
    """
    if not told:
        return {}
    every = catalogue.every_rule
    if len(rules) != 1 or rules[0] not in every:
        raise UsageError("parameter-rule", count=len(rules))
    known = {one.name: one for one in every[rules[0]].parameters}
    found: dict[str, float] = {}
    for words in told:
        name, _, value = words.partition("=")
        if name not in known:
            raise UsageError("parameter-unknown", name=name, known=", ".join(known) or "—")
        low, high = known[name].low, known[name].high
        try:
            found[name] = float(value)
        except ValueError as fault:
            raise UsageError("parameter-range", name=name, told=value, low=low, high=high) from fault
        if not low <= found[name] <= high:
            raise UsageError("parameter-range", name=name, told=value, low=low, high=high)
    return {rules[0]: found}


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


def _name(phrases: Phrases, text: Texts, own: bool) -> str:
    name = phrases.items({language: words["name"] for language, words in text.items()})
    return phrases.text("own-rule-named", name=name) if own else name


def _reasons(phrases: Phrases, text: Texts, one: Judgement) -> str:
    """Return why things could not be judged, in the rule's own words, the most frequent first."""
    told = sorted(one.not_computable.items(), key=lambda each: (-each[1], each[0]))
    return " · ".join(
        phrases.items({language: words.get(f"why_{code}", code) for language, words in text.items()})
        for code, _count in told
    )


def _print(phrases: Phrases, catalogue: Catalogue, judgements: tuple[Judgement, ...]) -> None:
    names = ("id", "name", "flagged", "clear", "not-computable", "why")
    rows = []
    for one in judgements:
        text = catalogue.every_rule[one.rule_id].text
        rows.append(
            [
                one.rule_id,
                _name(phrases, text, one.rule_id in catalogue.own),
                phrases.number(one.flagged),
                phrases.number(one.clear),
                phrases.number(sum(one.not_computable.values())),
                phrases.text("not-computable-because", reason=one.reason)
                if one.reason
                else _reasons(phrases, text, one),
            ]
        )
    print_table([phrases.text(f"column-{name}") for name in names], rows, right=(2, 3, 4))


def _list(phrases: Phrases, catalogue: Catalogue, judgements: tuple[Judgement, ...]) -> None:
    """Print one line a suspicion: the rule, the key of what it looked at, and the rule's sentence with its facts."""
    for judgement in judgements:
        words = catalogue.every_rule[judgement.rule_id].text[phrases.language]
        for one in judgement.suspicions[:LISTED]:
            sentence = filled(words.get("finding", words["name"]), told_facts(one))
            typer.echo(f"{one.rule_id} {' '.join(one.key)}: {sentence}")
        if len(judgement.suspicions) > LISTED:
            typer.echo(phrases.text("process-shown", shown=LISTED, rows=len(judgement.suspicions)))
