"""Owns what the flags on open contracting data are set to, and how their answers are told. It refuses to judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from console.domain.rule import Judgement

PREFIX = "OCDS-"
TENDERER = "tenderer/"
GROUPS = {"ocid": "OCID", "tenderer": "Tenderer"}
"""The natural key of a rule → the group under which its answers are told."""
ROLE = "role"
"""A rule whose natural key begins with it names the group itself: it judges parties of several roles."""

Flags = dict[str, dict[str, dict[str, float]]]
"""Group → identifier → flag → value, as Open Contracting's own tools print it."""


@dataclass(frozen=True, slots=True)
class FlagSettings:
    """Lists the flags use.

    ``methods`` are the procurement methods a flag looks at, by code (all where a code is not named), ``days`` the least
    tender periods by method details, ``no_price`` details under which prices are not compared, ``excluded`` details that
    are not judged at all.
    """

    methods: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    no_price: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def rows(self) -> list[tuple[str, str, int | None]]:
        """Return the rows of the table ``ocds_setting``: name, value, days."""
        methods = [(f"{code}_method", name, None) for code, names in self.methods.items() for name in names]
        days = [("R003_details", details, count) for details, count in self.days.items()]
        marks = [("no_price_details", details, None) for details in self.no_price]
        marks += [("excluded_details", details, None) for details in self.excluded]
        return [*methods, *days, *marks]


def code_of(rule_id: str) -> str:
    """Return the guide's code of a rule: OCDS-003 is R003."""
    return "R" + rule_id.removeprefix(PREFIX)


def rule_of(code: str) -> str:
    """Return the id of the rule with a code of the guide."""
    return PREFIX + code.removeprefix("R")


def flags_of(judgements: Iterable[Judgement], keys: Mapping[str, Sequence[str]]) -> Flags:
    """Return what was flagged; ``keys`` is rule id → natural key. A flagged process also flags its tenderers."""
    found: Flags = {}
    for judgement in judgements:
        code = code_of(judgement.rule_id)
        first = keys[judgement.rule_id][0]
        for suspicion in judgement.suspicions:
            group, name = suspicion.key if first == ROLE else (GROUPS[first], suspicion.key[0])
            _put(found, group, name, code, suspicion.facts.get("value"))
            for told in suspicion.evidence:
                if group != "Tenderer" and told.startswith(TENDERER):
                    value = suspicion.facts.get("tenderer_value")
                    _put(found, "Tenderer", told.removeprefix(TENDERER), code, value)
    return found


def _put(found: Flags, group: str, name: str, code: str, value: object) -> None:
    number = float(value) if isinstance(value, int | float) else 0.0
    found.setdefault(group, {}).setdefault(name, {})[code] = number
