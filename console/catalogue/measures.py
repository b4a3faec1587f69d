"""Owns the reading of measures. It refuses a kind whose parts are missing or left over."""

from __future__ import annotations

import re
from pathlib import Path

from console.catalogue.cases import CaseFile, make_cases
from console.catalogue.files import Strict, check_texts, read
from console.domain.measure import Kind, Measure
from console.domain.rule import THEMES
from console.domain.standard import Standard
from console.domain.view import View
from console.errors import DefinitionError

UNITS = frozenset(
    ["percent", "days", "hours", "cases", "yuan", "persons", "points", "index", "count", "ratio", "times"]
)
DIRECTIONS = frozenset(["up", "down", "none"])
PARTS: dict[Kind, tuple[frozenset[str], frozenset[str]]] = {
    # kind: (needed, allowed beside them)
    Kind.COUNT: (frozenset(["view", "at"]), frozenset(["numerator"])),
    Kind.SUM: (frozenset(["view", "at", "value"]), frozenset()),
    Kind.MEAN: (frozenset(["view", "at", "value"]), frozenset(["denominator"])),
    Kind.RATIO: (
        frozenset(["view", "at"]),
        frozenset(["numerator", "value", "denominator", "weight", "denominator_view", "denominator_at"]),
    ),
    Kind.QUANTILE: (frozenset(["view", "at", "value"]), frozenset(["quantile"])),
    Kind.DISTINCT: (frozenset(["view", "at", "value"]), frozenset()),
    Kind.SURVIVAL: (frozenset(["view", "at", "value", "observed"]), frozenset()),
    Kind.STATE: (frozenset(["view", "starts"]), frozenset(["until"])),
    Kind.DERIVED: (frozenset(["method", "inputs"]), frozenset(["over", "options"])),
}
EXTRACT = "extract"
NAMED = r"[A-Z]{3,4}-\d{3}"
SHARED = frozenset(["judgeable", "scope"])
OPTIONAL = frozenset().union(*(needed | allowed for needed, allowed in PARTS.values())) | SHARED


class MeasureFile(Strict, frozen=True):
    """A measure file; what each kind wants is in PARTS."""

    id: str
    version: int
    theme: str
    kind: str
    unit: str
    direction: str
    text: dict[str, dict[str, str]]
    case: list[CaseFile]
    view: str = ""
    at: str = ""
    scope: str = ""
    judgeable: str = "TRUE"
    numerator: str = ""
    denominator: str = ""
    value: str = ""
    weight: str = ""
    denominator_view: str = ""
    denominator_at: str = ""
    quantile: float = 0.5
    observed: str = ""
    starts: str = ""
    until: str = ""
    method: str = ""
    inputs: list[str] = []
    over: str = ""
    options: dict[str, str | float] = {}
    digits: int = 1
    target: float | None = None
    standard: str = ""
    frame: str = ""
    source: str = EXTRACT


def read_measures(
    folder: Path, views: dict[str, View], standards: dict[str, Standard], source: str = EXTRACT
) -> dict[str, Measure]:
    """Read every measure below a folder, one subfolder a theme; all take their rows from one source."""
    found = {path.stem: _measure(path, views, standards) for path in sorted(folder.glob("*/*.toml"))}
    for measure in found.values():
        if measure.source != source:
            raise DefinitionError(
                "measure-source", file=f"{measure.id}.toml", source=measure.source, wanted=source
            )
    for measure in found.values():
        for name in measure.inputs:
            if name not in found:
                raise DefinitionError("definition-reads", file=f"{measure.id}.toml", name=name)
    return found


def check_id(path: Path, told: str, version: int, named: str = NAMED) -> None:
    """Refuse an id that is not the file's; an old version's file is named ID@2."""
    name, at, old = path.stem.partition("@")
    if name != told or (at and old != str(version)) or not re.fullmatch(named, told):
        raise DefinitionError("definition-name", file=path.name, name=told, what="id")


def _measure(path: Path, views: dict[str, View], standards: dict[str, Standard]) -> Measure:
    told = read(path, MeasureFile)
    check_id(path, told.id, told.version)
    check_texts(path, told.text, ("name", "meaning"))
    _check_choices(path, told)
    _check_parts(path, told)
    for name in (told.view, told.denominator_view, told.frame):
        if name and name not in views:
            raise DefinitionError("definition-reads", file=path.name, name=name)
    if told.standard and told.standard not in standards:
        raise DefinitionError("definition-standard", file=path.name, name=told.standard)
    cases = make_cases(path, told.case, fewest=2)
    plain = {field: getattr(told, field) for field in OPTIONAL - {"inputs"}}
    return Measure(
        **plain,
        id=told.id,
        version=told.version,
        theme=told.theme,
        kind=Kind(told.kind),
        unit=told.unit,
        direction=told.direction,
        text=told.text,
        cases=cases,
        inputs=tuple(told.inputs),
        digits=told.digits,
        target=told.target,
        standard=told.standard,
        frame=told.frame,
        source=told.source,
    )


def _check_choices(path: Path, told: MeasureFile) -> None:
    choices = (
        ("theme", told.theme, frozenset(THEMES)),
        ("kind", told.kind, frozenset(Kind)),
        ("unit", told.unit, UNITS),
        ("direction", told.direction, DIRECTIONS),
    )
    for key, value, allowed in choices:
        if value not in allowed:
            raise DefinitionError(
                "definition-choice", file=path.name, name=key, value=value, allowed=", ".join(sorted(allowed))
            )


def _check_parts(path: Path, told: MeasureFile) -> None:
    needed, allowed = PARTS[Kind(told.kind)]
    given = {field for field in OPTIONAL if getattr(told, field) not in ("", [], {}, "TRUE")}
    if told.quantile == 0.5:
        given.discard("quantile")
    missing = needed - given
    extra = given - needed - allowed - SHARED
    if missing or extra:
        raise DefinitionError(
            "measure-parts",
            file=path.name,
            kind=told.kind,
            missing=", ".join(sorted(missing)) or "—",
            extra=", ".join(sorted(extra)) or "—",
        )
    if told.kind == Kind.RATIO and bool(told.numerator) == bool(told.value):
        raise DefinitionError("measure-ratio", file=path.name)
