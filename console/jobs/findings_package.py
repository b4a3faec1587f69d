"""Owns the evidence package of findings: what goes into it, masked, with proofs and a signature. It refuses to leave unsigned.

package.json            what it is, the log's head, and the SHA-256 of every other file; signed
package.json.p7s        the signature over it (CMS, detached)
README.zh-CN.txt, README.en.txt
findings/<number>/finding.json   facts, figures, references of evidence and every step, personal values masked
findings/<number>/rows.json      the rows of evidence, masked, where an extract was given
findings/<number>/rule.json, rule.sql
findings/<number>/proofs/<sequence>.txt       each entry's place in the log
findings/<number>/files/<sha256>              evidence files: redacted copies, originals only where asked for
findings/<number>/opened/<sequence>.json      what opens the entry of that leaf, where it holds no personal value
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from pathlib import Path

from console.casebook import Casebook
from console.casebook.exhibits import read
from console.domain.catalogue import Catalogue
from console.domain.entries import Recognition, Registration
from console.domain.finding import Exhibit, FindingState, Stage
from console.domain.ledger import TreeHead
from console.domain.ports import Clock, Progress, stop_if_cancelled
from console.domain.tolerance_entries import TOLERANCE_NAMES
from console.errors import CasebookError, Fact
from console.exports.packages import LARGEST, pack
from console.jobs.extract import OpenedExtract
from console.jobs.findings import CaseDesk
from console.jobs.findings_answers import EvidenceRequest, EvidenceRow
from console.jobs.findings_evidence import read_evidence
from console.jobs.findings_exhibits import enclosed
from console.jobs.findings_masks import key_parts, mask, masked, masked_reference, personal_columns
from console.jobs.signers import require_usable
from console.signing.manifest_signature import sign_manifest
from console.signing.signer import FileSigner

FORMAT = "plumbline-package/1"
MANIFEST, SIGNATURE = "package.json", "package.json.p7s"
CLOSED_KINDS = frozenset({Registration.kind, Recognition.kind}) | TOLERANCE_NAMES
"""Entries that hold the natural key and the rows' references in clear, or words of a tolerance case: proven, never opened."""
SHORTEST = 3
"""Characters a personal value must have to be looked for in what people wrote."""


@dataclass(frozen=True, slots=True)
class PackageRequest:
    """Which findings, and the README's text in each language, by language."""

    findings: tuple[str, ...]
    readme: Mapping[str, str]
    tool: str = ""
    originals: bool = False  # whether evidence files go along that were not redacted


@dataclass(frozen=True, slots=True)
class RowSource:
    """Where rows of evidence are read: the extract's name, its mark, and how the rows of references are had, masked."""

    extract: str
    mark: str
    read: Callable[[tuple[str, ...]], tuple[EvidenceRow, ...]]


def rows_of(extract: OpenedExtract, progress: Progress) -> RowSource:
    """Return the rows of an extract that this process opened."""
    name = extract.info.extract_id or extract.digest
    return RowSource(
        name, extract.mark, lambda told: read_evidence(extract, EvidenceRequest(told), progress).rows
    )


@dataclass(frozen=True, slots=True)
class Package:
    """A finished package: its bytes, what it holds, and the head it is proven against."""

    content: bytes
    numbers: tuple[str, ...]
    files: int
    rows: int
    head: TreeHead


