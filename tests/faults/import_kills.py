"""Owns the killing of imports: a build in a process of its own, SIGKILL at a random moment, and what stands there then.

Run as a script for as many kills as one likes: ``python -m tests.faults.import_kills 50``. It refuses to call a file whole
that its manifest, its signature and its rows do not all speak for.
"""

from __future__ import annotations

import collections
import functools
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from console.catalogue.contract import read_contract
from console.domain.manifest import from_json
from console.domain.ports import Silent, SystemClock
from console.domain.verification import Verdict
from console.engine.connection import connect
from console.jobs.build import build_extract
from console.jobs.importing import ImportRequest
from console.paths import resource_root
from console.signing.authority import demonstration_signer
from console.signing.beside import manifest_path, signature_path
from console.signing.extract_verification import verify_extract
from console.signing.signer import FileSigner
from console.signing.truststore import TrustStore

PASSPHRASE = "only for tests 口令"
ROWS = 6_000
MOST_TRIES = 8  # builds begun for one that is killed while it runs
MARGIN = 1.1  # how far beyond a build's length a moment may lie
MAPPING = """
[extract]
extract_id = "kills"
name = "Kills"
period_starts_on = 2026-01-01
period_ends_on = 2026-03-31
cut_at = "2026-03-31 18:00:00"
classification = "internal"
purpose = "supervision"
legal_basis = "art. 1"
recipients = "audit office"
destroy_by = 2099-12-31

[source.payments]
file = "payments.csv"

[[table]]
table = "payment"
from = "payments"
[table.columns]
payment_id = "no"
organisation_id = { constant = "O1" }
amount = "amount"
paid_on = "day"
"""


@dataclass(frozen=True)
class Field:
    """A folder with a mapping, a source that changes from build to build, an office, and the extract."""

    folder: Path
    rows: int = ROWS

    @property
    def extract(self) -> Path:
        return self.folder / "out" / "kills.duckdb"

    def prepare(self) -> None:
        """Make everything but the extract."""
        self.extract.parent.mkdir(parents=True)
        (self.folder / "m.toml").write_text(MAPPING, "utf-8")
        self._signer()

    def source(self, version: int) -> None:
        """Write the source of a version: every amount tells which."""
        lines = (f"P{place},{version}.{place % 100:02},2026-01-05" for place in range(self.rows))
        (self.folder / "payments.csv").write_text("no,amount,day\n" + "\n".join(lines) + "\n", "utf-8")

    def build(self, say: bool = False) -> None:
        """Build and sign, in this process; ``say`` tells on stdout when everything is loaded and it begins."""
        contract, signer = read_contract(resource_root() / "contract"), self._signer()
        if say:
            sys.stdout.write("ready\n")
            sys.stdout.flush()
        request = ImportRequest((self.folder / "m.toml",), self.extract, threads=1)
        build_extract(request, contract, signer, SystemClock(), Silent())

    def state(self) -> tuple[int, bytes] | None:
        """Return the version of the rows and the bytes of the manifest, None where nothing stands there.

        Raises AssertionError for half a file, a manifest of other bytes, a signature that does not hold, a lost row.
        """
        if not self.extract.exists():
            return None
        trust = TrustStore.load((self.folder / "trust",))
        found = verify_extract(self.extract, trust, SystemClock(), Silent())
        assert found.verdict is Verdict.VALID, [
            check.key for check in found.verification.checks if not check.passed
        ]
        assert found.manifest is not None
        with connect(
            self.extract, read_contract(resource_root() / "contract"), spill=self.folder / "spill"
        ) as opened:
            count, low, high = opened.row(
                "SELECT count(*), min(floor(amount)), max(floor(amount)) FROM payment"
            )
        assert (count, low) == (self.rows, high), "rows of two versions, or some of one"
        assert [table.rows for table in found.manifest.tables if table.name == "payment"] == [self.rows]
        return int(low), found.manifest.to_json()

    def leftovers(self) -> list[str]:
        """Return what stands beside the extract and should not."""
        own = {self.extract.name, manifest_path(self.extract).name, signature_path(self.extract).name}
        return sorted(path.name for path in self.extract.parent.iterdir() if path.name not in own)

    def _signer(self) -> FileSigner:
        return _signer(self.folder)


@functools.cache
def _signer(folder: Path) -> FileSigner:
    """Open the key once a process: that takes longer than the build."""
    return demonstration_signer(
        folder, "clerk", person="王", organisation="厅", passphrase=PASSPHRASE, clock=SystemClock()
    )


def killed(field: Field, after: float | None) -> float:
    """Start a build, kill it so many seconds after it began (None lets it end), and return how long it ran."""
    code = (
        "from pathlib import Path; from tests.faults.import_kills import Field; "
        f"Field(Path({str(field.folder)!r})).build(True)"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=resource_root().parent) as child:
        assert child.stdout is not None and child.stdout.readline() == b"ready\n"
        begun = time.monotonic()
        try:
            child.wait(after)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        return time.monotonic() - begun


def kill_many(folder: Path, times: int, seed: int) -> collections.Counter[str]:
    """Kill as many running builds at random moments; return how often the old, the new, or nothing stood there after.

    A build that ends before its moment counts apart, not as one of them: it proves nothing.
    """
    field, chance = Field(folder), random.Random(seed)
    field.prepare()
    field.source(0)
    span, seen = killed(field, None), collections.Counter[str]()
    version = 0
    while seen["killed while running"] < times:
        version += 1
        assert version <= MOST_TRIES * times, (
            f"of {version - 1} builds nearly all ended before they were killed"
        )
        _start_anew(field, chance)
        before = field.state()
        field.source(version)
        moment = chance.uniform(0, span)
        ran = killed(field, moment)
        kind = _kind(before, field.state(), version)
        if ran < moment:
            seen["ended before"] += 1
            span = ran * MARGIN
            continue
        seen[kind] += 1
        seen["killed while running"] += 1
        if moment > span / MARGIN:  # the machine is slower than it was: the end must stay within reach
            span *= MARGIN
    _end(field, version + 1)
    return seen


def _kind(before: tuple[int, bytes] | None, after: tuple[int, bytes] | None, version: int) -> str:
    """Return which of the three stands there; raises AssertionError where it is none of them."""
    if after is None:
        assert before is None, "what stood there is gone"
        return "none"
    if after[0] == version:
        return "new"
    assert after == before, "neither the old nor the new"
    return "old"


def _end(field: Field, version: int) -> None:
    field.source(version)
    field.build()
    assert field.state() == (version, from_json(manifest_path(field.extract).read_bytes()).to_json())
    assert field.leftovers() == [], "the next build clears away what a killed one left"


def _start_anew(field: Field, chance: random.Random) -> None:
    """Mostly there is an old extract to lose; sometimes there is none."""
    if field.state() is not None and chance.random() < 0.2:
        for path in field.extract.parent.iterdir():
            if path.is_file():
                path.unlink()
    elif field.state() is None and chance.random() < 0.6:
        field.source(0)
        field.build()


def main() -> None:
    """Kill as many builds as the command line says."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        seen = kill_many(Path(folder) / "field", times, seed)
    told = ", ".join(f"{name} {count}" for name, count in sorted(seen.items()))
    sys.stdout.write(f"seed {seed}: {times} kills in {time.monotonic() - started:.0f} s; {told}\n")


if __name__ == "__main__":
    main()
