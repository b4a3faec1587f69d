"""Owns how long a signed briefing takes beyond the database: drawing and signing. It refuses to count what DuckDB computes."""

from __future__ import annotations

import time
from pathlib import Path

from console.catalogue.load import load_catalogue
from console.domain.ports import Clock, Progress
from console.errors import Fact
from console.jobs.bench_clock import TURNS, Compared
from console.jobs.brief import Signers, brief
from console.jobs.brief_request import BriefRequest
from console.jobs.extract import OpenRequest, open_extract
from console.jobs.sample import IDENTITY
from console.signing.signer import open_signer
from console.signing.truststore import TrustStore

MEMORY = 4 * 1024**3
OWN_STEPS = ("brief-render", "brief-sign")


class StopWatch:
    """A progress that notes when each step began."""

    def __init__(self) -> None:
        self.began: dict[str, float] = {}

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        """Note the first time a step is named."""
        del fraction, facts
        self.began.setdefault(key, time.perf_counter())

    def cancelled(self) -> bool:
        """Never: a benchmark runs to its end."""
        return False


def compare_briefing(
    folder: Path, extract: Path, resources: Path, clock: Clock, progress: Progress
) -> Compared:
    """Write a signed briefing several times and return the quickest own work: from the first page drawn to the signature."""
    trust = (folder / "trust",)
    passphrase = (folder / "passphrase").read_text("utf-8")
    signers = Signers(open_signer(folder / "keys", IDENTITY, passphrase), TrustStore.load(trust))
    request = OpenRequest(extract, trust, MEMORY)
    own, whole, size = [], [], 0
    with open_extract(request, load_catalogue(resources), clock, progress) as opened:
        for _ in range(TURNS):
            watch, began = StopWatch(), time.perf_counter()
            made = brief(opened, BriefRequest(), resources, clock, watch, signers)
            ended = time.perf_counter()
            own.append(ended - min(watch.began[step] for step in OWN_STEPS))
            whole.append(ended - began)
            size = len(made.content)
    return Compared(min(own), 0.0, {"whole_seconds": round(min(whole), 4), "bytes": size})
