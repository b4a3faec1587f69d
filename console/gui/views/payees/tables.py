"""Owns the tables of the page on payees. It refuses a match without its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from console.gui.models.cells import LinesCell
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.words import say
from console.jobs.payees_answers import PayeeDoubt, PayeeGroup, PayeeMatch

Row = Mapping[str, object]


def group_columns() -> Sequence[Column]:
    """Return the columns of groups."""
    return (
        Column("name", say("payees-column-payee"), "lines"),
        Column("count", say("payees-column-count"), "number"),
        Column("paid", say("payees-column-paid"), "money"),
        Column("payments", say("payees-column-payments"), "number"),
        Column("organisations", say("payees-column-organisations"), "number"),
    )


def group_rows(look: Look, groups: Sequence[PayeeGroup]) -> list[Row]:
    """Return one row a group, with the reasons under its name."""
    return [
        {
            "group": one.group_id,
            "name": LinesCell(one.name, reasons_of(look, one.matches)),
            "count": len(one.vendors),
            "paid": one.paid,
            "payments": one.payments,
            "organisations": one.organisations,
        }
        for one in groups
    ]


def reasons_of(look: Look, matches: Sequence[PayeeMatch]) -> str:
    """Return every reason once."""
    reasons = dict.fromkeys(match.reason for match in matches)
    return " · ".join(look.text(f"payees-reason-{reason}") for reason in reasons)


def vendor_columns() -> Sequence[Column]:
    """Return the columns of the vendors of a group."""
    return (
        Column("name", say("payees-column-vendor"), "lines"),
        Column("why", say("payees-column-why"), "lines"),
        Column("paid", say("payees-column-paid"), "money"),
        Column("payments", say("payees-column-payments"), "number"),
    )


def vendor_rows(look: Look, group: PayeeGroup) -> list[Row]:
    """Return one row a vendor, with what ties it to the others."""
    names = {one.vendor_id: one.name for one in group.vendors}
    rows: list[Row] = []
    for one in group.vendors:
        ties = [match for match in group.matches if one.vendor_id in (match.vendor_id, match.other_id)]
        others = dict.fromkeys(
            names[match.other_id if match.vendor_id == one.vendor_id else match.vendor_id] for match in ties
        )
        shared = dict.fromkeys(match.shared for match in ties if match.shared)
        code = f" · {one.credit_code}" if one.credit_code else ""
        rows.append(
            {
                "vendor": one.vendor_id,
                "name": LinesCell(one.name, f"{one.vendor_id}{code}"),
                "why": LinesCell(
                    f"{reasons_of(look, ties)} ({', '.join(shared)})" if shared else reasons_of(look, ties),
                    say("payees-tied-to", names=" · ".join(others)),
                ),
                "paid": one.paid,
                "payments": one.payments,
            }
        )
    return rows


def doubt_columns() -> Sequence[Column]:
    """Return the columns of pairs that share something and are left apart."""
    return (
        Column("name", say("payees-column-one"), "lines"),
        Column("other", say("payees-column-other"), "lines"),
        Column("why", say("payees-column-apart"), "lines"),
    )


def doubt_rows(doubts: Sequence[PayeeDoubt]) -> list[Row]:
    """Return one row a pair."""
    return [
        {
            "vendor": one.vendor_id,
            "other_id": one.other_id,
            "name": LinesCell(one.name, one.vendor_id),
            "other": LinesCell(one.other_name, one.other_id),
            "why": LinesCell(
                say(f"payees-doubt-{one.doubt}"),
                say("payees-shares", kind=say(f"payees-kind-{one.shared_kind}"), shared=one.shared),
            ),
        }
        for one in doubts
    ]
