"""Owns the numbers by which rows are put in the order of a key that is text: a number sorts in a third of the time.

Most systems number what they register in one form: letters, then digits, always as many. Of such texts the digits alone, as a
number, give the same order. It refuses to be believed: what was written is looked at again, row by row.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.contract import ContractTable
from console.domain.ports import Progress
from console.engine.columns import literal, quoted
from console.engine.session import Session

FIRST_ROWS = 10_000
LEAST_SHARE = 0.9
MOST_DIGITS = 18
SMALL_DIGITS = 9
"""Digits that fit four bytes."""
BEHIND = 1 << 63
"""More than any number of eighteen digits."""


@dataclass(frozen=True, slots=True)
class KeyNumbers:
    """One column of a key whose texts are ``prefix`` and ``digits`` digits; texts of another form stand behind all others."""

    table: ContractTable
    column: str
    prefix: str
    digits: int

    @property
    def number(self) -> str:
        """Return the expression for the number of a text; NULL where it has another form."""
        text, kind = quoted(self.column), "UINTEGER" if self.digits <= SMALL_DIGITS else "UBIGINT"
        long = len(self.prefix.encode()) + self.digits
        of_form = f"strlen({text}) = {long} AND starts_with({text}, {literal(self.prefix)})"
        return f"CASE WHEN {of_form} THEN TRY_CAST(substr({text}, {len(self.prefix) + 1}) AS {kind}) END"

    @property
    def order(self) -> str:
        """Return what to order by: numbers of fixed length throughout, which is what makes it quick."""
        return ", ".join(map(self._place, self.table.primary_key))

    def _place(self, name: str) -> str:
        if name != self.column:
            return quoted(name)
        return f"coalesce({self.number}::UBIGINT, hash({quoted(name)}) | {BEHIND})"

    def repeated_sql(self, target: str, start: int) -> str:
        """Return the query for keys that stand more than once among texts of another form, from a row on."""
        keys = ", ".join(map(quoted, self.table.primary_key))
        rows = f"{target} WHERE rowid >= {start} AND {self.number} IS NULL"
        return f"SELECT {keys} FROM {rows} GROUP BY {keys} HAVING count(*) > 1"


def key_numbers(session: Session, table: ContractTable, rows: str, progress: Progress) -> KeyNumbers | None:
    """Return the numbers of the one text in the key of a table; None where its first ``rows`` are not of one form."""
    kinds = {column.name: column.type for column in table.columns if not column.allowed}
    texts = [name for name in table.primary_key if kinds.get(name, "VARCHAR") == "VARCHAR"]
    if len(texts) != 1 or texts[0] not in kinds:
        return None
    text = quoted(texts[0])
    first = f"(SELECT {text} AS text FROM {rows} LIMIT {FIRST_ROWS})"
    form = rf"regexp_extract(text, '^(.*?)(\d{{1,{MOST_DIGITS}}})$', ['prefix', 'digits'])"
    found = session.rows(
        f"SELECT form.prefix, strlen(form.digits), count(*), sum(count(*)) OVER () FROM (SELECT {form} AS form "
        f"FROM {first}) GROUP BY ALL ORDER BY count(*) DESC, form.prefix LIMIT 1",
        progress=progress,
    )
    if not found or not int(found[0][1]) or int(found[0][2]) < LEAST_SHARE * int(found[0][3]):
        return None
    prefix, digits, *_ = found[0]
    return KeyNumbers(table, texts[0], str(prefix), int(digits))
