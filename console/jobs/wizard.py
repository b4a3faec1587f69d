"""Owns the import wizard's work: a look at files nobody described, a trial of a plan, and the real build of what was decided.

It refuses to keep anything of a trial, and to show the identifiers of people in full.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from console.catalogue.contract import read_contract
from console.catalogue.synonyms import read_synonyms
from console.domain.contract import Contract
from console.domain.looks import looks_of, names_a_person
from console.domain.mapping import BuildPlan, SourceSpec
from console.domain.ports import Clock, Progress
from console.engine.peek import peek_parquet
from console.errors import ExitCode, InputError
from console.i18n import Phrases
from console.jobs.build import build_extract
from console.jobs.extract_key import encryption_for
from console.jobs.importing import ImportRequest, needed_keys, rejected_path
from console.jobs.source_files import files_of
from console.jobs.suggest import SourceProposal, suggest_mapping
from console.jobs.suggest_text import mapping_text
from console.jobs.wizard_answers import (
    Looked,
    LookRequest,
    Saved,
    SaveRequest,
    SourceCard,
    TableTally,
    TargetColumn,
    TargetTable,
    Unrecognised,
)
from console.jobs.wizard_text import plan_text
from console.signing.signer import open_signer
from console.sources.encoding import sample
from console.sources.mapping import read_mapping
from console.sources.opening import format_of, open_source
from console.sources.parsed import Refused
from console.sources.volumes import looked_at
from console.vault.asking_vault import open_vault
from console.vault.pseudonym_keys import pseudonym_key

SHOWN = 40  # rows of a preview
LONGEST_CELL = 120
HIDDEN = "•"
PLAIN_ENDS = 2  # letters of an identifier that stay to be seen at each end
LANGUAGES = ("zh-CN", "en")
INFO_TABLE = "extract_info"
NOTES = "en"  # the language of notes that are dropped with the text they stand in


def look(request: LookRequest, resources: Path, progress: Progress) -> Looked:
    """Look at files and propose how they map, or take the mapping that is there.

    Raises InputError for a file that cannot be read, or a mapping at fault or for other files.
    """
    contract = read_contract(resources / "contract")
    proposals: tuple[SourceProposal, ...] = ()
    if request.mapping is not None:
        plan = read_mapping(request.mapping, contract)
    else:
        synonyms = read_synonyms(resources / "synonyms", contract)
        proposals = suggest_mapping(request.files, contract, synonyms, progress)
        phrases = Phrases(NOTES, resources / "phrases")
        plan = read_text(mapping_text(proposals, resources / "mappings", phrases), contract)
    plan = _corrected(plan, request.specs)
    paths = located(plan, request.files)
    cards = tuple(_card(spec, paths[spec.name], progress) for spec in plan.sources)
    return Looked(cards, plan, _unrecognised(proposals), targets(contract))


def read_text(text: str, contract: Contract) -> BuildPlan:
    """Return the plan a mapping says; raises InputError as ``read_mapping`` does."""
    folder = Path(tempfile.mkdtemp(prefix="plumbline-mapping-"))
    try:
        path = folder / "mapping.toml"
        path.write_text(text, "utf-8")
        return read_mapping(path, contract)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def located(plan: BuildPlan, files: Sequence[Path]) -> dict[str, tuple[Path, ...]]:
    """Return the files of each source, several where it comes in volumes or pieces; raises InputError file-not-found."""
    found: dict[str, tuple[Path, ...]] = {}
    for spec in plan.sources:
        held = files_of(spec.file, files)
        if not held or not all(path.is_file() for path in held):
            raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=spec.file)
        found[spec.name] = held
    return found


def _corrected(plan: BuildPlan, specs: Sequence[SourceSpec]) -> BuildPlan:
    told = {spec.name: spec for spec in specs}
    return BuildPlan(tuple(told.get(one.name, one) for one in plan.sources), plan.tables, plan.extract)


def _unrecognised(proposals: Sequence[SourceProposal]) -> tuple[Unrecognised, ...]:
    return tuple(
        Unrecognised(table.table, column.target, column.unknown)
        for proposal in proposals
        for table in proposal.tables
        for column in table.columns
        if column.unknown
    )


def _card(spec: SourceSpec, files: tuple[Path, ...], progress: Progress) -> SourceCard:
    with looked_at(spec.file, [path.absolute() for path in files], progress) as path:
        kind, encoding, delimiter, columns, rows = _seen(spec, path, progress)
    masked = personal_columns(columns, rows)
    places = {columns.index(name) for name in masked}
    shown = tuple(
        tuple(
            mask(cell[:LONGEST_CELL]) if place in places else cell[:LONGEST_CELL]
            for place, cell in enumerate(row)
        )
        for row in rows
    )
    size = sum(each.stat().st_size for each in files)
    return SourceCard(spec, files[0], size, kind, encoding, delimiter, columns, shown, masked, files)


def _seen(
    spec: SourceSpec, path: Path, progress: Progress
) -> tuple[str, str, str, tuple[str, ...], list[tuple[str, ...]]]:
    """Return format, encoding, delimiter, columns and first rows of a file."""
    kind = format_of(spec, path)
    if kind == "parquet":
        held = peek_parquet(path, SHOWN)
        return kind, "", "", tuple(held), list(zip(*held.values(), strict=True)) if held else []
    opened = open_source(spec, path, kind, sample(path), progress)
    items = islice(opened.parsed.items, SHOWN)
    rows = [tuple(item[1]) for item in items if not isinstance(item, Refused)]
    return kind, opened.encoding, opened.delimiter, opened.parsed.columns, rows


def personal_columns(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the columns whose values look like numbers of identity cards, telephones or accounts; one person is enough."""
    return tuple(
        name
        for place, name in enumerate(columns)
        if _personal([row[place] for row in rows if place < len(row)])
    )


