"""Owns derived tables: SQL with a grain, subject columns and what each column needs. It refuses to run the SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from console.domain.contract import Texts

EVERY_ROW = "*"


@dataclass(frozen=True, slots=True)
class View:
    """A derived table.

    ``needs`` is view column → names it depends on, each "table.column" of the contract or "view.column" of another
    view; the column ``*`` names what every row depends on. ``subjects`` are the columns one may cut by.
    """

    name: str
    grain: tuple[str, ...]
    reads: tuple[str, ...]
    subjects: tuple[str, ...]
    sql: str
    needs: Mapping[str, tuple[str, ...]]
    text: Texts
    apart: str = ""  # the column of which each value's rows are made of rows of that value alone, or empty
    by_row: bool = (
        False  # rules judge its rows one by one, in one pass; a table of it would cost more than it saves
    )
    merged_by: str = (
        ""  # the column by whose parts it may be made, what they say of each grain put together, or empty
    )
    merge: Mapping[str, str] = field(
        default_factory=dict
    )  # how, by column: sum, min, max, or list (all lists as one)
    kept: str = ""  # what is kept of a part, where asking all of it is quicker done otherwise than in ``sql``


def resolve(names: frozenset[str], views: Mapping[str, View]) -> frozenset[str]:
    """Return the contract tables and columns that the named columns rest on, through every view between."""
    found: set[str] = set()
    waiting = list(names)
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        owner, _, column = name.partition(".")
        if owner not in views:
            found.add(name)
            continue
        needs = views[owner].needs
        waiting += [*needs.get(EVERY_ROW, ()), *needs.get(column, ())]
    return frozenset(found)
