"""Owns what a warm open shows before the bytes are hashed: the overview kept of an extract of the same digest.

It refuses to keep anything of an extract nobody vouches for, or of one organisation, and to answer for a file that is not
claimed, by a manifest somebody trusted signed, to be the one the answer was kept of.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec

from console import paths
from console.domain.ports import Clock, Progress
from console.engine.cache import ReadingsCache
from console.errors import PlumblineError
from console.jobs.extract import OpenedExtract, told
from console.jobs.frames import packed, shaped, unpacked
from console.jobs.opened import OpenRequest
from console.jobs.overview_answers import Glance, Overview, OverviewRequest
from console.signing.glance import claim_of
from console.signing.supplement_files import supplement_paths
from console.signing.truststore import TrustStore

NAME = "overview"


def keep_glance(extract: OpenedExtract, asked: OverviewRequest, answer: Overview) -> None:
    """Keep the overview of a whole extract for its next opening; where that cannot be written, nothing is kept.

    What was tolerated goes unsaid: its keys belong into the casebook.
    """
    if extract.mark != "signed" or asked.region_id or asked.organisation_id:
        return
    cache = ReadingsCache(paths.cache_folder(), extract.digest, extract.catalogue.digest)
    cache.keep_answer(NAME, packed(Glance(told(extract), replace(asked, excused=()), answer)))


def glance(
    request: OpenRequest, catalogue_digest: str, clock: Clock, progress: Progress
) -> tuple[Glance, ...]:
    """Return what was kept of the extract the file is claimed to be: one, or none.

    Raises SigningError where the trust store cannot be read, and Cancelled.
    """
    if request.diagnose or not request.path.is_file() or supplement_paths(request.path):
        return ()  # with supplements the state is another than the manifest of the extract alone tells
    claim = claim_of(request.path, TrustStore.load(request.trust_folders), clock, progress)
    if claim is None:
        return ()
    cache = ReadingsCache(paths.cache_folder(), claim.manifest.sha256, catalogue_digest)
    content = cache.find_answer(NAME)
    kept = _read(content) if content is not None else None
    if kept is None or kept.opened.digest != claim.manifest.sha256:
        return ()
    opened = replace(
        kept.opened,
        path=request.path,
        verification=claim.verification,
        manifest=claim.manifest,
        mark="unsigned",  # nobody vouches for bytes nobody has hashed
    )
    return (replace(kept, opened=opened),)


def _read(content: bytes) -> Glance | None:
    try:
        return shaped(unpacked(content), Glance)
    except (PlumblineError, msgspec.MsgspecError):
        return None
