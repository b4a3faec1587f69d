"""Owns the SQL that turns rows of text into typed columns, and tells why a row is refused. It refuses to round money.

Every step is a table of its own in the build's scratch catalogue: raw text, typed values, refusals.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from console.domain.contract import ContractColumn, ContractTable
from console.domain.mapping import LINE, PLAIN, ColumnMapping, PreparedSource, TableMapping
from console.domain.spreadsheet_errors import ERRORS
from console.engine.columns import literal, quoted, stands_for
from console.engine.joining import DUPLICATE
from console.engine.narrow import narrow_sql
from console.engine.pseudonyms import pseudonym_sql

TYPE = "type"  # the text is no value of the column's type
ERROR = "error"  # the cell holds an error of a spreadsheet
MISSING = "missing"  # there must be a value and there is none
CODE = "code"  # the value is none of the contract's codes

INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
THIN_BLANKS = "\u00a0\u202f"  # which part thousands where a blank does
BLANKS = " \t\r\n\u3000\u00a0"
FRACTION = "fraction of a second"
RAW = "r_"
PART = "plumbline_part"  # which mapping of its table a row came by
DAY_FORMATS = ("%Y年%m月%d日", "%Y%m%d", "%Y.%m.%d")
INSTANT_FORMATS = (
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H时%M分%S秒",
    "%Y%m%d%H%M%S",
    "%Y年%m月%d日",
    "%Y%m%d",
)
COUNTED = {
    "excel": "TRY(TIMESTAMP '1899-12-30' + to_seconds(round(TRY_CAST({text} AS DOUBLE) * 86400)))",
    "unix": "TRY(to_timestamp(TRY_CAST({text} AS DOUBLE)) AT TIME ZONE {zone})",
    "unix_ms": "TRY(to_timestamp(TRY_CAST({text} AS DOUBLE) / 1000) AT TIME ZONE {zone})",
}
"""Instants written as a number: days since the last of 1899 less one, as spreadsheets count, or seconds since 1970."""
OFFSET = r"\d:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}(:?\d{2})?)$"
TRUE_WORDS = ("true", "t", "yes", "y", "1", "是", "有")
FALSE_WORDS = ("false", "f", "no", "n", "0", "否", "无")
EXACT = "DECIMAL(38,10)"
DAY_FORM, INSTANT_FORM = "____-__-__", "____-__-__ __:__:__"
"""Days and instants as most systems write them; nothing of this form has an offset from universal time."""
PLAIN_NUMBER = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"


def raw_sql(
    mapping: TableMapping, relation: str, source: PreparedSource, direct: Collection[str] = ()
) -> str:
    """Return the query for a table's rows as text: the line, and one ``r_<column>`` a mapped column.

    Columns named in ``direct`` hold values of the contract's type already and stay what they are.
    """
    columns = [
        f"{LINE}",
        *(
            f"{quoted(column.column) if column.target in direct else text_sql(column, source)} "
            f"AS {quoted(RAW + column.target)}"
            for column in mapping.columns
        ),
    ]
    where = f" WHERE ({mapping.where}\n)" if mapping.where else ""
    keep = ""
    if mapping.distinct_on:
        names = ", ".join(quoted(name) for name in mapping.distinct_on)
        keep = f" QUALIFY row_number() OVER (PARTITION BY {names} ORDER BY {LINE}) = 1"
    return f"SELECT {', '.join(columns)} FROM {quoted(relation)}{where}{keep}"


def direct_columns(
    table: ContractTable, mapping: TableMapping, types: Mapping[str, str], missing: Sequence[str]
) -> frozenset[str]:
    """Return the columns taken as they stand in the source, whose values are all values of the contract's type.

    ``types`` is source column → type. Text is never among them, nor what may be a word for "no value".
    """
    found = set()
    for column, told in mapped(table, mapping):
        digits = told.thousands or told.decimal
        changed = told.values or told.other or told.default or told.split or digits or told.formats
        if not told.column or missing or changed or told.pseudonym or column.type.startswith("VARCHAR"):
            continue
        kind = types.get(told.column, "")
        if kind != "FLOAT" and stands_for(
            kind, column.type
        ):  # as text, 0.1 is not the nearest double of a float
            found.add(column.name)
    return frozenset(found)


def normal_sql(text: str, tabs: bool = True) -> str:
    """Return the expression for a cell as ``sources.prepare.normalised`` leaves it; NULL where nothing is left.

    Few cells need it, and to see that one does not is far quicker than to bring it into form; the more so in a file
    without ``tabs``.
    """
    kept = f"regexp_replace({text}, {literal(f'[{INVISIBLE}]')}, '', 'g')"
    form = f"nullif(nfc_normalize(trim({kept}, {literal(BLANKS)})), '')"
    ascii_alone = f"strlen({text}) = length({text})"
    return f"CASE WHEN {_trimmed(text, tabs)} AND {ascii_alone} THEN {text} ELSE {form} END"


def _trimmed(text: str, tabs: bool = True) -> str:
    """Return the condition that a text neither begins nor ends with a blank or a tab, nor is empty."""
    condition = f"{text} >= '!' AND NOT ends_with({text}, ' ')"
    return f"{condition} AND NOT ends_with({text}, '\t')" if tabs else condition


def text_sql(column: ColumnMapping, source: PreparedSource) -> str:
    """Return the expression for the text of a mapped column, of cells that were brought into form."""
    text = _origin(column, source.kind)
    if source.missing or not column.column:
        empty = ", ".join(literal(word) for word in ("", *source.missing))
        text = f"CASE WHEN {text} IN ({empty}) THEN NULL ELSE {text} END"
    if column.pseudonym is not None:
        text = f"CASE WHEN {_is_error(text)} THEN {text} ELSE {pseudonym_sql(text, column.pseudonym)} END"
    if column.values:
        text = _coded(text, column)
    return f"coalesce({text}, {literal(column.default)})" if column.default else text


def _origin(column: ColumnMapping, kind: str) -> str:
    if column.constant is not None:
        told = str(column.constant)
        return literal(told.lower() if isinstance(column.constant, bool) else told)
    if column.expression:
        return f"({column.expression}\n)::VARCHAR"
    text = f"{quoted(column.column)}::VARCHAR"
    if kind == PLAIN:
        return text  # brought into form where it is read
    return f"CASE WHEN {_trimmed(text)} THEN {text} ELSE nullif(trim({text}), '') END"


def _coded(text: str, column: ColumnMapping) -> str:
    named = "".join(
        f" WHEN {literal(word)} THEN {literal(code)}" for word, code in (column.values or {}).items()
    )
    kept = text
    if column.other:
        alone = f"{text} IS NULL OR {_is_error(text)}"
        kept = f"CASE WHEN {alone} THEN {text} ELSE {literal(column.other)} END"
    return f"nullif(CASE {text}{named} ELSE {kept} END, '')"


def typed_sql(
    table: ContractTable,
    mapping: TableMapping,
    raw: str,
    zone: str,
    order: int,
    direct: Collection[str] = (),
) -> str:
    """Return the query that adds one typed column a mapped column; ``PART`` tells by which mapping the row came."""
    columns = ", ".join(
        f"{_as_it_is(column) if column.name in direct else _typed(column, told, zone)} AS {quoted(column.name)}"
        for column, told in mapped(table, mapping)
    )
    raws = ", ".join(quoted(RAW + told.target) for _, told in mapped(table, mapping))
    return f"SELECT {order} AS {PART}, {LINE}, {raws}, {columns} FROM {raw}"


def mapped(table: ContractTable, mapping: TableMapping) -> Iterator[tuple[ContractColumn, ColumnMapping]]:
    """Yield the mapped columns in the contract's order."""
    by_name = {column.target: column for column in mapping.columns}
    for column in table.columns:
        if column.name in by_name:
            yield column, by_name[column.name]


