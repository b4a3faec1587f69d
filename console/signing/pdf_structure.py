"""Owns what a signed PDF may look like, byte by byte and object by object.

It refuses everything that is not of the accepted form: no signature makes an unexpected structure harmless.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pikepdf
from asn1crypto.parser import peek
from pikepdf import Dictionary, Name
from pyhanko.pdf_utils.generic import parse_pdf_date

from console.errors import ExitCode, SigningError
from console.signing.container import BROKEN

SINGLE = "Signature"
PREPARER = "Preparer"
APPROVER = "Approver"
LARGEST_ATTACHMENTS = 256 * 1024 * 1024

_BYTE_RANGE = re.compile(rb"/ByteRange \[0 (\d{1,12}) (\d{1,12}) (\d{1,12}) *\]")
_HOLE = re.compile(rb"<([0-9A-F]+)>")
_SIGNATURE_KEYS = frozenset(
    "/Type /Filter /SubFilter /ByteRange /Contents /M /Name /Reason /Location /Reference /Prop_Build".split()
)
_ROOT_REFUSED = ("/AA", "/OpenAction", "/Collection", "/NeedsRendering", "/Requirements")
FAULTS = (pikepdf.PdfError, pikepdf.PasswordError, NotImplementedError, zlib.error, *BROKEN)
"""What the reader of PDF raises on bytes that are none."""


@dataclass(frozen=True, slots=True)
class SignedBytes:
    """The bytes one signature covers, and the hole its container stands in."""

    before: int  # the hole's < stands here
    after: int  # one past the hole's >
    end: int  # one past the last byte covered
    container: bytes  # DER

    def covered(self, content: bytes) -> bytes:
        """Return the bytes that are signed."""
        return content[: self.before] + content[self.after : self.end]


@dataclass(frozen=True, slots=True)
class SignatureField:
    """One signature field; ``signed`` is None where nobody signed yet."""

    name: str
    signed: SignedBytes | None
    claimed: datetime | None
    permission: int | None  # DocMDP: 1 no changes, 2 filling in


@dataclass(frozen=True, slots=True)
class Structure:
    """What was found in a PDF of the accepted form."""

    fields: tuple[SignatureField, ...]
    revocation_lists: tuple[bytes, ...]


def last_signature(content: bytes) -> SignedBytes | None:
    """Return the last signature, None where there is none.

    Raises SigningError pdf-not-covered where it does not cover the file from the first byte to the last.
    """
    found = list(_BYTE_RANGE.finditer(content))
    if not found:
        if b"/ByteRange" in content:
            raise _refused("pdf-not-covered", detail="/ByteRange")
        return None
    _, after, length = (int(number) for number in found[-1].groups())
    if after + length != len(content):
        raise _refused("pdf-not-covered", detail=f"{after + length} ≠ {len(content)}")
    return _signed_bytes(content, tuple(int(number) for number in found[-1].groups()))


def read_structure(content: bytes) -> Structure:
    """Return the signature fields of a PDF, after every object in it was found to be of the accepted form.

    Raises SigningError pdf-unreadable or pdf-structure, naming what was found.
    """
    try:
        with open_document(content) as document:
            _refuse_foreign(document)
            fields = tuple(_fields(content, document))
            _refuse_annotations(document, len(fields))
            return Structure(fields, tuple(_lists(document)))
    except FAULTS as fault:
        raise _refused("pdf-unreadable", detail=str(fault) or type(fault).__name__) from fault


def refuse_traces(content: bytes) -> None:
    """Raise SigningError where a PDF without a readable signature is damaged, or bears the field of one."""
    try:
        with open_document(content) as document:
            form = document.Root.get("/AcroForm", Dictionary())
            for field in form.get("/Fields", []):
                if field.get("/FT") == Name.Sig and "/V" in field:
                    raise _refused("pdf-structure", detail="/V")
    except FAULTS as fault:
        raise _refused("pdf-unreadable", detail=str(fault) or type(fault).__name__) from fault


def require_unsigned(content: bytes) -> None:
    """Raise SigningError where a PDF may not be signed as it is."""
    if not content.endswith(b"%%EOF\n"):
        raise _refused("pdf-unreadable", detail="%%EOF")
    if b"/ByteRange" in content[-65536:] or read_structure(content).fields:
        raise _refused("pdf-signed-already")


def require_prepared(content: bytes) -> SignedBytes:
    """Return the preparer's signature; raises SigningError where a PDF does not wait for its approver."""
    found = {field.name: field.signed for field in read_structure(content).fields}
    signed = found.get(PREPARER)
    if set(found) != {APPROVER, PREPARER} or found[APPROVER] is not None or signed is None:
        raise _refused("pdf-not-prepared")
    if signed.end != len(content):
        raise _refused("pdf-not-covered", detail=f"{signed.end} ≠ {len(content)}")
    return signed


