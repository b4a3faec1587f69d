"""Owns ``plumbline check``. It refuses to compute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import typer

from console.cli.commands.check_trend import plain_rows, print_changes, trend_document
from console.cli.commands.shared import (
    DiagnoseOption,
    FileArgument,
    JsonOption,
    TrustOption,
    context_of,
    opened,
)
from console.cli.output import print_json, print_table
from console.domain.manifest import Manifest
from console.domain.quality import QualityRow, Tally, destroy_by, shown_share
from console.i18n import Phrases
from console.jobs.check import CheckedSlice, CheckOutcome, CheckRequest, check_extract
from console.jobs.extract import OpenedExtract
from console.jobs.quality_trend import follow


def run(
    typer_context: typer.Context,
    file: FileArgument,
    table: Annotated[str, typer.Option("--table")] = "",
    by: Annotated[str, typer.Option("--by")] = "",
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    json: JsonOption = False,
) -> None:
    """Check the quality of an extract's data against the contract."""
    context = context_of(typer_context)
    today = context.clock.now().date()
    with opened(context, file, trust, diagnose) as (extract, progress):
        found = check_extract(extract, CheckRequest(table, by), progress)
        trend, changes = ((), ()) if table or diagnose else follow(extract, plain_rows(found), progress)
        if json:
            print_json(document(extract, found, by, today) | trend_document(trend, changes))
            return
        _print(context.phrases, extract, found, by, today)
        print_changes(context.phrases, trend, changes)


def document(extract: OpenedExtract, found: CheckOutcome, by: str, today: date) -> dict[str, Any]:
    """Return everything as the one JSON document of the command."""
    told: dict[str, Any] = {
        "mark": extract.mark,
        "missing": sorted(extract.missing),
        "quality": found.quality,
        "dimensions": {name: _tally(tally) for name, tally in found.dimensions.items()},
        "tables": {
            name: {
                "rows": found.rows[name],
                "dimensions": {part: _tally(tally) for part, tally in tallies.items()},
            }
            for name, tallies in found.tables.items()
        },
        "unchecked": [
            {
                "table": one.table,
                "column": one.column,
                "check": one.check,
                "dimension": one.dimension,
                "missing": list(one.missing),
            }
            for one in found.unchecked
        ],
        "extract": {
            "file": extract.path.name,
            "sha256": extract.digest,
            "verdict": extract.verification.verdict,
            "cut_off": extract.cut_off,
        },
        "manifest": _manifest(extract.manifest, today),
    }
    return told | ({"by": by, "slices": found.by} if by else {})


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "failed": tally.failed,
        "checked": tally.checked,
        "checks": tally.checks,
        "passed": tally.passed,
    }


def _manifest(manifest: Manifest | None, today: date) -> dict[str, Any] | None:
    """Return what the manifest says; None where there is none."""
    if manifest is None:
        return None
    due = destroy_by(manifest.destroy_by, today)
    return {
        "contract_version": manifest.contract_version,
        "period": {"starts": manifest.period.starts, "ends": manifest.period.ends},
        "cut_off": manifest.cut_off,
        "zone": manifest.zone,
        "pseudonym_scheme": manifest.pseudonym_scheme,
        "classification": manifest.classification,
        "purpose": manifest.purpose,
        "legal_basis": manifest.legal_basis,
        "recipients": list(manifest.recipients),
        "destroy_by": manifest.destroy_by,
        "days_left": due.days_left,
        "overdue": due.overdue,
        "tables": {
            one.name: {
                "rows": one.rows,
                "read": one.read,
                "accepted": one.accepted,
                "rejected": one.rejected,
            }
            for one in manifest.tables
        },
        "sources": list(manifest.sources),
        "tool": manifest.tool,
        "made_at": manifest.made_at,
        "predecessor": manifest.predecessor,
    }


