"""Owns derived measures: a method over readings of other measures. It refuses to fill a reading that is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from console.domain.measure import Measure, Reading
from console.domain.period import Period
from console.errors import DefinitionError
from console.methods.inequality import gini, hhi

Cut = tuple[str, ...]
Inputs = Mapping[str, Mapping[str, Reading]]
"""Readings of one subject and period: measure → subject of the inner column → reading."""


def inner_cut(measure: Measure, cut: Cut) -> Cut:
    """Return the cut at which the inputs of a derived measure are read."""
    return (*cut, measure.over) if measure.over else cut


def derive(measure: Measure, cut: Cut, readings: Sequence[Reading]) -> list[Reading]:
    """Apply the measure's method for each subject and period.

    Raises DefinitionError for a method that does not exist.
    """
    method = METHODS.get(measure.method)
    if method is None:
        raise DefinitionError("measure-method", file=f"{measure.id}.toml", name=measure.method)
    groups: dict[tuple[str, Period], dict[str, dict[str, Reading]]] = {}
    for reading in readings:
        parts = reading.subject.split("|") if reading.subject else []
        outer, inner = "|".join(parts[: len(cut)]), "|".join(parts[len(cut) :])
        groups.setdefault((outer, reading.period), {}).setdefault(reading.measure_id, {})[inner] = reading
    found = []
    for (subject, period), inputs in sorted(groups.items()):
        value = method(measure, inputs)
        silent = sum(r.not_computable for by_inner in inputs.values() for r in by_inner.values())
        reason = "" if value is not None else "inputs-missing"
        found.append(
            Reading(
                measure.id,
                measure.version,
                "|".join(cut),
                subject,
                period,
                None,
                None,
                silent,
                None if value is None else float(f"{value:.12g}"),
                reason=reason,
            )
        )
    return found


def _values(measure: Measure, inputs: Inputs) -> list[float]:
    held = inputs.get(measure.inputs[0], {})
    return [reading.value for _, reading in sorted(held.items()) if reading.value is not None]


def _gap(measure: Measure, inputs: Inputs) -> float | None:
    """Return the value of the subject named ``first`` less that of the one named ``second``."""
    held = inputs.get(measure.inputs[0], {})
    first, second = (held.get(str(measure.options[name])) for name in ("first", "second"))
    if first is None or second is None or first.value is None or second.value is None:
        return None
    return first.value - second.value


def _gini(measure: Measure, inputs: Inputs) -> float | None:
    values = _values(measure, inputs)
    return float(gini(values)) if len(values) > 1 else None


def _hhi(measure: Measure, inputs: Inputs) -> float | None:
    values = [value for value in _values(measure, inputs) if value > 0]
    return float(hhi(values)) if values else None


def _difference(measure: Measure, inputs: Inputs) -> float | None:
    """Return the reading of the first input less that of the second."""
    first, second = (inputs.get(name, {}).get("") for name in measure.inputs[:2])
    if first is None or second is None or first.value is None or second.value is None:
        return None
    return first.value - second.value


def _top_share(measure: Measure, inputs: Inputs) -> float | None:
    """Return the share of the largest subject in the sum of all."""
    values = [value for value in _values(measure, inputs) if value > 0]
    return max(values) / sum(values) if values else None


METHODS: Mapping[str, Callable[[Measure, Inputs], float | None]] = {
    "gap": _gap,
    "gini": _gini,
    "hhi": _hhi,
    "difference": _difference,
    "top_share": _top_share,
}
