"""Owns what each step of a tolerance case asks for, and the entry the answers make. It refuses to know when one is allowed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from console.domain import tolerance_entries as t
from console.domain.tolerance import ANY, GROUNDS, VERDICTS, Pilot

Values = Mapping[str, object]  # by field: text, a day, a tuple of names or keys, or the key of a choice


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in; its label is ``tolerance-field-<name>``.

    ``kind`` is line, text, day, maybe_day (may stay empty), names (several, by comma), choice, exhibits, negative, files.
    """

    name: str
    kind: str = "line"
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()  # key, phrase


@dataclass(frozen=True, slots=True)
class Deed:
    """One step: its action, an icon, what it asks for, how the answers become the entry."""

    action: str
    icon: str
    fields: tuple[Field, ...]
    make: Callable[[Values], t.ToleranceEntry]


def text_of(values: Values, name: str) -> str:
    """Return what was typed."""
    return str(values.get(name) or "").strip()


def day_of(values: Values, name: str) -> date | None:
    """Return the day chosen, None where none was."""
    found = values.get(name)
    return found if isinstance(found, date) else None


def names_of(values: Values, name: str) -> tuple[str, ...]:
    """Return several names or keys."""
    found = values.get(name)
    return tuple(str(one) for one in found) if isinstance(found, tuple) else ()


def _on(values: Values) -> date:
    return day_of(values, "on") or date.min


_TEXT, _REASON, _ON = Field("text", "text"), Field("reason", "text"), Field("on", "day")
_GROUND = Field("ground", "choice", choices=tuple((name, f"tolerance-{name}") for name in GROUNDS))
_BODY = (Field("document_number"), Field("body"), _ON, _REASON)
_CORRECT_BY = Field("correct_by", "maybe_day", required=False)


def _body(values: Values) -> tuple[str, str, str, date, str]:
    told = ("", text_of(values, "document_number"), text_of(values, "body"))
    return (*told, _on(values), text_of(values, "reason"))


DEEDS: tuple[Deed, ...] = (
    Deed(
        "tolerance_apply",
        "file-plus-2",
        (Field("applicant"), Field("involved", "names", required=False), _ON, _TEXT),
        lambda v: t.ToleranceApplication(
            "", text_of(v, "applicant"), _on(v), text_of(v, "text"), names_of(v, "involved")
        ),
    ),
    Deed(
        "tolerance_bind",
        "link-2",
        (
            _GROUND,
            Field("evidence", "exhibits", required=False),
            Field("files", "files", required=False),
            _TEXT,
        ),
        lambda v: t.GroundBinding("", text_of(v, "ground"), names_of(v, "evidence"), text_of(v, "text")),
    ),
    Deed(
        "tolerance_assess",
        "scan-search",
        (
            _GROUND,
            Field("verdict", "choice", choices=tuple((one, f"tolerance-verdict-{one}") for one in VERDICTS)),
            _REASON,
        ),
        lambda v: t.GroundAssessment("", text_of(v, "ground"), text_of(v, "verdict"), text_of(v, "reason")),
    ),
    Deed(
        "tolerance_verify",
        "clipboard-check",
        (Field("negative", "negative", required=False), _TEXT),
        lambda v: t.ToleranceVerification("", text_of(v, "text"), names_of(v, "negative")),
    ),
    Deed("tolerance_return", "undo-2", (_REASON,), lambda v: t.ToleranceReturn("", text_of(v, "reason"))),
    Deed("tolerance_withdraw", "x", (_REASON,), lambda v: t.ToleranceWithdrawal("", text_of(v, "reason"))),
    Deed("tolerance_refuse", "circle-x", _BODY, lambda v: t.ToleranceRefused(*_body(v))),
    Deed(
        "tolerance_lighten",
        "circle-minus",
        (*_BODY, _CORRECT_BY),
        lambda v: t.ToleranceLightened(*_body(v), day_of(v, "correct_by")),
    ),
    Deed(
        "tolerance_grant",
        "circle-check",
        (*_BODY, _CORRECT_BY),
        lambda v: t.ToleranceGranted(*_body(v), day_of(v, "correct_by")),
    ),
    Deed(
        "tolerance_notify",
        "mail",
        (Field("told"), _ON, Field("text", "text", required=False)),
        lambda v: t.ToleranceNotice("", text_of(v, "told"), _on(v), text_of(v, "text")),
    ),
    Deed(
        "tolerance_correct",
        "check-check",
        (_ON, Field("files", "files", required=False), _TEXT),
        lambda v: t.ToleranceCorrection("", text_of(v, "text"), _on(v)),
    ),
    Deed(
        "tolerance_appeal",
        "message-square-text",
        (Field("appellant"), _ON, _TEXT),
        lambda v: t.ToleranceAppeal("", text_of(v, "appellant"), _on(v), text_of(v, "text")),
    ),
    Deed("tolerance_keep", "gavel", _BODY, lambda v: t.AppealKept(*_body(v))),
    Deed("tolerance_change_refuse", "circle-x", _BODY, lambda v: t.AppealRefused(*_body(v))),
    Deed("tolerance_change_grant", "circle-check", _BODY, lambda v: t.AppealGranted(*_body(v))),
    Deed("tolerance_revoke", "ban", _BODY, lambda v: t.ToleranceRevoked(*_body(v))),
    Deed(
        "tolerance_clear",
        "badge-check",
        (Field("place"), Field("document_number", required=False), _ON, _TEXT),
        lambda v: t.PublicClearing(
            "", text_of(v, "place"), _on(v), text_of(v, "text"), text_of(v, "document_number")
        ),
    ),
    Deed(
        "tolerance_admit",
        "user-check",
        (Field("person"), _REASON),
        lambda v: t.ToleranceAdmission("", text_of(v, "person"), text_of(v, "reason")),
    ),
    Deed(
        "tolerance_recuse",
        "eye-off",
        (Field("person"), _REASON),
        lambda v: t.ToleranceRecusal("", text_of(v, "person"), text_of(v, "reason")),
    ),
)
"""In the order of the menu; what leads a case on stands before what may be done at any step."""

ASIDE = frozenset(
    {"tolerance_admit", "tolerance_recuse", "tolerance_withdraw", "tolerance_revoke", "tolerance_return"}
)
"""What stands in the menu and never as a button."""

PILOT: tuple[Field, ...] = (
    Field("pilot"),
    Field("document_number"),
    Field("authorised_by"),
    Field("deviation", "text"),
    Field("starts", "day"),
    Field("ends", "day"),
    Field("rules", "names"),
    Field("organisations", "names", required=False),
    Field("regions", "names", required=False),
    Field("items", "names", required=False),
)


def pilot_of(values: Values) -> Pilot:
    """Return the pilot somebody filled in; a scope left empty is any.

    Raises CasebookError pilot-backwards, pilot-unbounded.
    """
    scopes = (frozenset(names_of(values, name) or (ANY,)) for name in ("organisations", "regions", "items"))
    return Pilot(
        text_of(values, "pilot"),
        text_of(values, "document_number"),
        text_of(values, "authorised_by"),
        text_of(values, "deviation"),
        day_of(values, "starts") or date.min,
        day_of(values, "ends") or date.min,
        frozenset(names_of(values, "rules")),
        *scopes,
    )


def offered(actions: tuple[str, ...]) -> tuple[Deed, ...]:
    """Return the deeds that are possible, in the order of the menu."""
    return tuple(deed for deed in DEEDS if deed.action in actions)
