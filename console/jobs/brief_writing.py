"""Owns a briefing as the process that holds the extract writes it: keys opened, file put in its place, what came of it.

It refuses to leave half a file, and to compute before the keys are open: a wrong passphrase must not cost the computing.
"""

from __future__ import annotations

from pathlib import Path

from console.domain.briefing import figures_digest
from console.domain.ports import Clock, Progress
from console.errors import UsageError
from console.jobs.brief import Signers, brief
from console.jobs.brief_order import BriefOrder, BriefWritten
from console.jobs.extract import OpenedExtract
from console.signing.signer import open_signer
from console.signing.truststore import TrustStore


def write_briefing(
    extract: OpenedExtract, order: BriefOrder, resources: Path, clock: Clock, progress: Progress
) -> BriefWritten:
    """Write a briefing to its file, signed where somebody signs.

    Raises UsageError brief-unwritable, and what ``brief`` and the keys raise.
    """
    signers = _signers(order)
    made = brief(extract, order.request, resources, clock, progress, signers)
    write_whole(order.out, made.content)
    held = made.document
    signer = signers.preparer.person if signers else ""
    digest = figures_digest(held.figures)
    return BriefWritten(order.out, held.number, len(held.figures), digest, signer, extract.mark)


def write_whole(out: Path, content: bytes) -> None:
    """Put the file in its place once it is whole; raises UsageError brief-unwritable."""
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(out)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise UsageError("brief-unwritable", file=str(out), detail=fault.strerror or str(fault)) from fault


def _signers(order: BriefOrder) -> Signers | None:
    if not order.identity:
        return None
    signer = open_signer(order.keys, order.identity, order.passphrase)
    return Signers(signer, TrustStore.load(order.trust))
