"""Owns what every rule of one run is judged with, and what a rule said of parts so far. It refuses a progress that goes back."""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from console.domain.catalogue import Catalogue
from console.domain.ports import Progress, stop_if_cancelled
from console.domain.rule import Rule, Suspicion
from console.domain.view import resolve
from console.engine.connection import Connection
from console.engine.standins import Use, columns_read
from console.engine.subset import facts_of
from console.engine.views import set_parameters


@dataclass(slots=True)
class Run:
    """What every rule of one run is judged with, by one thread or two; of ``total`` judgements ``done`` counts those begun.

    ``shorter`` counts in the shorter way wherever there is one, even where it is the longer: for the cases that prove it.
    """

    session: Connection
    catalogue: Catalogue
    missing: frozenset[str]
    progress: Progress
    parameters: Mapping[str, Mapping[str, float]]
    total: int
    shorter: bool = False
    done: Iterator[int] = field(default_factory=itertools.count)
    counting: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, rule: Rule) -> None:
        """Say which rule is judged next, and set its parameters."""
        stop_if_cancelled(self.progress)
        with self.counting:  # so that what is told never goes back
            self.progress.report(min(next(self.done) / self.total, 1.0), "rule", rule=rule.id)
        if rule.parameters:
            set_parameters(self.session, rule.parameters, self.parameters.get(rule.id))


@dataclass(slots=True)
class Said:
    """What a rule said of the parts so far, and of which values it flagged something."""

    counts: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    flagged: set[str | None] = field(default_factory=set)
    told: tuple[Suspicion, ...] = ()
    seconds: float = 0.0


def lacking(rule: Rule, catalogue: Catalogue, missing: frozenset[str]) -> tuple[str, ...]:
    """Return the contract tables and columns the rule rests on that the extract lacks, in order."""
    needed = resolve(frozenset(rule.needs), catalogue.views)
    return tuple(sorted(name for name in needed if name in missing or name.partition(".")[0] in missing))


def uses_of(run: Run, asked: Iterable[tuple[Rule, str]]) -> list[Use]:
    """Return what is read of views by what each rule is ``asked``, a query, as far as it can be computed at all."""
    return [
        Use(name, columns_read(rule.id, sql))
        for rule, sql in asked
        if not lacking(rule, run.catalogue, run.missing)
        for name in sorted(facts_of(f"{rule.id}.toml", sql).tables & run.catalogue.views.keys())
    ]


def judges(rules: Iterable[Rule]) -> list[tuple[Rule, str]]:
    """Return each rule with its judge."""
    return [(rule, rule.judge) for rule in rules]
