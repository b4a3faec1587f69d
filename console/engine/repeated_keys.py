"""Owns finding the keys that stand more than once in a table just written in their order.

Where each row has a greater key than the one before it, one look is all; it refuses to take an order for granted.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.domain.contract import ContractTable
from console.domain.ports import Progress
from console.engine.columns import quoted
from console.engine.key_numbers import KeyNumbers
from console.engine.session import Session

AGAIN = "plumbline_again"
"""The table of what is found: one row a key."""
STRETCH = 10_000
"""Rows before the first that is out of order among which the last of the numbered ones is looked for."""


class RepeatedKeys:
    """A table just written, in the order of its key or of the ``numbers`` that stand for its texts."""

    def __init__(
        self,
        session: Session,
        table: ContractTable,
        target: str,
        numbers: KeyNumbers | None,
        progress: Progress,
    ) -> None:
        self._session, self._target, self._numbers, self._progress = session, target, numbers, progress
        self._keys = [quoted(name) for name in table.primary_key]
        self._names = ", ".join(self._keys)

    def find(self) -> bool:
        """Fill the table of repeated keys; False where texts taken for numbers are none, so that the order tells nothing."""
        first = self._first_astray()
        self._enter(f"SELECT {self._names} FROM {self._target} WHERE false", anew=True)
        if not first:
            return True
        before = max(first - 2, 0)
        back = self._first_back(before)
        if self._numbers and back and self._numbered(f"rowid >= {back - 1}"):
            return False
        self._enter(
            f"SELECT {self._names} FROM (SELECT {self._names}, {_again(self._keys)} AS again "
            f"FROM {self._target} WHERE rowid >= {before}) WHERE again"
        )
        if self._numbers and back:
            self._enter(self._numbers.repeated_sql(self._target, self._last_numbered(back) + 1))
        return True

    def _enter(self, query: str, anew: bool = False) -> None:
        into = f"CREATE OR REPLACE TEMP TABLE {AGAIN} AS" if anew else f"INSERT INTO {AGAIN}"
        known = "" if anew else f" EXCEPT SELECT {self._names} FROM {AGAIN}"
        self._session.execute(
            f"{into} SELECT DISTINCT {self._names} FROM ({query}){known}", progress=self._progress
        )

    def _first_astray(self) -> int:
        """Return the place of the first row whose key is not greater than that of the row before it, 0 for none."""
        return self._first(f"(({_after(self._keys)}) IS NOT TRUE)", 0)

    def _first_back(self, before: int) -> int:
        """Return the place of the first row whose key is less than that of the row before it, 0 for none."""
        return self._first(_back(self._keys), before)

    def _first(self, condition: str, start: int) -> int:
        rows = f"{self._target}" + (f" WHERE rowid >= {start}" if start else "")
        found = self._session.row(
            f"SELECT coalesce(min(CASE WHEN place > 1 AND astray THEN place END), 0) "
            f"FROM (SELECT row_number() OVER () AS place, {condition} AS astray FROM {rows})",
            self._progress,
        )
        return int(found[0]) + start if int(found[0]) else 0

    def _numbered(self, where: str) -> int:
        number = self._numbers.number if self._numbers else "NULL"
        found = (
            f"SELECT coalesce(max(rowid) + 1, 0) FROM {self._target} WHERE {where} AND {number} IS NOT NULL"
        )
        return int(self._session.row(found)[0])

    def _last_numbered(self, back: int) -> int:
        """Return the row of the last text that has the form; those of another form are few before one is out of order."""
        near = self._numbered(f"rowid BETWEEN {max(back - STRETCH, 0)} AND {back - 1}")
        return (near or self._numbered(f"rowid < {back}")) - 1


def _again(keys: Sequence[str]) -> str:
    """Return the condition that a row has the key of the one before it."""
    same = " AND ".join(f"{key} IS NOT DISTINCT FROM lag({key}) OVER ()" for key in keys)
    return f"row_number() OVER () > 1 AND {same}"


def _after(keys: Sequence[str]) -> str:
    """Return the condition that the key of a row is greater than that of the one before it."""
    first, *rest = keys
    greater = f"{first} > lag({first}) OVER ()"
    return f"{greater} OR ({first} = lag({first}) OVER () AND ({_after(rest)}))" if rest else greater


def _back(keys: Sequence[str]) -> str:
    """Return the condition that the key of a row is less than that of the one before it."""
    first, *rest = keys
    less = f"{first} < lag({first}) OVER ()"
    return f"({less} OR ({first} = lag({first}) OVER () AND {_back(rest)}))" if rest else less