def attachments(content: bytes, largest: int = LARGEST_ATTACHMENTS) -> dict[str, bytes]:
    """Return the embedded files by name, unpacked to no more than ``largest`` bytes together.

    Raises SigningError attachments-too-large, attachment-malformed or pdf-unreadable.
    """
    found: dict[str, bytes] = {}
    try:
        with open_document(content) as document:
            for name, stream in _embedded(document):
                if name in found:
                    raise _refused("attachment-malformed", file=name)
                left = largest - sum(map(len, found.values()))
                found[name] = _unpacked(name, stream, left, largest)
    except FAULTS as fault:
        raise _refused("pdf-unreadable", detail=str(fault) or type(fault).__name__) from fault
    return found


def open_document(content: bytes) -> pikepdf.Pdf:
    """Return the document read strictly; raises SigningError pdf-unreadable, or one of ``FAULTS``."""
    document = pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True)
    warnings = document.get_warnings()
    if warnings or document.is_encrypted:
        document.close()
        raise _refused("pdf-unreadable", detail=str(warnings[0]) if warnings else "/Encrypt")
    return document


def _signed_bytes(content: bytes, numbers: tuple[int, ...]) -> SignedBytes:
    before, after, length = numbers
    hole = _HOLE.fullmatch(content, before, after)
    if not 0 < before < after <= after + length <= len(content) or hole is None or len(hole[1]) % 2:
        raise _refused("pdf-not-covered", detail="/ByteRange, /Contents")
    packed = bytes.fromhex(hole[1].decode("ascii"))
    try:
        used = peek(packed)
    except ValueError as fault:
        raise _refused("container-broken", detail=str(fault)) from fault
    if any(packed[used:]):
        raise _refused("container-broken", detail="/Contents")
    return SignedBytes(before, after, after + length, packed[:used])


def _refuse_foreign(document: pikepdf.Pdf) -> None:
    root = document.Root
    if "/Info" in document.trailer:
        raise _refused("pdf-structure", detail="/Info")
    if found := [key for key in _ROOT_REFUSED if key in root]:
        raise _refused("pdf-structure", detail=" ".join(found))
    if "/Names" in root and (found := sorted(set(root.Names.keys()) - {"/EmbeddedFiles", "/Dests"})):
        raise _refused("pdf-structure", detail=" ".join(found))
    if "/AcroForm" in root and (
        found := sorted(set(root.AcroForm.keys()) - {"/Fields", "/SigFlags", "/DR", "/DA"})
    ):
        raise _refused("pdf-structure", detail=" ".join(found))


def _fields(content: bytes, document: pikepdf.Pdf) -> Iterator[SignatureField]:
    if "/AcroForm" not in document.Root:
        return
    for field in document.Root.AcroForm.Fields:
        if field.get("/FT") != Name.Sig or "/Kids" in field or "/Parent" in field or "/AA" in field:
            raise _refused("pdf-structure", detail="/AcroForm")
        yield _field(content, field)


