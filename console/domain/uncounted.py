"""Owns which suspicions of an extract no longer count, because what they are about was decided: by natural key, never by place.

It refuses to drop what lies in an authorised pilot: that stays in sight as a notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from console.domain.excused import PILOT, ExcusedDigest, key_digest, member_digest
from console.domain.rule import Judgement, Suspicion

SAME_GROUP = 0.5
"""The least share of common members at which two groups of one rule are the same one."""


def clusters(suspicions: Iterable[Suspicion]) -> frozenset[str]:
    """Return the rules that flag groups: every suspicion rests on several rows of one table, so members may come and go."""
    single: set[str] = set()
    several: set[str] = set()
    for one in suspicions:
        tables = [reference.partition("/")[0] for reference in one.evidence]
        (several if len(set(tables)) < len(tables) else single).add(one.rule_id)
    return frozenset(several - single)


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Things that no longer count, told by digests of one casebook, against an extract of one pseudonym scheme.

    A thing is the suspicion of the same rule and natural key, whether it is a row, a group or an organisation; a group whose
    key moved on is the same where at least half of the members are common.
    """

    casebook_id: str
    scheme: str
    things: tuple[ExcusedDigest, ...]
    _by_rule: Mapping[str, tuple[ExcusedDigest, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_rule: dict[str, tuple[ExcusedDigest, ...]] = {}
        for one in self.things:
            if one.why and one.scheme == self.scheme:
                by_rule[one.rule_id] = (*by_rule.get(one.rule_id, ()), one)
        object.__setattr__(self, "_by_rule", by_rule)

    def match(self, flagged: Sequence[Suspicion]) -> dict[int, ExcusedDigest]:
        """Return which of the suspicions, by place, are which of the things."""
        asked = [(place, one) for place, one in enumerate(flagged) if one.rule_id in self._by_rule]
        found: dict[int, ExcusedDigest] = {}
        rest: list[tuple[int, Suspicion]] = []
        for place, one in asked:
            digest = key_digest(self.casebook_id, one.key)
            same = next((thing for thing in self._by_rule[one.rule_id] if thing.digest == digest), None)
            if same is None:
                rest.append((place, one))
            else:
                found[place] = same
        groups = clusters(one for _, one in asked)
        grouped = [(place, one) for place, one in rest if one.rule_id in groups]
        return found | self._by_members(grouped, {thing.number for thing in found.values()})

    def _by_members(self, rest: Sequence[tuple[int, Suspicion]], taken: set[str]) -> dict[int, ExcusedDigest]:
        """Pair groups by common members, the closest pair first; each thing and suspicion at most once."""
        pairs = sorted(
            (-share, thing.number, place)
            for place, one in rest
            for thing in self._by_rule[one.rule_id]
            if (share := self._shared(one, thing)) >= SAME_GROUP
        )
        things = {thing.number: thing for thing in self.things}
        found: dict[int, ExcusedDigest] = {}
        for _, number, place in pairs:
            if number not in taken and place not in found:
                taken.add(number)
                found[place] = things[number]
        return found

    def _shared(self, one: Suspicion, thing: ExcusedDigest) -> float:
        """Return the share of common members among all members (Jaccard)."""
        mine = {member_digest(self.casebook_id, reference) for reference in one.evidence}
        theirs = {member.digest for member in thing.members}
        whole = mine | theirs
        return len(mine & theirs) / len(whole) if whole else 0.0


@dataclass(frozen=True, slots=True)
class Counted:
    """Suspicions as they count, those that do not, and the things the latter are."""

    kept: tuple[Suspicion, ...]
    left_out: tuple[Suspicion, ...]
    numbers: frozenset[str]


def counting(flagged: Sequence[Suspicion], uncounted: Uncounted) -> Counted:
    """Return the suspicions without those that no longer count; those in a pilot as notices."""
    found = uncounted.match(flagged)
    kept = tuple(
        replace(one, severity="notice") if place in found else one
        for place, one in enumerate(flagged)
        if place not in found or found[place].why == PILOT
    )
    gone = {place: thing for place, thing in found.items() if thing.why != PILOT}
    numbers = frozenset(thing.number for thing in gone.values())
    return Counted(kept, tuple(flagged[place] for place in sorted(gone)), numbers)


def counting_judgements(
    judgements: Iterable[Judgement], uncounted: Uncounted
) -> tuple[tuple[Judgement, ...], tuple[Suspicion, ...]]:
    """Return the judgements of rules without what no longer counts, and the suspicions left out; verdicts stay counted."""
    made, gone = [], list[Suspicion]()
    for one in judgements:
        counted = counting(one.suspicions, uncounted)
        gone += counted.left_out
        flagged = one.flagged - len(counted.left_out)
        made.append(replace(one, suspicions=counted.kept, flagged=flagged, excused=len(counted.left_out)))
    return tuple(made), tuple(gone)
