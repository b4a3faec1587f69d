"""Owns what is kept between two openings of the same extract: sums and counts that measures read, and whole answers, by digests.

It refuses rows and suspicions, anything for bytes whose digest is not the key, and to fail for a damaged file.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from console import __version__
from console.domain.measure import Measure, Reading
from console.domain.period import Period
from console.engine.compile import Cut

FOLDER = "readings"
SUFFIX = ".readings"
ANSWER_SUFFIX = ".answer"
FORM = 1  # raised whenever the same question could be answered otherwise by the same definitions
MOST_BYTES = 64 * 1024**2
LARGEST_FILE = 16 * 1024**2
DIGEST_BYTES = hashlib.sha256().digest_size
DIGEST = re.compile(r"[0-9a-f]{64}")


class _Kept(msgspec.Struct, array_like=True, frozen=True):
    """One reading as it lies in a file; a decimal is a text, so that no digit of it is lost."""

    measure_id: str
    version: int
    subject_column: str
    subject: str
    starts: date
    ends: date
    numerator: int | float | str | None
    denominator: int | float | str | None
    not_computable: int
    value: int | float | None
    low: int | float | None
    high: int | float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What was read: measures with their versions, cuts, and the spans, each whole or by month; as of which day."""

    measures: tuple[str, ...]
    cuts: tuple[Cut, ...]
    spans: tuple[tuple[Period, bool], ...]
    cut_off: date

    @property
    def key(self) -> str:
        """Return the name under which the answer is kept."""
        told = msgspec.json.encode((FORM, __version__, self))
        return hashlib.sha256(told).hexdigest()


def asked_of(
    measures: Iterable[Measure], cuts: Sequence[Cut], spans: Sequence[tuple[Period, bool]], cut_off: date
) -> Asked:
    """Return what is asked as its key is made from."""
    named = sorted({f"{measure.id}@{measure.version}" for measure in measures})
    return Asked(tuple(named), tuple(cuts), tuple(spans), cut_off)


class ReadingsCache:
    """The readings kept of one extract under one set of definitions; the oldest go where all together grow too large."""

    def __init__(
        self, folder: Path, extract_digest: str, catalogue_digest: str, most_bytes: int = MOST_BYTES
    ) -> None:
        for digest in (extract_digest, catalogue_digest):
            if not DIGEST.fullmatch(digest):
                raise ValueError(digest)
        self._root = folder / FOLDER
        self._folder = self._root / extract_digest / catalogue_digest
        self._most_bytes = most_bytes

    def find(self, asked: Asked) -> tuple[tuple[Reading, ...], ...] | None:
        """Return the readings kept for each span; None where there are none or their file is damaged."""
        path = self._path(asked)
        try:
            if path.stat().st_size > LARGEST_FILE:
                return None
            content = path.read_bytes()
            os.utime(path)  # what is used is not the oldest
        except OSError:
            return None
        return _read(content)

    def keep(self, asked: Asked, spans: Sequence[Sequence[Reading]]) -> None:
        """Keep the readings of each span; where that cannot be written, nothing is kept."""
        try:
            content = _written(spans)
        except (OverflowError, msgspec.MsgspecError):
            return
        if len(content) > min(LARGEST_FILE, self._most_bytes):
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_whole(self._path(asked), content)
            self._forget_oldest()
        except OSError:
            return

    def find_answer(self, name: str) -> bytes | None:
        """Return the answer kept under a name by this version; None where there is none or its file is damaged."""
        path = self._answer_path(name)
        try:
            content = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else b""
        except OSError:
            return None
        return _unsealed(content)

    def keep_answer(self, name: str, content: bytes) -> None:
        """Keep an answer whole; where that cannot be written, nothing is kept."""
        if len(content) > min(LARGEST_FILE, self._most_bytes):
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_whole(self._answer_path(name), _sealed(content))
            self._forget_oldest()
        except OSError:
            return

    def _answer_path(self, name: str) -> Path:
        key = hashlib.sha256(msgspec.json.encode((FORM, __version__, name))).hexdigest()
        return self._folder / f"{key}{ANSWER_SUFFIX}"

    def _path(self, asked: Asked) -> Path:
        return self._folder / f"{asked.key}{SUFFIX}"

    def _forget_oldest(self) -> None:
        files = [(path.stat().st_mtime_ns, path.stat().st_size, path) for path in self._root.rglob("*.*")]
        held = sum(size for _, size, _ in files)
        for _, size, path in sorted(files):
            if held <= self._most_bytes:
                return
            path.unlink(missing_ok=True)
            held -= size
            _remove_empty(path.parent, self._root)


def clear(folder: Path) -> None:
    """Forget every reading kept of every extract."""
    shutil.rmtree(folder / FOLDER, ignore_errors=True)


def _write_whole(path: Path, content: bytes) -> None:
    """Nobody ever reads half a file: it takes its name when it is whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _written(spans: Sequence[Sequence[Reading]]) -> bytes:
    return _sealed(msgspec.msgpack.encode([[_kept(reading) for reading in span] for span in spans]))


def _sealed(content: bytes) -> bytes:
    return hashlib.sha256(content).digest() + content


def _unsealed(content: bytes) -> bytes | None:
    seal, held = content[:DIGEST_BYTES], content[DIGEST_BYTES:]
    return held if hashlib.sha256(held).digest() == seal else None


def _read(content: bytes) -> tuple[tuple[Reading, ...], ...] | None:
    held = _unsealed(content)
    if held is None:
        return None
    try:
        spans = msgspec.msgpack.decode(held, type=list[list[_Kept]])
        periods: dict[tuple[date, date], Period] = {}
        return tuple(tuple(_reading(kept, periods) for kept in span) for span in spans)
    except (msgspec.MsgspecError, ArithmeticError):
        return None


def _kept(reading: Reading) -> _Kept:
    return _Kept(
        reading.measure_id,
        reading.version,
        reading.subject_column,
        reading.subject,
        reading.period.starts,
        reading.period.ends,
        _told(reading.numerator),
        _told(reading.denominator),
        reading.not_computable,
        reading.value,
        reading.low,
        reading.high,
        reading.reason,
    )


def _reading(kept: _Kept, periods: dict[tuple[date, date], Period]) -> Reading:
    span = (kept.starts, kept.ends)
    period = periods.get(span) or periods.setdefault(span, Period(*span))
    return Reading(
        kept.measure_id,
        kept.version,
        kept.subject_column,
        kept.subject,
        period,
        _number(kept.numerator),
        _number(kept.denominator),
        kept.not_computable,
        kept.value,
        kept.low,
        kept.high,
        kept.reason,
    )


def _told(number: Decimal | float | None) -> int | float | str | None:
    return str(number) if isinstance(number, Decimal) else number


def _number(told: int | float | str | None) -> Decimal | float | None:
    return Decimal(told) if isinstance(told, str) else told
