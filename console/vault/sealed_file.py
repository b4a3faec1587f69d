"""Owns files only their passphrase opens: records in sealed parts (AES-256-GCM), each bound to its place, the last one marked.

It refuses a part that was changed, moved or left out, and a file without its end.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from console.errors import ExitCode, KeyStoreError
from console.vault.wrapping import LARGEST, from_json, new_key, unwrap, wrap

MAGIC = b"PLUMBLINE-SEALED/1\n"
PART = 256 * 1024  # bytes of records before a part is sealed
LARGEST_PART = 128 * 1024 * 1024
NONCE = 12
MIDDLE, LAST = b"\0", b"\1"
LENGTH = struct.Struct(">I")


class SealedWriter:
    """Writes records, each one line of bytes; the file is whole once the block is left without an error."""

    def __init__(self, path: Path, passphrase: str, purpose: str) -> None:
        """Begin a file; raises KeyStoreError passphrase-empty."""
        key = new_key()
        head = wrap(key, passphrase, purpose).to_json()
        self._cipher, self._count, self._held = AESGCM(key), 0, bytearray()
        self._file = path.open("xb")
        self._file.write(MAGIC + LENGTH.pack(len(head)) + head)

    def __enter__(self) -> SealedWriter:
        """Return the writer."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Seal what is left as the last part, unless something went wrong."""
        if kind is None:
            self._seal(LAST)
        self._file.close()

    def write(self, record: bytes) -> None:
        """Add a record; it must hold no end of line."""
        self._held += record + b"\n"
        if len(self._held) >= PART:
            self._seal(MIDDLE)

    def _seal(self, mark: bytes) -> None:
        nonce = secrets.token_bytes(NONCE)
        sealed = self._cipher.encrypt(nonce, bytes(self._held), mark + LENGTH.pack(self._count))
        self._file.write(mark + LENGTH.pack(len(sealed)) + nonce + sealed)
        self._held.clear()
        self._count += 1


def read_sealed(path: Path, passphrase: str) -> Iterator[bytes]:
    """Yield the records of a file.

    Raises KeyStoreError sealed-not (no such file of ours), wrapped-key-refused (wrong passphrase), sealed-broken.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise KeyStoreError("sealed-not", file=path.name)
            (size,) = LENGTH.unpack(_exactly(file.read(LENGTH.size), LENGTH.size, path))
            head = file.read(min(size, LARGEST + 1))
            cipher = AESGCM(unwrap(from_json(head), passphrase))
            count, mark = 0, MIDDLE
            while mark != LAST:
                mark = _exactly(file.read(1), 1, path)
                (size,) = LENGTH.unpack(_exactly(file.read(LENGTH.size), LENGTH.size, path))
                if size > LARGEST_PART:
                    raise KeyStoreError("sealed-broken", file=path.name)
                nonce = _exactly(file.read(NONCE), NONCE, path)
                sealed = _exactly(file.read(size), size, path)
                yield from cipher.decrypt(nonce, sealed, mark + LENGTH.pack(count)).splitlines()
                count += 1
            if file.read(1):
                raise KeyStoreError("sealed-broken", file=path.name)
    except FileNotFoundError as fault:
        raise KeyStoreError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path)) from fault
    except InvalidTag as fault:
        raise KeyStoreError("sealed-broken", file=path.name) from fault


def _exactly(content: bytes, size: int, path: Path) -> bytes:
    if len(content) != size:
        raise KeyStoreError("sealed-broken", file=path.name)
    return content
