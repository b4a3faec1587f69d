"""Owns the checks on what a briefing says: its document, its extract, every figure, its words, its layout.

It refuses to call a briefing valid whose figures were not computed again: without the extract it is untrusted, not valid.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path

from console.briefing.packing import DOCUMENT, FIGURES, OWN, PROVENANCE
from console.briefing.render import RENDERER
from console.domain.briefing import Document, figures_digest, from_json, require_sound
from console.domain.briefing_blocks import SignaturePanel
from console.domain.ports import Clock, Progress, stop_if_cancelled
from console.domain.verification import Check
from console.errors import BriefingError, UsageError
from console.jobs.brief_compose import DIGEST_SHOWN, TOOL, certificate, compose
from console.jobs.brief_files import CASEBOOK, read_request
from console.jobs.brief_request import BriefRequest
from console.jobs.recompute import Calculator, asked, written
from console.jobs.recompute_layout import layout_check
from console.signing.container import read_container
from console.signing.pdf_structure import APPROVER, PREPARER, SINGLE, Structure
from console.signing.signer import SignerCard
from console.signing.verdicts import failed, passed, refused

MOST_FIGURES, MOST_PASSES = 5_000, 200  # of a paper from outside: no briefing has more, and each costs time
SHOWN = 3  # differences named in a check; all of them would not be read


@dataclass(frozen=True, slots=True)
class Read:
    """A briefing read back from its file."""

    document: Document
    request: BriefRequest
    files: Mapping[str, bytes]  # what is attached beside the document's own
    unsigned: bytes  # the file as it was before the first signature
    signers: tuple[SignerCard, ...]

    @property
    def panel(self) -> SignaturePanel | None:
        """Return the printed panel of the signature."""
        return next((one for one in self.document.blocks if isinstance(one, SignaturePanel)), None)


def read_back(attached: Mapping[str, bytes], unsigned: bytes, signers: tuple[SignerCard, ...]) -> Read:
    """Return the briefing these attachments hold.

    Raises BriefingError where document, figures, provenance or request are not there, not sound, or do not agree.
    """
    if absent := sorted({*OWN} - attached.keys()):
        raise BriefingError("briefing-attachments", file=absent[0])
    document = from_json(attached[DOCUMENT])
    passes = {(one.recipe, asked(one).cut, one.period) for one in document.figures}
    if len(document.figures) > MOST_FIGURES or len(passes) > MOST_PASSES:
        raise BriefingError("briefing-many", figures=len(document.figures), largest=MOST_FIGURES)
    require_sound(document)
    copies = {FIGURES: document.figures_json(), PROVENANCE: document.provenance_json()}
    for name, told in copies.items():
        if attached[name] != told:
            raise BriefingError("briefing-attachments", file=name)
    files = {name: content for name, content in attached.items() if name not in OWN}
    return Read(document, read_request(files), files, unsigned, signers)


def signer_cards(structure: Structure) -> tuple[SignerCard, ...]:
    """Return who signed, the preparer before the approver."""
    held = {field.name: field.signed for field in structure.fields if field.signed is not None}
    found = []
    for name in (SINGLE, PREPARER, APPROVER):
        if (signed := held.get(name)) is not None:
            container = read_container(signed.container)
            found.append(SignerCard(name, container.signer, container.others))
    return tuple(found)


def paper_checks(read: Read, resources: Path) -> Iterator[Check]:
    """Yield the checks that need no extract: figures against their digest, the panel against the signers, the layout."""
    figures = read.document.figures
    yield passed("document", "briefing-document", figures=len(figures), blocks=len(read.document.blocks))
    yield _panel(read)
    if read.panel is not None and read.panel.digest != figures_digest(figures)[:DIGEST_SHOWN]:
        yield failed("figures-digest", "briefing-digest-differs", found=read.panel.digest)
    else:
        yield passed("figures-digest", "briefing-digest-same", digest=figures_digest(figures)[:DIGEST_SHOWN])
    try:
        yield layout_check(read.document, resources, read.files, read.unsigned)
    except BriefingError as fault:
        yield refused("layout", fault)


def _panel(read: Read) -> Check:
    """Say whether the printed facts are those of the certificates that signed."""
    if read.panel is None:
        return passed("panel", "briefing-panel-none")
    told = [one.serial for one in read.panel.certificates]
    if not read.signers and told:
        return failed(
            "signature-present", "briefing-panel-stripped", person=read.panel.certificates[0].person
        )
    if not read.signers:
        return passed("panel", "briefing-panel-unsigned")
    held = [
        certificate(one.role, card) for one, card in zip(read.panel.certificates, read.signers, strict=False)
    ]
    if len(told) != len(read.signers) or tuple(held) != read.panel.certificates:
        return failed("panel", "briefing-panel-differs")
    return passed("panel", "briefing-panel-same", signers=len(told))


def figure_checks(read: Read, calculator: Calculator, progress: Progress) -> Iterator[Check]:
    """Yield the checks that every figure is what its recipe gives on this extract."""
    differing, unknown = [], []
    progress.report(None, "verify-figures", figures=len(read.document.figures))
    with contextlib.suppress(
        BriefingError, UsageError, KeyError
    ):  # each figure says below which definition it lacks
        calculator.prepare([asked(figure) for figure in read.document.figures])
    for figure in read.document.figures:
        stop_if_cancelled(progress)
        try:
            found = written(calculator.value(asked(figure)))
        except BriefingError:
            unknown.append(figure.definition or figure.id)
            continue
        if found != figure.value:
            differing.append(f"{figure.id}: {figure.value or '—'} ≠ {found or '—'}")
    yield from _figure_outcome(len(read.document.figures), differing, unknown)
    yield from _casebook(read)


def _figure_outcome(figures: int, differing: Sequence[str], unknown: Sequence[str]) -> Iterator[Check]:
    if differing:
        yield failed(
            "figures", "briefing-figures-differ", count=len(differing), detail="; ".join(differing[:SHOWN])
        )
    if unknown:
        names = ", ".join(sorted(set(unknown))[:SHOWN])
        yield failed("figures-known", "briefing-figures-unknown", count=len(unknown), detail=names)
    if not differing and not unknown:
        yield passed("figures", "briefing-figures-same", figures=figures)


def _casebook(read: Read) -> Iterator[Check]:
    """Say where the figures of the casebook come from, and under which head."""
    held, snapshot = read.document.provenance, read.request.snapshot
    if snapshot is None:
        if held.casebook_size or held.casebook_id:
            yield failed("casebook", "briefing-casebook-absent", file=CASEBOOK)
        return
    if (snapshot.casebook_id, snapshot.head.size, snapshot.head.root_hex) != (
        held.casebook_id,
        held.casebook_size,
        held.casebook_root,
    ):
        yield failed("casebook", "briefing-casebook-differs", file=CASEBOOK)
        return
    head = f"{held.casebook_size}:{held.casebook_root}"
    yield passed("casebook", "briefing-casebook-attached", head=head, findings=len(snapshot.findings))


def words_check(read: Read, calculator: Calculator, resources: Path, clock: Clock) -> Check:
    """Return whether the same request on the same extract gives the same document, word by word.

    The panel of the signature is compared with the certificates on its own.
    """
    held = read.document.provenance
    if (held.tool, held.renderer) != (TOOL, RENDERER):
        return passed("words", "briefing-words-other", found=f"{held.tool}, {held.renderer}", wanted=TOOL)
    if held.catalogue_digest != calculator.extract.catalogue.digest:
        return passed("words", "briefing-words-definitions", found=held.catalogue_digest[:DIGEST_SHOWN])
    made_at = _made_at(read, clock)
    composed = compose(calculator, read.request, resources, made_at, read.signers)
    wanted = _with_panel(composed.document, read)
    if wanted != read.document:
        return failed("words", "briefing-words-differ", detail=_first_difference(wanted, read.document))
    if dict(composed.attachments) != dict(read.files):
        names = sorted({*read.files, *composed.attachments})
        name = next(one for one in names if read.files.get(one) != composed.attachments.get(one))
        return failed("words", "briefing-files-differ", file=name)
    return passed("words", "briefing-words-same")


def _with_panel(document: Document, read: Read) -> Document:
    """Return a document with the panel that was printed; where nobody signed, with its mark of a demonstration too."""
    panel = read.panel
    blocks = tuple(panel if panel and isinstance(one, SignaturePanel) else one for one in document.blocks)
    shown = document.demonstration if read.signers else read.document.demonstration
    return replace(document, blocks=blocks, demonstration=shown)


def _made_at(read: Read, clock: Clock) -> datetime:
    """Return the instant the briefing says it was made at: printed in the panel, else the day alone."""
    if read.panel is not None and read.panel.signed_at is not None:
        return read.panel.signed_at
    return datetime.combine(read.document.issued_on, time(), clock.now().tzinfo)


def _first_difference(wanted: Document, found: Document) -> str:
    """Return the first part of a document that is another, by its name."""
    for name in ("definition", "number", "title", "language", "issuer", "classification", "period", "scope"):
        if getattr(wanted, name) != getattr(found, name):
            return name
    if wanted.demonstration != found.demonstration or wanted.provenance != found.provenance:
        return "demonstration" if wanted.demonstration != found.demonstration else "provenance"
    for own, other in zip(wanted.blocks, found.blocks, strict=False):
        if own != other:
            return own.kind
    return "blocks" if wanted.figures == found.figures else "figures"
