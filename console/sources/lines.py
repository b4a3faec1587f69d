"""Owns JSON Lines: one object a line, nested objects as dotted names. It refuses a line that is no object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from console.domain.mapping import LINE, SourceSpec
from console.errors import InputError
from console.sources.encoding import bounded_lines
from console.sources.parsed import BYTES, OBJECT, Parsed, Refused, Row

MOST_COLUMNS = 2_000
DEEPEST = 8


def read_lines(path: Path, spec: SourceSpec, encoding: str) -> Parsed:
    """Go through the file once for the names it uses, and again for the rows."""
    names: dict[str, None] = {}
    for item in _objects(path, spec, encoding):
        if isinstance(item, Refused):
            continue
        names.update(dict.fromkeys(item[1]))
        if len(names) > MOST_COLUMNS:
            raise InputError("source-columns", file=spec.file, count=len(names), limit=MOST_COLUMNS)
    if not names:
        raise InputError("source-empty", file=spec.file)
    columns = tuple(names)
    if LINE in columns:
        raise InputError("source-column-twice", file=spec.file, name=LINE)
    return Parsed(columns, _rows(path, spec, encoding, columns))


def _rows(path: Path, spec: SourceSpec, encoding: str, columns: tuple[str, ...]) -> Iterator[Row | Refused]:
    for item in _objects(path, spec, encoding):
        if isinstance(item, Refused):
            yield item
        else:
            yield item[0], [item[1].get(name, "") for name in columns]


def _objects(path: Path, spec: SourceSpec, encoding: str) -> Iterator[tuple[int, dict[str, str]] | Refused]:
    with path.open(encoding=encoding, errors="surrogateescape") as stream:
        for number, line in enumerate(bounded_lines(stream, spec.file), 1):
            if line.strip():
                yield _object(number, line)


def _object(number: int, line: str) -> tuple[int, dict[str, str]] | Refused:
    raw = line.encode("utf-8", "surrogateescape")
    try:
        line.encode("utf-8")
        told = json.loads(line, parse_float=str, parse_int=str, parse_constant=_no_number)
    except UnicodeEncodeError:
        return Refused(number, BYTES, raw)
    except (ValueError, RecursionError):
        return Refused(number, OBJECT, raw)
    if not isinstance(told, dict):
        return Refused(number, OBJECT, raw)
    return number, dict(_flat(told, "", DEEPEST))


def _no_number(word: str) -> str:
    raise ValueError(word)


def _flat(told: dict[str, Any], prefix: str, depth: int) -> Iterator[tuple[str, str]]:
    for name, value in told.items():
        if isinstance(value, dict) and depth:
            yield from _flat(value, f"{prefix}{name}.", depth - 1)
        elif value is not None:
            yield f"{prefix}{name}", _text(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return msgspec.json.encode(value).decode()
