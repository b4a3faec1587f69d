"""Owns the province as it was at the end of an earlier quarter: what had not happened yet is taken away again.

It refuses to draw anything anew: the extracts of two quarters tell of the same cases, the earlier one less far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from console.domain.contract import Contract
from console.domain.period import Period
from console.engine.columns import quoted
from sample_db.order import lay_in_order

INSTANTS = frozenset({"DATE", "TIMESTAMP"})

BORN: Mapping[str, str] = {
    "acceptance": "accepted_on",
    "access_log": "accessed_on",
    "assessor": "appointed_on",
    "attack_event": "seen_at",
    "automated_decision": "decided_on",
    "availability": "from_at",
    "backup_run": "made_on",
    "bad_review_handling": "replied_on",
    "benefit_grant": "paid_on",
    "bid": "submitted_at",
    "budget_line": "make_date(year, 1, 1)",
    "budget_movement": "moved_on",
    "case_event": "recorded_at",
    "case_extension": "approved_on",
    "case_pause": "started_on",
    "case_supplement": "notified_on",
    "contract": "signed_on",
    "data_objection": "submitted_on",
    "drill": "held_on",
    "drill_event": "happened_at",
    "hotline_ticket": "received_on",
    "incident": "found_at",
    "incident_report": "sent_at",
    "life_status": "from_on",
    "online_attempt": "started_on",
    "operator_account": "granted_on",
    "payment": "recorded_at",
    "performance_target": "make_date(year, 1, 1)",
    "plan": "approved_on",
    "procurement_plan": "approved_on",
    "quality_check": "checked_on",
    "reform_measure": "from_on",
    "resource_change": "changed_on",
    "review": "reviewed_on",
    "scan_run": "scanned_at",
    "self_assessment": "assessed_on",
    "service_case": "submitted_on",
    "service_item": "valid_from",
    "share_request": "submitted_on",
    "share_use": "used_on",
    "system": "filed_on",
    "tender": "published_on",
    "third_party_assessment": "assessed_on",
    "training": "held_on",
    "vendor": "registered_on",
    "vendor_sanction": "from_on",
    "vulnerability": "first_seen_on",
}
"""The instant a row comes to be, by table; a table that is not named describes how things stand."""

STANDING: Mapping[str, str] = {
    "accessibility_check": "checked_on",
    "data_resource": "updated_on",
    "operator_account": "last_used_on",
    "plan": "reviewed_on",
    "processing_activity": "impact_assessed_on",
    "risk_assessment": "assessed_on",
    "service_point": "checked_on",
    "system": "assessed_on",
}
"""Columns that say when something was looked at last: as long ago at the end of the earlier quarter as at that of the last."""

AHEAD = frozenset(
    {
        "assessor.rotation_due_on",
        "availability.to_at",
        "contract.due_on",
        "extract_info.destroy_by",
        "hotline_ticket.due_on",
        "retained_channel.expires_on",
        "service_case.promised_on",
        "tender.deadline_on",
        "vendor_sanction.to_on",
        "vulnerability.last_seen_on",
    }
)
"""Columns that may lie ahead of the day an extract is cut, or are rounded off by their own statement."""

FOLLOWING: Mapping[str, Mapping[str, Sequence[str]]] = {
    "bad_review_handling": {"corrected_on": ("satisfied",)},
    "data_objection": {"answered_on": ("outcome",)},
    "hotline_ticket": {"closed_on": ("solved", "satisfied")},
    "organisation": {"valid_to": ("successor_organisation_id",)},
    "service_case": {"closed_on": ("outcome", "refusal_reason"), "accepted_on": ("promised_on",)},
    "share_request": {"replied_on": ("decision", "reason", "refusal_basis")},
}
"""Columns that say nothing as long as another does, by table and that other column."""

PARENTS: Mapping[str, tuple[str, str]] = {
    "assisted_service": ("case_id", "service_case"),
    "case_event": ("case_id", "service_case"),
    "step_rule": ("item_id, item_version", "service_item"),
}
"""Tables whose rows go with those they belong to, by key."""

BEFORE: Sequence[str] = (
    "UPDATE budget_line AS b SET adjusted = b.initial FROM budget_movement m "
    "WHERE m.budget_line_id = b.budget_line_id AND m.moved_on > DATE '{ends}'",
    "UPDATE data_resource AS r SET category = c.from_category FROM resource_change c "
    "WHERE c.resource_id = r.resource_id AND c.changed_on > DATE '{ends}'",
    "UPDATE bid AS b SET status = 'valid' FROM tender t "
    "WHERE t.tender_id = b.tender_id AND t.awarded_on > DATE '{ends}' AND b.status IN ('winner', 'disqualified')",
    "UPDATE vulnerability SET status = 'open' WHERE fixed_on > DATE '{ends}'",
    "UPDATE vulnerability SET last_seen_on = DATE '{ends}' WHERE last_seen_on > DATE '{ends}'",
    "UPDATE performance_target SET reached = NULL WHERE year >= {year}",
    "UPDATE availability SET to_at = DATE '{ends}' + INTERVAL 1 DAY WHERE to_at > DATE '{ends}' + INTERVAL 1 DAY",
    "DELETE FROM benefit_reply WHERE DATE '{ends}' < DATE '2025-12-31'",
    "DELETE FROM audit_sample_item WHERE item_key IN (SELECT payment_id FROM payment WHERE recorded_at >= DATE '{ends}' + 1)",
    "UPDATE extract_info SET extract_id = 'LJ-{name}', name = '澜江省抽取包 {name}', period_ends_on = DATE '{ends}', "
    "cut_at = CAST(DATE '{ends}' AS TIMESTAMP) + INTERVAL 18 HOUR, purpose = '{year}年第{quarter}季度政务服务监督'",
)
"""What is not one column's own matter, done while all rows are still there."""


def look_back(
    connection: duckdb.DuckDBPyConnection, contract: Contract, quarter: Period, cut_off: date
) -> None:
    """Make a province that is known up to ``cut_off`` the one that was known at the end of a quarter before it."""
    told = {
        "ends": quarter.ends.isoformat(),
        "year": quarter.ends.year,
        "name": quarter.name,
        "quarter": quarter.name[-1],
    }
    for statement in BEFORE:
        connection.execute(statement.format_map(told))
    next_day = f"DATE '{told['ends']}' + 1"
    for table, born in BORN.items():
        connection.execute(f"DELETE FROM {quoted(table)} WHERE {born} >= {next_day}")
    for table, (key, parent) in PARENTS.items():
        connection.execute(f"DELETE FROM {quoted(table)} WHERE ({key}) NOT IN (SELECT ({key}) FROM {parent})")
    days = (cut_off - quarter.ends).days
    for table, column in STANDING.items():
        connection.execute(f"UPDATE {quoted(table)} SET {quoted(column)} = {quoted(column)} - {days}")
    for table in STANDING:  # a row with a list moves where it is changed
        lay_in_order(connection, table, contract.tables[table].primary_key)
    for held in contract.tables.values():
        for instant in held.columns:
            if instant.type in INSTANTS and f"{held.name}.{instant.name}" not in AHEAD:
                _forget(connection, held.name, instant.name, next_day)


def _forget(connection: duckdb.DuckDBPyConnection, table: str, column: str, next_day: str) -> None:
    """Leave empty what is only known from that day on, and what follows from it."""
    following = FOLLOWING.get(table, {}).get(column, ())
    cells = ", ".join(f"{quoted(name)} = NULL" for name in (column, *following))
    connection.execute(f"UPDATE {quoted(table)} SET {cells} WHERE {quoted(column)} >= {next_day}")
