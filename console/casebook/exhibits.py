"""Owns evidence files beside the casebook: each encrypted under a key of its own, named by the hash of its original.

It refuses a file that is not, to the last byte, the one whose hash stands in the log.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from console.casebook.checkpoints import sync_folder
from console.casebook.sealing import NONCE_BYTES
from console.errors import CasebookError

FILES, ENDING = "files", ".sealed"
LARGEST = 64 * 1024 * 1024


def keep(folder: Path, key: bytes, content: bytes) -> str:
    """Bring a file to disk, encrypted, and return the SHA-256 of its content in hexadecimal.

    Raises CasebookError exhibit-size, exhibit-not-kept.
    """
    if not 0 < len(content) <= LARGEST:
        raise CasebookError("exhibit-size", size=len(content), largest=LARGEST // 2**20)
    digest = sha256(content).hexdigest()
    path = place_of(folder, digest)
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + AESGCM(_key(key, digest)).encrypt(nonce, content, digest.encode())
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if not path.exists():
            _write(path, sealed)
    except OSError as fault:
        raise CasebookError("exhibit-not-kept", folder=str(folder), detail=str(fault.strerror)) from fault
    return digest


def read(folder: Path, key: bytes, digest: str) -> bytes:
    """Return the content of a file; raises CasebookError exhibit-missing, exhibit-broken."""
    try:
        sealed = place_of(folder, digest).read_bytes()
    except OSError as fault:
        raise CasebookError("exhibit-missing", digest=digest[:16]) from fault
    try:
        told = AESGCM(_key(key, digest)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], digest.encode())
    except (InvalidTag, ValueError) as fault:
        raise CasebookError("exhibit-broken", digest=digest[:16]) from fault
    if sha256(told).hexdigest() != digest:
        raise CasebookError("exhibit-broken", digest=digest[:16])
    return told


def drop(folder: Path, digest: str) -> bool:
    """Delete a file whose entry was lawfully erased; say whether there was one."""
    path = place_of(folder, digest)
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    sync_folder(path.parent)
    return True


def place_of(folder: Path, digest: str) -> Path:
    """Return where a file lies."""
    return folder / FILES / f"{digest}{ENDING}"


def _key(key: bytes, digest: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, None, b"plumbline exhibit " + digest.encode()).derive(key)


def _write(path: Path, content: bytes) -> None:
    beside = path.with_suffix(".new")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.chmod(0o600)
    beside.replace(path)
    sync_folder(path.parent)
