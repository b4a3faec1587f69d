"""Owns the proposing of a mapping: which table a source looks like, and which of its columns stands for which of ours.

It refuses to decide: what is proposed is for a person to correct, and what nobody recognised is said.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from console.domain.contract import Contract, ContractColumn, ContractTable
from console.domain.looks import Looks, looks_of

OWN, SURE, PARTLY, ALIKE = (
    1.1,
    1.0,
    0.6,
    0.5,
)  # a word of this table only, of its kind of column, in part, nearly
FITS_NOT = 0.2  # of a score is left where the values are none of the column's type
HINTED, KEYED = 1.5, 1.0
LEAST = 1.2  # below this a source looks like no table
BESIDE = 3.0  # below this it holds nothing else besides
CANDIDATES, MOST_TABLES = 4, 2
REPEATED = 0.7  # of the values of a key differ at least where it stands on one row each
NEAR = 0.86
MOST_HEAD = 60  # columns by which a row of names is recognised
MOST_CODES = 20  # a column with more words than that holds no codes
NOISE = " _-.:/（）()【】[]《》“”\"'、，,"
INSTANTS = ("DATE", "TIMESTAMP")
WORDED = (*INSTANTS, "VARCHAR", "VARCHAR[]", "BOOLEAN")  # every other type is one of numbers


Pairs = dict[str, str]
"""Contract column → source column."""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Words for columns and values ("table.column" or column → words), for tables, and what stands in a key nobody has."""

    columns: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, tuple[str, ...]]]  # column → code → words
    tables: Mapping[str, tuple[str, ...]]
    keys: tuple[str, ...]  # for the key of whatever table it is
    otherwise: Mapping[str, str]  # "table.column" → an expression with {column} for what was recognised


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """What may stand in one column: a source column, an expression, or nothing that was recognised."""

    target: str
    column: str = ""
    expression: str = ""
    formats: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()  # words of the source no code was found for
    thousands: str = ""
    decimal: str = ""
    split: str = ""
    pseudonym: str = ""  # the kind of identifier to hide


@dataclass(frozen=True, slots=True)
class TableProposal:
    """Which table a source looks like, how sure that is, and what may stand in its columns."""

    table: str
    score: float
    columns: tuple[ColumnProposal, ...]
    missing: tuple[str, ...]  # columns a row cannot do without and nobody recognised
    distinct_on: tuple[str, ...] = ()  # where a thing stands on several rows of the source


def bare(word: str) -> str:
    """Return a word as it is compared: narrow, small, without what only separates."""
    narrow = unicodedata.normalize("NFKC", word).casefold()
    return "".join(letter for letter in narrow if letter not in NOISE)


def propose(
    name: str, samples: Mapping[str, Sequence[str]], contract: Contract, synonyms: Synonyms
) -> tuple[TableProposal, ...]:
    """Return the tables a source looks like, the likeliest first; ``samples`` is column → values, ``name`` that of the file.

    Where the key of a table stands on several rows, the source holds something else besides: cases in a log of events.
    """
    looks = {column: looks_of(values) for column, values in samples.items()}
    rated = (
        _table(name, tuple(samples), looks, table, synonyms)
        for table in contract.tables.values()
        if table.name != "extract_info"
    )
    found: list[TableProposal] = []
    for score, table, pairs in sorted(rated, key=lambda each: -each[0])[:CANDIDATES]:
        if score < (LEAST if not found else BESIDE):
            break
        distinct = _repeated(table, pairs, samples)
        if found and (bool(distinct) == bool(found[0].distinct_on) or not set(pairs.values()) - _used(found)):
            continue
        told = _proposal(score, table, _paired(table, pairs, looks), samples, looks, synonyms)
        found.append(replace(told, distinct_on=distinct))
        if len(found) == MOST_TABLES:
            break
    return tuple(found)


def _used(found: Sequence[TableProposal]) -> set[str]:
    return {column.column for each in found for column in each.columns if column.column}


