"""Owns the chain of money: budget line, plan, tender, contract, acceptance, payment, voucher, and where it does not hold.

It refuses to call a break anything but a place to look, and to count what the extract does not hold as zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from console.domain.period import Period
from console.domain.ports import Progress, stop_if_cancelled
from console.jobs.extract import OpenedExtract
from console.jobs.funds_answers import ChainBreak, ChainLink, ChainNode
from console.jobs.page_scope import absent
from console.jobs.scope_sql import owner_condition, within
from console.jobs.theme_answers import PageScope


@dataclass(frozen=True, slots=True)
class _Node:
    """A node's rows as SQL after FROM, the amount of a row, and what it needs."""

    key: str
    source: str
    amount: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Break:
    kind: str
    key: str
    source: str  # SQL after FROM that yields the broken rows
    amount: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Link:
    before: str
    after: str
    source: str
    matched: str  # condition on the rows of ``source``
    needs: tuple[str, ...]
    breaks: tuple[_Break, ...]


def read_nodes(
    extract: OpenedExtract, scope: PageScope, span: Period, progress: Progress
) -> tuple[ChainNode, ...]:
    """Count every node of the chain in the span."""
    return tuple(_node(extract, one, progress) for one in _nodes(scope, span))


def read_links(
    extract: OpenedExtract, scope: PageScope, span: Period, progress: Progress
) -> tuple[ChainLink, ...]:
    """Count what joins the nodes and where it breaks."""
    return tuple(_link(extract, one, progress) for one in _links(scope, span))


def _node(extract: OpenedExtract, node: _Node, progress: Progress) -> ChainNode:
    stop_if_cancelled(progress)
    missing = absent(extract, *node.needs)
    sql = f"SELECT * FROM {node.source}"
    if missing:
        return ChainNode(node.key, missing)
    count, amount = extract.connection.row(
        f"SELECT count(*), sum({node.amount}) FROM {node.source}", progress
    )
    return ChainNode(node.key, (), int(count), amount, sql)


def _link(extract: OpenedExtract, link: _Link, progress: Progress) -> ChainLink:
    stop_if_cancelled(progress)
    missing = absent(extract, *link.needs)
    if missing:
        return ChainLink(link.before, link.after, missing)
    total, matched = extract.connection.row(
        f"SELECT count(*), count(*) FILTER (WHERE {link.matched}) FROM {link.source}", progress
    )
    breaks = [_broken(extract, one, progress) for one in link.breaks if not absent(extract, *one.needs)]
    return ChainLink(
        link.before, link.after, (), int(total), int(matched), tuple(one for one in breaks if one.count)
    )


def _broken(extract: OpenedExtract, one: _Break, progress: Progress) -> ChainBreak:
    count, amount = extract.connection.row(f"SELECT count(*), sum({one.amount}) FROM {one.source}", progress)
    told = amount if isinstance(amount, Decimal) else None
    return ChainBreak(one.kind, one.key, int(count), told, f"SELECT * FROM {one.source}")


def _nodes(scope: PageScope, span: Period) -> Sequence[_Node]:
    mine = owner_condition(scope)
    return (
        _Node(
            "budget",
            f"budget_line WHERE year = {span.ends.year}{mine}",
            "adjusted",
            ("budget_line.year", "budget_line.adjusted"),
        ),
        _Node(
            "plan",
            f"procurement_plan WHERE {within('approved_on', span)}{mine}",
            "amount",
            ("procurement_plan.plan_id", "procurement_plan.approved_on", "procurement_plan.amount"),
        ),
        _Node(
            "tender",
            f"tender WHERE {within('published_on', span)}{mine}",
            "estimated",
            ("tender.tender_id", "tender.published_on", "tender.estimated"),
        ),
        _Node(
            "contract",
            f"contract WHERE {within('signed_on', span)}{mine}",
            "amount",
            ("contract.contract_id", "contract.signed_on", "contract.amount"),
        ),
        _Node(
            "acceptance",
            "(SELECT a.*, c.organisation_id, c.amount FROM acceptance a LEFT JOIN contract c ON c.contract_id = a.contract_id)"
            f" WHERE {within('accepted_on', span)}{mine}",
            "amount",
            ("acceptance.contract_id", "acceptance.accepted_on", "contract.amount"),
        ),
        _Node(
            "payment",
            f"payment WHERE {within('paid_on', span)}{mine}",
            "amount",
            ("payment.payment_id", "payment.paid_on", "payment.amount"),
        ),
        _Node(
            "voucher",
            f"payment WHERE {within('paid_on', span)}{mine} AND voucher IS NOT NULL",
            "amount",
            ("payment.voucher", "payment.paid_on", "payment.amount"),
        ),
    )


def _links(scope: PageScope, span: Period) -> Sequence[_Link]:
    mine = owner_condition(scope)
    return (
        _plan_link(mine, span),
        _tender_link(mine, span),
        _contract_link(mine, span),
        _acceptance_link(mine, span),
        _payment_link(mine, span),
        _voucher_link(mine, span),
    )


