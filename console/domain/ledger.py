"""Owns the Merkle tree of RFC 6962: heads, appending, proofs and their verification. It refuses to know what a leaf means."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from console.errors import CasebookError

DIGEST_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf (RFC 6962, section 2.1)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (RFC 6962, section 2.1)."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class TreeHead:
    """What stands for a whole log: how many leaves, and the root over them."""

    size: int
    root: bytes

    @property
    def root_hex(self) -> str:
        """The root in 64 hexadecimal digits."""
        return self.root.hex()

    @property
    def short(self) -> str:
        """Return what a person compares by eye: the size and the first 16 digits in fours."""
        digits = self.root_hex[:16]
        return f"{self.size}:" + "-".join(digits[at : at + 4] for at in range(0, 16, 4))

    def to_dict(self) -> dict[str, str | int]:
        """Return the head as plain values for a JSON document."""
        return {"root": self.root_hex, "size": self.size}


def read_head(size: object, root: object) -> TreeHead:
    """Return the head a document tells of.

    Raises CasebookError where either is not what a head is made of.
    """
    if isinstance(size, int) and not isinstance(size, bool) and size >= 0 and isinstance(root, str):
        try:
            digest = bytes.fromhex(root)
        except ValueError as fault:
            raise CasebookError("head-unreadable", size=size, root=root) from fault
        if len(digest) == DIGEST_BYTES and (size > 0 or digest == EMPTY_ROOT):
            return TreeHead(size, digest)
    raise CasebookError("head-unreadable", size=str(size), root=str(root))


@dataclass(frozen=True, slots=True)
class Witness:
    """A head somebody outside keeps: a signed briefing, a printed page; ``source`` says which.

    ``casebook_id`` says whose head it is, where the witness tells; empty for a head that was only copied down.
    """

    head: TreeHead
    source: str
    casebook_id: str = ""


@dataclass(frozen=True, slots=True)
class CompactRange:
    """The least one must keep to append: the roots of the complete subtrees, the largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> CompactRange:
        """Return the range with one more leaf hash; costs as many hashes as the size has trailing one bits."""
        peaks, size, carried = list(self.peaks), self.size, leaf
        while size & 1:
            carried = node_hash(peaks.pop(), carried)
            size >>= 1
        return CompactRange(self.size + 1, (*peaks, carried))

    def head(self) -> TreeHead:
        """Return the head over all leaves so far."""
        if not self.peaks:
            return TreeHead(0, EMPTY_ROOT)
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return TreeHead(self.size, root)


class Leaves(Mapping[int, bytes]):
    """The leaf hashes of a log by sequence, 32 bytes each, from ``first`` on."""

    __slots__ = ("_first", "together")

    def __init__(self, together: bytes = b"", first: int = 0) -> None:
        self.together, self._first = together, first

    def __getitem__(self, sequence: int) -> bytes:
        """Return the hash of one leaf; raises KeyError for one there is not."""
        if not self._first <= sequence < self._first + len(self):
            raise KeyError(sequence)
        at = (sequence - self._first) * DIGEST_BYTES
        return self.together[at : at + DIGEST_BYTES]

    def __iter__(self) -> Iterator[int]:
        """Return the sequences in order."""
        return iter(range(self._first, self._first + len(self)))

    def __len__(self) -> int:
        """Return how many leaves there are."""
        return len(self.together) // DIGEST_BYTES


