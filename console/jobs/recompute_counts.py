"""Owns the counts a briefing prints of suspicions, confirmed findings, and the extract's own rows.

It refuses to count a suspicion as a card, and to count zero where nobody looked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from console.domain.excused import PILOT
from console.domain.finding import AT_REST, CARDS, CasebookSnapshot, FindingSummary, Stage
from console.domain.payee_groups import PayeeDecisions
from console.domain.period import Period
from console.domain.ports import Progress
from console.domain.rule import Judgement, Suspicion
from console.domain.tolerance import pilot_of
from console.domain.tolerance_register import pilots_of
from console.domain.uncounted import Uncounted, counting
from console.engine.columns import quoted
from console.jobs.extract import OpenedExtract
from console.jobs.findings_seen import pseudonym_scheme
from console.jobs.supervise import SuperviseRequest, supervise

Number = Decimal | float | int | None


class SuspicionShelf:
    """What every rule said, judged once over the whole extract; what the casebook settled is no suspicion any more."""

    def __init__(self, extract: OpenedExtract, snapshot: CasebookSnapshot | None, progress: Progress) -> None:
        self._extract = extract
        self._snapshot = snapshot
        self._progress = progress
        self._judgements: tuple[Judgement, ...] | None = None
        self._open: tuple[Suspicion, ...] | None = None
        self._left_out: tuple[Suspicion, ...] = ()

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Return the judgement of every rule of the catalogue."""
        if self._judgements is None:
            request = SuperviseRequest(payees=self._snapshot.payees if self._snapshot else PayeeDecisions())
            self._judgements = supervise(self._extract, request, self._progress)
        return self._judgements

    def of_rule(self, rule_id: str) -> Judgement | None:
        """Return what one rule said."""
        return next((one for one in self.judgements if one.rule_id == rule_id), None)

    def within(self, region: str, period: Period) -> tuple[Suspicion, ...]:
        """Return the suspicions of a region (all where empty) that occurred in a period, and those without a date."""
        return tuple(one for one in self._scoped(region) if _in(one, period))

    def earlier(self, region: str, period: Period) -> int:
        """Return how many suspicions of the extract occurred before the period."""
        return sum(
            one.occurred_on is not None and one.occurred_on < period.starts for one in self._scoped(region)
        )

    def excused(self, region: str, period: Period) -> int:
        """Return how many suspicions were left out, told by their natural keys: tolerated or not true."""
        if self._snapshot is None or not self._snapshot.excused:
            return 0
        self._scoped(region)
        return sum(_in(one, period) and (not region or one.region_id == region) for one in self._left_out)

    def _scoped(self, region: str) -> Iterable[Suspicion]:
        if self._open is None:
            flagged = [one for judgement in self.judgements for one in judgement.suspicions]
            snapshot = self._snapshot
            told = snapshot.excused if snapshot else ()
            book = snapshot.casebook_id if snapshot else ""
            counted = counting(flagged, Uncounted(book, pseudonym_scheme(self._extract), told))
            self._left_out = counted.left_out
            exact = frozenset(one.number for one in told if one.why not in ("", PILOT))
            self._open = unsettled(noticed(counted.kept, snapshot), snapshot, exact)
        return (one for one in self._open if not region or one.region_id == region)

    def count(self, detail: str, region: str, period: Period) -> Number:
        """Return a count over all rules, None where not one of them could be computed.

        ``detail`` is suspicions, red, amount, persons (of red ones: red.amount), a theme (suspicions.funds), earlier,
        silent (rules that could not be computed at all) or ran (those that could).
        """
        ran = [one for one in self.judgements if not one.reason]
        if detail in ("silent", "ran"):
            return len(ran) if detail == "ran" else len(self.judgements) - len(ran)
        name, _, part = detail.partition(".")
        if not any(one.theme == part for one in ran) if name == "suspicions" and part else not ran:
            return None
        if detail == "earlier":
            return self.earlier(region, period)
        held = self.within(region, period)
        if name == "red":
            return counted([one for one in held if one.severity == "red"], part or "flagged")
        if name == "suspicions":
            return sum(not part or one.theme == part for one in held)
        return counted(held, name)

    def of(self, rule_id: str, detail: str, region: str, period: Period) -> Number:
        """Return a count of one rule: flagged, amount, persons, or (over the whole extract) judged, unjudged."""
        judgement = self.of_rule(rule_id)
        if judgement is None or judgement.reason:
            return None
        if detail in ("judged", "unjudged"):
            return judgement.judged if detail == "judged" else sum(judgement.not_computable.values())
        return counted([one for one in self.within(region, period) if one.rule_id == rule_id], detail)


def _in(one: Suspicion, period: Period) -> bool:
    return one.occurred_on is None or one.occurred_on in period


def noticed(flagged: Iterable[Suspicion], snapshot: CasebookSnapshot | None) -> tuple[Suspicion, ...]:
    """Return suspicions as they count: those that lie inside an authorised pilot are notices."""
    pilots = pilots_of(snapshot.pilots).values() if snapshot else ()
    return tuple(
        replace(one, severity="notice") if pilots and pilot_of(one, pilots) else one for one in flagged
    )


