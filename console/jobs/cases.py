"""Owns the running of the cases definitions ship with: rows in, rows out. It refuses an expectation nothing answers.

The same function serves the test that sweeps every definition and an analyst who just changed one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from console.domain.catalogue import Catalogue
from console.domain.measure import DefinitionCase, Measure, Reading
from console.domain.period import Period, parse
from console.domain.ports import Silent
from console.domain.rule import Rule
from console.engine.connection import Connection, connect_empty
from console.engine.payees import TABLE, provide_payees
from console.engine.readings import Reader
from console.engine.rules import judge, judge_one_by_one, verdicts
from console.engine.views import named_views, prepare, set_period

CUT_OFF = "2026-06-30"
SMALL_MEMORY = 512 * 1024**2


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """What one case expected and what came out; equal means the definition keeps its word."""

    definition: str
    about: str
    expected: tuple[Mapping[str, Any], ...]
    found: tuple[Mapping[str, Any], ...]

    @property
    def kept(self) -> bool:
        """Whether every expected row was found, and no other."""
        return len(self.expected) == len(self.found) and all(
            _agree(wanted, got) for wanted, got in zip(self.expected, self.found, strict=True)
        )


def run_measure_case(catalogue: Catalogue, measure: Measure, case: DefinitionCase) -> CaseOutcome:
    """Run one case of a measure on contract tables that hold just its rows."""
    with _filled(catalogue, measure, case) as connection:
        cut = (str(case.options["by"]),) if case.options.get("by") else ()
        period = _period(case)
        readings = Reader(connection, catalogue, frozenset(), Silent()).read([measure], [cut], period)
    found = [_reading_row(reading) for reading in readings]
    return CaseOutcome(measure.id, case.about, _sorted(case.expect), _sorted(found))


def run_rule_case(catalogue: Catalogue, rule: Rule, case: DefinitionCase) -> CaseOutcome:
    """Run one case of a rule; the folding run must count what the plain run lists, and its parts what the whole says."""
    parameters = dict(case.options.get("parameters") or {})
    with _filled(catalogue, rule, case) as connection:
        if TABLE in rule.reads:
            provide_payees(connection, Silent())
        listed = verdicts(connection, rule, parameters)
        judged = judge(connection, catalogue, rule, parameters=parameters)
        parted = judge_one_by_one(connection, catalogue, rule, parameters) if rule.apart else judged
    counts = [judged.flagged, judged.clear, sum(judged.not_computable.values())]
    plain = [sum(row["verdict"] == v for row in listed) for v in ("flagged", "clear", "not_computable")]
    if counts != plain:
        listed.append({"key": ("counts",), "verdict": str(counts), "why_not": str(plain)})
    if replace(parted, milliseconds=judged.milliseconds) != judged:
        listed.append({"key": ("apart",), "verdict": str(parted), "why_not": str(judged)})
    rows = [{name: value for name, value in row.items() if value is not None} for row in listed]
    expected = [{**row, "key": tuple(str(part) for part in row["key"])} for row in case.expect]
    return CaseOutcome(rule.id, case.about, _sorted(expected), _sorted(rows))


def _filled(catalogue: Catalogue, definition: Measure | Rule, case: DefinitionCase) -> Connection:
    connection = connect_empty(catalogue.contract, memory_bytes=SMALL_MEMORY, threads=1)
    cut_off = date.fromisoformat(str(case.options.get("cut_off") or CUT_OFF))
    for table, rows in case.given.items():
        for columns, values in _by_columns(rows).items():
            connection.insert(table, columns, values)
    prepare(connection, catalogue, cut_off, named_views(catalogue, _text(catalogue, definition)))
    set_period(connection, _period(case), cut_off)
    return connection


def _text(catalogue: Catalogue, definition: Measure | Rule) -> str:
    """Return all that a definition says, with what the measures it names say."""
    text, unread = _said(definition), dict(catalogue.measures)
    while found := [unread.pop(name) for name in tuple(unread) if name in text]:
        text += "\n".join(["", *map(_said, found)])
    return text


def _said(definition: Measure | Rule) -> str:
    return "\n".join(_texts(asdict(replace(definition, cases=()))))


def _texts(told: object) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        for name, value in told.items():
            yield from _texts(name)
            yield from _texts(value)
    elif isinstance(told, Iterable):
        for value in told:
            yield from _texts(value)


def _by_columns(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, ...], list[list[Any]]]:
    groups: dict[tuple[str, ...], list[list[Any]]] = {}
    for row in rows:
        groups.setdefault(tuple(row), []).append([_cell(value) for value in row.values()])
    return groups


def _cell(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value


def _period(case: DefinitionCase) -> Period:
    told = str(case.options.get("period") or "")
    cut_off = date.fromisoformat(str(case.options.get("cut_off") or CUT_OFF))
    return parse(told) if told else Period(date(1900, 1, 1), cut_off)


def _reading_row(reading: Reading) -> dict[str, Any]:
    row = {
        "subject": reading.subject,
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "not_computable": reading.not_computable,
        "value": reading.value,
        "reason": reading.reason,
    }
    return {name: value for name, value in row.items() if value not in (None, "") or name == "subject"}


def _sorted(rows: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    return tuple(sorted(rows, key=lambda row: str(row.get("key", row.get("subject", "")))))


def _agree(wanted: Mapping[str, Any], got: Mapping[str, Any]) -> bool:
    """Say whether every expected field has the value found; a case need not name every field."""
    return all(
        _same(value, got.get(name, "" if name == "subject" else None)) for name, value in wanted.items()
    )


def _same(wanted: Any, got: Any) -> bool:
    numbers = (int, float, Decimal)
    if isinstance(wanted, numbers) and isinstance(got, numbers) and not isinstance(wanted, bool):
        return math.isclose(float(wanted), float(got), rel_tol=1e-9, abs_tol=1e-9)
    if wanted == 0 and got is None:
        return False
    return bool(wanted == got)
