"""Owns what a worker process and its owner say to each other: messages in frames of a length and MessagePack.

Values keep their types (decimals, dates, instants); nothing is ever unpickled, because the worker reads foreign files.
It refuses a frame larger than either side should ever send.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO, TypeVar

import msgspec

from console.errors import Fact, PlumblineError

LENGTH = struct.Struct(">I")
LARGEST = 256 * 1024 * 1024
NATIVE = (Decimal, datetime, date, time, timedelta, bytes)
SMALLEST_INT, LARGEST_INT = -(2**63), 2**64 - 1

Shape = TypeVar("Shape")


class Request(msgspec.Struct, tag="request", frozen=True):
    """Do this job."""

    id: int
    job: str
    arguments: Any = None


class Interrupt(msgspec.Struct, tag="interrupt", frozen=True):
    """Stop the job of this id, if it is still the one running."""

    id: int


class Progressed(msgspec.Struct, tag="progress", frozen=True):
    """How far the job is."""

    id: int
    fraction: float | None
    key: str
    facts: dict[str, Fact]


class Outcome(msgspec.Struct, tag="outcome", frozen=True):
    """What the job returned."""

    id: int
    value: Any = None


class Fault(msgspec.Struct, tag="fault", frozen=True):
    """The error the job raised: its class by name, key, facts and exit code."""

    id: int
    kind: str
    key: str
    facts: dict[str, Fact]
    exit_code: int


Asked = Request | Interrupt
Told = Progressed | Outcome | Fault


class FrameError(PlumblineError):
    """The other side sent something that is no frame, or too large a one."""


def write_frame(stream: BinaryIO, message: Asked | Told) -> None:
    """Write one message; raises FrameError where it is too large."""
    content = msgspec.msgpack.encode(message, enc_hook=str)
    if len(content) > LARGEST:
        raise FrameError("worker-answer-large", size=len(content), limit=LARGEST)
    stream.write(LENGTH.pack(len(content)) + content)
    stream.flush()


def read_frame(stream: BinaryIO, kind: Any) -> Any:
    """Return the next message of a kind (Asked or Told), or None at the end; raises FrameError for anything else."""
    head = _exactly(stream, LENGTH.size)
    if head is None:
        return None
    (length,) = LENGTH.unpack(head)
    if length > LARGEST:
        raise FrameError("worker-frame", detail=f"{length} bytes")
    content = _exactly(stream, length)
    if content is None:
        return None
    try:
        return msgspec.msgpack.decode(content, type=kind, ext_hook=_restored)
    except (msgspec.MsgspecError, KeyError, ValueError, ArithmeticError) as error:
        raise FrameError("worker-frame", detail=str(error)) from error


def _exactly(stream: BinaryIO, count: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < count:
        part = stream.read(count - len(parts))
        if not part:
            return None
        parts += part
    return bytes(parts)


def packed(value: object) -> bytes:
    """Return a value as it would travel, to be kept in a file."""
    return msgspec.msgpack.encode(plain(value), enc_hook=str)


def unpacked(content: bytes) -> Any:
    """Return what was packed, as maps and lists; raises FrameError where it is not that."""
    try:
        return msgspec.msgpack.decode(content, ext_hook=_restored)
    except (msgspec.MsgspecError, KeyError, ValueError, ArithmeticError) as error:
        raise FrameError("worker-frame", detail=str(error)) from error


def plain(value: Any) -> Any:
    """Return a value as maps, lists and tagged scalars; dataclasses become maps."""
    return _tagged(msgspec.to_builtins(value, builtin_types=NATIVE, str_keys=False, enc_hook=_foreign))


def shaped(value: Any, shape: type[Shape]) -> Shape:
    """Return a value that came through a frame as the type it was.

    Raises FrameError where it does not fit.
    """
    try:
        return msgspec.convert(value, shape, builtin_types=NATIVE, str_keys=False, dec_hook=_made)
    except msgspec.ValidationError as error:
        raise FrameError("worker-frame", detail=str(error)) from error


def _foreign(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else str(value)


def _made(shape: type[Any], value: Any) -> Any:
    return shape(value)


def _tagged(value: Any) -> Any:
    if isinstance(value, dict):
        return {_tagged(key): _tagged(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_tagged(each) for each in value]
    for code, (kind, told, _) in CODES.items():
        if type(value) is kind:
            return msgspec.msgpack.Ext(code, told(value).encode())
    if isinstance(value, int) and not SMALLEST_INT <= value <= LARGEST_INT:
        return msgspec.msgpack.Ext(BIG_INTEGER, str(value).encode())
    return value


def _interval(text: str) -> timedelta:
    days, seconds, microseconds = (int(part) for part in text.split())
    return timedelta(days, seconds, microseconds)


BIG_INTEGER = 6
CODES: Mapping[int, tuple[type, Any, Any]] = {
    1: (Decimal, str, Decimal),
    2: (datetime, datetime.isoformat, datetime.fromisoformat),
    3: (date, date.isoformat, date.fromisoformat),
    4: (time, time.isoformat, time.fromisoformat),
    5: (timedelta, lambda span: f"{span.days} {span.seconds} {span.microseconds}", _interval),
}


def _restored(code: int, content: memoryview) -> Any:
    text = bytes(content).decode()
    return int(text) if code == BIG_INTEGER else CODES[code][2](text)
