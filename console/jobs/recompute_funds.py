"""Owns the figures of funds supervision a briefing prints: the chain of money, execution, leading digits, money at risk.

It refuses to count a row of money twice where several rules flag it, and to call a missing link of the chain nought.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from console.domain.period import Period, parse
from console.domain.ports import Progress
from console.domain.rule import Suspicion
from console.jobs.extract import OpenedExtract
from console.jobs.funds_answers import ChainLink, ChainNode, Digits, Executions, FundsAnswer
from console.jobs.funds_page import funds_page
from console.jobs.funds_ranking import THEME, money_at_risk
from console.jobs.recompute_counts import SuspicionShelf
from console.jobs.recompute_readings import Number
from console.jobs.theme_answers import PageScope
from console.methods.benford import expected_shares

PENDING = "pending"  # what waits for its next step is no break
CHAIN, DIGITS, EXECUTION, RISK = "chain", "digits", "execution", "risk"


class FundsShelf:
    """The funds page of each scope, and the suspicions about funds, each computed once and kept."""

    def __init__(self, extract: OpenedExtract, suspicions: SuspicionShelf, progress: Progress) -> None:
        self._extract = extract
        self._suspicions = suspicions
        self._progress = progress
        self._pages: dict[tuple[str, Period], FundsAnswer] = {}

    def page(self, region: str, period: Period) -> FundsAnswer:
        """Return what the funds page shows of a region (all where empty): from the year's first day to the period's last."""
        key = region, period
        if key not in self._pages:
            self._pages[key] = funds_page(self._extract, PageScope(region, period=period), self._progress)
        return self._pages[key]

    def at_risk(self, region: str, period: Period) -> tuple[Suspicion, ...]:
        """Return the suspicions about funds that occurred in the period."""
        return tuple(one for one in self._suspicions.within(region, period) if one.theme == THEME)

    def part(self, region: str, period: str, detail: str) -> Number:
        """Return one figure; None where the extract lacks what tells it. Raises KeyError for a detail there is not.

        ``detail`` is <link>.count, .amount, .joined, .breaks (contract.count), first-<digit>.observed or .expected,
        digits.n or .mad, execution.budget, .paid or .rate, risk.amount, .organisations, .rules or .suspicions.
        """
        head, _, tail = detail.partition(".")
        span = parse(period)
        if head == RISK:
            return self._risk(region, span, tail)
        answer = self.page(region, span)
        if head == DIGITS or head.startswith("first-"):
            return digit_part(answer.digits, head, tail)
        if head == EXECUTION:
            return execution_part(answer.executions, tail)
        return chain_part(answer, head, tail)

    def _risk(self, region: str, period: Period, tail: str) -> Number:
        ran = [one for one in self._suspicions.judgements if one.theme == THEME and not one.reason]
        held = self.at_risk(region, period)
        ways: Mapping[str, Callable[[], Number]] = {
            "amount": lambda: money_at_risk(held),
            "organisations": lambda: len({one.organisation_id for one in held if one.organisation_id}),
            "rules": lambda: len({one.rule_id for one in held}),
            "suspicions": lambda: len(held),
        }
        found = ways[tail]
        return found() if ran else None

    def statements(self) -> tuple[tuple[str, str], ...]:
        """Return the SQL of everything asked here, each with what it is."""
        return tuple(
            (" · ".join(part for part in (name, region, period.name) if part), sql)
            for (region, period), answer in self._pages.items()
            for name, sql in (
                *((f"funds {node.key}", node.sql) for node in answer.nodes),
                ("funds execution", answer.executions.sql),
                ("funds digits", answer.digits.sql),
            )
            if sql
        )


def chain_part(answer: FundsAnswer, key: str, tail: str) -> Number:
    """Return a count, an amount, the share joined to the link before, or how many things do not hold."""
    node = next((one for one in answer.nodes if one.key == key), None)
    if node is None:
        raise KeyError(key)
    if tail in ("count", "amount"):
        return _of_node(node, tail)
    return _of_link(next((one for one in answer.links if one.after == key), None), tail)


def _of_node(node: ChainNode, tail: str) -> Number:
    if node.missing:
        return None
    return node.count if tail == "count" else node.amount


def _of_link(link: ChainLink | None, tail: str) -> Number:
    if tail not in ("joined", "breaks"):
        raise KeyError(tail)
    if link is None or link.missing:
        return None
    if tail == "breaks":
        return sum(one.count for one in link.breaks if one.kind != PENDING)
    return Decimal(link.matched) / link.total if link.total else None


def digit_part(digits: Digits, head: str, tail: str) -> Number:
    """Return how many amounts were tested and their deviation, or the share of one leading digit and what is expected."""
    if head == DIGITS:
        return {"n": None if digits.missing else digits.n, "mad": digits.mad}[tail]
    digit = int(head.removeprefix("first-"))
    if digit not in range(1, 10) or tail not in ("observed", "expected"):
        raise KeyError(head)
    if tail == "expected":
        return float(expected_shares("first")[digit - 1])
    count = sum(row.count for row in digits.rows if row.digit // 10 == digit)
    return Decimal(count) / digits.n if digits.n else None


def execution_part(found: Executions, tail: str) -> Number:
    """Return the year's budget, what was paid of it, or their ratio."""
    known = bool(found.rows)
    told: Mapping[str, Number] = {
        "budget": found.budget if known else None,
        "paid": found.paid if known else None,
        "rate": found.paid / found.budget if known and found.budget else None,
    }
    return told[tail]
