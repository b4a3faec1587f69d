"""Owns the snapshot that opens a long casebook at once: its tree and states at one head, encrypted, bound to that head.

It refuses to stand for the check of the casebook: what was opened so is told to be unchecked until the whole was read. It is
a cache beside the record: a missing, damaged or foreign one means no more than that the whole is read first.
"""

from __future__ import annotations

import os
import struct
from array import array
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from console.casebook.checkpoints import sync_folder
from console.casebook.sealing import NONCE_BYTES
from console.domain.finding import FindingState
from console.domain.ledger import Tree, TreeHead
from console.domain.procedure import PROCEDURE

SNAPSHOT = "snapshot.sealed"
MAGIC = b"PLUMBLINE-SNAPSHOT/1\n"
LONG_LOG, FRESH_TAIL, MOST_TAIL = 5_000, 500, 20_000
"""Entries after which a casebook has a snapshot; entries since then after which whoever wrote keeps a new one; entries since
then after which the whole is read instead."""
_LENGTH = struct.Struct(">Q")


class _Head(msgspec.Struct, frozen=True):
    """What a snapshot says of itself."""

    shape: str
    casebook_id: str
    size: int
    root: str
    last_at: datetime | None
    levels: list[int]
    count: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A casebook at one head."""

    casebook_id: str
    head: TreeHead
    tree: Tree
    states: LazyStates
    last_at: datetime | None


class LazyStates(MutableMapping[str, FindingState]):
    """States by identity in order of registration; one of the snapshot is read when somebody asks for it."""

    def __init__(self, path: Path, key: bytes, names: list[str], places: array[int], size: int = 0) -> None:
        self.size = size  # entries the snapshot holds
        self._path, self._cipher, self._places = path, AESGCM(key), places
        self._order = {name: place for place, name in enumerate(names)}
        self._held: dict[str, FindingState] = {}
        self._touched: set[str] = set()
        self._file = path.open("rb")

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __getitem__(self, name: str) -> FindingState:
        """Return a state, reading it where nobody has asked before."""
        if name not in self._held:
            self._held[name] = self._read(self._order[name])
        return self._held[name]

    def __setitem__(self, name: str, state: FindingState) -> None:
        """Put a newer state in the place of one, or add one at the end."""
        self._order.setdefault(name, -1)
        self._touched.add(name)
        self._held[name] = state

    def __delitem__(self, name: str) -> None:
        """Forget a state that was not written after all."""
        del self._order[name]
        self._held.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        """Return the identities in order of registration."""
        return iter(self._order)

    def __len__(self) -> int:
        """Return how many findings there are."""
        return len(self._order)

    def sealed(self, name: str, place: int) -> bytes | None:
        """Return a state as it lies in the file, None where it was changed since, or has another place now."""
        unchanged = name not in self._touched and self._order[name] == place
        return self._sealed(place) if unchanged else None

    def _sealed(self, place: int) -> bytes:
        first, last = self._places[place], self._places[place + 1]
        self._file.seek(first)
        return self._file.read(last - first)

    def _read(self, place: int) -> FindingState:
        sealed = self._sealed(place)
        plain = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _LENGTH.pack(place))
        return msgspec.json.decode(plain, type=FindingState)


def shape() -> str:
    """Return what must be the same for a snapshot to be understood: the fields of a state, and the procedure."""
    told = f"{PROCEDURE} " + " ".join(f"{one.name}:{one.type}" for one in fields(FindingState))
    return sha256(told.encode()).hexdigest()


def write_snapshot(
    folder: Path,
    key: bytes,
    casebook_id: str,
    tree: Tree,
    told: tuple[MutableMapping[str, FindingState], datetime | None],
) -> None:
    """Keep tree and states at the present head, in the place of the snapshot before.

    Raises OSError where the disk does not take it: the casebook is none the worse.
    """
    states, last_at = told
    own, head, levels = _own_key(key), tree.head(), tree.levels()
    beside = folder / f"{SNAPSHOT}.new"
    described = _Head(
        shape(), casebook_id, head.size, head.root_hex, last_at, [len(one) for one in levels], len(states)
    )
    with beside.open("wb") as out:
        beside.chmod(0o600)
        out.write(MAGIC + bytes(_LENGTH.size))
        cipher, places = AESGCM(own), array("Q")
        for place, name in enumerate(states):
            places.append(out.tell())
            kept = states.sealed(name, place) if isinstance(states, LazyStates) else None
            out.write(kept or _sealed(cipher, states[name], place))
        places.append(out.tell())
        index = b"".join(bytes.fromhex(name) for name in states) + places.tobytes()
        document = msgspec.json.encode(described)
        nonce = os.urandom(NONCE_BYTES)
        whole = _LENGTH.pack(len(document)) + document + index + b"".join(levels)
        at = out.tell()
        out.write(nonce + cipher.encrypt(nonce, whole, MAGIC))
        out.seek(len(MAGIC))
        out.write(_LENGTH.pack(at))
        out.flush()
        os.fsync(out.fileno())
    beside.replace(folder / SNAPSHOT)
    sync_folder(folder)


def _sealed(cipher: AESGCM, state: FindingState, place: int) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, msgspec.json.encode(state), _LENGTH.pack(place))


def read_snapshot(folder: Path, key: bytes) -> Snapshot | None:
    """Return the snapshot of a casebook, None where there is none that this program and this key can read."""
    path, own = folder / SNAPSHOT, _own_key(key)
    try:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                return None
            (at,) = _LENGTH.unpack(file.read(_LENGTH.size))
            file.seek(at)
            sealed = memoryview(file.read())
        whole = AESGCM(own).decrypt(bytes(sealed[:NONCE_BYTES]), sealed[NONCE_BYTES:], MAGIC)
        return _understood(path, own, memoryview(whole))
    except (OSError, InvalidTag, ValueError, struct.error, msgspec.MsgspecError):
        return None


def _understood(path: Path, own: bytes, whole: memoryview) -> Snapshot | None:
    (size,) = _LENGTH.unpack(whole[: _LENGTH.size])
    at = _LENGTH.size + size
    told = msgspec.json.decode(whole[_LENGTH.size : at], type=_Head)
    if told.shape != shape():
        return None
    digits = bytes(whole[at : at + 32 * told.count]).hex()
    names = [digits[place : place + 64] for place in range(0, len(digits), 64)]
    at += 32 * told.count
    places: array[int] = array("Q")
    places.frombytes(whole[at : at + 8 * (told.count + 1)])
    at += 8 * (told.count + 1)
    levels = []
    for length in told.levels:
        levels.append(bytearray(whole[at : at + length]))
        at += length
    tree, head = Tree.of_levels(levels), TreeHead(told.size, bytes.fromhex(told.root))
    if tree.size != head.size or tree.head() != head:
        return None
    return Snapshot(
        told.casebook_id, head, tree, LazyStates(path, own, names, places, told.size), told.last_at
    )


def drop_snapshot(folder: Path) -> None:
    """Delete the snapshot, and wait for the disk: what is to be erased may stand in it."""
    path = folder / SNAPSHOT
    if path.exists():
        path.unlink()
        sync_folder(folder)


def _own_key(key: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, None, b"plumbline snapshot").derive(key)
