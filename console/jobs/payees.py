"""Owns payees that are one behind several names: who they are and why, what was paid to them, and the decisions of people.

It refuses to take two vendors for one without saying why, and to join or split without a reason in the casebook.
"""

from __future__ import annotations

import difflib
from decimal import Decimal

from console.domain.finding import Actor, Role
from console.domain.payee_groups import PAYEES, PayeeDecisions, PayeesJoined, PayeesSplit, decisions_of
from console.domain.ports import Progress
from console.engine.payees import group_payees
from console.errors import CasebookError, UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.findings import CaseDesk
from console.jobs.page_scope import absent, resolved
from console.jobs.payees_answers import (
    SIGNALS,
    PayeeDoubt,
    PayeeGroup,
    PayeeMatch,
    PayeesAnswer,
    PayeesRequest,
    PayeeVendor,
)
from console.jobs.scope_sql import owner_condition, within

MOST_DOUBTS = 200
DECIDING = (Role.INSPECTOR, Role.REVIEWER, Role.LEADER)


def payees(extract: OpenedExtract, request: PayeesRequest, progress: Progress) -> PayeesAnswer:
    """Group the vendors of the whole extract; money counts in the scope and period asked for, by default all there is."""
    scope = resolved(extract, request.scope)
    period = scope.period or extract.whole_period
    missing = absent(extract, "payment.vendor_id", "payment.amount", "payment.paid_on")
    silent = tuple(name for name in SIGNALS if absent(extract, f"vendor.{name}"))
    if missing or len(silent) == len(SIGNALS):
        return PayeesAnswer(missing or tuple(f"vendor.{name}" for name in silent), period, silent)
    group_payees(extract.connection, request.decisions, progress)
    progress.report(0.8, "payees-money")
    where = f"{within('paid_on', period)}{owner_condition(scope)}"
    extract.connection.execute(_PAID.format(where=where), progress=progress)
    extract.connection.execute(_TOTALS, progress=progress)
    extract.connection.execute(_OPEN_DOUBTS, progress=progress)
    row = extract.connection.row(_COUNTS, progress)
    return PayeesAnswer(
        (),
        period,
        silent,
        int(row[0]),
        int(row[0]) - int(row[1]) + int(row[2]),
        int(row[2]),
        int(row[1]),
        row[3],
        row[4],
        _groups(extract, request.most, where, progress),
        int(row[5]),
        _doubts(extract, progress),
        request.decisions.count,
    )


_PAID = """CREATE OR REPLACE TEMP TABLE payee_paid AS
SELECT p.n, sum(t.amount) AS paid, count(*) AS payments
FROM payment t JOIN payee p USING (vendor_id) WHERE {where} GROUP BY p.n"""
_TOTALS = """CREATE OR REPLACE TEMP TABLE payee_total AS
SELECT g.label, coalesce(sum(m.paid), 0) AS paid, coalesce(sum(m.payments), 0) AS payments, count(*) AS vendors
FROM payee_group g LEFT JOIN payee_paid m USING (n) GROUP BY g.label"""
_COUNTS = """SELECT (SELECT count(*) FROM payee), (SELECT count(*) FROM payee_group), (SELECT count(*) FROM payee_total),
    (SELECT coalesce(sum(paid), 0) FROM payee_total), (SELECT coalesce(sum(paid), 0) FROM payee_paid),
    (SELECT count(*) FROM payee_open_doubt)"""


def _groups(extract: OpenedExtract, most: int, where: str, progress: Progress) -> tuple[PayeeGroup, ...]:
    limit = f" LIMIT {most}" if most else ""
    rank = f"SELECT *, row_number() OVER (ORDER BY paid DESC, label) AS place FROM payee_total ORDER BY place{limit}"
    extract.connection.execute(f"CREATE OR REPLACE TEMP TABLE payee_shown AS {rank}", progress=progress)
    vendors: dict[int, list[PayeeVendor]] = {}
    for row in extract.connection.rows(_VENDORS, progress):
        vendors.setdefault(row[0], []).append(
            PayeeVendor(row[1], row[2] or row[1], row[3], row[4], int(row[5]))
        )
    matches: dict[int, list[PayeeMatch]] = {}
    for row in extract.connection.rows(_MATCHES, progress):
        matches.setdefault(row[0], []).append(PayeeMatch(*row[1:]))
    shown = extract.connection.rows(_SHOWN.format(where=where), progress)
    return tuple(
        PayeeGroup(
            min(one.vendor_id for one in vendors[label]),
            vendors[label][0].name,
            tuple(vendors[label]),
            tuple(matches.get(label, ())),
            Decimal(paid),
            int(payments),
            int(organisations),
        )
        for label, paid, payments, organisations in shown
    )


