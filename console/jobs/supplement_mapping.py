"""Owns the plainest mapping: source files whose columns bear the names of one contract table, or its labels.

It refuses a column it does not know, with the nearest name: nothing of a supplement is left out unsaid.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from pathlib import Path

from console.domain.contract import Contract, ContractTable
from console.domain.mapping import SourceSpec
from console.domain.ports import Progress
from console.engine.peek import peek_parquet
from console.errors import ExitCode, InputError, UsageError
from console.sources.looking import LOOKED_AT, SourceLook, look_at
from console.sources.opening import format_of


def plain_mapping(paths: Sequence[Path], table: str, contract: Contract, progress: Progress) -> str:
    """Return a mapping file as text; raises UsageError supplement-table, InputError supplement-column or for a source."""
    known = contract.tables.get(table)
    if known is None:
        nearest = difflib.get_close_matches(table, contract.tables, n=1, cutoff=0.0)
        raise UsageError("supplement-table", name=table, nearest=nearest[0])
    parts = [_part(f"source_{place}", path, known, progress) for place, path in enumerate(paths, 1)]
    return "\n".join(parts)


def _part(name: str, path: Path, table: ContractTable, progress: Progress) -> str:
    if not path.is_file():
        raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path))
    look = _look(name, path, table, progress)
    spec = look.spec
    lines = [f"[source.{name}]", f"file = {_text(path.name)}"]
    lines += [f"sheet = {_text(spec.sheet)}"] if spec.sheet else []
    lines += [f"rows = {_text(spec.rows)}"] if spec.rows else []
    lines += [f"skip_rows = {spec.skip_rows}", f"header_rows = {spec.header_rows}"]
    lines += ["", "[[table]]", f"table = {_text(table.name)}", f"from = {_text(name)}", "[table.columns]"]
    lines += [f"{_target(column, table, path.name)} = {_text(column)}" for column in look.samples]
    return "\n".join(lines) + "\n"


def _look(name: str, path: Path, table: ContractTable, progress: Progress) -> SourceLook:
    spec = SourceSpec(name, path.name)
    if format_of(spec, path) == "parquet":
        return SourceLook(spec, peek_parquet(path, LOOKED_AT))
    names = _names(table)
    return look_at(path, name, progress, lambda found: float(sum(each.strip() in names for each in found)))


def _target(column: str, table: ContractTable, file: str) -> str:
    names = _names(table)
    found = names.get(column.strip())
    if found is None:
        nearest = difflib.get_close_matches(column, names, n=1, cutoff=0.0)
        raise InputError("supplement-column", file=file, table=table.name, name=column, nearest=nearest[0])
    return found


def _names(table: ContractTable) -> dict[str, str]:
    labels = {label: column.name for column in table.columns for label in column.labels.values() if label}
    return {**labels, **{column.name: column.name for column in table.columns}}


def _text(told: str) -> str:
    """Return a text as TOML writes it; JSON's escapes are among TOML's."""
    return json.dumps(told, ensure_ascii=False)
