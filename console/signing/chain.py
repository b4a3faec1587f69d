"""Owns the chain of extracts as their manifests tell it: what each follows, back to the first, and where it breaks off.

It reads the manifests that stand in the same folder, and refuses to take an unsigned one for a link.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from console.domain.manifest import EXTRACT, LARGEST, SUPPLEMENT, Manifest, from_json
from console.domain.verification import CHAIN, DESTROY_BY, Check, Verification
from console.errors import ExtractError, Fact
from console.signing import container
from console.signing.beside import MANIFEST_ENDING, SIGNATURE_ENDING, small_file
from console.signing.manifest_signature import verify_manifest
from console.signing.truststore import TrustStore
from console.signing.verdicts import failed, passed

LONGEST = 200
"""No chain is followed further; fifty years of quarters."""
MOST_BESIDE = 2_000
SHORT = 16


class LinkState(StrEnum):
    """What is known of one link back from an extract."""

    SIGNED = "signed"  # its manifest is here, signed by somebody trusted
    UNTRUSTED = "untrusted"  # its manifest is here, but nobody trusted vouches for it
    MISSING = "missing"  # nothing here has the digest its follower names


@dataclass(frozen=True, slots=True)
class Link:
    """One extract further back; file and manifest are None where it is missing."""

    sha256: str
    state: LinkState
    file: Path | None
    manifest: Manifest | None
    present: bool  # whether the extract itself stands there; one that was destroyed leaves its manifest

    @classmethod
    def of_itself(cls, path: Path, sha256: str, manifest: Manifest | None, found: Verification) -> Link:
        """Return the link an extract is in its own chain."""
        state = LinkState.SIGNED if found.valid else LinkState.UNTRUSTED
        return cls(sha256, state, path, manifest, path.is_file())


@dataclass(frozen=True, slots=True)
class Chain:
    """What an extract follows, the nearest first; ``silent`` are days nobody reports on, between two links."""

    links: tuple[Link, ...]
    silent: tuple[date, date] | None = None

    @property
    def whole(self) -> bool:
        """Return whether every link is here and signed, and no day is left out between two."""
        return self.silent is None and all(link.state is LinkState.SIGNED for link in self.links)


def chain_of(extract: Path, manifest: Manifest, trust: TrustStore, now: datetime) -> Chain:
    """Return the chain back from an extract or a supplement, as far as it can be followed."""
    links: list[Link] = []
    later, seen = manifest, {manifest.sha256}
    silent: tuple[date, date] | None = None
    while later.predecessor is not None and later.predecessor not in seen and len(links) < LONGEST:
        link = _link(extract.parent, later.predecessor, trust, now)
        links.append(link)
        seen.add(link.sha256)
        if link.manifest is None:
            break
        silent = silent or _silent(link.manifest, later)
        later = link.manifest
    return Chain(tuple(links), silent)


def followers_of(extract: Path, sha256: str, trust: TrustStore, now: datetime) -> tuple[Link, ...]:
    """Return the extracts in the folder that follow this one, one after the other, as far as the line does not part."""
    known = {
        told.predecessor: (path, told) for path, told in _told_in(extract.parent) if told.kind == EXTRACT
    }
    links: list[Link] = []
    seen = {sha256}
    while sha256 in known and known[sha256][1].sha256 not in seen and len(links) < LONGEST:
        path, told = known[sha256]
        content = small_file(path.with_name(path.name + MANIFEST_ENDING), LARGEST) or b""
        state = LinkState.SIGNED if _signed(path, content, trust, now) else LinkState.UNTRUSTED
        links.append(Link(told.sha256, state, path, told, path.is_file()))
        sha256 = told.sha256
        seen.add(sha256)
    return tuple(links)


def chain_check(chain: Chain) -> Check:
    """Return what is said of the chain as one check; it never changes the verdict."""
    for link in chain.links:
        told = link.sha256[:SHORT]
        if link.state is LinkState.MISSING:
            return failed(CHAIN, "chain-gap", predecessor=told)
        if link.state is LinkState.UNTRUSTED:
            return failed(
                CHAIN, "chain-untrusted", predecessor=told, file=link.file.name if link.file else ""
            )
    if chain.silent is not None:
        return failed(CHAIN, "chain-silent", first=str(chain.silent[0]), last=str(chain.silent[1]))
    if not chain.links:
        return passed(CHAIN, "chain-first")
    last = chain.links[-1].manifest
    starts = str(last.period.starts) if last is not None else ""
    return passed(CHAIN, "chain-whole", count=len(chain.links), starts=starts)


def destroy_by_check(manifest: Manifest, now: datetime) -> Check:
    """Return whether the day the extract was to be destroyed by has gone by; on that day itself it may be used."""
    told: dict[str, Fact] = {
        "day": str(manifest.destroy_by),
        "days": abs((manifest.destroy_by - now.date()).days),
    }
    if now.date() > manifest.destroy_by:
        return failed(DESTROY_BY, "destroy-by-passed", **told)
    return passed(DESTROY_BY, "destroy-by-ahead", **told)


def _link(folder: Path, sha256: str, trust: TrustStore, now: datetime) -> Link:
    for path in _manifests(folder):
        content = small_file(path, LARGEST) or b""
        if sha256.encode() not in content:
            continue
        try:
            found = from_json(content)
        except ExtractError:
            continue
        if found.sha256 == sha256:
            extract = path.with_name(path.name.removesuffix(MANIFEST_ENDING))
            state = LinkState.SIGNED if _signed(extract, content, trust, now) else LinkState.UNTRUSTED
            return Link(sha256, state, extract, found, extract.is_file())
    return Link(sha256, LinkState.MISSING, None, None, False)


def _told_in(folder: Path) -> list[tuple[Path, Manifest]]:
    found: list[tuple[Path, Manifest]] = []
    for path in _manifests(folder):
        try:
            told = from_json(small_file(path, LARGEST) or b"")
        except ExtractError:
            continue
        found.append((path.with_name(path.name.removesuffix(MANIFEST_ENDING)), told))
    return found


def _manifests(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob(f"*{MANIFEST_ENDING}"))[:MOST_BESIDE]
    except OSError:
        return []


def _signed(extract: Path, content: bytes, trust: TrustStore, now: datetime) -> bool:
    signature = small_file(extract.with_name(extract.name + SIGNATURE_ENDING), container.LARGEST)
    return signature is not None and all(
        check.passed for check in verify_manifest(content, signature, trust, now)
    )


def _silent(earlier: Manifest, later: Manifest) -> tuple[date, date] | None:
    """Return the first and last day between two extracts' periods, None where none is; a supplement has no period to miss."""
    first = earlier.period.ends + timedelta(days=1)
    if later.kind == SUPPLEMENT or later.period.starts <= first:
        return None
    return first, later.period.starts - timedelta(days=1)
