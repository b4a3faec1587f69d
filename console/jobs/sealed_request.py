"""Owns the request that asks a supplier who is meant: grants under suspicion, by the supplier's own numbers and pseudonyms.

It is sealed to the supplier's certificate; the reply names items by number and comes back as rows of checked items. It refuses
an extract whose identifiers are no pseudonyms, and a reply to another request.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from console.domain.ports import Progress
from console.domain.rule import Suspicion
from console.errors import InputError, UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.page_scope import require_subjects, resolved
from console.jobs.request_answers import REQUEST_RULES
from console.jobs.scope_sql import text_literal
from console.jobs.supervise import SuperviseRequest, supervise
from console.jobs.theme_answers import PageScope
from console.jobs.theme_rules import in_scope

FORMAT = "plumbline-benefit-request/1"
GRANT, TABLE = "benefit_grant/", "benefit_grant"
ANSWERS = ("justified", "wrong", "unknown")
"""What a supplier may answer."""
ITEMS, SUBJECT = "benefit_reply", "benefit-reply"
"""The table of the contract in which replies are kept, and the subject of the supplement that brings them."""
COLUMNS = ("grant_id", "programme_id", "recipient", "month", "amount", "paid_on", "organisation_id")
REPLY = ("request", "item", "answer", "note")
MOST, LONGEST_NOTE = 10_000, 2_000


@dataclass(frozen=True, slots=True)
class BenefitAsk:
    """Which suspicions are asked about: of which rules about benefits (all where empty), in which scope."""

    rules: tuple[str, ...] = ()
    scope: PageScope = field(default_factory=PageScope)


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One suspicion as the supplier sees it: its number, the rule, and the grants it rests on."""

    item: int
    rule_id: str
    key: str
    amount: Decimal | None
    grants: tuple[Mapping[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class BenefitRequest:
    """Everything asked, before it is sealed; ``request_id`` follows from the extract and the items alone."""

    request_id: str
    items: tuple[AskedItem, ...]
    content: bytes


@dataclass(frozen=True, slots=True)
class AnsweredItem:
    """What the supplier said of one item."""

    asked: AskedItem
    answer: str  # one of ANSWERS
    note: str


def make_request(extract: OpenedExtract, ask: BenefitAsk, progress: Progress) -> BenefitRequest:
    """Collect what is asked; nothing leaves the extract but grants under suspicion, in pseudonyms.

    Raises UsageError request-rule, request-clear (identifiers are no pseudonyms), request-nothing,
    request-most, scope-region or scope-organisation (unknown places).
    """
    for name in ask.rules:
        if name not in REQUEST_RULES:
            raise UsageError("request-rule", name=name, known=", ".join(REQUEST_RULES))
    scheme = extract.manifest.pseudonym_scheme if extract.manifest else ""
    if not scheme:
        raise UsageError("request-clear", file=extract.path.name)
    require_subjects(extract, ask.scope, progress)
    scope = resolved(extract, ask.scope)
    judged = supervise(extract, SuperviseRequest(rules=ask.rules or REQUEST_RULES), progress)
    held = [one for judgement in judged for one in judgement.suspicions if in_scope(one, scope)]
    if not held:
        raise UsageError("request-nothing", file=extract.path.name)
    if len(held) > MOST:
        raise UsageError("request-most", count=len(held), most=MOST)
    items = _items(extract, held, progress)
    told = [_told(extract, one) for one in items]
    base = extract.manifest.sha256 if extract.manifest else extract.digest
    named = _written({"extract": base, "items": told})
    request_id = "BR-" + sha256(named).hexdigest()[:12]
    document = {
        "format": FORMAT,
        "request": request_id,
        "extract": {"id": extract.info.extract_id, "sha256": base, "pseudonym_scheme": scheme},
        "answers": sorted(ANSWERS),
        "reply": ",".join(REPLY),
        "items": told,
    }
    return BenefitRequest(request_id, items, _written(document))


def _written(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode()


def _items(extract: OpenedExtract, held: Sequence[Suspicion], progress: Progress) -> tuple[AskedItem, ...]:
    names = sorted({part for one in held for part in _grants(one)})
    listed = ", ".join(text_literal(name) for name in names) or "NULL"
    cells = ", ".join(f"CAST({name} AS VARCHAR)" for name in COLUMNS)
    rows = extract.connection.rows(f"SELECT {cells} FROM {TABLE} WHERE grant_id IN ({listed})", progress)
    known = {str(row[0]): dict(zip(COLUMNS, row, strict=True)) for row in rows}
    return tuple(
        AskedItem(
            number,
            one.rule_id,
            "/".join(one.key),
            one.amount,
            tuple(known[name] for name in _grants(one) if name in known),
        )
        for number, one in enumerate(sorted(held, key=lambda one: (one.rule_id, one.key)), 1)
    )


def _grants(one: Suspicion) -> list[str]:
    return [part.removeprefix(GRANT) for part in one.evidence if part.startswith(GRANT)]


def _told(extract: OpenedExtract, one: AskedItem) -> dict[str, Any]:
    text = extract.catalogue.rules[one.rule_id].text
    return {
        "item": one.item,
        "rule": one.rule_id,
        "about": {language: words["name"] for language, words in text.items()},
        "innocent": {language: words["innocent"] for language, words in text.items()},
        "amount": None if one.amount is None else str(one.amount),
        "grants": [dict(grant) for grant in one.grants],
    }


def read_reply(content: bytes, file: str, request: BenefitRequest) -> tuple[AnsweredItem, ...]:
    """Return what was answered, item by item.

    Raises InputError request-reply (no table of these columns), request-other (another request), request-item (an item
    nobody asked about, or twice), request-answer (no such answer) or request-unanswered.
    """
    asked = {one.item: one for one in request.items}
    found: dict[int, AnsweredItem] = {}
    for line, row in enumerate(_rows(content, file), 2):
        told = {name: (row.get(name) or "").strip() for name in REPLY}
        if told["request"] != request.request_id:
            raise InputError(
                "request-other", file=file, row=line, told=told["request"][:40], asked=request.request_id
            )
        number = int(told["item"]) if told["item"].isdecimal() and len(told["item"]) < 9 else 0
        if number not in asked or number in found:
            raise InputError("request-item", file=file, row=line, told=told["item"][:40])
        if told["answer"] not in ANSWERS:
            known = ", ".join(ANSWERS)
            raise InputError("request-answer", file=file, row=line, told=told["answer"][:40], known=known)
        found[number] = AnsweredItem(asked[number], told["answer"], told["note"][:LONGEST_NOTE])
    left = sorted(asked.keys() - found.keys())
    if left:
        raise InputError("request-unanswered", file=file, count=len(left), first=left[0])
    return tuple(found[number] for number in sorted(found))


def _rows(content: bytes, file: str) -> list[dict[str, str]]:
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        rows = list(reader)
    except (UnicodeDecodeError, csv.Error) as fault:
        raise InputError("request-reply", file=file, columns=", ".join(REPLY)) from fault
    if not set(REPLY) <= set(reader.fieldnames or ()):
        raise InputError("request-reply", file=file, columns=", ".join(REPLY))
    return rows


def reply_rows(request: BenefitRequest, answered: Sequence[AnsweredItem]) -> str:
    """Return the answers as CSV with the columns of the contract's table of replies."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["request_id", "item", "rule_id", "subject_key", "amount", "answer", "note"])
    for one in answered:
        amount = "" if one.asked.amount is None else str(one.asked.amount)
        told = (one.asked.item, one.asked.rule_id, one.asked.key, amount, one.answer, one.note)
        writer.writerow([request.request_id, *told])
    return stream.getvalue()
