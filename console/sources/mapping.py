"""Owns the reading of mapping files. It refuses an unknown key, table, column or source, and offers the nearest name."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import msgspec

from console.domain.contract import Contract, ContractTable
from console.domain.mapping import (
    IDENTIFIERS,
    BuildPlan,
    ColumnMapping,
    Join,
    Pseudonym,
    Scalar,
    SourceSpec,
    TableMapping,
)
from console.errors import ExitCode, InputError
from console.sources.opening import FORMATS

LARGEST = 4 * 1024 * 1024
INFO_TABLE = "extract_info"
NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")  # a source's name names tables and files of the build
KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}")  # the name of a cross-check
MOST_TITLES = 1_000
MOST_HEADS = 10


class Strict(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """The base of every shape: a key it does not name is a fault."""


class SourceFile(Strict, frozen=True):
    """A ``[source.<name>]``."""

    file: str
    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    quote: str = '"'
    columns: list[str] = []
    missing: list[str] = []
    zone: str = "Asia/Shanghai"
    sheet: str = ""
    skip_rows: int = 0
    header_rows: int = 1
    rows: str = ""


class PseudonymFile(Strict, frozen=True):
    """The ``pseudonym`` of a column: the name of a cross-check, whose key the vault keeps."""

    key: str
    kind: str = "text"


class JoinFile(Strict, frozen=True):
    """A ``[[table.join]]``."""

    source: str
    on: dict[str, str]


class ColumnFile(Strict, frozen=True):
    """A column of ``[table.columns]`` told at length."""

    column: str = ""
    constant: str | int | float | bool | None = None
    expression: str = ""
    format: str | list[str] = ""
    values: dict[str, str] | None = None
    other: str = ""
    default: str = ""
    split: str = ""
    thousands: str = ""
    decimal: str = ""
    pseudonym: PseudonymFile | None = None


class TableFile(Strict, frozen=True, rename={"source": "from", "joins": "join"}):
    """A ``[[table]]``."""

    table: str
    source: str
    columns: dict[str, str | ColumnFile]
    distinct_on: list[str] = []
    where: str = ""
    joins: list[JoinFile] = []


class MappingFile(Strict, frozen=True):
    """A mapping file."""

    source: dict[str, SourceFile]
    table: list[TableFile]
    extract: dict[str, str | int | float | bool] = {}


def read_mapping(path: Path, contract: Contract) -> BuildPlan:
    """Read a mapping file and check it against the contract.

    Raises InputError naming file, place and nearest name.
    """
    told = _converted(path, _toml(path))
    sources = tuple(_source(path, name, source) for name, source in told.source.items())
    tables = tuple(_table(path, told, contract, table) for table in told.table)
    _check_extract(path, told.extract, contract)
    return BuildPlan(sources, tables, {name: _plain(value) for name, value in told.extract.items()})


def _toml(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise InputError("mapping-large", file=path.name, limit=LARGEST)
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path)) from error
    except OSError as error:
        raise InputError("source-unreadable", file=str(path), detail=error.strerror or "") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("mapping-not-toml", file=path.name, detail=str(error)) from error


def _plain(value: Any) -> Scalar:
    return value.isoformat() if hasattr(value, "isoformat") else value  # type: ignore[no-any-return]


def _converted(path: Path, told: dict[str, Any]) -> MappingFile:
    """TOML has dates of its own; they stand as text, as a source file would have them."""
    try:
        return msgspec.convert(_dates_as_text(told), MappingFile)
    except msgspec.ValidationError as error:
        detail = str(error)
        unknown = re.search(r"unknown field `([^`]+)`", detail)
        if unknown is None:
            raise InputError("mapping-fault", file=path.name, detail=detail) from error
        place = re.search(r" - at `([^`]+)`", detail)
        shape = _shape_at(place[1] if place else "")
        raise _unknown("mapping-unknown", path, unknown[1], _fields(shape)) from error


def _dates_as_text(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: _dates_as_text(each) for name, each in told.items()}
    if isinstance(told, list):
        return [_dates_as_text(each) for each in told]
    return told.isoformat() if hasattr(told, "isoformat") else told


def _shape_at(place: str) -> type[Strict]:
    if place.startswith("$.source"):
        return SourceFile
    if ".pseudonym" in place:
        return PseudonymFile
    if ".columns" in place:
        return ColumnFile
    if ".join" in place:
        return JoinFile
    return TableFile if place.startswith("$.table") else MappingFile


def _fields(shape: type[Strict]) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(shape)]


def _unknown(key: str, path: Path, name: str, known: Iterable[str]) -> InputError:
    nearest = difflib.get_close_matches(name, list(known), n=1) or ["—"]
    return InputError(key, file=path.name, name=name, nearest=nearest[0])


def _source(path: Path, name: str, told: SourceFile) -> SourceSpec:
    if not NAME.fullmatch(name):
        raise InputError("mapping-name", file=path.name, name=name)
    if told.format and told.format not in FORMATS:
        raise _unknown("mapping-format", path, told.format, FORMATS)
    if told.zone not in available_timezones():
        raise _unknown("mapping-zone", path, told.zone, available_timezones())
    for what, text in (("delimiter", told.delimiter), ("quote", told.quote)):
        if len(text) > 1:
            raise InputError("mapping-letter", file=path.name, name=what, value=text)
    for what, count, low, high in (
        ("skip_rows", told.skip_rows, 0, MOST_TITLES),
        ("header_rows", told.header_rows, 1, MOST_HEADS),
    ):
        if not low <= count <= high:
            raise InputError(
                "mapping-count", file=path.name, source=name, name=what, value=count, low=low, high=high
            )
    return SourceSpec(
        name,
        told.file,
        told.format,
        told.encoding,
        told.delimiter,
        told.quote,
        tuple(told.columns),
        tuple(told.missing),
        told.zone,
        told.sheet,
        told.skip_rows,
        told.header_rows,
        told.rows,
    )


def _table(path: Path, whole: MappingFile, contract: Contract, told: TableFile) -> TableMapping:
    known = contract.tables.get(told.table)
    if known is None:
        raise _unknown("mapping-table", path, told.table, contract.tables)
    if told.source not in whole.source:
        raise _unknown("mapping-source", path, told.source, whole.source)
    columns = tuple(_column(path, known, name, column) for name, column in told.columns.items())
    mapped = {column.target for column in columns}
    for column in known.columns:
        if (column.required or column.name in known.primary_key) and column.name not in mapped:
            raise InputError("mapping-required", file=path.name, table=told.table, name=column.name)
    joins = _joins(path, whole, told)
    return TableMapping(told.table, told.source, columns, tuple(told.distinct_on), told.where, joins)


def _joins(path: Path, whole: MappingFile, told: TableFile) -> tuple[Join, ...]:
    taken = {told.source}
    for join in told.joins:
        if join.source not in whole.source:
            raise _unknown("mapping-source", path, join.source, whole.source)
        if join.source in taken or not join.on:
            raise InputError("mapping-join", file=path.name, table=told.table, name=join.source)
        taken.add(join.source)
    return tuple(Join(join.source, join.on) for join in told.joins)


def _column(path: Path, table: ContractTable, target: str, told: str | ColumnFile) -> ColumnMapping:
    if table.column(target) is None:
        names = [column.name for column in table.columns]
        nearest = difflib.get_close_matches(target, names, n=1) or ["—"]
        raise InputError("mapping-column", file=path.name, table=table.name, name=target, nearest=nearest[0])
    if isinstance(told, str):
        return ColumnMapping(target, column=told)
    given = [bool(told.column), told.constant is not None, bool(told.expression)]
    if sum(given) != 1:
        raise InputError("mapping-origin", file=path.name, table=table.name, name=target)
    if told.decimal not in ("", ".", ",") or (told.decimal and told.decimal == told.thousands):
        raise InputError("mapping-decimal", file=path.name, table=table.name, name=target, value=told.decimal)
    formats = (told.format,) if isinstance(told.format, str) else tuple(told.format)
    return ColumnMapping(
        target,
        told.column,
        told.constant,
        told.expression,
        tuple(form for form in formats if form),
        told.values,
        told.other,
        told.default,
        told.split,
        told.thousands,
        _pseudonym(path, table, target, told.pseudonym),
        told.decimal,
    )


def _pseudonym(path: Path, table: ContractTable, target: str, told: PseudonymFile | None) -> Pseudonym | None:
    """A pseudonym is text, made by a named key: the key itself has no place in a mapping."""
    if told is None:
        return None
    column = table.column(target)
    text = column is not None and column.type == "VARCHAR"
    if not text or not KEY.fullmatch(told.key) or told.kind not in IDENTIFIERS:
        detail = f"{told.key}, {told.kind}" if text else column.type if column else target
        known = ", ".join(IDENTIFIERS)
        raise InputError(
            "mapping-pseudonym", file=path.name, table=table.name, name=target, detail=detail, known=known
        )
    return Pseudonym(told.key, told.kind)


def _check_extract(path: Path, told: dict[str, Any], contract: Contract) -> None:
    known = contract.tables.get(INFO_TABLE)
    names = [column.name for column in known.columns] if known is not None else []
    for name in told:
        if name not in names:
            raise _unknown("mapping-extract", path, name, names)