def _plan_link(mine: str, span: Period) -> _Link:
    plans = f"procurement_plan WHERE {within('approved_on', span)}{mine}"
    known = "budget_line_id IN (SELECT budget_line_id FROM budget_line)"
    over = (
        "(SELECT b.budget_line_id, b.organisation_id, b.adjusted, p.planned, p.planned - b.adjusted AS beyond FROM budget_line b "
        "JOIN (SELECT budget_line_id, sum(amount) AS planned FROM procurement_plan GROUP BY budget_line_id) p "
        f"ON p.budget_line_id = b.budget_line_id WHERE b.year = {span.ends.year}) WHERE beyond > 0{mine}"
    )
    needs = ("procurement_plan.budget_line_id", "procurement_plan.approved_on", "budget_line.budget_line_id")
    return _Link(
        "budget",
        "plan",
        plans,
        known,
        needs,
        (
            _Break("unfounded", "plan-without-line", f"{plans} AND ({known}) IS NOT TRUE", "amount", needs),
            _Break(
                "over",
                "plan-over-line",
                over,
                "beyond",
                (*needs, "budget_line.adjusted", "procurement_plan.amount"),
            ),
        ),
    )


def _tender_link(mine: str, span: Period) -> _Link:
    tenders = f"tender WHERE {within('published_on', span)}{mine}"
    known = "plan_id IN (SELECT plan_id FROM procurement_plan)"
    waiting = (
        f"procurement_plan WHERE {within('approved_on', span)}{mine} "
        "AND plan_id NOT IN (SELECT plan_id FROM tender WHERE plan_id IS NOT NULL)"
    )
    needs = ("tender.plan_id", "tender.published_on", "procurement_plan.plan_id")
    return _Link(
        "plan",
        "tender",
        tenders,
        known,
        needs,
        (
            _Break(
                "unfounded", "tender-without-plan", f"{tenders} AND ({known}) IS NOT TRUE", "estimated", needs
            ),
            _Break(
                "pending", "plan-without-tender", waiting, "amount", (*needs, "procurement_plan.approved_on")
            ),
        ),
    )


def _contract_link(mine: str, span: Period) -> _Link:
    contracts = f"contract WHERE {within('signed_on', span)}{mine}"
    known = "tender_id IN (SELECT tender_id FROM tender)"
    waiting = (
        f"tender WHERE {within('awarded_on', span)}{mine} "
        "AND tender_id NOT IN (SELECT tender_id FROM contract WHERE tender_id IS NOT NULL)"
    )
    needs = ("contract.tender_id", "contract.signed_on", "tender.tender_id")
    return _Link(
        "tender",
        "contract",
        contracts,
        known,
        needs,
        (
            _Break(
                "unfounded",
                "contract-without-tender",
                f"{contracts} AND ({known}) IS NOT TRUE",
                "amount",
                needs,
            ),
            _Break("pending", "tender-without-contract", waiting, "estimated", (*needs, "tender.awarded_on")),
        ),
    )


def _acceptance_link(mine: str, span: Period) -> _Link:
    accepted = (
        "(SELECT a.*, c.organisation_id, c.amount, c.contract_id IS NOT NULL AS founded FROM acceptance a "
        f"LEFT JOIN contract c ON c.contract_id = a.contract_id) WHERE {within('accepted_on', span)}{mine}"
    )
    late = (
        f"contract WHERE {within('due_on', span)}{mine} AND change_of IS NULL "
        "AND contract_id NOT IN (SELECT contract_id FROM acceptance WHERE contract_id IS NOT NULL)"
    )
    needs = ("acceptance.contract_id", "acceptance.accepted_on", "contract.contract_id")
    due = (*needs, "contract.due_on", "contract.change_of")
    return _Link(
        "contract",
        "acceptance",
        accepted,
        "founded",
        needs,
        (
            _Break(
                "unfounded", "acceptance-without-contract", f"{accepted} AND NOT founded", "amount", needs
            ),
            _Break("pending", "contract-not-accepted", late, "amount", due),
        ),
    )


def _payment_link(mine: str, span: Period) -> _Link:
    paid = (
        "(SELECT p.*, a.first_accepted FROM payment p LEFT JOIN (SELECT contract_id, min(accepted_on) AS first_accepted "
        "FROM acceptance GROUP BY contract_id) a ON a.contract_id = p.contract_id WHERE p.contract_id IS NOT NULL) "
        f"WHERE {within('paid_on', span)}{mine}"
    )
    early = (
        f"{paid} AND kind IS DISTINCT FROM 'advance' AND (first_accepted IS NULL OR first_accepted > paid_on)"
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
    return _Link(
        "acceptance",
        "payment",
        paid,
        "first_accepted <= paid_on OR kind = 'advance'",
        needs,
        (
            _Break(
                "over",
                "payment-over-contract",
                over,
                "beyond",
                (*needs, "contract.amount", "contract.change_of"),
            ),
            _Break("early", "payment-before-acceptance", early, "amount", (*needs, "payment.kind")),
        ),
    )


def _voucher_link(mine: str, span: Period) -> _Link:
    paid = f"payment WHERE {within('paid_on', span)}{mine}"
    needs = ("payment.voucher", "payment.paid_on", "payment.amount")
    return _Link(
        "payment",
        "voucher",
        paid,
        "voucher IS NOT NULL",
        needs,
        (_Break("unfounded", "payment-without-voucher", f"{paid} AND voucher IS NULL", "amount", needs),),
    )