def make_package(
    desk: CaseDesk,
    request: PackageRequest,
    catalogue: Catalogue,
    signer: FileSigner,
    progress: Progress,
    source: RowSource | None = None,
) -> Package:
    """Return the signed package of some findings; rows come from ``source`` where one is given.

    Raises CasebookError package-nothing, casebook-untrusted, finding-unknown; SigningError signer-not-in-force.
    """
    if not request.findings:
        raise CasebookError("package-nothing")
    with desk.reading() as book:
        if not book.trusted:
            raise CasebookError("casebook-untrusted", folder=str(desk.request.folder))
        require_usable(signer, desk.clock)
        states = tuple(dict.fromkeys(book.find(name).number for name in request.findings))
        files: dict[str, bytes] = {}
        rows = 0
        for place, number in enumerate(states):
            stop_if_cancelled(progress)
            progress.report(place / len(states), "findings-package")
            writer = _Writer(book, book.find(number), catalogue)
            told = source.read(writer.state.evidence) if source is not None else ()
            files |= writer.files(told, source)
            files |= _exhibits(desk, writer.state, request.originals)
            rows += len(told)
        files |= {f"README.{language}.txt": text.encode() for language, text in request.readme.items()}
        manifest = _manifest(book, states, files, request.tool, desk.clock)
        head = book.head()
    signed = {MANIFEST: manifest, SIGNATURE: sign_manifest(manifest, signer, desk.clock)}
    return Package(pack({**files, **signed}), states, len(files) + 2, rows, TreeHead(head.size, head.root))


