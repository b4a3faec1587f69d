"""Owns the tables of the page on trust: checks, chain, authorities, signers as rows. It refuses a state told by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from console.domain.classification import classification_phrase
from console.domain.quality import destroy_by
from console.domain.verification import CAUTIONS, Check, Verification
from console.gui.models.cells import DueCell, LinesCell, MarkCell
from console.gui.models.columns import Column
from console.gui.models.rows import Row
from console.gui.theme import Look
from console.gui.words import Words, say
from console.jobs.trust_page_answers import (
    FRESH,
    IN_FORCE,
    SOON_OVER,
    AuthorityLine,
    LinkLine,
    SignerLine,
)

DIGITS = 16
DEMONSTRATION = "DEMONSTRATION"  # stands in the names the console itself makes
STATES = {IN_FORCE: "ok", SOON_OVER: "yellow", "not-yet": "na"}
LINKS = {"signed": "ok", "untrusted": "yellow", "unsigned": "yellow", "missing": "red", "broken": "red"}
LISTS = {FRESH: "ok", "stale": "yellow", "none": "na"}


def check_columns() -> Sequence[Column]:
    """Return the columns of what was checked."""
    return (
        Column("result", say("trust-result"), "mark"),
        Column("detail", say("trust-check"), "text"),
    )


def check_rows(look: Look, found: Verification) -> list[Row]:
    """Return one row a check: those that failed first, each kind in the order in which they were made."""
    return [
        {
            "result": result_mark(one),
            "detail": look.text(f"check-{one.key}", **one.facts),
        }
        for one in sorted(found.checks, key=lambda one: one.passed)
    ]


def result_mark(check: Check) -> MarkCell:
    """Return whether a check passed; what says nothing about the signature asks for caution, and condemns nothing."""
    if check.passed:
        return MarkCell("ok", say("seal-passed"))
    if check.name in CAUTIONS:
        return MarkCell("yellow", say("seal-caution"))
    return MarkCell("red", say("seal-failed"))


def link_columns() -> Sequence[Column]:
    """Return the columns of the chain."""
    return (
        Column("name", say("trust-link"), "lines"),
        Column("state", say("trust-state"), "mark"),
        Column("destroy_by", say("trust-destroy-by"), "due"),
    )


def link_rows(links: Sequence[LinkLine], today: date) -> list[Row]:
    """Return one row a supplement, the latest first, then one an extract further back, the nearest first."""
    return [
        {
            "name": LinesCell(_link_name(link), _link_detail(link)),
            "state": MarkCell(LINKS[link.state], say(f"trust-link-{link.state}")),
            "destroy_by": _due(link.destroy_by, today),
        }
        for link in links
    ]


def _link_name(link: LinkLine) -> Words:
    if link.subject:
        subject = say(f"trust-supplement-{link.subject}")
        return say("trust-supplement", subject=subject, date=link.period or "—")
    return link.period or say("trust-link-unknown")


def _link_detail(link: LinkLine) -> Words:
    file = link.file or link.sha256[:DIGITS]
    return file if link.present or not link.file else say("trust-link-gone", file=file)


def _due(day: date | None, today: date) -> DueCell | None:
    return None if day is None else DueCell(day, max(0, -destroy_by(day, today).days_left))


def authority_columns() -> Sequence[Column]:
    """Return the columns of the authorities."""
    return (
        Column("name", say("trust-authority"), "lines"),
        Column("kind", say("trust-kind"), "name"),
        Column("state", say("trust-state"), "mark"),
        Column("ends", say("trust-ends"), "due"),
        Column("list", say("trust-list"), "mark"),
        Column("due", say("trust-list-due"), "date"),
        Column("revoked", say("trust-revoked"), "number"),
    )


def authority_rows(lines: Sequence[AuthorityLine], today: date) -> list[Row]:
    """Return one row an authority, roots first."""
    return [
        {
            "line": line,
            "name": LinesCell(_named(line.name, line.demonstration), grouped(line.fingerprint)),
            "kind": say(f"trust-kind-{_kind(line)}"),
            "state": MarkCell(STATES.get(line.state, "red"), say(f"trust-state-{line.state}")),
            "ends": DueCell(line.ends, max(0, (today - line.ends).days)),
            "list": MarkCell(LISTS[line.list_state], say(f"trust-list-{line.list_state}")),
            "due": line.list_due,
            "revoked": line.revoked if line.list_issued is not None else None,
        }
        for line in lines
    ]


def _kind(line: AuthorityLine) -> str:
    if not line.own:
        return "shipped"
    return "root" if line.root else "intermediate"


def _named(name: str, demonstration: bool) -> Words:
    told = demonstration and DEMONSTRATION not in name
    return say("trust-demonstration", name=name) if told else name


def signer_columns() -> Sequence[Column]:
    """Return the columns of those whose keys are here."""
    return (
        Column("name", say("trust-signer"), "lines"),
        Column("state", say("trust-state"), "mark"),
        Column("ends", say("trust-ends"), "due"),
    )


def signer_rows(lines: Sequence[SignerLine], today: date) -> list[Row]:
    """Return one row a signer."""
    return [
        {
            "name": LinesCell(
                _named(line.person, line.demonstration), f"{line.organisation} · {line.identity}"
            ),
            "state": MarkCell(STATES.get(line.state, "red"), say(f"trust-state-{line.state}")),
            "ends": DueCell(line.ends, max(0, (today - line.ends).days)),
        }
        for line in lines
    ]


def grouped(fingerprint: str, digits: int = DIGITS) -> str:
    """Return the first digits of a fingerprint in groups of four, as people read them out."""
    shown = fingerprint[:digits]
    return " ".join(shown[place : place + 4] for place in range(0, len(shown), 4))


def level(written: str) -> Words:
    """Return a classification in the reader's language, or as it stands where it is nobody's level."""
    phrase = classification_phrase(written)
    return say(phrase) if phrase else written
