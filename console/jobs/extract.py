"""Owns the opening of an extract: trust first, then the locked connection, then the console's own tables.

It refuses to let DuckDB touch a file whose digest or signature does not hold, unless it is opened for diagnosis only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType

from console.domain.catalogue import Catalogue
from console.domain.excused import Excusable
from console.domain.manifest import Manifest
from console.domain.payee_groups import PayeeDecisions
from console.domain.period import Period, quarter_of
from console.domain.ports import Clock, Progress
from console.domain.verification import Verdict, Verification
from console.engine.connection import Connection, connect
from console.engine.encryption import is_encrypted
from console.engine.views import prepare
from console.errors import ExitCode, ExtractError
from console.jobs.opened import ExtractInfo, Opened, OpenRequest
from console.jobs.supplement_state import SupplementState, chained, state_digest
from console.jobs.term import read_destroy_by, refuse_expired
from console.signing.extract_verification import ExtractTrust, verify_extract
from console.signing.truststore import TrustStore

__all__ = ["ExtractInfo", "OpenRequest", "OpenedExtract", "open_extract", "read_info", "told"]

EARLIEST = date(1900, 1, 1)
NOTHING_DECIDED = PayeeDecisions()


@dataclass(slots=True)
class OpenedExtract:
    """An extract open for reading; close it, or use it as a context."""

    path: Path
    catalogue: Catalogue
    connection: Connection
    verification: Verification
    manifest: Manifest | None
    digest: str
    info: ExtractInfo
    cut_off: date
    diagnose: bool
    supplements: tuple[str, ...] = ()  # names of the files whose rows are in its state, in their order
    uncounted: tuple[Excusable, ...] = ()  # what a casebook knows to be tolerated, in a pilot or not true
    payees: PayeeDecisions = (
        NOTHING_DECIDED  # what people decided in a casebook; rules look through vendors by it
    )

    @property
    def missing(self) -> frozenset[str]:
        """Return the contract tables and columns the extract lacks."""
        return self.connection.missing

    @property
    def mark(self) -> str:
        """Return the mark every export carries: signed, unsigned, or diagnosis."""
        if self.verification.verdict is Verdict.VALID:
            return "signed"
        return (
            "diagnosis" if self.diagnose and self.verification.verdict is not Verdict.UNSIGNED else "unsigned"
        )

    @property
    def period(self) -> Period:
        """Return the last whole quarter before the cut-off, the period a briefing is about unless told otherwise."""
        quarter = quarter_of(self.cut_off)
        return quarter if quarter.ends <= self.cut_off else quarter.previous()

    @property
    def whole_period(self) -> Period:
        """Return everything up to the cut-off."""
        return Period(self.info.starts or EARLIEST, self.cut_off)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def __enter__(self) -> OpenedExtract:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_extract(
    request: OpenRequest, catalogue: Catalogue, clock: Clock, progress: Progress
) -> OpenedExtract:
    """Verify, open and prepare an extract.

    Raises ExtractError where the file does not hold what its manifest says, where nobody known vouches for its signature,
    or where DuckDB cannot open it safely.
    """
    if request.path.exists() and not request.path.is_file():
        raise ExtractError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(request.path))
    trust = verify_extract(request.path, TrustStore.load(request.trust_folders), clock, progress)
    refuse_expired(request.path, trust.manifest.destroy_by if trust.manifest else None, clock.now())
    _refuse_broken(request, trust.verification)
    links = _links(request, trust, clock, progress)
    connection = connect(
        request.path,
        catalogue.contract,
        memory_bytes=request.memory_bytes // 2,
        threads=request.threads or None,
        key=_key(request),
        supplements=[link.file for link in links],
    )
    try:
        info = read_info(connection)
        refuse_expired(request.path, read_destroy_by(connection), clock.now())
        cut_off = _cut_off(connection, info, trust.manifest, clock)
        prepare(connection, catalogue, cut_off)
    except BaseException:
        connection.close()
        raise
    return OpenedExtract(
        request.path,
        catalogue,
        connection,
        trust.verification,
        trust.manifest,
        state_digest(trust.digest, [link.sha256 for link in links]),
        info,
        cut_off,
        request.diagnose,
        tuple(link.file.name for link in links),
    )


def _links(
    request: OpenRequest, trust: ExtractTrust, clock: Clock, progress: Progress
) -> tuple[SupplementState, ...]:
    """Return the supplements that belong to the state; for diagnosis an extract opens also without those that do not hold."""
    try:
        return chained(request.path, trust, request.trust_folders, clock, progress)[: request.supplements]
    except ExtractError:
        if request.diagnose:
            return ()
        raise


def _key(request: OpenRequest) -> str:
    if not is_encrypted(request.path):
        return ""
    from console.jobs.extract_key import key_of  # loads the stores of secrets

    return key_of(request.path, request.passphrase)


def _refuse_broken(request: OpenRequest, found: Verification) -> None:
    """A broken or unknown signature is worse than none: somebody claimed something that does not hold."""
    if request.diagnose or found.verdict in {Verdict.VALID, Verdict.UNSIGNED}:
        return
    failed = next((check for check in found.checks if not check.passed), None)
    code = ExitCode.INVALID if found.verdict is Verdict.INVALID else ExitCode.UNTRUSTED
    raise ExtractError(
        f"extract-{found.verdict.value}",
        exit_code=code,
        file=request.path.name,
        check=failed.name if failed else "—",
    )


def read_info(connection: Connection) -> ExtractInfo:
    """Return what the extract says of itself."""
    rows = connection.rows(
        "SELECT extract_id, name, period_starts_on, period_ends_on, cut_at, classification FROM extract_info LIMIT 1"
    )
    if not rows:
        return ExtractInfo("", "", None, None, None, "")
    extract_id, name, starts, ends, cut_at, classification = rows[0]
    return ExtractInfo(extract_id or "", name or "", starts, ends, cut_at, classification or "")


def _cut_off(connection: Connection, info: ExtractInfo, manifest: Manifest | None, clock: Clock) -> date:
    """Return the day the data end: as the extract says, else as its manifest says, else the last event it holds."""
    if info.cut_at is not None:
        return info.cut_at.date()
    if manifest is not None and manifest.cut_off:
        return manifest.cut_off
    last = connection.row(
        "SELECT max(day) FROM (SELECT max(CAST(occurred_at AS DATE)) AS day FROM case_event "
        "UNION ALL SELECT max(paid_on) FROM payment UNION ALL SELECT max(closed_on) FROM service_case)"
    )[0]
    return last if isinstance(last, date) else clock.now().date()


def told(extract: OpenedExtract) -> Opened:
    """Return what there is to tell of an open extract."""
    return Opened(
        extract.path,
        extract.verification,
        extract.manifest,
        extract.digest,
        extract.info,
        extract.cut_off,
        extract.period,
        extract.mark,
        tuple(sorted(extract.missing)),
    )