def _as_it_is(column: ContractColumn) -> str:
    value = f"{quoted(RAW + column.name)}::{column.type}"
    return f"CASE WHEN isfinite({value}) THEN {value} END" if column.type == "DOUBLE" else value


def stored_sql(column: ContractColumn, seconds: bool = False, codes: Sequence[str] = ()) -> str:
    """Return how a typed column is stored: one of a few codes, the contract's or its own, as an ENUM, the rest as it is.

    Instants in whole ``seconds`` take half the room; where one has a fraction, or is none, the statement fails.
    """
    if column.type == "TIMESTAMP" and seconds:
        value = quoted(column.name)
        whole = f"{value} IS NULL OR {value} = date_trunc('second', {value})"
        return f"CASE WHEN {whole} THEN {value}::TIMESTAMP_S ELSE error('{FRACTION}') END AS {value}"
    if column.type == "VARCHAR" and (known := column.allowed or codes):
        return f"{quoted(column.name)}::ENUM({', '.join(map(literal, known))}) AS {quoted(column.name)}"
    return quoted(column.name)


def _typed(column: ContractColumn, told: ColumnMapping, zone: str) -> str:
    text = quoted(RAW + column.name)
    if column.type == "VARCHAR":
        return f"CASE WHEN {_is_error(text)} THEN NULL ELSE {text} END"
    if column.type == "VARCHAR[]":
        return f"CASE WHEN {_is_error(text)} THEN NULL ELSE {_list(text, told)} END"
    if column.type == "BOOLEAN":
        return _boolean(text)
    if column.type == "DATE":
        slow = f"{_instant(text, told, zone, DAY_FORMATS)}::DATE"
        return slow if told.formats else _usually(text, "DATE", _written(text, DAY_FORM), slow)
    if column.type == "TIMESTAMP":
        slow = _instant(text, told, zone, INSTANT_FORMATS)
        return slow if told.formats else _usually(text, "TIMESTAMP", _written(text, INSTANT_FORM), slow)
    slow = _number(text, told, column.type)
    if column.type == "DOUBLE" or told.thousands or told.decimal:
        return slow
    return _usually(text, column.type, f"TRY_CAST({text} AS {column.type})::VARCHAR = {text}", slow)