def _field(content: bytes, field: Any) -> SignatureField:
    name, value = str(field.T), field.get("/V")
    if value is None:
        return SignatureField(name, None, None, None)
    if found := sorted(set(value.keys()) - _SIGNATURE_KEYS):
        raise _refused("pdf-structure", detail=" ".join(found))
    if value.get("/SubFilter") != Name("/ETSI.CAdES.detached") or value.get("/Filter") != Name(
        "/Adobe.PPKLite"
    ):
        raise _refused("pdf-structure", detail="/SubFilter")
    start, *numbers = (int(number) for number in value.ByteRange)
    if start != 0 or len(numbers) != 3:
        raise _refused("pdf-structure", detail="/ByteRange")
    signed = _signed_bytes(content, tuple(numbers))
    if not bytes(value.Contents).startswith(signed.container):
        raise _refused("pdf-structure", detail="/Contents")
    return SignatureField(name, signed, _claimed(value), _permission(value))


def _claimed(value: Any) -> datetime | None:
    told = parse_pdf_date(str(value.M)) if "/M" in value else None
    return told if isinstance(told, datetime) and told.tzinfo is not None else None


def _permission(value: Any) -> int | None:
    for reference in value.get("/Reference", []):
        if reference.get("/TransformMethod") == Name.DocMDP:
            return int(reference.TransformParams.P)
    return None


def _refuse_annotations(document: pikepdf.Pdf, widgets: int) -> None:
    """Accept the signature widgets and links within the document, nothing else."""
    seen = 0
    for page in document.pages:
        if "/AA" in page.obj:
            raise _refused("pdf-structure", detail="/AA")
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/FT") == Name.Sig and annotation.get("/Subtype") == Name.Widget:
                _refuse_visible(annotation)
                seen += 1
            elif not _inner_link(annotation):
                raise _refused("pdf-structure", detail=str(annotation.get("/Subtype", "/Annot")))
    if seen != widgets:
        raise _refused("pdf-structure", detail="/Widget")


def _refuse_visible(widget: Any) -> None:
    """A signature that could be seen could cover what is printed under it."""
    if any(float(edge) for edge in widget.get("/Rect", [1])):
        raise _refused("pdf-structure", detail="/Rect")


def _inner_link(annotation: Any) -> bool:
    if annotation.get("/Subtype") != Name.Link or "/AA" in annotation or "/PA" in annotation:
        return False
    action = annotation.get("/A")
    return (
        "/Dest" in annotation if action is None else action.get("/S") == Name.GoTo and "/Next" not in action
    )


def _lists(document: pikepdf.Pdf) -> Iterator[bytes]:
    store = document.Root.get("/DSS", Dictionary())
    if found := sorted(set(store.keys()) - {"/Certs", "/CRLs", "/OCSPs", "/Type"}):
        raise _refused("pdf-structure", detail=" ".join(found))
    for stream in store.get("/CRLs", []):
        yield _unpacked("/CRLs", stream, 16 << 20, 16 << 20)


def _embedded(document: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    for name, specification in document.attachments.items():
        yield name, specification.obj.EF.F


def _unpacked(name: str, stream: Any, left: int, largest: int) -> bytes:
    filters = stream.get("/Filter")
    filters = list(filters) if isinstance(filters, pikepdf.Array) else [] if filters is None else [filters]
    raw = stream.read_raw_bytes()
    if filters not in ([], [Name.FlateDecode]) or "/DecodeParms" in stream or "/F" in stream:
        raise _refused("attachment-malformed", file=name)
    if not filters:
        whole, done = bytes(raw), True
    else:
        inflate = zlib.decompressobj()
        whole = inflate.decompress(raw, left + 1)
        done = inflate.eof and not inflate.unused_data
    if len(whole) > left:
        raise _refused("attachments-too-large", largest=largest)
    if not done:
        raise _refused("attachment-malformed", file=name)
    return whole


def _refused(key: str, **facts: str | int) -> SigningError:
    return SigningError(key, exit_code=ExitCode.INVALID, **facts)
