"""Owns JSON as a source: one document, one object a line, or open contracting data; nested objects become rows.

It refuses a document that is too large to hold, and what is no object where a row should be.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.domain.mapping import SourceSpec
from console.domain.ports import Progress, stop_if_cancelled
from console.errors import InputError
from console.sources.encoding import bounded_lines
from console.sources.flattening import Flat, flat, flat_rows
from console.sources.names import MOST_COLUMNS, checked_names
from console.sources.ocds_packages import releases_in
from console.sources.parsed import BYTES, OBJECT, Parsed, Refused, Row

LARGEST_DOCUMENT = 256 * 1024 * 1024
LOOK_EVERY = 4096

Item = tuple[int, Flat] | Refused


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A file of JSON: ``lines`` says that each line is a document, ``packed`` that they are open contracting data."""

    path: Path
    spec: SourceSpec
    encoding: str
    lines: bool
    packed: bool


def read_documents(file: DocumentFile, progress: Progress) -> Parsed:
    """Go through the file once for the names it uses, beside those the mapping names, and again for the rows.

    The line of a row is that of the file where each line is one row, else the number of the row.
    """
    names: dict[str, None] = dict.fromkeys(file.spec.columns)
    for item in _items(file, progress):
        if isinstance(item, Refused):
            continue
        names.update(dict.fromkeys(item[1]))
        if len(names) > MOST_COLUMNS:
            raise InputError("source-columns", file=file.spec.file, count=len(names), limit=MOST_COLUMNS)
    if not names:
        raise InputError(
            "source-no-rows" if file.spec.rows else "source-empty", file=file.spec.file, rows=file.spec.rows
        )
    keys = tuple(names)
    return Parsed(checked_names(keys, file.spec.file), _rows(file, keys, progress))


def _rows(file: DocumentFile, keys: tuple[str, ...], progress: Progress) -> Iterator[Row | Refused]:
    for item in _items(file, progress):
        if isinstance(item, Refused):
            yield item
        else:
            yield item[0], [item[1].get(key, "") for key in keys]


def _items(file: DocumentFile, progress: Progress) -> Iterator[Item]:
    """Yield the rows of all documents; rows that share a line are numbered instead."""
    documents = _lines(file) if file.lines else _whole(file)
    plain = file.lines and not file.packed and not file.spec.rows
    count = 0
    for number, told in documents:
        for found in _found(file, told):
            if count % LOOK_EVERY == 0:
                stop_if_cancelled(progress)
            count += 1
            line = number if plain else count
            yield Refused(line, found.reason, found.raw) if isinstance(found, Refused) else (line, found)


def _found(file: DocumentFile, told: Any) -> Iterator[Flat | Refused]:
    if isinstance(told, Refused):
        yield told
        return
    way = tuple(file.spec.rows.split(".")) if file.spec.rows else ()
    for each in _objects(file, told):
        try:
            rows: list[Flat | None] = [None]
            if isinstance(each, dict):
                rows = list(flat_rows(each, way)) if way else [flat(each)]
        except RecursionError:
            rows = [None]
        for place, row in enumerate(rows):
            yield Refused(0, OBJECT, _raw(each, place)) if row is None else row


def _raw(told: Any, place: int) -> bytes:
    try:
        return f"{place} ".encode() + json.dumps(told, ensure_ascii=False, sort_keys=True).encode(
            "utf-8", "replace"
        )
    except RecursionError:
        return str(place).encode()


def _objects(file: DocumentFile, told: Any) -> Iterator[Any]:
    if file.packed:
        yield from releases_in(told)
    elif isinstance(told, list) and not file.lines:
        yield from told
    else:
        yield told


def _lines(file: DocumentFile) -> Iterator[tuple[int, Any]]:
    with file.path.open(encoding=file.encoding, errors="surrogateescape") as stream:
        for number, line in enumerate(bounded_lines(stream, file.spec.file), 1):
            if line.strip():
                yield number, _parsed(number, line)


def _parsed(number: int, line: str) -> Any:
    raw = line.encode("utf-8", "surrogateescape")
    try:
        line.encode("utf-8")
        return parse_json(line)
    except UnicodeEncodeError:
        return Refused(number, BYTES, raw)
    except (ValueError, RecursionError):
        return Refused(number, OBJECT, raw)


def _whole(file: DocumentFile) -> Iterator[tuple[int, Any]]:
    size = file.path.stat().st_size
    if size > LARGEST_DOCUMENT:
        raise InputError("source-json-large", file=file.spec.file, limit=LARGEST_DOCUMENT)
    try:
        told = parse_json(file.path.read_text(file.encoding))
    except UnicodeDecodeError as error:
        raise InputError("source-broken", file=file.spec.file, line=1, encoding=file.encoding) from error
    except json.JSONDecodeError as error:
        raise InputError(
            "source-not-json", file=file.spec.file, line=error.lineno, detail=error.msg
        ) from error
    except ValueError as error:
        raise InputError("source-not-json", file=file.spec.file, line=1, detail=str(error)[:80]) from error
    except RecursionError as error:
        raise InputError("source-json-deep", file=file.spec.file) from error
    if isinstance(told, dict) and not file.spec.rows and not file.packed:
        raise InputError("source-json-rows", file=file.spec.file, known=", ".join(row_places(told)) or "—")
    yield 1, told


def row_places(told: object) -> list[str]:
    """Return where in a document lists of objects are, as a mapping names them."""
    return list(_places(told, "", 4))[:12]


def _places(told: object, way: str, depth: int) -> Iterator[str]:
    if isinstance(told, list) and any(isinstance(each, dict) for each in told[:20]):
        yield way
        for each in told[:1]:
            yield from _places(each, way, depth)
    elif isinstance(told, dict) and depth:
        for name, value in told.items():
            yield from _places(value, f"{way}.{name}" if way else name, depth - 1)


def parse_json(text: str) -> Any:
    """Return a document with numbers as the text they are written in: no digit is lost, and none is computed."""
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=_no_number)


def _no_number(word: str) -> str:
    raise ValueError(word)