def _print(phrases: Phrases, extract: OpenedExtract, found: CheckOutcome, by: str, today: date) -> None:
    _print_manifest(phrases, extract.manifest, today)
    _print_dimensions(phrases, found)
    failing = [row for row in found.quality if row.failed]
    cuts = [cut for cut in found.by if cut.failed]
    if by:
        _print_rows(phrases, cuts, [cut.subject for cut in cuts], f"check-by-{by.replace('_', '-')}")
    else:
        rows = [QualityRow(row.table, row.column, row.check, row.failed, row.checked) for row in failing]
        _print_rows(phrases, rows)
    _print_unchecked(phrases, found)
    counts = {"checks": len(found.quality), "failing": len(failing), "missing": len(extract.missing)}
    typer.echo(phrases.text("check-summary", **counts))


def _print_unchecked(phrases: Phrases, found: CheckOutcome) -> None:
    """Say of each table how many checks could not be made, and what they lack."""
    for table in dict.fromkeys(one.table for one in found.unchecked):
        held = [one for one in found.unchecked if one.table == table]
        names = ", ".join(dict.fromkeys(name for one in held for name in one.missing))
        typer.echo(phrases.text("check-unchecked", table=table, count=len(held), names=names))


def _print_manifest(phrases: Phrases, manifest: Manifest | None, today: date) -> None:
    if manifest is None:
        typer.echo(phrases.text("check-no-manifest"))
        return
    due = destroy_by(manifest.destroy_by, today)
    told = {
        "classification": manifest.classification,
        "purpose": manifest.purpose,
        "legal-basis": manifest.legal_basis,
        "recipients": ", ".join(manifest.recipients),
        "destroy-by": phrases.text(
            "quality-overdue" if due.overdue else "quality-days-left",
            date=due.on.isoformat(),
            days=abs(due.days_left),
        ),
        "contract": manifest.contract_version,
        "cut-off": manifest.cut_off.isoformat(),
        "read": phrases.text(
            "quality-read-detail",
            read=phrases.number(sum(one.read for one in manifest.tables)),
            accepted=phrases.number(sum(one.accepted for one in manifest.tables)),
            rejected=phrases.number(sum(one.rejected for one in manifest.tables)),
        ),
    }
    for key, value in told.items():
        typer.echo(f"{phrases.text(f'quality-fact-{key}')}: {value or '—'}")
    for source in manifest.sources:
        rows = phrases.number(source.rows)
        typer.echo(phrases.text("check-source", file=source.file, rows=rows, digest=source.sha256))


def _print_dimensions(phrases: Phrases, found: CheckOutcome) -> None:
    rows = [
        [
            phrases.text(f"quality-dimension-{name}"),
            phrases.number(tally.checks),
            phrases.number(tally.failed),
            phrases.number(tally.checked),
            "—" if tally.passed is None else phrases.percent(shown_share(tally.passed, 5), 3),
        ]
        for name, tally in found.dimensions.items()
    ]
    heads = [phrases.text(f"check-{name}") for name in ("dimension", "checks", "failed", "checked", "passed")]
    print_table(heads, rows, right=(1, 2, 3, 4))


def _print_rows(
    phrases: Phrases,
    rows: Sequence[QualityRow | CheckedSlice],
    subjects: list[str] | None = None,
    head: str = "",
) -> None:
    lines = []
    for place, row in enumerate(rows):
        told = [
            phrases.text(f"quality-dimension-{row.dimension}"),
            row.table,
            row.column,
            phrases.text(f"quality-check-{row.check}"),
            phrases.number(row.failed),
            phrases.number(row.checked),
        ]
        lines.append(told if subjects is None else [subjects[place] or "—", *told])
    heads = [
        phrases.text("check-dimension"),
        *(phrases.text(f"column-{name}") for name in ("table", "column", "check", "failed", "checked")),
    ]
    if subjects is not None:
        heads.insert(0, phrases.text(head))
    print_table(heads, lines, right=(len(heads) - 2, len(heads) - 1))