class Tree:
    """Every complete subtree of a growing log, 32 bytes each: proofs and earlier heads without hashing it all again."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[bytearray] = [bytearray()]
        for leaf in leaves:
            self.append(leaf)

    @classmethod
    def of_levels(cls, levels: list[bytearray]) -> Tree:
        """Return the tree whose complete subtrees these are, the leaves first; whoever calls compares its head."""
        made = cls()
        made._levels = levels or [bytearray()]
        return made

    def levels(self) -> tuple[bytes, ...]:
        """Return every complete subtree, the leaves first, as ``of_levels`` takes them."""
        return tuple(bytes(level) for level in self._levels)

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self._levels[0]) // DIGEST_BYTES

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        if len(leaf) != DIGEST_BYTES:
            raise ValueError("a leaf hash has 32 bytes")
        carried, level = leaf, 0
        self._levels[0] += leaf
        while (len(self._levels[level]) // DIGEST_BYTES) % 2 == 0:
            carried = node_hash(bytes(self._levels[level][-2 * DIGEST_BYTES : -DIGEST_BYTES]), carried)
            level += 1
            if level == len(self._levels):
                self._levels.append(bytearray())
            self._levels[level] += carried

    def shrink(self, size: int) -> None:
        """Forget every leaf from ``size`` on: what was not written must not be counted."""
        self._within(size, self.size)
        for level, hashes in enumerate(self._levels):
            del hashes[(size >> level) * DIGEST_BYTES :]
        while len(self._levels) > 1 and not self._levels[-1]:
            self._levels.pop()

    def leaf(self, index: int) -> bytes:
        """Return the hash of one leaf."""
        self._within(index, self.size - 1)
        return self._node(0, index)

    def leaves(self, first: int = 0) -> Leaves:
        """Return the leaf hashes from ``first`` on, as they are now."""
        self._within(first, self.size)
        return Leaves(bytes(memoryview(self._levels[0])[first * DIGEST_BYTES :]), first)

    def head(self, size: int | None = None) -> TreeHead:
        """Return the head now, or as it was at an earlier size."""
        size = self.size if size is None else size
        self._within(size, self.size)
        return TreeHead(size, self._range(0, size) if size else EMPTY_ROOT)

    def inclusion(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """Return the audit path of a leaf in the tree of ``size`` leaves (RFC 6962, 2.1.1), the lowest first."""
        size = self.size if size is None else size
        self._within(size, self.size)
        self._within(index, size - 1)
        return tuple(self._path(index, 0, size))

    def consistency(self, old: int, new: int | None = None) -> tuple[bytes, ...]:
        """Return the proof that the tree of ``old`` leaves is the beginning of that of ``new`` (RFC 6962, 2.1.2)."""
        new = self.size if new is None else new
        self._within(new, self.size)
        self._within(old, new)
        return tuple(self._subproof(old, 0, new, True)) if 0 < old < new else ()

    def _within(self, number: int, last: int) -> None:
        if not 0 <= number <= last:
            raise CasebookError("log-position", position=number, size=self.size)

    def _node(self, level: int, index: int) -> bytes:
        return bytes(self._levels[level][index * DIGEST_BYTES : (index + 1) * DIGEST_BYTES])

    def _range(self, start: int, end: int) -> bytes:
        """Return the root over leaves start to end; start is always a multiple of the largest power of two inside."""
        length = end - start
        if length & (length - 1) == 0:
            level = length.bit_length() - 1
            return self._node(level, start >> level)
        middle = start + _split(length)
        return node_hash(self._range(start, middle), self._range(middle, end))

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _split(end - start)
        if index < middle:
            return [*self._path(index, start, middle), self._range(middle, end)]
        return [*self._path(index, middle, end), self._range(start, middle)]

    def _subproof(self, old: int, start: int, end: int, whole: bool) -> list[bytes]:
        if start + old == end:
            return [] if whole else [self._range(start, end)]
        split = _split(end - start)
        middle = start + split
        if old <= split:
            return [*self._subproof(old, start, middle, whole), self._range(middle, end)]
        return [*self._subproof(old - split, middle, end, False), self._range(start, middle)]


def _split(length: int) -> int:
    """Return the largest power of two below a length of at least two."""
    return 1 << ((length - 1).bit_length() - 1)


def proves_inclusion(leaf: bytes, index: int, head: TreeHead, path: Sequence[bytes]) -> bool:
    """Say whether the path leads from the leaf hash at ``index`` to the head's root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < head.size or any(len(step) != DIGEST_BYTES for step in path):
        return False
    position, last, root = index, head.size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            root = node_hash(step, root)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            root = node_hash(root, step)
        position, last = position >> 1, last >> 1
    return last == 0 and hmac.compare_digest(root, head.root)


def proves_consistency(old: TreeHead, new: TreeHead, proof: Sequence[bytes]) -> bool:
    """Say whether the proof shows the old log to be the beginning of the new one (RFC 9162, 2.1.4.2)."""
    if old.size > new.size or any(len(step) != DIGEST_BYTES for step in proof):
        return False
    if old.size == new.size:
        return not proof and hmac.compare_digest(old.root, new.root)
    if old.size == 0:
        return not proof and old.root == EMPTY_ROOT
    steps = list(proof) if old.size & (old.size - 1) else [old.root, *proof]
    position, last = old.size - 1, new.size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    return bool(steps) and _walk(steps, position, last, old.root, new.root)


def _walk(steps: list[bytes], position: int, last: int, old_root: bytes, new_root: bytes) -> bool:
    """Rebuild both roots from the steps of a consistency proof and compare."""
    older = newer = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            older, newer = node_hash(step, older), node_hash(step, newer)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            newer = node_hash(newer, step)
        position, last = position >> 1, last >> 1
    return last == 0 and hmac.compare_digest(older, old_root) and hmac.compare_digest(newer, new_root)