_VENDORS = """SELECT g.label, p.vendor_id, p.name, p.code, coalesce(m.paid, 0), coalesce(m.payments, 0)
FROM payee_group g JOIN payee_shown s USING (label) JOIN payee p USING (n) LEFT JOIN payee_paid m USING (n)
ORDER BY g.label, coalesce(m.paid, 0) DESC, p.vendor_id"""
_SHOWN = """WITH payers AS (
    SELECT s.label, count(DISTINCT t.organisation_id) AS organisations
    FROM payment t JOIN payee p USING (vendor_id) JOIN payee_group g USING (n) JOIN payee_shown s USING (label)
    WHERE {where} GROUP BY s.label
)
SELECT s.label, s.paid, s.payments, coalesce(y.organisations, 0) FROM payee_shown s LEFT JOIN payers y USING (label)
ORDER BY s.place"""
_MATCHES = """SELECT g.label, p.vendor_id, q.vendor_id, t.reason, t.shared, t.likeness
FROM payee_tie t JOIN payee_group g ON g.n = t.a JOIN payee_shown s USING (label)
JOIN payee p ON p.n = t.b JOIN payee q ON q.n = t.a
ORDER BY g.label, p.vendor_id, q.vendor_id, t.reason"""


def _doubts(extract: OpenedExtract, progress: Progress) -> tuple[PayeeDoubt, ...]:
    rows = extract.connection.rows(f"{_DOUBTFUL} LIMIT {MOST_DOUBTS}", progress)
    return tuple(PayeeDoubt(*row) for row in rows)


_OPEN_DOUBTS = """CREATE OR REPLACE TEMP TABLE payee_open_doubt AS
SELECT d.* FROM payee_doubt d LEFT JOIN payee_group g ON g.n = d.a LEFT JOIN payee_group h ON h.n = d.b
WHERE g.label IS NULL OR h.label IS NULL OR g.label <> h.label"""
_DOUBTFUL = """SELECT p.vendor_id, coalesce(p.name, p.vendor_id), q.vendor_id,
    coalesce(q.name, q.vendor_id), d.doubt, d.kind, d.shared
FROM payee_open_doubt d JOIN payee p ON p.n = d.a JOIN payee q ON q.n = d.b
LEFT JOIN payee_paid m ON m.n = d.a LEFT JOIN payee_paid r ON r.n = d.b
ORDER BY coalesce(m.paid, 0) + coalesce(r.paid, 0) DESC, p.vendor_id, q.vendor_id"""


def read_decisions(desk: CaseDesk) -> PayeeDecisions:
    """Return what people decided about payees, as the casebook has it."""
    with desk.reading() as book:
        return decisions_of(recorded.entry for recorded in book.entries(PAYEES))


def decide_payees(desk: CaseDesk, entry: PayeesJoined | PayeesSplit, actor: Actor) -> PayeeDecisions:
    """Write that vendors are one payee, or a payee apart; return what now stands. Raises what check_decision raises."""
    check_decision(entry, actor)
    with desk.writing() as book:
        book.record((entry,), actor)
        return decisions_of(recorded.entry for recorded in book.entries(PAYEES))


def check_decision(entry: PayeesJoined | PayeesSplit, actor: Actor) -> None:
    """Refuse what may not be written, so that nobody is asked for a passphrase in vain.

    Raises UsageError payees-few (one vendor cannot be joined), payees-reason, CasebookError payees-role.
    """
    least = 2 if isinstance(entry, PayeesJoined) else 1
    if len(set(entry.vendors)) < least:
        raise UsageError("payees-few", count=len(set(entry.vendors)), least=least)
    if not entry.reason.strip():
        raise UsageError("payees-reason")
    if actor.role not in DECIDING:
        raise CasebookError("payees-role", role=actor.role.value)


def require_vendors(extract: OpenedExtract, vendors: tuple[str, ...], progress: Progress) -> None:
    """Refuse a vendor the extract knows nothing of; raises UsageError payees-vendor with the nearest that is known.

    What the casebook says of it would change no group, and an entry cannot be taken back.
    """
    known = {str(row[0]) for row in extract.connection.rows(_KNOWN, progress)}
    for vendor in vendors:
        if vendor not in known:
            near = difflib.get_close_matches(vendor, sorted(known), 1, 0.0)
            raise UsageError("payees-vendor", name=vendor, nearest=near[0] if near else "–")


_KNOWN = """SELECT vendor_id FROM vendor WHERE vendor_id IS NOT NULL
UNION SELECT vendor_id FROM payment WHERE vendor_id IS NOT NULL"""
