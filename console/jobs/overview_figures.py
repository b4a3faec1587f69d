"""Owns the readings the overview rests on: period, comparison and months, read once, or kept from an earlier opening.

It refuses to keep anything of an extract that is open for diagnosis only: nobody vouches for what its bytes say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from console import paths
from console.domain.excused import Excusable
from console.domain.finding import canonical
from console.domain.measure import Measure, Reading
from console.domain.period import Period
from console.domain.ports import Progress
from console.engine.cache import ReadingsCache, asked_of
from console.engine.compile import Cut
from console.engine.readings import Reader
from console.engine.spans import Span
from console.jobs.extract import OpenedExtract

STEP = "overview-tiles"


@dataclass(frozen=True, slots=True)
class Spans:
    """The period looked at, the one to compare with, and the months up to the period's end."""

    period: Period
    compared: Period | None
    months: Period

    def wanted(self) -> tuple[tuple[Period, bool], ...]:
        """Return what to read, each whole or by month."""
        compared = ((self.compared, False),) if self.compared else ()
        return ((self.period, False), *compared, (self.months, True))


@dataclass(frozen=True, slots=True)
class Figures:
    """The readings of each span; of the months, each reading is of one."""

    spans: Spans
    now: tuple[Reading, ...]
    before: tuple[Reading, ...]
    months: tuple[Reading, ...]

    def of(self, column: str, measures: frozenset[str]) -> Figures:
        """Return the readings of some measures by one subject column ("" for the whole extract)."""
        now, before, months = (
            tuple(r for r in held if r.subject_column == column and r.measure_id in measures)
            for held in (self.now, self.before, self.months)
        )
        return Figures(self.spans, now, before, months)


def readings_cache(extract: OpenedExtract, excused: tuple[Excusable, ...] = ()) -> ReadingsCache | None:
    """Return where the readings of an extract are kept; none where it is open for diagnosis only.

    Those that leave tolerated things out lie apart, under a digest of what was left out: no key of it is written down.
    """
    if extract.mark == "diagnosis":
        return None
    told = extract.catalogue.digest
    if excused:
        told = sha256(
            canonical([told, *sorted([one.rule_id, one.scheme, *one.key] for one in excused)])
        ).hexdigest()
    return ReadingsCache(paths.cache_folder(), extract.digest, told)


def read_figures(
    extract: OpenedExtract,
    measures: Sequence[Measure],
    cuts: Sequence[Cut],
    spans: Spans,
    progress: Progress,
    cache: ReadingsCache | None = None,
    ready: Callable[[tuple[Reading, ...]], object] | None = None,
) -> Figures:
    """Read every measure by every cut for every span, or take what was kept of the same question.

    ``ready`` gets the readings of the period itself, once, while what it is compared with may still be read.
    """
    wanted = spans.wanted()
    asked = asked_of(measures, cuts, wanted, extract.cut_off)
    held = cache.find(asked) if cache else None
    if held is None or len(held) != len(wanted):
        reader = Reader(extract.connection, extract.catalogue, extract.missing, progress)
        progress.report(0.0, STEP)
        held = tuple(
            reader.read_spans(measures, cuts, wanted, lambda span, told: _tell(ready, spans, span, told))
        )
        if cache:
            cache.keep(asked, held)
    elif ready is not None:
        ready(held[0])
    return Figures(spans, held[0], held[1] if spans.compared else (), held[-1])


def _tell(
    ready: Callable[[tuple[Reading, ...]], object] | None, spans: Spans, span: Span, told: tuple[Reading, ...]
) -> None:
    if ready is not None and span == (spans.period, False):
        ready(told)
