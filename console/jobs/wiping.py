"""Owns the wiping of a file: overwritten once with random bytes, brought to the disk, cut to nothing, its name taken away.

It refuses to claim more: copies elsewhere, snapshots, and old blocks that flash memory keeps of its own are out of reach.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from console.domain.ports import Progress
from console.errors import InputError

PIECE = 1 << 20


def wipe(path: Path, progress: Progress) -> None:
    """Wipe a file; one that is not there is no error. Raises InputError destroy-unwritable."""
    try:
        if not path.is_file():
            return
        size, done = path.stat().st_size, 0
        with path.open("r+b", buffering=0) as stream:
            while done < size:
                done += stream.write(secrets.token_bytes(min(PIECE, size - done)))
                progress.report(done / size, "wiping", file=path.name)
            os.fsync(stream.fileno())
            stream.truncate(0)
            os.fsync(stream.fileno())
        path.unlink()
    except OSError as fault:
        raise InputError("destroy-unwritable", file=str(path), detail=fault.strerror or "") from fault
