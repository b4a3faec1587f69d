"""Owns the briefing from an opened extract to a signed PDF. It refuses to let print and signature tell two times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from console.briefing.render import render
from console.domain.briefing import Document
from console.domain.ports import Clock, Progress, stop_if_cancelled
from console.jobs.brief_compose import calculator_of, compose
from console.jobs.brief_request import BriefRequest
from console.jobs.extract import OpenedExtract
from console.signing.pdf_signature import approve_pdf, prepare_pdf, sign_pdf
from console.signing.signer import FileSigner, SignerCard
from console.signing.truststore import TrustStore


@dataclass(frozen=True, slots=True)
class Signers:
    """Who signs: one person alone, or the preparer and then an approver; ``trust`` must vouch for them."""

    preparer: FileSigner
    trust: TrustStore
    approver: FileSigner | None = None

    @property
    def cards(self) -> tuple[SignerCard, ...]:
        """Return everyone who signs, in order."""
        return (self.preparer,) if self.approver is None else (self.preparer, self.approver)


@dataclass(frozen=True, slots=True)
class Briefing:
    """A finished briefing: its document, the bytes before signing, and the file (the same where nobody signs)."""

    document: Document
    unsigned: bytes
    content: bytes
    signed: bool


class FixedClock:
    """A clock that tells the instant the briefing was made at."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """Return that instant."""
        return self._at


def brief(
    extract: OpenedExtract,
    request: BriefRequest,
    resources: Path,
    clock: Clock,
    progress: Progress,
    signers: Signers | None = None,
) -> Briefing:
    """Write a briefing, and sign it where somebody signs.

    Raises BriefingError brief-diagnosis for an extract whose signature does not hold, UsageError for a region or briefing
    that does not exist, SigningError where a signer may not sign.
    """
    at = clock.now().replace(microsecond=0)
    progress.report(None, "brief-compute")
    calculator = calculator_of(extract, request, progress)
    composed = compose(calculator, request, resources, at, signers.cards if signers else ())
    stop_if_cancelled(progress)
    progress.report(None, "brief-render")
    unsigned = render(composed.document, resources, composed.attachments)
    stop_if_cancelled(progress)
    if signers is None:
        return Briefing(composed.document, unsigned, unsigned, False)
    progress.report(None, "brief-sign")
    return Briefing(composed.document, unsigned, sign(unsigned, signers, FixedClock(at)), True)


def sign(unsigned: bytes, signers: Signers, clock: Clock) -> bytes:
    """Return the briefing signed by everyone who signs."""
    if signers.approver is None:
        return sign_pdf(unsigned, signers.preparer, trust=signers.trust, clock=clock)
    prepared = prepare_pdf(unsigned, signers.preparer, trust=signers.trust, clock=clock)
    return approve_pdf(prepared, signers.approver, trust=signers.trust, clock=clock)
