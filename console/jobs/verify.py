"""Owns the verdict on a file from outside: what kind it is, and whether it can be believed. It refuses to trust a name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from console.casebook.store import DATABASE
from console.domain.ports import Clock, Progress, Vault
from console.domain.verification import CHAIN, Verification
from console.errors import ExitCode, ExtractError, KeyStoreError
from console.jobs.findings import CasebookRequest, has_casebook, is_begun
from console.jobs.findings_signed import verify_with_signatures
from console.jobs.recompute_briefing import read_head_of, verify_briefing
from console.jobs.supplement_state import chained
from console.jobs.verify_request import VerifyRequest
from console.signing.destruction import is_certificate, refuse_destroyed, verify_destruction
from console.signing.extract_verification import manifest_path, verify_extract
from console.signing.supplement_files import supplement_paths
from console.signing.truststore import TrustStore
from console.signing.verdicts import passed, refused

PDF, DUCKDB = b"%PDF-", b"DUCK"
DUCKDB_AT = 8


def verify(
    request: VerifyRequest, clock: Clock, progress: Progress, vault: Vault | None = None
) -> Verification:
    """Verify an extract, a briefing or a casebook (its folder or its database); ``vault`` keeps the casebook's key.

    Raises ExtractError file-not-found or verify-kind, BriefingError verify-witness, KeyStoreError where a casebook's key
    cannot be had.
    """
    kind, trust = kind_of(request.path), TrustStore.load(request.trust_folders)
    if kind == "casebook":
        return _verify_casebook(request, vault, trust, clock)
    if kind == "destruction":
        return verify_destruction(request.path, trust, clock)
    if kind == "extract":
        return _verify_extract(request, trust, clock, progress)
    return verify_briefing(request, trust, clock, progress)


def kind_of(path: Path) -> str:
    """Return extract, destruction, briefing or casebook, by what the file holds and what stands beside it.

    Raises ExtractError file-not-found, verify-kind.
    """
    if path.is_dir():
        if has_casebook(path):
            return "casebook"
        raise ExtractError("verify-kind", exit_code=ExitCode.NOT_AN_EXTRACT, file=str(path))
    if not path.is_file():
        refuse_destroyed(path)
        raise ExtractError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path))
    if is_certificate(path):
        return "destruction"
    head = _head(path)
    if head.startswith(PDF):
        return "briefing"
    if head[DUCKDB_AT:].startswith(DUCKDB) or manifest_path(path).is_file():
        return "extract"
    if is_begun(path.parent) and path.samefile(path.parent / DATABASE):
        return "casebook"  # encrypted from its first byte: only its place tells it
    raise ExtractError("verify-kind", exit_code=ExitCode.NOT_AN_EXTRACT, file=path.name)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(DUCKDB_AT + len(DUCKDB))
    except OSError as fault:
        raise ExtractError(
            "signing-file-unreadable",
            exit_code=ExitCode.DAMAGED,
            file=str(path),
            detail=fault.strerror or str(fault),
        ) from fault


def _verify_extract(
    request: VerifyRequest, trust: TrustStore, clock: Clock, progress: Progress
) -> Verification:
    """Verify an extract and the supplements beside it: one that does not hold is a gap in the chain, whatever the extract is."""
    found = verify_extract(request.path, trust, clock, progress)
    if not supplement_paths(request.path):
        return found.verification
    try:
        links = chained(request.path, found, request.trust_folders, clock, progress)
        said = passed(CHAIN, "supplements-whole", count=len(links))
    except ExtractError as fault:
        said = refused(CHAIN, fault)
    return replace(found.verification, checks=(*found.verification.checks, said))


def _verify_casebook(
    request: VerifyRequest, vault: Vault | None, trust: TrustStore, clock: Clock
) -> Verification:
    """Verify a casebook; a signed briefing given as ``against`` is the witness of its head."""
    if vault is None:
        raise KeyStoreError("casebook-passphrase-needed")
    folder = request.path if request.path.is_dir() else request.path.parent
    witnesses = () if request.against is None else (read_head_of(request.against, trust, clock),)
    return verify_with_signatures(CasebookRequest(folder, witnesses), vault, clock, trust)
