"""Owns what is kept of a view from part to part, so that what rests on all rows needs no second reading of them.

It refuses a column that does not say how what the parts say of it comes to one value: such a column is asked of the view.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from console.domain.ports import Progress
from console.domain.rule import Rule
from console.domain.view import View
from console.engine.columns import quoted
from console.engine.connection import Connection
from console.engine.one_pass import Counted
from console.engine.standins import Use, columns_read
from console.engine.verdicts import verdicts_by_key


def kept_views(views: Mapping[str, View], rules: Iterable[Rule], column: str) -> list[View]:
    """Return the views that are made by parts of a column's values and read by rules on all of them."""
    return [
        view
        for view in views.values()
        if view.merged_by == column
        and any(
            view.name in rule.reads and (_suffices(view, by_key(rule)) or _suffices(view, rule.judge))
            for rule in rules
        )
    ]


def by_key(rule: Rule) -> str:
    """Return the query for what a rule says of each key where it is told by key; empty where it is not."""
    return verdicts_by_key(rule) if rule.by_key else ""


def _suffices(view: View, sql: str) -> bool:
    """Say whether a query reads no more of a view than what parts say of it can be put together."""
    read = columns_read(view.name, sql) if sql else None
    return read is not None and not read & (set(view.needs) - {*view.grain, *view.merge})


_runs = itertools.count()


class Kept:
    """What was kept of some views so far, for every thread to see; ``close`` lets it go."""

    def __init__(self, session: Connection, views: Iterable[View]) -> None:
        self._session = session
        self._views = tuple(views)
        self._run = next(_runs)  # two runs at once keep apart what they keep
        self._begun = False

    @property
    def uses(self) -> list[Use]:
        """Return what is read of the views for each part."""
        return [Use(view.name, frozenset((*view.grain, *view.merge))) for view in self._views]

    @property
    def names(self) -> frozenset[str]:
        """Return the names of the views."""
        return frozenset(view.name for view in self._views)

    def add(self, progress: Progress) -> None:
        """Keep what the views say of the part that is looked at."""
        for view in self._views:
            shown = ", ".join(map(quoted, (*view.grain, *view.merge)))
            into = (
                f"INSERT INTO {self._table(view)}" if self._begun else f"CREATE TABLE {self._table(view)} AS"
            )
            source = f"({view.kept})" if view.kept else quoted(view.name)
            self._session.execute(f"{into} SELECT {shown} FROM {source}", None, progress)
        self._begun = True

    def suffices(self, rule: Rule, sql: str) -> bool:
        """Say whether what was kept answers a query of a rule."""
        read = [view for view in self._views if view.name in rule.reads]
        return self._begun and bool(read) and all(_suffices(view, sql) for view in read)

    def close(self) -> None:
        """Let go of what was kept."""
        for view in self._views:
            self._session.execute(f"DROP TABLE IF EXISTS {self._table(view)}")

    @contextmanager
    def standing(self) -> Iterator[None]:
        """Have tables stand for the views, each with what the parts came to."""
        try:
            for view in self._views:
                made = [f"{_merged(name, how)} AS {quoted(name)}" for name, how in view.merge.items()]
                grain = ", ".join(map(quoted, view.grain))
                shown = ", ".join([grain, *made])
                self._session.execute(
                    f"CREATE TEMP TABLE {quoted(view.name)} AS SELECT {shown} FROM {self._table(view)} GROUP BY {grain}"
                )
            yield
        finally:
            for view in self._views:
                self._session.execute(f"DROP TABLE IF EXISTS temp.{quoted(view.name)}")

    def _table(self, view: View) -> str:
        return "memory.main." + quoted(f"kept_of_{view.name}_{self._run}")


def _merged(name: str, how: str) -> str:
    """Return what the parts say of a column as one value."""
    if how == "list":
        return f"flatten(list({quoted(name)}) FILTER (WHERE {quoted(name)} IS NOT NULL))"
    return f"{how}({quoted(name)})"


def counted_by_key(session: Connection, rule: Rule, progress: Progress) -> Counted:
    """Count a rule's verdicts without what it only tells, and return the keys of what it flags."""
    keys = ", ".join(f"list({quoted(name)}) FILTER (WHERE verdict = 'flagged')" for name in rule.key)
    found = Counted()
    rows = session.rows(
        f"SELECT verdict, why_not, count(*), {keys} FROM ({by_key(rule)}) GROUP BY verdict, why_not",
        progress,
    )
    for verdict, why_not, count, *flagged in rows:
        found.rows[verdict, why_not] += count
        if verdict == "flagged":
            found.keys.extend(zip(*flagged, strict=True))
    return found
