"""Owns the hashing of a file in chunks, on all cores. It refuses to hold more than a few chunks of it in memory.

Every chunk is a leaf of a Merkle tree (RFC 6962, section 2.1): SHA-256 over a zero byte and the chunk.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from console.domain.chunks import Chunks, chunk_size, chunks_of
from console.domain.ports import Progress, stop_if_cancelled
from console.errors import ExitCode, ExtractError

LEAF = b"\x00"
PIECE = 1 << 20
AHEAD = 2
"""Chunks asked for in advance, for each core: enough that no core waits while the results are taken in order."""


@dataclass(frozen=True, slots=True)
class ChunkedDigest:
    """A file's SHA-256 as a whole and its chunks, both from one reading."""

    sha256: str
    bytes: int
    chunks: Chunks


def digest_chunked(path: Path, progress: Progress, size: int = 0) -> ChunkedDigest:
    """Return the digest of the whole and of the chunks; ``size`` is that of a chunk, chosen by the file's where it is 0.

    Raises ExtractError file-not-found or signing-file-unreadable, and Cancelled between two chunks.
    """
    seen, whole = 0, hashlib.sha256()
    told = _size(path)
    each = size or chunk_size(told)
    leaves: list[str] = []
    waiting: deque[Future[str]] = deque()
    with ThreadPoolExecutor(cores()) as pool:
        for part in _parts(path, each):
            stop_if_cancelled(progress)
            waiting.append(pool.submit(_leaf, part))
            whole.update(part)
            seen += len(part)
            if len(waiting) > cores():
                leaves.append(waiting.popleft().result())
            progress.report(min(1.0, seen / told) if told else None, "hashing", file=path.name)
        leaves += [future.result() for future in waiting]
    return ChunkedDigest(whole.hexdigest(), seen, Chunks(each, tuple(leaves)))


def wrong_chunks(
    path: Path,
    chunks: Chunks,
    bytes_in_all: int,
    progress: Progress,
    first: int = 0,
    reached: Callable[[int], None] | None = None,
) -> tuple[int, ...]:
    """Return the places of the chunks whose digest differs, of those from ``first`` on.

    ``reached`` hears how many chunks from the start hold, in order. Raises as ``digest_chunked`` does.
    """
    wrong: list[int] = []
    count = chunks_of(bytes_in_all, chunks.size)
    with ThreadPoolExecutor(cores()) as pool:
        try:
            for place, digest in _in_order(pool, path, chunks.size, range(first, count)):
                stop_if_cancelled(progress)
                if digest != chunks.digests[place]:
                    wrong.append(place)
                if reached is not None and not wrong:
                    reached(place + 1)
                progress.report((place + 1) / count, "hashing", file=path.name)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return tuple(wrong)


def cores() -> int:
    """Return how many chunks are hashed at once."""
    return os.cpu_count() or 1


def _in_order(pool: ThreadPoolExecutor, path: Path, size: int, places: range) -> Iterator[tuple[int, str]]:
    waiting: deque[tuple[int, Future[str]]] = deque()
    for place in places:
        waiting.append((place, pool.submit(_leaf_at, path, place * size, size)))
        if len(waiting) >= AHEAD * cores():
            done, future = waiting.popleft()
            yield done, future.result()
    for done, future in waiting:
        yield done, future.result()


def _leaf(part: bytes) -> str:
    running = hashlib.sha256(LEAF)
    running.update(part)
    return running.hexdigest()


def _leaf_at(path: Path, start: int, size: int) -> str:
    running, left = hashlib.sha256(LEAF), size
    held = memoryview(bytearray(PIECE))
    try:
        with path.open("rb", buffering=0) as stream:
            stream.seek(start)
            while left and (got := stream.readinto(held[: min(PIECE, left)])):
                running.update(held[:got])
                left -= got
    except OSError as fault:
        raise _unreadable(path, fault) from fault
    return running.hexdigest()


def _parts(path: Path, size: int) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while part := stream.read(size):
                yield part
    except OSError as fault:
        raise _unreadable(path, fault) from fault


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as fault:
        raise _unreadable(path, fault) from fault


def _unreadable(path: Path, fault: OSError) -> ExtractError:
    if isinstance(fault, FileNotFoundError):
        return ExtractError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path))
    return ExtractError("signing-file-unreadable", file=str(path), detail=fault.strerror or str(fault))
