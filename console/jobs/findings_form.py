"""Owns the form by which an organisation is heard: a workbook or a PDF that goes out and comes back, and its checking.

It refuses an answer on a form this casebook did not send for the hearing that is open, or whose fixed part was changed.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from console.casebook import Casebook, exhibits
from console.domain.catalogue import Catalogue
from console.domain.entries import Attachment, Hearing, Reply
from console.domain.finding import Actor, FindingState, Stage, canonical
from console.domain.mapping import SourceSpec
from console.domain.ports import Silent
from console.domain.procedure import POSITIONS
from console.errors import CasebookError, ExitCode, InputError
from console.exports.xlsx import Cell, Choice, Sheet, workbook
from console.i18n import Phrases
from console.jobs.findings import Acted, CaseDesk, CaseFile, acted, completed
from console.jobs.findings_exhibits import bare_name, media_type, read_file
from console.jobs.findings_form_pdf import ANSWERS, pdf_form, pdf_values
from console.jobs.findings_paper import statement_of
from console.paths import resource_root
from console.sources.pdf_form import read_fields
from console.sources.sheets import sheet_rows

FORMAT = "plumbline-reply-form/1"
HIDDEN = "plumbline"
LANGUAGES = ("zh-CN", "en")
PDF_MAGIC = b"%PDF-"
NEEDED = ("position", "text", "contact")
LONGEST = 20_000
"""Characters of an answer: ten pages; more belongs into papers sent along."""


@dataclass(frozen=True, slots=True)
class FormRequest:
    """Whom to hear on which finding until when, with what words, the office that asks and the organisation's name."""

    finding: str
    due_on: date | None
    text: str = ""
    organisation_id: str = ""
    office: str = ""
    organisation: str = ""
    pdf: bool = False  # a PDF to fill in instead of a workbook


@dataclass(frozen=True, slots=True)
class Heard:
    """The hearing that was written, and the form that goes out; its hash stands in the entry."""

    acted: Acted
    form: bytes


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """What a form that came back says."""

    number: str
    casebook_id: str
    asked: int  # the finding's last entry before the hearing
    due_on: str
    seal: str
    position: str
    text: str
    contact: str
    answered_on: date | None
    digest: str
    content: bytes
    name: str


def hear_by_form(
    desk: CaseDesk, request: FormRequest, actor: Actor, catalogue: Catalogue, phrases: Phrases
) -> Heard:
    """Hear an organisation and make the form it answers on; the hash of the form becomes part of the entry."""
    with desk.writing() as book:
        state = book.find(request.finding)
        case = CaseFile(state, tuple(book.entries(state.identity)), {}, book.head(), book.trusted)
        form = _form(desk, book, case, request, catalogue, phrases)
        entry = Hearing("", request.organisation_id, request.due_on, request.text, sha256(form).hexdigest())
        written = book.append(completed(entry, state), actor)
        return Heard(acted(book, book.find(state.identity), written), form)


def take_reply(desk: CaseDesk, path: Path, actor: Actor, received_on: date, finding: str = "") -> Acted:
    """Read a form that came back and write its answer, the form itself becoming part of the evidence.

    Raises InputError form-… for a file that is no such form or is filled in badly, CasebookError form-other (of another
    casebook, finding or hearing, or with a changed fixed part), form-not-heard.
    """
    told = read_form(path)
    with desk.writing() as book:
        state = book.find(finding or told.number)
        _must_belong(desk, book, state, told)
        digest = exhibits.keep(desk.request.folder, desk.key, told.content)
        kind = media_type(told.content)
        words = told.contact if told.answered_on is None else f"{told.contact} · {told.answered_on}"
        entries = (
            Attachment(state.identity, told.name, digest, kind, words),
            Reply(state.identity, told.position, told.text, received_on, digest),
        )
        if any(one.digest == digest for one in state.exhibits):
            raise CasebookError("exhibit-known", number=state.number, digest=digest[:16])
        written = book.append_many(entries, actor)[-1]
        return acted(book, book.find(state.identity), written)


def _must_belong(desk: CaseDesk, book: Casebook, state: FindingState, told: FormAnswer) -> None:
    if state.stage is not Stage.HEARING:
        raise CasebookError("form-not-heard", number=state.number)
    fixed = _fixed(book.casebook_id, told.number, told.asked, told.due_on)
    same = hmac.compare_digest(_seal(desk.key, fixed), told.seal)
    asked = _asked(state)
    if told.casebook_id != book.casebook_id:
        reason = "casebook"
    elif told.number != state.number:
        reason = "finding"
    elif not same:
        reason = "changed"
    elif told.asked != asked:
        reason = "hearing"
    else:
        return
    raise CasebookError("form-other", number=state.number, reason=reason)


def _asked(state: FindingState) -> int:
    """Return the entry before the latest hearing: a form of an earlier one answers another question."""
    places = [place for place, step in enumerate(state.trail) if step.action == "hear"]
    return state.trail[places[-1] - 1].sequence if places and places[-1] else -1


def _fixed(casebook_id: str, number: str, asked: int, due_on: str) -> dict[str, str]:
    return {
        "format": FORMAT,
        "casebook": casebook_id,
        "number": number,
        "asked": str(asked),
        "due_on": due_on,
    }


def _seal(key: bytes, fixed: Mapping[str, str]) -> str:
    own = hmac.new(key, b"plumbline reply form", sha256).digest()
    return hmac.new(own, canonical(dict(fixed)), sha256).hexdigest()