def _personal(values: Sequence[str]) -> bool:
    return looks_of(values).identifier != "text" or any(names_a_person(value) for value in values)


def mask(cell: str) -> str:
    """Return an identifier with only its ends to be seen, and nothing of a short one."""
    if len(cell) <= 2 * PLAIN_ENDS + 1:
        return HIDDEN * len(cell)
    return cell[:PLAIN_ENDS] + HIDDEN * (len(cell) - 2 * PLAIN_ENDS) + cell[-PLAIN_ENDS:]


def targets(contract: Contract) -> tuple[TargetTable, ...]:
    """Return the contract's tables that a source may fill."""
    return tuple(
        TargetTable(
            table.name,
            {language: table.text[language]["name"] for language in LANGUAGES},
            tuple(
                TargetColumn(
                    column.name,
                    dict(column.labels),
                    column.type,
                    column.required or column.name in table.primary_key,
                    column.personal,
                    tuple(column.allowed),
                )
                for column in table.columns
            ),
        )
        for table in contract.tables.values()
        if table.name != INFO_TABLE
    )


def throwaway_keys(mapping: Path, contract: Contract) -> dict[str, bytes]:
    """Return keys nobody keeps, under which a trial hides identifiers."""
    return {name: secrets.token_bytes(32) for name in needed_keys((mapping,), contract)}


@dataclass(frozen=True, slots=True)
class Typed:
    """A vault that holds what was just typed, and keeps nothing."""

    secret: str = field(repr=False)
    safe: bool = False

    def read(self, name: str) -> str | None:
        """Return what was typed, whatever it is asked for."""
        del name
        return self.secret

    def write(self, name: str, secret: str) -> None:
        """Keep nothing: the person who typed it knows it."""

    def forget(self, name: str) -> None:
        """Nothing is kept that could be forgotten."""


def save(request: SaveRequest, resources: Path, clock: Clock, progress: Progress) -> Saved:
    """Write the mapping, and make the extract from it with its manifest, signed where somebody signs.

    Raises InputError, KeyStoreError or SigningError, each before a row is read where that can be known; Cancelled.
    """
    contract = read_contract(resources / "contract")
    signer = None
    if request.identity:
        signer = open_signer(request.keys, request.identity, request.passphrase)
    encryption = None
    if request.closed:
        encryption = encryption_for(request.target, request.extension, Typed(request.closed))
    text = plan_text(request.plan)
    read_text(text, contract)
    _write(request.mapping, text)
    vault = open_vault(lambda _name: None, {})
    names = needed_keys((request.mapping,), contract)
    keys = {name: pseudonym_key(vault, name) for name in names}
    asked = ImportRequest(
        (request.mapping,),
        request.target,
        memory_bytes=request.memory_bytes,
        given=tuple(dict.fromkeys([*request.files.values(), *request.volumes])),
        keys=keys,
        predecessor=request.predecessor,
        sealed=request.sealed,
        encryption=encryption,
    )
    built = build_extract(asked, contract, signer, clock, progress)
    outcome = built.outcome
    return Saved(
        request.mapping,
        outcome.target,
        built.manifest_file,
        built.manifest.sha256,
        outcome.read,
        outcome.accepted,
        outcome.rejected,
        tallies(contract, [(table.name, table.read, table.accepted) for table in outcome.tables]),
        built.signature_file is not None,
        built.unchanged,
        kept if (kept := rejected_path(outcome.target)).is_file() else None,
        built.manifest.encrypted,
    )


def tallies(contract: Contract, counts: Sequence[tuple[str, int, int]]) -> tuple[TableTally, ...]:
    """Return what became of the rows offered to each table; the extract's own line is none."""
    return tuple(
        TableTally(name, _names(contract, name), read, accepted)
        for name, read, accepted in counts
        if name != INFO_TABLE
    )


def _names(contract: Contract, table: str) -> Mapping[str, str]:
    return {language: contract.tables[table].text[language]["name"] for language in LANGUAGES}


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as fault:
        raise InputError("build-target", file=str(path), detail=fault.strerror or str(fault)) from fault
