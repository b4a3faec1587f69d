"""Owns one extract's part in a comparison: who its subjects are, and its measures folded onto their successors.

It refuses to add up what does not add up: such a figure is not computable once two subjects have become one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from console.domain.comparison import (
    NOT_ADDITIVE,
    SUBJECTS,
    Cell,
    Comparison,
    Heirs,
    Side,
    Subject,
    cell_of,
    compare_sides,
    find_heirs,
)
from console.domain.measure import ADDITIVE, Kind, Measure, Reading
from console.domain.ports import Progress
from console.engine.figures import judged
from console.errors import UsageError
from console.jobs.compare_answers import MeasureCard, SideRequest, SubjectsRequest
from console.jobs.extract import OpenedExtract
from console.jobs.measure import MeasureRequest, choose, measure
from console.jobs.quality_measures import quality_of
from console.jobs.regions import realm_of

SQL = {
    "organisation": "SELECT organisation_id, name, name_en, successor_organisation_id FROM organisation ORDER BY 1",
    "region": "SELECT region_id, name, name_en, successor_region_id FROM region ORDER BY 1",
}
FEWEST = 2
SIGNIFICANT_KINDS = ADDITIVE | {Kind.STATE}
"""Kinds whose readings of two subjects add up to that of both; what is open at a month's end adds up over subjects."""


def compare_subjects(
    extract: OpenedExtract, request: SubjectsRequest, progress: Progress
) -> tuple[Subject, ...]:
    """Return the organisations or regions of an extract, none for the whole; raises UsageError for another word."""
    _column(request.by)
    if not request.by:
        return ()
    rows = extract.connection.rows(SQL[request.by], progress)
    return tuple(
        Subject(str(key), {"zh-CN": name or str(key), "en": english or name or str(key)}, successor or "")
        for key, name, english, successor in rows
        if key is not None
    )


def compare_side(extract: OpenedExtract, request: SideRequest, progress: Progress) -> Side:
    """Read an extract's measures and fold them; raises UsageError for a measure or a cut that does not exist."""
    chosen = chosen_measures(extract, request)
    column = _column(request.by)
    period = request.period or extract.period
    asked = MeasureRequest(tuple(one.id for one in chosen), (column,) if column else (), period)
    readings = measure(extract, asked, progress) if chosen else ()
    heirs = Heirs(dict(request.heirs))
    info = extract.info
    return Side(
        info.name or extract.path.name,
        extract.path.name,
        extract.digest,
        extract.mark,
        extract.cut_off,
        period,
        compare_subjects(extract, SubjectsRequest(request.by), progress),
        {one.id: fold(one, [r for r in readings if r.measure_id == one.id], heirs) for one in chosen},
        realm_of(extract, progress),
        quality_of(extract, chosen, progress) if request.quality else (),
    )


def chosen_measures(extract: OpenedExtract, request: SideRequest) -> tuple[Measure, ...]:
    """Return the measures asked for, in order of their numbers where a theme or all are asked for."""
    chosen = choose(extract.catalogue.measures, request.ids, "measure-unknown")
    if request.ids:
        return chosen
    held = [one for one in chosen if not request.theme or one.theme == request.theme]
    return tuple(sorted(held, key=lambda one: one.id))


def measure_cards(extract: OpenedExtract) -> tuple[MeasureCard, ...]:
    """Return every measure as a page shows it."""
    chosen = choose(extract.catalogue.measures, (), "measure-unknown")
    return tuple(
        MeasureCard(
            one.id,
            one.theme,
            {language: words["name"] for language, words in one.text.items()},
            one.unit,
            one.direction,
            one.digits,
        )
        for one in sorted(chosen, key=lambda one: one.id)
    )


def fold(definition: Measure, readings: Iterable[Reading], heirs: Heirs) -> dict[str, Cell]:
    """Return the cells of one measure, each under the last of its subject's successors."""
    groups: dict[str, list[Reading]] = {}
    for reading in readings:
        groups.setdefault(heirs.of(reading.subject), []).append(reading)
    return {heir: _folded(definition, heir, held) for heir, held in groups.items()}


def _folded(definition: Measure, heir: str, held: Sequence[Reading]) -> Cell:
    origins = tuple(sorted(reading.subject for reading in held))
    merged = origins if origins != (heir,) else ()
    speaking = [reading for reading in held if reading.value is not None or reading.not_computable]
    if len(speaking) < FEWEST:
        return cell_of((speaking or list(held))[0], merged)
    silent = sum(reading.not_computable for reading in held)
    if definition.kind not in SIGNIFICANT_KINDS:
        return Cell(None, not_computable=silent, reason=NOT_ADDITIVE, merged=merged)
    numerator = _sum([reading.numerator for reading in speaking])
    denominator = _sum([reading.denominator for reading in speaking])
    if definition.kind is Kind.STATE:
        value, low, high = (None if numerator is None else float(numerator)), None, None
    else:
        value, low, high = judged(definition, numerator, denominator)
    reason = next((reading.reason for reading in held if reading.reason), "") if value is None else ""
    return Cell(value, low, high, numerator, denominator, silent, reason, merged)


def _sum(numbers: Sequence[Decimal | float | None]) -> Decimal | float | None:
    """Add up what is there; nothing at all stays nothing. Money stays decimal where all of it is."""
    held = [number for number in numbers if number is not None]
    if not held:
        return None
    if any(isinstance(number, float) for number in held):
        return sum(float(number) for number in held)
    return sum((Decimal(number) for number in held), Decimal(0))


def _column(by: str) -> str:
    if by not in SUBJECTS:
        raise UsageError("compare-by", name=by, wanted=", ".join(name for name in SUBJECTS if name))
    return SUBJECTS[by]


def refuse_same(digests: Sequence[tuple[str, str]]) -> None:
    """Refuse fewer than two extracts, and the same one twice; pairs are file and digest."""
    if len(digests) < FEWEST:
        raise UsageError("compare-fewer")
    seen: dict[str, str] = {}
    for file, digest in digests:
        if digest in seen:
            raise UsageError("compare-same", file=file, other=seen[digest])
        seen[digest] = file


def compare(
    extracts: Sequence[OpenedExtract], request: SideRequest, progress: Progress
) -> tuple[tuple[Side, ...], Comparison]:
    """Compare open extracts with each other, in the order given."""
    refuse_same([(extract.path.name, extract.digest) for extract in extracts])
    ordered = sorted(extracts, key=lambda extract: extract.cut_off)
    known = [compare_subjects(extract, SubjectsRequest(request.by), progress) for extract in ordered]
    heirs = find_heirs(known)
    asked = SideRequest(request.ids, request.theme, request.by, request.period, heirs.last, request.quality)
    sides = tuple(compare_side(extract, asked, progress) for extract in extracts)
    return sides, compare_sides(sides, directions_of(extracts, asked), heirs)


def directions_of(extracts: Sequence[OpenedExtract], request: SideRequest) -> Mapping[str, str]:
    """Return in which direction each measure asked for is better."""
    return {one.id: one.direction for one in chosen_measures(extracts[0], request)}
