"""Owns what somebody may hold a casebook to: a head typed in, the line of a scanned checkpoint, a signed briefing.

It refuses a briefing whose signature is not valid: nobody answers for its head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from console.casebook import verify_casebook
from console.domain.ledger import TreeHead, Witness, read_head
from console.domain.ports import Clock
from console.domain.verification import Verification
from console.errors import CasebookError, ExitCode
from console.jobs.findings import CaseDesk, read_witness

CODE = "PLUMBLINE-HEAD"
_CODED = re.compile(rf"{CODE} (\S+) (\d{{1,18}}):([0-9a-f]{{64}})")


def head_code(casebook_id: str, head: TreeHead) -> str:
    """Return the one line a QR code of a head holds."""
    return f"{CODE} {casebook_id} {head.size}:{head.root_hex}"


def read_code(text: str) -> tuple[str, TreeHead]:
    """Return casebook and head that a scanned line tells of; raises CasebookError head-unreadable."""
    found = _CODED.fullmatch(text.strip())
    if found is None:
        raise CasebookError("head-unreadable", size="—", root=text.strip()[:40])
    return found[1], read_head(int(found[2]), found[3])


def witness_of(told: str, trust_folders: Sequence[Path], clock: Clock) -> Witness:
    """Return the witness that words name: SIZE:ROOT, the line of a scanned QR code, or the path of a signed briefing.

    Raises CasebookError head-unreadable or witness-file-missing, BriefingError verify-witness.
    """
    words = told.strip().strip("\"'")
    if words.startswith(CODE):
        casebook_id, head = read_code(words)
        return Witness(head, head.short, casebook_id)
    if _is_file(words):
        from console.jobs.recompute_briefing import (
            read_head_of,
        )  # reads PDFs, as nothing else of the casebook does
        from console.signing.truststore import TrustStore

        return read_head_of(Path(words), TrustStore.load(tuple(trust_folders)), clock)
    if words.lower().endswith(".pdf"):
        raise CasebookError("witness-file-missing", exit_code=ExitCode.NOT_FOUND, file=words)
    return read_witness(words, words.partition(":")[0])


def _is_file(words: str) -> bool:
    try:
        return Path(words).is_file()
    except (OSError, ValueError):  # no path at all, on some systems
        return False


@dataclass(frozen=True, slots=True)
class Held:
    """A casebook held to a witness: what was found, and the witness, so that it can be held to it from now on."""

    verification: Verification
    witness: Witness


def hold(desk: CaseDesk, told: str, trust_folders: Sequence[Path]) -> Held:
    """Read the whole casebook and hold it to a witness; nothing is written.

    Raises CasebookError head-unreadable or witness-foreign, BriefingError verify-witness.
    """
    witness = witness_of(told, trust_folders, desk.clock)
    return Held(verify_casebook(desk.request.folder, desk.key, (witness,)), witness)
