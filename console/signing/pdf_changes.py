"""Owns what signing changed in a PDF: the revisions, and every object that was there before.

It refuses a signature that brings a change of its own: a revision can sign and repaint a page at the same time.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Name
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel

from console.domain.verification import Check
from console.errors import ExitCode, SigningError
from console.signing.container import BROKEN
from console.signing.pdf_structure import FAULTS, open_document
from console.signing.verdicts import failed, passed

_UNREADABLE = (PdfError, NotImplementedError, *BROKEN)
_ADDED_BY_SIGNING = ("/AcroForm", "/Perms", "/DSS", "/Extensions", "/Version")


def unsigned_revision(content: bytes) -> bytes:
    """Return the bytes as they were before the first signature; raises SigningError pdf-unreadable."""
    try:
        start = _reader(content).xrefs.get_startxref_for_revision(0)
    except _UNREADABLE as fault:
        raise _unreadable(str(fault)) from fault
    ending = re.compile(rb"startxref\s+%d\s+%%%%EOF\n" % start).search(content, start)
    if ending is None:
        raise _unreadable("startxref")
    return content[: ending.end()]


def revision_checks(content: bytes, signatures: int) -> tuple[Check, ...]:
    """Return the checks that the file grew by signatures alone; raises SigningError pdf-unreadable."""
    found = _reader(content).total_revisions
    if found != signatures + 1:
        return (failed("revisions", "pdf-revisions", found=found, wanted=signatures + 1),)
    changed = list(changes(unsigned_revision(content), content))
    if changed:
        return (failed("revisions", "pdf-changed-by-signing", detail=", ".join(changed[:5])),)
    return (passed("revisions", "pdf-no-other-revision", signatures=signatures),)


def changes(unsigned: bytes, content: bytes) -> Iterator[str]:
    """Yield each object of the unsigned revision that is another now; what a signature must add does not count."""
    try:
        with open_document(unsigned) as before, open_document(content) as after:
            if before.Root.objgen != after.Root.objgen:
                yield "/Root"
            known = {found.objgen: found for found in _root_and_annotations(before)}
            for found in before.objects:
                other = after.get_object(found.objgen)
                if found.objgen not in known and _told(found) != _told(other):
                    yield "{} {} R".format(*found.objgen)
            yield from _changed_root(before, after)
            yield from _changed_pages(before, after)
    except FAULTS as fault:
        raise _unreadable(str(fault) or type(fault).__name__) from fault


def approval_check(content: bytes) -> Check:
    """Say whether nothing but the approver's signature came after the preparer's."""
    try:
        first = _reader(content).embedded_regular_signatures[0]
        first.compute_integrity_info()
        found = first.summarise_integrity_info()
    except _UNREADABLE as fault:
        return failed("changes", "pdf-changed-between", detail=str(fault))
    told = found.get("diff_result")
    level = getattr(told, "modification_level", ModificationLevel.OTHER)
    if level > ModificationLevel.FORM_FILLING or not found.get("docmdp_ok"):
        return failed("changes", "pdf-changed-between", detail=str(told))
    return passed("changes", "pdf-unchanged-between")


def _root_and_annotations(document: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the objects a signature must touch; they are compared key by key."""
    yield document.Root
    for page in document.pages:
        yield page.obj
        annotations = page.obj.get("/Annots")
        if annotations is not None and annotations.is_indirect:
            yield annotations


def _changed_root(before: pikepdf.Pdf, after: pikepdf.Pdf) -> Iterator[str]:
    if _told(before.Root, _ADDED_BY_SIGNING) != _told(after.Root, _ADDED_BY_SIGNING):
        yield "/Root"


def _changed_pages(before: pikepdf.Pdf, after: pikepdf.Pdf) -> Iterator[str]:
    if len(before.pages) != len(after.pages):
        yield "/Pages"
        return
    for number, (old, new) in enumerate(zip(before.pages, after.pages, strict=True), start=1):
        same_page = old.obj.objgen == new.obj.objgen
        same_notes = _annotations(old.obj) == _annotations(new.obj)
        if not (same_page and same_notes and _told(old.obj, ("/Annots",)) == _told(new.obj, ("/Annots",))):
            yield f"/Page {number}"


def _annotations(page: Any) -> list[bytes]:
    """Return the page's annotations but for the widgets of signatures."""
    found = page.get("/Annots", Array())
    return [each.unparse() for each in found if each.get("/FT") != Name.Sig]


def _told(found: Any, without: tuple[str, ...] = ()) -> tuple[bytes, bytes]:
    """Return an object as text, nested references unresolved, and the bytes of its stream as they are stored."""
    if without:
        found = pikepdf.Dictionary({key: found.get(key) for key in found.keys() - set(without)})
    if not isinstance(found, pikepdf.Object):
        return repr(found).encode("utf-8"), b""
    raw = bytes(found.read_raw_bytes()) if isinstance(found, pikepdf.Stream) else b""
    return bytes(found.unparse(resolved=True)), raw


def _reader(content: bytes) -> PdfFileReader:
    try:
        return PdfFileReader(io.BytesIO(content))
    except _UNREADABLE as fault:
        raise _unreadable(str(fault)) from fault


def _unreadable(detail: str) -> SigningError:
    return SigningError("pdf-unreadable", exit_code=ExitCode.INVALID, detail=detail)
