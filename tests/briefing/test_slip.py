"""Owns the proof that the code of a printed checkpoint is read back from the page. It refuses to look into the drawing."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pytest

from console.briefing.pen import PAGE_WIDTH
from console.briefing.slip import CODE, LEFT, TOP, Slip, render_slip
from console.domain.ledger import TreeHead
from console.jobs.findings_witness import head_code, read_code
from console.paths import resource_root
from tests.briefing.qr_reading import read_qr

CASEBOOK = "50ca4be5-f7fb-4e31-8278-3bbbf041f67b"
EDGE = 4.0


def pictured(paper: bytes, scale: float) -> str:
    """Return what a reader makes of the corner of the page that holds the code."""
    page = pypdfium2.PdfDocument(paper)[0]
    grey = np.asarray(page.render(scale=scale).to_pil().convert("L"))
    left, top = PAGE_WIDTH - LEFT - CODE - EDGE, TOP + 20 - EDGE
    side = CODE + 2 * EDGE
    return read_qr(grey[int(top * scale) : int((top + side) * scale), int(left * scale) :])


@pytest.mark.parametrize("size", [1, 1312, 1_000_000, 10**12])
def test_the_code_is_read_back_from_the_page(size: int) -> None:
    """At 108, 144 and 216 dots an inch; a longer log needs a larger code."""
    head = TreeHead(size, bytes(range(size % 200, size % 200 + 32)))
    slip = Slip("zh-CN", "检查点", (), "根", (), head_code(CASEBOOK, head), "二维码", (), ())
    paper = render_slip(slip, resource_root())
    for scale in (1.5, 2.0, 3.0):
        assert read_code(pictured(paper, scale)) == (CASEBOOK, head)
