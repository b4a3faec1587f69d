"""Owns what the tests of briefings share: one signed sample, its signers, and a briefing written on it. It fakes no signature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from console.catalogue.load import load_catalogue
from console.domain.ports import Silent
from console.domain.verification import Verification
from console.i18n import Phrases
from console.jobs.brief import Briefing, Signers, brief
from console.jobs.brief_request import BriefRequest
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.jobs.sample import SampleRequest, make_sample
from console.jobs.verify import verify
from console.jobs.verify_request import VerifyRequest
from console.paths import resource_root
from console.signing.authority import issue_signer
from console.signing.signer import FileSigner, open_signer
from console.signing.truststore import TrustStore
from tests.signing.papers import PASSPHRASE, FixedClock

RESOURCES = resource_root()
MEMORY = 4 * 1024**3
CASES = 2_000


@dataclass(frozen=True)
class Bureau:
    """A folder with a signed extract and its authority; the preparer signs briefings, the approver approves them."""

    folder: Path
    extract: Path
    trust: Path
    preparer: FileSigner
    approver: FileSigner

    @property
    def signers(self) -> Signers:
        return Signers(self.preparer, TrustStore.load((self.trust,)))

    def opened(self, path: Path | None = None, diagnose: bool = False) -> OpenedExtract:
        opening = OpenRequest(path or self.extract, (self.trust,), MEMORY, 1, diagnose)
        return open_extract(opening, load_catalogue(RESOURCES), FixedClock(), Silent())

    def written(self, request: BriefRequest, signers: Signers | None) -> Briefing:
        with self.opened() as extract:
            return brief(extract, request, RESOURCES, FixedClock(), Silent(), signers)

    def verified(
        self, path: Path, against: Path | None = None, trust: Iterable[Path] | None = None
    ) -> Verification:
        folders = (self.trust,) if trust is None else tuple(trust)
        request = VerifyRequest(path, against, folders, MEMORY, 1, RESOURCES)
        return verify(request, FixedClock(), Silent())


def make_bureau(folder: Path) -> Bureau:
    request = SampleRequest(folder, RESOURCES, CASES, passphrase=PASSPHRASE, threads=1)
    made = make_sample(request, FixedClock(), Silent())
    issue_signer(
        folder,
        "approver",
        person="李批准",
        organisation="演示省审计厅",
        authority_passphrase=PASSPHRASE,
        passphrase=PASSPHRASE,
        clock=FixedClock(),
    )
    keys = folder / "keys"
    return Bureau(
        folder,
        made.extract,
        made.trust,
        open_signer(keys, "sample", PASSPHRASE),
        open_signer(keys, "approver", PASSPHRASE),
    )


def failed_names(found: Verification) -> set[str]:
    """Return the names of the checks that failed, after every check was worded in both languages."""
    for language in ("zh-CN", "en"):
        phrases = Phrases(language, RESOURCES / "phrases")
        for check in found.checks:
            assert phrases.text(f"check-{check.key}", **check.facts)
    return {check.name for check in found.checks if not check.passed}
