"""Owns the looking at personal data in clear: the entry that says who looked at what and why, and only then the rows.

It refuses to show anything before that entry is on disk, and to name a personal value in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.contract import Contract
from console.domain.entries import Unmasking
from console.domain.finding import Actor
from console.domain.ports import Progress
from console.errors import CasebookError
from console.jobs.extract import OpenedExtract
from console.jobs.findings import Acted, CaseDesk, act, read_case
from console.jobs.findings_answers import EvidenceRequest, EvidenceRow
from console.jobs.findings_evidence import read_evidence
from console.jobs.findings_masks import masked_reference


@dataclass(frozen=True, slots=True)
class Unmasked:
    """The entry that was written, and the rows in clear."""

    acted: Acted
    rows: tuple[EvidenceRow, ...]


def unmasking(contract: Contract, reference: str, reason: str) -> Unmasking:
    """Return the entry for looking at one row; a key that is itself personal is masked in it."""
    return Unmasking("", masked_reference(contract, reference), reason)


def unmask(
    desk: CaseDesk,
    name: str,
    extract: OpenedExtract,
    asked: tuple[str, str],
    actor: Actor,
    progress: Progress,
) -> Unmasked:
    """Write why somebody looks, then read one row of a finding's evidence in clear; ``asked`` is (reference, reason).

    Raises CasebookError unmask-unknown where the row is none of the finding's evidence.
    """
    wanted, reason = asked
    case, contract = read_case(desk, name), extract.catalogue.contract
    evidence = case.state.evidence
    found = [one for one in evidence if wanted in ("", one, masked_reference(contract, one))]
    if not found or (not wanted and len(evidence) != 1):
        shown = ", ".join(masked_reference(contract, one) for one in evidence[:10])
        raise CasebookError("unmask-unknown", number=case.state.number, told=wanted or "—", known=shown)
    done = act(desk, name, unmasking(contract, found[0], reason), actor)
    rows = read_evidence(extract, EvidenceRequest((found[0],), clear=True), progress).rows
    return Unmasked(done, rows)
