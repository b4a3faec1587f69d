"""Owns the suspicions made of the rows a judge flags, in the order of their keys. It refuses a judge that names two things alike.

Made column by column: a large extract flags hundreds of thousands of rows, and nothing else runs while they are made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import repeat
from operator import attrgetter
from typing import Any

from console.domain.rule import JUDGE_COLUMNS, Rule, Suspicion
from console.engine.session import Row
from console.errors import DefinitionError, Fact

VERIFIED = "standard_verified"
AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})
NEVER_AS_THEY_ARE = frozenset({date, datetime, Decimal})

Key = tuple[str, ...]


def suspicions_of(rule: Rule, names: Sequence[str], rows: Iterable[Row]) -> tuple[Suspicion, ...]:
    """Return what the judge flags, in the order of keys; refuse one that names two things alike."""
    columns = dict(zip(names, zip(*rows, strict=True), strict=False))
    if not columns:
        return ()
    keys: list[Key] = list(zip(*(map(str, columns[name]) for name in rule.key), strict=True))
    _check_apart(rule, keys)
    told = [name for name in names if name not in {*JUDGE_COLUMNS, *rule.key, VERIFIED}] + list(rule.key)
    facts = [
        dict(zip(told, row, strict=True))
        for row in zip(*(_facts(columns[name]) for name in told), strict=True)
    ]
    found = map(
        Suspicion,
        repeat(rule.id),
        repeat(rule.version),
        repeat(rule.theme),
        repeat(rule.severity),
        keys,
        columns["organisation_id"],
        columns["region_id"],
        columns["occurred_on"],
        map(_amount, columns["amount"]),
        columns["persons"],
        columns["days"],
        map(partial(_evidence, rule.id), columns["evidence"]),
        facts,
        columns.get(VERIFIED, repeat(None)),
    )
    return tuple(sorted(found, key=attrgetter("key")))


def _check_apart(rule: Rule, keys: Sequence[Key]) -> None:
    if len(set(keys)) < len(keys):
        twice = next(key for key, times in Counter(keys).items() if times > 1)
        raise DefinitionError("rule-key", rule=rule.id, key=" / ".join(twice))


def _facts(column: Sequence[Any]) -> Iterable[Fact]:
    """Return the values as a finding's sentence takes them; most columns have only what it takes as it is, or nothing of that."""
    kinds = set(map(type, column))
    if kinds <= AS_THEY_ARE:
        return column
    return map(str, column) if kinds <= NEVER_AS_THEY_ARE else map(_fact, column)


def _fact(value: object) -> Fact:
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _amount(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _evidence(rule: str, parts: Sequence[object] | None) -> tuple[str, ...]:
    if type(parts) is list and len(parts) == 1 and type(parts[0]) is str:
        return (parts[0],)  # as most have it
    told = tuple(part for part in parts or () if isinstance(part, str))
    if isinstance(parts, str) or len(told) < sum(part is not None for part in parts or ()):
        raise DefinitionError(
            "definition-choice", file=f"{rule}.toml", name="evidence", value=str(parts), allowed="VARCHAR[]"
        )
    return tuple(sorted(told)) if len(told) > 1 else told
