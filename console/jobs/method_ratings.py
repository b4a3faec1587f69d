"""Owns agreement and audit samples on a file that is no extract. It refuses ratings nobody gave and draws nobody can repeat."""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.ports import Progress
from console.engine.datafile import cell_counts, column_names, numbers
from console.errors import UsageError
from console.jobs.method import DataFile, attempted, opened_data, require_known
from console.methods.agreement import (
    LEVELS,
    WEIGHTS,
    BlandAltman,
    Intraclass,
    bland_altman,
    intraclass,
    krippendorff_alpha,
    weighted_kappa,
)
from console.methods.intervals import Estimate
from console.methods.sampling import attribute_size, monetary_sample, random_sample

KINDS = ("kappa", "alpha", "icc", "bland-altman")
Rows = list[tuple[float | None, ...]]


@dataclass(frozen=True, slots=True)
class AgreementRequest:
    """How far the columns (one a rater, a row a unit) agree; ``weights`` are kappa's, ``level`` is alpha's."""

    columns: tuple[str, ...]
    kind: str = "alpha"
    weights: str = "linear"
    level: str = "interval"


@dataclass(frozen=True, slots=True)
class AgreementOutcome:
    """What was found, units in the file, and units left out because a rating is missing (alpha uses what is there)."""

    found: Estimate | Intraclass | BlandAltman
    units: int
    left_out: int


def agreement(file: DataFile, request: AgreementRequest, progress: Progress) -> AgreementOutcome:
    """Measure agreement.

    Raises UsageError for a kind, weights, level or column that does not exist, or ratings the method is not made for.
    """
    require_known("method-agreement", request.kind, KINDS)
    require_known("method-weights", request.weights, WEIGHTS)
    require_known("method-level", request.level, LEVELS)
    pair = request.kind in ("kappa", "bland-altman")
    if len(request.columns) < 2 or (pair and len(request.columns) != 2):
        raise UsageError("method-raters", kind=request.kind, count=len(request.columns))
    with opened_data(file, progress, *request.columns) as session:
        rows: Rows = [row[1:] for row in numbers(session, request.columns)]
    whole = [row for row in rows if None not in row]
    left_out = 0 if request.kind == "alpha" else len(rows) - len(whole)
    name = ", ".join(request.columns)
    found = attempted(name, lambda: _measured(request, rows, whole))
    return AgreementOutcome(found, len(rows), left_out)


def _measured(request: AgreementRequest, rows: Rows, whole: Rows) -> Estimate | Intraclass | BlandAltman:
    if request.kind == "alpha":
        level = next(one for one in LEVELS if one == request.level)
        return krippendorff_alpha(rows, level)
    held = [[value for value in row if value is not None] for row in whole]
    if request.kind == "icc":
        return intraclass(held)
    first, second = [row[0] for row in held], [row[1] for row in held]
    if request.kind == "bland-altman":
        return bland_altman(first, second)
    return weighted_kappa(first, second, next(one for one in WEIGHTS if one == request.weights))


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """Which rows to look at: ``size`` of them, or as many as the shares of errors ask for; by ``amount`` where named."""

    seed: int
    size: int | None = None
    tolerable: float | None = None
    expected: float = 0.0
    confidence: float = 0.95
    amount: str = ""


@dataclass(frozen=True, slots=True)
class SampleOutcome:
    """Rows drawn, counted from 1 in the order of the file; ``interval`` and ``start`` are those of a draw by amount."""

    rows: tuple[int, ...]
    population: int
    size: int
    acceptable_errors: int | None
    interval: float | None = None
    start: float | None = None


def draw_sample(file: DataFile, request: SampleRequest, progress: Progress) -> SampleOutcome:
    """Draw an audit sample; the same seed draws the same rows.

    Raises UsageError where neither a size nor a tolerable share is given, or for shares no sample can tell apart.
    """
    if (request.size is None) == (request.tolerable is None):
        raise UsageError("method-sample-size")
    with opened_data(file, progress, request.amount) as session:
        columns = (request.amount,) if request.amount else ()
        held = [row[1:] for row in numbers(session, columns)] if columns else []
        population = len(held) or cell_counts(session, column_names(session)[0]).rows
    return attempted(request.amount or file.path.name, lambda: _drawn(request, held, population))


def _drawn(request: SampleRequest, held: Rows, population: int) -> SampleOutcome:
    errors: int | None = None
    size = request.size or 0
    if request.tolerable is not None:
        needed = attribute_size(population, request.tolerable, request.expected, request.confidence)
        size, errors = needed.size, needed.acceptable_errors
    if not request.amount:
        places = random_sample(population, size, request.seed)
        return SampleOutcome(tuple(place + 1 for place in places), population, size, errors)
    drawn = monetary_sample([row[0] or 0.0 for row in held], size, request.seed)
    rows = tuple(place + 1 for place in drawn.places)
    return SampleOutcome(rows, population, size, errors, drawn.interval, drawn.start)
