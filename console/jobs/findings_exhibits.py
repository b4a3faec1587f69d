"""Owns evidence files and photographs of a finding: taking them in by hash, reading them, their redacted copies, their check.

It refuses to change an original: a redacted copy is a file of its own that names the one it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from console.casebook import Casebook, exhibits
from console.domain.entries import Attachment
from console.domain.finding import Actor, Exhibit, FindingState
from console.domain.verification import Check
from console.errors import CasebookError, ExitCode, Fact, UsageError
from console.jobs.findings import Acted, CaseDesk, acted

LONGEST_NAME = 120
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
)
OTHER = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class ExhibitFile:
    """A file to take in: its name, its bytes, what is said of it, and the original's hash where it is a redacted copy."""

    name: str
    content: bytes
    text: str = ""
    redacts: str = ""


def read_file(path: Path) -> bytes:
    """Return a file's bytes, no more than may be kept.

    Raises UsageError exhibit-unreadable, CasebookError exhibit-size.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(exhibits.LARGEST + 1)
    except OSError as fault:
        detail = fault.strerror or str(fault)
        raise UsageError(
            "exhibit-unreadable", exit_code=ExitCode.NOT_FOUND, file=str(path), detail=detail
        ) from fault
    if not 0 < len(content) <= exhibits.LARGEST:
        raise CasebookError("exhibit-size", size=len(content), largest=exhibits.LARGEST // 2**20)
    return content


def media_type(content: bytes) -> str:
    """Return what a file is by its first bytes; its name says nothing."""
    return next((kind for magic, kind in _KINDS if content.startswith(magic)), OTHER)


def attach(desk: CaseDesk, name: str, file: ExhibitFile, actor: Actor) -> Acted:
    """Take a file into the evidence of a finding: on disk first, encrypted, then its entry.

    Raises CasebookError exhibit-size, exhibit-unknown (what it would redact is no file of the finding), exhibit-known.
    """
    with desk.writing() as book:
        state = book.find(name)
        redacts = exhibit_of(state, file.redacts).digest if file.redacts else ""
        digest = exhibits.keep(desk.request.folder, desk.key, file.content)
        if any(one.digest == digest for one in state.exhibits):
            raise CasebookError("exhibit-known", number=state.number, digest=digest[:16])
        told = (bare_name(file.name), digest, media_type(file.content), file.text, redacts)
        written = book.append(Attachment(state.identity, *told), actor)
        return acted(book, book.find(state.identity), written)


def bare_name(name: str) -> str:
    """Return a file's own name without folders, not longer than a list shows."""
    bare = PureWindowsPath(name).name.strip() or "file"
    stem, dot, ending = bare.rpartition(".")
    return bare if len(bare) <= LONGEST_NAME else f"{(stem or ending)[: LONGEST_NAME - 12]}{dot}{ending[:10]}"


def read_exhibit(desk: CaseDesk, name: str, digest: str) -> tuple[Exhibit, bytes]:
    """Return a file of a finding, by the beginning of its hash, as it was taken in.

    Raises CasebookError exhibit-unknown, exhibit-missing, exhibit-broken.
    """
    with desk.reading() as book:
        found = exhibit_of(book.find(name), digest)
    return found, exhibits.read(desk.request.folder, desk.key, found.digest)


def exhibit_of(state: FindingState, digest: str) -> Exhibit:
    """Return the file of a finding whose hash begins so; raises CasebookError exhibit-unknown."""
    told = digest.strip().lower()
    found = [one for one in state.exhibits if len(told) >= 8 and one.digest.startswith(told)]
    if not found:
        raise CasebookError("exhibit-unknown", number=state.number, digest=digest, count=len(state.exhibits))
    return found[0]


def redacted_of(state: FindingState, digest: str) -> Exhibit | None:
    """Return the newest redacted copy of a file, None where there is none."""
    return next((one for one in reversed(state.exhibits) if one.redacts == digest), None)


def exhibit_checks(book: Casebook, key: bytes) -> tuple[Check, ...]:
    """Return the check that every evidence file is there and is the one whose hash stands in the log; none where none is."""
    digests = {one.digest for state in book.states().values() for one in state.exhibits if one.digest}
    wrong = sorted(digest for digest in digests if not _holds(book.folder, key, digest))
    if wrong:
        facts: dict[str, Fact] = {"count": len(wrong), "digest": wrong[0][:16]}
        return (Check("exhibits", False, "casebook-exhibits-broken", facts),)
    return (Check("exhibits", True, "casebook-exhibits", {"count": len(digests)}),) if digests else ()


def _holds(folder: Path, key: bytes, digest: str) -> bool:
    try:
        return bool(exhibits.read(folder, key, digest))
    except CasebookError:
        return False


def enclosed(state: FindingState, originals: bool) -> Iterable[Exhibit]:
    """Yield the files of a finding that a package takes along: redacted copies, and originals only where somebody asks."""
    for one in state.exhibits:
        if one.redacts or originals:
            yield one
