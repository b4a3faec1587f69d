"""Owns what somebody may do to a finding here: the fields each decision asks for, and the entry they make.

It refuses to know when a decision is allowed: that is the procedure's, asked for by ``possible``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from console.domain.entries import (
    Closing,
    Confirmation,
    Dismissal,
    Endorsement,
    Entry,
    Hearing,
    Objection,
    RectificationOrder,
    RectificationReport,
    Reopening,
    Reply,
    Return,
    Supervision,
    Transfer,
    VerificationStart,
)
from console.domain.finding import DISMISSAL_REASONS, Actor, FindingState, Stage
from console.domain.procedure import POSITIONS, possible
from console.domain.rule import SEVERITIES

Values = Mapping[str, object]  # by field: text, date, Decimal, bool, or the key of a choice


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. ``kind`` is line, text, date, amount, choice or flag; its label is ``finding-field-<label>``.

    ``choices`` are (key, phrase); ``days`` is how far from today a date begins; ``fills`` names what it begins with
    (actor, organisation, severity).
    """

    name: str
    kind: str = "line"
    required: bool = True
    label: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    days: int = 10
    fills: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """One decision: the kind of its entry, an icon, what it asks for, and how the answers become the entry."""

    action: str
    icon: str
    fields: tuple[Field, ...]
    make: Callable[[Values], Entry]


def _choices(prefix: str, keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((key, f"{prefix}-{key}") for key in keys)


def _text(values: Values, name: str) -> str:
    return str(values.get(name) or "").strip()


def _day(values: Values, name: str = "due_on") -> date | None:
    found = values.get(name)
    return found if isinstance(found, date) else None


def _amount(values: Values, name: str = "amount") -> Decimal | None:
    found = values.get(name)
    return found if isinstance(found, Decimal) else None


_OWNER = Field("owner", fills="actor")
_WORD = Field("text", "text", required=False)
_WORDS = Field("text", "text")
_REASON = Field("reason", "text")

DEEDS: tuple[Deed, ...] = (
    Deed(
        "verify",
        "scan-search",
        (_OWNER, Field("due_on", "date"), _WORD),
        lambda v: VerificationStart("", _text(v, "owner"), _day(v), _text(v, "text")),
    ),
    Deed(
        "hear",
        "message-square-text",
        (Field("organisation_id", fills="organisation"), Field("due_on", "date", days=15), _WORD),
        lambda v: Hearing("", _text(v, "organisation_id"), _day(v), _text(v, "text")),
    ),
    Deed(
        "reply",
        "mail",
        (
            Field("position", "choice", choices=_choices("position", POSITIONS)),
            _WORDS,
            Field("received_on", "date", days=0),
        ),
        lambda v: Reply("", _text(v, "position"), _text(v, "text"), _day(v, "received_on")),
    ),
    Deed(
        "confirm",
        "gavel",
        (
            Field("severity", "choice", choices=_choices("mark", SEVERITIES), fills="severity"),
            _REASON,
            Field("amount", "amount", required=False),
        ),
        lambda v: Confirmation("", _text(v, "severity"), _text(v, "reason"), _amount(v)),
    ),
    Deed(
        "dismiss",
        "circle-slash",
        (Field("reason", "choice", label="dismissal", choices=_choices("reason", DISMISSAL_REASONS)), _WORDS),
        lambda v: Dismissal("", _text(v, "reason"), _text(v, "text")),
    ),
    Deed(
        "rectify",
        "wrench",
        (Field("owner", label="rectifier", fills="organisation"), Field("due_on", "date", days=30), _WORDS),
        lambda v: RectificationOrder("", _text(v, "owner"), _day(v), _text(v, "text")),
    ),
    Deed(
        "supervise",
        "siren",
        (_REASON, Field("due_on", "date", days=15)),
        lambda v: Supervision("", _text(v, "reason"), _day(v)),
    ),
    Deed("report", "send", (_WORDS,), lambda v: RectificationReport("", _text(v, "text"))),
    Deed(
        "return",
        "undo-2",
        (_REASON, Field("due_on", "date", days=15)),
        lambda v: Return("", _text(v, "reason"), _day(v)),
    ),
    Deed("endorse", "user-check", (_REASON,), lambda v: Endorsement("", _text(v, "reason"))),
    Deed(
        "close",
        "clipboard-check",
        (_WORDS, Field("checked", "flag", required=False), Field("recovered", "amount", required=False)),
        lambda v: Closing("", _text(v, "text"), bool(v.get("checked")), _amount(v, "recovered")),
    ),
    Deed(
        "transfer",
        "share-2",
        (Field("body"), _REASON, Field("document_number", required=False)),
        lambda v: Transfer("", _text(v, "body"), _text(v, "reason"), _text(v, "document_number")),
    ),
    Deed(
        "object",
        "scale",
        (_WORDS, Field("due_on", "date", days=15)),
        lambda v: Objection("", _text(v, "text"), _day(v)),
    ),
    Deed("reopen", "rotate-ccw", (_REASON,), lambda v: Reopening("", _text(v, "reason"))),
)

NEXT: Mapping[Stage, str] = {
    Stage.SUSPICION: "verify",
    Stage.VERIFYING: "hear",
    Stage.HEARING: "confirm",
    Stage.CONFIRMED: "rectify",
    Stage.RECTIFYING: "report",
    Stage.SUPERVISED: "report",
    Stage.REVIEWING: "close",
    Stage.REOPENED: "verify",
}
"""What usually comes next from a stage."""


_SECOND = frozenset({"dismiss", "return", "supervise"})
"""What comes second where it is open."""


def offered(state: FindingState, today: date) -> tuple[Deed, ...]:
    """Return what is open in this state: the usual next step last, the second thought before it, the others first."""
    allowed = set(possible(state))
    found = [deed for deed in DEEDS if deed.action in allowed]
    usual = NEXT.get(state.stage, "")
    if state.stage is Stage.HEARING and not state.heard(today):
        usual = "reply"
    return tuple(sorted(found, key=lambda deed: (deed.action == usual, deed.action in _SECOND)))


def first_value(field: Field, state: FindingState, actor: Actor, today: date) -> object:
    """Return what a field begins with."""
    if field.kind == "date":
        return today + timedelta(days=field.days)
    return {
        "actor": actor.name,
        "organisation": state.organisation_id or "",
        "severity": state.severity,
    }.get(field.fills, "")
