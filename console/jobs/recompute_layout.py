"""Owns the laying out of a briefing once more, to compare it with the file. It refuses to take print on trust.

Where another renderer laid it out, every sentence and every figure must at least be found in the text of the pages.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf
import pypdfium2

from console.briefing.render import RENDERER, render
from console.domain.briefing import Document
from console.domain.briefing_blocks import IndexOverview, Trends
from console.domain.briefing_text import parts
from console.domain.briefing_values import strings
from console.domain.verification import Check
from console.signing.verdicts import failed, passed

_GAPS = re.compile(r"[\s\u00ad\ufffe\u2010-]+")


def layout_check(document: Document, resources: Path, files: Mapping[str, bytes], unsigned: bytes) -> Check:
    """Return whether the file, as it was before signing, is what this document looks like.

    Raises BriefingError where the document cannot be laid out.
    """
    if document.provenance.renderer != RENDERER:
        return _other_renderer(document, unsigned)
    built = render(document, resources, files)
    if built == unsigned:
        return passed("layout", "briefing-layout-same", bytes=len(built))
    if _unpacked(built) == _unpacked(unsigned):
        return passed("layout", "briefing-layout-same-content", bytes=len(unsigned))
    return failed("layout", "briefing-layout-differs")


def _other_renderer(document: Document, unsigned: bytes) -> Check:
    """Say that the layout was not rebuilt; a sentence or figure that is not on the pages is a failure of its own."""
    text = _page_text(unsigned)
    absent = [told for told in _sayings(document) if _bare(told) not in text]
    facts = {"found": document.provenance.renderer, "wanted": RENDERER}
    if absent:
        return failed("print-known", "briefing-print-absent", detail=absent[0][:80], **facts)
    return passed("layout", "briefing-layout-other", **facts)


def _sayings(document: Document) -> Iterator[str]:
    """Yield every sentence with a figure in it, and every figure that is printed as text and not only drawn."""
    for block in document.blocks:
        for _, role, text in strings(block):
            if role == "words" and any(part.kind == "f" for part in parts(text)):
                yield document.filled(text)
            elif role == "figure" and text and not isinstance(block, Trends | IndexOverview):
                yield document.figure(text).printed
        if isinstance(block, IndexOverview):
            yield from (document.figure(name).printed for name in _index_prints(block) if name)


def _index_prints(block: IndexOverview) -> Iterator[str]:
    """Yield the figures of the index that stand there as text: its intervals and its peers are drawn."""
    yield from (block.score, block.change, block.rank_low, block.rank_high, block.units)
    for row in block.dimensions:
        yield from (row.score, row.change, row.weight)


def _page_text(content: bytes) -> str:
    """Return the text of all pages without gaps: where lines break is the renderer's affair."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        pages = [pdf[number] for number in range(len(pdf))]
        texts = [page.get_textpage() for page in pages]
        told = "".join(text.get_text_range() for text in texts)
        for held in (*texts, *pages):
            held.close()
    finally:
        pdf.close()
    return _bare(told)


def _bare(text: str) -> str:
    return _GAPS.sub("", text)


def _unpacked(content: bytes) -> bytes:
    """Return a PDF with its streams unpacked: two builds of zlib pack the same content differently."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if "/ID" in pdf.trailer:
            del pdf.trailer["/ID"]  # made from the packed bytes
        pdf.save(
            out,
            static_id=True,
            qdf=True,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()
