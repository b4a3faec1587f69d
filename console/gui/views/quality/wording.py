"""Owns the words of the page on data quality: tiles of the dimensions, and what the manifest says. It refuses to compute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median

from console.domain.classification import classification_phrase
from console.domain.manifest import Manifest
from console.domain.quality import Tally, destroy_by
from console.domain.quality_trend import TrendPoint
from console.gui.models.cells import Spark
from console.gui.theme import Look
from console.gui.views.quality.tables import PLACES, dimension_words, passed_words
from console.gui.widgets.facts import FactLine
from console.gui.widgets.tile import Kpi
from console.gui.words import Words, say
from console.jobs.opened import Opened
from console.jobs.quality_answers import DimensionLine, MonthLine

FEWEST_DRAWN, LATEST = 3, 24  # months
SOON = 30  # days before the destruction from which the panel says so


def kpi_of(
    look: Look, line: DimensionLine, months: Sequence[MonthLine], trend: Sequence[TrendPoint] = ()
) -> Kpi:
    """Return the tile of a dimension: the passing share and its change since the extract before, failures, the months."""
    tally = line.tally
    title = dimension_words(line.dimension)
    passed = passed_words(tally.passed)
    if passed is None:
        return Kpi(title, None, line=say("quality-nothing-checked", count=line.unchecked))
    number = look.phrases.number
    counted = {"failed": number(tally.failed), "checked": number(tally.checked)}
    return Kpi(
        title,
        look.phrases.number(passed * 100, PLACES),
        say("quality-percent-passed"),
        change=_since(line.dimension, trend),
        change_digits=PLACES,
        spark=_spark(line.dimension, months),
        line=say("quality-of", **counted),
        mark="notice" if tally.failed else "ok",
        short=say("quality-of-short", **counted),
    )


def _since(dimension: str, trend: Sequence[TrendPoint]) -> float | None:
    """Return by how many points the passing share changed since the extract before; None where there is none."""
    if len(trend) < 2:
        return None
    before, now = (one.dimensions.get(dimension, Tally()).passed for one in trend[-2:])
    return None if before is None or now is None else round((now - before) * 100, PLACES)


def _spark(dimension: str, months: Sequence[MonthLine]) -> Spark | None:
    latest = months[-LATEST:]  # rows may be dated long before the span of the extract
    tallies = [line.dimensions[dimension] for line in latest if dimension in line.dimensions]
    values = tuple(tally.failed / tally.checked * 100 for tally in tallies if tally.checked)
    if len(values) < FEWEST_DRAWN or not any(values):
        return None
    middle = median(values)
    return Spark(values, middle, middle, middle, (0,) * len(values), -1)


def badge_of(manifest: Manifest | None, today: date) -> tuple[Words, str]:
    """Return what the panel's head warns of, and its role; nothing where the day of destruction is far."""
    if manifest is None:
        return "", "neutral"
    due = destroy_by(manifest.destroy_by, today)
    if due.overdue:
        return say("quality-badge-overdue", days=-due.days_left), "red"
    if due.days_left <= SOON:
        return say("quality-badge-soon", days=due.days_left), "yellow"
    return "", "neutral"


def provenance(look: Look, opened: Opened, mark: str, today: date) -> list[FactLine]:
    """Return what manifest and signature say of an extract; only its session's mark where there is no manifest."""
    manifest = opened.manifest
    lines = [FactLine(say("quality-fact-mark"), say(f"quality-mark-{mark}"), strong=True)]
    if manifest is None:
        return lines
    due = destroy_by(manifest.destroy_by, today)
    number = look.phrases.number
    read = say(
        "quality-read-detail",
        read=number(sum(one.read for one in manifest.tables)),
        accepted=number(sum(one.accepted for one in manifest.tables)),
        rejected=number(sum(one.rejected for one in manifest.tables)),
    )
    destroyed = say(
        "quality-overdue" if due.overdue else "quality-days-left",
        date=due.on.isoformat(),
        days=abs(due.days_left),
    )
    lines += [
        FactLine(say("quality-fact-destroy-by"), destroyed, strong=True),
        FactLine(say("quality-fact-classification"), _level(manifest.classification), strong=True),
        FactLine(say("quality-fact-purpose"), manifest.purpose),
        FactLine(say("quality-fact-legal-basis"), manifest.legal_basis),
        FactLine(say("quality-fact-recipients"), "、".join(manifest.recipients)),
        FactLine(say("quality-fact-read"), read),
        *_technical(manifest),
    ]
    for source in manifest.sources:
        rows = say("quality-source", file=source.file, rows=number(source.rows))
        lines.append(FactLine(rows, source.sha256, code=True))
    return lines


def _level(written: str) -> Words:
    phrase = classification_phrase(written)
    return say(phrase) if phrase else written


def _technical(manifest: Manifest) -> list[FactLine]:
    span = f"{manifest.period.starts.isoformat()} – {manifest.period.ends.isoformat()}"
    return [
        FactLine(say("quality-fact-period"), span),
        FactLine(say("quality-fact-cut-off"), manifest.cut_off.isoformat()),
        FactLine(say("quality-fact-contract"), manifest.contract_version),
        FactLine(say("quality-fact-pseudonyms"), manifest.pseudonym_scheme),
        FactLine(say("quality-fact-tool"), f"{manifest.tool} · {manifest.made_at:%Y-%m-%d %H:%M}"),
        FactLine(say("quality-fact-digest"), manifest.sha256, code=True),
        FactLine(say("quality-fact-predecessor"), manifest.predecessor or "", code=True),
    ]
