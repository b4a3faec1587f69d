"""Owns the pages of an evidence file as pictures to look at. It refuses more of them than a person looks through."""

from __future__ import annotations

from dataclasses import dataclass, field

import pypdfium2

from console.errors import CasebookError

MOST_PAGES, WIDEST = 30, 1_600


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page: its size in pixels and its bytes, three a pixel in the order blue, green, red, rows of ``stride`` bytes."""

    width: int
    height: int
    stride: int
    content: bytes = field(repr=False)


def pdf_pages(content: bytes) -> tuple[PagePicture, ...]:
    """Return the first pages of a PDF; raises CasebookError exhibit-not-shown for one that cannot be drawn."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            return tuple(_page(document[number]) for number in range(min(len(document), MOST_PAGES)))
    except (pypdfium2.PdfiumError, ValueError) as fault:
        raise CasebookError("exhibit-not-shown", detail=str(fault)) from fault


def _page(page: pypdfium2.PdfPage) -> PagePicture:
    wide = max(page.get_width(), 1.0)
    bitmap = page.render(scale=min(WIDEST / wide, 2.0))
    return PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
