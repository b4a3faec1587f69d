"""Owns what somebody may do to a finding here: the fields each decision asks for, and the entry they make.

It refuses to know when a decision is allowed: that is the procedure's, asked for by ``possible``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from console.domain.entries import (
    Assignment,
    Closing,
    Comment,
    Confirmation,
    Dismissal,
    Endorsement,
    Entry,
    Hearing,
    Instruction,
    InstructionDone,
    Objection,
    ObjectionRejected,
    ObjectionUpheld,
    RectificationOrder,
    RectificationReport,
    Reopening,
    Reply,
    Return,
    Reversal,
    Supervision,
    Transfer,
    VerificationStart,
)
from console.domain.finding import DISMISSAL_REASONS, Actor, FindingState, Stage
from console.domain.procedure import POSITIONS, possible
from console.domain.rule import SEVERITIES
from console.domain.terms import Terms

Values = Mapping[str, object]  # by field: text, date, Decimal, bool, or the key of a choice


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in; its label is ``finding-field-<label>``. ``kind`` is line, text, date, amount, count, choice, flag.

    ``choices`` are (key, phrase), ``told`` (key, words of the data); ``days`` is how many working days from today a date
    begins; ``fills`` names what it begins with (actor, organisation, severity).
    """

    name: str
    kind: str = "line"
    required: bool = True
    label: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    days: int = 7
    fills: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """One decision: the kind of its entry, an icon, what it asks for, and how the answers become the entry."""

    action: str
    icon: str
    fields: tuple[Field, ...]
    make: Callable[[Values], Entry]
    side: bool = False  # moves nothing: it stands in the menu alone


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


def _count(values: Values, name: str) -> int | None:
    found = values.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


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
        (Field("organisation_id", fills="organisation"), Field("due_on", "date", days=10), _WORD),
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
        (Field("owner", label="rectifier", fills="organisation"), Field("due_on", "date", days=20), _WORDS),
        lambda v: RectificationOrder("", _text(v, "owner"), _day(v), _text(v, "text")),
    ),
    Deed(
        "supervise",
        "siren",
        (_REASON, Field("due_on", "date", days=10)),
        lambda v: Supervision("", _text(v, "reason"), _day(v)),
    ),
    Deed("report", "send", (_WORDS,), lambda v: RectificationReport("", _text(v, "text"))),
    Deed(
        "return",
        "undo-2",
        (_REASON, Field("due_on", "date", days=10)),
        lambda v: Return("", _text(v, "reason"), _day(v)),
    ),
    Deed("endorse", "user-check", (_REASON,), lambda v: Endorsement("", _text(v, "reason"))),
    Deed(
        "close",
        "clipboard-check",
        (
            _WORDS,
            Field("checked", "flag", required=False),
            Field("recovered", "amount", required=False),
            Field("served", "count", required=False),
            Field("rules_changed", required=False),
        ),
        lambda v: Closing(
            "",
            _text(v, "text"),
            bool(v.get("checked")),
            _amount(v, "recovered"),
            _count(v, "served"),
            _text(v, "rules_changed"),
        ),
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
        (_WORDS, Field("due_on", "date", days=10)),
        lambda v: Objection("", _text(v, "text"), _day(v)),
    ),
    Deed("uphold", "badge-check", (_REASON,), lambda v: ObjectionUpheld("", _text(v, "reason"))),
    Deed(
        "reject",
        "gavel",
        (_REASON, Field("severity", "choice", choices=_choices("mark", SEVERITIES), fills="severity")),
        lambda v: ObjectionRejected("", _text(v, "reason"), _text(v, "severity")),
    ),
    Deed("reopen", "rotate-ccw", (_REASON,), lambda v: Reopening("", _text(v, "reason"))),
    Deed(
        "assign",
        "user",
        (_OWNER, Field("due_on", "date", days=5)),
        lambda v: Assignment("", _text(v, "owner"), _day(v)),
        side=True,
    ),
    Deed(
        "instruct",
        "stamp",
        (Field("leader"), _WORDS, Field("owner", label="instructed"), Field("due_on", "date", days=5)),
        lambda v: Instruction("", _text(v, "leader"), _text(v, "text"), _text(v, "owner"), _day(v)),
        side=True,
    ),
    Deed(
        "carry_out",
        "check-check",
        (Field("instruction", "choice"), _WORDS),
        lambda v: InstructionDone("", int(_text(v, "instruction") or -1), _text(v, "text")),
        side=True,
    ),
    Deed(
        "comment",
        "message-square-text",
        (_WORDS,),
        lambda v: Comment("", _text(v, "text")),
        side=True,
    ),
    Deed(
        "reverse",
        "undo-2",
        (_REASON,),
        lambda v: Reversal("", _count(v, LAST) or 0, _text(v, "reason")),
        side=True,
    ),
)
LAST = "last"
"""The value under which a form carries the sequence of the move that may be undone."""
BULK = (
    "verify",
    "hear",
    "dismiss",
    "rectify",
    "supervise",
    "report",
    "return",
    "assign",
    "instruct",
    "comment",
)
"""What may be decided on many findings at once: never 认定 nor 销号, which ask for a look at each."""

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
    if not any(order.done_on is None for order in state.orders):
        allowed.discard("carry_out")
    if state.last_move is None:
        allowed.discard("reverse")
    found = [deed for deed in DEEDS if deed.action in allowed]
    usual = NEXT.get(state.stage, "")
    if state.stage is Stage.HEARING and not state.heard(today):
        usual = "reply"
    return tuple(
        sorted(found, key=lambda deed: (not deed.side, deed.action == usual, deed.action in _SECOND))
    )


def fields_of(deed: Deed, state: FindingState | None) -> tuple[Field, ...]:
    """Return what a decision asks for on this finding, or on many (None): each keeps its own organisation then."""
    if state is None:
        return tuple(field for field in deed.fields if field.name != "organisation_id")
    waiting = tuple(
        (str(order.sequence), f"{order.leader}: {order.text}")
        for order in state.orders
        if order.done_on is None
    )
    return tuple(replace(one, told=waiting) if one.name == "instruction" else one for one in deed.fields)


def known_values(state: FindingState) -> dict[str, object]:
    """Return what an entry needs that nobody fills in."""
    return {LAST: state.last_move[0]} if state.last_move is not None else {}


def first_value(field: Field, state: FindingState | None, actor: Actor, today: date, terms: Terms) -> object:
    """Return what a field begins with; a term ends on a working day."""
    if field.kind == "date":
        return terms.after(today, field.days)
    return {
        "actor": actor.name,
        "organisation": (state.organisation_id or "") if state else "",
        "severity": state.severity if state else "",
    }.get(field.fills, "")
