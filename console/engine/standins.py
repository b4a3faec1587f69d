"""Owns the tables in memory that stand for a derived view while several queries read it. It refuses to outlive them.

A temporary table takes the view's own name, so no query and no view built on it changes; it holds the columns asked for
and nothing else, and goes when the last query is done, because the view may say something else for another period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from console.domain.ports import Progress
from console.domain.rule import Rule
from console.domain.view import EVERY_ROW, View, resolve
from console.engine.columns import quoted
from console.engine.connection import Connection
from console.engine.subset import facts_of
from console.engine.walk import VIEW as WALK
from console.engine.walk import settle

FEWEST = 3  # below that the table costs about what it saves
FEWEST_GATHERED = 2  # of a view that gathers rows the table is small
STAR = re.compile(
    r"(?:\bSELECT(?:\s+DISTINCT)?\s+|,\s*|\.)\*", re.IGNORECASE
)  # neither count(*) nor a product


@dataclass(frozen=True, slots=True)
class Use:
    """One query on a view, and the columns it reads; None where it may take all."""

    view: str
    columns: frozenset[str] | None


@dataclass(slots=True)
class _Count:
    times: int = 0
    columns: set[str] = field(default_factory=set)


@contextmanager
def standing_in(
    session: Connection,
    views: Mapping[str, View],
    uses: Iterable[Use],
    progress: Progress,
    among: frozenset[str] | None = None,
) -> Iterator[None]:
    """Make a table of every view that is read often enough (``among`` some of them), for as long as the context lasts."""
    made: list[str] = []
    asked = tuple(uses)
    if WALK in reached(views, (use.view for use in asked)):
        settle(session, progress)
    try:
        for name, columns in chosen(views, asked):
            if among is not None and name not in among:
                continue
            made.append(name)
            shown = ", ".join(quoted(column) for column in columns)
            session.execute(
                f"CREATE TEMP TABLE {quoted(name)} AS SELECT {shown} FROM {quoted(name)}", None, progress
            )
        yield
    finally:
        for name in made:
            session.execute(f"DROP TABLE IF EXISTS temp.{quoted(name)}")


def chosen(views: Mapping[str, View], uses: Iterable[Use]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the views worth a table with their columns, what others rest on first.

    A view that is not worth one passes what reads it on to the views below; one that is reads them once.
    """
    counts: dict[str, _Count] = {}
    for use in uses:
        _add(counts, views, use.view, 1, use.columns)
    found = []
    for view in _outermost_first(views):
        held = counts.get(view.name)
        if held is None:
            continue
        # Some cost less in place than a table of them, and a view that declares no columns can have no table.
        worth = held.times >= _fewest(view) and view.name != WALK and not view.by_row and bool(held.columns)
        if worth:
            found.append((view.name, tuple(sorted(held.columns))))
        for name in view.reads:
            if name in views:
                times = len(re.findall(rf"\b{name}\b", view.sql))
                _add(
                    counts,
                    views,
                    name,
                    times if worth else times * held.times,
                    columns_read(view.name, view.sql),
                )
    return found[::-1]


def _fewest(view: View) -> int:
    return FEWEST_GATHERED if view.apart and view.apart not in view.grain else FEWEST


def families(
    views: Mapping[str, View], alone: Mapping[str, Iterable[Use]], together: Iterable[Use]
) -> list[frozenset[str]]:
    """Part what is asked for so that no two parts share a view or a table that is worth making; the last part needs no table.

    ``alone`` holds the uses of each thing asked for, ``together`` those of all, as far as they can be one.
    """
    worth = {name for name, _ in chosen(views, together)}
    found: list[tuple[frozenset[str], frozenset[str]]] = []
    for name, uses in alone.items():
        read = {use.view for use in uses}
        names, held = frozenset({name}), frozenset(read | (reached(views, read) & worth))
        for other in [each for each in found if each[1] & held]:
            found.remove(other)
            names, held = names | other[0], held | other[1]
        found.append((names, held))
    rest = [names for names, held in found if not held & worth]
    return [names for names, held in found if held & worth] + ([frozenset().union(*rest)] if rest else [])


def reached(views: Mapping[str, View], names: Iterable[str]) -> frozenset[str]:
    """Return the views that reading the named ones comes to, themselves included."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in views and name not in found:
            found.add(name)
            waiting += views[name].reads
    return frozenset(found)


def columns_read(name: str, sql: str) -> frozenset[str] | None:
    """Return the columns a statement names, None where it may take all."""
    return None if STAR.search(sql) else facts_of(f"{name}.toml", sql).columns


def tables_told(rule: Rule, views: Mapping[str, View]) -> frozenset[str]:
    """Return the contract tables that what a rule tells rests on, through the columns of views that it names."""
    named = columns_read(rule.id, rule.judge)
    names = {name for name in rule.reads if name not in views}
    for name in rule.reads:
        if name in views:
            known = set(views[name].needs)
            names |= {
                f"{name}.{column}" for column in (known if named is None else known & named) | {EVERY_ROW}
            }
    return frozenset(name.partition(".")[0] for name in resolve(frozenset(names), views))


def _add(
    counts: dict[str, _Count],
    views: Mapping[str, View],
    name: str,
    times: int,
    columns: frozenset[str] | None,
) -> None:
    held = counts.setdefault(name, _Count())
    known = set(views[name].needs) - {EVERY_ROW}
    held.times += times
    held.columns |= known if columns is None else known & columns


def _outermost_first(views: Mapping[str, View]) -> list[View]:
    """Return the views in an order in which each comes before those it reads."""
    found: list[View] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name in seen:
            return
        seen.add(name)
        for other in views[name].reads:
            if other in views:
                visit(other)
        found.append(views[name])

    for name in sorted(views):
        visit(name)
    return found[::-1]
