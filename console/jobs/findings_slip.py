"""Owns the short form of a checkpoint: what is printed or sent so that others can hold the log to it later.

It refuses to make one of a casebook that does not hold.
"""

from __future__ import annotations

from pathlib import Path

from console.briefing.slip import Slip, render_slip
from console.errors import CasebookError
from console.i18n import Phrases
from console.jobs.findings import CaseDesk
from console.jobs.findings_witness import head_code

GROUP, A_LINE = 4, 16


def make_slip(desk: CaseDesk, phrases: Phrases, resources: Path) -> bytes:
    """Return the slip as a PDF; raises CasebookError casebook-untrusted."""
    with desk.reading() as book:
        if not book.trusted:
            raise CasebookError("casebook-untrusted", folder=str(desk.request.folder))
        casebook_id, head = book.casebook_id, book.head()
    at, words = desk.clock.now(), phrases.text
    slip = Slip(
        phrases.language,
        words("slip-title"),
        (
            (words("slip-casebook"), casebook_id),
            (words("slip-size"), phrases.number(head.size)),
            (words("slip-at"), phrases.moment(at)),
            (words("slip-short"), head.short),
        ),
        words("slip-root"),
        _lines(head.root_hex),
        head_code(casebook_id, head),
        words("slip-code"),
        (
            words("slip-how"),
            words("slip-command", head=f"{head.size}:{head.root_hex[:8]}…"),
            words("slip-limits"),
        ),
        (words("slip-sign"), words("slip-date")),
    )
    return render_slip(slip, resources)


def _lines(root: str) -> tuple[str, ...]:
    groups = [root[at : at + GROUP] for at in range(0, len(root), GROUP)]
    step = A_LINE // GROUP
    return tuple(" ".join(groups[at : at + step]) for at in range(0, len(groups), step))
