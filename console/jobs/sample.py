"""Owns the making of the signed sample: province, manifest, demonstration authority, signature. It refuses half an extract.

Who gives no passphrase gets a throw-away authority: its key signs once and is never written to a disk that stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console import __version__
from console.catalogue.contract import read_contract
from console.catalogue.standards import read_calendars
from console.domain.calendar import calendar_days
from console.domain.contract import Contract
from console.domain.manifest import Manifest, TableCount, from_json
from console.domain.period import Period, parse
from console.domain.ports import Clock, Progress, stop_if_cancelled
from console.engine.build import building_folder
from console.engine.fingerprint import file_fingerprints
from console.errors import InputError, UsageError
from console.jobs.rebuild import predecessor_of
from console.signing.authority import LIST_FILE, ROOT_FILE, demonstration_signer
from console.signing.beside import read_pair
from console.signing.certificates import fingerprint
from console.signing.chunk_hashing import digest_chunked
from console.signing.extract_verification import manifest_path, signature_path
from console.signing.manifest_signature import sign_manifest
from console.signing.signer import FileSigner
from console.vault.passphrase import new_passphrase

if TYPE_CHECKING:
    from sample_db.generate import About

QUARTERS = ("2025Q3", "2025Q4", "2026Q1", "2026Q2")
"""The quarters at whose end the province can be looked at, the earliest first."""
LATEST = QUARTERS[-1]
FILES = {quarter: f"lanjiang-{quarter}.duckdb" for quarter in QUARTERS}
FILE = FILES[LATEST]
IDENTITY = "sample"
PERSON = "示例数据签名人"
ORGANISATION = "澜江省政务服务监督组"


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """Where to make the sample, how large, from which seed, and at the end of which quarter.

    ``passphrase`` keeps the demonstration authority and the signer in ``folder/keys``, to sign again with; without it the
    keys are thrown away. ``cases`` and ``seed`` are the generator's own where None; payments and purchases follow the cases.
    """

    folder: Path
    resources: Path
    cases: int | None = None
    seed: int | None = None
    passphrase: str | None = None
    threads: int | None = None
    memory_bytes: int | None = None
    quarter: str = LATEST
    payments: int | None = None
    purchases: int | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """What was made and where it stands; ``follows`` names the extract of an earlier quarter it is chained to, if any."""

    extract: Path
    manifest: Manifest
    trust: Path
    identity: str | None  # None where the key was thrown away
    follows: str = ""


def make_sample(request: SampleRequest, clock: Clock, progress: Progress) -> Sample:
    """Make the sample in a folder; an extract of an earlier run is replaced only once the new one is whole.

    The latest extract of an earlier quarter that stands in the folder and tells of the same province is its predecessor.

    Raises UsageError for a number of cases below one or an unknown quarter, InputError for a folder that cannot be written
    or an earlier extract whose manifest says otherwise than its file, SigningError or KeyStoreError for the authority,
    Cancelled.
    """
    if request.cases is not None and request.cases < 1:
        raise UsageError("sample-cases", cases=request.cases)
    if request.quarter not in QUARTERS:
        raise UsageError("sample-quarter", quarter=request.quarter, known=", ".join(QUARTERS))
    contract = read_contract(request.resources / "contract")
    target = request.folder / FILES[request.quarter]
    with building_folder(target) as half:
        made = half / target.name
        counts, about = _generate(request, made, contract, half, progress)
        earlier = _earlier(request, made, progress)
        manifest = replace(
            _manifest(made, counts, about, contract, clock, progress),
            predecessor=predecessor_of(earlier, progress) if earlier else None,
        )
        content = manifest.to_json()
        signature = _sign(request, content, half, clock)
        stop_if_cancelled(progress)
        _put(made, target, content, signature)
    identity = IDENTITY if request.passphrase else None
    return Sample(target, manifest, request.folder / "trust", identity, earlier.name if earlier else "")


def _earlier(request: SampleRequest, made: Path, progress: Progress) -> Path | None:
    """Return the extract of the nearest earlier quarter in the folder, where it tells of the province just made."""
    from sample_db import generate

    for quarter in reversed(QUARTERS[: QUARTERS.index(request.quarter)]):
        path = request.folder / FILES[quarter]
        content = read_pair(path, progress).manifest if path.is_file() else None
        if content is not None:
            told = from_json(content)
            rows = {table.name: table.rows for table in told.tables}
            return path if generate.known_by(made, told.cut_off) == rows["service_case"] else None
    return None


def _generate(
    request: SampleRequest, made: Path, contract: Contract, work: Path, progress: Progress
) -> tuple[Mapping[str, int], About]:
    from sample_db import (
        generate,
    )  # DuckDB and the province's SQL: not loaded by commands that make no sample

    chosen: dict[str, Any] = {
        "cases": request.cases,
        "payments": request.payments,
        "purchases": request.purchases,
        "seed": request.seed,
        "threads": request.threads,
    }
    given = {name: value for name, value in chosen.items() if value is not None}
    days = calendar_days(read_calendars(request.resources / "calendars"))
    counts = generate.generate(
        made,
        contract,
        days,
        work=work,
        memory_bytes=request.memory_bytes,
        quarter=parse(request.quarter),
        progress=progress,
        **given,
    )
    return counts, generate.about(made)


def _manifest(
    made: Path,
    counts: Mapping[str, int],
    about: About,
    contract: Contract,
    clock: Clock,
    progress: Progress,
) -> Manifest:
    prints = file_fingerprints(made, contract, counts, progress)
    digest = digest_chunked(made, progress)
    return Manifest(
        file=made.name,
        sha256=digest.sha256,
        bytes=digest.bytes,
        contract_version=contract.version,
        tables=tuple(
            TableCount(name, rows, rows, rows, 0, prints[name]) for name, rows in sorted(counts.items())
        ),
        period=Period(about.starts, about.ends),
        cut_off=about.cut_off,
        zone=about.zone,
        pseudonym_scheme=about.pseudonym_scheme,
        classification=about.classification,
        purpose=about.purpose,
        legal_basis=about.legal_basis,
        recipients=about.recipients,
        destroy_by=about.destroy_by,
        sources=(),
        tool=f"plumbline {__version__} sample",
        made_at=clock.now().replace(microsecond=0),
        chunks=digest.chunks,
    )


def _sign(request: SampleRequest, content: bytes, half: Path, clock: Clock) -> bytes:
    if request.passphrase is not None:
        return sign_manifest(content, _signer(request.folder, request.passphrase, clock), clock)
    office = half / "office"
    signer = _signer(office, new_passphrase(), clock)
    mark = f"{request.quarter}-{fingerprint(signer.chain[-1])[:8]}"
    _keep_trust(office / "trust", request.folder / "trust", request.quarter, mark)
    return sign_manifest(content, signer, clock)


def _signer(office: Path, passphrase: str, clock: Clock) -> FileSigner:
    return demonstration_signer(
        office, IDENTITY, person=PERSON, organisation=ORGANISATION, passphrase=passphrase, clock=clock
    )


def _keep_trust(made: Path, kept: Path, quarter: str, mark: str) -> None:
    """Keep what is public of a throw-away authority; that of the extract now replaced vouches for nothing any more."""
    try:
        kept.mkdir(parents=True, exist_ok=True)
        for ending in ("pem", "crl"):
            for former in kept.glob(f"demonstration-{quarter}-????????.{ending}"):
                former.unlink()
        (made / ROOT_FILE).replace(kept / f"demonstration-{mark}.pem")
        (made / LIST_FILE).replace(kept / f"demonstration-{mark}.crl")
    except OSError as fault:
        raise _unwritable(kept, fault) from fault


def _put(made: Path, target: Path, manifest: bytes, signature: bytes) -> None:
    """Put the three files in place, the manifest last: an extract with its manifest beside it is a whole one."""
    try:
        for old in (manifest_path(target), signature_path(target)):
            old.unlink(missing_ok=True)
        for place, content in ((manifest_path(made), manifest), (signature_path(made), signature)):
            place.write_bytes(content)
        made.replace(target)
        signature_path(made).replace(signature_path(target))
        manifest_path(made).replace(manifest_path(target))
    except OSError as fault:
        raise _unwritable(target, fault) from fault


def _unwritable(path: Path, fault: OSError) -> InputError:
    return InputError("build-target", file=str(path), detail=fault.strerror or str(fault))
