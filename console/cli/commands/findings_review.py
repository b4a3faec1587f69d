"""Owns the commands by which rules learn from dismissals: samples for blind review, their verdicts, the threshold preview.

It refuses to print what was decided of a case that is reviewed blind.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from console.cli.commands.findings_shared import (
    ActorOption,
    FindingArgument,
    PassphraseOption,
    RoleOption,
    actor_of,
    casebook_request,
    desk_of,
)
from console.cli.commands.shared import FileArgument, JsonOption, TrustOption, context_of, opened
from console.cli.commands.supervise import changed_parameters
from console.cli.output import plain, print_json, print_table, say
from console.domain.catalogue import Catalogue
from console.domain.finding import FindingState
from console.errors import UsageError
from console.i18n import Phrases
from console.jobs.findings import is_begun, read_ledger
from console.jobs.findings_files import write_new
from console.jobs.findings_masks import masked, masked_reference, personal_columns
from console.jobs.findings_review import (
    BlindCase,
    SampleState,
    draw_sample,
    list_samples,
    read_blind,
    review,
)
from console.jobs.findings_saved_rule import next_version
from console.jobs.findings_seen import pseudonym_scheme
from console.jobs.findings_threshold import ThresholdPreview, preview
from console.paths import own_rules_folder, resource_root

SampleArgument = Annotated[str, typer.Argument(metavar="SAMPLE")]


def sample(
    typer_context: typer.Context,
    size: Annotated[int, typer.Option("--size", min=1, metavar="N")] = 20,
    seed: Annotated[int | None, typer.Option("--seed", min=0)] = None,
    actor: ActorOption = "",
    role: RoleOption = "reviewer",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Draw dismissals at random for blind review."""
    context, who = context_of(typer_context), actor_of(actor, role)
    drawn = draw_sample(desk_of(context, casebook_request(), passphrase_file), size, who, seed)
    _print_samples(context.phrases, (drawn,), json)


def samples(
    typer_context: typer.Context, passphrase_file: PassphraseOption = None, json: JsonOption = False
) -> None:
    """List the samples drawn, and how many of each were reviewed."""
    context = context_of(typer_context)
    found = list_samples(desk_of(context, casebook_request(), passphrase_file))
    _print_samples(context.phrases, found, json)


def _print_samples(phrases: Phrases, found: Sequence[SampleState], json: bool) -> None:
    if json:
        print_json({"samples": found})
        return
    names = ("sample", "seed", "population", "in-sample", "reviewed", "decoys", "recognised")
    rows = [
        [
            *(one.sample, str(one.seed), str(one.population), ", ".join(one.numbers), str(len(one.reviewed))),
            *(str(one.decoys), phrases.number(one.recognised)),
        ]
        for one in found
    ]
    print_table([phrases.text(f"column-{name}") for name in names], rows, right=(1, 2, 4, 5, 6))
    say(phrases.text("review-decoys"))


def blind(
    typer_context: typer.Context,
    sample: SampleArgument,
    finding: FindingArgument,
    actor: ActorOption = "",
    role: RoleOption = "reviewer",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Open a case of a sample without what was decided."""
    context, who = context_of(typer_context), actor_of(actor, role)
    case = read_blind(desk_of(context, casebook_request(), passphrase_file), sample, finding, who)
    told = _blind_document(case, context.catalogue())
    if json:
        print_json(told)
        return
    phrases = context.phrases
    rows = [[name, str(value)] for name, value in told["facts"].items()]
    rows += [[phrases.text("column-evidence"), one] for one in told["evidence"]]
    rows += [[phrases.text(f"position-{one['position']}"), one["text"]] for one in told["replies"]]
    say(phrases.text("review-blind", number=case.number, rule=case.rule_id))
    print_table([phrases.text(f"column-{name}") for name in ("fact", "value")], rows)


def _blind_document(case: BlindCase, catalogue: Catalogue) -> dict[str, Any]:
    """Return what a reviewer sees, personal values masked."""
    contract = catalogue.contract
    told: dict[str, Any] = plain(case)
    told["facts"] = dict(masked(case.facts, personal_columns(contract)))
    told["evidence"] = [masked_reference(contract, one) for one in case.evidence]
    replies = [{"position": one.position, "text": one.text} for one in case.replies if one.position]
    told["replies"] = replies
    told["exhibits"] = [{"name": one.name, "digest": one.digest} for one in case.exhibits]
    return told


def judge_blind(
    typer_context: typer.Context,
    sample: SampleArgument,
    finding: FindingArgument,
    verdict: Annotated[str, typer.Option("--verdict")],
    reason: Annotated[str, typer.Option("--reason")],
    actor: ActorOption = "",
    role: RoleOption = "reviewer",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record what a reviewer says of a case reviewed blind."""
    context, who = context_of(typer_context), actor_of(actor, role)
    desk = desk_of(context, casebook_request(), passphrase_file)
    done = review(desk, sample, finding, verdict, reason, who)
    if json:
        print_json({"number": done.state.number, "sequence": done.sequence, "head": done.head.to_dict()})
        return
    say(context.phrases.text("review-written", number=done.state.number, sequence=done.sequence))


def preview_threshold(
    typer_context: typer.Context,
    file: FileArgument,
    rule: Annotated[str, typer.Option("--rule", metavar="ID")],
    parameter: Annotated[list[str], typer.Option("--parameter", metavar="NAME=VALUE")],
    save: Annotated[Path | None, typer.Option("--save", metavar="FILE")] = None,
    trust: TrustOption = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Say what another value would flag and how many known dismissals would go; then save it as the rule's next version."""
    context, request = context_of(typer_context), casebook_request()
    if save is not None and save.exists():
        raise UsageError("file-exists", file=str(save))
    states: tuple[FindingState, ...] = ()
    if is_begun(request.folder):
        states = read_ledger(desk_of(context, request, passphrase_file)).states
    with opened(context, file, trust) as (extract, progress):
        changed = changed_parameters(tuple(parameter), (rule,), extract.catalogue)[rule]
        found = preview(extract, rule, changed, states, pseudonym_scheme(extract), progress)
        root = own_rules_folder() if rule in extract.catalogue.own else resource_root() / "rules"
        path = root / extract.catalogue.every_rule[rule].theme / f"{rule}.toml"
    if save is not None:
        write_new(save, next_version(path, changed))
    if json:
        print_json({**plain(found), "saved": save})
        return
    _print_preview(context.phrases, found)
    if save is not None:
        say(context.phrases.text("preview-saved", rule=rule, file=save.name, place=str(path)))


def _print_preview(phrases: Phrases, found: ThresholdPreview) -> None:
    counts = {"now": found.now, "then": found.then, "appear": found.appear, "go": found.go}
    say(phrases.text("preview-flags", rule=found.rule_id, **counts))
    say(phrases.text("preview-dismissed", go=found.gone("false"), confirmed=found.gone("confirmed")))
    rows = [[phrases.text(f"outcome-{one.outcome}"), str(one.stay), str(one.go)] for one in found.known]
    print_table([phrases.text(f"column-{name}") for name in ("outcome", "stay", "go")], rows, right=(1, 2))


COMMANDS = (
    ("sample", sample),
    ("samples", samples),
    ("blind", blind),
    ("judge-blind", judge_blind),
    ("preview", preview_threshold),
)
