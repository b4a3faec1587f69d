"""Owns the reading of the rules a user saved on this computer. A faulty one is set aside with its fault, the rest are used.

It refuses an id or a parameter that another rule has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from console.catalogue.rules import check_parameters, read_rule
from console.domain.catalogue import Catalogue, SetAside
from console.domain.rule import Rule
from console.errors import DefinitionError, PlumblineError

NAMED = r"OWN-\d{6}"
"""The form of an own rule's id: its number comes from what it asks, so that equal rules of two people are one."""


def read_own_rule(path: Path, catalogue: Catalogue) -> Rule:
    """Read one rule of the user's own; raises DefinitionError for its first fault."""
    return read_rule(path, catalogue.contract, catalogue.views, catalogue.standards, NAMED)


def with_own_rules(catalogue: Catalogue, folder: Path, check: Callable[[Rule], None]) -> Catalogue:
    """Return the catalogue with the rules below a folder, which need not exist; ``check`` raises for SQL it does not allow."""
    held: dict[str, Rule] = {}
    aside: list[SetAside] = []
    for path in own_rule_files(folder):
        try:
            rule = read_own_rule(path, catalogue)
            check_apart_from(rule, catalogue.rules, held)
            check(rule)
            held[rule.id] = rule
        except PlumblineError as fault:
            aside.append(SetAside(path.name, fault.key, dict(fault.facts), path.parent.name))
    return replace(catalogue, own=held, set_aside=tuple(aside))


def own_rule_files(folder: Path) -> Iterable[Path]:
    """Return the files of own rules, one subfolder a theme."""
    return sorted(folder.glob("*/*.toml"))


def check_apart_from(rule: Rule, *known: Mapping[str, Rule]) -> None:
    """Refuse a rule whose id or parameter another one has."""
    for others in known:
        if rule.id in others:
            raise DefinitionError("own-rule-twice", file=f"{rule.id}.toml", rule=rule.id)
        check_parameters([*others.values(), rule])
