"""Owns the reading of the words source systems use. It refuses a word for a column, code or table the contract has not."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from console.catalogue.files import Strict, read
from console.domain.contract import Contract
from console.domain.proposal import Synonyms
from console.errors import DefinitionError


class ColumnsFile(Strict, frozen=True):
    """``columns.toml``: column or "table.column" → words."""

    columns: dict[str, list[str]]


class ValuesFile(Strict, frozen=True):
    """``values.toml``: column or "table.column" → code → words."""

    values: dict[str, dict[str, list[str]]]


class TableWords(Strict, frozen=True):
    """A ``[tables.<table>]``."""

    words: list[str]
    otherwise: dict[str, str] = {}


class TablesFile(Strict, frozen=True):
    """``tables.toml``."""

    keys: list[str]
    tables: dict[str, TableWords]


def read_synonyms(folder: Path, contract: Contract) -> Synonyms:
    """Read the words of a folder; raises DefinitionError naming file, word and nearest name."""
    columns = read(folder / "columns.toml", ColumnsFile).columns
    values = read(folder / "values.toml", ValuesFile).values
    file = read(folder / "tables.toml", TablesFile)
    tables = file.tables
    known = _known(contract)
    for name in columns:
        _check("columns.toml", name, known)
    for name, codes in values.items():
        _check("values.toml", name, known)
        for code in codes:
            _check("values.toml", code, known[name])
    for table, told in tables.items():
        _check("tables.toml", table, contract.tables)
        for name in told.otherwise:
            _check("tables.toml", f"{table}.{name}", known)
    return Synonyms(
        {name: tuple(words) for name, words in columns.items()},
        {name: {code: tuple(words) for code, words in codes.items()} for name, codes in values.items()},
        {name: tuple(told.words) for name, told in tables.items()},
        tuple(file.keys),
        {f"{table}.{name}": text for table, told in tables.items() for name, text in told.otherwise.items()},
    )


def _known(contract: Contract) -> dict[str, set[str]]:
    """Return column and "table.column" → the codes they may hold."""
    known: dict[str, set[str]] = {}
    for table in contract.tables.values():
        for column in table.columns:
            known.setdefault(column.name, set()).update(column.allowed)
            known[f"{table.name}.{column.name}"] = set(column.allowed)
    return known


def _check(file: str, name: str, known: Iterable[str]) -> None:
    names = list(known)
    if name not in names:
        nearest = difflib.get_close_matches(name, names, n=1) or ["—"]
        raise DefinitionError("definition-unknown", file=file, name=name, nearest=nearest[0])
