"""Owns what the workbench page asks beside its queries: the schema, the definitions' own SQL, colours of tokens, a chart.

It refuses to count what only a scan would tell: derived tables have no row count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.domain.catalogue import Catalogue
from console.domain.measure import Measure
from console.domain.period import Period
from console.domain.ports import Progress, Silent, stop_if_cancelled
from console.domain.query import ChartData
from console.domain.rule import Parameter
from console.domain.sql_layout import Word, laid_out

if TYPE_CHECKING:
    from console.jobs.desk import Desk, QueryRequest
    from console.jobs.extract import OpenedExtract

CONSOLE = ("period", "parameters", "calendar_day", "standard_value")
Labels = Mapping[str, str]  # language → label


@dataclass(frozen=True, slots=True)
class SchemaColumn:
    """A column as the tree shows it; ``missing`` columns are read as NULL, because the extract lacks them."""

    name: str
    type: str
    labels: Labels
    key: bool = False
    personal: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class SchemaTable:
    """A table of the extract (group ``extract``), a derived one (``view``), or one the console makes (``console``)."""

    name: str
    group: str
    labels: Labels
    rows: int | None
    columns: tuple[SchemaColumn, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """Everything a query may read; ``absent`` counts the contract tables this extract has not."""

    tables: tuple[SchemaTable, ...]
    absent: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """The SQL of a definition: kind is rule, measure or view."""

    id: str
    kind: str
    theme: str
    names: Labels
    sql: str


@dataclass(frozen=True, slots=True)
class TokensRequest:
    """Any text, broken SQL included."""

    text: str


@dataclass(frozen=True, slots=True)
class TokenSpan:
    """A coloured piece: where it starts, in characters, and one of the editor's kinds."""

    start: int
    length: int
    kind: str


@dataclass(frozen=True, slots=True)
class ChartRequest:
    """A chart of the last result: ``y`` summed (rows counted where empty) by ``x`` and ``colour``."""

    x: str
    y: str = ""
    colour: str = ""


KINDS = {
    "identifier": "identifier",
    "numeric_const": "number",
    "string_const": "string",
    "operator": "operator",
    "keyword": "keyword",
    "comment": "comment",
}


def schema(extract: OpenedExtract, progress: Progress) -> Schema:
    """Describe everything a query may read."""
    contract = extract.catalogue.contract
    present = [table for table in contract.tables.values() if table.name not in extract.missing]
    found = [_contract_table(extract, table.name, progress) for table in present]
    found += [_view(extract, name, progress) for name in extract.catalogue.views]
    found += [_console_table(extract, name) for name in CONSOLE]
    return Schema(tuple(found), len(contract.tables) - len(present))


def _contract_table(extract: OpenedExtract, name: str, progress: Progress) -> SchemaTable:
    stop_if_cancelled(progress)
    progress.report(None, "schema", table=name)
    table = extract.catalogue.contract.tables[name]
    rows = int(extract.connection.row(f'SELECT count(*) FROM "{name}"')[0])
    columns = tuple(
        SchemaColumn(
            one.name,
            one.type,
            one.labels,
            one.name in table.primary_key,
            one.personal,
            f"{name}.{one.name}" in extract.missing,
        )
        for one in table.columns
    )
    return SchemaTable(name, "extract", _names(table.text), rows, columns)


def _view(extract: OpenedExtract, name: str, progress: Progress) -> SchemaTable:
    stop_if_cancelled(progress)
    progress.report(None, "schema", table=name)
    view = extract.catalogue.views[name]
    columns = _described(extract, name, frozenset(view.grain))
    return SchemaTable(name, "view", _names(view.text), None, columns)


def _console_table(extract: OpenedExtract, name: str) -> SchemaTable:
    return SchemaTable(name, "console", {}, None, _described(extract, name, frozenset()))


def _described(extract: OpenedExtract, name: str, keys: frozenset[str]) -> tuple[SchemaColumn, ...]:
    """Return a view's columns; one that bears a contract column's name has its label."""
    labels = {
        column.name: column.labels
        for table in extract.catalogue.contract.tables.values()
        for column in table.columns
    }
    rows = extract.connection.rows(f'DESCRIBE "{name}"')
    return tuple(
        SchemaColumn(str(row[0]), str(row[1]), labels.get(str(row[0]), {}), str(row[0]) in keys)
        for row in rows
    )


