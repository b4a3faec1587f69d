"""Owns derived measures: a method over readings of other measures. It refuses to fill a reading that is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from console.domain.measure import Kind, Measure, Reading
from console.domain.period import Period, month_of
from console.engine.compile import cut_columns, pass_sql, passes
from console.engine.payees import TABLE
from console.engine.session import Row
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
        silent = sum(r.not_computable for by_inner in inputs.values() for r in by_inner.values())
        found.append(_derived(measure, cut, subject, period, silent, method(measure, inputs)))
    return found


def inner_sql(
    measure: Measure, inputs: Sequence[Measure], cut: Cut, period: Period, monthly: bool
) -> str | None:
    """Return the SQL of a measure whose method sums over its inner subjects, which may be many; None for any other.

    Columns: the first day of the bucket, the subjects of the cut, the value or NULL, rows not judged.
    """
    figure = FIGURES.get(measure.method)
    if figure is None or [one.kind for one in inputs] != [Kind.SUM]:
        return None
    (one,) = passes(inputs)
    inner = pass_sql(one, [inner_cut(measure, cut)], period, monthly)
    names = [f"subject_{i}" for i in range(len(cut_columns([inner_cut(measure, cut)])))]
    outer = ["bucket", *names[: len(cut)]]
    known = " AND ".join(f"{name} IS NOT NULL" for name in names)
    source = _by_payee(inner, outer, names[-1]) if looks_through(measure) else inner
    return (
        f"SELECT {', '.join(outer)}, {figure}, CAST(sum(silent) AS BIGINT) "
        f"FROM (SELECT *, CAST(n0 AS DOUBLE) AS figure, s0 AS silent FROM ({source})) "
        f"WHERE {known} GROUP BY {', '.join(outer)} ORDER BY {', '.join(outer)}"
    )


def looks_through(measure: Measure) -> bool:
    """Say whether a measure takes the vendors it is over as the payees behind them."""
    return measure.options.get("through") == TABLE


def _by_payee(inner: str, outer: Sequence[str], vendor: str) -> str:
    """Return the figures of a pass by vendor, added up by payee."""
    by = ", ".join(f"i.{name}" for name in outer)
    return (
        f"SELECT {by}, coalesce(g.payee_id, i.{vendor}) AS {vendor}, sum(i.n0) AS n0, sum(i.s0) AS s0 "
        f"FROM ({inner}) i LEFT JOIN {TABLE} g ON g.vendor_id = i.{vendor} GROUP BY ALL"
    )


def told(measure: Measure, cut: Cut, rows: Iterable[Row], period: Period, monthly: bool) -> list[Reading]:
    """Return the rows of ``inner_sql`` as readings."""
    return [
        _derived(measure, cut, "|".join(subject), month_of(bucket) if monthly else period, silent, value)
        for bucket, *subject, value, silent in rows
    ]


def _derived(
    measure: Measure, cut: Cut, subject: str, period: Period, silent: int, value: float | None
) -> Reading:
    return Reading(
        measure.id,
        measure.version,
        "|".join(cut),
        subject,
        period,
        None,
        None,
        silent,
        None if value is None else float(f"{value:.12g}"),
        reason="" if value is not None else "inputs-missing",
    )


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


FIGURES: Mapping[str, str] = {
    "hhi": "fsum(figure * figure) FILTER (WHERE figure > 0) / pow(fsum(figure) FILTER (WHERE figure > 0), 2)",
    "top_share": "max(figure) FILTER (WHERE figure > 0) / fsum(figure) FILTER (WHERE figure > 0)",
}
"""What a method comes to over the inner subjects as SQL; compensated sums, so that the order of rows shows in no digit kept."""

METHODS: Mapping[str, Callable[[Measure, Inputs], float | None]] = {
    "gap": _gap,
    "gini": _gini,
    "hhi": _hhi,
    "difference": _difference,
    "top_share": _top_share,
}
