"""Owns the tests of what a worker and its owner say to each other. It refuses to start a process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.errors import Cancelled, ExitCode, PlumblineError, QueryError
from console.jobs.frames import (
    LARGEST,
    LENGTH,
    Asked,
    Fault,
    FrameError,
    Interrupt,
    Outcome,
    Request,
    Told,
    plain,
    read_frame,
    shaped,
    write_frame,
)
from console.jobs.remote import rebuilt

SCALAR = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(alphabet=st.characters(exclude_categories=["Cs"]))
    | st.binary()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.datetimes()
    | st.timedeltas()
)
VALUE = st.recursive(
    SCALAR,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5).filter(str.isascii), inner, max_size=4)
    ),
)


def through(value: Any) -> Any:
    stream = BytesIO()
    write_frame(stream, Outcome(1, plain(value)))
    stream.seek(0)
    return read_frame(stream, Told).value


@given(VALUE)
def test_values_cross_as_they_are(value: Any) -> None:
    assert through(value) == value


class Kind(Enum):
    """A kind."""

    A = "a"


@dataclass(frozen=True, slots=True)
class Inner:
    """A value inside another."""

    day: date
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Outer:
    """A value of every kind a job returns."""

    path: Path
    kind: Kind
    inner: tuple[Inner, ...]
    by: dict[str, frozenset[str]]
    at: datetime
    span: timedelta
    rows: tuple[tuple[Any, ...], ...]


def test_a_dataclass_comes_back_as_its_type() -> None:
    at = datetime.fromisoformat("2026-02-28T09:30:00+08:00")
    value = Outer(
        Path("/a/b"),
        Kind.A,
        (Inner(date(2026, 1, 1), Decimal("0.10")), Inner(date(2026, 1, 2), None)),
        {"x": frozenset({"y"})},
        at,
        timedelta(seconds=1.5),
        ((1, Decimal("2.50"), None),),
    )
    back = shaped(through(value), Outer)
    assert (back.path, back.kind, back.inner, back.by) == (value.path, value.kind, value.inner, value.by)
    assert (back.at, back.span) == (at, value.span)
    assert tuple(tuple(row) for row in back.rows) == value.rows


def test_what_does_not_fit_is_told() -> None:
    with pytest.raises(FrameError):
        shaped({"day": "no date", "amount": None}, Inner)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_a_fault(content: bytes) -> None:
    stream = BytesIO(LENGTH.pack(len(content)) + content)
    try:
        message = read_frame(stream, Told)
    except FrameError:
        return
    assert message is None or hasattr(message, "id")


def test_a_length_no_frame_has_and_a_stream_that_ends() -> None:
    with pytest.raises(FrameError):
        read_frame(BytesIO(LENGTH.pack(LARGEST + 1)), Told)
    for cut in (b"", b"\0\0", LENGTH.pack(9) + b"abc"):
        assert read_frame(BytesIO(cut), Told) is None


def test_each_side_hears_only_what_the_other_says() -> None:
    for message in (Request(1, "ping", {"a": [1]}), Interrupt(7)):
        stream = BytesIO()
        write_frame(stream, message)
        stream.seek(0)
        assert read_frame(stream, Asked) == message
        stream.seek(0)
        with pytest.raises(FrameError):
            read_frame(stream, Told)


def test_errors_are_rebuilt_and_an_unknown_one_is_still_ours() -> None:
    error = rebuilt(Fault(1, "QueryError", "query-wrong", {"position": 3}, 22))
    assert isinstance(error, QueryError)
    assert (error.key, error.facts, error.exit_code) == ("query-wrong", {"position": 3}, ExitCode.QUERY)
    assert isinstance(rebuilt(Fault(1, "Cancelled", "cancelled", {}, 31)), Cancelled)
    strange = rebuilt(Fault(1, "SomethingElse", "x", {}, 999))
    assert type(strange) is PlumblineError
    assert strange.exit_code == ExitCode.FAULT