def _names(texts: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {language: words.get("name", "") for language, words in texts.items()}


def snippets(catalogue: Catalogue) -> tuple[Snippet, ...]:
    """Return the SQL of rules and derived tables as it stands in their files, and of measures over the period set."""
    rules = [
        Snippet(rule.id, "rule", rule.theme, _names(rule.text), rule.judge)
        for name, rule in catalogue.every_rule.items()
        if "@" not in name
    ]
    measures = [
        Snippet(one.id, "measure", one.theme, _names(one.text), sql)
        for name, one in catalogue.measures.items()
        if "@" not in name and (sql := _measure_sql(one))
    ]
    views = [Snippet(view.name, "view", "", _names(view.text), view.sql) for view in catalogue.views.values()]
    return (*rules, *measures, *views)


def _measure_sql(measure: Measure) -> str:
    """Return one statement for a measure over the whole period, or nothing for a kind that takes several."""
    from console.engine.compile import FUSED, passes

    if measure.kind not in FUSED:
        return ""
    selects = [
        f"SELECT {part.numerator} AS numerator,\n       {part.denominator} AS denominator,\n"
        f"       {part.silent} AS not_computable\nFROM {one.view}\n"
        f"WHERE ({one.at}) BETWEEN (SELECT starts FROM period) AND (SELECT ends FROM period)"
        for one in passes([measure])
        for part in one.parts
    ]
    return "\nUNION ALL BY NAME\n".join(selects)


def parameters_for(sql: str, catalogue: Catalogue) -> tuple[Parameter, ...]:
    """Return what the view ``parameters`` holds for a query: those of the rule whose SQL it contains, else of all rules.

    Of several rules with a parameter of one name the first is heard, so that any part of a rule's SQL still runs.
    """
    text = " ".join(sql.split())
    known = [rule for name, rule in catalogue.every_rule.items() if "@" not in name]
    for rule in known:
        if rule.parameters and " ".join(rule.judge.split()) in text:
            return rule.parameters
    merged: dict[str, Parameter] = {}
    for rule in known:
        for parameter in rule.parameters:
            merged.setdefault(parameter.name, parameter)
    return tuple(merged.values())


def set_the_scene(extract: OpenedExtract, sql: str, period: Period | None) -> None:
    """Set the one-row views ``period`` and ``parameters``, so that a definition's own SQL runs unchanged."""
    from console.engine.payees import TABLE, provide_payees
    from console.engine.views import offer_parameters, set_period

    if TABLE in sql:
        provide_payees(extract.connection, Silent(), extract.payees)
    set_period(extract.connection, period or extract.whole_period, extract.cut_off)
    offer_parameters(extract.connection, parameters_for(sql, extract.catalogue))


def spans(request: TokensRequest) -> tuple[TokenSpan, ...]:
    """Return the pieces of a text with their colours; a name before a bracket is a function."""
    from console.engine.workbench import tokens

    text = request.text
    found = []
    for token in tokens(text):
        kind = KINDS.get(token.kind, "operator")
        after = text[token.start + token.length :].lstrip()[:1]
        if kind == "identifier" and after == "(":
            kind = "function"
        found.append(TokenSpan(token.start, token.length, kind))
    return tuple(found)


def layout(request: TokensRequest) -> str:
    """Return a statement laid out; as it was where that would change a piece of it."""
    from console.engine.workbench import tokens

    def pieces(text: str) -> list[Word]:
        return [Word(text[one.start : one.start + one.length], one.kind) for one in tokens(text)]

    found = pieces(request.text)
    made = laid_out(request.text, found)
    same = [one.text.lower() for one in pieces(made)] == [one.text.lower() for one in found]
    return made if same else request.text


def plan(desk: Desk, request: QueryRequest) -> str:
    """Return how a statement would be run, over the scope's period."""
    set_the_scene(desk.extract, request.sql, request.period)
    return desk.workbench.plan(request.sql)


def chart(desk: Desk, request: ChartRequest) -> ChartData:
    """Sum the last result for a chart."""
    return desk.workbench.chart(request.x, request.y, request.colour)
