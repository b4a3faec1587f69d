"""Owns the rows that rules look at and cannot judge, counted by reason with the money in them. It refuses to name a suspicion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from console.domain.catalogue import Catalogue
from console.domain.ports import Progress, stop_if_cancelled
from console.domain.rule import Rule
from console.engine.connection import Connection
from console.engine.judging import lacking
from console.engine.standins import Use, columns_read, standing_in
from console.engine.views import set_parameters


@dataclass(frozen=True, slots=True)
class RuleGap:
    """What one rule could not judge for one reason; ``judged`` counts the rows it could."""

    rule_id: str
    reason: str
    rows: int
    judged: int
    amount: Decimal | None


def rule_gaps(
    session: Connection,
    catalogue: Catalogue,
    rules: Iterable[Rule],
    missing: frozenset[str],
    where: str,
    progress: Progress,
) -> tuple[RuleGap, ...]:
    """Run every rule that can be computed and count what it could not judge among the rows that meet ``where``."""
    able = [rule for rule in rules if not lacking(rule, catalogue, missing)]
    uses = [
        Use(name, columns_read(rule.id, rule.judge))
        for rule in able
        for name in rule.reads
        if name in catalogue.views
    ]
    found: list[RuleGap] = []
    with standing_in(session, catalogue.views, uses, progress):
        for place, rule in enumerate(able):
            stop_if_cancelled(progress)
            progress.report(place / len(able), "rule", rule=rule.id)
            found += _gaps(session, rule, where, progress)
    return tuple(found)


def _gaps(session: Connection, rule: Rule, where: str, progress: Progress) -> list[RuleGap]:
    set_parameters(session, rule.parameters, None)
    rows = session.rows(
        "SELECT verdict = 'not_computable' AS silent, CASE WHEN verdict = 'not_computable' THEN why_not END AS reason, "
        f"count(*), sum(amount) FROM ({rule.judge}) AS judged WHERE {where} GROUP BY 1, 2",
        progress,
    )
    judged = sum(int(row[2]) for row in rows if not row[0])
    return [
        RuleGap(
            rule.id, row[1] or "unknown", int(row[2]), judged, None if row[3] is None else Decimal(row[3])
        )
        for row in rows
        if row[0]
    ]
