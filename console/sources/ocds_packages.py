"""Owns what open contracting data is packed in: release packages, record packages, lists of either.

It refuses to compile a record from its releases: a record without a compiled release is told apart and left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Release = dict[str, Any]


def releases_in(told: object) -> Iterator[Release | None]:
    """Yield the releases of a document; None for what should be one and is not."""
    if isinstance(told, list):
        for each in told:
            yield from _releases_of_one(each)
    else:
        yield from _releases_of_one(told)


def _releases_of_one(told: object) -> Iterator[Release | None]:
    if not isinstance(told, dict):
        yield None
    elif isinstance(inside := told.get("releases"), list):
        yield from map(_release, inside)
    elif isinstance(records := told.get("records"), list):
        for record in records:
            yield _release(record.get("compiledRelease")) if isinstance(record, dict) else None
    else:
        yield told


def _release(told: object) -> Release | None:
    return told if isinstance(told, dict) else None
