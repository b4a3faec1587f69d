"""Owns the manifest of an extract: what it holds, where it came from, and what it may be used for.

It refuses every manifest that is not exactly of this form: an unknown, missing or wrongly typed key is named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NoReturn

from console.domain.chunks import MOST, Chunks, chunks_of
from console.domain.period import Period
from console.errors import ExitCode, ExtractError

FORMAT, FORMER = "plumbline-manifest/2", "plumbline-manifest/1"
"""What is written, and what is still read: the former has no chunks, fingerprints, mappings or kind."""
EXTRACT, SUPPLEMENT = "extract", "supplement"
LARGEST = 4 * 1024 * 1024
"""No manifest is larger, in bytes: what is larger is refused unread."""

Content = bytes
"""The bytes of a manifest; a name of their own, since ``Manifest.bytes`` is the size of the extract."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class TableCount:
    """One table: its rows in the extract, and how many source rows were read, accepted and rejected for it.

    ``fingerprint`` is of its rows in whatever order, the same for the same rows; it names the engine that took it, and is
    empty where nobody did.
    """

    name: str
    rows: int
    read: int
    accepted: int
    rejected: int
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file the extract was built from, with its SHA-256 in hexadecimal and the rows read from it."""

    file: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class MappingUsed:
    """One mapping the extract was built by, with its SHA-256 in hexadecimal."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands beside an extract as ``X.duckdb.manifest.json``.

    Extracts form a chain by ``predecessor``. A supplement adds to the extract whose SHA-256 is ``supplements``; its
    predecessor is that extract or the supplement before it.
    """

    file: str  # the extract's own name, without a folder
    sha256: str  # of the whole extract, 64 hexadecimal digits
    bytes: int
    contract_version: str
    tables: tuple[TableCount, ...]
    period: Period
    cut_off: date
    zone: str  # an IANA name such as Asia/Shanghai: the zone of every TIMESTAMP inside
    pseudonym_scheme: str
    classification: str
    purpose: str
    legal_basis: str
    recipients: tuple[str, ...]
    destroy_by: date
    sources: tuple[SourceFile, ...]
    tool: str
    made_at: datetime  # with its offset from UTC
    predecessor: str | None = None  # the SHA-256 of the extract this one follows
    kind: str = EXTRACT  # or a supplement
    supplements: str | None = None  # the SHA-256 of the extract a supplement adds to
    subject: str = (
        ""  # what a supplement brings: scan-report, assessment, returned-sample, benefit-reply, other
    )
    chunks: Chunks | None = None  # None in the former format, and where nobody took them
    mappings: tuple[MappingUsed, ...] = ()
    encrypted: bool = False
    former: bool = (
        False  # whether it is of the former format, whose bytes were signed and must come out the same
    )

    def to_json(self) -> Content:
        """Return the canonical bytes that are signed: sorted keys, UTF-8, no spaces."""
        return _canonical(self._document())

    def _document(self) -> dict[str, object]:
        return self._common() if self.former else {**self._common(), **self._recent()}

    def _recent(self) -> dict[str, object]:
        return {
            "format": FORMAT,
            "kind": self.kind,
            "supplements": self.supplements,
            "subject": self.subject,
            "chunks": None if self.chunks is None else _chunks_told(self.chunks),
            "mappings": [{"file": used.file, "sha256": used.sha256} for used in self.mappings],
            "encrypted": self.encrypted,
        }

    def _common(self) -> dict[str, object]:
        return {
            "format": FORMER,
            "file": self.file,
            "sha256": self.sha256,
            "bytes": self.bytes,
            "contract_version": self.contract_version,
            "tables": {table.name: _counts(table, self.former) for table in self.tables},
            "period": {"starts": self.period.starts.isoformat(), "ends": self.period.ends.isoformat()},
            "cut_off": self.cut_off.isoformat(),
            "zone": self.zone,
            "pseudonym_scheme": self.pseudonym_scheme,
            "classification": self.classification,
            "purpose": self.purpose,
            "legal_basis": self.legal_basis,
            "recipients": list(self.recipients),
            "destroy_by": self.destroy_by.isoformat(),
            "sources": [
                {"file": source.file, "sha256": source.sha256, "rows": source.rows} for source in self.sources
            ],
            "tool": self.tool,
            "made_at": self.made_at.isoformat(),
            "predecessor": self.predecessor,
        }


def from_json(content: bytes) -> Manifest:
    """Return the manifest these bytes hold.

    Raises ExtractError: manifest-too-large, manifest-not-json, manifest-unknown-key, manifest-missing-key,
    manifest-wrong-type, manifest-format, manifest-not-canonical; each names the key where there is one.
    """
    manifest = _read(_decoded(content))
    try:
        canonical = manifest.to_json() == content
    except UnicodeEncodeError:  # half a surrogate pair, written as an escape
        canonical = False
    if not canonical:
        _refuse("manifest-not-canonical")
    return manifest


_COMMON = frozenset(
    "format file sha256 bytes contract_version tables period cut_off zone pseudonym_scheme classification purpose "
    "legal_basis recipients destroy_by sources tool made_at predecessor".split()
)
_RECENT = frozenset({"kind", "supplements", "subject", "chunks", "mappings", "encrypted"})


def _read(found: object) -> Manifest:
    told = found.get("format", FORMAT) if isinstance(found, dict) else FORMAT
    if told not in (FORMAT, FORMER) and isinstance(told, str):
        _refuse("manifest-format", found=told, wanted=FORMAT)
    if told == FORMER:
        return _common(_Section("", found, _COMMON), former=True)
    return _recent(_Section("", found, _COMMON | _RECENT))


def _recent(section: _Section) -> Manifest:
    section.text("format")
    kind, encrypted = section.text("kind"), section.value("encrypted")
    if kind not in (EXTRACT, SUPPLEMENT):
        _wrong("kind", f"{EXTRACT}, {SUPPLEMENT}")
    if not isinstance(encrypted, bool):
        _wrong("encrypted", "true, false")
    supplements = None if section.value("supplements") is None else section.digest("supplements")
    if (supplements is not None) != (kind == SUPPLEMENT):
        _wrong("supplements", "SHA-256, 64 × 0–9a–f")
    return replace(
        _common(section, former=False),
        kind=kind,
        supplements=supplements,
        subject=section.text("subject"),
        chunks=_chunks(section),
        mappings=_mappings(section),
        encrypted=encrypted,
    )


def _chunks(section: _Section) -> Chunks | None:
    if section.value("chunks") is None:
        return None
    part = section.section("chunks", frozenset({"size", "digests", "root"}))
    size, digests = part.count("size"), part.texts("digests")
    if size < 1:
        _wrong("chunks.size", "integer ≥ 1")
    if len(digests) != min(chunks_of(section.count("bytes"), size), MOST) or not all(
        map(_DIGEST.fullmatch, digests)
    ):
        _wrong("chunks.digests", "SHA-256, 64 × 0–9a–f")
    chunks = Chunks(size, digests)
    if part.digest("root") != chunks.root:
        _wrong("chunks.root", chunks.root)
    return chunks


def _mappings(section: _Section) -> tuple[MappingUsed, ...]:
    keys = frozenset({"file", "sha256"})
    found = [_Section(f"mappings.{n}.", entry, keys) for n, entry in enumerate(section.sequence("mappings"))]
    return tuple(MappingUsed(part.text("file"), part.digest("sha256")) for part in found)


def _common(section: _Section, former: bool) -> Manifest:
    return Manifest(
        file=section.file_name("file"),
        sha256=section.digest("sha256"),
        bytes=section.count("bytes"),
        contract_version=section.text("contract_version"),
        tables=_tables(section, former),
        period=_period(section.section("period", frozenset({"starts", "ends"}))),
        cut_off=section.day("cut_off"),
        zone=section.text("zone"),
        pseudonym_scheme=section.text("pseudonym_scheme"),
        classification=section.text("classification"),
        purpose=section.text("purpose"),
        legal_basis=section.text("legal_basis"),
        recipients=section.texts("recipients"),
        destroy_by=section.day("destroy_by"),
        sources=_sources(section),
        tool=section.text("tool"),
        made_at=section.moment("made_at"),
        predecessor=None if section.value("predecessor") is None else section.digest("predecessor"),
        former=former,
    )


def _tables(section: _Section, former: bool) -> tuple[TableCount, ...]:
    keys = frozenset({"rows", "read", "accepted", "rejected", *(() if former else ("fingerprint",))})
    names = sorted(section.mapping("tables"))
    found = [(name, _Section(f"tables.{name}.", section.mapping("tables")[name], keys)) for name in names]
    return tuple(
        TableCount(
            name,
            part.count("rows"),
            part.count("read"),
            part.count("accepted"),
            part.count("rejected"),
            "" if former else part.text("fingerprint"),
        )
        for name, part in found
    )


def _sources(section: _Section) -> tuple[SourceFile, ...]:
    keys = frozenset({"file", "sha256", "rows"})
    found = [
        _Section(f"sources.{place}.", entry, keys) for place, entry in enumerate(section.sequence("sources"))
    ]
    return tuple(SourceFile(part.text("file"), part.digest("sha256"), part.count("rows")) for part in found)


def _period(section: _Section) -> Period:
    starts, ends = section.day("starts"), section.day("ends")
    if ends < starts:
        _wrong("period.ends", f"≥ {starts}")
    return Period(starts, ends)


class _Section:
    """One JSON object read strictly: exactly the keys it should have, each of its type."""

    def __init__(self, prefix: str, found: object, keys: frozenset[str]) -> None:
        if not isinstance(found, dict):
            _wrong(prefix.rstrip(".") or "{}", "object")
        for name in sorted(found.keys() - keys):
            _refuse("manifest-unknown-key", name=prefix + name)
        for name in sorted(keys - found.keys()):
            _refuse("manifest-missing-key", name=prefix + name)
        self._prefix, self._found = prefix, found

    def value(self, name: str) -> object:
        return self._found[name]

    def text(self, name: str) -> str:
        value = self._found[name]
        if not isinstance(value, str):
            _wrong(self._prefix + name, "string")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        values = self.sequence(name)
        for place, value in enumerate(values):
            if not isinstance(value, str):
                _wrong(f"{self._prefix}{name}.{place}", "string")
        return tuple(str(value) for value in values)

    def count(self, name: str) -> int:
        value = self._found[name]
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            _wrong(self._prefix + name, "integer ≥ 0")
        return value

    def digest(self, name: str) -> str:
        value = self.text(name)
        if not _DIGEST.fullmatch(value):
            _wrong(self._prefix + name, "SHA-256, 64 × 0–9a–f")
        return value

    def file_name(self, name: str) -> str:
        value = self.text(name)
        if not value or value in {".", ".."} or set(value) & set("/\\:\0"):
            _wrong(self._prefix + name, "file name without a folder")
        return value

    def day(self, name: str) -> date:
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            _wrong(self._prefix + name, "2026-07-03")

    def moment(self, name: str) -> datetime:
        try:
            moment = datetime.fromisoformat(self.text(name))
        except ValueError:
            _wrong(self._prefix + name, "2026-07-03T08:00:00+08:00")
        if moment.tzinfo is None:
            _wrong(self._prefix + name, "2026-07-03T08:00:00+08:00")
        return moment

    def mapping(self, name: str) -> Mapping[str, Any]:
        value = self._found[name]
        if not isinstance(value, dict):
            _wrong(self._prefix + name, "object")
        return value

    def sequence(self, name: str) -> list[Any]:
        value = self._found[name]
        if not isinstance(value, list):
            _wrong(self._prefix + name, "array")
        return value

    def section(self, name: str, keys: frozenset[str]) -> _Section:
        return _Section(f"{self._prefix}{name}.", self._found[name], keys)


def _decoded(content: bytes) -> object:
    if len(content) > LARGEST:
        _refuse("manifest-too-large", bytes=len(content), largest=LARGEST)
    try:
        return json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        raise ExtractError("manifest-not-json", exit_code=ExitCode.INVALID, detail=str(fault)) from fault


def _counts(table: TableCount, former: bool) -> dict[str, int | str]:
    counts: dict[str, int | str] = {
        "rows": table.rows,
        "read": table.read,
        "accepted": table.accepted,
        "rejected": table.rejected,
    }
    return counts if former else {**counts, "fingerprint": table.fingerprint}


def _chunks_told(chunks: Chunks) -> dict[str, object]:
    return {"size": chunks.size, "digests": list(chunks.digests), "root": chunks.root}


def _canonical(document: Mapping[str, object]) -> bytes:
    told = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return told.encode("utf-8")


def _wrong(name: str, wanted: str) -> NoReturn:
    _refuse("manifest-wrong-type", name=name, wanted=wanted)


def _refuse(key: str, **facts: str | int) -> NoReturn:
    raise ExtractError(key, exit_code=ExitCode.INVALID, **facts)
