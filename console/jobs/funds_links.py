"""Owns what is asked of each link of the chain of money: what has no counterpart, what is different, what is out of order.

It refuses to call a break anything but a place to look; what merely waits for its next step is pending.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.domain.period import Period
from console.jobs.scope_sql import owner_condition, within
from console.jobs.theme_answers import PageScope


@dataclass(frozen=True, slots=True)
class BreakQuestion:
    """One way in which a link may not hold: the SQL after FROM that yields its rows, the amount of a row, what it needs."""

    kind: str  # unfounded, over, early or pending
    key: str
    source: str
    amount: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkQuestion:
    """What joins two nodes: the rows of the later, the condition under which one rests on the earlier, and the breaks."""

    before: str
    after: str
    source: str
    matched: str
    needs: tuple[str, ...]
    breaks: tuple[BreakQuestion, ...]


def links_of(scope: PageScope, span: Period) -> Sequence[LinkQuestion]:
    """Return the six links of a scope and span, from the budget to the voucher."""
    mine = owner_condition(scope)
    return (
        _plan_link(mine, span),
        _tender_link(mine, span),
        _contract_link(mine, span),
        _acceptance_link(mine, span),
        _payment_link(mine, span),
        _voucher_link(mine, span),
    )


def _plan_link(mine: str, span: Period) -> LinkQuestion:
    plans = f"procurement_plan WHERE {within('approved_on', span)}{mine}"
    known = "budget_line_id IN (SELECT budget_line_id FROM budget_line)"
    over = (
        "(SELECT b.budget_line_id, b.organisation_id, b.adjusted, p.planned, p.planned - b.adjusted AS beyond FROM budget_line b "
        "JOIN (SELECT budget_line_id, sum(amount) AS planned FROM procurement_plan GROUP BY budget_line_id) p "
        f"ON p.budget_line_id = b.budget_line_id WHERE b.year = {span.ends.year}) WHERE beyond > 0{mine}"
    )
    late = (
        f"(SELECT p.*, b.year FROM procurement_plan p JOIN budget_line b ON b.budget_line_id = p.budget_line_id "
        f"WHERE {within('p.approved_on', span)}) WHERE year(approved_on) > year{mine}"
    )
    needs = ("procurement_plan.budget_line_id", "procurement_plan.approved_on", "budget_line.budget_line_id")
    return LinkQuestion(
        "budget",
        "plan",
        plans,
        known,
        needs,
        (
            BreakQuestion(
                "unfounded", "plan-without-line", f"{plans} AND ({known}) IS NOT TRUE", "amount", needs
            ),
            BreakQuestion(
                "over",
                "plan-over-line",
                over,
                "beyond",
                (*needs, "budget_line.adjusted", "procurement_plan.amount"),
            ),
            BreakQuestion("early", "plan-after-line", late, "amount", (*needs, "budget_line.year")),
        ),
    )


def _tender_link(mine: str, span: Period) -> LinkQuestion:
    tenders = f"tender WHERE {within('published_on', span)}{mine}"
    known = "plan_id IN (SELECT plan_id FROM procurement_plan)"
    waiting = (
        f"procurement_plan WHERE {within('approved_on', span)}{mine} "
        "AND plan_id NOT IN (SELECT plan_id FROM tender WHERE plan_id IS NOT NULL)"
    )
    joined = (
        f"(SELECT t.*, p.approved_on, p.amount AS planned FROM tender t "
        f"JOIN procurement_plan p ON p.plan_id = t.plan_id WHERE {within('t.published_on', span)})"
    )
    over = (
        f"(SELECT plan_id, min(organisation_id) AS organisation_id, sum(estimated) AS estimated, max(planned) AS planned, "
        f"sum(estimated) - max(planned) AS beyond FROM {joined} WHERE cancelled IS DISTINCT FROM TRUE GROUP BY plan_id) "
        f"WHERE beyond > 0{mine}"
    )
    early = f"{joined} WHERE published_on < approved_on{mine}"
    needs = ("tender.plan_id", "tender.published_on", "procurement_plan.plan_id")
    return LinkQuestion(
        "plan",
        "tender",
        tenders,
        known,
        needs,
        (
            BreakQuestion(
                "unfounded", "tender-without-plan", f"{tenders} AND ({known}) IS NOT TRUE", "estimated", needs
            ),
            BreakQuestion(
                "over",
                "tender-over-plan",
                over,
                "beyond",
                (*needs, "tender.estimated", "tender.cancelled", "procurement_plan.amount"),
            ),
            BreakQuestion(
                "early", "tender-before-plan", early, "estimated", (*needs, "procurement_plan.approved_on")
            ),
            BreakQuestion(
                "pending", "plan-without-tender", waiting, "amount", (*needs, "procurement_plan.approved_on")
            ),
        ),
    )


def _contract_link(mine: str, span: Period) -> LinkQuestion:
    contracts = f"contract WHERE {within('signed_on', span)}{mine}"
    known = "tender_id IN (SELECT tender_id FROM tender)"
    waiting = (
        f"tender WHERE {within('awarded_on', span)}{mine} "
        "AND tender_id NOT IN (SELECT tender_id FROM contract WHERE tender_id IS NOT NULL)"
    )
    joined = (
        f"(SELECT c.*, t.awarded_on, t.estimated FROM contract c "
        f"JOIN tender t ON t.tender_id = c.tender_id WHERE {within('c.signed_on', span)} AND c.change_of IS NULL)"
    )
    over = (
        f"(SELECT tender_id, min(organisation_id) AS organisation_id, sum(amount) AS amount, max(estimated) AS estimated, "
        f"sum(amount) - max(estimated) AS beyond FROM {joined} GROUP BY tender_id) WHERE beyond > 0{mine}"
    )
    early = f"{joined} WHERE signed_on < awarded_on{mine}"
    needs = ("contract.tender_id", "contract.signed_on", "tender.tender_id")
    return LinkQuestion(
        "tender",
        "contract",
        contracts,
        known,
        needs,
        (
            BreakQuestion(
                "unfounded",
                "contract-without-tender",
                f"{contracts} AND ({known}) IS NOT TRUE",
                "amount",
                needs,
            ),
            BreakQuestion(
                "over",
                "contract-over-tender",
                over,
                "beyond",
                (*needs, "contract.amount", "contract.change_of", "tender.estimated"),
            ),
            BreakQuestion(
                "early",
                "contract-before-award",
                early,
                "amount",
                (*needs, "contract.change_of", "tender.awarded_on"),
            ),
            BreakQuestion(
                "pending", "tender-without-contract", waiting, "estimated", (*needs, "tender.awarded_on")
            ),
        ),
    )


def _acceptance_link(mine: str, span: Period) -> LinkQuestion:
    accepted = (
        "(SELECT a.*, c.organisation_id, c.amount, c.signed_on, c.contract_id IS NOT NULL AS founded FROM acceptance a "
        f"LEFT JOIN contract c ON c.contract_id = a.contract_id) WHERE {within('accepted_on', span)}{mine}"
    )
    late = (
        f"contract WHERE {within('due_on', span)}{mine} AND change_of IS NULL "
        "AND contract_id NOT IN (SELECT contract_id FROM acceptance WHERE contract_id IS NOT NULL)"
    )
    early = f"{accepted} AND accepted_on < signed_on"
    undelivered = f"{accepted} AND accepted_on < delivered_on"
    needs = ("acceptance.contract_id", "acceptance.accepted_on", "contract.contract_id")
    due = (*needs, "contract.due_on", "contract.change_of")
    return LinkQuestion(
        "contract",
        "acceptance",
        accepted,
        "founded",
        needs,
        (
            BreakQuestion(
                "unfounded", "acceptance-without-contract", f"{accepted} AND NOT founded", "amount", needs
            ),
            BreakQuestion(
                "early", "acceptance-before-contract", early, "amount", (*needs, "contract.signed_on")
            ),
            BreakQuestion(
                "early",
                "acceptance-before-delivery",
                undelivered,
                "amount",
                (*needs, "acceptance.delivered_on"),
            ),
            BreakQuestion("pending", "contract-not-accepted", late, "amount", due),
        ),
    )


def _payment_link(mine: str, span: Period) -> LinkQuestion:
    paid = (
        "(SELECT p.*, a.first_accepted FROM payment p LEFT JOIN (SELECT contract_id, min(accepted_on) AS first_accepted "
        "FROM acceptance GROUP BY contract_id) a ON a.contract_id = p.contract_id WHERE p.contract_id IS NOT NULL) "
        f"WHERE {within('paid_on', span)}{mine}"
    )
    early = (
        f"{paid} AND kind IS DISTINCT FROM 'advance' AND (first_accepted IS NULL OR first_accepted > paid_on)"
    )
    unfounded = (
        f"{paid} AND contract_id NOT IN (SELECT contract_id FROM contract WHERE contract_id IS NOT NULL)"
    )
    over = (
        "(SELECT c.contract_id, c.organisation_id, c.allowed, p.paid, p.paid - c.allowed AS beyond FROM "
        "(SELECT coalesce(change_of, contract_id) AS contract_id, any_value(organisation_id) AS organisation_id, "
        "sum(amount) AS allowed "
        "FROM contract GROUP BY 1) c JOIN (SELECT contract_id, sum(amount) AS paid, max(paid_on) AS last_paid_on FROM payment "
        f"WHERE contract_id IS NOT NULL GROUP BY 1 HAVING {within('max(paid_on)', span)}) p ON p.contract_id = c.contract_id) "
        f"WHERE beyond > 0{mine}"
    )
    needs = (
        "payment.contract_id",
        "payment.paid_on",
        "payment.amount",
        "acceptance.contract_id",
        "acceptance.accepted_on",
    )
    return LinkQuestion(
        "acceptance",
        "payment",
        paid,
        "first_accepted <= paid_on OR kind = 'advance'",
        needs,
        (
            BreakQuestion(
                "unfounded", "payment-without-contract", unfounded, "amount", (*needs, "contract.contract_id")
            ),
            BreakQuestion(
                "over",
                "payment-over-contract",
                over,
                "beyond",
                (*needs, "contract.amount", "contract.change_of"),
            ),
            BreakQuestion("early", "payment-before-acceptance", early, "amount", (*needs, "payment.kind")),
        ),
    )


def _voucher_link(mine: str, span: Period) -> LinkQuestion:
    paid = f"payment WHERE {within('paid_on', span)}{mine}"
    early = f"{paid} AND voucher IS NOT NULL AND CAST(recorded_at AS DATE) < paid_on"
    shared = (
        f"(SELECT organisation_id, year(paid_on) AS year, voucher, count(DISTINCT vendor_id) AS payees, sum(amount) AS amount "
        f"FROM (SELECT * FROM {paid} AND voucher IS NOT NULL) GROUP BY ALL) WHERE payees > 1"
    )
    needs = ("payment.voucher", "payment.paid_on", "payment.amount")
    return LinkQuestion(
        "payment",
        "voucher",
        paid,
        "voucher IS NOT NULL",
        needs,
        (
            BreakQuestion(
                "unfounded", "payment-without-voucher", f"{paid} AND voucher IS NULL", "amount", needs
            ),
            BreakQuestion("over", "voucher-of-several", shared, "amount", (*needs, "payment.vendor_id")),
            BreakQuestion(
                "early", "voucher-before-payment", early, "amount", (*needs, "payment.recorded_at")
            ),
        ),
    )
