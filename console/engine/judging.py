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
from console.engine.views import set_parameters


@dataclass(slots=True)
class Run:
    """What every rule of one run is judged with, by one thread or two; of ``total`` judgements ``done`` counts those begun."""

    session: Connection
    catalogue: Catalogue
    missing: frozenset[str]
    progress: Progress
    parameters: Mapping[str, Mapping[str, float]]
    total: int
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
    """What a rule said of the parts so far, and of which values it flagged something or has to say more."""

    counts: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    flagged: set[str | None] = field(default_factory=set)  # those in doubt among them
    doubted: set[str | None] = field(default_factory=set)  # counted as clear until they are looked at again
    told: tuple[Suspicion, ...] = ()
    seconds: float = 0.0


def lacking(rule: Rule, catalogue: Catalogue, missing: frozenset[str]) -> tuple[str, ...]:
    """Return the contract tables and columns the rule rests on that the extract lacks, in order."""
    needed = resolve(frozenset(rule.needs), catalogue.views)
    return tuple(sorted(name for name in needed if name in missing or name.partition(".")[0] in missing))


def uses_of(run: Run, rules: Iterable[Rule], narrow: Mapping[str, frozenset[str] | None]) -> list[Use]:
    """Return what the rules read of views, as far as they can be computed at all; ``narrow`` by rule where it is less."""
    return [
        Use(name, narrow.get(rule.id, columns_read(rule.id, rule.judge)))
        for rule in rules
        if not lacking(rule, run.catalogue, run.missing)
        for name in rule.reads
        if name in run.catalogue.views
    ]