def _repeated(table: ContractTable, pairs: Pairs, samples: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the source column of a table's key where most of its values stand there more than once."""
    if len(table.primary_key) != 1 or table.primary_key[0] not in pairs:
        return ()
    column = pairs[table.primary_key[0]]
    values = [value for value in samples[column] if value]
    return (column,) if len(set(values)) < REPEATED * len(values) else ()


def _paired(table: ContractTable, pairs: Pairs, looks: Mapping[str, Looks]) -> Pairs:
    """Give an instant its civil date from the same column; a date alone is no instant."""
    whole: Pairs = {}
    for target, column in pairs.items():
        stem, end = target[:-3], target[-3:]
        date = f"{stem}_on"
        if end not in {"_at", "_on"} or table.column(date) is None:
            whole[target] = column
            continue
        whole.setdefault(date, column)
        if looks[column].timed and table.column(f"{stem}_at") is not None:
            whole.setdefault(f"{stem}_at", column)
    return whole


def head_score(names: Sequence[str], contract: Contract, synonyms: Synonyms) -> float:
    """Return how much a row of names looks like names of our columns."""
    none: dict[str, Looks] = {}
    first = tuple(names)[:MOST_HEAD]  # whoever writes thousands of columns names the first ones as the others
    return max((_table("", first, none, table, synonyms)[0] for table in contract.tables.values()), default=0)


def _table(
    name: str, columns: tuple[str, ...], looks: Mapping[str, Looks], table: ContractTable, synonyms: Synonyms
) -> tuple[float, ContractTable, Pairs]:
    told = [(column, _Told(bare(column), bare(column.rpartition(".")[2]))) for column in columns]
    rated = sorted(
        (-_likeness(known, word, looks.get(column)), order, known.target.name, column)
        for order, known in enumerate(_known(table, target, synonyms) for target in table.columns)
        for column, word in told
    )
    pairs: Pairs = {}
    taken: dict[str, str] = {}
    total = 0.0
    for negative, _, target, column in rated:
        if negative > -ALIKE * FITS_NOT:
            break
        if target in pairs or (column in taken and not _same_instant(taken[column], target)):
            continue
        total += 0.0 if column in taken else -negative
        pairs[target], taken[column] = column, target
    kept = (key in pairs or f"{table.name}.{key}" in synonyms.otherwise for key in table.primary_key)
    keyed = KEYED if all(kept) else 0.0
    hinted = any(bare(word) in bare(name) for word in synonyms.tables.get(table.name, ()))
    return total + keyed + (HINTED if hinted and pairs else 0.0), table, pairs


def _same_instant(one: str, other: str) -> bool:
    """The instant and its civil date are two columns of ours and one of most sources."""
    return one != other and one[:-3] == other[:-3] and {one[-3:], other[-3:]} == {"_at", "_on"}


@dataclass(frozen=True, slots=True)
class _Known:
    """What a column of a table is called, as words are compared: its own alone, as a key, and any."""

    target: ContractColumn
    alone: frozenset[str]
    key: frozenset[str]
    words: tuple[str, ...]
    letters: tuple[frozenset[str], ...]


def _known(table: ContractTable, target: ContractColumn, synonyms: Synonyms) -> _Known:
    own = [target.name, *target.labels.values()]
    alone = synonyms.columns.get(f"{table.name}.{target.name}", ())
    keys = synonyms.keys if table.primary_key == (target.name,) else ()
    words = tuple(dict.fromkeys(bare(word) for word in (*own, *_words(table, target, synonyms))))
    return _Known(
        target, frozenset(map(bare, alone)), frozenset(map(bare, keys)), words, tuple(map(frozenset, words))
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """The name of a source column, bare, and what follows its last dot."""

    whole: str
    last: str
    letters: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "letters", frozenset(self.whole))


def _likeness(known: _Known, word: _Told, looks: Looks | None) -> float:
    """Return how much a source column looks like a column of ours."""
    fits = looks is None or looks.fit(known.target.type)
    told, words = word.whole, known.words
    if told in known.alone:
        return OWN if fits else OWN * FITS_NOT
    if told in known.key:
        return PARTLY
    if told in words or word.last in words:
        score = SURE
    elif any(len(one) > 2 and (one in told or (len(told) > 2 and told in one)) for one in words):
        score = PARTLY
    elif _near(word, known):
        score = ALIKE
    else:
        return 0.0
    return score if fits else score * FITS_NOT


def _near(word: _Told, known: _Known) -> bool:
    """Say whether a name is nearly one of ours.

    Each letter that only one of two words has is one that does not match: with too many of them nothing is compared.
    """
    alike = [
        one
        for one, letters in zip(known.words, known.letters, strict=True)
        if len(letters ^ word.letters) <= (1 - NEAR) * (len(one) + len(word.whole))
    ]
    return bool(alike) and bool(difflib.get_close_matches(word.whole, alike, n=1, cutoff=NEAR))


def _words(table: ContractTable, target: ContractColumn, synonyms: Synonyms) -> tuple[str, ...]:
    told = synonyms.columns
    return (*told.get(f"{table.name}.{target.name}", ()), *told.get(target.name, ()))


def _proposal(
    score: float,
    table: ContractTable,
    pairs: Pairs,
    samples: Mapping[str, Sequence[str]],
    looks: Mapping[str, Looks],
    synonyms: Synonyms,
) -> TableProposal:
    columns: list[ColumnProposal] = []
    missing: list[str] = []
    for target in table.columns:
        needed = target.required or target.name in table.primary_key
        if target.name in pairs:
            column = pairs[target.name]
            columns.append(_column(table, target, column, samples[column], looks[column], synonyms))
        elif expression := _otherwise(table, target, pairs, synonyms):
            columns.append(ColumnProposal(target.name, expression=expression))
        elif needed:
            columns.append(ColumnProposal(target.name))
            missing.append(target.name)
    return TableProposal(table.name, score, tuple(columns), tuple(missing))


def _otherwise(table: ContractTable, target: ContractColumn, pairs: Pairs, synonyms: Synonyms) -> str:
    told = synonyms.otherwise.get(f"{table.name}.{target.name}", "")
    for name, column in pairs.items():
        told = told.replace(f"{{{name}}}", '"' + column.replace('"', '""') + '"')
    return "" if "{" in told else told


def _column(
    table: ContractTable,
    target: ContractColumn,
    column: str,
    values: Sequence[str],
    looks: Looks,
    synonyms: Synonyms,
) -> ColumnProposal:
    if target.allowed:
        coded, unknown = _coded(table, target, values, synonyms)
        return ColumnProposal(target.name, column, values=coded, unknown=unknown)
    numeric = target.type not in WORDED
    return ColumnProposal(
        target.name,
        column,
        formats=looks.formats if target.type in INSTANTS else (),
        thousands=looks.thousands if numeric else "",
        decimal=looks.decimal if numeric else "",
        split=looks.split if target.type == "VARCHAR[]" else "",
        pseudonym=looks.identifier if target.personal else "",
    )


def _coded(
    table: ContractTable, target: ContractColumn, values: Sequence[str], synonyms: Synonyms
) -> tuple[dict[str, str], tuple[str, ...]]:
    told = {**synonyms.values.get(target.name, {}), **synonyms.values.get(f"{table.name}.{target.name}", {})}
    codes = {bare(word): code for code, words in told.items() if code in target.allowed for word in words}
    codes |= {bare(code): code for code in target.allowed}
    coded: dict[str, str] = {}
    unknown: list[str] = []
    for value in dict.fromkeys(value for value in values if value):
        code = codes.get(bare(value), "")
        if not code:
            unknown.append(value)
        elif code != value:
            coded[value] = code
    return coded, tuple(unknown) if len(unknown) <= MOST_CODES else ()
