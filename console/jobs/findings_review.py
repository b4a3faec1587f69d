"""Owns the blind review of dismissals: drawing a sample, showing a case without what was decided, recording the verdict.

It refuses to show a reviewer who decided, why, or which way: among the dismissals of a sample lie decoys that were confirmed,
and of each case only what was there before the decision is shown.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from console.casebook import Casebook
from console.domain.finding import Actor, Answer, Exhibit, FindingState, Role
from console.domain.procedure import same_person
from console.domain.tolerance_entries import BlindReview
from console.domain.tolerance_register import SAMPLES, ReviewSample
from console.errors import CasebookError, Fact
from console.jobs.findings import Acted, CaseDesk, acted
from console.jobs.findings_precision import FALSE_ALARMS

SEEDS = 2**31
DECIDING = frozenset({"confirm", "dismiss"})
LEAST_SHARE = 3  # one decoy at least for so many dismissals


@dataclass(frozen=True, slots=True)
class SampleState:
    """A sample: how it was drawn, the numbers in it, and which of them were reviewed.

    ``decoys`` of them had been confirmed; how many reviewers called a violation is told once all were reviewed.
    """

    sample: str
    seed: int
    population: int
    numbers: tuple[str, ...]
    reviewed: tuple[str, ...]
    decoys: int = 0
    recognised: int | None = None


@dataclass(frozen=True, slots=True)
class BlindCase:
    """What a reviewer sees of a case: what was flagged and what the organisation said, nothing of what followed."""

    number: str
    rule_id: str
    rule_version: int
    theme: str
    occurred_on: date | None
    amount: Decimal | None
    persons: int | None
    days: int | None
    facts: Mapping[str, Fact]
    evidence: tuple[str, ...]
    replies: tuple[Answer, ...]
    exhibits: tuple[Exhibit, ...] = field(repr=False)


def draw_sample(desk: CaseDesk, size: int, actor: Actor, seed: int | None = None) -> SampleState:
    """Draw dismissals at random that nobody reviewed yet; the seed is kept, so that the draw can be repeated.

    Raises CasebookError review-none where there is nothing to draw from, pilot-role for who may not.
    """
    if actor.role not in (Role.INSPECTOR, Role.REVIEWER, Role.LEADER):
        raise CasebookError("pilot-role", role=actor.role.value)
    with desk.writing() as book:
        states = book.states()
        population = sorted(state.identity for state in states.values() if _reviewable(state))
        if not population:
            raise CasebookError("review-none")
        chosen_seed = random.SystemRandom().randrange(SEEDS) if seed is None else seed
        drawn = draw(population, size, chosen_seed)
        mixed = mix(drawn, _decoys(states, {states[name].rule_id for name in drawn}), chosen_seed)
        name = f"S{len(_samples(book)) + 1}"
        entry = ReviewSample(name, chosen_seed, len(population), mixed)
        written = book.record((entry,), actor)[-1]
        return _state(book, entry, written.sequence)


def draw(population: Iterable[str], size: int, seed: int) -> tuple[str, ...]:
    """Return so many of a population at random, all where there are fewer; the same seed draws the same."""
    held = sorted(population)
    chosen = random.Random(seed).sample(held, min(size, len(held)))
    return tuple(chosen)


def mix(drawn: Sequence[str], decoys: Sequence[str], seed: int) -> tuple[str, ...]:
    """Return a sample with decoys among it, in an order that tells nothing; how many there are is chance too."""
    chance = random.Random(f"decoys {seed}")
    wanted = chance.randint(-(-len(drawn) // LEAST_SHARE), len(drawn))
    mixed = [*drawn, *chance.sample(sorted(decoys), min(wanted, len(decoys)))]
    chance.shuffle(mixed)
    return tuple(mixed)


def _decoys(states: Mapping[str, FindingState], rules: Collection[str]) -> list[str]:
    """Return the findings that were confirmed and nobody reviewed, of these rules where there are any: they look alike."""
    fitting = [one for one in states.values() if one.standing and not (one.reviews or one.erased)]
    alike = [one for one in fitting if one.rule_id in rules]
    return [one.identity for one in alike or fitting]


def _reviewable(state: FindingState) -> bool:
    """Say whether a dismissal says that the rule was wrong, and nobody has judged that yet."""
    return state.dismissal in FALSE_ALARMS and not state.reviews and not state.erased


def _samples(book: Casebook) -> tuple[tuple[ReviewSample, int], ...]:
    """Return every sample with the place of its entry in the log."""
    entries = ((recorded.entry, recorded.sequence) for recorded in book.entries(SAMPLES))
    return tuple((entry, sequence) for entry, sequence in entries if isinstance(entry, ReviewSample))


def _state(book: Casebook, entry: ReviewSample, drawn: int) -> SampleState:
    states = [book.states()[name] for name in entry.findings if name in book.states()]
    verdicts = {
        state.number: review.verdict
        for state in states
        for review in state.reviews
        if review.sample == entry.sample
    }
    numbers = tuple(state.number for state in states)
    decoys = [state.number for state in states if _stood(state, drawn)]
    right = sum(verdicts.get(name) == "violation" for name in decoys)
    told = (entry.sample, entry.seed, entry.population, numbers, tuple(verdicts))
    return SampleState(*told, len(decoys), right if decoys and len(verdicts) == len(numbers) else None)


def _stood(state: FindingState, until: int) -> bool:
    """Say whether a finding had been confirmed when its sample was drawn, whatever became of it since."""
    decided = [step.action for step in state.trail if step.action in DECIDING and step.sequence < until]
    return decided[-1:] == ["confirm"]


def list_samples(desk: CaseDesk) -> tuple[SampleState, ...]:
    """Return every sample drawn, the latest last."""
    with desk.reading() as book:
        return tuple(_state(book, entry, drawn) for entry, drawn in _samples(book))


def read_blind(desk: CaseDesk, sample: str, name: str, actor: Actor) -> BlindCase:
    """Return a case of a sample as its reviewer sees it.

    Raises CasebookError review-sample-unknown, review-outside, review-took-part.
    """
    with desk.reading() as book:
        return _blind(_within(book, sample, name, actor))


def _within(book: Casebook, sample: str, name: str, actor: Actor) -> FindingState:
    drawn = next((entry for entry, _ in _samples(book) if entry.sample == sample), None)
    if drawn is None:
        raise CasebookError("review-sample-unknown", sample=sample)
    state = book.find(name)
    if state.identity not in drawn.findings:
        raise CasebookError("review-outside", number=state.number, sample=sample)
    if any(same_person(one, actor.name) for _, one in state.deeds):
        raise CasebookError(
            "review-took-part", number=state.number, actor=actor.name, action=BlindReview.kind
        )
    return state


def _blind(state: FindingState) -> BlindCase:
    decided = min((step.sequence for step in state.trail if step.action in DECIDING), default=0)
    return BlindCase(
        state.number,
        state.rule_id,
        state.rule_version,
        state.theme,
        state.occurred_on,
        state.amount,
        state.persons,
        state.days,
        state.facts,
        state.evidence,
        tuple(one for one in state.replies if one.sequence < decided),
        tuple(one for one in state.exhibits if one.sequence < decided),
    )


def review(desk: CaseDesk, sample: str, name: str, verdict: str, reason: str, actor: Actor) -> Acted:
    """Record what a reviewer says of a case of a sample.

    Raises CasebookError as ``read_blind`` does, and where the procedure does not allow it.
    """
    with desk.writing() as book:
        state = _within(book, sample, name, actor)
        written = book.append(BlindReview(state.identity, sample, verdict, reason), actor)
        return acted(book, book.find(state.identity), written)