def _exhibits(desk: CaseDesk, state: FindingState, originals: bool) -> dict[str, bytes]:
    """Return the evidence files that go along, by name; the finding's document says which hash each must have."""
    found = {}
    for one in enclosed(state, originals):
        content = read(desk.request.folder, desk.key, one.digest)
        if len(content) > LARGEST:
            raise CasebookError("package-exhibit-size", name=one.name, largest=LARGEST // 2**20)
        found[f"findings/{state.number}/files/{one.digest}"] = content
    return found


def _manifest(
    book: Casebook, numbers: Sequence[str], files: Mapping[str, bytes], tool: str, clock: Clock
) -> bytes:
    return as_json(
        {
            "format": FORMAT,
            "casebook": book.casebook_id,
            "head": book.head().to_dict(),
            "findings": list(numbers),
            "made_at": clock.now().isoformat(),
            "tool": tool,
            "files": {name: sha256(content).hexdigest() for name, content in sorted(files.items())},
        }
    )


class _Writer:
    """Makes the files of one finding."""

    def __init__(self, book: Casebook, state: FindingState, catalogue: Catalogue) -> None:
        self.book, self.state, self.catalogue = book, state, catalogue
        self.rule = catalogue.every_rule.get(state.rule_id)
        self.personal = personal_columns(catalogue.contract)
        self.values = personal_values(state, catalogue)

    def files(self, rows: Iterable[EvidenceRow], source: RowSource | None) -> dict[str, bytes]:
        """Return the files by name."""
        made: dict[str, object] = {"finding.json": self._finding()}
        if source is not None:
            made["rows.json"] = {
                "extract": source.extract,
                "mark": source.mark,
                "rows": [self._row(row) for row in rows],
            }
        texts: dict[str, bytes] = {}
        if self.rule is not None:
            texts["rule.sql"] = self.rule.judge.encode()
            made["rule.json"] = {
                "id": self.rule.id,
                "version": self.rule.version,
                "severity": self.rule.severity,
                "standard": self.rule.standard,
                "parameters": {each.name: each.value for each in self.rule.parameters},
                "text": {language: dict(words) for language, words in self.rule.text.items()},
            }
        for step in self.state.trail:
            texts[f"proofs/{step.sequence:06d}.txt"] = self.book.inclusion_proof(step.sequence).encode()
        made |= self._opened()
        texts |= {name: as_json(document) for name, document in made.items()}
        return {f"findings/{self.state.number}/{name}": content for name, content in texts.items()}

    def _opened(self) -> dict[str, object]:
        """Return what opens each entry that holds no personal value."""
        found: dict[str, object] = {}
        for recorded in self.book.entries(self.state.identity):
            if recorded.entry.kind in CLOSED_KINDS:
                continue
            told = self.book.disclosure(recorded.sequence)
            if told and self._clean(repr(recorded.entry)):
                found[f"opened/{recorded.sequence:06d}.json"] = told
        return found

    def _clean(self, text: str) -> bool:
        return not any(value in text for value in self.values)

    def _finding(self) -> dict[str, object]:
        state = self.state
        names = self.rule.key if self.rule and len(self.rule.key) == len(state.key) else None
        key = dict(zip(names or tuple(str(n) for n in range(len(state.key))), state.key, strict=True))
        hidden = masked(key, self.personal) if names else {name: mask(value) for name, value in key.items()}
        return {
            "number": state.number,
            "identity": state.identity,
            "stage": state.stage,
            "confirmed": state.standing,
            "card": state.severity if state.counts_as_card else None,
            "proposed": state.severity,
            "rule": {"id": state.rule_id, "version": state.rule_version, "theme": state.theme},
            "key": hidden,
            "organisation_id": state.organisation_id,
            "region_id": state.region_id,
            "occurred_on": state.occurred_on,
            "figures": self._figures(),
            "facts": masked(state.facts, self.personal),
            "standard_verified": state.standard_verified,
            "extracts": [state.first_extract, state.last_extract],
            "evidence": [masked_reference(self.catalogue.contract, one) for one in state.evidence],
            "exhibits": [self._exhibit(one) for one in state.exhibits],
            "erased": state.erased,
            "trail": [
                self._step(step.sequence, step.at, step.actor, step.role, step.action, step.stage, step.text)
                for step in state.trail
            ],
        }

    def _exhibit(self, one: Exhibit) -> dict[str, object]:
        told = {"name": self._said(one.name), "sha256": one.digest, "media_type": one.media_type}
        return {**told, "redacts": one.redacts, "text": self._said(one.text)}

    def _figures(self) -> dict[str, object]:
        names = ("amount", "persons", "days", "recovered", "served")
        return {name: getattr(self.state, name) for name in names}

    def _step(
        self, sequence: int, at: datetime, actor: str, role: Enum, action: str, stage: Stage, text: str
    ) -> dict[str, object]:
        told = {"sequence": sequence, "at": at, "actor": actor, "role": role, "action": action}
        return {**told, "stage": stage, "text": self._said(text)}

    def _said(self, text: str) -> str:
        for value in self.values:
            text = text.replace(value, mask(value))
        return text

    def _row(self, row: EvidenceRow) -> dict[str, object]:
        cells = [
            {"column": cell.column, "zh-CN": cell.chinese, "en": cell.english, "value": cell.value}
            for cell in row.cells
        ]
        reference = masked_reference(self.catalogue.contract, row.reference)
        return {"reference": reference, "sha256": row.digest, "cells": cells}


def personal_values(state: FindingState, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the personal values a finding knows in clear, the longest first, so that words can be searched for them."""
    rule, personal = catalogue.every_rule.get(state.rule_id), personal_columns(catalogue.contract)
    found = {str(value) for name, value in state.facts.items() if name in personal and value}
    if rule is not None and len(rule.key) == len(state.key):
        found |= {value for name, value in zip(rule.key, state.key, strict=True) if name in personal}
    else:
        found |= set(state.key)
    for reference in state.evidence:
        name, _, key = reference.partition("/")
        table = catalogue.contract.tables.get(name)
        columns = [table.column(column) for column in table.primary_key] if table is not None else []
        parts = zip(columns, key_parts(table, key), strict=False)
        found |= {part for column, part in parts if column is not None and column.personal}
    return tuple(
        sorted((value for value in found if len(value) >= SHORTEST), key=lambda value: (-len(value), value))
    )


def as_json(document: object) -> bytes:
    """Return a document as readable JSON that depends on its content alone."""
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True, default=_plain, allow_nan=False)
    return text.encode() + b"\n"


def _plain(value: object) -> Fact | list[object]:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | Path):
        return str(value)
    if isinstance(value, tuple | frozenset):
        return list(value)
    raise TypeError(type(value).__name__)
