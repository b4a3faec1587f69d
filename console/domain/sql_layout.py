"""Owns laying out a statement: a clause a line, a column a line, sub-queries indented, keywords in capitals.

It refuses to change anything but white space and the case of keywords; where it would, the text stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

INDENT = "  "
FULL = 80  # characters after which a long expression goes on below
CLAUSES = frozenset(
    "WITH SELECT FROM WHERE GROUP HAVING WINDOW QUALIFY ORDER LIMIT OFFSET UNION EXCEPT INTERSECT VALUES".split()
)
JOINS = frozenset("LEFT RIGHT FULL INNER CROSS ASOF SEMI ANTI NATURAL POSITIONAL JOIN".split())
LISTS = frozenset({"SELECT", "WITH", "GROUP", "ORDER", "WINDOW"})  # whose commas begin a line
CONDITIONS = frozenset({"WHERE", "HAVING", "QUALIFY"})  # whose AND and OR do
PLAIN = frozenset(
    "AND OR NOT NULL IS IN AS ON BY CASE WHEN THEN ELSE END BETWEEN LIKE ILIKE EXISTS DISTINCT ALL USING OVER PARTITION FILTER"
    " OUTER ASC DESC NULLS TRUE FALSE SIMILAR LATERAL RECURSIVE".split()
)
RESERVED = CLAUSES | JOINS | PLAIN  # other keywords may be names of columns, whose case a result shows
TIGHT_BEFORE = frozenset({",", ")", "]", ".", "::", ";", "}"})
TIGHT_AFTER = frozenset({"(", "[", ".", "::", "{"})


@dataclass(frozen=True, slots=True)
class Word:
    """One piece of a statement; ``kind`` as the tokenizer names it."""

    text: str
    kind: str


@dataclass(slots=True)
class _Level:
    """One pair of brackets: a sub-query has clauses, anything else stays on its line."""

    query: bool
    clause: str = ""
    between: bool = False


@dataclass(slots=True)
class _Sheet:
    """The lines written so far."""

    lines: list[str] = field(default_factory=lambda: [""])

    @property
    def full(self) -> bool:
        """Whether a line is long enough to go on below."""
        return len(self.lines[-1]) > FULL

    def write(self, text: str, tight: bool) -> None:
        line = self.lines[-1]
        self.lines[-1] = line + ("" if tight or not line.strip() else " ") + text

    def begin(self, depth: int) -> None:
        if self.lines[-1].strip():
            self.lines.append("")
        self.lines[-1] = INDENT * depth


def laid_out(sql: str, words: Sequence[Word]) -> str:
    """Return the statement laid out; the text itself where a piece would be lost or changed."""
    before = ("", *(word.text for word in words))
    found = [_cased(word, last) for word, last in zip(words, before, strict=False)]
    made = "\n".join(line.rstrip() for line in _lines(found)).strip() + "\n"
    return made if _letters(made) == _letters(sql) else sql


def _cased(word: Word, last: str) -> Word:
    """A keyword in capitals; one that names a column is a name like any other."""
    if word.kind != "keyword":
        return word
    shown = word.text.upper()
    plain = shown in RESERVED and last != "."
    return Word(shown, "keyword") if plain else Word(word.text, "identifier")


def _letters(text: str) -> str:
    return "".join(text.split()).lower()


def _lines(words: Sequence[Word]) -> Iterable[str]:
    sheet, levels = _Sheet(), [_Level(True)]
    for at, word in enumerate(words):
        _place(
            sheet, levels, word, words[at - 1] if at else None, words[at + 1] if at + 1 < len(words) else None
        )
    return sheet.lines


def _place(sheet: _Sheet, levels: list[_Level], word: Word, before: Word | None, after: Word | None) -> None:
    level, depth = levels[-1], sum(one.query for one in levels) - 1
    text = word.text
    if text in ")]}" and len(levels) > 1:
        closed = levels.pop()
        if closed.query:
            sheet.begin(max(depth - 1, 0))
    elif level.query and word.kind == "keyword":
        _break(sheet, level, text, before, depth)
    sheet.write(text, _tight(word, before))
    if word.kind == "comment" and text.startswith("--"):
        sheet.begin(depth + 1)
    elif text in "([{":
        query = text == "(" and after is not None and after.text in {"SELECT", "WITH"}
        levels.append(_Level(query))
    elif text == "," and level.query and level.clause in LISTS:
        sheet.begin(depth + (level.clause != "WITH"))


def _break(sheet: _Sheet, level: _Level, text: str, before: Word | None, depth: int) -> None:
    """Begin a line before what begins one."""
    joins = before is not None and before.text in JOINS
    if text == "BETWEEN":
        level.between = True
    elif text in CLAUSES and not (text == "FROM" and level.clause == "") and not _inside(text, before):
        sheet.begin(depth)
        level.clause, level.between = text, False
    elif text in JOINS and level.clause == "FROM" and not joins:
        sheet.begin(depth)
    elif text in {"AND", "OR"}:
        breaks = level.clause in CONDITIONS or sheet.full
        if breaks and not level.between:
            sheet.begin(depth + 1 + (level.clause in LISTS))
        level.between = False
    elif text in {"WHEN", "ELSE"} and sheet.full:
        sheet.begin(depth + 2)


def _inside(text: str, before: Word | None) -> bool:
    """Say whether a clause's word is part of another: DISTINCT FROM, WITHIN GROUP, WITH ORDINALITY."""
    return before is not None and (text, before.text) in {("FROM", "DISTINCT"), ("GROUP", "WITHIN")}


def _tight(word: Word, before: Word | None) -> bool:
    if before is None or word.text in TIGHT_BEFORE or before.text in TIGHT_AFTER:
        return True
    if word.text in "([":  # a call or a subscript; a bracket after a keyword or an operator stands apart
        return before.kind == "identifier" or before.text in {")", "]"}
    return False
