"""Owns the way from source files and mappings to an extract that is not yet signed. It refuses a key it was not given."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from console.domain.contract import Contract
from console.domain.mapping import UNEVEN, BuildPlan, merged
from console.domain.ports import Progress, Silent
from console.engine.build import BuildOutcome, BuildRequest, build, building_folder
from console.engine.encryption import Encryption
from console.errors import InputError, KeyStoreError, LimitError
from console.jobs.preparing import preparing
from console.jobs.source_files import JOINED, Located, located
from console.jobs.wiping import wipe
from console.sources.mapping import read_mapping
from console.vault.pseudonym_keys import fingerprint
from console.vault.sealed_file import SealedWriter

SCHEME = "HMAC-SHA-256/128"
KEPT = "rejected"
FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
PURPOSE = "rejected-rows"
"""What the passphrase of rejected rows is for; a vault keeps it under this name."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Which mappings, the folder of their source files (that of each mapping where none is given), and the file to make.

    ``given`` are files, each of which stands for the source of its name, and folders to look in first. ``storage`` is
    empty, or ``v1.0.0`` for a file that an older DuckDB can read. ``keys`` are those of pseudonyms, by cross-check;
    ``sealed`` is the passphrase of the file that keeps rejected rows as they stood, none is kept where it is empty.
    ``predecessor`` is the extract that the new one follows in its chain. ``bare`` leaves out what a mapping says of the
    extract itself, as a supplement does: that was said by the extract it adds to.
    """

    mappings: tuple[Path, ...]
    target: Path
    folder: Path | None = None
    memory_bytes: int = 2 * 1024**3
    threads: int | None = None
    storage: str = ""
    given: tuple[Path, ...] = ()
    keys: Mapping[str, bytes] = field(default_factory=dict)
    sealed: str = ""
    predecessor: Path | None = None
    encryption: Encryption | None = None
    bare: bool = False


Before = Callable[[Path, BuildOutcome], bool]
"""Sees the new file before it takes its place, and says whether it should."""


def rejected_path(target: Path) -> Path:
    """Return where the rejected rows of an extract stand, sealed."""
    return target.with_name(target.name + ".rejected")


def needed_keys(mappings: tuple[Path, ...], contract: Contract) -> tuple[str, ...]:
    """Return the names of the cross-checks whose keys these mappings use."""
    tables = [table for path in mappings for table in read_mapping(path, contract).tables]
    told = {column.pseudonym.key for table in tables for column in table.columns if column.pseudonym}
    return tuple(sorted(told))


def planned(request: ImportRequest, contract: Contract) -> BuildPlan:
    """Return what all mappings say together, and how identifiers are hidden where they do not say it themselves.

    Raises InputError for a mapping at fault, KeyStoreError pseudonym-key-missing.
    """
    plan = merged(tuple(read_mapping(path, contract) for path in request.mappings))
    if request.bare:
        plan = replace(plan, extract={})
    names = needed_keys(request.mappings, contract)
    missing = [name for name in names if name not in request.keys]
    if missing:
        raise KeyStoreError("pseudonym-key-missing", name=missing[0])
    if not names or not plan.extract or str(plan.extract.get("pseudonym_scheme", "")).strip():
        return plan
    # The fingerprint tells a key from another of the same name: under another key everybody is somebody else.
    told = ", ".join(f"{name} {fingerprint(request.keys[name])}" for name in names)
    return replace(plan, extract={**plan.extract, "pseudonym_scheme": f"{SCHEME}: {told}"})


def import_sources(
    request: ImportRequest, contract: Contract, progress: Progress, before: Before | None = None
) -> BuildOutcome:
    """Make an extract; the target is the old file or the new one at any moment.

    Raises InputError for a mapping or a source at fault, Cancelled, or LimitError.
    """
    plans = [(path, read_mapping(path, contract)) for path in request.mappings]
    plan, found = located(planned(request, contract), plans, request.given, request.folder)
    with _disk_faults_told(request.target), building_folder(request.target) as folder:
        try:
            files = [one.whole(folder, progress) for one in found]
            return _import_once_or_twice(request, plan, found, files, (contract, folder, progress, before))
        finally:
            if request.encryption is not None:
                _wipe_rows(folder)


@contextmanager
def _disk_faults_told(target: Path) -> Iterator[None]:
    """Sources are brought into form beside the target, on a disk that may fill, from a disc that may be scratched."""
    try:
        yield
    except OSError as fault:
        detail = fault.strerror or str(fault)
        if fault.errno in FULL:
            raise LimitError("disk-full", detail=detail) from fault
        raise InputError("source-unreadable", file=str(fault.filename or target), detail=detail) from fault


def _import_once_or_twice(
    request: ImportRequest,
    plan: BuildPlan,
    found: Sequence[Located],
    files: Sequence[Path],
    build_with: tuple[Contract, Path, Progress, Before | None],
) -> BuildOutcome:
    for beside in (True, False):
        try:
            return _import(request, plan, found, files, build_with, plainly=True, beside=beside)
        except InputError as error:
            if error.key != UNEVEN:
                raise
            (build_with[1] / KEPT).unlink(missing_ok=True)
            _tell_again(error, build_with[2])
            if not error.facts.get("tabs"):
                break
    # Text that looked plain and is not: the careful reader takes each of its records by itself.
    return _import(request, plan, found, files, build_with, plainly=False, beside=False)


def _tell_again(error: InputError, progress: Progress) -> None:
    """The slow way takes several times as long, and a reason that is not in the text comes back: both are to be known."""
    detail = error.facts.get("detail")
    told = (
        {"file": error.facts["file"]} if detail is None else {"file": error.facts["file"], "detail": detail}
    )
    progress.report(None, "again" if detail is None else "again-because", **told)


def _import(
    request: ImportRequest,
    plan: BuildPlan,
    found: Sequence[Located],
    files: Sequence[Path],
    build_with: tuple[Contract, Path, Progress, Before | None],
    plainly: bool,
    beside: bool,
) -> BuildOutcome:
    contract, folder, progress, before = build_with
    told = [(one.spec, file) for one, file in zip(found, files, strict=True)]
    used = [table.source for table in sorted(plan.tables, key=lambda table: table.table)]
    with preparing(progress) as preparation:
        asked = BuildRequest(
            request.target,
            plan,
            preparation.sources(told, folder, used, plainly, beside),
            request.memory_bytes,
            request.threads,
            request.storage,
            request.keys,
            encryption=request.encryption,
        )
        return _build(request, asked, contract, folder, preparation.progress, before)


def _wipe_rows(folder: Path) -> None:
    """What is kept encrypted must not stand in clear on the way: rows as they were read lie in the folder of the build."""
    for pattern in ("*.rows.csv", "*.refused.csv", "*.raw.jsonl", f"*{JOINED}*"):
        for path in folder.glob(pattern):
            wipe(path, Silent())


def _build(
    request: ImportRequest,
    asked: BuildRequest,
    contract: Contract,
    folder: Path,
    progress: Progress,
    before: Before | None,
) -> BuildOutcome:
    """The file of rejected rows follows what this build was asked for, also where the extract stays as it stands."""
    kept = folder / KEPT
    if request.sealed:
        with SealedWriter(kept, request.sealed, PURPOSE) as writer:
            outcome = build(replace(asked, keep=writer.write, before=before), contract, folder, progress)
        kept.replace(rejected_path(request.target))
        return outcome
    outcome = build(replace(asked, before=before), contract, folder, progress)
    rejected_path(request.target).unlink(missing_ok=True)
    return outcome
