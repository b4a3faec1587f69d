"""Owns a proposed mapping as the text of a TOML file, with notes for whoever corrects it. It refuses to write values of people.

The text is a mapping the console reads as it is; what is still empty in it is refused by a build with a sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from console.domain.mapping import SourceSpec
from console.domain.proposal import ColumnProposal, TableProposal
from console.errors import InputError
from console.i18n import Phrases
from console.jobs.suggest import SourceProposal

EXTRACT = (
    "extract_id",
    "name",
    "period_starts_on",
    "period_ends_on",
    "cut_at",
    "source_systems",
    "zone",
    "classification",
    "purpose",
    "legal_basis",
    "recipients",
    "destroy_by",
)
ZONE = "Asia/Shanghai"
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
LONGEST_NAMES = 900  # letters; a phrase takes no more than a thousand in one place
SHIPPED, SHIPPED_FILE = "ocds.toml", "releases.jsonl"


def mapping_text(proposals: Sequence[SourceProposal], shipped: Path, phrases: Phrases) -> str:
    """Return the mapping file for some proposals; ``shipped`` is the folder of mappings that are ready.

    Raises InputError where open contracting data stands beside other files: it takes a mapping of its own.
    """
    if any(each.packed for each in proposals):
        if len(proposals) > 1:
            packed = next(each.spec.file for each in proposals if each.packed)
            raise InputError("suggest-packed", file=packed)
        return _shipped(shipped, proposals[0], phrases)
    lines = [_note(phrases, "suggest-head")]
    if not any(each.tables for each in proposals):
        lines += ["", "table = []"]
    lines += ["", *_extract(phrases)]
    for proposal in proposals:
        lines += ["", *_source(proposal.spec)]
    for proposal in proposals:
        lines += ["", *_tables(proposal, phrases)]
    return "\n".join(lines) + "\n"


def _extract(phrases: Phrases) -> Iterator[str]:
    yield _note(phrases, "suggest-extract")
    yield "[extract]"
    for name in EXTRACT:
        yield f"{name} = {toml_text(ZONE if name == 'zone' else '')}"


def _shipped(folder: Path, proposal: SourceProposal, phrases: Phrases) -> str:
    text = (
        (folder / SHIPPED).read_text("utf-8").replace(toml_text(SHIPPED_FILE), toml_text(proposal.spec.file))
    )
    return text + "\n" + "\n".join(_extract(phrases)) + "\n"


def _source(spec: SourceSpec) -> Iterator[str]:
    yield f"[source.{spec.name}]"
    yield f"file = {toml_text(spec.file)}"
    for name, value in (("format", spec.format), ("sheet", spec.sheet), ("rows", spec.rows)):
        if value:
            yield f"{name} = {toml_text(value)}"
    if spec.skip_rows:
        yield f"skip_rows = {spec.skip_rows}"
    if spec.header_rows != 1:
        yield f"header_rows = {spec.header_rows}"
    if spec.missing:
        yield f"missing = {toml_list(spec.missing)}"


def _tables(proposal: SourceProposal, phrases: Phrases) -> Iterator[str]:
    name = proposal.spec.name
    if not proposal.tables:
        yield _note(phrases, "suggest-nothing", source=name, columns=_names(proposal.columns))
    used = {column.column for table in proposal.tables for column in table.columns}
    left = [column for column in proposal.columns if column not in used]
    if proposal.tables and left:
        yield _note(phrases, "suggest-left", columns=_names(left))
    for number, table in enumerate(proposal.tables):
        if number:
            yield ""
        yield from _table(name, table, phrases)


def _table(name: str, table: TableProposal, phrases: Phrases) -> Iterator[str]:
    if table.missing:
        yield _note(phrases, "suggest-missing", columns=_names(table.missing))
    yield "[[table]]"
    yield f"table = {toml_text(table.table)}"
    yield f"from = {toml_text(name)}"
    if table.distinct_on:
        yield f"distinct_on = {toml_list(table.distinct_on)}"
    yield "[table.columns]"
    for column in table.columns:
        if column.unknown:
            yield _note(phrases, "suggest-unknown", column=column.target, words=_names(column.unknown))
        if column.decimal:
            yield _note(phrases, "suggest-decimal", column=column.target)
        yield f"{column.target} = {_column(column, table)}"


def _column(column: ColumnProposal, table: TableProposal) -> str:
    if column.expression:
        return toml_inline({"expression": toml_text(column.expression)})
    if not column.column:
        return toml_inline({"constant": toml_text("")})
    told = {"column": toml_text(column.column)}
    if column.formats:
        told["format"] = toml_list(column.formats)
    if column.values:
        told["values"] = toml_inline({word: toml_text(code) for word, code in column.values.items()})
    for name in ("thousands", "decimal", "split"):
        if getattr(column, name):
            told[name] = toml_text(getattr(column, name))
    if column.pseudonym:
        key = table.table.replace("_", "-")
        told["pseudonym"] = toml_inline({"key": toml_text(key), "kind": toml_text(column.pseudonym)})
    return told["column"] if len(told) == 1 else toml_inline(told)


def toml_inline(told: Mapping[str, str]) -> str:
    """Return names with values already written as an inline table."""
    return "{ " + ", ".join(f"{toml_key(name)} = {value}" for name, value in told.items()) + " }"


def toml_key(name: str) -> str:
    """Return a name as a key."""
    return name if name and set(name) <= PLAIN else toml_text(name)


def toml_list(words: Sequence[str]) -> str:
    """Return texts as a list."""
    return "[" + ", ".join(map(toml_text, words)) + "]"


def toml_text(text: str) -> str:
    """Return a text as TOML writes it: its basic strings escape as JSON does, and the delete character besides."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _names(names: Sequence[str]) -> str:
    """Return names joined, as many as a note holds."""
    joined = ", ".join(" ".join(name.split()) for name in names)
    return joined if len(joined) <= LONGEST_NAMES else joined[:LONGEST_NAMES].rpartition(", ")[0] + ", …"


def _note(phrases: Phrases, key: str, **facts: str) -> str:
    """Return a phrase as comment lines; nothing from a source file can end the comment it stands in."""
    words = phrases.text(key, **facts)
    safe = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in words)
    return "\n".join(f"# {line}" for line in safe.splitlines())
