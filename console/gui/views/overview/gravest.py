"""Owns the list of what must be handled first: findings with number, stage and term, then suspicions nobody registered.

It refuses to name anybody before 认定, and to call a suspicion a card.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from console.domain.finding import FindingState, Stage
from console.gui.models.cells import DueCell, LinesCell, MarkCell
from console.gui.models.columns import Column
from console.gui.models.rows import Row
from console.gui.stages import stage_cell
from console.gui.words import Named, Words, say
from console.i18n import Phrases
from console.jobs.overview_answers import Names, Placed, RiskPart

GRAVITY = {"red": 0, "yellow": 1, "notice": 2}
YEAR = 180  # days within which a date without its year is read rightly


@dataclass(frozen=True, slots=True)
class Listed:
    """One line: what the extract flags now, what the casebook holds, or both where it is the same thing."""

    placed: Placed | None
    state: FindingState | None
    name: Names

    @property
    def card(self) -> bool:
        """Whether it may be called a card."""
        return self.state is not None and self.state.counts_as_card

    @property
    def rule_id(self) -> str:
        """Return the rule it rests on."""
        return self._told.rule_id

    @property
    def key(self) -> tuple[str, ...]:
        """Return its natural key."""
        return self._told.key

    @property
    def severity(self) -> str:
        """Return what was decided, else what the rule proposes."""
        return self._decided.severity

    @property
    def amount(self) -> Decimal | None:
        """Return the money it is about."""
        return self._decided.amount

    @property
    def persons(self) -> int | None:
        """Return the persons it is about."""
        return self._decided.persons

    @property
    def theme(self) -> str:
        """Return its theme."""
        return self._told.theme

    @property
    def place(self) -> tuple[int, int] | None:
        """Return its cell in the risk matrix."""
        return (self.placed.likelihood, self.placed.impact) if self.placed is not None else None

    @property
    def _told(self) -> Placed | FindingState:
        told = self.placed or self.state
        assert told is not None
        return told

    @property
    def _decided(self) -> Placed | FindingState:
        return self.state if self.state is not None and self.state.standing else self._told


def listed(risk: RiskPart, findings: Iterable[FindingState]) -> list[Listed]:
    """Return the findings in hand and the suspicions, joined where one is the other; the gravest first.

    ``findings`` are those of the scope; one that is at rest is not in hand, and what was left out of the tally stays out.
    """
    held = {(one.rule_id, one.key): one for one in findings}
    made = [Listed(one, held.pop((one.rule_id, one.key), None), one.name) for one in risk.gravest]
    in_hand = (one for one in held.values() if one.open and not one.tolerated)
    made += [Listed(None, one, risk.names.get(one.rule_id, {})) for one in in_hand]
    return sorted(made, key=_gravity)


def _gravity(one: Listed) -> tuple[int, int, int, Decimal, int, str, tuple[str, ...]]:
    """Cards first, then what is in hand, then the rest; each by level, risk, money, persons."""
    in_hand = one.state is not None and one.state.open and one.state.stage is not Stage.SUSPICION
    turn = 0 if one.card else 1 if in_hand else 2
    likelihood, impact = one.place or (0, 0)
    return (
        turn,
        GRAVITY[one.severity],
        -likelihood * impact,
        -(one.amount or Decimal(0)),
        -(one.persons or 0),
        one.rule_id,
        one.key,
    )


def gravest_columns() -> tuple[Column, ...]:
    """Return the columns of the list."""
    return (
        Column("severity", say("overview-column-severity"), "mark", sortable=False),
        Column("number", say("overview-column-number"), "code", sortable=False),
        Column("what", say("overview-column-what"), "lines", sortable=False),
        Column("theme", say("overview-column-theme"), "name", sortable=False),
        Column("amount", say("overview-column-amount"), "money"),
        Column("persons", say("overview-column-persons"), "number"),
        Column("stage", say("overview-column-stage"), "stage", sortable=False),
        Column("due", say("overview-column-due"), "due"),
    )


def gravest_rows(lines: Sequence[Listed], today: date) -> list[Row]:
    """Return the list as rows of a table."""
    return [_row(one, today) for one in lines]


def _row(one: Listed, today: date) -> Row:
    state = one.state
    word = say(f"{'mark' if one.card else 'overview-proposed'}-{one.severity}")
    return {
        "severity": MarkCell(one.severity, word, proposed=not one.card),
        "number": state.number if state is not None else None,
        "what": LinesCell(Named(one.name) if one.name else one.rule_id, _second(one)),
        "theme": say(f"overview-theme-{one.theme}"),
        "amount": one.amount,
        "persons": one.persons,
        "stage": stage_cell(state, say("overview-stage-new")),
        "due": _due(state, today),
        "key": one.key,
    }


def _second(one: Listed) -> Words:
    """Return which rule it is and what is particular about it; of what this extract does not flag now that it is so."""
    if one.placed is None:
        return say("overview-earlier", rule=one.rule_id)
    return say("overview-particular", rule=one.rule_id, sentence=Named(one.placed.sentence))


def _due(state: FindingState | None, today: date) -> DueCell | None:
    if state is None or not state.open or state.due_on is None:
        return None
    near = abs((state.due_on - today).days) < YEAR
    return DueCell(state.due_on, max((today - state.due_on).days, 0), short=near)


def gravest_meta(phrases: Phrases, shown: int, total: int) -> Words:
    """Return how the list is ordered and how many there are: ``total`` counts those that did not fit as well."""
    key = "overview-gravest-meta" if shown == total else "overview-gravest-first"
    return say(key, count=phrases.number(total), listed=phrases.number(shown))
