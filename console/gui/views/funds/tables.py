"""Owns the tables of the funds page: execution against time, payees. It refuses marks no standard asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from console.gui.models.cells import BarCell, MarkCell, NotComputableCell
from console.gui.models.columns import Column
from console.gui.words import say
from console.jobs.funds_answers import Execution, Executions, Payees
from console.jobs.funds_ranking_answers import FundsRanking

Row = Mapping[str, object]


def execution_columns() -> Sequence[Column]:
    """Return the columns of execution."""
    return (
        Column("name", say("funds-organisation"), "text"),
        Column("budget", say("funds-budget"), "number"),
        Column("bar", say("funds-against-time"), "bar", width=80),
        Column("rate", say("funds-rate"), "percent", digits=1),
        Column("apart", say("funds-apart"), "delta", digits=1, good=0),
        Column("end", say("funds-year-end"), "percent", tooltip=say("funds-year-end-tip")),
    )


def execution_rows(found: Executions, behind: frozenset[str]) -> list[Row]:
    """Return one row an organisation, and first all of them together.

    The stroke in the bar is the share of the year that has passed; the colour says what a rule suspects of lagging behind it.
    """
    rows = [
        _execution_row(found, one, "yellow" if one.organisation_id in behind else None) for one in found.rows
    ]
    whole = Execution("", "", found.budget, found.paid)
    return [{**_execution_row(found, whole, None), "name": say("funds-execution-all")}, *rows]


def _execution_row(found: Executions, one: Execution, mark: str | None) -> Row:
    rate = float(one.paid / one.budget)
    return {
        "subject": one.organisation_id,
        "name": one.name,
        "budget": one.budget / 10_000,
        "bar": BarCell(min(rate, 1.0), found.elapsed, mark),
        "rate": rate,
        "apart": (rate - found.elapsed) * 100,
        "end": sum(ends) / 2 if (ends := found.forecast(rate)) else None,
    }


def payee_columns() -> Sequence[Column]:
    """Return the columns of payees."""
    return (
        Column("rank", say("funds-rank"), "number"),
        Column("name", say("funds-payee"), "text"),
        Column("paid", say("funds-paid"), "money"),
        Column("share", say("funds-share"), "percent", digits=2),
        Column("payments", say("funds-payments"), "number"),
        Column("organisations", say("funds-payers"), "number"),
    )


def payee_rows(found: Payees) -> list[Row]:
    """Return one row a payee, the largest first."""
    return [
        {
            "subject": one.payee_id,
            "rank": number,
            "name": one.name
            if one.vendors < 2
            else say("funds-payee-names", name=one.name, count=one.vendors),
            "paid": one.paid,
            "share": one.share,
            "payments": one.payments,
            "organisations": one.organisations,
        }
        for number, one in enumerate(found.rows, 1)
    ]


def ranking_columns() -> Sequence[Column]:
    """Return the columns of organisations by money at risk."""
    return (
        Column("gravest", say("theme-severity"), "mark"),
        Column("name", say("funds-organisation"), "text"),
        Column("risk", say("funds-at-risk"), "money", tooltip=say("funds-at-risk-tip")),
        Column("suspicions", say("funds-suspicions"), "number"),
        Column("share", say("funds-of-paid"), "percent", digits=1),
        Column("rank", say("funds-among-peers"), "name", tooltip=say("funds-among-peers-tip")),
        Column("middle", say("funds-peer-middle"), "percent", digits=1),
    )


def ranking_rows(found: FundsRanking) -> list[Row]:
    """Return one row an organisation."""
    few = NotComputableCell(say("funds-few-peers"))
    return [
        {
            "subject": one.organisation_id,
            "gravest": MarkCell(one.gravest, say(f"theme-{one.gravest}"), proposed=True),
            "name": one.name,
            "risk": one.at_risk
            if one.unpriced < one.suspicions
            else NotComputableCell(say("funds-unpriced")),
            "suspicions": one.suspicions,
            "share": one.share,
            "rank": few if one.rank is None else say("funds-rank-of", rank=one.rank, peers=one.peers),
            "middle": one.middle,
        }
        for one in found.rows
    ]
