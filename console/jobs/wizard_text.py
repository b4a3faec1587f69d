"""Owns a plan as the text of a mapping file, which reads back as the same plan. It refuses values of people: it has none."""

from __future__ import annotations

from collections.abc import Iterator

from console.domain.mapping import BuildPlan, ColumnMapping, Scalar, SourceSpec, TableMapping
from console.jobs.suggest_text import toml_inline, toml_key, toml_list, toml_text

USUAL = SourceSpec("", "")


def plan_text(plan: BuildPlan) -> str:
    """Return the mapping file that says what the plan says."""
    lines = [] if plan.tables else ["table = []", ""]
    if plan.extract:
        lines.append("[extract]")
        lines += [f"{toml_key(name)} = {_scalar(value)}" for name, value in plan.extract.items()]
    for source in plan.sources:
        lines += ["", *_source(source)]
    for table in plan.tables:
        lines += ["", *_table(table)]
    return "\n".join(lines).lstrip("\n") + "\n"


def _source(spec: SourceSpec) -> Iterator[str]:
    yield f"[source.{toml_key(spec.name)}]"
    yield f"file = {toml_text(spec.file)}"
    for name in ("format", "encoding", "delimiter", "quote", "zone", "sheet", "rows"):
        value = getattr(spec, name)
        if value != getattr(USUAL, name):
            yield f"{name} = {toml_text(value)}"
    for name in ("columns", "missing"):
        if getattr(spec, name):
            yield f"{name} = {toml_list(getattr(spec, name))}"
    for name in ("skip_rows", "header_rows"):
        if getattr(spec, name) != getattr(USUAL, name):
            yield f"{name} = {getattr(spec, name)}"


def _table(table: TableMapping) -> Iterator[str]:
    yield "[[table]]"
    yield f"table = {toml_text(table.table)}"
    yield f"from = {toml_text(table.source)}"
    if table.distinct_on:
        yield f"distinct_on = {toml_list(table.distinct_on)}"
    if table.where:
        yield f"where = {toml_text(table.where)}"
    yield "[table.columns]"
    for column in table.columns:
        yield f"{toml_key(column.target)} = {_column(column)}"
    for join in table.joins:
        pairs = toml_inline({here: toml_text(there) for here, there in join.on.items()})
        yield "[[table.join]]"
        yield f"source = {toml_text(join.source)}"
        yield f"on = {pairs}"


def _column(column: ColumnMapping) -> str:
    told: dict[str, str] = {}
    if column.column:
        told["column"] = toml_text(column.column)
    if column.constant is not None:
        told["constant"] = _scalar(column.constant)
    if column.expression:
        told["expression"] = toml_text(column.expression)
    if column.formats:
        told["format"] = toml_list(column.formats)
    if column.values is not None:
        told["values"] = toml_inline({word: toml_text(code) for word, code in column.values.items()})
    for name in ("other", "default", "split", "thousands", "decimal"):
        if getattr(column, name):
            told[name] = toml_text(getattr(column, name))
    if column.pseudonym is not None:
        hidden = {"key": toml_text(column.pseudonym.key), "kind": toml_text(column.pseudonym.kind)}
        told["pseudonym"] = toml_inline(hidden)
    return told["column"] if list(told) == ["column"] else toml_inline(told)


def _scalar(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, int | float) else toml_text(value)