def _is_error(text: str) -> str:
    """Return the condition that a text is what a spreadsheet shows for an error: hardly any begins like one."""
    return f"{text} >= '#' AND {text} < '$' AND {text} IN ({', '.join(map(literal, ERRORS))})"


def _written(text: str, form: str) -> str:
    """Return the condition that a text has a form, in narrow letters."""
    return f"strlen({text}) = {len(form)} AND {text} LIKE {literal(form)}"


def _usually(text: str, kind: str, plain: str, slow: str) -> str:
    """Most values are written plainly: to see that, and take them as they stand, is far quicker than what allows for all."""
    return f"CASE WHEN {plain} THEN TRY_CAST({text} AS {kind}) ELSE {slow} END"


def _list(text: str, told: ColumnMapping) -> str:
    if told.split:
        parts = f"list_transform(string_split({text}, {literal(told.split)}), lambda part: trim(part))"
        return f"list_filter({parts}, lambda part: part <> '')"
    return f"CASE WHEN {text} LIKE '[%' THEN TRY(from_json({text}, '[\"VARCHAR\"]')) WHEN {text} IS NOT NULL THEN [{text}] END"


def _boolean(text: str) -> str:
    word = f"lower({narrow_sql(text)})"
    yes, no = (", ".join(literal(word) for word in words) for words in (TRUE_WORDS, FALSE_WORDS))
    usual = f"WHEN {text} = 'false' THEN false WHEN {text} = 'true' THEN true"
    return f"CASE {usual} WHEN {word} IN ({yes}) THEN true WHEN {word} IN ({no}) THEN false END"


def _instant(text: str, told: ColumnMapping, zone: str, formats: Sequence[str]) -> str:
    """Text with an offset is brought to the source's zone; text without one is civil time there already."""
    text = narrow_sql(text)
    if told.formats:
        return _formatted(text, told.formats, zone)
    there = f"TRY_CAST({text} AS TIMESTAMPTZ) AT TIME ZONE {literal(zone)}"
    plain = f"coalesce(TRY_CAST({text} AS TIMESTAMP), try_strptime({text}, {_listed(formats)}))"
    return f"CASE WHEN regexp_matches({text}, {literal(OFFSET)}) THEN {there} ELSE {plain} END"


def _formatted(text: str, formats: Sequence[str], zone: str) -> str:
    counted = [form for form in formats if form in COUNTED]
    aware = [form for form in formats if "%z" in form or "%Z" in form]
    civil = [form for form in formats if form not in aware and form not in counted]
    parts = [f"try_strptime({text}, {_listed(aware)}) AT TIME ZONE {literal(zone)}"] if aware else []
    parts += [f"try_strptime({text}, {_listed(civil)})"] if civil else []
    parts += [COUNTED[form].format(text=text, zone=literal(zone)) for form in counted]
    return f"coalesce({', '.join(parts)})"


def _listed(words: Sequence[str]) -> str:
    return "[" + ", ".join(literal(word) for word in words) + "]"


def _number(text: str, told: ColumnMapping, kind: str) -> str:
    """A number whose digits do not fit the column is no value of it: nothing is rounded."""
    plain = narrow_sql(text)
    if told.thousands:
        plain = _ungrouped(plain, told)
    if told.decimal == ",":
        plain = f"translate({plain}, ',.', '.,')"  # a point left over becomes a comma, which no number has
    if kind == "DOUBLE":
        return f"CASE WHEN isfinite(TRY_CAST({plain} AS DOUBLE)) THEN TRY_CAST({plain} AS DOUBLE) END"
    exact, value = f"TRY_CAST({plain} AS {EXACT})", f"TRY_CAST({plain} AS {kind})"
    return f"CASE WHEN regexp_full_match({plain}, {literal(PLAIN_NUMBER)}) AND {exact} = {value} THEN {value} END"


