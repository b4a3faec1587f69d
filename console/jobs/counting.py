"""Owns what rules say once what was decided no longer counts: tolerated or not true leaves, in a pilot is a notice.

It refuses to forget how many were left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.excused import digest_of
from console.domain.ports import Progress
from console.domain.rule import Judgement, Suspicion
from console.domain.uncounted import Uncounted, counting_judgements
from console.jobs.extract import OpenedExtract
from console.jobs.findings_seen import pseudonym_scheme
from console.jobs.supervise import SuperviseRequest, supervise


@dataclass(frozen=True, slots=True)
class Supervised:
    """Judgements as they count, and the suspicions left out of them."""

    judgements: tuple[Judgement, ...]
    left_out: tuple[Suspicion, ...]


def supervise_counting(extract: OpenedExtract, request: SuperviseRequest, progress: Progress) -> Supervised:
    """Judge as ``supervise`` does, and leave out what the casebook told to the extract knows not to count."""
    judgements = supervise(extract, request, progress)
    if not extract.uncounted:
        return Supervised(judgements, ())
    things = tuple(digest_of("", one) for one in extract.uncounted)
    return Supervised(*counting_judgements(judgements, Uncounted("", pseudonym_scheme(extract), things)))
