"""Owns a first look at a source file nobody has described: its format, where its rows begin, and some of its values.

It refuses to read more than it must: of text and cells the beginning, of documents and logs the whole once for the names.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from console.domain.mapping import SourceSpec
from console.domain.ports import Progress
from console.errors import InputError
from console.sources.documents import parse_json, row_places
from console.sources.encoding import sample
from console.sources.grid import joined_names, titled
from console.sources.names import checked_names
from console.sources.ocds_packages import releases_in
from console.sources.opening import GRIDS, encoding_of, format_of, open_grid, open_source
from console.sources.parsed import Parsed, Refused, Row

LOOKED_AT = 400  # rows
MOST_TITLES = 6
MOST_HEADS = 3
HEAD = 40  # rows among which the head is sought
EXTRA_ROW = 0.3  # what a further row of names or titles must bring, in columns recognised
SMALL_DOCUMENT = 8 * 1024 * 1024

Judge = Callable[[Sequence[str]], float]
"""Says how much some names look like names of columns."""


@dataclass(frozen=True, slots=True)
class SourceLook:
    """A source as a mapping would describe it, with values of each column in the order of the file."""

    spec: SourceSpec
    samples: Mapping[str, tuple[str, ...]]
    packed: bool = False  # open contracting data, for which there is a mapping already


def look_at(path: Path, name: str, progress: Progress, judge: Judge) -> SourceLook:
    """Look at a source of text, cells, documents or events; raises InputError where it cannot be read."""
    spec = SourceSpec(name, path.name)
    kind = format_of(spec, path)
    beginning = sample(path)
    if kind in GRIDS:
        items = list(itertools.islice(open_grid(spec, path, kind, beginning, progress), LOOKED_AT))
        spec = _headed(spec, items, judge)
        return SourceLook(spec, _samples(titled(items, spec)))
    if kind in {"json", "jsonl"}:
        spec, packed = _placed(spec, path, kind, beginning)
        if packed:
            return SourceLook(replace(spec, format="ocds"), {}, packed=True)
    return SourceLook(spec, _samples(open_source(spec, path, kind, beginning, progress).parsed))


def _samples(parsed: Parsed) -> dict[str, tuple[str, ...]]:
    rows = [item[1] for item in itertools.islice(parsed.items, LOOKED_AT) if not isinstance(item, Refused)]
    return {column: tuple(row[place].strip() for row in rows) for place, column in enumerate(parsed.columns)}


def _headed(spec: SourceSpec, items: list[Row | Refused], judge: Judge) -> SourceSpec:
    """Find how many titles and rows of names there are: those under which most columns are recognised."""
    best, found = -1.0, spec
    for titles, heads in itertools.product(range(MOST_TITLES + 1), range(1, MOST_HEADS + 1)):
        head = items[titles : titles + heads]
        if len(head) < heads:
            continue
        score = _judged(head, spec.file, judge) - EXTRA_ROW * (titles + heads - 1)
        if score > best:
            best, found = score, replace(spec, skip_rows=titles, header_rows=heads)
    return found


def _judged(head: list[Row | Refused], file: str, judge: Judge) -> float:
    cells = [item[1] for item in head if not isinstance(item, Refused)]
    # A row with one word in it is a title over the table; as an upper row of names it would stand before each of them.
    if len(cells) > 1 and any(sum(bool(cell.strip()) for cell in row) < 2 for row in cells):
        return 0.0
    try:
        names = checked_names(joined_names(cells), file)
    except InputError:
        return 0.0
    return judge(names) if names else 0.0


def _placed(spec: SourceSpec, path: Path, kind: str, beginning: bytes) -> tuple[SourceSpec, bool]:
    """Find where the rows of a document are, and whether it is open contracting data."""
    encoding = encoding_of(spec, beginning)
    text = beginning.decode(encoding, "replace").lstrip()
    if kind == "jsonl":
        text = text.partition("\n")[0]
    elif path.stat().st_size <= SMALL_DOCUMENT:
        text = path.read_text(encoding, errors="replace")
    try:
        told = parse_json(text)
    except (ValueError, RecursionError):
        return spec, False
    first = next(releases_in(told), None)
    if first is not None and "ocid" in first:
        return spec, True
    places = row_places(told) if isinstance(told, dict) and kind == "json" else []
    return replace(spec, rows=places[0] if places else ""), False