def _ungrouped(text: str, told: ColumnMapping) -> str:
    """Only whole groups of three digits are joined: a mark that stands elsewhere is no mark of thousands but a mistake."""
    mark = " " if told.thousands.isspace() else told.thousands
    told_marks = f"translate({text}, '{THIN_BLANKS}', '  ')" if mark == " " else text
    decimal = "," if told.decimal == "," else "."
    decimals = "" if decimal == mark else rf"({re.escape(decimal)}\d*)?"
    form = rf"[+-]?\d{{1,3}}({re.escape(mark)}\d{{3}})+{decimals}"
    whole = f"regexp_full_match({told_marks}, {literal(form)})"
    joined = f"replace({told_marks}, {literal(mark)}, '')"
    return f"CASE WHEN {whole} THEN {joined} WHEN NOT contains({told_marks}, {literal(mark)}) THEN {text} END"


def refusals_sql(table: ContractTable, mappings: Sequence[TableMapping], typed: str) -> str:
    """Return the query for why rows are refused: part, line, column, reason; several for a row that breaks several rules."""
    listed = ", ".join(
        f"CASE WHEN {condition} THEN {{'c': {literal(name)}, 'r': {_reason_sql(name, reason)}}} END"
        for name, reason, condition in tests_of(table, mappings)
    )
    found = f"SELECT {PART}, {LINE}, unnest(list_filter([{listed}], lambda one: one IS NOT NULL)) AS one FROM {typed}"
    return f"SELECT {PART}, {LINE}, one.c AS c, one.r AS r FROM ({found})"


def _reason_sql(name: str, reason: str) -> str:
    if reason != TYPE:
        return literal(reason)
    raw = f"{quoted(RAW + name)}::VARCHAR"
    return f"CASE WHEN {_is_error(raw)} THEN {literal(ERROR)} ELSE {literal(TYPE)} END"


def refused_condition(table: ContractTable, mappings: Sequence[TableMapping]) -> str:
    """Return the condition that a typed row is refused; it is never NULL."""
    return " OR ".join(f"({condition})" for _, _, condition in tests_of(table, mappings)) or "false"


def tests_of(table: ContractTable, mappings: Sequence[TableMapping]) -> list[tuple[str, str, str]]:
    """Return column, reason and condition of everything a row may be refused for by itself."""
    names = {column.target for mapping in mappings for column in mapping.columns}
    return [test for column in table.columns if column.name in names for test in _tests(column)]


def _tests(column: ContractColumn) -> Iterator[tuple[str, str, str]]:
    raw, value = quoted(RAW + column.name), quoted(column.name)
    yield column.name, TYPE, f"{raw} IS NOT NULL AND {value} IS NULL"
    if not column.nullable:
        yield column.name, MISSING, f"{raw} IS NULL"
    if column.allowed:
        codes = _listed(column.allowed)
        inside = (
            f"list_has_all({codes}, {value})"
            if column.type.endswith("[]")
            else f"list_contains({codes}, {value})"
        )
        yield column.name, CODE, f"{value} IS NOT NULL AND NOT {inside}"


def repeated_sql(table: ContractTable, typed: str, order: int) -> str:
    """Return the statement that leaves out of a part that takes each thing once what an earlier part of the table has."""
    same = " AND ".join(f"earlier.{quoted(name)} = t.{quoted(name)}" for name in table.primary_key)
    return (
        f"DELETE FROM {quoted(typed)} t WHERE t.{PART} = {order} AND EXISTS "
        f"(SELECT 1 FROM {quoted(typed)} earlier WHERE earlier.{PART} < {order} AND {same})"
    )


def duplicates_sql(table: ContractTable, typed: str, refused: str) -> str:
    """Return the query for rows whose primary key an earlier row that was not refused has already."""
    key = ", ".join(quoted(name) for name in table.primary_key)
    fine = f"SELECT * FROM {quoted(typed)} ANTI JOIN {quoted(refused)} USING ({PART}, {LINE})"
    name = literal(",".join(table.primary_key))
    return (
        f"SELECT {PART}, {LINE}, {name} AS c, {literal(DUPLICATE)} AS r FROM ({fine}) "
        f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {PART}, {LINE}) > 1"
    )
