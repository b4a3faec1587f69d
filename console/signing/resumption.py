"""Owns how far an interrupted verification of a large file came, so that the next one goes on there.

It refuses what was kept longer than an hour ago, or for a file that changed since: its size, the instants of its last change
(which only the system sets) or its manifest. Where the system keeps no such instant, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from console.paths import cache_folder

OLDEST_S = 3600
KEEP_EVERY_S = 1.0
HALF = ".part"


@dataclass(slots=True)
class Resumption:
    """What is kept of one verification; ``mark`` stands for the file as it is now and the chunks it should have."""

    file: Path
    mark: str
    _kept_at: float = field(default_factory=time.monotonic)
    _reached: int = 0

    def first(self) -> int:
        """Return the chunk to go on at, 0 where there is nothing to go on from."""
        if not self.mark:
            return 0
        try:
            if time.time() - self.file.stat().st_mtime > OLDEST_S:
                return 0
            told = json.loads(self.file.read_bytes())
        except (OSError, ValueError, RecursionError):
            return 0
        fits = isinstance(told, dict) and told.get("mark") == self.mark
        reached = told.get("reached") if fits else 0
        return reached if isinstance(reached, int) and reached > 0 else 0

    def reached(self, count: int) -> None:
        """Keep that so many chunks from the start hold; said often, written once a second."""
        self._reached = count
        if time.monotonic() - self._kept_at >= KEEP_EVERY_S:
            self.keep()

    def keep(self) -> None:
        """Write down how far it came; a folder that cannot be written costs a later verification time, nothing else."""
        self._kept_at = time.monotonic()
        if not self.mark or not self._reached:
            return
        with contextlib.suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            half = self.file.with_suffix(HALF)
            half.write_text(json.dumps({"mark": self.mark, "reached": self._reached}), "utf-8")
            half.replace(self.file)

    def forget(self) -> None:
        """Keep nothing: the verification came to its end."""
        with contextlib.suppress(OSError):
            self.file.unlink(missing_ok=True)
            self.file.with_suffix(HALF).unlink(missing_ok=True)


def resumption_of(path: Path, root: str) -> Resumption:
    """Return what is kept of the verification of a file against the root of its chunks."""
    name = hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Resumption(cache_folder() / "verification" / f"{name}.json", _mark(path, root))


def _mark(path: Path, root: str) -> str:
    """On Windows ``st_ctime`` is the birth of a file: nobody could tell that a copy with other bytes was put in its place."""
    if os.name == "nt":
        return ""
    now = path.stat()
    return f"{now.st_dev}:{now.st_ino}:{now.st_size}:{now.st_mtime_ns}:{now.st_ctime_ns}:{root}"