def _form(
    desk: CaseDesk,
    book: Casebook,
    case: CaseFile,
    request: FormRequest,
    catalogue: Catalogue,
    phrases: Phrases,
) -> bytes:
    state, words = case.state, phrases.text
    fixed = _fixed(
        book.casebook_id, state.number, state.last.sequence, str(request.due_on) if request.due_on else ""
    )
    hidden = {**fixed, "language": phrases.language, "seal": _seal(desk.key, fixed)}
    name, statement = statement_of(case, catalogue, phrases)
    told = {
        "number": state.number,
        "organisation": request.organisation or request.organisation_id or state.organisation_id or "—",
        "matter": name,
        "statement": statement,
        "asked": request.text or words("form-asked-default"),
        "due": phrases.day(request.due_on),
        "office": request.office or words("paper-office"),
    }
    if request.pdf:
        return pdf_form(told, hidden, phrases)
    return _workbook(told, hidden, phrases)


def _workbook(told: Mapping[str, str], hidden: Mapping[str, str], phrases: Phrases) -> bytes:
    words = phrases.text
    rows: list[tuple[Cell, ...]] = [(Cell(words("form-title"), "title"),), (Cell(words("form-how")),), ()]
    rows += [(Cell(words(f"form-{name}"), "label"), Cell(value, "wrap")) for name, value in told.items()]
    rows += [(), (Cell(words("form-answer"), "head"), Cell("", "head"))]
    first = len(rows) + 1
    rows += [(Cell(words(f"form-{name}"), "label"), Cell("", "input")) for name in ANSWERS]
    options = tuple(words(f"position-{one}") for one in POSITIONS)
    shown = Sheet(
        words("form-sheet"),
        tuple(rows),
        (22, 88),
        choices=(Choice(f"B{first}", options),),
        locked=True,
    )
    kept = tuple((Cell(key), Cell(value)) for key, value in hidden.items())
    return workbook([shown, Sheet(HIDDEN, kept, locked=True, hidden=True)])


def read_form(path: Path) -> FormAnswer:
    """Return what a form says that came back; whether it is ours is not yet said.

    Raises InputError form-none, form-empty, form-position, form-date, form-long, or what reading a workbook raises.
    """
    content = read_file(path)
    pdf = content.startswith(PDF_MAGIC)
    filled = read_fields(content, path.name) if pdf else {}
    fixed = pdf_values(filled) if pdf else {row[0]: row[1] for row in _rows(path, HIDDEN) if len(row) > 1}
    wanted = {"format", "casebook", "number", "asked", "due_on", "language", "seal"}
    if fixed.get("format") != FORMAT or not wanted <= set(fixed) or not fixed["asked"].isdecimal():
        raise InputError("form-none", exit_code=ExitCode.SOURCE, file=path.name)
    language = fixed["language"] if fixed["language"] in LANGUAGES else LANGUAGES[0]
    phrases = Phrases(language, resource_root() / "phrases")
    answers = {name: filled.get(name, "").strip() for name in ANSWERS} if pdf else _answers(path, phrases)
    given = _checked(path, answers, phrases)
    return FormAnswer(
        fixed["number"],
        fixed["casebook"],
        int(fixed["asked"]),
        fixed["due_on"],
        fixed["seal"],
        given["position"],
        _joined(given),
        given["contact"],
        _answered_on(path, given["answered-on"]),
        sha256(content).hexdigest(),
        content,
        bare_name(path.name),
    )


def _rows(path: Path, sheet: str) -> list[list[str]]:
    try:
        found = list(sheet_rows(path, SourceSpec("form", path.name, sheet=sheet), Silent()))
    except InputError as fault:
        if fault.key not in {"source-sheet", "source-empty", "source-not-workbook"}:
            raise
        raise InputError("form-none", exit_code=ExitCode.SOURCE, file=path.name) from fault
    return [item[1] for item in found if isinstance(item, tuple)]


def _answers(path: Path, phrases: Phrases) -> dict[str, str]:
    """Return what stands in the cells of a workbook beside the labels, the position as its code where it is known."""
    labels = {phrases.text(f"form-{name}"): name for name in ANSWERS}
    given = dict.fromkeys(ANSWERS, "")
    for row in _rows(path, ""):
        if row[0].strip() in labels and len(row) > 1:
            given[labels[row[0].strip()]] = row[1].strip()
    known = {phrases.text(f"position-{one}"): one for one in POSITIONS}
    return {**given, "position": known.get(given["position"], given["position"])}


def _checked(path: Path, given: Mapping[str, str], phrases: Phrases) -> Mapping[str, str]:
    """Return the answers; raises InputError where one lacks or is not to be read."""
    for name in NEEDED:
        if not given[name]:
            raise InputError("form-empty", file=path.name, field=phrases.text(f"form-{name}"))
    if given["position"] not in POSITIONS:
        known = ", ".join(phrases.text(f"position-{one}") for one in POSITIONS)
        raise InputError("form-position", file=path.name, told=given["position"][:40], known=known)
    if any(len(text) > LONGEST for text in given.values()):
        raise InputError("form-long", file=path.name, most=LONGEST)
    return given


def _joined(given: Mapping[str, str]) -> str:
    return "\n".join(part for part in (given["text"], given["measures"]) if part)


def _answered_on(path: Path, told: str) -> date | None:
    if not told:
        return None
    try:
        return date.fromisoformat(told[:10].replace("/", "-"))
    except ValueError as fault:
        raise InputError("form-date", file=path.name, told=told[:40]) from fault