def unsettled(
    flagged: Sequence[Suspicion], snapshot: CasebookSnapshot | None, exact: frozenset[str] = frozenset()
) -> tuple[Suspicion, ...]:
    """Return the suspicions nobody has decided on: each settled finding takes one of its rule, region and day away.

    A summary holds no natural key; where several fit, the one of the same organisation and amount is taken. The numbers in
    ``exact`` are of findings whose suspicions were told by natural key, and are away already.
    """
    left = list(flagged)
    for finding in snapshot.findings if snapshot else ():
        if not settled(finding) or finding.number in exact:
            continue
        fitting = [
            one for one in left if _place(one) == (finding.rule_id, finding.region_id, finding.occurred_on)
        ]
        fitting.sort(
            key=lambda one: (
                one.organisation_id != finding.organisation_id,
                one.amount != finding.amount,
                one.key,
            )
        )
        if fitting:
            left.remove(fitting[0])
    return tuple(left)


def settled(finding: FindingSummary) -> bool:
    """Say whether a finding was confirmed, dismissed, or tolerated: then it is no suspicion any more."""
    decided = finding.confirmed_on is not None or finding.stage is Stage.DISMISSED
    return decided or finding.tolerated


def _place(one: Suspicion) -> tuple[str, str | None, date | None]:
    return one.rule_id, one.region_id, one.occurred_on


def counted(held: Sequence[Suspicion], detail: str) -> Number:
    """Return flagged, amount or persons of suspicions; a sum of nothing known is not known."""
    if detail == "flagged":
        return len(held)
    if detail not in ("amount", "persons"):
        raise KeyError(detail)
    known = [value for one in held if (value := getattr(one, detail)) is not None]
    return sum(known) if known else None


def cards(snapshot: CasebookSnapshot, region: str) -> tuple[FindingSummary, ...]:
    """Return the findings that may be named and counted: confirmed, not tolerated, not yet closed."""
    return tuple(
        one
        for one in snapshot.findings
        if one.counts_as_card and one.stage not in AT_REST and (not region or one.region_id == region)
    )


def casebook_count(snapshot: CasebookSnapshot | None, detail: str, region: str, period: Period) -> Number:
    """Return a count of the casebook; without one, nothing is known.

    ``detail`` is red, yellow, red.funds, red.amount, red.persons, overdue, new.red, new.yellow, closed, recovered, or a
    finding's own number with amount or persons: WT-0001.amount.
    """
    if snapshot is None:
        return None
    held = cards(snapshot, region)
    name, _, part = detail.partition(".")
    if name in CARDS:
        of_kind = [one for one in held if one.severity == name]
        if part in ("amount", "persons"):
            return _sum(of_kind, part)
        return sum(not part or one.theme == part for one in of_kind)
    if name == "new":
        return sum(one.severity == part and _on(one.confirmed_on, period) for one in held)
    if name == "overdue":
        day = snapshot.taken_at.date()
        return sum(one.due_on is not None and one.due_on < day for one in held)
    if name in ("closed", "recovered"):
        kept = (one for one in snapshot.findings if not one.tolerated)
        closed = [one for one in kept if _on(one.closed_on, period) and _of(one, region)]
        return len(closed) if name == "closed" else _sum(closed, "recovered")
    if part not in ("amount", "persons"):
        raise KeyError(detail)
    return _sum([one for one in held if one.number == name], part)


def _on(day: object, period: Period) -> bool:
    return day is not None and day in period  # type: ignore[operator]


def _of(one: FindingSummary, region: str) -> bool:
    return one.counts_as_card and (not region or one.region_id == region)


def _sum(held: Iterable[FindingSummary], part: str) -> Number:
    known = [value for one in held if (value := getattr(one, part)) is not None]
    return sum(known) if known else None


def extract_count(extract: OpenedExtract, detail: str, period: Period) -> Number:
    """Return a count of the extract itself.

    ``detail`` is rows.<table>, missing.<table> (the share of values that must be there and are not) or time-progress
    (the share of the year gone by at the period's end).
    """
    if detail == "time-progress":
        days = (period.ends.replace(month=12, day=31) - period.ends.replace(month=1, day=1)).days + 1
        return Decimal(period.ends.timetuple().tm_yday) / days
    name, _, table = detail.partition(".")
    if name not in ("rows", "missing"):
        raise KeyError(detail)
    if table not in extract.catalogue.contract.tables or table in extract.missing:
        return None
    return _rows(extract, table) if name == "rows" else _missing(extract, table)


def _rows(extract: OpenedExtract, table: str) -> int:
    return int(extract.connection.row(f"SELECT count(*) FROM {quoted(table)}")[0])


def _missing(extract: OpenedExtract, table: str) -> Decimal | None:
    wanted = [column for column in extract.catalogue.contract.tables[table].columns if not column.nullable]
    counts = ", ".join(f"count(*) - count({quoted(column.name)})" for column in wanted)
    rows, *absent = extract.connection.row(f"SELECT count(*), {counts or '0'} FROM {quoted(table)}")
    return Decimal(int(sum(absent))) / (rows * len(wanted)) if rows and wanted else None
