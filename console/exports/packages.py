"""Owns the archive of an evidence package: a zip whose bytes depend on its content alone, and its reading within bounds.

It refuses a name that leads out of the archive, two files of one name, and more than a package has reason to hold.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from console.errors import ExitCode, InputError

MOST_FILES, LARGEST, LARGEST_WHOLE = 4_000, 16 * 1024 * 1024, 128 * 1024 * 1024
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PLAIN = 0o100644 << 16
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return the archive; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.external_attr, member.create_system = _PLAIN, 3
            archive.writestr(member, files[name], zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def unpack(path: Path) -> dict[str, bytes]:
    """Return the files of an archive.

    Raises InputError package-missing, package-unreadable (no archive, or a damaged one), package-name, package-too-large.
    """
    if not path.is_file():
        raise InputError("package-missing", exit_code=ExitCode.NOT_FOUND, file=str(path))
    try:
        with zipfile.ZipFile(path) as archive:
            return _members(path, archive)
    except OSError as fault:
        raise _unreadable(path, fault.strerror or str(fault)) from fault
    except _BROKEN as fault:
        raise _unreadable(path, str(fault)) from fault


def _members(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    members, left = archive.infolist(), LARGEST_WHOLE
    if len(members) > MOST_FILES:
        raise InputError("package-too-large", file=path.name, member=f"> {MOST_FILES}")
    for member in members:
        if not _NAME.fullmatch(member.filename) or member.filename in found:
            raise InputError("package-name", file=path.name, member=member.filename[:80])
        with archive.open(member) as stream:
            content = stream.read(min(LARGEST, left) + 1)
        left -= len(content)
        if len(content) > LARGEST or left < 0:
            raise InputError("package-too-large", file=path.name, member=member.filename)
        found[member.filename] = content
    return found


def _unreadable(path: Path, detail: str) -> InputError:
    return InputError("package-unreadable", exit_code=ExitCode.DAMAGED, file=path.name, detail=detail)
