"""Owns the manifest of an extract: what it holds, where it came from, and what it may be used for.

It refuses every manifest that is not exactly of this form: an unknown, missing or wrongly typed key is named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NoReturn

from console.domain.period import Period
from console.errors import ExitCode, ExtractError

FORMAT = "plumbline-manifest/1"
LARGEST = 4 * 1024 * 1024
"""No manifest is larger, in bytes: what is larger is refused unread."""

Content = bytes
"""The bytes of a manifest; a name of their own, since ``Manifest.bytes`` is the size of the extract."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class TableCount:
    """One table: its rows in the extract, and how many source rows were read, accepted and rejected for it."""

    name: str
    rows: int
    read: int
    accepted: int
    rejected: int


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file the extract was built from, with its SHA-256 in hexadecimal and the rows read from it."""

    file: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands beside an extract as ``X.duckdb.manifest.json``."""

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

    def to_json(self) -> Content:
        """Return the canonical bytes that are signed: sorted keys, UTF-8, no spaces."""
        return _canonical(self._document())

    def _document(self) -> dict[str, object]:
        return {
            "format": FORMAT,
            "file": self.file,
            "sha256": self.sha256,
            "bytes": self.bytes,
            "contract_version": self.contract_version,
            "tables": {table.name: _counts(table) for table in self.tables},
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
    manifest = _manifest(_Section("", _decoded(content), _KEYS))
    try:
        canonical = manifest.to_json() == content
    except UnicodeEncodeError:  # half a surrogate pair, written as an escape
        canonical = False
    if not canonical:
        _refuse("manifest-not-canonical")
    return manifest


_KEYS = frozenset(
    "format file sha256 bytes contract_version tables period cut_off zone pseudonym_scheme classification purpose "
    "legal_basis recipients destroy_by sources tool made_at predecessor".split()
)


def _manifest(section: _Section) -> Manifest:
    if section.text("format") != FORMAT:
        _refuse("manifest-format", found=section.text("format"), wanted=FORMAT)
    return Manifest(
        file=section.file_name("file"),
        sha256=section.digest("sha256"),
        bytes=section.count("bytes"),
        contract_version=section.text("contract_version"),
        tables=_tables(section),
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
    )


def _tables(section: _Section) -> tuple[TableCount, ...]:
    keys = frozenset({"rows", "read", "accepted", "rejected"})
    names = sorted(section.mapping("tables"))
    found = [(name, _Section(f"tables.{name}.", section.mapping("tables")[name], keys)) for name in names]
    return tuple(
        TableCount(
            name, part.count("rows"), part.count("read"), part.count("accepted"), part.count("rejected")
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


def _counts(table: TableCount) -> dict[str, int]:
    return {
        "rows": table.rows,
        "read": table.read,
        "accepted": table.accepted,
        "rejected": table.rejected,
    }


def _canonical(document: Mapping[str, object]) -> bytes:
    told = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return told.encode("utf-8")


def _wrong(name: str, wanted: str) -> NoReturn:
    _refuse("manifest-wrong-type", name=name, wanted=wanted)


def _refuse(key: str, **facts: str | int) -> NoReturn:
    raise ExtractError(key, exit_code=ExitCode.INVALID, **facts)
