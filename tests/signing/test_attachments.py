"""Owns the proof that attachments come out as they went in, and that no bomb is unpacked."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from console.signing.pdf_changes import unsigned_revision
from console.signing.pdf_structure import attachments
from tests.signing.papers import DATA, make_pdf, refusal

UNSIGNED = make_pdf()


def rewritten(content: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def test_an_attachment_comes_out_as_it_went_in() -> None:
    assert attachments(UNSIGNED) == {"figures.csv": DATA}


def test_a_document_without_attachments_has_none() -> None:
    def clear(document: pikepdf.Pdf) -> None:
        del document.attachments["figures.csv"]

    assert attachments(rewritten(UNSIGNED, clear)) == {}


def test_a_packed_bomb_is_not_unpacked() -> None:
    content = make_pdf(data=b"\0" * 3_000_000)
    assert len(content) < 20_000
    assert len(attachments(content)["figures.csv"]) == 3_000_000
    with refusal("attachments-too-large"):
        attachments(content, largest=1_000_000)


def test_many_small_attachments_are_bounded_together() -> None:
    def fill(document: pikepdf.Pdf) -> None:
        for number in range(10):
            document.attachments[f"{number}.csv"] = pikepdf.AttachedFileSpec(
                document, b"x" * 1000, filename="x"
            )

    content = rewritten(UNSIGNED, fill)
    assert len(attachments(content, largest=10_100)) == 11
    with refusal("attachments-too-large"):
        attachments(content, largest=9_999)


@pytest.mark.parametrize("damage", ["truncated", "twice", "other"])
def test_an_attachment_packed_otherwise_is_refused(damage: str) -> None:
    packed = zlib.compress(b"id\n1\n" * 100)

    def change(document: pikepdf.Pdf) -> None:
        stream = document.attachments["figures.csv"].obj.EF.F
        data = {"truncated": packed[:-8], "twice": packed + packed, "other": packed}[damage]
        kind = pikepdf.Name.ASCIIHexDecode if damage == "other" else pikepdf.Name.FlateDecode
        stream.write(data, filter=kind)

    with refusal("attachment-malformed"):
        attachments(rewritten(UNSIGNED, change))


def test_what_is_no_pdf_has_no_parts() -> None:
    for content in (b"", b"hello", UNSIGNED[:300]):
        with refusal("pdf-unreadable"):
            attachments(content)
        with refusal("pdf-unreadable"):
            unsigned_revision(content)
