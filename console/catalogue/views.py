"""Owns the reading of derived tables. It refuses needs that lead nowhere and views that read each other in a circle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Literal

from console.catalogue.files import Strict, check_name, check_texts, read
from console.domain.contract import Contract
from console.domain.view import View
from console.errors import DefinitionError

CONSOLE_TABLES = frozenset(["calendar_day", "period", "parameters", "standard_value", "vendor_payee"])
"""Tables the console makes itself in every opened extract."""


class ViewFile(Strict, frozen=True):
    """A view file."""

    name: str
    grain: list[str]
    reads: list[str]
    sql: str
    text: dict[str, dict[str, str]]
    subjects: list[str] = []
    needs: dict[str, list[str]] = {}
    apart: str = ""
    by_row: bool = False
    merged_by: str = ""
    merge: dict[str, Literal["sum", "min", "max", "list"]] = {}
    kept: str = ""


def read_views(folder: Path, contract: Contract) -> dict[str, View]:
    """Read every view of a folder, in an order in which each reads only earlier ones."""
    found = {path.stem: _view(path) for path in sorted(folder.glob("*.toml"))}
    for view in found.values():
        _check(view, found, contract)
    try:
        # Lists, not sets: the order of the views, and with it every statement, is the same in every process.
        reads = {name: [one for one in view.reads if one in found] for name, view in found.items()}
        order = list(TopologicalSorter(reads).static_order())
    except CycleError as fault:
        raise DefinitionError("view-circle", views=" → ".join(map(str, fault.args[1]))) from fault
    for view in found.values():
        check_apart(f"{view.name}.toml", view.apart or view.merged_by, view.reads, found, contract)
    return {name: found[name] for name in order}


def _view(path: Path) -> View:
    told = read(path, ViewFile)
    check_name(path, told.name, "name")
    check_texts(path, told.text, ("name", "meaning"))
    needs = {column: tuple(names) for column, names in told.needs.items()}
    return View(
        told.name,
        tuple(told.grain),
        tuple(told.reads),
        tuple(told.subjects),
        told.sql.strip(),
        needs,
        told.text,
        told.apart,
        told.by_row,
        merged_by=told.merged_by,
        merge=dict(told.merge),
        kept=told.kept.strip(),
    )


def _check(view: View, views: dict[str, View], contract: Contract) -> None:
    file = f"{view.name}.toml"
    for name in view.reads:
        if name not in views and name not in contract.tables and name not in CONSOLE_TABLES:
            raise DefinitionError("definition-reads", file=file, name=name)
    for names in view.needs.values():
        check_needs(file, names, views, contract)


def check_apart(
    file: str, column: str, reads: Sequence[str], views: Mapping[str, View], contract: Contract
) -> None:
    """Refuse to make by values of a column what reads a view that rests on rows of it and is not made so itself."""
    for name in reads if column else ():
        if name in views and views[name].apart != column and _rests_on(name, column, views, contract):
            raise DefinitionError("definition-apart", file=file, name=name, column=column)


def _rests_on(name: str, column: str, views: Mapping[str, View], contract: Contract) -> bool:
    if name not in views:
        return contract.has(f"{name}.{column}")
    return any(_rests_on(read, column, views, contract) for read in views[name].reads)


def check_needs(file: str, names: tuple[str, ...], views: Mapping[str, View], contract: Contract) -> None:
    """Refuse a need that is neither "table.column" of the contract nor "view.column"."""
    for name in names:
        owner = name.partition(".")[0]
        if owner not in views and not contract.has(name):
            raise DefinitionError("definition-needs", file=file, name=name)
