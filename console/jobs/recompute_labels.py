"""Owns whether what a briefing prints beside a figure is what the figure is of. It refuses a right number under a wrong name.

These checks hold whatever version wrote the briefing: they need the figure, the extract and the definition it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from console.domain.briefing import Document
from console.domain.briefing_blocks import (
    ControlTrend,
    ExecutionTrend,
    FindingRow,
    FindingsTable,
    IndexOverview,
    RankingTrend,
    SourceRow,
    Sources,
    SuspicionRow,
    SuspicionsTable,
    Trend,
    Trends,
)
from console.domain.briefing_funds import ChainPart, ChainTrend, DigitPart, DigitsTrend
from console.domain.briefing_text import on
from console.domain.briefing_theme import ThemeRow, ThemeSection
from console.domain.finding import CasebookSnapshot
from console.domain.verification import Check
from console.i18n import Phrases
from console.jobs.brief_draft import lettered
from console.jobs.extract import OpenedExtract
from console.jobs.recompute import asked
from console.jobs.recompute_quality import MARK, check_name
from console.jobs.score import subject_names
from console.signing.verdicts import failed, passed


class Labels:
    """Compares the names a document prints with those of the extract and of the definitions."""

    def __init__(
        self, document: Document, extract: OpenedExtract, snapshot: CasebookSnapshot | None, resources: Path
    ) -> None:
        self._document = document
        self._extract = extract
        self._snapshot = snapshot
        self._phrases = Phrases(document.language, resources / "phrases")
        self._names: dict[str, dict[str, str]] = {}

    def check(self) -> Check:
        """Return whether every name belongs to its figure; the first that does not is told."""
        wrong = next(self._wrong(), None)
        return (
            passed("names", "briefing-names-same")
            if wrong is None
            else failed("names", "briefing-names-differ", detail=wrong)
        )

    def _wrong(self) -> Iterator[str]:
        for block in self._document.blocks:
            if isinstance(block, IndexOverview):
                yield from self._dimensions(block)
            elif isinstance(block, Trends):
                for chart in block.charts:
                    yield from self._chart(chart)
            elif isinstance(block, ThemeSection):
                yield from self._section(block)
            elif isinstance(block, SuspicionsTable):
                yield from (row.rule for row in block.rows if not self._of_rule(row))
            elif isinstance(block, FindingsTable):
                yield from (row.number for row in block.rows if not self._of_finding(row))
            elif isinstance(block, Sources):
                yield from (row.name for row in block.rows if not self._of_table(row))

    def _dimensions(self, block: IndexOverview) -> Iterator[str]:
        for row in block.dimensions:
            ask = asked(self._document.figure(row.score))
            index = self._extract.catalogue.indexes.get(ask.definition.partition("@")[0])
            found = [one for one in (index.dimensions if index else ()) if one.id == ask.detail]
            parts = {asked(self._document.figure(name)).detail for name in (row.low, row.high)}
            same = found and found[0].text[self._document.language]["name"] == row.name
            if not same or parts != {f"{ask.detail}.low", f"{ask.detail}.high"}:
                yield row.name

    def _chart(self, chart: Trend) -> Iterator[str]:
        if isinstance(chart, ControlTrend):
            for point in chart.points:
                if point.label != on(asked(self._document.figure(point.value)).detail):
                    yield point.label
        elif isinstance(chart, RankingTrend):
            yield from (unit.name for unit in chart.units if not self._named(unit.name, unit.score))
        elif isinstance(chart, ExecutionTrend):
            yield from (bar.name for bar in chart.bars if not self._named(bar.name, bar.rate))
        elif isinstance(chart, ChainTrend):
            yield from (part.name for part in chart.parts if not self._of_link(part))
        elif isinstance(chart, DigitsTrend):
            yield from (part.label for part in chart.digits if not self._of_digit(part))

    def _section(self, block: ThemeSection) -> Iterator[str]:
        for chart in (*block.strip, *block.charts):
            yield from self._chart(chart)
        yield from (row.rule for row in block.suspicions if not self._of_rule(row))
        for told in block.tables:
            yield from (row.name for row in told.rows if not self._of_row(row))

    def _of_link(self, part: ChainPart) -> bool:
        """Say whether every figure of a link of the chain is of the link it is called."""
        told = (
            ("count", part.count),
            ("amount", part.amount),
            ("joined", part.joined),
            ("breaks", part.breaks),
        )
        right = all(
            asked(self._document.figure(name)).detail == f"{part.key}.{tail}" for tail, name in told if name
        )
        return right and part.name == self._phrases.text(f"brief-chain-{part.key}")

    def _of_digit(self, part: DigitPart) -> bool:
        """Say whether both shares are of the digit below them."""
        asks = [asked(self._document.figure(name)).detail for name in (part.observed, part.expected)]
        digit = asks[0].partition(".")[0].removeprefix("first-")
        return asks == [f"first-{digit}.observed", f"first-{digit}.expected"] and part.label == digit

    def _of_row(self, row: ThemeRow) -> bool:
        """Say whether every figure of a line is of what the line is called."""
        heads = {asked(self._document.figure(name)).detail.partition(".")[0] for name in row.values if name}
        if MARK in row.key:
            told = check_name(self._extract.catalogue.contract, self._phrases, row.key)
        else:
            told = self._phrases.text(f"brief-row-{row.key.replace('_', '-')}")
        return heads <= {row.key} and row.name == told

    def _named(self, name: str, figure: str) -> bool:
        """Say whether a name is that of the subject a figure is of."""
        ask = asked(self._document.figure(figure))
        return bool(ask.subject) and self._of(ask.cut[0]).get(ask.key) == name

    def _of(self, column: str) -> dict[str, str]:
        if column not in self._names:
            held = subject_names(self._extract, column, self._document.language == "en")
            self._names[column] = {key: lettered(self._phrases, name) for key, name in held.items()}
        return self._names[column]

    def _of_rule(self, row: SuspicionRow) -> bool:
        names = (row.count, row.unjudged, row.amount, row.persons)
        asks = [asked(self._document.figure(name)) for name in names if name]
        weak = self._snapshot.weak if self._snapshot else ()
        named = {ask.definition.partition("@")[0] for ask in asks} == {row.rule}
        return named and row.weak == (row.rule in weak)

    def _of_finding(self, row: FindingRow) -> bool:
        """Say whether the casebook confirmed just this, of just this organisation."""
        held = [
            one for one in (self._snapshot.findings if self._snapshot else ()) if one.number == row.number
        ]
        if len(held) != 1 or not held[0].counts_as_card or held[0].severity != row.severity:
            return False
        known = self._of("organisation_id").get(held[0].organisation_id or "")
        details = {asked(self._document.figure(name)).detail for name in (row.amount, row.persons) if name}
        allowed = {f"{row.number}.amount", f"{row.number}.persons"}
        return details <= allowed and (known is None or known == row.organisation)

    def _of_table(self, row: SourceRow) -> bool:
        rows, missing = (asked(self._document.figure(name)).detail for name in (row.rows, row.missing))
        return rows.removeprefix("rows.") == missing.removeprefix("missing.")
