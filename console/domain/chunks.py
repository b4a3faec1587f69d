"""Owns a file told in chunks: the digest of each, and the root of the Merkle tree over them (RFC 6962).

It refuses a root that is not that of its digests, and a number of chunks that the size of the file does not give.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.ledger import Tree

SMALLEST = 8 * 1024 * 1024
"""The least size of a chunk in bytes: large enough that a hash costs more than the reading of it takes to start."""
MOST = 16_384
"""More chunks than this are never made; their digests stand in the manifest, which stays small."""


@dataclass(frozen=True, slots=True)
class Chunks:
    """The chunks of a file: ``size`` bytes each but the last, and the SHA-256 leaf hash of each in hexadecimal."""

    size: int
    digests: tuple[str, ...]

    @property
    def root(self) -> str:
        """Return the root of the tree, which stands for the whole file."""
        return Tree(bytes.fromhex(digest) for digest in self.digests).head().root.hex()


def chunk_size(bytes_in_all: int) -> int:
    """Return the size of the chunks of a file: eight MiB, doubled until there are few enough."""
    size = SMALLEST
    while chunks_of(bytes_in_all, size) > MOST:
        size *= 2
    return size


def chunks_of(bytes_in_all: int, size: int) -> int:
    """Return how many chunks of a size a file has."""
    return -(-bytes_in_all // size)
