"""Owns the chain of money, from budget line to voucher, counted node by node and link by link.

It refuses to count what the extract does not hold as zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from console.domain.period import Period
from console.domain.ports import Progress, stop_if_cancelled
from console.jobs.extract import OpenedExtract
from console.jobs.funds_answers import ChainBreak, ChainLink, ChainNode
from console.jobs.funds_links import BreakQuestion, LinkQuestion, links_of
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


def read_nodes(
    extract: OpenedExtract, scope: PageScope, span: Period, progress: Progress
) -> tuple[ChainNode, ...]:
    """Count every node of the chain in the span."""
    return tuple(_node(extract, one, progress) for one in _nodes(scope, span))


def read_links(
    extract: OpenedExtract, scope: PageScope, span: Period, progress: Progress
) -> tuple[ChainLink, ...]:
    """Count what joins the nodes and where it breaks."""
    return tuple(_link(extract, one, progress) for one in links_of(scope, span))


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


def _link(extract: OpenedExtract, link: LinkQuestion, progress: Progress) -> ChainLink:
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


def _broken(extract: OpenedExtract, one: BreakQuestion, progress: Progress) -> ChainBreak:
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
