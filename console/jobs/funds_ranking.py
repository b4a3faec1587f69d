"""Owns the ranking of organisations by the money their suspicions are about, beside others of their kind.

It refuses one opaque score, to count a row of money twice where several rules flag it, and to rank among too few.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from console.domain.peers import standings
from console.domain.ports import Progress
from console.domain.rule import SEVERITIES, Judgement, Suspicion
from console.jobs.counting import supervise_counting
from console.jobs.extract import OpenedExtract
from console.jobs.funds_page import PAID, year_to
from console.jobs.funds_ranking_answers import FundsRanking, RankedOrganisation
from console.jobs.page_scope import absent, name_column, period_of, resolved
from console.jobs.scope_sql import within
from console.jobs.supervise import SuperviseRequest
from console.jobs.theme_answers import PageScope
from console.jobs.theme_rules import in_scope

THEME = "funds"
Known = dict[str, tuple[str, str]]


def funds_ranking(extract: OpenedExtract, scope: PageScope, progress: Progress) -> FundsRanking:
    """Rank organisations in scope by money at risk over the budget year; peers are all of the same kind, in scope or not."""
    scope = resolved(extract, scope)
    span = year_to(period_of(extract, scope))
    judged = supervise_counting(extract, SuperviseRequest(themes=(THEME,)), progress).judgements
    held: dict[str, list[Suspicion]] = {}
    for judgement in judged:
        for one in judgement.suspicions:
            if one.organisation_id and one.occurred_on is not None and one.occurred_on in span:
                held.setdefault(one.organisation_id, []).append(one)
    known, paid = _known(extract, scope), _paid(extract, within("paid_on", span), progress)
    risks = {name: money_at_risk(some) for name, some in held.items()}
    shares: dict[str, tuple[str, float | None]] = {
        name: (
            known.get(name, ("", ""))[1],
            float(risks.get(name, Decimal(0)) / paid[name]) if paid[name] else None,
        )
        for name in paid
    }
    placed = standings(shares)
    rows = []
    for name, some in held.items():
        if not any(in_scope(one, scope) for one in some):
            continue
        stands = placed.get(name)
        rows.append(
            RankedOrganisation(
                name,
                known.get(name, (name, ""))[0],
                known.get(name, ("", ""))[1],
                len(some),
                sum(one.amount is None for one in some),
                risks[name],
                paid.get(name),
                shares.get(name, ("", None))[1],
                stands.rank if stands else None,
                stands.peers if stands else None,
                stands.middle if stands else None,
                min((one.severity for one in some), key=SEVERITIES.index),
                tuple(sorted({one.rule_id for one in some})),
            )
        )
    rows.sort(
        key=lambda row: (-row.at_risk, SEVERITIES.index(row.gravest), -row.suspicions, row.organisation_id)
    )
    names = _names(extract, rows)
    return FundsRanking(
        span, tuple(rows), sum((row.at_risk for row in rows), Decimal(0)), names, _silent(judged)
    )


def _names(extract: OpenedExtract, rows: Sequence[RankedOrganisation]) -> dict[str, dict[str, str]]:
    """Return what the rules named are called, in both languages."""
    texts = {rule: extract.catalogue.rules[rule].text for row in rows for rule in row.rules}
    return {
        rule: {language: words["name"] for language, words in text.items()} for rule, text in texts.items()
    }


def _silent(judged: Sequence[Judgement]) -> int:
    return sum(bool(one.reason) for one in judged)


def money_at_risk(suspicions: Sequence[Suspicion]) -> Decimal:
    """Return the money suspicions are about; one whose evidence larger ones already name in whole adds nothing."""
    told: set[str] = set()
    total = Decimal(0)
    priced = [one for one in suspicions if one.amount is not None and one.amount > 0]
    for one in sorted(priced, key=lambda one: (-(one.amount or 0), one.rule_id, one.key)):
        evidence = set(one.evidence)
        if not evidence or not evidence <= told:
            total += one.amount or Decimal(0)
        told |= evidence
    return total


def _known(extract: OpenedExtract, scope: PageScope) -> Known:
    rows = extract.connection.rows(
        f"SELECT organisation_id, coalesce({name_column(scope)}, organisation_id), coalesce(kind, '') FROM organisation"
    )
    return {row[0]: (row[1], row[2]) for row in rows if row[0]}


def _paid(extract: OpenedExtract, where: str, progress: Progress) -> dict[str, Decimal]:
    """Return what each organisation paid; nothing where the extract lacks what tells."""
    if absent(extract, *PAID):
        return {}
    where = f"{where} AND organisation_id IS NOT NULL"
    sql = f"SELECT organisation_id, sum(amount) FROM payment WHERE {where} GROUP BY organisation_id"
    return {
        row[0]: row[1] for row in extract.connection.rows(sql, progress) if row[1] is not None and row[1] > 0
    }
