"""Owns the composing of a briefing's document from an opened extract. It refuses an extract whose signature does not hold."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from console import __version__
from console.briefing.render import RENDERER
from console.domain.briefing import Document, FigureValue, Provenance, figures_digest
from console.domain.briefing_blocks import Certificate, Masthead, SignaturePanel
from console.domain.briefing_kinds import Block
from console.domain.briefing_text import named, parts
from console.domain.briefing_values import strings
from console.domain.classification import classification_phrase
from console.domain.finding import canonical
from console.domain.ledger import EMPTY_ROOT
from console.domain.ports import Progress
from console.errors import BriefingError, UsageError
from console.i18n import Phrases
from console.jobs.brief_cards import findings, suspicions, tally
from console.jobs.brief_casebook import decided
from console.jobs.brief_draft import Draft, FigureBook, Scope, issue_words, lettered
from console.jobs.brief_files import attachments
from console.jobs.brief_funds import funds
from console.jobs.brief_index import overview
from console.jobs.brief_lead import lead
from console.jobs.brief_notes import methods, recompute, shortcomings, sources
from console.jobs.brief_quality import quality
from console.jobs.brief_request import BriefRequest
from console.jobs.brief_services import services
from console.jobs.brief_trends import trends
from console.jobs.extract import OpenedExtract
from console.jobs.measure import choose
from console.jobs.recompute import Calculator
from console.signing.signer import SignerCard

TOOL = f"plumbline@{__version__}"
DIGEST_SHOWN = 16
_UNESCAPED_COMMA = re.compile(r"(?<!\\),")


@dataclass(frozen=True, slots=True)
class Composed:
    """A document with the files that go with it, before anything is drawn."""

    document: Document
    attachments: Mapping[str, bytes]


def compose(
    calculator: Calculator,
    request: BriefRequest,
    resources: Path,
    at: datetime,
    signers: Sequence[SignerCard],
) -> Composed:
    """Return a briefing's document and attachments: the same extract, request, instant and signers give the same.

    Raises BriefingError brief-diagnosis, UsageError for a region or briefing that does not exist.
    """
    draft, extract = make_draft(calculator, request, resources), calculator.extract
    _read_together(draft)
    blocks = [block for name in draft.definition.blocks if (block := _MAKERS[name](draft)) is not None]
    figures = _printed(draft.book.figures, blocks)
    panel = _panel(draft, at, signers, figures_digest(figures))
    document = Document(
        definition=draft.definition.name,
        number=request.number or f"PB-{draft.period.name}-{draft.scope.region_id or draft.say('number-all')}",
        title=_title(draft),
        language=request.language,
        issuer=lettered(draft.phrases, request.issuer or draft.words(draft.definition.text, "issuer")),
        issued_on=at.date(),
        classification=_classification(draft, extract.info.classification),
        period=draft.period.name,
        scope=draft.scope.name,
        demonstration=_invented(extract) or any(signer.demonstration for signer in signers),
        blocks=tuple(panel if isinstance(block, SignaturePanel) else block for block in blocks),
        figures=figures,
        provenance=_provenance(draft),
    )
    return Composed(document, attachments(draft, _told(request, draft)))


def _classification(draft: Draft, written: str) -> str:
    phrase = classification_phrase(written)
    told = draft.phrases.text(phrase) if phrase else written
    return lettered(draft.phrases, told or draft.say("no-classification"))


def _printed(figures: Sequence[FigureValue], blocks: Sequence[Block]) -> tuple[FigureValue, ...]:
    """Return the figures that stand in some block: a sentence that was considered and left out leaves its own behind."""
    used: set[str] = set()
    for block in blocks:
        for _, role, text in strings(block):
            if role == "words":
                used.update(part.text for part in parts(text) if part.kind == "f")
            elif role == "figure":
                used.add(text)
    return tuple(figure for figure in figures if figure.id in used)


def calculator_of(extract: OpenedExtract, request: BriefRequest, progress: Progress) -> Calculator:
    """Return what computes the figures: of the casebook it knows what was decided, and nothing else."""
    return Calculator(extract, decided(request.snapshot) if request.snapshot else None, progress)


def make_draft(calculator: Calculator, request: BriefRequest, resources: Path) -> Draft:
    """Return an empty draft with its scope and period."""
    extract = calculator.extract
    if extract.mark == "diagnosis":
        raise BriefingError("brief-diagnosis", file=extract.path.name)
    phrases = Phrases(request.language, resources / "phrases")
    definition = choose(extract.catalogue.briefings, (request.definition,), "briefing-unknown")[0]
    period = request.period or extract.period
    scope = resolve_scope(extract, request.region, phrases)
    book = FigureBook(calculator, phrases)
    return Draft(calculator, book, phrases, definition, scope, period, period.previous())


def _read_together(draft: Draft) -> None:
    """Read in one pass each what the lead and the charts will ask for one by one."""
    told, known = draft.definition, draft.calculator.extract.catalogue.measures
    charted = [one.measure for one in told.trends if one.measure]
    names = dict.fromkeys([*told.lead_measures, *told.scale_measures, *charted])
    measures = [known[name] for name in names]
    draft.calculator.readings.read(measures, draft.scope.cut, draft.period)
    draft.calculator.readings.read_months(measures, draft.scope.cut, draft.months)


def resolve_scope(extract: OpenedExtract, asked: str, phrases: Phrases) -> Scope:
    """Return the scope for a region's id or name in either language; without one, everything the extract holds.

    Raises UsageError brief-region with the nearest name.
    """
    rows = extract.connection.rows(
        "SELECT CAST(region_id AS VARCHAR), name, coalesce(name_en, name), parent_region_id IS NULL AND level IS NOT NULL "
        "FROM region ORDER BY 1"
    )
    named_by = 2 if phrases.language == "en" else 1
    for row in rows:
        if asked and asked in row[:3]:
            return Scope("" if row[3] else row[0], lettered(phrases, row[named_by]))
    if asked:
        known = [str(name) for row in rows for name in row[:3]]
        nearest = difflib.get_close_matches(asked, known, n=1)
        raise UsageError("brief-region", name=asked, nearest=nearest[0] if nearest else "—")
    tops = [row for row in rows if row[3]]
    name = tops[0][named_by] if len(tops) == 1 else extract.info.name or phrases.text("brief-everything")
    return Scope("", lettered(phrases, str(name)))


def _masthead(draft: Draft) -> Masthead:
    return Masthead(issue_words(draft.phrases, draft.period))


def _signature(draft: Draft) -> SignaturePanel:
    return SignaturePanel((), None, "—", "")


_MAKERS: Mapping[str, Callable[[Draft], Block | None]] = {
    "masthead": _masthead,
    "lead": lead,
    "index": overview,
    "cards": tally,
    "trends": trends,
    "signature": _signature,
    "findings": findings,
    "suspicions": suspicions,
    "services": services,
    "funds": funds,
    "quality": quality,
    "methods": methods,
    "sources": sources,
    "recompute": recompute,
    "shortcomings": shortcomings,
}


def _title(draft: Draft) -> str:
    """Return the title: a name in foreign letters is set apart from Chinese words."""
    key = "title-foreign" if draft.scope.name[-1].isascii() else "title"
    return draft.say(key, scope=named(draft.scope.name), title=draft.words(draft.definition.text, "title"))


def _panel(draft: Draft, at: datetime, signers: Sequence[SignerCard], digest: str) -> SignaturePanel:
    """Return the facts of the certificates; the panel holds no figure, so it is made when all others are known."""
    roles = ("signer",) if len(signers) < 2 else ("preparer", "approver")
    return SignaturePanel(
        tuple(certificate(draft.say(f"role-{role}"), one) for role, one in zip(roles, signers, strict=False)),
        at if signers else None,
        _form(signers[0]) if signers else "—",
        digest[:DIGEST_SHOWN],
    )


def _form(signer: SignerCard) -> str:
    """Return the level really reached: validation data are embedded, but no independent time."""
    key = signer.certificate.public_key()
    curve = getattr(key, "curve", None)
    told = f"ECDSA {curve.name}" if curve is not None else f"RSA-{getattr(key, 'key_size', '')}"
    return f"PAdES B-B + DSS, {told.replace('secp256r1', 'P-256')}"


def _invented(extract: OpenedExtract) -> bool:
    """Say whether the extract was signed by a certificate that calls itself a demonstration."""
    return any(check.key == "signer-demonstration" for check in extract.verification.checks)


def certificate(role: str, signer: SignerCard) -> Certificate:
    """Return the facts of a signer's certificate."""
    held = signer.certificate
    return Certificate(
        role=role,
        person=signer.person,
        subject=_shown(held.subject.rfc4514_string(), ("CN=", "O=")),
        issuer=_shown(held.issuer.rfc4514_string(), ("CN=",)),
        serial=f"{held.serial_number:X}",
        valid_from=held.not_valid_before_utc.date(),
        valid_until=held.not_valid_after_utc.date(),
    )


