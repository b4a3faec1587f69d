"""Owns what makes printed pages a briefing's file: title, language, structure, attachments, and bytes that never vary.

It refuses /Info, dates of the machine, and two attachments of one name.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf

from console.briefing.structure import Element, write_structure
from console.domain.briefing import Document
from console.errors import BriefingError

DOCUMENT, FIGURES, PROVENANCE = "document.json", "figures.json", "provenance.json"
OWN = (DOCUMENT, FIGURES, PROVENANCE)
"""The attachments every briefing has."""
_MIME_TYPES = {
    ".json": "application/json",
    ".sql": "application/sql",
    ".csv": "text/csv",
    ".toml": "application/toml",
    ".txt": "text/plain",
}
_SOURCES = (".sql", ".toml", ".csv")


def packed(
    pages: bytes, document: Document, title: str, structure: Element, attachments: Mapping[str, bytes]
) -> bytes:
    """Return the finished file, not yet signed; raises BriefingError briefing-attachment."""
    held = {
        DOCUMENT: document.to_json(),
        FIGURES: document.figures_json(),
        PROVENANCE: document.provenance_json(),
    }
    _require_names(attachments)
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        write_structure(pdf, structure, document.language)
        _attach(pdf, {**held, **dict(sorted(attachments.items()))}, document.issued_on)
        _describe(pdf, document, title)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            compress_streams=True,
            recompress_flate=True,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def _require_names(attachments: Mapping[str, bytes]) -> None:
    for name in attachments:
        plain = name and name == PurePosixPath(name).name and name.isascii() and name.isprintable()
        if name in OWN or not plain or "\\" in name:
            raise BriefingError("briefing-attachment", file=name)


def _attach(pdf: Pdf, files: Mapping[str, bytes], issued_on: date) -> None:
    moment = f"D:{issued_on:%Y%m%d}000000Z"
    for name, content in files.items():
        suffix = PurePosixPath(name).suffix
        pdf.attachments[name] = AttachedFileSpec(
            pdf,
            content,
            filename=name,
            mime_type=_MIME_TYPES.get(suffix, "application/octet-stream"),
            relationship=Name.Source if suffix in _SOURCES else Name.Data,
            creation_date=moment,
            mod_date=moment,
        )
    pdf.Root.AF = Array([pdf.attachments[name].obj for name in files])


def _describe(pdf: Pdf, document: Document, title: str) -> None:
    """Replace /Info, which readers show and no signature of ours vouches for, by metadata made from the document."""
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    pdf.Root.Lang = pikepdf.String(document.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    described = pdf.make_stream(_metadata(document, title).encode("utf-8"))
    described.Type, described.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = described


def _metadata(document: Document, title: str) -> str:
    """Return the XMP; its namespaces stand on rdf:Description, where strict readers look for them."""
    told = {
        "title": escape(title),
        "creator": escape(document.issuer),
        "language": document.language,
        "made": f"{document.issued_on.isoformat()}T00:00:00Z",
        "tool": escape(document.provenance.tool),
        "renderer": escape(document.provenance.renderer),
    }
    return _XMP.format(**told)


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format>\
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>\
<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>\
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>{made}</xmp:CreateDate>\
<xmp:ModifyDate>{made}</xmp:ModifyDate><xmp:CreatorTool>{tool}</xmp:CreatorTool></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>{renderer}</pdf:Producer>\
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
