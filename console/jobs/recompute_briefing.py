"""Owns the verdict on a briefing: its signature, what it says, every figure computed again from the extract.

It refuses to soften: without the extract the verdict is untrusted at best, since nobody computed anything again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from console.briefing.packing import DOCUMENT
from console.catalogue.load import load_catalogue
from console.domain.briefing import from_json as from_document
from console.domain.ledger import Witness, read_head
from console.domain.manifest import LARGEST as LARGEST_MANIFEST
from console.domain.manifest import from_json
from console.domain.ports import Clock, Progress, stop_if_cancelled
from console.domain.verification import Check, Verdict, Verification
from console.errors import BriefingError, CasebookError, ExitCode, ExtractError, SigningError
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.jobs.recompute import Calculator
from console.jobs.recompute_checks import (
    Read,
    figure_checks,
    paper_checks,
    read_back,
    signer_cards,
    words_check,
)
from console.jobs.recompute_labels import Labels
from console.jobs.supplement_state import states_of
from console.jobs.verify_request import VerifyRequest
from console.signing.extract_verification import manifest_path
from console.signing.pdf_changes import unsigned_revision
from console.signing.pdf_structure import attachments, read_structure
from console.signing.pdf_verification import verify_pdf_signature
from console.signing.supplement_files import supplement_paths
from console.signing.truststore import TrustStore
from console.signing.verdicts import failed, passed, refused, verdict_of

LARGEST = 256 * 1024 * 1024
EXTRACTS = "*.duckdb"
MOST_BESIDE = 20  # files beside a briefing that are looked at for its extract


def verify_briefing(
    request: VerifyRequest, trust: TrustStore, clock: Clock, progress: Progress
) -> Verification:
    """Return the verdict on a briefing with every check in the order it was made.

    Raises BriefingError verify-briefing-large, and what opening the extract raises.
    """
    content = _content(request.path)
    progress.report(None, "verify-signature")
    found = verify_pdf_signature(content, trust, clock)
    if found.verdict is Verdict.INVALID:
        return found
    checks = (*found.checks, *_said(request, content, clock, progress))
    return Verification(verdict_of(checks), "briefing", checks)


def read_head_of(path: Path, trust: TrustStore, clock: Clock) -> Witness:
    """Return the head of the casebook that a signed briefing is the witness of.

    Raises BriefingError verify-witness where its signature is not valid, or it carries no head.
    """
    content = _content(path)
    if verify_pdf_signature(content, trust, clock).verdict is not Verdict.VALID:
        raise BriefingError("verify-witness", file=path.name)
    try:
        document = from_document(attachments(content).get(DOCUMENT, b""))
        held = document.provenance
        head = read_head(held.casebook_size, held.casebook_root)
    except (SigningError, CasebookError, BriefingError) as fault:
        raise BriefingError("verify-witness", file=path.name) from fault
    if not held.casebook_id:
        raise BriefingError("verify-witness", file=path.name)
    return Witness(head, document.number, held.casebook_id)


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise BriefingError("verify-briefing-large", file=path.name, bytes=size, largest=LARGEST)
        return path.read_bytes()
    except OSError as fault:
        raise ExtractError(
            "signing-file-unreadable",
            exit_code=ExitCode.DAMAGED,
            file=str(path),
            detail=fault.strerror or str(fault),
        ) from fault


def _said(request: VerifyRequest, content: bytes, clock: Clock, progress: Progress) -> Iterator[Check]:
    """Yield the checks on what the briefing says, from its own paper to the extract."""
    try:
        signers = signer_cards(read_structure(content))
        unsigned = unsigned_revision(content) if signers else content
        read = read_back(attachments(content), unsigned, signers)
    except (SigningError, BriefingError) as fault:
        yield refused("document", fault)
        return
    progress.report(None, "verify-layout")
    yield from paper_checks(read, request.resources)
    stop_if_cancelled(progress)
    path = request.against or _beside(request.path, read.document.provenance.extract_sha256, progress)
    if path is None:
        yield from _not_recomputed(read, "briefing-extract-absent", "")
        return
    states = states_of(path, progress)
    if read.document.provenance.extract_sha256 not in states:
        yield from _not_recomputed(read, "briefing-extract-other", path.name)
        return
    supplements = states.index(read.document.provenance.extract_sha256)
    yield from _recomputed(request, read, path, supplements, clock, progress)


def _not_recomputed(read: Read, key: str, file: str) -> Iterator[Check]:
    held = read.document.provenance
    yield failed("extract-known", key, extract=held.extract_id, sha256=held.extract_sha256, file=file)
    yield failed("figures-known", "briefing-not-recomputed", figures=len(read.document.figures))


def _recomputed(
    request: VerifyRequest, read: Read, path: Path, supplements: int, clock: Clock, progress: Progress
) -> Iterator[Check]:
    """Yield the checks that need the extract, which holds exactly the bytes the briefing names, with as many supplements."""
    opening = OpenRequest(
        path,
        request.trust_folders,
        request.memory_bytes,
        request.threads,
        diagnose=True,
        supplements=supplements,
    )
    with open_extract(opening, load_catalogue(request.resources), clock, progress) as extract:
        yield _extract(read, extract)
        calculator = Calculator(extract, read.request.snapshot, progress)
        yield from figure_checks(read, calculator, progress)
        yield Labels(read.document, extract, read.request.snapshot, request.resources).check()
        if extract.mark == read.document.provenance.extract_mark:
            progress.report(None, "verify-words")
            yield words_check(read, calculator, request.resources, clock)


def _extract(read: Read, extract: OpenedExtract) -> Check:
    """Say whether somebody known vouches for the extract, and whether the briefing says the same of it."""
    facts = {"file": extract.path.name, "extract": read.document.provenance.extract_id}
    if extract.mark == "signed" == read.document.provenance.extract_mark:
        return passed("extract-known", "briefing-extract-signed", **facts)
    same = extract.mark == read.document.provenance.extract_mark
    return failed("extract-known", "briefing-extract-unsigned" if same else "briefing-extract-mark", **facts)


def _beside(briefing: Path, sha256: str, progress: Progress) -> Path | None:
    """Return the extract of a digest in the briefing's own folder: one whose manifest names it, else by its bytes."""
    found = [path for path in sorted(briefing.parent.glob(EXTRACTS))[:MOST_BESIDE] if path.is_file()]
    unnamed = []
    for path in found:
        told = _told(path)
        if told == sha256:
            return path
        if not told:
            unnamed.append(path)
    return next((path for path in unnamed if sha256 in states_of(path, progress)), None)


def _told(path: Path) -> str:
    """Return the digest an extract's manifest names, empty where there is none to read, or supplements change the state."""
    if supplement_paths(path):
        return ""
    beside = manifest_path(path)
    try:
        return from_json(beside.read_bytes()).sha256 if beside.stat().st_size <= LARGEST_MANIFEST else ""
    except (OSError, ExtractError):
        return ""