def _shown(name: str, kinds: tuple[str, ...]) -> str:
    """Return the parts of a distinguished name a reader compares; the whole stands in the certificate."""
    parts = _UNESCAPED_COMMA.split(name)
    return ", ".join(part for kind in kinds for part in parts if part.startswith(kind)) or name


def _provenance(draft: Draft) -> Provenance:
    extract, snapshot = draft.calculator.extract, draft.calculator.snapshot
    return Provenance(
        extract_id=lettered(draft.phrases, extract.info.extract_id or extract.path.name),
        extract_sha256=extract.digest,
        extract_mark=extract.mark,
        contract_version=extract.catalogue.contract.version,
        catalogue_digest=extract.catalogue.digest,
        rules_digest=_rules_digest(draft),
        seed=draft.index.seed,
        casebook_id=snapshot.casebook_id if snapshot else "",
        casebook_size=snapshot.head.size if snapshot else 0,
        casebook_root=snapshot.head.root_hex if snapshot else EMPTY_ROOT.hex(),
        tool=TOOL,
        renderer=RENDERER,
    )


def _rules_digest(draft: Draft) -> str:
    """Return the SHA-256 over every rule's id, version, severity, query and parameters, in order of ids."""
    told = [
        [one.id, one.version, one.severity, one.judge, [[p.name, p.value] for p in one.parameters]]
        for _, one in sorted(draft.calculator.extract.catalogue.rules.items())
    ]
    return sha256(canonical(told)).hexdigest()


def _told(request: BriefRequest, draft: Draft) -> BriefRequest:
    return replace(
        request, period=draft.period, region=draft.scope.region_id, snapshot=draft.calculator.snapshot
    )
