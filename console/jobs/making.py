"""Owns the making of a file with its manifest and signature, as one step that is done or not done.

It refuses to touch what stands there already where the new says the same, and to leave a new file with an old manifest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from console.domain.contract import Contract
from console.domain.manifest import Manifest, MappingUsed
from console.domain.ports import Clock, Progress
from console.engine.build import BuildOutcome
from console.jobs.importing import ImportRequest, import_sources
from console.jobs.rebuild import standing_same
from console.jobs.signers import require_usable
from console.signing.beside import manifest_path, settle, signature_path, stage_pair
from console.signing.hashing import digest_bytes
from console.signing.manifest_signature import sign_manifest
from console.signing.signer import FileSigner

ManifestOf = Callable[[Path, BuildOutcome], Manifest]
"""Returns what the manifest of a new file says, before the file takes its place."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was made: the counts, the manifest, and where manifest and signature stand (None where nobody signed).

    ``unchanged`` says that the same was there already, to the last row, and was left as it stands.
    """

    outcome: BuildOutcome
    manifest: Manifest
    manifest_file: Path
    signature_file: Path | None
    unchanged: bool = False


def make_signed(
    request: ImportRequest,
    contract: Contract,
    manifest_of: ManifestOf,
    signer: FileSigner | None,
    clock: Clock,
    progress: Progress,
) -> Built:
    """Import the sources; stage manifest and signature before the new file takes the old one's place, name them after.

    Raises as ``import_sources`` does, and SigningError.
    """
    if signer is not None:
        require_usable(signer, clock)
    settle(request.target, progress)
    said: list[tuple[Manifest, bool]] = []

    def before(made: Path, outcome: BuildOutcome) -> bool:
        manifest = manifest_of(made, outcome)
        standing = standing_same(request.target, manifest, signer, contract, progress)
        said.append((manifest if standing is None else standing, standing is not None))
        if standing is not None:
            return False
        content = manifest.to_json()
        stage_pair(request.target, content, None if signer is None else sign_manifest(content, signer, clock))
        return True

    outcome = import_sources(request, contract, progress, before)
    settle(request.target, progress)
    manifest, unchanged = said[0]
    signature = signature_path(request.target) if signature_path(request.target).is_file() else None
    return Built(outcome, manifest, manifest_path(request.target), signature, unchanged)


def mappings_used(paths: tuple[Path, ...]) -> tuple[MappingUsed, ...]:
    """Return the mappings as a manifest names them."""
    return tuple(MappingUsed(path.name, digest_bytes(path.read_bytes())) for path in paths)
